"""Helping: done, approved, in the book."""

from datetime import datetime
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session, contains_eager

from domain import applications, audit, conversations, feedback, ledger, words
from domain.lifecycle import APPLICATION, APPROVE, ASK_FOR_CHANGES, ASSIGNMENT, MARK_DONE, TASK, Permitted
from domain.notices import ChangesAsked, MarkedDone, NotThisTime, WorkApproved
from domain.reading import assignment_views, own_assignment
from domain.refusals import NotNow, NotThere, Noun, OutOfBounds, Subject
from domain.views import AssignmentView
from models.application import Application
from models.assignment import GONE, LIVE, Assignment, AssignmentState, Capacity
from models.ledger import EntryKind
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
    return ASSIGNMENT.permitted(session, actor, loaded(session, assignment_id, lock=False))


class _Share:
    """A view, asked as the table asks a row: its task is at hand, too."""

    def __init__(self, work: AssignmentView) -> None:
        self._work = work
        self.task = work

    def __getattr__(self, name: str) -> Any:
        return getattr(self._work, name)


def permitted_by(session: Session, actor: Person, work: AssignmentView) -> Permitted:
    """The same for a view that is at hand: no query."""
    return ASSIGNMENT.permitted(session, actor, _Share(work))


def mark_done(
    session: Session,
    actor: Person,
    *,
    assignment_id: int,
    minutes: int,
    now: datetime,
    capacity: Capacity | None = None,
) -> AssignmentView:
    """Say that the work is done and what time it took. The other side hears of it, and both may say how it went."""
    assignment = loaded(session, assignment_id)
    ASSIGNMENT.require(session, actor, MARK_DONE, assignment)
    if actor.id != assignment.doer_id:
        capacity = None  # the doer's to tell
    ASSIGNMENT.move(
        session,
        MARK_DONE,
        assignment,
        minutes_reported=within(minutes),
        capacity=capacity or assignment.capacity,
        done_at=now,
        marked_by_id=actor.id,
        round=assignment.round + 1,
        nudged_at=None,
        hours_answer=None,
    )
    feedback.open_for(session, assignment, assignment.task, now=now)
    audit.record(session, actor, MARK_DONE, Noun.ASSIGNMENT, assignment.id, now=now, minutes=minutes)
    other = assignment.task.requester_id if actor.id == assignment.doer_id else assignment.doer_id
    ASSIGNMENT.tell(session, MARK_DONE, other, MarkedDone(assignment.id, assignment.round), now=now)
    return get_for(session, actor, assignment.id)


def approve(
    session: Session,
    actor: Person,
    *,
    assignment_id: int,
    now: datetime,
    minutes: int | None = None,
    round: int | None = None,
) -> AssignmentView:
    """Yes, that was it; with other minutes, both figures are kept. The hours go into the ledger. A `round` that is
    over approves nothing."""
    assignment = loaded(session, assignment_id)
    ASSIGNMENT.require(session, actor, APPROVE, assignment)
    require_round(assignment, round)
    settle(session, APPROVE, assignment, minutes=within(minutes) if minutes is not None else None, now=now)
    audit.record(session, actor, APPROVE, Noun.ASSIGNMENT, assignment.id, now=now)
    ASSIGNMENT.tell(session, APPROVE, assignment.doer_id, WorkApproved(assignment.id), now=now)
    return get_for(session, actor, assignment.id)


def ask_for_changes(
    session: Session, actor: Person, *, assignment_id: int, text: str, now: datetime, round: int | None = None
) -> AssignmentView:
    """Not quite yet: what is missing. The doer marks it done again."""
    assignment = loaded(session, assignment_id)
    ASSIGNMENT.require(session, actor, ASK_FOR_CHANGES, assignment)
    require_round(assignment, round)
    changes = words.prose(text, field="changes", limit=CHANGES_MAX)
    ASSIGNMENT.move(
        session, ASK_FOR_CHANGES, assignment, changes_text=changes, changes_at=now, asked_at=None, asked_times=0
    )
    audit.record(session, actor, ASK_FOR_CHANGES, Noun.ASSIGNMENT, assignment.id, now=now)
    told = ChangesAsked(assignment.id, assignment.round)
    ASSIGNMENT.tell(session, ASK_FOR_CHANGES, assignment.doer_id, told, now=now)
    return get_for(session, actor, assignment.id)


def require_round(assignment: Assignment, round: int | None) -> None:
    """What somebody saw is still what is told; asked while the row is held."""
    if round is not None and assignment.round != round:
        raise NotNow(Subject(Noun.ASSIGNMENT, assignment.id), state=str(assignment.state))


def settle(
    session: Session,
    name: str,
    assignment: Assignment,
    *,
    minutes: int | None,
    now: datetime,
    kind: EntryKind = EntryKind.WORK,
    reason: str | None = None,
) -> None:
    """Approved, by whom ever (`name` says by what): the ledger, the feedback that opens, the task that may be over."""
    approved = minutes if minutes is not None else assignment.minutes_reported or assignment.task.minutes
    first = not ledger.has(session, assignment.id)
    if first:
        ledger.enter(session, assignment, assignment.task, minutes=approved, now=now, kind=kind, reason=reason)
    else:
        difference = approved - ledger.of_assignment(session, assignment.id)
        ledger.add(session, assignment.id, kind=kind, minutes=difference, reason=reason, now=now)
    changes = {"approved_at": now, "ended_at": now} if first else {}
    ASSIGNMENT.move(session, name, assignment, minutes_approved=approved, **changes)
    if assignment.state is AssignmentState.APPROVED and first:
        feedback.approved(session, assignment, assignment.task, now=now)
    end(session, assignment, now=now)


def end(session: Session, assignment: Assignment, *, now: datetime) -> None:
    """It has come to an end, whatever the end was: its conversation closes some days later, its task may be over."""
    conversations.matter_over(session, assignment.task_id, [assignment.doer_id], now=now)
    end_if_over(session, assignment.task, now=now)


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
    TASK.move(session, "last_assignment_over", task, ended_at=now)
    for application in applications.lapse(session, task, now=now):
        told = NotThisTime(application.id, "over", application.round)
        TASK.tell(session, "last_assignment_over", application.doer_id, told, now=now)


def has_taken(session: Session, task: Task) -> bool:
    """Whether somebody was chosen for it who has not gone again."""
    chosen = select(Assignment.id).where(Assignment.task_id == task.id, Assignment.state.not_in(GONE)).limit(1)
    return session.scalar(chosen) is not None


def release(session: Session, task: Task, *, now: datetime) -> list[Assignment]:
    """The task is called off: who has not begun to finish is free. Tells nobody: the caller knows why."""
    rows = session.execute(
        select(Assignment, Application)
        .join(Application, Application.id == Assignment.application_id)
        .where(
            Assignment.task_id == task.id,
            Assignment.state.in_((AssignmentState.OFFERED, AssignmentState.AGREED)),
        )
    ).all()
    released = [assignment for assignment, _application in rows]
    for assignment, application in rows:
        ASSIGNMENT.move(session, "task_cancelled", assignment)
        APPLICATION.move(session, "task_cancelled", application, decided_at=now)
    task.places_taken -= len(released)
    conversations.matter_over(session, task.id, [one.doer_id for one in released], now=now)
    return released


def doing(session: Session, actor: Person, *, limit: int = 20) -> list[AssignmentView]:
    """What `actor` has promised to do and is not finished."""
    return assignment_views(session, actor, Assignment.doer_id == actor.id, Assignment.state.in_(LIVE), limit=limit)


def of_task(session: Session, actor: Person, *, task_id: int) -> list[AssignmentView]:
    """The shares of a task of mine."""
    return assignment_views(session, actor, Assignment.task_id == task_id, Task.requester_id == actor.id)


def within(minutes: int) -> int:
    """Minutes that somebody may have used, or OutOfBounds."""
    if not USED_MIN <= minutes <= USED_MAX:
        raise OutOfBounds(field="minutes", minimum=USED_MIN, maximum=USED_MAX)
    return minutes


def loaded(session: Session, assignment_id: int, *, lock: bool = True) -> Assignment:
    """The assignment and its task; for a verb both are held: one verb at a time for each task. Asks no permission."""
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
