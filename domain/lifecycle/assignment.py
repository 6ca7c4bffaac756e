"""The life of an assignment."""

from sqlalchemy.orm import Session

from domain.lifecycle.application import WITHDRAW
from domain.lifecycle.engine import Action, Lifecycle, after, allow, predicate
from domain.notices import (
    ApprovedByItself,
    ChangesAsked,
    DoerReleased,
    DoerWithdrew,
    HasBegun,
    MarkedDone,
    OfferLapsed,
    PlaceConfirmed,
    TaskCancelled,
    WorkApproved,
)
from domain.refusals import Noun
from models.assignment import Assignment, AssignmentState
from models.person import Person
from models.states import any_of

OFFERED, AGREED, DONE = AssignmentState.OFFERED, AssignmentState.AGREED, AssignmentState.DONE
CHANGES_ASKED, APPROVED = AssignmentState.CHANGES_ASKED, AssignmentState.APPROVED
RELEASED, WITHDRAWN = AssignmentState.RELEASED, AssignmentState.WITHDRAWN

CONFIRM = Action("confirm")
BEGIN = Action("begin")
RELEASE = Action("release")
MARK_DONE = Action("mark_done")
APPROVE = Action("approve")
ASK_FOR_CHANGES = Action("ask_for_changes")
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


ASSIGNMENT = Lifecycle(
    allow(CONFIRM, OFFERED >> AGREED, by=doer, hears=[PlaceConfirmed]),
    allow(BEGIN, AGREED, by=doer, when=not_begun, hears=[HasBegun]),
    allow(WITHDRAW, any_of(OFFERED, AGREED) >> WITHDRAWN, by=doer, hears=[DoerWithdrew]),
    allow(RELEASE, any_of(OFFERED, AGREED) >> RELEASED, by=requester, when=not_begun, hears=[DoerReleased]),
    allow(MARK_DONE, any_of(AGREED, CHANGES_ASKED) >> DONE, by=doer | requester, hears=[MarkedDone]),
    allow(APPROVE, DONE >> APPROVED, by=requester, hears=[WorkApproved]),
    allow(ASK_FOR_CHANGES, DONE >> CHANGES_ASKED, by=requester, hears=[ChangesAsked]),
    allow(GIVE_FEEDBACK, APPROVED, by=doer | requester),
    after("not_confirmed", OFFERED >> RELEASED, hears=[OfferLapsed]),
    after("approve_by_itself", DONE >> APPROVED, hears=[ApprovedByItself]),
    after("task_cancelled", any_of(OFFERED, AGREED) >> RELEASED, hears=[TaskCancelled]),
    noun=Noun.ASSIGNMENT,
    kept_in=Assignment,
    states=AssignmentState,
    begins=OFFERED,
    seen_by=doer | requester,
)
