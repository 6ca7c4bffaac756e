"""The methods of the Bot API that this server knows, by name."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sandbox.arguments import Arguments, parameters

if TYPE_CHECKING:
    from sandbox.world import World

Runs = Callable[["World", Arguments], Any]

SENDING = "message_thread_id disable_notification protect_content allow_paid_broadcast reply_parameters reply_markup"
CAPTION = "caption parse_mode caption_entities"


@dataclass(frozen=True)
class Method:
    """A method: its name, its parameters (True where needed), and what it does; it may be a coroutine."""

    name: str
    parameters: dict[str, bool]
    run: Runs


METHODS: dict[str, Method] = {}


def method(name: str, words: str = "") -> Callable[[Runs], Runs]:
    """Declare a method with its parameters, the needed ones marked by "!"."""

    def declare(run: Runs) -> Runs:
        METHODS[name.lower()] = Method(name, parameters(words), run)
        return run

    return declare
