"""Somebody else takes part in another's stead: no more than before, and it is written down."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from domain.programme import participants
from domain.programme.notices import ParticipantTakenOut
from domain.programme.running import days, replacing, rooms
from domain.refusals import NotThere, NotYours, TextMissing
from models.audit import Audit
from models.person import Person
from models.programme.application import Participant
from tests.domain.programme.running import Running, running
from tests.domain.world import SECRET, World


def of(session: Session, run: Running, person: Person) -> int:
    return session.scalars(
        select(Participant.id).where(Participant.application_id == run.place.id, Participant.person_id == person.id)
    ).one()


def replaces(world: World, by: Person, participant_id: int, name: str = "Uusi") -> str:
    _application, token = replacing.replace(
        world.session, by, participant_id=participant_id, name=name, secret_key=SECRET, now=world.now
    )
    return token


def test_another_comes_in_the_stead_of_one(session: Session, world: World) -> None:
    run, new = running(world, participants_max=2), world.person("Uusi")
    carla = of(session, run, run.carla)
    token = replaces(world, run.bertil, carla)
    assert world.heard(run.carla, ParticipantTakenOut) == [ParticipantTakenOut(carla)]
    with world.refuses(NotYours):
        days.of_round(session, run.carla, run.round.id, now=world.now)
    with world.refuses(NotYours):
        days.of_round(session, new, run.round.id, now=world.now)
    participants.confirm_by_link(session, new, token=token, secret_key=SECRET, now=world.now)
    assert [day.my_place for day in days.of_round(session, new, run.round.id, now=world.now)] == [run.place.id] * 4
    assert rooms.people_in(session, run.round.id, run.place.id) == {run.bertil.id, new.id, run.kaisa.id}
    assert len(replacing.taking_part(session, run.bertil, application_id=run.place.id).people) == 2
    assert session.scalars(select(Audit).where(Audit.action == "replace_participant")).one().actor_id == run.bertil.id


def test_who_may_and_who_is_there(session: Session, world: World) -> None:
    run = running(world)
    carla = of(session, run, run.carla)
    for person, refusal in ((run.daavid, NotYours), (run.kaisa, NotYours), (run.eeva, NotThere)):
        with world.refuses(refusal):
            replaces(world, person, carla)
    with world.refuses(TextMissing):
        replaces(world, run.bertil, carla, " ")
    replaces(world, run.anna, carla)
    with world.refuses(NotThere):
        replaces(world, run.bertil, carla)
    with world.refuses(NotThere):
        replaces(world, run.bertil, 10**9)
