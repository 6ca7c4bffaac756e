"""The taps of selecting."""

from domain.dataclasses import dataclass
from frame.screen import Tap
from models.programme.application import Decision


@dataclass(frozen=True)
class TurnBoard(Tap, code="rbrdp"):
    """Another page of the board."""

    round_id: int
    page: int


@dataclass(frozen=True)
class SuggestDecisions(Tap, code="rsug"):
    """Decide by the rule: those that have no decision, or all `anew`."""

    round_id: int
    anew: bool


@dataclass(frozen=True)
class PreviewDecisions(Tap, code="rprev"):
    """What one send would tell."""

    round_id: int


@dataclass(frozen=True)
class PreviewNotice(Tap, code="rpren"):
    """One notice, as its reader will read it."""

    round_id: int
    at: int


@dataclass(frozen=True)
class SendDecisions(Tap, code="rsend"):
    """Tell all at once. `version`: of the decisions that were looked at."""

    round_id: int
    version: int


@dataclass(frozen=True)
class ChangeCapacity(Tap, code="rcap"):
    """More places, or fewer."""

    round_id: int


@dataclass(frozen=True)
class OfferToReserve(Tap, code="roff"):
    """A free place, to the first reserve."""

    round_id: int


@dataclass(frozen=True)
class ReadApplication(Tap, code="rread"):
    """One application."""

    application_id: int


@dataclass(frozen=True)
class DecideAs(Tap, code="rdec"):
    """Prepare a decision."""

    application_id: int
    decision: Decision


@dataclass(frozen=True)
class MoveReserveUp(Tap, code="rup"):
    """One place earlier among the reserves."""

    application_id: int


@dataclass(frozen=True)
class SayWhy(Tap, code="rwhy"):
    """A line with the decision."""

    application_id: int


@dataclass(frozen=True)
class WriteComment(Tap, code="rcom"):
    """One's own words for the others who select."""

    application_id: int


@dataclass(frozen=True)
class ReadComments(Tap, code="rcoms"):
    """What the others say of it."""

    application_id: int
    page: int = 0


@dataclass(frozen=True)
class ScoreCriterion(Tap, code="rsco"):
    """Score by one criterion; without one, by the first that has no score."""

    application_id: int
    criterion_id: int | None = None


@dataclass(frozen=True)
class GiveScore(Tap, code="rgiv"):
    """1 to 5."""

    application_id: int
    criterion_id: int
    score: int


@dataclass(frozen=True)
class Abstain(Tap, code="rabst"):
    """Do not score it."""

    application_id: int


@dataclass(frozen=True)
class DeclareConflict(Tap, code="rcon"):
    """A conflict of interest; not `sure`: asks once."""

    application_id: int
    sure: bool


@dataclass(frozen=True)
class ConfirmRoundPlace(Tap, code="rpcon"):
    """Our organisation comes."""

    application_id: int


@dataclass(frozen=True)
class GiveBackRoundPlace(Tap, code="rpgiv"):
    """Our organisation does not come after all; not `sure`: asks once."""

    application_id: int
    sure: bool
