"""A task that nobody takes, and what helps it."""

from datetime import timedelta

import pytest

from tests.stories.deeds import asks_for_help, makes_group
from tests.stories.world import World


@pytest.mark.parametrize("speaks", ["fi", "sv"])
async def test_after_nine_days_everybody_may_see_it(world: World, speaks: str) -> None:
    anna, bertil = await world.member("Anna", speaks), await world.member("Bertil", speaks)
    carla = await world.member("Carla", speaks)
    await makes_group(anna, bertil)
    await asks_for_help(anna, group="Neighbours: 2 members")
    await carla.says("/tasks")
    assert "Newsletter" not in carla.text
    await world.passes(timedelta(days=9))
    assert anna.sees("Nobody has applied yet. Task: ")
    await anna.taps("Let everybody see it")
    assert anna.sees("Now only some see it.")
    await anna.taps("Yes, let everybody see it")
    assert anna.sees("Everybody in the service can see it now.")
    await carla.says("/tasks")
    assert "Newsletter" in carla.text
    await carla.taps_data(carla.screen, "widen:1:1")
    assert not carla.sees("Everybody in the service can see it now.")
