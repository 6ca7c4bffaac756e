"""The life of a task."""

from typing import Any

from sqlalchemy.orm import Session

from domain import board
from domain.lifecycle.engine import Action, Lifecycle, Thing, after, allow, predicate
from domain.notices import (
    ApplicationReceived,
    AskedByName,
    GroupTaskEnded,
    NotThisTime,
    TaskCancelled,
    TaskChanged,
    TaskExpired,
)
from domain.refusals import NotOpen, Noun, Refusal, Subject, TaskFull
from domain.visibility import sees
from models.person import Person
from models.states import any_of
from models.task import Audience, Task, TaskState

DRAFT, OPEN, FULL = TaskState.DRAFT, TaskState.OPEN, TaskState.FULL
OVER, CANCELLED, EXPIRED = TaskState.OVER, TaskState.CANCELLED, TaskState.EXPIRED

PUBLISH = Action("publish")
APPLY = Action("apply")
SEE_APPLICANTS = Action("see_applicants")
CLOSE = Action("close")
CANCEL = Action("cancel")
EDIT = Action("edit")
COPY = Action("copy")
NAME_PEOPLE = Action("name_people")


@predicate
def sees_task(session: Session, actor: Person, task: Task) -> bool:
    return sees(session, actor, task)


@predicate
def requester(session: Session, actor: Person, task: Task) -> bool:
    return task.requester_id == actor.id


@predicate
def takes_applications(session: Session, actor: Person, task: Task) -> bool:
    return task.closed_at is None


@predicate
def is_for_named_people(session: Session, actor: Person, task: Task) -> bool:
    return task.audience == Audience.NAMED


class TaskLifecycle(Lifecycle):
    """Says why a task takes no application: full, or no longer open. What moves is shown in the group's chats."""

    def move(self, session: Session, name: str, thing: Any, **changes: Any) -> None:
        super().move(session, name, thing, **changes)
        board.touch(session, thing)

    def refusal(self, about: Subject, thing: Thing) -> Refusal:
        return (TaskFull if thing.state == FULL else NotOpen)(about, state=str(thing.state))


TASK = TaskLifecycle(
    allow(PUBLISH, DRAFT >> OPEN, by=requester),
    allow(APPLY, OPEN, by=~requester, when=takes_applications, hears=[ApplicationReceived]),
    allow(SEE_APPLICANTS, any_of(OPEN, FULL, OVER, CANCELLED, EXPIRED), by=requester),
    allow(CLOSE, OPEN, by=requester, when=takes_applications),
    allow(CANCEL, any_of(DRAFT, OPEN, FULL) >> CANCELLED, by=requester, hears=[TaskCancelled]),
    allow(EDIT, any_of(OPEN, FULL), by=requester, hears=[TaskChanged]),
    allow(NAME_PEOPLE, any_of(OPEN, FULL), by=requester, when=is_for_named_people, hears=[AskedByName]),
    allow(COPY, any_of(OPEN, FULL, OVER, CANCELLED, EXPIRED), by=requester),
    after("last_place_taken", OPEN >> FULL),
    after("places_added", FULL >> OPEN),
    after("last_assignment_over", any_of(OPEN, FULL) >> OVER, hears=[NotThisTime]),
    after("expire", OPEN >> EXPIRED, hears=[TaskExpired]),
    after("group_left", any_of(OPEN, FULL) >> CANCELLED, hears=[GroupTaskEnded]),
    noun=Noun.TASK,
    kept_in=Task,
    states=TaskState,
    begins=DRAFT,
    seen_by=sees_task,
)
