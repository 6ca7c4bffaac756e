"""What the clock does to offered places: it reminds, and takes them on."""

from datetime import datetime, timedelta

from sqlalchemy import and_, or_, select
from sqlalchemy.orm import Session

from domain.notices import tell
from domain.programme.concerned import people_of
from domain.programme.selecting import places
from domain.programme.selecting.notices import AnswerAwaited
from domain.timers import Timers
from models.base import constant
from models.programme.application import PlaceState, RoundApplication

FRESH = timedelta(hours=12)
"""Who was offered a place so short a time before needs no reminder yet."""


def lapse(session: Session, now: datetime, timers: Timers, limit: int) -> int:
    """Offered places that nobody confirmed in time: the next reserve is asked."""
    due = session.scalars(
        select(RoundApplication.id)
        .where(RoundApplication.state == constant(PlaceState.ACCEPTED), RoundApplication.confirm_by <= now)
        .order_by(RoundApplication.confirm_by, RoundApplication.id)
        .limit(limit)
    ).all()
    return sum(places.lapse(session, application_id, timers=timers, now=now) for application_id in due)


def remind(session: Session, now: datetime, timers: Timers, limit: int) -> int:
    """3 days and 1 day before the time is over; a reserve, who has three days in all, once."""
    first, second = timers.confirm_warn
    due = session.scalars(
        select(RoundApplication)
        .where(
            RoundApplication.state == constant(PlaceState.ACCEPTED),
            RoundApplication.confirm_by > now,
            or_(
                and_(
                    RoundApplication.reminded == 0,
                    RoundApplication.confirm_by <= now + first,
                    RoundApplication.moved_up.is_(False),
                ),
                and_(
                    RoundApplication.reminded < 2,
                    RoundApplication.confirm_by <= now + second,
                    or_(RoundApplication.moved_up.is_(False), RoundApplication.heard_at.is_not(None)),
                ),
            ),
        )
        .order_by(RoundApplication.confirm_by, RoundApplication.id)
        .limit(limit)
        .with_for_update(skip_locked=True)
        .execution_options(populate_existing=True)
    ).all()
    for application in due:
        assert application.confirm_by is not None
        assert application.offered_at is not None
        number = 2 if application.confirm_by <= now + second else 1
        application.reminded = number
        if now - application.offered_at < FRESH:
            continue
        told = AnswerAwaited(application.id, application.offered_at.isoformat(), number)
        for person_id in people_of(session, application):
            tell(session, person_id, told, now=now, happens_at=application.confirm_by)
    session.flush()
    return len(due)


RULES = (lapse, remind)
