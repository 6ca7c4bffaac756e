"""The log of the bot's requests, with those that it should not have made."""

from __future__ import annotations

import itertools
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

KEPT = 20_000


@dataclass
class Call:
    """One request of the bot: what it asked, what it heard, and what was wrong with it."""

    n: int
    time: float
    method: str
    params: dict[str, Any]
    files: dict[str, str] = field(default_factory=dict)
    status: int = 0
    result: Any = None
    error: str = ""
    breaches: list[str] = field(default_factory=list)
    took: float = 0.0

    def body(self) -> dict[str, Any]:
        """As JSON."""
        return dict(vars(self))


class Journal:
    """The requests, newest last. Only the latest are kept, but every breach."""

    def __init__(self, clock: Callable[[], float]) -> None:
        self.clock = clock
        self.calls: deque[Call] = deque(maxlen=KEPT)
        self.breaches: list[Call] = []
        self.numbers = itertools.count(1)

    def open(self, method: str, params: dict[str, Any], files: dict[str, str]) -> Call:
        """Note a request that has come."""
        call = Call(next(self.numbers), self.clock(), method, params, files)
        self.calls.append(call)
        return call

    def close(self, call: Call) -> None:
        """Note its answer."""
        if call.breaches:
            self.breaches.append(call)

    def since(self, number: int) -> list[Call]:
        """Requests after the one with this number."""
        fresh = itertools.takewhile(lambda call: call.n > number, reversed(self.calls))
        return list(fresh)[::-1]
