"""The board: read, scored, decided in peace, sent to all at once; confirmed, given back, and offered to the next."""

from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy.orm import Session

from domain import organisations
from models.person import person_of
from models.programme.application import RoundApplication
from models.programme.round import Criterion, RoundRole
from screens.programme.selecting.ways import ConfirmRoundPlace, GiveBackRoundPlace, ReadApplication
from screens.programme.ways import SeeBoard
from tests.domain.programme import world as programme
from tests.domain.world import World as Rows
from tests.stories.world import Person, World


@dataclass
class Call:
    """A round whose deadline has gone by."""

    world: World
    id: int = 0
    applications: dict[str, int] = field(default_factory=dict)

    async def board(self, somebody: Person) -> None:
        """They open the board."""
        await somebody.says("/home")
        await somebody.taps_data(somebody.screen, SeeBoard(self.id).pack())


async def call(
    world: World, coordinator: Person, *writers: Person, reviewer: Person | None = None, **more: Any
) -> Call:
    """Each writer applied for an association of their own, "Association of" and their name, in this order."""
    made = Call(world)

    def work(session: Session) -> None:
        rows = Rows()
        rows.session, rows.now = session, world.clock.now

        def row(person: Person) -> Any:
            return session.scalars(person_of(person.id)).one()

        round_ = programme.programme_round(rows, row(coordinator), reviewed=reviewer is not None, **more)
        made.id = round_.id
        if reviewer is not None:
            programme.staff(rows, round_, row(reviewer), RoundRole.REVIEWER)
            for at, name in enumerate(("Tarve", "Sitoutuminen")):
                session.add(Criterion(round_id=round_.id, position=at, name=name, weight=at + 1))
        for minute, writer in enumerate(writers):
            name = f"Association of {writer.name}"
            organisations.add(session, row(writer), name=name, region="pirkanmaa", sure=True, now=rows.now)
            sent = rows.now + timedelta(minutes=minute)
            made.applications[writer.name] = programme.application(rows, round_, row(writer), sent_at=sent).id

    await world.app.writer.apply(work)
    world.clock.now += timedelta(days=31)
    return made


@pytest.mark.both
async def test_three_kinds_of_news_in_one_minute(world: World) -> None:
    """A coordinator who speaks Finnish, and applicants in three languages."""
    kaisa = await world.member("Kaisa", "fi")
    anna, bertil, carla = [
        await world.member(name, code) for name, code in (("Anna", "fi"), ("Bertil", "sv"), ("Carla", "en"))
    ]
    made = await call(world, kaisa, anna, bertil, carla, capacity=1)
    await kaisa.says("/home")
    assert kaisa.sees("{count} applications to decide: {round}"), kaisa.tail()
    await kaisa.taps("See the applications")
    assert kaisa.sees("The order: first those who were left out of the last round, then by the time of sending.")
    assert "———— paikkoja: 1 ————" in kaisa.text
    assert kaisa.text.index("Anna") < kaisa.text.index("————") < kaisa.text.index("Bertil")
    await kaisa.taps("Suggest by rank")
    assert kaisa.sees("Decided by rank. Nothing is sent yet: change what you wish.")
    assert not anna.sees("Answer needed")
    await kaisa.taps("Read: Association of Carla")
    await kaisa.taps("Write a reason")
    await kaisa.says("x" * 301)
    assert kaisa.sees("enintään 300 mahtuu"), kaisa.tail()
    await kaisa.says("Ensi kierroksella tavataan & <b>jutellaan</b>.")
    await kaisa.taps("Back to the applications")
    await kaisa.taps("Look at what is sent")
    await kaisa.taps("Read the notices one by one")
    assert kaisa.sees("Answer needed: confirm your place by {moment}."), "as it will be read"
    await kaisa.taps("Next")
    await kaisa.taps("Next")
    assert kaisa.sees("There was no place for your organisation this time.")
    await kaisa.taps("Look at what is sent")
    before = kaisa.screen
    await kaisa.taps("Send the decisions to all (3)")
    assert kaisa.sees("Sent to all."), kaisa.tail()
    assert anna.text.startswith("Vastausta tarvitaan: vahvista paikkanne viimeistään")
    assert "Järjestösi on saanut paikan: Kevään kierros" in anna.text
    assert bertil.sees("Your organisation is in reserve, as number "), bertil.tail()
    assert "Ensi kierroksella tavataan & <b>jutellaan</b>." in carla.text
    assert carla.sees("In the next round your organisation has priority.")
    data = next(key["callback_data"] for row in before.rows for key in row if "3" in key["text"])
    await kaisa.taps_data(before, data)
    assert [sum("Vastausta" in message.text for message in anna.messages)] == [1], "an old button sends nothing again"
    await carla.taps_data(carla.screen, SeeBoard(made.id).pack())
    assert carla.sees("That is for somebody else to do."), carla.tail()


async def test_a_place_given_back_at_night(world: World) -> None:
    """Swedish speakers: the reserve hears in the morning, and has 72 hours from then."""
    kaisa = await world.member("Kaisa", "sv")
    anna, bertil, carla = [await world.member(name, "sv") for name in ("Anna", "Bertil", "Carla")]
    made = await call(world, kaisa, anna, bertil, carla, capacity=2)
    await made.board(kaisa)
    await kaisa.taps("Suggest by rank")
    await kaisa.taps("Look at what is sent")
    await kaisa.taps("Send the decisions to all (3)")
    await anna.taps("Confirm our place")
    assert anna.sees("Confirmed. Welcome! The coordinators are told."), anna.tail()
    assert kaisa.sees("The place is confirmed: "), kaisa.tail()
    await world.passes(timedelta(hours=12))  # midnight in Helsinki
    await anna.says("/home")
    await anna.taps_data(anna.screen, GiveBackRoundPlace(made.applications["Anna"], sure=False).pack())
    assert anna.sees("Give your place back?"), anna.tail()
    await anna.taps("Yes, we do not come")
    assert anna.sees("Thank you for saying so in time.")
    assert kaisa.sees("The place is offered to the next in reserve: "), kaisa.tail()
    assert not carla.sees("a place came free"), "she sleeps"
    await world.passes(timedelta(hours=9, minutes=30))
    assert "Svar behövs: en plats blev ledig för er. Bekräfta den senast" in carla.text
    until = await world.app.writer.apply(
        lambda session: session.get_one(RoundApplication, made.applications["Carla"]).confirm_by
    )
    assert until == world.clock.now + timedelta(hours=72)
    await world.passes(timedelta(hours=49))
    assert carla.sees("Answer needed: your place is not confirmed yet."), carla.tail()
    await carla.taps("Confirm our place")
    assert carla.sees("Confirmed. Welcome!")
    await anna.taps_data(anna.screen, ConfirmRoundPlace(made.applications["Anna"]).pack())
    assert anna.sees("The place was given back."), "an old button shows how it is now"


async def test_a_reviewer_scores_on_cards(world: World) -> None:
    """One tap for each criterion; the others' words after one's own; a conflict takes it away."""
    kaisa, rita = await world.member("Kaisa"), await world.member("Rita")
    anna, bertil = await world.member("Anna"), await world.member("Bertil")
    made = await call(world, kaisa, anna, bertil, reviewer=rita)
    await made.board(kaisa)
    await kaisa.taps("Read: Association of Anna")
    await kaisa.taps("Write a comment")
    await kaisa.says("Clear, and with <i>figures</i>.")
    assert kaisa.sees("Your comment is kept. The applicants never see it.")
    await rita.says("/home")
    assert rita.sees("{count} applications to score: {round}"), rita.tail()
    await rita.taps("See the applications")
    assert "Suggest by rank" not in rita.buttons
    await rita.taps("Read: Association of Anna")
    assert rita.sees("You will see what the others say when your own scores are in.")
    assert not rita.sees("figures")
    await rita.taps("Score it")
    await rita.taps("5 excellent")
    assert rita.sees("Criterion 2 of 2: Sitoutuminen")
    await rita.taps("2 fair")
    assert rita.sees("Your scores are in. Thank you.")
    assert rita.sees("Weighted mean of the scores: 3")
    await rita.taps("Read what the others say (1)")
    assert rita.sees("Clear, and with <i>figures</i>.")
    await rita.taps("Back to the application")
    await rita.taps("Next")
    await rita.taps("Declare a conflict of interest")
    await rita.taps("Yes, I have a conflict of interest")
    assert rita.sees("you have a conflict of interest there")
    assert "Read: Association of Bertil" not in rita.buttons
    for stranger in (rita, anna):
        await stranger.says("/home")
        await stranger.taps_data(stranger.screen, ReadApplication(made.applications["Bertil"]).pack())
        assert stranger.sees("It is not there, or it is not for you to see."), stranger.tail()
    await anna.taps_data(anna.screen, ReadApplication(made.applications["Anna"]).pack())
    assert not anna.sees("figures")
    await made.board(kaisa)
    assert "mean 3 (from 1)" in kaisa.text


async def test_nothing_is_sent_while_one_has_no_decision(world: World) -> None:
    """Nor what another coordinator changed meanwhile; and the number of places is settled first."""
    kaisa = await world.member("Kaisa")
    anna, bertil = await world.member("Anna"), await world.member("Bertil")
    made = await call(world, kaisa, anna, bertil, capacity=2)
    await made.board(kaisa)
    await kaisa.taps("Read: Association of Anna")
    await kaisa.taps("Give a place")
    await kaisa.taps("Back to the applications")
    await kaisa.taps("Look at what is sent")
    assert kaisa.sees("Nothing is sent yet: {count} application has no decision."), kaisa.tail()
    assert "Send the decisions to all (2)" not in kaisa.buttons
    await kaisa.taps("Back to the applications")
    await kaisa.taps("Suggest by rank")
    await kaisa.taps("Look at what is sent")
    looked_at = kaisa.screen
    data = next(key["callback_data"] for row in looked_at.rows for key in row if "Send" in key["text"])
    await kaisa.taps("Back to the applications")
    await kaisa.taps("Change the number of places")
    await kaisa.says("1")
    assert kaisa.sees("There is 1 place now."), kaisa.tail()
    await kaisa.taps_data(looked_at, data)
    assert not anna.sees("Answer needed")
    await made.board(kaisa)
    await kaisa.taps("Decide all anew by rank")
    await kaisa.taps("Look at what is sent")
    await kaisa.taps("Send the decisions to all (2)")
    assert kaisa.sees("Places free: 0"), kaisa.tail()
    assert anna.sees("Answer needed")
    assert bertil.sees("Your organisation is in reserve")
