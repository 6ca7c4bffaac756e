"""The whole main job: two people who have never met come in, one asks for help, the other gives it, both say how it
went."""

from datetime import timedelta

import pytest

from tests.stories.deeds import applies, asks_for_help, gives_feedback
from tests.stories.world import World


@pytest.mark.both
@pytest.mark.parametrize("speaks", ["fi", "sv", "en"])
async def test_from_two_strangers_to_feedback(world: World, speaks: str) -> None:
    anna, bertil = await world.member("Anna", speaks), await world.member("Bertil", speaks)

    # Anna asks for help, Bertil finds it and applies.
    await asks_for_help(anna, "Newsletter")
    await applies(bertil, "Newsletter", "I have made newsletters for years.")
    assert anna.sees("An application came for your task")
    assert anna.sees("I have made newsletters for years.")

    # They talk, through the bot.
    await anna.taps("Write to: Bertil")
    assert anna.sees("You are writing to: ")
    await anna.says("Can you start on Monday?")
    assert bertil.sees("Can you start on Monday?")
    assert "Anna" in bertil.text
    await bertil.replies(bertil.screen, "Monday is fine.")
    assert anna.sees("Monday is fine.")
    await anna.taps("Leave the conversation")

    # Anna chooses Bertil; both know at once.
    await anna.taps("Choose: Bertil")
    await anna.taps("Offer the place")
    assert anna.sees("The place is offered to: ")
    assert bertil.sees("You are chosen!")

    # Bertil confirms, and Anna hears it.
    await bertil.taps("Confirm that I will help")
    assert bertil.sees("Agreed. Thank you for helping!")
    assert anna.sees("Agreed with: ")

    # Bertil does it, Anna approves.
    await bertil.taps("Open the agreed help")
    await bertil.taps("Mark as done")
    await bertil.says("1,5")
    await bertil.taps("As a volunteer")
    assert anna.sees("Please approve it, correct the time, or ask for changes.")
    await anna.taps("Approve: 1 h 30 min")
    assert bertil.sees("Your work is approved.")

    # Anna gives feedback now; the scheduler asks Bertil, who then sees hers, and she his.
    await anna.taps("Give feedback now")
    await gives_feedback(anna, "Beautiful work.")
    assert not bertil.sees("Beautiful work.")
    await world.passes(timedelta(hours=1, minutes=1))
    assert bertil.sees("How did it go?")
    assert not anna.sees("How did it go?"), "who has given feedback is not asked"
    await bertil.taps("Give feedback")
    await gives_feedback(bertil)
    assert bertil.sees("Beautiful work.")
    assert anna.sees("Both have answered.")

    # What came of it is in the book.
    await bertil.says("/profile")
    assert "1 h 30 min" in bertil.text
