"""A round of the programme, set up in a line: rows as the verbs would have left them."""

from datetime import timedelta
from typing import Any

from sqlalchemy import select

from domain import organisations, words
from models.organisation import Organisation
from models.person import Person
from models.programme.application import Participant, PlaceState, RoundApplication
from models.programme.round import ContactDay, Programme, Round, RoundRole, RoundStaff, RoundState, RoundText
from tests.domain.world import World


def contact_person(world: World, name: str) -> Person:
    """Somebody new who speaks for a new association of that name, and acts for it."""
    person = world.person(f"{name}: yhteyshenkilö")
    organisations.add(world.session, person, name=name, region="pirkanmaa", sure=True, now=world.now)
    return person


def colleague(world: World, of: Person) -> Person:
    """Somebody new of the same association, confirmed there."""
    person = world.person()
    assert of.organisation_id is not None
    organisations.join(world.session, person, organisation_id=of.organisation_id, now=world.now)
    own = organisations.member_of(world.session, of.organisation_id, person.id)
    assert own is not None
    own.confirmed_at = world.now
    world.session.flush()
    return person


def programme_round(world: World, coordinator: Person, state: RoundState = RoundState.OPEN, **changes: Any) -> Round:
    """A round whose call is open for a month, with four contact days after it, a month apart, and its coordinator."""
    now = world.now
    programme = Programme(name="Vaikuttavuusvalmennus", created_by_id=coordinator.id, created_at=now)
    world.session.add(programme)
    world.session.flush()
    deadline = now + timedelta(days=30)
    values: dict[str, Any] = {
        "programme_id": programme.id,
        "state": state,
        "opens_at": now,
        "deadline": deadline,
        "decision_on": (deadline + timedelta(days=14)).date(),
        "capacity": 8,
        "participants_max": 3,
        "created_by_id": coordinator.id,
        "created_at": now,
        "published_at": None if state is RoundState.DRAFT else now,
        "decided_at": now if state in (RoundState.DECIDED, RoundState.OVER) else None,
    }
    made = Round(**(values | changes))
    world.session.add(made)
    world.session.flush()
    world.session.add(RoundText(round_id=made.id, language="fi", name="Kevään kierros", text="Kenelle ja mitä."))
    for month in range(1, 5):
        starts = deadline + timedelta(days=30 * month)
        world.session.add(
            ContactDay(
                round_id=made.id,
                starts_at=starts,
                ends_at=starts + timedelta(hours=6),
                place="Tampere, Kirjastonkatu 1",
                agenda="Tarpeet ja tavoitteet",
                assignment="Kuvatkaa toiminta, jonka kanssa työskentelette.",
                assignment_due_at=starts - timedelta(days=7),
            )
        )
    staff(world, made, coordinator, RoundRole.COORDINATOR)
    return made


def staff(world: World, round_: Round, person: Person, role: RoundRole) -> None:
    """Somebody has a role in it."""
    world.session.add(RoundStaff(round_id=round_.id, person_id=person.id, role=role, added_at=world.now))
    world.session.flush()


def application(
    world: World, round_: Round, writer: Person, state: PlaceState = PlaceState.SENT, **changes: Any
) -> RoundApplication:
    """The application of the writer's association, with the writer taking part."""
    now = world.now
    values: dict[str, Any] = {
        "round_id": round_.id,
        "organisation_id": writer.organisation_id,
        "state": state,
        "activity": "Vapaaehtoiset yksinäisten ikäihmisten tukena",
        "motivation": words.tidy("Haluamme osoittaa, mitä toiminnasta seuraa."),
        "commits": True,
        "version": 1,
        "written_by_id": writer.id,
        "written_at": now,
        "sent_at": None if state is PlaceState.DRAFT else now,
        "confirmed_at": now if state in (PlaceState.CONFIRMED, PlaceState.FINISHED) else None,
    }
    made = RoundApplication(**(values | changes))
    world.session.add(made)
    world.session.flush()
    takes_part(world, made, writer)
    return made


def takes_part(world: World, application: RoundApplication, person: Person) -> Participant:
    """Somebody takes part for that organisation, and has said so."""
    made = Participant(
        application_id=application.id,
        name=person.name,
        person_id=person.id,
        invited_at=world.now,
        confirmed_at=world.now,
    )
    world.session.add(made)
    world.session.flush()
    return made


def association(world: World, person: Person) -> Organisation:
    """What somebody acts for."""
    return world.session.get_one(Organisation, person.organisation_id)


def speaks_for(world: World, person: Person, name: str) -> Person:
    """Somebody who is there already acts for an association of that name, confirmed: a new one, or the one there is."""
    there = world.session.scalar(select(Organisation).where(Organisation.name == name))
    if there is None:
        organisations.add(world.session, person, name=name, region="pirkanmaa", sure=True, now=world.now)
        return person
    organisations.join(world.session, person, organisation_id=there.id, now=world.now)
    own = organisations.member_of(world.session, there.id, person.id)
    assert own is not None
    own.confirmed_at = world.now
    world.session.flush()
    return person
