"""One application, or place: what somebody may know of it, and what it lacks."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from domain.programme.lifecycle import PLACE, READ_APPLICATION
from domain.programme.reading import days_of, lines, opens_for, takes
from domain.programme.roles import colleague, participant
from domain.programme.views import Missing, ParticipantView, PlacePage
from domain.refusals import NotThere
from models.organisation import Organisation
from models.person import Person
from models.programme.application import Moment, Participant, PlaceState, RoundApplication, SelfRating
from models.programme.round import Round


def place_for(session: Session, actor: Person, application_id: int) -> RoundApplication:
    """An application, or a place, that somebody may see, or NotThere."""
    session.flush()
    found = session.get(RoundApplication, application_id)
    if found is None or not actor.is_registered or not PLACE.seen_by(session, actor, found):
        raise NotThere
    return found


def place_page(session: Session, actor: Person, *, application_id: int, now: datetime) -> PlacePage:
    """An organisation's application, or its place, as somebody may see it."""
    found = place_for(session, actor, application_id)
    round_ = session.get_one(Round, found.round_id)
    opens_at = opens_for(session, round_, [found.organisation_id])
    ratings = _ratings(session, found.id)
    people = participants(session, found.id)
    may = PLACE.permitted(session, actor, found)
    reads = may(READ_APPLICATION)  # a peer sees that it is there, not what was applied with
    return PlacePage(
        id=found.id,
        organisation=session.get_one(Organisation, found.organisation_id).name,
        round=lines(session, actor, [round_], now)[round_.id],
        state=found.state,
        inside=colleague(session, actor, found) or participant(session, actor, found),
        me=actor.id,
        activity=found.activity if reads else "",
        motivation=found.motivation if reads else "",
        commits=found.commits,
        ratings=tuple((one.area, one.score) for one in ratings) if reads else (),
        self_rated=round_.self_rated,
        participants=people,
        participants_max=round_.participants_max,
        days=days_of(session, round_.id),
        missing=missing(session, found, round_),
        open=takes(found, round_, opens_at, now),
        late=found.late,
        priority=found.priority,
        version=found.version,
        written_by=session.get_one(Person, found.written_by_id).name,
        written_at=found.written_at,
        sent_at=found.sent_at,
        rank=found.rank if found.state is PlaceState.RESERVE else None,
        reason=found.reason if reads and found.decided_at is not None else "",
        confirm_by=found.confirm_by,
        reads=reads,
        may=may,
    )


def participants(session: Session, application_id: int) -> tuple[ParticipantView, ...]:
    """Who takes part for an organisation, or is asked to, in the order of asking."""
    rows = session.execute(
        select(Participant, Person.name)
        .outerjoin(Person, Person.id == Participant.person_id)
        .where(Participant.application_id == application_id, Participant.left_at.is_(None))
        .order_by(Participant.id)
    )
    return tuple(
        ParticipantView(one.id, name or one.name, one.person_id, one.confirmed_at is not None) for one, name in rows
    )


def missing(session: Session, application: RoundApplication, round_: Round) -> tuple[Missing, ...]:
    """What an application lacks before it can be sent."""
    lack: dict[Missing, Any] = {
        Missing.ACTIVITY: not application.activity,
        Missing.MOTIVATION: not application.motivation,
        Missing.RATINGS: round_.self_rated and not _ratings(session, application.id),
        Missing.COMMITMENT: not application.commits,
        Missing.PARTICIPANTS: not participants(session, application.id),
    }
    return tuple(one for one, lacking in lack.items() if lacking)


def _ratings(session: Session, application_id: int) -> Sequence[SelfRating]:
    return session.scalars(
        select(SelfRating)
        .where(SelfRating.application_id == application_id, SelfRating.moment == Moment.START)
        .order_by(SelfRating.id)
        .execution_options(populate_existing=True)
    ).all()
