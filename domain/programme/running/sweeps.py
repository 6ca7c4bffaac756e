"""What the clock does while a round runs."""

from collections.abc import Callable
from datetime import datetime

from sqlalchemy import and_, func, or_, select
from sqlalchemy.orm import Session, aliased

from domain.notices import tell
from domain.programme.running import attendance, days, quiet, rooms, work
from domain.programme.running.notices import DayComes, NothingHappened, SparringComes, WorkDue
from domain.timers import Timers
from models.programme.application import participants_of
from models.programme.round import ContactDay, Round, RoundRole, RoundState
from models.programme.sparring import SparringSlot


def _remind_of_days(session: Session, now: datetime, timers: Timers, limit: int) -> int:
    """Each reminder in its time. After a long pause of the service the ones missed are not made up for."""
    due = [
        and_(ContactDay.reminded < number, ContactDay.starts_at <= now + before)
        for number, before in enumerate(timers.contact_day, start=1)
    ]
    rows = session.scalars(
        select(ContactDay)
        .join(Round, Round.id == ContactDay.round_id)
        .where(Round.state == RoundState.DECIDED, ContactDay.starts_at > now, or_(*due))
        .order_by(ContactDay.starts_at, ContactDay.id)
        .limit(limit)
        .with_for_update(of=[ContactDay], skip_locked=True)
        .execution_options(populate_existing=True)
    ).all()
    for day in rows:
        day.reminded = days.reminders_over(day.starts_at, timers, now)
        people = {*days.cohort(session, day.round_id), *days.staff(session, day.round_id, [RoundRole.CONSULTANT])}
        notice = DayComes(day.id, day.starts_at.isoformat(), day.reminded)
        for person_id in sorted(people - attendance.absent_from(session, day.id)):
            tell(session, person_id, notice, now=now, happens_at=day.starts_at)
    session.flush()
    return len(rows)


def _remind_of_work(session: Session, now: datetime, timers: Timers, limit: int) -> int:
    """Who has handed in nothing, some days before it is due; once."""
    rows = session.scalars(
        select(ContactDay)
        .join(Round, Round.id == ContactDay.round_id)
        .where(
            Round.state == RoundState.DECIDED,
            ContactDay.assignment != "",
            ContactDay.due_reminded_at.is_(None),
            ContactDay.assignment_due_at > now,
            ContactDay.assignment_due_at <= now + timers.pre_assignment,
        )
        .order_by(ContactDay.assignment_due_at, ContactDay.id)
        .limit(limit)
        .with_for_update(of=[ContactDay], skip_locked=True)
        .execution_options(populate_existing=True)
    ).all()
    for day in rows:
        day.due_reminded_at = now
        assert day.assignment_due_at is not None
        due = day.assignment_due_at
        for application_id, people in work.without(session, day).items():
            for person_id in people:
                tell(session, person_id, WorkDue(day.id, application_id, due.isoformat()), now=now, happens_at=due)
    session.flush()
    return len(rows)


def _remind_of_sparring(session: Session, now: datetime, timers: Timers, limit: int) -> int:
    rows = session.scalars(
        select(SparringSlot)
        .where(
            SparringSlot.booked_at.is_not(None),
            SparringSlot.reminded_at.is_(None),
            SparringSlot.starts_at > now,
            SparringSlot.starts_at <= now + timers.remind_sparring,
        )
        .order_by(SparringSlot.starts_at, SparringSlot.id)
        .limit(limit)
        .with_for_update(skip_locked=True)
        .execution_options(populate_existing=True)
    ).all()
    for slot in rows:
        slot.reminded_at = now
        assert slot.application_id is not None
        people = {one for one in session.scalars(participants_of(slot.application_id)) if one is not None}
        for person_id in sorted(people | {slot.consultant_id}):
            notice = SparringComes(slot.id, slot.booked_times)
            tell(session, person_id, notice, now=now, happens_at=slot.starts_at)
    session.flush()
    return len(rows)


def _look_back(session: Session, now: datetime, timers: Timers, limit: int) -> int:
    """Some days before a contact day, who has not been heard of since the one before; not before half of the time
    between the two is gone."""
    earlier = aliased(ContactDay)
    rows = session.execute(
        select(ContactDay, func.max(earlier.ends_at))
        .join(Round, Round.id == ContactDay.round_id)
        .join(earlier, and_(earlier.round_id == Round.id, earlier.starts_at < ContactDay.starts_at))
        .where(
            Round.state == RoundState.DECIDED,
            ContactDay.looked_back_at.is_(None),
            ContactDay.starts_at > now,
            ContactDay.starts_at <= now + timers.nothing_happened,
        )
        .group_by(ContactDay.id)
        .order_by(ContactDay.starts_at, ContactDay.id)
    ).all()
    due = [(day, ended) for day, ended in rows if now >= ended + (day.starts_at - ended) / 2][:limit]
    for day, ended in due:
        day.looked_back_at = now
        for application_id, people in quiet.since(session, day.round_id, ended).items():
            for person_id in people:
                tell(session, person_id, NothingHappened(application_id, day.id), now=now)
    session.flush()
    return len(due)


def _forget_rooms(session: Session, now: datetime, timers: Timers, limit: int) -> int:
    return rooms.forget(session, ended_before=now - timers.messages_kept, now=now, limit=limit)


RULES: tuple[Callable[[Session, datetime, Timers, int], int], ...] = (
    _remind_of_days,
    _remind_of_work,
    _remind_of_sparring,
    _look_back,
    _forget_rooms,
)
