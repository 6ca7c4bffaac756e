"""Who sees which task: one rule, asked in two ways. Every path to a task goes through here."""

from typing import Any

from sqlalchemy import BindParameter, ColumnElement, and_, exists, false, literal, or_, select, true
from sqlalchemy.orm import Session, aliased

from models.assignment import GONE, Assignment
from models.group import groups_of
from models.named import tasks_naming
from models.peace import kept_apart_from
from models.person import Person
from models.task import Audience, Task, TaskState

_share = aliased(Assignment)  # so that it never meets another one around it


def visible_to(reader: Person | BindParameter[int]) -> ColumnElement[bool]:
    """The condition on `Task` under which the reader may know that it exists: one's own; what is for
    everybody; what is for a group, to its present members; what one was named for; and what one was chosen for.
    Nothing of somebody whom one has blocked, or who has blocked one, but what one was chosen for. Where the reader is
    a parameter, the caller sees to it that they are registered."""
    return _known_to(reader, Task.requester_id.not_in(kept_apart_from(_id(reader))))


def known_to(reader: Person) -> ColumnElement[bool]:
    """The same, whoever has blocked whom: for what two people have in common already."""
    return _known_to(reader, true())


def _id(reader: Person | BindParameter[int]) -> Any:
    return reader.id if isinstance(reader, Person) else reader


def _known_to(reader: Person | BindParameter[int], at_peace: ColumnElement[bool]) -> ColumnElement[bool]:
    if isinstance(reader, Person) and not reader.is_registered:
        return false()
    reader_id = _id(reader)
    chosen = exists(
        select(_share.id)
        .where(_share.task_id == Task.id, _share.doer_id == reader_id, _share.state.not_in(GONE))
        .correlate(Task)
    )
    return or_(
        Task.requester_id == reader_id,
        and_(
            Task.state != TaskState.DRAFT,
            or_(
                and_(
                    at_peace,
                    or_(
                        Task.audience == Audience.EVERYBODY,
                        and_(Task.audience == Audience.GROUP, Task.group_id.in_(groups_of(reader_id).correlate(None))),
                        and_(Task.audience == Audience.NAMED, Task.id.in_(tasks_naming(reader_id).correlate(None))),
                    ),
                ),
                chosen,
            ),
        ),
    )


def sees(session: Session, actor: Person, task: Any) -> bool:
    """The same for a task (or its view) that is at hand. What the row itself can answer costs no query."""
    if not actor.is_registered:
        return False
    if task.requester_id == actor.id:
        return True
    if task.state == TaskState.DRAFT:
        return False
    if task.audience == Audience.EVERYBODY and not are_kept_apart(session, actor.id, task.requester_id):
        return True
    return bool(session.scalar(select(true()).select_from(Task).where(Task.id == task.id, visible_to(actor))))


def are_kept_apart(session: Session, one_id: int, other_id: int) -> bool:
    """Whether one of the two has blocked the other."""
    return session.scalar(select(literal(other_id).in_(kept_apart_from(one_id)))) or False
