"""One report: every figure of a scope and a period, and of the period before, as typed values."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, tzinfo

from sqlalchemy import case, func, select, true
from sqlalchemy.orm import Session

from domain import categories
from domain.results import counting
from domain.results.counting import Days, Value
from domain.results.figures import FEWEST, Name
from domain.results.periods import Period, midnight
from domain.results.scopes import Scope, Whose
from domain.views import CategoryView
from models.assignment import Assignment, Capacity
from models.category import Category
from models.ledger import LedgerEntry
from models.task import Task, TaskState

MOST_UNMET = 20
MOST_EDGES = 40
MOST_QUOTES = 10
MOST_ROWS = 10_000
"""Tasks in a file: the newest. A sheet of more is a database."""


@dataclass(frozen=True)
class CategoryFigures:
    """Tasks done and minutes of one category."""

    category: CategoryView
    tasks: int
    estimated: int
    used: int


@dataclass(frozen=True)
class MonthMinutes:
    """Minutes used of one category in one month, by its first day."""

    month: date
    category: CategoryView
    used: int


@dataclass(frozen=True)
class MonthFeedback:
    """Averages of one month: None from fewer than three answers."""

    month: date
    answers: int
    task: float | None
    schedule: float | None
    process: float | None


@dataclass(frozen=True)
class CapacityMinutes:
    """Minutes used in one capacity; None where fewer than three people stand behind them."""

    capacity: Capacity | None
    used: int | None


@dataclass(frozen=True)
class RegionFigures:
    """Tasks done and minutes of one region, by its key; None where fewer than three tasks are behind them."""

    region: str | None
    tasks: int | None
    used: int | None


@dataclass(frozen=True)
class Unmet:
    """Help that nobody gave: `why` is "nobody_offered", "nobody_chosen" or "called_off"; None for one or two."""

    category: CategoryView
    town: str | None
    why: str
    count: int | None


@dataclass(frozen=True)
class Help:
    """Minutes that one organisation gave another."""

    doer_id: int
    doer: str
    requester_id: int
    requester: str
    minutes: int


@dataclass(frozen=True)
class TaskRow:
    """One task of the period, for files. No people in it."""

    title: str
    category: CategoryView
    town: str | None
    remote: bool
    state: TaskState
    published: date
    places: int
    taken: int
    estimated: int  # minutes, for each person
    used: int  # minutes, of all


@dataclass(frozen=True)
class HoursRow:
    """One entry of the ledger, for files. Organisations, no people."""

    entered: date
    category: CategoryView
    title: str
    capacity: Capacity | None
    estimated: int
    used: int
    internal: bool
    correction: bool


@dataclass(frozen=True)
class Report:
    """What came of it. `before` has the same figures of the period before."""

    scope: Scope
    period: Period
    made_at: datetime
    now: Mapping[Name, Value]
    before: Mapping[Name, Value]
    by_category: tuple[CategoryFigures, ...]
    by_month: tuple[MonthMinutes, ...]
    feedback_by_month: tuple[MonthFeedback, ...]
    by_capacity: tuple[CapacityMinutes, ...]
    by_region: tuple[RegionFigures, ...]
    unmet: tuple[Unmet, ...]
    network: tuple[Help, ...]
    quotes: tuple[str, ...]

    @property
    def empty(self) -> bool:
        """Nothing happened."""
        return not any(
            self.now[name] for name in (Name.ASKED, Name.DONE, Name.USED, Name.UNMET, Name.FEEDBACK, Name.QUESTIONS)
        )


def make(session: Session, scope: Scope, period: Period, *, zone: tzinfo, now: datetime) -> Report:
    """The report of a scope that its reader may see (domain/results/scopes.py). Days are those of `zone`."""
    days = Days(scope, *period.bounds(zone))
    named = _named(session)
    months = period.months()
    borders = [midnight(month, zone) for month in months[1:]]
    alone = scope.whose is Whose.ME  # their own figures unmask nobody
    return Report(
        scope=scope,
        period=period,
        made_at=now,
        now=figures(session, days),
        before=figures(session, Days(scope, *period.before().bounds(zone))),
        by_category=tuple(
            CategoryFigures(named[category], tasks, estimated, used)
            for category, tasks, estimated, used in counting.by_category(session, days)
        ),
        by_month=tuple(
            MonthMinutes(months[number], named[category], used)
            for number, category, used in counting.by_month(session, days, borders)
        ),
        feedback_by_month=tuple(
            MonthFeedback(months[number], answers, *averages)
            for number, answers, averages in counting.feedback_by_month(session, days, borders)
        ),
        by_capacity=tuple(
            CapacityMinutes(capacity, used if alone or people >= FEWEST else None)
            for capacity, people, used in counting.by_capacity(session, days)
        ),
        by_region=tuple(
            RegionFigures(region, tasks, used) if alone or tasks >= FEWEST else RegionFigures(region, None, None)
            for region, tasks, used in counting.by_region(session, days)
        ),
        unmet=tuple(
            Unmet(named[category], town, why, count if alone or count >= FEWEST else None)
            for category, town, why, count in counting.unmet(session, days, MOST_UNMET)
        ),
        network=tuple(Help(*edge) for edge in counting.who_helps_whom(session, days, MOST_EDGES)),
        quotes=tuple(counting.quotes(session, days, MOST_QUOTES)),
    )


def figures(session: Session, days: Days) -> dict[Name, Value]:
    """Every figure of the dictionary."""
    found: dict[Name, Value] = {}
    for family in (
        counting.of_tasks,
        counting.of_people,
        counting.of_organisations,
        counting.of_hours,
        counting.of_speed,
        counting.of_feedback,
        counting.of_outcomes,
        counting.of_advice,
    ):
        found |= family(session, days)
    return found


def task_rows(session: Session, scope: Scope, period: Period, *, zone: tzinfo) -> list[TaskRow]:
    """The tasks asked in the period, newest first, at most MOST_ROWS."""
    days = Days(scope, *period.bounds(zone))
    named = _named(session)
    used = (
        select(func.coalesce(func.sum(LedgerEntry.minutes_used), 0))
        .join(Assignment, Assignment.id == LedgerEntry.assignment_id)
        .where(Assignment.task_id == Task.id)
        .scalar_subquery()
    )
    rows = session.execute(
        select(
            Task.title, Task.category_id, Task.town, Task.remote, Task.state, Task.published_at, Task.places,
            Task.places_taken, Task.minutes, used,
        )
        .where(*days.asked)
        .order_by(Task.published_at.desc(), Task.id)
        .limit(MOST_ROWS)
    )  # fmt: skip
    return [
        TaskRow(
            title, named[category], town, remote, state, at.astimezone(zone).date(), places, taken, minutes, int(total)
        )
        for title, category, town, remote, state, at, places, taken, minutes, total in rows
    ]


def hours_rows(session: Session, scope: Scope, period: Period, *, zone: tzinfo) -> list[HoursRow]:
    """The entries of the ledger of the period, newest first, at most MOST_ROWS."""
    days = Days(scope, *period.bounds(zone))
    named = _named(session)
    known = true() if scope.whose is Whose.ME else scope.tasks()  # what others asked has a title for its doer only
    rows = session.execute(
        select(LedgerEntry, case((known, Task.title), else_=""))
        .join(Assignment, Assignment.id == LedgerEntry.assignment_id)
        .join(Task, Task.id == Assignment.task_id)
        .where(*days.entered)
        .order_by(LedgerEntry.entered_at.desc(), LedgerEntry.id.desc())
        .limit(MOST_ROWS)
    )
    return [
        HoursRow(
            entry.entered_at.astimezone(zone).date(),
            named[entry.category_id],
            title,
            entry.capacity,
            entry.minutes_estimated,
            entry.minutes_used,
            entry.doer_organisation_id is not None and entry.doer_organisation_id == entry.requester_organisation_id,
            entry.corrects_id is not None,
        )
        for entry, title in rows
    ]


def _named(session: Session) -> dict[int, CategoryView]:
    return {category.id: categories.view(category) for category in session.scalars(select(Category))}
