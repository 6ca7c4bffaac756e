"""What the database says of a scope and a period: one function for each family of figures.

Everything is counted in SQL, by instants: months are local, so their borders are worked out here and handed down.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from statistics import median
from typing import Any

from sqlalchemy import ColumnElement, and_, case, exists, func, intersect, literal, or_, select, union
from sqlalchemy.orm import Session

from domain.results.figures import FEWEST, Name
from domain.results.scopes import Scope
from models.advice import Advice, AdviceState
from models.application import Application, ApplicationState
from models.assignment import Assignment
from models.feedback import Feedback
from models.ledger import LedgerEntry
from models.organisation import Organisation
from models.outcome import TaskOutcome, Yes
from models.person import Person
from models.spans import MinutesBetween
from models.task import Task, TaskState

Value = int | float | None
"""A figure's value in its unit; None where it does not exist, or is of too few to be shown."""

INTERNAL = LedgerEntry.doer_organisation_id == LedgerEntry.requester_organisation_id


@dataclass(frozen=True)
class Days:
    """A scope and the instants of a period: from `start` on, before `end`."""

    scope: Scope
    start: datetime
    end: datetime

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
    def entered(self) -> tuple[ColumnElement[bool], ...]:
        """Ledger entries of it."""
        return (self.scope.entries(), self.within(LedgerEntry.entered_at))


def _how_many(condition: ColumnElement[bool]) -> ColumnElement[int]:
    return func.coalesce(func.sum(case((condition, 1), else_=0)), 0)


def _minutes(condition: ColumnElement[bool]) -> ColumnElement[int]:
    return func.coalesce(func.sum(case((condition, LedgerEntry.minutes_used), else_=0)), 0)


def of_tasks(session: Session, days: Days) -> dict[Name, Value]:
    """Asked, filled, done and unmet."""
    asked, filled = session.execute(
        select(func.count(), _how_many(Task.places_taken > 0)).select_from(Task).where(*days.asked)
    ).one()
    task = Assignment.task_id.distinct()
    done, inside = session.execute(
        select(func.count(task), func.count(case((INTERNAL, Assignment.task_id)).distinct()))
        .select_from(LedgerEntry)
        .join(Assignment, Assignment.id == LedgerEntry.assignment_id)
        .where(*days.entered, LedgerEntry.corrects_id.is_(None))
    ).one()
    outside = session.scalar(
        select(func.count(task))
        .select_from(LedgerEntry)
        .join(Assignment, Assignment.id == LedgerEntry.assignment_id)
        .where(*days.entered, LedgerEntry.corrects_id.is_(None), or_(INTERNAL.is_(None), ~INTERNAL))
    )
    return {
        Name.ASKED: int(asked),
        Name.FILLED: int(filled),
        Name.DONE: int(done),
        Name.DONE_OUTWARD: int(outside or 0),
        Name.DONE_INTERNAL: int(inside),
        Name.UNMET: session.scalar(select(func.count()).select_from(Task).where(*days.unmet)) or 0,
    }


def of_advice(session: Session, days: Days) -> dict[Name, Value]:
    """Questions asked, and what became of those that ended."""
    asked = select(func.count()).select_from(Advice).where(days.scope.questions(), days.within(Advice.asked_at))
    helped, minutes, unmet = session.execute(
        select(
            _how_many(Advice.state == AdviceState.HELPED),
            func.sum(Advice.minutes),
            _how_many(Advice.state == AdviceState.UNMET),
        ).where(days.scope.questions(), days.within(Advice.ended_at))
    ).one()
    return {
        Name.QUESTIONS: session.scalar(asked) or 0,
        Name.QUESTIONS_HELPED: int(helped),
        Name.QUESTIONS_UNMET: int(unmet),
        Name.ADVISED: int(minutes or 0),
    }


def of_people(session: Session, days: Days) -> dict[Name, Value]:
    """People who asked, helped, did both; newcomers among them."""
    asking = select(Task.requester_id.label("person_id")).where(*days.asked)
    helping = select(LedgerEntry.doer_id.label("person_id")).where(*days.entered, LedgerEntry.corrects_id.is_(None))
    either = union(asking, helping).subquery()
    everybody, new = session.execute(
        select(func.count(), _how_many(Person.registered_at >= days.start)).join_from(
            either, Person, Person.id == either.c.person_id
        )
    ).one()
    both = intersect(asking, helping).subquery()
    return {
        Name.PEOPLE_ASKING: _distinct(session, asking),
        Name.PEOPLE_HELPING: _distinct(session, helping),
        Name.PEOPLE_BOTH: session.scalar(select(func.count()).select_from(both)) or 0,
        Name.PEOPLE_NEW: int(new),
        Name.PEOPLE_RETURNING: int(everybody) - int(new),
    }


def of_organisations(session: Session, days: Days) -> dict[Name, Value]:
    """Organisations that asked, helped, did both."""
    asking = select(Task.organisation_id.label("id")).where(*days.asked, Task.organisation_id.is_not(None))
    doers = LedgerEntry.doer_organisation_id
    helping = select(doers.label("id")).where(*days.entered, LedgerEntry.corrects_id.is_(None), doers.is_not(None))
    both = intersect(asking, helping).subquery()
    return {
        Name.ORGANISATIONS_ASKING: _distinct(session, asking),
        Name.ORGANISATIONS_HELPING: _distinct(session, helping),
        Name.ORGANISATIONS_BOTH: session.scalar(select(func.count()).select_from(both)) or 0,
    }


def _distinct(session: Session, ids: Any) -> int:
    return session.scalar(select(func.count()).select_from(ids.distinct().subquery())) or 0


def of_hours(session: Session, days: Days) -> dict[Name, Value]:
    """Minutes: estimated and used, given and received, outward and internal."""
    estimated, used, inside, gave, got = session.execute(
        select(
            func.coalesce(func.sum(LedgerEntry.minutes_estimated), 0),
            func.coalesce(func.sum(LedgerEntry.minutes_used), 0),
            _minutes(INTERNAL),
            _minutes(days.scope.given()),
            _minutes(days.scope.received()),
        ).where(*days.entered)
    ).one()
    sides = days.scope.has_sides
    return {
        Name.ESTIMATED: int(estimated),
        Name.USED: int(used),
        Name.GIVEN: int(gave) if sides else None,
        Name.RECEIVED: int(got) if sides else None,
        Name.OUTWARD: int(used) - int(inside),
        Name.INTERNAL: int(inside),
    }


def of_speed(session: Session, days: Days) -> dict[Name, Value]:
    """How fast things went, and what share was answered."""
    offered = MinutesBetween(Task.published_at, func.min(Application.sent_at))
    first = session.scalars(
        select(offered)
        .join_from(Task, Application, Application.task_id == Task.id)
        .where(*days.asked)
        .group_by(Task.id)
    ).all()
    agreed = func.coalesce(Assignment.offered_at, Assignment.agreed_at)
    chosen = session.scalars(
        select(MinutesBetween(Task.published_at, func.min(agreed)))
        .join_from(Task, Assignment, Assignment.task_id == Task.id)
        .where(*days.asked, agreed.is_not(None))
        .group_by(Task.id)
    ).all()
    asked = session.scalar(select(func.count()).select_from(Task).where(*days.asked)) or 0
    answered = Application.state.in_((ApplicationState.CHOSEN, ApplicationState.RESERVE, ApplicationState.DECLINED))
    sent, heard = session.execute(
        select(func.count(), _how_many(answered))
        .join_from(Application, Task, Task.id == Application.task_id)
        .where(days.scope.tasks(), days.within(Application.sent_at), Application.state != ApplicationState.WITHDRAWN)
    ).one()
    return {
        Name.FIRST_OFFER: _median(first),
        Name.CHOICE: _median(chosen),
        Name.OFFERED: len(first) / asked if asked else None,
        Name.ANSWERED: int(heard) / sent if sent else None,
    }


def _median(minutes: Sequence[float]) -> int | None:
    return round(median(minutes)) if minutes else None


_FEEDBACK = (func.avg(Feedback.task_score), func.avg(Feedback.schedule_score), func.avg(Feedback.process_score))


def _given(days: Days) -> tuple[ColumnElement[bool], ...]:
    """Feedback of the period that both sides have seen: what is still blind is in no average."""
    return (days.scope.assignments(), days.within(Feedback.given_at), Feedback.revealed_at.is_not(None))


def of_feedback(session: Session, days: Days) -> dict[Name, Value]:
    """The averages of the three axes."""
    answers, *scores = session.execute(
        select(func.count(Feedback.task_score), *_FEEDBACK)
        .join_from(Feedback, Assignment, Assignment.id == Feedback.assignment_id)
        .join(Task, Task.id == Assignment.task_id)
        .where(*_given(days))
    ).one()
    task, schedule, process = _averages(int(answers), scores)
    return {
        Name.SCORE_TASK: task,
        Name.SCORE_SCHEDULE: schedule,
        Name.SCORE_PROCESS: process,
        Name.FEEDBACK: int(answers),
    }


def _averages(answers: int, scores: Sequence[Any]) -> list[float | None]:
    return [round(float(score), 2) if score is not None and answers >= FEWEST else None for score in scores]


def of_outcomes(session: Session, days: Days) -> dict[Name, Value]:
    """What requesters said a month after."""
    answered = TaskOutcome.answered_at.is_not(None)
    asked, heard, *yes = session.execute(
        select(
            func.count(),
            _how_many(answered),
            *(
                _how_many(and_(answered, column == Yes.YES))
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


# Tables: the same rows, broken down


def by_category(session: Session, days: Days) -> list[tuple[int, int, int, int]]:
    """Category, tasks done, minutes estimated, minutes used; the most used first."""
    rows = session.execute(
        select(
            LedgerEntry.category_id,
            func.count(case((LedgerEntry.corrects_id.is_(None), Assignment.task_id)).distinct()),
            func.sum(LedgerEntry.minutes_estimated),
            func.sum(LedgerEntry.minutes_used).label("used"),
        )
        .join(Assignment, Assignment.id == LedgerEntry.assignment_id)
        .where(*days.entered)
        .group_by(LedgerEntry.category_id)
        .order_by(func.sum(LedgerEntry.minutes_used).desc(), LedgerEntry.category_id)
    )
    return [(category, int(tasks), int(estimated), int(used)) for category, tasks, estimated, used in rows]


def _month(moment: Any, borders: Sequence[datetime]) -> ColumnElement[int]:
    """Which of the months an instant is in, counted from 0; `borders` are the starts of all but the first."""
    if not borders:
        return literal(0)
    return case(*((moment < border, number) for number, border in enumerate(borders)), else_=len(borders))


def by_month(session: Session, days: Days, borders: Sequence[datetime]) -> list[tuple[int, int, int]]:
    """Month (0: the first), category, minutes used."""
    month = _month(LedgerEntry.entered_at, borders).label("month")
    rows = session.execute(
        select(month, LedgerEntry.category_id, func.sum(LedgerEntry.minutes_used))
        .where(*days.entered)
        .group_by(month, LedgerEntry.category_id)
        .order_by(month, LedgerEntry.category_id)
    )
    return [(int(number), category, int(used)) for number, category, used in rows]


def feedback_by_month(
    session: Session, days: Days, borders: Sequence[datetime]
) -> list[tuple[int, int, list[float | None]]]:
    """Month (0: the first), answers, the three averages."""
    month = _month(Feedback.given_at, borders).label("month")
    rows = session.execute(
        select(month, func.count(Feedback.task_score), *_FEEDBACK)
        .join_from(Feedback, Assignment, Assignment.id == Feedback.assignment_id)
        .join(Task, Task.id == Assignment.task_id)
        .where(*_given(days))
        .group_by(month)
        .order_by(month)
    )
    return [(int(number), int(answers), _averages(int(answers), scores)) for number, answers, *scores in rows]


def by_capacity(session: Session, days: Days) -> list[tuple[Any, int, int]]:
    """Capacity (none: not said), people, minutes used."""
    rows = session.execute(
        select(LedgerEntry.capacity, func.count(LedgerEntry.doer_id.distinct()), func.sum(LedgerEntry.minutes_used))
        .where(*days.entered)
        .group_by(LedgerEntry.capacity)
        .order_by(func.sum(LedgerEntry.minutes_used).desc())
    )
    return [(capacity, int(people), int(used)) for capacity, people, used in rows]


def by_region(session: Session, days: Days) -> list[tuple[str | None, int, int]]:
    """Region of the requester's organisation (none: not known), tasks done, minutes used."""
    rows = session.execute(
        select(
            Organisation.region,
            func.count(case((LedgerEntry.corrects_id.is_(None), Assignment.task_id)).distinct()),
            func.sum(LedgerEntry.minutes_used),
        )
        .select_from(LedgerEntry)
        .join(Assignment, Assignment.id == LedgerEntry.assignment_id)
        .outerjoin(Organisation, Organisation.id == LedgerEntry.requester_organisation_id)
        .where(*days.entered)
        .group_by(Organisation.region)
        .order_by(func.sum(LedgerEntry.minutes_used).desc(), Organisation.region)
    )
    return [(region, int(tasks), int(used)) for region, tasks, used in rows]


def unmet(session: Session, days: Days, limit: int) -> list[tuple[int, str | None, str, int]]:
    """Category, town, why, how many: "nobody_offered", "nobody_chosen", "called_off"."""
    offered = exists().where(Application.task_id == Task.id)
    why = case(
        (Task.state == TaskState.CANCELLED, "called_off"), (offered, "nobody_chosen"), else_="nobody_offered"
    ).label("why")
    rows = session.execute(
        select(Task.category_id, Task.town, why, func.count())
        .where(*days.unmet)
        .group_by(Task.category_id, Task.town, why)
        .order_by(func.count().desc(), Task.category_id, Task.town, why)
        .limit(limit)
    )
    return [(category, town, reason, int(count)) for category, town, reason, count in rows]


def who_helps_whom(session: Session, days: Days, limit: int) -> list[tuple[int, str, int, str, int]]:
    """Helping organisation, helped organisation (ids and names), minutes: the most first, help inside one left out."""
    doing, asking = Organisation.__table__.alias("doing"), Organisation.__table__.alias("asking")
    rows = session.execute(
        select(doing.c.id, doing.c.name, asking.c.id, asking.c.name, func.sum(LedgerEntry.minutes_used))
        .select_from(LedgerEntry)
        .join(doing, doing.c.id == LedgerEntry.doer_organisation_id)
        .join(asking, asking.c.id == LedgerEntry.requester_organisation_id)
        .where(*days.entered, doing.c.id != asking.c.id)
        .group_by(doing.c.id, doing.c.name, asking.c.id, asking.c.name)
        .order_by(func.sum(LedgerEntry.minutes_used).desc(), doing.c.id, asking.c.id)
        .limit(limit)
    )
    return [(one, name, other, called, int(used)) for one, name, other, called, used in rows]


def quotes(session: Session, days: Days, limit: int) -> list[str]:
    """What people wrote and said may be quoted, newest first."""
    rows = session.scalars(
        select(Feedback.comment)
        .join_from(Feedback, Assignment, Assignment.id == Feedback.assignment_id)
        .join(Task, Task.id == Assignment.task_id)
        .where(*_given(days), Feedback.quotable, Feedback.comment != "")
        .order_by(Feedback.given_at.desc(), Feedback.id)
        .limit(limit)
    )
    return list(rows)
