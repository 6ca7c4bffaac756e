"""Telegram group chats: what the bot hears of them, and linking one to a group."""

from domain import chats, groups, occasions
from domain.board import TaskCard
from domain.notices import ChatLinked, ChatLost, ChatMoved, ChatNotLinked, ChatSilent
from frame.here import Here, House
from frame.routing import Routes
from frame.screen import Screen
from frame.texts import Words
from screens import chats as screens
from screens import help as help_screens
from screens.chats import LinkChat, OfferPage, OpenChat, SpeakThere, Unlink
from screens.ways import SeeChats

routes = Routes()

LINK = "link"  # the command, and what the link that adds the bot to a chat carries


def card(task: TaskCard, house: House) -> Screen:
    """A task as a chat shows it."""
    return screens.card(task, house.link(f"t_{task.task_id}"))


# In a group chat


def in_group(command: str, rest: str, here: Here) -> Screen | None:
    """The way to the private chat, and nothing else."""
    assert here.room is not None
    if LINK not in (command, rest):
        return help_screens.in_group(f"https://t.me/{here.house.bot_username}")
    language = here.actor.language
    token = chats.invitation(here.session, telegram_id=here.room.id, title=here.room.title, language=language)
    return screens.link_here(here.house.link(f"l_{token}"))


def changed(inside: bool, may_write: bool, here: Here) -> None:
    """The bot was added to a chat, put out of it, silenced there or heard again."""
    assert here.room is not None
    if not inside:
        chats.went(here.session, telegram_id=here.room.id, now=here.now)
        return
    chats.came(
        here.session,
        telegram_id=here.room.id,
        title=here.room.title,
        language=here.actor.language,
        may_write=may_write,
        now=here.now,
    )


def moved(old: int, new: int, here: Here) -> None:
    """A chat has another number now."""
    chats.moved(here.session, old=old, new=new, now=here.now)


# Linking


def offer(token: str, here: Here, page: int = 0) -> Screen:
    """What the link in a chat opens: to which of my groups?"""
    return screens.offer(chats.offer(here.session, here.actor, token), page)


@routes.tap(OfferPage)
def more(tap: OfferPage, here: Here) -> Screen:
    """More groups."""
    return offer(tap.token, here, max(tap.page, 0))


@routes.tap(LinkChat)
def link(tap: LinkChat, here: Here) -> Screen:
    """Asked of Telegram; the answer follows as a notice."""
    chats.ask(here.session, here.actor, token=tap.token, group_id=tap.group_id, now=here.now)
    return screens.asked()


# A group's chats


@routes.tap(SeeChats)
def see_chats(tap: SeeChats, here: Here) -> Screen:
    """Where the group's tasks appear."""
    return show_all(here, tap.group_id)


def show_all(here: Here, group_id: int, before: Words | None = None) -> Screen:
    """The same, with `before` above it."""
    known = chats.of_group(here.session, here.actor, group_id)
    invite = f"https://t.me/{here.house.bot_username}?startgroup={LINK}"
    return screens.chats(groups.get_for(here.session, here.actor, group_id), known, invite, before)


@routes.tap(OpenChat)
def open_chat(tap: OpenChat, here: Here) -> Screen:
    """One of them."""
    return show(here, tap.chat_id)


def show(here: Here, chat_id: int, before: Words | None = None) -> Screen:
    """The same, with `before` above it."""
    view = chats.get_for(here.session, here.actor, chat_id)
    return screens.chat(view, groups.get_for(here.session, here.actor, view.group_id), before)


@routes.tap(SpeakThere)
def speak(tap: SpeakThere, here: Here) -> Screen:
    """Another language there."""
    chats.speak(here.session, here.actor, chat_id=tap.chat_id, language=tap.language, now=here.now)
    return show(here, tap.chat_id, screens.speaks())


@routes.tap(Unlink)
def unlink(tap: Unlink, here: Here) -> Screen:
    """No more tasks there."""
    if not tap.sure:
        return screens.sure_to_unlink(chats.get_for(here.session, here.actor, tap.chat_id))
    group_id = chats.unlink(here.session, here.actor, chat_id=tap.chat_id, now=here.now)
    return show_all(here, group_id, screens.unlinked())


# What the admins hear


@routes.notice(ChatLinked)
def chat_linked(notice: ChatLinked, here: Here) -> Screen | None:
    """Tasks appear there from now on."""
    found = occasions.chat_linked(here.session, here.actor, notice)
    return screens.linked(*found) if found else None


@routes.notice(ChatNotLinked)
def chat_not_linked(notice: ChatNotLinked, here: Here) -> Screen | None:
    """Not this time."""
    return screens.not_linked(occasions.chat_not_linked(here.session, here.actor, notice))


@routes.notice(ChatLost)
def chat_lost(notice: ChatLost, here: Here) -> Screen | None:
    """The bot is out."""
    found = occasions.chat_lost(here.session, here.actor, notice)
    return screens.lost(*found) if found else None


@routes.notice(ChatSilent)
def chat_silent(notice: ChatSilent, here: Here) -> Screen | None:
    """The bot may not write."""
    found = occasions.chat_silent(here.session, here.actor, notice)
    return screens.silent(*found) if found else None


@routes.notice(ChatMoved)
def chat_moved(notice: ChatMoved, here: Here) -> Screen | None:
    """A supergroup now."""
    found = occasions.chat_moved(here.session, here.actor, notice)
    return screens.moved(*found) if found else None
