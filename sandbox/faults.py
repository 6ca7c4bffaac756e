"""Misbehaviour on demand: what a network and a busy Telegram do to a bot."""

from __future__ import annotations

import itertools
import random
from dataclasses import asdict, dataclass
from typing import Any, Literal

Kind = Literal["too_many", "error", "bad_gateway", "slow", "cut_before", "cut_after", "forbidden"]
KINDS: tuple[Kind, ...] = ("too_many", "error", "bad_gateway", "slow", "cut_before", "cut_after", "forbidden")


@dataclass
class Fault:
    """One kind of trouble: for whom, how often and how bad."""

    id: int
    kind: Kind
    method: str = ""  # this method only
    chat: int | None = None  # requests about this chat only
    share: float = 1.0  # of the requests that it concerns
    times: int | None = None  # then it is over
    retry_after: int = 1  # seconds, for too_many
    delay: float = 0.05  # seconds, for slow

    def concerns(self, method: str, chat: Any) -> bool:
        """Whether a request is in its reach. Polling is, when slow or by its name."""
        if self.method:
            return self.method.lower() == method.lower() and self.chat in (None, chat)
        if method.lower() == "getupdates" and self.kind != "slow":
            return False
        return self.chat is None or self.chat == chat


class Faults:
    """The troubles that are on now."""

    def __init__(self, chance: random.Random) -> None:
        self.chance = chance
        self.on: list[Fault] = []
        self.numbers = itertools.count(1)

    def add(self, kind: Kind, **details: Any) -> Fault:
        """Switch a trouble on."""
        if kind not in KINDS:
            raise ValueError(f"no such fault: {kind}")
        fault = Fault(next(self.numbers), kind, **details)
        self.on.append(fault)
        return fault

    def end(self, number: int | None = None) -> None:
        """Switch one off, or all."""
        self.on = [fault for fault in self.on if number is not None and fault.id != number]

    def seed(self, seed: int) -> None:
        """Make chance repeatable."""
        self.chance.seed(seed)

    def strike(self, method: str, chat: Any) -> tuple[float, Fault | None]:
        """How long a request is held up, and the trouble that it meets."""
        delay, met = 0.0, None
        for fault in list(self.on):
            if (met and fault.kind != "slow") or not fault.concerns(method, chat):
                continue
            if fault.share < 1 and self.chance.random() >= fault.share:
                continue
            if fault.times is not None:
                fault.times -= 1
                if fault.times <= 0:
                    self.on.remove(fault)
            if fault.kind == "slow":
                delay += fault.delay
            else:
                met = fault
        return delay, met

    def listed(self) -> list[dict[str, Any]]:
        """As JSON."""
        return [asdict(fault) for fault in self.on]
