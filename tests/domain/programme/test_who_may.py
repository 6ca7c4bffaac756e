"""Each role and each action of a call and an application: allowed or refused by the tables."""

import pytest
from sqlalchemy.orm import Session

from domain.lifecycle.engine import Action
from domain.programme.lifecycle import (
    APPLY_TO_ROUND,
    CANCEL_ROUND,
    COPY_ROUND,
    EDIT_ROUND,
    EXTEND_ROUND,
    INVITE_PARTICIPANT,
    MAKE_LATE_CODE,
    NAME_STAFF,
    PLACE,
    PUBLISH_ROUND,
    READ_APPLICATION,
    ROUND,
    SEND_APPLICATION,
    WITHDRAW_APPLICATION,
    WRITE_APPLICATION,
)
from models.person import Person
from models.programme.application import PlaceState, RoundApplication
from models.programme.round import Round, RoundRole, RoundState
from tests.domain.programme.world import application, colleague, contact_person, programme_round, staff, takes_part
from tests.domain.world import World

OF_A_CALL = {EDIT_ROUND, PUBLISH_ROUND, EXTEND_ROUND, CANCEL_ROUND, COPY_ROUND, NAME_STAFF, MAKE_LATE_CODE}
OF_A_CALL |= {APPLY_TO_ROUND}
OF_AN_APPLICATION = {READ_APPLICATION, WRITE_APPLICATION, SEND_APPLICATION, INVITE_PARTICIPANT, WITHDRAW_APPLICATION}
NOBODY: set[Action] = set()
COORDINATES = {
    RoundState.DRAFT: {EDIT_ROUND, PUBLISH_ROUND, CANCEL_ROUND, NAME_STAFF},
    RoundState.OPEN: {EXTEND_ROUND, CANCEL_ROUND, NAME_STAFF, MAKE_LATE_CODE, APPLY_TO_ROUND},
    RoundState.DECIDED: {NAME_STAFF, COPY_ROUND},
    RoundState.OVER: {COPY_ROUND},
    RoundState.CANCELLED: {COPY_ROUND},
}
WRITES = {
    PlaceState.DRAFT: OF_AN_APPLICATION,
    PlaceState.SENT: OF_AN_APPLICATION - {SEND_APPLICATION},
    PlaceState.WITHDRAWN: {READ_APPLICATION, SEND_APPLICATION},
}


def everybody(
    world: World, state: RoundState, place_state: PlaceState
) -> tuple[Round, RoundApplication, dict[str, Person]]:
    coordinator, anna = world.person(), contact_person(world, "Silta ry")
    made = programme_round(world, coordinator, state)
    place = application(world, made, anna, place_state)
    people = {
        "coordinator": coordinator,
        "reviewer": world.person(),
        "consultant": world.person(),
        "participant": world.person(),
        "colleague": colleague(world, anna),
        "other applicant": contact_person(world, "Muut ry"),
        "outsider": world.person(),
        "newcomer": world.person(registered=False),
    }
    application(world, made, people["other applicant"])
    staff(world, made, people["reviewer"], RoundRole.REVIEWER)
    staff(world, made, people["consultant"], RoundRole.CONSULTANT)
    takes_part(world, place, people["participant"])
    return made, place, people


@pytest.mark.parametrize("state", list(RoundState))
def test_what_each_may_do_to_a_call(session: Session, world: World, state: RoundState) -> None:
    made, _place, people = everybody(world, state, PlaceState.SENT)
    others = {APPLY_TO_ROUND} if state is RoundState.OPEN else NOBODY
    for role, person in people.items():
        expected = COORDINATES[state] if role == "coordinator" else NOBODY if role == "newcomer" else others
        may = ROUND.permitted(session, person, made)
        assert set(may.actions) & OF_A_CALL == expected, role


@pytest.mark.parametrize("state", list(WRITES))
def test_what_each_may_do_to_an_application(session: Session, world: World, state: PlaceState) -> None:
    _made, place, people = everybody(world, RoundState.OPEN, state)
    reads = {READ_APPLICATION} if state is not PlaceState.DRAFT else NOBODY
    expected = {
        "coordinator": reads,
        "reviewer": reads,
        "consultant": NOBODY,
        "participant": {READ_APPLICATION},
        "colleague": WRITES[state],
        "other applicant": NOBODY,
        "outsider": NOBODY,
        "newcomer": NOBODY,
    }
    for role, person in people.items():
        may = PLACE.permitted(session, person, place)
        assert set(may.actions) & OF_AN_APPLICATION == expected[role], role
