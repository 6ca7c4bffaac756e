"""What came of the help, asked of the requester once, a month after: what it led to, beside what was done."""

from datetime import datetime, timedelta
from enum import StrEnum

from sqlalchemy import exists, select
from sqlalchemy.orm import Session

from domain.dataclasses import dataclass
from domain.notices import tell
from domain.refusals import NotThere
from domain.results.notices import OutcomeAsked
from domain.timers import Timers
from models.assignment import Assignment, AssignmentState
from models.outcome import TaskOutcome, Yes
from models.person import Person
from models.task import Task, TaskState

SHOWN = timedelta(days=14)  # on the home screen, after the asking
LATEST = timedelta(days=30)  # after it was due: what is older is not asked about any more


class Question(StrEnum):
    """The three questions, in their order; each is a column of `TaskOutcome`."""

    SOLVED = "solved"
    CAN_MYSELF = "can_myself"
    KNOWS_WHOM = "knows_whom"


@dataclass(frozen=True)
class OutcomeView:
    """What was answered so far."""

    id: int
    task_id: int
    title: str
    answers: dict[Question, Yes | None]

    @property
    def next(self) -> Question | None:
        """The first question without an answer."""
        return next((question for question, answer in self.answers.items() if answer is None), None)


def ask(session: Session, now: datetime, timers: Timers, limit: int) -> int:
    """Ask about tasks that were over a month ago and had help approved; how many."""
    due = now - timers.ask_outcome
    helped = exists().where(Assignment.task_id == Task.id, Assignment.state == AssignmentState.APPROVED)
    not_over = [state for state in TaskState if state is not TaskState.OVER]  # SQLite would seek by the state that is
    tasks = session.scalars(
        select(Task)
        .where(Task.state.not_in(not_over), Task.ended_at <= due, Task.ended_at > due - LATEST, helped)
        .where(~exists().where(TaskOutcome.task_id == Task.id))
        .order_by(Task.ended_at, Task.id)
        .limit(limit)
        .with_for_update(skip_locked=True)
    ).all()
    asked = [TaskOutcome(task_id=task.id, requester_id=task.requester_id, asked_at=now) for task in tasks]
    session.add_all(asked)
    session.flush()
    for outcome in asked:
        tell(session, outcome.requester_id, OutcomeAsked(outcome.id), now=now)
    return len(asked)


def answer(
    session: Session, actor: Person, *, outcome_id: int, question: Question, yes: Yes, now: datetime
) -> OutcomeView:
    """One's own answer; the last one given stands. Raises NotThere."""
    outcome, title = _own(session, actor, outcome_id)
    setattr(outcome, question.value, yes)
    if all(getattr(outcome, one.value) is not None for one in Question):
        outcome.answered_at = outcome.answered_at or now
    session.flush()
    return _view(outcome, title)


def get_for(session: Session, actor: Person, outcome_id: int) -> OutcomeView:
    """What one has answered. Raises NotThere."""
    return _view(*_own(session, actor, outcome_id))


def waiting_for(session: Session, actor: Person, *, now: datetime, limit: int) -> list[OutcomeView]:
    """Those that somebody was asked about lately and has not answered whole."""
    rows = session.execute(
        select(TaskOutcome, Task.title)
        .join(Task, Task.id == TaskOutcome.task_id)
        .where(TaskOutcome.requester_id == actor.id, TaskOutcome.answered_at.is_(None))
        .where(TaskOutcome.asked_at > now - SHOWN)
        .order_by(TaskOutcome.asked_at, TaskOutcome.id)
        .limit(limit)
    )
    return [_view(outcome, title) for outcome, title in rows]


def _own(session: Session, actor: Person, outcome_id: int) -> tuple[TaskOutcome, str]:
    found = session.execute(
        select(TaskOutcome, Task.title)
        .join(Task, Task.id == TaskOutcome.task_id)
        .where(TaskOutcome.id == outcome_id, TaskOutcome.requester_id == actor.id)
    ).one_or_none()
    if found is None:
        raise NotThere
    return found[0], found[1]


def _view(outcome: TaskOutcome, title: str) -> OutcomeView:
    answers: dict[Question, Yes | None] = {question: getattr(outcome, question.value) for question in Question}
    return OutcomeView(outcome.id, outcome.task_id, title, answers)
