"""What somebody may know of the programme: what is open, theirs and next; one round; one place."""

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta

from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session

from domain.programme import priority
from domain.programme.lifecycle import ROUND
from domain.programme.roles import coordinator
from domain.programme.views import (
    AppliesFor,
    DayView,
    Lacks,
    Phase,
    PlaceLine,
    RoundLine,
    RoundPage,
)
from domain.refusals import NotThere
from models.organisation import Organisation, OrganisationMember
from models.person import Person
from models.programme.application import Participant, PlaceState, RoundApplication
from models.programme.round import (
    ContactDay,
    Criterion,
    Programme,
    Round,
    RoundStaff,
    RoundState,
    RoundText,
)

ORDER = ("fi", "sv", "en")  # where a text is not there in the reader's language
MOST = 20


def phase(round_: Round, now: datetime, *, opens_at: datetime | None = None) -> Phase:
    """Where a round is now; `opens_at`: for those who come first, earlier than for others."""
    if round_.state is not RoundState.OPEN:
        return Phase(round_.state)
    if now < (opens_at or round_.opens_at):
        return Phase.NOT_YET
    return Phase.OPEN if now <= round_.deadline else Phase.SELECTING


def opens_for(session: Session, round_: Round, organisation_ids: Iterable[int]) -> datetime:
    """When the call opens for somebody of these organisations."""
    early = round_.priority_opens_at
    if early is None or early >= round_.opens_at:
        return round_.opens_at
    first = any(priority.holds(session, round_, one) for one in organisation_ids)
    return early if first else round_.opens_at


def takes(application: RoundApplication, round_: Round, opens_at: datetime, now: datetime) -> bool:
    """Whether it can still be written and sent: until the deadline, to the second; with a late code until it is
    sent."""
    if round_.state is not RoundState.OPEN:
        return False
    if application.late and application.sent_at is None:
        return True
    return opens_at <= now <= round_.deadline


def said_in(texts: Sequence[RoundText], language: str) -> RoundText | None:
    """Its text in that language, else in another."""
    known = {one.language: one for one in texts}
    return next((known[code] for code in (language, *ORDER) if code in known), None)


def texts_of(session: Session, ids: Iterable[int]) -> dict[int, list[RoundText]]:
    """The texts of these rounds."""
    found: dict[int, list[RoundText]] = {}
    for one in session.scalars(select(RoundText).where(RoundText.round_id.in_(list(ids)))):
        found.setdefault(one.round_id, []).append(one)
    return found


def lines(session: Session, actor: Person, rounds: Sequence[Round], now: datetime) -> dict[int, RoundLine]:
    """These rounds in the reader's language."""
    session.flush()
    texts = texts_of(session, [one.id for one in rounds]) if rounds else {}
    own = own_organisations(session, actor) if any(one.priority_opens_at for one in rounds) else []
    made = {}
    for one in rounds:
        text = said_in(texts.get(one.id, ()), actor.language)
        opens_at = opens_for(session, one, own)
        made[one.id] = RoundLine(
            one.id,
            text.name if text is not None else _programme(session, one).name,
            one.state,
            opens_at,
            one.deadline,
            one.decision_on,
            phase(one, now, opens_at=opens_at),
        )
    return made


def own_organisations(session: Session, actor: Person) -> list[int]:
    """The ids of those that somebody is confirmed in."""
    return list(
        session.scalars(
            select(OrganisationMember.organisation_id)
            .join(Organisation, Organisation.id == OrganisationMember.organisation_id)
            .where(
                OrganisationMember.person_id == actor.id,
                OrganisationMember.left_at.is_(None),
                OrganisationMember.confirmed_at.is_not(None),
                Organisation.merged_into_id.is_(None),
            )
            .order_by(Organisation.name_folded, Organisation.id)
        )
    )


def _waits_for_yes(session: Session, actor: Person) -> bool:
    """Whether somebody is in an organisation whose contact person has not confirmed them."""
    waiting = select(OrganisationMember.id).where(
        OrganisationMember.person_id == actor.id,
        OrganisationMember.left_at.is_(None),
        OrganisationMember.confirmed_at.is_(None),
    )
    return session.scalar(waiting.limit(1)) is not None


def _programme(session: Session, round_: Round) -> Programme:
    return session.get_one(Programme, round_.programme_id)


def own_places(session: Session, actor: Person, *, now: datetime, round_id: int | None = None) -> tuple[PlaceLine, ...]:
    """The applications and places of one's organisations, and those that one takes part for; the newest first."""
    own = own_organisations(session, actor)
    takes_part = select(Participant.application_id).where(
        Participant.person_id == actor.id, Participant.confirmed_at.is_not(None), Participant.left_at.is_(None)
    )
    found = (
        select(RoundApplication, Organisation.name, Round)
        .join(Organisation, Organisation.id == RoundApplication.organisation_id)
        .join(Round, Round.id == RoundApplication.round_id)
        .where(or_(RoundApplication.organisation_id.in_(own), RoundApplication.id.in_(takes_part)))
        .order_by(RoundApplication.written_at.desc(), RoundApplication.id.desc())
        .limit(MOST)
    )
    if round_id is not None:
        found = found.where(RoundApplication.round_id == round_id)
    rows = session.execute(found).all()
    known = lines(session, actor, [row[2] for row in rows], now)
    return tuple(
        PlaceLine(
            one.id,
            name,
            one.state,
            known[round_.id],
            takes(one, round_, opens_for(session, round_, [one.organisation_id]), now),
        )
        for one, name, round_ in rows
    )


# One round


def name_of(session: Session, round_id: int, language: str) -> str | None:
    """What a published round is called; for somebody who has not come in yet."""
    found = session.get(Round, round_id)
    if found is None or found.state is RoundState.DRAFT:
        return None
    text = said_in(texts_of(session, [round_id]).get(round_id, ()), language)
    return text.name if text is not None else _programme(session, found).name


def round_for(session: Session, actor: Person, round_id: int) -> Round:
    """A round that somebody may see, or NotThere."""
    session.flush()
    found = session.get(Round, round_id)
    if found is None or not ROUND.seen_by(session, actor, found):
        raise NotThere
    return found


def round_page(session: Session, actor: Person, *, round_id: int, now: datetime) -> RoundPage:
    """Everything that somebody may know of a round."""
    found = round_for(session, actor, round_id)
    texts = texts_of(session, [round_id]).get(round_id, [])
    text = said_in(texts, actor.language)
    line = lines(session, actor, [found], now)[round_id]
    days = days_of(session, round_id)
    own = own_organisations(session, actor)
    roles = tuple(
        session.scalars(
            select(RoundStaff.role)
            .where(RoundStaff.round_id == round_id, RoundStaff.person_id == actor.id, RoundStaff.left_at.is_(None))
            .order_by(RoundStaff.role)
        )
    )
    sent = session.scalar(
        select(func.count()).where(
            RoundApplication.round_id == round_id,
            RoundApplication.state.not_in((PlaceState.DRAFT, PlaceState.WITHDRAWN)),
        )
    )
    left = found.deadline - now
    return RoundPage(
        line=line,
        programme=_programme(session, found).name,
        text=text.text if text is not None else "",
        language=text.language if text is not None else actor.language,
        days=days,
        region=found.region,
        capacity=found.capacity,
        participants_max=found.participants_max,
        days_left=max(left // timedelta(days=1), 0),
        own=own_places(session, actor, now=now, round_id=round_id),
        applies_for=applies_for(session, found, own, now),
        acts_for_nobody=not own,
        waits_for_yes=not own and _waits_for_yes(session, actor),
        roles=roles,
        sent=(sent or 0) if roles else 0,
        lacks=lacks(session, found, now) if coordinator(session, actor, found) else (),
        priority_opens_at=found.priority_opens_at,
        may=ROUND.permitted(session, actor, found),
    )


def days_of(session: Session, round_id: int) -> tuple[DayView, ...]:
    """A round's contact days, in order."""
    found = session.scalars(
        select(ContactDay).where(ContactDay.round_id == round_id).order_by(ContactDay.starts_at, ContactDay.id)
    )
    return tuple(DayView(one.id, one.starts_at, one.ends_at, one.place, one.agenda) for one in found)


def applies_for(session: Session, round_: Round, own: Sequence[int], now: datetime) -> tuple[AppliesFor, ...]:
    """The organisations for which one may begin an application now."""
    if round_.state is not RoundState.OPEN or not own:
        return ()
    applied = set(session.scalars(select(RoundApplication.organisation_id).filter_by(round_id=round_.id)))
    rows = session.execute(select(Organisation.id, Organisation.name).where(Organisation.id.in_(own)))
    names = {row.id: row.name for row in rows}
    made = []
    for one in own:
        opens_at = opens_for(session, round_, [one])
        if one not in applied and opens_at <= now <= round_.deadline:
            made.append(AppliesFor(one, names[one], opens_at < round_.opens_at))
    return tuple(made)


def lacks(session: Session, round_: Round, now: datetime) -> tuple[Lacks, ...]:
    """What a draft lacks before it can be published."""
    if round_.state is not RoundState.DRAFT:
        return ()
    found = []
    if session.scalar(select(RoundText.language).where(RoundText.round_id == round_.id).limit(1)) is None:
        found.append(Lacks.TEXT)
    if round_.deadline <= now:
        found.append(Lacks.DEADLINE)
    days = days_of(session, round_.id)
    if not days:
        found.append(Lacks.DAYS)
    elif days[0].starts_at.date() < round_.decision_on:
        found.append(Lacks.DAYS_AFTER)
    if round_.reviewed and session.scalar(select(Criterion.id).where(Criterion.round_id == round_.id).limit(1)) is None:
        found.append(Lacks.CRITERIA)
    return tuple(found)
