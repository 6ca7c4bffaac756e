"""Offering help, being found by it, and being asked."""

import pytest

from tests.stories.deeds import CATEGORIES, asks_for_help
from tests.stories.world import Person, World


async def offers(somebody: Person) -> None:
    await somebody.says("/offer")
    await somebody.taps("Offer help with something")
    await somebody.taps(CATEGORIES[somebody.speaks])
    await somebody.taps("2 h")
    await somebody.says("Newsletters.")
    await somebody.taps("Offer this help")


@pytest.mark.parametrize("speaks", ["fi", "sv", "en"])
async def test_from_an_offer_to_an_application(world: World, speaks: str) -> None:
    anna, bertil = await world.member("Anna", speaks), await world.member("Bertil", speaks)
    await offers(bertil)
    assert bertil.sees("Those who ask for such help see your offer and may ask you.")
    await asks_for_help(anna)
    assert anna.sees("{count} person offers this: ask them?")
    await anna.taps("See who offers such help")
    assert "Newsletters." in anna.text
    await anna.taps("Ask: Bertil")
    assert anna.sees("You have asked them.")
    assert bertil.sees("You are asked, because you offer such help.")
    await bertil.taps("Apply")
    await bertil.says("Gladly.")
    await bertil.taps("Send the application")
    assert anna.sees("An application came for your task: ")


async def test_paused_and_ended_by_one_tap(world: World) -> None:
    anna, bertil = await world.member("Anna"), await world.member("Bertil", "fi")
    await offers(bertil)
    await bertil.taps(f"Pause: {CATEGORIES['fi']}")
    assert bertil.sees("Paused: nobody sees it now.")
    await asks_for_help(anna)
    assert not anna.sees("offers this")
    old = bertil.screen
    await bertil.taps(f"Offer again: {CATEGORIES['fi']}")
    assert not bertil.sees("Paused: nobody sees it now.")
    await bertil.taps(f"End: {CATEGORIES['fi']}")
    assert bertil.sees("The offer has ended.")
    await bertil.taps_data(old, "offkeep:1")
    assert not bertil.sees("Up to {time} a month")
    await anna.taps_data(anna.screen, "offask:1:1")
    assert not bertil.sees("You are asked, because you offer such help.")
