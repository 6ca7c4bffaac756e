"""Tasks: lists of them, and the page of one."""

from collections.abc import Iterable, Sequence

from domain.dataclasses import dataclass
from domain.lifecycle import (
    APPLY,
    APPLY_AGAIN,
    ASK_OFFERER,
    CANCEL,
    CHANGE_TEXT,
    CLOSE,
    COPY,
    EDIT,
    KEEP_REST,
    NAME_PEOPLE,
    OPEN_AGAIN,
    RENEW,
    REOPEN,
    SEE_APPLICANTS,
    WITHDRAW,
    Permitted,
)
from domain.views import ApplicationView, AssignmentView, TaskPage, TaskView
from frame.screen import Button, Row, Screen, Tap, rows
from frame.texts import Text, Words, _, lines, n_, paragraphs
from models.application import ApplicationState
from models.assignment import AssignmentState
from models.task import Audience, TaskState
from screens import facts
from screens.applications import ApplyToTask, ChangeApplication, WithdrawApplication
from screens.attachments import SendAttachments
from screens.changing import ChangeTask, CopyTask
from screens.ending import CancelTask, CloseTask, OpenAgain, RenewTask, ReopenTask
from screens.reach import WhoSees
from screens.reserves import SeeReserves, rest_buttons
from screens.ways import (
    HOME,
    AskForHelp,
    BrowseTasks,
    MakeNamedLink,
    MyHelp,
    MyTasks,
    OpenAssignment,
    OpenConversation,
    OpenTask,
    SeeApplicants,
    SeeOffers,
    apart,
)


@dataclass(frozen=True)
class MoreOfTask(Tap, code="tmore"):
    """What else its requester may do to a task."""

    task_id: int


# Lists


def mine(page: TaskPage, tap: MyTasks) -> Screen:
    """What I asked for."""
    other = (
        Button(_("Show ongoing tasks"), MyTasks()) if tap.ended else Button(_("Show ended tasks"), MyTasks(ended=True))
    )
    if not page.items:
        nothing = (
            _("None of your tasks has ended yet.")
            if tap.ended
            else _("You have no ongoing tasks. What could others help you with?")
        )
        return Screen(
            nothing,
            rows(Button(_("Ask for help"), AskForHelp()), other, Button(_("Show where I help"), MyHelp()), HOME),
        )
    return Screen(
        paragraphs(
            _("Your ended tasks") if tap.ended else _("Your ongoing tasks"),
            *(_own_card(task) for task in page.items),
        ),
        rows(
            *openings(page.items),
            page.more > 0 and Button(_("Show more ({count})", count=page.more), MyTasks(tap.ended, page.next_before)),
            tap.before is not None and Button(_("Show the newest ones"), MyTasks(tap.ended)),
            other,
            Button(_("Show where I help"), MyHelp()),
            Button(_("Ask for help"), AskForHelp()),
            HOME,
        ),
    )


def _own_card(task: TaskView) -> Words:
    return lines(
        _("<b>{title}</b>", title=task.title),
        state(task),
        bool(task.waiting) and facts.waiting(task.waiting),
    )


def openings(tasks: Iterable[TaskView]) -> list[Button]:
    """A button for each task of a page."""
    return apart(Button(_("Open: {title}", title=task.title), OpenTask(task.id)) for task in tasks)


def my_help(doing: Sequence[AssignmentView], applied: Sequence[ApplicationView]) -> Screen:
    """What I do for others, and where I have offered."""
    if not doing and not applied:
        return Screen(
            _("You have not promised any help, and none of your applications is waiting for an answer."),
            rows(Button(_("Find a task"), BrowseTasks()), HOME),
        )
    return Screen(
        paragraphs(
            bool(_offered(doing))
            and lines(
                _("<b>Waiting for you to confirm</b>"),
                *(_named(one.task_title, one.requester_name) for one in _offered(doing)),
            ),
            len(_offered(doing)) < len(doing)
            and lines(
                _("<b>Agreed help</b>"),
                *(
                    _named(one.task_title, one.requester_name)
                    for one in doing
                    if one.state is not AssignmentState.OFFERED
                ),
            ),
            bool(applied)
            and lines(
                _("<b>Waiting for an answer</b>"), *(_named(one.task_title, one.requester_name) for one in applied)
            ),
        ),
        rows(
            *apart(
                [
                    *(Button(_("Open: {title}", title=one.task_title), OpenAssignment(one.id)) for one in doing),
                    *(Button(_("Open: {title}", title=one.task_title), OpenTask(one.task_id)) for one in applied),
                ]
            ),
            HOME,
        ),
    )


def _offered(doing: Sequence[AssignmentView]) -> list[AssignmentView]:
    return [one for one in doing if one.state is AssignmentState.OFFERED]


def _named(title: str, requester: str) -> Text:
    return _("{title}. Asked by: {name}", title=title, name=requester)


# One task


def state(task: TaskView) -> Words:
    """Where a task is, in words."""
    match task.state:
        case TaskState.OPEN if task.closed_at is None:
            places = n_("{count} place is free.", "{count} places are free.", task.places_left)
            return _("Open. {places}", places=places)
        case TaskState.OPEN:
            return _("Closed to new applications.")
        case TaskState.FULL:
            return _("All places are taken.")
        case TaskState.OVER:
            return _("Done. Thank you, everybody!")
        case TaskState.CANCELLED if task.cancel_reason:
            return _("Cancelled. Reason: {reason}", reason=task.cancel_reason)
        case TaskState.CANCELLED:
            return _("Cancelled.")
        case TaskState.EXPIRED:
            return _("Ended: nobody was chosen in time.")
        case _other:
            return _("Not published yet.")


def page(
    task: TaskView,
    may: Permitted,
    doers: Sequence[AssignmentView] = (),
    note: Words | None = None,
    link: str | None = None,
    asked: Words | None = None,
) -> Screen:
    """One task with everything that its reader may do to it. `link` is for its requester to share; `asked` says to
    them who was asked by name."""
    return Screen(
        paragraphs(
            note,
            lines(
                _("<b>{title}</b>", title=task.title),
                facts.category(task.category),
                facts.asker(task.requester_name, task.organisation, task.organisation_confirmed),
                facts.needed(task.minutes, task.places),
                facts.when(task.when_date, task.when_at, task.when_text),
                facts.place(remote=task.remote, town=task.town, address=task.address),
                task.choose_by is not None and facts.choose_by(task.choose_by),
                task.group_name is not None and _("For the group: {group}", group=task.group_name),
                task.audience is Audience.NAMED and _("Only for those asked by name"),
                task.attachments > 0 and _("Attachments ({count})", count=task.attachments),
            ),
            task.description,
            asked,
            state(task),
            _applicants(task, doers) if task.mine else _application(task),
            task.mine
            and may(CLOSE)
            and task.audience is not Audience.NAMED
            and link is not None
            and _("Link for sharing: {link}", link=link),
        ),
        rows(
            *(_requester_buttons(task, may, doers) if task.mine else _doer_buttons(task, may)),
            HOME,
        ),
    )


def _applicants(task: TaskView, doers: Sequence[AssignmentView]) -> Words | None:
    if not task.waiting and not task.reserves and not doers:
        return _("Nobody has applied yet.") if task.state is TaskState.OPEN else None
    return lines(
        bool(task.waiting) and facts.waiting(task.waiting),
        bool(task.reserves) and n_("{count} person is in reserve.", "{count} people are in reserve.", task.reserves),
        *(_("{name}: {state}", name=one.doer_name, state=work_state(one.state)) for one in doers),
    )


def work_state(now: AssignmentState) -> Text:
    """Where a share of a task is, in a word or two."""
    match now:
        case AssignmentState.OFFERED:
            return _("offered, not confirmed yet")
        case AssignmentState.AGREED:
            return _("agreed")
        case AssignmentState.DONE:
            return _("done, waits for approval")
        case AssignmentState.CHANGES_ASKED:
            return _("changes asked")
        case AssignmentState.APPROVED:
            return _("approved")
        case _other:
            return _("ended")


def _application(task: TaskView) -> Words | None:
    if task.application_state is None:
        return None
    return lines(
        application_state(task.application_state),
        bool(task.application_text) and _("<i>{text}</i>", text=task.application_text),
    )


def application_state(now: ApplicationState) -> Text:
    """Where one's own application is, in words."""
    match now:
        case ApplicationState.SENT:
            return _("You have applied. The requester has not decided yet.")
        case ApplicationState.RESERVE:
            return _("You have applied, and you are in reserve.")
        case ApplicationState.CHOSEN:
            return _("You have been chosen.")
        case ApplicationState.DECLINED:
            return _("You were not chosen this time.")
        case ApplicationState.WITHDRAWN:
            return _("You have withdrawn your application.")
        case ApplicationState.LAPSED:
            return _("Your application has lapsed.")


def _requester_buttons(task: TaskView, may: Permitted, doers: Sequence[AssignmentView]) -> list[Button | Row | bool]:
    people = apart(Button(_("Open the help of: {name}", name=one.doer_name), OpenAssignment(one.id)) for one in doers)
    return [
        may(SEE_APPLICANTS)
        and task.waiting > 0
        and Button(_("See the applicants ({count})", count=task.waiting), SeeApplicants(task.id)),
        *(rest_buttons(task.id, task.waiting) if may(KEEP_REST) and task.waiting else ()),
        may(SEE_APPLICANTS)
        and task.reserves > 0
        and Button(_("See the reserves ({count})", count=task.reserves), SeeReserves(task.id)),
        may(RENEW) and task.expire_warnings > 0 and Button(_("Renew the task"), RenewTask(task.id)),
        *people,
        _files(task),
        bool(more_buttons(task, may)) and Button(_("Show more actions"), MoreOfTask(task.id)),
        Button(_("Show my tasks"), MyTasks()),
    ]


def _files(task: TaskView) -> Button | bool:
    return task.attachments > 0 and Button(
        _("Open the attachments ({count})", count=task.attachments), SendAttachments(task.id)
    )


def more_buttons(task: TaskView, may: Permitted) -> tuple[Row, ...]:
    """What is done to a task now and then: behind one button of its page."""
    return rows(
        may(EDIT) and Button(_("Change the task"), ChangeTask(task.id)),
        may(NAME_PEOPLE) and Button(_("Make a link for one person"), MakeNamedLink(task.id)),
        may(ASK_OFFERER) and Button(_("See who offers such help"), SeeOffers(task.id)),
        may(COPY) and Button(_("Copy into a new task"), CopyTask(task.id)),
        task.mine and Button(_("Show who sees this"), WhoSees(task.id)),
        may(CLOSE) and Button(_("Close to applications"), CloseTask(task.id)),
        may(OPEN_AGAIN) and Button(_("Open to applications again"), OpenAgain(task.id)),
        may(RENEW) and Button(_("Renew the task"), RenewTask(task.id)),
        may(CANCEL) and Button(_("Cancel the task"), CancelTask(task.id)),
        may(REOPEN) and Button(_("Reopen the task"), ReopenTask(task.id)),
    )


def more(task: TaskView, may: Permitted) -> Screen:
    """What else its requester may do to a task."""
    return Screen(
        paragraphs(
            lines(_("<b>{title}</b>", title=task.title), state(task)),
            _("What do you want to do with this task?"),
        ),
        rows(more_buttons(task, may), Button(_("Back to the task"), OpenTask(task.id))),
    )


def _doer_buttons(task: TaskView, may: Permitted) -> list[Button | Row | bool]:
    return [
        may(APPLY) and Button(_("Apply"), ApplyToTask(task.id)),
        _files(task),
        may(APPLY_AGAIN) and Button(_("Apply again"), ApplyToTask(task.id)),
        task.assignment_id is not None and Button(_("Open the agreed help"), OpenAssignment(task.assignment_id)),
        task.conversation_id is not None
        and Button(_("Write to: {name}", name=task.requester_name), OpenConversation(task.conversation_id)),
        may(CHANGE_TEXT)
        and task.application_id is not None
        and Button(_("Change my application"), ChangeApplication(task.application_id)),
        may(WITHDRAW)
        and task.application_id is not None
        and Button(_("Withdraw my application"), WithdrawApplication(task.application_id)),
        Button(_("Show open tasks"), BrowseTasks()),
    ]
