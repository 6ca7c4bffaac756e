"""Why a verb of the programme says no. Their sentences are in screens/programme/refusals.py."""

from dataclasses import dataclass
from datetime import datetime

from domain.refusals import NotNow, Refusal


@dataclass(eq=False, kw_only=True)
class CallNotOpen(Refusal):
    """The call takes no applications yet."""

    opens_at: datetime


@dataclass(eq=False, kw_only=True)
class CallClosed(NotNow):
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


# Calls


@dataclass(eq=False, kw_only=True)
class ChangedMeanwhile(Refusal):
    """A colleague wrote to the same place meanwhile: what, and who."""

    theirs: str
    by: str


@dataclass(eq=False, kw_only=True)
class ChangedBeforeSending(Refusal):
    """A colleague changed the application after it was looked at."""

    by: str


@dataclass(eq=False)
class ApplicationIncomplete(Refusal):
    """Something is missing before it can be sent."""


@dataclass(eq=False, kw_only=True)
class TooManyParticipants(Refusal):
    """No more people can take part for one organisation."""

    most: int


@dataclass(eq=False, kw_only=True)
class TakesPartElsewhere(Refusal):
    """That person takes part in the same round for another organisation."""

    name: str
    organisation: str


@dataclass(eq=False)
class TakesPartAlready(Refusal):
    """That person is among the participants already."""


@dataclass(eq=False)
class ProgrammeLinkOver(Refusal):
    """The link was used, it is too old, or what it was for is over."""


@dataclass(eq=False)
class RoundIncomplete(Refusal):
    """Something is missing before the round can be published."""


@dataclass(eq=False)
class LastCoordinator(Refusal):
    """Nobody else coordinates the round."""


@dataclass(eq=False, kw_only=True)
class DeadlineNotLater(Refusal):
    """A deadline can only be moved to a later moment."""

    deadline: datetime


@dataclass(eq=False, kw_only=True)
class TooManyOfThem(Refusal):
    """No more of these fit into one round."""

    most: int
