"""States as words that can be joined into moves: `OPEN >> CANCELLED` reads like the tables do."""

from dataclasses import dataclass
from enum import StrEnum


@dataclass(frozen=True)
class Move:
    """From any of some states to one."""

    sources: frozenset["State"]
    target: "State"


@dataclass(frozen=True)
class States:
    """Some states of one noun."""

    members: frozenset["State"]

    def __rshift__(self, target: "State") -> Move:
        return Move(self.members, target)


class State(StrEnum):
    """The base of every noun's states."""

    def __rshift__(self, target: "State") -> Move:
        return Move(frozenset({self}), target)


def any_of(*states: State) -> States:
    """Several states to move from, or to act in."""
    return States(frozenset(states))
