"""Who is in a group: listed, found, made an admin, taken out."""

from datetime import datetime

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import Session

from domain import audit, groups, paging, words
from domain.notices import AdminChanged, RemovedFromGroup, tell
from domain.refusals import LastAdmin, NotThere, NotYours, Noun, Subject
from domain.views import MemberPage, MemberView
from models.group import GroupMember, JoinCode, members_of
from models.organisation import Organisation
from models.person import Person


def listed(session: Session, actor: Person, *, group_id: int, word: str = "", page: int = 0) -> MemberPage:
    """Who is in a group of mine, by name, a page at a time; with `word`, whose names or organisations hold it."""
    groups.get_for(session, actor, group_id)
    page = paging.within(page)
    in_it = Person.id.in_(members_of(group_id).correlate(None))
    sought = words.fold(word)
    if sought:
        everybody = session.execute(
            select(Person.id, Person.name, Organisation.name)
            .outerjoin(Organisation, Organisation.id == Person.organisation_id)
            .where(in_it)
        )
        found = sorted(
            (words.fold(name), person_id)
            for person_id, name, organisation in everybody
            if sought in words.fold(name) or sought in words.fold(organisation or "")
        )
        ids = [person_id for _name, person_id in found[page * paging.SIZE : (page + 1) * paging.SIZE]]
        views = {view.person_id: view for view in _views(session, group_id, Person.id.in_(ids))}
        return MemberPage(tuple(views[one] for one in ids), word, page, len(found))
    total = session.scalar(select(func.count()).select_from(Person).where(in_it)) or 0
    return MemberPage(tuple(_views(session, group_id, in_it, page=page)), "", page, total)


def get_for(session: Session, actor: Person, *, group_id: int, person_id: int) -> MemberView:
    """One member of a group of mine; who is not in it is NotThere."""
    groups.get_for(session, actor, group_id)
    return _one(session, group_id, person_id)


def _one(session: Session, group_id: int, person_id: int) -> MemberView:
    in_it = Person.id.in_(members_of(group_id).correlate(None))
    found = _views(session, group_id, in_it, Person.id == person_id)
    if not found:
        raise NotThere
    return found[0]


def set_admin(
    session: Session, actor: Person, *, group_id: int, person_id: int, admin: bool, now: datetime
) -> MemberView:
    """Make somebody an admin, or an ordinary member again. A group keeps one admin at least."""
    groups.administered(session, actor, group_id)
    member, admins = _held(session, group_id, person_id)
    if member.admin is not admin:
        if not admin and admins == [person_id]:
            raise LastAdmin(Subject(Noun.GROUP, group_id))
        member.admin = admin
        said = "make_admin" if admin else "unmake_admin"
        audit.record(session, actor, said, Noun.GROUP, group_id, now=now, person_id=person_id)
        session.flush()
        if person_id != actor.id:
            tell(session, person_id, AdminChanged(group_id, admin, now.isoformat()), now=now)
    return _one(session, group_id, person_id)


def hand_over(session: Session, actor: Person, *, group_id: int, person_id: int, now: datetime) -> None:
    """Name another admin, and leave."""
    if person_id == actor.id:
        raise LastAdmin(Subject(Noun.GROUP, group_id))
    set_admin(session, actor, group_id=group_id, person_id=person_id, admin=True, now=now)
    groups.leave(session, actor, group_id=group_id, now=now)


def remove(session: Session, actor: Person, *, group_id: int, person_id: int, now: datetime) -> None:
    """Take somebody out. They hear it kindly, and so does who has something open with them. To come back they need
    a code that is newer, or an invitation."""
    groups.administered(session, actor, group_id)
    if person_id == actor.id:
        raise NotYours(Subject(Noun.GROUP, group_id))  # one's own way out is to leave
    member, _admins = _held(session, group_id, person_id)
    groups.goes(session, session.get_one(Person, person_id), member, now=now, removed=True)
    audit.record(session, actor, "remove", Noun.GROUP, group_id, now=now, person_id=person_id)
    tell(session, person_id, RemovedFromGroup(group_id, now.isoformat()), now=now)


def _held(session: Session, group_id: int, person_id: int) -> tuple[GroupMember, list[int]]:
    """The member's row and the ids of the admins, held against other verbs."""
    rows = groups.held(session, group_id, person_id)
    member = next((row for row in rows if row.person_id == person_id), None)
    if member is None:
        raise NotThere
    return member, [row.person_id for row in rows if row.admin]


def _views(session: Session, group_id: int, *conditions: ColumnElement[bool], page: int = 0) -> list[MemberView]:
    statement = (
        select(Person, Organisation.name, GroupMember, JoinCode.hint)
        .outerjoin(Organisation, Organisation.id == Person.organisation_id)
        .outerjoin(
            GroupMember,
            (GroupMember.person_id == Person.id) & (GroupMember.group_id == group_id) & GroupMember.left_at.is_(None),
        )
        .outerjoin(JoinCode, JoinCode.id == GroupMember.join_code_id)
        .where(*conditions)
        .order_by(func.lower(Person.name), Person.id)
        .limit(paging.SIZE)
        .offset(page * paging.SIZE)
    )
    return [
        MemberView(
            person_id=person.id,
            name=person.name,
            organisation=organisation,
            admin=member is not None and member.admin,
            joined_at=member.joined_at if member is not None else None,
            code_hint=hint,
        )
        for person, organisation, member, hint in session.execute(statement)
    ]
