"""Private messages: they go to the right person and nowhere else, and nothing of the other shows but the name."""

from datetime import timedelta

import pytest

from tests.stories.deeds import applies, asks_for_help, begins_task, goes_on_to_preview
from tests.stories.world import Person, World


@pytest.fixture
async def pair(world: World) -> tuple[Person, Person]:
    """A requester and an applicant."""
    anna, bertil = await world.member("Anna", username="anna_secret"), await world.member("Bertil", username="b_secret")
    await asks_for_help(anna)
    await applies(bertil)
    return anna, bertil


async def test_there_and_back_with_replies(world: World, pair: tuple[Person, Person]) -> None:
    anna, bertil = pair
    await anna.taps("Write to: Bertil")
    assert anna.sees("Everything you write now goes there")
    assert anna.sees("Please do not write clients' data")
    await anna.says("When can you begin?")
    assert anna.sees("Sent to: ")
    question = bertil.screen
    assert question.text == "Anna · Newsletter\n\nWhen can you begin?"
    await bertil.replies(question, "On <b>Monday</b> & not before")
    answer = anna.screen
    assert answer.text == "Bertil · Newsletter\n\nOn <b>Monday</b> & not before"
    mine = next(message for message in anna.messages if message.text == "When can you begin?")
    assert answer.post["body"]["reply_to_message"]["message_id"] == mine.id, "a reply stays a reply"
    await anna.replies(answer, "Good.")
    assert bertil.screen.post["body"]["reply_to_message"]["text"] == "On <b>Monday</b> & not before"
    everything = "".join(message.text for one in pair for message in one.messages if message.by_bot)
    for secret in ("anna_secret", "b_secret", str(anna.id), str(bertil.id)):
        assert secret not in everything


async def test_a_photo_a_document_and_a_voice_message(world: World, pair: tuple[Person, Person]) -> None:
    anna, bertil = pair
    await bertil.taps("Write to: Anna")
    for send, kind in (
        (bertil.sends_photo, "photo"),
        (bertil.sends_document, "document"),
        (bertil.sends_voice, "voice"),
    ):
        await send(caption="Look at this.")
        assert bertil.sees("Sent to: ")
        assert kind in anna.screen.post["body"]
        assert anna.screen.text == "Bertil · Newsletter\n\nLook at this."
    await bertil.sends_photo()
    assert anna.screen.text == "Bertil · Newsletter"
    await anna.replies(anna.screen, "Nice.")
    assert bertil.sees("Nice.")


async def test_what_cannot_be_carried(world: World, pair: tuple[Person, Person]) -> None:
    anna, bertil = pair
    await bertil.taps("Write to: Anna")
    await bertil.rolls_dice()
    assert bertil.sees("The bot cannot carry this kind of message")
    assert bertil.sees("You are still writing to: ")
    for nothing in ("\u200b\u200d", "\u2800\ufe0f", "\u3164"):
        await bertil.says(nothing)
        assert bertil.sees("There is nothing to see in your message, so it was not sent.")
    await bertil.says("x" * 3801)
    assert bertil.sees("Please send it in two parts.")
    assert bertil.sees("3,801")
    await bertil.sends_photo(caption="x" * 731)
    assert bertil.sees("Please send the file first")
    assert not any("x" * 100 in message.text for message in anna.messages)
    long = "Ä" * 3800
    await bertil.says(long)
    assert anna.text == f"Bertil · Newsletter\n\n{long}", "carried whole"
    await bertil.says("😀" * 1900)
    assert anna.text.endswith("😀" * 1900)


async def test_leaving_and_writing_to_nobody(world: World, pair: tuple[Person, Person]) -> None:
    anna, bertil = pair
    await bertil.taps("Write to: Anna")
    await bertil.taps("Leave the conversation")
    assert bertil.sees("You have left the conversation with: ")
    await bertil.says("Hello?")
    assert not anna.sees("Hello?")
    assert bertil.sees("Whom is this for? It is not sent yet.")
    await bertil.says("Anybody?")
    await world.restarts()
    await bertil.taps("Send to: Anna · Newsletter")
    assert anna.text == "Bertil · Newsletter\n\nHello?\nAnybody?"
    await bertil.says("One more.")
    assert anna.sees("One more."), "the conversation is in focus now"
    await bertil.says("/home")
    await bertil.sends_photo(caption="A picture")
    assert bertil.sees("Whom is this for?")
    await bertil.taps("Throw it away")
    assert bertil.sees("Thrown away. Nothing was sent.")
    assert not anna.sees("A picture")


async def test_with_no_conversation_at_all(world: World) -> None:
    anna = await world.member("Anna")
    await anna.says("Hello, is anybody there?")
    assert anna.sees("you have no open conversation now")
    await anna.rolls_dice()
    assert anna.sees("The bot cannot carry this kind of message")
    await anna.sends_sticker()
    assert anna.sees("you have no open conversation now")
    await anna.says("/talks")
    assert anna.sees("You have no open conversations.")


async def test_the_list_and_two_conversations(world: World, pair: tuple[Person, Person]) -> None:
    anna, bertil = pair
    carla = await world.member("Carla")
    await applies(carla)
    await anna.says("/talks")
    await anna.taps("Write to: Carla · Newsletter")
    await anna.says("For Carla only")
    assert carla.sees("For Carla only")
    assert not bertil.sees("For Carla only")
    await bertil.taps("Write to: Anna")
    await bertil.says("From Bertil")
    await anna.replies(anna.screen, "For Bertil only")
    assert anna.sees("Sent to: ")
    assert bertil.sees("For Bertil only")
    assert not carla.sees("For Bertil only")
    await anna.says("Carla again")
    assert carla.sees("Carla again"), "a reply does not change the focus"
    assert not bertil.sees("Carla again")


async def test_a_reply_while_a_dialogue_waits(world: World, pair: tuple[Person, Person]) -> None:
    anna, bertil = pair
    await bertil.taps("Write to: Anna")
    await begins_task(anna, "Another task")
    await bertil.says("Are you there?")
    await anna.replies(anna.screen, "Yes.")
    assert bertil.sees("Yes.")
    await anna.taps("Go on")
    assert anna.sees("When is it needed?")
    await anna.taps("No date")
    await anna.taps("Remotely")
    await goes_on_to_preview(anna)
    assert anna.sees("Another task")


async def test_an_answer_that_may_be_a_message(world: World, pair: tuple[Person, Person]) -> None:
    anna, bertil = pair
    await bertil.taps("Write to: Anna")
    await anna.says("/newtask")
    await anna.taps("Communications")
    await world.passes(timedelta(minutes=1))
    await bertil.says("What shall we call it?")
    await anna.says("Spring newsletter")
    assert anna.sees("Is this an answer to: ")
    assert anna.sees("Or a message to: ")
    assert not bertil.sees("Spring newsletter")
    await world.restarts()
    await anna.taps("It answers: Asking for help")
    assert anna.sees("Describe it:")
    assert not bertil.sees("Spring newsletter")

    await world.passes(timedelta(minutes=1))
    await bertil.says("Are you there?")
    await anna.says("Here I am")
    await anna.taps("Send to: Bertil · Newsletter")
    assert bertil.sees("Here I am")
    assert anna.sees("Sent to: ")
    assert anna.sees("Describe it:"), "the question waits"
    await anna.says("Layout.")
    assert anna.sees("How much time does one person need"), "no doubt any more"


async def test_who_blocks_the_bot(world: World, pair: tuple[Person, Person]) -> None:
    anna, bertil = pair
    await anna.taps("Write to: Bertil")
    await world.sandbox.hold()  # the bot does not hear of the block before the message
    await bertil.blocks()
    await anna.says("Are you there?")
    await world.sandbox.release()
    assert anna.sees("Your message did not arrive.") or anna.sees("Your message was not sent")
    await anna.says("And now?")
    assert not any("And now?" in message.text for message in bertil.messages)
    await bertil.unblocks()
    await bertil.says("/home")
    await anna.says("/talks")
    await anna.taps("Write to: Bertil · Newsletter")
    await anna.says("Welcome back")
    assert bertil.sees("Welcome back")


async def test_the_author_hears_that_it_did_not_arrive(world: World, pair: tuple[Person, Person]) -> None:
    """The bot learns only by trying that the other side is gone."""
    anna, bertil = pair
    await anna.taps("Write to: Bertil")
    fault = await world.sandbox.fault("forbidden", chat=bertil.id)
    await anna.says("Are you there?")
    await world.sandbox.faults_end(fault)
    assert anna.sees("Your message did not arrive. It was for: ")
    assert anna.screen.reply_to == "Are you there?"
    await anna.says("And now?")
    assert anna.sees("Your message was not sent: the other person")
    assert not bertil.sees("And now?")


async def test_a_conversation_that_has_closed(world: World, pair: tuple[Person, Person]) -> None:
    anna, bertil = pair
    await bertil.taps("Write to: Anna")
    await anna.taps("Decline kindly")
    await anna.taps("The times did not match")
    await bertil.says("Thank you anyway")
    assert anna.sees("Thank you anyway"), "open for some days"
    carried = anna.screen
    await world.passes(timedelta(days=8))
    await bertil.says("Still there?")
    assert bertil.sees("This conversation is closed: ")
    assert bertil.sees("Your message was not sent.")
    await anna.replies(carried, "Too late")
    assert anna.sees("This conversation is closed: ")
    assert not bertil.sees("Too late")
    await bertil.says("Hello?")
    assert bertil.sees("you have no open conversation now")


async def test_a_stranger_cannot_open_a_conversation(world: World, pair: tuple[Person, Person]) -> None:
    anna, _bertil = pair
    carla = await world.member("Carla")
    label = next(button for row in anna.screen.rows for button in row if button["text"] == "Write to: Bertil")
    await carla.says("/home")
    await carla.taps_data(carla.screen, label["callback_data"])
    assert carla.sees("It is not there, or it is not for you to see.")
    await carla.says("Hello Bertil")
    assert carla.sees("you have no open conversation now")
