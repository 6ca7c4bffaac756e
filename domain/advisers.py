"""Whom a question is asked of, in turn; and what the clock does to questions. Each rule takes a bounded batch, as in
sweeps.py."""

from datetime import datetime

from sqlalchemy import ColumnElement, Select, func, or_, select
from sqlalchemy.orm import Session

from domain import audit, conversations
from domain.lifecycle import ADVICE
from domain.notices import AdviceReminder, AdviceUnmet, AdviceWanted, is_waiting
from domain.peace import here_since
from domain.refusals import Noun
from domain.timers import Timers
from models.advice import OPEN, Advice, AdviceState, Asked, UnmetReason
from models.follow import Follow, Way, concerned_by
from models.peace import Hearing, Suspension, Wishes, kept_apart_from
from models.person import Person, Skill

MOST_ASKED = 5
"""People of whom a question is asked at a time."""
MOST_WAITING = 3
"""Questions that wait for one person: who has so many is asked no more until then."""

_BUSY = (
    select(Asked.person_id)
    .where(
        Asked.advice_id.in_(select(Advice.id).where(Advice.state.in_(OPEN))),
        Asked.answered_at.is_(None),
        Asked.declined_at.is_(None),
    )
    .group_by(Asked.person_id)
    .having(func.count() >= MOST_WAITING)
)
_LAST_ASKED = select(func.max(Asked.asked_at)).where(Asked.person_id == Person.id).correlate(Person).scalar_subquery()


def in_turn(asker_id: int, category_id: int, *, now: datetime) -> Select[int]:
    """The ids of those who know the category, want to be asked and can be: who was asked longest ago comes first."""
    unheard = select(Wishes.person_id).where(or_(Wishes.news == Hearing.NEVER, Wishes.away_until > now))
    suspended = select(Suspension.person_id).where(Suspension.lifted_at.is_(None))
    return (
        select(Person.id)
        .where(
            Person.id.in_(concerned_by(category_id)),
            Person.id != asker_id,
            Person.registered_at.is_not(None),
            Person.unreachable_at.is_(None),
            Person.no_questions_at.is_(None),
            Person.id.not_in(unheard),
            Person.id.not_in(suspended),
            Person.id.not_in(kept_apart_from(asker_id)),
            Person.id.not_in(_BUSY),
        )
        .order_by(_LAST_ASKED.asc().nulls_first(), Person.id)
    )


def how_many(session: Session, actor: Person, category_id: int, *, now: datetime) -> int:
    """Of how many people a question of `actor`'s would be asked now."""
    return len(session.scalars(in_turn(actor.id, category_id, now=now).limit(MOST_ASKED)).all())


def knows_something(session: Session, person: Person) -> bool:
    """Whether questions can come: there is a category that they can help with, or follow."""
    skill = select(Skill.id).where(Skill.person_id == person.id)
    followed = select(Follow.id).where(
        Follow.person_id == person.id, Follow.category_id.is_not(None), Follow.way != Way.NEVER
    )
    return bool(session.scalar(select(or_(skill.exists(), followed.exists()))))


def ask_next(session: Session, advice: Advice, *, now: datetime) -> list[int]:
    """Ask those whose turn it is, and who were not asked yet; their ids."""
    already = select(Asked.person_id).where(Asked.advice_id == advice.id)
    ids = list(
        session.scalars(
            in_turn(advice.asker_id, advice.category_id, now=now).where(Person.id.not_in(already)).limit(MOST_ASKED)
        )
    )
    session.add_all(Asked(advice_id=advice.id, person_id=person_id, asked_at=now) for person_id in ids)
    session.flush()
    for person_id in ids:
        ADVICE.tell(session, "pass_on_advice", person_id, AdviceWanted(advice.id), now=now)
    return ids


def pass_on(session: Session, advice: Advice, *, now: datetime) -> None:
    """Nobody answered: others are asked. Once."""
    ADVICE.move(session, "pass_on_advice", advice, passed_on_at=now, waits_since=now)
    found = ask_next(session, advice, now=now)
    audit.record(session, None, "pass_on", Noun.ADVICE, advice.id, now=now, people=len(found))


# The clock


def _waiting(
    session: Session, state: AdviceState, since: datetime, limit: int, *conditions: ColumnElement[bool]
) -> list[Advice]:
    return list(
        session.scalars(
            select(Advice)
            .where(Advice.state == state, Advice.waits_since <= since, *conditions)
            .order_by(Advice.waits_since, Advice.id)
            .limit(limit)
            .with_for_update(skip_locked=True)
            .execution_options(populate_existing=True)
        )
    )


def _pass_on(session: Session, now: datetime, timers: Timers, limit: int) -> int:
    """To others; unless the asker has closed the bot, and would not hear an answer. Where it has reached nobody yet,
    on a day off say, its day begins anew."""
    since = now - timers.pass_on_advice
    rows = _waiting(session, AdviceState.ASKED, since, limit, Advice.passed_on_at.is_(None))
    for advice in rows:
        asker = session.get_one(Person, advice.asker_id)
        if asker.unreachable_at is not None:
            ADVICE.move(session, "asker_gone", advice, ended_at=now)
            _over(session, advice, "asker_gone", now)
        elif _on_its_way(session, advice):
            advice.waits_since = now
        else:
            pass_on(session, advice, now=now)
    session.flush()
    return len(rows)


def _on_its_way(session: Session, advice: Advice) -> bool:
    asked = session.scalars(select(Asked).where(Asked.advice_id == advice.id)).all()
    return bool(asked) and all(
        one.answered_at is None and is_waiting(session, one.person_id, AdviceWanted(advice.id)) for one in asked
    )


def _end_unmet(session: Session, now: datetime, timers: Timers, limit: int) -> int:
    since = now - timers.advice_unmet
    rows = _waiting(session, AdviceState.ASKED, since, limit, Advice.passed_on_at.is_not(None))
    for advice in rows:
        reason = _why_unmet(session, advice)
        ADVICE.move(session, "advice_unmet", advice, ended_at=now, unmet_reason=reason)
        ADVICE.tell(session, "advice_unmet", advice.asker_id, AdviceUnmet(advice.id), now=now)
        _over(session, advice, "unmet", now)
    return len(rows)


def _why_unmet(session: Session, advice: Advice) -> UnmetReason:
    asked, answered = session.execute(
        select(func.count(Asked.id), func.count(Asked.answered_at)).where(Asked.advice_id == advice.id)
    ).one()
    if answered:
        return UnmetReason.NOT_HELPED
    return UnmetReason.NO_ANSWER if asked else UnmetReason.NOBODY_TO_ASK


def _remind(session: Session, now: datetime, timers: Timers, limit: int) -> int:
    since = now - timers.remind_advice
    here = here_since(Advice.asker_id, since)
    rows = _waiting(session, AdviceState.ANSWERED, since, limit, Advice.reminded_at.is_(None), here)
    for advice in rows:
        advice.reminded_at = now
        ADVICE.tell(session, "remind_advice", advice.asker_id, AdviceReminder(advice.id), now=now)
    session.flush()
    return len(rows)


def _close(session: Session, now: datetime, timers: Timers, limit: int) -> int:
    """Answered long ago, and nobody said whether it helped."""
    since = now - timers.advice_closes
    rows = _waiting(session, AdviceState.ANSWERED, since, limit, here_since(Advice.asker_id, since))
    for advice in rows:
        ADVICE.move(session, "advice_closes", advice, ended_at=now)
        _over(session, advice, "close", now)
    return len(rows)


def _over(session: Session, advice: Advice, what: str, now: datetime) -> None:
    conversations.question_over(session, advice.id, now=now)
    audit.record(session, None, what, Noun.ADVICE, advice.id, now=now)


RULES = (_pass_on, _end_unmet, _remind, _close)
