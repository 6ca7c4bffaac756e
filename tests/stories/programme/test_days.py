"""Contact days: seen, moved, taken into a calendar, called to mind, attended."""

from datetime import timedelta

import pytest

from tests.stories.programme.running import running
from tests.stories.world import Person, World


async def opens_the_day(person: Person) -> None:
    """From the reminder."""
    await person.taps("Open the contact day")
    assert person.own_words("Contact day 1 of 4") in person.text, person.tail()


@pytest.mark.both
async def test_a_day_is_called_to_mind_attended_and_missed(world: World) -> None:
    anna, kaisa = await world.member("Anna", "sv"), await world.member("Kaisa", "fi")
    bertil, carla = await world.member("Bertil", "fi"), await world.member("Carla", "fi")
    await running(world, anna, kaisa, bertil, carla)
    await world.passes(timedelta(days=53))
    assert bertil.sees("7 päivää"), bertil.tail()
    assert kaisa.sees("7 päivää"), kaisa.tail()
    assert not anna.sees("A contact day comes in")
    await opens_the_day(bertil)
    assert bertil.sees("perjantai 22. tammikuuta 2027"), bertil.tail()
    await bertil.taps("Tell that I cannot come")
    await bertil.says("040 123 4567")
    assert not bertil.sees("Thank you for telling."), "a phone number is no reason"
    await bertil.says("Työmatka Ouluun")
    assert bertil.sees("Thank you for telling."), bertil.tail()
    for who in (anna, kaisa):
        assert who.sees("Cannot come: "), who.tail()
        assert who.sees("Työmatka Ouluun")
    await world.passes(timedelta(days=6))
    assert carla.sees("1 päivä"), carla.tail()
    assert not bertil.sees("A contact day comes in")
    await opens_the_day(kaisa)
    await kaisa.taps("Mark who is there")
    assert kaisa.sees("Työmatka Ouluun"), kaisa.tail()
    await kaisa.taps("Mark 1 more as present")
    assert kaisa.sees("Who is there is marked when the day is here."), kaisa.tail()
    await world.passes(timedelta(days=1))
    await kaisa.taps("Mark who is there")
    await kaisa.taps("Mark 1 more as present")
    assert kaisa.own_words("Present: 1 of 2") in kaisa.text, kaisa.tail()
    await kaisa.taps("Mark as present: Bertil")
    assert kaisa.own_words("Present: 2 of 2") in kaisa.text, kaisa.tail()
    await kaisa.taps("Mark as absent: Bertil")
    assert kaisa.own_words("Present: 1 of 2") in kaisa.text, kaisa.tail()


async def test_a_moved_day_moves_for_everybody_and_in_the_calendar(world: World) -> None:
    anna, kaisa = await world.member("Anna", "en"), await world.member("Kaisa", "sv")
    bertil = await world.member("Bertil", "sv")
    await running(world, anna, kaisa, bertil)
    await world.passes(timedelta(days=53))
    await opens_the_day(kaisa)
    await kaisa.taps("Change this day")
    await kaisa.taps("Change the time")
    await kaisa.says("31.1.2027")
    await kaisa.says("half past something")
    assert kaisa.sees("I cannot read a time of day in that."), kaisa.tail()
    await kaisa.says("10.15")
    await kaisa.says("9.00")
    assert kaisa.sees("It has to end after it begins."), kaisa.tail()
    await kaisa.says("16.15")
    assert kaisa.sees("söndag 31 januari 2027"), kaisa.tail()
    await kaisa.taps("Change the day")
    assert kaisa.sees("The day is changed. Everybody who comes is told."), kaisa.tail()
    assert anna.sees("Sunday, 31 January 2027"), anna.tail()
    assert bertil.sees("A contact day has changed: "), bertil.tail()
    assert bertil.sees("10:15"), bertil.tail()
    await bertil.taps("Get it as a calendar file")
    assert bertil.sees("Open this file, and your calendar takes it."), bertil.tail()
    file = (await bertil.downloads()).decode()
    assert "SEQUENCE:1" in file
    assert "DTSTART:20270131T081500Z" in file
    await bertil.taps_old("Open the contact day")
    assert bertil.sees("söndag 31 januari 2027"), "an old button shows the day as it is now"


async def test_old_buttons_and_other_people(world: World) -> None:
    anna, kaisa, bertil = [await world.member(name, "en") for name in ("Anna", "Kaisa", "Bertil")]
    stage = await running(world, anna, kaisa, bertil)
    await world.passes(timedelta(days=53))
    outsider = await world.member("Olli", "en")
    for data in (f"rday:{stage.day_ids[0]}", f"rdays:{stage.round_id}", f"ratt:{stage.day_ids[0]}:0", "rday:999"):
        await outsider.taps_data(outsider.screen, data)
        assert not outsider.sees("Contact day"), outsider.tail()
    await bertil.taps_data(bertil.screen, f"rmarkall:{stage.day_ids[0]}:0")
    assert bertil.sees("That is for somebody else to do."), bertil.tail()
    await bertil.taps_data(bertil.screen, f"rdayc:{stage.day_ids[0]}:time")
    assert bertil.sees("Contact day 1 of 4"), bertil.tail()
