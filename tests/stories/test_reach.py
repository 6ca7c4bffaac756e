"""Who sees a task, for its requester; and for a doer, the one reason why a task is not in the list."""

import re
from datetime import timedelta

from tests.stories.deeds import applies, asks_for_help, chooses, makes_group
from tests.stories.world import Person, World

WHY = "Ask why I do not see a task"


async def test_who_sees_it_and_why(world: World) -> None:
    anna, bertil, cecilia, david = [await world.member(name, "fi") for name in ("Anna", "Bertil", "Cecilia", "David")]
    await makes_group(anna, bertil, cecilia)
    await world.person("Emil")  # has not come in: nobody
    await asks_for_help(anna, "Avoin", group="Everybody in the service")
    await shows_who(anna)
    assert "3 henkilöä: kaikki palveluun tulleet sinua lukuun ottamatta." in anna.text
    assert "Heistä 0 osaa auttaa tällaisessa tehtävässä." in anna.text
    assert "Heistä 3 on tavoitettavissa." in anna.text
    assert not anna.sees("blocked this bot")

    await can_help(bertil, "Viestintä")
    await asks_for_help(anna, "Rajattu", group="Neighbours")
    await cecilia.blocks()
    await shows_who(anna)
    assert "2 henkilöä: ryhmän jäsenet sinua lukuun ottamatta. Ryhmä: Neighbours" in anna.text
    assert "Heistä 1 osaa auttaa tällaisessa tehtävässä." in anna.text
    assert "Heistä 1 on tavoitettavissa." in anna.text
    assert "1 on estänyt tämän botin eikä saa tietoa." in anna.text

    for task, words in {
        1: "That is for somebody else to do",
        2: "It is not there, or it is not for you to see",
    }.items():
        await david.taps_data(david.screen, f"reach:{task}")
        assert david.sees(words), "somebody else's button"
    await anna.taps("Back to the task")
    assert "Rajattu" in anna.text


async def test_the_one_reason(world: World) -> None:
    anna, bertil, cecilia = [await world.member(name, "sv") for name in ("Anna", "Bertil", "Cecilia")]
    await makes_group(anna, bertil)
    await asks_for_help(anna, "Rundbrev", people="1", group="Everybody in the service")
    link = await shared_link(anna)
    assert await reason(bertil, link) == "Du kan se det"
    assert await reason(anna, "1") == "Det är ditt eget uppdrag."
    await applies(bertil, "Rundbrev")
    await chooses(anna, bertil)
    assert await reason(cecilia, "#1") == "Alla platser är tagna"

    await asks_for_help(anna, "Bokföring", group="Neighbours")
    hidden = await reason(cecilia, "2")
    assert hidden == "Det finns inget sådant uppdrag för dig."
    assert await reason(cecilia, "999999999") == hidden, "hidden and unknown read the same"
    await anna.says("/minauppdrag")
    await anna.taps("Open: Bokföring")
    await anna.taps("Show more actions")
    await anna.taps("Cancel the task")
    await anna.taps("Give no reason")
    await anna.taps("Cancel the task")
    assert await reason(bertil, "2") == "Beställaren har avbokat det."
    assert await reason(cecilia, "2") == hidden


async def test_who_has_left_the_group(world: World) -> None:
    anna, bertil, cecilia = [await world.member(name) for name in ("Anna", "Bertil", "Cecilia")]
    await makes_group(anna, bertil)
    await asks_for_help(anna, "Accounts", group="Neighbours")
    link = await shared_link(anna)
    world.clock.now += timedelta(hours=1)
    await bertil.says("/groups")
    await bertil.taps("Open: Neighbours")
    await bertil.taps("Leave the group")
    await bertil.taps("Leave the group")
    world.clock.now += timedelta(hours=1)
    await asks_for_help(anna, "Website", group="Neighbours")

    # The link is the same "not there" to everybody; who knew of it may ask why
    await bertil.opens(link)
    assert bertil.sees("It is not there, or it is not for you to see")
    his = bertil.text
    await bertil.taps("Ask why I do not see it")
    assert bertil.sees("It is for a group that you are no longer in")
    assert "Accounts" not in bertil.text
    await cecilia.opens(link)
    assert cecilia.text == his
    await cecilia.taps("Ask why I do not see it")
    assert cecilia.sees("There is no such task for you")
    unknown = cecilia.text
    await cecilia.opens("t_999")
    assert cecilia.text == his
    await cecilia.taps("Ask why I do not see it")
    assert cecilia.text == unknown
    assert await reason(bertil, "2") == "There is no such task for you.", "published after he had left"


async def test_what_is_no_task(world: World) -> None:
    anna = await world.member("Anna")
    await anna.says("/help")
    await anna.taps(WHY)
    for words in (
        "hello",
        "t_",
        "12345678901234567890",
        "-1",
        "https://t.me/tehostamo_bot?start=g_ABC",
        "٣" * 12,
        "0x1",
    ):
        await anna.says(words)
        assert anna.sees("This is neither the link of a task nor its number"), words
    await anna.sends_sticker()
    assert anna.sees("Only text fits here")
    await anna.says("0")
    assert anna.sees("There is no such task for you")
    await anna.taps_data(anna.screen, "whynot:99999999999999999999")
    assert anna.sees("That button is from an older message")
    await anna.says("/tasks")
    await anna.taps(WHY)
    await anna.taps("Cancel")
    assert not anna.sees("There is no such task")


async def reason(somebody: Person, which: str) -> str:
    """What is said of a task, as far as the sentence's first stop or colon."""
    await somebody.says("/tasks")
    await somebody.taps(WHY)
    await somebody.says(which)
    said = somebody.text.split("\n\n")[-1]
    return re.split(r"(?<=[.])|[:,]", said)[0]


async def shared_link(asker: Person) -> str:
    """The link on the page of the asker's newest task."""
    await asker.taps("Look at the task")
    found = re.search(r"https://t\.me/\S+start=t_\d+", asker.text)
    assert found is not None, asker.text
    return found[0]


async def shows_who(asker: Person) -> None:
    """From what stands there after publishing."""
    await asker.taps("Look at the task")
    await asker.taps("Show more actions")
    await asker.taps("Show who sees this")
    assert asker.sees("Who can see this?")


async def can_help(somebody: Person, category: str) -> None:
    """A skill in the profile."""
    await somebody.says("/profiili")
    await somebody.taps("Choose my skills")
    await somebody.taps(f"Add: {category}")
