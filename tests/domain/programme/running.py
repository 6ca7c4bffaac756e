"""A round that runs, set up in a line: two organisations have places, a consultant is there."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from sqlalchemy import select

from models.person import Person
from models.programme.application import PlaceState, RoundApplication
from models.programme.round import ContactDay, Round, RoundRole, RoundState
from tests.domain.programme import world as programme
from tests.domain.world import World


@dataclass
class Running:
    """The people of it: Anna coordinates, Kaisa is the consultant; Bertil and Carla of one organisation, Daavid of
    another take part; Eeva of a third one was not taken."""

    round: Round
    days: list[ContactDay]
    anna: Person
    kaisa: Person
    bertil: Person
    carla: Person
    daavid: Person
    eeva: Person
    place: RoundApplication
    other: RoundApplication


def running(world: World, state: RoundState = RoundState.DECIDED, **changes: Any) -> Running:
    """The first contact day is 60 days from now, the others a month apart."""
    anna, kaisa = world.person("Anna"), world.person("Kaisa")
    round_ = programme.programme_round(
        world, anna, state, deadline=world.now, opens_at=world.now - timedelta(30), **changes
    )
    programme.staff(world, round_, kaisa, RoundRole.CONSULTANT)
    bertil, daavid, eeva = (programme.contact_person(world, name) for name in ("Kylätalo", "Naapuriapu", "Retkeilijät"))
    place = programme.application(world, round_, bertil, PlaceState.CONFIRMED)
    other = programme.application(world, round_, daavid, PlaceState.CONFIRMED)
    programme.application(world, round_, eeva, PlaceState.NOT_THIS_TIME)
    carla = programme.colleague(world, bertil)
    programme.takes_part(world, place, carla)
    world.session.flush()
    days = world.session.scalars(
        select(ContactDay).where(ContactDay.round_id == round_.id).order_by(ContactDay.starts_at)
    ).all()
    return Running(round_, list(days), anna, kaisa, bertil, carla, daavid, eeva, place, other)
