"""Helping: done, approved, in the book."""

from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session, contains_eager

from domain import applications, audit, conversations, feedback, ledger, words
from domain.lifecycle import APPROVE, ASK_FOR_CHANGES, ASSIGNMENT, MARK_DONE, Permitted
from domain.notices import ChangesAsked, MarkedDone, NotThisTime, WorkApproved, tell
from domain.reading import assignment_views, own_assignment
from domain.refusals import NotThere, Noun, OutOfBounds
from domain.views import AssignmentView
from models.assignment import GONE, LIVE, Assignment, AssignmentState, Capacity
from models.person import Person
from models.task import Task, TaskState

CHANGES_MAX = 600
USED_MIN, USED_MAX = 1, 12_000


def get_for(session: Session, actor: Person, assignment_id: int) -> AssignmentView:
    """A share of a task, for its two sides."""
    found = own_assignment(session, actor, assignment_id) if actor.is_registered else None
    if found is None:
        raise NotThere
    return found


def permitted(session: Session, actor: Person, assignment_id: int) -> Permitted:
    """What `actor` may do to it now."""
    return ASSIGNMENT.permitted(session, actor, _loaded(session, assignment_id, lock=False))


def mark_done(
    session: Session,
    actor: Person,
    *,
    assignment_id: int,
    minutes: int,
    now: datetime,
    capacity: Capacity | None = None,
) -> AssignmentView:
    """Say that the work is done and what time it took. The other side hears of it."""
    assignment = _loaded(session, assignment_id)
    ASSIGNMENT.require(session, actor, MARK_DONE, assignment)
    assignment.state = AssignmentState.DONE
    assignment.minutes_reported = _minutes(minutes)
    assignment.capacity = capacity or assignment.capacity
    assignment.done_at = now
    assignment.marked_by_id = actor.id
    assignment.round += 1
    assignment.nudged_at = None
    audit.record(session, actor, MARK_DONE, Noun.ASSIGNMENT, assignment.id, now=now, minutes=minutes)
    other = assignment.task.requester_id if actor.id == assignment.doer_id else assignment.doer_id
    tell(session, other, MarkedDone(assignment.id, assignment.round), now=now)
    return get_for(session, actor, assignment.id)


def approve(
    session: Session, actor: Person, *, assignment_id: int, now: datetime, minutes: int | None = None
) -> AssignmentView:
    """Yes, that was it; with other minutes, both figures are kept. The hours go into the ledger."""
    assignment = _loaded(session, assignment_id)
    ASSIGNMENT.require(session, actor, APPROVE, assignment)
    settle(session, assignment, minutes=_minutes(minutes) if minutes is not None else None, now=now)
    audit.record(session, actor, APPROVE, Noun.ASSIGNMENT, assignment.id, now=now)
    tell(session, assignment.doer_id, WorkApproved(assignment.id), now=now)
    return get_for(session, actor, assignment.id)


def ask_for_changes(session: Session, actor: Person, *, assignment_id: int, text: str, now: datetime) -> AssignmentView:
    """Not quite yet: what is missing. The doer marks it done again."""
    assignment = _loaded(session, assignment_id)
    ASSIGNMENT.require(session, actor, ASK_FOR_CHANGES, assignment)
    assignment.state = AssignmentState.CHANGES_ASKED
    assignment.changes_text = words.prose(text, field="changes", limit=CHANGES_MAX)
    audit.record(session, actor, ASK_FOR_CHANGES, Noun.ASSIGNMENT, assignment.id, now=now)
    tell(session, assignment.doer_id, ChangesAsked(assignment.id, assignment.round), now=now)
    return get_for(session, actor, assignment.id)


def settle(session: Session, assignment: Assignment, *, minutes: int | None, now: datetime) -> None:
    """Approved, by whom ever: the ledger, the feedback that opens, the task that may be over by it."""
    task = assignment.task
    assignment.state = AssignmentState.APPROVED
    assignment.minutes_approved = minutes or assignment.minutes_reported or task.minutes
    assignment.approved_at = now
    ledger.enter(session, assignment, task, minutes=assignment.minutes_approved, now=now)
    feedback.open_for(session, assignment, task, now=now)
    conversations.matter_over(session, task.id, [assignment.doer_id], now=now)
    end_if_over(session, task, now=now)


def end_if_over(session: Session, task: Task, *, now: datetime) -> None:
    """A task is over when its last assignment is: no place is open any more, and nobody is at work."""
    taking = task.state is TaskState.OPEN and task.closed_at is None
    if taking or task.state not in (TaskState.OPEN, TaskState.FULL):
        return
    session.flush()
    going_on, finished = session.execute(
        select(
            func.count().filter(Assignment.state.in_(LIVE)),
            func.count().filter(Assignment.state.not_in((*LIVE, *GONE))),
        ).where(Assignment.task_id == task.id)
    ).one()
    if going_on or not finished:
        return
    task.state = TaskState.OVER
    task.ended_at = now
    for application in applications.lapse(session, task, now=now):
        tell(session, application.doer_id, NotThisTime(application.id, "over"), now=now)


def release(session: Session, task: Task, *, now: datetime) -> list[Assignment]:
    """The task is called off: who has not begun to finish is free. Tells nobody: the caller knows why."""
    released = list(
        session.scalars(
            select(Assignment).where(
                Assignment.task_id == task.id,
                Assignment.state.in_((AssignmentState.OFFERED, AssignmentState.AGREED)),
            )
        )
    )
    for assignment in released:
        assignment.state = AssignmentState.RELEASED
    conversations.matter_over(session, task.id, [one.doer_id for one in released], now=now)
    return released


def doing(session: Session, actor: Person, *, limit: int = 20) -> list[AssignmentView]:
    """What `actor` has promised to do and is not finished."""
    return assignment_views(session, Assignment.doer_id == actor.id, Assignment.state.in_(LIVE), limit=limit)


def of_task(session: Session, actor: Person, *, task_id: int) -> list[AssignmentView]:
    """The shares of a task of mine."""
    return assignment_views(session, Assignment.task_id == task_id, Task.requester_id == actor.id)


def _minutes(minutes: int) -> int:
    if not USED_MIN <= minutes <= USED_MAX:
        raise OutOfBounds(field="minutes", minimum=USED_MIN, maximum=USED_MAX)
    return minutes


def _loaded(session: Session, assignment_id: int, *, lock: bool = True) -> Assignment:
    """The assignment and its task; for a verb both are held: one verb at a time for each task."""
    statement = (
        select(Assignment)
        .join(Assignment.task)
        .options(contains_eager(Assignment.task))
        .where(Assignment.id == assignment_id)
        .execution_options(populate_existing=True)
    )
    if lock:
        statement = statement.with_for_update(of=[Task, Assignment])
    assignment = session.scalar(statement)
    if assignment is None:
        raise NotThere
    return assignment
