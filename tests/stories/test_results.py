"""Reports in the chat: whose, which days, pictures and files; and what came of it a month after."""

from datetime import timedelta

from tests.stories import deeds
from tests.stories.world import Person, World


async def helped(world: World, language: str = "fi") -> tuple[Person, Person]:
    """Two who know each other: a task was done and approved."""
    anna = await world.member("Anna", language)
    bertil = await world.member("Bertil", "sv")
    await deeds.agreed(world, anna, bertil)
    await deeds.finishes(bertil)
    await anna.taps("Approve: 1 h 30 min")
    return anna, bertil


async def test_one_sees_what_came_of_it(world: World) -> None:
    anna, bertil = await helped(world)
    await anna.says("/raportti")
    assert anna.sees("What came of it"), anna.tail()
    assert anna.sees("Tasks done"), anna.tail()
    assert anna.sees("Time received"), anna.tail()
    await anna.taps("Show the month")
    assert anna.sees("Tasks done"), anna.tail()
    await anna.taps("See earlier")
    assert anna.sees("Nothing has happened in these days yet."), anna.tail()
    await bertil.says("/report")
    assert bertil.sees("Time given"), bertil.tail()
    assert not bertil.sees("Time received")


async def test_any_two_days_by_words(world: World) -> None:
    anna, _bertil = await helped(world, "en")
    await anna.says("/report")
    await anna.taps("Choose other days")
    await anna.says("tomorrow")
    assert anna.sees("until today"), anna.tail()
    await anna.says("1.1.2026")
    await anna.says("today")
    assert anna.sees("Tasks asked"), anna.tail()


async def test_pictures_and_files_come_into_the_chat(world: World) -> None:
    anna, _bertil = await helped(world)
    await anna.says("/raportti")
    await anna.taps("See pictures")
    await anna.taps("Hours by month")
    assert anna.sees("It is being made. It comes in a moment."), anna.tail()
    assert anna.messages[-1].body["photo"], anna.tail()
    assert anna.sees("Hours by month"), anna.tail()
    await anna.taps("Back to the figures")
    await anna.taps("Get files")
    await anna.taps("Tables (Excel)")
    assert anna.messages[-1].body["document"]["file_name"].endswith(".xlsx"), anna.tail()


async def test_others_figures_stay_theirs(world: World) -> None:
    """Buttons of somebody else's report show one's own, or nothing."""
    anna, bertil = await helped(world, "en")
    await anna.says("/report")
    await bertil.says("/report")
    await deeds.makes_group(anna, name="Neighbours")
    await anna.says("/report")
    assert anna.sees("Whose figures would you like to see?"), anna.tail()
    await anna.taps("Group: Neighbours")
    assert anna.sees("Nothing has happened in these days yet."), anna.tail()


async def test_what_came_of_it_is_asked_once(world: World) -> None:
    anna, _bertil = await helped(world, "sv")
    await world.passes(timedelta(days=31))
    assert anna.sees("Three short questions about what came of it."), anna.tail()
    await anna.taps("Answer: yes")
    await anna.says("/home")
    await anna.taps("Tell: Newsletter")
    await anna.taps("Answer: yes")
    await anna.taps("Answer: partly")
    await world.restarts()
    await anna.taps("Answer: no")
    assert anna.sees("Thank you. This tells what the help led to"), anna.tail()
    await anna.taps("Change the answers")
    await anna.taps("Answer: partly")
    assert anna.sees("Did the matter get solved?"), anna.tail()
    asked = anna.text
    await world.passes(timedelta(days=40))
    assert anna.text == asked or not anna.sees("Three short questions")
