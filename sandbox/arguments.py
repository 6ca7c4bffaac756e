"""What a request says: parameters by name, read into values of the right kind."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sandbox.errors import Refused

KINDS = {
    "int": "message_id message_thread_id offset limit timeout duration width height length "
    "user_id max_connections cache_time live_period heading proximity_alert_radius start_timestamp "
    "video_start_timestamp icon_color",
    "bool": "disable_notification protect_content allow_paid_broadcast show_alert show_caption_above_media "
    "has_spoiler disable_content_type_detection supports_streaming drop_pending_updates is_big return_bots "
    "remove_caption",
    "float": "latitude longitude horizontal_accuracy",
    "chat": "chat_id from_chat_id",
    "json": "entities caption_entities link_preview_options reply_parameters reply_markup media message_ids "
    "allowed_updates commands scope menu_button reaction",
    "file": "photo document voice video animation audio video_note sticker thumbnail cover certificate",
}
KIND = {name: kind for kind, names in KINDS.items() for name in names.split()}

MISSING = {
    "chat_id": "chat_id is empty",
    "from_chat_id": "chat_id is empty",
    "text": "message text is empty",
    "message_id": "message identifier is not specified",
    "message_thread_id": "message thread not found",
    "message_ids": "message identifiers are not specified",
    "user_id": "invalid user_id specified",
    "callback_query_id": "query is too old and response timeout expired or query ID is invalid",
    "file_id": "file_id not specified",
    "latitude": "latitude is empty",
    "longitude": "longitude is empty",
    "phone_number": "phone number is empty",
    "first_name": "first name is empty",
    "action": "wrong parameter action in request",
    "commands": "expected an Array of BotCommand",
    "media": "there are no media in the request",
}


@dataclass(frozen=True)
class Upload:
    """A file that came with the request."""

    name: str
    mime: str
    content: bytes


class Arguments(dict[str, Any]):
    """The parameters of one request, converted; absent ones are simply not there."""

    uploads: dict[str, Upload]

    def upload(self, name: str, given: Any) -> Upload | str | None:
        """The file given under a name: sent along, attached elsewhere in the request, or named by its id."""
        if isinstance(given, str) and given.startswith("attach://"):
            return self.uploads.get(given.removeprefix("attach://"))
        return self.uploads.get(name) or (given or None)


def parameters(words: str) -> dict[str, bool]:
    """A method's parameters from a line such as "chat_id! text"; True for those that are needed."""
    return {word.rstrip("!"): word.endswith("!") for word in words.split()}


def read(known: Mapping[str, bool], raw: Mapping[str, Any], uploads: dict[str, Upload]) -> Arguments:
    """The arguments of a request whose method knows these parameters."""
    arguments = Arguments()
    arguments.uploads = uploads
    for name, value in raw.items():
        if name in known and value is not None and value != "":
            arguments[name] = converted(name, value)
    for name, needed in known.items():
        if needed and name not in arguments and name not in uploads:
            raise Refused(missing(name))
    return arguments


def missing(name: str) -> str:
    """What is said when a parameter is needed and not there."""
    if KIND.get(name) == "file":
        return f"there is no {name.replace('_', ' ')} in the request"
    return MISSING.get(name, f"parameter {name} is empty")


def converted(name: str, value: Any) -> Any:
    """A value of the kind that its name stands for."""
    kind = KIND.get(name, "str")
    try:
        if kind == "json":
            return json.loads(value) if isinstance(value, str) else value
        if kind == "chat":
            return value.strip() if isinstance(value, str) and value.startswith("@") else whole(value)
        if kind == "int":
            return whole(value)
        if kind == "float":
            return number(value)
        if kind == "bool":
            return truth(value)
    except ValueError:
        raise Refused(refusal(name, kind)) from None
    if not isinstance(value, str):
        raise Refused(f"wrong parameter {name} in request")
    return value


def refusal(name: str, kind: str) -> str:
    """What is said of a value that is not of its kind."""
    if kind == "chat":
        return "chat not found"
    if name in ("entities", "caption_entities"):
        return "can't parse entities: can't parse entities JSON object"
    if name == "scope":
        return "can't parse BotCommandScope JSON object"
    if kind == "json":
        return f"can't parse {name.replace('_', ' ')} JSON object"
    return f"wrong parameter {name} in request"


def whole(value: Any) -> int:
    if isinstance(value, bool) or not isinstance(value, int | str):
        raise ValueError(value)
    return int(value)


def number(value: Any) -> float:
    if isinstance(value, bool) or not isinstance(value, int | float | str):
        raise ValueError(value)
    return float(value)


def truth(value: Any) -> bool:
    if isinstance(value, bool):
        return value
    word = str(value).lower()
    if word not in ("true", "false", "yes", "no", "1", "0"):
        raise ValueError(value)
    return word in ("true", "yes", "1")
