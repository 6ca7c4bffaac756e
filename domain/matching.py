"""Finding the people for a new task: everybody who follows what it is, a bounded batch after another.

Publishing leaves one row behind; the clock does the rest. The database finds the followers by indexes, in the order of
people's ids, so that a task which thousands follow is gone through in many short transactions.
"""

from datetime import datetime
from functools import cache
from typing import Any

from sqlalchemy import (
    BindParameter,
    ColumnElement,
    and_,
    bindparam,
    case,
    exists,
    func,
    or_,
    select,
    true,
    union_all,
    update,
)
from sqlalchemy.orm import Session, aliased

from domain import following, notices, vocabulary
from domain.dataclasses import dataclass
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
from models.inserts import INSERTS, insert_of
from models.peace import kept_apart_from
from models.person import Person, Skill
from models.search import TaskWords
from models.task import Audience, Task, TaskState

PEOPLE = 250  # looked at in one transaction
DIGESTS = 8  # looked at in one transaction
IN_DIGEST = 6  # tasks on one screen
LATER = 2**40  # added to the number of a follow that is not heard at once
LAST = 2**62  # after everybody
_MATCHING, _HINT, _DIGEST = table_of(Matching), table_of(Hint), table_of(Digest)
_TASK: BindParameter[int] = bindparam("task", type_=BigId)
_REQUESTER: BindParameter[int] = bindparam("requester_id", type_=BigId)
_CATEGORY: BindParameter[int] = bindparam("category_id", type_=BigId)
_GROUP: BindParameter[int] = bindparam("group_id", type_=BigId)
_AFTER: BindParameter[int] = bindparam("after_id", type_=BigId)
_UPTO: BindParameter[int] = bindparam("upto", type_=BigId)


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
    upto = None
    if open_now:
        upto = _tell_some(session, task, row.after_id, now)
    if upto is None:
        session.delete(row)
    else:
        row.after_id = upto
    session.flush()
    return 1


def _tell_some(session: Session, task: Task, after_id: int, now: datetime) -> int | None:
    """Go on from one person to another, among those who may follow it by the indexes; none where all were looked at.
    So each step is short, whether everybody follows it or nobody."""
    said = (session.scalar(select(TaskWords.words).where(TaskWords.task_id == task.id)) or "").split()
    forms = {word for word in said if len(word) > vocabulary.SHORT}
    forms |= {word[:length] for word in said for length in range(1, vocabulary.SHORT + 1)}
    session.flush()
    connection = session.connection()
    grouped = task.group_id is not None
    values: dict[str, Any] = {
        "task": task.id,
        "requester_id": task.requester_id,
        "category_id": task.category_id,
        "group_id": task.group_id,
        "after_id": after_id,
    }
    ends = [end for end in connection.execute(_ends(grouped=grouped), {**values, "skip": PEOPLE - 1}).one() if end]
    values |= {"upto": min(ends, default=LAST), "forms": sorted(forms), "now": now}
    keep = _keep(connection.dialect.name, grouped=grouped, remote=task.remote)
    found = {person_id: told_at is not None for person_id, told_at in connection.execute(keep, values)}
    if found:
        _tell(session, task, found, now)
    return min(ends, default=None)


def _aimed_alike(*, grouped: bool) -> list[tuple[ColumnElement[bool], ...]]:
    """The follows that may find a task, each of these an interval of an index."""
    groups = [Follow.group_id.is_(None), Follow.group_id == _GROUP] if grouped else [Follow.group_id.is_(None)]
    kinds = (Follow.category_id == _CATEGORY, Follow.category_id.is_(None))
    return [(kind, group, Follow.person_id > _AFTER) for kind in kinds for group in groups]


@cache
def _ends(*, grouped: bool) -> Any:
    skip = bindparam("skip", type_=BigId)
    person = select(Follow.person_id).order_by(Follow.person_id).limit(1).offset(skip)
    return select(*(person.where(*each).scalar_subquery() for each in _aimed_alike(grouped=grouped)))


@cache
def _keep(dialect: str, *, grouped: bool, remote: bool) -> Any:
    """One statement for all of them: who follows it, and by what, one that is heard at once before others."""
    heard = aliased(Hint)
    number = func.min(case((Follow.way == Way.AT_ONCE, Follow.id), else_=Follow.id + LATER))
    now = bindparam("now", type_=UtcDateTime)
    alike = [select(Follow.id).where(*each, Follow.person_id <= _UPTO) for each in _aimed_alike(grouped=grouped)]
    found = (
        select(Follow.person_id, _TASK, number % LATER, now, case((number < LATER, now)))
        .join(Person, Person.id == Follow.person_id)
        .where(
            Follow.id.in_(union_all(*alike)),
            Follow.person_id != _REQUESTER,
            Follow.way != Way.NEVER,
            _meets(grouped=grouped, remote=remote),
            Person.registered_at.is_not(None),
            Person.unreachable_at.is_(None),
            Person.id.in_(members_of(_GROUP)) if grouped else true(),
            Person.id.not_in(kept_apart_from(_REQUESTER)),
            ~exists().where(heard.person_id == Follow.person_id, heard.task_id == _TASK),
            ~exists().where(Application.doer_id == Follow.person_id, Application.task_id == _TASK),
        )
        .group_by(Follow.person_id)
    )
    columns = ("person_id", "task_id", "follow_id", "found_at", "told_at")
    kept = INSERTS[dialect](_HINT).from_select(columns, found).on_conflict_do_nothing()
    return kept.returning(_HINT.c.person_id, _HINT.c.told_at)


def _meets(*, grouped: bool, remote: bool) -> ColumnElement[bool]:
    skilled = exists().where(Skill.person_id == Follow.person_id, Skill.category_id == _CATEGORY)
    conditions: list[ColumnElement[bool]] = [
        or_(~Follow.interests, skilled),
        or_(Follow.terms == 0, Follow.id.in_(_by_words())),
    ]
    if not grouped:
        conditions.append(~Follow.groups)
    if not remote:
        conditions.append(~Follow.remote)
    return and_(*conditions)


def _by_words() -> Any:
    """The follows all of whose words the task has."""
    wanted = aliased(Follow)
    return (
        select(FollowTerm.follow_id)
        .join(wanted, wanted.id == FollowTerm.follow_id)
        .where(FollowTerm.form.in_(bindparam("forms", expanding=True)))
        .group_by(FollowTerm.follow_id, wanted.terms)
        .having(func.count(FollowTerm.position.distinct()) == wanted.terms)
    )


def _tell(session: Session, task: Task, found: dict[int, bool], now: datetime) -> None:
    """At once, or with others; the silence of who hears it begins anew."""
    at_once = [person_id for person_id, now_ in found.items() if now_]
    waiting = [person_id for person_id, now_ in found.items() if not now_]
    notices.tell_all(session, at_once, TaskForYou(task.id), now=now)
    connection = session.connection()
    if at_once:
        connection.execute(update(_DIGEST).where(_DIGEST.c.person_id.in_(at_once)).values(last_at=now))
    if waiting:  # three of them may be enough two days after the last time
        connection.execute(update(_DIGEST).where(_DIGEST.c.person_id.in_(waiting)).values(look_at=now))


def send_digests(session: Session, now: datetime, timers: Timers, limit: int) -> int:
    """Several new tasks after some days of silence, or one after a week of it. Silence begins with what came last; who
    hears of other tasks at once has none, so nothing waits longer than that week."""
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
        new, oldest = session.execute(_WAITING, {"reader_id": row.person_id}).one()
        silence, waited = now - row.last_at, now - min(row.last_at, oldest or now)
        if new and (waited >= late or (new >= FEW and silence >= soon)):
            untold = update(Hint).where(Hint.person_id == row.person_id, Hint.told_at.is_(None))
            session.execute(untold.values(told_at=now).execution_options(synchronize_session=False))
            tell(session, row.person_id, TasksForYou(now.isoformat()), now=now)
            row.last_at, row.look_at = now, None
        elif not new:
            row.look_at = None
        else:
            last = now - waited + late
            row.look_at = min(last, row.last_at + soon) if new >= FEW else last
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
_WAITING = (
    select(func.count(), func.min(Hint.found_at))
    .select_from(Hint)
    .join(Task, Task.id == Hint.task_id)
    .where(*_STILL, Hint.told_at.is_(None))
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
