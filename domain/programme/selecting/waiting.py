"""What of selecting awaits somebody, on the home screen."""

from collections.abc import Mapping
from datetime import datetime

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from domain.dataclasses import dataclass
from domain.programme import roles
from domain.programme.concerned import people_of
from domain.programme.selecting import ranking
from domain.programme.selecting.occasions import outcome
from domain.programme.selecting.reading import Standing, names_of
from domain.programme.selecting.views import OutcomeView
from models.base import constant
from models.organisation import Organisation, organisations_of
from models.person import Person
from models.programme.application import Participant, PlaceState, RoundApplication
from models.programme.round import Round, RoundRole, RoundStaff, RoundState


@dataclass(frozen=True)
class BoardWaiting:
    """A round whose deadline has gone by: how many I have not scored, and not decided."""

    round_id: int
    names: Mapping[str, str]
    to_score: int
    to_decide: int
    to_send: bool


def to_confirm(session: Session, actor: Person) -> list[OutcomeView]:
    """Places that wait for an answer of ours, the most urgent first."""
    mine = organisations_of(actor.id).with_only_columns(Organisation.id).order_by(None)
    taking_part = select(Participant.application_id).where(
        Participant.person_id == actor.id, Participant.left_at.is_(None)
    )
    waiting = session.scalars(
        select(RoundApplication)
        .where(
            RoundApplication.state == constant(PlaceState.ACCEPTED),
            or_(RoundApplication.organisation_id.in_(mine), RoundApplication.id.in_(taking_part)),
        )
        .order_by(RoundApplication.confirm_by, RoundApplication.id)
    )
    return [outcome(session, one) for one in waiting if actor.id in people_of(session, one)]


def boards(session: Session, actor: Person, *, now: datetime) -> list[BoardWaiting]:
    """Rounds of mine in which there is something to score, to decide or to send."""
    rounds = session.scalars(
        select(Round)
        .join(RoundStaff, RoundStaff.round_id == Round.id)
        .where(
            RoundStaff.person_id == actor.id,
            RoundStaff.left_at.is_(None),
            RoundStaff.role.in_((RoundRole.COORDINATOR, RoundRole.REVIEWER)),
            Round.state == RoundState.OPEN,
            Round.deadline < now,
        )
        .order_by(Round.deadline, Round.id)
    ).unique()
    found = []
    for round_ in rounds:
        order = [one.application for one in ranking.ranked(session, round_)]
        standing = Standing(session, actor, round_)
        unscored = [one for one in order if standing.reviews and roles.reviewer(session, actor, one)]
        to_score = sum(not standing.is_in(one) for one in unscored)
        decides = bool(order) and roles.has_role(session, actor.id, round_.id, RoundRole.COORDINATOR)
        to_decide = sum(one.decision is None for one in order) if decides else 0
        if to_score or decides:
            found.append(
                BoardWaiting(round_.id, names_of(session, round_.id), to_score, to_decide, decides and not to_decide)
            )
    return found
