"""Pre-assignments: handed in as text, link and file, read by peers, commented on, called to mind."""

from datetime import timedelta

import pytest

from tests.stories.programme.running import colleague, running
from tests.stories.world import World


@pytest.mark.both
async def test_work_is_handed_in_read_and_commented_on(world: World) -> None:
    anna, kaisa = await world.member("Anna", "fi"), await world.member("Kaisa", "fi")
    bertil, carla = await world.member("Bertil", "sv"), await world.member("Carla", "sv")
    daavid = await world.member("Daavid", "fi")
    stage = await running(world, anna, kaisa, bertil, daavid)
    await colleague(world, stage, carla, bertil)
    await world.passes(timedelta(days=50))
    assert bertil.sees("A pre-assignment is to be handed in: "), bertil.tail()
    assert not kaisa.sees("A pre-assignment is to be handed in: ")
    await bertil.taps("Hand in")
    await bertil.says("Vi vill visa vad vänverksamheten förändrar.")
    await bertil.taps("Hand it in")
    assert bertil.sees("Handed in. Thank you!"), bertil.tail()
    assert kaisa.sees("A pre-assignment came: "), kaisa.tail()
    assert carla.sees("A pre-assignment came: "), carla.tail()
    await carla.taps("Open the pre-assignment")
    await carla.taps("Hand in a new version")
    await carla.sends_document(b"MZ", "plan.exe", mime="application/octet-stream")
    assert not carla.sees("This will be version"), carla.tail()
    await carla.sends_document(b"%PDF-1.4\nplan", "plan.pdf")
    assert carla.sees("This will be version"), carla.tail()
    await carla.taps("Hand it in")
    await kaisa.taps("Open the pre-assignment")
    await kaisa.taps("Get the file")
    assert await kaisa.downloads() == b"%PDF-1.4\nplan"
    await kaisa.taps("Back to the pre-assignment")
    await kaisa.taps("Comment on it")
    await kaisa.says("Kenen elämässä muutos näkyy?")
    for who in (bertil, carla):
        assert who.sees("Kenen elämässä muutos näkyy?"), who.tail()
    await daavid.taps("Open the contact day")
    await daavid.taps("Read what was handed in")
    await daavid.taps("Read: Association of Bertil")
    assert daavid.sees("plan.pdf"), daavid.tail()
    await daavid.taps("Read version 1")
    assert daavid.sees("vänverksamheten"), daavid.tail()


async def test_a_closed_work_is_for_those_who_run_the_round(world: World) -> None:
    anna, kaisa = await world.member("Anna", "en"), await world.member("Kaisa", "en")
    bertil, daavid = await world.member("Bertil", "en"), await world.member("Daavid", "en")
    await running(world, anna, kaisa, bertil, daavid)
    await world.passes(timedelta(days=54))
    await bertil.says("/home")
    await bertil.taps("Hand in: Association of Bertil")
    await bertil.taps("Hand in")
    await bertil.says("https://example.org/plan")
    await bertil.taps("Hand it in")
    assert bertil.sees("handed in late"), bertil.tail()
    await daavid.says("/home")
    await daavid.taps("Hand in: Association of Daavid")
    await daavid.taps("Open the contact day")
    await daavid.taps("Read what was handed in")
    assert daavid.sees("handed in late"), daavid.tail()
    await bertil.taps("Close our work to the other organisations")
    assert bertil.sees("The other organisations do not read your work."), bertil.tail()
    await daavid.taps("Read: Association of Bertil")
    assert daavid.sees("It is not there, or it is not for you to see."), daavid.tail()
    await kaisa.taps("Open the pre-assignment")
    assert kaisa.sees("https://example.org/plan"), kaisa.tail()
    await bertil.taps("Open our work to the other organisations")
    await bertil.taps("Hand in a new version")
    await bertil.says("x" * 3001)
    assert bertil.sees("at most"), bertil.tail()
    await bertil.taps("Cancel")
    assert bertil.sees("Nothing was sent"), bertil.tail()
