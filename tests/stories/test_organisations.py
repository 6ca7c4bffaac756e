"""Organisations: found in any form, contact persons who confirm, tasks handed over, coming and going."""

import re

import pytest

from tests.stories.deeds import applies, asks_for_help, chooses, makes_group
from tests.stories.world import Person, World

MARTAT = "Helsingin Martat ry"


async def adds(somebody: Person, name: str, region: str = "Uusimaa") -> None:
    """A new organisation, from the profile."""
    await to_the_search(somebody)
    await somebody.says(name)
    await somebody.taps(f"Add: {name}")
    await somebody.taps({"fi": "Uusimaa", "sv": "Nyland", "en": region}[somebody.speaks])
    assert somebody.sees(name), somebody.tail()


async def to_the_search(somebody: Person) -> None:
    await somebody.says("/profile")
    await somebody.taps("Change the organisation")
    await somebody.taps("Find or add another")


async def joins(somebody: Person, name: str, words: str = "martat") -> None:
    """An organisation that is there, by a search."""
    await to_the_search(somebody)
    await somebody.says(words)
    await somebody.taps(name)


async def to_the_page(somebody: Person, name: str = MARTAT) -> None:
    await somebody.says("/profile")
    await somebody.taps("Change the organisation")
    await somebody.taps(f"Open: {name}")


async def runs_the_service(world: World, name: str = "Olga", language: str = "en") -> Person:
    olga = await world.member(name, language)
    await world.restarts(operators=frozenset({olga.id}))
    return olga


async def confirmed(world: World, olga: Person, contact: Person, *members: Person, name: str = MARTAT) -> None:
    """An organisation that is what it says, with these people confirmed."""
    await adds(contact, name)
    await olga.taps("Confirm this organisation")
    for member in members:
        await joins(member, name, name)
        await contact.taps(f"Confirm: {member.name}")
        assert member.sees("You are confirmed as a member of: "), member.tail()


async def test_contact_persons_confirm_newcomers(world: World) -> None:
    olga = await runs_the_service(world)
    anna, bertil, carla = (
        await world.member("Anna", "fi"),
        await world.member("Bertil", "sv"),
        await world.member("Carla"),
    )
    await adds(anna, MARTAT)
    assert anna.sees("(not confirmed yet)")
    assert olga.sees("A new organisation: ")
    await joins(bertil, MARTAT, "helsinki martat")
    assert bertil.sees("(not confirmed yet)"), "acting for it is allowed, and marked"
    assert anna.sees("says: I act for this organisation.")
    assert not carla.sees("I act for")
    await anna.taps("Confirm: Bertil")
    assert bertil.sees("You are confirmed as a member of: ")
    await bertil.says("/profile")
    assert bertil.sees("(not confirmed yet)"), "the organisation itself is not"
    await olga.taps("Confirm this organisation")
    assert anna.sees("Your organisation is confirmed")
    await bertil.says("/profile")
    assert not bertil.sees("(not confirmed yet)")
    await joins(carla, MARTAT, "MARTAT HELSINKI RY")
    await asks_for_help(carla, "Bookkeeping")
    await bertil.says("/tasks")
    assert bertil.sees("(not confirmed yet)")
    await anna.taps("Do not confirm")
    assert carla.sees("You do not act for this organisation")
    await joins(carla, MARTAT)
    assert carla.sees("Its contact person said that you do not act for this organisation.")
    await to_the_page(anna)
    assert "2 jäsentä" in anna.text


@pytest.mark.parametrize(
    "words",
    ["helsinki omaishoitaja", "HELSINGIN OMAISHOITAJAT RY", "omaishoitajien yhdistys", "helsingissa", "omaishoit"],
)
async def test_an_organisation_is_found_in_any_form(world: World, words: str) -> None:
    anna, bertil = await world.member("Anna"), await world.member("Bertil", "fi")
    await adds(anna, "Helsingin Omaishoitajien Yhdistys ry")
    await to_the_search(bertil)
    await bertil.says(words)
    if words == "HELSINGIN OMAISHOITAJAT RY":
        assert bertil.sees("Did you mean one of these?"), "a like name is offered before a new one is made"
    await bertil.taps("Helsingin Omaishoitajien Yhdistys ry")
    assert anna.sees("says: I act for this organisation.")


async def test_outsiders_decide_nothing(world: World) -> None:
    await runs_the_service(world)
    anna, bertil, mallory = [await world.member(name) for name in ("Anna", "Bertil", "Mallory")]
    await adds(anna, MARTAT)
    await adds(mallory, "Toinen Seura ry")
    await joins(bertil, MARTAT)
    for data in (
        "org:1", "orgmem:1:0", "orgone:3", "orgin:3:1", "orgin:3:0", "orgaskout:3", "orgcont:3:1", "orgleave:1",
        "orgoff:1:1", "orgover:1:0", "orghand:1:1", "orgreg:1", "orgdom:1", "orgyes:1", "orgtwin:1", "orgact:1",
        "umb:1", "umbyes:1:1", "umbout:1", "umbs:1:0", "umbadd:1", "umbask:1",
    ):  # fmt: skip
        await mallory.taps_data(mallory.screen, data)
        assert mallory.sees("It is not there, or it is not for you to see."), data
        assert not mallory.sees(MARTAT), data
    for data in ("orgin:3:1", "orgcont:3:1", "orgyes:1", "orgreg:1"):
        await bertil.taps_data(bertil.screen, data)
        assert bertil.sees("for somebody else to do") or bertil.sees("not for you to see")
    await to_the_page(anna)
    assert anna.sees("1 of them is not confirmed yet"), "nothing has happened"


async def test_the_last_contact_person(world: World) -> None:
    olga = await runs_the_service(world)
    anna, bertil, carla = [await world.member(name) for name in ("Anna", "Bertil", "Carla")]
    await confirmed(world, olga, anna, bertil)
    await to_the_page(anna)
    await anna.taps("Leave the organisation")
    assert anna.sees("You are its only contact person.")
    await anna.taps_data(anna.screen, "orgoff:1:0")
    assert anna.sees("Nobody else speaks for this organisation.")
    await to_the_page(anna)
    await anna.taps("See the members")
    await anna.taps("Look at: Anna")
    await anna.taps("End as a contact person")
    assert anna.sees("Nobody else speaks for this organisation.")
    await anna.taps("See the members")
    await anna.taps("Look at: Bertil")
    await anna.taps("Make a contact person")
    assert bertil.sees("You are now a contact person of: ")
    await to_the_page(anna)
    await anna.taps("Leave the organisation")
    await anna.taps("Leave the organisation")
    assert anna.sees("You have left the organisation")
    assert anna.sees("You act as a private person.")
    await to_the_page(bertil)
    await bertil.taps("Leave the organisation")
    await bertil.taps("Leave it without a contact person")
    assert bertil.sees("You have left the organisation")
    await joins(carla, MARTAT)
    assert olga.sees("says: I act for this organisation."), "operators confirm where nobody speaks for it"
    await olga.taps("Confirm: Carla")
    assert carla.sees("You are confirmed as a member of: ")


async def test_a_duplicate_becomes_one_with_the_first(world: World) -> None:
    olga = await runs_the_service(world, language="fi")
    anna, bertil = await world.member("Anna"), await world.member("Bertil", "sv")
    await confirmed(world, olga, anna)
    await to_the_search(bertil)
    await bertil.says("Helsingin Marthat")
    assert bertil.sees("Did you mean one of these?")
    await bertil.taps("Add: Helsingin Marthat")
    await bertil.taps("Nyland")
    await asks_for_help(bertil, "Newsletter")
    await olga.taps("Say that it was here already")
    assert olga.sees("Which organisation is it the same as?")
    await olga.taps(MARTAT)
    await olga.taps("Make them one")
    assert olga.sees("They are one now.")
    assert bertil.sees("This organisation was here already")
    assert anna.sees("says: I act for this organisation.")
    await anna.says("/tasks")
    assert anna.sees("Helsingin Marthat"), "what was asked keeps its name"
    await to_the_page(bertil)
    assert bertil.sees("You are not confirmed yet")


async def test_all_my_tasks_to_a_colleague_in_two_taps(world: World) -> None:
    olga = await runs_the_service(world)
    anna, bertil = await world.member("Anna", "fi"), await world.member("Bertil", "sv")
    doer, applicant, stranger = [await world.member(name) for name in ("Dora", "Erik", "Sten")]
    await confirmed(world, olga, anna, bertil)
    await asks_for_help(anna, "Newsletter")
    await applies(doer, "Newsletter")
    await chooses(anna, doer)
    await asks_for_help(anna, "Website")
    await applies(applicant, "Website", "I know websites.")
    await asks_for_help(anna, "Accounts")
    await applies(bertil, "Accounts", "I can count.")
    await to_the_page(anna)
    await anna.taps("Hand my tasks over (3)")
    assert not anna.sees("Sten")
    await anna.taps("Hand all over to: Bertil")
    assert anna.sees("Everybody concerned is told.")
    assert anna.sees("stays with you"), "his own application keeps one of them with her"
    assert bertil.sees("You are their requester now.")
    for somebody in (doer, applicant):
        assert somebody.sees("The requester is now: Bertil")
        assert not stranger.sees("The requester is now")
    await doer.taps("Write to: Bertil")
    await doer.says("Hello, I am on it.")
    assert bertil.sees("Hello, I am on it.")
    assert not anna.sees("Hello, I am on it.")
    await bertil.says("/home")
    await bertil.taps("Choose a doer: Website")
    await chooses(bertil, applicant)
    assert applicant.sees("You are chosen!")
    await anna.says("/mytasks")
    assert anna.sees("Accounts")
    assert not anna.sees("Newsletter")
    await doer.taps("Confirm that I will help")
    await doer.taps("Open the agreed help")
    await doer.taps("Mark as done")
    await doer.says("2 h")
    await doer.taps("As a volunteer")
    assert bertil.sees("Newsletter")
    assert not anna.sees("Newsletter")


async def test_leaving_keeps_history(world: World) -> None:
    olga = await runs_the_service(world)
    anna, bertil = await world.member("Anna"), await world.member("Bertil", "fi")
    await confirmed(world, olga, anna, bertil)
    await asks_for_help(bertil, "Newsletter")
    await applies(anna, "Newsletter")
    await to_the_page(bertil)
    await bertil.taps("Leave the organisation")
    assert bertil.sees("goes on in its name")
    await bertil.taps("Leave the organisation")
    assert bertil.sees("You have left the organisation")
    await bertil.says("/profile")
    assert not bertil.sees(MARTAT)
    await anna.says("/home")
    await anna.opens("t_1")
    assert anna.sees(MARTAT), "the task keeps the organisation of its moment"
    await adds(bertil, "Toinen Seura ry")
    await anna.opens("t_1")
    assert anna.sees(MARTAT)
    assert not anna.sees("Toinen Seura ry")


async def test_a_group_holds_a_whole_organisation(world: World) -> None:
    olga = await runs_the_service(world)
    admin, anna, bertil = (
        await world.member("Uma", "sv"),
        await world.member("Anna", "fi"),
        await world.member("Bertil"),
    )
    newcomer, stranger = await world.member("Nina"), await world.member("Sten")
    await confirmed(world, olga, anna, bertil)
    await makes_group(admin, bertil, name="Union")
    await asks_for_help(admin, "Union task", group="Union")
    await admin.says("/groups")
    await admin.taps("Open: Union")
    await admin.taps("See its organisations")
    await admin.taps("Take in an organisation")
    await admin.says("helsinki martat")
    await admin.taps(MARTAT)
    assert admin.sees("The contact persons of the organisation are asked")
    await anna.says("/tasks")
    assert not anna.sees("Union task"), "nobody is in before the contact person says yes"
    await anna.says("/home")
    await to_the_page(anna)
    await anna.taps("Look at the group: Union")
    await anna.taps("Join the group")
    assert anna.sees("The organisation is in the group now.")
    assert admin.sees("It joined the group, with everybody in it.")
    await anna.says("/groups")
    assert anna.sees("Union")
    assert re.search(r"Union\D+3", anna.text), "Bertil, who came by the code too, is counted once"
    await applies(anna, "Union task")
    await joins(newcomer, MARTAT)
    await newcomer.says("/tasks")
    assert not newcomer.sees("Union task"), "a newcomer is in when confirmed"
    await anna.taps("Confirm: Nina")
    assert newcomer.sees("You are now in the group")
    await applies(newcomer, "Union task")
    for somebody in (stranger,):
        await somebody.opens("t_1")
        assert somebody.sees("It is not there, or it is not for you to see.")

    await newcomer.says("/groups")
    await newcomer.taps("Open: Union")
    await newcomer.taps("Leave the group")
    await newcomer.taps("Leave the group")
    assert newcomer.sees("You are in this group by your organisation")

    await to_the_page(newcomer)
    await newcomer.taps("Leave the organisation")
    await newcomer.taps("Leave the organisation")
    assert newcomer.sees("You are no longer in the group")
    assert admin.sees("Nina"), "the requester hears that the application is gone"
    await newcomer.opens("t_1")
    assert newcomer.sees("It is not there, or it is not for you to see.")

    await to_the_page(anna)
    await anna.taps("Look at the group: Union")
    await anna.taps("Take the organisation out")
    await anna.taps("Take the organisation out")
    assert anna.sees("The organisation is no longer in the group.")
    assert admin.sees("Its contact person took it out of the group.")
    await anna.opens("t_1")
    assert anna.sees("It is not there, or it is not for you to see.")
    await bertil.opens("t_1")
    assert bertil.sees("Union task"), "who came by the code stays"


async def test_the_contact_person_says_no_to_a_group(world: World) -> None:
    olga = await runs_the_service(world)
    admin, anna = await world.member("Uma"), await world.member("Anna", "sv")
    await confirmed(world, olga, anna)
    await adds(admin, "Uusi Seura ry")
    await makes_group(admin, name="Union")
    await admin.says("/groups")
    await admin.taps("Open: Union")
    await admin.taps("See its organisations")
    await admin.taps("Take in an organisation")
    await admin.says("Uusi Seura")
    assert admin.sees("No confirmed organisation was found")
    await admin.says("martat")
    await admin.taps(MARTAT)
    assert anna.sees("A group asks your whole organisation to join.")
    await anna.taps("Do not join")
    assert anna.sees("The organisation does not join.")
    assert admin.sees("It does not join the group.")
    await anna.taps_data(anna.screen, "umbyes:1:1")
    assert not anna.sees("The organisation is in the group now."), "an old yes does nothing"
    await anna.opens("t_1")


async def test_the_web_address(world: World) -> None:
    anna = await world.member("Anna", "sv")
    await adds(anna, MARTAT)
    await to_the_page(anna)
    await anna.taps("Tell the web address")
    for wrong, why in {
        "not a domain": "That is no web or e-mail address.",
        "anna@gmail.com": "Anybody can get an address there",
        "x" * 200 + ".fi": "That is no web or e-mail address.",
    }.items():
        await anna.says(wrong)
        assert anna.sees(why), wrong
    await anna.says("https://www.Martat.fi/helsinki")
    assert anna.sees("Saved.")
    assert anna.sees("martat.fi")
    await anna.taps("Change the region")
    await anna.taps("Show more (4)")
    await anna.taps("Hela landet")
    assert anna.sees("Hela landet")


async def test_a_town_is_no_number(world: World) -> None:
    anna = await world.member("Anna", "fi")
    await anna.says("/profile")
    await anna.taps("Change the town")
    await anna.says("123")
    assert anna.sees("That is no town.")
    await anna.says("Turku")
    assert anna.sees("Saved.")
