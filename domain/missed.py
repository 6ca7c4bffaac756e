"""It did not happen: a fact with who said so, and the other side's word beside it. Never a score."""

from datetime import datetime

from sqlalchemy.orm import Session

from domain import assignments, audit, words
from domain.lifecycle import ANSWER_THAT_IT_DID_NOT, ASSIGNMENT, SAY_IT_DID_NOT_HAPPEN
from domain.notices import DidNotHappen, DidNotHappenAnswered
from domain.refusals import Noun
from domain.views import AssignmentView
from models.person import Person

TEXT_MAX = 600


def say(
    session: Session, actor: Person, *, assignment_id: int, no_show: bool, text: str, now: datetime
) -> AssignmentView:
    """It did not happen; `no_show`: because the other side did not come. The other side hears it and may answer."""
    assignment = assignments.loaded(session, assignment_id)
    ASSIGNMENT.require(session, actor, SAY_IT_DID_NOT_HAPPEN, assignment)
    said = words.prose(text, field="text", limit=TEXT_MAX) if text else None
    ASSIGNMENT.move(
        session,
        SAY_IT_DID_NOT_HAPPEN,
        assignment,
        missed_by_id=actor.id,
        missed_no_show=no_show,
        missed_text=said,
        ended_at=now,
    )
    assignments.end(session, assignment, now=now)
    audit.record(
        session,
        actor,
        SAY_IT_DID_NOT_HAPPEN,
        Noun.ASSIGNMENT,
        assignment.id,
        now=now,
        no_show="yes" if no_show else "no",
    )
    other = assignment.task.requester_id if actor.id == assignment.doer_id else assignment.doer_id
    ASSIGNMENT.tell(session, SAY_IT_DID_NOT_HAPPEN, other, DidNotHappen(assignment.id), now=now)
    return assignments.get_for(session, actor, assignment.id)


def answer(session: Session, actor: Person, *, assignment_id: int, text: str, now: datetime) -> AssignmentView:
    """The other side's word, once. Both texts stay, both sides see them."""
    assignment = assignments.loaded(session, assignment_id)
    ASSIGNMENT.require(session, actor, ANSWER_THAT_IT_DID_NOT, assignment)
    assignment.missed_answer = words.prose(text, field="text", limit=TEXT_MAX)
    audit.record(session, actor, ANSWER_THAT_IT_DID_NOT, Noun.ASSIGNMENT, assignment.id, now=now)
    session.flush()
    assert assignment.missed_by_id is not None
    told = DidNotHappenAnswered(assignment.id)
    ASSIGNMENT.tell(session, ANSWER_THAT_IT_DID_NOT, assignment.missed_by_id, told, now=now)
    return assignments.get_for(session, actor, assignment.id)
