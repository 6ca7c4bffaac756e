"""Sparring: times are opened, booked, moved, cancelled; notes are written."""

from datetime import date, datetime, timedelta

from domain.programme.lifecycle import OPEN_SLOTS, PLACE, ROUND, WRITE_SPARRING_NOTES
from domain.programme.running import days, slots, sparring
from domain.programme.running.notices import (
    NothingHappened,
    SlotsOpened,
    SparringBooked,
    SparringCancelled,
    SparringComes,
    SparringFreed,
    SparringNoted,
)
from domain.programme.running.slots import SlotView, SparringView
from domain.refusals import NotThere, Noun, Refusal
from frame.dialogue import Dialogue
from frame.here import Here
from frame.readers import FARTHEST, Reader, future_date, line, prose, time_of, whole
from frame.routing import Routes
from frame.screen import Screen
from frame.steps import Ask, Confirm
from frame.texts import Words
from handlers import home
from models.programme.application import RoundApplication
from models.programme.round import Round
from screens import facts
from screens.programme import sparred
from screens.programme import sparring as screens
from screens.programme.sparring import (
    BookSlot,
    CancelSlot,
    NotesDraft,
    OpenSlot,
    OpenTimes,
    SeeFree,
    SeeSlots,
    SlotsDraft,
    TakeBackSlot,
    WriteNotes,
)
from screens.programme.ways import SeeSparring

routes = Routes()


def _place(here: Here, application_id: int) -> SparringView:
    return slots.of_place(here.session, here.actor, application_id, timers=here.house.timers, now=here.now)


def _slot(here: Here, slot_id: int) -> SlotView:
    return slots.slot_for(here.session, here.actor, slot_id, timers=here.house.timers, now=here.now)


@routes.tap(SeeSparring)
def see_sparring(tap: SeeSparring, here: Here) -> Screen:
    """An organisation's."""
    return screens.page(_place(here, tap.application_id))


@routes.tap(SeeFree)
def see_free(tap: SeeFree, here: Here) -> Screen:
    """Times that can be booked."""
    view = _place(here, tap.application_id)
    instead = next((one for one in view.booked if one.id == tap.instead_of), None)
    if tap.instead_of is not None and instead is None:
        return screens.page(view)
    return screens.free(view, instead, tap.page)


@routes.tap(BookSlot)
def book(tap: BookSlot, here: Here) -> Screen:
    """The time is ours."""
    found = sparring.book(
        here.session,
        here.actor,
        application_id=tap.application_id,
        slot_id=tap.slot_id,
        instead_of=tap.instead_of,
        timers=here.house.timers,
        now=here.now,
    )
    return screens.slot(found, screens.BOOKED if tap.instead_of is None else screens.MOVED)


@routes.tap(OpenSlot)
def open_slot(tap: OpenSlot, here: Here) -> Screen:
    """One time."""
    return show(here, tap.slot_id)


def show(here: Here, slot_id: int, note: Words | None = None) -> Screen:
    """One time as it is now. Raises NotThere."""
    return screens.slot(_slot(here, slot_id), note)


routes.presents_as(Noun.SPARRING, show)


@routes.tap(CancelSlot)
def cancel(tap: CancelSlot, here: Here) -> Screen:
    """Asks once, then the time is free."""
    if not tap.sure:
        found = _slot(here, tap.slot_id)
        return screens.sure_to_cancel(found) if found.movable else screens.slot(found)
    application = sparring.cancel(here.session, here.actor, slot_id=tap.slot_id, timers=here.house.timers, now=here.now)
    return screens.page(_place(here, application.id), screens.CANCELLED)


# The consultant's


@routes.tap(SeeSlots)
def see_slots(tap: SeeSlots, here: Here) -> Screen:
    """All times of a round."""
    return _slots(here, tap.round_id, tap.page)


def _slots(here: Here, round_id: int, page: int = 0) -> Screen:
    found = slots.of_round(here.session, here.actor, round_id, timers=here.house.timers, now=here.now)
    return screens.slots(found, round_id, days.round_name(here.session, round_id, here.actor.language), page)


@routes.tap(TakeBackSlot)
def take_back(tap: TakeBackSlot, here: Here) -> Screen:
    """Asks once, then the time is gone."""
    if not tap.sure:
        found = _slot(here, tap.slot_id)
        return screens.sure_to_take_back(found) if found.own and not found.begun else screens.slot(found)
    sparring.take_back(here.session, here.actor, slot_id=tap.slot_id, now=here.now)
    return show(here, tap.slot_id)


def _may_open(answers: SlotsDraft, here: Here) -> None:
    round_ = here.session.get(Round, answers.round_id)
    if round_ is None:
        raise NotThere
    ROUND.require(here.session, here.actor, OPEN_SLOTS, round_)


@routes.tap(OpenTimes)
def open_times(tap: OpenTimes, here: Here) -> Screen:
    """Asks for them."""
    draft = SlotsDraft(tap.round_id)
    _may_open(draft, here)
    return open_slots.open(here, draft, subject=str(tap.round_id))


def _opened(answers: SlotsDraft, here: Here) -> Screen:
    assert answers.starts_at is not None
    ids = sparring.open_slots(
        here.session,
        here.actor,
        round_id=answers.round_id,
        starts_at=answers.starts_at,
        minutes=answers.minutes,
        count=answers.count,
        place=answers.place or "",
        now=here.now,
    )
    shown = _slots(here, answers.round_id)
    return screens.with_note(shown, screens.opened(len(ids)))


def _dates(_answers: SlotsDraft, here: Here) -> tuple[date, date]:
    today = here.now.astimezone(here.zone).date()
    return today, today + timedelta(days=FARTHEST)


def _starts(answers: SlotsDraft, _here: Here) -> Reader[datetime]:
    assert answers.day is not None
    return time_of(answers.day)


open_slots = routes.dialogue(
    Dialogue(
        "openslots",
        SlotsDraft,
        Ask("day", screens.WHICH_DAY, future_date(), screens.LABELS["day"], calendar=_dates),
        Ask("starts_at", screens.WHICH_START, time_of(date.max), screens.LABELS["starts_at"], reader_for=_starts),
        Ask(
            "minutes",
            screens.WHICH_LENGTH,
            whole(sparring.SHORTEST, slots.LONGEST),
            screens.LABELS["minutes"],
            offers=lambda _answers, _here: screens.lengths(),
        ),
        Ask(
            "count",
            screens.HOW_MANY,
            whole(1, sparring.MOST_AT_ONCE),
            screens.LABELS["count"],
            offers=lambda _answers, _here: screens.counts(),
        ),
        Ask(
            "place",
            screens.WHICH_PLACE,
            line(maximum=sparring.PLACE_MAX),
            screens.LABELS["place"],
            optional=True,
            skip=screens.NO_PLACE,
        ),
        Confirm(lambda answers, _here: screens.preview(answers), send=screens.OPEN),
        what=screens.WHAT_OPEN,
        then=_opened,
        ended=home.show,
        holds=_may_open,
    )
)


# Notes


def _may_note(answers: NotesDraft, here: Here) -> SlotView:
    found = _slot(here, answers.slot_id)
    place = here.session.get(RoundApplication, found.application_id) if found.application_id is not None else None
    if place is None:
        raise NotThere
    PLACE.require(here.session, here.actor, WRITE_SPARRING_NOTES, place)
    return found


@routes.tap(WriteNotes)
def write_notes(tap: WriteNotes, here: Here) -> Screen:
    """Asks for them."""
    found = _slot(here, tap.slot_id)
    if not found.begun or not found.may(WRITE_SPARRING_NOTES):
        return screens.slot(found)
    return notes.open(here, NotesDraft(found.id), subject=str(found.id))


def _noted(answers: NotesDraft, here: Here) -> Screen:
    found = sparring.note(
        here.session,
        here.actor,
        slot_id=answers.slot_id,
        notes=answers.notes,
        next_step=answers.next_step or "",
        timers=here.house.timers,
        now=here.now,
    )
    return screens.slot(found, screens.NOTED)


notes = routes.dialogue(
    Dialogue(
        "sparringnotes",
        NotesDraft,
        Ask("notes", screens.WHICH_NOTES, facts.careful(prose(maximum=sparring.NOTES_MAX)), screens.LABELS["notes"]),
        Ask(
            "next_step",
            screens.WHICH_STEP,
            facts.careful(line(maximum=sparring.NEXT_STEP_MAX)),
            screens.LABELS["next_step"],
            optional=True,
            skip=screens.NO_STEP,
        ),
        Confirm(
            lambda answers, here: screens.notes_preview(answers, _slot(here, answers.slot_id)), send=screens.SEND_NOTES
        ),
        what=screens.WHAT_NOTES,
        then=_noted,
        ended=home.show,
        holds=_may_note,
    )
)


# What is heard


@routes.notice(SlotsOpened)
def slots_opened(notice: SlotsOpened, here: Here) -> Screen | None:
    """Times can be booked, if some are still free."""
    try:
        first = _slot(here, notice.first_id)
        place = days.place_of(here.session, here.actor, first.round_id)
        view = _place(here, place) if place is not None else None
    except Refusal:
        return None
    return sparred.slots_opened(view, notice.count) if view is not None and view.free else None


@routes.notice(SparringBooked)
def booked(notice: SparringBooked, here: Here) -> Screen | None:
    """A time is booked, if it still is."""
    found = _still(here, notice.slot_id, notice.times)
    return sparred.booked(found) if found is not None else None


@routes.notice(SparringComes)
def comes(notice: SparringComes, here: Here) -> Screen | None:
    """Sparring is near, if it still is."""
    found = _still(here, notice.slot_id, notice.times)
    return sparred.comes(found) if found is not None and not found.begun else None


@routes.notice(SparringNoted)
def noted(notice: SparringNoted, here: Here) -> Screen | None:
    """Notes came."""
    try:
        found = _slot(here, notice.slot_id)
    except Refusal:
        return None
    return sparred.noted(found) if found.notes and found.application_id is not None else None


def _still(here: Here, slot_id: int, times: int) -> SlotView | None:
    try:
        found = _slot(here, slot_id)
    except Refusal:
        return None
    return found if found.application_id is not None and found.times == times else None


@routes.notice(SparringFreed)
def freed(notice: SparringFreed, here: Here) -> Screen | None:
    """A booking is cancelled, or moved."""
    try:
        was = slots.seen_before(
            here.session,
            here.actor,
            notice.slot_id,
            notice.application_id,
            timers=here.house.timers,
            now=here.now,
        )
        moved_to = _slot(here, notice.moved_to) if notice.moved_to is not None else None
    except Refusal:
        return None
    return sparred.freed(was, slots.organisation_of(here.session, notice.application_id), moved_to)


@routes.notice(SparringCancelled)
def cancelled(notice: SparringCancelled, here: Here) -> Screen | None:
    """The consultant has taken the time back."""
    try:
        was = slots.seen_before(
            here.session,
            here.actor,
            notice.slot_id,
            notice.application_id,
            timers=here.house.timers,
            now=here.now,
        )
    except Refusal:
        return None
    return sparred.cancelled(was, notice.application_id)


@routes.notice(NothingHappened)
def nothing_happened(notice: NothingHappened, here: Here) -> Screen | None:
    """Nothing has been heard of the organisation, still."""
    try:
        day = days.get_for(here.session, here.actor, notice.day_id, now=here.now)
        view = _place(here, notice.application_id)
    except Refusal:
        return None
    quiet = slots.still_quiet(here.session, notice.application_id, notice.day_id)
    return sparred.nothing_happened(view, day) if quiet and day.starts_at > here.now else None
