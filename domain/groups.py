"""People that a task may be aimed at: how a group begins, who is in it, and how it ends."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import ColumnElement, func, literal, select, true, update
from sqlalchemy.orm import Session

from domain import applications, audit, conversations, people, tasks, through, words
from domain.notices import GroupClosed, JoinAnswered, JoinedGroup, tell
from domain.refusals import LastAdmin, NotThere, NotYours, Noun, Subject
from domain.views import GroupFigures, GroupView
from models.assignment import Assignment, AssignmentState
from models.group import (
    Group,
    GroupMember,
    JoinCode,
    JoinRequest,
    Outcome,
    groups_of,
    live_codes,
    members_of,
    size_of,
)
from models.ledger import LedgerEntry
from models.person import Person
from models.task import Task, TaskState

NAME_MAX = 60


def create(session: Session, actor: Person, *, name: str, now: datetime) -> GroupView:
    """A new group with `actor` as its admin."""
    people.require_registered(actor)
    group = Group(name=words.line(name, field="name", limit=NAME_MAX), created_by_id=actor.id, created_at=now)
    session.add(group)
    session.flush()
    session.add(GroupMember(group_id=group.id, person_id=actor.id, admin=True, joined_at=now))
    audit.record(session, actor, "create", Noun.GROUP, group.id, now=now)
    session.flush()
    return GroupView(group.id, group.name, 1, admin=True)


def get_for(session: Session, actor: Person, group_id: int) -> GroupView:
    """A group that `actor` is in; to all others it is not there."""
    found = _views(session, actor, Group.id == group_id) if actor.is_registered else []
    if not found:
        raise NotThere
    return found[0]


def mine(session: Session, actor: Person) -> list[GroupView]:
    """The groups that `actor` is in, by name, each with its size."""
    return _views(session, actor)


def _views(session: Session, actor: Person, *conditions: ColumnElement[bool]) -> list[GroupView]:
    rows = session.execute(
        select(Group, GroupMember.admin, size_of(Group.id).correlate(Group).scalar_subquery())
        .outerjoin(
            GroupMember,
            (GroupMember.group_id == Group.id) & (GroupMember.person_id == actor.id) & GroupMember.left_at.is_(None),
        )
        .where(Group.closed_at.is_(None), Group.id.in_(groups_of(actor.id).correlate(None)), *conditions)
        .order_by(func.lower(Group.name), Group.id)
    )
    return [GroupView(group.id, group.name, size, bool(admin), group.policy) for group, admin, size in rows]


def administered(session: Session, actor: Person, group_id: int) -> GroupView:
    """A group that `actor` runs: NotYours to its other members, NotThere to all others."""
    group = get_for(session, actor, group_id)
    if not group.admin:
        raise NotYours(Subject(Noun.GROUP, group_id))
    return group


def is_in(session: Session, person_id: int, group_id: int) -> bool:
    """Whether a person is in a group now, in whatever way."""
    found = select(true()).where(literal(group_id).in_(groups_of(person_id)))
    return bool(session.scalar(found))


def admins_of(session: Session, group_id: int) -> Sequence[int]:
    """Who runs a group now."""
    return session.scalars(
        select(GroupMember.person_id)
        .where(GroupMember.group_id == group_id, GroupMember.admin, GroupMember.left_at.is_(None))
        .order_by(GroupMember.person_id)
    ).all()


def admit(
    session: Session,
    group_id: int,
    person_id: int,
    *,
    now: datetime,
    code_id: int | None = None,
    by: Person | None = None,
) -> bool:
    """The one way into a group: whoever calls has seen to it that they may come in. The admins hear of it (but for
    `by`, who let them in), a request that waits is settled. False where they are in already, or the group is closed."""
    group = session.scalar(
        select(Group)
        .where(Group.id == group_id, Group.closed_at.is_(None))
        .with_for_update(read=True)
        .execution_options(populate_existing=True)
    )
    person = session.get(Person, person_id)
    if group is None or person is None or not person.is_registered:
        return False
    member = session.scalar(
        select(GroupMember).where(GroupMember.group_id == group_id, GroupMember.person_id == person_id)
    )
    if member is None:
        session.add(GroupMember(group_id=group_id, person_id=person_id, joined_at=now, join_code_id=code_id))
    elif member.left_at is None:
        return False
    else:
        member.left_at, member.removed_at, member.joined_at = None, None, now
        member.join_code_id, member.admin, member.through = code_id, False, False
    session.execute(
        update(JoinRequest)
        .where(JoinRequest.group_id == group_id, JoinRequest.person_id == person_id, JoinRequest.outcome.is_(None))
        .values(outcome=Outcome.ACCEPTED, decided_at=now)
    )
    audit.record(session, by or person, "join", Noun.GROUP, group_id, now=now, person_id=person_id, code_id=code_id)
    session.flush()
    for admin_id in admins_of(session, group_id):
        if admin_id != person_id and (by is None or admin_id != by.id):
            tell(session, admin_id, JoinedGroup(group_id, person_id, now.isoformat()), now=now)
    return True


def held(session: Session, group_id: int, *people_too: int) -> list[GroupMember]:
    """The rows of a group's admins and of these people, held: one verb at a time decides who runs it."""
    return list(
        session.scalars(
            select(GroupMember)
            .where(GroupMember.group_id == group_id, GroupMember.left_at.is_(None))
            .where(GroupMember.admin | GroupMember.person_id.in_(people_too))
            .order_by(GroupMember.id)
            .with_for_update()
            .execution_options(populate_existing=True)
        )
    )


def is_last_admin(session: Session, actor: Person, group_id: int) -> bool:
    """Whether the group would have members and nobody to run it without `actor`."""
    view = get_for(session, actor, group_id)
    return view.size > 1 and list(admins_of(session, group_id)) == [actor.id]


def leave(session: Session, actor: Person, *, group_id: int, now: datetime) -> None:
    """Out of a group. What is open between its members and `actor` ends, and they hear of it. Who is alone in it
    closes it by leaving."""
    get_for(session, actor, group_id)
    through.refuse_leaving(session, actor, group_id=group_id)
    rows = held(session, group_id, actor.id)
    own = next((member for member in rows if member.person_id == actor.id), None)
    if own is None:
        raise NotThere
    if own.admin and sum(member.admin for member in rows) == 1:
        if (session.scalar(size_of(group_id)) or 0) > 1:
            raise LastAdmin(Subject(Noun.GROUP, group_id))
        close(session, actor, group_id=group_id, now=now)
        return
    goes(session, actor, own, now=now)
    audit.record(session, actor, "leave", Noun.GROUP, group_id, now=now)


def goes(session: Session, person: Person, member: GroupMember, *, now: datetime, removed: bool = False) -> None:
    """Out of the group, whoever wanted it. Undecided offers for its tasks go, and the talks about them; what the
    person asked of the group takes nobody more. What is agreed stays agreed."""
    member.left_at, member.admin = now, False
    member.removed_at = now if removed else None
    applications.end_in_group(session, person, group_id=member.group_id, now=now)
    conversations.close_in_group(session, group_id=member.group_id, doer_id=person.id, now=now)
    tasks.end_in_group(
        session,
        group_id=member.group_id,
        requester_id=person.id,
        because="asker_left",
        untold=None if removed else person.id,
        now=now,
    )
    session.flush()


def rename(session: Session, actor: Person, *, group_id: int, name: str, now: datetime) -> GroupView:
    """Another name."""
    administered(session, actor, group_id)
    session.get_one(Group, group_id).name = words.line(name, field="name", limit=NAME_MAX)
    audit.record(session, actor, "rename", Noun.GROUP, group_id, now=now)
    session.flush()
    return get_for(session, actor, group_id)


def close(session: Session, actor: Person, *, group_id: int, now: datetime) -> None:
    """The end of a group. Its open tasks are cancelled (where help is agreed, it goes on and nobody more is taken),
    its codes and requests end, its members hear."""
    administered(session, actor, group_id)
    group = session.scalars(
        select(Group).where(Group.id == group_id).with_for_update().execution_options(populate_existing=True)
    ).one()
    members = session.scalars(members_of(group_id)).all()
    tasks.end_in_group(session, group_id=group_id, because="group_closed", untold=actor.id, now=now)
    conversations.close_in_group(session, group_id=group_id, now=now)
    group.closed_at = now
    session.execute(
        update(GroupMember)
        .where(GroupMember.group_id == group_id, GroupMember.left_at.is_(None))
        .values(left_at=now, admin=False)
    )
    session.execute(
        update(JoinCode).where(JoinCode.group_id == group_id, JoinCode.revoked_at.is_(None)).values(revoked_at=now)
    )
    lapse_requests(session, group_id, Outcome.CLOSED, now=now)
    audit.record(session, actor, "close", Noun.GROUP, group_id, now=now)
    for person_id in members:
        if person_id != actor.id:
            tell(session, person_id, GroupClosed(group_id), now=now)
    session.flush()


def lapse_requests(session: Session, group_id: int, outcome: Outcome, *, now: datetime) -> None:
    """Nobody will answer those who wait for a yes any more: they hear why."""
    waiting = session.scalars(
        select(JoinRequest)
        .where(JoinRequest.group_id == group_id, JoinRequest.outcome.is_(None))
        .order_by(JoinRequest.id)
        .with_for_update()
    ).all()
    for request in waiting:
        request.outcome, request.decided_at = outcome, now
        tell(session, request.person_id, JoinAnswered(request.id), now=now)


def name_of(session: Session, person: Person, group_id: int) -> str | None:
    """The name of a group that `person` is in or was in, for what they hear after it."""
    return session.scalar(
        select(Group.name)
        .join(GroupMember, GroupMember.group_id == Group.id)
        .where(Group.id == group_id, GroupMember.person_id == person.id)
    )


def figures(session: Session, actor: Person, *, group_id: int, now: datetime) -> GroupFigures:
    """A group of mine in numbers. Its codes are counted for its admins only."""
    view = get_for(session, actor, group_id)
    own = (Task.group_id == group_id, Task.state != TaskState.DRAFT)
    approved = (
        select(func.count(Task.id.distinct()))
        .join(Assignment, Assignment.task_id == Task.id)
        .where(*own, Assignment.state == AssignmentState.APPROVED)
    )
    minutes = (
        select(func.coalesce(func.sum(LedgerEntry.minutes_used), 0))
        .join(Assignment, Assignment.id == LedgerEntry.assignment_id)
        .join(Task, Task.id == Assignment.task_id)
        .where(*own)
    )
    codes = select(func.count()).select_from(live_codes(group_id, now).subquery())
    return GroupFigures(
        members=view.size,
        admins=len(admins_of(session, group_id)),
        asked=session.scalar(select(func.count()).select_from(Task).where(*own)) or 0,
        done=session.scalar(approved) or 0,
        minutes=int(session.scalar(minutes) or 0),
        codes=(session.scalar(codes) or 0) if view.admin else None,
    )
