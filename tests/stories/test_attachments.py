"""Files given with a task: taken, refused, and sent to those who may see the task."""

from tests.stories.deeds import begins_task, goes_on_to_preview, makes_group
from tests.stories.world import Person, World

HUGE = b"%PDF-1.4\n" + b"\0" * (25 * 1024 * 1024)


async def comes_to_files(asker: Person) -> None:
    await begins_task(asker)
    await asker.taps("No date")
    await asker.taps("Remotely")
    assert asker.sees("Do you want to add files?")


async def test_files_reach_those_who_may_see_the_task(world: World) -> None:
    anna, bertil, carla = await world.member("Anna", "fi"), await world.member("Bertil"), await world.member("Carla")
    await makes_group(anna, bertil)
    await comes_to_files(anna)
    await anna.sends_document(b"%PDF-1.4\nhello", "ohje.pdf")
    assert "ohje.pdf" in anna.text
    await anna.sends_photo()
    await anna.taps("Go on with 2 attachments")
    await anna.taps("Set no day")
    await anna.taps("Neighbours: 2 members")
    assert "Liitteet (2)" in anna.text
    await anna.taps("Publish the task")
    await bertil.says("/tasks")
    await bertil.taps("Open: Newsletter")
    assert bertil.sees("Attachments (2)")
    button = next(
        key["callback_data"] for row in bertil.screen.rows for key in row if key["text"].startswith("Open the att")
    )
    await bertil.taps("Open the attachments (2)")
    files = [message for message in bertil.messages if message.media]
    assert len(files) == 2
    assert bertil.sees("2 files are on their way to you.")
    assert bertil.sees("File: ohje.pdf")
    assert await bertil.downloads(files[0]) == b"%PDF-1.4\nhello"
    await bertil.taps("Open the attachments (2)", next(m for m in reversed(bertil.messages) if "Attachments" in m.text))
    await carla.says("/tasks")
    await carla.taps_data(carla.screen, button)
    assert carla.sees("It is not there, or it is not for you to see.")
    assert not [message for message in carla.messages if message.media]


async def test_what_will_not_do_and_why(world: World) -> None:
    anna = await world.member("Anna", "sv")
    await comes_to_files(anna)
    await anna.sends_sticker()
    assert anna.sees("This kind of message is not taken here.")
    assert ".docx" in anna.text, "it says what would do"
    await anna.sends_video()
    assert anna.sees("This kind of message is not taken here.")
    await anna.sends_voice()
    assert anna.sees("This kind of message is not taken here.")
    await anna.sends_document(b"MZ", "lasku.pdf.exe", mime="application/octet-stream")
    assert anna.sees("This kind of file is not taken.")
    await anna.sends_document(b"x", "noname", mime="")
    assert anna.sees("This kind of file is not taken.")
    await anna.sends_document(HUGE, "stor.pdf")
    assert anna.sees("This file is too large.")
    for number in range(1, 6):
        await anna.sends_document(b"%PDF-1.4\n" + bytes([number]), f"bilaga{number}.docx")
    await anna.sends_document(b"%PDF-1.4\nsix", "bilaga6.pdf")
    assert anna.sees("At most {count} files fit.") or anna.sees("Högst 5 filer ryms.")
    assert "bilaga6" not in anna.text
    await anna.taps("Remove 2: bilaga2.docx")
    assert "bilaga2" not in anna.text
    await anna.says("Some words")
    assert anna.sees("Please choose with the buttons below.")
    await anna.sends_document(b"%PDF-1.4\nsix", "bilaga6.pdf")
    await anna.taps("Go on with 5 attachments")
    assert anna.sees("By which day do you choose the doers?")


async def test_an_album_and_a_restart(world: World) -> None:
    anna = await world.member("Anna")
    await comes_to_files(anna)
    before = len(anna.messages)
    await world.sandbox.hold()
    for number in range(3):
        await anna.sends_photo(name=f"{number}.png", album="trip")
    await world.sandbox.release()
    answers = [message for message in anna.messages[before:] if message.by_bot]
    assert len(answers) <= 3, "at most one answer to each message"
    assert "Go on with 3 attachments" in anna.buttons
    await world.restarts()
    await anna.taps("Go on with 3 attachments")
    await anna.taps("Set no day")
    await anna.taps("Everybody in the service")
    await anna.taps("Publish the task")
    await anna.taps("Look at the task")
    await anna.taps("Open the attachments (3)")
    assert len([message for message in anna.messages if message.by_bot and message.media]) == 3


async def test_files_only_where_they_are_asked_for(world: World) -> None:
    anna = await world.member("Anna")
    await begins_task(anna)
    await anna.sends_document()
    assert anna.sees("Only text fits here.")
    await anna.taps("No date")
    await anna.taps("Remotely")
    await goes_on_to_preview(anna)
    assert not anna.sees("Attachments (")
