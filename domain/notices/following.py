"""What followers hear."""

from typing import ClassVar

from domain.dataclasses import dataclass
from domain.notices.telling import Notice


@dataclass(frozen=True)
class TaskForYou(Notice):
    """To who follows it: a new task, at once."""

    task_id: int
    by_clock: ClassVar[bool] = True
    news: ClassVar[bool] = True


@dataclass(frozen=True)
class TasksForYou(Notice):
    """To who follows them: the new tasks that were found up to that moment."""

    at: str
    by_clock: ClassVar[bool] = True
    news: ClassVar[bool] = True
