"""People of a closed loop: each has one update outstanding, and writes the next when the bot has answered it."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

FIRST_ID = 1_000
Owed = tuple[str, int]
"""A call that an update is waited out with: its method, and the chat (of an answered tap: the person) it is for."""


class Lost(Exception):
    """The bot answered something else than the scenario expects: what would be measured is not the scenario."""


@dataclass(frozen=True, slots=True)
class Turn:
    """An update without its id, and the calls that finish it."""

    update: dict[str, Any]
    owed: tuple[Owed, ...]


@dataclass(slots=True)
class Person:
    """Somebody who writes to the bot. `screen` is the last message that came, with the taps under it."""

    index: int
    screen: dict[str, Any] = field(default_factory=dict)
    sent: int = 0

    @property
    def id(self) -> int:
        return FIRST_ID + self.index

    @property
    def _user(self) -> dict[str, Any]:
        return {"id": self.id, "is_bot": False, "first_name": f"Person {self.index}", "language_code": "en"}

    @property
    def _chat(self) -> dict[str, Any]:
        return {"id": self.id, "type": "private", "first_name": f"Person {self.index}"}

    def says(self, words: str) -> Turn:
        """A text; one message back finishes it."""
        self.sent += 1
        message: dict[str, Any] = {
            "message_id": 1_000_000 + self.sent,
            "date": 1_790_000_000,
            "from": self._user,
            "chat": self._chat,
            "text": words,
        }
        if words.startswith("/"):
            length = len(words.partition(" ")[0])
            message["entities"] = [{"type": "bot_command", "offset": 0, "length": length}]
        return Turn({"message": message}, (("sendMessage", self.id),))

    def taps(self, data: str, *also: Owed, shows: str = "editMessageText") -> Turn:
        """A tap under the last screen; an edit and an answer finish it, and what else is owed."""
        self.sent += 1
        query = {
            "id": f"{self.id}-{self.sent}",
            "from": self._user,
            "chat_instance": str(self.id),
            "data": data,
            "message": {
                "message_id": self.screen.get("message_id", 1),
                "date": 1_790_000_000,
                "chat": self._chat,
                "text": self.screen.get("text", "a screen"),
            },
        }
        return Turn({"callback_query": query}, ((shows, self.id), ("answerCallbackQuery", self.id), *also))

    def buttons(self) -> dict[str, str]:
        """What can be tapped under the last screen: label to data."""
        keyboard = self.screen.get("reply_markup", {}).get("inline_keyboard", [])
        return {button["text"]: button.get("callback_data", "") for row in keyboard for button in row}


Scenario = Callable[[Person], Iterator[Turn]]
"""What a person does, turn after turn; it ends where they have no more to do."""


def talk(person: Person) -> Iterator[Turn]:
    """Small talk, for the echo."""
    while True:
        yield person.says(f"Hello for the time {person.sent}")


def apply_by_texts(person: Person) -> Iterator[Turn]:
    """An application to a task in three texts: the shape that all neighbours walk."""
    while True:
        yield person.says("/apply")
        yield person.says("I have two free Saturdays")
        yield person.says("2,5")
        yield person.says("yes")
