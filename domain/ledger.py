"""Hours given and received: an append-only book of which both are sums."""

from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from models.assignment import Assignment
from models.ledger import LedgerEntry
from models.person import Person
from models.task import Task


def enter(session: Session, assignment: Assignment, task: Task, *, minutes: int, now: datetime) -> LedgerEntry:
    """One entry for an approved assignment. A second one for the same is stopped by its unique key."""
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
        entered_at=now,
    )
    session.add(entry)
    return entry


def given(session: Session, person: Person) -> int:
    """Minutes that a person gave."""
    return sums(session, [person.id])[person.id][0]


def received(session: Session, person: Person) -> int:
    """Minutes that a person received."""
    return sums(session, [person.id])[person.id][1]


def sums(session: Session, people: Iterable[int]) -> dict[int, tuple[int, int, int]]:
    """For each person: minutes given, minutes received, tasks done."""
    ids = list(people)
    minutes = func.sum(LedgerEntry.minutes_used)
    done = func.count().filter(LedgerEntry.corrects_id.is_(None))
    gave = {
        person: (int(total), int(tasks))
        for person, total, tasks in session.execute(
            select(LedgerEntry.doer_id, minutes, done).where(LedgerEntry.doer_id.in_(ids)).group_by(LedgerEntry.doer_id)
        )
    }
    got = {
        person: int(total)
        for person, total in session.execute(
            select(LedgerEntry.requester_id, minutes)
            .where(LedgerEntry.requester_id.in_(ids))
            .group_by(LedgerEntry.requester_id)
        )
    }
    return {person: (gave.get(person, (0, 0))[0], got.get(person, 0), gave.get(person, (0, 0))[1]) for person in ids}
