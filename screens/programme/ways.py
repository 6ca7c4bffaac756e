"""Ways between the programme's corners: the taps that its screens lead to."""

from domain.dataclasses import dataclass
from frame.screen import Button, Tap
from frame.texts import _
from models.programme.round import LinkKind


@dataclass(frozen=True)
class SeeProgramme(Tap, code="prog"):
    """What is open, mine, and next."""


@dataclass(frozen=True)
class OpenRound(Tap, code="rnd"):
    """One round, with everything I may do about it."""

    round_id: int


@dataclass(frozen=True)
class OpenPlace(Tap, code="plc"):
    """An organisation's application to a round, or its place there, with everything I may do about it."""

    application_id: int


@dataclass(frozen=True)
class BeginApplication(Tap, code="papp"):
    """Apply for one of my organisations."""

    round_id: int
    organisation_id: int


@dataclass(frozen=True)
class BeginProgramme(Tap, code="pnew"):
    """An operator begins a programme."""


@dataclass(frozen=True)
class BeginRound(Tap, code="rnew"):
    """Another round of a programme."""

    programme_id: int


@dataclass(frozen=True)
class WhatToSet(Tap, code="rsets"):
    """The settings of a round that is written."""

    round_id: int


@dataclass(frozen=True)
class LookBeforePublishing(Tap, code="rlook"):
    """The round as others will see it."""

    round_id: int


@dataclass(frozen=True)
class ExtendRound(Tap, code="rext"):
    """More time to apply."""

    round_id: int


@dataclass(frozen=True)
class CopyRound(Tap, code="rcopy"):
    """The next round from this one."""

    round_id: int


@dataclass(frozen=True)
class AskToCancelRound(Tap, code="rcanq"):
    """Shall it be cancelled?"""

    round_id: int


@dataclass(frozen=True)
class CancelRound(Tap, code="rcan"):
    """It is."""

    round_id: int


@dataclass(frozen=True)
class FollowProgramme(Tap, code="pfollow"):
    """Hear of new calls, or no more."""

    on: bool


@dataclass(frozen=True)
class SeeStaff(Tap, code="rstaff"):
    """Who runs a round."""

    round_id: int


@dataclass(frozen=True)
class MakeProgrammeLink(Tap, code="rlink"):
    """A link for one person: to a role, or for a late application."""

    round_id: int
    kind: LinkKind


@dataclass(frozen=True)
class AnswerInvitation(Tap, code="pinv"):
    """I am asked to take part for an organisation: what is it, and do I?"""

    participant_id: int


@dataclass(frozen=True)
class SeeBoard(Tap, code="rbrd"):
    """All applications to a round, ranked."""

    round_id: int


@dataclass(frozen=True)
class SeeDays(Tap, code="rdays"):
    """A round's contact days."""

    round_id: int


@dataclass(frozen=True)
class SeeSparring(Tap, code="rspar"):
    """An organisation's sparring, booked and free."""

    application_id: int


@dataclass(frozen=True)
class OpenWorkbook(Tap, code="wb"):
    """An organisation's workbook."""

    application_id: int


@dataclass(frozen=True)
class SeeWorkbooks(Tap, code="wbs"):
    """The workbooks of a round that I may read."""

    round_id: int
    page: int = 0


@dataclass(frozen=True)
class SeeRoundReport(Tap, code="rrep"):
    """What came of a round."""

    round_id: int


PROGRAMME = Button(_("See the programme"), SeeProgramme())
