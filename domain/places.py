"""Places: offered, confirmed, begun, and given back, so that the next one is asked."""

from datetime import datetime

from sqlalchemy import bindparam, select
from sqlalchemy.orm import Session, contains_eager

from domain import assignments, audit, board, conversations, matching, reserves
from domain.lifecycle import APPLICATION, ASSIGNMENT, BEGIN, CONFIRM, RELEASE, TASK, WITHDRAW
from domain.notices import DoerReleased, DoerUnreachable, DoerWithdrew, HasBegun, OfferLapsed, PlaceConfirmed, tell
from domain.refusals import NotThere, Noun
from domain.views import AssignmentView
from models.application import Application, WithdrawReason
from models.assignment import Assignment, AssignmentState, ReleaseReason
from models.person import Person
from models.task import Task, TaskState


def confirm(session: Session, actor: Person, *, assignment_id: int, now: datetime) -> AssignmentView:
    """Yes, I will help: agreed. The requester hears of it."""
    assignment, application = _held(session, assignment_id)
    ASSIGNMENT.require(session, actor, CONFIRM, assignment)
    ASSIGNMENT.move(session, CONFIRM, assignment, agreed_at=now)
    audit.record(session, actor, CONFIRM, Noun.ASSIGNMENT, assignment.id, now=now, round=application.round)
    told = PlaceConfirmed(assignment.id, application.round)
    ASSIGNMENT.tell(session, CONFIRM, assignment.task.requester_id, told, now=now)
    return assignments.get_for(session, actor, assignment.id)


def begin(session: Session, actor: Person, *, assignment_id: int, now: datetime) -> AssignmentView:
    """I have begun: from now on nobody is let go any more. Where a time is set, that is the start."""
    assignment, application = _held(session, assignment_id)
    ASSIGNMENT.require(session, actor, BEGIN, assignment)
    assignment.begun_at = now
    audit.record(session, actor, BEGIN, Noun.ASSIGNMENT, assignment.id, now=now, round=application.round)
    session.flush()
    told = HasBegun(assignment.id, application.round)
    ASSIGNMENT.tell(session, BEGIN, assignment.task.requester_id, told, now=now)
    return assignments.get_for(session, actor, assignment.id)


def withdraw(
    session: Session, actor: Person, *, assignment_id: int, reason: WithdrawReason, now: datetime
) -> AssignmentView:
    """I cannot come after all. The place opens again, the next reserve is asked, the requester hears of both."""
    assignment, application = _held(session, assignment_id)
    ASSIGNMENT.require(session, actor, WITHDRAW, assignment)
    ASSIGNMENT.move(session, WITHDRAW, assignment)
    APPLICATION.move(session, "place_given_back", application, withdraw_reason=reason, decided_at=now)
    next_id = _free(session, assignment, now=now)
    audit.record(
        session, actor, WITHDRAW, Noun.ASSIGNMENT, assignment.id, now=now, reason=reason, round=application.round
    )
    told = DoerWithdrew(assignment.id, application.round, next_id)
    ASSIGNMENT.tell(session, WITHDRAW, assignment.task.requester_id, told, now=now)
    return assignments.get_for(session, actor, assignment.id)


def release(
    session: Session, actor: Person, *, assignment_id: int, reason: ReleaseReason, now: datetime
) -> AssignmentView | None:
    """Let a chosen doer go, before the start. They hear why, the next reserve is asked. Gives who that is."""
    assignment, application = _held(session, assignment_id)
    if assignment.begun_at is None and assignment.task.when_at is not None and assignment.task.when_at <= now:
        assignment.begun_at = assignment.task.when_at  # the clock has not come by yet
    ASSIGNMENT.require(session, actor, RELEASE, assignment)
    ASSIGNMENT.move(session, RELEASE, assignment, release_reason=reason)
    APPLICATION.move(session, "released", application, decided_at=now)
    next_id = _free(session, assignment, now=now)
    audit.record(
        session, actor, RELEASE, Noun.ASSIGNMENT, assignment.id, now=now, reason=reason, round=application.round
    )
    told = DoerReleased(assignment.id, application.round)
    ASSIGNMENT.tell(session, RELEASE, assignment.doer_id, told, now=now)
    return assignments.get_for(session, actor, next_id) if next_id is not None else None


def lapse(session: Session, assignment: Assignment, application: Application, *, now: datetime) -> None:
    """Not confirmed in time: the next reserve is asked. Both sides hear of it."""
    ASSIGNMENT.move(session, "not_confirmed", assignment)
    APPLICATION.move(session, "not_confirmed", application, decided_at=now)
    next_id = _free(session, assignment, now=now, by_clock=True)
    audit.record(session, None, "not_confirmed", Noun.ASSIGNMENT, assignment.id, now=now, round=application.round)
    told = OfferLapsed(assignment.id, application.round, next_id)
    for person_id in (assignment.doer_id, assignment.task.requester_id):
        ASSIGNMENT.tell(session, "not_confirmed", person_id, told, now=now)


def unreachable(session: Session, assignment_id: int, round_: int, *, now: datetime) -> None:
    """The news of being chosen did not arrive: the requester hears whom it did not reach."""
    row = session.execute(
        select(Assignment.state, Task.requester_id).join(Task).where(Assignment.id == assignment_id)
    ).one_or_none()
    if row is not None and row[0] is AssignmentState.OFFERED:
        tell(session, row[1], DoerUnreachable(assignment_id, round_), now=now)


def _free(session: Session, assignment: Assignment, *, now: datetime, by_clock: bool = False) -> int | None:
    """A place came free: the next reserve gets it, or it is open again. Gives the reserve's assignment."""
    task = assignment.task
    conversations.matter_over(session, task.id, [assignment.doer_id], now=now)
    next_id = reserves.offer_to_next(session, task, now=now, by_clock=by_clock)
    if next_id is not None:
        return next_id
    if task.state is TaskState.FULL:
        taken = task.places_taken - 1
        TASK.move(session, "place_given_back", task, places_taken=taken, rest_asked_at=None)
        matching.announce(session, task)  # those who follow it, and have not heard of it
    else:
        task.places_taken -= 1
        session.flush()
        board.touch(session, task)
    assignments.end_if_over(session, task, now=now)
    return None


HELD = (
    select(Assignment, Application)
    .join(Assignment.task)
    .join(Application, Application.id == Assignment.application_id)
    .options(contains_eager(Assignment.task))
    .where(Assignment.id == bindparam("assignment_id"))
    .with_for_update(of=[Task, Assignment, Application])
    .execution_options(populate_existing=True)
)


def _held(session: Session, assignment_id: int) -> tuple[Assignment, Application]:
    """The assignment, its task and its application, all held: one verb at a time for each task."""
    row = session.execute(HELD, {"assignment_id": assignment_id}).one_or_none()
    if row is None:
        raise NotThere
    return row[0], row[1]
