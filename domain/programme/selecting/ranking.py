"""The order of the board, by the rule that its screen states: whoever has priority first, then the weighted mean of
the scores where there are any, then the time of sending."""

from fractions import Fraction

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from domain.dataclasses import dataclass
from models.base import constant
from models.programme.application import Decision, PlaceState, RoundApplication
from models.programme.review import Review, Score, Stance
from models.programme.round import Criterion, Round

FINAL = {
    state: number
    for number, state in enumerate(
        (
            PlaceState.FINISHED,
            PlaceState.CONFIRMED,
            PlaceState.ACCEPTED,
            PlaceState.RESERVE,
            PlaceState.NOT_THIS_TIME,
            PlaceState.LEFT,
            PlaceState.LAPSED,
            PlaceState.WITHDRAWN,
        )
    )
}
"""How the board goes on once the decisions are sent: who has a place first."""


@dataclass(frozen=True)
class Ranked:
    """An application with what the readers gave it."""

    application: RoundApplication
    mean: Fraction | None  # of the reviews that are in
    reviews: int


def ranked(session: Session, round_: Round) -> list[Ranked]:
    """The applications that are sent and not decided, in the order of the rule."""
    found = _scored(session, round_, [PlaceState.SENT])
    return sorted(found, key=_rule)


def listed(session: Session, round_: Round) -> list[Ranked]:
    """All that were decided: places first, then the reserves in their order, then the others."""
    found = _scored(session, round_, list(FINAL))
    return sorted(
        (one for one in found if one.application.decided_at is not None),
        key=lambda one: (FINAL[one.application.state], one.application.rank or 0, *_rule(one)),
    )


def _rule(one: Ranked) -> tuple[bool, Fraction, object, int]:
    application = one.application
    assert application.sent_at is not None
    return not application.priority, -(one.mean or Fraction(0)), application.sent_at, application.id


def _scored(session: Session, round_: Round, states: list[PlaceState]) -> list[Ranked]:
    applications = session.scalars(
        select(RoundApplication).where(RoundApplication.round_id == round_.id, RoundApplication.state.in_(states))
    ).all()
    means = _means(session, round_) if round_.reviewed else {}
    return [Ranked(one, *means.get(one.id, (None, 0))) for one in applications]


def _means(session: Session, round_: Round) -> dict[int, tuple[Fraction, int]]:
    criteria, weights = session.execute(
        select(func.count(), func.coalesce(func.sum(Criterion.weight), 0)).where(Criterion.round_id == round_.id)
    ).one()
    whole = session.execute(
        select(Review.application_id, func.sum(Score.score * Criterion.weight))
        .join(Score, Score.review_id == Review.id)
        .join(Criterion, Criterion.id == Score.criterion_id)
        .where(Criterion.round_id == round_.id, Review.stance == Stance.READ)
        .group_by(Review.application_id, Review.id)
        .having(func.count() == criteria)
    )
    sums: dict[int, list[int]] = {}
    for application_id, total in whole:
        sums.setdefault(application_id, []).append(int(total))
    return {key: (Fraction(sum(totals), int(weights) * len(totals)), len(totals)) for key, totals in sums.items()}


def reserves(session: Session, round_id: int) -> list[RoundApplication]:
    """Who is in reserve once the decisions are sent, in their order."""
    return list(
        session.scalars(
            select(RoundApplication)
            .where(RoundApplication.round_id == round_id, RoundApplication.state == constant(PlaceState.RESERVE))
            .order_by(RoundApplication.rank, RoundApplication.id)
        )
    )


def prepared_reserves(session: Session, round_id: int) -> list[RoundApplication]:
    """The same before that: whose decision is to be a reserve."""
    return list(
        session.scalars(
            select(RoundApplication)
            .where(
                RoundApplication.round_id == round_id,
                RoundApplication.state == constant(PlaceState.SENT),
                RoundApplication.decision == Decision.RESERVE,
            )
            .order_by(RoundApplication.rank, RoundApplication.id)
        )
    )
