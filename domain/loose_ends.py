"""What the clock does to agreed help that nobody tells of, and to what is disputed. Each rule takes a bounded batch, as
in sweeps.py."""

from collections.abc import Sequence
from datetime import UTC, datetime, time, timedelta

from sqlalchemy import ColumnElement, and_, false, or_, select, update
from sqlalchemy.orm import Session, contains_eager

from domain import assignments, audit, disputes
from domain.lifecycle import ASSIGNMENT
from domain.notices import NotReported, WasItDone, tell
from domain.peace import here_since
from domain.refusals import Noun
from domain.timers import Timers
from models.assignment import Assignment, AssignmentState
from models.dispute import Dispute
from models.task import Task

ZERO = timedelta()


def both_here_since(since: datetime) -> ColumnElement[bool]:
    """That neither of the two was away since then: the clock does not count while one of them is."""
    return and_(here_since(Assignment.doer_id, since), here_since(Task.requester_id, since))


def was_it_done(session: Session, now: datetime, timers: Timers, limit: int) -> int:
    """Both sides, some days after the date, where nobody told; in each round of it once for each of the days."""
    rounds = [
        and_(Assignment.asked_times == times, _gone_by(now, timers, later))
        for times, later in enumerate(timers.was_it_done)
    ]
    rows = _unreported(session, or_(false(), *rounds), now, limit)
    for assignment in rows:
        since = _date_of(assignment, timers)
        passed = sum(1 for later in timers.was_it_done if since + later <= now)  # a pause is not made up for
        assignment.asked_times = max(assignment.asked_times + 1, passed)
        assignment.asked_at = now
        asked = WasItDone(assignment.id, assignment.round, assignment.asked_times)
        for person_id in (assignment.doer_id, assignment.task.requester_id):
            tell(session, person_id, asked, now=now)
    session.flush()
    return len(rows)


def not_reported(session: Session, now: datetime, timers: Timers, limit: int) -> int:
    """Closed, where nobody told in time. Whom nobody asked - the service stood still - is asked first."""
    rounds = timers.was_it_done
    if not rounds:
        return 0  # nobody is asked here, so nobody failed to tell
    since = now - max(timers.not_reported - rounds[-1], ZERO)
    asked = and_(Assignment.asked_times >= len(rounds), Assignment.asked_at <= since)
    rows = _unreported(session, and_(_gone_by(now, timers, timers.not_reported), asked), since, limit)
    for assignment in rows:
        ASSIGNMENT.move(session, "not_reported", assignment, ended_at=now)
        assignments.end(session, assignment, now=now)
        audit.record(session, None, "not_reported", Noun.ASSIGNMENT, assignment.id, now=now)
        for person_id in (assignment.doer_id, assignment.task.requester_id):
            ASSIGNMENT.tell(session, "not_reported", person_id, NotReported(assignment.id), now=now)
    session.flush()
    return len(rows)


def _unreported(session: Session, condition: ColumnElement[bool], since: datetime, limit: int) -> Sequence[Assignment]:
    return session.scalars(
        select(Assignment)
        .join(Assignment.task)
        .options(contains_eager(Assignment.task))
        .where(
            Assignment.state.in_((AssignmentState.AGREED, AssignmentState.CHANGES_ASKED)),
            Assignment.disputed_at.is_(None),
            condition,
            both_here_since(since),
        )
        .order_by(Assignment.id)
        .limit(limit)
        .with_for_update(of=[Task, Assignment], skip_locked=True)
        .execution_options(populate_existing=True)
    ).all()


def _lead(timers: Timers) -> timedelta:
    """How long after agreeing the date of a task without one is taken to be."""
    return max(timers.undated - timers.was_it_done[0], ZERO)


def _gone_by(now: datetime, timers: Timers, later: timedelta) -> ColumnElement[bool]:
    """That the date of an assignment is `later` ago: the task's, but not before it was agreed; where none was set, or
    changes were asked for, one that is counted from there."""
    undated = now - later - _lead(timers)
    dated = or_(Task.when_at <= now - later, and_(Task.when_at.is_(None), Task.when_date <= (now - later).date()))
    return or_(
        and_(Assignment.state == AssignmentState.AGREED, dated, Assignment.agreed_at <= now - later),
        and_(
            Assignment.state == AssignmentState.AGREED,
            Task.when_at.is_(None),
            Task.when_date.is_(None),
            Assignment.agreed_at <= undated,
        ),
        and_(Assignment.state == AssignmentState.CHANGES_ASKED, Assignment.changes_at <= undated),
    )


def _date_of(assignment: Assignment, timers: Timers) -> datetime:
    """The same date, of one row."""
    task, agreed_at = assignment.task, assignment.agreed_at
    assert agreed_at is not None
    if assignment.state is AssignmentState.CHANGES_ASKED:
        return (assignment.changes_at or agreed_at) + _lead(timers)
    if task.when_at is not None:
        return max(task.when_at, agreed_at)
    if task.when_date is not None:
        return max(datetime.combine(task.when_date, time(), UTC), agreed_at)
    return agreed_at + _lead(timers)


def close_matters(session: Session, now: datetime, timers: Timers, limit: int) -> int:
    """The time to answer, or to ask the operators, is over."""
    ids = session.scalars(
        select(Assignment.id)
        .join(Assignment.task)
        .where(
            Assignment.closed_at.is_(None),
            Assignment.disputed_at.is_(None),
            Assignment.ended_at <= now - timers.answer_within,
            both_here_since(now - timers.answer_within),
        )
        .order_by(Assignment.ended_at, Assignment.id)
        .limit(limit)
        .with_for_update(of=[Assignment], skip_locked=True)
    ).all()
    if ids:
        session.execute(update(Assignment).where(Assignment.id.in_(ids)).values(closed_at=now))
    return len(ids)


def lapse_disputes(session: Session, now: datetime, timers: Timers, limit: int) -> int:
    ids = session.scalars(
        select(Dispute.id)
        .where(Dispute.decided_at.is_(None), Dispute.opened_at <= now - timers.dispute_lapses)
        .order_by(Dispute.opened_at, Dispute.id)
        .limit(limit)
        .with_for_update(skip_locked=True)
    ).all()
    for dispute_id in ids:
        disputes.lapse(session, dispute_id, now=now)
    session.flush()
    return len(ids)


RULES = (was_it_done, not_reported, close_matters, lapse_disputes)
