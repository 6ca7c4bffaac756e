"""Applying and choosing: everyone hears the outcome, and nobody is chosen twice."""

from tests.stories.deeds import agreed, applies, asks_for_help, chooses
from tests.stories.world import Person, World


def data(person: Person, label: str) -> str:
    """What stands behind a button of the newest message that has it."""
    for message in reversed(person.messages):
        for row in message.rows:
            for button in row:
                if label in button["text"]:
                    return str(button["callback_data"])
    raise AssertionError(f"no button {label!r}\n{person.tail()}")


async def test_one_of_three_is_chosen_and_the_rest_are_thanked(world: World) -> None:
    anna, bertil, carla, david = [await world.member(name) for name in ("Anna", "Bertil", "Carla", "David")]
    await asks_for_help(anna)
    for doer in (bertil, carla, david):
        await applies(doer, text=f"{doer.name} would like to help.")
    await anna.says("/mytasks")
    assert anna.sees("3 applicants wait for your answer.")
    await anna.taps("Open: Newsletter")
    await anna.taps("See the applicants (3)")
    assert anna.sees("Applicant 1 of 3.")
    await anna.taps("Next")
    assert anna.sees("Carla would like to help.")
    await anna.taps("Next")
    assert "Next" not in anna.buttons
    await anna.taps("Previous")
    await anna.taps("Decline kindly")
    await anna.taps("The times did not match")
    assert carla.sees("You were not chosen this time.")
    assert carla.sees("The times did not match.")
    assert anna.sees("Applicant 2 of 2."), "the next one comes up"
    await anna.taps("Choose: David")
    assert anna.sees("It is the last place.")
    assert not david.sees("You are chosen!"), "asked once more before it is done"
    await anna.taps("Offer the place")
    assert anna.sees("All places are taken now. 1 applicant still waits.")
    assert david.sees("You are chosen!")
    assert not bertil.sees("All places are taken now."), "the requester is asked first"
    await anna.taps("Thank them kindly (1)")
    assert bertil.sees("All places are taken now.")
    assert not carla.sees("All places are taken now."), "who was declined is not told again"


async def test_as_many_as_there_are_places(world: World) -> None:
    anna, bertil, carla = [await world.member(name) for name in ("Anna", "Bertil", "Carla")]
    await asks_for_help(anna, people="2")
    await applies(bertil)
    await applies(carla)
    await chooses(anna, bertil)
    assert anna.sees("1 place is still free.")
    await anna.taps("See the applicants (1)")
    await anna.taps("Next")
    await anna.taps("Choose: Carla")
    await anna.taps("Offer the place")
    assert anna.sees("All places are taken now.")
    assert carla.sees("You are chosen!")


async def test_the_last_place_is_given_once(world: World) -> None:
    """Two cards with a button each, both tapped before the first answer has come."""
    anna, bertil, carla = [await world.member(name) for name in ("Anna", "Bertil", "Carla")]
    await asks_for_help(anna)
    await applies(bertil)
    await applies(carla)
    first, second = data(anna, "Choose: Bertil"), data(anna, "Choose: Carla")
    assert (first, second) == ("consider:1", "consider:2")
    first, second = "choose:1", "choose:2"
    screen = anna.screen
    await world.sandbox.hold()
    await anna.taps_data(screen, first)
    await anna.taps_data(screen, second)
    await world.sandbox.release()
    assert anna.sees("The last place was given to somebody else a moment ago.")
    assert bertil.sees("You are chosen!")
    assert not carla.sees("You are chosen!")
    await anna.taps("Thank them kindly (1)")
    assert carla.sees("All places are taken now.")


async def test_a_double_tap_on_choose(world: World) -> None:
    anna, bertil = await world.member("Anna"), await world.member("Bertil")
    await asks_for_help(anna, people="2")
    await applies(bertil)
    await anna.taps("Choose: Bertil")
    screen, choose = anna.screen, data(anna, "Offer the place")
    await world.sandbox.hold()
    await anna.taps_data(screen, choose)
    await anna.taps_data(screen, choose)
    await world.sandbox.release()
    assert anna.sees("The place is offered to: "), "the answer to the first tap stays"
    assert sum("You are chosen!" in text for text in bertil.hears()) == 1


async def test_a_double_tap_on_send(world: World) -> None:
    anna, bertil = await world.member("Anna"), await world.member("Bertil")
    await asks_for_help(anna)
    await bertil.says("/tasks")
    await bertil.taps("Open: Newsletter")
    await bertil.taps("Apply")
    await bertil.says("I can.")
    screen, send = bertil.screen, data(bertil, "Send the application")
    await world.sandbox.hold()
    await bertil.taps_data(screen, send)
    await bertil.taps_data(screen, send)
    await world.sandbox.release()
    assert sum("An application came" in text for text in anna.hears()) == 1
    await bertil.says("/tasks")
    await bertil.taps("Open: Newsletter")
    assert bertil.sees("You have applied.")
    assert "Apply" not in bertil.buttons


async def test_one_application_for_each(world: World) -> None:
    anna, bertil = await world.member("Anna"), await world.member("Bertil")
    await asks_for_help(anna)
    await bertil.says("/tasks")
    await bertil.taps("Open: Newsletter")
    screen, apply = bertil.screen, data(bertil, "Apply")
    await applies(bertil)
    await bertil.taps_data(screen, apply)
    assert bertil.sees("You have applied to this task already.")
    assert bertil.sees("I have two free evenings.")
    await anna.taps_data(anna.screen, apply)
    assert anna.sees("This is your own task")


async def test_the_text_has_its_bounds(world: World) -> None:
    anna, bertil = await world.member("Anna"), await world.member("Bertil")
    await asks_for_help(anna)
    await bertil.says("/tasks")
    await bertil.taps("Open: Newsletter")
    await bertil.taps("Apply")
    for wrong, why in [
        ("x" * 601, "That is 601 characters; at most 600 fit."),
        ("🙂", "There are no words in that."),
        ("Call me: +358 40 123 4567", "There seems to be a phone number in that."),
    ]:
        await bertil.says(wrong)
        assert bertil.sees(why), wrong
    await bertil.sends_voice()
    assert bertil.sees("Only text fits here.")
    await bertil.says("<i>Yes</i> & no")
    assert "<i>Yes</i> & no" in bertil.text
    assert bertil.sees("Nothing else of you is shown")
    await world.restarts()
    await bertil.taps("Send the application")
    assert anna.sees("<i>Yes</i> & no")


async def test_changing_and_withdrawing(world: World) -> None:
    anna, bertil = await world.member("Anna"), await world.member("Bertil")
    await asks_for_help(anna)
    await applies(bertil)
    await bertil.taps("Look at the task")
    await bertil.taps("Change my application")
    await bertil.says("I have three free evenings.")
    await bertil.taps("Save the change")
    assert bertil.sees("Your application is changed.")
    await anna.taps("See all applicants")
    assert "I have three free evenings." in anna.text
    await anna.taps("Choose: Bertil")
    choose = data(anna, "Offer the place")
    await bertil.taps("Withdraw my application")
    assert len([label for label in bertil.buttons if label.startswith(("I ", "It ", "Another"))]) == 4
    await bertil.taps("I have no time")
    assert bertil.sees("Your application is withdrawn.")
    assert anna.sees("An application was withdrawn.")
    await anna.taps_data(anna.screen, choose)
    assert anna.sees("That can no longer be done")
    assert anna.sees("Withdrawn by the applicant.")
    assert not bertil.sees("You are chosen!")


async def test_a_tap_by_somebody_else(world: World) -> None:
    anna, bertil, carla = [await world.member(name) for name in ("Anna", "Bertil", "Carla")]
    await asks_for_help(anna)
    await applies(bertil)
    consider, decline = data(anna, "Choose: Bertil"), data(anna, "Decline kindly")
    choose, reserve = "choose:1", data(anna, "Put in reserve")
    await anna.says("/mytasks")
    await anna.taps("Open: Newsletter")
    applicants = data(anna, "See the applicants")
    await anna.taps("Show more actions")
    cancel = data(anna, "Cancel the task")
    for stranger in (carla, bertil):
        await stranger.says("/home")
        for tapped in (consider, choose, reserve, decline, cancel, applicants):
            await stranger.taps_data(stranger.screen, tapped)
            assert not stranger.sees("The place is offered to: ")
            assert not stranger.sees("Choose this applicant?")
            assert not stranger.sees("I have two free evenings.") or stranger is bertil
            assert not stranger.sees("Decline the application?")
            assert not stranger.sees("Why do you cancel it?")
    await anna.says("/mytasks")
    assert anna.sees("1 applicant waits for your answer.")


async def test_the_card_shows_past_feedback_and_hours(world: World) -> None:
    from tests.stories.deeds import finishes, gives_feedback

    anna, bertil, carla = [await world.member(name) for name in ("Anna", "Bertil", "Carla")]
    await agreed(world, anna, bertil)
    await finishes(bertil, "3")
    await anna.taps("Approve: 3 h")
    await anna.taps("Give feedback now")
    await gives_feedback(anna)
    await bertil.taps("Give feedback now")
    await gives_feedback(bertil)
    await asks_for_help(carla, "Book-keeping")
    await applies(bertil, "Book-keeping")
    assert carla.sees("Tasks done: 1. Hours given: 3 h")
    assert carla.sees("Feedback: averages are shown when at least three have answered. Answers: 1")


async def test_the_task_fills_while_somebody_writes(world: World) -> None:
    anna, bertil, carla = [await world.member(name) for name in ("Anna", "Bertil", "Carla")]
    await asks_for_help(anna)
    await carla.says("/tasks")
    await carla.taps("Open: Newsletter")
    await carla.taps("Apply")
    await carla.says("I can help.")
    await applies(bertil)
    await chooses(anna, bertil)
    await carla.taps("Send the application")
    assert carla.sees("All places of this task are taken.")
    assert "Newsletter" in carla.text
