"""What people act for: found, added, confirmed, merged."""

from collections.abc import Iterable
from datetime import datetime
from difflib import SequenceMatcher

from sqlalchemy import case, func, select, update
from sqlalchemy.orm import Session

from domain import audit, domains, words
from domain.notices import NewcomerAsks, OrganisationAdded, OrganisationConfirmed, OrganisationMerged, tell
from domain.refusals import LooksLike, NotAccepted, NotNow, NotThere, NotYours, Noun, Subject
from domain.regions import REGIONS
from domain.views import OrganisationPage, OrganisationView
from models.organisation import Organisation, OrganisationMember, contact_persons_of, organisations_of
from models.person import Person
from models.task import Task, TaskState

NAME_MAX = 120
FOUND = 8
ALIKE = 0.85
LOOKED_AT = 400  # names that begin alike, before their words are compared
BEGINNING = 3  # letters that inflection leaves as they are

PRIVATE, NEW, SURE = "private", "new", "sure"
"""Answers besides an id; `SURE`: the like-named ones were seen."""


def view(organisation: Organisation) -> OrganisationView:
    """An organisation as readers see it."""
    return OrganisationView(
        organisation.id,
        organisation.name,
        organisation.region,
        organisation.confirmed_at is not None,
        organisation.domain,
    )


def search(session: Session, text: str) -> list[OrganisationView]:
    """The first eight whose name has every one of these words in it, whatever the case, the dots, the inflection
    and the legal form."""
    parts = words.telling(words.fold(text))[:6]
    if not parts:
        return []
    starts = case((Organisation.name_folded.startswith(parts[0][:BEGINNING], autoescape=True), 0), else_=1)
    near = session.scalars(
        select(Organisation)
        .where(
            Organisation.merged_into_id.is_(None),
            *(Organisation.name_folded.contains(part[:BEGINNING], autoescape=True) for part in parts),
        )
        .order_by(starts, Organisation.name_folded, Organisation.id)
        .limit(LOOKED_AT)
    )
    rated = [(rate, organisation) for organisation in near if (rate := _meant(parts, organisation.name_folded))]
    rated.sort(key=lambda pair: -pair[0])  # what is there as it was written comes first
    return [view(organisation) for _, organisation in rated[:FOUND]]


def _meant(parts: list[str], name: str) -> int:
    """0: not every word is in the name; 1: some of them in another form; 2: all as written."""
    if all(part in name for part in parts):
        return 2
    stems = [words.stem(word) for word in name.split()]
    return int(all(part in name or any(words.akin(words.stem(part), one) for one in stems) for part in parts))


def alike(session: Session, name: str) -> list[OrganisationView]:
    """Those that this name may be meant for."""
    wanted = words.essence(words.fold(name))
    stems = " ".join(map(words.stem, wanted.split()))
    near = session.scalars(
        select(Organisation)
        .where(
            Organisation.merged_into_id.is_(None),
            Organisation.name_folded.contains(wanted.split(" ")[0][:BEGINNING], autoescape=True),
        )
        .order_by(Organisation.name_folded, Organisation.id)
        .limit(LOOKED_AT)
    )
    rated = [(_ratio(wanted, stems, words.essence(one.name_folded)), one) for one in near]
    rated = sorted((pair for pair in rated if pair[0] >= ALIKE), key=lambda pair: (-pair[0], pair[1].id))
    return [view(organisation) for _, organisation in rated[:FOUND]]


def _ratio(wanted: str, stems: str, other: str) -> float:
    as_written = SequenceMatcher(None, wanted, other).ratio()
    return max(as_written, SequenceMatcher(None, stems, " ".join(map(words.stem, other.split()))).ratio())


def add(
    session: Session,
    actor: Person,
    *,
    name: str,
    now: datetime,
    region: str | None = None,
    sure: bool = False,
    operators: Iterable[int] = (),
) -> OrganisationView:
    """A new one, unconfirmed; who adds it is its contact person and acts for it. LooksLike unless `sure`.
    The operators, by their Telegram ids, hear of it."""
    name = words.line(name, field="organisation", limit=NAME_MAX)
    if not sure and (candidates := alike(session, name)):
        raise LooksLike(candidates=tuple((candidate.id, candidate.name) for candidate in candidates))
    organisation = Organisation(
        name=name,
        name_folded=words.fold(name)[:240],
        region=_region(region),
        added_by_id=actor.id,
        added_at=now,
    )
    session.add(organisation)
    session.flush()
    session.add(
        OrganisationMember(
            organisation_id=organisation.id, person_id=actor.id, contact_person=True, joined_at=now, confirmed_at=now
        )
    )
    actor.organisation_id = organisation.id
    audit.record(session, actor, "add", Noun.ORGANISATION, organisation.id, now=now)
    for operator_id in operators_of(session, operators):
        tell(session, operator_id, OrganisationAdded(organisation.id), now=now)
    return view(organisation)


def join(
    session: Session, actor: Person, *, organisation_id: int, now: datetime, operators: Iterable[int] = ()
) -> OrganisationView:
    """Say that one acts for it, from now on: not confirmed yet, its contact persons hear of it (where there are
    none, the operators). A second time changes nothing."""
    organisation = _there(session, organisation_id)
    member = member_of(session, organisation.id, actor.id)
    if member is not None and member.refused_at is not None:
        raise NotAccepted(Subject(Noun.PERSON, actor.id))
    if member is None or member.left_at is not None:
        if member is None:
            member = OrganisationMember(organisation_id=organisation.id, person_id=actor.id)
            session.add(member)
        member.joined_at, member.left_at, member.confirmed_at, member.contact_person = now, None, None, False
        audit.record(session, actor, "join", Noun.ORGANISATION, organisation.id, now=now)
        session.flush()
        tell_newcomer(session, member, operators, now)
    actor.organisation_id = organisation.id
    return view(organisation)


def settle(
    session: Session,
    actor: Person,
    *,
    chosen: str,
    sought: str,
    now: datetime,
    region: str | None = None,
    operators: Iterable[int] = (),
) -> None:
    """Act for what was chosen: an id, or one of the words above."""
    match chosen:
        case "private":
            act_for(session, actor, organisation_id=None, now=now)
        case "new" | "sure":
            sure = chosen == SURE
            add(session, actor, name=sought, region=region, sure=sure, now=now, operators=operators)
        case _:
            if not chosen.isdecimal():
                raise NotThere
            join(session, actor, organisation_id=int(chosen), now=now, operators=operators)


def tell_newcomer(session: Session, member: OrganisationMember, operators: Iterable[int], now: datetime) -> None:
    """Those who may confirm a newcomer hear of them."""
    asked = [one for one in session.scalars(contact_persons_of(member.organisation_id)) if one != member.person_id]
    for person_id in asked or operators_of(session, operators):
        tell(session, person_id, NewcomerAsks(member.id, member.joined_at.isoformat()), now=now)


def mine(session: Session, actor: Person) -> list[OrganisationView]:
    """Those that a person may act for, by name."""
    return [view(organisation) for organisation in session.scalars(organisations_of(actor.id))]


def act_for(session: Session, actor: Person, *, organisation_id: int | None, now: datetime) -> None:
    """Act for one of one's own from now on; none: as a private person. History keeps what it has."""
    if organisation_id is not None and organisation_id not in {own.id for own in mine(session, actor)}:
        raise NotThere
    actor.organisation_id = organisation_id
    audit.record(session, actor, "act_for", Noun.PERSON, actor.id, now=now, organisation_id=organisation_id)


def page(session: Session, actor: Person, organisation_id: int, *, operators: Iterable[int] = ()) -> OrganisationPage:
    """An organisation for those in it, and for the operators; to all others it is not there."""
    organisation = session.get(Organisation, organisation_id)
    own = member_of(session, organisation_id, actor.id)
    inside = own is not None and own.left_at is None
    if organisation is None or not actor.is_registered or not (inside or actor.telegram_id in operators):
        raise NotThere
    present = (OrganisationMember.organisation_id == organisation_id, OrganisationMember.left_at.is_(None))
    members, waiting, contacts = session.execute(
        select(
            func.count(),
            func.count().filter(OrganisationMember.confirmed_at.is_(None)),
            func.count().filter(OrganisationMember.contact_person),
        ).where(*present)
    ).one()
    going_on = session.scalar(
        select(func.count()).where(
            Task.requester_id == actor.id,
            Task.organisation_id == organisation_id,
            Task.state.in_((TaskState.DRAFT, TaskState.OPEN, TaskState.FULL)),
        )
    )
    return OrganisationPage(
        organisation=view(organisation),
        members=members,
        waiting=waiting,
        contacts=contacts,
        inside=inside,
        contact=bool(own and inside and own.contact_person),
        accepted=bool(own and inside and own.confirmed_at is not None),
        acting=actor.organisation_id == organisation_id,
        tasks=going_on or 0,
        merged=organisation.merged_into_id is not None,
    )


def may_report(session: Session, actor: Person, organisation_id: int) -> bool:
    """Whether an organisation's figures are open to a person: its confirmed member, and it is confirmed itself."""
    found = session.scalar(
        select(Organisation.id)
        .join(OrganisationMember, OrganisationMember.organisation_id == Organisation.id)
        .where(
            Organisation.id == organisation_id,
            Organisation.confirmed_at.is_not(None),
            OrganisationMember.person_id == actor.id,
            OrganisationMember.left_at.is_(None),
            OrganisationMember.confirmed_at.is_not(None),
        )
    )
    return found is not None


# What a contact person tells of it


def set_region(session: Session, actor: Person, *, organisation_id: int, region: str, now: datetime) -> None:
    """Another region."""
    organisation = spoken_for(session, actor, organisation_id)
    organisation.region = _region(region)
    audit.record(session, actor, "set_region", Noun.ORGANISATION, organisation_id, now=now)


def set_domain(session: Session, actor: Person, *, organisation_id: int, domain: str | None, now: datetime) -> None:
    """The domain of its web and e-mail addresses; none takes it away. BadValue for one that anybody can have an
    address at."""
    organisation = spoken_for(session, actor, organisation_id)
    organisation.domain = domains.own(domain) if domain else None
    audit.record(session, actor, "set_domain", Noun.ORGANISATION, organisation_id, now=now)


def address_proved(session: Session, actor: Person, domain: str, *, now: datetime) -> list[int]:
    """`actor` proved an address at `domain`: they are a confirmed member of those of their organisations that have
    this domain; where they are the contact person, the organisation is confirmed, too. Gives the ids of what
    changed. A domain of free mail for everybody confirms nothing."""
    from domain import colleagues  # it needs this module

    named = domains.normal(domain)
    if named is None or domains.is_free(named):
        return []
    changed: list[int] = []
    rows = session.execute(
        select(OrganisationMember, Organisation)
        .join(Organisation, Organisation.id == OrganisationMember.organisation_id)
        .where(
            OrganisationMember.person_id == actor.id,
            OrganisationMember.left_at.is_(None),
            Organisation.domain == named,
            Organisation.merged_into_id.is_(None),
        )
        .order_by(Organisation.id)
    ).all()
    for member, organisation in rows:
        if member.contact_person and organisation.confirmed_at is None:
            _confirm(session, actor, organisation, "confirm_by_address", now)
            changed.append(organisation.id)
        if member.confirmed_at is None:
            colleagues.accept(session, actor, member, now=now)
            changed.append(organisation.id)
    return changed


# What operators say of it


def unconfirmed(session: Session, *, limit: int = 50) -> list[OrganisationView]:
    """Those that wait for an operator, the oldest first. Asks no permission."""
    found = select(Organisation).where(Organisation.confirmed_at.is_(None), Organisation.merged_into_id.is_(None))
    return [view(one) for one in session.scalars(found.order_by(Organisation.added_at, Organisation.id).limit(limit))]


def confirm(session: Session, actor: Person, *, organisation_id: int, operators: Iterable[int], now: datetime) -> None:
    """An operator says that it is what it says. Its contact persons hear of it."""
    organisation = _judged(session, actor, organisation_id, operators)
    _confirm(session, actor, organisation, "confirm", now)


def merge(
    session: Session, actor: Person, *, organisation_id: int, into_id: int, operators: Iterable[int], now: datetime
) -> None:
    """An operator says that it is the same as another one. Its people go there as newcomers and hear of it; tasks
    and the ledger keep the organisation of their moment."""
    operators = frozenset(operators)
    organisation = _judged(session, actor, organisation_id, operators)
    other = _there(session, into_id)
    if other.id == organisation.id:
        raise NotThere
    organisation.merged_into_id = other.id
    members = session.scalars(
        select(OrganisationMember).where(
            OrganisationMember.organisation_id == organisation.id, OrganisationMember.left_at.is_(None)
        )
    ).all()
    for member in members:
        member.left_at, member.contact_person = now, False
        there = member_of(session, other.id, member.person_id)
        if there is None or (there.left_at is not None and there.refused_at is None):
            there = there or OrganisationMember(organisation_id=other.id, person_id=member.person_id)
            there.joined_at, there.left_at, there.confirmed_at, there.contact_person = now, None, None, False
            session.add(there)
            session.flush()
            tell_newcomer(session, there, operators, now)
        acting = other.id if there.left_at is None else None
        session.execute(
            update(Person)
            .where(Person.id == member.person_id, Person.organisation_id == organisation.id)
            .values(organisation_id=acting)
        )
        tell(session, member.person_id, OrganisationMerged(organisation.id, other.id), now=now)
    audit.record(session, actor, "merge", Noun.ORGANISATION, organisation.id, now=now, into_id=other.id)
    session.flush()


def operators_of(session: Session, telegram_ids: Iterable[int]) -> list[int]:
    """The operators who have begun with the bot, by their own ids."""
    wanted = sorted(telegram_ids)
    return list(session.scalars(select(Person.id).where(Person.telegram_id.in_(wanted)))) if wanted else []


def member_of(session: Session, organisation_id: int, person_id: int) -> OrganisationMember | None:
    """The row of one person in one organisation, also after leaving."""
    return session.scalar(
        select(OrganisationMember).where(
            OrganisationMember.organisation_id == organisation_id, OrganisationMember.person_id == person_id
        )
    )


def _confirm(session: Session, actor: Person, organisation: Organisation, how: str, now: datetime) -> None:
    organisation.confirmed_at = now
    audit.record(session, actor, how, Noun.ORGANISATION, organisation.id, now=now)
    session.flush()
    for person_id in session.scalars(contact_persons_of(organisation.id)).all():
        tell(session, person_id, OrganisationConfirmed(organisation.id), now=now)


def _region(region: str | None) -> str | None:
    if region is not None and region not in REGIONS:
        raise NotThere
    return region


def _there(session: Session, organisation_id: int) -> Organisation:
    """One that people may act for; a duplicate leads to the one it was merged into."""
    organisation = session.get(Organisation, organisation_id)
    while organisation is not None and organisation.merged_into_id is not None:
        organisation = session.get(Organisation, organisation.merged_into_id)
    if organisation is None:
        raise NotThere
    return organisation


def spoken_for(session: Session, actor: Person, organisation_id: int) -> Organisation:
    """One whose contact person asks, or a refusal."""
    own = member_of(session, organisation_id, actor.id)
    organisation = session.get(Organisation, organisation_id)
    if organisation is None or own is None or own.left_at is not None:
        raise NotThere
    if not own.contact_person:
        raise NotYours(Subject(Noun.ORGANISATION, organisation_id))
    return organisation


def _judged(session: Session, actor: Person, organisation_id: int, operators: Iterable[int]) -> Organisation:
    organisation = session.scalar(
        select(Organisation)
        .where(Organisation.id == organisation_id)
        .with_for_update()
        .execution_options(populate_existing=True)
    )
    if organisation is None or actor.telegram_id not in operators:
        raise NotThere
    if organisation.confirmed_at is not None or organisation.merged_into_id is not None:
        raise NotNow(Subject(Noun.ORGANISATION, organisation_id), state="decided")
    return organisation
