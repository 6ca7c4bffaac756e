"""A bot with topics in private chats: each conversation is a topic of its own on either side, without banner and
header, and what is written in it goes to that person and to nobody else."""

from datetime import timedelta

import pytest

from tests.stories.deeds import applies, asks_for_help, begins_task
from tests.stories.test_advice import asks, knows
from tests.stories.world import Person, World

pytestmark = pytest.mark.topics


@pytest.fixture
async def pair(world: World) -> tuple[Person, Person]:
    """A requester and an applicant."""
    anna, bertil = await world.member("Anna", "fi", username="anna_secret"), await world.member("Bertil Berg", "sv")
    await asks_for_help(anna)
    await applies(bertil)
    return anna, bertil


async def talks(anna: Person, bertil: Person) -> tuple[Person, Person]:
    """Both have written, so both have their topic."""
    await anna.taps("Write to: Bertil Berg")
    await anna.says("Milloin voit aloittaa?")
    his = bertil.within("Newsletter · Anna")
    await his.says("På måndag.")
    return anna.within("Newsletter · Bertil"), his


async def test_a_conversation_from_its_first_word_to_its_end(world: World, pair: tuple[Person, Person]) -> None:
    anna, bertil = pair
    assert bertil.topics == {}
    await anna.taps("Write to: Bertil Berg")
    await anna.says("Milloin voit aloittaa?")
    assert list(bertil.topics) == ["Newsletter · Anna"], bertil.tail()
    assert anna.topics == {}, "nothing has been sent to her yet"
    his = bertil.within("Newsletter · Anna")
    assert his.text == "Milloin voit aloittaa?", "no header"
    assert his.screen.rows == [], "and no banner"
    await his.says("På <b>måndag</b> & inte förr.")
    assert his.text == "Milloin voit aloittaa?", "and no word about it"
    hers = anna.within("Newsletter · Bertil")
    assert hers.text == "På <b>måndag</b> & inte förr."

    await hers.replies(hers.screen, "Sopii.")
    assert his.screen.reply_to == "På <b>måndag</b> & inte förr."
    await his.sends_photo(caption="Utkast")
    assert (hers.screen.media, hers.text) == ("photo", "Utkast")
    await his.sends_sticker()
    assert (hers.screen.media, hers.text) == ("sticker", "")
    for _part in range(2):
        await his.sends_photo(album="1")
    await world.passes(timedelta(seconds=3))
    assert ["media_group_id" in message.body for message in hers.messages[-2:]] == [True, True]
    mine = next(message for message in his.messages if message.text.startswith("På"))
    await his.edits(mine, "På tisdag.")
    assert any(message.text == "På tisdag." for message in hers.messages)
    assert not any("måndag" in message.text for message in hers.messages)
    await his.reacts(his.messages[1], "👍")
    (first,) = [message for message in anna.messages if message.text == "Milloin voit aloittaa?"]
    assert first.post["reactions"]

    await anna.taps("Decline kindly")
    await anna.taps("The times did not match")
    await hers.says("Kiitos kuitenkin!")
    assert his.text == "Kiitos kuitenkin!", "open for some days"
    await world.passes(timedelta(days=8))
    for side in (hers, his):
        assert side.sees("This conversation is closed. What you write here is not sent."), side.tail()
    await his.says("Hallå?")
    assert his.sees("This conversation is closed. What you write here is not sent.")
    assert not any("Hallå?" in message.text for message in anna.messages)
    assert len(anna.topics) == len(bertil.topics) == 1
    for call in await world.sandbox.calls():
        assert call["method"] != "createForumTopic" or "anna_secret" not in call["params"]["name"]


async def test_two_conversations_at_once(world: World, pair: tuple[Person, Person]) -> None:
    anna, bertil = pair
    cecilia = await world.member("Cecilia")
    await applies(cecilia)
    hers, his = await talks(anna, bertil)
    await anna.says("/talks")
    await anna.taps("Kirjoita: Cecilia · Newsletter")
    await anna.says("For Cecilia")
    theirs = cecilia.within("Newsletter · Anna")
    await theirs.says("From Cecilia")
    other = anna.within("Newsletter · Cecilia")
    assert other.text == "From Cecilia"
    assert "From Cecilia" not in [message.text for message in hers.messages]

    await hers.says("For Bertil, whatever is open")
    assert his.text == "For Bertil, whatever is open"
    await anna.says("For Cecilia, who is open")
    assert theirs.text == "For Cecilia, who is open"
    assert not any("Cecilia" in message.text for message in bertil.messages if message.by_bot)
    await begins_task(anna, "Another task")
    await other.says("While a question waits")
    assert theirs.text == "While a question waits"
    assert not anna.sees("put aside")
    await anna.taps("No date")
    assert anna.sees("Where is it done?") or anna.buttons


async def test_commands_and_what_cannot_be_carried_in_a_topic(world: World, pair: tuple[Person, Person]) -> None:
    anna, bertil = pair
    hers, his = await talks(anna, bertil)
    outside = [message.id for message in anna.messages if message.topic is None]
    for command in ("/koti", "/home", "/nothing"):
        await hers.says(command)
        assert hers.sees("Commands do not work here"), hers.tail()
        assert command not in [message.text for message in bertil.messages]
    await hers.rolls_dice()
    assert hers.sees("The bot cannot carry this kind of message")
    await hers.says("x" * 3801)
    assert hers.sees("Your message is too long")
    assert [message.id for message in anna.messages if message.topic is None] == outside
    assert all(not message.rows for message in hers.messages), "no buttons in the topic"
    await hers.sends_contact()
    assert anna.screen.topic is None
    assert anna.sees("Share this with: ")
    await anna.taps("Share the contact with: Bertil Berg · Newsletter")
    assert his.screen.media == "contact"


async def test_a_topic_that_was_deleted_is_made_anew(world: World, pair: tuple[Person, Person]) -> None:
    anna, bertil = pair
    hers, his = await talks(anna, bertil)
    await bertil.deletes_topic("Newsletter · Anna")
    await hers.says("Oletko siellä?")
    again = bertil.within("Newsletter · Anna")
    assert again.topic != his.topic
    assert again.text == "Oletko siellä?", "not lost"
    await again.says("Här är jag.")
    assert hers.text == "Här är jag."
    await world.restarts()
    await hers.says("Hyvä.")
    assert again.text == "Hyvä."
    assert len(bertil.topics) == 1


async def test_switched_off_and_on_again(world: World, pair: tuple[Person, Person]) -> None:
    anna, bertil = pair
    hers, his = await talks(anna, bertil)
    world.telegram.topics = False
    await bertil.replies(his.screen, "Medan boten är i gång.")
    assert anna.text == "Bertil Berg · Newsletter\n\nMedan boten är i gång.", "the bot has not heard of it yet"
    await world.restarts()
    await bertil.replies(next(m for m in bertil.messages if "Milloin" in m.text), "Utan ämnen.")
    assert anna.text == "Bertil Berg · Newsletter\n\nUtan ämnen."
    assert "Reply to: Bertil Berg" in anna.screen.buttons or anna.screen.buttons
    world.telegram.topics = True
    await world.restarts()
    await anna.replies(anna.screen, "Taas aiheissa.")
    assert his.text == "Taas aiheissa."
    await his.says("Bra.")
    assert hers.text == "Bra."


async def test_a_topic_of_ones_own_making_is_like_the_chat(world: World, pair: tuple[Person, Person]) -> None:
    anna, bertil = pair
    await talks(anna, bertil)
    await anna.makes_topic("Omat asiat")
    own = anna.within("Omat asiat")
    await own.says("/home")
    assert own.buttons
    await own.says("/newtask")
    await own.taps("Viestintä")
    await own.says("Toinen tehtävä")
    assert own.sees("Describe it:"), own.tail()
    assert "Toinen tehtävä" not in [message.text for message in bertil.messages]


async def test_who_cannot_be_reached(world: World, pair: tuple[Person, Person]) -> None:
    anna, bertil = pair
    hers, _his = await talks(anna, bertil)
    fault = await world.sandbox.fault("forbidden", chat=bertil.id)
    await hers.says("Oletko siellä?")
    await world.sandbox.faults_end(fault)
    assert hers.sees("Your message did not arrive. It was for: "), hers.tail()
    assert hers.screen.rows == []
    await hers.says("Entä nyt?")
    assert hers.sees("Your message was not sent: the other person"), hers.tail()


async def test_killed_before_the_first_message_there_is_one_topic(world: World, pair: tuple[Person, Person]) -> None:
    """The topic is made and written down, then Telegram is out of reach, then the process ends."""
    anna, bertil = pair
    await anna.taps("Write to: Bertil Berg")
    await world.sandbox.fault("error", method="sendMessage", chat=bertil.id)
    await world.sandbox.post("say", person=anna.id, text="Milloin voit aloittaa?")
    while not bertil.topics:
        await bertil.refresh(wait=5)
    await world.stops()
    assert list(bertil.topics) == ["Newsletter · Anna"]
    await world.sandbox.faults_end()
    world.clock.now += timedelta(minutes=5)
    await world.starts()
    await world.sandbox.settled()
    assert len(await world.sandbox.calls("createForumTopic")) == 1
    his = bertil.within("Newsletter · Anna")
    assert [message.text for message in his.messages if message.text] == ["Milloin voit aloittaa?"]
    await his.says("Nu.")
    assert anna.within("Newsletter · Bertil").text == "Nu."


@pytest.mark.parametrize(("method", "topics", "copies"), [("sendMessage", 1, 2), ("createForumTopic", 2, 1)])
async def test_what_an_answer_that_is_lost_can_double(
    world: World, pair: tuple[Person, Person], method: str, topics: int, copies: int
) -> None:
    """Told in docs/decisions/0013: a message may come twice, but into one topic; an empty topic may stay."""
    anna, bertil = pair
    await anna.taps("Write to: Bertil Berg")
    await world.sandbox.fault("cut_after", method=method, chat=bertil.id, times=1)
    await anna.says("Milloin voit aloittaa?")
    await world.passes(timedelta(minutes=5))
    made = [message for message in bertil.messages if "forum_topic_created" in message.body]
    assert len(made) == topics
    came = [message for message in bertil.messages if message.text == "Milloin voit aloittaa?"]
    assert len(came) == copies
    assert {message.topic for message in came} == {made[-1].topic}
    bertil.topic = made[0].topic
    await bertil.says("På måndag.")
    bertil.topic = None
    reached = any(message.text == "På måndag." for message in anna.messages)
    assert reached is (topics == 1), "an empty topic is nobody's"
    if topics == 2:
        assert bertil.sees("Whom is this for? It is not sent yet.")


async def test_an_answer_to_a_question_is_a_topic_too(world: World) -> None:
    anna, bertil = await world.member("Anna"), await world.member("Bertil", "fi")
    await knows(bertil)
    await asks(anna)
    await bertil.taps("Answer the question")
    await bertil.says("Put one thing in the subject.")
    (name,) = anna.topics
    assert name == "How do we get our newsletter read? · Bertil"
    hers = anna.within(name)
    assert hers.text == "Put one thing in the subject."
    assert hers.screen.buttons == ["Say: this helped", "Say: not yet"]
    answer = hers.screen
    await hers.taps("Say: this helped")
    assert answer.text in [message.text for message in hers.messages], "it is not written over"
    assert anna.screen.topic is None, "what it leads to stands outside"
    assert anna.sees("Thanks are sent to: ")
    await anna.taps("15 min")
    assert anna.sees("How good was the advice?")
