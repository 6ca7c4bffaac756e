"""Groups and the codes that let people in."""

import re
from datetime import timedelta

from tests.stories.world import Person, World


async def test_a_group_a_code_and_somebody_who_joins(world: World) -> None:
    anna, bertil = await world.member("Anna"), await world.member("Bertil", "fi")
    await begins(anna, "Kirjanpitäjät")
    code = await makes_code(anna, "Tuki5")
    assert code.startswith("TUK1-5")
    assert anna.sees("It works until")

    await bertil.says(f"/join {code.lower().replace('-', ' ')}")
    assert bertil.sees("Do you want to join the group")
    assert bertil.sees("Kirjanpitäjät")
    await bertil.taps("Join the group")
    assert bertil.sees("You are now in the group")
    assert anna.sees("New in the group")
    assert anna.sees("Bertil")
    assert anna.sees("Now the group has {count} members.")

    await anna.taps("Open the group")
    await anna.taps("See the members")
    assert anna.sees("Bertil")
    assert anna.sees("group admin")


async def test_the_link_opens_a_question_and_joins_nobody(world: World) -> None:
    anna, bertil = await world.member("Anna"), await world.member("Bertil")
    await begins(anna, "Kirjanpitäjät")
    await makes_code(anna, "KIRJA")
    link = re.search(r"https://t\.me/\S+", anna.text)
    assert link is not None
    await bertil.opens(link[0])
    assert bertil.sees("Do you want to join the group")
    await bertil.taps("Do not join")
    assert bertil.sees("You are in no group yet")
    assert not anna.sees("New in the group")


async def test_the_code_is_asked_for(world: World) -> None:
    anna, bertil = await world.member("Anna"), await world.member("Bertil")
    await begins(anna, "Kirjanpitäjät")
    code = await makes_code(anna, "KIRJA")
    await bertil.says("/join")
    await bertil.sends_sticker()
    assert bertil.sees("Only text fits here")
    await bertil.says("KIRJA")
    assert bertil.sees("No group opens with that code")
    assert bertil.sees("Write the group code that you were given")
    await bertil.says(code)
    await bertil.taps("Join the group")
    assert bertil.sees("You are now in the group")


async def test_five_wrong_codes_and_then_a_pause(world: World) -> None:
    anna, bertil = await world.member("Anna"), await world.member("Bertil")
    await begins(anna, "Kirjanpitäjät")
    code = await makes_code(anna, "KIRJA")
    for guess in range(5):
        await bertil.says(f"/join KIRJA{guess:08}")
        assert bertil.sees("No group opens with that code")
    await bertil.says(f"/join {code}")
    assert bertil.sees("There were too many wrong codes"), "the right one, too, has to wait"
    assert not bertil.sees("Kirjanpitäjät")
    await world.passes(timedelta(minutes=31))
    await bertil.says(f"/join {code}")
    assert bertil.sees("Do you want to join the group")


async def test_a_code_of_my_own_group_and_double_taps(world: World) -> None:
    anna, bertil = await world.member("Anna"), await world.member("Bertil")
    await begins(anna, "Kirjanpitäjät")
    code = await makes_code(anna, "KIRJA")
    await anna.says(f"/join {code}")
    assert anna.sees("You are in this group already")
    assert anna.sees("Group: {name}") or anna.sees("Kirjanpitäjät")

    await bertil.says(f"/join {code}")
    question = bertil.screen
    await bertil.taps("Join the group")
    await bertil.taps_data(question, f"grjoin:{code.replace('-', '')}")
    assert "You are now in the group" in bertil.text, "the answer to the first tap stays"
    world.clock.now += timedelta(minutes=1)
    await bertil.taps_data(question, f"grjoin:{code.replace('-', '')}")
    assert bertil.sees("You are in this group already")
    assert "Leave the group" in bertil.buttons
    await anna.says("/groups")
    assert anna.sees("2 members")


async def test_characters_that_do_not_do_and_the_suggestion(world: World) -> None:
    anna = await world.member("Anna")
    await begins(anna, "Kirjanpitäjät")
    await anna.taps("Make a code")
    for own in ("abc", "abcdef", "жжжжж", "😀😀😀😀😀", "<b>"):
        await anna.says(own)
        assert anna.sees("Please write exactly 5 characters"), own
    offered = next(label for label in anna.buttons if label.startswith("Take: "))
    await world.restarts()
    await anna.taps(offered)
    assert anna.sees("A code for the group")
    assert offered.removeprefix("Take: ")[:4] in anna.text


async def test_replacing_and_stopping_codes(world: World) -> None:
    anna, bertil = await world.member("Anna"), await world.member("Bertil")
    await begins(anna, "Kirjanpitäjät")
    first = await makes_code(anna, "KIRJA")
    await anna.says("/code")
    assert anna.sees("Begins with")
    assert first not in anna.text, "a whole code is shown once"
    await anna.taps("Replace with a new code")
    await anna.says("UUSI2")
    assert anna.sees("All earlier codes and links stop working at once")
    await anna.taps("Replace the code")
    second = code_in(anna)
    await bertil.says(f"/join {first}")
    assert bertil.sees("No group opens with that code")
    await bertil.says(f"/join {second}")
    assert bertil.sees("Do you want to join the group")

    await anna.says("/code Kirjanpitäjät")
    await anna.taps("Stop all codes")
    assert anna.sees("Shall all codes and links of this group stop working")
    await anna.taps("Stop all codes")
    assert anna.sees("The codes of this group no longer work")
    await bertil.taps("Join the group")
    assert bertil.sees("No group opens with that code")


async def test_a_code_expires(world: World) -> None:
    anna, bertil = await world.member("Anna"), await world.member("Bertil")
    await begins(anna, "Kirjanpitäjät")
    code = await makes_code(anna, "KIRJA")
    await world.passes(timedelta(days=31))
    await bertil.says(f"/join {code}")
    assert bertil.sees("No group opens with that code")


async def test_which_of_my_groups(world: World) -> None:
    anna = await world.member("Anna")
    await anna.says("/code")
    assert anna.sees("You are not an admin of any group")
    await anna.taps("Begin a group")
    await anna.says("Turku")
    await anna.says("/newgroup")
    await anna.says("Oulu")
    await anna.says("/code")
    assert anna.sees("For which group do you want a code?")
    await anna.taps("Choose: Oulu")
    assert anna.sees("Oulu")
    await anna.says("/code turku")
    assert anna.sees("Turku")
    assert anna.sees("Put aside: {what}. It waits for you on the home screen.")


async def test_group_names(world: World) -> None:
    anna = await world.member("Anna")
    await anna.says("/newgroup")
    for name, why in {"😀": "There are no words in that", "y" * 61: "at most 60 fit"}.items():
        await anna.says(name)
        assert anna.sees(why)
        assert anna.sees("What is the name of the group?")
    await anna.sends_sticker()
    assert anna.sees("Only text fits here")
    await anna.says("<i>Åbo</i> & {name}\nשלום")
    assert anna.sees("<i>Åbo</i> & {name} ")
    await anna.says("/groups")
    assert anna.sees("שלום")


async def test_leaving(world: World) -> None:
    anna, bertil = await world.member("Anna"), await world.member("Bertil")
    await begins(anna, "Kirjanpitäjät")
    code = await makes_code(anna, "KIRJA")
    await bertil.says(f"/join {code}")
    await bertil.taps("Join the group")
    await anna.says("/groups")
    await anna.taps("Open: Kirjanpitäjät")
    await anna.taps("Leave the group")
    assert anna.sees("You are the only admin of this group")
    assert "Make admin and leave: Bertil" in anna.buttons
    await anna.taps_data(anna.screen, "groff:1")
    assert anna.sees("You are the only admin of this group"), "by an old button, too"
    assert "Give out a code" in anna.buttons, "the group as it is now stands under it"

    await bertil.taps("Leave the group")
    await bertil.taps("Stay in the group")
    await bertil.taps("Leave the group")
    screen = bertil.screen
    await bertil.taps("Leave the group")
    assert bertil.sees("You have left the group")
    await bertil.taps_data(screen, "group:1")
    assert bertil.sees("It is not there, or it is not for you to see")
    await bertil.taps_data(screen, "grcodes:1")
    assert bertil.sees("It is not there, or it is not for you to see")


async def test_a_member_makes_no_codes(world: World) -> None:
    anna, bertil = await world.member("Anna"), await world.member("Bertil")
    await begins(anna, "Kirjanpitäjät")
    await bertil.says(f"/join {await makes_code(anna, 'KIRJA')}")
    await bertil.taps("Join the group")
    assert "Give out a code" not in bertil.buttons
    screen = bertil.screen
    for data in ("grmake:1:0", "grcodes:1", "grrevoke:1"):
        await bertil.taps_data(screen, data)
        assert bertil.sees("That is for somebody else to do"), data
    await bertil.says("/code")
    assert bertil.sees("You are not an admin of any group")


async def test_in_a_group_chat_there_is_a_way_in_and_nothing_else(world: World) -> None:
    anna, bertil = await world.member("Anna"), await world.person("Bertil")
    await begins(anna, "Kirjanpitäjät")
    code = await makes_code(anna, "KIRJA")
    chat = await world.sandbox.group("Yhdistys", anna, bertil)
    for command in ("/start", "/help", "/link"):
        await anna.at(chat).says(command)
        assert anna.at(chat).screen.buttons == ["Open the chat"], command
    said = len(anna.at(chat).messages)
    for words in ("/code", f"/join {code}", "/groups", "/newtask", "hello", "/start@someone_else"):
        await anna.at(chat).says(words)
    assert len(anna.at(chat).messages) == said + 6, "the bot said nothing to any of these"
    await bertil.at(chat).says("/start")
    assert bertil.at(chat).screen.buttons == ["Open the chat"]


# How people do it


async def begins(admin: Person, name: str) -> None:
    await admin.says("/newgroup")
    assert admin.sees("What is the name of the group?")
    await admin.says(name)
    assert admin.sees("You are its admin")


async def makes_code(admin: Person, own: str) -> str:
    await admin.taps("Make a code")
    assert admin.sees("Choose the first 5 characters")
    await admin.says(own)
    assert admin.sees("it is not shown again")
    return code_in(admin)


def code_in(admin: Person) -> str:
    """The code on the screen, in fours."""
    found = re.search(r"(?<!\S)[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z](?!\S)", admin.text)
    assert found is not None, admin.text
    return found[0]
