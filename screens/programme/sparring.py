"""Sparring: an organisation's, a consultant's times, one of them."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta

from domain.dataclasses import dataclass
from domain.programme.lifecycle import BOOK_SPARRING, SEE_SPARRING, WRITE_SPARRING_NOTES
from domain.programme.running.slots import SlotView, SparringView
from frame.screen import Button, Screen, Tap, rows
from frame.steps import Option
from frame.texts import ClockOf, InWords, Minutes, Text, Words, _, lines, n_, paragraphs
from screens.programme.days import time_of, where
from screens.programme.ways import OpenPlace, OpenRound, SeeSparring
from screens.ways import HOME

PAGE = 8
HELD = 3


@dataclass(frozen=True)
class SeeSlots(Tap, code="rslots"):
    """A consultant's times in a round."""

    round_id: int
    page: int = 0


@dataclass(frozen=True)
class OpenTimes(Tap, code="rslotn"):
    """Open times for sparring."""

    round_id: int


@dataclass(frozen=True)
class OpenSlot(Tap, code="rslot"):
    """One time, with everything I may do about it."""

    slot_id: int


@dataclass(frozen=True)
class SeeFree(Tap, code="rsfree"):
    """Times that an organisation may book, instead of one that it has."""

    application_id: int
    instead_of: int | None = None
    page: int = 0


@dataclass(frozen=True)
class BookSlot(Tap, code="rsbook"):
    """That time is ours, instead of one that we have."""

    application_id: int
    slot_id: int
    instead_of: int | None = None


@dataclass(frozen=True)
class CancelSlot(Tap, code="rscanc"):
    """We do not need that time."""

    slot_id: int
    sure: bool = False


@dataclass(frozen=True)
class TakeBackSlot(Tap, code="rsback"):
    """I, the consultant, cannot at that time."""

    slot_id: int
    sure: bool = False


@dataclass(frozen=True)
class WriteNotes(Tap, code="rsnote"):
    """Write what was talked about."""

    slot_id: int


@dataclass(frozen=True)
class SlotsDraft:
    """Times that are not opened yet."""

    round_id: int = 0
    day: date | None = None
    starts_at: datetime | None = None
    minutes: int = 60
    count: int = 1
    place: str | None = None


@dataclass(frozen=True)
class NotesDraft:
    """Notes that are not sent yet."""

    slot_id: int = 0
    notes: str = ""
    next_step: str | None = None


def slot_time(slot: SlotView) -> Text:
    """When it is, in words."""
    return time_of(slot.starts_at, slot.ends_at)


# An organisation's


def page(view: SparringView, note: Words | None = None) -> Screen:
    """An organisation's sparring."""
    books = view.may(BOOK_SPARRING)
    return Screen(
        paragraphs(
            note,
            lines(
                _("Sparring: <b>{organisation}</b>", organisation=view.organisation),
                _(
                    "Time for sparring: {quota}. Used or booked: {used}. Left: {left}",
                    quota=Minutes(view.quota),
                    used=Minutes(view.used),
                    left=Minutes(view.left),
                ),
            ),
            bool(view.booked) and lines(_("<b>Booked</b>"), *(_booked(one) for one in view.booked[:PAGE])),
            bool(view.held) and lines(_("<b>Held</b>"), *(_held(one) for one in view.held[:HELD])),
            books and not view.free and _("No times are open just now. You hear when the consultant opens some."),
        ),
        rows(
            books and bool(view.free) and Button(_("Book a time"), SeeFree(view.application_id)),
            *(
                Button(_("Open the time: {moment}", moment=one.starts_at), OpenSlot(one.id))
                for one in view.booked[:PAGE]
            ),
            *(
                Button(_("Read the notes: {moment}", moment=one.starts_at), OpenSlot(one.id))
                for one in view.held[:HELD]
            ),
            Button(_("See the place of the organisation"), OpenPlace(view.application_id)),
        ),
    )


def _open(one: SlotView) -> Button:
    return Button(_("Open the time: {moment}", moment=one.starts_at), OpenSlot(one.id))


def _booked(one: SlotView) -> Words:
    return _("• {time}, {name}", time=slot_time(one), name=one.consultant)


def _held(one: SlotView) -> Words:
    if one.next_step:
        return _("• {moment}. Next step: {step}", moment=one.starts_at, step=one.next_step)
    return _("• {moment}, {name}", moment=one.starts_at, name=one.consultant)


def free(view: SparringView, instead: SlotView | None, page: int = 0) -> Screen:
    """Times that can be booked."""
    page = min(max(page, 0), max(len(view.free) - 1, 0) // PAGE)
    shown = view.free[page * PAGE : (page + 1) * PAGE]
    more, old = len(view.free) - (page + 1) * PAGE, instead.id if instead is not None else None
    return Screen(
        paragraphs(
            _("Which time do you want?")
            if instead is None
            else _("Which time do you want instead of this? {time}", time=slot_time(instead)),
            lines(
                *(
                    _(
                        "• {time} ({length}), {name}",
                        time=slot_time(one),
                        length=Minutes(one.minutes),
                        name=one.consultant,
                    )
                    for one in shown
                )
            )
            if shown
            else _("No times are open just now. You hear when the consultant opens some."),
            _("Left: {left}", left=Minutes(view.left)),
        ),
        rows(
            *(
                Button(_("Book: {moment}", moment=one.starts_at), BookSlot(view.application_id, one.id, old))
                for one in shown
            ),
            more > 0 and Button(_("Show more ({count})", count=more), SeeFree(view.application_id, old, page + 1)),
            page > 0 and Button(_("Show the first ones"), SeeFree(view.application_id, old)),
            Button(_("Back to the sparring"), SeeSparring(view.application_id)),
        ),
    )


def _free(one: SlotView) -> Words:
    length = Minutes(one.minutes)
    return _("• {time} ({length}), {name}", time=slot_time(one), length=length, name=one.consultant)


# One time


def slot(one: SlotView, note: Words | None = None) -> Screen:
    """One time, with everything I may do about it."""
    booked = one.application_id is not None
    ours = booked and one.may(BOOK_SPARRING) and not one.begun
    return Screen(
        paragraphs(
            note,
            lines(
                _("Sparring: <b>{round}</b>", round=one.round_name),
                slot_time(one),
                _("Consultant: {name}", name=one.consultant),
                where(one.place) if one.place else None,
                _state(one),
            ),
            bool(one.notes) and lines(_("<b>Notes</b>"), one.notes),
            bool(one.next_step) and lines(_("<b>Agreed next step</b>"), one.next_step),
            ours and not one.movable and TOO_NEAR,
        ),
        rows(
            ours and one.movable and Button(_("Move it"), SeeFree(one.application_id or 0, one.id)),
            ours and one.movable and Button(_("Cancel it"), CancelSlot(one.id)),
            booked
            and one.begun
            and one.may(WRITE_SPARRING_NOTES)
            and Button(_("Write notes") if not one.notes else _("Write the notes anew"), WriteNotes(one.id)),
            one.own and not one.begun and not one.closed and Button(_("Take this time back"), TakeBackSlot(one.id)),
            one.own and Button(_("See sparring times"), SeeSlots(one.round_id)),
            booked
            and one.may(SEE_SPARRING)
            and Button(_("See the sparring of the organisation"), SeeSparring(one.application_id or 0)),
            HOME,
        ),
    )


def _state(one: SlotView) -> Words:
    if one.closed:
        return _("This time is taken back.")
    if one.organisation is not None:
        return _("Booked by: <b>{organisation}</b>", organisation=one.organisation)
    return _("This time is free.") if not one.begun else _("Nobody booked this time.")


def sure_to_cancel(one: SlotView) -> Screen:
    """Before a booking is cancelled."""
    return Screen(
        paragraphs(_("Cancel this time? The minutes are yours again, and others may book it."), slot_time(one)),
        rows(
            Button(_("Cancel the booking"), CancelSlot(one.id, sure=True)),
            Button(_("Keep the booking"), OpenSlot(one.id)),
        ),
    )


def sure_to_take_back(one: SlotView) -> Screen:
    """Before a consultant takes a time back."""
    return Screen(
        paragraphs(
            _("Take this time back?"),
            slot_time(one),
            one.organisation is not None
            and _("It is booked, and they are told: <b>{organisation}</b>", organisation=one.organisation),
        ),
        rows(
            Button(_("Take it back"), TakeBackSlot(one.id, sure=True)),
            Button(_("Keep this time"), OpenSlot(one.id)),
        ),
    )


TOO_NEAR = _("It is too near to be moved or cancelled here. Please write to the consultant.")
BOOKED = _("Booked. The consultant is told.")
MOVED = _("Moved. The consultant is told.")
CANCELLED = _("Cancelled. The consultant is told.")
TAKEN_BACK = _("This time is taken back.")
NOTED = _("The notes are sent to the organisation.")


# The consultant's


def slots(found: Sequence[SlotView], round_id: int, round_name: str, page: int = 0) -> Screen:
    """All times of a round."""
    page = min(max(page, 0), max(len(found) - 1, 0) // PAGE)
    shown = found[page * PAGE : (page + 1) * PAGE]
    more = len(found) - (page + 1) * PAGE
    return Screen(
        paragraphs(
            _("Sparring times: <b>{round}</b>", round=round_name),
            lines(*(_listed(one) for one in shown)) if shown else _("No times are open yet."),
        ),
        rows(
            Button(_("Open times for sparring"), OpenTimes(round_id)),
            *(Button(_("Open the time: {moment}", moment=one.starts_at), OpenSlot(one.id)) for one in shown),
            more > 0 and Button(_("Show more ({count})", count=more), SeeSlots(round_id, page + 1)),
            page > 0 and Button(_("Show the first ones"), SeeSlots(round_id)),
            Button(_("See the round"), OpenRound(round_id)),
        ),
    )


def _listed(one: SlotView) -> Words:
    if one.organisation is not None:
        return _("• {time}: <b>{organisation}</b>", time=slot_time(one), organisation=one.organisation)
    return _("• {time}: free", time=slot_time(one))


WHAT_OPEN = _("Opening times for sparring")
WHAT_NOTES = _("Notes of a sparring")
WHICH_DAY = _("On which day? Write it (31.12.), or choose from the calendar.")
WHICH_START = _("When does the first one begin? For example: 9.00")
WHICH_LENGTH = _("How many minutes does each last? From 15 to 240.")
HOW_MANY = _("How many in a row? From 1 to 12.")
WHICH_PLACE = _("Where is it? Write a link or a place.")
NO_PLACE = _("Leave the place open")
OPEN = _("Open the times")
WHICH_NOTES = _("What did you talk about? The organisation reads it. Up to 1500 characters.")
WHICH_STEP = _("What is the agreed next step? One line.")
NO_STEP = _("Agree on no next step")
SEND_NOTES = _("Send the notes")


LABELS = {
    "day": _("The day"),
    "starts_at": _("The beginning"),
    "minutes": _("The length"),
    "count": _("How many in a row"),
    "place": _("The place"),
    "notes": _("The notes"),
    "next_step": _("The next step"),
}


def with_note(shown: Screen, note: Words) -> Screen:
    """The same with a word above it."""
    return replace(shown, words=paragraphs(note, shown.words))


def lengths() -> list[Option]:
    """Usual lengths."""
    return [Option(str(minutes), _("{count} minutes", count=minutes)) for minutes in (30, 45, 60, 90)]


def counts() -> list[Option]:
    """Usual numbers."""
    return [Option(str(number), n_("{count} time", "{count} times", number)) for number in (1, 2, 3, 4, 6, 8)]


def opened(count: int) -> Words:
    """They are there."""
    return n_(
        "{count} time is open. The organisations are told.",
        "{count} times are open. The organisations are told.",
        count,
    )


def preview(answers: SlotsDraft) -> Words:
    """The times before they are opened."""
    if answers.starts_at is None:
        return WHAT_OPEN
    step = timedelta(minutes=answers.minutes)
    count = min(max(answers.count, 1), 12)
    begins = [answers.starts_at + step * number for number in range(count)]
    return paragraphs(
        _("<b>{day}</b>", day=InWords(answers.starts_at)),
        lines(*(_("• {starts} to {ends}", starts=ClockOf(one), ends=ClockOf(one + step)) for one in begins)),
        where(answers.place) if answers.place else None,
    )


def notes_preview(answers: NotesDraft, one: SlotView) -> Words:
    """The notes before they are sent."""
    return paragraphs(
        lines(_("Notes for: <b>{organisation}</b>", organisation=one.organisation or ""), slot_time(one)),
        answers.notes,
        bool(answers.next_step) and lines(_("<b>Agreed next step</b>"), answers.next_step or ""),
    )
