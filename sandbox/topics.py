"""Topics of private chats: made by the bot or by a person, and what is said in them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from telegram.constants import ForumIconColor, ForumTopicLimit

from sandbox.arguments import Arguments
from sandbox.errors import Refused
from sandbox.methods import method
from sandbox.nouns import Chat, Json, Post, filled

if TYPE_CHECKING:
    from sandbox.world import World

NO_FORUM = "the chat is not a forum"
ICON = "icon_custom_emoji_id"


def marks(thread_id: int) -> Json:
    """What a message of a topic carries."""
    return {"message_thread_id": thread_id, "is_topic_message": True}


def where(world: World, chat: Chat, thread_id: Any) -> Json:
    """The marks of a topic that is there; none for the chat itself."""
    if thread_id is None:
        return {}
    if not world.topics or str(thread_id) not in chat.topics:
        raise Refused("message thread not found")
    return marks(thread_id)


def marks_of(world: World, post: Post) -> Json:
    """The marks of the topic that a message stands in: an answer goes there by itself."""
    thread_id = post.body.get("message_thread_id")
    return marks(thread_id) if thread_id is not None and world.topics else {}


def create(world: World, chat: Chat, author: int, name: str, **icon: Any) -> Post:
    """A new topic; its number is that of the message that tells of it."""
    name = name.strip()[: ForumTopicLimit.MAX_NAME_LENGTH]
    if not world.topics or chat.kind != "private":
        raise Refused(NO_FORUM)
    if not name:
        raise Refused("title must be non-empty")
    topic = {"name": name, "icon_color": int(ForumIconColor.BLUE), **icon}
    post = world.post(chat, author, {"forum_topic_created": topic})
    post.body |= marks(post.id)
    chat.topics[str(post.id)] = topic
    world.keep(chat)
    world.happen(chat.id, "topics")
    return post


def remove(world: World, chat: Chat, thread_id: Any) -> None:
    """A topic goes, with everything in it; nobody is told."""
    if chat.topics.pop(str(thread_id), None) is None:
        raise Refused("TOPIC_ID_INVALID")
    for post in list(world.posts.get(chat.id, {}).values()):
        if post.body.get("message_thread_id") == thread_id and not post.deleted:
            post.deleted = True
            world.touch(post)
    world.keep(chat)
    world.happen(chat.id, "topics")


def forum(world: World, arguments: Arguments) -> Chat:
    """The chat whose topics are meant."""
    chat = world.chat(arguments["chat_id"])
    if not world.topics or chat.kind != "private":
        raise Refused(NO_FORUM)
    return chat


def icon(arguments: Arguments) -> Json:
    """How a topic is to look."""
    colour = arguments.get("icon_color")
    if colour is not None and colour not in [int(known) for known in ForumIconColor]:
        raise Refused("invalid icon color specified")
    return filled(icon_color=colour, icon_custom_emoji_id=arguments.get(ICON))


@method("createForumTopic", f"chat_id! name! icon_color {ICON}")
def create_forum_topic(world: World, arguments: Arguments) -> Json:
    chat = forum(world, arguments)
    post = create(world, chat, world.bot["id"], arguments["name"], **icon(arguments))
    return {"message_thread_id": post.id, **post.body["forum_topic_created"]}


@method("editForumTopic", f"chat_id! message_thread_id! name {ICON}")
def edit_forum_topic(world: World, arguments: Arguments) -> bool:
    chat, thread_id = forum(world, arguments), arguments["message_thread_id"]
    known = chat.topics.get(str(thread_id))
    if known is None:
        raise Refused("TOPIC_ID_INVALID")
    name = arguments.get("name", "").strip()[: ForumTopicLimit.MAX_NAME_LENGTH]
    edited = filled(name=name, icon_custom_emoji_id=arguments.get(ICON))
    if {**known, **edited} == known:
        raise Refused("TOPIC_NOT_MODIFIED")
    chat.topics[str(thread_id)] = {**known, **edited}
    world.keep(chat)
    world.post(chat, world.bot["id"], {**marks(thread_id), "forum_topic_edited": edited})
    world.happen(chat.id, "topics")
    return True


@method("deleteForumTopic", "chat_id! message_thread_id!")
def delete_forum_topic(world: World, arguments: Arguments) -> bool:
    remove(world, forum(world, arguments), arguments["message_thread_id"])
    return True


@method("closeForumTopic", "chat_id! message_thread_id!")
def close_forum_topic(world: World, arguments: Arguments) -> bool:
    return only_in_supergroups(world, arguments)


@method("reopenForumTopic", "chat_id! message_thread_id!")
def reopen_forum_topic(world: World, arguments: Arguments) -> bool:
    return only_in_supergroups(world, arguments)


def only_in_supergroups(world: World, arguments: Arguments) -> bool:
    """Topics of private chats are not closed, and the supergroups here have none."""
    chat = world.chat(arguments["chat_id"])
    raise Refused(NO_FORUM if chat.kind == "supergroup" else "method is available only for supergroups")
