"""Confirmed, given back, lapsed: the next reserve is offered each place that is free."""

from datetime import timedelta
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from domain.programme.selecting import occasions, places
from domain.programme.selecting.notices import (
    AnswerAwaited,
    DecisionMade,
    PlaceCameFree,
    ReserveAsked,
    RoundPlaceConfirmed,
    RoundPlaceGivenBack,
    RoundPlaceLapsed,
)
from domain.programme.selecting.refusals import AnswerTooLate, NobodyInReserve, NoPlaceFree
from domain.refusals import NotNow, NotThere, NotYours
from models.audit import Audit
from models.person import Person
from models.programme.application import Decision, PlaceState
from models.programme.round import ContactDay, RoundRole
from tests.domain.programme.test_selecting import Board
from tests.domain.programme.world import colleague, staff, takes_part
from tests.domain.world import TIMERS, World


def sent(world: World, *names: str, capacity: int = 1, **changes: Any) -> Board:
    """Told to all, by the rule."""
    board = Board(world, *names, capacity=capacity, **changes)
    board.suggest()
    board.send()
    return board


def confirm(world: World, board: Board, at: int, by: Person | None = None) -> None:
    who = by or board.writers[at]
    places.confirm(world.session, who, application_id=board.applications[at].id, now=world.now)


def give_back(world: World, board: Board, at: int, by: Person | None = None) -> None:
    who = by or board.writers[at]
    places.give_back(world.session, who, application_id=board.applications[at].id, timers=TIMERS, now=world.now)


def heard_of(world: World, board: Board, at: int) -> None:
    """The offer has reached somebody."""
    offer = world.heard(board.writers[at], PlaceCameFree)[-1]
    assert isinstance(offer, PlaceCameFree)
    places.heard_of(world.session, application_id=offer.application_id, at=offer.at, timers=TIMERS, now=world.now)


def states(board: Board) -> list[str]:
    return [str(one.state) for one in board.applications]


def test_confirmed_by_anybody_of_theirs(session: Session, world: World) -> None:
    board = sent(world, "A", "B")
    partaker = world.person()
    takes_part(world, board.applications[0], partaker)
    confirm(world, board, 0, by=partaker)
    told = RoundPlaceConfirmed(board.applications[0].id, world.now.isoformat())
    for person in (board.coordinator, board.writers[0]):
        assert world.heard(person)[-1] == told
    assert world.heard(partaker, RoundPlaceConfirmed) == []
    with world.refuses(NotNow) as caught:
        confirm(world, board, 0)
    assert caught[0].state == "confirmed"
    with world.refuses(NotNow):
        confirm(world, board, 1)
    for stranger, refusal in ((board.writers[1], NotThere), (board.coordinator, NotYours)):
        with world.refuses(refusal):
            confirm(world, board, 0, by=stranger)


def test_reminded_twice_then_lapsed(session: Session, world: World) -> None:
    """3 days and 1 day before; then the next reserve is offered the place, and the coordinators hear."""
    board = sent(world, "A", "B", "C")
    first, second = board.applications[0].id, board.applications[1].id
    heard = []
    for _day in range(8):
        world.later(days=1)
        world.tick()
        world.tick()
        heard.append(len(world.heard(board.writers[0], AnswerAwaited)))
    assert heard == [0, 0, 0, 0, 1, 1, 2, 2]
    assert states(board) == ["lapsed", "accepted", "not_this_time"]
    lapsed = world.heard(board.coordinator, RoundPlaceLapsed)
    assert lapsed == [RoundPlaceLapsed(first, world.now.isoformat(), second)]
    assert world.heard(board.writers[0], RoundPlaceLapsed) == lapsed
    assert len(world.heard(board.writers[1], PlaceCameFree)) == 1
    assert len(world.heard(board.coordinator, ReserveAsked)) == 1
    with world.refuses(NotNow):
        confirm(world, board, 0)


def test_too_late_by_a_second(session: Session, world: World) -> None:
    board = sent(world, "A")
    until = board.applications[0].confirm_by
    assert until is not None
    world.now = until + timedelta(seconds=1)
    with world.refuses(AnswerTooLate):
        confirm(world, board, 0)
    world.now = until
    confirm(world, board, 0)


def test_a_confirmed_place_given_back_at_night(session: Session, world: World) -> None:
    """The reserve's offer is the clock's, which waits for the morning; 72 hours are counted from when it is heard.
    Without an answer it is reminded of once, and the next is asked."""
    board = sent(world, *"ABCDE", capacity=3)
    confirm(world, board, 0)
    world.now = world.now.replace(hour=22)  # midnight in Helsinki
    give_back(world, board, 0)
    given = RoundPlaceGivenBack(board.applications[0].id, world.now.isoformat(), board.applications[3].id)
    assert world.heard(board.coordinator, RoundPlaceGivenBack) == [given]
    assert PlaceCameFree.by_clock, "in quiet hours it waits"
    reserve = board.applications[3]
    assert (reserve.state, reserve.heard_at) == (PlaceState.ACCEPTED, None)
    morning = world.later(hours=9)
    heard_of(world, board, 3)
    assert (reserve.heard_at, reserve.confirm_by) == (morning, morning + timedelta(hours=72))
    world.later(hours=1)
    heard_of(world, board, 3)
    assert reserve.heard_at == morning, "the second of their people to hear changes nothing"
    world.later(hours=46)
    world.tick()
    assert world.heard(board.writers[3], AnswerAwaited) == []
    world.later(hours=2)
    world.tick()
    world.later(hours=12)
    world.tick()
    assert [notice.number for notice in world.heard(board.writers[3], AnswerAwaited)] == [2]
    world.now = morning + timedelta(hours=72)
    world.tick()
    assert states(board)[3:] == ["lapsed", "accepted"]
    assert len(world.heard(board.writers[4], PlaceCameFree)) == 1


def test_an_offer_that_reaches_nobody_does_not_wait_for_ever(session: Session, world: World) -> None:
    board = sent(world, "A", "B", "C", capacity=2)
    give_back(world, board, 0)
    offered = world.now
    world.now = offered + timedelta(hours=83)
    world.tick()
    assert states(board)[2] == "accepted"
    world.now = offered + timedelta(hours=84)
    world.tick()
    assert states(board)[2] == "lapsed"
    notice = world.heard(board.writers[2], PlaceCameFree)[0]
    assert isinstance(notice, PlaceCameFree)
    heard_of(world, board, 2)
    assert states(board)[2] == "lapsed"
    assert occasions.place_came_free(session, board.writers[2], notice, timers=TIMERS, now=world.now) is None


def test_a_reserve_leaves_and_a_place_is_declined(session: Session, world: World) -> None:
    board = sent(world, "A", "B", "C", "D", capacity=3)
    give_back(world, board, 3)
    assert states(board) == ["accepted", "accepted", "accepted", "withdrawn"]
    give_back(world, board, 0)
    assert states(board)[0] == "withdrawn"
    assert world.heard(board.coordinator, RoundPlaceGivenBack)[-1] == RoundPlaceGivenBack(
        board.applications[0].id, world.now.isoformat(), None
    )
    assert places.free(session, board.round) == 1
    member = colleague(world, board.writers[1])
    give_back(world, board, 1, by=member)
    assert world.heard(board.writers[1])[-1] == world.heard(board.coordinator)[-1], "a colleague hears of it, too"
    for person, refusal in ((world.person(), NotThere), (board.coordinator, NotYours)):
        with world.refuses(refusal):
            give_back(world, board, 2, by=person)


def test_nothing_is_given_back_before_it_is_decided(session: Session, world: World) -> None:
    board = Board(world, "A")
    board.decide(0, Decision.ACCEPT)
    with world.refuses(NotThere):
        give_back(world, board, 0)


def test_after_the_first_contact_day_a_coordinator_offers(session: Session, world: World) -> None:
    board = sent(world, "A", "B", "C", "D", capacity=2)
    confirm(world, board, 0)
    confirm(world, board, 1)
    with world.refuses(NoPlaceFree):
        places.offer_to_reserve(session, board.coordinator, round_id=board.round.id, timers=TIMERS, now=world.now)
    first = session.scalars(select(ContactDay.starts_at).order_by(ContactDay.starts_at)).first()
    assert first is not None
    world.now = first
    give_back(world, board, 0)
    assert states(board)[2] == "reserve"
    other = world.person()
    staff(world, board.round, other, RoundRole.COORDINATOR)
    with world.refuses(NotYours):
        places.offer_to_reserve(session, board.writers[1], round_id=board.round.id, timers=TIMERS, now=world.now)
    places.offer_to_reserve(session, other, round_id=board.round.id, timers=TIMERS, now=world.now)
    assert states(board)[2] == "accepted"
    assert (len(world.heard(board.coordinator, ReserveAsked)), world.heard(other, ReserveAsked)) == (1, [])
    board.applications[2].state = PlaceState.LAPSED
    session.flush()
    with world.refuses(NobodyInReserve):
        places.offer_to_reserve(session, other, round_id=board.round.id, timers=TIMERS, now=world.now)


def test_a_short_time_to_confirm_is_not_reminded_of_at_once(session: Session, world: World) -> None:
    board = sent(world, "A", confirm_days=2)
    world.tick()
    assert world.heard(board.writers[0], AnswerAwaited) == []
    world.later(days=1, hours=15)
    world.tick()
    assert len(world.heard(board.writers[0], AnswerAwaited)) == 1


def test_every_step_is_audited(session: Session, world: World) -> None:
    board = sent(world, "A", "B", capacity=1)
    confirm(world, board, 0)
    give_back(world, board, 0)
    confirm(world, board, 1)
    rows = session.execute(select(Audit.action, Audit.actor_id, Audit.noun_id).order_by(Audit.id)).all()[-4:]
    first, second = board.applications[0].id, board.applications[1].id
    assert [tuple(row) for row in rows] == [
        ("confirm_place", board.writers[0].id, first),
        ("give_back_place", board.writers[0].id, first),
        ("moved_up", None, second),
        ("confirm_place", board.writers[1].id, second),
    ]


def test_a_decision_is_shown_as_long_as_it_stands(session: Session, world: World) -> None:
    board = sent(world, "A", "B", capacity=1)
    notice = world.heard(board.writers[1])[-1]
    assert isinstance(notice, DecisionMade)
    shown = occasions.decision_made(session, board.writers[1], notice)
    assert shown is not None
    assert (shown.decision, shown.rank) == ("reserve", 1)
    assert occasions.decision_made(session, board.writers[0], notice) is None, "another organisation's"
    give_back(world, board, 0)
    assert occasions.decision_made(session, board.writers[1], notice) is None, "a place has come free meanwhile"
