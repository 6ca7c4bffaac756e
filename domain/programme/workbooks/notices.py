"""What people hear of a workbook."""

from dataclasses import dataclass

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
