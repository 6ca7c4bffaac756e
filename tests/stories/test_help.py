"""Help, privacy, language and the way out: aside from whatever is under way."""

from tests.stories.world import World


async def test_help_in_the_words_of_my_menu(world: World) -> None:
    anna = await world.member("Anna", "fi")
    await anna.says("/ohje")
    for word in ("/koti", "/uusitehtava", "/tehtavat", "/ryhmat", "/liity", "/tietosuoja", "/kieli", "/peru"):
        assert word in anna.text, word
    await anna.taps("Go to the home screen")
    assert anna.sees("nothing waits for you right now")


async def test_what_is_read_aside_keeps_the_question(world: World) -> None:
    anna = await world.member("Anna")
    await anna.says("/newgroup")
    for command, shown in {
        "/help": "free of charge and in turn",
        "/privacy": "Privacy notice",
        "/link": "Pass it on",
        "/language": "Which language do you want to use?",
    }.items():
        await anna.says(command)
        assert anna.sees(shown), command
        assert not anna.sees("Put aside"), command
        assert "Go on" in anna.buttons, command
    await anna.taps("Svenska")
    anna.speaks = "sv"
    assert anna.sees("What is the name of the group?")
    await anna.says("Åbo")
    assert anna.sees("The group is there")


async def test_the_language_that_is_spoken_already(world: World) -> None:
    anna = await world.member("Anna")
    await anna.says("/language")
    await anna.taps("English")
    assert anna.sees("From now on the language is: English")
    await anna.taps_data(anna.screen, "lang:xx")
    assert anna.sees("It is not there, or it is not for you to see")


async def test_privacy_says_it_plainly(world: World) -> None:
    anna = await world.member("Anna", "sv")
    await anna.says("/integritet")
    assert anna.sees("Privacy notice")
    assert anna.sees("passes through Telegram and is not end-to-end encrypted")
    assert anna.sees("Your rights")


async def test_cancel(world: World) -> None:
    anna = await world.member("Anna")
    await anna.says("/cancel")
    assert anna.sees("There is nothing to cancel")
    await anna.says("/newgroup")
    await anna.says("/cancel")
    assert anna.sees("Thrown away"), "nothing was answered yet, so nothing is asked"
    await anna.says("/home")
    assert anna.sees("nothing waits for you right now")


async def test_blocking_and_coming_back(world: World) -> None:
    anna = await world.member("Anna")
    await anna.blocks()
    await anna.unblocks()
    await anna.says("/home")
    assert anna.sees("nothing waits for you right now")
