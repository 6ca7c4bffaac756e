"""The people of an organisation: who is confirmed, who speaks for it, who goes."""

from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import Session

from domain import audit, organisations, umbrellas
from domain.notices import MadeContact, MemberAccepted, MemberRefused, tell
from domain.refusals import LastContact, NotThere, NotYours, Noun, Subject
from domain.views import ColleagueView
from models.organisation import Organisation, OrganisationMember
from models.person import Person


def listed(
    session: Session, actor: Person, *, organisation_id: int, operators: Iterable[int] = ()
) -> list[ColleagueView]:
    """Who is in an organisation of mine: those who wait first, then by name."""
    organisations.page(session, actor, organisation_id, operators=operators)
    return _views(session, OrganisationMember.organisation_id == organisation_id, OrganisationMember.left_at.is_(None))


def get_for(session: Session, actor: Person, member_id: int, *, operators: Iterable[int] = ()) -> ColleagueView:
    """One member of an organisation of mine, also after leaving it."""
    found = _views(session, OrganisationMember.id == member_id)
    if not found:
        raise NotThere
    organisations.page(session, actor, found[0].organisation_id, operators=operators)
    return found[0]


def confirm(
    session: Session, actor: Person, *, member_id: int, operators: Iterable[int] = (), now: datetime
) -> ColleagueView:
    """A contact person (or an operator) says that a newcomer acts for the organisation. Again, also after a no."""
    member = _decided(session, actor, member_id, operators)
    if member.left_at is not None and member.refused_at is None:
        raise NotThere  # went by themselves: only they come back
    if member.confirmed_at is None or member.left_at is not None:
        accept(session, actor, member, now=now)
    return _views(session, OrganisationMember.id == member_id)[0]


def accept(session: Session, actor: Person, member: OrganisationMember, *, now: datetime) -> None:
    """A newcomer is confirmed, by whom or what ever. Asks no permission; they hear it."""
    member.confirmed_at, member.left_at, member.refused_at = now, None, None
    audit.record(
        session, actor, "confirm_member", Noun.ORGANISATION, member.organisation_id, now=now, member_id=member.id
    )
    session.flush()
    if member.person_id != actor.id:
        tell(session, member.person_id, MemberAccepted(member.id, now.isoformat()), now=now)
    umbrellas.came(session, member.person_id, member.organisation_id, now=now)


def refuse(
    session: Session, actor: Person, *, member_id: int, operators: Iterable[int] = (), now: datetime
) -> ColleagueView:
    """No: a newcomer does not act for it, or a member no longer does. They hear it; what was agreed stays."""
    member = _decided(session, actor, member_id, operators)
    if member.person_id == actor.id:
        raise NotYours(Subject(Noun.ORGANISATION, member.organisation_id))  # one leaves by oneself
    if member.left_at is None:
        member.refused_at = now
        _go(session, member, now)
        audit.record(
            session, actor, "refuse_member", Noun.ORGANISATION, member.organisation_id, now=now, member_id=member.id
        )
        tell(session, member.person_id, MemberRefused(member.id, now.isoformat()), now=now)
    return _views(session, OrganisationMember.id == member_id)[0]


def make_contact(
    session: Session, actor: Person, *, member_id: int, contact: bool, operators: Iterable[int] = (), now: datetime
) -> ColleagueView:
    """A confirmed member speaks for the organisation, or no longer does. The last one stays until another is named."""
    member = _decided(session, actor, member_id, operators)
    if member.left_at is not None or member.confirmed_at is None:
        raise NotThere
    if member.contact_person != contact:
        if not contact and _contacts(session, member.organisation_id) == 1:
            raise LastContact(Subject(Noun.ORGANISATION, member.organisation_id))
        member.contact_person = contact
        audit.record(
            session,
            actor,
            "make_contact" if contact else "unmake_contact",
            Noun.ORGANISATION,
            member.organisation_id,
            now=now,
            member_id=member.id,
        )
        if member.person_id != actor.id:
            tell(session, member.person_id, MadeContact(member.id, contact, now.isoformat()), now=now)
    session.flush()
    return _views(session, OrganisationMember.id == member_id)[0]


def leave(
    session: Session, actor: Person, *, organisation_id: int, without_contact: bool = False, now: datetime
) -> None:
    """Act for it no longer. Tasks, agreed help and the ledger keep it. LastContact for the last one who speaks for
    it, unless it is to go on `without_contact`: then the operators confirm its newcomers."""
    lock(session, organisation_id)
    member = organisations.member_of(session, organisation_id, actor.id)
    if member is None or member.left_at is not None:
        raise NotThere
    if member.contact_person and not without_contact and _contacts(session, organisation_id) == 1:
        raise LastContact(Subject(Noun.ORGANISATION, organisation_id))
    _go(session, member, now)
    audit.record(session, actor, "leave", Noun.ORGANISATION, organisation_id, now=now)


def lock(session: Session, organisation_id: int) -> None:
    """One verb at a time on the people of an organisation and the groups that hold it."""
    session.execute(select(Organisation.id).where(Organisation.id == organisation_id).with_for_update())


def _go(session: Session, member: OrganisationMember, now: datetime) -> None:
    member.left_at, member.contact_person = now, False
    person = session.get_one(Person, member.person_id)
    if person.organisation_id == member.organisation_id:
        person.organisation_id = None
    session.flush()
    umbrellas.went(session, person, member.organisation_id, now=now)


def _contacts(session: Session, organisation_id: int) -> int:
    return (
        session.scalar(
            select(func.count()).where(
                OrganisationMember.organisation_id == organisation_id,
                OrganisationMember.left_at.is_(None),
                OrganisationMember.contact_person,
            )
        )
        or 0
    )


def _decided(session: Session, actor: Person, member_id: int, operators: Iterable[int]) -> OrganisationMember:
    """The member, held, for one who may decide on them: a contact person, or an operator."""
    organisation_id = session.scalar(
        select(OrganisationMember.organisation_id).where(OrganisationMember.id == member_id)
    )
    if organisation_id is None:
        raise NotThere
    page = organisations.page(session, actor, organisation_id, operators=operators)
    if not page.contact and actor.telegram_id not in operators:
        raise NotYours(Subject(Noun.ORGANISATION, organisation_id))
    lock(session, organisation_id)
    return session.scalars(
        select(OrganisationMember).where(OrganisationMember.id == member_id).execution_options(populate_existing=True)
    ).one()


def _views(session: Session, *conditions: ColumnElement[bool]) -> list[ColleagueView]:
    rows = session.execute(
        select(OrganisationMember, Person.name, Organisation.name)
        .join(Person, Person.id == OrganisationMember.person_id)
        .join(Organisation, Organisation.id == OrganisationMember.organisation_id)
        .where(*conditions)
        .order_by(OrganisationMember.confirmed_at.is_not(None), func.lower(Person.name), Person.id)
    )
    return [
        ColleagueView(
            id=member.id,
            organisation_id=member.organisation_id,
            organisation=organisation,
            person_id=member.person_id,
            name=name,
            contact=member.contact_person,
            confirmed=member.confirmed_at is not None,
            inside=member.left_at is None,
            refused=member.refused_at is not None,
            joined_at=member.joined_at,
        )
        for member, name, organisation in rows
    ]


def own(session: Session, actor: Person, member_id: int) -> ColleagueView | None:
    """One's own place in an organisation, also after leaving it."""
    found = _views(session, OrganisationMember.id == member_id, OrganisationMember.person_id == actor.id)
    return found[0] if found else None
