"""What people do in their chats with the bot."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qs, urlsplit

from telegram.constants import MessageLimit

from sandbox.arguments import Upload
from sandbox.chats import PRESENT, membership
from sandbox.entities import formatted
from sandbox.errors import Refused
from sandbox.media import content, keep_file, photo_sizes
from sandbox.messages import quoted
from sandbox.nouns import Chat, Json, Post, Someone, filled
from sandbox.pictures import size_of
from sandbox.topics import create, marks_of, remove, where

if TYPE_CHECKING:
    from sandbox.world import World

PAYLOAD = re.compile(r"[A-Za-z0-9_-]{0,64}")


def add_person(world: World, first_name: str, **details: Any) -> Someone:
    """Somebody new, who has not spoken to the bot yet."""
    if not first_name.strip():
        raise Refused("first name is empty")
    person = Someone(world.next("person"), first_name.strip(), **details)
    world.people[person.id] = person
    world.chats[person.id] = Chat(person.id, "private")
    world.keep(person)
    world.keep(world.chats[person.id])
    world.happen(None, "people")
    return person


def start_chat(world: World, person: Someone) -> None:
    """A person who writes to a bot may be written to; one who had blocked it lets it in again."""
    if person.blocked:
        block(world, person.id, blocked=False)
    if not person.started:
        person.started = True
        world.keep(person)


def place(world: World, person_id: int, chat_id: int | None) -> Chat:
    """Where a person speaks: their own chat with the bot, or a group they are in."""
    person = world.person(person_id)
    chat = world.known_chat(chat_id or person_id)
    if chat.kind == "private":
        if chat.id != person_id:
            raise Refused("this is somebody else's chat")
        start_chat(world, person)
    elif chat.members.get(str(person_id)) not in PRESENT:
        raise Refused("the person is not in the group")
    elif chat.members[str(person_id)] == "restricted":
        raise Refused("the person may not write in the group")
    return chat


def utter(
    world: World, person_id: int, chat: Chat, said: Json, reply_to: int | None = None, topic: int | None = None
) -> Post:
    """Put a person's message into a chat, or into a topic of it, and tell the bot."""
    marked = where(world, chat, topic)
    if reply_to is not None:
        target = world.find(chat.id, reply_to)
        if target is None:
            raise Refused("message to be replied not found")
        marked = marked or marks_of(world, target)
        if marks_of(world, target) != marked:
            raise Refused("answers stay in their topic here")
        said = {"reply_to_message": quoted(target), **said}
    post = world.post(chat, person_id, {**marked, **said})
    if heard(world, chat, post.body):
        world.mailbox.put("message", post.body)
    return post


def heard(world: World, chat: Chat, body: Json) -> bool:
    """Whether a message reaches the bot: in groups with privacy on, only what is meant for it."""
    if chat.kind == "private":
        return True
    status = chat.members.get(str(world.bot["id"]))
    if status not in PRESENT:
        return False
    if not world.privacy or status == "administrator" or is_service(body):
        return True
    if body.get("reply_to_message", {}).get("from", {}).get("id") == world.bot["id"]:
        return True
    text, name = str(body.get("text", "")), world.bot["username"].lower()
    if f"@{name}" in text.lower():
        return True
    command = text.split(maxsplit=1)[0] if text.startswith("/") else ""
    return bool(command) and "@" not in command


def is_service(body: Json) -> bool:
    """Whether a message tells of the group itself."""
    return any(name.startswith(("new_chat", "left_chat", "group_chat", "migrate")) for name in body)


def say(
    world: World, person_id: int, text: str, chat_id: int | None = None, reply_to: int | None = None,
    entities: Any = None, topic: int | None = None,
) -> Post:  # fmt: skip
    """Write a message, with formatting if there is some."""
    text, entities = formatted(text, None, entities)
    if not text:
        raise Refused("message text is empty")
    if len(text) > MessageLimit.MAX_TEXT_LENGTH:
        raise Refused("message is too long")
    chat = place(world, person_id, chat_id)
    return utter(world, person_id, chat, filled(text=text, entities=entities), reply_to, topic)


def edit(world: World, person_id: int, message: int, text: str, chat_id: int | None = None) -> Post:
    """Change a message of one's own."""
    chat = place(world, person_id, chat_id)
    post = world.find(chat.id, message)
    if post is None or post.author != person_id:
        raise Refused("message can't be edited")
    field, marks = ("text", "entities") if "text" in post.body else ("caption", "caption_entities")
    text, entities = formatted(text, None)
    if not text:
        raise Refused("message text is empty")
    bare = {name: value for name, value in post.body.items() if name not in (field, marks)}
    post.body = {**bare, **filled(**{field: text, marks: entities}), "edit_date": world.now()}
    world.touch(post, said=True)
    if heard(world, chat, post.body):
        world.mailbox.put("edited_message", post.body)
    return post


def delete(world: World, person_id: int, message: int, chat_id: int | None = None) -> Post:
    """Take a message away: one's own, any in private, and in a group any if one runs it; the bot is not told."""
    chat = place(world, person_id, chat_id)
    post = world.find(chat.id, message)
    may = chat.kind == "private" or chat.members.get(str(person_id)) in ("creator", "administrator")
    if post is None or (post.author != person_id and not may):
        raise Refused("message can't be deleted")
    post.deleted = True
    world.touch(post)
    return post


def create_topic(world: World, person_id: int, name: str) -> Post:
    """Make a topic in one's own chat with the bot."""
    post = create(world, place(world, person_id, None), person_id, name)
    world.mailbox.put("message", post.body)
    return post


def delete_topic(world: World, person_id: int, topic: int) -> None:
    """Delete a topic of one's own chat with the bot; the bot is not told."""
    remove(world, place(world, person_id, None), topic)


def send_file(
    world: World, person_id: int, kind: str, upload: Upload, *, chat_id: int | None = None, reply_to: int | None = None,
    caption: str = "", duration: int = 0, album: str = "", entities: Any = None, topic: int | None = None,
) -> Post:  # fmt: skip
    """Send a picture, a document, a voice message, a video or a sticker."""
    chat = place(world, person_id, chat_id)
    text, entities = formatted(caption, None, entities)
    if kind == "photo":
        media: Json = {"photo": photo_sizes(world, upload, size_of(upload.content) or (800, 600))}
    elif kind in ("document", "voice", "video", "animation", "audio", "video_note", "sticker"):
        media = content(keep_file(world, kind, upload, sizes=(0, 0, duration)))
    else:
        raise Refused(f"no such kind of file: {kind}")
    captioned = filled(caption=text, caption_entities=entities, media_group_id=album)
    return utter(world, person_id, chat, {**media, **captioned}, reply_to, topic)


def share(
    world: World, person_id: int, what: Json, chat_id: int | None = None, reply_to: int | None = None,
    topic: int | None = None,
) -> Post:  # fmt: skip
    """Send a location or a venue, a dice, a contact, or one's own contact if there are no details."""
    chat, person = place(world, person_id, chat_id), world.person(person_id)
    if "dice" in what:
        said: Json = {"dice": {"emoji": what["dice"], "value": world.chance.randint(1, 6)}}
    elif "latitude" in what:
        said = {"location": {"latitude": float(what["latitude"]), "longitude": float(what["longitude"])}}
        if "title" in what:  # a venue is a location, too
            said = {"venue": {**said, "title": what["title"], "address": what.get("address", "")}, **said}
    else:
        own = {"phone_number": f"+3584{person.id % 10**8:08}", "first_name": person.first_name}
        names = filled(**{name: what.get(name) for name in ("phone_number", "first_name", "last_name", "user_id")})
        said = {"contact": names or {**own, **filled(last_name=person.last_name), "user_id": person.id}}
    return utter(world, person_id, chat, said, reply_to, topic)


def press(
    world: World, person_id: int, message: int, *, chat_id: int | None = None, button: list[int] | None = None,
    data: str | None = None,
) -> Json:  # fmt: skip
    """Press a button under a message, by row and column, or by its data as an old copy of the message may hold it."""
    chat = place(world, person_id, chat_id)
    post = world.posts.get(chat.id, {}).get(message)
    if post is None:
        raise Refused("message not found")
    if button is not None:
        rows = post.body.get("reply_markup", {}).get("inline_keyboard", [])
        try:
            pressed = rows[button[0]][button[1]]
        except IndexError:
            raise Refused("there is no such button") from None
        if "callback_data" not in pressed:
            return {"opens": pressed.get("url"), "copies": pressed.get("copy_text", {}).get("text")}
        data = pressed["callback_data"]
    here: Json = {"chat": world.chat_body(chat), "message_id": post.id, "date": 0} if post.deleted else post.body
    query: Json = {
        "id": str(4_000_000_000_000_000 + world.next("query")),
        "from": world.person(person_id).user(),
        "message": here,
        "chat_instance": str(chat.id * 7919),
        "data": data or "",
    }
    about = {"chat": chat.id, "message": post.id, "person": person_id, "data": query["data"]}
    kept = {"id": query["id"], **about, "time": world.clock()}
    if world.mailbox.put("callback_query", query):
        world.queries[query["id"]] = kept
        world.store.keep("query", query["id"], kept)
    return {"query": query["id"]}


def payload_of(world: World, link: str) -> str:
    """What a deep link carries; a bare payload is taken as it is."""
    if "/" not in link and "?" not in link:
        payload = link
    else:
        parts = urlsplit(link if "://" in link else "https://" + link)
        query = parse_qs(parts.query)
        name = query.get("domain", [""])[0] if parts.scheme == "tg" else parts.path.strip("/")
        if name.lower() != world.bot["username"].lower():
            raise Refused("the link leads to another bot")
        payload = query.get("start", [""])[0]
    if not PAYLOAD.fullmatch(payload):
        raise Refused("START_PARAM_INVALID")
    return payload


def follow(world: World, person_id: int, link: str) -> Post:
    """Open a deep link to the bot and press Start."""
    return say(world, person_id, f"/start {payload_of(world, link)}")


def block(world: World, person_id: int, *, blocked: bool) -> None:
    """Stop the bot from writing, or let it again."""
    person = world.person(person_id)
    if person.blocked == blocked:
        return
    person.blocked = blocked
    world.keep(person)
    world.happen(None, "people")
    if person.started:
        was, now = ("member", "kicked") if blocked else ("kicked", "member")
        tell_membership(world, person_id, world.chats[person_id], was, now)


def tell_membership(world: World, by: int, chat: Chat, was: str, now: str) -> None:
    """Tell the bot that its own place in a chat has changed."""
    bot = world.bot["id"]
    change = {"chat": world.chat_body(chat), "from": world.member(by), "date": world.now()}
    states = {"old_chat_member": membership(world, bot, was), "new_chat_member": membership(world, bot, now)}
    world.mailbox.put("my_chat_member", {**change, **states})


def react(world: World, person_id: int, message: int, emoji: str, chat_id: int | None = None) -> None:
    """Put a reaction on a message, or take it back with an empty one."""
    chat = place(world, person_id, chat_id)
    post = world.find(chat.id, message)
    if post is None:
        raise Refused("message to react not found")
    old = post.reactions.get(str(person_id), [])
    new = [{"type": "emoji", "emoji": emoji}] if emoji else []
    post.reactions[str(person_id)] = new
    world.touch(post)
    change = {"chat": world.chat_body(chat), "message_id": post.id, "user": world.person(person_id).user()}
    states = {"date": world.now(), "old_reaction": old, "new_reaction": new}
    world.mailbox.put("message_reaction", {**change, **states})
