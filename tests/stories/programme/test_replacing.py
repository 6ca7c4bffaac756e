"""Somebody else takes part in another's stead, from the page of the place; its other ways lead on, too."""

import re

from tests.stories.programme.running import colleague, running
from tests.stories.world import World


async def test_a_colleague_comes_in_anothers_stead(world: World) -> None:
    anna, kaisa = await world.member("Anna", "fi"), await world.member("Kaisa", "fi")
    bertil, carla = await world.member("Bertil", "sv"), await world.member("Carla", "fi")
    newcomer = await world.member("Nea", "fi")
    stage = await running(world, anna, kaisa, bertil)
    await colleague(world, stage, carla, bertil)
    place = f"plc:{stage.places['Bertil']}"
    await bertil.taps_data(bertil.screen, place)
    await bertil.taps("Replace somebody who takes part")
    await bertil.taps("Replace: Carla")
    await bertil.says("Nea")
    link = re.search(r"https://t\.me/\S+start=\S+", bertil.text)
    assert link is not None, bertil.tail()
    assert "Association of Bertil" in carla.text, carla.tail()
    await newcomer.opens(link[0])
    await newcomer.taps("Take part")
    await newcomer.taps_data(newcomer.screen, place)
    await newcomer.taps("See the contact days")
    assert newcomer.sees("contact days"), newcomer.tail()
    await carla.taps_data(carla.screen, f"rdays:{stage.round_id}")
    assert carla.sees("That is for somebody else to do."), carla.tail()
    await newcomer.taps_data(newcomer.screen, place)
    await newcomer.taps("Write in the room: Association of Bertil")
    await newcomer.says("Terve, olen uusi.")
    for who in (bertil, kaisa):
        assert who.sees("Terve, olen uusi."), who.tail()
    assert not carla.sees("Terve, olen uusi."), carla.tail()
    await kaisa.taps_data(kaisa.screen, f"rnd:{stage.round_id}")
    await kaisa.taps("See sparring times")
    assert kaisa.sees("No times are open yet."), kaisa.tail()
