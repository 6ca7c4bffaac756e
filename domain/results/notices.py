"""What reports and outcomes tell people."""

from typing import ClassVar

from domain.dataclasses import dataclass
from domain.notices import Notice


@dataclass(frozen=True)
class ReportMade(Notice):
    """To whoever asked for it: a picture or a file. `asked_at` tells one asking from another."""

    what: str
    whose: str
    id: int
    span: str
    first: str
    last: str
    asked_at: str


@dataclass(frozen=True)
class OutcomeAsked(Notice):
    """To a requester, a month after: what came of it?"""

    outcome_id: int
    by_clock: ClassVar[bool] = True
    reminder: ClassVar[bool] = True
