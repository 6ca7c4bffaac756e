"""Telegram group chats: linking one to a group, and the cards of tasks in it."""

from domain.board import TaskCard
from domain.chats import ChatOffer, ChatView
from domain.dataclasses import dataclass
from domain.views import GroupView
from frame.screen import Button, Screen, Tap, rows
from frame.texts import Words, _, lines, n_, paragraphs
from models.task import TaskState
from screens import facts
from screens.groups import NewGroup
from screens.languages import NAMES
from screens.ways import HOME, OpenGroup, SeeChats, apart

PAGE = 8


@dataclass(frozen=True)
class OfferPage(Tap, code="chpage"):
    """More of the groups that a chat may be linked to."""

    token: str
    page: int


@dataclass(frozen=True)
class LinkChat(Tap, code="chlink"):
    """Let the tasks of that group appear in that chat."""

    token: str
    group_id: int


@dataclass(frozen=True)
class OpenChat(Tap, code="chat"):
    """One of them."""

    chat_id: int


@dataclass(frozen=True)
class SpeakThere(Tap, code="chlang"):
    """The language of the cards in a chat."""

    chat_id: int
    language: str


@dataclass(frozen=True)
class Unlink(Tap, code="choff"):
    """No more tasks in that chat; asked once more before it is done."""

    chat_id: int
    sure: bool = False


# In the chat


def link_here(link: str) -> Screen:
    """The way to link this chat, for whoever may."""
    return Screen(
        _(
            "New tasks of a group can appear in this chat. It takes somebody who is an admin of the group and an "
            "administrator of this chat. You choose the group in private."
        ),
        rows(Button(_("Open the chat"), url=link)),
    )


def card(task: TaskCard, link: str) -> Screen:
    """A task, as everybody in the chat may see it; no more of it, once it is nothing for the chat."""
    if not task.followed:
        return Screen(_("This card is no longer kept up to date."))
    return Screen(
        paragraphs(
            lines(
                _("<b>{title}</b>", title=task.title),
                task.group_name is not None and _("For the group: {group}", group=task.group_name),
                facts.category(task.category),
                facts.needed(task.minutes, task.places),
                facts.when(task.when_date, task.when_at, task.when_text),
                facts.place(remote=task.remote, town=task.town),
            ),
            _state(task),
        ),
        rows(task.open and Button(_("Read more and apply"), url=link)),
    )


def _state(task: TaskCard) -> Words:
    match task.state:
        case TaskState.OPEN if task.closed_at is None:
            return _(
                "Open. {places}", places=n_("{count} place is free.", "{count} places are free.", task.places_left)
            )
        case TaskState.OPEN:
            return _("Closed to new applications.")
        case TaskState.FULL:
            return _("Agreed: all places are taken.")
        case TaskState.OVER:
            return _("Done. Thank you, everybody!")
        case TaskState.CANCELLED:
            return _("Cancelled.")
        case TaskState.EXPIRED:
            return _("Ended: nobody was chosen in time.")
        case _other:
            return _("Not published yet.")


# In private: linking


def offer(chat: ChatOffer, page: int = 0) -> Screen:
    """Which of my groups shall show its tasks there?"""
    if chat.group is not None:
        return Screen(
            lines(_("This chat is linked: <b>{chat}</b>", chat=chat.title), _("Group: {name}", name=chat.group.name)),
            rows(chat.group.admin and _see_chats(chat.group.id), Button(_("Open the group"), OpenGroup(chat.group.id))),
        )
    if not chat.groups:
        return Screen(
            _("Only the admin of a group can link a chat to it, and you are not an admin of any group."),
            rows(Button(_("Begin a group"), NewGroup()), HOME),
        )
    shown, more = chat.groups[page * PAGE : (page + 1) * PAGE], len(chat.groups) - (page + 1) * PAGE
    return Screen(
        paragraphs(
            _("Chat: <b>{chat}</b>", chat=chat.title),
            _(
                "Which group's new tasks shall appear there? Everybody in the chat then sees what kind of help is "
                "asked for: title, time needed, when, town and free places. They see nobody's name and no address, "
                "and only members of the group can open the task."
            ),
        ),
        rows(
            *apart(Button(_("Link to: {name}", name=group.name), LinkChat(chat.token, group.id)) for group in shown),
            more > 0 and Button(_("Show more ({count})", count=more), OfferPage(chat.token, page + 1)),
            page > 0 and Button(_("Show the first ones"), OfferPage(chat.token, 0)),
            Button(_("Do not link"), HOME.tap),
        ),
    )


def asked() -> Screen:
    """Telegram knows who runs the chat."""
    return Screen(
        _("I am asking Telegram whether you are an administrator of that chat. You will hear from me in a moment."),
        rows(HOME),
    )


def linked(title: str, group: GroupView) -> Screen:
    """To the group's admins."""
    return Screen(
        paragraphs(
            lines(_("The chat is linked: <b>{chat}</b>", chat=title), _("Group: {name}", name=group.name)),
            _("New tasks of the group appear there from now on, as cards that keep themselves up to date."),
        ),
        rows(_see_chats(group.id), HOME),
    )


def not_linked(because: str) -> Screen:
    """To who asked. Says nothing about the chat."""
    if because == "taken":
        why = _("It has been linked to a group meanwhile, or the group has as many chats as it can have.")
    else:
        why = _(
            "Telegram does not name you among the administrators of that chat, or you are no longer an admin of the "
            "group. Somebody who is both can write /link in the chat."
        )
    return Screen(paragraphs(_("The chat was not linked."), why), rows(HOME))


def lost(title: str, group: GroupView) -> Screen:
    """To the group's admins."""
    return Screen(
        paragraphs(
            _(
                "I am no longer in the chat: <b>{chat}</b>. Tasks of the group do not appear there any more.",
                chat=title,
            ),
            _("Group: {name}", name=group.name),
        ),
        rows(_see_chats(group.id), HOME),
    )


def silent(title: str, group: GroupView) -> Screen:
    """To the group's admins."""
    return Screen(
        paragraphs(
            _(
                "I may not write in the chat: <b>{chat}</b>. Its administrators can allow it; then the tasks appear "
                "there again.",
                chat=title,
            ),
            _("Group: {name}", name=group.name),
        ),
        rows(_see_chats(group.id), HOME),
    )


def moved(title: str, group: GroupView) -> Screen:
    """To the group's admins."""
    return Screen(
        paragraphs(
            _(
                "The chat has become a supergroup: <b>{chat}</b>. It stays linked, and each open task has a new card "
                "there. You need not do anything.",
                chat=title,
            ),
            _("Group: {name}", name=group.name),
        ),
        rows(_see_chats(group.id), HOME),
    )


# In private: a group's chats


def _see_chats(group_id: int) -> Button:
    return Button(_("See the Telegram chats"), SeeChats(group_id))


def chats(group: GroupView, known: list[ChatView], link: str, before: Words | None = None) -> Screen:
    """The chats where the group's tasks appear, and how another one is linked. `link` adds the bot to a chat."""
    return Screen(
        paragraphs(
            before,
            _("<b>Telegram chats of the group: {name}</b>", name=group.name),
            lines(*(_entry(chat) for chat in known)) if known else _("No chat is linked yet."),
            _(
                "To link a chat that you run: add me to it, write /link there, and choose this group. I read nothing "
                "else that is said there."
            ),
        ),
        rows(
            *apart(Button(_("Open: {name}", name=chat.title), OpenChat(chat.id)) for chat in known),
            Button(_("Add me to a chat"), url=link),
            Button(_("Back to the group"), OpenGroup(group.id)),
        ),
    )


def _entry(chat: ChatView) -> Words:
    if chat.silenced:
        return _("• {chat}: I may not write there", chat=chat.title)
    return _("• {chat}: {language}", chat=chat.title, language=NAMES.get(chat.language, chat.language))


def chat(view: ChatView, group: GroupView, before: Words | None = None) -> Screen:
    """One of them."""
    return Screen(
        paragraphs(
            before,
            lines(
                _("Chat: <b>{chat}</b>", chat=view.title),
                _("Group: {name}", name=group.name),
                _("Language of the cards: {language}", language=NAMES.get(view.language, view.language)),
                view.silenced and _("I may not write there. Its administrators can allow it."),
            ),
        ),
        rows(
            tuple(
                Button(_("Use: {language}", language=name), SpeakThere(view.id, code))
                for code, name in NAMES.items()
                if code != view.language
            ),
            Button(_("End the link"), Unlink(view.id)),
            _see_chats(group.id),
        ),
    )


def sure_to_unlink(view: ChatView) -> Screen:
    """Before no more tasks appear."""
    return Screen(
        _(
            "Shall no more tasks appear in this chat: <b>{chat}</b>? Its cards then no longer change.",
            chat=view.title,
        ),
        rows(Button(_("End the link"), Unlink(view.id, sure=True)), Button(_("Keep the link"), OpenChat(view.id))),
    )


def unlinked() -> Words:
    """Said above the rest."""
    return _("The link has ended. No more tasks appear in that chat.")


def speaks() -> Words:
    """Said above the rest."""
    return _("The cards follow in a moment.")
