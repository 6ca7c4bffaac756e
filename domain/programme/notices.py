"""What people hear of calls, applications and who takes part."""

from domain.dataclasses import dataclass
from domain.notices import Notice


@dataclass(frozen=True)
class CallOpened(Notice):
    """To a round's groups, to who follows the programme, to everybody where that was wished: one may apply."""

    round_id: int
    by_clock = True
    news = True


@dataclass(frozen=True)
class CallOpenedFirst(Notice):
    """To the people of an organisation that was left out the last time: it may apply before others."""

    round_id: int
    application_id: int  # the one that got no place
    by_clock = True


@dataclass(frozen=True)
class DeadlineMoved(Notice):
    """To the people of organisations that have begun to apply: there is more time."""

    round_id: int
    deadline: str


@dataclass(frozen=True)
class RoundCancelled(Notice):
    """To everybody who has to do with the round: it does not come about."""

    round_id: int


@dataclass(frozen=True)
class DraftWaits(Notice):
    """To who wrote last: the application is not sent, and the deadline comes near."""

    application_id: int
    deadline: str
    times: int
    by_clock = True
    reminder = True


@dataclass(frozen=True)
class ApplicationSent(Notice):
    """A receipt to the others of the organisation, and no decision."""

    application_id: int
    sent_at: str


@dataclass(frozen=True)
class ApplicationCame(Notice):
    """To the coordinators: an organisation has applied."""

    application_id: int
    sent_at: str


@dataclass(frozen=True)
class ApplicationTakenBack(Notice):
    """To those who take part, and where it was sent to the coordinators: the application is withdrawn."""

    application_id: int
    at: str


@dataclass(frozen=True)
class AskedToTakePart(Notice):
    """To a colleague: will you take part?"""

    participant_id: int


@dataclass(frozen=True)
class ParticipantAnswered(Notice):
    """To who asked: they take part, or they do not."""

    participant_id: int
    yes: bool


@dataclass(frozen=True)
class ParticipantTakenOut(Notice):
    """To somebody who was asked, or took part: not any more."""

    participant_id: int


@dataclass(frozen=True)
class StaffJoined(Notice):
    """To the coordinators: somebody took up a link, and runs the round with them."""

    round_id: int
    person_id: int
    role: str
    at: str


@dataclass(frozen=True)
class StaffLeft(Notice):
    """To somebody who had a role in a round: not any more."""

    round_id: int
    role: str
    at: str
