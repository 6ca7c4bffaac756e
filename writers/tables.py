"""A report as tables: the same five for the Excel file and for CSV, with typed cells."""

from collections.abc import Callable, Iterator, Sequence
from datetime import date

from domain.dataclasses import dataclass
from domain.results.counting import Value
from domain.results.figures import FIGURES, Kind, Name, Unit
from domain.results.report import MOST_ROWS, HoursRow, Report, TaskRow
from frame.texts import Language, Words, _
from models.task import TaskState
from screens import breakdowns, facts
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


LABELS = {
    **screens.LABELS,
    Name.SCORE_TASK: _("Feedback on the task, average from 1 to 5"),
    Name.SCORE_SCHEDULE: _("Feedback on the schedule, average from 1 to 5"),
    Name.SCORE_PROCESS: _("Feedback on the process, average from 1 to 5"),
    Name.OUTCOME_ASKED: _("A month after: people asked what came of it"),
    Name.OUTCOME_ANSWERED: _("A month after: answers"),
    Name.SOLVED: _("A month after: the matter got solved"),
    Name.CAN_NOW: _("A month after: can do it themselves now"),
    Name.KNOWS_WHOM: _("A month after: know whom to ask"),
    Name.ADVISED: _("Time of the answers to questions"),
}
"""As on the screen, but each says by itself what it is."""


@dataclass(frozen=True)
class Table:
    """A sheet: its name, the heads of its columns, its rows."""

    name: str
    heads: tuple[str, ...]
    rows: Sequence[Sequence[Cell]]


def tables(report: Report, tasks: Sequence[TaskRow], hours: Sequence[HoursRow], language: Language) -> Iterator[Table]:
    """Summary, tasks, hours, feedback, and the report broken down; one at a time, for they are long."""

    def say(words: Words) -> str:
        return language.plain(words)

    yield _summary(report, say)
    yield _tasks(tasks, say)
    yield _hours(hours, say)
    yield _feedback(report, say)
    yield _breakdown(report, say)


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
            say(LABELS[name]),
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
            *_cut(rows, heads, say),
            *(
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
            ),
        ],
    )


def _cut(rows: Sequence[object], heads: Sequence[str], say: Say) -> list[tuple[Cell, ...]]:
    """A first row that says what is not there."""
    if len(rows) < MOST_ROWS:
        return []
    return [(None, say(_("Only the newest {count} are here.", count=MOST_ROWS)), *[None] * (len(heads) - 2))]


def _hours(rows: Sequence[HoursRow], say: Say) -> Table:
    heads = _heads(
        say, _("Entered"), _("Task"), _("Category"), _("Capacity"), _("Minutes estimated"), _("Minutes used"),
        _("Outward or internal"), _("Correction"),
    )  # fmt: skip
    return Table(
        say(_("Hours")),
        heads,
        [
            *_cut(rows, heads, say),
            *(
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
            ),
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


def _breakdown(report: Report, say: Say) -> Table:
    """One row for each cell of each breakdown. What is of too few people or tasks is empty."""
    heads = _heads(
        say, _("By"), _("Which"), _("Place"), _("Why"), _("How many"), _("Minutes estimated"), _("Minutes used"),
        _("Difference in minutes"),
    )  # fmt: skip
    rows: list[Sequence[Cell]] = [
        (
            say(_("Category")), say(facts.category(one.category)), None, None, one.tasks, one.estimated, one.used,
            one.used - one.estimated,
        )
        for one in report.by_category
    ]  # fmt: skip
    rows += [
        (say(_("Month and category")), say(facts.category(one.category)), one.month, None, None, None, one.used, None)
        for one in report.by_month
    ]
    rows += [
        (
            say(_("Capacity")), say(CAPACITIES[one.capacity] if one.capacity else _("not said")), None, None, None,
            None, one.used, None,
        )
        for one in report.by_capacity
    ]  # fmt: skip
    rows += [
        (say(_("Region")), say(breakdowns.region(one.region)), None, None, one.tasks, None, one.used, None)
        for one in report.by_region
    ]
    rows += [
        (say(_("Who helps whom")), one.doer, one.requester, None, None, None, one.minutes, None)
        for one in report.network
    ]
    rows += [
        (
            say(_("Question without help") if one.question else _("Task that nobody took")),
            say(facts.category(one.category)), say(breakdowns.place(one)), say(breakdowns.WHY[one.why]), one.count,
            None, None, None,
        )
        for one in report.unmet
    ]  # fmt: skip
    rows += [(say(_("Who helped")), name, *[None] * 6) for name in report.helpers]
    if report.other_helpers:
        others = say(_("Others, without their names"))
        rows.append((say(_("Who helped")), others, None, None, report.other_helpers, None, None, None))
    return Table(say(_("Breakdown")), heads, rows)
