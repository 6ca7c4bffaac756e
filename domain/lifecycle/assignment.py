"""The life of an assignment."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from domain.lifecycle.application import WITHDRAW
from domain.lifecycle.engine import Action, Lifecycle, after, allow, predicate
from domain.notices import (
    ApprovedByItself,
    ChangesAsked,
    DidNotHappen,
    DidNotHappenAnswered,
    DisputeDecided,
    DisputeLapsed,
    DisputeOpened,
    DisputeToDecide,
    DoerReleased,
    DoerWithdrew,
    HasBegun,
    HoursAnswered,
    HoursProposed,
    MarkedDone,
    NotReported,
    OfferLapsed,
    PlaceConfirmed,
    ProposalAnswered,
    TaskCancelled,
    WorkApproved,
)
from domain.refusals import Noun
from models.assignment import Assignment, AssignmentState
from models.dispute import Dispute, HoursProposal
from models.person import Person
from models.states import any_of

OFFERED, AGREED, DONE = AssignmentState.OFFERED, AssignmentState.AGREED, AssignmentState.DONE
CHANGES_ASKED, APPROVED = AssignmentState.CHANGES_ASKED, AssignmentState.APPROVED
DID_NOT_HAPPEN, NOT_REPORTED = AssignmentState.DID_NOT_HAPPEN, AssignmentState.NOT_REPORTED
RELEASED, WITHDRAWN = AssignmentState.RELEASED, AssignmentState.WITHDRAWN

CONFIRM = Action("confirm")
BEGIN = Action("begin")
RELEASE = Action("release")
MARK_DONE = Action("mark_done")
TELL_CAPACITY = Action("tell_capacity")
APPROVE = Action("approve")
ASK_FOR_CHANGES = Action("ask_for_changes")
ANSWER_HOURS = Action("answer_hours")
SAY_IT_DID_NOT_HAPPEN = Action("say_it_did_not_happen")
ANSWER_THAT_IT_DID_NOT = Action("answer_that_it_did_not")
PROPOSE_HOURS = Action("propose_hours")
ANSWER_PROPOSAL = Action("answer_proposal")
DISPUTE = Action("dispute")
ANSWER_DISPUTE = Action("answer_dispute")
GIVE_FEEDBACK = Action("give_feedback")


@predicate
def doer(session: Session, actor: Person, assignment: Assignment) -> bool:
    return assignment.doer_id == actor.id


@predicate
def requester(session: Session, actor: Person, assignment: Assignment) -> bool:
    return assignment.task.requester_id == actor.id


@predicate
def not_begun(session: Session, actor: Person, assignment: Assignment) -> bool:
    return assignment.begun_at is None


@predicate
def undisputed(session: Session, actor: Person, assignment: Assignment) -> bool:
    return assignment.disputed_at is None


@predicate
def not_closed(session: Session, actor: Person, assignment: Assignment) -> bool:
    return assignment.closed_at is None


@predicate
def capacity_is_not_told(session: Session, actor: Person, assignment: Assignment) -> bool:
    return assignment.capacity is None


@predicate
def the_figure_is_the_requesters(session: Session, actor: Person, assignment: Assignment) -> bool:
    """Corrected, or told by the requester; and the doer has not answered it yet."""
    corrected = assignment.minutes_approved not in (None, assignment.minutes_reported)
    told = assignment.marked_by_id not in (None, assignment.doer_id)
    return assignment.hours_answer is None and (corrected or told)


@predicate
def the_other_side_said_it(session: Session, actor: Person, assignment: Assignment) -> bool:
    said_by = assignment.missed_by_id
    return said_by is not None and said_by != actor.id and assignment.missed_answer is None


@predicate
def the_other_side_disputes(session: Session, actor: Person, assignment: Assignment) -> bool:
    if assignment.disputed_at is None:
        return False
    unanswered = select(Dispute.opened_by_id).where(Dispute.assignment_id == assignment.id, Dispute.answer.is_(None))
    return session.scalar(unanswered) not in (None, actor.id)


@predicate
def nothing_is_proposed(session: Session, actor: Person, assignment: Assignment) -> bool:
    return proposed_by(session, assignment) is None


@predicate
def the_other_side_proposes(session: Session, actor: Person, assignment: Assignment) -> bool:
    return proposed_by(session, assignment) not in (None, actor.id)


def proposed_by(session: Session, assignment: Assignment) -> int | None:
    """Whose proposal of other hours waits for an answer."""
    waiting = (HoursProposal.assignment_id == assignment.id, HoursProposal.answered_at.is_(None))
    return session.scalar(select(HoursProposal.proposed_by_id).where(*waiting))


ASSIGNMENT = Lifecycle(
    allow(CONFIRM, OFFERED >> AGREED, by=doer, hears=[PlaceConfirmed]),
    allow(BEGIN, AGREED, by=doer, when=not_begun, hears=[HasBegun]),
    allow(WITHDRAW, any_of(OFFERED, AGREED) >> WITHDRAWN, by=doer, hears=[DoerWithdrew]),
    allow(RELEASE, any_of(OFFERED, AGREED) >> RELEASED, by=requester, when=not_begun, hears=[DoerReleased]),
    allow(MARK_DONE, any_of(AGREED, CHANGES_ASKED) >> DONE, by=doer | requester, when=undisputed, hears=[MarkedDone]),
    allow(TELL_CAPACITY, any_of(DONE, APPROVED), by=doer, when=capacity_is_not_told),
    allow(APPROVE, DONE >> APPROVED, by=requester, when=undisputed, hears=[WorkApproved]),
    allow(ASK_FOR_CHANGES, DONE >> CHANGES_ASKED, by=requester, when=undisputed, hears=[ChangesAsked]),
    allow(
        ANSWER_HOURS,
        any_of(DONE, APPROVED),
        by=doer,
        when=the_figure_is_the_requesters & not_closed,
        hears=[HoursAnswered],
    ),
    allow(
        SAY_IT_DID_NOT_HAPPEN,
        any_of(AGREED, DONE, CHANGES_ASKED) >> DID_NOT_HAPPEN,
        by=doer | requester,
        when=undisputed,
        hears=[DidNotHappen],
    ),
    allow(
        ANSWER_THAT_IT_DID_NOT,
        DID_NOT_HAPPEN,
        by=doer | requester,
        when=the_other_side_said_it & not_closed,
        hears=[DidNotHappenAnswered],
    ),
    allow(PROPOSE_HOURS, APPROVED, by=doer | requester, when=undisputed & nothing_is_proposed, hears=[HoursProposed]),
    allow(
        ANSWER_PROPOSAL,
        APPROVED,
        by=doer | requester,
        when=undisputed & the_other_side_proposes,
        hears=[ProposalAnswered],
    ),
    allow(
        DISPUTE,
        any_of(DONE, CHANGES_ASKED, APPROVED, DID_NOT_HAPPEN, NOT_REPORTED),
        by=doer | requester,
        when=undisputed & not_closed,
        hears=[DisputeOpened, DisputeToDecide, ProposalAnswered],
    ),
    allow(
        ANSWER_DISPUTE,
        any_of(DONE, CHANGES_ASKED, APPROVED, DID_NOT_HAPPEN, NOT_REPORTED),
        by=doer | requester,
        when=the_other_side_disputes,
        hears=[DisputeToDecide],
    ),
    allow(GIVE_FEEDBACK, any_of(DONE, CHANGES_ASKED, APPROVED), by=doer | requester),
    after("not_confirmed", OFFERED >> RELEASED, hears=[OfferLapsed]),
    after("approve_by_itself", DONE >> APPROVED, hears=[ApprovedByItself]),
    after("not_reported", any_of(AGREED, CHANGES_ASKED) >> NOT_REPORTED, hears=[NotReported]),
    after(
        "decided_with_hours",
        any_of(DONE, CHANGES_ASKED, APPROVED, DID_NOT_HAPPEN, NOT_REPORTED) >> APPROVED,
        hears=[DisputeDecided],
    ),
    after(
        "decided_without_hours",
        any_of(DONE, CHANGES_ASKED, APPROVED, DID_NOT_HAPPEN, NOT_REPORTED) >> DID_NOT_HAPPEN,
        hears=[DisputeDecided],
    ),
    after("dispute_lapses", any_of(DONE, CHANGES_ASKED) >> APPROVED, hears=[DisputeLapsed]),
    after("task_cancelled", any_of(OFFERED, AGREED) >> RELEASED, hears=[TaskCancelled]),
    noun=Noun.ASSIGNMENT,
    kept_in=Assignment,
    states=AssignmentState,
    begins=OFFERED,
    seen_by=doer | requester,
)
