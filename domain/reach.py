"""Who sees a task: the number, and why, for its requester; and for a doer, why they do not see it."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import ColumnElement, and_, case, exists, func, or_, select
from sqlalchemy.orm import Session

from domain import people, tasks
from domain.dataclasses import dataclass
from domain.reading import visible_task
from domain.refusals import NotThere, NotYours, Noun, Subject
from models.application import Application
from models.assignment import GONE, Assignment
from models.follow import concerned_by
from models.group import Group, GroupMember, members_of
from models.named import Named
from models.person import Person
from models.task import Audience, Task, TaskState


@dataclass(frozen=True)
class Reach:
    """How many besides the requester see a task, by what, and what of them matters."""

    task_id: int
    title: str
    audience: Audience
    group_name: str | None
    people: int
    interested: int
    unreachable: int  # blocked the bot, or left Telegram: they see it and hear nothing
    listed: bool  # in the lists of open tasks now

    @property
    def reachable(self) -> int:
        return self.people - self.unreachable


def of_task(session: Session, actor: Person, task_id: int) -> Reach:
    """Who sees a task of mine."""
    task = tasks.get_for(session, actor, task_id)
    if not task.mine:
        raise NotYours(Subject(Noun.TASK, task_id))
    row = session.execute(
        select(
            func.count(Person.id),
            func.coalesce(func.sum(case((Person.id.in_(concerned_by(task.category.id)), 1), else_=0)), 0),
            func.coalesce(func.sum(case((Person.unreachable_at.is_not(None), 1), else_=0)), 0),
        ).where(
            Person.registered_at.is_not(None),
            Person.id != task.requester_id,
            _sees(task.id, task.audience, task.group_id),
        )
    ).one()
    return Reach(
        task_id=task.id,
        title=task.title,
        audience=task.audience,
        group_name=task.group_name,
        people=row[0],
        interested=row[1],
        unreachable=row[2],
        listed=task.state is TaskState.OPEN and task.closed_at is None,
    )


def _sees(task_id: int, audience: Audience, group_id: int | None) -> ColumnElement[bool]:
    """`domain.visibility.visible_to`, asked of everybody at once."""
    if audience is Audience.EVERYBODY:
        return Person.id.is_not(None)
    chosen = Person.id.in_(
        select(Assignment.doer_id).where(Assignment.task_id == task_id, Assignment.state.not_in(GONE))
    )
    if audience is Audience.NAMED:
        return or_(Person.id.in_(select(Named.person_id).where(Named.task_id == task_id)), chosen)
    assert group_id is not None
    return or_(Person.id.in_(members_of(group_id)), chosen)


class Why(StrEnum):
    """Why somebody does not find a task in the list of open tasks. One reason, the first that holds."""

    LISTED = "listed"  # it is there
    YOURS = "yours"
    DRAFT = "draft"
    CANCELLED = "cancelled"
    EXPIRED = "expired"
    OVER = "over"
    FULL = "full"
    CLOSED = "closed"
    LEFT_GROUP = "left_group"
    GROUP_CLOSED = "group_closed"
    NOT_NAMED = "not_named"


@dataclass(frozen=True)
class Reason:
    """The reason, and the task where the asker can still open it."""

    why: Why
    task_id: int | None = None
    title: str | None = None


def why_not(session: Session, actor: Person, task_id: int) -> Reason:
    """Why `actor` does not see a task. Told to who may know that it exists: who sees it now; who applied for it or
    was chosen; who was in its group when it was published. To all others it is not there, as if it never was."""
    people.require_registered(actor)
    seen = visible_task(session, actor, task_id)
    if seen is not None:
        return Reason(_why_seen(seen.state, seen.closed_at, mine=seen.mine), task_id, seen.title)
    row = session.execute(
        select(Task.audience, Group.closed_at)
        .outerjoin(Group, Group.id == Task.group_id)
        .where(Task.id == task_id, Task.state != TaskState.DRAFT, _knew(actor))
    ).one_or_none()
    if row is None:
        raise NotThere
    audience, closed_at = row
    if audience is not Audience.GROUP:
        return Reason(Why.NOT_NAMED)
    return Reason(Why.GROUP_CLOSED if closed_at is not None else Why.LEFT_GROUP)


def _knew(actor: Person) -> ColumnElement[bool]:
    """Had to do with the task, or could see it in its group on the day it was published."""
    applied = exists().where(Application.task_id == Task.id, Application.doer_id == actor.id)
    chosen = exists().where(Assignment.task_id == Task.id, Assignment.doer_id == actor.id)
    was_in = exists().where(
        GroupMember.group_id == Task.group_id,
        GroupMember.person_id == actor.id,
        GroupMember.joined_at <= Task.published_at,
        or_(GroupMember.left_at.is_(None), GroupMember.left_at >= Task.published_at),
    )
    return or_(applied, chosen, and_(Task.audience == Audience.GROUP, was_in))


def _why_seen(state: TaskState, closed_at: datetime | None, *, mine: bool) -> Why:
    if mine:
        return Why.DRAFT if state is TaskState.DRAFT else Why.YOURS
    if state is TaskState.OPEN:
        return Why.LISTED if closed_at is None else Why.CLOSED
    return Why(state.value)
