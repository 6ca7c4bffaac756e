"""Places, once the decisions are sent: confirmed, given back, lapsed; and the next reserve is offered each that is
free."""

from datetime import datetime, timedelta

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from domain import audit
from domain.programme.concerned import coordinators_of, people_of
from domain.programme.lifecycle import (
    CHANGE_CAPACITY,
    CONFIRM_PLACE,
    GIVE_BACK_PLACE,
    OFFER_TO_RESERVE,
    PLACE,
    ROUND,
    WITHDRAW_APPLICATION,
)
from domain.programme.selecting import ranking
from domain.programme.selecting.decisions import held_with_applications
from domain.programme.selecting.notices import (
    CapacityChanged,
    PlaceCameFree,
    ReserveAsked,
    RoundPlaceConfirmed,
    RoundPlaceGivenBack,
    RoundPlaceLapsed,
)
from domain.programme.selecting.reading import HOLDING
from domain.programme.selecting.refusals import AnswerTooLate, NobodyInReserve, NoPlaceFree
from domain.refusals import NotThere, Noun, OutOfBounds, Subject
from domain.timers import Timers
from models.person import Person
from models.programme.application import PlaceState, RoundApplication
from models.programme.round import ContactDay, Round, RoundState

NIGHT = timedelta(hours=12)
"""An offer that nobody has heard of yet waits so much longer: the longest of nights."""
CAPACITY_MAX = 200


def confirm(session: Session, actor: Person, *, application_id: int, now: datetime) -> RoundApplication:
    """Yes, we come. The coordinators and the others of the organisation hear it."""
    application, _round = _held(session, application_id)
    PLACE.require(session, actor, CONFIRM_PLACE, application)
    if application.confirm_by is not None and application.confirm_by < now:
        raise AnswerTooLate(Subject(Noun.ROUND_APPLICATION, application.id), confirm_by=application.confirm_by)
    PLACE.move(session, CONFIRM_PLACE, application, confirmed_at=now)
    audit.record(session, actor, CONFIRM_PLACE, Noun.ROUND_APPLICATION, application.id, now=now)
    told = RoundPlaceConfirmed(application.id, now.isoformat())
    for person_id in _concerned(session, application, but=actor):
        PLACE.tell(session, CONFIRM_PLACE, person_id, told, now=now)
    return application


def give_back(
    session: Session, actor: Person, *, application_id: int, timers: Timers, now: datetime
) -> RoundApplication:
    """We do not come after all: a confirmed place, an offered one, or one in reserve. The next reserve is asked."""
    application, round_ = _held(session, application_id)
    if application.state in (PlaceState.DRAFT, PlaceState.SENT):
        raise NotThere  # nothing was decided of it: it is withdrawn as an application
    action = GIVE_BACK_PLACE if application.state is PlaceState.CONFIRMED else WITHDRAW_APPLICATION
    PLACE.require(session, actor, action, application)
    PLACE.move(session, action, application, ended_at=now, confirm_by=None)
    audit.record(session, actor, action, Noun.ROUND_APPLICATION, application.id, now=now)
    next_id = _first(fill(session, round_, timers=timers, now=now))
    told = RoundPlaceGivenBack(application.id, now.isoformat(), next_id)
    for person_id in _concerned(session, application, but=actor):
        PLACE.tell(session, action, person_id, told, now=now)
    return application


def lapse(session: Session, application_id: int, *, timers: Timers, now: datetime) -> bool:
    """No answer in time. Its people and the coordinators hear it, the next reserve is asked."""
    application, round_ = _held(session, application_id)
    late = application.confirm_by is not None and application.confirm_by <= now
    if application.state is not PlaceState.ACCEPTED or not late:
        return False
    PLACE.move(session, "place_lapsed", application, ended_at=now)
    audit.record(session, None, "place_lapsed", Noun.ROUND_APPLICATION, application.id, now=now)
    next_id = _first(fill(session, round_, timers=timers, now=now))
    told = RoundPlaceLapsed(application.id, now.isoformat(), next_id)
    for person_id in _concerned(session, application):
        PLACE.tell(session, "place_lapsed", person_id, told, now=now)
    return True


def change_capacity(
    session: Session, actor: Person, *, round_id: int, capacity: int, timers: Timers, now: datetime
) -> list[int]:
    """More places, or fewer. Once the decisions are sent, reserves are offered those that are free at once; nobody
    loses a place. Gives the applications that were offered one."""
    round_ = held_with_applications(session, round_id)
    ROUND.require(session, actor, CHANGE_CAPACITY, round_)
    if not 1 <= capacity <= CAPACITY_MAX:
        raise OutOfBounds(field="round_places", minimum=1, maximum=CAPACITY_MAX)
    before, round_.capacity = round_.capacity, capacity
    session.flush()
    audit.record(session, actor, CHANGE_CAPACITY, Noun.ROUND, round_.id, now=now, before=before, capacity=capacity)
    told = CapacityChanged(round_.id, capacity, now.isoformat())
    for person_id in coordinators_of(session, round_.id, but=actor):
        ROUND.tell(session, CHANGE_CAPACITY, person_id, told, now=now)
    return fill(session, round_, timers=timers, now=now) if round_.state is RoundState.DECIDED else []


def offer_to_reserve(session: Session, actor: Person, *, round_id: int, timers: Timers, now: datetime) -> int:
    """A coordinator fills a free place, also after the first contact day. Gives the application."""
    round_ = held_with_applications(session, round_id)
    ROUND.require(session, actor, OFFER_TO_RESERVE, round_)
    if free(session, round_) < 1:
        raise NoPlaceFree(Subject(Noun.ROUND, round_.id))
    waiting = ranking.reserves(session, round_.id)
    if not waiting:
        raise NobodyInReserve(Subject(Noun.ROUND, round_.id))
    _offer(session, actor, waiting[0], timers=timers, now=now)
    return waiting[0].id


def fill(session: Session, round_: Round, *, timers: Timers, now: datetime) -> list[int]:
    """The first reserves are offered the places that are free, until the first contact day begins; after that a
    coordinator offers them. Gives the applications."""
    if round_.state is not RoundState.DECIDED or has_begun(session, round_.id, now):
        return []
    offered = ranking.reserves(session, round_.id)[: max(0, free(session, round_))]
    for application in offered:
        _offer(session, None, application, timers=timers, now=now)
    return [one.id for one in offered]


def free(session: Session, round_: Round) -> int:
    """Places that are neither offered nor confirmed; below zero where there are fewer now than were given."""
    taken = session.scalar(
        select(func.count()).where(RoundApplication.round_id == round_.id, RoundApplication.state.in_(HOLDING))
    )
    return round_.capacity - (taken or 0)


def has_begun(session: Session, round_id: int, now: datetime) -> bool:
    """Whether the first contact day has come."""
    first = session.scalar(select(func.min(ContactDay.starts_at)).where(ContactDay.round_id == round_id))
    return first is not None and first <= now


def heard_of(session: Session, *, application_id: int, at: str, timers: Timers, now: datetime) -> None:
    """A reserve's offer has reached somebody of theirs: the time to answer runs from now."""
    application, _round = _held(session, application_id)
    if application.state is not PlaceState.ACCEPTED or application.heard_at is not None or not application.moved_up:
        return
    if application.offered_at is None or application.offered_at.isoformat() != at:
        return
    application.heard_at, application.confirm_by = now, now + timers.reserve_answers
    session.flush()


def _offer(
    session: Session, actor: Person | None, application: RoundApplication, *, timers: Timers, now: datetime
) -> None:
    PLACE.move(
        session, "moved_up", application, offered_at=now, moved_up=True, heard_at=None, reminded=0,
        confirm_by=now + timers.reserve_answers + NIGHT,
    )  # fmt: skip
    audit.record(session, actor, "moved_up", Noun.ROUND_APPLICATION, application.id, now=now, rank=application.rank)
    at = now.isoformat()
    for person_id in people_of(session, application):
        PLACE.tell(session, "moved_up", person_id, PlaceCameFree(application.id, at), now=now)
    for person_id in coordinators_of(session, application.round_id, but=actor):
        PLACE.tell(session, "moved_up", person_id, ReserveAsked(application.id, at), now=now)


def _concerned(session: Session, application: RoundApplication, but: Person | None = None) -> list[int]:
    """The coordinators and the organisation's people, but for the one who does it."""
    found = {*people_of(session, application), *coordinators_of(session, application.round_id)}
    return sorted(found - {but.id if but is not None else 0})


def _first(ids: list[int]) -> int | None:
    return ids[0] if ids else None


def _held(session: Session, application_id: int) -> tuple[RoundApplication, Round]:
    """The application, with its round held: one verb at a time for each round."""
    round_id = session.scalar(select(RoundApplication.round_id).where(RoundApplication.id == application_id))
    if round_id is None:
        raise NotThere
    round_ = held_with_applications(session, round_id)
    return session.get_one(RoundApplication, application_id), round_
