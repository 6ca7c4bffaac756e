"""Each role x each action x each state of a round and of a place, against a table written by hand here, and by both
questions: is it shown, does it run."""

from typing import Any

import pytest
from sqlalchemy.orm import Session

from domain.lifecycle import Lifecycle
from domain.lifecycle.engine import Action
from domain.programme.lifecycle import PLACE, ROUND
from domain.refusals import NotNow, NotThere, NotYours, Refusal, Subject
from models.person import Person
from models.programme.application import PlaceState, RoundApplication
from models.programme.review import Review, Stance
from models.programme.round import Round, RoundRole, RoundState
from tests.domain.programme.world import application, colleague, contact_person, programme_round, staff, takes_part
from tests.domain.world import World

ROLES = ("coordinator", "reviewer", "consultant", "participant", "colleague", "peer", "outsider", "newcomer")
EVERYBODY = set(ROLES) - {"newcomer"}  # who has come in
INSIDE = {"participant", "peer"}  # take part, for one organisation or another that has a place

# What is not written in these tables is not allowed.

ROUND_CELLS: dict[str, tuple[set[str], set[str]]] = {
    "edit_round": ({"coordinator"}, {"draft"}),
    "publish_round": ({"coordinator"}, {"draft"}),
    "extend_round": ({"coordinator"}, {"open"}),
    "cancel_round": ({"coordinator"}, {"draft", "open"}),
    "copy_round": ({"coordinator"}, {"decided", "over", "cancelled"}),
    "name_staff": ({"coordinator"}, {"draft", "open", "decided"}),
    "make_late_code": ({"coordinator"}, {"open"}),
    "apply_to_round": (EVERYBODY, {"open"}),
    "see_board": ({"coordinator", "reviewer"}, {"open", "decided", "over"}),
    "send_decisions": ({"coordinator"}, {"open"}),
    "change_capacity": ({"coordinator"}, {"open", "decided"}),
    "offer_to_reserve": ({"coordinator"}, {"decided"}),
    "write_day": ({"coordinator", "consultant"}, {"draft", "open", "decided"}),
    "see_days": ({"coordinator", "consultant"} | INSIDE, {"draft", "open", "decided", "over"}),
    "take_attendance": ({"coordinator", "consultant"}, {"decided", "over"}),
    "open_slots": ({"consultant"}, {"decided"}),
    "write_to_cohort": ({"coordinator", "consultant"} | INSIDE, {"decided"}),
    "end_round": ({"coordinator"}, {"decided"}),
    "see_round_report": ({"coordinator"}, {"decided", "over"}),
}
SENT = {str(state) for state in PlaceState} - {"draft"}
PLACED = {"confirmed", "finished"}
BEEN_IN = PLACED | {"left"}
WRITTEN = {"draft", "sent"}
UNDECIDED_ONLY = {
    "write_application", "send_application", "invite_participant", "comment_on_application", "score",
    "declare_conflict", "decide",
}  # fmt: skip
"""Not once the decisions are sent, whatever the state."""

PLACE_CELLS: dict[str, dict[str, set[str]]] = {
    "read_application": {
        "coordinator": SENT,
        "reviewer": SENT,
        "consultant": BEEN_IN,
        "participant": SENT | {"draft"},
        "colleague": SENT | {"draft"},
    },
    "write_application": {"colleague": WRITTEN},
    "send_application": {"colleague": {"draft", "withdrawn"}},
    "invite_participant": {"colleague": WRITTEN},
    "withdraw_application": {"colleague": {"draft", "sent", "reserve", "accepted"}},
    "comment_on_application": {"coordinator": {"sent"}, "reviewer": {"sent"}},
    "score": {"reviewer": {"sent"}},
    "declare_conflict": {"reviewer": {"sent"}},
    "decide": {"coordinator": {"sent"}},
    "confirm_place": {"participant": {"accepted"}, "colleague": {"accepted"}},
    "give_back_place": {"colleague": {"confirmed"}},
    "replace_participant": {"colleague": {"accepted", "confirmed"}, "coordinator": {"accepted", "confirmed"}},
    "tell_absence": {"participant": {"confirmed"}},
    "hand_in": {"participant": {"confirmed"}},
    "read_work": dict.fromkeys(("participant", "colleague", "consultant", "coordinator", "peer"), PLACED),
    "comment_on_work": dict.fromkeys(("consultant", "coordinator", "peer"), PLACED),
    "close_work_to_peers": {"participant": PLACED},
    "see_sparring": {"participant": PLACED, "colleague": PLACED, "consultant": PLACED},
    "book_sparring": {"participant": {"confirmed"}},
    "write_sparring_notes": {"consultant": PLACED},
    "write_to_consultant": {"participant": {"confirmed"}, "consultant": {"confirmed"}},
    "write_workbook": {"participant": PLACED, "colleague": PLACED},
    "rate_itself": {"participant": PLACED, "colleague": PLACED},
    "give_day_feedback": {"participant": PLACED},
}
SEES_PLACE: dict[str, set[str]] = {
    "coordinator": SENT,
    "reviewer": SENT,
    "consultant": BEEN_IN,
    "peer": PLACED,
    "participant": SENT | {"draft"},
    "colleague": SENT | {"draft"},
}
"""To others, and in other states, it is not there."""


def _stage(world: World) -> tuple[dict[str, Person], Round, RoundApplication]:
    """A round with reviewers, one association in it that all is about, and one beside it."""
    people = {role: world.person(role, registered=role != "newcomer") for role in ROLES}
    round_ = programme_round(world, people["coordinator"], reviewed=True)
    staff(world, round_, people["reviewer"], RoundRole.REVIEWER)
    staff(world, round_, people["consultant"], RoundRole.CONSULTANT)
    writer = contact_person(world, "Ystävätupa")
    place = application(world, round_, writer)
    takes_part(world, place, people["participant"])
    people["colleague"] = colleague(world, writer)
    beside = application(world, round_, contact_person(world, "Naapuriapu"), PlaceState.CONFIRMED)
    takes_part(world, beside, people["peer"])
    return people, round_, place


@pytest.mark.parametrize("role", ROLES)
def test_every_cell_of_a_round(session: Session, world: World, role: str) -> None:
    people, round_, place = _stage(world)
    place.state = PlaceState.CONFIRMED
    for state in RoundState:
        round_.state = state
        session.flush()
        allowed = {name for name, (roles, states) in ROUND_CELLS.items() if role in roles and str(state) in states}
        hidden = role == "newcomer" or (
            state is RoundState.DRAFT and role not in ("coordinator", "reviewer", "consultant")
        )
        ever = {name for name, (roles, _states) in ROUND_CELLS.items() if role in roles}
        _cells(session, ROUND, people[role], round_, set() if hidden else allowed, ever, hidden=hidden)


@pytest.mark.parametrize("role", ROLES)
def test_every_cell_of_a_place(session: Session, world: World, role: str) -> None:
    people, round_, place = _stage(world)
    ever = {name for name, roles in PLACE_CELLS.items() if role in roles}
    for state in PlaceState:
        place.state, round_.state = state, RoundState.OPEN
        session.flush()
        allowed = {name for name in ever if str(state) in PLACE_CELLS[name][role]}
        hidden = str(state) not in SEES_PLACE.get(role, set())
        _cells(session, PLACE, people[role], place, allowed, ever, hidden=hidden)
        if allowed & UNDECIDED_ONLY:
            round_.state = RoundState.DECIDED
            session.flush()
            shown = PLACE.permitted(session, people[role], place).actions
            assert set(shown) == allowed - UNDECIDED_ONLY, f"{role} in {state}, when the decisions are sent"


def _cells(
    session: Session,
    lifecycle: Lifecycle,
    actor: Person,
    thing: Any,
    allowed: set[str],
    ever: set[str],
    *,
    hidden: bool,
) -> None:
    """Both questions, for each action: what is shown, and what runs; and how what does not run is refused."""
    where = f"{actor.name} in {thing.state}"
    assert set(lifecycle.permitted(session, actor, thing).actions) == allowed, where
    for name in lifecycle.allowed:
        refused: Refusal | None = None
        try:
            lifecycle.require(session, actor, name, thing)
        except Refusal as refusal:
            refused = refusal
        if name in allowed:
            assert refused is None, (where, name)
        elif hidden:
            assert type(refused) is NotThere, (where, name)
        elif name not in ever:
            assert type(refused) is NotYours, (where, name)
        else:
            assert isinstance(refused, NotNow), (where, name)
            assert (refused.state, refused.about) == (str(thing.state), Subject(lifecycle.noun, thing.id)), (
                where,
                name,
            )


def test_the_tables_written_by_hand_name_every_action() -> None:
    assert set(ROUND.allowed) == set(ROUND_CELLS)
    assert set(PLACE.allowed) == set(PLACE_CELLS)


def test_who_takes_part_without_a_place_is_not_inside(session: Session, world: World) -> None:
    """Left out, in reserve, or gone: neither the days nor the cohort's conversation are theirs."""
    people, round_, place = _stage(world)
    round_.state = RoundState.DECIDED
    for state in PlaceState:
        place.state = state
        session.flush()
        may = ROUND.permitted(session, people["participant"], round_)
        assert may(Action("write_to_cohort")) is (str(state) in PLACED), state
        assert may(Action("see_days")) is (str(state) in PLACED), state


def test_whoever_left_is_nobody(session: Session, world: World) -> None:
    people, _round, place = _stage(world)
    place.state = PlaceState.CONFIRMED
    session.flush()
    guests = world.person()
    gone = takes_part(world, place, guests)
    assert PLACE.may(session, guests, Action("hand_in"), place)
    gone.left_at = world.now
    session.flush()
    assert not PLACE.permitted(session, guests, place).actions
    waiting = takes_part(world, place, people["outsider"])
    waiting.confirmed_at = None
    session.flush()
    assert not PLACE.permitted(session, people["outsider"], place).actions, "has not said yes"


@pytest.mark.parametrize("role", ["coordinator", "reviewer"])
def test_nobody_judges_their_own(session: Session, world: World, role: str) -> None:
    """A member, or somebody who takes part, does not score, comment on, or decide their own organisation's."""
    people, round_, place = _stage(world)
    for own in (people["colleague"], people["participant"]):
        staff(world, round_, own, RoundRole(role))
        may = PLACE.permitted(session, own, place)
        judging = {"score", "decide", "comment_on_application", "declare_conflict"}
        assert not may.actions & {Action(name) for name in judging}
        assert may(Action("read_application")), "it is theirs to read"


@pytest.mark.parametrize("role", ["coordinator", "reviewer"])
def test_a_conflict_ends_judging(session: Session, world: World, role: str) -> None:
    people, _round, place = _stage(world)
    judge = people[role]
    session.add(Review(application_id=place.id, reviewer_id=judge.id, stance=Stance.CONFLICT, comment="", at=world.now))
    session.flush()
    may = PLACE.permitted(session, judge, place)
    assert not may(Action("score"))
    assert not may(Action("decide"))
    assert may(Action("read_application")) is (role == "coordinator"), "who runs the round still sees who applied"


def test_peers_where_something_is_closed(session: Session, world: World) -> None:
    people, round_, place = _stage(world)
    place.state = PlaceState.CONFIRMED
    session.flush()
    read = Action("read_work")
    assert PLACE.may(session, people["peer"], read, place)
    place.work_closed = True
    session.flush()
    assert not PLACE.may(session, people["peer"], read, place)
    place.work_closed, round_.peers = False, False
    session.flush()
    assert not PLACE.may(session, people["peer"], read, place)
    assert PLACE.may(session, people["consultant"], read, place)


def test_without_reviewers_nobody_scores(session: Session, world: World) -> None:
    people, round_, place = _stage(world)
    round_.reviewed = False
    session.flush()
    assert not PLACE.may(session, people["reviewer"], Action("score"), place)
