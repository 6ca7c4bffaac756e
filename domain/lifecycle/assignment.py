"""The life of an assignment."""

from sqlalchemy.orm import Session

from domain.lifecycle.engine import Action, Lifecycle, after, allow, predicate
from domain.notices import (
    ApprovedByItself,
    ChangesAsked,
    MarkedDone,
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


ASSIGNMENT = Lifecycle(
    allow(MARK_DONE, any_of(AGREED, CHANGES_ASKED) >> DONE, by=doer | requester, hears=[MarkedDone]),
    allow(APPROVE, DONE >> APPROVED, by=requester, hears=[WorkApproved]),
    allow(ASK_FOR_CHANGES, DONE >> CHANGES_ASKED, by=requester, hears=[ChangesAsked]),
    allow(GIVE_FEEDBACK, APPROVED, by=doer | requester),
    after("approve_by_itself", DONE >> APPROVED, hears=[ApprovedByItself]),
    after("task_cancelled", any_of(OFFERED, AGREED) >> RELEASED, hears=[TaskCancelled]),
    noun=Noun.ASSIGNMENT,
    kept_in=Assignment,
    states=AssignmentState,
    begins=AGREED,
    seen_by=doer | requester,
)
