"""Time: a task through all its reminders, day by day. Each comes once, none at night, none after the matter is over."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from tests.stories.deeds import applies, asks_for_help, chooses
from tests.stories.world import Person, World, patterns

HELSINKI = ZoneInfo("Europe/Helsinki")
STEP = timedelta(hours=7)  # so that every hour of the day has its turn


async def lives(world: World, *people: Person, days: float) -> list[tuple[str, int, float, str]]:
    """Time goes by in steps. Who heard what, at which hour of the local day, and after how many days."""
    begun, seen = world.clock.now, {person.name: len(person.messages) for person in people}
    heard: list[tuple[str, int, float, str]] = []
    while world.clock.now < begun + timedelta(days=days):
        await world.passes(STEP)
        for person in people:
            for message in person.messages[seen[person.name] :]:
                passed = (world.clock.now - begun) / timedelta(days=1)
                heard.append((person.name, world.clock.now.astimezone(HELSINKI).hour, passed, message.text))
            seen[person.name] = len(person.messages)
    return heard


def days_of(heard: list[tuple[str, int, float, str]], speaks: str, name: str, sentence: str) -> list[int]:
    """On which days somebody heard a sentence."""
    return [
        int(passed)
        for who, _hour, passed, text in heard
        if who == name and any(found.search(text) for found in patterns(sentence, speaks))
    ]


async def test_a_task_that_nobody_applies_for(world: World) -> None:
    people = [await world.member(name, speaks) for name, speaks in (("Anna", "fi"), ("Bertil", "sv"), ("Carla", "en"))]
    for asker in people:
        await asks_for_help(asker)
    heard = await lives(world, *people, days=45)
    for asker in people:
        said = [one for one in heard if one[0] == asker.name]
        assert days_of(heard, asker.speaks, asker.name, "Nobody has applied yet. Task: ") == [9]
        assert days_of(heard, asker.speaks, asker.name, "Your task ends soon: ") == [33, 39]
        ended = "The task has ended, because nobody was chosen in time: "
        assert days_of(heard, asker.speaks, asker.name, ended) == [40]
        assert len(said) == 4, said
    assert all(9 <= hour < 21 for _who, hour, _day, _text in heard)


async def test_a_task_whose_requester_is_silent(world: World) -> None:
    anna, bertil, carla = (
        await world.member("Anna", "fi"),
        await world.member("Bertil", "sv"),
        await world.member("Carla"),
    )
    await asks_for_help(anna)
    await applies(bertil)
    await applies(carla)
    heard = await lives(world, anna, bertil, carla, days=50)
    assert days_of(heard, "fi", "Anna", "A quick answer is a kind one") == [3], "one for both"
    for name, speaks in (("Bertil", "sv"), ("Carla", "en")):
        assert days_of(heard, speaks, name, "The requester has not decided yet. Task: ") == [7]
        assert days_of(heard, speaks, name, "Your application has lapsed.") == [40]
    assert days_of(heard, "fi", "Anna", "Your task ends soon: ") == [33, 39]
    assert len([one for one in heard if one[0] == "Anna"]) == 4
    assert len([one for one in heard if one[0] != "Anna"]) == 4
    assert all(9 <= hour < 21 for _who, hour, _day, _text in heard)


async def test_renewed_by_one_tap(world: World) -> None:
    anna = await world.member("Anna")
    await asks_for_help(anna)
    await lives(world, anna, days=34)
    await anna.taps("Renew the task")
    assert anna.sees("Renewed. If nobody is chosen before that, it ends: ")
    heard = await lives(world, anna, days=38)
    assert days_of(heard, "en", "Anna", "Your task ends soon: ") == [33]
    assert days_of(heard, "en", "Anna", "The task has ended") == []
    assert days_of(heard, "en", "Anna", "Nobody has applied yet.") == [], "advice is given once"


async def test_nothing_is_said_of_what_is_over(world: World) -> None:
    """Due in the night, settled before the morning."""
    anna, bertil = await world.member("Anna"), await world.member("Bertil")
    world.clock.now = datetime(2026, 11, 23, 21, 0, tzinfo=UTC)  # eleven in the evening
    await asks_for_help(anna)
    await applies(bertil)
    await world.passes(timedelta(days=3))
    assert not anna.sees("still waits for your answer")
    await anna.says("/mytasks")
    await anna.taps("Open: Newsletter")
    await anna.taps("See the applicants (1)")
    await anna.taps("Decline kindly")
    await anna.taps("The times did not match")
    heard = await lives(world, anna, bertil, days=20)
    assert heard == [], "no application, no offer, no reminder"


async def test_an_offer_is_reminded_of_once_and_not_at_night(world: World) -> None:
    anna, bertil = await world.member("Anna"), await world.member("Bertil", "fi")
    world.clock.now = datetime(2026, 11, 23, 18, 30, tzinfo=UTC)  # half past eight in the evening
    await asks_for_help(anna)
    await applies(bertil)
    await chooses(anna, bertil)
    heard = await lives(world, anna, bertil, days=6)
    assert days_of(heard, "fi", "Bertil", "You are chosen, and have not answered yet.") == [1]
    assert days_of(heard, "fi", "Bertil", "The place you were offered is no longer kept for you.") == [2]
    assert days_of(heard, "en", "Anna", "The place was not confirmed in time.") == [2]
    assert len(heard) == 3
    assert all(9 <= hour < 21 for _who, hour, _day, _text in heard)
