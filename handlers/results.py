"""Reports: what came of it, in words, pictures and files."""

from dataclasses import dataclass
from datetime import date, timedelta

from domain.notices import tell
from domain.refusals import NotThere
from domain.results import consent, periods, scopes
from domain.results.notices import ReportMade
from domain.results.periods import EARLIEST, Period, Span
from domain.results.report import hours_rows, make, task_rows
from domain.results.scopes import Scope, Whose
from frame.dialogue import Dialogue
from frame.here import Here
from frame.readers.dates import past_date
from frame.routing import Making, Routes
from frame.screen import Screen
from frame.steps import Ask
from frame.texts import _, language
from handlers import home
from screens import breakdowns as parts
from screens import results as screens
from screens.breakdowns import LetName
from screens.results import (
    BreakdownInWords,
    ChooseDates,
    Draw,
    Drawing,
    ReportFile,
    ReportInWords,
    SeeBreakdown,
    SeeFiles,
    SeePictures,
    SeeReport,
)
from screens.ways import ChooseReport
from writers import begun, needed, written

routes = Routes()


def today(here: Here) -> date:
    """The day it is for the person."""
    return here.now.astimezone(here.zone).date()


def period_of(span: Span, first: date, last: date, here: Here) -> Period:
    """The days of a tap, which may be years old: the calendar's own, no further than today, within reason."""
    now = today(here)
    try:
        return (
            periods.between(first, min(last, now))
            if span is Span.DATES
            else periods.of(span, max(min(first, now), EARLIEST), now)
        )
    except ValueError:
        return periods.of(Span.YEAR, now, now)


def scope_of(whose: Whose, id: int, here: Here) -> Scope:
    """Whose figures, if they are theirs to see. Raises NotThere."""
    return scopes.of(here.session, here.actor, whose, id, operators=here.house.operators)


@routes.command("report", menu=_("See what came of it"), fi="raportti", sv="rapport")
def report(_rest: str, here: Here) -> Screen:
    """Whose figures; where there is one choice only, the figures at once."""
    return choose(ChooseReport(), here)


@routes.tap(ChooseReport)
def choose(_tap: ChooseReport, here: Here) -> Screen:
    """Whose figures, of this year."""
    mine = scopes.all_of(here.session, here.actor, operators=here.house.operators)
    year = periods.of(Span.YEAR, today(here), today(here))
    if len(mine) == 1:
        return _asked(mine[0], year)
    return screens.choose(mine, year)


@routes.tap(SeeReport)
def see(tap: SeeReport, here: Here) -> Screen:
    """The figures of a scope and some days."""
    return _asked(scope_of(tap.whose, tap.id, here), period_of(tap.span, tap.first, tap.last, here))


def _asked(scope: Scope, period: Period) -> Screen:
    return screens.waiting(ReportInWords(*_how(scope, period)))


def _how(scope: Scope, period: Period) -> tuple[str, int, str, str, str]:
    return scope.whose.value, scope.id, period.span.value, period.first.isoformat(), period.last.isoformat()


@routes.recipe(ReportInWords)
def in_words(recipe: ReportInWords, here: Here) -> Making:
    """The figures, read beside everybody's updates."""
    scope = scope_of(Whose(recipe.whose), recipe.id, here)
    period = _kept(recipe)
    found = make(here.session, scope, period, zone=here.zone, now=here.now)
    others = len(scopes.all_of(here.session, here.actor, operators=here.house.operators)) > 1
    day = today(here)
    name = parts.naming(here.actor.named_at is not None) if scope.whose is Whose.ME else None
    return lambda: screens.overview(found, day, others=others, name=name)


@routes.tap(SeeBreakdown)
def see_breakdown(tap: SeeBreakdown, here: Here) -> Screen:
    """The same broken down."""
    scope, period = scope_of(tap.whose, tap.id, here), period_of(tap.span, tap.first, tap.last, here)
    return screens.waiting(BreakdownInWords(*_how(scope, period)))


@routes.recipe(BreakdownInWords)
def broken_down(recipe: BreakdownInWords, here: Here) -> Making:
    """The same, read beside everybody's updates."""
    scope = scope_of(Whose(recipe.whose), recipe.id, here)
    found = make(here.session, scope, _kept(recipe), zone=here.zone, now=here.now)
    return lambda: parts.breakdown(found)


@routes.tap(LetName)
def let_name(tap: LetName, here: Here) -> Screen:
    """Reports may say my name, or no longer."""
    consent.let_name(here.session, here.actor, yes=tap.yes, now=here.now)
    return parts.named(tap.yes)


def _kept(recipe: ReportInWords) -> Period:
    return Period(Span(recipe.span), date.fromisoformat(recipe.first), date.fromisoformat(recipe.last))


# Any two days


@dataclass
class TwoDays:
    """The first and the last day of a report."""

    whose: str = Whose.ME
    id: int = 0
    first: date | None = None
    last: date | None = None


def _days(_answers: TwoDays, here: Here) -> tuple[date, date]:
    return max(EARLIEST, today(here) - timedelta(days=3 * 366)), today(here)


def _of_these(answers: TwoDays, here: Here) -> Screen:
    assert answers.first is not None
    assert answers.last is not None
    scope = scope_of(Whose(answers.whose), answers.id, here)
    return _asked(scope, period_of(Span.DATES, answers.first, answers.last, here))


two_days = routes.dialogue(
    Dialogue(
        "reportdays",
        TwoDays,
        Ask("first", screens.FIRST_DAY, past_date(EARLIEST), calendar=_days),
        Ask("last", screens.LAST_DAY, past_date(EARLIEST), calendar=_days),
        what=screens.WHAT_DATES,
        then=_of_these,
        ended=home.show,
    )
)


@routes.tap(ChooseDates)
def choose_dates(tap: ChooseDates, here: Here) -> Screen:
    """Asks for two days."""
    scope = scope_of(tap.whose, tap.id, here)
    return two_days.open(here, TwoDays(scope.whose, scope.id))


# Pictures and files


@routes.tap(SeePictures)
def pictures(tap: SeePictures, here: Here) -> Screen:
    """Which picture?"""
    return screens.menu(tap, scope_of(tap.whose, tap.id, here), period_of(tap.span, tap.first, tap.last, here))


@routes.tap(SeeFiles)
def files(tap: SeeFiles, here: Here) -> Screen:
    """Which file?"""
    return screens.menu(tap, scope_of(tap.whose, tap.id, here), period_of(tap.span, tap.first, tap.last, here))


@routes.tap(Draw)
def draw(tap: Draw, here: Here) -> Screen:
    """Says at once that it is being made; a notice to oneself brings it."""
    scope, period = scope_of(tap.whose, tap.id, here), period_of(tap.span, tap.first, tap.last, here)
    asked = ReportMade(
        tap.what.value,
        *_how(scope, period),
        here.now.isoformat(timespec="seconds"),
    )
    tell(here.session, here.actor.id, asked, now=here.now)
    how = (scope.whose, scope.id, period.span, period.first, period.last)
    again = SeePictures(*how) if tap.what in screens.PICTURES else SeeFiles(*how)
    return screens.menu(again, scope, period, before=screens.BEING_MADE)


@routes.notice(ReportMade)
def ready(notice: ReportMade, here: Here) -> Screen | None:
    """What was asked for, if it is still theirs to see."""
    try:
        scope = scope_of(Whose(notice.whose), notice.id, here)
    except NotThere:
        return None
    recipe = ReportFile(notice.whose, notice.id, notice.span, notice.first, notice.last, notice.what)
    return screens.ready(recipe, screens.see(scope, _kept(recipe)))


@routes.recipe(ReportFile)
def file(recipe: ReportFile, here: Here) -> Making:
    """The picture or the file: read beside everybody's updates, drawn beside the bot."""
    scope, period, what = scope_of(Whose(recipe.whose), recipe.id, here), _kept(recipe), Drawing(recipe.what)
    speaks = language(here.actor.language)
    work = begun(what, speaks)
    found = make(here.session, scope, period, zone=here.zone, now=here.now, parts=needed(what))
    tasks, hours = [], []
    if what in (Drawing.SHEETS, Drawing.TABLE):
        tasks = task_rows(here.session, scope, period, zone=here.zone)
        hours = hours_rows(here.session, scope, period, zone=here.zone)
    return lambda: screens.brought(what, found, *written(found, what, speaks, tasks, hours, work))
