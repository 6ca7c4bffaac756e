"""Asking for advice: from the question to "this helped" in six taps, and everything that may come between."""

from datetime import timedelta

from tests.stories.deeds import CATEGORIES
from tests.stories.world import Person, World


async def knows(somebody: Person) -> None:
    """Communications, chosen in the profile."""
    await somebody.says("/profile")
    await somebody.taps("Choose my skills")
    await somebody.taps(f"Add: {CATEGORIES[somebody.speaks]}")
    await somebody.says("/home")


async def asks(asker: Person, question: str = "How do we get our newsletter read?") -> None:
    """A short question about communications; two taps."""
    await asker.says("/ask")
    await asker.taps(CATEGORIES[asker.speaks])
    await asker.says(question)
    await asker.taps("Send the question")


async def test_from_the_question_to_this_helped_in_six_taps(world: World) -> None:
    anna, bertil = await world.member("Anna", "fi"), await world.member("Bertil", "sv")
    await knows(bertil)
    await anna.says("/ask")
    assert anna.sees("What is your question about?")
    await anna.taps("Viestintä")  # 1
    assert anna.sees("Please do not write clients' data")
    await anna.says("How do we get our newsletter read?")
    assert anna.sees("who knows this. If nobody answers"), anna.text
    await anna.taps("Send the question")  # 2
    assert anna.sees("Your question is asked of ")
    assert bertil.sees("A short question for you, because you know this:")
    assert bertil.sees("How do we get our newsletter read?")
    assert bertil.sees("Question from: ")
    await bertil.taps("Answer the question")  # 3
    assert bertil.sees("You are answering: ")
    await bertil.says("Put one thing in the <subject>.")
    assert anna.text == "Bertil · How do we get our newsletter read?\n\nPut one thing in the <subject>."
    answer = anna.screen
    await anna.taps("Say: this helped", answer)  # 4
    assert answer in anna.messages, "it is not written over"
    assert anna.sees("Thanks are sent to: ")
    assert bertil.sees("Your advice helped. Thank you! From: ")
    await anna.taps("15 min")  # 5
    assert anna.sees("How good was the advice?")
    await anna.taps("5 excellent")  # 6
    assert anna.sees("Thank you, that was all.")
    assert anna.sees("Time used: ")
    await bertil.taps("Look at the question")
    assert bertil.sees("Helped by: ")
    assert "Bertil" in bertil.text


async def test_not_yet_goes_on_in_the_same_conversation(world: World) -> None:
    anna, bertil = await world.member("Anna", "sv"), await world.member("Bertil", "fi")
    await knows(bertil)
    await anna.says("/fraga Hur får vi fler läsare?")
    await anna.taps("Kommunikation")
    await anna.taps("Send the question")
    await bertil.taps("Answer the question")
    await bertil.sends_voice(caption="Kuuntele tämä.")
    answer = anna.screen
    assert "voice" in answer.post["body"]
    await anna.taps("Say: not yet")
    assert anna.sees("Write what is still missing")
    await anna.says("Och bilderna?")
    assert bertil.text == "Anna · Hur får vi fler läsare?\n\nOch bilderna?"
    await bertil.replies(bertil.screen, "Yksi riittää.")
    assert anna.sees("Yksi riittää.")
    await anna.taps("Say: this helped", answer)
    assert bertil.sees("Your advice helped. Thank you!")
    await anna.taps("Say: not yet", answer)
    assert anna.sees("That can no longer be done: things have moved on.")
    assert anna.sees("It helped.")


async def test_two_answer_and_old_buttons_tell_the_present(world: World) -> None:
    anna = await world.member("Anna")
    bertil, carla, david = [await world.member(name) for name in ("Bertil", "Carla", "David")]
    for one in (bertil, carla, david):
        await knows(one)
    await asks(anna)
    for one in (bertil, carla):
        await one.taps("Answer the question")
    await bertil.says("Shorter.")
    await carla.says("With pictures.")
    await anna.says("/advice")
    await anna.taps("Open: How do we get our newsletter read?")
    page = anna.screen
    await anna.taps("Say: this helped (Carla)")
    assert carla.sees("Your advice helped.")
    assert not bertil.sees("Your advice helped.")
    await anna.taps("Say: this helped (Bertil)", page)
    assert anna.text.startswith("Good! Thanks are sent to: Carla"), "said once"
    assert not bertil.sees("Your advice helped.")
    await david.taps("Answer the question")
    assert david.sees("That can no longer be done: things have moved on.")
    assert david.sees("It helped.")
    await bertil.says("Anything else?")
    assert anna.sees("Anything else?")


async def test_nobody_answers(world: World) -> None:
    anna, bertil = await world.member("Anna", "fi"), await world.member("Bertil", "sv")
    await knows(bertil)
    await asks(anna, "Mikä on hyvä otsikko?")
    carla = await world.member("Carla", "en")
    await knows(carla)
    await world.passes(timedelta(days=1))
    assert carla.sees("A short question for you, because you know this:")
    await world.passes(timedelta(days=3))
    assert anna.sees("Nobody could help with your question: ")
    await bertil.taps("Answer the question")
    assert bertil.sees("Nobody could help."), "the notice is old by now"
    await anna.taps("Make a task of it")
    assert anna.sees("Give it a short title")
    await anna.says("Otsikko")
    await anna.taps("2 h")
    assert anna.sees("How many people do you need?"), "the kind of help and the question are known"


async def test_not_for_me_and_no_questions_at_all(world: World) -> None:
    anna, bertil = await world.member("Anna"), await world.member("Bertil", "fi")
    await knows(bertil)
    await asks(anna)
    await bertil.says("/home")
    assert bertil.sees(" asks for advice: "), bertil.text
    await bertil.taps("Look at the question: How do we get our newsletter…")
    await bertil.taps("Say: not for me")
    assert bertil.sees("It is for others, then.")
    await bertil.says("/neuvot")
    assert bertil.sees("none wait for you")
    await bertil.taps("Stop asking me")
    assert bertil.sees("You are asked no more questions.")
    await asks(anna, "And the pictures?")
    assert anna.sees("Nobody can be asked right now")
    assert not bertil.sees("And the pictures?")
    await bertil.taps("Ask me questions again")
    assert bertil.sees("You are asked questions again.")


async def test_who_has_closed_the_bot(world: World) -> None:
    anna, bertil, carla = await world.member("Anna"), await world.member("Bertil", "sv"), await world.member("Carla")
    for one in (bertil, carla):
        await knows(one)
    await asks(anna)
    await carla.taps("Answer the question")
    await anna.blocks()
    await bertil.taps("Answer the question")
    assert bertil.sees("the other person has closed this bot in Telegram")
    await carla.says("Shorter.")
    assert carla.sees("the other person has closed this bot in Telegram")
    await anna.unblocks()
    await bertil.blocks()
    await asks(anna, "And the pictures?")
    assert carla.sees("And the pictures?")
    assert not bertil.sees("And the pictures?")
    await bertil.unblocks()
    await bertil.says("/advice")
    assert not bertil.sees("And the pictures?"), "it was asked of others"


async def test_what_is_mine_to_take_back(world: World) -> None:
    anna, bertil, carla = [await world.member(name) for name in ("Anna", "Bertil", "Carla")]
    await knows(bertil)
    await anna.says("/advice")
    assert anna.sees("You have asked no questions")
    assert anna.sees("Nobody asks you, because you have not said what you know.")
    await anna.says("/ask 010101-123N is her number, what now?")
    assert anna.sees("What is your question about?")
    await anna.taps("Communications")
    assert anna.sees("What would you like to know?"), "such a question is not taken"
    await anna.says("x" * 601)
    assert not anna.sees("Send the question")
    await anna.says("Who prints flyers?")
    await anna.taps("Send the question")
    await anna.taps("Look at the question")
    await anna.taps("Take the question back")
    await anna.taps("Take it back")
    assert anna.sees("Your question is taken back.")
    await bertil.taps("Answer the question")
    assert bertil.sees("Taken back.")
    for data in ("adv:1", "advans:1", "advwd:1:1", "advno:1", "helped:1", "advmin:1:15", "advscore:1:5", "advtask:1"):
        await carla.taps_data(carla.screen, data)
        assert carla.sees("It is not there, or it is not for you to see."), data
