"""Telegram group chats: where the bot is, which group a chat is linked to, and who may say so.

A chat belongs to one group; a group may have several chats. Linking takes somebody who is both: an admin of the group,
which we know, and an administrator of the chat, which Telegram is asked at that moment.
"""

import secrets
from datetime import datetime

from sqlalchemy import delete, func, select
from sqlalchemy.orm import Session

from domain import audit, board, groups, people
from domain.dataclasses import dataclass
from domain.notices import ChatLinked, ChatLost, ChatMoved, ChatNotLinked, ChatSilent, tell
from domain.refusals import ChatTaken, NotThere, NotYours, Noun, Subject, TooManyChats
from domain.views import GroupView
from models.base import table_of
from models.chat import ChatCard, ChatRequest, LinkedChat
from models.inserts import insert_of
from models.person import Person

MOST_CHATS = 10  # of one group: each new task is a message in every one of them
TITLE_MAX = 255


@dataclass(frozen=True)
class ChatView:
    """A chat of a group, as its admins see it."""

    id: int
    title: str
    language: str
    silenced: bool
    group_id: int


@dataclass(frozen=True)
class ChatOffer:
    """A chat that may be linked, and the groups that the asker may link it to. `group`: it is linked to that."""

    token: str
    title: str
    group: GroupView | None
    groups: tuple[GroupView, ...]


# What the bot hears of a chat


def came(session: Session, *, telegram_id: int, title: str, language: str, may_write: bool, now: datetime) -> None:
    """The bot is in that chat, as a member who may write, or who may not."""
    chat = _kept(session, telegram_id, title, language)
    if not may_write:
        if chat.silenced_at is None:
            silenced(session, chat, now=now)
    elif chat.silenced_at is not None:
        chat.silenced_at = None
        board.touch_chat(session, chat.id)


def went(session: Session, *, telegram_id: int, now: datetime) -> None:
    """The bot is no longer in that chat: the link ends, and the group's admins hear it once."""
    chat = _by_telegram(session, telegram_id)
    if chat is not None and chat.present:
        lost(session, chat, now=now)


def moved(session: Session, *, old: int, new: int, now: datetime) -> None:
    """The group chat became a supergroup, with another number. Open tasks get new cards there: the old messages
    cannot be edited any more."""
    chat = _by_telegram(session, old)
    if chat is None:
        return  # told before
    newer = _by_telegram(session, new)
    if newer is not None:
        session.delete(newer)
        session.flush()
    chat.telegram_id, chat.present, chat.silenced_at = new, True, None
    session.flush()
    board.post_anew(session, chat.id)
    if chat.group_id is not None:
        for admin_id in groups.admins_of(session, chat.group_id):
            tell(session, admin_id, ChatMoved(chat.id, chat.group_id, str(new)), now=now)


def lost(session: Session, chat: LinkedChat, *, now: datetime) -> None:
    """Nothing can be posted there any more."""
    group_id, linked_at = chat.group_id, chat.linked_at
    chat.present, chat.silenced_at, chat.group_id, chat.linked_at = False, None, None, None
    session.execute(delete(ChatCard).where(ChatCard.chat_id == chat.id))
    session.execute(delete(ChatRequest).where(ChatRequest.chat_id == chat.id))
    if group_id is not None and linked_at is not None:
        audit.record(session, None, "chat_lost", Noun.CHAT, chat.id, now=now, group_id=group_id)
        for admin_id in groups.admins_of(session, group_id):
            tell(session, admin_id, ChatLost(chat.id, group_id, linked_at.isoformat()), now=now)


def silenced(session: Session, chat: LinkedChat, *, now: datetime) -> None:
    """The bot is there and may not write. The admins hear it once for each link."""
    chat.silenced_at = now
    if chat.group_id is not None and chat.linked_at is not None:
        for admin_id in groups.admins_of(session, chat.group_id):
            tell(session, admin_id, ChatSilent(chat.id, chat.group_id, chat.linked_at.isoformat()), now=now)


def invitation(session: Session, *, telegram_id: int, title: str, language: str) -> str:
    """What the link carries with which somebody may link this chat, in private."""
    return _kept(session, telegram_id, title, language).token


# Linking


def offer(session: Session, actor: Person, token: str) -> ChatOffer:
    """A chat by its link. One that is linked to somebody else's group is taken."""
    people.require_registered(actor)
    chat = _by_token(session, token)
    mine = groups.mine(session, actor)
    own = next((group for group in mine if group.id == chat.group_id), None)
    if chat.group_id is not None and own is None:
        raise ChatTaken
    return ChatOffer(
        token=chat.token,
        title=chat.title,
        group=own,
        groups=tuple(group for group in mine if group.admin),
    )


def ask(session: Session, actor: Person, *, token: str, group_id: int, now: datetime) -> None:
    """Link a chat to a group that `actor` runs. Whether they run the chat as well, Telegram is asked next."""
    _run_by(session, actor, group_id)
    chat = _by_token(session, token)
    _free(session, chat, group_id)
    request = session.scalar(
        select(ChatRequest).where(ChatRequest.chat_id == chat.id, ChatRequest.person_id == actor.id)
    )
    if request is None:
        request = ChatRequest(chat_id=chat.id, person_id=actor.id)
        session.add(request)
    request.group_id, request.asked_at = group_id, now
    request.attempts, request.not_before, request.leased_until = 0, None, None
    session.flush()
    session.info[board.DUE] = True


def answer(session: Session, request: ChatRequest, administrators: frozenset[int], *, now: datetime) -> None:
    """Telegram has said who runs the chat. Whoever asked hears what came of it; so do they when the chat was linked, or
    the group was left, meanwhile."""
    chat, actor = session.get_one(LinkedChat, request.chat_id), session.get_one(Person, request.person_id)
    group_id, occasion = request.group_id, request.asked_at.isoformat()
    session.delete(request)
    session.flush()
    runs_both = actor.telegram_id in administrators and _runs(session, actor, group_id)
    taken = chat.group_id is not None or _count(session, group_id) >= MOST_CHATS
    if not runs_both or taken or not chat.present:
        tell(session, actor.id, ChatNotLinked(chat.id, group_id, occasion, "taken" if taken else "not_yours"), now=now)
        return
    chat.group_id, chat.linked_at, chat.language = group_id, now, actor.language
    board.touch_chat(session, chat.id)  # where it was linked to this group before
    audit.record(session, actor, "link", Noun.CHAT, chat.id, now=now, group_id=group_id)
    for admin_id in groups.admins_of(session, group_id):
        tell(session, admin_id, ChatLinked(chat.id, group_id, occasion), now=now)


def unanswered(session: Session, request: ChatRequest, *, now: datetime) -> None:
    """Telegram would not say who runs the chat: the bot is not there."""
    answer(session, request, frozenset(), now=now)


# A group's chats


def of_group(session: Session, actor: Person, group_id: int) -> list[ChatView]:
    """The chats of a group that `actor` runs."""
    _run_by(session, actor, group_id)
    found = session.scalars(
        select(LinkedChat).where(LinkedChat.group_id == group_id).order_by(func.lower(LinkedChat.title), LinkedChat.id)
    )
    return [_view(chat, group_id) for chat in found]


def get_for(session: Session, actor: Person, chat_id: int) -> ChatView:
    """One chat of a group that `actor` runs; to all others it is not there."""
    chat = _run_chat(session, actor, chat_id)
    assert chat.group_id is not None
    return _view(chat, chat.group_id)


def unlink(session: Session, actor: Person, *, chat_id: int, now: datetime) -> int:
    """No more cards there; those of open tasks say so. Gives the group's id."""
    chat = _run_chat(session, actor, chat_id)
    group_id = chat.group_id
    assert group_id is not None
    chat.group_id, chat.linked_at = None, None
    board.touch_chat(session, chat.id)
    audit.record(session, actor, "unlink", Noun.CHAT, chat.id, now=now, group_id=group_id)
    return group_id


def speak(session: Session, actor: Person, *, chat_id: int, language: str, now: datetime) -> None:
    """The language of the cards in a chat."""
    chat = _run_chat(session, actor, chat_id)
    if language not in people.LANGUAGES:
        raise NotThere
    chat.language = language
    board.touch_chat(session, chat.id)
    audit.record(session, actor, "speak", Noun.CHAT, chat.id, now=now, language=language)


def told_of(session: Session, actor: Person, chat_id: int, group_id: int) -> tuple[str, GroupView] | None:
    """The title of a chat and its group, for a notice; None where `actor` runs the group no longer."""
    chat = session.get(LinkedChat, chat_id)
    try:
        group = groups.get_for(session, actor, group_id)
    except NotThere:
        return None
    return (chat.title, group) if chat is not None and group.admin else None


# Helpers


def _kept(session: Session, telegram_id: int, title: str, language: str) -> LinkedChat:
    """The row of a chat that the bot is in, made where there is none."""
    insert = insert_of(session)
    values = {
        "telegram_id": telegram_id,
        "token": secrets.token_urlsafe(12),
        "title": title[:TITLE_MAX],
        "language": language,
        "present": True,
    }
    session.execute(insert(table_of(LinkedChat)).values(values).on_conflict_do_nothing(index_elements=["telegram_id"]))
    chat = _by_telegram(session, telegram_id)
    assert chat is not None
    chat.present = True
    if title:
        chat.title = title[:TITLE_MAX]
    return chat


def _by_telegram(session: Session, telegram_id: int) -> LinkedChat | None:
    return session.scalar(
        select(LinkedChat)
        .where(LinkedChat.telegram_id == telegram_id)
        .with_for_update()
        .execution_options(populate_existing=True)
    )


def _by_token(session: Session, token: str) -> LinkedChat:
    chat = session.scalar(select(LinkedChat).where(LinkedChat.token == token, LinkedChat.present).with_for_update())
    if chat is None:
        raise NotThere
    return chat


def _run_by(session: Session, actor: Person, group_id: int) -> GroupView:
    group = groups.get_for(session, actor, group_id)
    if not group.admin:
        raise NotYours(Subject(Noun.GROUP, group_id))
    return group


def _runs(session: Session, actor: Person, group_id: int) -> bool:
    try:
        return groups.get_for(session, actor, group_id).admin
    except NotThere:
        return False


def _run_chat(session: Session, actor: Person, chat_id: int) -> LinkedChat:
    chat = session.scalar(select(LinkedChat).where(LinkedChat.id == chat_id).with_for_update())
    if chat is None or chat.group_id is None:
        raise NotThere
    try:
        _run_by(session, actor, chat.group_id)
    except NotYours:
        raise NotThere from None
    return chat


def _free(session: Session, chat: LinkedChat, group_id: int) -> None:
    if chat.group_id is not None:
        raise ChatTaken
    if _count(session, group_id) >= MOST_CHATS:
        raise TooManyChats(most=MOST_CHATS)


def _count(session: Session, group_id: int) -> int:
    return session.scalar(select(func.count()).select_from(LinkedChat).where(LinkedChat.group_id == group_id)) or 0


def _view(chat: LinkedChat, group_id: int) -> ChatView:
    return ChatView(chat.id, chat.title, chat.language, chat.silenced_at is not None, group_id)
