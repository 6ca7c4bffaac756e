"""Feedback: asked by the clock, skippable, shown to neither before both are in or the time is over."""

from datetime import timedelta

import pytest

from tests.stories.deeds import agreed, finishes, gives_feedback
from tests.stories.world import Person, World


@pytest.fixture
async def pair(world: World) -> tuple[Person, Person]:
    """A requester and a doer whose work is approved."""
    anna, bertil = await world.member("Anna"), await world.member("Bertil")
    await agreed(world, anna, bertil)
    await finishes(bertil)
    await anna.taps("Approve: 1 h 30 min")
    return anna, bertil


async def test_asked_three_times_and_then_never(world: World, pair: tuple[Person, Person]) -> None:
    asked = []
    for pause in (
        timedelta(minutes=61),
        timedelta(days=1),
        timedelta(days=2),
        timedelta(days=6),
        timedelta(days=1),
        timedelta(days=3),
    ):
        await world.passes(pause)
        asked.append([sum("Done with: " in message.text for message in somebody.messages) for somebody in pair])
    assert asked == [[times, times] for times in (1, 1, 2, 2, 3, 3)]
    await world.passes(timedelta(days=2))
    assert not pair[0].sees("The time for feedback is over."), "nobody said anything"
    await pair[0].taps("Give feedback")
    assert pair[0].sees("The time to give feedback is over.")


async def test_hidden_until_both_are_in(world: World, pair: tuple[Person, Person]) -> None:
    anna, bertil = pair
    await anna.taps("Give feedback now")
    await anna.taps("2 fair")
    await world.restarts()
    await anna.taps("3 good")
    await anna.taps("4 very good")
    await anna.says("x" * 1001)
    assert anna.sees("at most 1,000 fit")
    await anna.says("A bit late & <b>bold</b>")
    await anna.taps("No, do not quote")
    assert anna.sees("The task: 2 fair")
    assert anna.sees("The schedule: 3 good")
    assert anna.sees("Working together: 4 very good")
    await anna.taps("Change an answer")
    await anna.taps("The task")
    await anna.taps("1 poor")
    await anna.taps("Send the feedback")
    assert anna.sees("You will see the other side's feedback when both have answered")
    await bertil.taps("Open the agreed help")
    assert not bertil.sees("A bit late")
    await bertil.taps("Give feedback now")
    assert not bertil.sees("A bit late")
    await gives_feedback(bertil, "Clear instructions.")
    assert bertil.sees("A bit late & <b>bold</b>")
    assert bertil.sees("The task: 1 poor")
    assert bertil.sees("May not be quoted.")
    assert anna.sees("Clear instructions.")
    await anna.taps("Open the agreed help")
    assert anna.sees("Clear instructions."), "it can be read later, too"


async def test_skipping_counts_as_in(world: World, pair: tuple[Person, Person]) -> None:
    anna, bertil = pair
    await world.passes(timedelta(hours=1))
    skip = anna.screen
    data = next(button["callback_data"] for row in skip.rows for button in row if "Skip" in button["text"])
    await anna.taps("Skip the feedback")
    assert anna.sees("Skipped. That is all right.")
    await bertil.taps("Give feedback")
    await gives_feedback(bertil)
    assert anna.sees("Both have answered.")
    assert not bertil.sees("Both have answered."), "there is nothing to read for who was skipped"
    world.clock.now += timedelta(minutes=1)
    await anna.taps_data(skip, data)
    assert anna.sees("You have given this feedback already.")


async def test_shown_when_the_time_is_over(world: World, pair: tuple[Person, Person]) -> None:
    anna, bertil = pair
    await world.passes(timedelta(hours=1))
    await bertil.taps("Give feedback")
    await gives_feedback(bertil, "It was a pleasure.")
    await world.passes(timedelta(days=13))
    assert not anna.sees("It was a pleasure.")
    await world.passes(timedelta(days=2))
    assert anna.sees("The time for feedback is over.")
    assert anna.sees("It was a pleasure.")
    await anna.taps("Open the agreed help")
    assert "Give feedback now" not in anna.buttons


async def test_an_open_form_when_the_time_is_over(world: World, pair: tuple[Person, Person]) -> None:
    anna, _bertil = pair
    await world.passes(timedelta(hours=1))
    await anna.taps("Give feedback")
    for _axis in range(3):
        await anna.taps("5 excellent")
    await anna.taps("Skip the comment")
    await world.passes(timedelta(days=15))
    await anna.taps("Send the feedback")
    assert anna.sees("The time for this feedback is over")


async def test_somebody_elses_feedback(world: World, pair: tuple[Person, Person]) -> None:
    anna, bertil = pair
    carla = await world.member("Carla")
    await world.passes(timedelta(hours=1))
    give, skip = [
        next(button["callback_data"] for row in anna.screen.rows for button in row if label in button["text"])
        for label in ("Give feedback", "Skip")
    ]
    for stranger in (carla, bertil):
        for tapped in (give, skip):
            await stranger.says("/home")
            await stranger.taps_data(stranger.screen, tapped)
            assert stranger.sees("It is not there, or it is not for you to see.")
