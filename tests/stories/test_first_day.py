"""The sandbox's first day goes through with the bot as it is: labels, sentences and all."""

from sandbox import first_day
from sandbox.people import Sandbox
from tests.stories.world import World


async def test_the_first_day_is_played_to_its_end(world: World) -> None:
    async with Sandbox(world.url) as sandbox:
        await first_day.play(sandbox)
    await world.settles()
