"""Copies and forwards, places and contacts, and reactions."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from telegram.constants import ContactLimit, LocationLimit, ReactionEmoji

from sandbox.arguments import Arguments
from sandbox.errors import Refused
from sandbox.media import PREFIX
from sandbox.messages import caption_of, message_ids, origin_of, send
from sandbox.methods import CAPTION, SENDING, method
from sandbox.nouns import Json, Post, filled

if TYPE_CHECKING:
    from sandbox.world import World

COPIED = (
    "text",
    "entities",
    "link_preview_options",
    "caption",
    "caption_entities",
    "venue",
    "location",
    "contact",
    *PREFIX,
)
RELAYED = "chat_id! from_chat_id!"


def source(world: World, arguments: Arguments, number: int, verb: str) -> Post:
    """The message that is passed on."""
    chat = world.known_chat(arguments["from_chat_id"])
    post = world.find(chat.id, number)
    if post is None:
        raise Refused(f"message to {verb} not found")
    if post.body.get("has_protected_content") or not any(name in post.body for name in COPIED):
        raise Refused(f"message can't be {'copied' if verb == 'copy' else 'forwarded'}")
    return post


def copied(post: Post) -> Json:
    return {name: post.body[name] for name in COPIED if name in post.body}


def forwarded(post: Post) -> Json:
    return {"forward_origin": post.body.get("forward_origin", origin_of(post)), **copied(post)}


@method("copyMessage", f"{RELAYED} message_id! {CAPTION} show_caption_above_media video_start_timestamp {SENDING}")
def copy_message(world: World, arguments: Arguments) -> Json:
    content = copied(source(world, arguments, arguments["message_id"], "copy"))
    if "caption" in arguments and not {"text", "location", "contact", "sticker"} & content.keys():
        content = {k: v for k, v in content.items() if not k.startswith("caption")} | caption_of(arguments)
    return {"message_id": send(world, arguments, content)["message_id"]}


@method("copyMessages", f"{RELAYED} message_ids! message_thread_id disable_notification protect_content remove_caption")
def copy_messages(world: World, arguments: Arguments) -> list[Json]:
    result = []
    for post in present(world, arguments, "copy"):
        content = copied(post)
        if arguments.get("remove_caption"):
            content = {k: v for k, v in content.items() if not k.startswith("caption")}
        result.append({"message_id": send(world, arguments, content)["message_id"]})
    return result


@method(
    "forwardMessage",
    f"{RELAYED} message_id! message_thread_id disable_notification protect_content video_start_timestamp",
)
def forward_message(world: World, arguments: Arguments) -> Json:
    return send(world, arguments, forwarded(source(world, arguments, arguments["message_id"], "forward")))


@method("forwardMessages", f"{RELAYED} message_ids! message_thread_id disable_notification protect_content")
def forward_messages(world: World, arguments: Arguments) -> list[Json]:
    posts = present(world, arguments, "forward")
    return [{"message_id": send(world, arguments, forwarded(post))["message_id"]} for post in posts]


def present(world: World, arguments: Arguments, verb: str) -> list[Post]:
    """Those of several messages that are there."""
    chat = world.known_chat(arguments["from_chat_id"])
    numbers = [number for number in message_ids(arguments) if world.find(chat.id, number)]
    if not numbers:
        raise Refused(f"message to {verb} not found")
    return [source(world, arguments, number, verb) for number in numbers]


@method(
    "sendLocation",
    f"chat_id! latitude! longitude! horizontal_accuracy live_period heading proximity_alert_radius {SENDING}",
)
def send_location(world: World, arguments: Arguments) -> Json:
    if not (-90 <= arguments["latitude"] <= 90 and -180 <= arguments["longitude"] <= 180):
        raise Refused("wrong latitude or longitude specified")
    if not 0 <= arguments.get("horizontal_accuracy", 0) <= LocationLimit.HORIZONTAL_ACCURACY:
        raise Refused("wrong horizontal accuracy specified")
    names = ("latitude", "longitude", "horizontal_accuracy", "live_period", "heading", "proximity_alert_radius")
    return send(world, arguments, {"location": {name: arguments[name] for name in names if name in arguments}})


@method(
    "sendVenue",
    "chat_id! latitude! longitude! title! address! foursquare_id foursquare_type google_place_id google_place_type "
    f"{SENDING}",
)
def send_venue(world: World, arguments: Arguments) -> Json:
    if not (-90 <= arguments["latitude"] <= 90 and -180 <= arguments["longitude"] <= 180):
        raise Refused("wrong latitude or longitude specified")
    point = {"location": {name: arguments[name] for name in ("latitude", "longitude")}}
    return send(world, arguments, {"venue": {**point, **{n: arguments[n] for n in ("title", "address")}}, **point})


@method("sendContact", f"chat_id! phone_number! first_name! last_name vcard {SENDING}")
def send_contact(world: World, arguments: Arguments) -> Json:
    if len(arguments.get("vcard", "").encode()) > ContactLimit.VCARD:
        raise Refused("VCARD_TOO_LONG")
    names = ("phone_number", "first_name", "last_name", "vcard")
    return send(world, arguments, {"contact": filled(**{name: arguments.get(name) for name in names})})


def reactions_of(given: Any) -> list[Json]:
    """The reactions named in a request: emoji that Telegram offers."""
    if not isinstance(given, list) or not all(isinstance(one, dict) for one in given):
        raise Refused("can't parse reaction types JSON object")
    known = {str(emoji) for emoji in ReactionEmoji}
    for one in given:
        if one.get("type") not in ("emoji", "custom_emoji"):
            raise Refused("invalid reaction type specified")
        if one["type"] == "custom_emoji" or one.get("emoji") not in known:
            raise Refused("REACTION_INVALID")
    return given


@method("setMessageReaction", "chat_id! message_id! reaction is_big")
def set_message_reaction(world: World, arguments: Arguments) -> bool:
    reactions = reactions_of(arguments.get("reaction") or [])
    if len(reactions) > 1:
        raise Refused("REACTIONS_TOO_MANY")
    post = world.find(world.chat(arguments["chat_id"]).id, arguments["message_id"])
    if post is None:
        raise Refused("message to react not found")
    post.reactions[str(world.bot["id"])] = reactions
    world.touch(post)
    return True
