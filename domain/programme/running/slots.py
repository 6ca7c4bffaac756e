"""Times for sparring, as those who may see them see them."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import Session

from domain.dataclasses import dataclass
from domain.lifecycle import Permitted
from domain.programme.lifecycle import (
    OPEN_SLOTS,
    PLACE,
    ROUND,
    SEE_SPARRING,
)
from domain.programme.places import place_for
from domain.programme.running import days, quiet
from domain.refusals import NotThere
from domain.timers import Timers
from models.organisation import Organisation
from models.person import Person
from models.programme.application import RoundApplication
from models.programme.round import ContactDay, Round
from models.programme.sparring import SparringSlot

LISTED = 100
LONGEST = 240  # minutes


@dataclass(frozen=True)
class SlotView:
    """A time with a consultant, and what the reader may do about it."""

    id: int
    round_id: int
    round_name: str
    consultant: str
    starts_at: datetime
    ends_at: datetime
    minutes: int
    place: str
    application_id: int | None
    organisation: str | None
    closed: bool
    begun: bool
    notes: str
    next_step: str
    times: int
    own: bool  # the reader is its consultant
    movable: bool  # by the organisation, still
    may: Permitted


@dataclass(frozen=True)
class SparringView:
    """An organisation's sparring: what is booked, what was agreed, what is left."""

    application_id: int
    organisation: str
    round_id: int
    round_name: str
    quota: int
    used: int
    booked: tuple[SlotView, ...]
    held: tuple[SlotView, ...]  # the newest first
    free: tuple[SlotView, ...]
    may: Permitted

    @property
    def left(self) -> int:
        """Minutes that can still be booked."""
        return max(self.quota - self.used, 0)


# Reading


def slot_for(session: Session, actor: Person, slot_id: int, *, timers: Timers, now: datetime) -> SlotView:
    """One time: to those who run the round or may book it, and to the organisation that has it."""
    slot = session.get(SparringSlot, slot_id)
    if slot is None:
        raise NotThere
    round_ = session.get_one(Round, slot.round_id)
    if not ROUND.may(session, actor, OPEN_SLOTS, round_):
        application = place_of(session, slot, actor)
        if application is None or not PLACE.may(session, actor, SEE_SPARRING, application):
            raise NotThere
    return _views(session, actor, SparringSlot.id == slot_id, timers=timers, now=now)[0]


def place_of(session: Session, slot: SparringSlot, actor: Person) -> RoundApplication | None:
    """The organisation's place through which `actor` may know a slot."""
    own = slot.application_id or days.place_of(session, actor, slot.round_id)
    return session.get(RoundApplication, own) if own is not None else None


def of_round(session: Session, actor: Person, round_id: int, *, timers: Timers, now: datetime) -> list[SlotView]:
    """All times of a round that are to come, and those held in the last month: for its consultants."""
    round_ = session.get(Round, round_id)
    if round_ is None:
        raise NotThere
    ROUND.require(session, actor, OPEN_SLOTS, round_)
    since = SparringSlot.starts_at > now - timedelta(days=31)
    return _views(session, actor, SparringSlot.round_id == round_id, since, timers=timers, now=now)


def of_place(session: Session, actor: Person, application_id: int, *, timers: Timers, now: datetime) -> SparringView:
    """An organisation's sparring, to itself and to the consultants."""
    application = place_for(session, actor, application_id)
    PLACE.require(session, actor, SEE_SPARRING, application)
    round_ = session.get_one(Round, application.round_id)
    own = _views(session, actor, SparringSlot.application_id == application.id, timers=timers, now=now)
    free = _views(
        session,
        actor,
        SparringSlot.round_id == round_.id,
        SparringSlot.application_id.is_(None),
        SparringSlot.starts_at > now,
        timers=timers,
        now=now,
    )
    return SparringView(
        application_id=application.id,
        organisation=session.get_one(Organisation, application.organisation_id).name,
        round_id=round_.id,
        round_name=days.round_name(session, round_.id, actor.language),
        quota=round_.sparring_minutes,
        used=used(session, application.id),
        booked=tuple(one for one in own if not one.begun),
        held=tuple(reversed([one for one in own if one.begun])),
        free=tuple(free),
        may=PLACE.permitted(session, actor, application),
    )


def _views(
    session: Session, actor: Person, *conditions: ColumnElement[bool], timers: Timers, now: datetime
) -> list[SlotView]:
    rows = session.execute(
        select(SparringSlot, Person.name, RoundApplication, Organisation.name)
        .join(Person, Person.id == SparringSlot.consultant_id)
        .outerjoin(RoundApplication, RoundApplication.id == SparringSlot.application_id)
        .outerjoin(Organisation, Organisation.id == RoundApplication.organisation_id)
        .where(*conditions)
        .where(*([SparringSlot.closed_at.is_(None)] if len(conditions) > 1 else []))
        .order_by(SparringSlot.starts_at, SparringSlot.id)
        .limit(LISTED)
    ).all()
    names: dict[int, str] = {}
    found = []
    for slot, consultant, application, organisation in rows:
        if slot.round_id not in names:
            names[slot.round_id] = days.round_name(session, slot.round_id, actor.language)
        found.append(
            SlotView(
                id=slot.id,
                round_id=slot.round_id,
                round_name=names[slot.round_id],
                consultant=consultant,
                starts_at=slot.starts_at,
                ends_at=slot.starts_at + timedelta(minutes=slot.minutes),
                minutes=slot.minutes,
                place=slot.place,
                application_id=slot.application_id,
                organisation=organisation,
                closed=slot.closed_at is not None,
                begun=slot.starts_at <= now,
                notes=slot.notes,
                next_step=slot.next_step,
                times=slot.booked_times,
                own=slot.consultant_id == actor.id,
                movable=slot.application_id is not None and now <= slot.starts_at - timers.cancel_sparring,
                may=PLACE.permitted(session, actor, application) if application is not None else Permitted(),
            )
        )
    return found


def used(session: Session, application_id: int) -> int:
    used = select(func.coalesce(func.sum(SparringSlot.minutes), 0)).where(
        SparringSlot.application_id == application_id, SparringSlot.closed_at.is_(None)
    )
    return int(session.scalar(used) or 0)


def overlapping(
    session: Session, whose: ColumnElement[bool], starts: datetime, ends: datetime, besides: Sequence[int] = ()
) -> SparringSlot | None:
    """A time of theirs that is there already between these two."""
    near = session.scalars(
        select(SparringSlot)
        .where(
            whose,
            SparringSlot.closed_at.is_(None),
            SparringSlot.id.not_in(besides),
            SparringSlot.starts_at < ends,
            SparringSlot.starts_at > starts - timedelta(minutes=LONGEST),
        )
        .order_by(SparringSlot.starts_at)
    )
    return next((one for one in near if one.starts_at + timedelta(minutes=one.minutes) > starts), None)


# What notices ask


def organisation_of(session: Session, application_id: int) -> str:
    """Whose place that is."""
    return (
        session.scalar(
            select(Organisation.name)
            .join(RoundApplication, RoundApplication.organisation_id == Organisation.id)
            .where(RoundApplication.id == application_id)
        )
        or ""
    )


def seen_before(
    session: Session, reader: Person, slot_id: int, application_id: int, *, timers: Timers, now: datetime
) -> SlotView:
    """A time that was an organisation's, to that organisation and to the consultants. NotThere."""
    place, slot = session.get(RoundApplication, application_id), session.get(SparringSlot, slot_id)
    if place is None or slot is None or slot.round_id != place.round_id:
        raise NotThere
    if not PLACE.may(session, reader, SEE_SPARRING, place):
        raise NotThere
    return _views(session, reader, SparringSlot.id == slot_id, timers=timers, now=now)[0]


def still_quiet(session: Session, application_id: int, day_id: int) -> bool:
    """Whether nothing has been heard of an organisation since the contact day before that one."""
    day = session.get(ContactDay, day_id)
    if day is None:
        return False
    ended = session.scalar(
        select(func.max(ContactDay.ends_at)).where(
            ContactDay.round_id == day.round_id, ContactDay.starts_at < day.starts_at
        )
    )
    return ended is not None and application_id in quiet.since(session, day.round_id, ended)
