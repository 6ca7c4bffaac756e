"""What the database says of a scope and a period: one function for each family of figures.

Everything is counted in SQL, by instants: months are local, so their borders are worked out here and handed down. Each
table is gone through as seldom as can be, by indexes that have what is counted (models/): five years are a report, too.
"""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import (
    CTE,
    ColumnElement,
    Integer,
    Select,
    Subquery,
    and_,
    case,
    column,
    func,
    literal_column,
    or_,
    select,
    union,
    values,
)
from sqlalchemy.orm import Session

from domain.dataclasses import dataclass
from domain.results.figures import FEWEST, Name
from domain.results.scopes import Scope
from models.advice import Advice, AdviceState
from models.application import Application, ApplicationState
from models.assignment import Assignment
from models.base import UtcDateTime
from models.feedback import Feedback
from models.ledger import LedgerEntry
from models.organisation import Organisation
from models.outcome import TaskOutcome, Yes
from models.person import Person
from models.spans import MinutesBetween
from models.task import Task, TaskState
from models.vain import InVain

Value = int | float | None
"""A figure's value in its unit; None where it does not exist, or is of too few to be shown."""

INTERNAL = LedgerEntry.doer_organisation_id == LedgerEntry.requester_organisation_id
ORIGINAL = LedgerEntry.corrects_id.is_(None)
ENDED = (AdviceState.HELPED, AdviceState.UNMET)


@dataclass(frozen=True)
class Days:
    """A scope and the instants of a period: from `start` on, before `end`."""

    scope: Scope
    start: datetime | ColumnElement[datetime]
    end: datetime | ColumnElement[datetime]

    def within(self, moment: Any) -> ColumnElement[bool]:
        """That column's instant is in the period."""
        return and_(moment >= self.start, moment < self.end)

    @property
    def asked(self) -> tuple[ColumnElement[bool], ...]:
        """Tasks asked in the period."""
        return (self.scope.tasks(), Task.state != TaskState.DRAFT, self.within(Task.published_at))

    @property
    def unmet(self) -> tuple[ColumnElement[bool], ...]:
        """Tasks that ended in it with nobody chosen."""
        ended = Task.state.in_((TaskState.EXPIRED, TaskState.CANCELLED))
        return (
            self.scope.tasks(),
            ended,
            Task.places_taken == 0,
            Task.published_at.is_not(None),
            self.within(Task.ended_at),
        )

    @property
    def asked_again(self) -> tuple[ColumnElement[bool], ...]:
        """Lives of tasks that ended in it without help, and were asked again later; for statements that join both."""
        return (self.scope.tasks(), InVain.round < Task.round, self.within(InVain.at))

    @property
    def entered(self) -> tuple[ColumnElement[bool], ...]:
        """Ledger entries of it."""
        return (self.scope.entries(), self.within(LedgerEntry.entered_at))

    @property
    def given(self) -> tuple[ColumnElement[bool], ...]:
        """Feedback of it that both sides have seen: what is still blind is in no average."""
        return (self.scope.feedback(), self.within(Feedback.given_at), Feedback.revealed_at.is_not(None))


def how_many(condition: ColumnElement[bool]) -> ColumnElement[int]:
    """The rows of which something is so."""
    return func.coalesce(func.sum(case((condition, 1), else_=0)), 0)


@dataclass(frozen=True)
class Work:
    """What was done of one category for organisations of one region: tasks and minutes."""

    category_id: int
    region: str | None
    tasks: int
    outward: int
    internal: int
    estimated: int
    used: int
    used_inside: int
    given: int
    received: int


def work(session: Session, days: Days) -> list[Work]:
    """The ledger in one pass: a task has one category and one organisation, and counts once."""

    def once(condition: ColumnElement[bool]) -> ColumnElement[int]:
        return func.max(case((condition, 1), else_=0))

    def minutes(condition: ColumnElement[bool]) -> ColumnElement[int]:
        return func.sum(case((condition, LedgerEntry.minutes_used), else_=0))

    outward = or_(INTERNAL.is_(None), ~INTERNAL)
    each = (
        select(
            func.min(LedgerEntry.category_id).label("category_id"),
            func.min(LedgerEntry.requester_organisation_id).label("organisation_id"),
            once(ORIGINAL).label("done"),
            once(and_(ORIGINAL, outward)).label("outward"),
            once(and_(ORIGINAL, INTERNAL)).label("internal"),
            func.sum(LedgerEntry.minutes_estimated).label("estimated"),
            func.sum(LedgerEntry.minutes_used).label("used"),
            minutes(INTERNAL).label("used_inside"),
            minutes(days.scope.given()).label("given"),
            minutes(days.scope.received()).label("received"),
        )
        .join_from(LedgerEntry, Assignment, Assignment.id == LedgerEntry.assignment_id)
        .where(*days.entered)
        .group_by(Assignment.task_id)
        .subquery()
    )
    c = each.c
    sums = (c.done, c.outward, c.internal, c.estimated, c.used, c.used_inside, c.given, c.received)
    rows = session.execute(
        select(c.category_id, Organisation.region, *(func.sum(column) for column in sums))
        .select_from(each)
        .outerjoin(Organisation, Organisation.id == c.organisation_id)
        .group_by(c.category_id, Organisation.region)
    )
    return [Work(category, region, *map(int, figures)) for category, region, *figures in rows]


def of_work(cells: Iterable[Work], scope: Scope) -> dict[Name, Value]:
    """Tasks done, and minutes: estimated and used, given and received, outward and internal."""
    cells = list(cells)
    used, inside = sum(one.used for one in cells), sum(one.used_inside for one in cells)
    return {
        Name.DONE: sum(one.tasks for one in cells),
        Name.DONE_OUTWARD: sum(one.outward for one in cells),
        Name.DONE_INTERNAL: sum(one.internal for one in cells),
        Name.ESTIMATED: sum(one.estimated for one in cells),
        Name.USED: used,
        Name.GIVEN: sum(one.given for one in cells) if scope.has_sides else None,
        Name.RECEIVED: sum(one.received for one in cells) if scope.has_sides else None,
        Name.OUTWARD: used - inside,
        Name.INTERNAL: inside,
    }


def of_tasks(session: Session, days: Days) -> dict[Name, Value]:
    """Asked, filled and unmet."""
    asked, filled = session.execute(
        select(func.count(), how_many(Task.places_taken > 0)).select_from(Task).where(*days.asked)
    ).one()
    again = select(func.count()).join_from(InVain, Task, Task.id == InVain.task_id).where(*days.asked_again)
    unmet = select(func.count()).select_from(Task).where(*days.unmet)
    return {
        Name.ASKED: int(asked),
        Name.FILLED: int(filled),
        Name.UNMET: (session.scalar(unmet) or 0) + (session.scalar(again) or 0),
    }


def of_pace(session: Session, days: Days) -> dict[Name, Value]:
    """How fast somebody offered and was chosen, and whether at all."""
    asked = session.scalar(select(func.count()).select_from(Task).where(*days.asked))
    offer = select(func.min(Application.sent_at)).where(Application.task_id == Task.id)
    agreed = func.coalesce(Assignment.offered_at, Assignment.agreed_at)
    choice = select(func.min(agreed)).where(Assignment.task_id == Task.id)
    offered, until_offer = _until(session, days, offer)
    _chosen, until_choice = _until(session, days, choice)
    return {
        Name.FIRST_OFFER: until_offer,
        Name.CHOICE: until_choice,
        Name.OFFERED: offered / asked if asked else None,
    }


def _until(session: Session, days: Days, what: Select[datetime]) -> tuple[int, int | None]:
    """How many of the tasks asked have come to that, and after how many minutes: the median, over the equal ones."""
    length = MinutesBetween(Task.published_at, what.scalar_subquery())
    # Offset 0 is a fence: SQLite would look for the first of each task twice.
    lengths = select(length.label("length")).where(*days.asked).offset(0).subquery().c.length
    equal = select(lengths, func.count(lengths).label("count")).group_by(lengths).subquery().c
    so_far, total = func.sum(equal.count).over(order_by=equal.length), func.sum(equal.count).over()
    placed = select(equal.length, equal.count, so_far.label("so_far"), total.label("total")).subquery().c
    middle = and_(2 * placed.so_far >= placed.total, 2 * (placed.so_far - placed.count) <= placed.total)
    count, found = session.execute(select(func.max(placed.total), func.avg(placed.length)).where(middle)).one()
    return int(count or 0), None if found is None else round(float(found))


def of_answers(session: Session, days: Days) -> dict[Name, Value]:
    """What share of the applications was answered."""
    answered = Application.state.in_((ApplicationState.CHOSEN, ApplicationState.RESERVE, ApplicationState.DECLINED))
    not_taken_back = Application.state != ApplicationState.WITHDRAWN
    sent, heard = session.execute(
        select(func.count(), how_many(answered)).where(
            days.scope.applications(), days.within(Application.sent_at), not_taken_back
        )
    ).one()
    return {Name.ANSWERED: int(heard) / sent if sent else None}


def of_advice(session: Session, days: Days) -> dict[Name, Value]:
    """Questions asked, and what became of those that ended."""
    asked = select(func.count()).select_from(Advice).where(days.scope.questions(), days.within(Advice.asked_at))
    helped, minutes, unmet = session.execute(
        select(
            how_many(Advice.state == AdviceState.HELPED),
            func.sum(Advice.minutes),
            how_many(Advice.state == AdviceState.UNMET),
        ).where(days.scope.questions(), Advice.state.in_(ENDED), days.within(Advice.ended_at))
    ).one()
    return {
        Name.QUESTIONS: session.scalar(asked) or 0,
        Name.QUESTIONS_HELPED: int(helped),
        Name.QUESTIONS_UNMET: int(unmet),
        Name.ADVISED: int(minutes or 0),
    }


def of_people(session: Session, days: Days) -> dict[Name, Value]:
    """People who asked, helped, did both; newcomers among them."""
    found = _both_sides(days, Task.requester_id, LedgerEntry.doer_id)
    counts = select(func.count(), how_many(Person.registered_at >= days.start), *_sides(found))
    everybody, new, *sides = session.execute(counts.join_from(found, Person, Person.id == found.c.id)).one()
    asking, helping, both = map(int, sides)
    return {
        Name.PEOPLE_ASKING: asking,
        Name.PEOPLE_HELPING: helping,
        Name.PEOPLE_BOTH: both,
        Name.PEOPLE_NEW: int(new),
        Name.PEOPLE_RETURNING: int(everybody) - int(new),
    }


def of_organisations(session: Session, days: Days) -> dict[Name, Value]:
    """Organisations that asked, helped, did both."""
    found = _both_sides(days, Task.organisation_id, LedgerEntry.doer_organisation_id)
    asking, helping, both = map(
        int, session.execute(select(*_sides(found)).select_from(found).where(found.c.id.is_not(None))).one()
    )
    return {
        Name.ORGANISATIONS_ASKING: asking,
        Name.ORGANISATIONS_HELPING: helping,
        Name.ORGANISATIONS_BOTH: both,
    }


def _both_sides(days: Days, asker: Any, helper: Any) -> Subquery:
    """Everybody who asked or helped, by id, with what they did: 1 is asked, 2 is helped, 3 is both."""
    asked: ColumnElement[int] = literal_column("1")
    helped: ColumnElement[int] = literal_column("2")
    sides = union(
        select(asker.label("id"), asked.label("side")).where(*days.asked),
        select(helper, helped).where(*days.entered, ORIGINAL),
    ).subquery()
    return select(sides.c.id, func.sum(sides.c.side).label("sides")).group_by(sides.c.id).subquery()


def _sides(found: Subquery) -> tuple[ColumnElement[int], ...]:
    """How many asked, helped, did both."""
    sides = found.c.sides
    return how_many(sides != 2), how_many(sides != 1), how_many(sides == 3)


@dataclass(frozen=True)
class Scores:
    """Feedback of one month (0: the first), summed."""

    month: int
    answers: int
    sums: tuple[int, int, int]

    @property
    def averages(self) -> list[float | None]:
        """Of the three axes; none of too few."""
        return [round(total / self.answers, 2) if self.answers >= FEWEST else None for total in self.sums]


def feedback(session: Session, days: Days, borders: Sequence[datetime] = ()) -> list[Scores]:
    """The three axes, month by month."""
    month = months(days, borders)
    axes = (Feedback.task_score, Feedback.schedule_score, Feedback.process_score)
    rows: Iterable[Any] = session.execute(
        select(month.c.number, func.count(), *map(func.sum, axes))
        .join_from(month, Feedback, and_(*each_of(month, days).given))
        .where(Feedback.task_score.is_not(None))
        .group_by(month.c.number)
        .order_by(month.c.number)
    )
    return [Scores(row[0], row[1], (int(row[2]), int(row[3]), int(row[4]))) for row in rows]


def together(months: Sequence[Scores]) -> Scores:
    """Some months as one."""
    a, b, c = (sum(one.sums[axis] for one in months) for axis in range(3))
    return Scores(0, sum(one.answers for one in months), (a, b, c))


def of_feedback(months: Sequence[Scores]) -> dict[Name, Value]:
    """The averages of the three axes, of all months together."""
    everything = together(months)
    task, schedule, process = everything.averages
    return {
        Name.SCORE_TASK: task,
        Name.SCORE_SCHEDULE: schedule,
        Name.SCORE_PROCESS: process,
        Name.FEEDBACK: everything.answers,
    }


def months(days: Days, borders: Sequence[datetime]) -> CTE:
    """The months of a period, counted from 0; `borders` are the starts of all but the first. Joined to, each is a walk
    along an index: for every row to find its month took three times as long."""
    starts = (days.start, *borders)
    return (
        values(column("number", Integer), column("start", UtcDateTime), column("end", UtcDateTime), name="months")
        .data([(number, *ends) for number, ends in enumerate(zip(starts, (*borders, days.end), strict=True))])
        .cte("months")
    )


def each_of(month: CTE, days: Days) -> Days:
    """The days of each month, for a statement that joins them; beside the whole period's they would lead nowhere."""
    return Days(days.scope, month.c.start, month.c.end)


def of_outcomes(session: Session, days: Days) -> dict[Name, Value]:
    """What requesters said a month after."""
    answered = TaskOutcome.answered_at.is_not(None)
    asked, heard, *yes = session.execute(
        select(
            func.count(),
            how_many(answered),
            *(
                how_many(and_(answered, column == Yes.YES))
                for column in (TaskOutcome.solved, TaskOutcome.can_myself, TaskOutcome.knows_whom)
            ),
        )
        .join_from(TaskOutcome, Task, Task.id == TaskOutcome.task_id)
        .where(days.scope.tasks(), days.within(TaskOutcome.asked_at))
    ).one()
    solved, can, knows = (int(count) / heard if heard >= FEWEST else None for count in yes)
    return {
        Name.OUTCOME_ASKED: int(asked),
        Name.OUTCOME_ANSWERED: int(heard),
        Name.SOLVED: solved,
        Name.CAN_NOW: can,
        Name.KNOWS_WHOM: knows,
    }
