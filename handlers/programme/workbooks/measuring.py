"""The measuring plan: its days, and the results that are entered."""

from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Decimal

from domain.programme.lifecycle import PLACE, WRITE_WORKBOOK
from domain.programme.refusals import WrittenMeanwhile
from domain.programme.workbooks import measuring as verbs
from domain.programme.workbooks import reading
from domain.programme.workbooks.book import IndicatorView, MeasureView
from domain.programme.workbooks.notices import MeasureDue
from frame.dialogue import Dialogue
from frame.here import Here
from frame.readers import figure, future_date, prose
from frame.readers.dates import past_date
from frame.routing import Routes
from frame.screen import Button, Screen
from frame.steps import Ask, Choose
from frame.texts import Words
from handlers import home
from handlers.programme.workbooks import indicators
from handlers.programme.workbooks.readers import FARTHEST
from models.programme.workbook import Part
from screens import facts
from screens.programme.workbooks import books
from screens.programme.workbooks import plan as screens
from screens.programme.workbooks.taps import AddDay, EnterResult, RemoveDay, SeeMeasuring

routes = Routes()


def today(here: Here) -> date:
    """The day it is for the person."""
    return here.now.astimezone(here.zone).date()


def show(here: Here, application_id: int, indicator_id: int, before: Words | None = None) -> Screen:
    """The days of one indicator."""
    seen, one = indicators.found(here, application_id, indicator_id, Part.PLAN)
    counted = verbs.counted(here.session, one, application_id, now=here.now)
    return screens.measuring(seen, one, today(here), counted, before)


@routes.tap(SeeMeasuring)
def see_measuring(tap: SeeMeasuring, here: Here) -> Screen:
    """The days of one indicator."""
    return show(here, tap.application_id, tap.indicator_id)


# A result


@dataclass
class Result:
    """What was measured on a day, and what stood there when it was asked."""

    application_id: int = 0
    indicator_id: int = 0
    seen: int = 0
    day: date | None = None
    value: Decimal | None = None
    evidence: str | None = None
    theirs: int = 0
    which: str | None = None


def _holds(answers: "Result | Day", here: Here) -> None:
    PLACE.require(here.session, here.actor, WRITE_WORKBOOK, reading.place(here.session, answers.application_id))
    indicators.found(here, answers.application_id, answers.indicator_id, Part.PLAN)


def _one(answers: Result, here: Here) -> IndicatorView:
    return indicators.found(here, answers.application_id, answers.indicator_id, Part.PLAN)[1]


def _there(answers: Result, here: Here) -> MeasureView | None:
    return next((one for one in _one(answers, here).measures if one.due_on == answers.day), None)


def _past_days(_answers: Result, here: Here) -> tuple[date, date]:
    return today(here) - timedelta(days=366), today(here)


def _value_asked(answers: Result, here: Here) -> Words:
    return screens.value_asked(_one(answers, here), answers.day or today(here))


def _two_results(answers: Result, here: Here) -> Words:
    return screens.two_results(_there(answers, here), _one(answers, here), answers.value or Decimal(0))


def _enter(answers: Result, here: Here) -> Screen:
    if answers.which == "theirs" or answers.day is None or answers.value is None:
        return show(here, answers.application_id, answers.indicator_id)
    try:
        verbs.enter(
            here.session,
            here.actor,
            indicator_id=answers.indicator_id,
            day=answers.day,
            value=str(answers.value),
            evidence=answers.evidence or "",
            seen=answers.seen,
            now=here.now,
        )
    except WrittenMeanwhile as meanwhile:
        again = replace(answers, theirs=meanwhile.version, seen=meanwhile.version, which=None)
        return entering.open(here, again, subject=_subject(again), answered=("day", "value", "evidence"))
    return show(here, answers.application_id, answers.indicator_id, screens.ENTERED)


def _subject(answers: "Result | Day") -> str:
    return f"{answers.indicator_id}"


entering: Dialogue[Result] = routes.dialogue(
    Dialogue(
        "workresult",
        Result,
        Ask("day", screens.WHICH_DAY, past_date(verbs.EARLIEST), calendar=_past_days),
        Ask("value", _value_asked, figure()),
        Ask("evidence", screens.EVIDENCE, facts.careful(prose(maximum=verbs.EVIDENCE)), optional=True),
        Choose("which", _two_results, lambda _answers, _here: screens.whose(), when=lambda answers: answers.theirs > 0),
        what=screens.WHAT_RESULT,
        then=_enter,
        ended=home.show,
        holds=_holds,
        came_from=lambda answers, here: show(here, answers.application_id, answers.indicator_id),
    )
)


@routes.tap(EnterResult)
def enter_result(tap: EnterResult, here: Here) -> Screen:
    """What was measured?"""
    answers = Result(tap.application_id, tap.indicator_id, day=tap.day)
    _holds(answers, here)
    there = _there(answers, here)
    if tap.day is not None and (tap.day > today(here) or tap.day < verbs.EARLIEST or there is None):
        return show(here, tap.application_id, tap.indicator_id)
    fresh = replace(answers, seen=there.version if there else 0)
    return entering.open(here, fresh, subject=_subject(answers), answered=("day",) if tap.day else ())


# Days


@dataclass
class Day:
    """One more day of measuring."""

    application_id: int = 0
    indicator_id: int = 0
    day: date | None = None


def _coming_days(_answers: Day, here: Here) -> tuple[date, date]:
    return today(here) + timedelta(days=1), today(here) + timedelta(days=FARTHEST)


def _add(answers: Day, here: Here) -> Screen:
    assert answers.day is not None
    verbs.add_day(here.session, here.actor, indicator_id=answers.indicator_id, day=answers.day, now=here.now)
    return show(here, answers.application_id, answers.indicator_id, screens.ADDED)


adding = routes.dialogue(
    Dialogue(
        "workday",
        Day,
        Ask("day", screens.NEW_DAY, future_date(farthest=FARTHEST), calendar=_coming_days),
        what=screens.WHAT_DAY,
        then=_add,
        ended=home.show,
        resumes=True,
        holds=_holds,
        came_from=lambda answers, here: show(here, answers.application_id, answers.indicator_id),
    )
)


@routes.tap(AddDay)
def add_day(tap: AddDay, here: Here) -> Screen:
    """On which day?"""
    answers = Day(tap.application_id, tap.indicator_id)
    _holds(answers, here)
    return adding.open(here, answers, subject=_subject(answers))


@routes.tap(RemoveDay)
def remove_day(tap: RemoveDay, here: Here) -> Screen:
    """Which day; then it is out."""
    _holds(Day(tap.application_id, tap.indicator_id), here)
    if tap.day is None:
        return screens.days(*indicators.found(here, tap.application_id, tap.indicator_id, Part.PLAN))
    verbs.remove_day(here.session, here.actor, indicator_id=tap.indicator_id, day=tap.day, now=here.now)
    return show(here, tap.application_id, tap.indicator_id, screens.TAKEN)


# When the day comes


@routes.notice(MeasureDue)
def measure_due(notice: MeasureDue, here: Here) -> Screen | None:
    """The day has come."""
    found = verbs.due(here.session, here.actor, notice.measure_id)
    return screens.measure_due(*found) if found is not None else None


@routes.awaits("workbooks")
def awaits(here: Here) -> list[tuple[Words, Button]]:
    """Results that wait for me, and the workbooks that go on."""
    return [
        *(screens.awaits(*one) for one in verbs.awaiting(here.session, here.actor)),
        *(books.awaits(*one) for one in reading.mine(here.session, here.actor)),
    ]
