"""What two sides cannot agree on goes to the operators, with both sides' words, and ends in the ledger.

An operator sees a dispute and nothing else of the two: what each said of this matter, the figures, no conversation.
"""

from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import Session, aliased

from domain import assignments, audit, hours, words
from domain.lifecycle import ANSWER_DISPUTE, ASSIGNMENT, DISPUTE
from domain.notices import DisputeDecided, DisputeLapsed, DisputeOpened, DisputeToDecide
from domain.refusals import NotNow, NotThere, Noun, Subject
from domain.views import DisputeView
from models.assignment import Assignment
from models.dispute import Dispute, DisputeAbout
from models.ledger import EntryKind
from models.person import Person
from models.task import Task

TEXT_MAX = 1000
REASON_MAX = 300

Operators = frozenset[int]
"""Telegram user ids, as the settings name them."""

_doer, _requester = aliased(Person), aliased(Person)


def open_(
    session: Session,
    actor: Person,
    *,
    assignment_id: int,
    about: DisputeAbout,
    text: str,
    operators: Operators,
    now: datetime,
) -> DisputeView:
    """Ask the operators to decide. The other side is asked for its word; until the decision everything stands."""
    assignment = assignments.loaded(session, assignment_id)
    ASSIGNMENT.require(session, actor, DISPUTE, assignment)
    dispute = Dispute(
        assignment_id=assignment.id,
        opened_by_id=actor.id,
        about=about,
        said=words.prose(text, field="text", limit=TEXT_MAX),
        opened_at=now,
    )
    session.add(dispute)
    assignment.disputed_at = now
    session.flush()
    hours.drop_proposal(session, assignment, now=now)
    audit.record(session, actor, DISPUTE, Noun.ASSIGNMENT, assignment.id, now=now, about=about)
    other = assignment.task.requester_id if actor.id == assignment.doer_id else assignment.doer_id
    ASSIGNMENT.tell(session, DISPUTE, other, DisputeOpened(dispute.id), now=now)
    for operator in _people(session, operators):
        ASSIGNMENT.tell(session, DISPUTE, operator, DisputeToDecide(dispute.id, answered=False), now=now)
    return get_for(session, actor, dispute.id, operators=operators)


def answer(
    session: Session, actor: Person, *, assignment_id: int, text: str, operators: Operators, now: datetime
) -> DisputeView:
    """The other side's word. The operators hear that both are there now."""
    assignment = assignments.loaded(session, assignment_id)
    ASSIGNMENT.require(session, actor, ANSWER_DISPUTE, assignment)
    dispute = _held(session, Dispute.assignment_id == assignment.id)
    dispute.answer, dispute.answered_at = words.prose(text, field="text", limit=TEXT_MAX), now
    session.flush()
    audit.record(session, actor, ANSWER_DISPUTE, Noun.ASSIGNMENT, assignment.id, now=now)
    for operator in _people(session, operators):
        ASSIGNMENT.tell(session, ANSWER_DISPUTE, operator, DisputeToDecide(dispute.id, answered=True), now=now)
    return get_for(session, actor, dispute.id, operators=operators)


def decide(
    session: Session,
    actor: Person,
    *,
    dispute_id: int,
    minutes: int,
    reason: str,
    operators: Operators,
    now: datetime,
) -> DisputeView:
    """The hours as an operator sees them, 0 for none, and why. Both sides hear it, the ledger has it."""
    if not _decides(actor, operators):
        raise NotThere
    assignment, dispute = _both(session, dispute_id)
    if actor.id in (assignment.doer_id, assignment.task.requester_id):
        raise NotThere  # nobody decides on what is their own
    if dispute.decided_at is not None:
        raise NotNow(Subject(Noun.DISPUTE, dispute.id), state="decided")
    hours.within_reason(minutes)
    dispute.minutes, dispute.reason = minutes, words.prose(reason, field="reason", limit=REASON_MAX)
    dispute.decided_by_id, dispute.decided_at = actor.id, now
    name = "decided_with_hours" if minutes else "decided_without_hours"
    assignments.settle(
        session, name, assignment, minutes=minutes, now=now, kind=EntryKind.DECISION, reason=dispute.reason
    )
    _close(session, assignment, now)
    audit.record(session, actor, "decide", Noun.DISPUTE, dispute.id, now=now, minutes=minutes)
    for person_id in (assignment.doer_id, assignment.task.requester_id):
        ASSIGNMENT.tell(session, name, person_id, DisputeDecided(dispute.id), now=now)
    return get_for(session, actor, dispute.id, operators=operators)


def lapse(session: Session, dispute_id: int, *, now: datetime) -> None:
    """Nobody decided in time, or there is no operator: what stood before stands. The hours of work that waited for
    approval are approved as they were told, as silence would have approved them."""
    assignment, dispute = _both(session, dispute_id)
    dispute.decided_at = now
    if assignment.state in ASSIGNMENT.timed["dispute_lapses"].sources:
        assignments.settle(session, "dispute_lapses", assignment, minutes=None, now=now)
    _close(session, assignment, now)
    audit.record(session, None, "dispute_lapses", Noun.DISPUTE, dispute.id, now=now)
    for person_id in (assignment.doer_id, assignment.task.requester_id):
        ASSIGNMENT.tell(session, "dispute_lapses", person_id, DisputeLapsed(dispute.id), now=now)


def get_for(session: Session, actor: Person, dispute_id: int, *, operators: Operators) -> DisputeView:
    """A dispute, for its two sides and for the operators."""
    found = _views(session, actor, operators, Dispute.id == dispute_id)
    if not found:
        raise NotThere
    return found[0]


def of_assignment(session: Session, actor: Person, assignment_id: int) -> DisputeView | None:
    """The dispute about a share of a task of one's own, open or decided."""
    found = _views(session, actor, frozenset(), Dispute.assignment_id == assignment_id)
    return found[0] if found else None


def to_decide(session: Session, actor: Person, *, operators: Operators, limit: int = 5) -> list[DisputeView]:
    """What waits for an operator, oldest first; nothing for anybody else."""
    if not _decides(actor, operators):
        return []
    strange = (Assignment.doer_id != actor.id, Task.requester_id != actor.id)
    return _views(session, actor, operators, Dispute.decided_at.is_(None), *strange, limit=limit)


def _views(
    session: Session, actor: Person, operators: Operators, *conditions: ColumnElement[bool], limit: int = 1
) -> list[DisputeView]:
    if not actor.is_registered:
        return []
    decides = _decides(actor, operators)
    whose = () if decides else ((Assignment.doer_id == actor.id) | (Task.requester_id == actor.id),)
    rows = session.execute(
        select(Dispute, Assignment, Task, _doer.name, _requester.name)
        .join(Assignment, Assignment.id == Dispute.assignment_id)
        .join(Task, Task.id == Assignment.task_id)
        .join(_doer, _doer.id == Assignment.doer_id)
        .join(_requester, _requester.id == Task.requester_id)
        .where(*conditions, *whose)
        .order_by(Dispute.opened_at, Dispute.id)
        .limit(limit)
    )
    return [
        DisputeView(
            id=dispute.id,
            assignment_id=dispute.assignment_id,
            task_title=task.title,
            about=dispute.about,
            doer_name=doer_name,
            requester_name=requester_name,
            by_doer=dispute.opened_by_id == assignment.doer_id,
            text=dispute.said,
            answer=dispute.answer,
            minutes_estimated=task.minutes,
            minutes_reported=assignment.minutes_reported,
            minutes_approved=assignment.minutes_approved,
            hours_answer=assignment.hours_answer,
            missed_text=assignment.missed_text,
            missed_answer=assignment.missed_answer,
            minutes=dispute.minutes,
            reason=dispute.reason,
            opened_at=dispute.opened_at,
            decided_at=dispute.decided_at,
            mine=actor.id in (assignment.doer_id, task.requester_id),
            decides=decides and dispute.decided_at is None and actor.id not in (assignment.doer_id, task.requester_id),
        )
        for dispute, assignment, task, doer_name, requester_name in rows
    ]


def _decides(actor: Person, operators: Operators) -> bool:
    return actor.is_registered and actor.telegram_id in operators


def _people(session: Session, operators: Operators) -> Iterable[int]:
    """The operators who came in. One who has not cannot be written to."""
    return session.scalars(
        select(Person.id).where(Person.telegram_id.in_(operators), Person.registered_at.is_not(None))
    ).all()


def _both(session: Session, dispute_id: int) -> tuple[Assignment, Dispute]:
    """The assignment and the dispute, both held, in the order in which every verb holds them."""
    assignment_id = session.scalar(select(Dispute.assignment_id).where(Dispute.id == dispute_id))
    if assignment_id is None:
        raise NotThere
    return assignments.loaded(session, assignment_id), _held(session, Dispute.id == dispute_id)


def _held(session: Session, condition: ColumnElement[bool]) -> Dispute:
    return session.scalars(
        select(Dispute).where(condition).with_for_update().execution_options(populate_existing=True)
    ).one()


def _close(session: Session, assignment: Assignment, now: datetime) -> None:
    """It was the last word."""
    assignment.disputed_at = None
    assignment.closed_at = now
    assignment.ended_at = assignment.ended_at or now
    session.flush()
