"""What a group admin does with codes: limits, one at a time, who came in; and those who guess."""

import re
from datetime import timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

import models.person
from domain.tries import ALARM_OVER
from models.group import CodeAttempt
from tests.stories.test_groups import begins, code_in, makes_code
from tests.stories.world import Person, World


@pytest.mark.both
async def test_a_code_is_words_a_link_and_a_picture(world: World) -> None:
    anna, bertil = await world.member("Anna", "fi"), await world.member("Bertil", "sv")
    await begins(anna, "Kirjanpitäjät")
    code = await makes_code(anna, "KIRJA")
    shown = anna.screen
    assert shown.media == "photo"
    assert anna.sees("In the picture is the same link")
    assert anna.sees(f"start=g_{code.replace('-', '')}")
    assert anna.sees("It works until")
    assert "Limit the uses" not in anna.buttons, "the labels are Finnish"

    await anna.taps("Limit the uses")
    assert code in shown.text, "the code stays to be copied"
    await anna.says("nolla")
    assert anna.sees("Please write a whole number")
    await anna.says("0")
    assert anna.sees("That is too few")
    await anna.says("1")
    assert anna.sees("The limit of uses is changed")
    assert anna.sees("Used {count} of {most} times")
    assert anna.sees("Nobody has come in by it yet")

    await bertil.says(f"/join {code}")
    await bertil.taps("Join the group")
    assert bertil.sees("You are now in the group")
    carla = await world.member("Carla")
    await carla.says(f"/join {code}")
    assert carla.sees("No group opens with that code"), "used up reads like unknown"


async def test_how_long_a_code_works(world: World) -> None:
    anna, bertil = await world.member("Anna"), await world.member("Bertil")
    await begins(anna, "Kirjanpitäjät")
    code = await makes_code(anna, "KIRJA")
    await anna.taps("Change how long it works")
    for words in ("later", "0", "4000", "1.1.2020", "-3"):
        await anna.says(words)
        assert anna.sees("How long does the code that begins with"), words
    await anna.taps("Let it work without an end")
    assert anna.sees("It works without an end.")
    await world.passes(timedelta(days=400))
    await bertil.says(f"/join {code}")
    assert bertil.sees("Do you want to join the group")
    await bertil.taps("Do not join")
    await anna.taps("Change how long it works")
    await anna.says("3 päivää")
    assert anna.sees("It works until: Fri 31 Dec 2027")
    await anna.taps("Change how long it works")
    await anna.taps("7 days")
    await world.passes(timedelta(days=8))
    await bertil.says(f"/join {code}")
    assert bertil.sees("No group opens with that code")
    await anna.says("/code Kirjanpitäjät")
    assert anna.sees("No code works now for the group")
    await anna.taps("See earlier codes")
    await anna.taps("Look at the code: K1RJA")
    assert anna.sees("It stopped working: ")


async def test_one_code_is_replaced_and_stopped(world: World) -> None:
    anna, bertil = await world.member("Anna", "sv"), await world.member("Bertil")
    await begins(anna, "Bokförare")
    first = await makes_code(anna, "EKA11")
    await anna.says("/code bokf")
    await anna.taps("Make one more code")
    await anna.says("TOKA2")
    second = code_in(anna)
    await anna.says("/kod Bokförare")
    await anna.taps("Look at the code: EKA11")
    await anna.taps("Replace this code")
    await anna.says("UUSI3")
    assert anna.sees("and its link stop working at once")
    await anna.taps("Replace the code")
    third = code_in(anna)
    await bertil.says(f"/join {first}")
    assert bertil.sees("No group opens with that code")
    for code in (second, third):
        await bertil.says(f"/join {code}")
        assert bertil.sees("Do you want to join the group"), code
    await bertil.taps("Join the group")

    await anna.says("/code Bokförare")
    await anna.taps("Look at the code: UUS13")
    assert anna.sees("Who came in by it")
    assert anna.sees("Bertil")
    await anna.taps("Stop this code")
    assert anna.sees("Shall the code that begins with")
    await anna.taps("Stop this code")
    assert anna.sees("This code no longer works.")
    carla = await world.member("Carla")
    await carla.says(f"/join {third}")
    assert carla.sees("No group opens with that code")


async def test_somebody_with_more_groups_than_a_keyboard_holds(world: World) -> None:
    anna = await world.member("Anna")
    for number in range(20):
        await anna.says("/newgroup")
        await anna.says(f"Ryhmä {number:02}")
    for command in ("/code", "/members", "/groups"):
        await anna.says(command)
        assert len(anna.buttons) <= 12, command
        await anna.taps("Show more (12)")
        assert any(label.endswith("Ryhmä 08") for label in anna.buttons), command
        await anna.taps("Show more (4)")
        assert any(label.endswith("Ryhmä 19") for label in anna.buttons), command
        await anna.taps("Show the first ones")
        assert any(label.endswith("Ryhmä 00") for label in anna.buttons), command
    await anna.says("/code Ryhmä 17")
    assert anna.sees("Choose the first 5 characters")
    await anna.says("/members Ryhmä 17")
    assert anna.sees("Ryhmä 17")
    await anna.says("/groups 17")
    assert [label for label in anna.buttons if label.startswith("Open: ")] == ["Open: Ryhmä 17"]
    await anna.says("/code Nowhere")
    assert anna.sees("You run no group of that name: Nowhere")


@pytest.mark.both
async def test_the_operator_hears_once_that_somebody_guesses(world: World) -> None:
    olga, anna = await world.member("Olga", "fi"), await world.member("Anna")
    crowd: list[Person] = [await world.member(f"Guesser {number}") for number in range(3)]
    await world.restarts(operators=[olga.id])
    await begins(anna, "Kirjanpitäjät")
    code = await makes_code(anna, "KIRJA")

    def earlier(session: Session) -> None:
        """Wrong codes of a crowd that this story does not tell of."""
        found = session.scalars(select(models.person.Person).where(models.person.Person.name == "Olga")).one()
        session.add_all(CodeAttempt(person_id=found.id, at=world.clock()) for _ in range(ALARM_OVER - 1))

    await world.app.writer.apply(earlier)
    for guesser in crowd:
        await guesser.says("/join KIRJA00000000")
        assert guesser.sees("No group opens with that code")
    assert len([one for one in olga.messages if "100" in one.text]) == 1, olga.tail()
    await crowd[1].says(f"/join {code}")
    assert crowd[1].sees("There were too many wrong codes")

    bertil = await world.member("Bertil", "sv")
    await bertil.says(f"/join {code}")
    await bertil.taps("Join the group")
    assert bertil.sees("You are now in the group"), "an honest person comes in"
    await world.passes(timedelta(minutes=61))
    await crowd[1].says(f"/join {code}")
    assert crowd[1].sees("Do you want to join the group")


async def test_old_buttons_of_somebody_elses_codes(world: World) -> None:
    anna, bertil = await world.member("Anna"), await world.member("Bertil")
    await begins(anna, "Kirjanpitäjät")
    await makes_code(anna, "KIRJA")
    await begins(bertil, "Muut")
    screen = bertil.screen
    for data in ("grone:1:0", "gruses:1", "grtime:1", "grswap:1", "grstop:1:1", "grstop:1:0", "grcpage:1:0:1"):
        await bertil.taps_data(screen, data)
        assert bertil.sees("It is not there, or it is not for you to see"), data
    await anna.says("/code")
    assert re.search("works until", anna.text)
