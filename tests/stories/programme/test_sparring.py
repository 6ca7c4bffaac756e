"""Sparring: a consultant opens times, organisations book, move and cancel, notes are read by both."""

from datetime import timedelta

import pytest

from tests.stories.programme.running import running
from tests.stories.world import Person, World


async def opens_two_times(kaisa: Person, round_id: int) -> None:
    """Thursday at ten and at eleven, from the page of the round."""
    await kaisa.taps_data(kaisa.screen, f"rslots:{round_id}:0")
    await kaisa.taps("Open times for sparring")
    await kaisa.says("26.11.2026")
    await kaisa.says("10.00")
    await kaisa.taps("60 minutes")
    await kaisa.says("13")
    await kaisa.says("2")
    await kaisa.says("https://meet.example/sparraus")
    await kaisa.taps("Open the times")
    assert kaisa.sees("The organisations are told."), kaisa.tail()


@pytest.mark.both
async def test_two_want_one_time_and_notes_are_read(world: World) -> None:
    anna, kaisa = await world.member("Anna", "fi"), await world.member("Kaisa", "fi")
    bertil, daavid = await world.member("Bertil", "sv"), await world.member("Daavid", "en")
    stage = await running(world, anna, kaisa, bertil, daavid)
    await opens_two_times(kaisa, stage.round_id)
    for who in (bertil, daavid):
        assert who.own_words("Book a time") in who.buttons, who.tail()
        await who.taps("Book a time")
    ten, eleven = [f"rsbook:{stage.places['Bertil']}:{slot}:" for slot in (1, 2)]
    await bertil.taps_data(bertil.screen, ten)
    assert bertil.sees("Booked. The consultant is told."), bertil.tail()
    assert kaisa.sees("Sparring is booked: "), kaisa.tail()
    await daavid.taps_data(daavid.screen, f"rsbook:{stage.places['Daavid']}:1:")
    assert daavid.sees("Somebody else was faster"), daavid.tail()
    await bertil.taps("Move it")
    await bertil.taps_data(bertil.screen, eleven + "1")
    assert bertil.sees("Moved. The consultant is told."), bertil.tail()
    assert kaisa.sees("Sparring has moved: "), kaisa.tail()
    await world.passes(timedelta(days=2))
    for who in (bertil, kaisa):
        assert who.sees("Sparring comes: "), who.tail()
    await bertil.taps_data(bertil.screen, "rscanc:2:1")
    assert bertil.sees("It could be moved or cancelled until this moment"), bertil.tail()
    await world.passes(timedelta(days=1))
    await kaisa.taps_data(kaisa.screen, "rslot:2")
    await kaisa.taps("Write notes")
    await kaisa.says("Puhuttiin siitä, mistä muutos näkyy.")
    await kaisa.says("Kaksi mittaria ehdolle")
    await kaisa.taps("Send the notes")
    assert bertil.sees("Kaksi mittaria ehdolle"), bertil.tail()
    await bertil.taps("See the sparring of the organisation")
    assert bertil.sees("Next step: "), bertil.tail()
    assert "3 h" in bertil.text, "an hour of four is used"
    assert bertil.sees("Kaksi mittaria ehdolle"), bertil.tail()


async def test_a_time_is_cancelled_and_another_taken_back(world: World) -> None:
    anna, kaisa, bertil = [await world.member(name, "en") for name in ("Anna", "Kaisa", "Bertil")]
    stage = await running(world, anna, kaisa, bertil)
    await opens_two_times(kaisa, stage.round_id)
    await bertil.taps("Book a time")
    await bertil.taps_data(bertil.screen, f"rsbook:{stage.places['Bertil']}:1:")
    await bertil.taps("Cancel it")
    await bertil.taps("Cancel the booking")
    assert bertil.sees("Cancelled. The consultant is told."), bertil.tail()
    assert kaisa.sees("Sparring is cancelled: "), kaisa.tail()
    await bertil.taps("Book a time")
    await bertil.taps_data(bertil.screen, f"rsbook:{stage.places['Bertil']}:2:")
    await kaisa.taps_data(kaisa.screen, "rslot:2")
    await kaisa.taps("Take this time back")
    await kaisa.taps("Take it back")
    assert bertil.sees("The consultant cannot at this time"), bertil.tail()
    await bertil.taps_data(bertil.screen, f"rsbook:{stage.places['Bertil']}:2:")
    assert bertil.sees("not free any more"), bertil.tail()
