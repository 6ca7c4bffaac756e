"""An operator may take away the right to write to others and to apply, hears the answer, and gives it back."""

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import Session

from domain import audit, words
from domain.notices import SuspensionAnswered, SuspensionLifted, YouAreSuspended, tell
from domain.refusals import NotThere, Noun, Suspended
from domain.views import SuspensionView
from models.peace import Report, Suspension
from models.person import Person, reachable_people

ANSWER_MAX = 1000


def require_free(session: Session, actor: Person) -> None:
    """Raises Suspended where `actor` may not write to others now."""
    if holding(session, actor.id) is not None:
        raise Suspended


def holding(session: Session, person_id: int) -> Suspension | None:
    """The suspension that holds, if one does."""
    return session.scalar(select(Suspension).where(Suspension.person_id == person_id, Suspension.lifted_at.is_(None)))


def require_operator(actor: Person, operators: Collection[int]) -> None:
    """Raises NotThere for everybody else: what is for operators does not exist for others."""
    if actor.telegram_id not in operators:
        raise NotThere


def reachable_operators(session: Session, operators: Collection[int]) -> list[int]:
    """The ids of the operators who have come in and can be written to."""
    if not operators:
        return []
    return list(session.scalars(reachable_people().where(Person.telegram_id.in_(operators)).order_by(Person.id)))


def suspend(
    session: Session, actor: Person, *, report_id: int, operators: Collection[int], now: datetime
) -> Suspension:
    """The reported person may not write or apply from now on. They hear it, and how to answer."""
    require_operator(actor, operators)
    report = session.get(Report, report_id)
    if report is None:
        raise NotThere
    held = holding(session, report.reported_id)
    if held is not None:
        return held
    suspension = Suspension(person_id=report.reported_id, report_id=report.id, at=now)
    session.add(suspension)
    session.flush()
    audit.record(session, actor, "suspend", Noun.PERSON, report.reported_id, now=now, report_id=report.id)
    tell(session, report.reported_id, YouAreSuspended(suspension.id), now=now)
    return suspension


def lift(session: Session, actor: Person, *, report_id: int, operators: Collection[int], now: datetime) -> None:
    """They may again, and hear it. Done already, nothing happens."""
    require_operator(actor, operators)
    report = session.get(Report, report_id)
    if report is None:
        raise NotThere
    held = holding(session, report.reported_id)
    if held is None:
        return
    held.lifted_at = now
    session.flush()
    audit.record(session, actor, "lift_suspension", Noun.PERSON, report.reported_id, now=now, report_id=report.id)
    tell(session, report.reported_id, SuspensionLifted(held.id), now=now)


def answer(session: Session, actor: Person, *, text: str, operators: Collection[int], now: datetime) -> SuspensionView:
    """What a suspended person says to it; a later answer takes the place of the earlier one."""
    held = holding(session, actor.id)
    if held is None:
        raise NotThere
    held.answer = words.prose(text, field="text", limit=ANSWER_MAX)
    held.answers += 1
    session.flush()
    audit.record(session, actor, "answer_suspension", Noun.PERSON, actor.id, now=now)
    for operator in reachable_operators(session, operators):
        tell(session, operator, SuspensionAnswered(held.id, held.answers), now=now)
    return _view(held, actor.name)


def mine(session: Session, actor: Person) -> SuspensionView | None:
    """The suspension that holds for `actor`."""
    held = holding(session, actor.id)
    return _view(held, actor.name) if held is not None else None


def view(session: Session, suspension_id: int, *conditions: ColumnElement[bool]) -> SuspensionView | None:
    """A suspension. Whose it is is one of the conditions."""
    row = session.execute(
        select(Suspension, Person.name)
        .join(Person, Person.id == Suspension.person_id)
        .where(Suspension.id == suspension_id, *conditions)
    ).one_or_none()
    return _view(row[0], row[1]) if row is not None else None


def _view(held: Suspension, name: str) -> SuspensionView:
    return SuspensionView(held.id, name, held.report_id, held.at, held.lifted_at, held.answer)
