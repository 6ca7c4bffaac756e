"""Hours given and received: an append-only book of which both are sums."""

from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from models.assignment import Assignment, Capacity
from models.ledger import EntryKind, LedgerEntry
from models.person import Person
from models.task import Task


def enter(
    session: Session,
    assignment: Assignment,
    task: Task,
    *,
    minutes: int,
    now: datetime,
    kind: EntryKind = EntryKind.WORK,
    reason: str | None = None,
) -> LedgerEntry:
    """The first entry of an assignment. A second first one for the same is stopped by its unique key."""
    entry = LedgerEntry(
        assignment_id=assignment.id,
        doer_id=assignment.doer_id,
        doer_organisation_id=assignment.organisation_id,
        requester_id=task.requester_id,
        requester_organisation_id=task.organisation_id,
        category_id=task.category_id,
        minutes_estimated=task.minutes,
        minutes_used=minutes,
        capacity=assignment.capacity,
        kind=kind,
        entered_at=now,
        reason=reason,
    )
    session.add(entry)
    return entry


def add(
    session: Session, assignment_id: int, *, kind: EntryKind, minutes: int, reason: str | None, now: datetime
) -> int:
    """What comes after the first entry: the difference in minutes, for the same two sides. Gives the sum of all."""
    first, total = _first(session, assignment_id), of_assignment(session, assignment_id)
    session.add(_after(first, kind, minutes, first.capacity, reason, now))
    return total + minutes


def tell_capacity(session: Session, assignment_id: int, *, capacity: Capacity, now: datetime) -> None:
    """The same minutes in the capacity that was told later: one entry takes them, one gives them."""
    first, total = _first(session, assignment_id), of_assignment(session, assignment_id)
    session.add(_after(first, EntryKind.CAPACITY, -total, first.capacity, None, now))
    session.add(_after(first, EntryKind.CAPACITY, total, capacity, None, now))


def has(session: Session, assignment_id: int) -> bool:
    """Whether anything was entered."""
    return session.scalar(select(LedgerEntry.id).where(LedgerEntry.assignment_id == assignment_id).limit(1)) is not None


def of_assignment(session: Session, assignment_id: int) -> int:
    """The minutes of an assignment: the sum of its entries."""
    total = session.scalar(select(func.sum(LedgerEntry.minutes_used)).where(LedgerEntry.assignment_id == assignment_id))
    return int(total or 0)


def _first(session: Session, assignment_id: int) -> LedgerEntry:
    return session.scalars(
        select(LedgerEntry).where(LedgerEntry.assignment_id == assignment_id, LedgerEntry.corrects_id.is_(None))
    ).one()


def _after(
    first: LedgerEntry, kind: EntryKind, minutes: int, capacity: Capacity | None, reason: str | None, now: datetime
) -> LedgerEntry:
    return LedgerEntry(
        assignment_id=first.assignment_id,
        doer_id=first.doer_id,
        doer_organisation_id=first.doer_organisation_id,
        requester_id=first.requester_id,
        requester_organisation_id=first.requester_organisation_id,
        category_id=first.category_id,
        minutes_estimated=0,
        minutes_used=minutes,
        capacity=capacity,
        kind=kind,
        entered_at=now,
        corrects_id=first.id,
        reason=reason,
    )


def given(session: Session, person: Person) -> int:
    """Minutes that a person gave."""
    return sums(session, [person.id])[person.id][0]


def received(session: Session, person: Person) -> int:
    """Minutes that a person received."""
    return sums(session, [person.id])[person.id][1]


def sums(session: Session, people: Iterable[int]) -> dict[int, tuple[int, int, int]]:
    """For each person: minutes given, minutes received, tasks done."""
    ids = list(people)
    of_each = (
        select(LedgerEntry.doer_id, func.sum(LedgerEntry.minutes_used).label("minutes"))
        .where(LedgerEntry.doer_id.in_(ids))
        .group_by(LedgerEntry.doer_id, LedgerEntry.assignment_id)
        .subquery()
    )
    gave = {
        person: (int(total), int(tasks))
        for person, total, tasks in session.execute(
            select(of_each.c.doer_id, func.sum(of_each.c.minutes), func.count().filter(of_each.c.minutes > 0)).group_by(
                of_each.c.doer_id
            )
        )
    }
    got = {
        person: int(total)
        for person, total in session.execute(
            select(LedgerEntry.requester_id, func.sum(LedgerEntry.minutes_used))
            .where(LedgerEntry.requester_id.in_(ids))
            .group_by(LedgerEntry.requester_id)
        )
    }
    return {person: (gave.get(person, (0, 0))[0], got.get(person, 0), gave.get(person, (0, 0))[1]) for person in ids}
