"""What readers see of feedback."""

from datetime import datetime

from domain.dataclasses import dataclass


@dataclass(frozen=True)
class Scores:
    """What one side said, 1 to 5 on three axes."""

    task: int
    schedule: int
    process: int
    comment: str = ""
    quotable: bool = False


@dataclass(frozen=True)
class FeedbackView:
    """One side's feedback: what it is about, mine if given, and the other's once revealed."""

    id: int
    assignment_id: int
    task_id: int
    task_title: str
    about_name: str
    mine: Scores | None
    skipped: bool
    open: bool
    closes_at: datetime | None
    theirs: Scores | None  # never before it is revealed
    revealed: bool
