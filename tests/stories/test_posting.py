"""Asking for help: the way through, what is answered wrongly, and who sees it."""

import re
from collections.abc import Awaitable, Callable
from datetime import timedelta

from tests.stories.deeds import applies, asks_for_help, begins_task, goes_on_to_preview, makes_group
from tests.stories.world import Person, World


async def test_a_task_with_everything(world: World) -> None:
    anna, bertil = await world.member("Anna"), await world.member("Bertil")
    await begins_task(anna, "Help with our newsletter", hours="4 h", people="2")
    await anna.taps("By a certain day")
    await anna.says("31.12.")
    assert anna.sees("Thursday, 31 December 2026"), "the date is said back in words"
    await anna.taps("In a certain town")
    await anna.says("Jyväskylä")
    await anna.taps("Leave out the address")
    await goes_on_to_preview(anna)
    assert anna.sees("For everybody: 1 person will see this.")
    assert "Layout and proofreading of four pages." in anna.text
    await anna.taps("Publish the task")
    await bertil.says("/tasks")
    assert bertil.sees("Needed by: Thu 31 Dec 2026")
    assert bertil.sees("Place: Jyväskylä")
    assert bertil.sees("Time needed: 4 h each. People needed: 2")


async def test_a_time_and_free_wording(world: World) -> None:
    anna = await world.member("Anna")
    await begins_task(anna)
    await anna.taps("At a certain time")
    await anna.says("15.12.")
    assert anna.sees("At what time?")
    assert "Tuesday, 15 December 2026" in anna.text
    await anna.says("klo 14")
    assert "Tue 15 Dec 2026, 14:00" in anna.text
    await anna.taps("Remotely")
    await goes_on_to_preview(anna)
    assert "Time: Tue 15 Dec 2026, 14:00" in anna.text
    await anna.taps("Change an answer")
    await anna.taps("When it is needed")
    await anna.taps("Say it in words")
    await anna.says("Any evening before Christmas")
    assert "When: Any evening before Christmas" in anna.text
    await anna.taps("Publish the task")
    await anna.taps("Look at the task")
    assert "When: Any evening before Christmas" in anna.text


async def test_wrong_answers_are_explained_and_the_question_stays(world: World) -> None:
    anna = await world.member("Anna")
    await anna.says("/newtask")
    await anna.says("no such category")
    assert anna.sees("Please choose with the buttons below.")
    await anna.says("communications")
    for wrong, why in [
        ("x" * 81, "That is 81 characters; at most 80 fit."),
        ("🎉🎉", "There are no words in that."),
        ("\u3164", "There are no words in that."),
        ("Call 040 123 4567", "There seems to be a phone number in that."),
    ]:
        await anna.says(wrong)
        assert anna.sees(why), wrong
        assert anna.sees("Give it a short title")
    await anna.sends_sticker()
    assert anna.sees("Only text fits here.")
    await anna.says("<b>Bold</b> & עברית \u202egnp.exe")
    assert anna.sees("Describe it:")
    for wrong, why in [
        ("x" * 1501, "at most 1,500 fit"),
        ("For the client 131052-308T", "There seems to be a personal identity number in that."),
        ("Pay to FI21 1234 5600 0007 85", "There seems to be a bank account number in that."),
    ]:
        await anna.says(wrong)
        assert anna.sees(why), wrong
    await anna.says("Layout.")
    for wrong, why in [
        ("-1", "That is too little"),
        ("0", "That is too little"),
        ("1000000000", "That is too much"),
        ("soon", "Please write the time as hours and minutes"),
    ]:
        await anna.says(wrong)
        assert anna.sees(why), wrong
    await anna.says("puoli tuntia")
    assert anna.sees("30 min")
    for wrong, why in [
        ("0", "That is too few."),
        ("1000000000", "That is too many."),
        ("some", "Please write a whole number"),
    ]:
        await anna.says(wrong)
        assert anna.sees(why), wrong
    await anna.says("1")
    await anna.taps("By a certain day")
    for wrong in ("31.2.2027", "1.1.2020", "yesterday", "1.1.2999", "x"):
        await anna.says(wrong)
        assert anna.sees("By which day?"), wrong
    await anna.says("tomorrow")
    await anna.taps("In a certain town")
    await anna.says("Oulu")
    await anna.says("x" * 201)
    assert anna.sees("at most 200 fit")
    await anna.says("Kirkkokatu 1")
    await goes_on_to_preview(anna)
    assert "<b>Bold</b> &" in anna.text, "people's own words are never markup"
    assert "\u202e" not in anna.text
    await anna.taps("Publish the task")
    assert anna.sees("Published:")


async def test_it_goes_on_at_every_step_after_a_restart(world: World) -> None:
    anna = await world.member("Anna")

    async def says(words: str) -> None:
        await anna.says(words)

    steps: list[tuple[str, Callable[[], Awaitable[None]]]] = [
        ("What kind of help", lambda: anna.taps("Communications")),
        ("short title", lambda: says("Newsletter")),
        ("Describe it", lambda: says("Layout.")),
        ("How much time", lambda: anna.taps("2 h")),
        ("How many people", lambda: anna.taps("1")),
        ("When is it needed", lambda: anna.taps("By a certain day")),
        ("By which day", lambda: anna.taps("Tue 24 Nov 2026")),
        ("Where is it done", lambda: anna.taps("In a certain town")),
        ("In which town", lambda: says("Turku")),
        ("exact address", lambda: says("Kauppiaskatu 1")),
        ("add files", lambda: anna.taps("Go on without attachments")),
        ("do you choose", lambda: anna.taps("Set no day")),
        ("Who may see it", lambda: anna.taps("Everybody in the service")),
        ("Asked by: Anna", lambda: anna.taps("Publish the task")),
    ]
    await anna.says("/newtask")
    for question, answers in steps:
        assert question in anna.text
        await world.restarts()
        await answers()
    assert anna.sees("Published:")
    assert await world.sandbox.breaches() == []


async def test_a_command_parks_it_and_it_is_found_again(world: World) -> None:
    anna = await world.member("Anna")
    await begins_task(anna)
    await anna.says("/tasks")
    await world.passes(timedelta(days=30))
    await anna.says("/newtask")
    assert anna.sees("You have begun this: ")
    await anna.taps("Go on")
    assert anna.sees("When is it needed?")
    await anna.taps("Cancel")
    await anna.taps("Throw it away")
    await anna.says("/newtask")
    assert anna.sees("What kind of help do you need?")


async def test_a_day_that_has_gone_by_meanwhile_is_refused(world: World) -> None:
    anna = await world.member("Anna")
    await begins_task(anna)
    await anna.taps("By a certain day")
    await anna.says("24.11.2026")
    await anna.taps("Remotely")
    await goes_on_to_preview(anna)
    await world.passes(timedelta(days=7))
    await anna.taps("Publish the task")
    assert anna.sees("That time has gone by.")
    await anna.taps("Change an answer")
    await anna.taps("Day")
    await anna.says("24.12.2026")
    await anna.taps("Publish the task")
    assert anna.sees("Published:")


async def test_a_double_tap_publishes_once(world: World) -> None:
    anna = await world.member("Anna")
    await begins_task(anna)
    await anna.taps("No date")
    await anna.taps("Remotely")
    await goes_on_to_preview(anna)
    preview = anna.screen
    data = next(button["callback_data"] for row in preview.rows for button in row if "Publish" in button["text"])
    await world.sandbox.hold()
    await anna.taps_data(preview, data)
    await anna.taps_data(preview, data)
    await world.sandbox.release()
    await anna.says("/mytasks")
    assert anna.text.count("Newsletter") == 1
    assert "Open: Newsletter" in anna.buttons


async def test_three_at_a_time(world: World) -> None:
    anna, bertil = await world.member("Anna"), await world.member("Bertil")
    for number in range(1, 6):
        await asks_for_help(anna, f"Task {number}")
    for somebody, command in ((anna, "/mytasks"), (bertil, "/tasks")):
        await somebody.says(command)
        assert [label for label in somebody.buttons if label.startswith("Open: ")] == [
            "Open: Task 5",
            "Open: Task 4",
            "Open: Task 3",
        ]
        await somebody.taps("Show more (2)")
        assert "Open: Task 1" in somebody.buttons
        assert "Open: Task 5" not in somebody.buttons
        await somebody.taps("Show the newest ones" if somebody is anna else "Show from the beginning")
        assert "Open: Task 5" in somebody.buttons
    await bertil.taps("Choose what is shown")
    await bertil.taps("Choose the kind of help")
    await bertil.taps("Communications (5)")
    assert "Kind of help: Communications" in bertil.text


async def test_closing_and_cancelling(world: World) -> None:
    anna, bertil = await world.member("Anna"), await world.member("Bertil")
    await asks_for_help(anna, "First")
    await asks_for_help(anna, "Second")
    await bertil.says("/tasks")
    await bertil.taps("Open: First")
    await anna.says("/mytasks")
    await anna.taps("Open: First")
    await anna.taps("Show more actions")
    await anna.taps("Close to applications")
    await anna.taps("Keep taking applications")
    await anna.taps("Show more actions")
    await anna.taps("Close to applications")
    await anna.taps("Close to new applications")
    assert anna.sees("It takes no more applications.")
    await bertil.taps("Apply")
    assert bertil.sees("This task takes no applications any more.")
    await anna.says("/mytasks")
    await anna.taps("Open: Second")
    await anna.taps("Show more actions")
    await anna.taps("Cancel the task")
    await anna.says("We found it ourselves.")
    assert anna.sees("You can open it again later")
    await anna.taps("Cancel the task")
    assert anna.sees("Cancelled. Reason: We found it ourselves.")
    await anna.taps("Show more actions")
    assert "Copy into a new task" in anna.buttons
    assert "Cancel the task" not in anna.buttons
    await anna.says("/mytasks")
    await anna.taps("Show ended tasks")
    assert anna.sees("Cancelled. Reason: We found it ourselves.")
    await bertil.says("/tasks")
    assert bertil.sees("Nobody asks for help just now.")


async def test_applicants_hear_that_it_is_cancelled(world: World) -> None:
    anna, bertil = await world.member("Anna"), await world.member("Bertil")
    await asks_for_help(anna)
    await applies(bertil)
    await anna.says("/mytasks")
    await anna.taps("Open: Newsletter")
    await anna.taps("Show more actions")
    await anna.taps("Cancel the task")
    await anna.taps("Give no reason")
    assert anna.sees("1 applicant will hear it.")
    await anna.taps("Cancel the task")
    assert bertil.sees("The task is cancelled: ")


async def test_for_one_of_several_organisations(world: World) -> None:
    anna, bertil = await world.member("Anna"), await world.member("Bertil")
    for name in ("Kotikulma ry", "Naapuriapu ry"):
        await adds_organisation(anna, name)
    await begins_task(anna)
    await anna.taps("No date")
    await anna.taps("Remotely")
    await goes_on_to_preview(anna, organisation="Kotikulma ry")
    assert anna.sees("Asked by: Anna, Kotikulma ry")
    await anna.taps("Publish the task")
    await bertil.says("/tasks")
    assert "Asked by: Anna, Kotikulma ry" in bertil.text


async def adds_organisation(somebody: Person, name: str) -> None:
    """One more to act for."""
    await somebody.says("/profile")
    await somebody.taps("Change the organisation")
    await somebody.taps("Find or add another")
    await somebody.says(name)
    await somebody.taps(f"Add: {name}")
    await somebody.taps("Uusimaa")


async def test_a_group_task_is_there_for_its_members_only(world: World) -> None:
    anna, bertil, carla = [await world.member(name) for name in ("Anna", "Bertil", "Carla")]
    await makes_group(anna, bertil)
    await asks_for_help(anna, group="Neighbours: 2 members")
    assert anna.sees("1 person can see it now.")
    link = re.search(r"https://t\.me/\S+start=\S+", anna.text)
    assert link is not None

    await bertil.says("/tasks")
    await bertil.taps("Open: Newsletter")
    assert "For the group: Neighbours" in bertil.text
    apply = next(button["callback_data"] for row in bertil.screen.rows for button in row if button["text"] == "Apply")

    await carla.says("/tasks")
    assert carla.sees("Nobody asks for help just now.")
    await carla.opens(link[0])
    hidden = carla.text
    assert carla.sees("It is not there, or it is not for you to see.")
    assert "Newsletter" not in hidden
    await carla.opens("https://t.me/tehostamo_bot?start=t_999")
    assert carla.text == hidden, "what is not there and what is not hers read the same"
    await carla.says("/tasks")
    await carla.taps_data(carla.screen, apply)
    assert carla.sees("It is not there, or it is not for you to see.")

    await bertil.says("/groups")
    await bertil.taps("Open: Neighbours")
    await bertil.taps("Leave the group")
    await bertil.taps("Leave the group")
    await bertil.taps_data(bertil.screen, apply)
    assert bertil.sees("It is not there, or it is not for you to see.")
    await bertil.opens(link[0])
    assert "Newsletter" not in bertil.text


async def test_everybody_or_a_group(world: World) -> None:
    anna, bertil = await world.member("Anna"), await world.member("Bertil")
    await makes_group(anna, bertil)
    await begins_task(anna)
    await anna.taps("No date")
    await anna.taps("Remotely")
    await goes_on_to_preview(anna)
    assert anna.sees("For everybody: 1 person will see this.")
    await anna.taps("Change an answer")
    await anna.taps("Who may see it")
    await anna.taps("Neighbours: 2 members")
    assert anna.sees("For the group: Neighbours")
    await anna.says("/groups")
    await anna.says("/newtask")
    await anna.taps("Go on")
    assert anna.sees("For the group: Neighbours")
