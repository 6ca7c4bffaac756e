"""Why a verb of a running round says no. Their sentences are in screens/programme/running.py."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from domain.refusals import BadValue, Refusal


@dataclass(eq=False)
class DayHasBegun(Refusal):
    """The contact day is here, or over: its time and place stay."""


@dataclass(eq=False, kw_only=True)
class DayNotBegun(Refusal):
    """Who is there is marked when the day is here."""

    starts_at: datetime


@dataclass(eq=False, kw_only=True)
class EndsBeforeStart(BadValue):
    """It would end before it begins, or last longer than a day of people does."""

    field: str = "ends"
    longest: timedelta


@dataclass(eq=False, kw_only=True)
class DueAfterDay(BadValue):
    """The pre-assignment would be due after the day that it prepares."""

    field: str = "due"
    starts_at: datetime


# Pre-assignments


@dataclass(eq=False)
class NothingAsked(Refusal):
    """That day has no pre-assignment."""


@dataclass(eq=False)
class NothingHandedIn(Refusal):
    """There is nothing yet that could be commented on."""


# Sparring


@dataclass(eq=False, kw_only=True)
class SlotOverlaps(Refusal):
    """At that time there is something already."""

    starts_at: datetime


@dataclass(eq=False)
class SlotTaken(Refusal):
    """Somebody else was faster, or the time is not open any more."""


@dataclass(eq=False)
class SlotBegun(Refusal):
    """The time has begun, or is over."""


@dataclass(eq=False, kw_only=True)
class NotHeldYet(Refusal):
    """Notes are written when the sparring has begun."""

    starts_at: datetime


@dataclass(eq=False, kw_only=True)
class QuotaUsed(Refusal):
    """The organisation has fewer minutes left than that."""

    left: int


@dataclass(eq=False, kw_only=True)
class TooLateToCancel(Refusal):
    """Until then it could be moved or cancelled."""

    until: datetime
