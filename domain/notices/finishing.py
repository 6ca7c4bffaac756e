"""What others hear of finishing, disputes and feedback."""

from typing import ClassVar

from domain.dataclasses import dataclass
from domain.notices.telling import Notice

# Finishing


@dataclass(frozen=True)
class MarkedDone(Notice):
    """To the other side: the work is said to be done. `round` counts from 1."""

    assignment_id: int
    round: int


@dataclass(frozen=True)
class WorkApproved(Notice):
    """To the doer: approved, and in the ledger."""

    assignment_id: int


@dataclass(frozen=True)
class ChangesAsked(Notice):
    """To the doer: not quite yet."""

    assignment_id: int
    round: int


@dataclass(frozen=True)
class WasItDone(Notice):
    """To both: the date has gone by, and nobody told. `number` counts the askings of this round."""

    assignment_id: int
    round: int
    number: int
    by_clock: ClassVar[bool] = True
    reminder: ClassVar[bool] = True


@dataclass(frozen=True)
class NotReported(Notice):
    """To both: closed, nobody told whether it was done."""

    assignment_id: int
    by_clock: ClassVar[bool] = True


@dataclass(frozen=True)
class DidNotHappen(Notice):
    """To the other side: somebody says that it did not happen, or that they did not come."""

    assignment_id: int


@dataclass(frozen=True)
class DidNotHappenAnswered(Notice):
    """To who said that it did not happen: the other side's word."""

    assignment_id: int


@dataclass(frozen=True)
class HoursAnswered(Notice):
    """To the requester: the doer's word on the figure."""

    assignment_id: int
    round: int


@dataclass(frozen=True)
class HoursProposed(Notice):
    """To the other side: more hours, or another figure, after the approval."""

    proposal_id: int


@dataclass(frozen=True)
class ProposalAnswered(Notice):
    """To who proposed other hours: yes or no."""

    proposal_id: int


@dataclass(frozen=True)
class NudgeApproval(Notice):
    """To the requester: work waits for approval. Once in each round."""

    assignment_id: int
    round: int
    by_clock: ClassVar[bool] = True
    reminder: ClassVar[bool] = True


@dataclass(frozen=True)
class ApprovedByItself(Notice):
    """To both: the requester was silent, the hours are in the ledger."""

    assignment_id: int
    by_clock: ClassVar[bool] = True


# Disputes


@dataclass(frozen=True)
class DisputeOpened(Notice):
    """To the other side: the operators are asked. What do you say?"""

    dispute_id: int


@dataclass(frozen=True)
class DisputeToDecide(Notice):
    """To the operators: a dispute is there; `answered`: now with both sides' words."""

    dispute_id: int
    answered: bool


@dataclass(frozen=True)
class DisputeDecided(Notice):
    """To both: what the operators decided."""

    dispute_id: int


@dataclass(frozen=True)
class DisputeLapsed(Notice):
    """To both: nobody decided in time, so what stood stands."""

    dispute_id: int
    by_clock: ClassVar[bool] = True


# Feedback


@dataclass(frozen=True)
class FeedbackAsked(Notice):
    """To one side: how did it go? `round` is 1, 2 or 3."""

    feedback_id: int
    round: int
    by_clock: ClassVar[bool] = True
    reminder: ClassVar[bool] = True


@dataclass(frozen=True)
class FeedbackRevealed(Notice):
    """To one side: both are in, here is what the other said."""

    assignment_id: int


@dataclass(frozen=True)
class FeedbackWindowClosed(Notice):
    """To one side: the time is over, here is what the other said."""

    assignment_id: int
    by_clock: ClassVar[bool] = True
