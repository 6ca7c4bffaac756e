"""People asked by name: whom one may name, and the links that name whoever opens them once."""

import hashlib
import hmac
import secrets
from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, CompoundSelect, delete, func, select, update
from sqlalchemy.orm import Session

from domain import audit, people
from domain.lifecycle import NAME_PEOPLE, TASK
from domain.notices import AskedByName
from domain.reading import visible_task
from domain.refusals import NotThere, Noun, TooManyNamed, WrongLink
from domain.views import InvitationView, NamedView
from models.assignment import GONE, Assignment
from models.group import Group, GroupMember, groups_of
from models.named import Named, NamedLink
from models.offer import people_offering
from models.organisation import Organisation
from models.person import Person
from models.task import Audience, Task, TaskState

MOST = 20
LINK_LASTS = timedelta(days=14)
TAKES = (TaskState.OPEN, TaskState.FULL)


def known(session: Session, actor: Person, *, category_id: int | None = None, limit: int = 200) -> list[NamedView]:
    """Whom `actor` may name: those worked with, those in the same groups, and those who offer such help (any help,
    where no category is named); by name. Who cannot be reached now is not among them."""
    others = (Person.id.in_(_known_ids(actor, category_id)), Person.id != actor.id)
    return _views(session, *others, Person.unreachable_at.is_(None), limit=limit)


def of_task(session: Session, actor: Person, *, task_id: int) -> list[NamedView]:
    """Who was named for a task of one's own, by name; also who cannot be reached now."""
    task = session.get(Task, task_id)
    if task is None or task.requester_id != actor.id or not actor.is_registered:
        raise NotThere
    return _views(session, Person.id.in_(select(Named.person_id).where(Named.task_id == task_id)))


def among(session: Session, actor: Person, ids: Iterable[int]) -> list[NamedView]:
    """Those of `ids` whom `actor` may name and who can be reached: who has left meanwhile is left out."""
    chosen = list(ids)
    if not chosen:
        return []
    others = (Person.id.in_(chosen), Person.id.in_(_known_ids(actor)), Person.id != actor.id)
    return _views(session, *others, Person.unreachable_at.is_(None))


def keep(session: Session, actor: Person, task: Task, ids: Iterable[int], *, now: datetime) -> None:
    """Make these the people named for a task, those who may be named. Who is new hears it at once."""
    had = set(session.scalars(select(Named.person_id).where(Named.task_id == task.id)))
    wanted = {*ids}
    new = {one.person_id for one in among(session, actor, wanted - had)}
    if len(new) + len(wanted & had) > MOST:
        raise TooManyNamed(most=MOST)
    gone = had - wanted
    if gone:
        session.execute(delete(Named).where(Named.task_id == task.id, Named.person_id.in_(gone)))
    for person_id in sorted(new):
        session.add(Named(task_id=task.id, person_id=person_id, named_at=now))
    session.flush()
    for person_id in sorted(new):
        TASK.tell(session, NAME_PEOPLE, person_id, AskedByName(task.id), now=now)


# Links


def make_link(session: Session, actor: Person, *, task_id: int, secret_key: bytes, now: datetime) -> str:
    """What one person may open once to be named, given back in plain this once."""
    task = session.get(Task, task_id)
    if task is None:
        raise NotThere
    TASK.require(session, actor, NAME_PEOPLE, task)
    token = secrets.token_urlsafe(16)
    session.add(NamedLink(task_id=task.id, digest=_digest(token, secret_key), made_at=now, expires_at=now + LINK_LASTS))
    audit.record(session, actor, "make_link", Noun.TASK, task.id, now=now)
    session.flush()
    return token


def find_by_link(session: Session, actor: Person, *, token: str, secret_key: bytes, now: datetime) -> InvitationView:
    """What a link asks one for. Names nobody; it is shown before registration, too. WrongLink."""
    link, task = _opened(session, actor, token, secret_key, now)
    row = session.execute(
        select(Person.name, Organisation.name)
        .outerjoin(Organisation, Organisation.id == task.organisation_id)
        .where(Person.id == task.requester_id)
    ).one()
    sees = actor.is_registered and visible_task(session, actor, task.id) is not None
    return InvitationView(task.id, task.title, row[0], row[1], link.expires_at, sees=sees)


def take_link(session: Session, actor: Person, *, token: str, secret_key: bytes, now: datetime) -> int:
    """Be named by a link, which nobody else can use then. The task's id."""
    people.require_registered(actor)
    link, task = _opened(session, actor, token, secret_key, now)
    if visible_task(session, actor, task.id) is not None:
        return task.id  # its requester, or one who is named already: the link stays for somebody else
    taken = session.execute(
        update(NamedLink)
        .where(NamedLink.id == link.id, NamedLink.used_at.is_(None))
        .values(used_at=now, used_by_id=actor.id)
        .returning(NamedLink.id)
        .execution_options(synchronize_session=False)
    ).one_or_none()
    if taken is None:
        raise WrongLink
    session.add(Named(task_id=task.id, person_id=actor.id, named_at=now))
    audit.record(session, actor, "take_link", Noun.TASK, task.id, now=now, link_id=link.id)
    session.flush()
    return task.id


def _opened(session: Session, actor: Person, token: str, secret_key: bytes, now: datetime) -> tuple[NamedLink, Task]:
    row = session.execute(
        select(NamedLink, Task)
        .join(Task, Task.id == NamedLink.task_id)
        .where(NamedLink.digest == _digest(token, secret_key))
        .execution_options(populate_existing=True)
    ).one_or_none()
    if row is not None:
        link, task = row
        fresh = link.used_at is None and link.expires_at > now
        if task.audience == Audience.NAMED and task.state in TAKES and (fresh or link.used_by_id == actor.id):
            return link, task
    raise WrongLink


def _digest(token: str, secret_key: bytes) -> str:
    return hmac.new(secret_key, b"named:" + token.encode(), hashlib.sha256).hexdigest()


def _known_ids(actor: Person, category_id: int | None = None) -> CompoundSelect[Any]:
    going_on = select(Group.id).where(Group.closed_at.is_(None))
    mine = groups_of(actor.id).where(GroupMember.group_id.in_(going_on))
    fellows = select(GroupMember.person_id).where(GroupMember.group_id.in_(mine), GroupMember.left_at.is_(None))
    worked = select(Assignment).join(Task, Task.id == Assignment.task_id).where(Assignment.state.not_in(GONE))
    doers = worked.with_only_columns(Assignment.doer_id).where(Task.requester_id == actor.id)
    requesters = worked.with_only_columns(Task.requester_id).where(Assignment.doer_id == actor.id)
    return fellows.union(doers, requesters, people_offering(actor, category_id))


def _views(session: Session, *conditions: ColumnElement[bool], limit: int = 200) -> list[NamedView]:
    rows = session.execute(
        select(Person.id, Person.name, Organisation.name, Person.unreachable_at.is_(None))
        .outerjoin(Organisation, Organisation.id == Person.organisation_id)
        .where(Person.registered_at.is_not(None), *conditions)
        .order_by(func.lower(Person.name), Person.id)
        .limit(limit)
    )
    return [NamedView(*row) for row in rows]
