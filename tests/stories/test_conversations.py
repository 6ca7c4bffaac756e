"""Conversations in full: every kind of message, edits and reactions; mute, block, report, export."""

import asyncio
from datetime import timedelta

import pytest
from sqlalchemy import Engine, text

from tests.databases import run_on
from tests.stories.deeds import applies, asks_for_help, begins_task, chooses, goes_on_to_preview
from tests.stories.world import Person, World

A_MOMENT = timedelta(seconds=3)  # an album is whole by then


@pytest.fixture
async def pair(world: World) -> tuple[Person, Person]:
    """A requester who speaks Finnish and an applicant who speaks Swedish, the applicant writing to the requester."""
    anna = await world.member("Anna", "fi", username="anna_secret")
    bertil = await world.member("Bertil", "sv", username="b_secret")
    await asks_for_help(anna)
    await applies(bertil)
    await bertil.taps("Write to: Anna")
    return anna, bertil


# What is carried


async def test_formatting_moves_under_the_header(world: World, pair: tuple[Person, Person]) -> None:
    anna, bertil = pair
    words = "😀 bold and code, a link, Carl"
    await bertil.says(
        words,
        entities=[
            {"type": "bold", "offset": 3, "length": 4},
            {"type": "code", "offset": 12, "length": 4},
            {"type": "text_link", "offset": 20, "length": 4, "url": "https://example.org/"},
            {"type": "text_link", "offset": 18, "length": 1, "url": "tg://user?id=1"},
            {
                "type": "text_mention",
                "offset": 26,
                "length": 4,
                "user": {"id": anna.id, "is_bot": False, "first_name": "Carl"},
            },
        ],
    )
    assert anna.text == f"Bertil · Newsletter\n\n{words}"
    assert anna.screen.html == (
        "<b>Bertil</b> · Newsletter\n\n"
        '😀 <b>bold</b> and <code>code</code>, a <a href="https://example.org/">link</a>, Carl'
    )
    await bertil.says("a\u200bb bold", entities=[{"type": "bold", "offset": 4, "length": 4}])
    assert anna.screen.html == "<b>Bertil</b> · Newsletter\n\nab <b>bold</b>", "what is cleaned away moves it, too"
    await bertil.says("<b>not</b> & /start", entities=[])
    assert anna.text.endswith("<b>not</b> & /start")


async def test_kinds_without_a_caption_follow_a_header(world: World, pair: tuple[Person, Person]) -> None:
    anna, bertil = pair
    for send, kind in (
        (bertil.sends_sticker, "sticker"),
        (bertil.sends_video_note, "video_note"),
        (bertil.sends_location, "location"),
        (lambda: bertil.sends_venue("Talo", "Katu 1"), "venue"),
    ):
        await send()
        assert bertil.sees("Sent to: ")
        header, shown = [message for message in anna.messages if message.by_bot][-2:]
        assert (header.text, shown.media) == ("Bertil · Newsletter", kind)
        await anna.replies(header, f"Thanks for the {kind}")
        assert bertil.sees(f"Thanks for the {kind}"), "the line above is as good as the thing"
        await anna.replies(shown, "Really")
        assert bertil.sees("Really")
    await bertil.sends_video(caption="Look")
    assert (anna.screen.media, anna.text) == ("video", "Bertil · Newsletter\n\nLook")
    await bertil.sends("animation", b"GIF89a", "wave.gif", mime="image/gif")
    assert anna.screen.media == "animation"
    await bertil.sends("audio", b"ID3", "song.mp3", mime="audio/mpeg")
    assert anna.screen.media == "audio"


async def test_an_album_stays_an_album(world: World, pair: tuple[Person, Person]) -> None:
    anna, bertil = pair
    before = len(anna.messages)
    for number in range(3):
        await bertil.sends_photo(caption="Three" if number == 0 else "", album="77")
        assert bool(bertil.sees("Sent to: ")) == (number == 0), "said once"
    assert len(anna.messages) == before, "not before it is whole"
    await world.restarts()
    await world.passes(A_MOMENT)
    shown = anna.messages[before:]
    assert [message.text for message in shown] == ["Bertil · Newsletter\n\nThree", "", ""]
    assert len({message.body["media_group_id"] for message in shown}) == 1
    assert len(await world.sandbox.calls("sendMediaGroup")) == 1
    await anna.replies(shown[2], "The third is best")
    assert bertil.screen.post["body"]["reply_to_message"]["photo"]

    for number in range(2):
        await bertil.sends_document(album="78", caption=f"File {number}")
    await bertil.says("That was all.")
    texts = [message.text for message in anna.messages[-3:]]
    assert texts == ["Bertil · Newsletter\n\nFile 0", "File 1", "Bertil · Newsletter\n\nThat was all."], "in order"
    await bertil.sends_photo(album="79", caption="Only one of them came")
    await world.passes(A_MOMENT)
    assert anna.text == "Bertil · Newsletter\n\nOnly one of them came"


async def test_a_full_album_goes_at_once_and_a_late_part_follows(world: World, pair: tuple[Person, Person]) -> None:
    anna, bertil = pair
    for _number in range(10):
        await bertil.sends_photo(album="80")
    assert len((await world.sandbox.calls("sendMediaGroup"))[-1]["params"]["media"]) == 10
    count = len(anna.messages)
    await bertil.sends_photo(album="80", caption="late")
    await world.passes(A_MOMENT)
    assert [message.text for message in anna.messages[count:]] == ["Bertil · Newsletter\n\nlate"]


async def test_an_album_in_reply_and_one_for_nobody_yet(world: World, pair: tuple[Person, Person]) -> None:
    """Its parts go where its first part went, whatever is in focus by then."""
    anna, bertil = pair
    carla = await world.member("Carla")
    await applies(carla)
    await bertil.says("Show me the hall")
    asked = anna.screen
    await carla.says("/talks")
    await anna.says("/talks")
    await anna.taps("Kirjoita: Carla · Newsletter")
    await anna.sends_photo(album="81", reply_to=asked)
    await anna.sends_photo(album="81")
    await world.passes(A_MOMENT)
    assert [message.media for message in bertil.messages[-2:]] == ["photo", "photo"]
    assert not any(message.media for message in carla.messages)

    await anna.says("/home")
    for _number in range(3):
        await anna.sends_photo(album="82")
    assert anna.sees("Whom is this for?") or anna.text
    await anna.taps("Lähetä: Bertil · Newsletter")
    await anna.sends_photo(album="82")
    count = len(bertil.messages)
    await world.passes(A_MOMENT)
    assert len(bertil.messages) - count == 4
    assert not any(message.media for message in carla.messages)


async def test_a_contact_is_asked_about(world: World, pair: tuple[Person, Person]) -> None:
    anna, bertil = pair
    await bertil.sends_contact()
    assert bertil.sees("Share this with: ")
    assert bertil.sees("There is a phone number in this contact.")
    assert not any(message.media == "contact" for message in anna.messages)
    await bertil.taps("Throw it away")
    assert bertil.sees("You are still writing to: ")
    await bertil.sends_contact(phone_number="+358501234567", first_name="Carl")
    await bertil.taps("Dela kontakten med: Anna · Newsletter")
    header, card = [message for message in anna.messages if message.by_bot][-2:]
    assert (header.text, card.media) == ("Bertil · Newsletter", "contact")
    assert card.body["contact"]["phone_number"] == "+358501234567"
    await bertil.says("Call him")
    assert anna.sees("Call him"), "the conversation is in focus again"

    def numbers(engine: Engine) -> list[str]:
        with engine.connect() as connection:
            found = []
            for table in ("message", "draft", "outbox", "inbox"):
                rows = connection.execute(text(f"SELECT * FROM {table}"))  # noqa: S608  names of ours
                found += [str(row) for row in rows if "501234567" in str(row)]
            return found

    assert await asyncio.to_thread(run_on, world.database_url, numbers) == [], "the number is not kept"


# Edits and reactions


async def test_edits_are_carried_on(world: World, pair: tuple[Person, Person]) -> None:
    anna, bertil = pair
    said = await bertil.says("On Monady")
    copy = anna.screen
    await bertil.edits(said, "On Monday")
    now = next(message for message in anna.messages if message.id == copy.id)
    assert now.text.startswith("Bertil · Newsletter · ")
    assert now.text.endswith("\n\nOn Monday")
    assert now.buttons == copy.buttons
    assert anna.screen.id == copy.id, "in its place"

    photo = await bertil.sends_photo(caption="The hal")
    await bertil.edits(photo, "The hall")
    assert anna.screen.media == "photo"
    assert anna.text.endswith("The hall")

    await world.sandbox.fault("too_many", chat=anna.id, times=1, retry_after=1)
    late = await bertil.says("Still on its way")
    await bertil.edits(late, "Changed on its way")
    assert not anna.sees("on its way")
    await world.sandbox.faults_end()
    await world.passes(timedelta(seconds=10))
    assert anna.text.endswith("Changed on its way")
    assert sum("on its way" in message.text for message in anna.messages) == 1

    await bertil.edits(said, "x" * 4000)
    assert bertil.sees("Your change was not sent.")
    await anna.taps("Decline kindly")
    await anna.taps("The times did not match")
    await world.passes(timedelta(days=8))
    await bertil.edits(said, "On Tuesday")
    assert bertil.sees("Your change was not sent. The other side still has the message as it was: ")
    assert not any("Tuesday" in message.text for message in anna.messages)


async def test_a_part_of_an_album_is_edited(world: World, pair: tuple[Person, Person]) -> None:
    anna, bertil = pair
    parts = [await bertil.sends_photo(album="83", caption=f"Part {number}") for number in range(2)]
    await world.passes(A_MOMENT)
    await bertil.edits(parts[1], "The second")
    await bertil.edits(parts[0], "The first")
    first, second = [message.text for message in anna.messages[-2:]]
    assert second == "The second"
    assert first.startswith("Bertil · Newsletter")
    assert first.endswith("The first")


async def test_an_edit_before_the_recipient_is_chosen(world: World, pair: tuple[Person, Person]) -> None:
    anna, bertil = pair
    await bertil.says("/home")
    said = await bertil.says("Helo")
    await bertil.edits(said, "Hello")
    await bertil.taps("Skicka till: Anna · Newsletter")
    assert anna.text == "Bertil · Newsletter\n\nHello"


async def test_reactions_go_both_ways(world: World, pair: tuple[Person, Person]) -> None:
    anna, bertil = pair
    said = await bertil.says("Done already")
    copy = anna.screen
    await anna.reacts(copy, "👍")
    mine = next(message for message in bertil.messages if message.id == said)
    assert [[one["emoji"] for one in given] for given in mine.post["reactions"].values()] == [["👍"]]
    await anna.reacts(copy, "")
    mine = next(message for message in bertil.messages if message.id == said)
    assert not any(mine.post["reactions"].values())
    await bertil.reacts(mine, "🎉")
    theirs = next(message for message in anna.messages if message.id == copy.id)
    assert [{"type": "emoji", "emoji": "🎉"}] in theirs.post["reactions"].values()
    await anna.reacts(anna.messages[0], "👍")  # on no message of a conversation: nothing happens


# The list, the sound, the file


async def test_what_is_unread_is_counted(world: World, pair: tuple[Person, Person]) -> None:
    anna, bertil = pair
    await bertil.says("One")
    await bertil.says("Two")
    await anna.says("/talks")
    assert anna.sees("2 viestiä, joita et ole lukenut.")
    await anna.taps("Kirjoita: Bertil · Newsletter")
    await anna.says("/talks")
    assert not anna.sees("et ole lukenut")
    await bertil.says("Three")
    await anna.replies(anna.screen, "Yes")
    await anna.says("/talks")
    assert not anna.sees("et ole lukenut"), "who writes has read"


async def test_the_list_has_pages(world: World) -> None:
    anna = await world.member("Anna")
    await asks_for_help(anna, people="3")
    for number in range(10):
        await applies(await world.member(f"Doer {number}"))
    await anna.says("/talks")
    assert sum(label.startswith("Write to: ") for label in anna.screen.buttons) == 8
    await anna.taps("Show more (2)")
    assert sum(label.startswith("Write to: ") for label in anna.screen.buttons) == 2
    await anna.taps("Show the first ones")
    assert sum(label.startswith("Write to: ") for label in anna.screen.buttons) == 8


async def test_a_muted_conversation_makes_no_sound(world: World, pair: tuple[Person, Person]) -> None:
    anna, bertil = pair
    await anna.taps("Write to: Bertil")
    await anna.taps("See what else you can do")
    await anna.taps("Mute: no sound for what comes")
    assert anna.sees("Muted: what comes makes no sound.")
    await bertil.says("Psst")
    last = (await world.sandbox.calls("sendMessage"))[-2:]
    quiet = [call["params"].get("disable_notification") for call in last if call["params"]["chat_id"] == anna.id]
    assert quiet == [True]
    await anna.taps("Turn the sound on again")
    await bertil.says("Hey")
    last = (await world.sandbox.calls("sendMessage"))[-2:]
    quiet = [call["params"].get("disable_notification") for call in last if call["params"]["chat_id"] == anna.id]
    assert quiet == [None]


async def test_a_conversation_is_saved_as_a_file(world: World, pair: tuple[Person, Person]) -> None:
    _anna, bertil = pair
    await bertil.says("<script>alert(1)</script>")
    await bertil.sends_photo(caption="A picture")
    await bertil.taps("Write to: Anna")
    await bertil.taps("See what else you can do")
    stolen = next(data for data in _data(bertil) if data.startswith("talkfile:"))
    await bertil.taps("Save the conversation as a file")
    assert bertil.screen.media == "document"
    saved = world.telegram.files[bertil.screen.file_id]
    page = world.telegram.store.content(saved.path) or b""
    assert b"&lt;script&gt;" in page
    assert b"<script>" not in page
    assert "[Bild]" in page.decode()
    assert "A picture" in page.decode()
    assert "kl. " in page.decode(), "the reader's own times"
    carla = await world.member("Carla")
    await carla.taps_data(carla.screen, stolen)
    assert carla.sees("It is not there, or it is not for you to see.")


def _data(person: Person) -> list[str]:
    return [button.get("callback_data", "") for message in person.messages for row in message.rows for button in row]


async def test_what_was_said_is_forgotten(world: World, pair: tuple[Person, Person]) -> None:
    anna, bertil = pair
    await bertil.says("A secret of ours")
    await anna.taps("Decline kindly")
    await anna.taps("The times did not match")
    await world.passes(timedelta(days=8))
    await world.passes(timedelta(days=89))

    def kept(engine: Engine) -> int:
        with engine.connect() as connection:
            return int(connection.scalar(text("SELECT count(*) FROM message WHERE text LIKE '%secret%'")) or 0)

    assert await asyncio.to_thread(run_on, world.database_url, kept) == 1
    await world.passes(timedelta(days=2))
    assert await asyncio.to_thread(run_on, world.database_url, kept) == 0


# Block


async def test_a_block_holds_both_ways(world: World, pair: tuple[Person, Person]) -> None:
    anna, bertil = pair
    await bertil.says("Buy my watches")
    copy = anna.screen
    await anna.taps("Reply to: Bertil")
    await anna.taps("See what else you can do")
    await anna.taps("Block: Bertil")
    assert anna.sees("Block this person?")
    await anna.taps("Block: Bertil")
    assert anna.sees("Blocked: ")
    assert bertil.sees("You were not chosen this time."), "an application between them ends"
    before = len(anna.messages)
    await bertil.says("Hello?")
    assert bertil.sees("Your message was not sent")
    await bertil.says("/tasks")
    assert not bertil.sees("Newsletter")
    assert len(anna.messages) == before
    await anna.replies(copy, "One thing more")
    assert anna.sees("You have blocked this person, so nothing was sent.")
    assert not bertil.sees("One thing more")
    await asks_for_help(bertil, "Watches")
    await anna.says("/tasks")
    assert not anna.sees("Watches")
    await anna.says("/privacy")
    await anna.taps("See whom I have blocked")
    await anna.taps("Unblock: Bertil")
    assert anna.sees("You have blocked nobody.")
    await anna.says("/tasks")
    assert anna.sees("Watches")


async def test_a_blocked_person_cannot_apply_by_an_old_button(world: World, pair: tuple[Person, Person]) -> None:
    anna, _bertil = pair
    carla = await world.member("Carla")
    await applies(carla)
    await asks_for_help(anna, "Translation")
    await carla.says("/tasks")
    await carla.taps("Open: Translation")
    await anna.says("/talks")
    await anna.taps("Kirjoita: Carla · Newsletter")
    await anna.taps("See what else you can do")
    await anna.taps("Block: Carla")
    await anna.taps("Block: Carla")
    await carla.taps("Apply")
    assert carla.sees("It is not there, or it is not for you to see.")


# Report and suspend


async def test_a_report_reaches_the_operator(world: World, pair: tuple[Person, Person]) -> None:
    anna, bertil = pair
    oona = await world.member("Oona", "en")
    await world.restarts(operators=frozenset({oona.id}))
    await bertil.says("Give me your bank codes")
    await anna.taps("Reply to: Bertil")
    await anna.taps("See what else you can do")
    await anna.taps("Report this conversation")
    await anna.taps("Seems to be a fraud")
    assert anna.sees("The administrators have your report")
    assert oona.sees("Give me your bank codes")
    assert oona.sees("Seems to be a fraud")
    assert not any("ilmoit" in message.text.lower() for message in bertil.messages), "is not told"
    await oona.taps("Suspend: Bertil")
    assert oona.sees("This person is suspended now")
    assert bertil.sees("An administrator has suspended you for now")
    await bertil.says("Hello?")
    assert bertil.sees("You are suspended for now, so this was not done.")
    assert not anna.sees("Hello?")
    await bertil.taps("Answer the administrators")
    await bertil.says("It was a joke")
    assert bertil.sees("Your answer is sent to the administrators.")
    assert oona.sees("It was a joke")
    await oona.taps("Look at the report")
    await oona.taps("Close the report")
    assert oona.sees("This report is closed.")
    assert anna.sees("The administrators have looked at your report")
    await oona.taps("Lift the suspension: Bertil")
    assert bertil.sees("Your suspension is lifted.")
    await bertil.says("/talks")
    await bertil.taps("Skriv till: Anna · Newsletter")
    await bertil.says("Sorry")
    assert anna.sees("Sorry")
    await oona.says("/reports")
    assert oona.sees("No report waits.")
    await anna.says("/reports")
    assert anna.sees("It is not there, or it is not for you to see.")
    for data in [data for data in _data(oona) if data.startswith(("rpt", "susp", "lift"))]:
        await anna.taps_data(anna.screen, data)
        assert anna.sees("It is not there, or it is not for you to see.")


async def test_a_suspended_person_neither_applies_nor_publishes(world: World, pair: tuple[Person, Person]) -> None:
    anna, bertil = pair
    oona = await world.member("Oona")
    await world.restarts(operators=frozenset({oona.id}))
    await asks_for_help(anna, "Translation")
    await bertil.says("/tasks")
    await bertil.taps("Open: Translation")
    await anna.says("/talks")
    await anna.taps("Kirjoita: Bertil · Newsletter")
    await anna.taps("See what else you can do")
    await anna.taps("Report this conversation")
    await anna.taps("Something else")
    await oona.taps("Suspend: Bertil")
    await bertil.taps("Apply")
    assert bertil.sees("You are suspended for now, so this was not done.")
    await begins_task(bertil, "Watches")
    await bertil.taps("No date")
    await bertil.taps("Remotely")
    await goes_on_to_preview(bertil)
    await bertil.taps("Publish the task")
    assert bertil.sees("You are suspended for now, so this was not done.")


async def test_nobody_reads_reports(world: World, pair: tuple[Person, Person]) -> None:
    anna, bertil = pair
    await bertil.taps("See what else you can do")
    await bertil.taps("Report this conversation")
    assert bertil.sees("Nobody reads reports now")
    await bertil.taps("Block: Anna")
    await bertil.taps("Block: Anna")
    assert bertil.sees("Blocked: ")
    assert anna.sees("An application was withdrawn.")


async def test_what_is_agreed_outlives_a_block(world: World, pair: tuple[Person, Person]) -> None:
    anna, bertil = pair
    await chooses(anna, bertil)
    await anna.says("/talks")
    await anna.taps("Kirjoita: Bertil · Newsletter")
    await anna.taps("See what else you can do")
    await anna.taps("Block: Bertil")
    await anna.taps("Block: Bertil")
    await bertil.taps("Open the agreed help")
    assert bertil.sees("Newsletter")


# Out of reach


@pytest.mark.both
async def test_the_author_hears_once_that_nothing_arrives(world: World, pair: tuple[Person, Person]) -> None:
    """The bot learns only by trying that the other side is gone: of three messages on their way, one is told of."""
    anna, bertil = pair
    before = len(bertil.messages)
    busy = await world.sandbox.fault("too_many", chat=anna.id, retry_after=1)
    for number in range(3):
        await bertil.says(f"Are you there? {number}")
    fault = await world.sandbox.fault("forbidden", chat=anna.id)
    await world.sandbox.faults_end(busy)
    await world.passes(timedelta(seconds=10))
    await world.sandbox.faults_end(fault)
    lost = [message for message in bertil.messages[before:] if message.reply_to == "Are you there? 0"]
    assert len(lost) == 1
    assert not any(message.reply_to for message in bertil.messages[before:] if message not in lost and message.by_bot)
