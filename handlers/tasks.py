"""Finding tasks, and looking after one's own."""

from dataclasses import replace

from domain import applications, assignments, attachments, named, tasks
from domain.lifecycle import CANCEL, CLOSE, REOPEN
from domain.views import AssignmentView
from frame.dialogue import Dialogue
from frame.here import Here
from frame.readers import prose
from frame.routing import Routes
from frame.screen import Screen
from frame.steps import Ask, Confirm
from frame.texts import Words, _
from handlers import home
from models.assignment import GONE, AssignmentState
from models.task import Audience
from screens import attachments as attachment_screens
from screens import facts
from screens import named as named_screens
from screens import tasks as screens
from screens.attachments import SendAttachments
from screens.tasks import (
    CancelDraft,
    CancelTask,
    CloseTask,
    MoreOfTask,
    OpenAgain,
    RenewTask,
    ReopenTask,
)
from screens.ways import MyHelp, MyTasks, OpenTask

routes = Routes()


# Lists


@routes.command("mytasks", menu=_("See my tasks"), fi="omattehtavat", sv="minauppdrag")
def my_tasks(_typed: str, here: Here) -> Screen:
    """What I asked for."""
    return mine(MyTasks(), here)


@routes.tap(MyTasks)
def mine(tap: MyTasks, here: Here) -> Screen:
    """A few of them at a time: going on, or ended."""
    return screens.mine(tasks.mine(here.session, here.actor, before=tap.before, ended=tap.ended), tap)


@routes.tap(MyHelp)
def my_help(_tap: MyHelp, here: Here) -> Screen:
    """What I do for others."""
    doing = assignments.doing(here.session, here.actor)
    return screens.my_help(doing, applications.mine(here.session, here.actor))


# One task


@routes.tap(OpenTask)
def open_task(tap: OpenTask, here: Here) -> Screen:
    """The page of a task."""
    return show(here, tap.task_id)


def show(here: Here, task_id: int, note: Words | None = None) -> Screen:
    """The page of a task, as the person may see it now, with a `note` above it. Raises NotThere."""
    task = tasks.get_for(here.session, here.actor, task_id)
    doers = _doers(here, task_id) if task.mine else []
    may = tasks.permitted(here.session, here.actor, task)
    asked = None
    if task.mine and task.audience is Audience.NAMED:
        asked = named_screens.names(named.of_task(here.session, here.actor, task_id=task_id))
    return screens.page(task, may, doers, note, link(here, task_id), asked)


@routes.tap(SendAttachments)
def send_attachments(tap: SendAttachments, here: Here) -> Screen:
    """Its files, each in a message of its own."""
    count = attachments.send(here.session, here.actor, task_id=tap.task_id, now=here.now)
    return replace(show(here, tap.task_id), toast=attachment_screens.sent(count))


def link(here: Here, task_id: int) -> str:
    """What opens a task from anywhere; `/start` takes it up."""
    return here.house.link(f"t_{task_id}")


def _doers(here: Here, task_id: int) -> list[AssignmentView]:
    found = assignments.of_task(here.session, here.actor, task_id=task_id)
    return [one for one in found if one.state not in GONE]


@routes.tap(MoreOfTask)
def more(tap: MoreOfTask, here: Here) -> Screen:
    """What is done to it now and then."""
    task = tasks.get_for(here.session, here.actor, tap.task_id)
    may = tasks.permitted(here.session, here.actor, task)
    return screens.more(task, may) if task.mine and screens.more_buttons(task, may) else show(here, task.id)


@routes.tap(CloseTask)
def close(tap: CloseTask, here: Here) -> Screen:
    """No more applications."""
    task = tasks.get_for(here.session, here.actor, tap.task_id)
    if tap.sure:
        tasks.close_to_applications(here.session, here.actor, task_id=task.id, now=here.now)
        return show(here, task.id, screens.CLOSED)
    may = tasks.permitted(here.session, here.actor, task)
    return screens.close_for_sure(task) if may(CLOSE) else show(here, task.id)


@routes.tap(OpenAgain)
def open_again(tap: OpenAgain, here: Here) -> Screen:
    """Take applications again."""
    tasks.open_again(here.session, here.actor, task_id=tap.task_id, now=here.now)
    return show(here, tap.task_id, screens.OPENED_AGAIN)


@routes.tap(RenewTask)
def renew(tap: RenewTask, here: Here) -> Screen:
    """Still wanted."""
    tasks.renew(here.session, here.actor, task_id=tap.task_id, now=here.now)
    return show(here, tap.task_id, screens.renewed(here.now + here.house.timers.expire))


@routes.tap(ReopenTask)
def reopen(tap: ReopenTask, here: Here) -> Screen:
    """Wanted after all."""
    task = tasks.get_for(here.session, here.actor, tap.task_id)
    if tap.sure:
        today = here.now.astimezone(here.zone).date()
        tasks.reopen(here.session, here.actor, task_id=task.id, now=here.now, today=today)
        return show(here, task.id, screens.REOPENED)
    may = tasks.permitted(here.session, here.actor, task)
    return screens.reopen_for_sure(task) if may(REOPEN) else show(here, task.id)


@routes.tap(CancelTask)
def cancel(tap: CancelTask, here: Here) -> Screen:
    """Call it off: why?"""
    task = tasks.get_for(here.session, here.actor, tap.task_id)
    if not tasks.permitted(here.session, here.actor, task)(CANCEL):
        return show(here, task.id)
    chosen = [one for one in _doers(here, task.id) if one.state in (AssignmentState.OFFERED, AssignmentState.AGREED)]
    begun = CancelDraft(task.id, task.title, task.waiting + task.reserves, len(chosen))
    return cancel_task.open(here, begun, subject=str(task.id))


def cancelled(answers: CancelDraft, here: Here) -> Screen:
    """It is off."""
    tasks.cancel(here.session, here.actor, task_id=answers.task_id, reason=answers.reason, now=here.now)
    return show(here, answers.task_id, screens.CANCELLED)


cancel_task = routes.dialogue(
    Dialogue(
        "canceltask",
        CancelDraft,
        Ask(
            "reason",
            screens.WHY_CANCEL,
            facts.careful(prose(maximum=tasks.REASON_MAX)),
            screens.REASON,
            optional=True,
            skip=screens.WITHOUT_REASON,
        ),
        Confirm(lambda answers, _here: screens.cancel_preview(answers), send=screens.CANCEL_IT),
        what=screens.WHAT_CANCELLING,
        then=cancelled,
        ended=home.show,
        holds=lambda answers, here: tasks.get_for(here.session, here.actor, answers.task_id),
    )
)
