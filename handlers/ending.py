"""The end of a task, and what takes it back: closed to applications, renewed, cancelled, opened again."""

from domain import tasks
from domain.lifecycle import CANCEL, CLOSE, REOPEN
from frame.dialogue import Dialogue
from frame.here import Here
from frame.readers import prose
from frame.routing import Routes
from frame.screen import Screen
from frame.steps import Ask, Confirm
from handlers import home
from handlers import tasks as pages
from models.assignment import AssignmentState
from screens import ending as screens
from screens import facts
from screens.ending import CancelDraft, CancelTask, CloseTask, OpenAgain, RenewTask, ReopenTask

routes = Routes()


@routes.tap(CloseTask)
def close(tap: CloseTask, here: Here) -> Screen:
    """No more applications."""
    task = tasks.get_for(here.session, here.actor, tap.task_id)
    if tap.sure:
        tasks.close_to_applications(here.session, here.actor, task_id=task.id, now=here.now)
        return pages.show(here, task.id, screens.CLOSED)
    may = tasks.permitted(here.session, here.actor, task)
    return screens.close_for_sure(task) if may(CLOSE) else pages.show(here, task.id)


@routes.tap(OpenAgain)
def open_again(tap: OpenAgain, here: Here) -> Screen:
    """Take applications again."""
    tasks.open_again(here.session, here.actor, task_id=tap.task_id, now=here.now)
    return pages.show(here, tap.task_id, screens.OPENED_AGAIN)


@routes.tap(RenewTask)
def renew(tap: RenewTask, here: Here) -> Screen:
    """Still wanted."""
    tasks.renew(here.session, here.actor, task_id=tap.task_id, now=here.now)
    return pages.show(here, tap.task_id, screens.renewed(here.now + here.house.timers.expire))


@routes.tap(ReopenTask)
def reopen(tap: ReopenTask, here: Here) -> Screen:
    """Wanted after all."""
    task = tasks.get_for(here.session, here.actor, tap.task_id)
    if tap.sure:
        today = here.now.astimezone(here.zone).date()
        tasks.reopen(here.session, here.actor, task_id=task.id, now=here.now, today=today)
        return pages.show(here, task.id, screens.REOPENED)
    may = tasks.permitted(here.session, here.actor, task)
    return screens.reopen_for_sure(task) if may(REOPEN) else pages.show(here, task.id)


@routes.tap(CancelTask)
def cancel(tap: CancelTask, here: Here) -> Screen:
    """Call it off: why?"""
    task = tasks.get_for(here.session, here.actor, tap.task_id)
    if not tasks.permitted(here.session, here.actor, task)(CANCEL):
        return pages.show(here, task.id)
    undone = (AssignmentState.OFFERED, AssignmentState.AGREED)
    chosen = [one for one in pages.doers_of(here, task.id) if one.state in undone]
    begun = CancelDraft(task.id, task.title, task.waiting + task.reserves, len(chosen))
    return cancel_task.open(here, begun, subject=str(task.id))


def cancelled(answers: CancelDraft, here: Here) -> Screen:
    """It is off."""
    tasks.cancel(here.session, here.actor, task_id=answers.task_id, reason=answers.reason, now=here.now)
    return pages.show(here, answers.task_id, screens.CANCELLED)


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
