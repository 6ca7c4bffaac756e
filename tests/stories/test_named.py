"""Help asked of people by name: chosen from a list, or by a link for one person."""

import re
from datetime import timedelta

from tests.stories.deeds import agreed, applies, begins_task, makes_group
from tests.stories.world import Person, World, comes_in


async def comes_to_names(asker: Person, title: str = "Newsletter") -> None:
    await begins_task(asker, title)
    await asker.taps("No date")
    await asker.taps("Remotely")
    await asker.taps("Go on without attachments")
    await asker.taps("Set no day")
    await asker.taps("Only people I name")


def link_in(text: str) -> str:
    found = re.search(r"https://t\.me/\S+start=n_[A-Za-z0-9_-]{22}", text)
    assert found is not None, text
    return found[0]


async def test_only_those_named_hear_and_see(world: World) -> None:
    anna, bertil, carla, stranger = (
        await world.member("Anna", "fi"),
        await world.member("Bertil", "sv"),
        await world.member("Carla"),
        await world.member("Stranger"),
    )
    await makes_group(anna, bertil, carla)
    await comes_to_names(anna)
    assert anna.sees("Whom do you ask?")
    assert not any("Stranger" in label for label in anna.buttons), "only those one knows"
    await anna.taps("Ask: Bertil")
    assert anna.own_words("Leave out: Bertil") in anna.buttons
    await anna.says("car")
    assert anna.own_words("Ask: Carla") in anna.buttons
    await anna.taps("Ask: Carla")
    await anna.taps("Leave out: Carla")
    await anna.taps("Go on with 1 person")
    assert anna.sees("Only for those you name: "), anna.tail()
    assert "Tämän näkee 1 käyttäjä." in anna.text
    await anna.taps("Publish the task")
    assert bertil.sees("{name} asks you by name: ") or bertil.sees("Anna frågar just dig"), bertil.tail()
    await bertil.taps("Look at the task")
    assert bertil.sees("Only for those asked by name")
    apply = next(key["callback_data"] for row in bertil.screen.rows for key in row if key["text"] == "Ansök")
    for outsider in (carla, stranger):
        assert not outsider.sees("asks you by name")
        await outsider.says("/tasks")
        assert outsider.sees("Nobody asks for help just now.")
        await outsider.taps_data(outsider.screen, apply)
        assert outsider.sees("It is not there, or it is not for you to see.")
        await outsider.opens("https://t.me/tehostamo_bot?start=t_1")
        assert outsider.sees("It is not there, or it is not for you to see.")
    await applies(bertil)
    assert anna.sees("An application came for your task: ")
    await anna.says("/mytasks")
    await anna.taps("Open: Newsletter")
    assert anna.sees("Asked by name: ")
    assert not anna.sees("Link for sharing: ")


async def test_a_link_names_one_person_once(world: World) -> None:
    anna, bertil, carla = await world.member("Anna"), await world.person("Bertil", "sv"), await world.member("Carla")
    await comes_to_names(anna)
    assert anna.sees("You have not worked with anybody yet")
    await anna.taps("Give a link later")
    assert anna.sees("You name nobody yet.")
    await anna.taps("Publish the task")
    await anna.taps("Make a link for one person")
    link = link_in(anna.text)
    await bertil.opens(link)
    assert bertil.sees("You are asked for help by name: ") or bertil.sees("Suomi"), bertil.tail()
    await comes_in(bertil)
    assert bertil.sees("You are asked for help by name: "), "it is taken up after the registration"
    assert "Newsletter" in bertil.text
    await carla.opens(link)
    assert carla.sees("You are asked for help by name: "), "opening it names nobody"
    take = next(key["callback_data"] for row in carla.screen.rows for key in row if key["text"] == "Look at the task")
    await bertil.taps("Look at the task")
    assert bertil.sees("The requester asked you for this.")
    await bertil.taps_data(bertil.screen, take)
    assert "Newsletter" in bertil.text, "a second tap shows the task"
    await carla.taps_data(carla.screen, take)
    assert carla.sees("This link does not work any more")
    assert "Newsletter" not in carla.text
    await carla.opens(link)
    assert carla.sees("This link does not work any more")
    await carla.opens("https://t.me/tehostamo_bot?start=n_" + "A" * 22)
    assert carla.sees("This link does not work any more")
    await anna.opens(link)
    assert anna.sees("This link does not work any more") or "Newsletter" in anna.text
    await applies(bertil)


async def test_a_link_expires_and_goes_with_its_task(world: World) -> None:
    anna, bertil = await world.member("Anna"), await world.member("Bertil")
    await comes_to_names(anna)
    await anna.taps("Give a link later")
    await anna.taps("Publish the task")
    await anna.taps("Make a link for one person")
    first = link_in(anna.text)
    await world.restarts(timers={"no_applicants": "90d"})
    await world.passes(timedelta(days=15))
    await bertil.opens(first)
    assert bertil.sees("This link does not work any more")
    await anna.taps("Make another link")
    second = link_in(anna.text)
    make = next(key["callback_data"] for row in anna.screen.rows for key in row if key["text"] == "Make another link")
    await bertil.taps_data(bertil.screen, make)
    assert bertil.sees("It is not there, or it is not for you to see."), "somebody else's task"
    await anna.taps("Look at the task")
    await anna.taps("Show more actions")
    await anna.taps("Cancel the task")
    await anna.taps("Give no reason")
    await anna.taps("Cancel the task")
    await bertil.opens(second)
    assert bertil.sees("This link does not work any more")
    newcomer = await world.person("Nora")
    await newcomer.opens(second)
    assert newcomer.sees("This link does not work any more")


async def test_somebody_named_who_has_closed_the_bot(world: World) -> None:
    anna, bertil = await world.member("Anna"), await world.member("Bertil")
    await agreed(world, anna, bertil, "First")
    await comes_to_names(anna, "Second")
    await anna.taps("Ask: Bertil")
    await bertil.blocks()
    await anna.taps("Go on")
    assert anna.sees("You name nobody yet."), "who cannot be reached is not counted"
    await anna.taps("Publish the task")
    assert anna.sees("0 people can see it now.")
    await bertil.unblocks()
    await bertil.says("/tasks")
    assert bertil.sees("Nobody asks for help just now.")
