"""What others hear of applying, choosing, and the places that are offered."""

from typing import ClassVar

from domain.dataclasses import dataclass
from domain.notices.telling import Notice

# Applying and choosing


@dataclass(frozen=True)
class ApplicationReceived(Notice):
    """To the requester: somebody offers help. `round` counts how many times they have offered before."""

    application_id: int
    round: int = 0


@dataclass(frozen=True)
class ApplicationWithdrawn(Notice):
    """To the requester: an application was taken back."""

    application_id: int
    round: int = 0


@dataclass(frozen=True)
class PutInReserve(Notice):
    """To an applicant: asked when a place comes free."""

    application_id: int
    round: int = 0


@dataclass(frozen=True)
class YouAreChosen(Notice):
    """To the doer: a place is offered, to be confirmed. `reserve`: one came free, and they were next."""

    assignment_id: int
    round: int = 0  # the application's
    reserve: bool = False


@dataclass(frozen=True)
class ChosenByClock(YouAreChosen):
    """The same, where it was the clock that freed the place."""

    by_clock: ClassVar[bool] = True


@dataclass(frozen=True)
class NotThisTime(Notice):
    """To an applicant: not chosen. `because` is "declined", "full" or "over"."""

    application_id: int
    because: str
    round: int = 0


@dataclass(frozen=True)
class ThankedByClock(NotThisTime):
    """The same, where nobody but the clock decided."""

    by_clock: ClassVar[bool] = True


@dataclass(frozen=True)
class ApplicantsWait(Notice):
    """To the requester: applicants wait for an answer. Once for each application: the newest one names the occasion."""

    task_id: int
    application_id: int
    round: int
    by_clock: ClassVar[bool] = True
    reminder: ClassVar[bool] = True


@dataclass(frozen=True)
class StillWaiting(Notice):
    """To an applicant: the requester has not decided yet."""

    application_id: int
    round: int
    by_clock: ClassVar[bool] = True
    reminder: ClassVar[bool] = True


@dataclass(frozen=True)
class ChooseByReached(Notice):
    """To the requester: the day of choosing is here. `day` as it was written down, 2026-12-31."""

    task_id: int
    day: str
    by_clock: ClassVar[bool] = True
    reminder: ClassVar[bool] = True


# Places: offered, confirmed, given back. `round` is the application's; `next_id` the assignment of the reserve who is
# asked instead.


@dataclass(frozen=True)
class ConfirmSoon(Notice):
    """To the doer: a place waits to be confirmed. Once."""

    assignment_id: int
    round: int
    by_clock: ClassVar[bool] = True


@dataclass(frozen=True)
class PlaceConfirmed(Notice):
    """To the requester: the doer will help."""

    assignment_id: int
    round: int


@dataclass(frozen=True)
class OfferLapsed(Notice):
    """To both: the place was not confirmed in time."""

    assignment_id: int
    round: int
    next_id: int | None
    by_clock: ClassVar[bool] = True


@dataclass(frozen=True)
class HasBegun(Notice):
    """To the requester: the doer has begun."""

    assignment_id: int
    round: int


@dataclass(frozen=True)
class DoerWithdrew(Notice):
    """To the requester: the doer cannot come after all."""

    assignment_id: int
    round: int
    next_id: int | None


@dataclass(frozen=True)
class DoerReleased(Notice):
    """To the doer: the requester lets them go, with a reason."""

    assignment_id: int
    round: int


@dataclass(frozen=True)
class DoerUnreachable(Notice):
    """To the requester: the chosen doer has closed the bot, and does not know of it."""

    assignment_id: int
    round: int
