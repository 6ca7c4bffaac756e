"""What screens of selecting are given."""

from collections.abc import Mapping
from datetime import datetime

from domain.dataclasses import dataclass
from models.programme.application import ContentArea, Decision, PlaceState
from models.programme.review import Stance
from models.programme.round import RoundState


@dataclass(frozen=True)
class BoardLine:
    """One application on the board, at its place in the order."""

    application_id: int
    number: int
    organisation: str
    state: PlaceState
    priority: bool
    late: bool
    mean: float | None  # none: no scores, or not for the reader to see yet
    reviews: int  # that are in
    mine_in: bool  # the reader has scored it, or abstained
    decision: Decision | None
    rank: int | None
    confirm_by: datetime | None


@dataclass(frozen=True)
class Tally:
    """How many applications have which decision, or what became of them."""

    total: int = 0
    undecided: int = 0
    accepted: int = 0
    reserve: int = 0
    left_out: int = 0
    taken: int = 0  # places that are offered or confirmed, once the decisions are sent


@dataclass(frozen=True)
class BoardView:
    """A page of the board of a round."""

    round_id: int
    names: Mapping[str, str]  # of the round, by language
    state: RoundState
    capacity: int
    deadline: datetime
    closed: bool  # the deadline has gone by
    reviewed: bool
    decides: bool  # the reader is a coordinator
    tally: Tally
    page: int
    lines: tuple[BoardLine, ...]


@dataclass(frozen=True)
class CriterionView:
    """What is scored."""

    id: int
    name: str
    weight: int


@dataclass(frozen=True)
class ReviewView:
    """What one reader says."""

    reviewer: str
    stance: Stance
    scores: tuple[int | None, ...]  # in the order of the criteria
    comment: str


@dataclass(frozen=True)
class ReadingView:
    """An application, as those who select read it."""

    application_id: int
    round_id: int
    names: Mapping[str, str]
    organisation: str
    organisation_region: str | None
    state: PlaceState
    activity: str
    motivation: str
    commits: bool
    participants: tuple[str, ...]
    ratings: tuple[tuple[ContentArea, int], ...]
    priority: bool
    late: bool
    sent_at: datetime
    number: int  # in the order, from 1
    count: int
    previous_id: int | None
    next_id: int | None
    own_organisation: bool  # what is said of it is not for the reader
    is_reviewer: bool
    criteria: tuple[CriterionView, ...]
    mine: ReviewView | None
    mine_in: bool
    others: tuple[ReviewView, ...]
    others_hidden: bool  # until one's own is in
    comments: int
    mean: float | None
    decision: Decision | None
    rank: int | None
    reason: str


@dataclass(frozen=True)
class OutcomeView:
    """What became of an application, as its people read it; prepared, or sent."""

    application_id: int
    round_id: int
    names: Mapping[str, str]
    organisation: str
    decision: Decision
    rank: int | None
    reason: str
    confirm_by: datetime | None
    moved_up: bool = False
    state: PlaceState = PlaceState.SENT


@dataclass(frozen=True)
class PreparedView:
    """Everything that one send would tell."""

    round_id: int
    names: Mapping[str, str]
    capacity: int
    tally: Tally
    version: int  # of the decisions: what was looked at is what is sent
    outcomes: tuple[OutcomeView, ...]


@dataclass(frozen=True)
class StepView:
    """What happened to one place, as coordinators and colleagues read it."""

    application_id: int
    round_id: int
    names: Mapping[str, str]
    organisation: str
    state: PlaceState
    next_organisation: str | None
    coordinates: bool
