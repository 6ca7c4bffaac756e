"""What the buttons of a workbook mean."""

from datetime import date

from domain.dataclasses import dataclass
from frame.screen import Tap
from models.programme.workbook import Part, Question


@dataclass(frozen=True)
class SeePart(Tap, code="wbp"):
    """One part, with everything in it."""

    application_id: int
    part: Part


@dataclass(frozen=True)
class GoOnWith(Tap, code="wbn"):
    """The next question of a part."""

    application_id: int
    part: Part


@dataclass(frozen=True)
class WriteAnswer(Tap, code="wba"):
    """Answer a question, or change its answer."""

    application_id: int
    question: Question
    place: int = 0
    indicator_id: int | None = None


@dataclass(frozen=True)
class ChangeAnswers(Tap, code="wbc"):
    """Which answer of a part?"""

    application_id: int
    part: Part


@dataclass(frozen=True)
class SeeItems(Tap, code="wbi"):
    """The items of a step of the logic model, one by one."""

    application_id: int
    question: Question


@dataclass(frozen=True)
class RemoveItem(Tap, code="wbx"):
    """Take an item away, in the version that was seen."""

    application_id: int
    question: Question
    place: int
    seen: int


@dataclass(frozen=True)
class SeeVersions(Tap, code="wbv"):
    """What the answers of a part were."""

    application_id: int
    part: Part
    page: int = 0


@dataclass(frozen=True)
class SeeComments(Tap, code="wbk"):
    """What others say of a part."""

    application_id: int
    part: Part
    page: int = 0


@dataclass(frozen=True)
class WriteComment(Tap, code="wbw"):
    """Say something of a part."""

    application_id: int
    part: Part


@dataclass(frozen=True)
class ClosePart(Tap, code="wbcl"):
    """Peers read that part no more."""

    application_id: int
    part: Part


@dataclass(frozen=True)
class LetPeersRead(Tap, code="wbop"):
    """Peers read it again."""

    application_id: int
    part: Part


@dataclass(frozen=True)
class SeeIndicator(Tap, code="wind"):
    """One indicator, with all its answers."""

    application_id: int
    indicator_id: int


@dataclass(frozen=True)
class ChangeIndicator(Tap, code="wich"):
    """Which answer of an indicator?"""

    application_id: int
    indicator_id: int


@dataclass(frozen=True)
class RemoveIndicator(Tap, code="wirm"):
    """Take an indicator away; asked once more before."""

    application_id: int
    indicator_id: int
    sure: bool = False


@dataclass(frozen=True)
class SeeMeasuring(Tap, code="wm"):
    """The days of measuring of one indicator, and what came of them."""

    application_id: int
    indicator_id: int


@dataclass(frozen=True)
class EnterResult(Tap, code="wmr"):
    """The result of a day; without one, the day is asked."""

    application_id: int
    indicator_id: int
    day: date | None = None


@dataclass(frozen=True)
class AddDay(Tap, code="wma"):
    """One more day of measuring."""

    application_id: int
    indicator_id: int


@dataclass(frozen=True)
class RemoveDay(Tap, code="wmx"):
    """One day of measuring less; without one, which?"""

    application_id: int
    indicator_id: int
    day: date | None = None


@dataclass(frozen=True)
class SeeWorkFiles(Tap, code="wf"):
    """Which file?"""

    application_id: int
