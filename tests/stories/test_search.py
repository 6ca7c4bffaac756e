"""Looking for tasks by words."""

import pytest

from tests.stories.deeds import asks_for_help
from tests.stories.world import World


@pytest.mark.both
@pytest.mark.parametrize("speaks", ["fi", "sv", "en"])
async def test_a_task_is_found_in_another_inflection(world: World, speaks: str) -> None:
    anna, bertil = await world.member("Anna", "fi"), await world.member("Bertil", speaks)
    await asks_for_help(anna, "Uutiskirjeen taitto")
    await asks_for_help(anna, "Tilinpäätöksen tarkistus")
    await bertil.says("/tasks")
    await bertil.taps("Search with words")
    await bertil.says("uutiskirjeet")
    assert "uutiskirjeet" in bertil.text
    assert "Uutiskirjeen taitto" in bertil.text
    assert "Tilinpäätöksen tarkistus" not in bertil.text
    await bertil.taps("Open: Uutiskirjeen taitto")
    await bertil.taps("Apply")
    assert bertil.sees("You are applying for: ")


async def test_by_command_with_a_typing_mistake(world: World) -> None:
    anna, bertil = await world.member("Anna", "fi"), await world.member("Bertil", "fi")
    await asks_for_help(anna, "Tilinpäätöksen tarkistus")
    await bertil.says("/haku tilinpäätss")
    assert bertil.sees("No open task has these words: ")
    assert "Tilinpäätöksen tarkistus" in bertil.text


async def test_nothing_is_found_and_what_would_do_is_said(world: World) -> None:
    bertil = await world.member("Bertil", "sv")
    await bertil.says("/search 🙂")
    assert bertil.sees("There is nothing to read in this answer")
    await bertil.says("/search bokföring")
    assert bertil.sees("No open task is like this:")
    assert bertil.sees("Leave something out, and more will be shown.")
    await bertil.taps("Search with other words")
    await bertil.sends_sticker()
    assert bertil.sees("Only text fits here.")
    await bertil.says("x" * 500)
    assert bertil.sees("at most {most} fit")
    await bertil.says("översättning")
    assert bertil.sees("No open task is like this:")


async def test_more_of_them_and_an_old_button(world: World) -> None:
    anna, bertil = await world.member("Anna"), await world.member("Bertil")
    for number in range(5):
        await asks_for_help(anna, f"Newsletter {number}")
    await bertil.says("/search newsletters")
    assert "Newsletter 4" in bertil.text
    await bertil.taps("Show more (2)")
    assert "Newsletter 0" in bertil.text
    await bertil.taps("Show from the beginning")
    assert "Newsletter 4" in bertil.text
    await anna.says("/search newsletters")
    assert anna.sees("No open task is like this:")  # one's own are not for oneself
    await bertil.taps_data(bertil.screen, "more:999999999999999999999")
    assert bertil.sees("That button is from an older message")
    await bertil.taps_data(bertil.screen, "tasks::7")  # as earlier versions packed it
    assert "Newsletter 4" in bertil.text
    await bertil.taps_data(bertil.screen, "filter:skip:1")
    assert bertil.sees("What is shown")


@pytest.mark.both
async def test_what_is_shown_is_narrowed_and_kept(world: World) -> None:
    anna, bertil = await world.member("Anna", "sv"), await world.member("Bertil", "fi")
    await asks_for_help(anna, "Nyhetsbrev")
    await bertil.says("/tehtavat")
    await bertil.taps("Choose what is shown")
    assert bertil.sees("All open tasks.")
    await bertil.taps("Choose a town")
    await bertil.says("Kotka")
    assert bertil.sees("No open task is like this:")
    await world.restarts()
    await bertil.says("/tasks")
    assert "Kotka" in bertil.text
    await bertil.taps("Show every town")
    assert "Nyhetsbrev" in bertil.text
    await bertil.taps("Choose what is shown")
    await bertil.taps("Show only remote ones")
    await bertil.taps("Choose what is shown")
    await bertil.taps("Put the most urgent first")
    assert bertil.sees("Open tasks, the most urgent first")
    assert "Nyhetsbrev" in bertil.text
    await bertil.taps("Show all open tasks")
    assert not bertil.sees("Only what can be done remotely")
