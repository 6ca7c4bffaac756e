"""People that a task may be aimed at, and how they come in."""

from datetime import datetime, timedelta

from sqlalchemy import func, or_, select, update
from sqlalchemy.orm import Session

from domain import applications, audit, codes, people, words
from domain.notices import JoinedGroup, tell
from domain.refusals import (
    AlreadyMember,
    LastAdmin,
    NotThere,
    NotYours,
    Noun,
    Subject,
    TooManyTries,
    WrongCode,
)
from domain.views import CodeView, GroupView, MemberView
from models.group import CodeAttempt, Group, GroupMember, JoinCode, live_code, members_of, size_of
from models.organisation import Organisation
from models.person import Person

NAME_MAX = 60
CODE_LASTS = timedelta(days=30)
TRIES = 5
TRIES_WITHIN = timedelta(minutes=30)


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
    row = session.execute(
        select(Group, GroupMember.admin, size_of(group_id).correlate(None).scalar_subquery())
        .join(GroupMember, GroupMember.group_id == Group.id)
        .where(
            Group.id == group_id,
            Group.closed_at.is_(None),
            GroupMember.person_id == actor.id,
            GroupMember.left_at.is_(None),
        )
    ).one_or_none()
    if row is None or not actor.is_registered:
        raise NotThere
    group, admin, size = row
    return GroupView(group.id, group.name, size, admin)


def mine(session: Session, actor: Person) -> list[GroupView]:
    """The groups that `actor` is in, by name, each with its size."""
    own = (
        select(GroupMember.group_id, GroupMember.admin)
        .where(GroupMember.person_id == actor.id, GroupMember.left_at.is_(None))
        .subquery()
    )
    rows = session.execute(
        select(Group, own.c.admin, func.count(GroupMember.id))
        .join(own, own.c.group_id == Group.id)
        .join(GroupMember, (GroupMember.group_id == Group.id) & GroupMember.left_at.is_(None))
        .where(Group.closed_at.is_(None))
        .group_by(Group.id, own.c.admin)
        .order_by(func.lower(Group.name), Group.id)
    )
    return [GroupView(group.id, group.name, size, admin) for group, admin, size in rows]


def members(session: Session, actor: Person, *, group_id: int) -> list[MemberView]:
    """Who is in a group of mine, by name."""
    get_for(session, actor, group_id)
    rows = session.execute(
        select(GroupMember, Person.name, Organisation.name)
        .join(Person, Person.id == GroupMember.person_id)
        .outerjoin(Organisation, Organisation.id == Person.organisation_id)
        .where(GroupMember.group_id == group_id, GroupMember.left_at.is_(None))
        .order_by(func.lower(Person.name), Person.id)
    )
    return [
        MemberView(member.person_id, name, organisation, member.admin, member.joined_at)
        for member, name, organisation in rows
    ]


# Codes


def issue_code(
    session: Session,
    actor: Person,
    *,
    group_id: int,
    own: str,
    secret_key: bytes,
    now: datetime,
    lasts: timedelta | None = CODE_LASTS,
    max_uses: int | None = None,
    replace: bool = False,
) -> str:
    """A new code, given back in plain this once. With `replace`, those before it are revoked."""
    _administered(session, actor, group_id)
    code = codes.make(own)
    if replace:
        revoke_codes(session, actor, group_id=group_id, now=now)
    session.add(
        JoinCode(
            group_id=group_id,
            digest=codes.digest(code, secret_key),
            hint=code[: codes.OWN],
            issued_by_id=actor.id,
            issued_at=now,
            expires_at=now + lasts if lasts is not None else None,
            max_uses=max_uses,
        )
    )
    audit.record(session, actor, "issue_code", Noun.GROUP, group_id, now=now)
    session.flush()
    return code


def codes_of(session: Session, actor: Person, *, group_id: int, now: datetime) -> list[CodeView]:
    """The codes that admit today, newest first."""
    _administered(session, actor, group_id)
    found = session.scalars(
        select(JoinCode)
        .where(
            JoinCode.group_id == group_id,
            JoinCode.revoked_at.is_(None),
            or_(JoinCode.expires_at.is_(None), JoinCode.expires_at > now),
            or_(JoinCode.max_uses.is_(None), JoinCode.uses < JoinCode.max_uses),
        )
        .order_by(JoinCode.id.desc())
    )
    return [CodeView(code.id, code.hint, code.issued_at, code.expires_at, code.max_uses, code.uses) for code in found]


def revoke_codes(session: Session, actor: Person, *, group_id: int, now: datetime) -> None:
    """Every code given out so far admits nobody any more."""
    _administered(session, actor, group_id)
    session.execute(
        update(JoinCode).where(JoinCode.group_id == group_id, JoinCode.revoked_at.is_(None)).values(revoked_at=now)
    )
    audit.record(session, actor, "revoke_codes", Noun.GROUP, group_id, now=now)


def find_by_code(session: Session, actor: Person, *, code: str, secret_key: bytes, now: datetime) -> GroupView:
    """The group that a code opens, for the screen that asks "join?". Joins nobody; an invitation is shown
    before registration, too."""
    group, _ = _opened(session, actor, code, secret_key, now)
    return GroupView(group.id, group.name, session.scalar(size_of(group.id)) or 0)


def join(session: Session, actor: Person, *, code: str, secret_key: bytes, now: datetime) -> GroupView:
    """Come in by a code. The group's admins hear of it."""
    people.require_registered(actor)
    group, join_code = _opened(session, actor, code, secret_key, now)
    used = session.execute(
        update(JoinCode)
        .where(
            JoinCode.id == join_code.id,
            JoinCode.revoked_at.is_(None),
            or_(JoinCode.max_uses.is_(None), JoinCode.uses < JoinCode.max_uses),
        )
        .values(uses=JoinCode.uses + 1)
        .returning(JoinCode.id)
        .execution_options(synchronize_session=False)
    ).one_or_none()
    if used is None:
        raise WrongCode
    member = _member(session, group.id, actor.id)
    if member is None:
        session.add(GroupMember(group_id=group.id, person_id=actor.id, joined_at=now, join_code_id=join_code.id))
    else:
        member.left_at, member.joined_at, member.join_code_id, member.admin = None, now, join_code.id, False
    audit.record(session, actor, "join", Noun.GROUP, group.id, now=now, code_id=join_code.id)
    session.flush()
    for admin_id in session.scalars(members_of(group.id).where(GroupMember.admin)).all():
        if admin_id != actor.id:
            tell(session, admin_id, JoinedGroup(group.id, actor.id), now=now)
    return GroupView(group.id, group.name, session.scalar(size_of(group.id)) or 0)


def leave(session: Session, actor: Person, *, group_id: int, now: datetime) -> None:
    """Out of a group. Undecided applications to its tasks go, their requesters hear of it."""
    get_for(session, actor, group_id)
    rows = session.scalars(
        select(GroupMember)
        .where(GroupMember.group_id == group_id, GroupMember.left_at.is_(None))
        .where(or_(GroupMember.admin, GroupMember.person_id == actor.id))
        .with_for_update()
    ).all()
    own = next(member for member in rows if member.person_id == actor.id)
    size = session.scalar(size_of(group_id)) or 0
    if own.admin and len(rows) == 1 and size > 1:
        raise LastAdmin(Subject(Noun.GROUP, group_id))
    own.left_at, own.admin = now, False
    applications.end_in_group(session, actor, group_id=group_id, now=now)
    audit.record(session, actor, "leave", Noun.GROUP, group_id, now=now)


def _member(session: Session, group_id: int, person_id: int) -> GroupMember | None:
    return session.scalar(
        select(GroupMember).where(GroupMember.group_id == group_id, GroupMember.person_id == person_id)
    )


def _administered(session: Session, actor: Person, group_id: int) -> GroupView:
    group = get_for(session, actor, group_id)
    if not group.admin:
        raise NotYours(Subject(Noun.GROUP, group_id))
    return group


def _opened(session: Session, actor: Person, code: str, secret_key: bytes, now: datetime) -> tuple[Group, JoinCode]:
    tries = session.scalars(
        select(CodeAttempt.at)
        .where(CodeAttempt.person_id == actor.id, CodeAttempt.at > now - TRIES_WITHIN)
        .order_by(CodeAttempt.at.desc())
        .limit(TRIES)
    ).all()
    if len(tries) >= TRIES:
        raise TooManyTries(until=tries[-1] + TRIES_WITHIN)
    join_code = session.scalar(live_code(codes.digest(code, secret_key)))
    group = session.get(Group, join_code.group_id) if join_code is not None else None
    if join_code is not None and group is not None and group.closed_at is None:
        member = _member(session, group.id, actor.id)
        if member is not None and member.left_at is None:
            raise AlreadyMember(Subject(Noun.GROUP, group.id))
        expired = join_code.expires_at is not None and join_code.expires_at <= now
        used_up = join_code.max_uses is not None and join_code.uses >= join_code.max_uses
        if not expired and not used_up:
            return group, join_code
    raise WrongCode(outlives=lambda kept, still: kept.add(CodeAttempt(person_id=still.id, at=now)))
