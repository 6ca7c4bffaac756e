"""What the clock does in the programme: each rule takes a bounded batch of what is due."""

from collections.abc import Callable
from datetime import datetime

from sqlalchemy.orm import Session

from domain.programme import announcing
from domain.programme.results import days, ending, ratings
from domain.programme.running import sweeps as running
from domain.programme.selecting import sweeps as selecting
from domain.programme.workbooks import measuring
from domain.timers import Timers

RULES: tuple[Callable[[Session, datetime, Timers, int], int], ...] = (
    *announcing.RULES,
    *selecting.RULES,
    *running.RULES,
    measuring.remind,
    ratings.ask,
    ratings.remind,
    days.ask,
    ending.end_by_itself,
)
