"""Why a verb of the programme says no. Their sentences are in screens/programme/refusals.py."""

from dataclasses import dataclass
from datetime import datetime

from domain.refusals import Refusal


@dataclass(eq=False, kw_only=True)
class CallNotOpen(Refusal):
    """The call takes no applications yet."""

    opens_at: datetime


@dataclass(eq=False, kw_only=True)
class CallClosed(Refusal):
    """The deadline has gone by."""

    deadline: datetime
