"""Those who come next: the order of the reserves, and what becomes of the undecided when the places are full."""

from datetime import datetime

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session

from domain import applicants, applications, audit, conversations
from domain.lifecycle import APPLICATION, KEEP_REST, MOVE_UP, PUT_IN_RESERVE, SEE_APPLICANTS, TASK, THANK_REST
from domain.notices import ChosenByClock, NotThisTime, PutInReserve, YouAreChosen
from domain.refusals import NotThere, Noun
from domain.views import ApplicantCard
from models.application import Application, ApplicationState, DeclineReason
from models.base import constant
from models.person import Person
from models.task import Task, TaskState

ORDER = (func.coalesce(Application.rank, 0), Application.id)
SHOWN = 20


def put(session: Session, actor: Person, *, application_id: int, now: datetime) -> Application:
    """Not chosen now: asked when a place comes free, after those who are in reserve already. The applicant hears it."""
    application = applications.locked(session, application_id)
    APPLICATION.require(session, actor, PUT_IN_RESERVE, application)
    _put(session, PUT_IN_RESERVE, application, now=now)
    audit.record(session, actor, PUT_IN_RESERVE, Noun.APPLICATION, application.id, now=now, rank=application.rank)
    return application


def move_up(session: Session, actor: Person, *, application_id: int, now: datetime) -> Application:
    """Asked one place earlier. Nobody hears of it: the order is the requester's own."""
    application = applications.locked(session, application_id)
    APPLICATION.require(session, actor, MOVE_UP, application)
    order = list(session.scalars(_of(application.task).order_by(*ORDER)))
    at = order.index(application)
    if at > 0:
        order[at - 1], order[at] = application, order[at - 1]
    for rank, one in enumerate(order, start=1):
        one.rank = rank
    audit.record(session, actor, MOVE_UP, Noun.APPLICATION, application.id, now=now, rank=application.rank)
    session.flush()
    return application


def of_task(session: Session, actor: Person, *, task_id: int) -> list[ApplicantCard]:
    """The reserves for a task of mine, in their order."""
    task = session.get(Task, task_id)
    if task is None:
        raise NotThere
    TASK.require(session, actor, SEE_APPLICANTS, task)
    return applicants.cards(
        session, Application.task_id == task_id, Application.state == constant(ApplicationState.RESERVE), limit=SHOWN
    )


def keep_rest(session: Session, actor: Person, *, task_id: int, now: datetime) -> int:
    """The places are full: all who wait become reserves, first come first. Gives how many."""
    task = _held(session, task_id)
    TASK.require(session, actor, KEEP_REST, task)
    rest = _undecided(session, task)
    for application in rest:
        _put(session, "rest_kept", application, now=now)
    task.rest_asked_at = None
    audit.record(session, actor, KEEP_REST, Noun.TASK, task.id, now=now)
    session.flush()
    return len(rest)


def thank_rest(session: Session, actor: Person, *, task_id: int, now: datetime) -> int:
    """The places are full: all who wait hear it in the same moment, with thanks. Gives how many."""
    task = _held(session, task_id)
    TASK.require(session, actor, THANK_REST, task)
    audit.record(session, actor, THANK_REST, Noun.TASK, task.id, now=now)
    return thank(session, task, NotThisTime, now=now)


def thank(session: Session, task: Task, kind: type[NotThisTime], *, now: datetime) -> int:
    """Not this time, to all who wait. The reserves keep their places."""
    rest = _undecided(session, task)
    for application in rest:
        APPLICATION.move(session, "keep_or_thank", application, decline_reason=DeclineReason.FULL, decided_at=now)
        told = kind(application.id, "full", application.round)
        APPLICATION.tell(session, "keep_or_thank", application.doer_id, told, now=now)
    conversations.matter_over(session, task.id, [one.doer_id for one in rest], now=now)
    task.rest_asked_at = None
    session.flush()
    return len(rest)


def offer_to_next(session: Session, task: Task, *, now: datetime, by_clock: bool) -> int | None:
    """A place came free: the first reserve who can be reached gets it to confirm. Gives the assignment's id. Nobody is
    asked for what has gone by."""
    gone_by = (task.when_at is not None and task.when_at <= now) or (
        task.when_date is not None and task.when_date < now.date()
    )
    if gone_by or task.state not in (TaskState.OPEN, TaskState.FULL):
        return None
    reachable = _of(task).join(Person, Person.id == Application.doer_id).where(Person.unreachable_at.is_(None))
    application = session.scalars(reachable.order_by(*ORDER).limit(1)).one_or_none()
    if application is None:
        return None
    assignment_id = applications.give_place(session, "reserve_offered", application, now=now)
    kind = ChosenByClock if by_clock else YouAreChosen
    told = kind(assignment_id, application.round, reserve=True)
    APPLICATION.tell(session, "reserve_offered", application.doer_id, told, now=now)
    audit.record(
        session, None, "reserve_offered", Noun.APPLICATION, application.id, now=now, assignment_id=assignment_id
    )
    return assignment_id


def _put(session: Session, name: str, application: Application, *, now: datetime) -> None:
    last = session.scalar(
        select(func.max(Application.rank)).where(
            Application.task_id == application.task_id, Application.state == constant(ApplicationState.RESERVE)
        )
    )
    APPLICATION.move(session, name, application, rank=(last or 0) + 1)
    told = PutInReserve(application.id, application.round)
    APPLICATION.tell(session, name, application.doer_id, told, now=now)


def _of(task: Task) -> Select[Application]:
    return select(Application).where(
        Application.task_id == task.id, Application.state == constant(ApplicationState.RESERVE)
    )


def _undecided(session: Session, task: Task) -> list[Application]:
    return list(
        session.scalars(
            select(Application)
            .where(Application.task_id == task.id, Application.state == constant(ApplicationState.SENT))
            .order_by(Application.id)
        )
    )


def _held(session: Session, task_id: int) -> Task:
    task = session.scalar(
        select(Task).where(Task.id == task_id).with_for_update().execution_options(populate_existing=True)
    )
    if task is None:
        raise NotThere
    return task
