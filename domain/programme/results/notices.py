"""What is heard of the results of a round."""

from typing import ClassVar

from domain.dataclasses import dataclass
from domain.notices import Notice


@dataclass(frozen=True)
class RatingWanted(Notice):
    """To an organisation's people: how do you see yourselves now? `number`: 1, then 2 for the reminder."""

    application_id: int
    moment: str
    number: int
    by_clock: ClassVar[bool] = True
    reminder: ClassVar[bool] = True


@dataclass(frozen=True)
class DayFeedbackWanted(Notice):
    """To somebody who was there: two questions about a contact day. Once."""

    feedback_id: int
    by_clock: ClassVar[bool] = True
    reminder: ClassVar[bool] = True


@dataclass(frozen=True)
class RoundEnded(Notice):
    """To an organisation's people: the round is over, the certificates can be had."""

    application_id: int
    by_clock: ClassVar[bool] = True


@dataclass(frozen=True)
class RoundOver(Notice):
    """To the coordinators: the round is over by itself; the report can be had."""

    round_id: int
    by_clock: ClassVar[bool] = True
