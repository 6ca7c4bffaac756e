"""Choosing in full: a place is offered, confirmed or passed on; reserves come in their order; tasks come back."""

from datetime import timedelta

import pytest

from tests.stories.deeds import agreed, applies, asks_for_help, chooses, confirms
from tests.stories.world import Person, World


async def opens_own(asker: Person, title: str = "Newsletter") -> None:
    """The page of one's own task."""
    await asker.says("/mytasks")
    await asker.taps(f"Open: {title}")


@pytest.mark.parametrize("speaks", ["fi", "sv", "en"])
async def test_an_offer_lapses_and_the_next_reserve_comes(world: World, speaks: str) -> None:
    anna, bertil, carla, david = [await world.member(name, speaks) for name in ("Anna", "Bertil", "Carla", "David")]
    await asks_for_help(anna)
    for doer in (bertil, carla, david):
        await applies(doer)

    # Anna puts Carla and David in reserve, and moves David up.
    await opens_own(anna)
    await anna.taps("See the applicants (3)")
    await anna.taps("Next")
    await anna.taps("Put in reserve")
    assert anna.sees("In reserve. The applicant is told.")
    assert carla.sees("You are in reserve. Task: ")
    await opens_own(anna)
    await anna.taps("See the applicants (2)")
    await anna.taps("Next")
    await anna.taps("Put in reserve")
    assert david.sees("You are in reserve. Task: ")
    await opens_own(anna)
    await anna.taps("See the reserves (2)")
    assert anna.text.index("Carla") < anna.text.index("David")
    await anna.taps("Move up: David")
    assert anna.sees("Moved up.")
    assert anna.text.index("David") < anna.text.index("Carla")

    # Bertil is chosen and does not answer: reminded once, then David is asked.
    await opens_own(anna)
    await anna.taps("See the applicants (1)")
    await chooses(anna, bertil)
    assert bertil.sees("The place waits for you until: ")
    await world.passes(timedelta(hours=24))
    assert bertil.sees("You are chosen, and have not answered yet.")
    await bertil.says("/home")
    assert bertil.sees("You are chosen, please confirm")
    await world.passes(timedelta(hours=24))
    assert bertil.sees("The place you were offered is no longer kept for you.")
    assert anna.sees("The place was not confirmed in time.")
    assert anna.sees("The place is now offered to the next reserve: ")
    assert david.sees("A place came free, and you are next: you are chosen!")
    assert not carla.sees("A place came free")

    # David confirms, and cannot come after all: Carla is next.
    await david.taps("Confirm that I will help")
    assert anna.sees("Agreed with: ")
    await david.taps("Open the agreed help")
    await david.taps("Withdraw from this task")
    await david.taps("I have no time")
    assert david.sees("You have withdrawn.")
    assert anna.sees("The doer has withdrawn: ")
    assert anna.sees("Reason: no time.")
    assert carla.sees("A place came free, and you are next: you are chosen!")
    await carla.taps("Say no, thank you")
    await carla.taps("It does not suit me")
    assert anna.sees("The place is free again, and nobody is in reserve.")

    # It is open, and Bertil applies again.
    await bertil.taps("Look at the task")
    await bertil.taps("Apply again")
    await bertil.says("Now I do have time.")
    await bertil.taps("Send the application")
    assert anna.sees("Now I do have time.")
    await chooses(anna, bertil)
    await confirms(bertil, anna)


async def test_keep_as_reserves_or_thank(world: World) -> None:
    anna, bertil, carla = await world.member("Anna", "sv"), await world.member("Bertil"), await world.member("Carla")
    await asks_for_help(anna, "First")
    await asks_for_help(anna, "Second")
    for title in ("First", "Second"):
        await applies(bertil, title)
        await applies(carla, title)
    await opens_own(anna, "First")
    await anna.taps("See the applicants (2)")
    await chooses(anna, bertil)
    assert anna.sees("Keep as a reserve, or thank kindly?")
    screen = anna.screen
    await anna.taps("Keep as reserves (1)")
    assert anna.sees("is now in reserve, and is told.")
    assert carla.sees("You are in reserve. Task: ")
    await anna.taps_data(screen, "thankrest:1")
    assert anna.sees("All places of this task are taken."), "an old button thanks nobody"
    assert not carla.sees("You were not chosen this time.")

    # The other time she does not answer: three days later Carla is thanked, not at night.
    await opens_own(anna, "Second")
    await anna.taps("See the applicants (2)")
    await chooses(anna, bertil)
    await anna.says("/home")
    assert anna.sees("• All places are taken, ")
    await bertil.taps("Confirm that I will help")
    await world.passes(timedelta(days=2, hours=23))
    assert not carla.sees("You were not chosen this time.")
    await world.passes(timedelta(hours=1))
    assert carla.sees("You were not chosen this time.")
    await opens_own(anna, "Second")
    assert "Tacka vänligt (1)" not in anna.buttons


@pytest.mark.parametrize("speaks", ["fi", "sv", "en"])
async def test_released_before_the_start(world: World, speaks: str) -> None:
    anna, bertil = await world.member("Anna", speaks), await world.member("Bertil", speaks)
    await agreed(world, anna, bertil)
    await anna.taps("Open the agreed help")
    page, release = anna.screen, "release:1:"
    await anna.taps("Release the doer")
    assert anna.sees("The doer hears it at once, with the reason that you choose.")
    await anna.taps("Keep the doer")
    await anna.taps("Release the doer")
    await anna.taps("Our plans changed")
    assert anna.sees("The place is free again, and nobody is in reserve.")
    assert bertil.sees("The requester has released you, so you need not do anything.")
    assert bertil.sees("Reason: the plans changed.")
    await anna.taps_data(page, release)
    assert anna.sees("The doer is released.")
    assert not anna.sees("Our plans changed")
    await bertil.says("/tasks")
    await bertil.taps("Open: Newsletter")
    assert bertil.own_words("Apply again") not in bertil.buttons, "who was let go is not let in by a side door"
    await world.passes(timedelta(days=7, minutes=1))
    await bertil.says("/talks")
    assert "Anna" not in bertil.text


async def test_what_has_begun_is_not_released(world: World) -> None:
    anna, bertil = await world.member("Anna", "fi"), await world.member("Bertil", "sv")
    await agreed(world, anna, bertil)
    await anna.taps("Open the agreed help")
    await anna.taps("Release the doer")
    question = anna.screen
    await bertil.taps("Open the agreed help")
    await bertil.taps("Tell that I have begun")
    assert bertil.sees("The requester is told that you have begun.")
    assert anna.sees("The work has begun. Doer: ")
    await anna.taps_data(question, "release:1:plans_changed")
    assert anna.sees("That can no longer be done")
    assert anna.sees("Begun: ")
    assert not bertil.sees("The requester has released you")


async def test_who_closed_the_bot_is_pointed_out(world: World) -> None:
    anna, bertil = await world.member("Anna"), await world.member("Bertil")
    await asks_for_help(anna)
    await applies(bertil)
    await bertil.blocks()
    await anna.taps("See all applicants")
    assert anna.sees("Cannot be reached just now, because this bot is closed in their Telegram: ")
    await chooses(anna, bertil)
    assert anna.sees("Your choice did not arrive.")
    await anna.taps("Release the doer")
    await anna.taps("We did not get in touch")
    assert anna.sees("The place is free again, and nobody is in reserve.")


@pytest.mark.parametrize("speaks", ["fi", "sv", "en"])
async def test_cancelled_and_opened_again(world: World, speaks: str) -> None:
    anna, bertil, carla = [await world.member(name, speaks) for name in ("Anna", "Bertil", "Carla")]
    await asks_for_help(anna)
    await applies(bertil)
    await chooses(anna, bertil)
    await confirms(bertil, anna)
    await anna.taps("Back to the task")
    await anna.taps("Show more actions")
    await anna.taps("Cancel the task")
    await anna.says("The hall is closed.")
    await anna.taps("Cancel the task")
    assert bertil.sees("The task is cancelled: ")
    await anna.taps("Show more actions")
    await anna.taps("Reopen the task")
    assert anna.sees("Their earlier applications do not come back.")
    question = anna.screen
    await anna.taps("Open the task again")
    assert anna.sees("The task is open again.")
    assert bertil.sees("A task that you applied for is open again: ")
    assert not carla.sees("is open again")
    world.clock.now += timedelta(minutes=1)
    await anna.taps_data(question, "reopen:1:1")
    assert anna.sees("That can no longer be done"), "a second tap reopens nothing"
    assert sum("Newsletter" in text for text in bertil.hears()) == 3, "agreed, called off, invited: each once"
    await bertil.taps("Look at the task")
    await bertil.taps("Apply again")
    await bertil.says("Still here.")
    await bertil.taps("Send the application")
    assert anna.sees("Still here.")


async def test_closed_to_applications_and_open_again(world: World) -> None:
    anna, bertil = await world.member("Anna", "sv"), await world.member("Bertil", "fi")
    await asks_for_help(anna)
    await opens_own(anna)
    await anna.taps("Show more actions")
    await anna.taps("Close to applications")
    await anna.taps("Close to new applications")
    assert anna.sees("It takes no more applications.")
    await bertil.says("/tasks")
    assert bertil.sees("Nobody asks for help just now.")
    await anna.taps("Show more actions")
    await anna.taps("Open to applications again")
    assert anna.sees("It takes applications again.")
    await applies(bertil)


async def test_somebody_elses_places_and_reserves(world: World) -> None:
    """Ids that came from a tap are never trusted."""
    anna, bertil, carla = [await world.member(name) for name in ("Anna", "Bertil", "Carla")]
    await asks_for_help(anna, people="2")
    await applies(bertil)
    await chooses(anna, bertil)
    await carla.says("/home")
    for data in (
        "confirm:1", "begin:1", "giveback:1:", "giveback:1:no_time", "release:1:", "release:1:no_contact",
        "reserve:1", "up:1", "card:1", "consider:1", "reserves:1", "keeprest:1", "thankrest:1",
        "openagain:1", "renew:1", "reopen:1:0", "reopen:1:1", "confirm:999", "reserves:999",
    ):  # fmt: skip
        await carla.taps_data(carla.screen, data)
        for secret in ("I have two free evenings.", "Reserves. Task", "Release the doer?", "Agreed. Thank"):
            assert not carla.sees(secret), data
    await anna.taps_data(anna.screen, "confirm:1")
    assert anna.sees("That is for somebody else to do.")
    await bertil.taps("Confirm that I will help")
    assert bertil.sees("Agreed. Thank you for helping!")
    world.clock.now += timedelta(minutes=1)
    await bertil.taps_data(bertil.screen, "confirm:1")
    assert bertil.sees("That can no longer be done"), "the other device"
