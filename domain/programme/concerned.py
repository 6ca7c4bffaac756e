"""Who hears of an application, and of a round: by their ids."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.organisation import OrganisationMember, contact_persons_of
from models.person import Person
from models.programme.application import RoundApplication, participants_of
from models.programme.round import RoundRole, staff_of


def people_of(session: Session, application: RoundApplication, *, but: Person | None = None) -> list[int]:
    """Everyone of an application's people: who wrote it last and is still of the organisation, its contact persons, the
    participants; but for the one who does it."""
    found = set(session.scalars(contact_persons_of(application.organisation_id)))
    found |= {person_id for person_id in session.scalars(participants_of(application.id)) if person_id is not None}
    writer = session.scalar(
        select(OrganisationMember.person_id).where(
            OrganisationMember.organisation_id == application.organisation_id,
            OrganisationMember.person_id == application.written_by_id,
            OrganisationMember.left_at.is_(None),
        )
    )
    found |= {writer} if writer is not None else set()
    return sorted(found - ({but.id} if but is not None else set()))


def coordinators_of(session: Session, round_id: int, *, but: Person | None = None) -> list[int]:
    """Who coordinates a round, but for the one who does it."""
    found = session.scalars(staff_of(round_id, RoundRole.COORDINATOR))
    return sorted(one for one in found if but is None or one != but.id)
