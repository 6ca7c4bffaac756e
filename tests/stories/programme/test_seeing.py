"""The programme for everybody: what is open, mine and next."""

from datetime import timedelta

from tests.stories.programme.stage import acts_for, has_applied, round_open
from tests.stories.world import World


async def test_what_is_open_mine_and_next(world: World) -> None:
    anna, bertil, carla = (
        await world.member("Anna", "fi"),
        await world.member("Bertil", "sv"),
        await world.member("Carla"),
    )
    await anna.says("/ohjelma")
    assert anna.sees("No call is open right now.")
    round_id = await round_open(world, carla)
    await round_open(world, carla, name="Syksyn kierros", opens_at=world.clock() + timedelta(days=5))
    await anna.says("/programme")
    assert anna.sees("Open now")
    assert "Kevään kierros" in anna.text
    assert "Syksyn kierros" in anna.text, "it is next"
    await anna.taps("Look at: Kevään kierros")
    assert anna.sees("The call is open. Apply by: ")
    assert "Aikaa on 30 päivää." in anna.text
    assert "Tampere" in anna.text
    assert anna.sees("Organisations apply, not private persons.")

    bridge = await acts_for(world, bertil, "Bron rf")
    await bertil.says("/home")
    assert bertil.sees("The training takes applications until ")
    await bertil.taps("Look at the call: Kevään kierros")
    assert "Kenelle ja mitä." in bertil.text, "in another language, where it is not there in one's own"
    await has_applied(world, round_id, bertil, bridge)
    await bertil.says("/program")
    await bertil.taps("Open: Bron rf, Kevään kierros")
    assert bertil.sees("This is not a decision yet.")
    assert "Ystävätoiminta" in bertil.text
    await anna.taps_data(anna.screen, "plc:1")
    assert anna.sees("It is not there, or it is not for you to see.")


async def test_an_old_button_shows_the_present_state(world: World) -> None:
    carla = await world.member("Carla")
    round_id = await round_open(world, carla)
    await carla.says("/programme")
    await carla.taps("Run: Kevään kierros")
    assert carla.sees("30 days left.")
    world.clock.now += timedelta(days=30, seconds=1)
    await carla.taps_data(carla.screen, f"rnd:{round_id}")
    assert carla.sees("The call is closed."), carla.tail()
