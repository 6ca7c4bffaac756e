"""What readers see of tasks."""

from datetime import date, datetime

from domain.dataclasses import dataclass
from domain.views.categories import CategoryView
from models.application import ApplicationState, DeclineReason
from models.assignment import AssignmentState
from models.attachment import FileKind
from models.task import Audience, TaskState


@dataclass(frozen=True)
class TaskView:
    """A task as one reader sees it. `address` is there for the requester and the chosen only."""

    id: int
    state: TaskState
    category: CategoryView
    title: str
    description: str
    requester_id: int
    requester_name: str
    organisation: str | None
    organisation_confirmed: bool  # and the requester as its member
    minutes: int
    places: int
    places_taken: int
    when_date: date | None
    when_at: datetime | None
    when_text: str | None
    remote: bool
    town: str | None
    address: str | None
    audience: Audience
    group_id: int | None
    group_name: str | None
    published_at: datetime | None
    closed_at: datetime | None
    cancel_reason: str | None
    mine: bool
    application_id: int | None  # the reader's own
    application_state: ApplicationState | None
    application_text: str | None
    assignment_id: int | None  # the reader's own
    assignment_state: AssignmentState | None
    conversation_id: int | None  # the reader's own, as its doer
    waiting: int  # applications not decided yet; 0 for those who may not know
    choose_by: date | None
    attachments: int  # how many files
    named: int  # how many people were named; 0 for those who may not know
    reserves: int  # those kept in reserve, likewise
    application_reason: DeclineReason | None  # why the reader's own was declined
    rest_asked_at: datetime | None
    expire_warnings: int

    @property
    def places_left(self) -> int:
        return self.places - self.places_taken


@dataclass(frozen=True)
class TaskPage:
    """Some tasks, newest first. `more` come after them; the next page is `before=next_before`."""

    items: tuple[TaskView, ...]
    more: int

    @property
    def next_before(self) -> int | None:
        return self.items[-1].id if self.items and self.more else None


@dataclass(frozen=True)
class AttachmentView:
    """A file of a task."""

    id: int
    task_id: int
    task_title: str
    kind: FileKind
    file_id: str
    name: str
    size: int | None


@dataclass(frozen=True)
class NamedView:
    """One who may be asked by name."""

    person_id: int
    name: str
    organisation: str | None
    reachable: bool = True


@dataclass(frozen=True)
class InvitationView:
    """What a link asks one for, before it is taken up."""

    task_id: int
    title: str
    requester_name: str
    organisation: str | None
    expires_at: datetime
    sees: bool  # one may see the task without it


@dataclass(frozen=True)
class Changed:
    """Answers of a task before or after a change; those that were not changed say nothing."""

    title: str = ""
    description: str = ""
    minutes: int = 0
    places: int = 0
    when_date: date | None = None
    when_at: datetime | None = None
    when_text: str | None = None
    remote: bool = False
    town: str | None = None
    address: str | None = None
    choose_by: date | None = None
    files: int = 0


@dataclass(frozen=True)
class TaskChangeView:
    """What a requester changed of a published task, as one whom it concerns may know it."""

    task_id: int
    title: str
    requester_name: str
    old: Changed
    new: Changed
    names: frozenset[str]  # of the answers that were changed
