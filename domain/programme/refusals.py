"""Why a verb of the programme says no. Their sentences are in screens/programme/refusals.py."""

from dataclasses import dataclass
from datetime import datetime

from domain.refusals import Refusal


@dataclass(eq=False, kw_only=True)
class CallNotOpen(Refusal):
    """The call takes no applications yet."""

    opens_at: datetime


@dataclass(eq=False, kw_only=True)
class CallClosed(Refusal):
    """The deadline has gone by."""

    deadline: datetime


# The workbook


@dataclass(eq=False, kw_only=True)
class WrittenMeanwhile(Refusal):
    """Somebody else has written the answer since it was looked at: both are there to choose from."""

    version: int
    text: str
    name: str
    at: datetime


@dataclass(eq=False)
class SoundsLikeActivity(Refusal):
    """A goal that says what is done, not what changes. It may be kept."""


@dataclass(eq=False, kw_only=True)
class TooManyItems(Refusal):
    """More than one step of a logic model holds."""

    most: int


@dataclass(eq=False, kw_only=True)
class TooManyIndicators(Refusal):
    """More than anybody keeps up with."""

    most: int


@dataclass(eq=False, kw_only=True)
class TooManyDays(Refusal):
    """More measuring days than one indicator has."""

    most: int
