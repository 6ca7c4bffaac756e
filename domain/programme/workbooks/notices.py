"""What people hear of a workbook."""

from domain.dataclasses import dataclass
from domain.notices import Notice


@dataclass(frozen=True)
class WorkCommented(Notice):
    """To those who take part: somebody said something of a part."""

    comment_id: int


@dataclass(frozen=True)
class MeasureDue(Notice):
    """To who measures: the day has come."""

    by_clock = True
    reminder = True
    measure_id: int


@dataclass(frozen=True)
class WorkbookMade(Notice):
    """To whoever asked for it: a file of a workbook. `asked_at` tells one asking from another."""

    application_id: int
    what: str
    asked_at: str
