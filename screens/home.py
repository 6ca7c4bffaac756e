"""What awaits me, most urgent first."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from domain.home import (
    ApplicantsToChooseFrom,
    Awaiting,
    ChangesToMake,
    DisputeToDecide,
    DraftBegun,
    FeedbackToGive,
    HomeView,
    HoursToAnswer,
    OutcomeToTell,
    PlaceToConfirm,
    QuestionToAnswer,
    RequestsToAnswer,
    RestToSettle,
    TalkToAnswer,
    WordToAnswer,
    WorkToApprove,
    WorkToDo,
    WorkToReport,
)
from frame.screen import Button, Screen, rows
from frame.steps import GoOn
from frame.texts import Minutes, Words, _, lines, n_, paragraphs
from screens import admissions, facts
from screens.outcomes import AskOutcome
from screens.ways import (
    AskForAdvice,
    AskForHelp,
    BrowseTasks,
    GiveFeedback,
    MyGroups,
    MyHelp,
    MyProfile,
    MyTasks,
    OpenAdvice,
    OpenAssignment,
    OpenConversation,
    OpenTask,
    SeeAdvice,
    SeeApplicants,
    SeeDispute,
    SeeRequests,
    Talks,
    apart,
)

MOST = 8
"""Things on one screen; more is a wall on a phone."""


def home(view: HomeView, dialogues: Mapping[str, Words], others: Sequence[tuple[Words, Button]] = ()) -> Screen:
    """What awaits me, both sides' counts, and where to go. `dialogues`: what each kind of draft is called; `others`:
    what other corners say, before what I have only begun."""
    known = [one for one in view.awaits if not isinstance(one, DraftBegun) or one.dialogue in dialogues]
    matters = [_line_and_button(one, dialogues) for one in known if not isinstance(one, DraftBegun)]
    begun = [_line_and_button(one, dialogues) for one in known if isinstance(one, DraftBegun)]
    every = [*matters, *others, *begun]
    awaiting, more = every[:MOST], len(every[MOST:])
    return Screen(
        paragraphs(
            _("<b>{name}</b>, this waits for you:", name=view.name)
            if awaiting
            else _("<b>{name}</b>, nothing waits for you right now.", name=view.name),
            bool(awaiting) and lines(*(line for line, _button in awaiting)),
            more > 0 and n_("{count} more comes after these.", "{count} more come after these.", more),
            _counts(view),
        ),
        rows(
            *apart(button for _line, button in awaiting),
            (Button(_("Ask for help"), AskForHelp()), Button(_("Find tasks"), BrowseTasks())),
            (Button(_("Ask for advice"), AskForAdvice()), Button(_("See questions"), SeeAdvice())),
            (Button(_("See my tasks"), MyTasks()), Button(_("See the help I give"), MyHelp())),
            (Button(_("See conversations"), Talks()), Button(_("See my groups"), MyGroups())),
            Button(_("See my profile"), MyProfile()),
        ),
    )


def _counts(view: HomeView) -> Words:
    if not (view.asked or view.doing or view.applied or view.talks):
        return _("What do you need help with? Or see what others need, perhaps there is something for you.")
    return lines(
        _("My tasks going on: {count}", count=view.asked),
        _("Help I have promised: {count}", count=view.doing),
        _("My applications without an answer: {count}", count=view.applied),
        _("Open conversations: {count}", count=view.talks),
    )


def _line_and_button(awaiting: Awaiting, dialogues: Mapping[str, Words]) -> tuple[Words, Button]:
    match awaiting:
        case WorkToApprove(assignment_id, title, name, minutes):
            said: Words = (
                _("• {name} says that this is done: <b>{title}</b>", name=name, title=title)
                if minutes is None
                else _(
                    "• {name} says that this is done ({time}): <b>{title}</b>",
                    name=name,
                    title=title,
                    time=Minutes(minutes),
                )
            )
            return said, Button(_("Look at the work: {title}", title=title), OpenAssignment(assignment_id))
        case PlaceToConfirm(assignment_id, title, _name):
            return (
                _("• You are chosen, please confirm: <b>{title}</b>", title=title),
                Button(_("Answer: {title}", title=title), OpenAssignment(assignment_id)),
            )
        case DisputeToDecide(dispute_id, title):
            return (
                _("• A dispute waits for your decision: <b>{title}</b>", title=title),
                Button(_("Decide: {title}", title=title), SeeDispute(dispute_id)),
            )
        case WordToAnswer(assignment_id, title, name):
            return (
                _("• {name} has told something that you may answer: <b>{title}</b>", name=name, title=title),
                Button(_("Tell my side: {title}", title=title), OpenAssignment(assignment_id)),
            )
        case HoursToAnswer(assignment_id, title, name):
            return (
                _("• {name} proposes other hours: <b>{title}</b>", name=name, title=title),
                Button(_("See the hours: {title}", title=title), OpenAssignment(assignment_id)),
            )
        case RestToSettle(task_id, title, count):
            return (
                n_(
                    "• All places are taken, {count} applicant still waits: <b>{title}</b>",
                    "• All places are taken, {count} applicants still wait: <b>{title}</b>",
                    count,
                    title=title,
                ),
                Button(_("Decide on the others: {title}", title=title), OpenTask(task_id)),
            )
        case WorkToReport(assignment_id, title):
            return (
                _("• Was it done? <b>{title}</b>", title=title),
                Button(_("Tell whether it was done: {title}", title=title), OpenAssignment(assignment_id)),
            )
        case ApplicantsToChooseFrom(task_id, title, count):
            return (
                n_(
                    "• {count} applicant to choose from: <b>{title}</b>",
                    "• {count} applicants to choose from: <b>{title}</b>",
                    count,
                    title=title,
                ),
                Button(_("Choose a doer: {title}", title=title), SeeApplicants(task_id)),
            )
        case ChangesToMake(assignment_id, title, _name):
            return (
                _("• Something is still to be done: <b>{title}</b>", title=title),
                Button(_("See the changes: {title}", title=title), OpenAssignment(assignment_id)),
            )
        case TalkToAnswer(conversation_id, title, name):
            return (
                _("• {name} waits for your answer: <b>{title}</b>", name=name, title=title),
                Button(_("Reply to: {name}", name=name), OpenConversation(conversation_id)),
            )
        case WorkToDo(assignment_id, title, _name):
            return (
                _("• You have promised to help: <b>{title}</b>", title=title),
                Button(_("Open: {title}", title=title), OpenAssignment(assignment_id)),
            )
        case RequestsToAnswer(group_id, name, count):
            return (
                n_(
                    "• {count} person asks to join the group: <b>{name}</b>",
                    "• {count} people ask to join the group: <b>{name}</b>",
                    count,
                    name=name,
                ),
                Button(_("Answer the requests: {name}", name=name), SeeRequests(group_id)),
            )
        case QuestionToAnswer(advice_id, question, name):
            return (
                _("• {name} asks for advice: <b>{title}</b>", name=name, title=facts.short(question, 60)),
                Button(_("Look at the question: {title}", title=facts.short(question, 30)), OpenAdvice(advice_id)),
            )
        case FeedbackToGive(feedback_id, _assignment, title, name):
            return (
                _("• How did it go with {name}? <b>{title}</b>", name=name, title=title),
                Button(_("Give feedback: {title}", title=title), GiveFeedback(feedback_id)),
            )
        case OutcomeToTell(outcome_id, title):
            return (
                _("• What came of the help? <b>{title}</b>", title=title),
                Button(_("Tell: {title}", title=title), AskOutcome(outcome_id)),
            )
        case DraftBegun(draft_id, dialogue):
            what = dialogues[dialogue]
            return _("• Begun, not sent yet: {what}", what=what), Button(_("Go on: {what}", what=what), GoOn(draft_id))


def said_before(words: Words | None, screen: Screen) -> Screen:
    """A screen with a sentence above it: what happened, or why not."""
    return screen if words is None else replace(screen, words=paragraphs(words, screen.words))


def with_waiting(shown: Screen, count: int) -> Screen:
    """The home screen of an operator whom people wait for."""
    return replace(
        said_before(admissions.on_the_home_screen(count), shown), buttons=((admissions.LOOK,), *shown.buttons)
    )
