"""The same rows, broken down: by category, month, capacity, region; who helped, who helps whom; what was asked in vain;
quotes."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import and_, case, cast, exists, func, literal, null, select, true, union_all
from sqlalchemy.orm import Session

from domain.results.counting import ORIGINAL, Days, Work, each_of, months
from domain.results.scopes import Whose
from models.advice import Advice, AdviceState
from models.application import Application
from models.feedback import Feedback
from models.follow import NotForMe
from models.ledger import LedgerEntry
from models.organisation import Organisation
from models.person import Person
from models.task import Task, TaskState
from models.vain import InVain, Vain


def by_category(cells: Iterable[Work]) -> list[tuple[int, int, int, int]]:
    """Category, tasks done, minutes estimated, minutes used; the most used first."""
    sums: dict[int, tuple[int, int, int]] = {}
    for one in cells:
        tasks, estimated, used = sums.get(one.category_id, (0, 0, 0))
        sums[one.category_id] = tasks + one.tasks, estimated + one.estimated, used + one.used
    return sorted(((id, *each) for id, each in sums.items()), key=lambda row: (-row[3], row[0]))


def by_region(cells: Iterable[Work]) -> list[tuple[str | None, int, int]]:
    """Region of the requester's organisation (none: not known), tasks done, minutes used; the most used first."""
    sums: dict[str | None, tuple[int, int]] = {}
    for one in cells:
        tasks, used = sums.get(one.region, (0, 0))
        sums[one.region] = tasks + one.tasks, used + one.used
    return sorted(((region, *each) for region, each in sums.items()), key=lambda row: (-row[2], row[0] or ""))


def by_month(session: Session, days: Days, borders: Sequence[datetime]) -> list[tuple[int, int, int]]:
    """Month (0: the first), category, minutes used."""
    month = months(days, borders)
    rows = session.execute(
        select(month.c.number, LedgerEntry.category_id, func.sum(LedgerEntry.minutes_used))
        .join_from(month, LedgerEntry, and_(*each_of(month, days).entered))
        .group_by(month.c.number, LedgerEntry.category_id)
        .order_by(month.c.number, LedgerEntry.category_id)
    )
    return [(int(at), category, int(used)) for at, category, used in rows]


def by_capacity(session: Session, days: Days) -> list[tuple[Any, int, int]]:
    """Capacity (none: not said), people, minutes used."""
    rows = session.execute(
        select(LedgerEntry.capacity, func.count(LedgerEntry.doer_id.distinct()), func.sum(LedgerEntry.minutes_used))
        .where(*days.entered)
        .group_by(LedgerEntry.capacity)
        .order_by(func.sum(LedgerEntry.minutes_used).desc())
    )
    return [(capacity, int(people), int(used)) for capacity, people, used in rows]


def unmet(session: Session, days: Days, limit: int) -> list[tuple[bool, int, str | None, str | None, str, int]]:
    """A question (else a task), category, town, region where there is no town, why, how many; the most first."""
    nobody = exists().where(Application.task_id == Task.id)
    why = case((Task.state == TaskState.CANCELLED, "called_off"), (nobody, "nobody_chosen"), else_="nobody_offered")
    again = case((InVain.ended == Vain.CANCELLED, "called_off"), (InVain.applied > 0, "nobody_chosen"),
                 else_="nobody_offered")  # fmt: skip
    kinds = (literal(False).label("question"), literal(True))
    ended = select(kinds[0], Task.category_id.label("category_id"), Task.town.label("town"),
                   Task.organisation_id.label("organisation_id"), why.label("why")).where(*days.unmet)  # fmt: skip
    asked_again = (
        select(kinds[0], Task.category_id, Task.town, Task.organisation_id, again)
        .join_from(InVain, Task, Task.id == InVain.task_id)
        .where(*days.asked_again)
    )
    nowhere = cast(null(), Task.town.type)
    questions = select(
        kinds[1], Advice.category_id, nowhere, Advice.organisation_id, cast(Advice.unmet_reason, Task.town.type)
    ).where(days.scope.questions(), Advice.state == AdviceState.UNMET, days.within(Advice.ended_at))
    need = union_all(ended, asked_again, questions).subquery()
    c = need.c
    region = case((c.town.is_(None), Organisation.region)).label("region")
    cell = (c.question, c.category_id, c.town, region, c.why)
    rows = session.execute(
        select(*cell, func.count())
        .select_from(need)
        .outerjoin(Organisation, Organisation.id == c.organisation_id)
        .group_by(*cell)
        .order_by(func.count().desc(), c.question, c.category_id, func.coalesce(c.town, ""), c.why)
        .limit(limit)
    )
    return [
        (bool(question), category, town, where, reason, int(count))
        for question, category, town, where, reason, count in rows
    ]


def tried(session: Session, days: Days) -> tuple[int, int, dict[NotForMe, int]]:
    """Of tasks asked in vain: followers who heard of them, people with an offer who were asked, and why it was
    nothing for those who said so."""
    why = [func.coalesce(func.sum(InVain.not_for[reason.value].as_integer()), 0) for reason in NotForMe]
    told, asked, *counts = session.execute(
        select(func.coalesce(func.sum(InVain.told), 0), func.coalesce(func.sum(InVain.asked), 0), *why)
        .join_from(InVain, Task, Task.id == InVain.task_id)
        .where(days.scope.tasks(), days.within(InVain.at))
    ).one()
    return int(told), int(asked), {reason: int(count) for reason, count in zip(NotForMe, counts, strict=True) if count}


def helpers(session: Session, days: Days, limit: int) -> tuple[list[str], int]:
    """The names of those who helped and let reports say so, and how many helped besides. Of others only: one's own
    name is no news."""
    others = LedgerEntry.doer_id != days.scope.id if days.scope.whose is Whose.ME else true()
    doers = select(LedgerEntry.doer_id).where(*days.entered, ORIGINAL, others).distinct().subquery()
    everybody = session.scalar(select(func.count()).select_from(doers)) or 0
    names = session.scalars(
        select(Person.name)
        .where(Person.named_at.is_not(None), Person.id.in_(select(doers.c.doer_id)))
        .order_by(func.lower(Person.name), Person.id)
        .limit(limit)
    ).all()
    return list(names), everybody - len(names)


def who_helps_whom(session: Session, days: Days, limit: int) -> list[tuple[int, str, int, str, int]]:
    """Helping organisation, helped organisation (ids and names), minutes: the most first, help inside one left out."""
    one, other = LedgerEntry.doer_organisation_id, LedgerEntry.requester_organisation_id
    most = (
        select(one.label("doer_id"), other.label("requester_id"), func.sum(LedgerEntry.minutes_used).label("minutes"))
        .where(*days.entered, one != other)
        .group_by(one, other)
        .order_by(func.sum(LedgerEntry.minutes_used).desc(), one, other)
        .limit(limit)
        .subquery()
    )
    doing, asking = Organisation.__table__.alias("doing"), Organisation.__table__.alias("asking")
    rows = session.execute(
        select(doing.c.id, doing.c.name, asking.c.id, asking.c.name, most.c.minutes)
        .select_from(most)
        .join(doing, doing.c.id == most.c.doer_id)
        .join(asking, asking.c.id == most.c.requester_id)
        .order_by(most.c.minutes.desc(), doing.c.id, asking.c.id)
    )
    return [(doer, name, requester, called, int(used)) for doer, name, requester, called, used in rows]


def quotes(session: Session, days: Days, limit: int) -> list[str]:
    """What people wrote and said may be quoted, newest first."""
    rows = session.scalars(
        select(Feedback.comment)
        .where(*days.given, Feedback.quotable, Feedback.comment != "")
        .order_by(Feedback.given_at.desc(), Feedback.id)
        .limit(limit)
    )
    return list(rows)
