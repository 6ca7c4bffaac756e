"""A task and its ends."""

from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from domain import (
    attachments,
    changes,
    tasks,
)
from domain.lifecycle import APPLY_AGAIN
from domain.notices import (
    AskedByName,
    AttachmentWanted,
    ExpiresSoon,
    NoApplicants,
    TaskCancelled,
    TaskChanged,
    TaskExpired,
    TaskReopened,
)
from domain.reading import task_views, visible_task
from domain.views import (
    AttachmentView,
    TaskChangeView,
    TaskView,
)
from models.application import Application
from models.person import Person
from models.task import Task, TaskState


def no_applicants(session: Session, reader: Person, notice: NoApplicants) -> TaskView | None:
    """A task of one's own that nobody has applied for."""
    task = visible_task(session, reader, notice.task_id)
    taking = task is not None and task.mine and task.state is TaskState.OPEN and task.closed_at is None
    applied = session.scalar(select(Application.id).where(Application.task_id == notice.task_id).limit(1))
    return task if taking and applied is None else None


def expires_soon(session: Session, reader: Person, notice: ExpiresSoon) -> tuple[TaskView, datetime] | None:
    """A task of one's own that was not renewed since, and since when its days are counted."""
    task = visible_task(session, reader, notice.task_id)
    fresh = session.scalar(select(func.coalesce(Task.renewed_at, Task.published_at)).where(Task.id == notice.task_id))
    if task is None or fresh is None or not task.mine or task.state is not TaskState.OPEN or task.places_taken:
        return None
    return (task, fresh) if task.expire_warnings == notice.warning else None


def task_reopened(session: Session, reader: Person, notice: TaskReopened) -> TaskView | None:
    """The task that one may apply for again."""
    task = visible_task(session, reader, notice.task_id)
    again = task is not None and APPLY_AGAIN in tasks.permitted(session, reader, task).actions
    return task if again else None


def task_cancelled(session: Session, reader: Person, notice: TaskCancelled) -> TaskView | None:
    """The task that was called off, with the reason. For those concerned, also when it was a group's."""
    return _ended(session, reader, notice.task_id, TaskState.CANCELLED)


def task_expired(session: Session, reader: Person, notice: TaskExpired) -> TaskView | None:
    """The task that nobody was chosen for."""
    return _ended(session, reader, notice.task_id, TaskState.EXPIRED)


def task_changed(session: Session, reader: Person, notice: TaskChanged) -> TaskChangeView | None:
    """What was changed, while it concerns its reader."""
    return changes.change_for(session, reader, notice.change_id)


def asked_by_name(session: Session, reader: Person, notice: AskedByName) -> TaskView | None:
    """What is asked, while it takes applications and one has not answered."""
    task = visible_task(session, reader, notice.task_id)
    asked = task is not None and task.state is TaskState.OPEN and task.application_id is None
    return task if asked else None


def attachment_wanted(session: Session, reader: Person, notice: AttachmentWanted) -> AttachmentView | None:
    """The file, for one who may see its task still."""
    return attachments.get_for(session, reader, notice.attachment_id)


def _ended(session: Session, reader: Person, task_id: int, state: TaskState) -> TaskView | None:
    found = task_views(session, reader, Task.id == task_id, Task.state == state)
    concerned = found and (found[0].mine or found[0].application_id is not None)
    return found[0] if concerned else None
