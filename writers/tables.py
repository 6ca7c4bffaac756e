"""A report as tables: the same four for the Excel file and for CSV, with typed cells."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

from domain.results.counting import Value
from domain.results.figures import FIGURES, Kind, Name, Unit
from domain.results.report import HoursRow, Report, TaskRow
from frame.texts import Language, Words, _
from models.task import TaskState
from screens import facts
from screens import results as screens
from screens.assignments import CAPACITIES

Cell = str | int | float | date | None

KINDS = {Kind.COLLECTED: _("collected"), Kind.SAMPLE: _("sample"), Kind.ESTIMATE: _("estimate")}
UNITS = {
    Unit.TASKS: _("tasks"),
    Unit.PEOPLE: _("people"),
    Unit.ORGANISATIONS: _("organisations"),
    Unit.MINUTES: _("minutes"),
    Unit.SCORE: _("average, from 1 to 5"),
    Unit.ANSWERS: _("answers"),
    Unit.SHARE: _("share, from 0 to 1"),
    Unit.QUESTIONS: _("questions"),
}
STATES = {
    TaskState.OPEN: _("open"),
    TaskState.FULL: _("full"),
    TaskState.OVER: _("over"),
    TaskState.CANCELLED: _("called off"),
    TaskState.EXPIRED: _("expired"),
}


@dataclass(frozen=True)
class Table:
    """A sheet: its name, the heads of its columns, its rows."""

    name: str
    heads: tuple[str, ...]
    rows: Sequence[Sequence[Cell]]


def tables(report: Report, tasks: Sequence[TaskRow], hours: Sequence[HoursRow], language: Language) -> list[Table]:
    """Summary, tasks, hours, feedback."""

    def say(words: Words) -> str:
        return language.plain(words)

    return [_summary(report, say), _tasks(tasks, say), _hours(hours, say), _feedback(report, say)]


Say = Callable[[Words], str]


def _heads(say: Say, *heads: Words) -> tuple[str, ...]:
    return tuple(map(say, heads))


def _summary(report: Report, say: Say) -> Table:
    heads = _heads(
        say, _("Figure"), _("Value"), _("Period before"), _("Unit"), _("How it is known"), _("First day"),
        _("Last day"), _("Key"),
    )  # fmt: skip
    rows = [
        (
            say(screens.LABELS[name]),
            _typed(report.now[name]),
            _typed(report.before[name]),
            say(UNITS[figure.unit]),
            say(KINDS[figure.kind]),
            report.period.first,
            report.period.last,
            name.value,
        )
        for name, figure in FIGURES.items()
    ]
    return Table(say(_("Summary")), heads, rows)


def _typed(value: Value) -> Cell:
    return round(value, 4) if isinstance(value, float) else value


def _tasks(rows: Sequence[TaskRow], say: Say) -> Table:
    heads = _heads(
        say, _("Published"), _("Task"), _("Category"), _("Town"), _("State"), _("Places"), _("Places taken"),
        _("Minutes estimated, each"), _("Minutes used, all"),
    )  # fmt: skip
    return Table(
        say(_("Tasks")),
        heads,
        [
            (
                row.published,
                row.title,
                say(facts.category(row.category)),
                row.town or (say(_("remote")) if row.remote else ""),
                say(STATES.get(row.state, row.state.value)),
                row.places,
                row.taken,
                row.estimated,
                row.used,
            )
            for row in rows
        ],
    )


def _hours(rows: Sequence[HoursRow], say: Say) -> Table:
    heads = _heads(
        say, _("Entered"), _("Task"), _("Category"), _("Capacity"), _("Minutes estimated"), _("Minutes used"),
        _("Outward or internal"), _("Correction"),
    )  # fmt: skip
    return Table(
        say(_("Hours")),
        heads,
        [
            (
                row.entered,
                row.title,
                say(facts.category(row.category)),
                say(CAPACITIES[row.capacity]) if row.capacity else "",
                row.estimated,
                row.used,
                say(_("internal")) if row.internal else say(_("outward")),
                say(_("yes")) if row.correction else "",
            )
            for row in rows
        ],
    )


def _feedback(report: Report, say: Say) -> Table:
    heads = _heads(
        say, _("Month"), _("Answers"), screens.LABELS[Name.SCORE_TASK], screens.LABELS[Name.SCORE_SCHEDULE],
        screens.LABELS[Name.SCORE_PROCESS], _("What people said"),
    )  # fmt: skip
    rows: list[Sequence[Cell]] = [
        (one.month, one.answers, one.task, one.schedule, one.process, None) for one in report.feedback_by_month
    ]
    rows += [(None, None, None, None, None, quote) for quote in report.quotes]
    return Table(say(_("Feedback")), heads, rows)
