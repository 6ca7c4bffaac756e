"""What others hear of a task."""

from typing import ClassVar

from domain.dataclasses import dataclass
from domain.notices.telling import Notice


@dataclass(frozen=True)
class TaskCancelled(Notice):
    """To applicants and chosen doers: the requester called it off. `round` counts the task's earlier lives."""

    task_id: int
    round: int = 0


@dataclass(frozen=True)
class TaskExpired(Notice):
    """To the requester and the applicants: nobody was chosen in time."""

    task_id: int
    round: int = 0
    by_clock: ClassVar[bool] = True


@dataclass(frozen=True)
class TaskReopened(Notice):
    """To those who applied before it ended: it is open again."""

    task_id: int
    round: int


@dataclass(frozen=True)
class NoApplicants(Notice):
    """To the requester: nobody has applied, and what may help."""

    task_id: int
    round: int
    by_clock: ClassVar[bool] = True
    reminder: ClassVar[bool] = True


@dataclass(frozen=True)
class ExpiresSoon(Notice):
    """To the requester: it ends on that day unless it is renewed. `warning` counts from 1."""

    task_id: int
    warning: int
    day: str
    by_clock: ClassVar[bool] = True
    reminder: ClassVar[bool] = True


@dataclass(frozen=True)
class TaskChanged(Notice):
    """To applicants and chosen doers: the requester changed it. Once for each save."""

    change_id: int


@dataclass(frozen=True)
class AskedByName(Notice):
    """To somebody whom a requester named: this is asked of you."""

    task_id: int


@dataclass(frozen=True)
class AttachmentWanted(Notice):
    """To oneself: a file of a task, asked for at that second."""

    attachment_id: int
    at: int
