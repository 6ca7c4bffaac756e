"""Rounds and places as readers see them."""

from datetime import date, datetime
from enum import StrEnum

from domain.dataclasses import dataclass
from domain.lifecycle.engine import Permitted
from models.programme.application import ContentArea, PlaceState
from models.programme.round import RoundRole, RoundState


class Phase(StrEnum):
    """Where a round is, by its state and the time."""

    DRAFT = "draft"
    NOT_YET = "not_yet"
    OPEN = "open"
    SELECTING = "selecting"  # the deadline has gone by, the decisions are not sent
    DECIDED = "decided"
    OVER = "over"
    CANCELLED = "cancelled"


class Lacks(StrEnum):
    """What a round lacks before it can be published."""

    TEXT = "text"
    DAYS = "days"
    DEADLINE = "deadline"  # has gone by
    DAYS_AFTER = "days_after"  # a contact day comes before the decisions
    CRITERIA = "criteria"


class Missing(StrEnum):
    """What an application lacks before it can be sent, in the order in which it is asked."""

    ACTIVITY = "activity"
    MOTIVATION = "motivation"
    RATINGS = "ratings"
    COMMITMENT = "commitment"
    PARTICIPANTS = "participants"


@dataclass(frozen=True)
class RoundLine:
    """A round in a list."""

    id: int
    name: str
    state: RoundState
    opens_at: datetime  # for the reader: earlier for those left out the last time
    deadline: datetime
    decision_on: date
    phase: Phase


@dataclass(frozen=True)
class DayView:
    """A contact day."""

    id: int
    starts_at: datetime
    ends_at: datetime
    place: str
    agenda: str


@dataclass(frozen=True)
class PlaceLine:
    """An organisation's application or place, in a list of the reader's own."""

    id: int
    organisation: str
    state: PlaceState
    round: RoundLine
    open: bool  # it can still be written and sent


@dataclass(frozen=True)
class InvitedView:
    """Somebody is asked to take part for an organisation."""

    participant_id: int
    application_id: int
    organisation: str
    name: str  # under which they were invited
    by: str
    round: RoundLine
    days: tuple[DayView, ...]


@dataclass(frozen=True)
class AppliesFor:
    """An organisation that the reader may apply for."""

    organisation_id: int
    name: str
    early: bool  # it was left out the last time, so it may apply before others


@dataclass(frozen=True)
class RoundPage:
    """A round with everything that a reader may know of it."""

    line: RoundLine
    programme: str
    text: str
    language: str  # of the name and the text
    days: tuple[DayView, ...]
    region: str | None
    capacity: int
    participants_max: int
    days_left: int  # until the deadline
    own: tuple[PlaceLine, ...]
    applies_for: tuple[AppliesFor, ...]
    acts_for_nobody: bool  # confirmed in no organisation
    waits_for_yes: bool  # in one that has not said so yet
    roles: tuple[RoundRole, ...]
    sent: int  # applications, for those who run it
    lacks: tuple[Lacks, ...]
    priority_opens_at: datetime | None
    may: Permitted


@dataclass(frozen=True)
class ParticipantView:
    """Somebody who takes part, or is asked to."""

    id: int
    name: str
    person_id: int | None
    confirmed: bool


@dataclass(frozen=True)
class PlacePage:
    """An organisation's application, or its place, for those who may see it."""

    id: int
    organisation: str
    round: RoundLine
    state: PlaceState
    inside: bool  # the reader is of the organisation, or takes part for it
    me: int  # the reader
    activity: str
    motivation: str
    commits: bool
    ratings: tuple[tuple[ContentArea, int], ...]
    self_rated: bool
    participants: tuple[ParticipantView, ...]
    participants_max: int
    days: tuple[DayView, ...]
    missing: tuple[Missing, ...]
    open: bool  # it can still be written and sent
    late: bool
    priority: bool
    version: int
    written_by: str
    written_at: datetime
    sent_at: datetime | None
    rank: int | None
    reason: str
    confirm_by: datetime | None
    reads: bool  # what was applied with
    may: Permitted


@dataclass(frozen=True)
class ProgrammeView:
    """The programme as one person sees it."""

    open: tuple[RoundLine, ...]
    mine: tuple[PlaceLine, ...]
    runs: tuple[tuple[RoundLine, tuple[RoundRole, ...]], ...]
    next: tuple[RoundLine, ...]
    invited: tuple[InvitedView, ...]
    programmes: tuple[tuple[int, str], ...]  # that the reader may begin a round of
    follows: bool  # hears of new calls
