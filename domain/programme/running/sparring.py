"""Sparring: times that a consultant opens, that organisations book, and what was agreed."""

from datetime import datetime, timedelta

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from domain import audit, words
from domain.programme.lifecycle import (
    BOOK_SPARRING,
    OPEN_SLOTS,
    PLACE,
    ROUND,
    WRITE_SPARRING_NOTES,
)
from domain.programme.places import place_for
from domain.programme.running import days, slots
from domain.programme.running.notices import (
    SlotsOpened,
    SparringBooked,
    SparringCancelled,
    SparringFreed,
    SparringNoted,
)
from domain.programme.running.refusals import (
    NotHeldYet,
    QuotaUsed,
    SlotBegun,
    SlotOverlaps,
    SlotTaken,
    TooLateToCancel,
)
from domain.refusals import InThePast, NotThere, Noun, OutOfBounds, Subject
from domain.timers import Timers
from models.person import Person
from models.programme.application import RoundApplication, participants_of
from models.programme.round import Round
from models.programme.sparring import SparringSlot

SHORTEST = 15  # minutes
MOST_AT_ONCE = 12
PLACE_MAX = 200
NOTES_MAX = 1500
NEXT_STEP_MAX = 300


# Opening and taking back


def open_slots(
    session: Session,
    actor: Person,
    *,
    round_id: int,
    starts_at: datetime,
    minutes: int,
    count: int,
    place: str,
    now: datetime,
) -> list[int]:
    """So many times, one after the other. Those who may book them hear of it."""
    round_ = session.get(Round, round_id, with_for_update=True)
    if round_ is None:
        raise NotThere
    ROUND.require(session, actor, OPEN_SLOTS, round_)
    if not SHORTEST <= minutes <= slots.LONGEST:
        raise OutOfBounds(field="minutes", minimum=SHORTEST, maximum=slots.LONGEST)
    if not 1 <= count <= MOST_AT_ONCE:
        raise OutOfBounds(field="count", minimum=1, maximum=MOST_AT_ONCE)
    if starts_at <= now:
        raise InThePast(field="starts")
    where = words.line(place, field="place", limit=PLACE_MAX) if place else ""
    ends = starts_at + timedelta(minutes=minutes * count)
    taken = slots.overlapping(session, SparringSlot.consultant_id == actor.id, starts_at, ends)
    if taken is not None:
        raise SlotOverlaps(starts_at=taken.starts_at)
    rows = [
        SparringSlot(
            round_id=round_id,
            consultant_id=actor.id,
            starts_at=starts_at + timedelta(minutes=minutes * number),
            minutes=minutes,
            place=where,
            opened_at=now,
        )
        for number in range(count)
    ]
    session.add_all(rows)
    session.flush()
    ids = [row.id for row in rows]
    audit.record(session, actor, OPEN_SLOTS, Noun.ROUND, round_id, now=now, slot_id=ids[0], count=count)
    for person_id in days.cohort(session, round_id):
        ROUND.tell(session, OPEN_SLOTS, person_id, SlotsOpened(ids[0], count), now=now)
    return ids


def take_back(session: Session, actor: Person, *, slot_id: int, now: datetime) -> SparringSlot:
    """The consultant cannot at that time. Whoever had booked it hears it, and has the minutes again."""
    slot = _locked(session, slot_id)
    ROUND.require(session, actor, OPEN_SLOTS, session.get_one(Round, slot.round_id))
    if slot.closed_at is not None:
        return slot
    if slot.starts_at <= now:
        raise SlotBegun(Subject(Noun.SPARRING, slot.id))
    application_id = slot.application_id
    slot.closed_at, slot.application_id, slot.booked_by_id, slot.booked_at = now, None, None, None
    session.flush()
    audit.record(session, actor, "take_back_slot", Noun.ROUND, slot.round_id, now=now, slot_id=slot.id)
    if application_id is not None:
        notice = SparringCancelled(slot.id, application_id, slot.booked_times)
        for person_id in _people(session, application_id):
            ROUND.tell(session, OPEN_SLOTS, person_id, notice, now=now)
    return slot


def _locked(session: Session, slot_id: int) -> SparringSlot:
    slot = session.scalar(
        select(SparringSlot)
        .where(SparringSlot.id == slot_id)
        .with_for_update()
        .execution_options(populate_existing=True)
    )
    if slot is None:
        raise NotThere
    return slot


def _people(session: Session, application_id: int) -> list[int]:
    return sorted({one for one in session.scalars(participants_of(application_id)) if one is not None})


# Booking, moving, cancelling


def book(
    session: Session,
    actor: Person,
    *,
    application_id: int,
    slot_id: int,
    timers: Timers,
    now: datetime,
    instead_of: int | None = None,
) -> slots.SlotView:
    """The time is the organisation's, `instead_of` another one of theirs. Of two at once, one gets it."""
    application = place_for(session, actor, application_id)
    session.refresh(application, with_for_update=True)  # colleagues of one organisation, one after the other
    PLACE.require(session, actor, BOOK_SPARRING, application)
    slot = session.get(SparringSlot, slot_id)
    if slot is None or slot.round_id != application.round_id:
        raise NotThere
    session.refresh(slot)
    if slot.application_id == application.id and slot.closed_at is None:
        return slots.slot_for(session, actor, slot.id, timers=timers, now=now)  # tapped twice
    if slot.starts_at <= now:
        raise SlotBegun(Subject(Noun.ROUND_APPLICATION, application.id))
    earlier = _to_move(session, application, instead_of, timers, now) if instead_of is not None else None
    besides = [earlier.id] if earlier is not None else []
    round_ = session.get_one(Round, application.round_id)
    left = (
        round_.sparring_minutes - slots.used(session, application.id) + (earlier.minutes if earlier is not None else 0)
    )
    if slot.minutes > left:
        raise QuotaUsed(Subject(Noun.ROUND_APPLICATION, application.id), left=max(left, 0))
    ends = slot.starts_at + timedelta(minutes=slot.minutes)
    own = slots.overlapping(session, SparringSlot.application_id == application.id, slot.starts_at, ends, besides)
    if own is not None:
        raise SlotOverlaps(Subject(Noun.ROUND_APPLICATION, application.id), starts_at=own.starts_at)
    _take(session, actor, slot, application, timers, now)
    if earlier is not None:
        _free(session, actor, earlier, application.id, now=now, moved_to=slot.id)
    audit.record(
        session, actor, BOOK_SPARRING, Noun.ROUND_APPLICATION, application.id, now=now, slot_id=slot.id, was=instead_of
    )
    if earlier is None or earlier.consultant_id != slot.consultant_id:
        PLACE.tell(session, BOOK_SPARRING, slot.consultant_id, SparringBooked(slot.id, slot.booked_times), now=now)
    for person_id in _people(session, application.id):
        if person_id != actor.id and earlier is None:
            PLACE.tell(session, BOOK_SPARRING, person_id, SparringBooked(slot.id, slot.booked_times), now=now)
    return slots.slot_for(session, actor, slot.id, timers=timers, now=now)


def _take(
    session: Session, actor: Person, slot: SparringSlot, application: RoundApplication, timers: Timers, now: datetime
) -> None:
    session.flush()
    near = slot.starts_at - timers.remind_sparring <= now  # they know: they have just booked it
    taken = session.scalars(
        update(SparringSlot)
        .where(SparringSlot.id == slot.id, SparringSlot.application_id.is_(None), SparringSlot.closed_at.is_(None))
        .values(
            application_id=application.id,
            booked_by_id=actor.id,
            booked_at=now,
            booked_times=SparringSlot.booked_times + 1,
            reminded_at=now if near else None,
        )
        .returning(SparringSlot.id)
        .execution_options(synchronize_session=False)
    ).all()
    session.refresh(slot)
    if not taken:
        raise SlotTaken(Subject(Noun.ROUND_APPLICATION, application.id))


def _to_move(
    session: Session, application: RoundApplication, slot_id: int, timers: Timers, now: datetime
) -> SparringSlot:
    slot = _locked(session, slot_id)
    if slot.application_id != application.id:
        raise NotThere
    until = slot.starts_at - timers.cancel_sparring
    if now > until:
        raise TooLateToCancel(Subject(Noun.SPARRING, slot.id), until=until)
    return slot


def cancel(session: Session, actor: Person, *, slot_id: int, timers: Timers, now: datetime) -> RoundApplication:
    """The organisation does not need the time after all. It is free for others."""
    slot = _locked(session, slot_id)
    application = session.get(RoundApplication, slot.application_id) if slot.application_id is not None else None
    if application is None:
        own = slots.place_of(session, slot, actor)
        if own is None:
            raise NotThere
        return own  # it is theirs no more: tapped twice, say
    PLACE.require(session, actor, BOOK_SPARRING, application)
    _to_move(session, application, slot.id, timers, now)
    _free(session, actor, slot, application.id, now=now, moved_to=None)
    audit.record(session, actor, "cancel_sparring", Noun.ROUND_APPLICATION, application.id, now=now, slot_id=slot.id)
    return application


def _free(
    session: Session,
    actor: Person,
    slot: SparringSlot,
    application_id: int,
    *,
    now: datetime,
    moved_to: int | None,
) -> None:
    slot.application_id = slot.booked_by_id = None
    slot.booked_at = slot.reminded_at = None
    session.flush()
    notice = SparringFreed(slot.id, application_id, slot.booked_times, moved_to)
    for person_id in sorted({slot.consultant_id, *_people(session, application_id)} - {actor.id}):
        PLACE.tell(session, BOOK_SPARRING, person_id, notice, now=now)


# Notes


def note(
    session: Session, actor: Person, *, slot_id: int, notes: str, next_step: str, timers: Timers, now: datetime
) -> slots.SlotView:
    """What was talked about, and the agreed next step. The organisation hears it."""
    slot = _locked(session, slot_id)
    application = session.get(RoundApplication, slot.application_id) if slot.application_id is not None else None
    if application is None:
        raise NotThere
    PLACE.require(session, actor, WRITE_SPARRING_NOTES, application)
    if slot.starts_at > now:
        raise NotHeldYet(Subject(Noun.SPARRING, slot.id), starts_at=slot.starts_at)
    slot.notes = words.prose(notes, field="notes", limit=NOTES_MAX)
    slot.next_step = words.line(next_step, field="next_step", limit=NEXT_STEP_MAX) if next_step else ""
    slot.noted_at = now
    slot.noted_times += 1
    session.flush()
    audit.record(session, actor, WRITE_SPARRING_NOTES, Noun.ROUND_APPLICATION, application.id, now=now, slot_id=slot.id)
    for person_id in _people(session, application.id):
        PLACE.tell(session, WRITE_SPARRING_NOTES, person_id, SparringNoted(slot.id, slot.noted_times), now=now)
    return slots.slot_for(session, actor, slot.id, timers=timers, now=now)
