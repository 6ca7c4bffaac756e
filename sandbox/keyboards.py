"""Keyboards under messages: what Telegram takes and what it refuses."""

from __future__ import annotations

import json
from typing import Any
from urllib.parse import urlsplit

from telegram.constants import InlineKeyboardButtonLimit, InlineKeyboardMarkupLimit, ReplyLimit

from sandbox.errors import Refused

Json = dict[str, Any]

ACTIONS = (
    "callback_data",
    "url",
    "web_app",
    "login_url",
    "switch_inline_query",
    "switch_inline_query_current_chat",
    "switch_inline_query_chosen_chat",
    "copy_text",
    "callback_game",
    "pay",
)
INLINE_FIELDS = {"text", "icon_custom_emoji_id", "style", *ACTIONS}
REPLY_FIELDS = {
    "text",
    "icon_custom_emoji_id",
    "style",
    "request_users",
    "request_chat",
    "request_managed_bot",
    "request_contact",
    "request_location",
    "request_poll",
    "web_app",
}
MARKUP_FIELDS = {
    "inline_keyboard": {"inline_keyboard"},
    "keyboard": {
        "keyboard",
        "is_persistent",
        "resize_keyboard",
        "one_time_keyboard",
        "input_field_placeholder",
        "selective",
    },
    "remove_keyboard": {"remove_keyboard", "selective"},
    "force_reply": {"force_reply", "input_field_placeholder", "selective"},
}
TOO_LONG_BYTES = 10_000


def checked_markup(markup: Any, *, inline_only: bool = False) -> Json | None:
    """The keyboard as it is kept, or a refusal."""
    if markup is None or markup == {}:
        return None
    if not isinstance(markup, dict):
        raise Refused("object expected as reply markup")
    kind = next((kind for kind in MARKUP_FIELDS if kind in markup), None)
    if kind is None or (inline_only and kind != "inline_keyboard"):
        what = "inline keyboard markup JSON object" if inline_only else "reply keyboard markup JSON object"
        raise Refused(f"can't parse {what}")
    if "input_field_placeholder" in markup:
        hint = markup["input_field_placeholder"]
        if not isinstance(hint, str) or not 0 < len(hint) <= ReplyLimit.MAX_INPUT_FIELD_PLACEHOLDER:
            raise Refused("reply markup placeholder must be 1-64 characters long")
    if kind == "inline_keyboard":
        return inline_keyboard(markup)
    if kind == "keyboard":
        return reply_keyboard(markup)
    if markup[kind] is not True:
        raise Refused("can't parse reply keyboard markup JSON object")
    return markup


def unknown_fields(markup: Any) -> list[str]:
    """Fields that no keyboard has; Telegram passes over them, a reader of the log should not."""
    if not isinstance(markup, dict):
        return []
    kind = next((kind for kind in MARKUP_FIELDS if kind in markup), None)
    if kind is None:
        return []
    strange = [name for name in markup if name not in MARKUP_FIELDS[kind]]
    known = INLINE_FIELDS if kind == "inline_keyboard" else REPLY_FIELDS
    rows = markup[kind] if isinstance(markup[kind], list) else []
    buttons = [b for row in rows if isinstance(row, list) for b in row if isinstance(b, dict)]
    return strange + sorted({name for button in buttons for name in button if name not in known})


def rows_of(rows: Any, what: str) -> list[list[Any]]:
    if not isinstance(rows, list) or not all(isinstance(row, list) for row in rows):
        raise Refused(f"can't parse {what} JSON object")
    return [row for row in rows if row]


def inline_keyboard(markup: Json) -> Json | None:
    rows = rows_of(markup["inline_keyboard"], "inline keyboard markup")
    kept = [[inline_button(button) for button in row] for row in rows]
    if not kept:
        return None
    if sum(map(len, kept)) > InlineKeyboardMarkupLimit.TOTAL_BUTTON_NUMBER:
        raise Refused("reply markup is too long")
    if max(map(len, kept)) > InlineKeyboardMarkupLimit.BUTTONS_PER_ROW:
        raise Refused("BUTTON_ROW_TOO_LONG")
    if len(json.dumps(kept)) > TOO_LONG_BYTES:
        raise Refused("reply markup is too long")
    return {"inline_keyboard": kept}


def inline_button(button: Any) -> Json:
    """One inline button: a text and exactly one thing that it does."""
    if not isinstance(button, dict):
        raise Refused("can't parse inline keyboard button: Object expected")
    text = button.get("text")
    if not isinstance(text, str):
        raise Refused('can\'t parse inline keyboard button: Field "text" must be of type String')
    if not text.strip():
        raise Refused("inline keyboard button text must be non-empty")
    actions = [name for name in ACTIONS if name in button]
    if not actions:
        raise Refused("can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard")
    if "callback_data" in button:
        data = button["callback_data"]
        limit = InlineKeyboardButtonLimit.MAX_CALLBACK_DATA
        if not isinstance(data, str) or not 0 < len(data.encode()) <= limit:
            raise Refused("BUTTON_DATA_INVALID")
    elif "url" in button:
        check_url(button["url"])
    elif "web_app" in button:
        address = str(inside(button["web_app"], "url"))
        if not address.startswith("https://"):
            reason = "Only HTTPS links are allowed"
            raise Refused(f"inline keyboard button Web App URL '{address}' is invalid: {reason}")
    elif "copy_text" in button:
        copied = str(inside(button["copy_text"], "text"))
        if not 0 < len(copied) <= InlineKeyboardButtonLimit.MAX_COPY_TEXT:
            raise Refused("BUTTON_COPY_TEXT_INVALID")
    return {name: value for name, value in button.items() if name in INLINE_FIELDS}


def inside(value: Any, name: str) -> Any:
    """A field of an object that may be none."""
    return value.get(name, "") if isinstance(value, dict) else ""


def check_url(address: Any) -> None:
    """A button leads somewhere: to a web page or to a place in Telegram."""
    if not isinstance(address, str) or not address:
        raise Refused("inline keyboard button URL '' is invalid: URL is empty")
    try:
        parts = urlsplit(address if "://" in address else "http://" + address)
        host = parts.hostname
    except ValueError:
        host = None
    if not host or " " in address or (parts.scheme in ("http", "https") and "." not in host):
        raise Refused(f"inline keyboard button URL '{address}' is invalid: Wrong HTTP URL")
    if parts.scheme not in ("http", "https", "tg", "ton", "tonsite"):
        raise Refused(f"inline keyboard button URL '{address}' is invalid: Unsupported URL protocol")


def reply_keyboard(markup: Json) -> Json:
    rows = rows_of(markup["keyboard"], "reply keyboard markup")
    kept = [[{"text": b} if isinstance(b, str) else b for b in row] for row in rows]
    if not kept:
        raise Refused("can't parse reply keyboard markup JSON object")
    for button in (button for row in kept for button in row):
        if not isinstance(button, dict) or not isinstance(button.get("text"), str):
            raise Refused('can\'t parse reply keyboard button: Field "text" must be of type String')
        if not button["text"].strip():
            raise Refused("reply keyboard button text must be non-empty")
    if len(json.dumps(kept)) > TOO_LONG_BYTES or sum(map(len, kept)) > 300:
        raise Refused("reply markup is too long")
    return {**markup, "keyboard": kept}
