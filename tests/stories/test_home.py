"""What awaits me, and where plain words go."""

from tests.stories.deeds import applies, asks_for_help, chooses
from tests.stories.world import World


async def test_both_sides_see_what_waits(world: World) -> None:
    anna, bertil = await world.member("Anna"), await world.member("Bertil")
    await asks_for_help(anna, "Newsletter")
    await applies(bertil, "Newsletter")
    await anna.says("/home")
    assert anna.sees("1 applicant to choose from")
    assert anna.sees("My tasks going on: 1")
    assert anna.sees("Open conversations: 1")
    await anna.taps("Choose a doer: Newsletter")
    assert anna.sees("Bertil")
    await bertil.says("/home")
    assert bertil.sees("My applications without an answer: 1")
    await anna.says("/home")
    await chooses(anna, bertil)
    await bertil.says("/home")
    assert bertil.sees("You are chosen, please confirm")
    await bertil.taps("Answer: Newsletter")
    await bertil.taps("Confirm that I will help")
    await bertil.says("/home")
    assert bertil.sees("You have promised to help")
    assert "Open: Newsletter" in bertil.buttons


async def test_what_is_begun_waits_at_home(world: World) -> None:
    anna = await world.member("Anna")
    await anna.says("/newgroup")
    await anna.says("/home")
    assert anna.sees("Put aside: {what}. It waits for you on the home screen.")
    assert anna.sees("Begun, not sent yet")
    await world.restarts()
    await anna.taps("Go on: Beginning a group")
    assert anna.sees("What is the name of the group?")
    await anna.says("Oulu")
    assert anna.sees("The group is there")
    await anna.taps("Go to the home screen")
    assert anna.sees("nothing waits for you right now")


async def test_two_drafts_of_a_kind_have_two_buttons(world: World) -> None:
    anna = await world.member("Anna")
    for name in ("Oulu", "Turku"):
        await anna.says("/newgroup")
        await anna.says(name)
        await anna.taps("Make a code")
    await anna.says("/home")
    begun = [label for label in anna.buttons if label.startswith("Go on: ")]
    assert begun == ["Go on: Making a group code", "Go on: Making a group code (2)"]


async def test_a_button_of_something_thrown_away(world: World) -> None:
    anna = await world.member("Anna")
    await anna.says("/newgroup")
    question = anna.screen
    await anna.taps("Cancel")
    assert anna.sees("Thrown away")
    assert anna.sees("nothing waits for you right now")
    await anna.taps_data(question, "go:1")
    assert anna.sees("That button is from an older message")
    await anna.taps_data(question, "no_such_thing:1")
    assert anna.sees("That button is from an older message")
    await anna.says("/no_such_command")
    assert anna.sees("I do not know that command")
    assert "Ask for help" in anna.buttons


async def test_an_old_button_in_the_middle_of_a_question(world: World) -> None:
    anna = await world.member("Anna")
    await anna.says("/newgroup")
    await anna.taps_data(anna.screen, "no_such_thing:1")
    assert anna.sees("That button is from an older message")
    assert anna.sees("What is the name of the group?"), "the question that waits stands under it"
    await anna.says("/no_such_command")
    assert anna.sees("What is the name of the group?")
    await anna.says("Oulu")
    assert anna.sees("The group is there")


async def test_the_commands_of_every_language_do_the_same(world: World) -> None:
    anna = await world.member("Anna", "fi")
    for command in ("/koti", "/hem", "/home"):
        await anna.says(command)
        assert anna.sees("nothing waits for you right now"), command
