"""Whole organisations in a group: a union and its member associations.

Membership stays one row for each person and group, whichever way they came: what counts, lists and shows needs one
rule. These verbs keep the rows in step; `through` marks those who are in by an organisation only.
"""

from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import ColumnElement, Select, func, select, update
from sqlalchemy.orm import Session

from domain import audit, groups, through
from domain.notices import (
    GroupAsksOrganisation,
    InGroupThrough,
    OrganisationAnswered,
    OrganisationOutOfGroup,
    OutOfGroup,
    tell,
)
from domain.refusals import NotNow, NotThere, NotYours, Noun, Subject
from domain.views import HoldingView
from models.group import Group, GroupMember, GroupOrganisation, JoinRequest, Outcome
from models.organisation import Organisation, OrganisationMember, contact_persons_of
from models.person import Person


def of_group(session: Session, actor: Person, *, group_id: int) -> list[HoldingView]:
    """The organisations of a group of mine, by name; an admin sees those asked, too."""
    own = _own_place(session, actor, group_id)
    shown = [GroupOrganisation.group_id == group_id, GroupOrganisation.ended_at.is_(None)]
    if not own.admin:
        shown.append(GroupOrganisation.confirmed_at.is_not(None))
    return _views(session, *shown)


def get_for(session: Session, actor: Person, holding_id: int) -> HoldingView:
    """One of them, for the group's admins and the organisation's contact persons."""
    holding = session.get(GroupOrganisation, holding_id)
    if holding is None or not (_runs(session, actor, holding.group_id) or _speaks(session, actor, holding)):
        raise NotThere
    return _views(session, GroupOrganisation.id == holding_id)[0]


def sides(session: Session, actor: Person, holding_id: int) -> tuple[bool, bool]:
    """Whether `actor` runs the group, and whether they speak for the organisation."""
    holding = session.get_one(GroupOrganisation, holding_id)
    return _runs(session, actor, holding.group_id), _speaks(session, actor, holding)


def may_ask(session: Session, actor: Person, *, group_id: int) -> None:
    """Only a group's admin asks for organisations."""
    if not _own_place(session, actor, group_id).admin:
        raise NotYours(Subject(Noun.GROUP, group_id))


def of_organisation(session: Session, actor: Person, *, organisation_id: int) -> list[HoldingView]:
    """The groups that hold or ask for an organisation that I speak for."""
    speaks = session.scalar(contact_persons_of(organisation_id).where(OrganisationMember.person_id == actor.id))
    if speaks is None:
        return []
    return _views(session, GroupOrganisation.organisation_id == organisation_id, GroupOrganisation.ended_at.is_(None))


def ask(session: Session, actor: Person, *, group_id: int, organisation_id: int, now: datetime) -> HoldingView:
    """An admin asks for a whole organisation. Its contact persons are asked; where the admin is one, it is in.
    Only a confirmed one: nobody gets a group's tasks by making up an organisation."""
    may_ask(session, actor, group_id=group_id)
    organisation = _held(session, organisation_id)
    if organisation.confirmed_at is None or organisation.merged_into_id is not None:
        raise NotNow(Subject(Noun.GROUP, group_id), state="unconfirmed")
    holding = session.scalar(
        select(GroupOrganisation).where(
            GroupOrganisation.group_id == group_id, GroupOrganisation.organisation_id == organisation_id
        )
    )
    if holding is None:
        holding = GroupOrganisation(
            group_id=group_id, organisation_id=organisation_id, created_by_id=actor.id, asked_at=now
        )
        session.add(holding)
    elif holding.ended_at is not None:
        holding.created_by_id, holding.asked_at, holding.confirmed_at, holding.ended_at = actor.id, now, None, None
    else:
        return _views(session, GroupOrganisation.id == holding.id)[0]
    session.flush()
    audit.record(session, actor, "ask_organisation", Noun.GROUP, group_id, now=now, organisation_id=organisation_id)
    contacts = session.scalars(contact_persons_of(organisation_id)).all()
    if actor.id in contacts:
        _take_in(session, actor, holding, now)
    else:
        for person_id in contacts:
            tell(session, person_id, GroupAsksOrganisation(holding.id, now.isoformat()), now=now)
    return _views(session, GroupOrganisation.id == holding.id)[0]


def answer(session: Session, actor: Person, *, holding_id: int, yes: bool, now: datetime) -> HoldingView:
    """A contact person says whether their organisation joins the group. The admin who asked hears it."""
    holding = _at_hand(session, holding_id)
    if not _speaks(session, actor, holding):
        raise NotThere
    if holding.ended_at is None and holding.confirmed_at is None:
        if yes:
            _take_in(session, actor, holding, now)
        else:
            holding.ended_at = now
            audit.record(session, actor, "decline_group", Noun.ORGANISATION, holding.organisation_id, now=now)
        told = OrganisationAnswered(holding.id, holding.asked_at.isoformat())
        tell(session, holding.created_by_id, told, now=now)
    session.flush()
    return _views(session, GroupOrganisation.id == holding.id)[0]


def take_out(session: Session, actor: Person, *, holding_id: int, now: datetime) -> HoldingView:
    """A group's admin, or a contact person, ends it. Who was in only by it is out, and hears it."""
    holding = _at_hand(session, holding_id)
    runs = _runs(session, actor, holding.group_id)
    if not (runs or _speaks(session, actor, holding)):
        raise NotThere
    if holding.ended_at is None:
        was_in = holding.confirmed_at is not None
        holding.ended_at = now
        session.flush()
        audit.record(
            session, actor, "take_out", Noun.GROUP, holding.group_id, now=now, organisation_id=holding.organisation_id
        )
        people = select(OrganisationMember.person_id).where(
            OrganisationMember.organisation_id == holding.organisation_id, OrganisationMember.left_at.is_(None)
        )
        _end(session, [holding.group_id], people, now, told=was_in)
        if not runs:
            for admin_id in session.scalars(_admins(holding.group_id)).all():
                tell(session, admin_id, OrganisationOutOfGroup(holding.id, now.isoformat()), now=now)
    return _views(session, GroupOrganisation.id == holding.id)[0]


def came(session: Session, person_id: int, organisation_id: int, *, now: datetime) -> None:
    """A confirmed member of an organisation is in its groups from now on."""
    _held(session, organisation_id)
    for group_id in session.scalars(_groups_holding(organisation_id)).all():
        _put_in(session, group_id, person_id, organisation_id, now)


def went(session: Session, person: Person, organisation_id: int, *, now: datetime) -> None:
    """Out of the organisation: out of the groups that one was in by it only."""
    held = session.scalars(_groups_holding(organisation_id)).all()
    if held:
        _end(session, held, select(Person.id).where(Person.id == person.id), now, told=True)


# Rows in step


def _take_in(session: Session, actor: Person, holding: GroupOrganisation, now: datetime) -> None:
    holding.confirmed_at = now
    session.flush()
    audit.record(
        session, actor, "take_in", Noun.GROUP, holding.group_id, now=now, organisation_id=holding.organisation_id
    )
    confirmed = select(OrganisationMember.person_id).where(
        OrganisationMember.organisation_id == holding.organisation_id,
        OrganisationMember.left_at.is_(None),
        OrganisationMember.confirmed_at.is_not(None),
    )
    for person_id in session.scalars(confirmed).all():
        _put_in(session, holding.group_id, person_id, holding.organisation_id, now)


def _put_in(session: Session, group_id: int, person_id: int, organisation_id: int, now: datetime) -> None:
    member = session.scalar(
        select(GroupMember).where(GroupMember.group_id == group_id, GroupMember.person_id == person_id)
    )
    if member is not None and (member.left_at is None or member.removed_at is not None):
        return  # in already, or taken out by an admin, whose word holds
    if member is None:
        member = GroupMember(group_id=group_id, person_id=person_id)
        session.add(member)
    member.joined_at, member.left_at, member.join_code_id, member.admin = now, None, None, False
    member.through = True
    session.execute(
        update(JoinRequest)
        .where(JoinRequest.group_id == group_id, JoinRequest.person_id == person_id, JoinRequest.outcome.is_(None))
        .values(outcome=Outcome.ACCEPTED, decided_at=now)
    )
    session.flush()
    tell(session, person_id, InGroupThrough(group_id, organisation_id, now.isoformat()), now=now)


def _end(session: Session, group_ids: Iterable[int], people: Select[int], now: datetime, *, told: bool) -> None:
    """Those of these people who were in by an organisation, and are by none any more."""
    rows = session.scalars(
        select(GroupMember)
        .where(
            GroupMember.group_id.in_(list(group_ids)),
            GroupMember.person_id.in_(people),
            GroupMember.left_at.is_(None),
            GroupMember.through,
        )
        .order_by(GroupMember.id)
        .with_for_update()
    ).all()
    for member in rows:
        if through.by_which(session, member.person_id, member.group_id) is not None:
            continue
        member.through = False
        if member.admin:
            continue  # runs the group: stays in on their own
        groups.goes(session, session.get_one(Person, member.person_id), member, now=now)
        if told:
            tell(session, member.person_id, OutOfGroup(member.group_id, now.isoformat()), now=now)
    session.flush()


def _groups_holding(organisation_id: int) -> Select[int]:
    return (
        select(GroupOrganisation.group_id)
        .join(Group, Group.id == GroupOrganisation.group_id)
        .where(
            GroupOrganisation.organisation_id == organisation_id,
            GroupOrganisation.confirmed_at.is_not(None),
            GroupOrganisation.ended_at.is_(None),
            Group.closed_at.is_(None),
        )
        .order_by(GroupOrganisation.group_id)
    )


def _held(session: Session, organisation_id: int) -> Organisation:
    """The organisation, held: its people and its groups change one verb at a time."""
    organisation = session.scalar(
        select(Organisation)
        .where(Organisation.id == organisation_id)
        .with_for_update()
        .execution_options(populate_existing=True)
    )
    if organisation is None:
        raise NotThere
    return organisation


def _at_hand(session: Session, holding_id: int) -> GroupOrganisation:
    holding = session.get(GroupOrganisation, holding_id)
    if holding is None:
        raise NotThere
    _held(session, holding.organisation_id)
    session.refresh(holding)
    return holding


def _own_place(session: Session, actor: Person, group_id: int) -> GroupMember:
    found = session.scalar(
        select(GroupMember)
        .join(Group, Group.id == GroupMember.group_id)
        .where(
            Group.id == group_id,
            Group.closed_at.is_(None),
            GroupMember.person_id == actor.id,
            GroupMember.left_at.is_(None),
        )
    )
    if found is None or not actor.is_registered:
        raise NotThere
    return found


def _admins(group_id: int) -> Select[int]:
    return select(GroupMember.person_id).where(
        GroupMember.group_id == group_id, GroupMember.left_at.is_(None), GroupMember.admin
    )


def _runs(session: Session, actor: Person, group_id: int) -> bool:
    return session.scalar(_admins(group_id).where(GroupMember.person_id == actor.id)) is not None


def _speaks(session: Session, actor: Person, holding: GroupOrganisation) -> bool:
    speaks = contact_persons_of(holding.organisation_id).where(OrganisationMember.person_id == actor.id)
    return session.scalar(speaks) is not None


def _views(session: Session, *conditions: ColumnElement[bool]) -> list[HoldingView]:
    members = (
        select(func.count())
        .where(
            OrganisationMember.organisation_id == Organisation.id,
            OrganisationMember.left_at.is_(None),
            OrganisationMember.confirmed_at.is_not(None),
        )
        .correlate(Organisation)
        .scalar_subquery()
    )
    rows = session.execute(
        select(GroupOrganisation, Organisation.name, Group.name, members)
        .join(Organisation, Organisation.id == GroupOrganisation.organisation_id)
        .join(Group, Group.id == GroupOrganisation.group_id)
        .where(*conditions)
        .order_by(Organisation.name_folded, GroupOrganisation.id)
    )
    return [
        HoldingView(
            id=holding.id,
            group_id=holding.group_id,
            group=group,
            organisation_id=holding.organisation_id,
            organisation=organisation,
            members=count,
            confirmed=holding.confirmed_at is not None,
            ended=holding.ended_at is not None,
        )
        for holding, organisation, group, count in rows
    ]
