"""What people act for."""

from datetime import datetime
from difflib import SequenceMatcher

from sqlalchemy import case, select
from sqlalchemy.orm import Session

from domain import audit, words
from domain.refusals import LooksLike, NotThere, Noun
from domain.views import OrganisationView
from models.organisation import Organisation, OrganisationMember, organisations_of
from models.person import Person

NAME_MAX = 120
REGION_MAX = 40
FOUND = 8
ALIKE = 0.85


def view(organisation: Organisation) -> OrganisationView:
    """An organisation as readers see it."""
    return OrganisationView(
        organisation.id, organisation.name, organisation.region, organisation.confirmed_at is not None
    )


def search(session: Session, text: str) -> list[OrganisationView]:
    """The first eight whose name has every one of these words in it, whatever the case and the dots."""
    parts = words.fold(text).split()[:6]
    if not parts:
        return []
    starts = case((Organisation.name_folded.startswith(parts[0], autoescape=True), 0), else_=1)
    found = session.scalars(
        select(Organisation)
        .where(*(Organisation.name_folded.contains(part, autoescape=True) for part in parts))
        .order_by(starts, Organisation.name_folded, Organisation.id)
        .limit(FOUND)
    )
    return [view(organisation) for organisation in found]


def alike(session: Session, name: str) -> list[OrganisationView]:
    """Those that this name may be meant for."""
    wanted = words.essence(words.fold(name))
    first = wanted.split(" ")[0][:4]
    near = session.scalars(
        select(Organisation)
        .where(Organisation.name_folded.contains(first, autoescape=True))
        .order_by(Organisation.name_folded, Organisation.id)
        .limit(200)
    )
    rated = [
        (SequenceMatcher(None, wanted, words.essence(organisation.name_folded)).ratio(), organisation)
        for organisation in near
    ]
    rated = sorted((pair for pair in rated if pair[0] >= ALIKE), key=lambda pair: (-pair[0], pair[1].id))
    return [view(organisation) for _, organisation in rated[:FOUND]]


def add(
    session: Session,
    actor: Person,
    *,
    name: str,
    now: datetime,
    region: str | None = None,
    sure: bool = False,
) -> OrganisationView:
    """A new one, unconfirmed; who adds it is its contact person and acts for it. LooksLike unless `sure`."""
    name = words.line(name, field="organisation", limit=NAME_MAX)
    if not sure and (candidates := alike(session, name)):
        raise LooksLike(candidates=tuple((candidate.id, candidate.name) for candidate in candidates))
    organisation = Organisation(
        name=name,
        name_folded=words.fold(name)[:240],
        region=words.line(region, field="region", limit=REGION_MAX) if region else None,
        added_by_id=actor.id,
        added_at=now,
    )
    session.add(organisation)
    session.flush()
    session.add(
        OrganisationMember(organisation_id=organisation.id, person_id=actor.id, contact_person=True, joined_at=now)
    )
    actor.organisation_id = organisation.id
    audit.record(session, actor, "add", Noun.ORGANISATION, organisation.id, now=now)
    return view(organisation)


def join(session: Session, actor: Person, *, organisation_id: int, now: datetime) -> OrganisationView:
    """Say that one acts for it, from now on. A second time changes nothing."""
    organisation = session.get(Organisation, organisation_id)
    if organisation is None:
        raise NotThere
    member = session.scalar(
        select(OrganisationMember).where(
            OrganisationMember.organisation_id == organisation_id, OrganisationMember.person_id == actor.id
        )
    )
    if member is None:
        session.add(OrganisationMember(organisation_id=organisation_id, person_id=actor.id, joined_at=now))
        audit.record(session, actor, "join", Noun.ORGANISATION, organisation_id, now=now)
    elif member.left_at is not None:
        member.left_at, member.joined_at = None, now
        audit.record(session, actor, "join", Noun.ORGANISATION, organisation_id, now=now)
    actor.organisation_id = organisation_id
    return view(organisation)


def mine(session: Session, actor: Person) -> list[OrganisationView]:
    """Those that a person may act for, by name."""
    return [view(organisation) for organisation in session.scalars(organisations_of(actor.id))]


def act_for(session: Session, actor: Person, *, organisation_id: int | None, now: datetime) -> None:
    """Act for one of one's own from now on; none: as a private person. History keeps what it has."""
    if organisation_id is not None and organisation_id not in {own.id for own in mine(session, actor)}:
        raise NotThere
    actor.organisation_id = organisation_id
    audit.record(session, actor, "act_for", Noun.PERSON, actor.id, now=now, organisation_id=organisation_id)
