"""What came of it, in the chat: whose figures, which days, the figures in words, and the ways to pictures and files."""

from collections.abc import Mapping, Sequence
from datetime import date
from enum import StrEnum

from domain.dataclasses import dataclass
from domain.results.counting import Value
from domain.results.figures import FIGURES, Name, Unit
from domain.results.periods import Period, Span
from domain.results.report import Report
from domain.results.scopes import Scope, Whose
from frame.screen import Button, File, Recipe, Row, Screen, Tap, rows
from frame.texts import Minutes, Text, Words, _, lines, n_, paragraphs
from screens import facts
from screens.ways import HOME, ChooseReport

WHAT_DATES = _("Choosing the days of a report")
FIRST_DAY = _("From which day? Write it, for example 1.9.2026, or choose it below.")
LAST_DAY = _("Until which day?")
OUT_OF_REASON = _("A report is of ten years at most. Please choose other days.")
BEING_MADE = _("It is being made. It comes in a moment.")
NOT_MADE = _("The report could not be made now. Please try again in a moment.")


class Drawing(StrEnum):
    """The pictures and files of a report. Short: they go into buttons."""

    MONTHS = "m"  # hours by month and category
    ESTIMATES = "e"  # estimated against used
    FEEDBACK = "f"
    NETWORK = "n"  # who helps whom
    BOARD = "b"  # one page, as a picture
    BOARD_PDF = "p"
    SHEETS = "x"
    TABLE = "c"  # CSV
    STEA = "s"


PICTURES = (Drawing.MONTHS, Drawing.ESTIMATES, Drawing.FEEDBACK, Drawing.NETWORK, Drawing.BOARD)
FILES = (Drawing.SHEETS, Drawing.TABLE, Drawing.BOARD_PDF, Drawing.STEA)

DRAWN: Mapping[Drawing, Words] = {
    Drawing.MONTHS: _("Hours by month"),
    Drawing.ESTIMATES: _("Estimated and used hours"),
    Drawing.FEEDBACK: _("Feedback over time"),
    Drawing.NETWORK: _("Who helps whom"),
    Drawing.BOARD: _("One page for the board"),
    Drawing.BOARD_PDF: _("One page for the board (PDF)"),
    Drawing.SHEETS: _("Tables (Excel)"),
    Drawing.TABLE: _("Tables (CSV)"),
    Drawing.STEA: _("Text for STEA's report"),
}


@dataclass(frozen=True)
class SeeReport(Tap, code="figs"):
    """The figures of that one and those days."""

    whose: Whose
    id: int
    span: Span
    first: date
    last: date


@dataclass(frozen=True)
class SeeBreakdown(SeeReport, code="figb"):
    """The same broken down."""


@dataclass(frozen=True)
class SeePictures(SeeReport, code="figp"):
    """Which picture?"""


@dataclass(frozen=True)
class SeeFiles(SeeReport, code="figf"):
    """Which file?"""


@dataclass(frozen=True)
class Draw(SeeReport, code="fg"):
    """Make that picture or file."""

    what: Drawing = Drawing.SHEETS


@dataclass(frozen=True)
class ChooseDates(Tap, code="figd"):
    """Any two days."""

    whose: Whose
    id: int


@dataclass(frozen=True)
class ReportInWords(Recipe):
    """The figures as a screen, made when it is shown: on the transaction of the tap everybody would wait behind it."""

    whose: str
    id: int
    span: str
    first: str
    last: str


@dataclass(frozen=True)
class BreakdownInWords(ReportInWords):
    """The same broken down."""


@dataclass(frozen=True)
class ReportFile(ReportInWords, slow=True):
    """A picture or a file of a report, with its words."""

    what: str = Drawing.SHEETS


LABELS: Mapping[Name, Words] = {
    Name.ASKED: _("Tasks asked"),
    Name.FILLED: _("Of those, somebody was found"),
    Name.DONE: _("Tasks done"),
    Name.DONE_OUTWARD: _("Tasks done, outward"),
    Name.DONE_INTERNAL: _("Tasks done, internal"),
    Name.UNMET: _("Tasks that nobody took"),
    Name.PEOPLE_ASKING: _("People who asked"),
    Name.PEOPLE_HELPING: _("People who helped"),
    Name.PEOPLE_BOTH: _("People who did both"),
    Name.PEOPLE_NEW: _("New people"),
    Name.PEOPLE_RETURNING: _("People who were here before"),
    Name.ORGANISATIONS_ASKING: _("Organisations that asked"),
    Name.ORGANISATIONS_HELPING: _("Organisations that helped"),
    Name.ORGANISATIONS_BOTH: _("Organisations that did both"),
    Name.ESTIMATED: _("Time estimated"),
    Name.USED: _("Time used"),
    Name.GIVEN: _("Time given"),
    Name.RECEIVED: _("Time received"),
    Name.OUTWARD: _("Time used, outward"),
    Name.INTERNAL: _("Time used, internal"),
    Name.FIRST_OFFER: _("Until the first application, usually"),
    Name.CHOICE: _("Until somebody was chosen, usually"),
    Name.OFFERED: _("Tasks that got an application"),
    Name.ANSWERED: _("Applications that were answered"),
    Name.SCORE_TASK: _("The task"),
    Name.SCORE_SCHEDULE: _("The schedule"),
    Name.SCORE_PROCESS: _("The process"),
    Name.FEEDBACK: _("Feedback given"),
    Name.OUTCOME_ASKED: _("Asked a month after"),
    Name.OUTCOME_ANSWERED: _("Answered"),
    Name.SOLVED: _("The matter got solved"),
    Name.CAN_NOW: _("Can do it themselves now"),
    Name.KNOWS_WHOM: _("Know whom to ask"),
    Name.QUESTIONS: _("Questions asked"),
    Name.QUESTIONS_HELPED: _("Questions that got help"),
    Name.QUESTIONS_UNMET: _("Questions that nobody could help with"),
    Name.ADVISED: _("Time of the answers"),
}

PEOPLE: Sequence[Name] = (
    Name.PEOPLE_ASKING,
    Name.PEOPLE_HELPING,
    Name.PEOPLE_BOTH,
    Name.PEOPLE_NEW,
    Name.PEOPLE_RETURNING,
    Name.ORGANISATIONS_ASKING,
    Name.ORGANISATIONS_HELPING,
    Name.ORGANISATIONS_BOTH,
)
SECTIONS: Sequence[tuple[Words, Sequence[Name]]] = (
    (_("Tasks"), (Name.ASKED, Name.FILLED, Name.DONE, Name.UNMET, Name.OFFERED)),
    (_("Hours"), (Name.USED, Name.ESTIMATED, Name.GIVEN, Name.RECEIVED, Name.OUTWARD, Name.INTERNAL)),
    (
        _("People and organisations"),
        PEOPLE,
    ),
    (_("How fast it went"), (Name.FIRST_OFFER, Name.CHOICE, Name.ANSWERED)),
    (_("Feedback, from 1 to 5"), (Name.SCORE_TASK, Name.SCORE_SCHEDULE, Name.SCORE_PROCESS, Name.FEEDBACK)),
    (_("What came of it, a month after"), (Name.OUTCOME_ANSWERED, Name.SOLVED, Name.CAN_NOW, Name.KNOWS_WHOM)),
    (_("Advice"), (Name.QUESTIONS, Name.QUESTIONS_HELPED, Name.QUESTIONS_UNMET, Name.ADVISED)),
)  # fmt: skip


def value(name: Name, found: Value) -> Words:
    """A figure in its unit, as people read it."""
    if found is None:
        return "–"
    match FIGURES[name].unit:
        case Unit.MINUTES if name in (Name.FIRST_OFFER, Name.CHOICE):
            return span(int(found))
        case Unit.MINUTES:
            return facts.duration(int(found))
        case Unit.SHARE:
            return Text("{share} %", {"share": round(found * 100)})
    return Text("{figure}", {"figure": found})


def span(minutes: int) -> Words:
    """A length of time for the eye: minutes, hours or days."""
    if minutes < 24 * 60:
        return facts.duration(minutes)
    return n_("{count} day", "{count} days", round(minutes / (24 * 60)))


def name_of(scope: Scope) -> Words:
    """Whose figures."""
    match scope.whose:
        case Whose.ME:
            return _("My own figures")
        case Whose.GROUP:
            return _("Group: {name}", name=scope.name)
        case Whose.ORGANISATION:
            return _("Organisation: {name}", name=scope.name)
    return _("The whole service")


def days_of(period: Period) -> Words:
    """Which days."""
    return Text("{first} – {last}", {"first": period.first, "last": period.last})


def choose(scopes: Sequence[Scope], period: Period) -> Screen:
    """Whose figures?"""
    return Screen(
        _("Whose figures would you like to see?"),
        rows(*(Button(name_of(scope), see(scope, period)) for scope in scopes), HOME),
    )


def see(scope: Scope, period: Period) -> SeeReport:
    """The tap that shows it."""
    return SeeReport(scope.whose, scope.id, period.span, period.first, period.last)


def waiting(recipe: ReportInWords) -> Screen:
    """What stands there if the report cannot be made."""
    return Screen(NOT_MADE, rows(HOME), media=recipe)


def overview(report: Report, today: date, *, others: bool, name: Button | None = None) -> Screen:
    """The figures in words; `others`: there are other scopes to choose from; `name`: to be named, or no longer."""
    scope, period = report.scope, report.period
    how = (scope.whose, scope.id, period.span, period.first, period.last)
    return Screen(
        paragraphs(
            lines(_("<b>What came of it</b>"), name_of(scope), days_of(period)),
            *([_("Nothing has happened in these days yet.")] if report.empty else _sections(report)),
            not report.empty and _("In brackets: {first} – {last}.", first=report.period.before().first,
last=report.period.before().last),
        ),
        rows(
            not report.empty and (Button(_("See pictures"), SeePictures(*how)), Button(_("Get files"), SeeFiles(*how))),
            not report.empty and Button(_("See it broken down"), SeeBreakdown(*how)),
            _other_periods(scope, period, today),
            Button(_("Choose other days"), ChooseDates(scope.whose, scope.id)),
            others and Button(_("Choose whose figures"), ChooseReport()),
            name,
            HOME,
        ),
    )  # fmt: skip


def _other_periods(scope: Scope, period: Period, today: date) -> tuple[Row, ...]:
    earlier, later = period.whole_before(), period.after(today)
    steps = tuple(
        Button(label, see(scope, other))
        for label, other in ((_("See earlier"), earlier), (_("See later"), later))
        if other is not None
    )
    spans = tuple(
        Button(label, SeeReport(scope.whose, scope.id, kind, today, today))
        for kind, label in (
            (Span.MONTH, _("Show the month")),
            (Span.QUARTER, _("Show the quarter")),
            (Span.YEAR, _("Show the year")),
        )
        if kind is not period.span
    )
    return (*((steps,) if steps else ()), spans)


def _sections(report: Report) -> list[Words]:
    found: list[Words] = []
    for title, names in SECTIONS:
        if report.scope.whose is Whose.ME and names is PEOPLE:
            continue
        said = [line for name in names if (line := _line(report, name)) is not None]
        if said:
            found.append(lines(Text("<b>{title}</b>", {"title": title}), *said))
    if report.scope.has_sides:
        found.append(reciprocity(report))
    return found


def _line(report: Report, name: Name) -> Words | None:
    now, before = report.now[name], report.before[name]
    if not now and not before:
        return None
    values = {"label": LABELS[name], "value": value(name, now), "before": value(name, before)}
    return Text("{label}: {value} ({before})", values)


def reciprocity(report: Report) -> Words:
    """Giving and receiving, in a friendly sentence. Never a barrier."""
    gave, got = int(report.now[Name.GIVEN] or 0), int(report.now[Name.RECEIVED] or 0)
    if gave and got:
        return _("Help went both ways: {given} given, {received} received. That is what this is for.",
                 given=Minutes(gave), received=Minutes(got))  # fmt: skip
    if gave:
        return _("{given} given. When you need something yourself, just ask: it is your turn.", given=Minutes(gave))
    if got:
        return _("{received} received. There is no hurry to give back: small things count, too.", received=Minutes(got))
    return _("No help has been given or received in these days yet.")


def menu(asked: SeePictures | SeeFiles, scope: Scope, period: Period, before: Words | None = None) -> Screen:
    """Which picture, or which file?"""
    kinds = PICTURES if isinstance(asked, SeePictures) else FILES
    how = (scope.whose, scope.id, period.span, period.first, period.last)
    offered = [kind for kind in kinds if kind is not Drawing.NETWORK or scope.whose is not Whose.ME]
    question = _("Which picture would you like?") if kinds is PICTURES else _("Which file would you like?")
    return Screen(
        paragraphs(before, lines(name_of(scope), days_of(period)), question),
        rows(
            *(Button(_("Get: {what}", what=DRAWN[kind]), Draw(*how, kind)) for kind in offered),
            Button(_("Back to the figures"), see(scope, period)),
            HOME,
        ),
    )


def ready(recipe: ReportFile, tap: SeeReport) -> Screen:
    """The notice that brings a file: what stands there if it cannot be made."""
    return Screen(NOT_MADE, rows(Button(_("Back to the figures"), tap)), media=recipe)


def brought(what: Drawing, report: Report, file: File | None, caption: Words | None) -> Screen:
    """A picture or file, with the same in words."""
    return Screen(
        paragraphs(
            lines(Text("<b>{what}</b>", {"what": DRAWN[what]}), name_of(report.scope), days_of(report.period)), caption
        ),
        rows(Button(_("Back to the figures"), see(report.scope, report.period))),
        media=file,
    )
