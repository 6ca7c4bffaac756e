"""Finding the people for a new task: everybody who follows what it is, a bounded batch after another.

Publishing leaves one row behind; the clock does the rest. The database finds the followers by indexes, in the order of
people's ids, so that a task which thousands follow is gone through in many short transactions.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import BindParameter, ColumnElement, and_, bindparam, case, exists, func, or_, select, true, update
from sqlalchemy.orm import Session, aliased

from domain import following, notices, search
from domain.following import FollowView
from domain.notices import TaskForYou, TasksForYou, tell
from domain.reading import visible_task
from domain.timers import Timers
from domain.views import TaskView
from domain.visibility import visible_to
from models.application import Application
from models.base import BigId, UtcDateTime, table_of
from models.follow import Digest, Follow, FollowTerm, Hint, Matching, Way
from models.group import members_of
from models.inserts import insert_of
from models.peace import kept_apart_from
from models.person import Person, Skill
from models.search import TaskWords
from models.task import Audience, Task, TaskState

PEOPLE = 50  # in one transaction
DIGESTS = 8  # looked at in one transaction
IN_DIGEST = 6  # tasks on one screen
LATER = 2**40  # added to the number of a follow that is not heard at once
_MATCHING, _HINT, _DIGEST = table_of(Matching), table_of(Hint), table_of(Digest)


@dataclass(frozen=True)
class HintView:
    """A task, and why somebody hears of it."""

    task: TaskView
    follow: FollowView | None


def announce(session: Session, task: Task) -> None:
    """A task is new, or another than it was: whoever follows it is looked for, from the beginning."""
    if task.audience is Audience.NAMED:
        return  # they heard it by name
    insert = insert_of(session)
    session.flush()
    session.connection().execute(
        insert(_MATCHING)
        .values(task_id=task.id, after_id=0)
        .on_conflict_do_update(index_elements=["task_id"], set_={"after_id": 0})
    )


def match(session: Session, now: datetime, timers: Timers, limit: int) -> int:
    """Go on with one task: the next people who follow it. Nobody is told twice of one task."""
    row = session.scalar(select(Matching).order_by(Matching.task_id).limit(1).with_for_update(skip_locked=True))
    if row is None:
        return 0
    task = session.get_one(Task, row.task_id, populate_existing=True)
    open_now = task.state is TaskState.OPEN and task.closed_at is None and task.audience is not Audience.NAMED
    found = session.execute(_followers(session, task, row.after_id)).all() if open_now else []
    if found:
        _tell(session, task, [(person_id, number) for person_id, number in found], now, timers)
    if len(found) < PEOPLE:
        session.delete(row)
    else:
        row.after_id = found[-1][0]
    session.flush()
    return 1


def _followers(session: Session, task: Task, after_id: int) -> Any:
    """The next people with one follow each that finds the task; one that is heard at once before others."""
    heard = aliased(Hint)
    number = func.min(case((Follow.way == Way.AT_ONCE, Follow.id), else_=Follow.id + LATER))
    return (
        select(Follow.person_id, number)
        .join(Person, Person.id == Follow.person_id)
        .where(
            Follow.person_id > after_id,
            Follow.person_id != task.requester_id,
            Follow.way != Way.NEVER,
            _meets(session, task),
            Person.registered_at.is_not(None),
            Person.unreachable_at.is_(None),
            Person.id.in_(members_of(task.group_id)) if task.group_id is not None else true(),
            Person.id.not_in(kept_apart_from(task.requester_id)),
            ~exists().where(heard.person_id == Follow.person_id, heard.task_id == task.id),
            ~exists().where(Application.doer_id == Follow.person_id, Application.task_id == task.id),
        )
        .group_by(Follow.person_id)
        .order_by(Follow.person_id)
        .limit(PEOPLE)
    )


def _meets(session: Session, task: Task) -> ColumnElement[bool]:
    of_group: ColumnElement[bool] = Follow.group_id.is_(None)
    if task.group_id is not None:
        of_group = or_(of_group, Follow.group_id == task.group_id)
    skilled = exists().where(Skill.person_id == Follow.person_id, Skill.category_id == task.category_id)
    conditions: list[ColumnElement[bool]] = [
        or_(Follow.category_id == task.category_id, Follow.category_id.is_(None)),
        of_group,
        or_(~Follow.interests, skilled),
        or_(Follow.terms == 0, Follow.id.in_(_by_words(session, task.id))),
    ]
    if task.group_id is None:
        conditions.append(~Follow.groups)
    if not task.remote:
        conditions.append(~Follow.remote)
    return and_(*conditions)


def _by_words(session: Session, task_id: int) -> Any:
    """The follows all of whose words the task has."""
    said = (session.scalar(select(TaskWords.words).where(TaskWords.task_id == task_id)) or "").split()
    forms = {word for word in said if len(word) > search.SHORT}
    forms |= {word[:length] for word in said for length in range(1, search.SHORT + 1)}
    wanted = aliased(Follow)
    return (
        select(FollowTerm.follow_id)
        .join(wanted, wanted.id == FollowTerm.follow_id)
        .where(FollowTerm.form.in_(sorted(forms)))
        .group_by(FollowTerm.follow_id, wanted.terms)
        .having(func.count(FollowTerm.position.distinct()) == wanted.terms)
    )


def _tell(session: Session, task: Task, found: Sequence[tuple[int, int]], now: datetime, timers: Timers) -> None:
    insert = insert_of(session)
    connection = session.connection()
    rows = [
        {
            "person_id": person_id,
            "task_id": task.id,
            "follow_id": number % LATER,
            "found_at": now,
            "told_at": now if number < LATER else None,
        }
        for person_id, number in found
    ]
    connection.execute(insert(_HINT).on_conflict_do_nothing(), rows)
    at_once = [person_id for person_id, number in found if number < LATER]
    notices.tell_all(session, at_once, TaskForYou(task.id), now=now)
    if at_once:
        session.execute(update(Digest).where(Digest.person_id.in_(at_once)).values(last_at=now))
    waiting = [person_id for person_id, number in found if number >= LATER]
    if waiting:  # three of them may be enough two days after the last time
        session.execute(update(Digest).where(Digest.person_id.in_(waiting)).values(look_at=now))


def send_digests(session: Session, now: datetime, timers: Timers, limit: int) -> int:
    """Several new tasks after some days of silence, or one after a week of it."""
    soon, late = timers.digest
    rows = session.scalars(
        select(Digest)
        .where(Digest.look_at <= now)
        .order_by(Digest.look_at, Digest.person_id)
        .limit(min(limit, DIGESTS))
        .with_for_update(skip_locked=True)
        .execution_options(populate_existing=True)
    ).all()
    for row in rows:
        new = session.execute(_COUNT, {"reader_id": row.person_id}).scalar_one()
        silence = now - row.last_at
        if new and (silence >= late or (new >= FEW and silence >= soon)):
            untold = update(Hint).where(Hint.person_id == row.person_id, Hint.told_at.is_(None))
            session.execute(untold.values(told_at=now).execution_options(synchronize_session=False))
            tell(session, row.person_id, TasksForYou(now.isoformat()), now=now)
            row.last_at, row.look_at = now, None
        elif not new:
            row.look_at = None
        else:
            row.look_at = row.last_at + (soon if new >= FEW and silence < soon else late)
    session.flush()
    return len(rows)


FEW = 3  # new tasks that are worth a digest before the week is over
READER: BindParameter[int] = bindparam("reader_id", type_=BigId)
_STILL = (
    Hint.person_id == READER,
    Hint.not_for_me.is_(None),
    Task.state == TaskState.OPEN,
    Task.closed_at.is_(None),
    Task.requester_id != READER,
    visible_to(READER),
    ~exists().where(Application.task_id == Task.id, Application.doer_id == READER),
)
"""Whether a task that was found is still something for the reader: open, visible, not answered."""
_COUNT = (
    select(func.count()).select_from(Hint).join(Task, Task.id == Hint.task_id).where(*_STILL, Hint.told_at.is_(None))
)
_FOUND = select(Hint.task_id, Hint.follow_id).join(Task, Task.id == Hint.task_id).where(*_STILL)
_ONE = _FOUND.where(Hint.task_id == bindparam("task_id"))
_THEN = _FOUND.where(Hint.told_at == bindparam("told_at", type_=UtcDateTime)).order_by(Hint.task_id.desc())


def task_for(session: Session, reader: Person, notice: TaskForYou) -> HintView | None:
    """A task that was found, where it is still something for the reader."""
    row = session.execute(_ONE, {"reader_id": reader.id, "task_id": notice.task_id}).one_or_none()
    task = visible_task(session, reader, notice.task_id) if row is not None else None
    if row is None or task is None:
        return None
    return HintView(task, following.found(session, reader, row.follow_id))


def tasks_for(session: Session, reader: Person, notice: TasksForYou) -> tuple[list[HintView], int]:
    """Those of a digest, a screenful of them, and how many there are."""
    told_at = datetime.fromisoformat(notice.at)
    rows = session.execute(_THEN, {"reader_id": reader.id, "told_at": told_at}).all()
    shown = [
        HintView(task, following.found(session, reader, row.follow_id))
        for row in rows[:IN_DIGEST]
        if (task := visible_task(session, reader, row.task_id)) is not None
    ]
    return shown, len(rows)
