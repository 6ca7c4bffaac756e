"""What others hear of a change: screens that arrive by themselves, each with the buttons that act on it."""

from domain.lifecycle import Permitted
from domain.views import ApplicantCard, ApplicationView, AssignmentView, FeedbackView, TaskView
from frame.screen import Button, Screen, rows
from frame.texts import Words, _, lines, paragraphs
from screens.applications import TOLD_REASONS, applicant_buttons, applicant_words
from screens.assignments import buttons as work_buttons
from screens.assignments import hours
from screens.ways import (
    HOME,
    AskForHelp,
    BrowseTasks,
    GiveFeedback,
    OpenAssignment,
    OpenConversation,
    OpenTask,
    SeeApplicants,
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
        rows(*work_buttons(work, may), *_ways(work, is_requester=is_requester)),
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


def work_approved(work: AssignmentView, feedback: FeedbackView | None) -> Screen:
    """To the doer: in the ledger."""
    return Screen(
        paragraphs(
            _("Your work is approved. Thank you! Task: <b>{title}</b>", title=work.task_title),
            lines(_("Requester: {name}", name=work.requester_name), hours(work)),
        ),
        rows(_feedback(feedback), Button(_("Open the agreed help"), OpenAssignment(work.id)), HOME),
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
