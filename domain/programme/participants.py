"""Who takes part for an organisation: chosen among colleagues or invited by a link, and asked themselves."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from domain import audit, people, words
from domain.programme import links
from domain.programme.applying import writable
from domain.programme.holding import held
from domain.programme.lifecycle import INVITE_PARTICIPANT, PLACE
from domain.programme.notices import AskedToTakePart, ParticipantAnswered, ParticipantTakenOut
from domain.programme.overview import GOING
from domain.programme.refusals import (
    ProgrammeLinkOver,
    TakesPartAlready,
    TakesPartElsewhere,
    TooManyParticipants,
)
from domain.refusals import NotNow, NotThere, Noun, Subject
from domain.views import NamedView
from models.organisation import Organisation, OrganisationMember
from models.person import Person
from models.programme.application import Participant, RoundApplication
from models.programme.round import LinkKind, Round

NAME_MAX = 60


def may_invite(session: Session, actor: Person, *, application_id: int, now: datetime) -> None:
    """Whether somebody may ask people to take part now, or why not."""
    writable(session, actor, INVITE_PARTICIPANT, application_id, now)


def may_be_asked(session: Session, actor: Person, *, application_id: int) -> list[NamedView]:
    """The colleagues who are confirmed in the organisation and not asked yet, by name; oneself first."""
    application = held(session, RoundApplication, application_id)
    PLACE.require(session, actor, INVITE_PARTICIPANT, application)
    there = select(Participant.person_id).where(
        Participant.application_id == application_id,
        Participant.left_at.is_(None),
        Participant.person_id.is_not(None),
    )
    rows = session.execute(
        select(Person.id, Person.name, Person.unreachable_at)
        .join(OrganisationMember, OrganisationMember.person_id == Person.id)
        .where(
            OrganisationMember.organisation_id == application.organisation_id,
            OrganisationMember.left_at.is_(None),
            OrganisationMember.confirmed_at.is_not(None),
            Person.registered_at.is_not(None),
            Person.id.not_in(there),
        )
        .order_by(Person.id != actor.id, Person.name, Person.id)
        .limit(50)
    )
    return [NamedView(row.id, row.name, None, row.unreachable_at is None) for row in rows]


def take_part_oneself(session: Session, actor: Person, *, application_id: int, now: datetime) -> Participant:
    """I take part: asked and confirmed at once."""
    application = writable(session, actor, INVITE_PARTICIPANT, application_id, now)
    made = add(session, actor, application, name=actor.name, person=actor, now=now)
    made.confirmed_at = now
    session.flush()
    return made


def ask_colleague(
    session: Session, actor: Person, *, application_id: int, person_id: int, now: datetime
) -> Participant:
    """Ask somebody of the organisation. They hear it, and answer themselves."""
    if person_id == actor.id:
        return take_part_oneself(session, actor, application_id=application_id, now=now)
    application = writable(session, actor, INVITE_PARTICIPANT, application_id, now)
    known = {one.person_id for one in may_be_asked(session, actor, application_id=application_id)}
    there = session.scalars(
        select(Participant.person_id).where(Participant.application_id == application_id, Participant.left_at.is_(None))
    )
    if person_id in set(there):
        raise TakesPartAlready(Subject(Noun.ROUND_APPLICATION, application_id))
    if person_id not in known:
        raise NotThere
    colleague = session.get_one(Person, person_id)
    made = add(session, actor, application, name=colleague.name, person=colleague, now=now)
    PLACE.tell(session, INVITE_PARTICIPANT, person_id, AskedToTakePart(made.id), now=now)
    return made


def invite(
    session: Session, actor: Person, *, application_id: int, name: str, secret_key: bytes, now: datetime
) -> tuple[Participant, str]:
    """Somebody who is not in the organisation here: a link that works once, given back in plain this once."""
    application = writable(session, actor, INVITE_PARTICIPANT, application_id, now)
    name = words.line(name, field="name", limit=NAME_MAX)
    made = add(session, actor, application, name=name, person=None, now=now)
    return made, _link(session, actor, application, made, secret_key, now)


def link_again(
    session: Session, actor: Person, *, participant_id: int, secret_key: bytes, now: datetime
) -> tuple[Participant, str]:
    """Another link for somebody who has not come yet."""
    invitee = _present(session, participant_id)
    application = writable(session, actor, INVITE_PARTICIPANT, invitee.application_id, now)
    if invitee.person_id is not None:
        raise TakesPartAlready(Subject(Noun.ROUND_APPLICATION, application.id))
    return invitee, _link(session, actor, application, invitee, secret_key, now)


def add(
    session: Session,
    actor: Person,
    application: RoundApplication,
    *,
    name: str,
    person: Person | None,
    now: datetime,
) -> Participant:
    """One more, not more than the round takes. The application is held, permission was asked."""
    about = Subject(Noun.ROUND_APPLICATION, application.id)
    round_ = session.get_one(Round, application.round_id)
    present = session.scalars(
        select(Participant).where(Participant.application_id == application.id, Participant.left_at.is_(None))
    ).all()
    if person is not None and any(one.person_id == person.id for one in present):
        raise TakesPartAlready(about)
    if len(present) >= round_.participants_max:
        raise TooManyParticipants(about, most=round_.participants_max)
    if person is not None:
        nowhere_else(session, person, application)
    made = Participant(
        application_id=application.id,
        name=name[:NAME_MAX],
        person_id=person.id if person is not None else None,
        invited_at=now,
    )
    session.add(made)
    application.version += 1
    session.flush()
    audit.record(session, actor, INVITE_PARTICIPANT, Noun.ROUND_APPLICATION, application.id, now=now, id=made.id)
    return made


def nowhere_else(session: Session, person: Person, application: RoundApplication) -> None:
    """One person takes part for one organisation in a round: TakesPartElsewhere."""
    other = session.scalar(
        select(Organisation.name)
        .join(RoundApplication, RoundApplication.organisation_id == Organisation.id)
        .join(Participant, Participant.application_id == RoundApplication.id)
        .where(
            RoundApplication.round_id == application.round_id,
            RoundApplication.id != application.id,
            RoundApplication.state.in_(GOING),
            Participant.person_id == person.id,
            Participant.confirmed_at.is_not(None),
            Participant.left_at.is_(None),
        )
        .limit(1)
    )
    if other is not None:
        raise TakesPartElsewhere(Subject(Noun.ROUND_APPLICATION, application.id), name=person.name, organisation=other)


def confirm(session: Session, actor: Person, *, participant_id: int, now: datetime) -> RoundApplication:
    """I take part, as I was asked by name."""
    people.require_registered(actor)
    invitee = _present(session, participant_id)
    if invitee.person_id != actor.id:
        raise NotThere
    return _confirmed(session, actor, invitee, now)


def confirm_by_link(
    session: Session, actor: Person, *, token: str, secret_key: bytes, now: datetime
) -> RoundApplication:
    """I take part, by the link that I was given."""
    people.require_registered(actor)
    link, _round = links.opened(session, actor, token=token, secret_key=secret_key, now=now)
    if link.kind is not LinkKind.PARTICIPANT or link.participant_id is None:
        raise ProgrammeLinkOver
    invitee = _present(session, link.participant_id)
    if invitee.person_id not in (None, actor.id):
        raise ProgrammeLinkOver  # another link was taken up before
    already = session.scalar(
        select(Participant.id).where(
            Participant.application_id == invitee.application_id,
            Participant.person_id == actor.id,
            Participant.left_at.is_(None),
            Participant.id != invitee.id,
        )
    )
    if already is not None:
        raise TakesPartAlready(Subject(Noun.ROUND_APPLICATION, invitee.application_id))
    links.use(session, actor, link, now=now)
    invitee.person_id = actor.id
    return _confirmed(session, actor, invitee, now)


def decline(session: Session, actor: Person, *, participant_id: int, now: datetime) -> None:
    """I do not take part, or no longer. Who writes the application hears it."""
    invitee = _present(session, participant_id)
    if invitee.person_id != actor.id:
        raise NotThere
    application = held(session, RoundApplication, invitee.application_id)
    if application.state not in GOING[:2] and invitee.confirmed_at is not None:
        raise NotNow(Subject(Noun.ROUND_APPLICATION, application.id), state=application.state)  # is replaced, then
    invitee.left_at = now
    application.version += 1
    session.flush()
    audit.record(session, actor, "decline_to_take_part", Noun.ROUND_APPLICATION, application.id, now=now)
    if application.written_by_id != actor.id:
        told = ParticipantAnswered(invitee.id, yes=False)
        PLACE.tell(session, INVITE_PARTICIPANT, application.written_by_id, told, now=now)


def take_out(session: Session, actor: Person, *, participant_id: int, now: datetime) -> RoundApplication:
    """Somebody is not asked any more, or does not take part. They hear it."""
    invitee = _present(session, participant_id)
    application = writable(session, actor, INVITE_PARTICIPANT, invitee.application_id, now)
    invitee.left_at = now
    application.version += 1
    session.flush()
    audit.record(session, actor, "take_out", Noun.ROUND_APPLICATION, application.id, now=now, id=invitee.id)
    if invitee.person_id is not None and invitee.person_id != actor.id:
        PLACE.tell(session, INVITE_PARTICIPANT, invitee.person_id, ParticipantTakenOut(invitee.id), now=now)
    return application


def _confirmed(session: Session, actor: Person, invitee: Participant, now: datetime) -> RoundApplication:
    application = held(session, RoundApplication, invitee.application_id)
    about = Subject(Noun.ROUND_APPLICATION, application.id)
    if application.state not in GOING:
        raise NotNow(about, state=application.state)
    if invitee.confirmed_at is None:
        nowhere_else(session, actor, application)
        invitee.confirmed_at = now
        session.flush()
        audit.record(session, actor, "take_part", Noun.ROUND_APPLICATION, application.id, now=now)
        if application.written_by_id != actor.id:
            told = ParticipantAnswered(invitee.id, yes=True)
            PLACE.tell(session, INVITE_PARTICIPANT, application.written_by_id, told, now=now)
    return application


def _present(session: Session, participant_id: int) -> Participant:
    session.flush()
    found = session.get(Participant, participant_id)
    if found is None or found.left_at is not None:
        raise NotThere
    return found


def _link(
    session: Session,
    actor: Person,
    application: RoundApplication,
    invitee: Participant,
    secret_key: bytes,
    now: datetime,
) -> str:
    return links.issue(
        session,
        actor,
        round_id=application.round_id,
        kind=LinkKind.PARTICIPANT,
        secret_key=secret_key,
        now=now,
        participant_id=invitee.id,
    )
