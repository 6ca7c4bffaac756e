"""Coming in: the short way, every way to stop and go on, and what a link asked for."""

from datetime import timedelta

import pytest

from tests.stories.deeds import asks_for_help
from tests.stories.world import LANGUAGES, Person, World, comes_in

AGREE = "I am 15 or over and I agree"
ALONE = "I help as a private person"


@pytest.mark.parametrize("speaks", ["fi", "sv", "en"])
async def test_a_newcomer_is_in_after_four_taps(world: World, speaks: str) -> None:
    anna = await world.person("Anna", speaks)
    await anna.says("/start")
    assert anna.sees("Which language do you want to use here?")
    assert anna.buttons[0] == LANGUAGES[speaks], "the language that Telegram tells comes first"
    await anna.taps(LANGUAGES[speaks])
    assert anna.sees("They are not end-to-end encrypted.")
    await anna.taps(AGREE)
    await anna.taps("Use the name: Anna")
    await anna.taps(ALONE)
    assert anna.sees("You are in.")
    assert anna.sees("nothing waits for you right now")
    assert anna.own_words("Ask for help") in anna.buttons


async def test_another_language_than_telegram_tells(world: World) -> None:
    anna = await world.person("Anna", "fi")
    await anna.says("/start")
    await anna.taps("Svenska")
    anna.speaks = "sv"
    assert anna.sees("Your data")
    await anna.taps(AGREE)
    assert anna.sees("Which name may others see?")


async def test_the_language_is_written_instead_of_tapped(world: World) -> None:
    anna = await world.person("Anna", "fi")
    await anna.says("/start")
    await anna.says("english")
    assert anna.own_words(AGREE) == anna.buttons[0] or AGREE in anna.buttons
    assert "end-to-end" in anna.text


async def test_it_goes_on_from_every_step_after_a_restart_and_a_month(world: World) -> None:
    anna = await world.person("Anna")
    await anna.says("/start")
    for step, (shown, goes_on) in enumerate(
        [
            ("Which language", "English"),
            ("end-to-end encrypted", AGREE),
            ("Which name may others see?", "Use the name: Anna"),
            ("Which organisation do you act for?", ALONE),
        ]
    ):
        assert anna.sees(shown), step
        await world.restarts()
        await world.passes(timedelta(days=31))
        await anna.says("/start")
        assert anna.sees(shown), step
        await anna.taps(goes_on)
    assert anna.sees("You are in.")


async def test_whatever_a_newcomer_does_the_registration_goes_on(world: World) -> None:
    anna = await world.person("Anna")
    for attempt in ("hello", "/newtask", "/tasks", "/home", "/nonsense"):
        await anna.says(attempt)
        assert anna.sees("First come in"), attempt
        assert anna.sees("Which language"), attempt
    await anna.sends_sticker()
    assert anna.sees("First come in")
    await anna.taps("English")
    await anna.says("/tasks")
    assert anna.sees("First come in")
    assert anna.sees("end-to-end encrypted")
    await anna.taps(AGREE)
    assert anna.sees("Which name may others see?")


async def test_help_privacy_and_language_are_there_before_coming_in(world: World) -> None:
    anna = await world.person("Anna")
    await anna.says("/help")
    assert anna.sees("free of charge and in turn")
    await anna.taps("Come in")
    await anna.taps("English")
    await anna.says("/privacy")
    assert anna.sees("Privacy notice")
    assert anna.sees("not end-to-end encrypted")
    await anna.taps("Go on")
    await anna.taps(AGREE)
    await anna.says("/language")
    await anna.taps("Suomi")
    anna.speaks = "fi"
    assert anna.sees("Which name may others see?")


async def test_names_that_do_not_do(world: World) -> None:
    anna = await world.person("Anna")
    await anna.says("/start")
    await anna.taps("English")
    await anna.sends_sticker()
    assert anna.sees("Please choose with the buttons below") or anna.sees("Only text fits here")
    await anna.taps(AGREE)
    for name, why in {
        "😀😀": "There are no words in that",
        "x" * 61: "at most 60 fit",
        "Tehostamo Support": "That looks like the name of the service",
        "https://evil.example": "A name holds no link",
        "+358 40 123 4567": "There seems to be a phone number",
        "\u200b \u200b": "That is empty",
    }.items():
        await anna.says(name)
        assert anna.sees(why), name
        assert anna.sees("Which name may others see?"), name
    await anna.sends_sticker()
    assert anna.sees("Only text fits here")
    await anna.says("<b>Åsa</b> & Co")
    await anna.taps(ALONE)
    assert anna.sees("Welcome, <b>Åsa</b> & Co!")


async def test_a_name_from_right_to_left(world: World) -> None:
    anna = await world.person("שרה")
    await comes_in_named(anna, "שרה כהן")
    assert anna.sees("שרה כהן")


@pytest.mark.parametrize("name", ["🌸🌸", "Tehostamo Support", "N" * 60, "a:b"])
async def test_a_telegram_name_that_cannot_be_offered(world: World, name: str) -> None:
    anna = await world.person(name)
    await anna.says("/start")
    await anna.taps("English")
    await anna.taps(AGREE)
    assert not any(label.startswith("Use the name") for label in anna.buttons)
    await anna.says("Anna")
    await anna.taps(ALONE)
    assert anna.sees("Welcome, Anna!")


async def test_an_organisation_is_added_and_found_by_the_next(world: World) -> None:
    anna, bertil = await world.person("Anna"), await world.person("Bertil")
    await to_the_organisation(anna)
    await anna.says("x")
    assert anna.sees("That is too short")
    await anna.says("🎈")
    assert anna.sees("There are no words in that") or anna.sees("That is too short")
    await anna.says("Espoon Nuorten Tuki ry")
    assert anna.sees("Nothing was found with that name")
    await anna.taps("Add: Espoon Nuorten Tuki ry")
    assert anna.sees("In which region does the organisation work?")
    await anna.taps("Uusimaa")
    assert anna.sees("You are in.")

    await to_the_organisation(bertil)
    await bertil.says("espoon nuorten tuki")
    assert bertil.sees("Did you mean one of these?")
    await bertil.taps("Espoon Nuorten Tuki ry")
    await bertil.says("/profile")
    assert bertil.sees("Espoon Nuorten Tuki ry")


async def test_somebody_adds_the_same_organisation_a_moment_earlier(world: World) -> None:
    anna, bertil = await world.person("Anna"), await world.person("Bertil")
    for somebody in (anna, bertil):
        await to_the_organisation(somebody)
        await somebody.says("Turun Pyöräilijät ry")
        assert somebody.sees("Nothing was found with that name")
    for somebody in (bertil, anna):
        await somebody.taps("Add: Turun Pyöräilijät ry")
    for somebody in (anna, bertil):
        await somebody.taps("Southwest Finland")
    assert bertil.sees("Did you mean one of these?"), "the question comes back with the new one on it"
    assert "Turun Pyöräilijät ry · Southwest Finland" in bertil.buttons
    await bertil.taps("Add: Turun Pyöräilijät ry")
    await bertil.taps("Southwest Finland")
    assert bertil.sees("Turun Pyöräilijät ry"), "two organisations may share a name"


async def test_breaking_off_and_coming_in_after_all(world: World) -> None:
    anna = await world.person("Anna")
    await anna.says("/cancel")
    assert anna.sees("There is nothing to cancel")
    await anna.taps("English")
    await anna.taps(AGREE)
    await anna.says("/cancel")
    await anna.taps("Throw it away")
    assert anna.sees("You can come in whenever it suits you")
    await anna.taps("Come in")
    await comes_in(anna)
    assert anna.sees("You are in.")


async def test_putting_it_aside(world: World) -> None:
    anna = await world.person("Anna")
    await anna.says("/start")
    await anna.taps("English")
    await anna.taps(AGREE)
    await anna.taps("Cancel")
    await anna.taps("Put it aside")
    await anna.says("Anna")
    assert anna.sees("First come in")
    assert anna.sees("Which name may others see?")


async def test_start_again_is_home(world: World) -> None:
    anna = await world.member("Anna")
    await anna.says("/start")
    assert anna.sees("nothing waits for you right now")
    await anna.opens("what_is_this")
    assert anna.sees("That link does not lead to anything here")
    assert "Ask for help" in anna.buttons


async def test_double_taps_and_old_buttons_change_nothing(world: World) -> None:
    anna = await world.person("Anna")
    await anna.says("/start")
    await anna.taps("English")
    welcome = anna.screen
    await anna.taps(AGREE)
    agree = next(call for call in await world.sandbox.calls("editMessageText") if AGREE in str(call["params"]))
    data = button_data(agree["params"], AGREE)
    await anna.taps_data(welcome, data)
    assert anna.sees("Which name may others see?") or anna.text.startswith("Which name")
    await anna.taps("Use the name: Anna")
    await anna.taps(ALONE)
    await anna.taps_data(welcome, data)
    assert anna.sees("That button is from an older message")
    assert anna.sees("nothing waits for you right now")


async def test_a_group_link_before_registration(world: World) -> None:
    anna, bertil = await world.member("Anna"), await world.person("Bertil", "sv")
    link = await group_link(anna, "Kirjanpitäjät")
    await bertil.opens(link)
    assert bertil.sees("You are invited to a group")
    assert bertil.sees("Kirjanpitäjät")
    await bertil.taps("Svenska")
    assert bertil.sees("You are invited to a group")
    await world.restarts()
    await bertil.taps(AGREE)
    await bertil.taps("Use the name: Bertil")
    await bertil.taps(ALONE)
    assert bertil.sees("Do you want to join the group")
    await bertil.taps("Join the group")
    assert bertil.sees("You are now in the group")
    assert anna.sees("New in the group")


async def test_the_code_stops_working_during_the_registration(world: World) -> None:
    anna, bertil = await world.member("Anna"), await world.person("Bertil")
    await bertil.opens(await group_link(anna, "Kirjanpitäjät"))
    await bertil.taps("English")
    await bertil.taps(AGREE)
    await anna.says("/code")
    await anna.taps("Stop all codes")
    await anna.taps("Stop all codes")
    await bertil.taps("Use the name: Bertil")
    await bertil.taps(ALONE)
    assert bertil.sees("You are in.")
    assert bertil.sees("No group opens with that code")


@pytest.mark.both
async def test_a_wrong_group_link_before_registration(world: World) -> None:
    anna = await world.person("Anna")
    await anna.opens("g_WRONG12345678")
    assert anna.sees("No group opens with that code")
    assert anna.sees("Which language do you want to use here?")
    await comes_in(anna)
    assert anna.sees("nothing waits for you right now")


async def test_a_task_link_before_registration(world: World) -> None:
    anna, bertil = await world.member("Anna"), await world.person("Bertil")
    await asks_for_help(anna, "Newsletter")
    await bertil.opens("t_1")
    assert bertil.sees("You opened a link to a task")
    assert not bertil.sees("Newsletter"), "nothing of it is seen from outside"
    await comes_in(bertil)
    assert bertil.sees("Newsletter")
    assert bertil.own_words("Apply") in bertil.buttons
    await bertil.opens("t_1")
    assert bertil.sees("Newsletter")


async def test_a_task_link_to_nothing(world: World) -> None:
    anna = await world.person("Anna")
    await anna.opens("t_999999999")
    assert anna.sees("You opened a link to a task")
    await comes_in(anna)
    assert anna.sees("You are in.")
    assert anna.sees("It is not there, or it is not for you to see")


# How people do it


async def to_the_organisation(somebody: Person) -> None:
    await somebody.says("/start")
    await somebody.taps("English")
    await somebody.taps(AGREE)
    await somebody.taps(f"Use the name: {somebody.name}")


async def comes_in_named(somebody: Person, name: str) -> None:
    await somebody.says("/start")
    await somebody.taps("English")
    await somebody.taps(AGREE)
    await somebody.says(name)
    await somebody.taps(ALONE)


async def group_link(admin: Person, name: str) -> str:
    """A new group of `admin`'s, and the link into it."""
    await admin.says("/newgroup")
    await admin.says(name)
    await admin.taps("Make a code")
    await admin.says("KIRJA")
    return next(line for line in admin.text.splitlines() if "?start=g_" in line)


def button_data(params: dict[str, object], label: str) -> str:
    """The data of that button in a request of the bot's."""
    markup = params["reply_markup"]
    assert isinstance(markup, dict)
    return next(
        str(button["callback_data"]) for row in markup["inline_keyboard"] for button in row if button["text"] == label
    )
