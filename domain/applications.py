"""Offering help, and choosing among the offers."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from sqlalchemy import Select, and_, bindparam, or_, select, update
from sqlalchemy.orm import Session, contains_eager
from sqlalchemy.orm.attributes import set_committed_value

from domain import audit, board, conversations, suspensions, words
from domain.lifecycle import (
    APPLICATION,
    APPLY,
    APPLY_AGAIN,
    ASSIGNMENT,
    CHANGE_TEXT,
    CHOOSE,
    DECLINE,
    TASK,
    WITHDRAW,
    Permitted,
)
from domain.notices import ApplicationReceived, ApplicationWithdrawn, NotThisTime, YouAreChosen
from domain.reading import UNDECIDED, application_views, own_assignment
from domain.refusals import LastPlaceTaken, NotThere, Noun, Subject
from domain.views import ApplicationView, AssignmentView
from models.application import Application, ApplicationState, DeclineReason, WithdrawReason
from models.assignment import GONE, Assignment
from models.base import constant, table_of
from models.inserts import Prebuilt
from models.person import Person
from models.task import Task, TaskState

TEXT_MAX = 600


def apply_to(session: Session, actor: Person, *, task_id: int, text: str, now: datetime) -> Application:
    """Offer help for a task. It opens the conversation; the requester hears of it. An offer that came to nothing is
    sent again by its own row, with the new text: one application for each person and task."""
    task, earlier = _for_applying(session, actor, task_id)
    offered = words.prose(text, field="text", limit=TEXT_MAX)
    if earlier is not None:
        return _apply_again(session, actor, earlier, offered, now=now)
    application = Application(
        task=task,
        doer_id=actor.id,
        organisation_id=actor.organisation_id,
        text=offered,
        state=APPLICATION.begins,
        sent_at=now,
    )
    session.add(application)
    session.flush()
    conversations.open_for(session, task, doer_id=actor.id, now=now)
    audit.record(session, actor, APPLY, Noun.APPLICATION, application.id, now=now, task_id=task.id)
    session.flush()
    TASK.tell(session, APPLY, task.requester_id, ApplicationReceived(application.id), now=now)
    return application


def _apply_again(session: Session, actor: Person, application: Application, text: str, *, now: datetime) -> Application:
    APPLICATION.move(
        session,
        APPLY_AGAIN,
        application,
        text=text,
        organisation_id=actor.organisation_id,
        round=application.round + 1,
        sent_at=now,
        changed_at=None,
        decided_at=None,
        rank=None,
        withdraw_reason=None,
        decline_reason=None,
        nudged_at=None,
        told_waiting_at=None,
    )
    conversations.open_again(session, application.task, doer_id=actor.id, now=now)
    audit.record(
        session, actor, APPLY_AGAIN, Noun.APPLICATION, application.id, now=now, task_id=application.task_id,
        round=application.round,
    )  # fmt: skip
    told = ApplicationReceived(application.id, application.round)
    APPLICATION.tell(session, APPLY_AGAIN, application.task.requester_id, told, now=now)
    return application


def may_apply(session: Session, actor: Person, *, task_id: int) -> Task:
    """The same refusals as `apply_to`, before somebody has written a text."""
    return _for_applying(session, actor, task_id)[0]


def change_text(session: Session, actor: Person, *, application_id: int, text: str, now: datetime) -> Application:
    """Say it otherwise, as long as nothing is decided."""
    application = locked(session, application_id)
    APPLICATION.require(session, actor, CHANGE_TEXT, application)
    application.text = words.prose(text, field="text", limit=TEXT_MAX)
    application.changed_at = now
    audit.record(session, actor, CHANGE_TEXT, Noun.APPLICATION, application.id, now=now)
    return application


def withdraw(
    session: Session, actor: Person, *, application_id: int, reason: WithdrawReason, now: datetime
) -> Application:
    """Take an offer back. The requester hears of it."""
    application = locked(session, application_id)
    APPLICATION.require(session, actor, WITHDRAW, application)
    APPLICATION.move(session, WITHDRAW, application, withdraw_reason=reason, decided_at=now)
    conversations.matter_over(session, application.task_id, [actor.id], now=now)
    audit.record(session, actor, WITHDRAW, Noun.APPLICATION, application.id, now=now, reason=reason)
    told = ApplicationWithdrawn(application.id, application.round)
    APPLICATION.tell(session, WITHDRAW, application.task.requester_id, told, now=now)
    return application


TASK_TABLE = table_of(Task)
TAKE_A_PLACE = (
    update(TASK_TABLE)
    .where(
        TASK_TABLE.c.id == bindparam("task_id"),
        TASK_TABLE.c.state == TaskState.OPEN,
        TASK_TABLE.c.places_taken < TASK_TABLE.c.places,
    )
    .values(places_taken=TASK_TABLE.c.places_taken + 1)
    .returning(TASK_TABLE.c.places_taken)
)
"""The last place goes to one of those who ask for it at once: the others change no row."""

SHARE = table_of(Assignment)


def _giving(insert: Callable[..., Any]) -> Any:
    """Who was let go earlier, applied again and is chosen again gets the same row, begun anew."""
    made = insert(SHARE)
    anew = {name: made.excluded[name] for name in ("state", "organisation_id", "offered_at")}
    forgotten = dict.fromkeys(("reminded_at", "agreed_at", "begun_at", "release_reason", "asked_at"))
    return made.on_conflict_do_update(
        index_elements=["application_id"],
        set_=anew | forgotten | {"asked_times": 0, "round": SHARE.c.round + 1},
        where=SHARE.c.state.in_([constant(state) for state in GONE]),
    ).returning(SHARE.c.id)


GIVE = Prebuilt(_giving)


def choose(session: Session, actor: Person, *, application_id: int, now: datetime) -> AssignmentView:
    """Take up an offer: the place is theirs to confirm, and counts as taken until it lapses. The last place taken, the
    undecided wait while the requester says what becomes of them."""
    application = locked(session, application_id)
    task = application.task
    about = Subject(Noun.TASK, task.id)
    undone = application.state in UNDECIDED or application.decline_reason is DeclineReason.FULL
    if task.requester_id == actor.id and task.state is TaskState.FULL and undone:
        raise LastPlaceTaken(about, state=task.state)
    APPLICATION.require(session, actor, CHOOSE, application)
    taken = session.connection().scalar(TAKE_A_PLACE, {"task_id": task.id})
    if taken is None:
        raise LastPlaceTaken(about, state=task.state)
    set_committed_value(task, "places_taken", taken)
    board.touch(session, task)
    assignment_id = give_place(session, CHOOSE, application, now=now)
    audit.record(session, actor, CHOOSE, Noun.APPLICATION, application.id, now=now, assignment_id=assignment_id)
    told = YouAreChosen(assignment_id, application.round)
    APPLICATION.tell(session, CHOOSE, application.doer_id, told, now=now)
    if taken == task.places:
        filled(session, task, now=now)
    offered = own_assignment(session, actor, assignment_id)
    assert offered is not None
    return offered


def give_place(session: Session, name: str, application: Application, *, now: datetime) -> int:
    """The place is theirs to confirm (`name` says by what). Gives the assignment's id; the place is the caller's."""
    APPLICATION.move(session, name, application, decided_at=now)
    connection = session.connection()
    assignment_id: int | None = connection.scalar(
        GIVE.on(session),
        {
            "task_id": application.task_id,
            "application_id": application.id,
            "doer_id": application.doer_id,
            "organisation_id": application.organisation_id,
            "state": ASSIGNMENT.begins,
            "offered_at": now,
        },
    )
    assert assignment_id is not None
    return assignment_id


def decline(
    session: Session, actor: Person, *, application_id: int, reason: DeclineReason, now: datetime
) -> Application:
    """Not this time, with a kind reason. The applicant hears of it."""
    application = locked(session, application_id)
    APPLICATION.require(session, actor, DECLINE, application)
    APPLICATION.move(session, DECLINE, application, decline_reason=reason, decided_at=now)
    conversations.matter_over(session, application.task_id, [application.doer_id], now=now)
    audit.record(session, actor, DECLINE, Noun.APPLICATION, application.id, now=now, reason=reason)
    told = NotThisTime(application.id, "declined", application.round)
    APPLICATION.tell(session, DECLINE, application.doer_id, told, now=now)
    return application


def get_for(session: Session, actor: Person, application_id: int) -> ApplicationView:
    """One's own application."""
    found = application_views(session, Application.id == application_id, Application.doer_id == actor.id)
    if not found or not APPLICATION.seen_by(session, actor, session.scalars(_with_task(application_id)).one()):
        raise NotThere
    return found[0]


def permitted(session: Session, actor: Person, application_id: int) -> Permitted:
    """What `actor` may do to an offer now, for the buttons under it."""
    application = session.scalar(_with_task(application_id))
    return APPLICATION.permitted(session, actor, application) if application is not None else Permitted()


def task_of(session: Session, actor: Person, *, application_id: int) -> int | None:
    """The task of an offer of one's own; none where the offer is somebody else's."""
    return session.scalar(
        select(Application.task_id).where(Application.id == application_id, Application.doer_id == actor.id)
    )


def mine(session: Session, actor: Person, *, limit: int = 20) -> list[ApplicationView]:
    """My offers that wait for an answer, newest first."""
    return application_views(session, Application.doer_id == actor.id, Application.state.in_(UNDECIDED), limit=limit)


def lapse(session: Session, task: Task, *, now: datetime) -> list[Application]:
    """The task has ended: what is undecided lapses. Tells nobody: the caller knows why."""
    undecided = list(
        session.scalars(select(Application).where(Application.task_id == task.id, Application.state.in_(UNDECIDED)))
    )
    for application in undecided:
        APPLICATION.move(session, "task_ended", application, decided_at=now)
    conversations.matter_over(session, task.id, [one.doer_id for one in undecided], now=now)
    return undecided


def end_in_group(session: Session, actor: Person, *, group_id: int, now: datetime) -> None:
    """Out of a group: its tasks are not there any more, so the undecided offers go, and their talks."""
    undecided = session.scalars(
        select(Application)
        .join(Application.task)
        .options(contains_eager(Application.task))
        .where(
            Application.doer_id == actor.id,
            Application.state.in_(UNDECIDED),
            Task.group_id == group_id,
        )
        .with_for_update(of=[Application, Task])
    ).all()
    for application in undecided:
        APPLICATION.move(session, "left_group", application, decided_at=now)
        conversations.close(session, application.task_id, actor.id, now=now)
        requester_id = application.task.requester_id
        told = ApplicationWithdrawn(application.id, application.round)
        APPLICATION.tell(session, "left_group", requester_id, told, now=now)


def filled(session: Session, task: Task, *, now: datetime) -> None:
    """No place is free any more: the undecided wait while the requester is asked what becomes of them."""
    rest = select(Application.id).where(
        Application.task_id == task.id, Application.state == constant(ApplicationState.SENT)
    )
    waits = session.scalar(rest.limit(1)) is not None
    TASK.move(session, "last_place_taken", task, rest_asked_at=now if waits else None)


def end_between(session: Session, actor: Person, other_id: int, *, now: datetime) -> None:
    """`actor` has blocked somebody: what is undecided between the two is over. The other hears that, and not why."""
    undecided = session.scalars(
        select(Application)
        .join(Application.task)
        .options(contains_eager(Application.task))
        .where(
            or_(
                and_(Application.doer_id == actor.id, Task.requester_id == other_id),
                and_(Application.doer_id == other_id, Task.requester_id == actor.id),
            ),
            Application.state.in_(UNDECIDED),
        )
        .with_for_update(of=[Application, Task])
    ).all()
    for application in undecided:
        APPLICATION.move(session, "kept_apart", application, decided_at=now)
        conversations.matter_over(session, application.task_id, [application.doer_id], now=now)
        own = application.doer_id == actor.id
        notice = (
            ApplicationWithdrawn(application.id, application.round)
            if own
            else NotThisTime(application.id, "declined", application.round)
        )
        APPLICATION.tell(session, "kept_apart", other_id, notice, now=now)


def _for_applying(session: Session, actor: Person, task_id: int) -> tuple[Task, Application | None]:
    """The task, held against becoming full meanwhile, and an earlier application that may be sent again."""
    row = session.execute(
        select(Task, Application)
        .outerjoin(Application, and_(Application.task_id == Task.id, Application.doer_id == actor.id))
        .where(Task.id == task_id)
        .with_for_update(of=Task, read=True)
        .execution_options(populate_existing=True)
    ).one_or_none()
    if row is None:
        raise NotThere
    task, earlier = row
    if earlier is not None:
        set_committed_value(earlier, "task", task)
    again = earlier is not None and APPLICATION.may(session, actor, APPLY_AGAIN, earlier)
    if not again:
        TASK.require(session, actor, APPLY, task)
    suspensions.require_free(session, actor)
    return task, earlier if again else None


LOCKED = (
    select(Application)
    .join(Application.task)
    .options(contains_eager(Application.task))
    .where(Application.id == bindparam("application_id"))
    .with_for_update(of=[Task, Application])
    .execution_options(populate_existing=True)
)


def locked(session: Session, application_id: int) -> Application:
    """The application and its task, both held: one verb at a time for each task."""
    application = session.scalar(LOCKED, {"application_id": application_id})
    if application is None:
        raise NotThere
    return application


def _with_task(application_id: int) -> Select[Application]:
    return (
        select(Application)
        .join(Application.task)
        .options(contains_eager(Application.task))
        .where(Application.id == application_id)
        .execution_options(populate_existing=True)
    )
