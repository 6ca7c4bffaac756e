"""What the clock says of tasks and applications, from the present state. None: the matter is over."""

from domain import occasions, stale, tasks
from domain.lifecycle import ASK_OFFERER
from domain.notices import ApplicantsWait, ChooseByReached, ExpiresSoon, NoApplicants, StillWaiting, TaskReopened
from frame.here import Here
from frame.routing import Routes
from frame.screen import Screen
from handlers import questions
from handlers import tasks as task_pages
from screens import reminders as screens
from screens.reminders import WidenTask

routes = Routes()


@routes.tap(WidenTask)
def widen(tap: WidenTask, here: Here) -> Screen:
    """Let everybody see it: is it meant?"""
    task = tasks.get_for(here.session, here.actor, tap.task_id)
    if not tap.sure:
        return screens.widen_surely(task) if task.mine else task_pages.show(here, task.id)
    stale.widen(here.session, here.actor, task_id=task.id, now=here.now, today=questions.today(here))
    return task_pages.show(here, task.id, screens.WIDENED)


@routes.notice(ApplicantsWait)
def applicants_wait(notice: ApplicantsWait, here: Here) -> Screen | None:
    """Somebody waits for an answer."""
    task = occasions.applicants_wait(here.session, here.actor, notice)
    return screens.applicants_wait(task) if task else None


@routes.notice(ChooseByReached)
def choose_by_reached(notice: ChooseByReached, here: Here) -> Screen | None:
    """The day of choosing is here."""
    task = occasions.choose_by_reached(here.session, here.actor, notice)
    return screens.choose_by_reached(task) if task else None


@routes.notice(StillWaiting)
def still_waiting(notice: StillWaiting, here: Here) -> Screen | None:
    """The requester has not decided yet."""
    own = occasions.still_waiting(here.session, here.actor, notice)
    return screens.still_waiting(own) if own else None


@routes.notice(NoApplicants)
def no_applicants(notice: NoApplicants, here: Here) -> Screen | None:
    """Nobody has applied."""
    task = occasions.no_applicants(here.session, here.actor, notice)
    if task is None:
        return None
    helping = stale.help_for(here.session, here.actor, task, now=here.now)
    return screens.no_applicants(task, tasks.permitted(here.session, here.actor, task), helping)


@routes.notice(ExpiresSoon)
def expires_soon(notice: ExpiresSoon, here: Here) -> Screen | None:
    """It ends soon."""
    found = occasions.expires_soon(here.session, here.actor, notice)
    if found is None:
        return None
    task, fresh = found
    may = tasks.permitted(here.session, here.actor, task)
    helping = None
    if not task.waiting and may(ASK_OFFERER):
        helping = stale.help_for(here.session, here.actor, task, now=here.now)
    return screens.expires_soon(task, may, fresh + here.house.timers.expire, helping)


@routes.notice(TaskReopened)
def task_reopened(notice: TaskReopened, here: Here) -> Screen | None:
    """It is open again."""
    task = occasions.task_reopened(here.session, here.actor, notice)
    return screens.reopened(task) if task else None
