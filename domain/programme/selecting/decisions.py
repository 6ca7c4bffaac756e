"""What is decided, prepared in peace and sent to all at once."""

import zlib
from collections.abc import Sequence
from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy import select
from sqlalchemy.orm import Session

from domain import audit, words
from domain.programme.concerned import people_of
from domain.programme.holding import held
from domain.programme.lifecycle import DECIDE, PLACE, ROUND, SEND_DECISIONS
from domain.programme.selecting import ranking
from domain.programme.selecting.notices import DecisionMade
from domain.programme.selecting.reading import names_of, organisation_names, tally
from domain.programme.selecting.refusals import (
    DecisionsChanged,
    NotAllDecided,
    NothingToDecide,
    PlacesLeft,
    TooManyAccepted,
)
from domain.programme.selecting.reviews import after_the_deadline
from domain.programme.selecting.views import OutcomeView, PreparedView, Tally
from domain.refusals import NotThere, Noun, Subject
from models.person import Person
from models.programme.application import Decision, RoundApplication
from models.programme.round import Round

REASON_MAX = 300
TIMES = {
    Decision.ACCEPT: "accepted",
    Decision.RESERVE: "put_in_reserve",
    Decision.NOT_THIS_TIME: "not_this_time",
}
"""The rows of the table by which decisions become states."""


def reserves_for(capacity: int) -> int:
    """How many reserves the suggestion names: half as many as there are places, one at least."""
    return (capacity + 1) // 2


def decide(
    session: Session, actor: Person, *, application_id: int, decision: Decision, now: datetime
) -> RoundApplication:
    """Prepared, not told. A new reserve is the last of them."""
    application, _round = _held(session, actor, application_id, now)
    if application.decision is not decision:
        last = len(ranking.prepared_reserves(session, application.round_id))
        application.decision = decision
        application.rank = last + 1 if decision is Decision.RESERVE else None
        _in_order(session, application.round_id)
    audit.record(session, actor, DECIDE, Noun.ROUND_APPLICATION, application.id, now=now, decision=decision)
    return application


def say_why(session: Session, actor: Person, *, application_id: int, reason: str, now: datetime) -> None:
    """A line to the applicant, sent with the decision; empty takes it off."""
    application, _round = _held(session, actor, application_id, now)
    application.reason = words.line(reason, field="reason", limit=REASON_MAX) if reason else ""
    session.flush()
    audit.record(session, actor, "say_why", Noun.ROUND_APPLICATION, application.id, now=now)


def move_up(session: Session, actor: Person, *, application_id: int, now: datetime) -> None:
    """One place earlier among the reserves."""
    application, _round = _held(session, actor, application_id, now)
    order = ranking.prepared_reserves(session, application.round_id)
    if application not in order:
        return
    at = order.index(application)
    if at > 0:
        order[at - 1], order[at] = application, order[at - 1]
    for rank, one in enumerate(order, start=1):
        one.rank = rank
    session.flush()
    audit.record(session, actor, "move_up", Noun.ROUND_APPLICATION, application.id, now=now, rank=application.rank)


def suggest(session: Session, actor: Person, *, round_id: int, anew: bool, now: datetime) -> Tally:
    """By the rule: as many as there are places are accepted, the next are reserves, the others not this time. What was
    decided by hand stays, unless it is done `anew`. One's own organisation gets what the rule gives."""
    round_ = _round_held(session, actor, round_id, now)
    order = [one.application for one in ranking.ranked(session, round_)]
    if anew:
        for one in order:
            one.decision = one.rank = None
    left = round_.capacity - sum(one.decision is Decision.ACCEPT for one in order)
    reserves = [one for one in order if one.decision is Decision.RESERVE]
    wanted = reserves_for(round_.capacity)
    for one in order:
        if one.decision is not None:
            continue
        if left > 0:
            one.decision, left = Decision.ACCEPT, left - 1
        elif len(reserves) < wanted:
            one.decision = Decision.RESERVE
            reserves.append(one)
            one.rank = len(reserves)
        else:
            one.decision = Decision.NOT_THIS_TIME
    _in_order(session, round_.id)
    audit.record(session, actor, "suggest_decisions", Noun.ROUND, round_.id, now=now, anew=int(anew))
    return tally(order)


def prepared(session: Session, actor: Person, *, round_id: int, zone: ZoneInfo, now: datetime) -> PreparedView:
    """What one send would tell, each as its reader would read it. Of those that have a decision."""
    round_ = session.get(Round, round_id)
    if round_ is None:
        raise NotThere
    ROUND.require(session, actor, SEND_DECISIONS, round_)
    return _prepared(session, round_, zone, now)


def send(
    session: Session, actor: Person, *, round_id: int, version: int, zone: ZoneInfo, now: datetime
) -> PreparedView:
    """Everybody hears in the same minute: places, reserves, not this time. Never while one has no decision, nor what
    was not looked at."""
    round_ = _round_held(session, actor, round_id, now)
    ready = _prepared(session, round_, zone, now)
    _even(ready)
    if ready.version != version:
        raise DecisionsChanged
    ROUND.move(session, SEND_DECISIONS, round_, decided_at=now)
    audit.record(
        session, actor, SEND_DECISIONS, Noun.ROUND, round_.id, now=now, accepted=ready.tally.accepted,
        reserve=ready.tally.reserve, left_out=ready.tally.left_out,
    )  # fmt: skip
    for one in ranking.ranked(session, round_):
        application = one.application
        assert application.decision is not None
        name = TIMES[application.decision]
        changes: dict[str, object] = {"decided_at": now}
        if application.decision is Decision.ACCEPT:
            until = confirm_by(round_, zone, now)
            changes |= {"offered_at": now, "heard_at": now, "confirm_by": until, "reminded": 0}
        PLACE.move(session, name, application, **changes)
        audit.record(session, actor, name, Noun.ROUND_APPLICATION, application.id, now=now, rank=application.rank)
        for person_id in people_of(session, application):
            PLACE.tell(session, name, person_id, DecisionMade(application.id, now.isoformat()), now=now)
    return ready


def confirm_by(round_: Round, zone: ZoneInfo, now: datetime) -> datetime:
    """Until when a place is to be confirmed: the end of that day."""
    day = now.astimezone(zone).date() + timedelta(days=round_.confirm_days)
    return datetime.combine(day, time(23, 59), zone).astimezone(now.tzinfo)


def _prepared(session: Session, round_: Round, zone: ZoneInfo, now: datetime) -> PreparedView:
    order = [one.application for one in ranking.ranked(session, round_)]
    names, organisations = names_of(session, round_.id), organisation_names(session, order)
    until = confirm_by(round_, zone, now)
    outcomes = tuple(
        OutcomeView(
            application_id=one.id,
            round_id=round_.id,
            names=names,
            organisation=organisations[one.organisation_id],
            decision=one.decision,
            rank=one.rank,
            reason=one.reason,
            confirm_by=until if one.decision is Decision.ACCEPT else None,
        )
        for one in order
        if one.decision is not None
    )
    found = tally(order)
    return PreparedView(round_.id, names, round_.capacity, found, _version(round_, order), outcomes)


def _version(round_: Round, order: Sequence[RoundApplication]) -> int:
    """A number of what is decided, the same for the same decisions."""
    said = [(one.id, str(one.decision), one.rank, one.reason) for one in sorted(order, key=lambda one: one.id)]
    return zlib.crc32(repr((round_.capacity, said)).encode())


def _even(ready: PreparedView) -> None:
    """Every application has a decision, and they fit the places."""
    counts, about = ready.tally, Subject(Noun.ROUND, ready.round_id)
    if not counts.total:
        raise NothingToDecide(about)
    if counts.undecided:
        raise NotAllDecided(about, count=counts.undecided)
    if counts.accepted > ready.capacity:
        raise TooManyAccepted(about, accepted=counts.accepted, capacity=ready.capacity)
    if counts.reserve and counts.accepted < ready.capacity:
        raise PlacesLeft(about, left=ready.capacity - counts.accepted)


def may_send(ready: PreparedView) -> bool:
    """Whether nothing stands in the way of sending."""
    counts = ready.tally
    uneven = counts.accepted > ready.capacity or bool(counts.reserve and counts.accepted < ready.capacity)
    return bool(counts.total) and not counts.undecided and not uneven


def _in_order(session: Session, round_id: int) -> None:
    """The reserves are numbered from 1 on, without holes."""
    session.flush()
    for rank, one in enumerate(ranking.prepared_reserves(session, round_id), start=1):
        one.rank = rank
    session.flush()


def _held(session: Session, actor: Person, application_id: int, now: datetime) -> tuple[RoundApplication, Round]:
    """The application, with its round held: one coordinator after another decides."""
    round_id = session.scalar(select(RoundApplication.round_id).where(RoundApplication.id == application_id))
    if round_id is None:
        raise NotThere
    round_ = held_with_applications(session, round_id)
    application = session.get_one(RoundApplication, application_id, populate_existing=True)
    PLACE.require(session, actor, DECIDE, application)
    after_the_deadline(round_, now)
    return application, round_


def _round_held(session: Session, actor: Person, round_id: int, now: datetime) -> Round:
    round_ = held_with_applications(session, round_id)
    ROUND.require(session, actor, SEND_DECISIONS, round_)
    after_the_deadline(round_, now)
    return round_


def held_with_applications(session: Session, round_id: int) -> Round:
    """The round, held until the end of the transaction; its applications are read anew."""
    round_ = held(session, Round, round_id)
    session.scalars(
        select(RoundApplication).where(RoundApplication.round_id == round_id).execution_options(populate_existing=True)
    ).all()
    return round_
