"""What the world is made of: people, chats, posts and files."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

Json = dict[str, Any]


def filled(**fields: Any) -> Json:
    """An object of the Bot API: what is not there is left out."""
    return {name: value for name, value in fields.items() if value not in (None, "", [])}


@dataclass
class Someone:
    """A person who uses Telegram."""

    id: int
    first_name: str
    last_name: str = ""
    username: str = ""
    language_code: str = ""
    started: bool = False
    blocked: bool = False

    def user(self) -> Json:
        """As the Bot API shows them."""
        return {
            "id": self.id,
            "is_bot": False,
            **filled(
                first_name=self.first_name,
                last_name=self.last_name,
                username=self.username,
                language_code=self.language_code,
            ),
        }


@dataclass
class Chat:
    """A private chat with the bot, or a group; `members` holds each user's status, the bot's too."""

    id: int
    kind: str
    title: str = ""
    members: dict[str, str] = field(default_factory=dict)
    keyboard: Json | None = None
    upgraded_to: int | None = None
    last_id: int = 0
    topics: dict[str, Json] = field(default_factory=dict)  # of a private chat: their names and icons

    def short(self) -> Json:
        """As the Bot API shows a group; private chats carry the person's names."""
        chat = {"id": self.id, "title": self.title, "type": self.kind}
        if self.kind == "group":
            chat["all_members_are_administrators"] = False
        return chat


@dataclass
class Post:
    """A message in a chat, with what only this world knows of it."""

    chat: int
    id: int
    body: Json
    revision: int = 0
    said: int = 0  # the revision at which its text or media last changed
    deleted: bool = False
    fixed: bool = False  # carries a reply keyboard, so that it can never be edited
    reactions: dict[str, list[Json]] = field(default_factory=dict)

    @property
    def author(self) -> int:
        """Who wrote it."""
        return int(self.body["from"]["id"])


@dataclass
class File:
    """Something sent once, that can be sent again by its id."""

    id: str
    unique: str
    kind: str
    path: str
    size: int
    group: str = ""
    name: str = ""
    mime: str = ""
    width: int = 0
    height: int = 0
    duration: int = 0
