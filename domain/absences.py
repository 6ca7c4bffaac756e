"""Being away: the clock waits, and those who wait for somebody hear of it."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

from sqlalchemy import select, union
from sqlalchemy.orm import Session

from domain import notices, peace
from domain.notices import OtherIsAway
from domain.peace import WishesView
from domain.reading import UNDECIDED
from domain.visibility import are_kept_apart
from models.application import Application
from models.assignment import LIVE, Assignment
from models.person import Person
from models.task import Task


def begin(session: Session, actor: Person, *, until: date, zone: ZoneInfo, now: datetime) -> WishesView:
    """Away until that day. The other sides of what is agreed hear it, and those who wait to be chosen."""
    wishes = peace.go_away(session, actor, until=until, zone=zone, now=now)
    assert wishes.away_until is not None
    agreed = select(Assignment.id).where(Assignment.task_id == Task.id, Assignment.state.in_(LIVE))
    waiting = session.scalars(
        union(
            select(Task.requester_id).where(agreed.where(Assignment.doer_id == actor.id).exists()),
            select(Assignment.doer_id)
            .join(Task, Task.id == Assignment.task_id)
            .where(Task.requester_id == actor.id, Assignment.state.in_(LIVE)),
            select(Application.doer_id)
            .join(Task, Task.id == Application.task_id)
            .where(Task.requester_id == actor.id, Application.state.in_(UNDECIDED)),
        )
    ).all()
    told = OtherIsAway(actor.id, wishes.away_until.isoformat())
    notices.tell_all(session, sorted(set(waiting) - {actor.id}), told, now=now)
    return wishes


def other_is_away(session: Session, reader: Person, notice: OtherIsAway) -> tuple[str, datetime] | None:
    """Who is away until when, while it is as it was said."""
    until = peace.of(session, notice.person_id).away_until
    if until is None or until.isoformat() != notice.until or are_kept_apart(session, reader.id, notice.person_id):
        return None
    return session.get_one(Person, notice.person_id).name, until
