"""What a group admin does with people: a yes or a no, roles, removing, closing; and what the others hear."""

from datetime import timedelta

from tests.stories.deeds import applies, asks_for_help, chooses, makes_group
from tests.stories.test_groups import begins, makes_code
from tests.stories.world import Person, World


async def asks_for_a_yes(admin: Person, name: str) -> None:
    """The group takes people by a code and a yes from now on."""
    await admin.says("/groups")
    await admin.taps(f"Open: {name}")
    await admin.taps("Choose how people come in")
    await admin.taps("Ask for an admin's yes, too")
    assert admin.sees("Those who are in the group stay in it."), admin.tail()
    await admin.taps("Ask for an admin's yes, too")
    assert admin.sees("It holds from now on."), admin.tail()


async def makes_admin(admin: Person, name: str) -> None:
    await admin.says("/members")
    await admin.taps(f"Look at: {name}")
    await admin.taps("Make an admin")
    assert admin.sees("Now an admin: "), admin.tail()


async def test_a_code_and_an_admins_yes(world: World) -> None:
    anna, bertil = await world.member("Anna", "fi"), await world.member("Bertil", "sv")
    carla, david = await world.member("Carla"), await world.member("David", "fi")
    await makes_group(anna, bertil, name="Kirjanpitäjät")
    await makes_admin(anna, "Bertil")
    assert bertil.sees("You are now an admin of the group")
    await asks_for_a_yes(anna, "Kirjanpitäjät")
    await anna.says("/code")
    await anna.taps("Make one more code")
    await anna.says("KIRJA")
    link = next(word for word in anna.text.split() if word.startswith("https://t.me/"))

    await carla.opens(link)
    assert carla.sees("One of its admins answers first")
    await carla.taps("Ask to join the group")
    assert carla.sees("You have asked to join the group")
    await carla.opens(link)
    assert carla.sees("You have asked to join the group"), "twice is once"
    await carla.says("/groups")
    assert carla.sees("Waiting for an admin's yes: Kirjanpitäjät"), carla.tail()
    for admin in (anna, bertil):
        assert admin.sees("Asks to join the group"), admin.tail()
        await admin.says("/home")
        assert admin.sees("person asks to join the group"), admin.tail()

    await bertil.taps("Accept: Carla")
    assert bertil.sees("Accepted by: ")
    assert carla.sees("Welcome! You are now in the group")
    await anna.taps("Decline: Carla")
    assert anna.sees("Accepted by: "), "the second admin's old card shows what is"
    assert anna.sees("Bertil")
    await carla.taps("Open the group")
    assert carla.sees("You are a member of this group.")

    await david.opens(link)
    await david.taps("Ask to join the group")
    await anna.says("/groups")
    await anna.taps("Open: Kirjanpitäjät")
    assert anna.sees("person waits for your yes")
    await anna.taps("Answer the requests (1)")
    await anna.taps("Look at: David")
    await anna.taps("Decline: David")
    assert david.sees("Your request was not accepted this time")
    await david.opens(link)
    assert david.sees("A group admin has answered your request already")


async def test_a_request_is_taken_back(world: World) -> None:
    anna, bertil = await world.member("Anna"), await world.member("Bertil")
    await begins(anna, "Kirjanpitäjät")
    code = await makes_code(anna, "KIRJA")
    await asks_for_a_yes(anna, "Kirjanpitäjät")
    await bertil.says(f"/join {code}")
    await bertil.taps("Ask to join the group")
    await bertil.says("/groups")
    await bertil.taps("See my request: Kirjanpitäjät")
    await bertil.taps("Take my request back")
    assert bertil.sees("You took your request back")
    await anna.taps("Accept: Bertil")
    assert anna.sees("This person took the request back.")
    await bertil.says("/groups")
    assert bertil.sees("You are in no group yet")


async def test_another_policy_settles_who_waits(world: World) -> None:
    anna, bertil = await world.member("Anna", "sv"), await world.member("Bertil", "fi")
    carla = await world.member("Carla")
    await begins(anna, "Bokförare")
    code = await makes_code(anna, "BOKFO")
    await asks_for_a_yes(anna, "Bokförare")
    await bertil.says(f"/join {code}")
    await bertil.taps("Ask to join the group")
    await anna.says("/groups")
    await anna.taps("Open: Bokförare")
    await anna.taps("Choose how people come in")
    await anna.taps("Let a code admit")
    assert anna.sees("is let in at once, and hears it")
    assert not bertil.sees("Welcome!"), "not before the admin is sure"
    await anna.taps("Let a code admit")
    assert bertil.sees("Welcome! You are now in the group")

    await anna.taps("Choose how people come in")
    await anna.taps("Take listed addresses only")
    await anna.taps("Take listed addresses only")
    assert anna.sees("Coming in: only listed e-mail addresses.")
    await carla.says(f"/join {code}")
    assert carla.sees("This code does not let you in")
    await bertil.says("/groups")
    assert bertil.sees("Bokförare"), "nobody was thrown out"


async def test_a_member_is_removed(world: World) -> None:
    anna, bertil, carla = (
        await world.member("Anna"),
        await world.member("Bertil", "fi"),
        await world.member("Carla", "sv"),
    )
    await makes_group(anna, bertil, carla)
    await asks_for_help(carla, "Newsletter", group="Neighbours")
    await applies(bertil)
    await bertil.says("/groups")
    await bertil.taps("Open: Neighbours")
    page = bertil.screen
    await bertil.says("/home")
    await anna.says("/members")
    await anna.taps("Look at: Bertil")
    assert anna.sees("Came in with the code that begins with")
    await anna.taps("Remove from the group")
    assert anna.sees("Everybody concerned hears it.")
    question = anna.screen
    await anna.taps("Remove from the group")
    assert anna.sees("No longer in the group: Bertil"), anna.tail()
    assert bertil.sees("One of its admins has taken you out"), bertil.tail()
    assert carla.sees("An application was withdrawn"), carla.tail()
    for data in ("group:1", "grmem:1:0", "task:1", "grfig:1", "grreqs:1:0", "grwho:1:1", "grleave:1", "groff:1"):
        await bertil.taps_data(page, data)
        assert bertil.sees("It is not there, or it is not for you to see"), data
    world.clock.now += timedelta(minutes=1)
    await anna.taps_data(question, "grout:1:2:1")
    assert anna.sees("It is not there, or it is not for you to see"), "an old button of the admin's"


async def test_an_admin_of_another_group(world: World) -> None:
    anna, bertil, carla = await world.member("Anna"), await world.member("Bertil"), await world.member("Carla")
    await makes_group(anna, bertil)
    await begins(carla, "Muut")
    screen = carla.screen
    for data in (
        "gradmin:1:2:1", "grout:1:2:1", "grname:1", "grclose:1:1", "grpol:1", "grpolset:1:listed:1", "grhand:1:2",
        "grheirs:1:0", "grfind:1", "grhits:1:0:a", "grcodes:1", "grmake:1:1", "grask:1", "grrevoke:1",
    ):  # fmt: skip
        await carla.taps_data(screen, data)
        assert carla.sees("It is not there, or it is not for you to see"), data
    for data in ("gradmin:1:2:1", "grout:1:1:1", "grname:1", "grclose:1:1", "grpolset:1:listed:1", "grhand:1:1"):
        await bertil.taps_data(bertil.screen, data)
        assert bertil.sees("That is for somebody else to do"), data
    await carla.taps_data(screen, "grpolset:2:nonsense:1")
    assert carla.sees("That button is from an older message and no longer works."), carla.tail()


async def test_the_last_admin_names_another_and_leaves(world: World) -> None:
    anna, bertil = await world.member("Anna", "sv"), await world.member("Bertil", "fi")
    await makes_group(anna, bertil)
    await anna.says("/groups")
    await anna.taps("Open: Neighbours")
    await anna.taps("Leave the group")
    assert anna.sees("Name another admin, and then you are out of the group")
    await anna.taps("Make admin and leave: Bertil")
    assert anna.sees("Its admin is now: ")
    assert anna.sees("Bertil")
    assert bertil.sees("You are now an admin of the group")
    await anna.says("/groups")
    assert anna.sees("You are in no group yet")
    await bertil.taps("Open the group")
    await bertil.taps("Leave the group")
    assert bertil.sees("when you leave, the group is closed")
    await bertil.taps("Leave the group")
    assert bertil.sees("You have left the group")


async def test_roles_and_a_new_name(world: World) -> None:
    anna, bertil = await world.member("Anna"), await world.member("Bertil", "sv")
    await makes_group(anna, bertil)
    await makes_admin(anna, "Bertil")
    await bertil.says("/members")
    await bertil.taps("Look at: Anna")
    await bertil.taps("Make an ordinary member")
    assert anna.sees("You are no longer an admin of the group")
    await bertil.says("/groups")
    await bertil.taps("Open: Neighbours")
    await bertil.taps("Rename the group")
    for name in ("😀", "y" * 61):
        await bertil.says(name)
        assert bertil.sees("What is its new name?"), name
    await bertil.says("Grannar")
    assert bertil.sees("The group has a new name.")
    await anna.says("/groups")
    assert anna.sees("Grannar")
    await anna.taps("Open: Grannar")
    assert "Rename the group" not in anna.buttons


async def test_closing_a_group(world: World) -> None:
    anna, bertil, carla = (
        await world.member("Anna", "fi"),
        await world.member("Bertil", "sv"),
        await world.member("Carla"),
    )
    await makes_group(anna, bertil, carla)
    await asks_for_help(bertil, "Newsletter", group="Neighbours")
    await applies(carla)
    await asks_for_help(bertil, "Website", group="Neighbours")
    await applies(carla, "Website")
    await chooses(bertil, carla)
    await anna.says("/groups")
    await anna.taps("Open: Neighbours")
    await anna.taps("Close the group")
    assert anna.sees("A closed group cannot be opened again.")
    await anna.taps("Close the group")
    assert anna.sees("The group is closed: ")
    assert anna.sees("Neighbours")
    for person in (bertil, carla):
        assert person.sees("The group is closed"), person.tail()
        assert person.sees("Reason: the group it was asked of is closed."), person.tail()
    await carla.says("/tasks")
    assert not carla.sees("Newsletter")
    await carla.taps_data(carla.screen, "task:1")
    assert carla.sees("It is not there, or it is not for you to see")
    await carla.taps_data(carla.screen, "task:2")
    assert carla.sees("Website"), "what is agreed goes on"


async def test_a_big_group_is_searched_and_counted(world: World) -> None:
    anna = await world.member("Anna")
    crowd = [await world.member(f"Jäsen {number:02}") for number in range(12)]
    await makes_group(anna, *crowd)
    await anna.says("/members")
    await anna.taps("Show more (5)")
    await anna.taps("Search for a member")
    await anna.says("jasen 1")
    assert anna.sees("found with")
    assert anna.sees("Jäsen 10")
    assert not anna.sees("Jäsen 09")
    await anna.taps("Search for a member")
    await anna.says("nobody:at:all" + "x" * 40)
    assert anna.sees("nobody was found with")
    await anna.taps("See all members")
    await anna.says("/groups")
    await anna.taps("Open: Neighbours")
    await anna.taps("See the group in numbers")
    assert anna.sees("Members: 13")
    assert anna.sees("Admins: 1")
    assert anna.sees("Codes that work now: 1")
