"""Private messages: whom one writes to, and what came."""

from collections.abc import Sequence
from dataclasses import dataclass

from domain.views import ConversationView, MessageView
from frame.screen import Button, Media, MediaKind, Screen, Tap, rows
from frame.steps import GoOn, Option
from frame.texts import Text, Words, _, lines, paragraphs, shown, utf16
from models.conversation import Kind
from screens import facts
from screens.ways import HOME, AskForHelp, BrowseTasks, MyTasks, OpenConversation, OpenTask, Talks, apart

CARRIED = {
    "text": Kind.TEXT,
    "photo": Kind.PHOTO,
    "document": Kind.DOCUMENT,
    "voice": Kind.VOICE,
}
"""What the bot carries, by its name in Telegram."""

MEDIA = {Kind.PHOTO: MediaKind.PHOTO, Kind.DOCUMENT: MediaKind.DOCUMENT, Kind.VOICE: MediaKind.VOICE}

TEXT_MAX = 3800  # of Telegram's 4096: the header goes in front
CAPTION_MAX = 730  # of Telegram's 1024

PARKED, NOBODY = "parked", "nobody"


@dataclass(frozen=True)
class LeaveConversation(Tap, code="leave"):
    """From now on what I write goes nowhere."""

    conversation_id: int


@dataclass(frozen=True)
class LetterDraft:
    """A message whose recipient is to be chosen. `parked_id` is the draft that it may be an answer to, `heard_id`
    the conversation that spoke meanwhile."""

    kind: str = "text"
    text: str = ""
    file_id: str | None = None
    message_id: int = 0
    parked_id: int = 0
    heard_id: int = 0
    to: str = ""


WHAT = _("A message that has no recipient yet")


# Writing


def unfit(kind: str, text: str) -> Words | None:
    """Why the bot cannot carry this; None where it can."""
    if kind not in CARRIED:
        return _(
            "The bot cannot carry this kind of message yet, so it was not sent. "
            "Please send it as text, a photo, a document or a voice message."
        )
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
        paragraphs(why, _("You are still writing to: <b>{name}</b>", name=talk.other_name)), rows(_leave(talk))
    )


def banner(talk: ConversationView) -> Screen:
    """The conversation is in focus."""
    return Screen(
        paragraphs(
            lines(
                _("You are writing to: <b>{name}</b>", name=talk.other_name),
                _("About: {title}", title=talk.task_title),
            ),
            _("Everything you write now goes there: text, photos, documents and voice messages."),
            _("Please do not write clients' data, and never share passwords or bank details."),
            not talk.other_reachable and _("They cannot be reached just now: they have stopped the bot."),
        ),
        rows(_leave(talk), Button(_("Look at the task"), OpenTask(talk.task_id))),
        anew=True,
    )


def sent(talk: ConversationView) -> Screen:
    """Carried, and the conversation stays open."""
    return Screen(
        lines(
            sent_to(talk),
            _("What you write next goes there, too."),
        ),
        rows(_leave(talk)),
    )


def sent_to(talk: ConversationView) -> Text:
    """To whom it went."""
    return _("Sent to: <b>{name}</b>. About: {title}", name=talk.other_name, title=talk.task_title)


def replied(talk: ConversationView, open_id: int | None, draft_id: int | None) -> Screen:
    """A reply was carried, whatever is in focus; that stays as it was."""
    return Screen(
        sent_to(talk),
        rows(
            draft_id is not None and Button(_("Go on"), GoOn(draft_id)),
            _leave(talk)
            if open_id == talk.id
            else Button(_("Write to: {name}", name=talk.other_name), OpenConversation(talk.id)),
        ),
        anew=True,
    )


def _leave(talk: ConversationView) -> Button:
    return Button(_("Leave the conversation"), LeaveConversation(talk.id))


def left(talk: ConversationView) -> Screen:
    """No longer in focus."""
    return Screen(
        _(
            "You have left the conversation with: <b>{name}</b>. What you write now does not go there.",
            name=talk.other_name,
        ),
        rows(
            Button(_("Write to: {name}", name=talk.other_name), OpenConversation(talk.id)),
            Button(_("Show my conversations"), Talks()),
            HOME,
        ),
    )


def closed(talk: ConversationView, *, unsent: bool = False) -> Screen:
    """It takes nothing any more."""
    return Screen(
        paragraphs(
            unsent and _("Your message was not sent."),
            _("This conversation is closed: <b>{name}</b>, {title}", name=talk.other_name, title=talk.task_title),
        ),
        rows(Button(_("Look at the task"), OpenTask(talk.task_id)), Button(_("Show my conversations"), Talks()), HOME),
        anew=True,
    )


def page(talk: ConversationView) -> Screen:
    """A conversation that is not in focus."""
    if talk.closed_at is not None:
        return closed(talk)
    return Screen(
        _entry(talk),
        rows(
            Button(_("Write to: {name}", name=talk.other_name), OpenConversation(talk.id)),
            Button(_("Look at the task"), OpenTask(talk.task_id)),
            HOME,
        ),
    )


def listed(talks: Sequence[ConversationView]) -> Screen:
    """The open conversations, the latest first."""
    if not talks:
        return Screen(
            _(
                "You have no open conversations. One opens when you apply for a task, "
                "or when somebody applies for yours."
            ),
            rows(Button(_("Find a task"), BrowseTasks()), Button(_("Show my tasks"), MyTasks()), HOME),
        )
    return Screen(
        paragraphs(_("Your conversations"), *(_entry(talk) for talk in talks)),
        rows(*apart(Button(name_and_title(talk), OpenConversation(talk.id)) for talk in talks), HOME),
    )


def _entry(talk: ConversationView) -> Words:
    return lines(
        _("<b>{name}</b>. About: {title}", name=talk.other_name, title=talk.task_title),
        talk.waits_for_me and _("Waits for your answer."),
        not talk.other_reachable and _("They cannot be reached just now: they have stopped the bot."),
    )


def name_and_title(talk: ConversationView) -> Text:
    """A conversation on a button."""
    return _("Write to: {name} · {title}", name=talk.other_name, title=talk.task_title)


def nobody_listens(unreachable: Sequence[ConversationView]) -> Screen:
    """Somebody wrote, and there is nobody to carry it to: nobody at all, or only people who have stopped the bot."""
    if unreachable:
        return Screen(
            lines(
                _("Your message was not sent."),
                *(
                    _(
                        "<b>{name}</b>. They cannot be reached just now: they have stopped the bot.",
                        name=talk.other_name,
                    )
                    for talk in unreachable[:5]
                ),
            ),
            rows(HOME),
        )
    return Screen(
        _("I only carry messages between people who have a task together, and you have no open conversation now."),
        rows(Button(_("Ask for help"), AskForHelp()), Button(_("Find a task"), BrowseTasks()), HOME),
    )


# Whom is it for?


def for_whom(letter: LetterDraft, heard: ConversationView | None, parked: Words | None) -> Words:
    """Asks who should get it."""
    quoted = _("<i>{text}</i>", text=facts.short(letter.text, 300)) if letter.text else None
    if parked is not None and heard is not None:
        question = lines(
            _("Is this an answer to: <b>{what}</b>?", what=parked),
            _("Or a message to: <b>{name}</b>, about: {title}?", name=heard.other_name, title=heard.task_title),
        )
        return paragraphs(question, quoted)
    return paragraphs(_("Whom is this for? It is not sent yet."), quoted)


def recipients(talks: Sequence[ConversationView], parked: Words | None) -> list[Option]:
    """Those who could get it, and nobody."""
    return [
        *((Option(PARKED, _("It answers: {what}", what=parked)),) if parked is not None else ()),
        *(
            Option(str(talk.id), _("Send to: {name} · {title}", name=talk.other_name, title=talk.task_title))
            for talk in talks
            if talk.other_reachable
        ),
        Option(NOBODY, _("Throw it away")),
    ]


THROWN_AWAY = _("Thrown away. Nothing was sent.")


# What came


def carried(message: MessageView) -> Screen:
    """A message that the bot carries to the reader. Never a handle, an id or a number of the author's."""
    header = _("<b>{name}</b> · {title}", name=message.author_name, title=message.task_title)
    media = MEDIA.get(message.kind)
    return Screen(
        paragraphs(header, message.text or None),
        rows(Button(_("Reply to: {name}", name=message.author_name), OpenConversation(message.conversation_id))),
        media=Media(media, message.file_id) if media is not None and message.file_id else None,
        reply_to=message.reply_to_message_id,
    )


def not_delivered(talk: ConversationView, message_id: int | None) -> Screen:
    """To its author: it did not arrive."""
    return Screen(
        paragraphs(
            _(
                "Your message did not arrive. It was for: <b>{name}</b>, about: {title}",
                name=talk.other_name,
                title=talk.task_title,
            ),
            _("They have stopped the bot, so they cannot be reached now. Nothing is wrong on your side."),
        ),
        rows(Button(_("Look at the task"), OpenTask(talk.task_id)), HOME),
        reply_to=message_id,
    )
