"""The taps of results, and what is made of a round: files."""

from enum import StrEnum

from domain.dataclasses import dataclass
from frame.screen import Recipe, Tap


class Form(StrEnum):
    """A file of a round's report."""

    SHEETS = "sheets"
    TABLE = "table"


@dataclass(frozen=True)
class RateAgain(Tap, code="rrate"):
    """How do we see ourselves now?"""

    application_id: int


@dataclass(frozen=True)
class SayOfDay(Tap, code="rdfb"):
    """Two questions about a contact day."""

    feedback_id: int


@dataclass(frozen=True)
class EndRound(Tap, code="rend"):
    """The round is over; not `sure`: asks once."""

    round_id: int
    sure: bool


@dataclass(frozen=True)
class GetReportFile(Tap, code="rfile"):
    """The report as a file."""

    round_id: int
    form: Form


@dataclass(frozen=True)
class SeeWordsOfDays(Tap, code="rwords"):
    """What people said of the days, a page for each day."""

    round_id: int
    at: int = 0


@dataclass(frozen=True)
class SeeCertificates(Tap, code="rcerts"):
    """Everybody who has one."""

    round_id: int
    page: int = 0


@dataclass(frozen=True)
class GetCertificate(Tap, code="rcert"):
    """One participant's certificate."""

    participant_id: int


@dataclass(frozen=True)
class GetMyCertificate(Tap, code="rcown"):
    """My own, for that place."""

    application_id: int


@dataclass(frozen=True)
class RoundReportFile(Recipe, slow=True):
    """The report of a round as a file."""

    round_id: int
    form: str


@dataclass(frozen=True)
class CertificateFile(Recipe, slow=True):
    """A certificate as a PDF."""

    participant_id: int
