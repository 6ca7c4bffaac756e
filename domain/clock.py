"""What the clock does. One tick looks at what is due now, in the marketplace and in the programme."""

from collections.abc import Callable
from datetime import datetime

from sqlalchemy.orm import Session

from domain import sweeps
from domain.programme import sweeps as programme
from domain.timers import Timers

Rule = Callable[[Session, datetime, Timers, int], int]
RULES: tuple[Rule, ...] = (*sweeps.RULES, *programme.RULES)
BATCH = 20


def due(session: Session, *, now: datetime, timers: Timers, limit: int = BATCH) -> int:
    """Do what is due, at most `limit` of each rule. Gives how many rows moved: call again while it is
    not 0. Doing it twice at one moment does nothing the second time."""
    return sum(rule(session, now, timers, limit) for rule in RULES)
