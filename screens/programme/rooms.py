"""Rooms: which there are, what is written into one, and what came."""

from collections.abc import Sequence
from dataclasses import replace

from domain.dataclasses import dataclass
from domain.programme.running.rooms import RoomMessageView, RoomView
from domain.views import MessageView, PartView
from frame.formatting import is_blank
from frame.screen import Button, Screen, Tap, rows
from frame.steps import Cancel
from frame.texts import Text, Words, _, lines, n_, paragraphs
from models.conversation import Kind
from screens import messages
from screens.programme.ways import OpenRound
from screens.ways import HOME, apart


@dataclass(frozen=True)
class SeeRooms(Tap, code="rrooms"):
    """The rooms that I am in."""


@dataclass(frozen=True)
class OpenRoom(Tap, code="rroom"):
    """From now on what I write goes into that room."""

    round_id: int
    application_id: int | None = None


@dataclass(frozen=True)
class MuteRoom(Tap, code="rmute"):
    """What comes makes no sound, or does again."""

    round_id: int
    application_id: int | None
    muted: bool


@dataclass(frozen=True)
class RoomDraft:
    """The room that somebody writes into."""

    round_id: int = 0
    application_id: int | None = None


WHAT = _("Writing into a room of the programme")


def name(room: RoomView) -> Words:
    """What a room is called."""
    if room.organisation is None:
        return _("Everybody in: {round}", round=room.round_name)
    return _("{organisation} and the consultant", organisation=room.organisation)


def listed(rooms: Sequence[RoomView]) -> Screen:
    """The rooms that somebody is in."""
    return Screen(
        _("Where do you want to write?") if rooms else _("You are in no room of the programme now."),
        rows(*apart(way(room) for room in rooms[:90]), HOME),
    )


def way(room: RoomView) -> Button:
    """Into it."""
    if room.organisation is None:
        return Button(_("Write to everybody: {round}", round=room.round_name), OpenRoom(room.round_id))
    return Button(
        _("Write in the room: {organisation}", organisation=room.organisation),
        OpenRoom(room.round_id, room.application_id),
    )


def banner(room: RoomView, draft_id: int, *before: Words | None) -> Screen:
    """Where one writes now."""
    return Screen(
        paragraphs(
            *before,
            lines(
                _("You are writing to: <b>{room}</b>", room=name(room)),
                n_("{count} person reads it.", "{count} people read it.", room.people),
                _("What you write next goes there, until you leave."),
            ),
        ),
        rows(
            Button(_("Leave the room"), Cancel(draft_id)),
            Button(
                _("Hear it with sound again") if room.muted else _("Hear it without sound"),
                MuteRoom(room.round_id, room.application_id, not room.muted),
            ),
        ),
    )


def over(room: RoomView) -> Screen:
    """Nothing is said there any more."""
    return Screen(
        _("This room is closed: <b>{room}</b>. Nothing was sent.", room=name(room)),
        rows(Button(_("See the round"), OpenRound(room.round_id)), HOME),
    )


def left(room: RoomView) -> Words:
    """Out of it."""
    return _("You are no longer writing to: {name}", name=name(room))


def sent(room: RoomView) -> Text:
    """Said."""
    return _("Sent to: <b>{room}</b>", room=name(room))


def replied(room: RoomView) -> Screen:
    """A reply went there, whatever is in focus."""
    return Screen(sent(room), rows(way(room)), anew=True)


def refused(room: RoomView, why: Words) -> Screen:
    """A reply did not go there."""
    return Screen(why, rows(way(room)), anew=True)


NO_CONTACTS = _("A contact has somebody's phone number in it, so it is not sent into a room. Nothing was sent.")
NOT_SENT = _("Your message was not sent. Choose where it is to go, and send it again.")


def unfit(kind: str, text: str) -> Words | None:
    """Why this is not sent into a room; None where it is."""
    return NO_CONTACTS if kind in messages.ASKED_ABOUT else messages.unfit(kind, text)


# What came


def _header(message: RoomMessageView) -> Words:
    """Name · organisation · room."""
    values = {"name": message.author, "room": name(message.room)}
    of = message.author_organisation
    if of is None or of == message.room.organisation:
        return (
            _("<b>{name}</b> · {room} · edited", **values) if message.edited else _("<b>{name}</b> · {room}", **values)
        )
    if message.edited:
        return _("<b>{name}</b> · {organisation} · {room} · edited", organisation=of, **values)
    return _("<b>{name}</b> · {organisation} · {room}", organisation=of, **values)


def carried(message: RoomMessageView) -> Screen:
    """A message of a room."""
    room = message.room
    part = PartView(message.id, message.kind, message.text, message.entities, message.file_id, message.details)
    shown = messages.carried(
        MessageView(
            parts=(part,),
            conversation_id=0,
            author_name=message.author,
            title="",
            asks_whether_it_helped=False,
            reply_to_message_id=message.reply_to_message_id,
            reply_within_id=None,
            thread_id=None,
            source=None,
            stands_in=message.stands_in,
            within=False,
            header_above=message.header_above,
            of_album=False,
            edited=message.edited,
            muted=room.muted,
        )
    )
    return replace(shown, words=_header(message), buttons=rows(room.open and way(room)))


def changed(message: RoomMessageView) -> Screen | None:
    """The same message with its new words, in the place of the old ones."""
    if message.stands_in is None or (message.kind is not Kind.TEXT and message.kind not in messages.CAPTIONED):
        return None
    shown = carried(message)
    nothing = shown.media is None and is_blank(message.text)
    words: Words = "" if message.header_above and not nothing else shown.words
    return replace(shown, words=words, replaces=message.stands_in)
