"""What the bot says: sending, editing and deleting, and the answers to taps."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from telegram.constants import CallbackQueryLimit, ChatAction, MessageLimit

from sandbox.arguments import Arguments
from sandbox.entities import formatted
from sandbox.errors import Refused
from sandbox.keyboards import checked_markup
from sandbox.markup import units
from sandbox.methods import SENDING, method
from sandbox.nouns import Chat, Json, Post, filled
from sandbox.topics import marks_of, where

if TYPE_CHECKING:
    from sandbox.world import World

TWO_DAYS = 48 * 3600
QUERY_LIFE = 60.0
NOT_MODIFIED = (
    "message is not modified: specified new message content and reply markup are exactly the same "
    "as a current content and reply markup of the message"
)
TOO_OLD = "query is too old and response timeout expired or query ID is invalid"
QUOTED_WITHOUT = ("reply_to_message", "reply_markup")


def text_of(arguments: Arguments) -> Json:
    """The text of a message, with its entities."""
    text, entities = formatted(arguments.get("text", ""), arguments.get("parse_mode"), arguments.get("entities"))
    if not text:
        raise Refused("message text is empty")
    if units(text) > MessageLimit.MAX_TEXT_LENGTH:
        raise Refused("message is too long")
    return filled(text=text, entities=entities[: MessageLimit.MESSAGE_ENTITIES], **preview(arguments))


def preview(arguments: Arguments) -> Json:
    options = arguments.get("link_preview_options")
    return {"link_preview_options": options} if options else {}


def caption_of(arguments: Arguments | Json) -> Json:
    """The caption of a picture or a file, with its entities."""
    given = arguments.get("caption_entities")
    text, entities = formatted(str(arguments.get("caption") or ""), str(arguments.get("parse_mode") or ""), given)
    if units(text) > MessageLimit.CAPTION_LENGTH:
        raise Refused("message caption is too long")
    above = arguments.get("show_caption_above_media") or None
    return filled(caption=text, caption_entities=entities, show_caption_above_media=above)


def send(world: World, arguments: Arguments, content: Json) -> Json:
    """Put a message of the bot into a chat, and its keyboard under it."""
    markup = checked_markup(arguments.get("reply_markup"))
    chat = world.chat(arguments["chat_id"])
    if chat.members.get(str(world.bot["id"])) == "restricted":
        raise Refused(
            "not enough rights to send text messages to the chat" if "text" in content else "CHAT_WRITE_FORBIDDEN"
        )
    place = where(world, chat, arguments.get("message_thread_id"))
    content = {**place, **reply_to(world, chat, arguments.get("reply_parameters"), place), **content}
    if arguments.get("protect_content"):
        content["has_protected_content"] = True
    inline = bool(markup and "inline_keyboard" in markup)
    if inline:
        content["reply_markup"] = markup
    elif markup:
        chat.keyboard = None if "remove_keyboard" in markup else markup
        world.keep(chat)
    post = world.post(chat, world.bot["id"], content)
    post.fixed = bool(markup) and not inline and "remove_keyboard" not in (markup or {})
    if markup and not inline:
        world.happen(chat.id, "keyboard", keyboard=chat.keyboard)
        world.keep(post)
    return post.body


def reply_to(world: World, chat: Chat, given: Any, place: Json) -> Json:
    """The message that is answered, as it is quoted. An answer goes to the topic of what it answers, unless it is sent
    to another."""
    if given is None:
        return {}
    whole = isinstance(given, dict) and all(type(given.get(name, 0)) is int for name in ("chat_id", "message_id"))
    if not whole or "message_id" not in given:
        raise Refused("can't parse reply parameters JSON object")
    source = given.get("chat_id", chat.id)
    post = world.find(source, given["message_id"])
    if post is None:
        if given.get("allow_sending_without_reply"):
            return {}
        raise Refused("message to be replied not found")
    stands = marks_of(world, post)
    if place and stands != place:
        return {"external_reply": {"origin": origin_of(post), "chat": world.chat_body(chat), "message_id": post.id}}
    return {**stands, "reply_to_message": quoted(post)}


def origin_of(post: Post) -> Json:
    """Whose message it was, as forwards and answers from elsewhere tell."""
    return {"type": "user", "sender_user": post.body["from"], "date": post.body["date"]}


def quoted(post: Post) -> Json:
    """A message inside the answer to it."""
    return {name: value for name, value in post.body.items() if name not in QUOTED_WITHOUT}


def own_post(world: World, arguments: Arguments) -> Post:
    """The bot's own message that is to be edited."""
    for name in ("chat_id", "message_id"):
        if name not in arguments:
            missing = "chat_id is empty" if name == "chat_id" else "message identifier is not specified"
            raise Refused(missing)
    chat = world.chat(arguments["chat_id"])
    post = world.find(chat.id, arguments["message_id"])
    if post is None:
        raise Refused("message to edit not found")
    if post.author != world.bot["id"] or post.fixed or "forward_origin" in post.body:
        raise Refused("message can't be edited")
    return post


def edit(world: World, post: Post, dropped: tuple[str, ...], content: Json, markup: Json | None) -> Json:
    """Replace a part of a message, and its keyboard."""
    old = post.body
    new = {name: value for name, value in old.items() if name not in (*dropped, "reply_markup")} | content
    if markup:
        new["reply_markup"] = markup
    if new == old:
        raise Refused(NOT_MODIFIED)
    bare = ("reply_markup", "edit_date")
    said = {k: v for k, v in new.items() if k not in bare} != {k: v for k, v in old.items() if k not in bare}
    post.body = {**new, "edit_date": world.now()}
    world.touch(post, said=said)
    return post.body


@method("sendMessage", f"chat_id! text! parse_mode entities link_preview_options {SENDING}")
def send_message(world: World, arguments: Arguments) -> Json:
    return send(world, arguments, text_of(arguments))


@method("editMessageText", "chat_id message_id text parse_mode entities link_preview_options reply_markup")
def edit_message_text(world: World, arguments: Arguments) -> Json:
    content = text_of(arguments)
    markup = checked_markup(arguments.get("reply_markup"), inline_only=True)
    post = own_post(world, arguments)
    if "text" not in post.body:
        raise Refused("there is no text in the message to edit")
    return edit(world, post, ("text", "entities", "link_preview_options"), content, markup)


@method(
    "editMessageCaption", "chat_id message_id caption parse_mode caption_entities show_caption_above_media reply_markup"
)
def edit_message_caption(world: World, arguments: Arguments) -> Json:
    content = caption_of(arguments)
    markup = checked_markup(arguments.get("reply_markup"), inline_only=True)
    post = own_post(world, arguments)
    if "text" in post.body or "location" in post.body or "contact" in post.body:
        raise Refused("there is no caption in the message to edit")
    return edit(world, post, ("caption", "caption_entities", "show_caption_above_media"), content, markup)


@method("editMessageReplyMarkup", "chat_id message_id reply_markup")
def edit_message_reply_markup(world: World, arguments: Arguments) -> Json:
    markup = checked_markup(arguments.get("reply_markup"), inline_only=True)
    return edit(world, own_post(world, arguments), (), {}, markup)


def delete(world: World, chat: Chat, message_id: Any) -> None:
    """Take a message away for everybody."""
    post = world.find(chat.id, message_id)
    if post is None:
        raise Refused("message to delete not found")
    rights = chat.kind == "private" or chat.members.get(str(world.bot["id"])) == "administrator"
    if (post.author != world.bot["id"] and not rights) or world.now() - post.body["date"] > TWO_DAYS:
        raise Refused("message can't be deleted for everyone")
    post.deleted = True
    world.touch(post)


@method("deleteMessage", "chat_id! message_id!")
def delete_message(world: World, arguments: Arguments) -> bool:
    delete(world, world.chat(arguments["chat_id"]), arguments["message_id"])
    return True


@method("deleteMessages", "chat_id! message_ids!")
def delete_messages(world: World, arguments: Arguments) -> bool:
    chat = world.chat(arguments["chat_id"])
    for number in message_ids(arguments):
        if world.find(chat.id, number):
            delete(world, chat, number)
    return True


def message_ids(arguments: Arguments) -> list[int]:
    """A list of messages, as deleteMessages and the like name them."""
    numbers = arguments["message_ids"]
    if not isinstance(numbers, list) or not all(type(number) is int for number in numbers):
        raise Refused("expected an Array of message identifiers")
    if not 1 <= len(numbers) <= 100:
        raise Refused("too many message identifiers specified" if numbers else "message identifiers are not specified")
    return numbers


@method("answerCallbackQuery", "callback_query_id! text show_alert url cache_time")
def answer_callback_query(world: World, arguments: Arguments) -> bool:
    query = world.queries.get(arguments["callback_query_id"])
    if query is None or world.clock() - query["time"] > QUERY_LIFE:
        raise Refused(TOO_OLD)
    text = arguments.get("text", "")
    if len(text) > CallbackQueryLimit.ANSWER_CALLBACK_QUERY_TEXT_LENGTH:
        raise Refused("MESSAGE_TOO_LONG")
    if not arguments.get("url", "https://t.me/").startswith(("https://t.me/", "tg://")):
        raise Refused("URL_INVALID")
    del world.queries[query["id"]]
    world.store.keep("query", query["id"], None)
    details = {"text": text, "alert": bool(arguments.get("show_alert")), "query": query["id"]}
    world.happen(query["chat"], "answer", person=query["person"], message=query["message"], **details)
    return True


@method("sendChatAction", "chat_id! message_thread_id action!")
def send_chat_action(world: World, arguments: Arguments) -> bool:
    if arguments["action"] not in {str(action) for action in ChatAction}:
        raise Refused("wrong parameter action in request")
    chat = world.chat(arguments["chat_id"])
    where(world, chat, arguments.get("message_thread_id"))
    world.happen(chat.id, "action", action=arguments["action"])
    return True
