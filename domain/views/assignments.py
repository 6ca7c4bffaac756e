"""What readers see of agreed help, and of what two sides do not agree on."""

from datetime import date, datetime

from domain.dataclasses import dataclass
from models.assignment import AssignmentState, Capacity, ReleaseReason
from models.dispute import DisputeAbout


@dataclass(frozen=True)
class AssignmentView:
    """A share of a task, as both its sides see it."""

    id: int
    task_id: int
    task_title: str
    state: AssignmentState
    requester_id: int
    requester_name: str
    doer_id: int
    doer_name: str
    minutes_estimated: int
    minutes_reported: int | None
    minutes_approved: int | None
    capacity: Capacity | None
    changes_text: str | None
    marked_by_id: int | None
    hours_answer: str | None  # the doer's word on the requester's figure
    missed_by_id: int | None  # who said that it did not happen
    missed_no_show: bool | None
    missed_text: str | None
    missed_answer: str | None
    disputed_at: datetime | None
    closed_at: datetime | None  # from then on nothing is answered any more
    round: int
    when_date: date | None
    when_at: datetime | None
    when_text: str | None
    town: str | None
    address: str | None
    remote: bool
    agreed_at: datetime | None
    done_at: datetime | None
    approved_at: datetime | None
    conversation_id: int | None
    places_left: int  # of the task
    waiting: int  # applications for the task not decided yet; 0 for those who may not know
    offered_at: datetime | None
    begun_at: datetime | None
    release_reason: ReleaseReason | None
    requester_reachable: bool
    doer_reachable: bool
    doer_away_until: datetime | None

    def other_reachable(self, person_id: int) -> bool:
        """Whether the other side has this bot open in Telegram."""
        return self.doer_reachable if person_id == self.requester_id else self.requester_reachable

    def other_id(self, person_id: int) -> int:
        """The id of the other side."""
        return self.doer_id if person_id == self.requester_id else self.requester_id

    def other_name(self, person_id: int) -> str:
        """The name of the other side."""
        return self.doer_name if person_id == self.requester_id else self.requester_name


@dataclass(frozen=True)
class ProposalView:
    """Other hours that one side proposes after the approval."""

    id: int
    assignment_id: int
    task_title: str
    by_name: str
    mine: bool
    extra: bool  # more hours; else another figure in all
    minutes: int  # the difference, without its sign
    total: int  # with it
    reason: str
    accepted: bool | None  # none: it waits


@dataclass(frozen=True)
class DisputeView:
    """What the operators are asked to decide, as both sides and the operators see it."""

    id: int
    assignment_id: int
    task_title: str
    about: DisputeAbout
    doer_name: str
    requester_name: str
    by_doer: bool
    text: str
    answer: str | None
    minutes_estimated: int
    minutes_reported: int | None
    minutes_approved: int | None
    hours_answer: str | None
    missed_text: str | None
    missed_answer: str | None
    minutes: int | None  # as decided
    reason: str | None
    opened_at: datetime
    decided_at: datetime | None
    mine: bool  # the reader is one of the two
    decides: bool  # the reader may decide it now
