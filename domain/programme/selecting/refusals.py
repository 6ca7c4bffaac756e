"""Why a verb of selecting says no."""

from dataclasses import dataclass
from datetime import datetime

from domain.refusals import Refusal


@dataclass(eq=False, kw_only=True)
class StillApplying(Refusal):
    """The call is open: applications may still change, so nothing is scored or decided yet."""

    deadline: datetime


@dataclass(eq=False, kw_only=True)
class NotAllDecided(Refusal):
    """Some applications have no decision: nothing is sent before all have."""

    count: int


@dataclass(eq=False)
class NothingToDecide(Refusal):
    """Nobody has applied."""


@dataclass(eq=False, kw_only=True)
class TooManyAccepted(Refusal):
    """More are accepted than there are places."""

    accepted: int
    capacity: int


@dataclass(eq=False, kw_only=True)
class PlacesLeft(Refusal):
    """Some are put in reserve although there are places."""

    left: int


@dataclass(eq=False)
class DecisionsChanged(Refusal):
    """Somebody changed a decision after the preview was looked at."""


@dataclass(eq=False, kw_only=True)
class AnswerTooLate(Refusal):
    """The offered place did not wait any longer."""

    confirm_by: datetime


@dataclass(eq=False)
class NoPlaceFree(Refusal):
    """All places are taken."""


@dataclass(eq=False)
class NobodyInReserve(Refusal):
    """There is no reserve to offer a place to."""
