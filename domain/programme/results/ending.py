"""The end of a round: places become finished, the certificates can be had."""

from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from domain import audit
from domain.programme.concerned import coordinators_of, people_of
from domain.programme.lifecycle import END_ROUND, PLACE, ROUND
from domain.programme.results.notices import RoundEnded, RoundOver
from domain.programme.selecting.decisions import held_with_applications
from domain.refusals import Noun
from domain.timers import Timers
from models.person import Person
from models.programme.application import PlaceState, RoundApplication
from models.programme.round import ContactDay, Round, RoundState


def end(session: Session, actor: Person, *, round_id: int, now: datetime) -> Round:
    """The round is over. Who took part hears it."""
    round_ = held_with_applications(session, round_id)
    ROUND.require(session, actor, END_ROUND, round_)
    _end(session, actor, END_ROUND, round_, now)
    return round_


def end_by_itself(session: Session, now: datetime, timers: Timers, limit: int) -> int:
    """Long after the last contact day."""
    ends = func.max(ContactDay.ends_at)
    due = session.scalars(
        select(Round.id)
        .join(ContactDay, ContactDay.round_id == Round.id)
        .where(Round.state == RoundState.DECIDED)
        .group_by(Round.id)
        .having(ends <= now - timers.round_ends)
        .order_by(Round.id)
        .limit(limit)
    ).all()
    for round_id in due:
        round_ = held_with_applications(session, round_id)
        if round_.state is RoundState.DECIDED:
            _end(session, None, "round_over", round_, now)
            for person_id in coordinators_of(session, round_id):
                ROUND.tell(session, "round_over", person_id, RoundOver(round_id), now=now)
    return len(due)


def _end(session: Session, actor: Person | None, name: str, round_: Round, now: datetime) -> None:
    ROUND.move(session, name, round_, ended_at=now)
    audit.record(session, actor, name, Noun.ROUND, round_.id, now=now)
    places = session.scalars(
        select(RoundApplication)
        .where(
            RoundApplication.round_id == round_.id,
            RoundApplication.state.in_((PlaceState.CONFIRMED, PlaceState.ACCEPTED)),
        )
        .order_by(RoundApplication.id)
    ).all()
    for one in places:
        if one.state is PlaceState.ACCEPTED:  # offered late, and never answered
            PLACE.move(session, "place_lapsed", one, ended_at=now)
            continue
        PLACE.move(session, "finished", one, ended_at=now)
        for person_id in people_of(session, one):
            PLACE.tell(session, "finished", person_id, RoundEnded(one.id), now=now)
