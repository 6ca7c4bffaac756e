"""How the bot introduces itself: commands by scope and language, its name and descriptions, the menu button."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from telegram.constants import BotCommandLimit, BotDescriptionLimit, BotNameLimit

from sandbox.arguments import Arguments
from sandbox.errors import Refused
from sandbox.keyboards import inside
from sandbox.methods import method
from sandbox.nouns import Chat, Json

if TYPE_CHECKING:
    from sandbox.world import World

WIDE_SCOPES = ("default", "all_private_chats", "all_group_chats", "all_chat_administrators")
CHAT_SCOPES = ("chat", "chat_administrators")
COMMAND = re.compile(rf"[a-z0-9_]{{1,{int(BotCommandLimit.MAX_COMMAND)}}}")
LANGUAGE = re.compile(r"[a-z]{2}")


def scope_key(world: World, scope: Any) -> str:
    """A scope as one word."""
    if scope is None:
        return "default"
    if not isinstance(scope, dict):
        raise Refused("can't parse BotCommandScope JSON object")
    kind = scope.get("type")
    if kind in WIDE_SCOPES:
        return str(kind)
    if kind not in (*CHAT_SCOPES, "chat_member"):
        raise Refused("can't parse BotCommandScope: Unsupported type specified")
    if scope.get("chat_id") in (None, ""):
        raise Refused("can't parse BotCommandScope: Empty chat_id specified")
    chat = world.known_chat(number_of(scope["chat_id"]))
    if kind == "chat_administrators" and chat.kind == "private":
        raise Refused("can't use specified scope in private chats")
    if kind == "chat_member":
        user = number_of(scope.get("user_id"))
        if user is None:
            raise Refused("can't parse BotCommandScope: Invalid user_id specified")
        return f"chat_member:{chat.id}:{user}"
    return f"{kind}:{chat.id}"


def number_of(value: Any) -> int | None:
    try:
        return int(value)
    except (TypeError, ValueError):
        return None


def language_of(arguments: Arguments) -> str:
    language: str = arguments.get("language_code", "")
    if language and not LANGUAGE.fullmatch(language):
        raise Refused("invalid language code specified")
    return language


def about_key(world: World, what: str, arguments: Arguments) -> str:
    return f"{what}/{scope_key(world, arguments.get('scope'))}/{language_of(arguments)}"


def set_about(world: World, key: str, value: Any) -> None:
    if value:
        world.about[key] = value
    else:
        world.about.pop(key, None)
    world.store.keep("about", key, value or None)
    world.happen(None, "about")


@method("setMyCommands", "commands! scope language_code")
def set_my_commands(world: World, arguments: Arguments) -> bool:
    commands = arguments["commands"]
    if not isinstance(commands, list):
        raise Refused("expected an Array of BotCommand")
    if len(commands) > BotCommandLimit.MAX_COMMAND_NUMBER:
        raise Refused("BOT_COMMANDS_TOO_MUCH")
    kept = [command_of(command) for command in commands]
    set_about(world, about_key(world, "commands", arguments), kept)
    return True


def command_of(command: Any) -> Json:
    """One command of a menu: a name and what it does."""
    if not isinstance(command, dict) or not all(isinstance(command.get(k), str) for k in ("command", "description")):
        raise Refused("can't parse BotCommand: Object expected")
    name = command["command"].removeprefix("/").lower()
    if not COMMAND.fullmatch(name):
        raise Refused("BOT_COMMAND_INVALID")
    if not BotCommandLimit.MIN_DESCRIPTION <= len(command["description"].strip()) <= BotCommandLimit.MAX_DESCRIPTION:
        raise Refused("BOT_COMMAND_DESCRIPTION_INVALID")
    return {"command": name, "description": command["description"].strip()}


@method("getMyCommands", "scope language_code")
def get_my_commands(world: World, arguments: Arguments) -> list[Json]:
    return list(world.about.get(about_key(world, "commands", arguments), []))


@method("deleteMyCommands", "scope language_code")
def delete_my_commands(world: World, arguments: Arguments) -> bool:
    set_about(world, about_key(world, "commands", arguments), None)
    return True


def scopes_for(chat: Chat, user_id: int) -> Iterator[str]:
    """Where a person's menu in a chat is looked up, the narrowest first."""
    administrator = chat.members.get(str(user_id)) in ("creator", "administrator")
    if chat.kind == "private":
        yield from (f"chat:{chat.id}", "all_private_chats", "default")
        return
    yield f"chat_member:{chat.id}:{user_id}"
    if administrator:
        yield f"chat_administrators:{chat.id}"
    yield f"chat:{chat.id}"
    if administrator:
        yield "all_chat_administrators"
    yield from ("all_group_chats", "default")


def menu_for(world: World, chat: Chat, user_id: int) -> list[Json]:
    """The commands that a person is offered in a chat."""
    language = world.people[user_id].language_code[:2]
    for scope in scopes_for(chat, user_id):
        for tried in (language, ""):
            commands = world.about.get(f"commands/{scope}/{tried}")
            if commands:
                return list(commands)
    return []


def declare(what: str, field: str, limit: int, error: str) -> None:
    """A pair of methods for one of the bot's names and descriptions."""

    @method(f"setMy{what}", f"{field} language_code")
    def set_text(world: World, arguments: Arguments) -> bool:
        text = arguments.get(field, "")
        if len(text) > limit:
            raise Refused(error)
        set_about(world, about_key(world, field, arguments), text)
        return True

    @method(f"getMy{what}", "language_code")
    def get_text(world: World, arguments: Arguments) -> Json:
        return {field: text_for(world, field, language_of(arguments))}


def text_for(world: World, field: str, language: str) -> str:
    """One of the bot's texts in a language, or in none."""
    own = world.bot["first_name"] if field == "name" else ""
    found = (world.about.get(f"{field}/default/{tried}") for tried in (language, ""))
    return next((str(text) for text in found if text), own)


declare("Name", "name", BotNameLimit.MAX_NAME_LENGTH, "BOT_TITLE_INVALID")
declare("Description", "description", BotDescriptionLimit.MAX_DESCRIPTION_LENGTH, "BOT_DESCRIPTION_TOO_LONG")
declare("ShortDescription", "short_description", BotDescriptionLimit.MAX_SHORT_DESCRIPTION_LENGTH, "ABOUT_TOO_LONG")


@method("setChatMenuButton", "chat_id menu_button")
def set_chat_menu_button(world: World, arguments: Arguments) -> bool:
    button = arguments.get("menu_button") or {"type": "default"}
    if not isinstance(button, dict) or button.get("type") not in ("default", "commands", "web_app"):
        raise Refused("can't parse menu button: Unsupported type specified")
    if button["type"] == "web_app" and not str(inside(button.get("web_app"), "url")).startswith("https://"):
        raise Refused("menu button Web App URL is invalid: Only HTTPS links are allowed")
    set_about(world, f"menu_button/{arguments.get('chat_id', '')}/", button)
    return True


@method("getChatMenuButton", "chat_id")
def get_chat_menu_button(world: World, arguments: Arguments) -> Json:
    keys = (f"menu_button/{arguments.get('chat_id', '')}/", "menu_button//")
    return next((world.about[key] for key in keys if key in world.about), {"type": "commands"})
