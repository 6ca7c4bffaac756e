"""Conversations: which there are, whom one writes to, and what one may do about them."""

from collections.abc import Sequence
from datetime import date, tzinfo

from markupsafe import Markup

from domain.dataclasses import dataclass
from domain.views import ConversationView, SaidView
from frame.screen import Button, Recipe, Screen, Tap, Topic, rows
from frame.texts import Language, Text, Words, _, lines, n_, paragraphs
from models.conversation import Kind
from models.peace import ReportReason
from screens import facts
from screens.ways import HOME, BrowseTasks, MyTasks, OpenAdvice, OpenConversation, OpenTask, Talks, apart

KINDS: dict[Kind, Words] = {
    Kind.TEXT: _("Text"),
    Kind.PHOTO: _("Photo"),
    Kind.DOCUMENT: _("File"),
    Kind.VOICE: _("Voice message"),
    Kind.VIDEO: _("Video"),
    Kind.VIDEO_NOTE: _("Video message"),
    Kind.AUDIO: _("Audio file"),
    Kind.ANIMATION: _("Animation"),
    Kind.STICKER: _("Sticker"),
    Kind.LOCATION: _("Place on the map"),
    Kind.VENUE: _("Place on the map"),
    Kind.CONTACT: _("Contact"),
}
"""What a message is, in words."""

PAGE_OF_HTML = Markup(
    '<!doctype html>\n<html lang="{code}"><head><meta charset="utf-8">'
    '<meta name="viewport" content="width=device-width"><title>{title}</title></head>\n'
    "<body><h1>{title}</h1>\n{body}\n</body></html>\n"
)
LINE_OF_HTML = Markup("<p><b>{name}</b> <small>{when}</small><br>{said}</p>")
PAGE = 8  # conversations on one screen


@dataclass(frozen=True)
class LeaveConversation(Tap, code="leave"):
    """From now on what I write goes nowhere."""

    conversation_id: int


@dataclass(frozen=True)
class TalksPage(Tap, code="talkpg"):
    """More of my conversations."""

    page: int


@dataclass(frozen=True)
class MoreAboutConversation(Tap, code="talkmore"):
    """What I may do about a conversation, besides writing."""

    conversation_id: int


@dataclass(frozen=True)
class MuteConversation(Tap, code="mute"):
    """What comes makes no sound; or does again."""

    conversation_id: int
    muted: bool


@dataclass(frozen=True)
class SaveConversation(Tap, code="talkfile"):
    """The conversation as a file."""

    conversation_id: int


@dataclass(frozen=True)
class BlockPerson(Tap, code="blk"):
    """Asks whether to block the other side of a conversation."""

    conversation_id: int


@dataclass(frozen=True)
class Unblock(Tap, code="unblk"):
    """Take a block back."""

    person_id: int


@dataclass(frozen=True)
class ReportConversation(Tap, code="rep"):
    """Asks why; with a reason, shows the conversation to the operators."""

    conversation_id: int
    reason: ReportReason | None = None


@dataclass(frozen=True)
class ConversationFile(Recipe):
    """A conversation of the reader's own, as a page that any browser opens."""

    conversation_id: int


def leave_button(talk: ConversationView) -> Button:
    """Out of the conversation."""
    return Button(_("Leave the conversation"), LeaveConversation(talk.id))


def about_button(talk: ConversationView) -> Button:
    """The way to what it is about."""
    if talk.advice_id is not None:
        return Button(_("Look at the question"), OpenAdvice(talk.advice_id))
    return Button(_("Look at the task"), OpenTask(talk.task_id or 0))


def _more_button(talk: ConversationView) -> Button:
    return Button(_("See what else you can do"), MoreAboutConversation(talk.id))


def banner(talk: ConversationView, away: date | None = None, *, topics: bool = False) -> Screen:
    """The conversation is in focus. `away`: when the other side is here again."""
    return Screen(
        paragraphs(
            lines(
                _("You are writing to: <b>{name}</b>", name=talk.other_name),
                _("About: {title}", title=talk.title),
            ),
            _("Everything you write now goes there: text, photos, files, voice messages, places and so on."),
            _("Please do not write clients' data, and never share passwords or bank details."),
            talk.thread_id is not None
            and topics
            and _("Their answers come into the topic of this conversation. What you write there goes to them, too."),
            not talk.other_reachable and _("They cannot be reached just now: they have stopped the bot."),
            away is not None and facts.away(talk.other_name, away),
        ),
        rows(leave_button(talk), about_button(talk), _more_button(talk)),
        anew=True,
    )


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
            _("This conversation is closed: <b>{name}</b>, {title}", name=talk.other_name, title=talk.title),
        ),
        rows(
            about_button(talk),
            _more_button(talk),
            Button(_("Show my conversations"), Talks()),
            HOME,
        ),
        anew=True,
    )


ENDED = _("This conversation is closed. What you write here is not sent.")


def ended(conversation_id: int, thread_id: int) -> Screen:
    """Said in its topic, and nowhere else."""
    return Screen("", topic=Topic(conversation_id, thread_id, None, Screen(ENDED, silent=True)))


def page(talk: ConversationView) -> Screen:
    """A conversation that is not in focus."""
    if talk.closed_at is not None:
        return closed(talk)
    return Screen(
        paragraphs(_entry(talk), talk.kept_apart and _kept_apart(talk)),
        rows(
            not talk.kept_apart and Button(_("Write to: {name}", name=talk.other_name), OpenConversation(talk.id)),
            about_button(talk),
            _more_button(talk),
            HOME,
        ),
    )


def _kept_apart(talk: ConversationView) -> Words:
    if talk.blocked_by_me:
        return _("You have blocked this person. No messages go either way.")
    return _("This conversation takes no messages now.")


def more(talk: ConversationView) -> Screen:
    """What one may do about it, besides writing."""
    return Screen(
        paragraphs(
            _entry(talk),
            talk.muted and _("Muted: what comes makes no sound."),
            talk.kept_apart and _kept_apart(talk),
        ),
        rows(
            Button(_("Turn the sound on again"), MuteConversation(talk.id, False))
            if talk.muted
            else Button(_("Mute: no sound for what comes"), MuteConversation(talk.id, True)),
            Button(_("Save the conversation as a file"), SaveConversation(talk.id)),
            Button(_("Report this conversation"), ReportConversation(talk.id)),
            not talk.blocked_by_me and Button(_("Block: {name}", name=talk.other_name), BlockPerson(talk.id)),
            talk.blocked_by_me and Button(_("Unblock: {name}", name=talk.other_name), Unblock(talk.other_id)),
            Button(_("Go back to the conversation"), OpenConversation(talk.id)),
        ),
    )


def saved(talk: ConversationView) -> Screen:
    """The file."""
    return Screen(
        _(
            "The whole conversation as a file: <b>{name}</b>, {title}. Any browser opens it. "
            "Photos and other files are named in it; they stay in this chat.",
            name=talk.other_name,
            title=talk.title,
        ),
        media=ConversationFile(talk.id),
    )


def transcript(talk: ConversationView, said: Sequence[SaidView], speaks: Language, zone: tzinfo) -> str:
    """A conversation as a page of HTML, in one's language and with one's own times."""
    title = speaks.html(_("Conversation: {name} · {title}", name=talk.other_name, title=talk.title))
    entries = [_line(one, speaks, zone) for one in said] or [speaks.html(_("Nothing was written here."))]
    return PAGE_OF_HTML.format(code=speaks.code, title=title, body=Markup("\n").join(entries))


def _line(one: SaidView, speaks: Language, zone: tzinfo) -> Markup:
    when = speaks.moment(one.at, zone)
    if one.edited:
        when = f"{when} {speaks.plain(_('(edited)'))}"
    said = speaks.html(_content(one)).replace("\n", Markup("<br>"))
    return LINE_OF_HTML.format(name=speaks.html(one.author_name), when=when, said=said)


def _content(one: SaidView) -> Words:
    if one.kind is Kind.TEXT:
        return one.text or _("Forgotten: it was kept for a while only.")
    return lines(_("[{kind}]", kind=KINDS[one.kind]), one.text or None)


def listed(talks: Sequence[ConversationView], page: int = 0, count: int = 0) -> Screen:
    """The open conversations, the latest first."""
    if not talks:
        return Screen(
            _(
                "You have no open conversations. One opens when you apply for a task, "
                "or when somebody applies for yours."
            ),
            rows(Button(_("Find a task"), BrowseTasks()), Button(_("Show my tasks"), MyTasks()), HOME),
        )
    left_over = count - (page + 1) * PAGE
    return Screen(
        paragraphs(_("Your conversations"), *(_entry(talk) for talk in talks)),
        rows(
            *apart(Button(name_and_title(talk), OpenConversation(talk.id)) for talk in talks),
            left_over > 0 and Button(_("Show more ({count})", count=left_over), TalksPage(page + 1)),
            page > 0 and Button(_("Show the first ones"), TalksPage(0)),
            HOME,
        ),
    )


def _entry(talk: ConversationView) -> Words:
    return lines(
        _("<b>{name}</b>. About: {title}", name=talk.other_name, title=talk.title),
        talk.unread > 0
        and n_("{count} message you have not read.", "{count} messages you have not read.", talk.unread),
        talk.waits_for_me and _("Waits for your answer."),
        not talk.other_reachable and _("They cannot be reached just now: they have stopped the bot."),
    )


def name_and_title(talk: ConversationView) -> Text:
    """A conversation on a button."""
    return _("Write to: {name} · {title}", name=talk.other_name, title=talk.title)
