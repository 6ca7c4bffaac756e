"""When the bot may write by itself: the one gate for every message that the clock starts, and each person's wishes.

What a person just did to another's matter passes at once, without a sound in quiet hours. All else waits for an hour
that is not quiet; reminders and news come as often as the person wants, few in a day; news never on a day off.
"""

from dataclasses import field
from datetime import date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo, available_timezones

from sqlalchemy import ColumnElement, exists
from sqlalchemy.orm import InstrumentedAttribute, Session

from domain import audit
from domain.dataclasses import dataclass
from domain.feasts import public_holidays
from domain.notices import Notice
from domain.quiet import QuietHours, Rules
from domain.refusals import InThePast, NotThere, Noun
from models.base import table_of
from models.inserts import insert_of
from models.peace import Hearing, NewsDays, Wishes
from models.person import Person

SATURDAY, SUNDAY = 5, 6
FARTHEST_AWAY = 366  # days
ADVANCE = 400  # steps in looking for an hour that is free: more than a year of days


@dataclass(frozen=True, slots=True)
class WishesView:
    """What somebody wants to hear."""

    news: Hearing = Hearing.AT_ONCE
    reminders: Hearing = Hearing.AT_ONCE
    days: NewsDays = NewsDays.BUT_SUNDAYS
    quiet: QuietHours | None = None  # none: the instance's own
    away_until: datetime | None = None
    told: tuple[date, int] = field(default=(date.min, 0))

    def told_on(self, day: date) -> int:
        """How many times the bot has written by itself on that day."""
        return self.told[1] if self.told[0] == day else 0


@dataclass(frozen=True, slots=True)
class Turn:
    """Now, later, or never (`at` is none)."""

    at: datetime | None
    silently: bool = False


def turn(
    kind: type[Notice],
    wishes: WishesView,
    rules: Rules,
    zone: ZoneInfo,
    now: datetime,
    *,
    waited: bool = False,
    happens_at: datetime | None = None,
) -> Turn:
    """When a notice of that kind may go to somebody with these wishes. `waited`: for its morning, already."""
    hours = wishes.quiet or rules.hours
    silently = hours.over_at(now, zone) is not None
    if not kind.by_clock:
        return Turn(now, silently)
    hearing = wishes.news if kind.news else wishes.reminders
    asked = kind.news or kind.reminder
    if asked and hearing is Hearing.NEVER:
        return Turn(None)
    at = _free(kind, wishes, rules, zone, now, hours)
    if asked and hearing is Hearing.DAILY and not waited and at == now:
        at = _free(kind, wishes, rules, zone, _morning(now, zone, hours), hours)
    if happens_at is not None and now < happens_at <= at and _away(wishes, now) is None:
        return Turn(now, silently)  # later it would come too late
    return Turn(at)


def _free(
    kind: type[Notice], wishes: WishesView, rules: Rules, zone: ZoneInfo, now: datetime, hours: QuietHours
) -> datetime:
    """The first moment from `now` on that nothing forbids."""
    at = now
    for _step in range(ADVANCE):
        later = _away(wishes, at) or hours.over_at(at, zone)
        if later is None and _kept_back(kind, wishes, rules, at.astimezone(zone).date()):
            later = _morning(at, zone, hours)
        if later is None:
            return at
        at = later
    return at


def _away(wishes: WishesView, at: datetime) -> datetime | None:
    return wishes.away_until if wishes.away_until is not None and wishes.away_until > at else None


def _kept_back(kind: type[Notice], wishes: WishesView, rules: Rules, day: date) -> bool:
    if not (kind.news or kind.reminder):
        return False
    if any(weeks.has(day) for weeks in rules.weeks):
        return True
    if rules.most and wishes.told_on(day) >= rules.most:
        return True
    return kind.news and is_off(day, wishes.days, rules.holidays)


def _morning(at: datetime, zone: ZoneInfo, hours: QuietHours) -> datetime:
    """The next morning after that moment."""
    day = at.astimezone(zone).date() + timedelta(days=1)
    return datetime.combine(day, time(hours.morning), zone).astimezone(at.tzinfo)


def is_off(day: date, days: NewsDays, country: str) -> bool:
    """Whether no news come on that day: Sundays, public holidays, and Saturdays where somebody wants it so."""
    if day.weekday() == SUNDAY or (day.weekday() == SATURDAY and days is NewsDays.WORKDAYS):
        return True
    return bool(country) and day in public_holidays(country, day.year)


# A person's wishes

_WISHES = table_of(Wishes)
PLAIN = {"news": Hearing.AT_ONCE, "reminders": Hearing.AT_ONCE, "days": NewsDays.BUT_SUNDAYS, "told": 0}


def view(row: Wishes | None) -> WishesView:
    """As the gate knows them; those that hold where nothing was ever said."""
    if row is None:
        return WishesView()
    return WishesView(
        news=row.news,
        reminders=row.reminders,
        days=row.days,
        quiet=QuietHours.parse(row.quiet) if row.quiet else None,
        away_until=row.away_until,
        told=(row.told_on or date.min, row.told),
    )


def of(session: Session, person_id: int) -> WishesView:
    """What somebody wants to hear."""
    return view(session.get(Wishes, person_id))


def hear(session: Session, actor: Person, *, now: datetime, **changes: Hearing | NewsDays | str | None) -> WishesView:
    """Other wishes from now on: `news`, `reminders`, `days`, `quiet` ("21-9", or none for the instance's own)."""
    assert changes.keys() <= {"news", "reminders", "days", "quiet"}, changes
    if changes.get("quiet") is not None and changes["quiet"] not in QUIET:
        raise NotThere
    _keep(session, actor.id, **changes)
    audit.record(session, actor, "hear", Noun.PERSON, actor.id, now=now)
    return of(session, actor.id)


QUIET = ("21-9", "20-10", "18-9", "22-7")
"""The quiet hours that one may choose."""


def go_away(session: Session, actor: Person, *, until: date, zone: ZoneInfo, now: datetime) -> WishesView:
    """Away until that day, and back in its morning. The clock waits: what it counts begins anew then."""
    today = now.astimezone(zone).date()
    if not today < until <= today + timedelta(days=FARTHEST_AWAY):
        raise InThePast(field="away")
    _keep(session, actor.id, away_until=datetime.combine(until, time(0), zone))
    audit.record(session, actor, "go_away", Noun.PERSON, actor.id, now=now)
    return of(session, actor.id)


def come_back(session: Session, actor: Person, *, now: datetime) -> WishesView:
    """Here again, earlier than was said."""
    if _away(of(session, actor.id), now) is not None:
        _keep(session, actor.id, away_until=now)
        audit.record(session, actor, "come_back", Noun.PERSON, actor.id, now=now)
    return of(session, actor.id)


def away_until(session: Session, person_id: int, *, zone: ZoneInfo, now: datetime) -> date | None:
    """The day on which somebody is back; none where they are here."""
    return back_on(of(session, person_id).away_until, zone=zone, now=now)


def back_on(away_until: datetime | None, *, zone: ZoneInfo, now: datetime) -> date | None:
    """The same of one who is, or was, away until then."""
    return away_until.astimezone(zone).date() if away_until is not None and away_until > now else None


def counted(session: Session, person_id: int, *, day: date) -> None:
    """The bot writes to somebody by itself, on that day of theirs."""
    _keep(session, person_id, told_on=day, told=of(session, person_id).told_on(day) + 1)


def _keep(session: Session, person_id: int, **changes: Any) -> None:
    insert = insert_of(session)
    kept = insert(_WISHES).values({**PLAIN, **changes, "person_id": person_id})
    session.flush()
    session.connection().execute(kept.on_conflict_do_update(index_elements=["person_id"], set_=changes))
    row = session.get(Wishes, person_id)
    if row is not None:
        session.refresh(row)


def live_in(session: Session, actor: Person, *, zone: str, now: datetime) -> None:
    """Whose clock it is by which it is quiet: the person's own time zone."""
    if zone not in available_timezones():
        raise NotThere
    actor.time_zone = zone
    session.flush()
    audit.record(session, actor, "live_in", Noun.PERSON, actor.id, now=now, zone=zone)


# The clock, and who is away


def here_since(person_id: InstrumentedAttribute[int], since: datetime) -> ColumnElement[bool]:
    """The condition that somebody is here, and has been since then: the clock does not count while they are away."""
    return ~exists().where(Wishes.person_id == person_id, Wishes.away_until > since)


def counted_from(since: datetime, away_until: datetime | None) -> datetime:
    """The same for one person: from when a time that began then is counted."""
    return since if away_until is None else max(since, away_until)
