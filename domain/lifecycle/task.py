"""The life of a task."""

from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from domain import board
from domain.lifecycle.engine import Action, Lifecycle, Thing, after, allow, predicate
from domain.notices import (
    ApplicationReceived,
    AskedByName,
    AskedOfOffer,
    GroupTaskEnded,
    NotThisTime,
    PutInReserve,
    TaskCancelled,
    TaskChanged,
    TaskExpired,
    TaskReopened,
)
from domain.refusals import AlreadyApplied, NotNow, NotOpen, Noun, OwnTask, Refusal, Subject, TaskFull
from domain.visibility import sees
from models.application import Application
from models.group import GroupMember, groups_of
from models.person import Person
from models.states import any_of
from models.task import Audience, Task, TaskState

DRAFT, OPEN, FULL = TaskState.DRAFT, TaskState.OPEN, TaskState.FULL
OVER, CANCELLED, EXPIRED = TaskState.OVER, TaskState.CANCELLED, TaskState.EXPIRED

PUBLISH = Action("publish")
APPLY = Action("apply")
SEE_APPLICANTS = Action("see_applicants")
KEEP_REST = Action("keep_rest")
THANK_REST = Action("thank_rest")
CLOSE = Action("close")
OPEN_AGAIN = Action("open_again")
RENEW = Action("renew")
CANCEL = Action("cancel")
REOPEN = Action("reopen")
EDIT = Action("edit")
COPY = Action("copy")
NAME_PEOPLE = Action("name_people")
ASK_OFFERER = Action("ask_offerer")


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


@predicate
def has_a_free_place(session: Session, actor: Person, task: Task) -> bool:
    return task.places_taken < task.places


@predicate
def requester_is_in_its_group(session: Session, actor: Person, task: Task) -> bool:
    if task.audience != Audience.GROUP:
        return True
    own = groups_of(task.requester_id).where(GroupMember.group_id == task.group_id)
    return session.scalar(own.limit(1)) is not None


@predicate
def the_rest_waits(session: Session, actor: Person, task: Task) -> bool:
    return task.rest_asked_at is not None


def own_task(session: Session, actor: Person, task: Task) -> Refusal | None:
    return OwnTask(Subject(Noun.TASK, task.id)) if task.requester_id == actor.id else None


def applied_before(session: Session, actor: Person, task: Any) -> Refusal | None:
    """One application for each person and task: an earlier one is sent again by its own row of the other table."""
    if isinstance(task, Task):
        own = select(Application.id).where(Application.task_id == task.id, Application.doer_id == actor.id)
        earlier_id = session.scalar(own)
    else:
        earlier_id = task.application_id  # a view knows its reader's own
    return AlreadyApplied(Subject(Noun.APPLICATION, earlier_id)) if earlier_id is not None else None


class TaskLifecycle(Lifecycle):
    """Says why a task takes no application: full, or no longer open. What moves is shown in the group's chats."""

    def move(self, session: Session, name: str, thing: Any, **changes: Any) -> None:
        super().move(session, name, thing, **changes)
        board.touch(session, thing)

    def refusal(self, about: Subject, thing: Thing) -> Refusal:
        still_open = thing.state == OPEN and getattr(thing, "closed_at", None) is None
        return (TaskFull if thing.state == FULL else NotNow if still_open else NotOpen)(about, state=str(thing.state))


TASK = TaskLifecycle(
    allow(PUBLISH, DRAFT >> OPEN, by=requester),
    allow(
        APPLY,
        OPEN,
        by=~requester,
        when=takes_applications,
        bars=[own_task, applied_before],
        hears=[ApplicationReceived],
    ),
    allow(SEE_APPLICANTS, any_of(OPEN, FULL, OVER, CANCELLED, EXPIRED), by=requester),
    allow(KEEP_REST, FULL, by=requester, when=the_rest_waits, hears=[PutInReserve]),
    allow(THANK_REST, FULL, by=requester, when=the_rest_waits, hears=[NotThisTime]),
    allow(CLOSE, OPEN, by=requester, when=takes_applications),
    allow(OPEN_AGAIN, OPEN, by=requester, when=~takes_applications),
    allow(RENEW, OPEN, by=requester),
    allow(CANCEL, any_of(DRAFT, OPEN, FULL) >> CANCELLED, by=requester, hears=[TaskCancelled]),
    allow(EDIT, any_of(OPEN, FULL), by=requester, hears=[TaskChanged]),
    allow(NAME_PEOPLE, any_of(OPEN, FULL), by=requester, when=is_for_named_people, hears=[AskedByName]),
    allow(ASK_OFFERER, OPEN, by=requester, when=takes_applications, hears=[AskedOfOffer]),
    allow(COPY, any_of(OPEN, FULL, OVER, CANCELLED, EXPIRED), by=requester),
    allow(
        REOPEN,
        any_of(CANCELLED, EXPIRED) >> OPEN,
        by=requester,
        when=has_a_free_place & requester_is_in_its_group,
        hears=[TaskReopened],
    ),
    after("last_place_taken", OPEN >> FULL),
    after("place_given_back", FULL >> OPEN),
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
