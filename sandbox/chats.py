"""Who the bot is, where it is, and how it hears of things."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from telegram.constants import WebhookLimit

from sandbox.arguments import Arguments
from sandbox.errors import Refused
from sandbox.methods import method
from sandbox.nouns import Json

if TYPE_CHECKING:
    from sandbox.world import World

PRESENT = ("creator", "administrator", "member", "restricted")
WEBHOOK_PORTS = (80, 88, 443, 8443)
RIGHTS = (
    "can_be_edited",
    "can_manage_chat",
    "can_change_info",
    "can_delete_messages",
    "can_invite_users",
    "can_restrict_members",
    "can_pin_messages",
    "can_promote_members",
    "can_manage_video_chats",
    "can_post_stories",
    "can_edit_stories",
    "can_delete_stories",
)
MAY = (
    "can_send_messages",
    "can_send_audios",
    "can_send_documents",
    "can_send_photos",
    "can_send_videos",
    "can_send_video_notes",
    "can_send_voice_notes",
    "can_send_polls",
    "can_send_other_messages",
    "can_add_web_page_previews",
    "can_react_to_messages",
    "can_edit_tag",
    "can_change_info",
    "can_invite_users",
    "can_pin_messages",
    "can_manage_topics",
)


@method("getMe")
def get_me(world: World, arguments: Arguments) -> Json:
    abilities = {
        "can_join_groups": True,
        "can_read_all_group_messages": not world.privacy,
        "supports_inline_queries": False,
        "can_connect_to_business": False,
        "has_main_web_app": False,
        "has_topics_enabled": world.topics,
        "allows_users_to_create_topics": world.topics,
    }
    return {**world.bot, **abilities}


@method("getUpdates", "offset limit timeout allowed_updates")
async def get_updates(world: World, arguments: Arguments) -> list[Json]:
    get = arguments.get
    return await world.mailbox.updates(get("offset", 0), get("limit", 100), get("timeout", 0), get("allowed_updates"))


@method("deleteWebhook", "drop_pending_updates")
def delete_webhook(world: World, arguments: Arguments) -> bool:
    world.mailbox.set_webhook({})
    if arguments.get("drop_pending_updates"):
        world.mailbox.forget()
    return True


@method(
    "setWebhook",
    "url certificate ip_address max_connections allowed_updates drop_pending_updates secret_token",
)
def set_webhook(world: World, arguments: Arguments) -> bool:
    address = arguments.get("url", "")
    if not address:
        return bool(delete_webhook(world, arguments))
    parts = urlsplit(address)
    if parts.scheme != "https":
        raise Refused("bad webhook: An HTTPS URL must be provided for webhook")
    if not parts.hostname:
        raise Refused("invalid webhook URL specified")
    if (parts.port or 443) not in WEBHOOK_PORTS:
        raise Refused("bad webhook: Webhook can be set up only on ports 80, 88, 443 or 8443")
    secret = arguments.get("secret_token", "")
    if len(secret) > WebhookLimit.MAX_SECRET_TOKEN_LENGTH:
        raise Refused("secret token is too long")
    if not re.fullmatch(r"[A-Za-z0-9_-]*", secret):
        raise Refused("secret token contains unallowed characters")
    world.mailbox.allow(arguments.get("allowed_updates"))
    world.mailbox.set_webhook({"url": address, "max_connections": arguments.get("max_connections", 40)})
    if arguments.get("drop_pending_updates"):
        world.mailbox.forget()
    return True


@method("getWebhookInfo")
def get_webhook_info(world: World, arguments: Arguments) -> Json:
    info = {"url": "", "has_custom_certificate": False, "pending_update_count": len(world.mailbox.pending)}
    allowed = {"allowed_updates": world.mailbox.allowed} if world.mailbox.allowed else {}
    return {**info, **world.mailbox.webhook, **allowed}


@method("close")
def close(world: World, arguments: Arguments) -> bool:
    return True


@method("logOut")
def log_out(world: World, arguments: Arguments) -> bool:
    return True


@method("getChat", "chat_id!")
def get_chat(world: World, arguments: Arguments) -> Json:
    chat = world.known_chat(arguments["chat_id"])
    if chat.kind == "private" and not world.people[chat.id].started:
        raise Refused("chat not found")
    gifts = dict.fromkeys(("unlimited_gifts", "limited_gifts", "unique_gifts", "premium_subscription"), True)
    gifts["gifts_from_channels"] = True
    body = {**world.chat_body(chat), "accent_color_id": 0, "max_reaction_count": 11, "accepted_gift_types": gifts}
    if chat.kind == "private":
        return body
    able = dict.fromkeys(("can_send_messages", "can_send_photos", "can_send_documents", "can_invite_users"), True)
    return {**body, "permissions": able}


def membership(world: World, user_id: int, status: str) -> Json:
    """A ChatMember of the subtype that goes with its status."""
    member: Json = {"user": world.member(user_id), "status": status}
    match status:
        case "restricted":  # may read along and not write
            member |= {**dict.fromkeys(MAY, False), "is_member": True, "until_date": 0}
        case "creator":
            member["is_anonymous"] = False
        case "administrator":
            member |= {**dict.fromkeys(RIGHTS, True), "is_anonymous": False}
        case "kicked":
            member["until_date"] = 0
    return member


@method("getChatMember", "chat_id! user_id!")
def get_chat_member(world: World, arguments: Arguments) -> Json:
    chat, user_id = world.chat(arguments["chat_id"]), arguments["user_id"]
    if user_id != world.bot["id"] and user_id not in world.people:
        raise Refused("invalid user_id specified")
    if chat.kind == "private":
        return membership(world, user_id, "member")
    return membership(world, user_id, chat.members.get(str(user_id), "left"))


@method("getChatAdministrators", "chat_id! return_bots")
def get_chat_administrators(world: World, arguments: Arguments) -> list[Json]:
    chat = world.chat(arguments["chat_id"])
    if chat.kind == "private":
        raise Refused("there are no administrators in the private chat")
    leads = {int(user): status for user, status in chat.members.items() if status in ("creator", "administrator")}
    shown = [user for user in leads if user != world.bot["id"] or arguments.get("return_bots")]
    return [membership(world, user, leads[user]) for user in shown]


@method("getChatMemberCount", "chat_id!")
def get_chat_member_count(world: World, arguments: Arguments) -> int:
    chat = world.chat(arguments["chat_id"])
    return 2 if chat.kind == "private" else sum(status in PRESENT for status in chat.members.values())


@method("leaveChat", "chat_id!")
def leave_chat(world: World, arguments: Arguments) -> bool:
    chat = world.chat(arguments["chat_id"])
    if chat.kind == "private":
        raise Refused("chat member status can't be changed in private chats")
    chat.members[str(world.bot["id"])] = "left"
    world.keep(chat)
    world.post(chat, world.bot["id"], {"left_chat_member": world.bot})
    world.happen(chat.id, "chat")
    return True
