"""Rooms: what is typed goes to the right place and nowhere else."""

import pytest

from tests.stories.programme.running import colleague, running
from tests.stories.world import World


@pytest.mark.both
async def test_an_organisation_talks_with_the_consultant(world: World) -> None:
    anna, kaisa = await world.member("Anna", "fi"), await world.member("Kaisa", "en")
    bertil, carla = await world.member("Bertil", "sv"), await world.member("Carla", "fi")
    daavid = await world.member("Daavid", "fi")
    stage = await running(world, anna, kaisa, bertil, daavid)
    await colleague(world, stage, carla, bertil)
    await bertil.taps_data(bertil.screen, f"rroom:{stage.round_id}:{stage.places['Bertil']}")
    assert bertil.sees("You are writing to: "), bertil.tail()
    await bertil.says("Vi har en fråga om målgruppen.")
    assert bertil.sees("Sent to: "), bertil.tail()
    for who in (kaisa, carla):
        assert who.sees("Vi har en fråga om målgruppen."), who.tail()
        assert who.sees("Association of Bertil"), who.tail()
    for who in (anna, daavid):
        assert not who.sees("målgruppen"), who.tail()
    carried = next(one for one in reversed(kaisa.messages) if "målgruppen" in one.text)
    await kaisa.replies(carried, "Which one do you know best?")
    for who in (bertil, carla):
        assert who.sees("Which one do you know best?"), who.tail()
    await bertil.sends_photo()
    assert kaisa.messages[-1].media or kaisa.messages[-1].body.get("photo"), kaisa.tail()
    await bertil.taps("Leave the room")
    assert bertil.sees("You are no longer writing to: "), bertil.tail()
    await bertil.says("Detta är till ingen")
    assert bertil.sees("Your message was not sent."), bertil.tail()
    for who in (kaisa, carla, anna, daavid):
        assert not who.sees("Detta är till ingen")


async def test_the_cohort_talks_and_another_focus_takes_over(world: World) -> None:
    anna, kaisa = await world.member("Anna", "fi"), await world.member("Kaisa", "fi")
    bertil, daavid = await world.member("Bertil", "fi"), await world.member("Daavid", "en")
    stage = await running(world, anna, kaisa, bertil, daavid)
    outsider = await world.member("Olli", "en")
    for data in (f"rroom:{stage.round_id}:", f"rroom:{stage.round_id}:{stage.places['Bertil']}"):
        await outsider.taps_data(outsider.screen, data)
        assert outsider.sees("It is not there, or it is not for you to see."), outsider.tail()
    await daavid.taps_data(daavid.screen, f"rroom:{stage.round_id}:")
    sent = await daavid.says("Who comes by train?")
    for who in (anna, kaisa, bertil):
        assert who.sees("Who comes by train?"), who.tail()
    assert not outsider.sees("Who comes by train?")
    await daavid.edits(sent, "Who comes by bus?")
    assert any("Who comes by bus?" in one.text for one in bertil.messages), bertil.tail()
    await daavid.sends_contact()
    assert daavid.sees("A contact has somebody's phone number in it"), daavid.tail()
    await daavid.says("/newgroup")
    assert daavid.sees("You are no longer writing to: "), daavid.tail()
    await daavid.says("Train people")
    for who in (anna, kaisa, bertil):
        assert not who.sees("Train people"), who.tail()
    await daavid.says("/home")
    assert "Writing into a room" not in daavid.text
    await daavid.taps_data(daavid.screen, f"rmute:{stage.round_id}::1")
    assert daavid.own_words("Hear it with sound again") in daavid.buttons, daavid.tail()
