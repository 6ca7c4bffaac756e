"""What somebody may know of rounds and places, and when a call is open: to the second."""

from datetime import datetime, timedelta

import pytest
from sqlalchemy.orm import Session

from domain import organisations
from domain.programme import overview, places, reading
from domain.programme.lifecycle import APPLY_TO_ROUND, WRITE_APPLICATION
from domain.programme.views import Lacks, Missing, Phase
from domain.refusals import NotThere
from models.person import Person
from models.programme.application import PlaceState
from models.programme.round import Criterion, Round, RoundRole, RoundState, RoundText
from tests.domain.programme.world import application, association, colleague, contact_person, programme_round, staff
from tests.domain.world import World


def test_a_call_is_open_to_the_second(session: Session, world: World) -> None:
    anna = contact_person(world, "Silta ry")
    made = programme_round(world, world.person(), opens_at=world.now + timedelta(days=1))

    def phase() -> Phase:
        return reading.round_page(session, anna, round_id=made.id, now=world.now).line.phase

    assert phase() is Phase.NOT_YET
    world.now = made.opens_at
    assert phase() is Phase.OPEN
    world.now = made.deadline
    assert phase() is Phase.OPEN
    assert [one.name for one in reading.round_page(session, anna, round_id=made.id, now=world.now).applies_for] == [
        "Silta ry"
    ]
    world.later(seconds=1)
    assert phase() is Phase.SELECTING
    assert not reading.round_page(session, anna, round_id=made.id, now=world.now).applies_for
    for state in (RoundState.DECIDED, RoundState.OVER, RoundState.CANCELLED):
        made.state = state
        assert phase() == Phase(state)


def test_the_text_comes_in_ones_language_else_in_another(session: Session, world: World) -> None:
    coordinator, reader = world.person(), world.person()
    made = programme_round(world, coordinator)
    session.add(RoundText(round_id=made.id, language="sv", name="Vårens omgång", text="För vem och vad."))
    session.flush()
    for language, name in (("fi", "Kevään kierros"), ("sv", "Vårens omgång"), ("en", "Kevään kierros")):
        reader.language = language
        page = reading.round_page(session, reader, round_id=made.id, now=world.now)
        assert page.line.name == name
    assert page.language == "fi"


def test_a_draft_is_seen_by_those_who_run_it(session: Session, world: World) -> None:
    coordinator, consultant, outsider = world.person(), world.person(), world.person()
    made = programme_round(world, coordinator, RoundState.DRAFT)
    staff(world, made, consultant, RoundRole.CONSULTANT)
    for one in (coordinator, consultant):
        assert reading.round_page(session, one, round_id=made.id, now=world.now).line.phase is Phase.DRAFT
    for one in (outsider, world.person(registered=False)):
        with world.refuses(NotThere):
            reading.round_page(session, one, round_id=made.id, now=world.now)
    with world.refuses(NotThere):
        reading.round_page(session, coordinator, round_id=2**40, now=world.now)
    assert not overview.programme(session, outsider, now=world.now).open
    assert [line.id for line, _roles in overview.programme(session, coordinator, now=world.now).runs] == [made.id]
    assert [one.id for one in overview.rounds_to_publish(session, coordinator, now=world.now)] == [made.id]
    assert not overview.rounds_to_publish(session, consultant, now=world.now)


def test_what_a_draft_lacks(session: Session, world: World) -> None:
    coordinator = world.person()
    made = programme_round(world, coordinator, RoundState.DRAFT)
    assert reading.lacks(session, made, world.now) == ()
    made.reviewed = True
    assert reading.lacks(session, made, world.now) == (Lacks.CRITERIA,)
    session.add(Criterion(round_id=made.id, position=1, name="Tarve"))
    made.decision_on = (made.deadline + timedelta(days=90)).date()
    assert reading.lacks(session, made, world.now) == (Lacks.DAYS_AFTER,)
    assert reading.lacks(session, made, made.deadline)[0] is Lacks.DEADLINE


@pytest.mark.parametrize("state", [PlaceState.DRAFT, PlaceState.SENT, PlaceState.NOT_THIS_TIME])
def test_who_sees_an_application(session: Session, world: World, state: PlaceState) -> None:
    anna, stranger, coordinator = contact_person(world, "Silta ry"), contact_person(world, "Muut ry"), world.person()
    made = programme_round(world, coordinator)
    place = application(world, made, anna, state)
    other = application(world, made, stranger, PlaceState.CONFIRMED)
    second = colleague(world, anna)
    for one in (anna, second):
        page = places.place_page(session, one, application_id=place.id, now=world.now)
        assert page.inside
        assert page.activity
        assert page.may(WRITE_APPLICATION) == (state is not PlaceState.NOT_THIS_TIME)
    for one in (stranger, world.person()):
        with world.refuses(NotThere):
            places.place_page(session, one, application_id=place.id, now=world.now)
    if state is PlaceState.DRAFT:
        with world.refuses(NotThere):
            places.place_page(session, coordinator, application_id=place.id, now=world.now)
    else:
        assert places.place_page(session, coordinator, application_id=place.id, now=world.now).activity
    assert other.state is PlaceState.CONFIRMED


def test_a_peer_sees_a_place_and_not_what_was_applied_with(session: Session, world: World) -> None:
    anna, bertil = contact_person(world, "Silta ry"), contact_person(world, "Muut ry")
    made = programme_round(world, world.person(), RoundState.DECIDED)
    own = application(world, made, anna, PlaceState.CONFIRMED)
    other = application(world, made, bertil, PlaceState.CONFIRMED)
    page = places.place_page(session, anna, application_id=other.id, now=world.now)
    assert not page.inside
    assert not page.activity
    assert not page.motivation
    assert page.organisation == "Muut ry"
    assert places.place_page(session, anna, application_id=own.id, now=world.now).activity


def test_a_prepared_decision_does_not_show(session: Session, world: World) -> None:
    anna = contact_person(world, "Silta ry")
    made = programme_round(world, world.person())
    place = application(world, made, anna, rank=2, reason="Hyvä hakemus")
    page = places.place_page(session, anna, application_id=place.id, now=world.now)
    assert page.rank is None
    assert not page.reason


def test_what_an_application_lacks(session: Session, world: World) -> None:
    anna = contact_person(world, "Silta ry")
    made = programme_round(world, world.person(), self_rated=True)
    place = application(world, made, anna, PlaceState.DRAFT, activity="", motivation="", commits=False)
    page = places.place_page(session, anna, application_id=place.id, now=world.now)
    assert page.missing == (Missing.ACTIVITY, Missing.MOTIVATION, Missing.RATINGS, Missing.COMMITMENT)
    assert page.open
    assert not places.place_page(session, anna, application_id=place.id, now=made.deadline + timedelta(seconds=1)).open


def test_what_awaits(session: Session, world: World) -> None:
    anna, private = contact_person(world, "Silta ry"), world.person()
    made = programme_round(world, world.person())
    assert [one.id for one in overview.calls_for(session, anna, now=world.now)] == [made.id]
    assert not overview.calls_for(session, private, now=world.now)
    assert not overview.calls_for(session, anna, now=made.deadline + timedelta(seconds=1))
    place = application(world, made, anna, PlaceState.DRAFT)
    assert not overview.calls_for(session, anna, now=world.now)
    assert [one.id for one in overview.drafts_to_send(session, anna, now=world.now)] == [place.id]
    assert not overview.drafts_to_send(session, anna, now=made.deadline + timedelta(seconds=1))


def test_who_waits_to_be_confirmed_is_told_so(session: Session, world: World) -> None:
    anna, newcomer, private = contact_person(world, "Silta ry"), world.person(), world.person()
    made = programme_round(world, world.person())
    assert anna.organisation_id is not None
    organisations.join(session, newcomer, organisation_id=anna.organisation_id, now=world.now)
    waits = {
        one.id: reading.round_page(session, one, round_id=made.id, now=world.now).waits_for_yes
        for one in (anna, newcomer, private)
    }
    assert waits == {anna.id: False, newcomer.id: True, private.id: False}


def test_those_left_out_come_first(session: Session, world: World) -> None:
    anna, bertil, coordinator = contact_person(world, "Silta ry"), contact_person(world, "Muut ry"), world.person()
    first = programme_round(world, coordinator, RoundState.OVER)
    application(world, first, anna, PlaceState.NOT_THIS_TIME)
    application(world, first, bertil, PlaceState.FINISHED)
    early = world.now + timedelta(days=1)
    made = programme_round(
        world, coordinator, previous_id=first.id, opens_at=world.now + timedelta(days=8), priority_opens_at=early
    )
    assert _opens(session, world, made, anna) == early
    assert _opens(session, world, made, bertil) == made.opens_at
    world.now = early
    assert [one.early for one in reading.round_page(session, anna, round_id=made.id, now=early).applies_for] == [True]
    assert not reading.round_page(session, bertil, round_id=made.id, now=early).applies_for
    assert association(world, anna).name == "Silta ry"
    assert APPLY_TO_ROUND in reading.round_page(session, anna, round_id=made.id, now=early).may.actions


def _opens(session: Session, world: World, made: Round, person: Person) -> datetime:
    return reading.round_page(session, person, round_id=made.id, now=world.now).line.opens_at
