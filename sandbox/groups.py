"""Groups: made, joined, left and upgraded by people."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sandbox.chats import PRESENT
from sandbox.crowd import tell_membership, utter
from sandbox.errors import Refused
from sandbox.markup import units
from sandbox.nouns import Chat

if TYPE_CHECKING:
    from sandbox.world import World


def create(world: World, title: str, people: list[int], *, bot: bool = True) -> Chat:
    """A new group; the first person made it."""
    if not title.strip() or not people:
        raise Refused("a group has a title and at least one person")
    members = {str(world.person(user).id): "member" for user in people}
    members[str(people[0])] = "creator"
    chat = Chat(-world.next("group"), "group", title.strip(), members)
    world.chats[chat.id] = chat
    world.keep(chat)
    world.happen(chat.id, "chats")
    utter(world, people[0], chat, {"group_chat_created": True})
    if bot:
        add(world, chat, people[0], world.bot["id"])
    return chat


def group(world: World, chat_id: int) -> Chat:
    """A group that is still one."""
    chat = world.known_chat(chat_id)
    if chat.kind == "private":
        raise Refused("this is no group")
    return chat


def add(world: World, chat: Chat, by: int, user_id: int, *, status: str = "member", payload: str | None = None) -> None:
    """Take somebody in, or the bot; a payload is what `startgroup` carries."""
    was = chat.members.get(str(user_id), "left")
    chat.members[str(user_id)] = status
    world.keep(chat)
    is_bot = user_id == world.bot["id"]
    if is_bot and was != status:
        tell_membership(world, by, chat, was, status)
    if was not in PRESENT:
        user = world.member(user_id)
        utter(world, by, chat, {"new_chat_members": [user], "new_chat_member": user, "new_chat_participant": user})
    if is_bot and payload is not None:
        text = f"/start@{world.bot['username']} {payload}".strip()
        command = {"type": "bot_command", "offset": 0, "length": units(text.split()[0])}
        utter(world, by, chat, {"text": text, "entities": [command]})
    world.happen(chat.id, "chats")


def remove(world: World, chat: Chat, by: int, user_id: int) -> None:
    """Somebody leaves or is put out."""
    was = chat.members.get(str(user_id), "left")
    if was not in PRESENT:
        raise Refused("the user is not in the group")
    is_bot = user_id == world.bot["id"]
    if is_bot:
        tell_membership(world, by, chat, was, "kicked")
    utter(world, by, chat, {"left_chat_member": world.member(user_id)})
    chat.members[str(user_id)] = "left" if user_id == by else "kicked"
    world.keep(chat)
    world.happen(chat.id, "chats")


def restrict(world: World, chat: Chat, by: int, user_id: int, *, may_write: bool) -> None:
    """Somebody may no longer write, or may again; only supergroups can do this to one member."""
    if chat.kind != "supergroup":
        raise Refused("method is available only for supergroups")
    if chat.members.get(str(by)) not in ("creator", "administrator"):
        raise Refused("not enough rights to restrict/unrestrict chat member")
    was, now = chat.members.get(str(user_id), "left"), "member" if may_write else "restricted"
    if was not in ("member", "restricted"):
        raise Refused("the user is not in the group, or runs it")
    chat.members[str(user_id)] = now
    world.keep(chat)
    if user_id == world.bot["id"] and was != now:
        tell_membership(world, by, chat, was, now)
    world.happen(chat.id, "chats")


def promote(world: World, chat: Chat, by: int, user_id: int, *, administrator: bool) -> None:
    """Somebody becomes an administrator, or is one no longer; the one who made the group stays what they are."""
    if chat.members.get(str(by)) != "creator":
        raise Refused("not enough rights")
    was, now = chat.members.get(str(user_id), "left"), "administrator" if administrator else "member"
    if was not in ("member", "administrator"):
        raise Refused("the user is not an ordinary member")
    chat.members[str(user_id)] = now
    world.keep(chat)
    if user_id == world.bot["id"] and was != now:
        tell_membership(world, by, chat, was, now)
    world.happen(chat.id, "chats")


def upgrade(world: World, chat: Chat, by: int) -> Chat:
    """The group becomes a supergroup with another id; the old id is good for nothing any more."""
    if chat.kind != "group":
        raise Refused("the group is a supergroup already")
    number = -1_000_000_000_000 - world.next("supergroup")
    new = Chat(number, "supergroup", chat.title, dict(chat.members), chat.keyboard)
    world.chats[new.id] = new
    utter(world, by, chat, {"migrate_to_chat_id": new.id})
    utter(world, by, new, {"migrate_from_chat_id": chat.id})
    chat.upgraded_to = new.id
    chat.members = {}
    world.keep(chat)
    world.keep(new)
    world.happen(new.id, "chats")
    return new
