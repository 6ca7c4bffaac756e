"""What each notice about a question is about now. None: the matter is over."""

from sqlalchemy.orm import Session

from domain import advice
from domain.advice import AdviceView
from domain.notices import AdviceHelped, AdviceReminder, AdviceUnmet, AdviceWanted
from models.advice import AdviceState
from models.person import Person


def advice_wanted(session: Session, reader: Person, notice: AdviceWanted) -> AdviceView | None:
    """A question that waits, while the reader wants to be asked."""
    return advice.wanted_from(session, reader, notice.advice_id) if reader.no_questions_at is None else None


def advice_helped(session: Session, reader: Person, notice: AdviceHelped) -> AdviceView | None:
    """The question that the reader's answer helped with."""
    return advice.in_state(session, reader, notice.advice_id, AdviceState.HELPED)


def advice_reminder(session: Session, reader: Person, notice: AdviceReminder) -> AdviceView | None:
    """The reader's question, while they have not said whether an answer helped."""
    return advice.in_state(session, reader, notice.advice_id, AdviceState.ANSWERED)


def advice_unmet(session: Session, reader: Person, notice: AdviceUnmet) -> AdviceView | None:
    """The reader's question that nobody could help with."""
    return advice.in_state(session, reader, notice.advice_id, AdviceState.UNMET)
