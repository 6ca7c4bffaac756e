"""The command menus: for each language and kind of chat, and for one chat whose person chose a language."""

from typing import Any

from frame.routing import Routes
from frame.texts import LOCALES, Words, language
from screens.help import ABOUT, IN_SHORT


def menu(routes: Routes, code: str, *, in_groups: bool = False) -> list[dict[str, str]]:
    """The commands that the menu shows in that language, each with its own word."""
    speaks = language(code)
    return [
        {"command": command.word(code), "description": speaks.plain(said)}
        for command in routes.commands.values()
        if (said := command.in_groups if in_groups else command.menu) is not None
    ]


def calls(routes: Routes, default: str) -> list[tuple[str, dict[str, Any]]]:
    """The Bot API calls that set every menu and what the bot says of itself. Without a language code: the default."""
    made: list[tuple[str, dict[str, Any]]] = []
    for code, spoken in ((default, None), *((code, code) for code in LOCALES)):
        said = {"language_code": spoken} if spoken else {}
        private, groups = {"type": "all_private_chats"}, {"type": "all_group_chats"}
        made += [
            ("setMyCommands", {"commands": menu(routes, code), "scope": private, **said}),
            ("setMyCommands", {"commands": menu(routes, code, in_groups=True), "scope": groups, **said}),
            ("setMyDescription", {"description": _plain(ABOUT, code), **said}),
            ("setMyShortDescription", {"short_description": _plain(IN_SHORT, code), **said}),
        ]
    return made


def _plain(words: Words, code: str) -> str:
    return language(code).plain(words)
