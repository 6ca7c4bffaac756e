"""Wrong codes: how many a person may try, and what happens when too many come in from everywhere."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from sqlalchemy import func, or_, select, update
from sqlalchemy.orm import Session

from domain.notices import TooManyWrongCodes, tell
from domain.refusals import TooManyTries
from models.group import CodeAlarm, CodeAttempt
from models.person import Person

TRIES = 5
TRIES_WITHIN = timedelta(minutes=30)
ALARM_OVER = 100
"""Wrong codes of everybody, in `ALARM_WITHIN`: more than this is no chance."""
ALARM_WITHIN = timedelta(hours=1)


def require_one_left(session: Session, person_id: int, *, now: datetime) -> None:
    """TooManyTries for who has used theirs up: 5 in 30 minutes; while the alarm lasts, 1 in an hour. Who has tried
    nothing wrong is not affected."""
    limits = [(TRIES, TRIES_WITHIN)]
    if session.scalar(select(CodeAlarm.id).where(CodeAlarm.until > now)) is not None:
        limits.insert(0, (1, ALARM_WITHIN))
    for most, within in limits:
        tries = session.scalars(
            select(CodeAttempt.at)
            .where(CodeAttempt.person_id == person_id, CodeAttempt.at > now - within)
            .order_by(CodeAttempt.at.desc())
            .limit(most)
        ).all()
        if len(tries) >= most:
            raise TooManyTries(until=tries[-1] + within)


def count(session: Session, person_id: int, *, operators: Iterable[int], now: datetime) -> None:
    """One wrong code more. When it is one too many in all, the `operators` (Telegram user ids) hear it once; the
    alarm ends when for an hour there were not more than enough."""
    session.add(CodeAttempt(person_id=person_id, at=now))
    session.flush()
    lately = select(CodeAttempt.id).where(CodeAttempt.at > now - ALARM_WITHIN).limit(ALARM_OVER + 1)
    if (session.scalar(select(func.count()).select_from(lately.subquery())) or 0) <= ALARM_OVER:
        return
    until = now + ALARM_WITHIN
    begun = session.scalar(
        update(CodeAlarm)
        .where(or_(CodeAlarm.until.is_(None), CodeAlarm.until <= now))
        .values(round=CodeAlarm.round + 1, until=until)
        .returning(CodeAlarm.round)
        .execution_options(synchronize_session=False)
    )
    if begun is None:
        session.execute(update(CodeAlarm).values(until=until).execution_options(synchronize_session=False))
        return
    for operator_id in session.scalars(select(Person.id).where(Person.telegram_id.in_(list(operators)))):
        tell(session, operator_id, TooManyWrongCodes(begun), now=now)
