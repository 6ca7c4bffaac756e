"""Priority: whoever was left out of one round comes first in the next.

The rule is this: an organisation whose application to the round before was "not this time", or which stayed in reserve
and was never given a place, has priority in the round that follows. It is used once: by the application to that round.
"""

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import Session, aliased

from models.programme.application import PlaceState, RoundApplication
from models.programme.round import Round

LEFT_OUT = (PlaceState.NOT_THIS_TIME, PlaceState.RESERVE)
UNUSED = (PlaceState.DRAFT, PlaceState.WITHDRAWN)


def holders(session: Session, round_: Round) -> list[int]:
    """The ids of the organisations that have priority in this round."""
    if round_.previous_id is None:
        return []
    left_out = select(RoundApplication.organisation_id).where(*_left_out(round_))
    return list(session.scalars(left_out.order_by(RoundApplication.organisation_id)))


def holds(session: Session, round_: Round, organisation_id: int) -> bool:
    """Whether that organisation has priority in this round."""
    if round_.previous_id is None:
        return False
    own = select(RoundApplication.id).where(*_left_out(round_), RoundApplication.organisation_id == organisation_id)
    return session.scalar(own) is not None


def _left_out(round_: Round) -> tuple[ColumnElement[bool], ...]:
    elsewhere = aliased(RoundApplication)
    used = (
        select(elsewhere.id)
        .join(Round, Round.id == elsewhere.round_id)
        .where(
            Round.previous_id == round_.previous_id,
            Round.id != round_.id,
            elsewhere.organisation_id == RoundApplication.organisation_id,
            elsewhere.priority,
            elsewhere.state.not_in(UNUSED),
        )
    )
    return RoundApplication.round_id == round_.previous_id, RoundApplication.state.in_(LEFT_OUT), ~used.exists()
