"""What is heard of choosing the organisations of a round. `at` is the occasion: the moment of the decision or offer."""

from typing import ClassVar

from domain.dataclasses import dataclass
from domain.notices import Notice


@dataclass(frozen=True)
class DecisionMade(Notice):
    """To an organisation's people: a place, a place in reserve, or not this time."""

    application_id: int
    at: str


@dataclass(frozen=True)
class PlaceCameFree(Notice):
    """To a reserve's people: the place is theirs, if they answer in time. Waits for the morning."""

    application_id: int
    at: str
    by_clock: ClassVar[bool] = True


@dataclass(frozen=True)
class AnswerAwaited(Notice):
    """To the same people: the offered place waits, and not for long. `number`: 1, then 2."""

    application_id: int
    at: str
    number: int
    by_clock: ClassVar[bool] = True


@dataclass(frozen=True)
class RoundPlaceConfirmed(Notice):
    """To the coordinators, and to the others of the organisation: they come."""

    application_id: int
    at: str


@dataclass(frozen=True)
class RoundPlaceGivenBack(Notice):
    """To the same: they do not come after all. `next_id`: the reserve that is asked, if there is one."""

    application_id: int
    at: str
    next_id: int | None


@dataclass(frozen=True)
class RoundPlaceLapsed(Notice):
    """To the same: no answer came in time."""

    application_id: int
    at: str
    next_id: int | None
    by_clock: ClassVar[bool] = True


@dataclass(frozen=True)
class ReserveAsked(Notice):
    """To the other coordinators: a place that was free is offered to a reserve."""

    application_id: int
    at: str


@dataclass(frozen=True)
class CapacityChanged(Notice):
    """To the other coordinators: there are more places, or fewer."""

    round_id: int
    capacity: int
    at: str
