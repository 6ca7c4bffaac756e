"""How others see me, and what I can change of it."""

from tests.stories.world import World


async def test_every_field_is_changed(world: World) -> None:
    anna = await world.member("Anna")
    await anna.says("/profile")
    assert anna.sees("This is how others see you")
    await anna.taps("Change the name")
    await anna.says("admin")
    assert anna.sees("That looks like the name of the service")
    await anna.says("Anna V.")
    assert anna.sees("Anna V.")
    await anna.taps("Change the description")
    await anna.says("y" * 1001)
    assert anna.sees("at most 1,000 fit")
    await anna.says("Call me: 040 123 4567")
    assert anna.sees("There seems to be a phone number in that")
    await anna.sends_sticker()
    assert anna.sees("Only text fits here")
    await anna.says("I keep books.\n\n<script>alert(1)</script>")
    assert anna.sees("<script>alert(1)</script>")
    await anna.taps("Change the town")
    await world.restarts()
    await anna.says("Mänttä-Vilppula")
    assert anna.sees("Town: {town}")
    assert anna.sees("Mänttä-Vilppula")


async def test_what_is_there_is_emptied(world: World) -> None:
    anna = await world.member("Anna")
    await anna.says("/profile")
    await anna.taps("Change the town")
    await anna.says("Oulu")
    await anna.taps("Change the town")
    assert anna.sees("Now: {town}")
    await anna.taps("Leave it empty")
    assert "Oulu" not in anna.text


async def test_skills_are_added_and_taken_off(world: World) -> None:
    anna = await world.member("Anna")
    await anna.says("/profile")
    await anna.taps("Choose my skills")
    assert anna.sees("Nothing is chosen yet")
    added = [label for label in anna.buttons if label.startswith("Add: ")]
    assert len(added) == 12
    await anna.taps(added[0])
    await anna.taps(added[1])
    data = "pskill:1:1"
    await anna.taps_data(anna.screen, data)
    await anna.taps_data(anna.screen, data)
    assert sum(label.startswith("Take off: ") for label in anna.buttons) == 2, "a double tap adds it once"
    await anna.taps(added[0].replace("Add: ", "Take off: "))
    await anna.taps("Back to the profile")
    assert added[1].removeprefix("Add: ") in anna.text
    assert added[0].removeprefix("Add: ") not in anna.text


async def test_acting_for_an_organisation(world: World) -> None:
    anna = await world.member("Anna")
    await anna.says("/profile")
    await anna.taps("Change the organisation")
    assert anna.sees("You act as a private person")
    await anna.taps("Find or add another")
    await anna.says("Martat ry")
    await anna.taps("Add: Martat ry")
    await anna.taps("Uusimaa")
    assert anna.sees("Martat ry")
    assert anna.sees("It is not confirmed yet that you act for this organisation")
    await anna.taps("Change the organisation")
    await anna.taps("Act as a private person")
    assert anna.sees("You act as a private person")
    await anna.taps("Act for: Martat ry")
    assert anna.sees("You act for")
    await anna.taps_data(anna.screen, "orgact:999")
    assert anna.sees("It is not there, or it is not for you to see")


async def test_the_language_of_everything(world: World) -> None:
    anna = await world.member("Anna", "fi")
    await anna.says("/profile")
    await anna.taps("Change the language")
    await anna.taps("Svenska")
    anna.speaks = "sv"
    assert anna.sees("From now on the language is: {name}.")
    assert anna.sees("nothing waits for you right now")
    assert "hem" in anna.commands, "the menu of this chat follows"


async def test_all_categories(world: World) -> None:
    anna = await world.member("Anna", "fi")
    await anna.says("/categories")
    assert any("Viestintä" in label for label in anna.buttons)
    assert len(anna.buttons) == 13
