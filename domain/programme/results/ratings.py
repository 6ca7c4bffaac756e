"""How organisations see themselves in the four areas: at the end and half a year after, beside the start."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Subquery, delete, func, or_, select
from sqlalchemy.orm import Session, aliased

from domain import audit
from domain.dataclasses import dataclass
from domain.notices import tell
from domain.programme.concerned import people_of
from domain.programme.lifecycle import PLACE, RATE_ITSELF
from domain.programme.results.notices import RatingWanted
from domain.programme.selecting.reading import application_of, names_of
from domain.refusals import NotThere, Noun, OutOfBounds
from domain.timers import Timers
from models.organisation import Organisation, organisations_of
from models.person import Person
from models.programme.application import ContentArea, Moment, Participant, RatingAsked, RoundApplication, SelfRating
from models.programme.round import ContactDay, Round

FEWEST = 3
"""Answers of which a mean says nothing of any one of them."""
LOWEST, HIGHEST = 1, 4
LATELY = timedelta(days=60)
"""So long the home screen says that an answer is awaited."""
AFTER_THE_END = timedelta(days=1)  # of the last contact day


@dataclass(frozen=True)
class RatingView:
    """What an organisation is asked, and what it said before."""

    application_id: int
    names: Mapping[str, str]
    organisation: str
    moment: Moment
    before: Mapping[ContentArea, int]  # at the start
    given: Mapping[ContentArea, int]  # now, where it has answered


@dataclass(frozen=True)
class Change:
    """The means of an area at the start and later, of those that answered both times."""

    area: ContentArea
    moment: Moment
    answers: int
    before: float | None  # none: fewer than three answers
    after: float | None


def asked(session: Session, actor: Person, *, application_id: int) -> RatingView:
    """What is asked now. NotThere where nothing is."""
    application = application_of(session, application_id)
    PLACE.require(session, actor, RATE_ITSELF, application)
    moment = session.scalar(
        select(RatingAsked.moment)
        .where(RatingAsked.application_id == application_id)
        .order_by(RatingAsked.asked_at.desc(), RatingAsked.moment)
        .limit(1)
    )
    if moment is None:
        raise NotThere
    return RatingView(
        application.id,
        names_of(session, application.round_id),
        session.get_one(Organisation, application.organisation_id).name,
        moment,
        _given(session, application_id, Moment.START),
        _given(session, application_id, moment),
    )


def rate(
    session: Session, actor: Person, *, application_id: int, scores: Mapping[ContentArea, int], now: datetime
) -> RatingView:
    """1 to 4 in each area, in place of what was answered to the same asking before."""
    held = select(RoundApplication.id).where(RoundApplication.id == application_id).with_for_update()
    session.execute(held)
    view = asked(session, actor, application_id=application_id)
    if scores.keys() != set(ContentArea) or not all(LOWEST <= one <= HIGHEST for one in scores.values()):
        raise OutOfBounds(field="score", minimum=LOWEST, maximum=HIGHEST)
    session.execute(
        delete(SelfRating).where(SelfRating.application_id == application_id, SelfRating.moment == view.moment)
    )
    for area in ContentArea:
        session.add(
            SelfRating(
                application_id=application_id,
                moment=view.moment,
                area=area,
                score=scores[area],
                person_id=actor.id,
                at=now,
            )
        )
    session.flush()
    audit.record(session, actor, RATE_ITSELF, Noun.ROUND_APPLICATION, application_id, now=now, moment=view.moment.value)
    return asked(session, actor, application_id=application_id)


def changes(session: Session, round_id: int) -> list[Change]:
    """What changed in each area, by the end and half a year after."""
    start, later = aliased(SelfRating), aliased(SelfRating)
    rows = session.execute(
        select(later.moment, later.area, func.count(), func.sum(start.score), func.sum(later.score))
        .join(start, (start.application_id == later.application_id) & (start.area == later.area))
        .join(RoundApplication, RoundApplication.id == later.application_id)
        .where(RoundApplication.round_id == round_id, start.moment == Moment.START, later.moment != Moment.START)
        .group_by(later.moment, later.area)
    )
    found = {(moment, area): (int(count), int(before), int(after)) for moment, area, count, before, after in rows}
    made = []
    for moment in (Moment.END, Moment.LATER):
        for area in ContentArea:
            count, before, after = found.get((moment, area), (0, 0, 0))
            enough = count >= FEWEST
            made.append(
                Change(
                    area,
                    moment,
                    count,
                    round(before / count, 2) if enough else None,
                    round(after / count, 2) if enough else None,
                )
            )
    return made


def waiting(session: Session, actor: Person, notice: RatingWanted) -> RatingView | None:
    """What that notice asks, where it is not answered and still asked."""
    application = session.get(RoundApplication, notice.application_id)
    if application is None or not PLACE.may(session, actor, RATE_ITSELF, application):
        return None
    view = asked(session, actor, application_id=application.id)
    return view if view.moment == notice.moment and not view.given else None


def unanswered(session: Session, actor: Person, *, now: datetime) -> list[RatingView]:
    """What organisations of mine were asked lately and have not answered."""
    answered = select(SelfRating.id).where(
        SelfRating.application_id == RatingAsked.application_id, SelfRating.moment == RatingAsked.moment
    )
    mine = organisations_of(actor.id).with_only_columns(Organisation.id).order_by(None)
    taking_part = select(Participant.application_id).where(
        Participant.person_id == actor.id, Participant.left_at.is_(None)
    )
    rows = session.scalars(
        select(RoundApplication)
        .join(RatingAsked, RatingAsked.application_id == RoundApplication.id)
        .where(
            RatingAsked.asked_at > now - LATELY,
            ~answered.exists(),
            or_(RoundApplication.organisation_id.in_(mine), RoundApplication.id.in_(taking_part)),
        )
        .order_by(RatingAsked.asked_at, RoundApplication.id)
    ).unique()
    return [asked(session, actor, application_id=one.id) for one in rows if PLACE.may(session, actor, RATE_ITSELF, one)]


# The clock


def ask(session: Session, now: datetime, timers: Timers, limit: int) -> int:
    """The day after the last contact day, and half a year after it. Once each."""
    return _ask(session, Moment.END, now - AFTER_THE_END, now - timers.rate_again, now, limit) + _ask(
        session, Moment.LATER, now - timers.rate_again, None, now, limit
    )


def _ask(
    session: Session, moment: Moment, ended: datetime, not_before: datetime | None, now: datetime, limit: int
) -> int:
    last = _last_days()
    known = select(RatingAsked.application_id).where(
        RatingAsked.application_id == RoundApplication.id, RatingAsked.moment == moment
    )
    due = (
        select(RoundApplication)
        .join(Round, Round.id == RoundApplication.round_id)
        .join(last, last.c.round_id == Round.id)
        .where(
            RoundApplication.state.in_(PLACE.allowed[RATE_ITSELF].sources),
            Round.self_rated,
            last.c.ends_at <= ended,
            ~known.exists(),
        )
        .order_by(RoundApplication.id)
        .limit(limit)
        .with_for_update(of=RoundApplication, skip_locked=True)
    )
    if not_before is not None:
        due = due.where(last.c.ends_at > not_before)
    rows = session.scalars(due).all()
    for application in rows:
        session.add(RatingAsked(application_id=application.id, moment=moment, asked_at=now))
        for person_id in people_of(session, application):
            tell(session, person_id, RatingWanted(application.id, moment.value, 1), now=now)
    session.flush()
    return len(rows)


def remind(session: Session, now: datetime, timers: Timers, limit: int) -> int:
    """Who has not answered, once."""
    answered = select(SelfRating.id).where(
        SelfRating.application_id == RatingAsked.application_id, SelfRating.moment == RatingAsked.moment
    )
    rows = session.execute(
        select(RatingAsked, RoundApplication)
        .join(RoundApplication, RoundApplication.id == RatingAsked.application_id)
        .where(
            RatingAsked.reminded_at.is_(None),
            RatingAsked.asked_at <= now - timers.remind_rating,
            ~answered.exists(),
        )
        .order_by(RatingAsked.application_id, RatingAsked.moment)
        .limit(limit)
        .with_for_update(of=RatingAsked, skip_locked=True)
    ).all()
    for asking, application in rows:
        asking.reminded_at = now
        for person_id in people_of(session, application):
            tell(session, person_id, RatingWanted(application.id, asking.moment.value, 2), now=now)
    session.flush()
    return len(rows)


def _last_days() -> Subquery:
    """When the last contact day of each round ends."""
    ends: Any = func.max(ContactDay.ends_at).label("ends_at")
    return select(ContactDay.round_id, ends).group_by(ContactDay.round_id).subquery()


def _given(session: Session, application_id: int, moment: Moment) -> dict[ContentArea, int]:
    rows = session.execute(
        select(SelfRating.area, SelfRating.score).where(
            SelfRating.application_id == application_id, SelfRating.moment == moment
        )
    )
    return {one.area: one.score for one in rows}
