"""A task changed after it was published, copied, and its draft found again."""

from datetime import timedelta

from tests.stories.deeds import (
    agreed,
    applies,
    asks_for_help,
    begins_task,
    chooses,
    confirms,
    goes_on_to_preview,
    makes_group,
)
from tests.stories.world import Person, World


async def opens_change(asker: Person, title: str = "Newsletter") -> None:
    await asker.says("/mytasks")
    await asker.taps(f"Open: {title}")
    await asker.taps("Show more actions")
    await asker.taps("Change the task")


async def changes(asker: Person, answer: str) -> None:
    await asker.taps("Change an answer")
    await asker.taps(answer)


async def test_applicants_hear_what_changed_once(world: World) -> None:
    anna, bertil = await world.member("Anna", "fi"), await world.member("Bertil", "sv")
    carla = await world.member("Carla")
    await begins_task(anna)
    await anna.says("20.12.")
    await anna.taps("In a certain town")
    await anna.says("Turku")
    await anna.says("Salakatu 7")
    await goes_on_to_preview(anna)
    assert "Salakatu 7" in anna.text, "the requester sees that it is kept for the chosen"
    await anna.taps("Publish the task")
    await applies(bertil)
    await opens_change(anna)
    assert anna.sees("Nothing is changed yet.")
    await changes(anna, "Title")
    await anna.says("Kevään uutiskirje")
    await changes(anna, "Time needed")
    await anna.says("3 h")
    await changes(anna, "Day")
    await anna.says("21.12.")
    await changes(anna, "Exact address")
    await anna.says("Uusikatu 8")
    assert anna.sees("Newsletter")
    assert anna.sees("Kevään uutiskirje")
    await anna.taps("Save the changes")
    assert anna.sees("The changes are saved.")
    heard = [text for text in bertil.hears() if "Kevään uutiskirje" in text]
    assert len(heard) == 1, "one notice for one save"
    assert "Newsletter" in heard[0]
    assert "2 h" in heard[0]
    assert "3 h" in heard[0]
    assert "20.12.2026" in heard[0]
    assert "21.12.2026" in heard[0]
    assert not bertil.sees("katu"), "the address is for the chosen only"
    await bertil.taps("Look at the task")
    assert not bertil.sees("katu")
    await carla.says("/tasks")
    await carla.taps("Open: Kevään uutiskirje")
    assert not carla.sees("katu")
    assert not carla.sees("The task was changed: ")
    await opens_change(anna, "Kevään uutiskirje")
    await anna.taps("Save the changes")
    assert anna.sees("Nothing was changed.")
    assert not bertil.sees("The task was changed: ")


async def test_the_chosen_hear_of_the_address(world: World) -> None:
    anna, bertil, carla = [await world.member(name) for name in ("Anna", "Bertil", "Carla")]
    await begins_task(anna, people="2")
    await anna.taps("No date")
    await anna.taps("In a certain town")
    await anna.says("Turku")
    await anna.taps("Leave out the address")
    await goes_on_to_preview(anna)
    await anna.taps("Publish the task")
    await applies(bertil)
    await applies(carla)
    await chooses(anna, carla)
    await confirms(carla, anna)
    await opens_change(anna)
    await changes(anna, "Exact address")
    await anna.says("Uusikatu 8")
    await anna.taps("Save the changes")
    assert carla.sees("Uusikatu 8")
    assert not bertil.sees("The task was changed: "), "nothing that concerns an applicant"


async def test_places_never_fewer_than_taken(world: World) -> None:
    anna, bertil, carla = [await world.member(name) for name in ("Anna", "Bertil", "Carla")]
    await agreed(world, anna, bertil)
    await opens_change(anna)
    await changes(anna, "Number of people")
    await anna.says("0")
    assert anna.sees("That is too few.")
    await anna.says("2")
    await anna.taps("Save the changes")
    assert anna.sees("1 place is free.")
    assert bertil.sees("The task was changed: ")
    await applies(carla)
    await opens_change(anna)
    await changes(anna, "Number of people")
    await anna.says("1")
    await anna.taps("Save the changes")
    assert anna.sees("All places are taken."), anna.tail()


async def test_nobody_who_applied_is_left_out(world: World) -> None:
    anna, bertil, carla = [await world.member(name) for name in ("Anna", "Bertil", "Carla")]
    await makes_group(anna, carla)
    await asks_for_help(anna)
    await applies(bertil)
    await opens_change(anna)
    await changes(anna, "Who may see it")
    await anna.taps("Neighbours: 2 members")
    await anna.taps("Save the changes")
    assert anna.sees("Somebody who has applied would not see the task any more.")
    await bertil.says("/mytasks")
    await bertil.taps("Show where I help")
    await bertil.taps("Open: Newsletter")
    assert bertil.sees("You have applied.")


async def test_attachments_and_somebody_elses_change(world: World) -> None:
    anna, bertil = await world.member("Anna"), await world.member("Bertil")
    await asks_for_help(anna)
    await applies(bertil)
    await opens_change(anna)
    await anna.taps("Change an answer")
    change = anna.screen
    await anna.taps("Attachments")
    await anna.sends_document(name="plan.pdf")
    await anna.taps("Go on with 1 attachment")
    save = next(k["callback_data"] for row in anna.screen.rows for k in row if k["text"] == "Save the changes")
    for key in (k["callback_data"] for row in change.rows for k in row):
        await bertil.taps_data(bertil.screen, key)
        assert not bertil.sees("plan.pdf")
    await bertil.taps_data(bertil.screen, save)
    assert not bertil.sees("The changes are saved.")
    edit = "tedit:1"
    await bertil.taps_data(bertil.screen, edit)
    assert not bertil.sees("Nothing is changed yet."), "somebody else's task"
    await anna.taps_data(anna.screen, save)
    assert anna.sees("The changes are saved.")
    await bertil.says("/tasks")
    await bertil.taps("Open: Newsletter")
    assert bertil.sees("Attachments (1)")


async def test_a_change_of_what_is_over_goes_away(world: World) -> None:
    anna = await world.member("Anna")
    await asks_for_help(anna)
    await opens_change(anna)
    await changes(anna, "Title")
    await anna.says("Spring newsletter")
    save = anna.screen
    await anna.says("/mytasks")
    await anna.taps("Open: Newsletter")
    await anna.taps("Show more actions")
    await anna.taps("Cancel the task")
    await anna.taps("Give no reason")
    await anna.taps("Cancel the task")
    data = next(k["callback_data"] for row in save.rows for k in row if k["text"] == "Save the changes")
    await anna.taps_data(save, data)
    assert not anna.sees("The changes are saved.")
    await anna.says("/home")
    assert not anna.sees("Begun, not sent yet")


async def test_a_copy_asks_only_for_the_dates(world: World) -> None:
    anna, bertil = await world.member("Anna", "sv"), await world.member("Bertil", "fi")
    await agreed(world, anna, bertil)
    await anna.says("/mytasks")
    await anna.taps("Open: Newsletter")
    await anna.taps("Show more actions")
    await anna.taps("Copy into a new task")
    assert anna.sees("This is a new task with the answers of the old one.")
    assert anna.sees("When is it needed?")
    await anna.says("24.12.")
    await anna.taps("Set no day")
    assert anna.sees("This is how others will see it:")
    await anna.taps("Publish the task")
    await bertil.says("/tasks")
    assert "Open: Newsletter" in [label.replace("Avaa: ", "Open: ") for label in bertil.buttons]


async def test_a_draft_is_found_for_a_year(world: World) -> None:
    anna = await world.member("Anna", "sv")
    await begins_task(anna)
    old = anna.screen
    await world.passes(timedelta(days=364))
    await anna.says("/home")
    assert anna.sees("Begun, not sent yet")
    await anna.says("/newtask")
    assert anna.sees("You have begun this: ")
    await anna.taps("Begin anew")
    assert anna.sees("What kind of help do you need?")
    await anna.taps("Kommunikation")
    await world.passes(timedelta(days=366))
    await anna.says("/home")
    assert not anna.sees("Begun, not sent yet"), "it is forgotten"
    await anna.taps_data(old, old.rows[0][0]["callback_data"])
    assert not anna.sees("Where is it done?")
    await anna.says("/newtask")
    assert anna.sees("What kind of help do you need?")
