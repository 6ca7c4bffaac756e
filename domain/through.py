"""Who is in a group by an organisation that it holds: see domain/umbrellas.py."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from domain.refusals import InThroughOrganisation, Noun, Subject
from models.group import GroupOrganisation
from models.organisation import Organisation, OrganisationMember
from models.person import Person


def by_which(session: Session, person_id: int, group_id: int) -> str | None:
    """The organisation that holds a person in a group."""
    return session.scalar(
        select(Organisation.name)
        .join(GroupOrganisation, GroupOrganisation.organisation_id == Organisation.id)
        .join(OrganisationMember, OrganisationMember.organisation_id == Organisation.id)
        .where(
            GroupOrganisation.group_id == group_id,
            GroupOrganisation.confirmed_at.is_not(None),
            GroupOrganisation.ended_at.is_(None),
            OrganisationMember.person_id == person_id,
            OrganisationMember.left_at.is_(None),
            OrganisationMember.confirmed_at.is_not(None),
        )
        .order_by(Organisation.name_folded)
        .limit(1)
    )


def refuse_leaving(session: Session, actor: Person, *, group_id: int) -> None:
    """Who is in a group by an organisation leaves it with the organisation: InThroughOrganisation says which."""
    organisation = by_which(session, actor.id, group_id)
    if organisation is not None:
        raise InThroughOrganisation(Subject(Noun.GROUP, group_id), organisation=organisation)
