"""What people do in several stories, by talking and tapping. Labels are English, as in the code."""

import re

from tests.stories.world import Person, World

CATEGORIES = {"fi": "Viestintä", "sv": "Kommunikation", "en": "Communications"}


async def begins_task(asker: Person, title: str = "Newsletter", *, hours: str = "2 h", people: str = "1") -> None:
    """As far as the question when it is needed."""
    await asker.says("/newtask")
    await asker.taps(CATEGORIES[asker.speaks])
    await asker.says(title)
    await asker.says("Layout and proofreading of four pages.")
    await asker.taps(hours)
    await asker.taps(people)


async def asks_for_help(
    asker: Person, title: str = "Newsletter", *, hours: str = "2 h", people: str = "1", group: str | None = None
) -> None:
    """A remote task without a date is published; for a group, where one is given by its button."""
    await begins_task(asker, title, hours=hours, people=people)
    await asker.taps("No date")
    await asker.taps("Remotely")
    await goes_on_to_preview(asker, group=group)
    await asker.taps("Publish the task")
    assert asker.sees("Published: "), asker.tail()


async def goes_on_to_preview(asker: Person, *, group: str | None = None, organisation: str | None = None) -> None:
    """From the question about attachments: none, no day of choosing, for everybody (or a group by its button)."""
    await asker.taps("Go on without attachments")
    await asker.taps("Set no day")
    if organisation is not None:
        await asker.taps(organisation)
    await asker.taps(group or "Everybody in the service")


async def applies(doer: Person, title: str = "Newsletter", text: str = "I have two free evenings.") -> None:
    """A task is found in the list, and applied for."""
    await doer.says("/tasks")
    await doer.taps(f"Open: {title}")
    await doer.taps("Apply")
    await doer.says(text)
    await doer.taps("Send the application")
    assert doer.sees("Application sent"), doer.tail()


async def chooses(asker: Person, doer: Person) -> None:
    """From the notice that the application brought."""
    await asker.taps(f"Choose: {doer.name}")
    await asker.taps("Offer the place")
    assert asker.sees("The place is offered to: "), asker.tail()


async def confirms(doer: Person, asker: Person) -> None:
    """From the notice that being chosen brought."""
    assert doer.sees("You are chosen!"), doer.tail()
    await doer.taps("Confirm that I will help")
    assert doer.sees("Agreed. Thank you for helping!"), doer.tail()
    assert asker.sees("The place is confirmed."), asker.tail()


async def agreed(world: World, asker: Person, doer: Person, title: str = "Newsletter") -> None:
    """A task is published, applied for, offered and confirmed."""
    await asks_for_help(asker, title)
    await applies(doer, title)
    await chooses(asker, doer)
    await confirms(doer, asker)


async def finishes(doer: Person, time: str = "1 h 30 min") -> None:
    """The doer marks it done, as a volunteer."""
    await doer.taps("Open the agreed help")
    await doer.taps("Mark as done")
    await doer.says(time)
    await doer.taps("As a volunteer")
    assert doer.sees("Thank you. The other side is told."), doer.tail()


async def gives_feedback(somebody: Person, comment: str | None = None) -> None:
    """Three fives, from the question on the screen."""
    for _axis in range(3):
        await somebody.taps("5 excellent")
    if comment is None:
        await somebody.taps("Skip the comment")
    else:
        await somebody.says(comment)
        await somebody.taps("Yes, you may quote")
    await somebody.taps("Send the feedback")
    assert somebody.sees("Thank you, your feedback is in."), somebody.tail()


async def makes_group(admin: Person, *members: Person, name: str = "Neighbours") -> None:
    """A group of these people, who come in by its link."""
    await admin.says("/newgroup")
    await admin.says(name)
    await admin.taps("Make a code")
    await admin.says("NAAPU")
    link = re.search(r"https://t\.me/\S+start=\S+", admin.text)
    assert link is not None, admin.text
    for member in members:
        await member.opens(link[0])
        await member.taps("Join the group")
        assert member.sees("You are now in the group"), member.tail()
    await admin.says("/home")
