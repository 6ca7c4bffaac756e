"""An organisation applies: from the call to the receipt, alone and together, on time and late."""

import re
from datetime import timedelta

import pytest

from models.programme.application import PlaceState
from tests.stories.programme.stage import acts_for, has_applied, round_open
from tests.stories.world import Person, World, comes_in

CALL = "Kevään kierros"


def link_in(text: str) -> str:
    found = re.search(r"https://t\.me/\S+start=p_[A-Za-z0-9_-]{22}", text)
    assert found is not None, text
    return found[0]


async def begins(applicant: Person, organisation: str) -> None:
    await applicant.says("/programme")
    await applicant.taps(f"Look at: {CALL}")
    await applicant.taps(f"Apply for: {organisation}")


@pytest.mark.both
async def test_from_the_call_to_the_receipt(world: World) -> None:
    anna, carla, kaija = (
        await world.member("Anna", "fi"),
        await world.member("Carla"),
        await world.person("Kaija", "sv"),
    )
    await acts_for(world, anna, "Silta ry")
    await round_open(world, carla, self_rated=True)
    await begins(anna, "Silta ry")
    await anna.says("Ystävätoiminta")
    assert anna.sees("Why do you want to take part")
    await anna.says("Haluamme osoittaa, mitä toiminnasta seuraa.")
    assert anna.sees("Saved. Characters: ")
    assert "Merkkejä: 43" in anna.text
    for _area in range(4):
        await anna.taps("2: a little")
    assert anna.sees("These are the dates:")
    await anna.taps("Promise: we come to all of them")
    await anna.taps("Take part myself")
    await anna.taps("Invite somebody by a link")
    await anna.says("Kaija")
    link = link_in(anna.text)
    await anna.taps("Go on with who takes part")
    await anna.taps("Go back to the application")
    await anna.taps("Look through and send")
    assert anna.sees("This is what the coordinators will read.")
    assert "Ystävätoiminta" in anna.text
    await anna.taps("Send the application")
    assert anna.sees("Receipt: the application has come in")
    assert anna.sees("Nothing is decided yet")
    assert carla.sees("An application has come: ")
    assert "Silta ry" in carla.hears()[-1]

    await kaija.opens(link)
    assert kaija.sees("You are asked to take part in a training: "), kaija.tail()
    await comes_in(kaija)
    assert kaija.sees("Will you take part in the training?"), kaija.tail()
    await kaija.taps("Take part")
    assert kaija.sees("Thank you, you take part!")
    assert anna.sees("Takes part in the training for your organisation: ")
    await kaija.says("/program")
    assert "Silta ry" in kaija.text, "it is hers, too"
    await anna.says("/home")
    await anna.opens(link)
    assert anna.sees("This link does not work any more")


async def test_two_colleagues_write_at_once(world: World) -> None:
    anna, bertil, carla = await world.member("Anna"), await world.member("Bertil", "sv"), await world.member("Carla")
    bridge = await acts_for(world, anna, "Bron rf")
    await acts_for(world, bertil, "Bron rf")
    round_id = await round_open(world, carla)
    place = await has_applied(world, round_id, anna, bridge, state=PlaceState.DRAFT, motivation="")
    for one in (anna, bertil):
        await one.says("/programme")
        await one.taps(f"Open: Bron rf, {CALL}")
        await one.taps("Write why you want to take part")
    await anna.says("Anna's reasons.")
    await bertil.says("Bertils skäl.")
    assert bertil.sees("Nothing is lost: choose which to keep."), bertil.tail()
    assert "Anna's reasons." in bertil.text
    assert "Bertils skäl." in bertil.text
    await bertil.taps("Keep both, one after the other")
    await bertil.taps_data(bertil.screen, f"plc:{place}")
    assert "Anna's reasons.\n\nBertils skäl." in bertil.text
    await anna.taps_data(anna.screen, f"psend:{place}:1")
    assert anna.sees("The application has changed after you looked at it"), anna.tail()
    await anna.taps("Look through and send")
    assert "Bertils skäl." in anna.text
    await anna.taps("Send the application")
    assert bertil.sees("Receipt: the application of your organisation has come in")


async def test_the_deadline_to_the_second_and_a_late_code(world: World) -> None:
    anna, carla = await world.member("Anna", "sv"), await world.member("Carla")
    bridge = await acts_for(world, anna, "Bron rf")
    round_id = await round_open(world, carla, deadline=world.clock() + timedelta(hours=1))
    place = await has_applied(world, round_id, anna, bridge, state=PlaceState.DRAFT)
    await anna.says("/programme")
    await anna.taps(f"Open: Bron rf, {CALL}")
    await anna.taps("Look through and send")
    world.clock.now += timedelta(hours=1, seconds=1)
    await anna.taps("Send the application")
    assert anna.sees("The deadline has gone by: "), anna.tail()
    assert anna.sees("The application was not sent, and the call is closed.")
    await anna.taps_data(anna.screen, f"pwrite:{place}:motivation")
    assert anna.sees("The deadline has gone by: ")
    await carla.says("/programme")
    await carla.taps(f"Run: {CALL}")
    await carla.taps("Make a code for a late application")
    link = link_in(carla.text)
    await anna.opens(link)
    await anna.taps("Apply for: Bron rf")
    assert anna.sees("This is what the coordinators will read.")
    await anna.taps("Send the application")
    assert anna.sees("Receipt: the application has come in")
    assert carla.sees("An application has come: ")


async def test_a_reminder_waits_for_the_morning_unless_nothing_else_is_left(world: World) -> None:
    anna, carla = await world.member("Anna", "fi"), await world.member("Carla")
    bridge = await acts_for(world, anna, "Silta ry")
    night = world.clock().replace(hour=22)  # midnight in Helsinki
    early = await round_open(world, carla, deadline=night + timedelta(hours=6))
    await has_applied(world, early, anna, bridge, state=PlaceState.DRAFT)
    late = await round_open(world, carla, name="Toinen", deadline=night + timedelta(days=2))
    await has_applied(world, late, anna, bridge, state=PlaceState.DRAFT)
    world.clock.now = night
    await world.passes(timedelta(0))
    assert anna.sees("Your application is not sent yet: ")
    assert sum("Silta ry" in text for text in anna.hears()) == 1, "the one whose deadline comes before the morning"
    await world.passes(timedelta(hours=10))
    assert anna.sees("Your application is not sent yet: ")


async def test_withdrawn_and_sent_again(world: World) -> None:
    anna, carla = await world.member("Anna", "sv"), await world.member("Carla")
    bridge = await acts_for(world, anna, "Bron rf")
    await has_applied(world, await round_open(world, carla), anna, bridge)
    await anna.says("/programme")
    await anna.taps(f"Open: Bron rf, {CALL}")
    await anna.taps("Withdraw the application")
    await anna.taps("Withdraw it")
    assert anna.sees("The application was withdrawn.")
    assert carla.sees("An application was withdrawn: ")
    await anna.taps("Look through and send again")
    await anna.taps("Send the application")
    assert anna.sees("Receipt: the application has come in")


async def test_a_colleague_is_asked_and_declines(world: World) -> None:
    anna, bertil, carla = await world.member("Anna"), await world.member("Bertil", "fi"), await world.member("Carla")
    bridge = await acts_for(world, anna, "Silta ry")
    await acts_for(world, bertil, "Silta ry")
    await has_applied(world, await round_open(world, carla), anna, bridge)
    await anna.says("/programme")
    await anna.taps(f"Open: Silta ry, {CALL}")
    await anna.taps("Change an answer")
    await anna.taps("Tell who takes part")
    await anna.taps("Ask: Bertil")
    assert bertil.sees("Will you take part in the training?")
    await bertil.says("/home")
    assert bertil.sees("You are asked to take part in the training: ")
    await bertil.taps("Answer: Silta ry")
    await bertil.taps("Decline")
    assert anna.sees("Does not take part in the training: ")
