"""Somebody else takes part in another's stead."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from domain import audit, words
from domain.dataclasses import dataclass
from domain.programme import links, participants
from domain.programme.lifecycle import PLACE, REPLACE_PARTICIPANT
from domain.programme.notices import ParticipantTakenOut
from domain.programme.places import place_for
from domain.refusals import NotThere, Noun
from models.organisation import Organisation
from models.person import Person
from models.programme.application import Participant, RoundApplication
from models.programme.round import LinkKind


@dataclass(frozen=True)
class TakingPart:
    """Who takes part for an organisation, to those who may replace them: ids and names."""

    application_id: int
    organisation: str
    people: tuple[tuple[int, str], ...]


def taking_part(session: Session, actor: Person, *, application_id: int) -> TakingPart:
    """Who could be replaced."""
    application = place_for(session, actor, application_id)
    PLACE.require(session, actor, REPLACE_PARTICIPANT, application)
    rows = session.execute(
        select(Participant.id, Participant.name)
        .where(Participant.application_id == application.id, Participant.left_at.is_(None))
        .order_by(Participant.id)
    )
    organisation = session.get_one(Organisation, application.organisation_id).name
    return TakingPart(application.id, organisation, tuple((id, name) for id, name in rows))


def replace(
    session: Session, actor: Person, *, participant_id: int, name: str, secret_key: bytes, now: datetime
) -> tuple[RoundApplication, str]:
    """The one takes part no more; the other gets a link to say that they do. No more take part than before."""
    leaving = session.get(Participant, participant_id)
    if leaving is None or leaving.left_at is not None:
        raise NotThere
    application = place_for(session, actor, leaving.application_id)
    session.refresh(application, with_for_update=True)
    session.refresh(leaving)
    PLACE.require(session, actor, REPLACE_PARTICIPANT, application)
    if leaving.left_at is not None:
        raise NotThere  # replaced at the same moment
    shown = words.line(name, field="name", limit=participants.NAME_MAX)
    leaving.left_at = now
    session.flush()
    new = participants.add(session, actor, application, name=shown, person=None, now=now)
    token = links.issue(
        session,
        actor,
        round_id=application.round_id,
        kind=LinkKind.PARTICIPANT,
        secret_key=secret_key,
        now=now,
        participant_id=new.id,
    )
    audit.record(
        session,
        actor,
        REPLACE_PARTICIPANT,
        Noun.ROUND_APPLICATION,
        application.id,
        now=now,
        left=leaving.id,
        came=new.id,
    )
    if leaving.person_id is not None and leaving.person_id != actor.id:
        told = ParticipantTakenOut(leaving.id)
        PLACE.tell(session, REPLACE_PARTICIPANT, leaving.person_id, told, now=now)
    return application, token
