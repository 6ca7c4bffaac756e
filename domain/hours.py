"""Hours that one side sees otherwise: the doer's word on a figure, in which capacity, and what comes up later."""

from datetime import datetime

from sqlalchemy import ColumnElement, select, update
from sqlalchemy.orm import Session

from domain import assignments, audit, ledger, words
from domain.lifecycle import (
    ANSWER_HOURS,
    ANSWER_PROPOSAL,
    ASSIGNMENT,
    DISPUTE,
    PROPOSE_HOURS,
    TELL_CAPACITY,
)
from domain.notices import HoursAnswered, HoursProposed, ProposalAnswered
from domain.refusals import NotNow, NotThere, Noun, OutOfBounds, Subject
from domain.views import AssignmentView, ProposalView
from models.assignment import Assignment, Capacity
from models.dispute import HoursProposal
from models.ledger import EntryKind
from models.person import Person
from models.task import Task

ANSWER_MAX = 600
REASON_MAX = 300


def tell_capacity(
    session: Session, actor: Person, *, assignment_id: int, capacity: Capacity, now: datetime
) -> AssignmentView:
    """In which capacity the doer helped, where the requester marked it done. Told after the approval, the ledger
    gets it by two entries more."""
    assignment = assignments.loaded(session, assignment_id)
    ASSIGNMENT.require(session, actor, TELL_CAPACITY, assignment)
    if ledger.has(session, assignment.id):
        ledger.tell_capacity(session, assignment.id, capacity=capacity, now=now)
    assignment.capacity = capacity
    audit.record(session, actor, TELL_CAPACITY, Noun.ASSIGNMENT, assignment.id, now=now, capacity=capacity)
    session.flush()
    return assignments.get_for(session, actor, assignment.id)


def answer(session: Session, actor: Person, *, assignment_id: int, text: str, now: datetime) -> AssignmentView:
    """The doer's word on the requester's figure. The requester hears it; the figure stays."""
    assignment = assignments.loaded(session, assignment_id)
    ASSIGNMENT.require(session, actor, ANSWER_HOURS, assignment)
    assignment.hours_answer = words.prose(text, field="text", limit=ANSWER_MAX)
    audit.record(session, actor, ANSWER_HOURS, Noun.ASSIGNMENT, assignment.id, now=now)
    told = HoursAnswered(assignment.id, assignment.round)
    ASSIGNMENT.tell(session, ANSWER_HOURS, assignment.task.requester_id, told, now=now)
    return assignments.get_for(session, actor, assignment.id)


def propose_more(
    session: Session, actor: Person, *, assignment_id: int, minutes: int, reason: str, now: datetime
) -> ProposalView:
    """More hours for the same help, after its approval. The other side says yes or no."""
    assignment = assignments.loaded(session, assignment_id)
    ASSIGNMENT.require(session, actor, PROPOSE_HOURS, assignment)
    assignments.within((assignment.minutes_approved or 0) + assignments.within(minutes))
    return _propose(session, actor, assignment, EntryKind.EXTRA, minutes, reason, now)


def propose_instead(
    session: Session, actor: Person, *, assignment_id: int, minutes: int, reason: str, now: datetime
) -> ProposalView:
    """Another figure in all, after the approval: what was entered was wrong. The other side says yes or no."""
    assignment = assignments.loaded(session, assignment_id)
    ASSIGNMENT.require(session, actor, PROPOSE_HOURS, assignment)
    difference = assignments.within(minutes) - (assignment.minutes_approved or 0)
    if difference == 0:
        raise NotNow(Subject(Noun.ASSIGNMENT, assignment.id), state=str(assignment.state))
    return _propose(session, actor, assignment, EntryKind.CORRECTION, difference, reason, now)


def _propose(
    session: Session,
    actor: Person,
    assignment: Assignment,
    kind: EntryKind,
    minutes: int,
    reason: str,
    now: datetime,
) -> ProposalView:
    proposal = HoursProposal(
        assignment_id=assignment.id,
        proposed_by_id=actor.id,
        kind=kind,
        minutes=minutes,
        reason=words.prose(reason, field="reason", limit=REASON_MAX),
        proposed_at=now,
    )
    session.add(proposal)
    session.flush()
    audit.record(session, actor, PROPOSE_HOURS, Noun.ASSIGNMENT, assignment.id, now=now, minutes=minutes)
    ASSIGNMENT.tell(session, PROPOSE_HOURS, _other(actor, assignment), HoursProposed(proposal.id), now=now)
    return get_for(session, actor, proposal.id)


def answer_proposal(
    session: Session, actor: Person, *, proposal_id: int, accepted: bool, now: datetime
) -> ProposalView:
    """Yes, which adds an entry to the ledger; or no, which changes nothing. Who proposed it hears."""
    found = _proposal(session, actor, HoursProposal.id == proposal_id)
    if found is None:
        raise NotThere
    assignment = assignments.loaded(session, found.assignment_id)
    proposal = session.scalars(
        select(HoursProposal)
        .where(HoursProposal.id == proposal_id)
        .with_for_update()
        .execution_options(populate_existing=True)
    ).one()
    ASSIGNMENT.require(session, actor, ANSWER_PROPOSAL, assignment)
    if proposal.answered_at is not None:  # another one waits meanwhile
        raise NotNow(Subject(Noun.ASSIGNMENT, assignment.id), state=str(assignment.state))
    proposal.answered_at, proposal.accepted = now, accepted
    if accepted:
        assignment.minutes_approved = ledger.add(
            session, assignment.id, kind=proposal.kind, minutes=proposal.minutes, reason=proposal.reason, now=now
        )
    session.flush()
    audit.record(
        session, actor, ANSWER_PROPOSAL, Noun.ASSIGNMENT, assignment.id, now=now, accepted="yes" if accepted else "no"
    )
    ASSIGNMENT.tell(session, ANSWER_PROPOSAL, proposal.proposed_by_id, ProposalAnswered(proposal.id), now=now)
    return get_for(session, actor, proposal.id)


def drop_proposal(session: Session, assignment: Assignment, *, now: datetime) -> None:
    """The operators are asked: what was proposed between the two is off the table."""
    waiting = (HoursProposal.assignment_id == assignment.id, HoursProposal.answered_at.is_(None))
    dropped = session.execute(
        update(HoursProposal)
        .where(*waiting)
        .values(answered_at=now, accepted=False)
        .returning(HoursProposal.id, HoursProposal.proposed_by_id)
    ).all()
    for proposal_id, proposed_by_id in dropped:
        ASSIGNMENT.tell(session, DISPUTE, proposed_by_id, ProposalAnswered(proposal_id), now=now)


def get_for(session: Session, actor: Person, proposal_id: int) -> ProposalView:
    """A proposal, for its two sides."""
    found = _proposal(session, actor, HoursProposal.id == proposal_id)
    if found is None:
        raise NotThere
    return found


def proposed(session: Session, actor: Person, assignment_id: int) -> ProposalView | None:
    """The one that waits for an answer."""
    return _proposal(session, actor, HoursProposal.assignment_id == assignment_id, HoursProposal.answered_at.is_(None))


def _proposal(session: Session, actor: Person, *conditions: ColumnElement[bool]) -> ProposalView | None:
    row = session.execute(
        select(HoursProposal, Assignment.minutes_approved, Task.title, Person.name)
        .join(Assignment, Assignment.id == HoursProposal.assignment_id)
        .join(Task, Task.id == Assignment.task_id)
        .join(Person, Person.id == HoursProposal.proposed_by_id)
        .where(
            (Assignment.doer_id == actor.id) | (Task.requester_id == actor.id),
            *conditions,
        )
    ).one_or_none()
    if row is None or not actor.is_registered:
        return None
    proposal, approved, title, name = row
    return ProposalView(
        id=proposal.id,
        assignment_id=proposal.assignment_id,
        task_title=title,
        by_name=name,
        mine=proposal.proposed_by_id == actor.id,
        extra=proposal.kind is EntryKind.EXTRA,
        minutes=abs(proposal.minutes),
        total=(approved or 0) + (0 if proposal.accepted else proposal.minutes),
        reason=proposal.reason,
        accepted=proposal.accepted,
    )


def _other(actor: Person, assignment: Assignment) -> int:
    return assignment.task.requester_id if actor.id == assignment.doer_id else assignment.doer_id


def within_reason(minutes: int) -> int:
    """A decided figure, 0 allowed, or OutOfBounds."""
    if not 0 <= minutes <= assignments.USED_MAX:
        raise OutOfBounds(field="minutes", minimum=0, maximum=assignments.USED_MAX)
    return minutes
