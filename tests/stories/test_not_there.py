"""A group's task is not there for anybody outside, whatever way they try: it reads like a task that never was."""

from tests.stories.deeds import applies, asks_for_help, makes_group
from tests.stories.world import Person, World

NOT_THERE = "It is not there, or it is not for you to see"
NEVER_WAS = 999_999

TAPS = {
    "card": "task:{task}",
    "the application": "apply:{task}",
    "its applicants": "who:{task}:0",
    "more of it": "tmore:{task}",
    "closing it": "close:{task}:1",
    "cancelling it": "cancel:{task}",
    "changing the application": "reapply:{application}",
    "choosing": "choose:{application}",
    "conversation": "talk:{talk}",
    "the saved conversation as a file": "talkfile:{talk}",
    "the agreed help": "work:{task}",
}
"""Old buttons, also those of somebody else's screen."""


async def stage(world: World) -> dict[str, Person]:
    """A group's task with an application of somebody who is removed then; the others never were in the group."""
    people = {
        "admin": await world.member("Alma"),
        "asker": await world.member("Bo", "sv"),
        "removed": await world.member("Cilla", "fi"),
        "outsider": await world.member("David", "en"),
        "member of another group": await world.member("Erik", "sv"),
    }
    await makes_group(people["admin"], people["asker"], people["removed"])
    await makes_group(people["member of another group"], name="Others")
    await asks_for_help(people["asker"], "Newsletter", group="Neighbours")
    await applies(people["removed"])
    await people["removed"].taps("Go to the home screen")
    await people["admin"].says("/members")
    await people["admin"].taps("Look at: Cilla")
    await people["admin"].taps("Remove from the group")
    await people["admin"].taps("Remove from the group")
    assert people["removed"].sees("One of its admins has taken you out"), people["removed"].tail()
    return people


async def test_by_every_way_it_is_not_there(world: World) -> None:
    people = await stage(world)
    for who in ("removed", "outsider", "member of another group"):
        person = people[who]
        await person.says("/home")
        screen = person.screen
        for way, data in TAPS.items():
            for task in (1, NEVER_WAS):
                await person.taps_data(screen, data.format(task=task, application=task, talk=task))
                assert person.sees(NOT_THERE), (who, way, task, person.tail())
                assert not person.sees("Newsletter"), (who, way)
        for task in (1, NEVER_WAS):
            await person.opens(f"t_{task}")
            assert person.sees(NOT_THERE), (who, "link", task)
        for command in ("/tasks", "/mytasks", "/groups", "/home"):
            await person.says(command)
            assert not person.sees("Newsletter"), (who, command)
        await person.says("/search newsletters")
        assert person.sees("No open task is like this:"), (who, "search")
        assert not any("Open: " in label for label in person.buttons), (who, "search")
        await person.says("/home")
        await person.taps("See conversations")
        assert not person.sees("Newsletter"), (who, "conversations")


async def test_a_reply_to_an_old_message_goes_nowhere(world: World) -> None:
    """The removed answer what was carried to them before; whoever asked writes into what is over."""
    admin, asker = await world.member("Alma"), await world.member("Bo")
    gone = await world.member("Cilla", "fi")
    await makes_group(admin, asker, gone)
    await asks_for_help(asker, "Newsletter", group="Neighbours")
    await applies(gone)
    await asker.taps("Write to: Cilla")
    await asker.says("Hello, when are you free?")
    carried = next(one for one in reversed(gone.messages) if "when are you free" in one.text)
    await admin.says("/members")
    await admin.taps("Look at: Cilla")
    await admin.taps("Remove from the group")
    await admin.taps("Remove from the group")
    await gone.replies(carried, "Tomorrow!")
    assert not asker.sees("Tomorrow!")
    assert gone.sees(NOT_THERE), gone.tail()
    await asker.says("Are you there?")
    assert not gone.sees("Are you there?")
    assert asker.sees("This conversation is closed"), asker.tail()


async def test_what_was_on_its_way_is_not_delivered(world: World) -> None:
    """A notice about the group's task is rendered when it is sent: to the removed, nothing."""
    admin, asker = await world.member("Alma"), await world.member("Bo")
    gone = await world.member("Cilla", "fi")
    await makes_group(admin, asker, gone)
    await asks_for_help(asker, "Newsletter", group="Neighbours")
    await applies(gone)
    heard = len(gone.messages)
    await admin.says("/members")
    await admin.taps("Look at: Cilla")
    await admin.taps("Remove from the group")
    await admin.taps("Remove from the group")
    await asker.says("/mytasks")
    await asker.taps_data(asker.screen, "cancel:1")
    await asker.taps("Give no reason")
    await asker.taps("Cancel the task")
    new = [message.text for message in gone.messages[heard:]]
    assert len(new) == 1, new
    assert "Newsletter" not in new[0]
