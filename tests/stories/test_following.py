"""Following kinds of help, groups and searches, and what comes of it."""

from datetime import timedelta

import pytest

from tests.stories.deeds import CATEGORIES, asks_for_help, makes_group
from tests.stories.world import World


@pytest.mark.parametrize("speaks", ["fi", "sv", "en"])
async def test_a_search_is_followed_and_the_task_says_why_it_came(world: World, speaks: str) -> None:
    anna, bertil = await world.member("Anna", "fi"), await world.member("Bertil", speaks)
    await bertil.says("/search uutiskirje")
    await bertil.taps("Tell me of new ones like this")
    assert bertil.sees("You will hear of new tasks like this.")
    await bertil.taps("Hear of each at once")
    assert bertil.sees("You hear of each at once.")
    await asks_for_help(anna, "Jäsenrekisterin siivous")
    await asks_for_help(anna, "Uutiskirjeen taitto")
    await world.passes(timedelta(minutes=1))
    assert bertil.sees("A new task that you may like:")
    assert bertil.sees("Why you hear of it: you follow {what}; {place}; {length}")
    assert "Uutiskirjeen taitto" in bertil.text
    assert "uutiskirje" in bertil.text
    assert not any("Jäsenrekisterin" in one.text for one in bertil.messages)
    card = bertil.screen
    await bertil.taps("Say that it is not for you")
    await bertil.taps("It takes too much time")
    assert bertil.sees("You will not hear of this task again.")
    await bertil.taps("Open: Uutiskirjeen taitto", card)
    assert bertil.sees("Layout and proofreading of four pages."), "it is still there"
    assert not anna.sees("A new task that you may like:")


async def test_what_i_follow_is_on_one_page(world: World) -> None:
    anna, bertil = await world.member("Anna", "sv"), await world.member("Bertil", "sv")
    await makes_group(anna, bertil)
    await bertil.says("/bevakningar")
    assert bertil.sees("Nothing yet.")
    await bertil.taps("Follow a kind of help")
    await bertil.taps(f"Follow: {CATEGORIES['sv']}")
    assert CATEGORIES["sv"] in bertil.text
    await bertil.says("/grupper")
    await bertil.taps("Open: Neighbours")
    await bertil.taps("Follow the group's new tasks")
    await bertil.taps("See what you follow")
    assert bertil.sees("What you follow")
    assert bertil.sees("You hear of several together.")
    await bertil.taps(f"Change: {CATEGORIES['sv']}")
    await bertil.taps("Hear nothing of it")
    assert bertil.sees("You hear nothing of it now.")
    old = bertil.screen
    await bertil.taps("Stop following this")
    assert bertil.sees("You follow it no more.")
    await bertil.taps_data(old, "fway:1:at_once")
    assert not bertil.sees("You hear of each at once.")
    await bertil.taps_data(bertil.screen, "fgroup:999")
    assert not bertil.sees("You will hear of new tasks like this.")


async def test_a_digest_comes_on_a_weekday_morning(world: World) -> None:
    anna, bertil = await world.member("Anna"), await world.member("Bertil", "fi")
    await bertil.says("/following")
    await bertil.taps("Follow a kind of help")
    await bertil.taps(f"Follow: {CATEGORIES['fi']}")
    await bertil.says("/settings")
    await bertil.taps("Hear of new tasks on weekdays only")
    await world.passes(timedelta(days=3, hours=11))  # Thursday, at eleven in the evening
    for number in range(3):
        await asks_for_help(anna, f"Newsletter {number}")
    await world.passes(timedelta(hours=4))
    await world.passes(timedelta(minutes=1))
    assert not bertil.sees("new tasks that you may like")
    await world.passes(timedelta(hours=6, minutes=30))
    assert bertil.sees("{count} new tasks that you may like")
    assert all(f"Newsletter {number}" in bertil.text for number in range(3))
    await bertil.taps("Say no to: Newsletter 1")
    await bertil.taps("Another reason")
    assert bertil.sees("Thank you. You will not hear of this task again.")
