"""What the bot tells by itself: chosen on one screen, and being away."""

from datetime import timedelta

import pytest

from tests.stories.deeds import applies, asks_for_help, chooses
from tests.stories.world import World


@pytest.mark.parametrize("speaks", ["fi", "sv", "en"])
async def test_one_screen_says_what_it_means(world: World, speaks: str) -> None:
    anna = await world.member("Anna", speaks)
    await anna.says("/settings")
    assert anna.sees("You will hear of new tasks at once from Monday to Saturday between {morning} and {evening}.")
    assert anna.sees("On public holidays you do not hear of them.")
    assert anna.sees("Of all these at most {count} messages come in a day.")
    await anna.taps("Hear of new tasks on weekdays only")
    await anna.taps("Hear of new tasks once a day")
    assert anna.sees("You will hear of new tasks at {hour} on weekdays.")
    await anna.taps("Change the quiet hours")
    await anna.taps("Make it quiet from 18 to 9")
    assert anna.sees("Quiet hours: {begin}-{end}.")
    assert "18-9" in anna.text
    await anna.taps("Get no reminders")
    assert anna.sees("Nothing reminds you of what waits for you or ends soon.")
    await anna.taps("Never hear of new tasks")
    assert anna.sees("You will not hear of new tasks.")
    await anna.taps_data(anna.screen, "quiet:0-1")
    assert "0-1" not in anna.text, "such hours are not offered"
    await anna.says("/settings")
    await anna.taps_data(anna.screen, "quiet:")
    assert "21-9" in anna.text


async def test_a_nights_worth_is_one_message_that_stays(world: World) -> None:
    anna = await world.member("Anna")
    await asks_for_help(anna, "Newsletter")
    await asks_for_help(anna, "Bookkeeping")
    await world.passes(timedelta(days=9, hours=10))  # ten in the evening
    assert not anna.sees("Nobody has applied yet.")
    await world.passes(timedelta(hours=11))
    assert "2 messages waited for you:" in anna.text
    assert "Newsletter" in anna.text
    assert "Bookkeeping" in anna.text
    morning = anna.screen
    await anna.taps("Look at the task (2)")
    assert anna.text.startswith("Bookkeeping")
    assert anna.screen is not morning
    await anna.taps("Renew the task (1)", morning)
    assert anna.sees("Renewed.")
    await anna.taps("Get fewer of these", morning)
    assert anna.sees("What the bot tells you by itself")


async def test_away_and_those_who_wait_know_it(world: World) -> None:
    anna, bertil = await world.member("Anna", "fi"), await world.member("Bertil", "sv")
    await asks_for_help(anna)
    await applies(bertil)
    await bertil.says("/installningar")
    await bertil.taps("Be away for a time")
    assert bertil.sees("Until which day are you away?")
    await bertil.says("igår")
    assert not bertil.sees("You are away until this day: ")
    await bertil.says("30.11.2026")
    assert bertil.sees("You are away until this day: ")
    await chooses(anna, bertil)
    assert anna.sees("{name} is away, and here again on this day: {day}.")
    assert bertil.sees("You are chosen!"), "what somebody did comes at once"
    assert "2.12.2026" in bertil.text, "his two days begin when he is back"
    await world.passes(timedelta(days=5))
    assert len([one for one in bertil.messages if "Du är vald!" in one.text or "Bekräfta" in one.text]) == 1
    await bertil.says("/settings")
    await bertil.taps("Say that you are here again")
    assert not bertil.sees("You are away until this day: ")
    await bertil.taps("Be away for a time")
    await bertil.says("/settings")
    assert bertil.sees("Put aside: ")


@pytest.mark.both
async def test_those_who_wait_are_told_that_one_is_away(world: World) -> None:
    anna, bertil = await world.member("Anna", "sv"), await world.member("Bertil", "fi")
    await asks_for_help(anna)
    await applies(bertil)
    await anna.says("/settings")
    await anna.taps("Be away for a time")
    await anna.says("30.11.2026")
    assert bertil.sees("{name} is away, and here again on this day: {day}.")
    await bertil.says("/settings")
    await bertil.taps("Be away for a time")
    await bertil.says("5.12.2026")
    await anna.says("/home")
    await anna.taps("Choose a doer: Newsletter")
    assert anna.sees("{name} is away, and here again on this day: {day}.")


@pytest.mark.parametrize(
    ("speaks", "typed", "city"),
    [("fi", "Tukholma", "Tukholma"), ("sv", "frankrike", "Paris"), ("en", "new y", "New York")],
)
async def test_the_time_zone_is_chosen_or_typed(world: World, speaks: str, typed: str, city: str) -> None:
    anna = await world.member("Anna", speaks)
    await anna.says("/settings")
    assert anna.sees("You live by the clock of: ")
    await anna.taps("Change the time zone")
    await anna.says("Atlantis")
    assert anna.sees("That city or country is not known.")
    await anna.says("USA" if speaks != "fi" else "Yhdysvallat")
    assert anna.sees("That may be one of several: ")
    await anna.says(typed)
    assert anna.sees("You live by the clock of: ")
    assert city in anna.text
