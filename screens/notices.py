"""What others hear of a change: screens that arrive by themselves, each with the buttons that act on it."""

from domain.lifecycle import (
    ANSWER_PROPOSAL,
    ANSWER_THAT_IT_DID_NOT,
    DISPUTE,
    SAY_IT_DID_NOT_HAPPEN,
    TELL_CAPACITY,
    Permitted,
)
from domain.views import (
    ApplicantCard,
    ApplicationView,
    AssignmentView,
    DisputeView,
    FeedbackView,
    ProposalView,
    TaskView,
)
from frame.screen import Button, Screen, rows
from frame.texts import Minutes, Words, _, lines, paragraphs
from screens import facts
from screens.applications import TOLD_REASONS, applicant_buttons, applicant_words
from screens.assignments import PLEASE_TELL_CAPACITY, answers, hours, tell_capacity
from screens.assignments import buttons as work_buttons
from screens.disputes import ABOUT, AnswerDispute, OpenDispute, outcome
from screens.hours import proposed, yes_or_no
from screens.missed import SayItDidNotHappen, both_sides
from screens.ways import (
    HOME,
    AskForHelp,
    BrowseTasks,
    GiveFeedback,
    OpenAssignment,
    OpenConversation,
    OpenTask,
    SeeApplicants,
    SeeDispute,
)

# Applying and choosing


def application_received(card: ApplicantCard, may: Permitted) -> Screen:
    """Somebody offers help."""
    return Screen(
        paragraphs(
            _("An application came for your task: <b>{title}</b>", title=card.task_title),
            applicant_words(card),
        ),
        rows(*applicant_buttons(card, may), Button(_("See all applicants"), SeeApplicants(card.task_id))),
    )


def application_withdrawn(application: ApplicationView) -> Screen:
    """An offer was taken back."""
    return Screen(
        _(
            "An application was withdrawn. Applicant: <b>{name}</b>. Task: {title}",
            name=application.doer_name,
            title=application.task_title,
        ),
        rows(Button(_("Look at the task"), OpenTask(application.task_id)), HOME),
    )


def not_this_time(application: ApplicationView, because: str) -> Screen:
    """Not chosen, with thanks."""
    return Screen(
        paragraphs(
            _(
                "Thank you for applying. You were not chosen this time. Task: <b>{title}</b>",
                title=application.task_title,
            ),
            _reason(application, because),
            _("Your help is needed elsewhere, too."),
        ),
        rows(Button(_("Find a task"), BrowseTasks()), HOME),
    )


def _reason(application: ApplicationView, because: str) -> Words:
    if because == "full":
        return _("All places are taken now.")
    if because == "over":
        return _("The task is over.")
    return TOLD_REASONS[application.decline_reason] if application.decline_reason else _("The requester has decided.")


# The task


def task_cancelled(task: TaskView) -> Screen:
    """The requester called it off."""
    return Screen(
        paragraphs(
            _("The task is cancelled: <b>{title}</b>", title=task.title),
            _("Reason: {reason}", reason=task.cancel_reason) if task.cancel_reason else None,
            _("You need not do anything. Thank you for being ready to help."),
        ),
        rows(Button(_("Find a task"), BrowseTasks()), HOME),
    )


def task_expired(task: TaskView) -> Screen:
    """Nobody was chosen in time."""
    said = _("The task has ended, because nobody was chosen in time: <b>{title}</b>", title=task.title)
    if task.mine:
        return Screen(
            paragraphs(said, _("You can ask again. A shorter task with a clear title finds helpers more easily.")),
            rows(Button(_("Ask for help"), AskForHelp()), Button(_("Look at the task"), OpenTask(task.id)), HOME),
        )
    return Screen(
        paragraphs(said, _("Your application has lapsed. Thank you for being ready to help.")),
        rows(Button(_("Find a task"), BrowseTasks()), HOME),
    )


# Finishing


def marked_done(work: AssignmentView, may: Permitted, *, is_requester: bool) -> Screen:
    """The work is said to be done."""
    return Screen(
        paragraphs(
            _("Marked as done: <b>{title}</b>", title=work.task_title),
            lines(
                _("Doer: {name}", name=work.doer_name)
                if is_requester
                else _("Requester: {name}", name=work.requester_name),
                hours(work),
            ),
            _("Please approve it, correct the time, or ask for changes.")
            if is_requester
            else _("Your requester marked it as done, and approves it next."),
        ),
        rows(
            *work_buttons(work, may),
            not is_requester and may(TELL_CAPACITY) and tell_capacity(work),
            *answers(work, may),
            *_ways(work, is_requester=is_requester),
        ),
    )


def was_it_done(work: AssignmentView, may: Permitted, *, is_requester: bool, again: bool) -> Screen:
    """The date has gone by, and nobody told."""
    return Screen(
        paragraphs(
            _("A reminder: was it done? <b>{title}</b>", title=work.task_title)
            if again
            else _("Was it done? <b>{title}</b>", title=work.task_title),
            lines(
                _("Doer: {name}", name=work.doer_name)
                if is_requester
                else _("Requester: {name}", name=work.requester_name),
                facts.when(work.when_date, work.when_at, work.when_text),
            ),
            _("If it is still to be done, you need not do anything now. If nobody tells, it is closed in some weeks."),
        ),
        rows(
            *work_buttons(work, may),
            may(SAY_IT_DID_NOT_HAPPEN) and Button(_("Tell that it did not happen"), SayItDidNotHappen(work.id)),
            *_ways(work, is_requester=is_requester),
        ),
    )


def not_reported(work: AssignmentView, may: Permitted) -> Screen:
    """Nobody told."""
    return Screen(
        paragraphs(
            _("Closed, because nobody told whether it was done: <b>{title}</b>", title=work.task_title),
            lines(_("Requester: {name}", name=work.requester_name), _("Doer: {name}", name=work.doer_name)),
            _("No hours are recorded."),
            may(DISPUTE) and _("Was it done after all? Ask the operators to record the hours."),
        ),
        rows(
            may(DISPUTE) and Button(_("Ask the operators to decide"), OpenDispute(work.id)),
            Button(_("Open the agreed help"), OpenAssignment(work.id)),
            HOME,
        ),
    )


def did_not_happen(work: AssignmentView, may: Permitted) -> Screen:
    """Somebody says that it did not happen."""
    return Screen(
        paragraphs(
            _("The other side says that this did not happen: <b>{title}</b>", title=work.task_title),
            both_sides(work),
            (may(ANSWER_THAT_IT_DID_NOT) or may(DISPUTE)) and _("You may tell your side. Both texts are kept."),
        ),
        rows(
            *answers(work, may),
            may(DISPUTE) and Button(_("Ask the operators to decide"), OpenDispute(work.id)),
            Button(_("Open the agreed help"), OpenAssignment(work.id)),
            HOME,
        ),
    )


def did_not_happen_answered(work: AssignmentView, may: Permitted) -> Screen:
    """The other side's word."""
    return Screen(
        paragraphs(
            _("The other side tells its side: <b>{title}</b>", title=work.task_title),
            both_sides(work),
        ),
        rows(
            may(DISPUTE) and Button(_("Ask the operators to decide"), OpenDispute(work.id)),
            Button(_("Open the agreed help"), OpenAssignment(work.id)),
            HOME,
        ),
    )


def hours_answered(work: AssignmentView, may: Permitted) -> Screen:
    """The doer's word on the figure."""
    return Screen(
        paragraphs(
            _("The doer answers about the time: <b>{title}</b>", title=work.task_title),
            lines(_("Doer: {name}", name=work.doer_name), hours(work)),
        ),
        rows(*work_buttons(work, may), *_ways(work, is_requester=True)),
    )


def hours_proposed(proposal: ProposalView, may: Permitted) -> Screen:
    """Other hours after the approval."""
    return Screen(
        paragraphs(_("Other hours: <b>{title}</b>", title=proposal.task_title), proposed(proposal)),
        rows(
            may(ANSWER_PROPOSAL) and yes_or_no(proposal),
            Button(_("Open the agreed help"), OpenAssignment(proposal.assignment_id)),
        ),
    )


def proposal_answered(proposal: ProposalView) -> Screen:
    """Yes or no."""
    return Screen(
        paragraphs(
            _("The other side agrees to the hours that you proposed: <b>{title}</b>", title=proposal.task_title)
            if proposal.accepted
            else _("The hours that you proposed were not agreed to: <b>{title}</b>", title=proposal.task_title),
            _("Time in all: {time}", time=Minutes(proposal.total)) if proposal.accepted else None,
        ),
        rows(Button(_("Open the agreed help"), OpenAssignment(proposal.assignment_id)), HOME),
    )


def dispute_opened(view: DisputeView) -> Screen:
    """To the other side: the operators are asked."""
    return Screen(
        paragraphs(
            _("The other side asks the operators to decide: <b>{title}</b>", title=view.task_title),
            lines(ABOUT[view.about], _("<i>{text}</i>", text=view.text)),
            view.answer is None and _("Please tell your side: the operators read both before they decide."),
        ),
        rows(
            view.answer is None and Button(_("Tell the operators my side"), AnswerDispute(view.assignment_id)),
            Button(_("See what the operators were asked"), SeeDispute(view.id)),
            Button(_("Open the agreed help"), OpenAssignment(view.assignment_id)),
        ),
    )


def dispute_to_decide(view: DisputeView, *, answered: bool) -> Screen:
    """To an operator."""
    said = (
        _("Both sides have told theirs. Please decide: <b>{title}</b>", title=view.task_title)
        if answered
        else _("You are asked to decide a dispute: <b>{title}</b>", title=view.task_title)
    )
    return Screen(said, rows(Button(_("See the dispute"), SeeDispute(view.id)), HOME))


def dispute_over(view: DisputeView) -> Screen:
    """To both: how it ended."""
    return Screen(
        paragraphs(_("<b>{title}</b>", title=view.task_title), outcome(view)),
        rows(Button(_("Open the agreed help"), OpenAssignment(view.assignment_id)), HOME),
    )


def nudge_approval(work: AssignmentView, may: Permitted) -> Screen:
    """Work waits for approval."""
    return Screen(
        paragraphs(
            _("This still waits for your approval: <b>{title}</b>", title=work.task_title),
            lines(_("Doer: {name}", name=work.doer_name), hours(work)),
            _("If you do nothing, it is approved by itself in some days."),
        ),
        rows(*work_buttons(work, may), *_ways(work, is_requester=True)),
    )


def changes_asked(work: AssignmentView, may: Permitted) -> Screen:
    """Not quite yet."""
    return Screen(
        paragraphs(
            _("Changes are asked for: <b>{title}</b>", title=work.task_title),
            _("Requester: {name}", name=work.requester_name),
            _("<i>{text}</i>", text=work.changes_text or ""),
            _("When they are made, mark it as done again."),
        ),
        rows(*work_buttons(work, may), *_ways(work, is_requester=False)),
    )


def work_approved(work: AssignmentView, feedback: FeedbackView | None, may: Permitted) -> Screen:
    """To the doer: in the ledger."""
    return Screen(
        paragraphs(
            _("Your work is approved. Thank you! Task: <b>{title}</b>", title=work.task_title),
            lines(_("Requester: {name}", name=work.requester_name), hours(work)),
            may(TELL_CAPACITY) and PLEASE_TELL_CAPACITY,
        ),
        rows(
            may(TELL_CAPACITY) and tell_capacity(work),
            _feedback(feedback),
            *answers(work, may),
            Button(_("Open the agreed help"), OpenAssignment(work.id)),
            HOME,
        ),
    )


def approved_by_itself(work: AssignmentView, feedback: FeedbackView | None) -> Screen:
    """To both: the requester was silent."""
    return Screen(
        paragraphs(
            _("Approved by itself, because nobody answered in time: <b>{title}</b>", title=work.task_title),
            lines(
                _("Requester: {name}", name=work.requester_name), _("Doer: {name}", name=work.doer_name), hours(work)
            ),
            _("The hours are recorded."),
        ),
        rows(_feedback(feedback), Button(_("Open the agreed help"), OpenAssignment(work.id)), HOME),
    )


def _feedback(view: FeedbackView | None) -> Button | bool:
    return view is not None and view.open and Button(_("Give feedback now"), GiveFeedback(view.id))


def _ways(work: AssignmentView, *, is_requester: bool) -> list[Button | bool]:
    other = work.doer_name if is_requester else work.requester_name
    return [
        work.conversation_id is not None
        and Button(_("Write to: {name}", name=other), OpenConversation(work.conversation_id)),
        Button(_("Open the agreed help"), OpenAssignment(work.id)),
    ]
