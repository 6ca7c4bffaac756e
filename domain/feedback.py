"""How it went: asked of both sides, shown to neither before both are in or the window closes."""

from collections.abc import Sequence
from datetime import datetime
from typing import Protocol

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import Session, aliased, contains_eager

from domain import audit, words
from domain.lifecycle import ASSIGNMENT, GIVE_FEEDBACK
from domain.notices import FeedbackRevealed, FeedbackWindowClosed, Notice, tell
from domain.refusals import AlreadyGiven, FeedbackClosed, NotThere, Noun, OutOfBounds, Subject
from domain.views import FeedbackView, Scores
from models.assignment import Assignment, AssignmentState
from models.feedback import Feedback
from models.person import Person
from models.task import Task

COMMENT_MAX = 1000
FEWEST = 3
"""Averages are shown from so many answers up: one or two would give away whose they are."""

_theirs = aliased(Feedback)


class _Told(Protocol):
    def __call__(self, assignment_id: int) -> Notice: ...


def open_for(session: Session, assignment: Assignment, task: Task, *, now: datetime) -> None:
    """From the first time it is marked done both sides may say how it went. They are asked after the approval."""
    if session.scalar(select(Feedback.id).where(Feedback.assignment_id == assignment.id).limit(1)) is not None:
        return
    pairs = ((task.requester_id, assignment.doer_id), (assignment.doer_id, task.requester_id))
    session.add_all(
        Feedback(assignment_id=assignment.id, author_id=author, about_id=about, opened_at=now)
        for author, about in pairs
    )
    session.flush()


def approved(session: Session, assignment: Assignment, task: Task, *, now: datetime) -> None:
    """From now on the clock asks those who said nothing. Where both have, both are shown now."""
    open_for(session, assignment, task, now=now)
    own, other = _both(session, assignment.id)
    own.opened_at = other.opened_at = now
    if own.is_in and other.is_in:
        reveal(session, own, other, told=FeedbackRevealed, now=now)
    session.flush()


def give(session: Session, actor: Person, *, feedback_id: int, scores: Scores, now: datetime) -> FeedbackView:
    """Say how it went, once. If the other side is in, both are shown now."""
    own, other, approved = _open(session, actor, feedback_id, now)
    for name, score in (("task", scores.task), ("schedule", scores.schedule), ("process", scores.process)):
        if not 1 <= score <= 5:
            raise OutOfBounds(field=name, minimum=1, maximum=5)
    own.task_score, own.schedule_score, own.process_score = scores.task, scores.schedule, scores.process
    own.comment = words.prose(scores.comment, field="comment", limit=COMMENT_MAX, wordless=True)
    own.quotable = scores.quotable
    own.given_at = now
    audit.record(session, actor, "give", Noun.FEEDBACK, own.id, now=now)
    return _reveal_when_in(session, actor, own, other, approved, now)


def skip(session: Session, actor: Person, *, feedback_id: int, now: datetime) -> FeedbackView:
    """Say nothing, which counts as in."""
    own, other, approved = _open(session, actor, feedback_id, now)
    own.skipped_at = now
    audit.record(session, actor, "skip", Noun.FEEDBACK, own.id, now=now)
    return _reveal_when_in(session, actor, own, other, approved, now)


def stop_quoting(session: Session, actor: Person, *, feedback_id: int, now: datetime) -> FeedbackView:
    """Take back that one's words may be quoted. Possible at any time; what is printed is printed."""
    own = session.scalar(select(Feedback).where(Feedback.id == feedback_id, Feedback.author_id == actor.id))
    if own is None:
        raise NotThere
    if own.quotable:
        own.quotable = False
        audit.record(session, actor, "stop_quoting", Noun.FEEDBACK, own.id, now=now)
        session.flush()
    return get_for(session, actor, own.id)


def get_for(session: Session, actor: Person, feedback_id: int) -> FeedbackView:
    """One's own feedback on something; the other side's with it as soon as it may be seen."""
    return _view(session, actor, Feedback.id == feedback_id)


def for_assignment(session: Session, actor: Person, assignment_id: int) -> FeedbackView:
    """The same by the assignment."""
    return _view(session, actor, Feedback.assignment_id == assignment_id)


def of_assignment(session: Session, actor: Person, assignment_id: int) -> FeedbackView | None:
    """The same; none where nothing is to be said yet."""
    try:
        return for_assignment(session, actor, assignment_id)
    except NotThere:
        return None


def reveal(session: Session, first: Feedback, second: Feedback, *, told: _Told, now: datetime) -> None:
    """Show each what the other said. Who has nothing to read is not told."""
    for own, other in ((first, second), (second, first)):
        own.revealed_at = now
        if other.given_at is not None:
            tell(session, own.author_id, told(own.assignment_id), now=now)


def close_window(session: Session, first: Feedback, second: Feedback, *, now: datetime) -> None:
    """The time is over: nothing is taken any more, what was given is shown."""
    reveal(session, first, second, told=FeedbackWindowClosed, now=now)


def _open(session: Session, actor: Person, feedback_id: int, now: datetime) -> tuple[Feedback, Feedback, bool]:
    """Both sides' rows, held, for one who may still say something; and whether the work is approved."""
    assignment_id = session.scalar(
        select(Feedback.assignment_id).where(Feedback.id == feedback_id, Feedback.author_id == actor.id)
    )
    if assignment_id is None:
        raise NotThere
    assignment = session.scalars(
        select(Assignment)
        .join(Assignment.task)
        .options(contains_eager(Assignment.task))
        .where(Assignment.id == assignment_id)
        .with_for_update(of=[Assignment])  # against an approval at the same moment, which shows what is in
        .execution_options(populate_existing=True)
    ).one()
    rows = _both(session, assignment_id)
    own = next(row for row in rows if row.author_id == actor.id)
    other = next(row for row in rows if row.author_id != actor.id)
    ASSIGNMENT.require(session, actor, GIVE_FEEDBACK, assignment)
    about = Subject(Noun.FEEDBACK, own.id)
    if own.is_in:
        raise AlreadyGiven(about, state="given" if own.given_at else "skipped")
    if own.revealed_at is not None or (own.closes_at is not None and own.closes_at <= now):
        raise FeedbackClosed(about, state="closed")
    return own, other, assignment.state is AssignmentState.APPROVED


def _both(session: Session, assignment_id: int) -> Sequence[Feedback]:
    """Both sides' rows, held."""
    return session.scalars(
        select(Feedback)
        .where(Feedback.assignment_id == assignment_id)
        .order_by(Feedback.id)
        .with_for_update()
        .execution_options(populate_existing=True)
    ).all()


def _reveal_when_in(
    session: Session, actor: Person, own: Feedback, other: Feedback, approved: bool, now: datetime
) -> FeedbackView:
    if other.is_in and approved:
        reveal(session, own, other, told=FeedbackRevealed, now=now)
    session.flush()
    return get_for(session, actor, own.id)


def _scores(row: Feedback) -> Scores | None:
    if row.task_score is None or row.schedule_score is None or row.process_score is None:
        return None
    return Scores(row.task_score, row.schedule_score, row.process_score, row.comment, row.quotable)


def _view(session: Session, actor: Person, condition: ColumnElement[bool]) -> FeedbackView:
    row = session.execute(
        select(Feedback, _theirs, Task, Person.name, Assignment.state)
        .join(_theirs, (_theirs.assignment_id == Feedback.assignment_id) & (_theirs.id != Feedback.id))
        .join(Assignment, Assignment.id == Feedback.assignment_id)
        .join(Task, Task.id == Assignment.task_id)
        .join(Person, Person.id == Feedback.about_id)
        .where(condition, Feedback.author_id == actor.id)
    ).one_or_none()
    if row is None:
        raise NotThere
    own, other, task, about_name, state = row
    revealed = own.revealed_at is not None
    return FeedbackView(
        id=own.id,
        assignment_id=own.assignment_id,
        task_id=task.id,
        task_title=task.title,
        about_name=about_name,
        mine=_scores(own),
        skipped=own.skipped_at is not None,
        open=not own.is_in and not revealed and state in ASSIGNMENT.allowed[GIVE_FEEDBACK].sources,
        closes_at=own.closes_at,
        theirs=_scores(other) if revealed else None,
        revealed=revealed,
    )
