"""Who may come in: everybody, those with the service code, those whom an operator lets in."""

from datetime import timedelta

from tests.stories.deeds import asks_for_help, makes_group
from tests.stories.test_registration import AGREE, ALONE, group_link
from tests.stories.world import LANGUAGES, Person, World, comes_in

WAITS = "The administrators of the service are asked to let you in."


async def registers(somebody: Person) -> None:
    """As far as a person can by themselves."""
    await somebody.says("/start")
    await somebody.taps(LANGUAGES[somebody.speaks])
    await somebody.taps(AGREE)
    await somebody.taps(f"Use the name: {somebody.name}")
    await somebody.taps(ALONE)


async def operator_of(world: World, **settings: object) -> Person:
    """Somebody who runs the service, and the admission that it chose."""
    olga = await world.member("Olga", "sv")
    await world.restarts(operators=frozenset({olga.id}), **settings)
    return olga


async def test_an_operator_lets_somebody_in(world: World) -> None:
    olga = await operator_of(world, admission="operator")
    await asks_for_help(olga, "Newsletter")
    anna = await world.person("Anna", "fi")
    await registers(anna)
    assert anna.sees(WAITS)
    assert olga.sees("Asks to come in: ")
    assert olga.sees("Anna")
    for attempt in ("/tasks", "/newtask", "/home", "/mytasks", "/groups", "/profile", "hello"):
        await anna.says(attempt)
        assert anna.sees(WAITS), attempt
        assert not anna.sees("Newsletter"), attempt
    await anna.opens("t_1")
    assert anna.sees(WAITS)
    assert not anna.sees("Newsletter")
    await world.restarts()
    await world.passes(timedelta(days=31))
    await anna.taps("See how it stands")
    assert anna.sees("They have not answered yet.")
    await olga.says("/home")
    assert olga.sees("person waits to be let in.")
    await olga.taps("See who waits")
    await olga.taps("Look at: Anna")
    await olga.taps("Accept: Anna")
    assert olga.sees("Let in, and told.")
    assert anna.sees("You are in.")
    await anna.taps("Open what the link led to")
    assert anna.sees("Newsletter")
    await anna.says("/tasks")
    assert anna.sees("Newsletter")


async def test_an_operator_says_no_and_thinks_better_of_it(world: World) -> None:
    olga = await operator_of(world, admission="operator")
    anna = await world.person("Anna")
    await registers(anna)
    card = olga.screen
    await olga.taps("Decline: Anna")
    assert olga.sees("Not let in, and told.")
    assert anna.sees("did not let you in")
    await anna.says("/start")
    assert anna.sees("did not let you in")
    await olga.taps("Accept: Anna")
    assert anna.sees("You are in.")
    await anna.says("/home")
    assert anna.sees("nothing waits for you right now")
    await olga.taps_data(card, "admyes:1:0")
    assert not olga.sees("Not let in, and told."), "an old Decline throws nobody out"
    await anna.says("/tasks")
    assert not anna.sees("did not let you in")


async def test_only_operators_let_people_in(world: World) -> None:
    olga = await operator_of(world, admission="operator")
    anna, mallory = await world.person("Anna"), await world.person("Mallory")
    await registers(anna)
    await registers(mallory)
    await mallory.taps_data(mallory.screen, "admyes:2:1")
    assert mallory.sees("They have not answered yet.")
    await olga.says("/waiting")
    await olga.taps("Look at: Mallory")
    await olga.taps("Accept: Mallory")
    for data in ("admyes:1:1", "adm:1", "admall"):
        await mallory.taps_data(mallory.screen, data)
        assert mallory.sees("It is not there, or it is not for you to see."), data
        assert not mallory.sees("Anna"), data
    await mallory.says("/waiting")
    assert mallory.sees("It is not there, or it is not for you to see.")
    await anna.says("/start")
    assert anna.sees(WAITS)


async def test_a_group_invitation_waits_with_the_person(world: World) -> None:
    olga = await operator_of(world, admission="operator")
    link = await group_link(olga, "Kirjanpitäjät")
    anna = await world.person("Anna", "fi")
    await anna.opens(link)
    assert anna.sees("You are invited to a group")
    await anna.taps("Suomi")
    await anna.taps(AGREE)
    await anna.taps("Use the name: Anna")
    await anna.taps(ALONE)
    assert anna.sees(WAITS)
    await olga.says("/waiting")
    await olga.taps("Look at: Anna")
    await olga.taps("Accept: Anna")
    await anna.taps("Open what the link led to")
    assert anna.sees("Do you want to join the group")
    await anna.taps("Join the group")
    assert anna.sees("You are now in the group")


async def test_a_link_opened_while_waiting_is_kept(world: World) -> None:
    olga = await operator_of(world, admission="operator")
    link = await group_link(olga, "Kirjanpitäjät")
    anna = await world.person("Anna")
    await registers(anna)
    await anna.opens(link)
    assert anna.sees(WAITS)
    await olga.says("/waiting")
    await olga.taps("Look at: Anna")
    await olga.taps("Accept: Anna")
    await anna.says("/start")
    assert anna.sees("Do you want to join the group"), "the link is not forgotten where its button is not tapped"


async def test_the_service_code_is_asked_for(world: World) -> None:
    await world.restarts(admission="code", service_code="Yhdistys 2026")
    anna = await world.person("Anna", "fi")
    await anna.says("/start")
    await anna.taps("Suomi")
    assert anna.sees("This service is for those who have its code.")
    await anna.says("väärä koodi")
    assert anna.sees("That is not the code of this service.")
    assert anna.sees("This service is for those who have its code.")
    await world.restarts()
    await anna.says("/start")
    assert anna.sees("This service is for those who have its code."), "it goes on from there"
    await anna.says("yhdistys-2O26")
    assert anna.sees("They are not end-to-end encrypted.")
    await anna.taps(AGREE)
    await anna.taps("Use the name: Anna")
    await anna.taps(ALONE)
    assert anna.sees("You are in.")


async def test_a_link_carries_the_service_code(world: World) -> None:
    await world.restarts(admission="code", service_code="Yhdistys 2026")
    anna, bertil = await world.person("Anna", "sv"), await world.person("Bertil")
    await anna.opens("s_YHDISTYS2026")
    await comes_in_after_the_link(anna)
    assert anna.sees("You are in.")
    await bertil.opens("s_YHDISTYS2027")
    assert bertil.sees("That is not the code of this service.")
    await bertil.taps("English")
    assert bertil.sees("This service is for those who have its code.")
    await anna.opens("s_YHDISTYS2026")
    assert anna.sees("nothing waits for you right now"), "who is in needs no code"


async def comes_in_after_the_link(somebody: Person) -> None:
    await somebody.taps(LANGUAGES[somebody.speaks])
    await somebody.taps(AGREE)
    await somebody.taps(f"Use the name: {somebody.name}")
    await somebody.taps(ALONE)


async def test_guessing_the_service_code_ends_after_five_tries(world: World) -> None:
    await world.restarts(admission="code", service_code="Yhdistys 2026")
    mallory, anna = await world.person("Mallory"), await world.person("Anna")
    await mallory.says("/start")
    await mallory.taps("English")
    for guess in ("aaaaaaaa", "bbbbbbbb", "", "x" * 61, "cccccccc", "dddddddd", "eeeeeeee"):
        await mallory.says(guess or "\u200b")
        assert not mallory.sees("end-to-end")
    await mallory.says("Yhdistys 2026")
    assert mallory.sees("There were too many wrong codes."), "not even the right one"
    await mallory.opens("s_YHDISTYS2026")
    assert mallory.sees("There were too many wrong codes.")
    await anna.says("/start")
    await anna.taps("English")
    await anna.says("Yhdistys 2026")
    assert anna.sees("end-to-end"), "others are not affected"
    await world.passes(timedelta(minutes=31))
    await mallory.says("Yhdistys 2026")
    assert mallory.sees("end-to-end")


async def test_changing_the_setting_throws_nobody_out(world: World) -> None:
    anna = await world.member("Anna")
    olga = await operator_of(world, admission="operator")
    await anna.says("/home")
    assert anna.sees("nothing waits for you right now")
    bertil, carla = await world.person("Bertil", "fi"), await world.person("Carla")
    await registers(bertil)
    await registers(carla)
    assert bertil.sees(WAITS)
    await world.restarts(admission="code", service_code="Yhdistys 2026")
    await anna.says("/tasks")
    assert not anna.sees("This service is for those who have its code.")
    await bertil.says("/start")
    assert bertil.sees("This service is for those who have its code.")
    await bertil.says("yhdistys2026")
    assert bertil.sees("You are in."), "what was answered before is not asked again"
    await world.restarts(admission="open")
    await carla.taps("See how it stands")
    assert carla.sees("You are in.")
    await olga.says("/waiting")
    assert olga.sees("Nobody waits to be let in.")


async def test_the_setting_changes_in_the_middle_of_a_registration(world: World) -> None:
    anna = await world.person("Anna")
    await anna.says("/start")
    await anna.taps("English")
    await anna.taps(AGREE)
    await world.restarts(admission="code", service_code="Yhdistys 2026")
    await anna.says("Anna")
    assert not anna.sees("You are in.")
    await anna.taps(ALONE)
    assert anna.sees("This service is for those who have its code.")
    await anna.says("Yhdistys 2026")
    assert anna.sees("You are in.")


async def test_an_operator_needs_nobody_and_no_code(world: World) -> None:
    olga = await world.person("Olga")
    await world.restarts(operators=frozenset({olga.id}), admission="operator")
    await comes_in(olga)
    assert olga.sees("You are in.")
    await makes_group(olga)
    assert olga.sees("nothing waits for you right now")
