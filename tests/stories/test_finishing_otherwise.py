"""When it goes otherwise: not done, done by somebody else's telling, other hours, somebody who did not come."""

from datetime import timedelta
from zoneinfo import ZoneInfo

from sandbox.message import Message
from tests.stories.deeds import agreed, applies, asks_for_help, chooses, confirms, finishes, gives_feedback
from tests.stories.world import Person, World


def button(somebody: Person, label: str) -> str:
    """What the button of that label is packed into."""
    return button_of(somebody.screen, somebody.own_words(label))


def button_of(message: Message, label: str) -> str:
    """The same of an older screen, by the label as it stands there."""
    return next(str(key["callback_data"]) for row in message.rows for key in row if label in key["text"])


async def test_was_it_done_is_asked_of_both(world: World) -> None:
    anna, bertil = await world.member("Anna", "fi"), await world.member("Bertil", "sv")
    await agreed(world, anna, bertil)
    await world.passes(timedelta(days=14))
    for somebody in (anna, bertil):
        assert somebody.sees("Was it done? ")
    await anna.says("/home")
    assert anna.sees("• Was it done? ")
    await bertil.taps("Mark as done")
    await bertil.says("2")
    await bertil.taps("As a volunteer")
    await world.passes(timedelta(days=4))
    await anna.taps_old("Mark as done", 0)
    assert anna.sees("Marked as done. Please approve it, or ask for changes."), "an old button shows how things are"


async def test_nobody_tells(world: World) -> None:
    anna, bertil = await world.member("Anna", "sv"), await world.member("Bertil")
    olga = await world.member("Olga")
    await world.restarts(operators=[olga.id])
    await agreed(world, anna, bertil)
    for days in (14, 6):
        await world.passes(timedelta(days=days))
    assert anna.sees("A reminder: was it done? ")
    await world.passes(timedelta(days=23))
    for somebody in (anna, bertil):
        assert somebody.sees("Closed, because nobody told whether it was done: ")
    await bertil.taps("Ask the operators to decide")
    await bertil.taps("It is about whether it happened")
    await bertil.says("I was ill. It was done in November, the pictures are on the web.")
    await bertil.taps("Ask the operators")
    assert olga.sees("You are asked to decide a dispute: ")
    assert anna.sees("The other side asks the operators to decide: ")


async def test_the_requester_marks_and_the_doer_tells_the_capacity(world: World) -> None:
    anna, bertil = await world.member("Anna", "sv"), await world.member("Bertil", "fi")
    await agreed(world, anna, bertil)
    await anna.taps("Open the agreed help")
    await anna.taps("Mark as done")
    await anna.taps("2 h")
    assert bertil.sees("Your requester marked it as done, and approves it next.")
    told = bertil.screen
    volunteer = button(bertil, "Tell: as a volunteer")
    await anna.taps("Approve: 2 h")
    await bertil.taps_data(told, volunteer)
    assert bertil.sees("Thank you. It is written down.")
    world.clock.now += timedelta(minutes=1)
    await bertil.taps_data(told, volunteer)
    assert bertil.sees("That can no longer be done"), "it is told once"
    await anna.taps_data(anna.screen, volunteer)
    assert anna.sees("That is for somebody else to do.")
    await bertil.says("/profile")
    assert bertil.sees("2 h"), "the hours are what they were"


async def test_the_doer_answers_a_corrected_time(world: World) -> None:
    anna, bertil = await world.member("Anna", "fi"), await world.member("Bertil", "sv")
    await agreed(world, anna, bertil)
    await finishes(bertil, "5")
    await anna.taps("Correct the time")
    await anna.says("3")
    await anna.taps("Approve this time")
    await bertil.taps("Answer about the time")
    await bertil.says("🙃")
    assert bertil.sees("There are no words in that.")
    await bertil.says("The way there took two hours & more.")
    assert bertil.sees("Your answer is kept with the time, and the requester is told.")
    assert anna.sees("The way there took two hours & more.")
    assert "Answer about the time" not in bertil.buttons


async def test_an_earlier_rounds_draft_never_applies(world: World) -> None:
    anna, bertil = await world.member("Anna"), await world.member("Bertil")
    await agreed(world, anna, bertil)
    await finishes(bertil, "5")
    notice = anna.screen
    await anna.taps("Correct the time")
    await anna.says("3")
    confirming = anna.screen
    await anna.taps_data(notice, button_of(notice, "Ask for changes"))
    await anna.says("Page 3 is missing.")
    await bertil.taps("Mark as done")
    await bertil.says("6")
    await bertil.taps("On work time")
    world.clock.now += timedelta(minutes=1)
    await anna.taps_data(confirming, button_of(confirming, "Approve this time"))
    assert anna.sees("That can no longer be done")
    assert not bertil.sees("Your work is approved.")
    await anna.says("/home")
    await anna.taps("Look at the work: Newsletter")
    await anna.taps("Correct the time")
    assert anna.sees("Time told by the doer: 6 h"), "the question begins anew, with this round's figure"


async def test_more_hours_later_without_a_copied_task(world: World) -> None:
    anna, bertil, carla = [
        await world.member(name, language) for name, language in (("Anna", "en"), ("Bertil", "fi"), ("Carla", "sv"))
    ]
    await agreed(world, anna, bertil)
    await finishes(bertil, "2")
    await anna.taps("Approve: 2 h")
    await bertil.taps("Open the agreed help")
    await bertil.taps("Propose more hours")
    for wrong in ("-1", "0", "999999999", "🙃"):
        await bertil.says(wrong)
        assert bertil.sees("How much more time was used?"), wrong
    await bertil.says("1 h 30 min")
    await bertil.says("One more page was wanted.")
    assert bertil.sees("Time in all: ")
    assert bertil.sees("3 h 30 min")
    await bertil.taps("Send the proposal")
    assert anna.sees("One more page was wanted.")
    agree = button(anna, "Agree to these hours")
    await carla.says("/home")
    await carla.taps_data(carla.screen, agree)
    assert carla.sees("It is not there, or it is not for you to see.")
    await bertil.taps_data(bertil.screen, agree)
    assert not bertil.sees("Agreed. The hours are recorded."), "nobody agrees to their own"
    screen = anna.screen
    await world.sandbox.hold()
    await anna.taps_data(screen, agree)
    await anna.taps_data(screen, agree)
    await world.sandbox.release()
    assert anna.sees("Agreed. The hours are recorded.")
    assert bertil.sees("The other side agrees to the hours that you proposed: ")
    await bertil.says("/profile")
    assert bertil.sees("3 h 30 min")


async def test_another_figure_is_refused(world: World) -> None:
    anna, bertil = await world.member("Anna", "sv"), await world.member("Bertil")
    await agreed(world, anna, bertil)
    await finishes(bertil, "2")
    await anna.taps("Approve: 2 h")
    await anna.taps("Propose another time in all")
    await anna.says("1")
    await anna.says("It was counted twice.")
    await anna.taps("Send the proposal")
    await bertil.says("/home")
    assert bertil.sees("Anna proposes other hours: ")
    await bertil.taps("See the hours: Newsletter")
    await bertil.taps("Say no to these hours")
    assert anna.sees("The hours that you proposed were not agreed to: ")
    await bertil.says("/profile")
    assert bertil.sees("2 h")


async def test_somebody_did_not_come(world: World) -> None:
    anna, bertil = await world.member("Anna", "fi"), await world.member("Bertil", "sv")
    await agreed(world, anna, bertil)
    await anna.taps("Open the agreed help")
    await anna.taps("Tell that it did not happen")
    await anna.taps("I was there, the other side did not come")
    await anna.says("Odotin tunnin <b>sateessa</b>.")
    await world.restarts()
    await anna.taps("Tell that it did not happen")
    assert anna.sees("It is written down. The other side is told and may answer.")
    assert bertil.sees("The other side says that this did not happen: ")
    assert bertil.sees("Odotin tunnin <b>sateessa</b>.")
    assert "Ask the operators to decide" not in bertil.buttons, "there is no operator here"
    await bertil.says("/home")
    assert bertil.sees("Anna")
    await bertil.taps("Tell my side: Newsletter")
    await bertil.taps("Tell my side")
    await bertil.says("Tåget stod stilla.")
    assert bertil.sees("Your answer stands beside what was said. Both of you see it.")
    assert anna.sees("Tåget stod stilla.")
    await anna.taps("Open the agreed help")
    assert anna.sees("Odotin tunnin <b>sateessa</b>.")
    assert anna.sees("Tåget stod stilla.")


async def test_a_dispute_ends_in_the_ledger(world: World) -> None:
    anna, bertil = await world.member("Anna", "sv"), await world.member("Bertil", "fi")
    olga, carla = await world.member("Olga"), await world.member("Carla")
    await world.restarts(operators=[olga.id])
    await agreed(world, anna, bertil)
    await finishes(bertil, "9")
    await anna.taps("Open the agreed help")
    await anna.taps("Ask the operators to decide")
    await anna.taps("It is about the hours")
    await anna.says("Vi kom överens om två timmar.")
    await anna.taps("Ask the operators")
    assert anna.sees("The operators are asked. You hear when they have decided; until then everything stands as it is.")
    assert "Approve: 9 h" not in anna.buttons
    assert bertil.sees("Vi kom överens om två timmar.")
    await bertil.taps("Tell the operators my side")
    await bertil.says("Tehtävä kasvoi matkalla.")
    assert bertil.sees("Your words are with the operators now.")
    assert olga.sees("Both sides have told theirs. Please decide: ")
    await world.passes(timedelta(days=15))
    await anna.says("/home")
    assert not anna.sees("Approved by itself, because nobody answered in time: ")
    await olga.says("/home")
    await olga.taps("Decide: Newsletter")
    assert olga.sees("Vi kom överens om två timmar.")
    assert olga.sees("Tehtävä kasvoi matkalla.")
    decide = button(olga, "Decide")
    for stranger in (carla, bertil):
        await stranger.says("/home")
        await stranger.taps_data(stranger.screen, decide)
        assert not stranger.sees("How much time do you decide on?")
    await olga.taps("Decide")
    for wrong in ("-1", "999999999", "🙃"):
        await olga.says(wrong)
        assert olga.sees("How much time do you decide on?"), wrong
    await olga.says("4")
    await olga.says("Half of it was agreed in writing.")
    await olga.taps("Give this decision")
    for somebody in (anna, bertil):
        assert somebody.sees("The operators have decided.")
        assert somebody.sees("Half of it was agreed in writing.")
    world.clock.now += timedelta(minutes=1)
    await olga.taps_data(olga.screen, decide)
    assert olga.sees("Half of it was agreed in writing."), "a decided one shows the decision"
    await bertil.says("/profile")
    assert bertil.sees("4 h")


async def test_feedback_is_offered_on_the_done_screen(world: World) -> None:
    anna, bertil = await world.member("Anna"), await world.member("Bertil", "fi")
    await agreed(world, anna, bertil)
    await finishes(bertil, "2")
    await bertil.taps("Give feedback now")
    await gives_feedback(bertil, "Hyvin meni.")
    await anna.taps("Approve: 2 h")
    assert not anna.sees("Hyvin meni.")
    await world.passes(timedelta(hours=1))
    assert not bertil.sees("How did it go? "), "who said something is not asked"
    await anna.taps("Give feedback")
    await gives_feedback(anna)
    assert anna.sees("Hyvin meni.")
    await bertil.taps("Open the agreed help")
    await bertil.taps("Look at my feedback")
    await bertil.taps("Forbid quoting my words")
    assert bertil.sees("From now on your words are not quoted.")
    await anna.taps("Open the agreed help")
    assert anna.sees("May not be quoted.")


async def test_every_reminder_once_and_none_at_night(world: World) -> None:
    """Day and night in steps of twelve hours: what the clock starts comes between nine and nine, once, and ends."""
    anna, bertil = await world.member("Anna"), await world.member("Bertil", "sv")
    await agreed(world, anna, bertil, "Forgotten")
    await asks_for_help(anna, "Waiting")
    await applies(bertil, "Waiting")
    await chooses(anna, bertil)
    await confirms(bertil, anna)
    await finishes(bertil, "2")
    known = {somebody: len(somebody.messages) for somebody in (anna, bertil)}
    heard: dict[Person, list[str]] = {anna: [], bertil: []}
    world.clock.now += timedelta(minutes=30)
    for _ in range(2 * 46):
        await world.passes(timedelta(hours=12))
        hour = world.clock.now.astimezone(ZoneInfo("Europe/Helsinki")).hour
        for somebody in known:
            news = somebody.messages[known[somebody] :]
            known[somebody] += len(news)
            heard[somebody] += [message.text.split("\n")[0] for message in news]
            assert not news or 9 <= hour < 21, (hour, news)
    expected = [
        "This still waits for your approval: Waiting",
        "Was it done? Forgotten",
        "Approved by itself, because nobody answered in time: Waiting",
        "How did it go? Waiting",
        "A reminder: how did it go? Waiting",
        "A reminder: was it done? Forgotten",
        "A reminder: how did it go? Waiting",
        "Closed, because nobody told whether it was done: Forgotten",
        "A month ago you got help: Waiting",
    ]
    assert sorted(heard[anna]) == sorted(expected)
    assert len(heard[bertil]) == len(expected) - 2, heard[bertil]
