"""What the clock does. One tick looks at what is due now, in the marketplace and in the programme."""

from collections.abc import Callable, Iterable
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from domain import sweeps
from domain.programme import sweeps as programme
from domain.timers import Timers
from models.programme.round import Round

Rule = Callable[[Session, datetime, Timers, int], int]
RULES: tuple[Rule, ...] = (*sweeps.RULES, *programme.RULES)
BATCH = 20

_A_ROUND = select(Round.id).limit(1)


def rules(session: Session) -> tuple[Rule, ...]:
    """Those that may find something: the programme's only where there is a round."""
    return sweeps.RULES if session.scalar(_A_ROUND) is None else RULES


def due(
    session: Session, followed: Iterable[Rule] = RULES, *, now: datetime, timers: Timers, limit: int = BATCH
) -> dict[Rule, int]:
    """Do what is due, at most `limit` of each rule. Gives how many rows each rule moved, of those that moved any: call
    again for them. Doing it twice at one moment does nothing the second time."""
    return {rule: moved for rule in followed if (moved := rule(session, now, timers, limit))}
