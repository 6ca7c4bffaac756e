"""When help is needed: a calendar by buttons, exact times, free words; and the day by which the requester chooses."""

from datetime import timedelta

import pytest

from tests.stories.deeds import begins_task, goes_on_to_preview
from tests.stories.world import Person, World

HEADS = {
    "fi": ["ma", "ti", "ke", "to", "pe", "la", "su"],
    "sv": ["må", "ti", "on", "to", "fr", "lö", "sö"],
    "en": ["Mo", "Tu", "We", "Th", "Fr", "Sa", "Su"],
}
NOVEMBER = {"fi": "marraskuu 2026", "sv": "november 2026", "en": "November 2026"}
DECEMBER = {"fi": "joulukuu 2026", "sv": "december 2026", "en": "December 2026"}
ECHO = {"fi": "tiistai 15. joulukuuta 2026", "sv": "tisdag 15 december 2026", "en": "Tuesday, 15 December 2026"}


def rows(somebody: Person) -> list[list[str]]:
    return [[button["text"] for button in row] for row in somebody.screen.rows]


@pytest.mark.parametrize("speaks", ["fi", "sv", "en"])
async def test_a_day_from_the_calendar(world: World, speaks: str) -> None:
    anna = await world.member("Anna", speaks)
    await begins_task(anna)
    await anna.taps("By a certain day")
    await anna.taps("Open the calendar")
    assert NOVEMBER[speaks] in anna.text
    heads, *weeks = [row for row in rows(anna) if len(row) == 7]
    assert [head.casefold() for head in heads] == [head.casefold() for head in HEADS[speaks]], "Monday first"
    assert weeks[-2:] == [["23", "24", "25", "26", "27", "28", "29"], ["30", *"······"]]
    assert all(label == "·" for week in weeks[:-2] for label in week), "past days are not offered"
    assert sum(len(row) for row in rows(anna)) <= 100
    months = [label for label in anna.buttons if "202" in label]
    assert len(months) == 1, "the month before is past"
    await anna.taps(months[0])
    assert DECEMBER[speaks] in anna.text
    assert any(NOVEMBER[speaks] in label for label in anna.buttons)
    assert rows(anna)[1] == ["·", "1", "2", "3", "4", "5", "6"]
    await anna.taps("·")  # no day
    assert DECEMBER[speaks] in anna.text
    await anna.taps("15")
    assert ECHO[speaks] in anna.text, "said back in words"
    await anna.taps("Remotely")
    await goes_on_to_preview(anna)
    await anna.taps("Publish the task")
    assert anna.sees("Published: "), anna.tail()


async def test_the_calendar_of_an_old_month(world: World) -> None:
    anna = await world.member("Anna")
    await begins_task(anna)
    await anna.taps("By a certain day")
    await anna.taps("Open the calendar")
    november = anna.screen
    thirtieth = next(key["callback_data"] for row in november.rows for key in row if key["text"] == "30")
    month = next(key["callback_data"] for row in november.rows for key in row if key["text"] == "Mo")
    await world.passes(timedelta(days=40))
    await anna.taps_data(november, thirtieth)
    assert anna.sees("That day is past: Mon 30 Nov 2026.")
    await anna.taps_data(november, month)
    assert anna.sees("January 2027"), "the months go on from today"
    step = month.split(":")
    for day in ("9999-12-31", "0001-01-01", "2028-11-23"):
        await anna.taps_data(november, ":".join([*step[:-1], day]))
        assert anna.sees("By which day?"), day
    await anna.taps_data(november, ":".join([*step[:-1], "2027-02-31"]))
    assert anna.sees("This button is old") or anna.sees("By which day?")
    await anna.taps_data(november, thirtieth.replace("2026-11-30", "2027-02-31"))
    assert anna.sees("By which day?"), "no day of the calendar"
    await anna.says("tomorrow")
    await anna.taps_data(november, thirtieth)
    assert anna.sees("Where is it done?"), "an old button shows the present question"


async def test_a_time_typed_at_once(world: World) -> None:
    anna = await world.member("Anna", "fi")
    await begins_task(anna)
    await anna.says("31.12.2026 14:00")
    assert anna.sees("to 31.12.2026 klo 14.00")
    assert anna.sees("Where is it done?")
    await anna.taps("Back")
    assert anna.sees("At what time?")
    await anna.says("25")
    assert anna.sees("is no time of day")
    await anna.says("whenever")
    assert anna.sees("I cannot read a time of day in that.")
    await anna.says("9.30")
    assert anna.sees("to 31.12.2026 klo 9.30")
    await anna.taps("Remotely")
    await goes_on_to_preview(anna)
    await anna.taps("Change an answer")
    await anna.taps("Day and time")
    await anna.taps("Open the calendar")
    await anna.taps("30")
    assert anna.sees("At what time?"), "the time is asked anew for another day"
    assert "klo 9" in anna.own_words("At what time?") or "9.00" in " ".join(anna.buttons)
    await anna.taps("12.00")
    assert "ma 30.11.2026 klo 12.00" in anna.text


async def test_wrong_days_where_it_is_asked_when(world: World) -> None:
    anna = await world.member("Anna")
    await begins_task(anna)
    for wrong, why in [
        ("31.2.", "is no day of the calendar"),
        ("1.1.2020", "That day is past"),
        ("yesterday", "That day is past"),
        ("23.11.2026 9:00", "That time is past"),
        ("x" * 121, "at most 120 fit"),
        ("Call 040 123 4567", "There seems to be a phone number in that."),
    ]:
        await anna.says(wrong)
        assert anna.sees(why), wrong
        assert anna.sees("When is it needed?"), wrong
    await anna.says("2026-12-31T14:00")
    assert anna.sees("Thu 31 Dec 2026, 14:00")


async def test_free_words_with_a_day_in_them(world: World) -> None:
    anna = await world.member("Anna", "fi")
    await begins_task(anna)
    await anna.says("joskus ennen joulua, vaikka la klo 10")
    assert anna.sees("Did you mean a date?")
    assert anna.sees("You wrote: ")
    await anna.taps("Use the date: la 28.11.2026 klo 10.00")
    await anna.taps("Remotely")
    await goes_on_to_preview(anna)
    assert "la 28.11.2026 klo 10.00" in anna.text
    await anna.taps("Change an answer")
    await anna.taps("When, in words")
    await anna.says("viimeistään 20.12. mutta mieluummin aiemmin")
    assert anna.sees("Did you mean a date?")
    await anna.taps("Keep my own words")
    assert "viimeistään 20.12. mutta mieluummin aiemmin" in anna.text
    await anna.taps("Change an answer")
    await anna.taps("When, in words")
    await anna.says("kun ehdit")
    assert "kun ehdit" in anna.text
    assert not anna.sees("Did you mean a date?")
    await anna.taps("Publish the task")
    assert anna.sees("Published: ")


async def test_the_day_of_choosing(world: World) -> None:
    anna, bertil = await world.member("Anna", "sv"), await world.member("Bertil", "sv")
    await begins_task(anna)
    await anna.says("5.12.")
    await anna.taps("Remotely")
    await anna.taps("Go on without attachments")
    assert not any("2 veckor" in label for label in anna.buttons), "never later than the task itself"
    await anna.says("6.12.")
    assert anna.sees("That is too far away: ")
    await anna.says("22.11.")
    assert anna.sees("That is too far away: ") or anna.sees("That day is past: ")
    await anna.taps("Open the calendar")
    assert not any("2026" in label and "december" not in label for label in anna.buttons)
    await anna.taps("Visa december 2026")
    await anna.taps("5")
    await anna.taps("Everybody in the service")
    assert anna.sees("The requester chooses by: ")
    await anna.taps("Change an answer")
    await anna.taps("Day")
    await anna.says("1.12.")
    assert anna.sees("By which day do you choose the doers?"), "it came after the new day"
    await anna.says("30.11.")
    await anna.taps("Publish the task")
    await bertil.says("/tasks")
    await bertil.taps("Open: Newsletter")
    assert bertil.sees("The requester chooses by: ")
