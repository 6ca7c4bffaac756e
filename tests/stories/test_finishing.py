"""Finishing: done, corrected, changed, approved by the requester or by the clock."""

from datetime import timedelta

from tests.stories.deeds import agreed, applies, asks_for_help, chooses, confirms, finishes
from tests.stories.world import World


async def test_changes_are_asked_and_made(world: World) -> None:
    anna, bertil = await world.member("Anna"), await world.member("Bertil")
    await agreed(world, anna, bertil)
    await finishes(bertil, "2")
    assert anna.sees("As a volunteer")
    old = anna.screen
    approve = next(button["callback_data"] for row in old.rows for button in row if "Approve" in button["text"])
    await anna.taps("Ask for changes")
    await anna.says("🙃")
    assert anna.sees("There are no words in that.")
    await world.restarts()
    await anna.says("Page 3 is missing.")
    assert bertil.sees("Page 3 is missing.")
    await anna.taps_data(old, approve)
    assert anna.sees("That can no longer be done")
    await bertil.taps("Mark as done")
    await bertil.says("2,5")
    await bertil.taps("On work time")
    assert anna.sees("Time used: 2 h 30 min")
    world.clock.now += timedelta(minutes=1)
    await anna.taps_data(old, approve)
    assert anna.sees("Please approve it, or ask for changes."), "a button of the first round approves nothing"
    await anna.taps("Approve: 2 h 30 min")
    assert bertil.sees("Your work is approved.")


async def test_the_time_is_corrected_and_both_figures_are_kept(world: World) -> None:
    anna, bertil = await world.member("Anna"), await world.member("Bertil")
    await agreed(world, anna, bertil)
    await finishes(bertil, "5")
    await anna.taps("Correct the time")
    for wrong in ("-1", "0", "99999", "a while", "1,15"):
        await anna.says(wrong)
        assert anna.sees("What time do you approve?"), wrong
    await anna.says("30 h")
    assert anna.sees("Time you approve: 30 h")
    assert not bertil.sees("Time approved: "), "a slip of the finger is not approved yet"
    await anna.taps("Change an answer")
    await anna.taps("The time")
    await anna.says("3 h")
    assert anna.sees("Time told: 5 h")
    assert anna.sees("Time you approve: 3 h")
    await anna.taps("Approve this time")
    assert bertil.sees("Time used: 5 h")
    assert bertil.sees("Time approved: 3 h")
    await bertil.says("/profile")
    assert bertil.sees("3 h")
    await anna.says("/mytasks")
    await anna.taps("Show ended tasks")
    assert anna.sees("Done. Thank you, everybody!")


async def test_the_requester_marks_it_done(world: World) -> None:
    anna, bertil = await world.member("Anna"), await world.member("Bertil")
    await agreed(world, anna, bertil)
    await anna.taps("Open the agreed help")
    await anna.taps("Mark as done")
    assert anna.sees("How much time did the doer use?")
    await anna.taps("2 h")
    assert anna.sees("Please approve it, or ask for changes."), "the capacity is the doer's to tell"
    assert bertil.sees("Your requester marked it as done, and approves it next.")
    await anna.taps("Approve: 2 h")
    assert bertil.sees("Your work is approved.")


async def test_taps_of_the_wrong_side_and_double_taps(world: World) -> None:
    anna, bertil, carla = [await world.member(name) for name in ("Anna", "Bertil", "Carla")]
    await agreed(world, anna, bertil)
    await finishes(bertil, "2")
    approve = next(button["callback_data"] for row in anna.screen.rows for button in row if "Approve" in button["text"])
    await bertil.taps_data(bertil.screen, approve)
    assert bertil.sees("That is for somebody else to do.")
    await carla.says("/home")
    await carla.taps_data(carla.screen, approve)
    assert carla.sees("It is not there, or it is not for you to see.")
    screen = anna.screen
    await world.sandbox.hold()
    await anna.taps_data(screen, approve)
    await anna.taps_data(screen, approve)
    await world.sandbox.release()
    assert anna.sees("Approved. The hours are recorded.")
    assert sum("Your work is approved." in text for text in bertil.hears()) == 1
    await bertil.says("/profile")
    assert bertil.sees("2 h")


async def test_nudged_and_approved_by_itself(world: World) -> None:
    anna, bertil = await world.member("Anna"), await world.member("Bertil")
    await agreed(world, anna, bertil)
    await finishes(bertil, "2")
    await world.passes(timedelta(days=5))
    assert anna.sees("This still waits for your approval: ")
    await world.passes(timedelta(days=9))
    assert anna.sees("Approved by itself, because nobody answered in time: ")
    assert bertil.sees("Approved by itself, because nobody answered in time: ")
    await world.passes(timedelta(hours=2))
    assert anna.sees("How did it go? ")
    assert bertil.sees("How did it go? ")


async def test_work_by_two_is_over_when_the_last_is(world: World) -> None:
    anna, bertil, carla = [await world.member(name) for name in ("Anna", "Bertil", "Carla")]
    await asks_for_help(anna, people="2")
    await applies(bertil)
    await chooses(anna, bertil)
    await confirms(bertil, anna)
    await applies(carla)
    await chooses(anna, carla)
    await confirms(carla, anna)
    await finishes(bertil)
    await anna.taps("Approve: 1 h 30 min")
    await anna.says("/mytasks")
    assert anna.sees("All places are taken.")
    await anna.taps("Open: Newsletter")
    assert anna.sees("Bertil: approved")
    assert anna.sees("Carla: agreed")
    await finishes(carla, "1")
    await anna.taps("Approve: 1 h")
    await anna.says("/mytasks")
    assert anna.sees("You have no ongoing tasks.")


async def test_what_i_do_for_others(world: World) -> None:
    anna, bertil = await world.member("Anna"), await world.member("Bertil")
    await bertil.says("/mytasks")
    await bertil.taps("Show where I help")
    assert bertil.sees("You have not promised any help")
    await agreed(world, anna, bertil, "First")
    await asks_for_help(anna, "Second")
    await applies(bertil, "Second")
    await bertil.says("/mytasks")
    await bertil.taps("Show where I help")
    assert bertil.sees("Agreed help")
    assert bertil.sees("Waiting for an answer")
    await bertil.taps("Open: First")
    assert bertil.sees("When the work is done, mark it as done here.")


async def test_nobody_is_chosen_in_forty_days(world: World) -> None:
    anna, bertil = await world.member("Anna"), await world.member("Bertil")
    await asks_for_help(anna)
    await applies(bertil)
    await world.passes(timedelta(days=41))
    assert anna.sees("The task has ended, because nobody was chosen in time: ")
    assert bertil.sees("Your application has lapsed.")


async def test_a_cancelled_task_frees_its_doer(world: World) -> None:
    anna, bertil = await world.member("Anna"), await world.member("Bertil")
    await agreed(world, anna, bertil)
    await anna.taps("Back to the task")
    await anna.taps("Show more actions")
    await anna.taps("Cancel the task")
    await anna.says("<b>Sorry</b>, plans changed.")
    assert anna.sees("1 person who agreed to help will hear it.")
    await anna.taps("Cancel the task")
    assert bertil.sees("Reason: <b>Sorry</b>, plans changed.")
