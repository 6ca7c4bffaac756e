"""Standing offers of help: made, shown to those who ask for such help, and asked of for one task."""

from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, exists, func, select, true, update
from sqlalchemy.orm import Session

from domain import audit, categories, people, suspensions, words
from domain.dataclasses import dataclass
from domain.lifecycle import ASK_OFFERER, TASK
from domain.notices import AskedOfOffer, OfferHolds, OfferPaused, tell
from domain.reading import visible_task
from domain.refusals import NotThere, Noun, OutOfBounds, TooManyNamed
from domain.timers import Timers
from domain.views import CategoryView, TaskView
from models.application import Application
from models.base import table_of
from models.category import Category
from models.group import members_of
from models.inserts import insert_of
from models.named import Named
from models.offer import Offer, OfferAsked, held_out_to, people_offering
from models.organisation import Organisation
from models.peace import Wishes
from models.person import Person
from models.task import Audience, Task, TaskState

TEXT_MAX = 300
MINUTES_MIN, MINUTES_MAX = 30, 6_000  # a month
MOST_ASKED = 5  # for one task
SHOWN = 8


@dataclass(frozen=True)
class OfferView:
    """An offer of one's own."""

    id: int
    category: CategoryView
    minutes: int
    text: str
    paused: bool
    asked: bool  # whether it still holds


@dataclass(frozen=True)
class OffererView:
    """Somebody who offers such help, as a requester sees them."""

    offer_id: int
    name: str
    organisation: str | None
    minutes: int
    text: str
    asked: bool  # for this task, already


def mine(session: Session, actor: Person) -> list[OfferView]:
    """What I offer, paused or not."""
    rows = session.execute(
        select(Offer, Category)
        .join(Category, Category.id == Offer.category_id)
        .where(Offer.person_id == actor.id, Offer.ended_at.is_(None))
        .order_by(Category.position, Offer.id)
    )
    return [_view(offer, category) for offer, category in rows]


def get_for(session: Session, actor: Person, offer_id: int) -> OfferView:
    """One of those, or NotThere."""
    found = lasting(session, actor, offer_id)
    if found is None:
        raise NotThere
    return found


def lasting(session: Session, actor: Person, offer_id: int) -> OfferView | None:
    """One of those, if it has not ended."""
    return next((one for one in mine(session, actor) if one.id == offer_id), None)


def make(
    session: Session, actor: Person, *, category_id: int, minutes: int, text: str | None, now: datetime
) -> OfferView:
    """Offer help of a kind. An offer of that kind that there is already becomes this one."""
    people.require_registered(actor)
    suspensions.require_free(session, actor)
    if not MINUTES_MIN <= minutes <= MINUTES_MAX:
        raise OutOfBounds(field="minutes", minimum=MINUTES_MIN, maximum=MINUTES_MAX)
    category = categories.in_use(session, category_id)
    said = words.prose(text, field="text", limit=TEXT_MAX) if text else ""
    offer = session.scalar(
        select(Offer).where(Offer.person_id == actor.id, Offer.category_id == category.id, Offer.ended_at.is_(None))
    )
    if offer is None:
        offer = Offer(person_id=actor.id, category_id=category.id, made_at=now)
        session.add(offer)
    offer.minutes, offer.words, offer.holds_since, offer.paused_at, offer.asked_at = minutes, said, now, None, None
    session.flush()
    audit.record(session, actor, "offer", Noun.PERSON, actor.id, now=now, offer=offer.id)
    return _view(offer, category)


def pause(session: Session, actor: Person, *, offer_id: int, now: datetime) -> OfferView:
    """Nobody is shown it for now."""
    _change(session, actor, offer_id, "pause", now, paused_at=now, asked_at=None)
    return get_for(session, actor, offer_id)


def keep(session: Session, actor: Person, *, offer_id: int, now: datetime) -> OfferView:
    """It holds, from now on again or still."""
    suspensions.require_free(session, actor)
    _change(session, actor, offer_id, "keep", now, paused_at=None, asked_at=None, holds_since=now)
    return get_for(session, actor, offer_id)


def end(session: Session, actor: Person, *, offer_id: int, now: datetime) -> None:
    """No more."""
    _change(session, actor, offer_id, "end", now, ended_at=now, words="")


# For a task


def how_many(session: Session, actor: Person, *, category_id: int, now: datetime) -> int:
    """How many offer such help and are here."""
    found = people_offering(actor, category_id).where(_here(now)).subquery()
    return session.scalar(select(func.count()).select_from(found)) or 0


def for_task(session: Session, actor: Person, *, task_id: int, now: datetime) -> list[OffererView]:
    """Who offers such help, for a task of one's own: those who may see it and have not applied. Who spoke of
    it last comes first."""
    task = session.get(Task, task_id)
    if task is None:
        raise NotThere
    TASK.require(session, actor, ASK_OFFERER, task)
    asked = exists().where(OfferAsked.offer_id == Offer.id, OfferAsked.task_id == task_id)
    rows = session.execute(
        select(Offer.id, Person.name, Organisation.name, Offer.minutes, Offer.words, asked)
        .join(Person, Person.id == Offer.person_id)
        .outerjoin(Organisation, Organisation.id == Person.organisation_id)
        .where(
            *held_out_to(actor),
            _here(now),
            Offer.category_id == task.category_id,
            Person.id.in_(members_of(task.group_id)) if task.group_id is not None else true(),
            ~exists().where(Application.task_id == task_id, Application.doer_id == Offer.person_id),
        )
        .order_by(Offer.holds_since.desc(), Offer.id)
        .limit(SHOWN)
    )
    return [OffererView(*row) for row in rows]


def ask(session: Session, actor: Person, *, task_id: int, offer_id: int, now: datetime) -> None:
    """Ask somebody who offers such help for one task. They hear it at once, and may see the task."""
    suspensions.require_free(session, actor)
    found = {one.offer_id: one for one in for_task(session, actor, task_id=task_id, now=now)}
    if offer_id not in found:
        raise NotThere
    if found[offer_id].asked:
        return
    if (session.scalar(select(func.count()).where(OfferAsked.task_id == task_id)) or 0) >= MOST_ASKED:
        raise TooManyNamed(most=MOST_ASKED)
    task, offer = session.get_one(Task, task_id), session.get_one(Offer, offer_id)
    if task.audience is Audience.NAMED:
        insert = insert_of(session)
        named = {"task_id": task_id, "person_id": offer.person_id, "named_at": now}
        session.connection().execute(insert(table_of(Named)).values(named).on_conflict_do_nothing())
    session.add(OfferAsked(offer_id=offer_id, task_id=task_id, at=now))
    session.flush()
    TASK.tell(session, ASK_OFFERER, offer.person_id, AskedOfOffer(task_id, offer_id), now=now)
    audit.record(session, actor, ASK_OFFERER, Noun.TASK, task_id, now=now, offer=offer_id)


def asked_of(session: Session, reader: Person, notice: AskedOfOffer) -> tuple[TaskView, OfferView] | None:
    """What is asked because of an offer, while it takes applications and one has not answered."""
    task = visible_task(session, reader, notice.task_id)
    own = lasting(session, reader, notice.offer_id)
    if task is None or own is None or task.application_id is not None:
        return None
    return (task, own) if task.state is TaskState.OPEN and task.closed_at is None else None


# The clock


def ask_whether_it_holds(session: Session, now: datetime, timers: Timers, limit: int) -> int:
    """An offer that nobody has spoken of for long: does it still hold?"""
    rows = _old(session, now - timers.offer_asked, Offer.asked_at.is_(None), limit)
    for offer in rows:
        offer.asked_at = now
        tell(session, offer.person_id, OfferHolds(offer.id, now.isoformat()), now=now)
    session.flush()
    return len(rows)


def pause_unanswered(session: Session, now: datetime, timers: Timers, limit: int) -> int:
    """No answer: it is shown to nobody until its maker says that it holds."""
    rows = _old(session, now, Offer.asked_at <= now - timers.offer_pauses, limit)
    for offer in rows:
        offer.paused_at, offer.asked_at = now, None
        tell(session, offer.person_id, OfferPaused(offer.id, now.isoformat()), now=now)
    session.flush()
    return len(rows)


def _old(session: Session, before: datetime, condition: ColumnElement[bool], limit: int) -> list[Offer]:
    found = (
        select(Offer)
        .where(Offer.ended_at.is_(None), Offer.paused_at.is_(None), Offer.holds_since <= before, condition)
        .order_by(Offer.holds_since, Offer.id)
        .limit(limit)
        .with_for_update(skip_locked=True)
        .execution_options(populate_existing=True)
    )
    return list(session.scalars(found))


def _here(now: datetime) -> ColumnElement[bool]:
    return ~exists().where(Wishes.person_id == Offer.person_id, Wishes.away_until > now)


def _change(session: Session, actor: Person, offer_id: int, action: str, now: datetime, **values: Any) -> None:
    changed = session.execute(
        update(Offer)
        .where(Offer.id == offer_id, Offer.person_id == actor.id, Offer.ended_at.is_(None))
        .values(**values)
        .returning(Offer.id)
        .execution_options(synchronize_session="fetch")
    ).one_or_none()
    if changed is None:
        raise NotThere
    audit.record(session, actor, f"{action}_offer", Noun.PERSON, actor.id, now=now, offer=offer_id)


def _view(offer: Offer, category: Category) -> OfferView:
    return OfferView(
        offer.id,
        categories.view(category),
        offer.minutes,
        offer.words,
        offer.paused_at is not None,
        offer.asked_at is not None,
    )


RULES = (ask_whether_it_holds, pause_unanswered)
