"""An organisation's indicators: few enough to keep up with."""

from datetime import datetime

from sqlalchemy import delete, func, select
from sqlalchemy.orm import Session

from domain.programme.refusals import TooManyIndicators
from domain.programme.workbooks.answers import writable
from domain.refusals import NotThere, Noun, Subject
from models.person import Person
from models.programme.workbook import Indicator, MarketFigure, Measure

MOST = 6


def add(
    session: Session, actor: Person, *, application_id: int, figure: MarketFigure | None = None, now: datetime
) -> int:
    """One more, with a figure of the marketplace if it is to count itself; its id. Its answers come one by one."""
    writable(session, actor, application_id)
    there = select(func.count()).where(Indicator.application_id == application_id, Indicator.removed_at.is_(None))
    if (session.scalar(there) or 0) >= MOST:
        raise TooManyIndicators(Subject(Noun.ROUND_APPLICATION, application_id), most=MOST)
    made = Indicator(application_id=application_id, figure=figure, made_at=now)
    session.add(made)
    session.flush()
    return made.id


def remove(session: Session, actor: Person, *, application_id: int, indicator_id: int, now: datetime) -> None:
    """Take one away: nobody is reminded of it any more. Its versions stay in the history. Twice is once."""
    writable(session, actor, application_id)
    found = session.get(Indicator, indicator_id)
    if found is None or found.application_id != application_id:
        raise NotThere(Subject(Noun.ROUND_APPLICATION, application_id))
    if found.removed_at is None:
        found.removed_at = now
        session.execute(delete(Measure).where(Measure.indicator_id == indicator_id, Measure.value.is_(None)))
    session.flush()
