"""What the clock does to tasks, applications and offered places. Each rule takes a bounded batch, as in sweeps.py."""

from datetime import datetime

from sqlalchemy import and_, exists, func, or_, select, update
from sqlalchemy.orm import Session, contains_eager

from domain import audit, places, reserves
from domain.notices import (
    ApplicantsWait,
    ChooseByReached,
    ConfirmSoon,
    ExpiresSoon,
    NoApplicants,
    StillWaiting,
    ThankedByClock,
    tell,
)
from domain.peace import counted_from, here_since
from domain.peace import of as wishes_of
from domain.refusals import Noun
from domain.timers import Timers
from models.application import Application, ApplicationState
from models.assignment import Assignment, AssignmentState
from models.base import constant
from models.task import Task, TaskState

FRESH = func.coalesce(Task.renewed_at, Task.published_at)
"""Since when a task's days are counted."""


def begin(session: Session, now: datetime, timers: Timers, limit: int) -> int:
    """The time that was set is here: that is the start."""
    rows = session.scalars(
        select(Assignment)
        .join(Assignment.task)
        .options(contains_eager(Assignment.task))
        .where(Assignment.state == AssignmentState.AGREED, Assignment.begun_at.is_(None), Task.when_at <= now)
        .order_by(Assignment.id)
        .limit(limit)
        .with_for_update(of=[Assignment], skip_locked=True)
        .execution_options(populate_existing=True)
    ).all()
    for assignment in rows:
        assignment.begun_at = assignment.task.when_at
    session.flush()
    return len(rows)


def lapse(session: Session, now: datetime, timers: Timers, limit: int) -> int:
    """Offered places that nobody confirmed: the next reserve is asked."""
    rows = session.execute(
        select(Assignment, Application)
        .join(Assignment.task)
        .join(Application, Application.id == Assignment.application_id)
        .options(contains_eager(Assignment.task))
        .where(
            Assignment.state == AssignmentState.OFFERED,
            Assignment.offered_at <= now - timers.confirm,
            here_since(Assignment.doer_id, now - timers.confirm),
        )
        .order_by(Assignment.offered_at, Assignment.id)
        .limit(limit)
        .with_for_update(of=[Task, Assignment, Application], skip_locked=True)
        .execution_options(populate_existing=True)
    ).all()
    for assignment, application in rows:
        places.lapse(session, assignment, application, now=now)
    session.flush()
    return len(rows)


def remind_of_confirming(session: Session, now: datetime, timers: Timers, limit: int) -> int:
    """Halfway, once."""
    rows = session.execute(
        select(Assignment, Application.round)
        .join(Application, Application.id == Assignment.application_id)
        .where(
            Assignment.state == AssignmentState.OFFERED,
            Assignment.reminded_at.is_(None),
            Assignment.offered_at <= now - timers.confirm / 2,
            here_since(Assignment.doer_id, now - timers.confirm / 2),
        )
        .order_by(Assignment.offered_at, Assignment.id)
        .limit(limit)
        .with_for_update(of=[Assignment], skip_locked=True)
        .execution_options(populate_existing=True)
    ).all()
    for assignment, round_ in rows:
        assignment.reminded_at = now
        assert assignment.offered_at is not None
        away_until = wishes_of(session, assignment.doer_id).away_until
        lapses = counted_from(assignment.offered_at, away_until) + timers.confirm
        tell(session, assignment.doer_id, ConfirmSoon(assignment.id, round_), now=now, happens_at=lapses)
    session.flush()
    return len(rows)


def thank_the_rest(session: Session, now: datetime, timers: Timers, limit: int) -> int:
    """All places taken, and the requester did not say what becomes of those who wait: they are thanked."""
    rows = session.scalars(
        select(Task)
        .where(
            Task.state == TaskState.FULL,
            Task.rest_asked_at <= now - timers.keep_or_thank,
            here_since(Task.requester_id, now - timers.keep_or_thank),
        )
        .order_by(Task.rest_asked_at, Task.id)
        .limit(limit)
        .with_for_update(skip_locked=True)
        .execution_options(populate_existing=True)
    ).all()
    for task in rows:
        reserves.thank(session, task, ThankedByClock, now=now)
        audit.record(session, None, "keep_or_thank", Noun.TASK, task.id, now=now)
    return len(rows)


def remind_of_choosing(session: Session, now: datetime, timers: Timers, limit: int) -> int:
    """The day by which the requester wanted to choose is here. Without applicants there is nothing to say."""
    rows = session.scalars(
        select(Task)
        .where(
            Task.state == TaskState.OPEN,
            Task.choose_by <= now.date(),
            Task.choose_by_told_at.is_(None),
            here_since(Task.requester_id, now),
        )
        .order_by(Task.choose_by, Task.id)
        .limit(limit)
        .with_for_update(skip_locked=True)
        .execution_options(populate_existing=True)
    ).all()
    for task in rows:
        task.choose_by_told_at = now
        if _nudged(session, task.id, now) and task.choose_by is not None:
            tell(session, task.requester_id, ChooseByReached(task.id, task.choose_by.isoformat()), now=now)
    session.flush()
    return len(rows)


def nudge_requester(session: Session, now: datetime, timers: Timers, limit: int) -> int:
    """Applicants wait: one reminder for all of a task. Who told when they choose is left alone until that day."""
    rows = session.scalars(
        select(Application)
        .join(Application.task)
        .options(contains_eager(Application.task))
        .where(
            Application.state == constant(ApplicationState.SENT),
            Application.nudged_at.is_(None),
            Application.sent_at <= now - timers.nudge_requester,
            Task.state == TaskState.OPEN,
            or_(Task.choose_by.is_(None), Task.choose_by < now.date()),
            here_since(Task.requester_id, now - timers.nudge_requester),
        )
        .order_by(Application.sent_at, Application.id)
        .limit(limit)
        .with_for_update(of=[Application], skip_locked=True)
        .execution_options(populate_existing=True)
    ).all()
    newest = {one.task_id: one for one in rows}
    for task_id, application in newest.items():
        _nudged(session, task_id, now)
        told = ApplicantsWait(task_id, application.id, application.round)
        tell(session, application.task.requester_id, told, now=now)
    session.flush()
    return len(rows)


def tell_applicants(session: Session, now: datetime, timers: Timers, limit: int) -> int:
    """The requester is silent: the applicants hear that they still wait, once."""
    rows = session.scalars(
        select(Application)
        .join(Task, Task.id == Application.task_id)
        .where(
            Application.state == constant(ApplicationState.SENT),
            Application.told_waiting_at.is_(None),
            Application.sent_at <= now - timers.tell_applicant,
            Task.state.in_((TaskState.OPEN, TaskState.FULL)),
        )
        .order_by(Application.sent_at, Application.id)
        .limit(limit)
        .with_for_update(of=[Application], skip_locked=True)
        .execution_options(populate_existing=True)
    ).all()
    for application in rows:
        application.told_waiting_at = now
        tell(session, application.doer_id, StillWaiting(application.id, application.round), now=now)
    session.flush()
    return len(rows)


def advise(session: Session, now: datetime, timers: Timers, limit: int) -> int:
    """Nobody has applied: what may help, once."""
    rows = session.scalars(
        select(Task)
        .where(
            Task.state == TaskState.OPEN,
            Task.closed_at.is_(None),
            Task.advised_at.is_(None),
            now - timers.no_applicants >= FRESH,
            here_since(Task.requester_id, now),
            ~exists(select(Application.id).where(Application.task_id == Task.id)),
        )
        .order_by(Task.id)
        .limit(limit)
        .with_for_update(skip_locked=True)
        .execution_options(populate_existing=True)
    ).all()
    for task in rows:
        task.advised_at = now
        tell(session, task.requester_id, NoApplicants(task.id, task.round), now=now)
    session.flush()
    return len(rows)


def warn_of_expiry(session: Session, now: datetime, timers: Timers, limit: int) -> int:
    """It ends soon unless it is renewed. Warnings missed in a long pause of the service are not made up for."""
    begins = [timers.expire - before for before in sorted(timers.expire_warn, reverse=True)]
    if not begins:
        return 0
    due = [and_(Task.expire_warnings < number, now - after >= FRESH) for number, after in enumerate(begins, start=1)]
    rows = session.scalars(
        select(Task)
        .where(Task.state == TaskState.OPEN, Task.places_taken == 0, or_(*due), here_since(Task.requester_id, now))
        .order_by(Task.id)
        .limit(limit)
        .with_for_update(skip_locked=True)
        .execution_options(populate_existing=True)
    ).all()
    for task in rows:
        fresh = task.renewed_at or task.published_at
        assert fresh is not None
        task.expire_warnings = sum(fresh <= now - after for after in begins)
        told = ExpiresSoon(task.id, task.expire_warnings, (fresh + timers.expire).date().isoformat())
        tell(session, task.requester_id, told, now=now, happens_at=fresh + timers.expire)
    session.flush()
    return len(rows)


def _nudged(session: Session, task_id: int, now: datetime) -> bool:
    """Whether anybody waits there: the one reminder is for all of them."""
    done = session.execute(
        update(Application)
        .where(Application.task_id == task_id, Application.state == constant(ApplicationState.SENT))
        .values(nudged_at=now)
        .returning(Application.id)
        .execution_options(synchronize_session="fetch")
    )
    return bool(done.all())


RULES = (
    begin,
    lapse,
    remind_of_confirming,
    thank_the_rest,
    remind_of_choosing,
    nudge_requester,
    tell_applicants,
    advise,
)
"""Those that come before a task expires."""
