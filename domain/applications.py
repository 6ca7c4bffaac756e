"""Offering help, and choosing among the offers."""

from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import Select, and_, bindparam, insert, or_, select, update
from sqlalchemy.orm import Session, contains_eager
from sqlalchemy.orm.attributes import set_committed_value

from domain import audit, board, conversations, people, suspensions, words
from domain.lifecycle import (
    APPLICATION,
    APPLY,
    ASSIGNMENT,
    CHANGE_TEXT,
    CHOOSE,
    DECLINE,
    SEE_APPLICANTS,
    TASK,
    WITHDRAW,
    Permitted,
)
from domain.notices import ApplicationReceived, ApplicationWithdrawn, NotThisTime, YouAreChosen
from domain.reading import UNDECIDED, application_views, own_assignment
from domain.refusals import AlreadyApplied, LastPlaceTaken, NotThere, Noun, OwnTask, Subject
from domain.views import ApplicantCard, ApplicationView, AssignmentView
from models.application import Application, ApplicationState, DeclineReason, WithdrawReason
from models.assignment import Assignment
from models.base import table_of
from models.conversation import Conversation
from models.person import Person
from models.task import Task, TaskState

TEXT_MAX = 600

SHOWN = (*UNDECIDED, ApplicationState.CHOSEN)
"""What a requester's list shows: those to decide on, and those chosen."""


def apply_to(session: Session, actor: Person, *, task_id: int, text: str, now: datetime) -> Application:
    """Offer help for a task. It opens the conversation; the requester hears of it."""
    task = may_apply(session, actor, task_id=task_id)
    application = Application(
        task=task,
        doer_id=actor.id,
        organisation_id=actor.organisation_id,
        text=words.prose(text, field="text", limit=TEXT_MAX),
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


def may_apply(session: Session, actor: Person, *, task_id: int) -> Task:
    """The same refusals as `apply_to`, before somebody has written a text."""
    task, earlier_id = _for_applying(session, actor, task_id)
    if task.requester_id == actor.id:
        raise OwnTask(Subject(Noun.TASK, task.id))
    if earlier_id is not None and TASK.seen_by(session, actor, task):
        raise AlreadyApplied(Subject(Noun.APPLICATION, earlier_id))
    TASK.require(session, actor, APPLY, task)
    suspensions.require_free(session, actor)
    return task


def change_text(session: Session, actor: Person, *, application_id: int, text: str, now: datetime) -> Application:
    """Say it otherwise, as long as nothing is decided."""
    application = _locked(session, application_id)
    APPLICATION.require(session, actor, CHANGE_TEXT, application)
    application.text = words.prose(text, field="text", limit=TEXT_MAX)
    application.changed_at = now
    audit.record(session, actor, CHANGE_TEXT, Noun.APPLICATION, application.id, now=now)
    return application


def withdraw(
    session: Session, actor: Person, *, application_id: int, reason: WithdrawReason, now: datetime
) -> Application:
    """Take an offer back. The requester hears of it."""
    application = _locked(session, application_id)
    APPLICATION.require(session, actor, WITHDRAW, application)
    APPLICATION.move(session, WITHDRAW, application, withdraw_reason=reason, decided_at=now)
    conversations.matter_over(session, application.task_id, [actor.id], now=now)
    audit.record(session, actor, WITHDRAW, Noun.APPLICATION, application.id, now=now, reason=reason)
    APPLICATION.tell(session, WITHDRAW, application.task.requester_id, ApplicationWithdrawn(application.id), now=now)
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
AGREE = insert(table_of(Assignment)).returning(table_of(Assignment).c.id)


def choose(session: Session, actor: Person, *, application_id: int, now: datetime) -> AssignmentView:
    """Take up an offer: agreed at once. The last place taken, all others are thanked in the same moment."""
    application = _locked(session, application_id)
    task = application.task
    about = Subject(Noun.TASK, task.id)
    if task.requester_id == actor.id and application.decline_reason is DeclineReason.FULL:
        raise LastPlaceTaken(about, state=task.state)
    APPLICATION.require(session, actor, CHOOSE, application)
    taken = session.connection().scalar(TAKE_A_PLACE, {"task_id": task.id})
    if taken is None:
        raise LastPlaceTaken(about, state=task.state)
    set_committed_value(task, "places_taken", taken)
    board.touch(session, task)
    APPLICATION.move(session, CHOOSE, application, decided_at=now)
    assignment_id = session.connection().scalar(
        AGREE,
        {
            "task_id": task.id,
            "application_id": application.id,
            "doer_id": application.doer_id,
            "organisation_id": application.organisation_id,
            "state": ASSIGNMENT.begins,
            "agreed_at": now,
        },
    )
    assert assignment_id is not None
    audit.record(session, actor, CHOOSE, Noun.APPLICATION, application.id, now=now, assignment_id=assignment_id)
    APPLICATION.tell(session, CHOOSE, application.doer_id, YouAreChosen(assignment_id), now=now)
    if taken == task.places:
        filled(session, task, now=now)
    agreed = own_assignment(session, actor, assignment_id)
    assert agreed is not None
    return agreed


def decline(
    session: Session, actor: Person, *, application_id: int, reason: DeclineReason, now: datetime
) -> Application:
    """Not this time, with a kind reason. The applicant hears of it."""
    application = _locked(session, application_id)
    APPLICATION.require(session, actor, DECLINE, application)
    APPLICATION.move(session, DECLINE, application, decline_reason=reason, decided_at=now)
    conversations.matter_over(session, application.task_id, [application.doer_id], now=now)
    audit.record(session, actor, DECLINE, Noun.APPLICATION, application.id, now=now, reason=reason)
    APPLICATION.tell(session, DECLINE, application.doer_id, NotThisTime(application.id, "declined"), now=now)
    return application


def get_for(session: Session, actor: Person, application_id: int) -> ApplicationView:
    """One's own application."""
    found = application_views(session, Application.id == application_id, Application.doer_id == actor.id)
    if not found or not APPLICATION.seen_by(session, actor, session.scalars(_with_task(application_id)).one()):
        raise NotThere
    return found[0]


def applicants(
    session: Session,
    actor: Person,
    *,
    task_id: int,
    states: Iterable[ApplicationState] = SHOWN,
    limit: int = 50,
) -> list[ApplicantCard]:
    """The offers for a task of mine, first come first, each with its doer's profile."""
    task = session.get(Task, task_id)
    if task is None:
        raise NotThere
    TASK.require(session, actor, SEE_APPLICANTS, task)
    return cards(session, Application.task_id == task_id, Application.state.in_(tuple(states)), limit=limit)


def applicant(session: Session, actor: Person, *, application_id: int) -> ApplicantCard:
    """One offer for a task of mine."""
    found = cards(session, Application.id == application_id, Task.requester_id == actor.id)
    if not found or not actor.is_registered:
        raise NotThere
    return found[0]


def line(session: Session, actor: Person, *, task_id: int) -> list[int]:
    """The ids of the offers for a task of mine that its list shows, first come first."""
    task = session.get(Task, task_id)
    if task is None:
        raise NotThere
    TASK.require(session, actor, SEE_APPLICANTS, task)
    shown = select(Application.id).where(Application.task_id == task_id, Application.state.in_(SHOWN))
    return list(session.scalars(shown.order_by(Application.id)))


def permitted(session: Session, actor: Person, application_id: int) -> Permitted:
    """What `actor` may do to an offer now, for the buttons under it."""
    application = session.scalar(_with_task(application_id))
    return APPLICATION.permitted(session, actor, application) if application is not None else Permitted()


def task_of(session: Session, actor: Person, *, application_id: int) -> int | None:
    """The task of an offer of one's own; none where the offer is somebody else's."""
    return session.scalar(
        select(Application.task_id).where(Application.id == application_id, Application.doer_id == actor.id)
    )


def cards(session: Session, *conditions: object, limit: int = 1) -> list[ApplicantCard]:
    """Applicant cards that meet the conditions. Whose they are is one of the conditions."""
    rows = session.execute(
        select(Application, Task.title, Conversation.id)
        .join(Task, Task.id == Application.task_id)
        .outerjoin(
            Conversation,
            and_(
                Conversation.task_id == Task.id,
                Conversation.doer_id == Application.doer_id,
                Conversation.requester_id == Task.requester_id,
            ),
        )
        .where(*conditions)  # type: ignore[arg-type]
        .order_by(Application.id)
        .limit(limit)
    ).all()
    profiles = people.profiles(session, {application.doer_id for application, _, _ in rows})
    return [
        ApplicantCard(
            application_id=application.id,
            task_id=application.task_id,
            task_title=title,
            state=application.state,
            text=application.text,
            sent_at=application.sent_at,
            decline_reason=application.decline_reason,
            conversation_id=conversation_id,
            profile=profiles[application.doer_id],
        )
        for application, title, conversation_id in rows
    ]


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
        APPLICATION.tell(session, "left_group", requester_id, ApplicationWithdrawn(application.id), now=now)


def filled(session: Session, task: Task, *, now: datetime) -> None:
    """No place is free any more."""
    TASK.move(session, "last_place_taken", task)
    _thank_the_rest(session, task, now=now)


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
        told = ApplicationWithdrawn(application.id) if application.doer_id == actor.id else None
        notice = told or NotThisTime(application.id, "declined")
        APPLICATION.tell(session, "kept_apart", other_id, notice, now=now)


def _thank_the_rest(session: Session, task: Task, *, now: datetime) -> None:
    rest = session.scalars(
        select(Application).where(Application.task_id == task.id, Application.state == ApplicationState.SENT)
    ).all()
    for application in rest:
        APPLICATION.move(session, "last_place_taken", application, decline_reason=DeclineReason.FULL, decided_at=now)
        APPLICATION.tell(session, "last_place_taken", application.doer_id, NotThisTime(application.id, "full"), now=now)
    conversations.matter_over(session, task.id, [one.doer_id for one in rest], now=now)


def _for_applying(session: Session, actor: Person, task_id: int) -> tuple[Task, int | None]:
    """The task, held against becoming full meanwhile, and an earlier application's id."""
    row = session.execute(
        select(Task, Application.id)
        .outerjoin(Application, and_(Application.task_id == Task.id, Application.doer_id == actor.id))
        .where(Task.id == task_id)
        .with_for_update(of=Task, read=True)
        .execution_options(populate_existing=True)
    ).one_or_none()
    if row is None:
        raise NotThere
    return row[0], row[1]


LOCKED = (
    select(Application)
    .join(Application.task)
    .options(contains_eager(Application.task))
    .where(Application.id == bindparam("application_id"))
    .with_for_update(of=[Task, Application])
    .execution_options(populate_existing=True)
)


def _locked(session: Session, application_id: int) -> Application:
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
