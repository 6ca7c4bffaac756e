"""Private messages: what can be carried, to whom it is for, and what came."""

from collections.abc import Sequence
from dataclasses import field, replace
from typing import Any

from domain.dataclasses import dataclass
from domain.views import ConversationView, MessageView, PartView
from frame.formatting import Formatted, is_blank
from frame.screen import Button, CopyOf, Media, MediaKind, Part, Reaction, Screen, Spot, Topic, rows
from frame.steps import GoOn, Option
from frame.texts import Text, Words, _, lines, paragraphs, shown, utf16
from models.conversation import Kind
from screens import facts
from screens.conversations import KINDS, about_button, leave_button
from screens.ways import HOME, AskForHelp, BrowseTasks, OpenConversation, did_it_help

CARRIED = {kind.value: kind for kind in Kind}
"""What the bot carries, by its name in Telegram."""

CAPTIONED = (Kind.PHOTO, Kind.DOCUMENT, Kind.VOICE, Kind.VIDEO, Kind.AUDIO, Kind.ANIMATION)
CHANGEABLE = ("text", *CAPTIONED)
ASKED_ABOUT = ("contact",)  # there is somebody's phone number in it

TOPIC_NAME_MAX = 128  # Telegram's
TEXT_MAX = 3800  # of Telegram's 4096: the header goes in front
CAPTION_MAX = 730  # of Telegram's 1024

PARKED, NOBODY = "parked", "nobody"


@dataclass(frozen=True)
class LetterPart:
    """One message of Telegram's, as it came."""

    kind: str = "text"
    text: str = ""
    file_id: str | None = None
    message_id: int = 0
    entities: list[dict[str, Any]] = field(default_factory=list)
    details: dict[str, Any] | None = None
    album: str | None = None
    thread_id: int | None = None


@dataclass(frozen=True)
class LetterDraft:
    """What somebody wrote, while its recipient is to be chosen. `parked_id` is the draft that it may be an answer to,
    `heard_id` the conversation that spoke meanwhile, `bound_id` the one that it is for if it is for anybody."""

    parts: list[LetterPart] = field(default_factory=list)
    parked_id: int = 0
    heard_id: int = 0
    bound_id: int = 0
    reply_to: int = 0
    to: str = ""


WHAT = _("A message that has no recipient yet")


# Writing


def unfit(kind: str, text: str) -> Words | None:
    """Why the bot cannot carry this; None where it can."""
    if kind not in CARRIED:
        return _(
            "The bot cannot carry this kind of message, so it was not sent. It carries text, photos, videos, files, "
            "voice and video messages, stickers, places and contacts."
        )
    if kind == "text" and is_blank(text):
        return _("There is nothing to see in your message, so it was not sent.")
    length, most = utf16(shown(text)), TEXT_MAX if kind == "text" else CAPTION_MAX
    if length <= most:
        return None
    if kind == "text":
        return _(
            "Your message is too long, so it was not sent: {length} characters. At most {most} fit. "
            "Please send it in two parts.",
            length=length,
            most=most,
        )
    return _(
        "The text with your file is too long, so nothing was sent: {length} characters. At most {most} fit. "
        "Please send the file first, and then the text as a message of its own.",
        length=length,
        most=most,
    )


def refused(why: Words, talk: ConversationView | None) -> Screen:
    """It was not carried."""
    if talk is None:
        return Screen(why, rows(HOME))
    return Screen(
        paragraphs(why, _("You are still writing to: <b>{name}</b>", name=talk.other_name)), rows(leave_button(talk))
    )


NO_COMMANDS = _(
    "Commands do not work here: everything in this topic is for the other side. Please give them outside of this topic."
)


def in_topic(words: Words) -> Screen:
    """Said in the topic of a conversation: a plain line, and no buttons there."""
    return Screen(words, anew=True, within=True)


def not_changed(talk: ConversationView, unfit: Words | None) -> Screen:
    """The other side keeps the message as it was before."""
    return Screen(
        paragraphs(
            _(
                "Your change was not sent. The other side still has the message as it was: <b>{name}</b>, {title}",
                name=talk.other_name,
                title=talk.title,
            ),
            unfit or _("This conversation takes nothing any more."),
        ),
        anew=True,
    )


def sent(talk: ConversationView) -> Screen:
    """Carried, and the conversation stays open."""
    return Screen(
        lines(
            sent_to(talk),
            _("What you write next goes there, too."),
        ),
        rows(leave_button(talk)),
    )


def sent_to(talk: ConversationView) -> Text:
    """To whom it went."""
    return _("Sent to: <b>{name}</b>. About: {title}", name=talk.other_name, title=talk.title)


def replied(talk: ConversationView, open_id: int | None, draft_id: int | None) -> Screen:
    """A reply was carried, whatever is in focus; that stays as it was."""
    return Screen(
        sent_to(talk),
        rows(
            draft_id is not None and Button(_("Go on"), GoOn(draft_id)),
            leave_button(talk)
            if open_id == talk.id
            else Button(_("Write to: {name}", name=talk.other_name), OpenConversation(talk.id)),
        ),
        anew=True,
    )


def nobody_listens(unreachable_talks: Sequence[ConversationView]) -> Screen:
    """Somebody wrote, and there is nobody to carry it to: nobody at all, or only people who have stopped the bot."""
    if unreachable_talks:
        return Screen(
            lines(
                _("Your message was not sent."),
                *(
                    _(
                        "<b>{name}</b>. They cannot be reached just now: they have stopped the bot.",
                        name=talk.other_name,
                    )
                    for talk in unreachable_talks[:5]
                ),
            ),
            rows(HOME),
        )
    return Screen(
        _("I only carry messages between people who have a task together, and you have no open conversation now."),
        rows(Button(_("Ask for help"), AskForHelp()), Button(_("Find a task"), BrowseTasks()), HOME),
    )


# Whom is it for?


def for_whom(letter: LetterDraft, meant: ConversationView | None, parked: Words | None) -> Words:
    """Asks who should get it."""
    quoted = [_part(part) for part in letter.parts[:3]]
    contact = any(part.kind in ASKED_ABOUT for part in letter.parts) and _(
        "There is a phone number in this contact. Who gets it can call, and find the person in Telegram."
    )
    if parked is not None and meant is not None:
        question: Words = lines(
            _("Is this an answer to: <b>{what}</b>?", what=parked),
            _("Or a message to: <b>{name}</b>, about: {title}?", name=meant.other_name, title=meant.title),
        )
    elif meant is not None:
        question = _("Share this with: <b>{name}</b>? It is not sent yet.", name=meant.other_name)
    else:
        question = _("Whom is this for? It is not sent yet.")
    return paragraphs(question, *quoted, contact)


def _part(part: LetterPart) -> Words | None:
    kind = CARRIED.get(part.kind)
    said = part.text or str((part.details or {}).get("name", ""))
    quoted = _("<i>{text}</i>", text=facts.short(said, 300)) if said else None
    if kind is None or kind is Kind.TEXT:
        return quoted
    return lines(KINDS[kind], quoted)


def recipients(letter: LetterDraft, talks: Sequence[ConversationView], parked: Words | None) -> list[Option]:
    """Those who could get it, and nobody."""
    contact = any(part.kind in ASKED_ABOUT for part in letter.parts)
    return [
        *((Option(PARKED, _("It answers: {what}", what=parked)),) if parked is not None else ()),
        *(
            Option(
                str(talk.id),
                _("Share the contact with: {name} · {title}", name=talk.other_name, title=talk.title)
                if contact
                else _("Send to: {name} · {title}", name=talk.other_name, title=talk.title),
            )
            for talk in talks
            if talk.other_reachable
        ),
        Option(NOBODY, _("Throw it away")),
    ]


THROWN_AWAY = _("Thrown away. Nothing was sent.")


# What came


def carried(message: MessageView, *, topics: bool = False) -> Screen:
    """A message that the bot carries to the reader. Never a handle, an id or a number of the author's."""
    first, header = message.parts[0], _header(message)
    if topics:
        inside = replace(_bare(message), reply_to=message.reply_within_id)
        topic = Topic(message.conversation_id, message.thread_id, _topic_name(message), inside)
        return replace(carried(message), topic=topic)
    if len(message.parts) > 1 and all(part.kind in CAPTIONED for part in message.parts):
        album = tuple(Part(_media(part), _said(part)) for part in message.parts)
        return Screen(header, album=album, said=Formatted(), reply_to=message.reply_to_message_id, silent=message.muted)
    return Screen(
        header,
        rows(
            message.asks_whether_it_helped and did_it_help(message.conversation_id),
            Button(_("Reply to: {name}", name=message.author_name), OpenConversation(message.conversation_id)),
        ),
        media=_below(first, message) if first.kind not in CAPTIONED else _media(first),
        said=_said(first),
        reply_to=message.reply_to_message_id,
        silent=message.muted,
    )


def changed(message: MessageView) -> Screen | None:
    """The same message with its new words, in the place of the old ones."""
    first, screen = message.parts[0], carried(message)
    if message.within:
        screen = _bare(message)
    if first.kind is not Kind.TEXT and first.kind not in CAPTIONED:
        return None
    nothing = screen.media is None and is_blank(first.text)
    header: Words = "" if message.header_above and not nothing else screen.words
    return replace(screen, words=header, buttons=() if message.of_album else screen.buttons, replaces=message.stands_in)


def _bare(message: MessageView) -> Screen:
    """In the topic of the conversation: what was said, and nothing else."""
    screen = carried(message)
    nothing = screen.media is None and not screen.album and is_blank(message.parts[0].text)
    asks = message.asks_whether_it_helped and not screen.album and did_it_help(message.conversation_id)
    return replace(screen, words=screen.words if nothing else "", buttons=rows(asks))


def _topic_name(message: MessageView) -> Words:
    name = facts.short(message.author_name.split()[0] if message.author_name.split() else "", 40)
    return _("{title} · {name}", title=facts.short(message.title, TOPIC_NAME_MAX - 10 - len(name)), name=name)


def reaction(message_id: int, emoji: str | None) -> Screen:
    """An emoji on a message in the reader's chat."""
    return Screen("", reaction=Reaction(message_id, emoji))


def _header(message: MessageView) -> Words:
    if message.edited:
        return _("<b>{name}</b> · {title} · edited", name=message.author_name, title=message.title)
    return _("<b>{name}</b> · {title}", name=message.author_name, title=message.title)


def _said(part: PartView) -> Formatted:
    return Formatted(part.text, part.entities)


def _media(part: PartView) -> Media:
    return Media(MediaKind(part.kind.value), part.file_id or "")


def _below(part: PartView, message: MessageView) -> Media | Spot | CopyOf | None:
    """What takes no caption."""
    where = part.details or {}
    match part.kind:
        case Kind.STICKER | Kind.VIDEO_NOTE:
            return _media(part)
        case Kind.LOCATION | Kind.VENUE if where:
            title, address = str(where.get("title", "")), str(where.get("address", ""))
            return Spot(float(where["latitude"]), float(where["longitude"]), title, address)
        case Kind.CONTACT if message.source is not None:
            return CopyOf(*message.source)
    return None


def not_delivered(talk: ConversationView, message_id: int | None, thread_id: int | None = None) -> Screen:
    """To its author: it did not arrive. Said in the topic where they wrote it, without buttons."""
    if thread_id is not None:
        outside = not_delivered(talk, None)
        inside = replace(not_delivered(talk, message_id), buttons=())
        return replace(outside, topic=Topic(talk.id, thread_id, None, inside))
    return Screen(
        paragraphs(
            _(
                "Your message did not arrive. It was for: <b>{name}</b>, about: {title}",
                name=talk.other_name,
                title=talk.title,
            ),
            not talk.other_reachable
            and _("They have stopped the bot, so they cannot be reached now. Nothing is wrong on your side."),
        ),
        rows(about_button(talk), HOME),
        reply_to=message_id,
    )
