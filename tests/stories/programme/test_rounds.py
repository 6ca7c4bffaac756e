"""A round from its beginning to the next one, by those who run it."""

import re
from datetime import timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from models.programme.application import PlaceState
from models.programme.round import Round, RoundState
from tests.stories.deeds import makes_group
from tests.stories.programme.stage import acts_for, has_applied, round_open
from tests.stories.world import Person, World, comes_in


def link_in(text: str, letter: str = "p") -> str:
    found = re.search(rf"https://t\.me/\S+start={letter}_[A-Za-z0-9_-]+", text)
    assert found is not None, text
    return found[0]


async def adds_day(coordinator: Person, when: str) -> None:
    await coordinator.taps("Add a contact day")
    await coordinator.says(when)
    await coordinator.taps("6 h")
    await coordinator.says("Tampere, Kirjastonkatu 1")
    await coordinator.taps("Leave the agenda for later")


@pytest.mark.both
async def test_an_operator_begins_and_a_coordinator_publishes(world: World) -> None:
    boss, anna, bertil, newcomer = (
        await world.member("Boss", "fi"),
        await world.person("Anna", "sv"),
        await world.member("Bertil"),
        await world.person("Dan"),
    )
    await world.restarts(operators=[boss.id])
    await bertil.says("/programme")
    await bertil.taps("Tell me of new calls")
    assert bertil.own_words("Begin a new programme") not in bertil.buttons
    await bertil.taps_data(bertil.screen, "pnew")
    assert bertil.sees("It is not there, or it is not for you to see.")

    await boss.says("/ohjelma")
    await boss.taps("Begin a new programme")
    await boss.says("Vaikuttavuusvalmennus")
    await boss.says("Kevät 2027")
    await boss.says("Järjestöille, jotka haluavat osoittaa tuloksensa.")
    await boss.says("31.12.")
    assert boss.sees("The day and time: ")
    assert "23.59" in boss.text
    await boss.says("Pirkanmaa")
    assert boss.sees("The round is begun, and nobody else sees it yet.")
    assert boss.sees("the contact days")
    await boss.taps("See who runs it")
    await boss.taps("Make a link for a coordinator")
    link = link_in(boss.text)

    await anna.opens(link)
    assert anna.sees("You are asked to help run a training: "), anna.tail()
    await comes_in(anna)
    await anna.taps("Say yes: I will do it")
    assert anna.sees("Thank you! You are a coordinator of this round now.")
    assert boss.sees("has said yes, as: ")
    await anna.taps("Tell what is missing")
    await anna.taps("Set the contact days")
    for when in ("15.2.2027 9:30", "15.3.2027 9:30"):
        await adds_day(anna, when)
    await anna.taps("Go back to the settings")
    await anna.taps("Write the texts")
    await anna.taps("Write: svenska")
    await anna.says("Våren 2027")
    await anna.says("För organisationer som vill visa resultat.")
    await anna.taps("Change: svenska")
    await anna.taps("Keep it as it is")
    await anna.says("För alla organisationer som vill visa resultat.")
    await anna.taps("Go back to the settings")
    await anna.taps("Set how many organisations")
    await anna.says("500")
    assert anna.sees("For how many organisations is there a place?"), "what does not fit is asked again"
    await anna.taps("10")
    await anna.taps("Look through and publish")
    assert anna.sees("This is how others will see it.")
    assert not anna.sees("This is a draft."), "as others will see it"
    assert "Våren 2027" in anna.text
    assert "För alla organisationer" in anna.text
    await anna.taps("Publish the round")
    assert anna.sees("Published. Those concerned hear of it when it opens.")
    shared = link_in(anna.text, "r")
    await world.passes(timedelta(minutes=1))
    assert bertil.sees("The training takes applications: "), bertil.tail()
    assert "Kevät 2027" in bertil.hears()[-1]
    await newcomer.opens(shared)
    assert newcomer.sees("You were shown a call of the training: ")
    await comes_in(newcomer)
    assert newcomer.sees("The call is open. Apply by: ")


async def test_reviewers_groups_and_everybody(world: World) -> None:
    anna, bertil, carla = await world.member("Anna"), await world.member("Bertil"), await world.member("Carla", "sv")
    await makes_group(anna, bertil)
    round_id = await round_open(world, anna, state=RoundState.DRAFT)
    await anna.says("/home")
    assert anna.sees("A round of the training waits to be published: ")
    await anna.taps("Go on with the round: Kevään kierros")
    await anna.taps("Change the round")
    await anna.taps("Choose the ways of working")
    await anna.taps("Use reviewers who score")
    assert anna.sees("Say what the reviewers score.")
    await anna.taps("Add something to score")
    await anna.says("The need is real")
    await anna.taps("2: twice as much")
    assert "The need is real (weight 2)" in anna.text
    await anna.taps("Go back to the settings")
    await anna.taps("Choose who hears of it")
    await anna.taps("Tell the group: Neighbours")
    assert "1 person will hear of it." in anna.text
    await anna.taps("Tell everybody in the service")
    assert "2 people will hear of it." in anna.text
    await anna.taps("Leave out those who do not follow")
    await anna.taps("Go back to the settings")
    await anna.taps("Look through and publish")
    await anna.taps("Publish the round")
    await anna.taps_data(anna.screen, f"rsw:{round_id}")
    assert anna.sees("That can no longer be done: things have moved on."), anna.tail()
    await world.passes(timedelta(minutes=1))
    assert bertil.sees("The training takes applications: ")
    assert not carla.sees("The training takes applications: ")


async def test_more_time_then_cancelled(world: World) -> None:
    anna, bertil = await world.member("Anna"), await world.member("Bertil", "sv")
    bridge = await acts_for(world, bertil, "Bron rf")
    round_id = await round_open(world, anna, deadline=world.clock() + timedelta(days=3))
    await has_applied(world, round_id, bertil, bridge, PlaceState.DRAFT)
    await anna.says("/programme")
    await anna.taps("Run: Kevään kierros")
    await anna.taps("Give more time to apply")
    await anna.says("24.11. 12:00")
    assert anna.sees("The deadline can only be moved to a later time.")
    await anna.taps("Give more time to apply")
    await anna.says("15.12. 16:00")
    assert anna.sees("The deadline is moved.")
    assert bertil.sees("There is more time to apply: ")
    await anna.taps("Cancel the round")
    await anna.taps("Cancel it for good")
    assert anna.sees("The round is cancelled.")
    assert bertil.sees("This round of the training was cancelled: ")


async def test_the_next_round_opens_first_to_those_left_out(world: World) -> None:
    anna, bertil, carla = await world.member("Anna"), await world.member("Bertil", "fi"), await world.member("Carla")
    bridge, other = await acts_for(world, bertil, "Silta ry"), await acts_for(world, carla, "Muut ry")
    old = await round_open(world, anna, state=RoundState.DECIDED, for_everybody=True)
    await has_applied(world, old, bertil, bridge, PlaceState.NOT_THIS_TIME)
    await has_applied(world, old, carla, other, PlaceState.CONFIRMED)
    await anna.says("/programme")
    await anna.taps("Run: Kevään kierros")
    await anna.taps("Begin the next round")
    await anna.says("30.6.2027 16:00")
    assert anna.sees("This is a draft of the next round")
    await anna.taps("Change the round")
    await anna.taps("Set who comes first")
    await anna.taps("14")
    await anna.taps("Look through and publish")
    await anna.taps("Publish the round")

    def new_round(session: Session) -> Round:
        return session.execute(select(Round).where(Round.previous_id == old)).scalar_one()

    new = await world.app.writer.apply(new_round)
    assert new.priority_opens_at is not None
    await world.passes(new.priority_opens_at - world.clock() + timedelta(hours=4))
    assert bertil.sees("You can apply before others: "), bertil.tail()
    assert not carla.sees("The training takes applications: ")
    await bertil.taps("Apply for: Silta ry")
    assert bertil.sees("Which one activity of yours do you want to work on")
    await carla.opens(f"https://t.me/tehostamo_bot?start=r_{new.id}")
    assert carla.sees("The call opens: ")
    await world.passes(new.opens_at - world.clock() + timedelta(hours=4))
    assert carla.sees("The training takes applications: "), carla.tail()
