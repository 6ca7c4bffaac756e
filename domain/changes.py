"""A published task changed by its requester, and a new one begun from it. Those concerned hear what changed."""

from dataclasses import fields, replace
from datetime import date, datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from domain import applications, attachments, audit, board, matching, named, vocabulary
from domain.lifecycle import COPY, EDIT, TASK
from domain.notices import TaskChanged
from domain.reading import UNDECIDED, visible_task
from domain.refusals import AudienceTooNarrow, HoursSettled, NotThere, Noun, Subject
from domain.tasks import NewTask, checked, locked
from domain.views import Changed, TaskChangeView
from domain.visibility import sees
from models.application import Application
from models.assignment import GONE, LIVE, Assignment
from models.change import TaskChange
from models.named import Named
from models.person import Person
from models.task import Audience, Task, TaskState, urgency_of

WHEN = ("when_date", "when_at", "when_text")
PLACE = ("remote", "town")
TOLD = ("title", "description", "minutes", "places", *WHEN, *PLACE, "address", "choose_by", "files")
FOR_CHOSEN = ("address",)
"""What only the chosen may know."""


def as_it_is(session: Session, actor: Person, *, task_id: int) -> NewTask:
    """A task of one's own as it was asked for, to be changed."""
    task = _own(session, task_id)
    TASK.require(session, actor, EDIT, task)
    return _asked(session, task)


def to_copy(session: Session, actor: Person, *, task_id: int) -> NewTask:
    """A task of one's own to begin a new one from: without its dates."""
    task = _own(session, task_id)
    TASK.require(session, actor, COPY, task)
    return replace(_asked(session, task), when_date=None, when_at=None, when_text=None, choose_by=None)


def taken(session: Session, actor: Person, *, task_id: int) -> int:
    """How many places of a task of one's own are taken: fewer it cannot have."""
    task = _own(session, task_id)
    TASK.require(session, actor, EDIT, task)
    return task.places_taken


def change(
    session: Session, actor: Person, *, task_id: int, was: NewTask, new: NewTask, now: datetime, today: date
) -> bool:
    """Change what differs between `was` and `new`; what else was changed meanwhile stays. Applicants and chosen hear
    it, once. Whether anything was changed."""
    task = locked(session, task_id)
    TASK.require(session, actor, EDIT, task)
    before = _asked(session, task)
    differing = {one.name for one in fields(NewTask) if getattr(was, one.name) != getattr(new, one.name)}
    for unit in (WHEN, (*PLACE, "address"), ("audience", "group_id")):
        if differing & set(unit):
            differing |= set(unit)
    after = replace(before, **{name: getattr(new, name) for name in differing})
    after = checked(session, actor, after, now=now, today=today, was=before, least_places=task.places_taken)
    if after == before:
        return False
    if after.minutes != before.minutes and _some_work_is_done(session, task.id):
        raise HoursSettled(Subject(Noun.TASK, task.id))
    for name in (one.name for one in fields(NewTask) if one.name not in ("files", "named", "category_id")):
        setattr(task, name, getattr(after, name))
    task.urgency = urgency_of(task.when_date, task.when_at)
    if "choose_by" in differing:
        task.choose_by_told_at = None
    session.flush()
    board.touch(session, task, was=before.group_id)
    attachments.keep(session, task, after.files, now=now)
    vocabulary.index(session, task)
    matching.announce(session, task)
    if task.audience == Audience.NAMED:
        named.keep(session, actor, task, after.named, now=now)
    _nobody_is_left_out(session, task)
    _room(session, task, now=now)
    old, new_values = _differences(before, after)
    record = TaskChange(task_id=task.id, changed_at=now, old=old, new=new_values)
    session.add(record)
    session.flush()
    audit.record(session, actor, EDIT, Noun.TASK, task.id, now=now, change_id=record.id)
    if old:
        applicants, chosen = _concerned(session, task.id)
        for person_id in sorted(applicants | chosen):
            if person_id in chosen or set(old) - set(FOR_CHOSEN):
                TASK.tell(session, EDIT, person_id, TaskChanged(record.id), now=now)
    return True


def change_for(session: Session, reader: Person, change_id: int) -> TaskChangeView | None:
    """What was changed, for one whom it concerns still; none for all others."""
    record = session.get(TaskChange, change_id)
    if record is None:
        return None
    task = visible_task(session, reader, record.task_id)
    applicants, chosen = _concerned(session, record.task_id)
    if task is None or reader.id not in applicants | chosen:
        return None
    hidden = () if reader.id in chosen else FOR_CHOSEN
    return TaskChangeView(
        task_id=task.id,
        title=task.title,
        requester_name=task.requester_name,
        old=_read(record.old, hidden),
        new=_read(record.new, hidden),
        names=frozenset(record.old) - set(hidden),
    )


def _own(session: Session, task_id: int) -> Task:
    task = session.get(Task, task_id)
    if task is None:
        raise NotThere
    return task


def _asked(session: Session, task: Task) -> NewTask:
    return NewTask(
        **{one.name: getattr(task, one.name) for one in fields(NewTask) if one.name not in ("files", "named")},
        files=attachments.files(session, task.id),
        named=tuple(sorted(session.scalars(select(Named.person_id).where(Named.task_id == task.id)))),
    )


def _concerned(session: Session, task_id: int) -> tuple[set[int], set[int]]:
    """Who has applied and waits, and who was chosen and is not gone."""
    waiting = select(Application.doer_id).where(Application.task_id == task_id, Application.state.in_(UNDECIDED))
    agreed = select(Assignment.doer_id).where(Assignment.task_id == task_id, Assignment.state.in_(LIVE))
    return set(session.scalars(waiting)), set(session.scalars(agreed))


def _some_work_is_done(session: Session, task_id: int) -> bool:
    begun = ("offered", "agreed")
    return (
        session.scalar(
            select(Assignment.id)
            .where(Assignment.task_id == task_id, Assignment.state.not_in(GONE), Assignment.state.not_in(begun))
            .limit(1)
        )
        is not None
    )


def _nobody_is_left_out(session: Session, task: Task) -> None:
    """Whoever has applied goes on seeing the task."""
    applicants, _chosen = _concerned(session, task.id)
    for person in session.scalars(select(Person).where(Person.id.in_(applicants))):
        if not sees(session, person, task):
            raise AudienceTooNarrow(Subject(Noun.TASK, task.id))


def _room(session: Session, task: Task, *, now: datetime) -> None:
    """More places open a full task; no free one left fills it."""
    if task.state == TaskState.FULL and task.places > task.places_taken:
        TASK.move(session, "places_added", task, rest_asked_at=None)
    elif task.state == TaskState.OPEN and task.places == task.places_taken:
        applications.filled(session, task, now=now)


def _differences(before: NewTask, after: NewTask) -> tuple[dict[str, Any], dict[str, Any]]:
    names = {name for name in TOLD if getattr(before, name) != getattr(after, name)}
    for unit in (WHEN, PLACE):
        if names & set(unit):
            names |= set(unit)
    return {name: _plain(before, name) for name in names}, {name: _plain(after, name) for name in names}


def _plain(asked: NewTask, name: str) -> Any:
    value = getattr(asked, name)
    if isinstance(value, date):
        return value.isoformat()
    return len(value) if isinstance(value, tuple) else value


def _read(kept: dict[str, Any], hidden: tuple[str, ...]) -> Changed:
    values = {name: value for name, value in kept.items() if name not in hidden}
    for name in ("when_date", "choose_by"):
        if values.get(name):
            values[name] = date.fromisoformat(values[name])
    if values.get("when_at"):
        values["when_at"] = datetime.fromisoformat(values["when_at"])
    return Changed(**values)
