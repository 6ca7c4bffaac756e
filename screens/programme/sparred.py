"""What is heard of sparring."""

from domain.programme.running.days import DayView
from domain.programme.running.slots import SlotView, SparringView
from frame.screen import Button, Screen, rows
from frame.texts import Minutes, Words, _, lines, n_, paragraphs
from screens.programme.days import OpenDay, name, time_of, where
from screens.programme.sparring import OpenSlot, SeeFree, slot_time
from screens.programme.ways import SeeSparring
from screens.ways import HOME


def slots_opened(view: SparringView, count: int) -> Screen:
    """Times can be booked."""
    return Screen(
        paragraphs(
            n_(
                "{count} time for sparring is open: <b>{round}</b>",
                "{count} times for sparring are open: <b>{round}</b>",
                count,
                round=view.round_name,
            ),
            _("Left: {left}", left=Minutes(view.left)),
        ),
        rows(Button(_("Book a time"), SeeFree(view.application_id)), HOME),
    )


def booked(one: SlotView) -> Screen:
    """A time is booked."""
    return Screen(
        paragraphs(
            _("Sparring is booked: <b>{organisation}</b>", organisation=one.organisation or ""),
            _who_and_when(one),
        ),
        rows(Button(_("Open the time: {moment}", moment=one.starts_at), OpenSlot(one.id)), HOME),
    )


def freed(one: SlotView, organisation: str, moved_to: SlotView | None) -> Screen:
    """A booking is cancelled, or moved."""
    seen = moved_to or one
    return Screen(
        paragraphs(
            _("Sparring is cancelled: <b>{organisation}</b>", organisation=organisation)
            if moved_to is None
            else _("Sparring has moved: <b>{organisation}</b>", organisation=organisation),
            lines(
                _("Was: {was}", was=slot_time(one)),
                moved_to is not None and _("Will be: {shall}", shall=slot_time(seen)),
            ),
        ),
        rows(Button(_("Open the time: {moment}", moment=seen.starts_at), OpenSlot(seen.id)), HOME),
    )


def cancelled(one: SlotView, application_id: int) -> Screen:
    """The consultant has taken the time back."""
    return Screen(
        paragraphs(
            _("The consultant cannot at this time, so your sparring is cancelled. The minutes are yours again."),
            slot_time(one),
        ),
        rows(Button(_("Book a time"), SeeFree(application_id)), HOME),
    )


def comes(one: SlotView) -> Screen:
    """Sparring is near."""
    return Screen(
        paragraphs(_("Sparring comes: <b>{organisation}</b>", organisation=one.organisation or ""), _who_and_when(one)),
        rows(Button(_("Open the time: {moment}", moment=one.starts_at), OpenSlot(one.id)), HOME),
    )


def _who_and_when(one: SlotView) -> Words:
    return lines(
        slot_time(one),
        _("Consultant: {name}", name=one.consultant),
        where(one.place) if one.place else None,
    )


def noted(one: SlotView) -> Screen:
    """Notes came."""
    return Screen(
        paragraphs(
            _("Notes of your sparring came: {moment}", moment=one.starts_at),
            one.notes,
            bool(one.next_step) and lines(_("<b>Agreed next step</b>"), one.next_step),
        ),
        rows(Button(_("See the sparring of the organisation"), SeeSparring(one.application_id or 0)), HOME),
    )


def nothing_happened(view: SparringView, day: DayView) -> Screen:
    """Nothing has been heard of an organisation since the contact day before."""
    return Screen(
        paragraphs(
            _(
                "How is it going? We have not heard of you since the last contact day: <b>{round}</b>",
                round=day.round_name,
            ),
            lines(name(day), time_of(day.starts_at, day.ends_at)),
            _("You could book sparring or write to the consultant. Small questions are welcome, too."),
            _("Left: {left}", left=Minutes(view.left)),
        ),
        rows(
            bool(view.free) and Button(_("Book a time"), SeeFree(view.application_id)),
            Button(_("See the sparring of the organisation"), SeeSparring(view.application_id)),
            Button(_("Open the contact day"), OpenDay(day.id)),
        ),
    )
