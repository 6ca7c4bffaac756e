"""Rooms: who hears what is said in one, and nobody else."""

from datetime import timedelta
from typing import Any

from sqlalchemy.orm import Session

from domain.messages import Content
from domain.programme.running import rooms
from domain.programme.running.notices import RoomEdited, RoomSaid
from domain.refusals import NotNow, NotThere
from models.conversation import Kind
from models.peace import Block
from models.person import Person
from models.programme.application import Participant
from models.programme.room import RoomMessage
from models.programme.round import RoundState
from tests.domain.programme.running import Running, running
from tests.domain.world import TIMERS, World


def says(
    world: World, run: Running, person: Person, application_id: int | None, text: str = "Hei!", **more: Any
) -> RoomMessage:
    return rooms.say(
        world.session,
        person,
        round_id=run.round.id,
        application_id=application_id,
        content=Content(Kind.TEXT, text),
        now=world.now,
        **more,
    )


def hear(world: World, run: Running, message: RoomMessage) -> set[str]:
    people = (run.anna, run.kaisa, run.bertil, run.carla, run.daavid, run.eeva)
    return {person.name for person in people if RoomSaid(message.id) in world.heard(person, RoomSaid)}


def test_what_is_said_is_heard_by_everybody_else_in_the_room(session: Session, world: World) -> None:
    run = running(world)
    own = {run.bertil.name, run.carla.name}
    assert hear(world, run, says(world, run, run.bertil, run.place.id)) == {run.carla.name, "Kaisa"}
    assert hear(world, run, says(world, run, run.kaisa, run.place.id)) == own
    everybody = {"Anna", "Kaisa", run.daavid.name, *own}
    assert hear(world, run, says(world, run, run.daavid, None)) == everybody - {run.daavid.name}


def test_a_room_is_for_those_in_it(session: Session, world: World) -> None:
    run, strange = running(world), running(world)
    message = says(world, run, run.bertil, run.place.id)
    for person in (run.daavid, run.anna, run.eeva, strange.kaisa, world.person()):
        with world.refuses(NotThere):
            says(world, run, person, run.place.id)
        assert rooms.message_for(session, person, message.id) is None
    for person in (run.eeva, strange.bertil):
        with world.refuses(NotThere):
            says(world, run, person, None)
    with world.refuses(NotThere):
        says(world, run, run.kaisa, strange.place.id)
    assert [(one.application_id, one.organisation) for one in rooms.of(session, run.bertil)] == [
        (None, None),
        (run.place.id, "Kylätalo"),
    ]
    assert len(rooms.of(session, run.kaisa)) == 3
    assert len(rooms.of(session, run.anna)) == 1
    assert rooms.of(session, run.eeva) == []


def test_who_has_left_hears_nothing_that_was_on_its_way(session: Session, world: World) -> None:
    run = running(world)
    message = says(world, run, run.kaisa, run.place.id)
    assert rooms.message_for(session, run.carla, message.id) is not None
    for row in session.query(Participant).filter_by(person_id=run.carla.id):
        row.left_at = world.now
    session.flush()
    assert rooms.message_for(session, run.carla, message.id) is None
    with world.refuses(NotThere):
        says(world, run, run.carla, run.place.id)


def test_a_blocked_pair_is_kept_apart_in_a_room_too(session: Session, world: World) -> None:
    run = running(world)
    session.add(Block(blocker_id=run.daavid.id, blocked_id=run.bertil.id, at=world.now))
    session.flush()
    message = says(world, run, run.bertil, None)
    assert hear(world, run, message) == {"Anna", "Kaisa", run.carla.name}
    assert rooms.message_for(session, run.daavid, message.id) is None


def test_replies_find_their_room_and_edits_follow(session: Session, world: World) -> None:
    run = running(world)
    message = says(world, run, run.bertil, run.place.id, author_message_id=11)
    rooms.delivered(session, run.kaisa, message.id, [21, 22], now=world.now)
    rooms.delivered(session, run.kaisa, message.id, [99], now=world.now)
    for stands in (21, 22):
        found = rooms.find_reply_target(session, run.kaisa, stands)
        assert found is not None
        assert found.id == message.id
    for person, stands in ((run.kaisa, 11), (run.kaisa, 99), (run.carla, 21), (run.bertil, 21)):
        assert rooms.find_reply_target(session, person, stands) is None
    answer = says(world, run, run.kaisa, run.place.id, reply_to=message.id)
    view = rooms.message_for(session, run.bertil, answer.id)
    assert view is not None
    assert view.reply_to_message_id == 11
    for _twice in range(2):
        rooms.amend(session, run.bertil, author_message_id=11, content=Content(Kind.TEXT, "Hei taas"), now=world.now)
    assert world.heard(run.kaisa, RoomEdited) == [RoomEdited(message.id, 1)]
    assert rooms.amend(session, run.carla, author_message_id=11, content=Content(Kind.TEXT, "x"), now=world.now) is None


def test_a_room_is_muted_by_one_for_oneself(session: Session, world: World) -> None:
    run = running(world)
    for muted in (True, True, False, True):
        for application_id in (None, run.place.id):
            view = rooms.mute(
                session,
                run.carla,
                round_id=run.round.id,
                application_id=application_id,
                muted=muted,
                now=world.now,
            )
            assert view.muted is muted
    message = says(world, run, run.bertil, None)
    heard = [rooms.message_for(session, person, message.id) for person in (run.carla, run.kaisa)]
    assert [one.room.muted for one in heard if one is not None] == [True, False]


def test_a_round_that_is_over_takes_no_words_and_forgets_them_later(session: Session, world: World) -> None:
    run = running(world)
    message = says(world, run, run.bertil, None, "Kiitos kaikille")
    run.round.state, run.round.ended_at = RoundState.OVER, world.now
    session.flush()
    with world.refuses(NotNow):
        says(world, run, run.bertil, None)
    assert not rooms.room_for(session, run.bertil, run.round.id, None).open
    world.later(days=TIMERS.messages_kept.days - 1)
    world.tick()
    session.refresh(message)
    assert message.text == "Kiitos kaikille"
    world.now += timedelta(days=1)
    world.tick()
    session.refresh(message)
    assert (message.text, message.forgotten_at) == ("", world.now)
