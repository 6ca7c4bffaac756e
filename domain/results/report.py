"""One report: every figure of a scope and a period, and of the period before, as typed values."""

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from datetime import date, datetime, tzinfo
from enum import Enum, auto
from typing import TypeVar

from sqlalchemy import case, false, func, select, true
from sqlalchemy.orm import Session

from domain import categories
from domain.dataclasses import dataclass
from domain.results import breakdowns, counting
from domain.results.counting import Days, Scores, Value, Work
from domain.results.figures import FEWEST, Name
from domain.results.periods import Period, midnight, shifted, steps
from domain.results.scopes import Scope, Whose
from domain.views import CategoryView
from models.assignment import Assignment, Capacity
from models.category import Category
from models.follow import NotForMe
from models.ledger import LedgerEntry
from models.task import Task, TaskState

T = TypeVar("T")

MOST_UNMET = 20
MOST_EDGES = 40
MOST_QUOTES = 10
MOST_NAMES = 60
MOST_ROWS = 4_000
"""Rows of a file: the newest, and the file says so. More take seconds to write, and are a database."""


class Part(Enum):
    """What of a report is counted by itself: families of figures, and what breaks them down."""

    TASKS = auto()
    PACE = auto()
    ANSWERS = auto()
    PEOPLE = auto()
    ORGANISATIONS = auto()
    OUTCOMES = auto()
    ADVICE = auto()
    WORK = auto()  # with categories and regions
    FEEDBACK = auto()  # with months and steps
    MONTHS = auto()
    CAPACITIES = auto()
    UNMET = auto()
    TRIED = auto()
    NETWORK = auto()
    QUOTES = auto()
    HELPERS = auto()


WHOLE = frozenset(Part)
FAMILIES = {
    Part.TASKS: counting.of_tasks,
    Part.PACE: counting.of_pace,
    Part.ANSWERS: counting.of_answers,
    Part.PEOPLE: counting.of_people,
    Part.ORGANISATIONS: counting.of_organisations,
    Part.OUTCOMES: counting.of_outcomes,
    Part.ADVICE: counting.of_advice,
}


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
    """Help that nobody gave. Of a task `why` is "nobody_offered", "nobody_chosen" or "called_off", of a question its
    `UnmetReason`. The region is the asker's, where no town is said. `count` is None for one or two."""

    question: bool
    category: CategoryView
    town: str | None
    region: str | None
    why: str
    count: int | None


@dataclass(frozen=True)
class Tried:
    """What was done for tasks asked in vain: who heard of them, and why it was nothing for them."""

    told: int  # followers
    asked: int  # people who offer such help
    why_not: Mapping[NotForMe, int | None]  # None for one or two


@dataclass(frozen=True)
class Help:
    """Minutes that one organisation gave another."""

    doer_id: int
    doer: str
    requester_id: int
    requester: str
    minutes: int


@dataclass(frozen=True, slots=True)
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


@dataclass(frozen=True, slots=True)
class HoursRow:
    """One entry of the ledger, for files. No people: as what somebody helped stands in their own file only."""

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
    """What came of it, as far as it was counted: the other parts are empty. `before` has the same figures of the period
    before."""

    scope: Scope
    period: Period
    made_at: datetime
    now: Mapping[Name, Value]
    before: Mapping[Name, Value]
    by_category: tuple[CategoryFigures, ...]
    by_month: tuple[MonthMinutes, ...]
    feedback_by_month: tuple[MonthFeedback, ...]
    feedback_by_step: tuple[MonthFeedback, ...]  # of a picture over time; the month is its first
    by_capacity: tuple[CapacityMinutes, ...]
    by_region: tuple[RegionFigures, ...]
    unmet: tuple[Unmet, ...]
    tried: Tried
    network: tuple[Help, ...]
    quotes: tuple[str, ...]
    helpers: tuple[str, ...]  # who let reports say their name
    other_helpers: int

    @property
    def empty(self) -> bool:
        """Nothing happened."""
        return not any(
            self.now[name]
            for name in (
                Name.ASKED,
                Name.DONE,
                Name.USED,
                Name.UNMET,
                Name.FEEDBACK,
                Name.QUESTIONS,
                Name.QUESTIONS_HELPED,
                Name.QUESTIONS_UNMET,
                Name.OUTCOME_ASKED,
            )
        )


def make(
    session: Session,
    scope: Scope,
    period: Period,
    *,
    zone: tzinfo,
    now: datetime,
    parts: Collection[Part] = WHOLE,
) -> Report:
    """The report of a scope that its reader may see (domain/results/scopes.py). Days are those of `zone`."""

    def counted(part: Part, count: Callable[[], list[T]]) -> list[T]:
        return count() if part in parts else []

    def figures(days: Days, done: Sequence[Work], scores: Sequence[Scores]) -> dict[Name, Value]:
        found = counting.of_work(done, scope) if Part.WORK in parts else {}
        if Part.FEEDBACK in parts:
            found |= counting.of_feedback(scores)
        for part, family in FAMILIES.items():
            if part in parts:
                found |= family(session, days)
        return found

    days = Days(scope, *period.bounds(zone))
    named = _named(session)
    months = period.months()
    borders = [midnight(month, zone) for month in months[1:]]
    alone = scope.whose is Whose.ME  # their own figures unmask nobody
    done = counted(Part.WORK, lambda: counting.work(session, days))
    scores = counted(Part.FEEDBACK, lambda: counting.feedback(session, days, borders))
    capacities = counted(Part.CAPACITIES, lambda: breakdowns.by_capacity(session, days))
    regions = breakdowns.by_region(done)
    missed = counted(Part.UNMET, lambda: breakdowns.unmet(session, days, MOST_UNMET))
    told, asked, why_not = breakdowns.tried(session, days) if Part.TRIED in parts else (0, 0, {})
    helpers, other_helpers = breakdowns.helpers(session, days, MOST_NAMES) if Part.HELPERS in parts else ([], 0)
    earlier = Days(scope, *period.before().bounds(zone))
    done_before = counted(Part.WORK, lambda: counting.work(session, earlier))
    scores_before = counted(Part.FEEDBACK, lambda: counting.feedback(session, earlier))
    return Report(
        scope=scope,
        period=period,
        made_at=now,
        now=figures(days, done, scores),
        before=figures(earlier, done_before, scores_before),
        by_category=tuple(
            CategoryFigures(named[category], tasks, estimated, used)
            for category, tasks, estimated, used in breakdowns.by_category(done)
        ),
        by_month=tuple(
            MonthMinutes(months[number], named[category], used)
            for number, category, used in counted(Part.MONTHS, lambda: breakdowns.by_month(session, days, borders))
        ),
        feedback_by_month=tuple(MonthFeedback(months[one.month], one.answers, *one.averages) for one in scores),
        feedback_by_step=tuple(_by_step(period, scores)),
        by_capacity=tuple(
            CapacityMinutes(capacity, None if hidden else used)
            for hidden, (capacity, _people, used) in zip(
                hidden_cells([people for _capacity, people, _used in capacities], alone=alone), capacities, strict=True
            )
        ),
        by_region=tuple(
            RegionFigures(region, None, None) if hidden else RegionFigures(region, tasks, used)
            for hidden, (region, tasks, used) in zip(
                hidden_cells([tasks for _region, tasks, _used in regions], alone=alone), regions, strict=True
            )
        ),
        unmet=tuple(
            Unmet(question, named[category], town, region, why, count if alone or count >= FEWEST else None)
            for question, category, town, region, why, count in missed
        ),
        tried=Tried(told, asked, {why: count if alone or count >= FEWEST else None for why, count in why_not.items()}),
        network=tuple(
            Help(*edge) for edge in counted(Part.NETWORK, lambda: breakdowns.who_helps_whom(session, days, MOST_EDGES))
        ),
        quotes=tuple(counted(Part.QUOTES, lambda: breakdowns.quotes(session, days, MOST_QUOTES))),
        helpers=tuple(helpers),
        other_helpers=other_helpers,
    )


def _by_step(period: Period, scores: Sequence[Scores]) -> Iterator[MonthFeedback]:
    """From their sums, so that months of too few answers are in it."""
    months = period.months()
    for step in steps(period):
        end = shifted(step.first, step.months)
        within = [one for one in scores if step.first <= months[one.month] < end]
        if within:
            whole = counting.together(within)
            yield MonthFeedback(step.first, whole.answers, *whole.averages)


def hidden_cells(sizes: Sequence[int], *, alone: bool) -> list[bool]:
    """Which cells are of too few to be shown. One that is hidden alone could be worked out from the sum: the smallest
    of the others goes with it."""
    hidden = [not alone and size < FEWEST for size in sizes]
    if sum(hidden) == 1 and len(sizes) > 1:
        hidden[min((size, place) for place, size in enumerate(sizes) if not hidden[place])[1]] = True
    return hidden


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
        select(
            LedgerEntry.entered_at,
            LedgerEntry.category_id,
            case((known, Task.title), else_=""),
            LedgerEntry.capacity,
            LedgerEntry.minutes_estimated,
            LedgerEntry.minutes_used,
            func.coalesce(counting.INTERNAL, false()),
            LedgerEntry.corrects_id.is_not(None),
        )
        .join(Assignment, Assignment.id == LedgerEntry.assignment_id)
        .join(Task, Task.id == Assignment.task_id)
        .where(*days.entered)
        .order_by(LedgerEntry.entered_at.desc(), LedgerEntry.id.desc())
        .limit(MOST_ROWS)
    )
    return [
        HoursRow(
            at.astimezone(zone).date(),
            named[category],
            title,
            capacity if scope.whose is Whose.ME else None,
            estimated,
            used,
            bool(internal),
            bool(correction),
        )
        for at, category, title, capacity, estimated, used, internal, correction in rows
    ]


def _named(session: Session) -> dict[int, CategoryView]:
    return {category.id: categories.view(category) for category in session.scalars(select(Category))}
