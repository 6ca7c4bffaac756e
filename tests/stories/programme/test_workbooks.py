"""The workbook in the chat: several people of one association fill it in, others read it and say what they think."""

from dataclasses import dataclass
from datetime import timedelta

import pytest
from sqlalchemy.orm import Session

from models.person import Person as Row
from models.person import person_of
from models.programme.application import PlaceState
from models.programme.round import RoundRole, RoundState
from tests.domain.programme import world as programme
from tests.domain.world import World as Rows
from tests.stories.world import Person, World


@dataclass
class Stage:
    """A round that runs, and the places in it."""

    round_id: int
    place_id: int
    other_id: int


async def stage(world: World, anna: Person, bertil: Person, peer: Person, consultant: Person) -> Stage:
    """Anna and Bertil are of one association, and Anna takes part; the peer is of another one."""

    def work(session: Session) -> Stage:
        rows = Rows()
        rows.session, rows.now = session, world.clock.now

        def row(person: Person) -> Row:
            return session.scalars(person_of(person.id)).one()

        round_ = programme.programme_round(rows, row(consultant), RoundState.DECIDED)
        programme.staff(rows, round_, row(consultant), RoundRole.CONSULTANT)
        place = programme.application(rows, round_, programme.speaks_for(rows, row(anna), "Ystävät ry"),
                                      PlaceState.CONFIRMED)  # fmt: skip
        programme.speaks_for(rows, row(bertil), "Ystävät ry")
        other = programme.application(rows, round_, programme.speaks_for(rows, row(peer), "Martat ry"),
                                      PlaceState.CONFIRMED)  # fmt: skip
        return Stage(round_.id, place.id, other.id)

    return await world.app.writer.apply(work)


async def people(world: World, speaks: str) -> tuple[Stage, Person, Person, Person, Person]:
    anna, bertil = await world.member("Anna", speaks), await world.member("Bertil", speaks)
    peer, consultant = await world.member("Pirkko", speaks), await world.member("Kaisa", speaks)
    return await stage(world, anna, bertil, peer, consultant), anna, bertil, peer, consultant


async def opens(somebody: Person, place_id: int) -> None:
    """The workbook, by a button that leads there."""
    await somebody.says("/home")
    await somebody.taps_data(somebody.screen, f"wb:{place_id}")


async def taps(somebody: Person, verb: str, what: str) -> None:
    """A button that names one of our own things."""
    await somebody.taps(f"{verb}{somebody.own_words(what)}")


ACTIVITY = {"fi": "Järjestää kohtaamispaikka", "sv": "Ordna träffar", "en": "Run a meeting place"}
GOAL = {
    "fi": "Yhä harvempi ikäihminen kokee itsensä yksinäiseksi",
    "sv": "Färre äldre känner sig ensamma",
    "en": "Fewer older people feel lonely",
}


@pytest.mark.parametrize("speaks", ["fi", "sv", "en"])
async def test_needs_and_goals_from_the_first_question_to_the_last(world: World, speaks: str) -> None:
    here, anna, _bertil, _peer, _consultant = await people(world, speaks)
    await opens(anna, here.place_id)
    assert anna.sees("{number}. {part}: {how}"), anna.tail()
    await taps(anna, "Go on: ", "Target group")
    assert anna.sees("Whose life should change?"), anna.tail()
    await anna.says("Yli 70-vuotiaat yksin asuvat")
    assert anna.sees("Saved. Everybody of your organisation sees it in the workbook."), anna.tail()
    await anna.says("Moni on päiviä puhumatta kenellekään")
    await anna.taps("Skip for now")
    assert anna.sees("Which change do you want, for whom and by when?"), anna.tail()
    await anna.says(ACTIVITY[speaks])
    assert anna.sees("That sounds like something you do."), anna.tail()
    await anna.taps("Write it as a change")
    await anna.says(GOAL[speaks])
    assert anna.sees("Who else works on the same need, and what is left for you?"), anna.tail()
    await anna.says("Seurakunta")
    assert anna.sees("{done} of {count} answered"), anna.tail()
    assert GOAL[speaks] in anna.text
    await taps(anna, "Go on: ", "Evidence for the need")
    await anna.says("Kysely 2025")
    assert anna.sees("finished"), anna.tail()
    await anna.taps("Change an answer")
    await anna.taps("Need")
    assert "Moni on päiviä puhumatta kenellekään" in anna.text
    await anna.says("Tarve on suuri")
    await anna.taps("See earlier versions")
    assert "Moni on päiviä puhumatta kenellekään" in anna.text
    assert "Tarve on suuri" in anna.text


@pytest.mark.both
async def test_two_who_write_at_once_lose_nothing(world: World) -> None:
    here, anna, bertil, _peer, _consultant = await people(world, "fi")
    for somebody in (anna, bertil):
        await opens(somebody, here.place_id)
        await taps(somebody, "Go on: ", "Target group")
    await anna.says("Annan sanat")
    await bertil.says("Bertilin sanat")
    assert bertil.sees("{name} wrote in this place while you did ({moment}):"), bertil.tail()
    assert "Annan sanat" in bertil.text
    assert "Bertilin sanat" in bertil.text
    await bertil.taps("Put both together")
    assert bertil.sees("What do they need?"), bertil.tail()
    await bertil.taps("Cancel")
    assert "Annan sanat\n\nBertilin sanat" in bertil.text
    await anna.says("/home")
    for somebody in (anna, bertil):  # and once more, of what is there
        await opens(somebody, here.place_id)
        await taps(somebody, "See: ", "Needs and goals")
        await somebody.taps("Change an answer")
        await somebody.taps("Target group")
    await anna.says("Annan toiset sanat")
    await bertil.says("Bertilin toiset sanat")
    await bertil.says("/home")
    await opens(bertil, here.place_id)
    await taps(bertil, "Go on: ", "Need")
    assert "Bertilin toiset sanat" in bertil.text, "what is not in the workbook yet comes first"
    await bertil.taps("Keep theirs")
    assert bertil.sees("It stays as your colleague wrote it."), bertil.tail()
    await bertil.taps("Cancel")
    assert "Annan toiset sanat" in bertil.text
    assert "Bertilin toiset sanat" not in bertil.text


async def test_a_goal_may_stay_an_activity(world: World) -> None:
    here, anna, _bertil, _peer, consultant = await people(world, "sv")
    await consultant.taps_data(consultant.screen, f"wbs:{here.round_id}:0")
    assert "Ystävät ry" in consultant.text
    await anna.says("/home")
    await anna.taps("Open the workbook: Ystävät ry")
    await taps(anna, "See: ", "Needs and goals")
    await anna.taps_data(anna.screen, f"wba:{here.place_id}:goal:0:")
    await anna.says("Ordna träffar")
    await anna.taps("Keep it as it is")
    assert anna.sees("Saved. Everybody of your organisation sees it in the workbook."), anna.tail()
    await anna.taps("Cancel")
    assert "Ordna träffar" in anna.text


async def test_consultant_and_peers_read_and_comment(world: World) -> None:
    here, anna, _bertil, peer, consultant = await people(world, "en")
    await opens(peer, here.other_id)
    await peer.taps("See the others' workbooks")
    await peer.taps("Read: Ystävät ry")
    assert not peer.sees("Go on: {question}")
    await taps(peer, "See: ", "Needs and goals")
    await peer.taps("Write a comment")
    await peer.says("We have the same need.")
    assert peer.sees("Those who take part for the organisation hear of it."), peer.tail()
    assert anna.sees("A comment on your workbook came:"), anna.tail()
    assert "We have the same need." in anna.text
    await taps(anna, "See: ", "Needs and goals")
    await anna.taps("Close this part to peers")
    await anna.taps("Read the comments (1)")
    assert "Pirkko" in anna.text, anna.tail()
    await peer.taps("Go back to the part")
    assert peer.sees("It is not there, or it is not for you to see."), peer.tail()
    await opens(consultant, here.place_id)
    await taps(consultant, "See: ", "Needs and goals")
    assert consultant.sees("This part is closed"), consultant.tail()
    await consultant.taps_data(consultant.screen, f"wba:{here.place_id}:need:0:")
    assert consultant.sees("That is for somebody else to do."), consultant.tail()


async def test_the_steps_of_the_logic_model_hold_several_things(world: World) -> None:
    here, anna, _bertil, _peer, _consultant = await people(world, "fi")
    await opens(anna, here.place_id)
    await taps(anna, "See: ", "Logic model")
    await taps(anna, "Go on: ", "Inputs")
    await anna.says("- Koordinaattorin työaika\n- 25 vapaaehtoista\n\n• Tilat")
    assert anna.sees("What do you do?"), anna.tail()
    await anna.taps("Cancel")
    assert "• 25 vapaaehtoista" in anna.text
    await anna.taps("Change an answer")
    await anna.taps("Inputs")
    await anna.taps("Change 2")
    await anna.says("30 vapaaehtoista")
    assert "2. 30 vapaaehtoista" in anna.text
    await anna.taps("Remove 1")
    assert "1. 30 vapaaehtoista" in anna.text
    await anna.taps("Add more")
    await anna.says("\n".join(f"Kohta {number}" for number in range(7)))
    assert anna.sees("Those are too many lines."), anna.tail()
    await anna.says("Kumppanit")
    assert anna.sees("What do you do?"), anna.tail()


TITLES = {"fi": "Usein yksinäisten osuus", "sv": "Andelen ofta ensamma", "en": "Share of the often lonely"}


@pytest.mark.parametrize("speaks", ["fi", "sv"])
async def test_an_indicator_is_followed_up_to_its_target(world: World, speaks: str) -> None:
    here, anna, bertil, _peer, _consultant = await people(world, speaks)
    await opens(anna, here.place_id)
    await taps(anna, "See: ", "Indicators")
    await anna.taps("Add an indicator")
    await anna.says(TITLES[speaks])
    await anna.taps("Outcomes")
    await anna.taps("Result: what changed")
    await anna.taps("Yes, it can be measured")
    await anna.says("%")
    await anna.says("De som har en vän")
    await anna.says("En fråga per telefon")
    await anna.taps("Twice a year")
    await anna.taps("Pick: Anna")
    await anna.says("mycket")
    assert anna.sees("Please write one number in digits, for example 34 or 3,5."), anna.tail()
    await anna.says("34 %")
    await anna.says("20")
    await anna.says("1.1.2020")
    assert anna.sees("That day is past:"), anna.tail()
    await anna.says("31.12.2027")
    assert anna.sees("From {from} to {target} by this day: {day}"), anna.tail()
    await anna.taps("Go back to the workbook")
    await taps(anna, "See: ", "Measuring plan")
    assert anna.sees("○ No result yet"), anna.tail()
    await world.passes(timedelta(days=38))  # the last day of the year, noon
    assert anna.sees("Time to measure:"), anna.tail()
    assert not bertil.sees("Time to measure:")
    await anna.taps("Enter the result")
    await anna.says("27")
    await anna.says("Kysely: https://example.org/kysely")
    assert anna.sees("{standing}: {share} % of the way"), anna.tail()
    assert "https://example.org/kysely" in anna.text
    await bertil.says("/home")
    await opens(bertil, here.place_id)
    await taps(bertil, "See: ", "Measuring plan")
    assert bertil.sees("◐ On the way to the target"), bertil.tail()
    await bertil.taps("See earlier versions")
    assert "2026-12-31: 27" in bertil.text


async def test_two_who_enter_a_result_at_once(world: World) -> None:
    here, anna, bertil, _peer, _consultant = await people(world, "en")
    await opens(anna, here.place_id)
    await taps(anna, "See: ", "Indicators")
    await anna.taps("Add an indicator")
    await anna.says("Pairs who meet every week")
    await anna.taps("Cancel")
    for somebody in (anna, bertil):
        await somebody.says("/home")
        await somebody.taps_data(somebody.screen, f"wmr:{here.place_id}:1:")
        await somebody.says("today")
    await anna.says("12")
    await anna.taps("Skip")
    assert anna.sees("The result is in the plan."), anna.tail()
    await bertil.says("13")
    await bertil.taps("Skip")
    assert bertil.sees("{name} entered a result of this day while you did ({moment}):"), bertil.tail()
    await bertil.taps("Take mine")
    assert "13" in bertil.text
    await bertil.taps("See the indicator")
    await bertil.taps("Remove this indicator")
    await bertil.taps("Take it away")
    assert bertil.sees("The indicator is taken away."), bertil.tail()
    await anna.taps("See the indicator")
    assert anna.sees("It is not there, or it is not for you to see."), anna.tail()


async def test_a_figure_of_the_marketplace_as_an_indicator(world: World) -> None:
    here, anna, _bertil, _peer, _consultant = await people(world, "fi")
    await opens(anna, here.place_id)
    await taps(anna, "See: ", "Indicators")
    await anna.taps("Add an indicator")
    await taps(anna, "Käytä: ", "Hours of help given to others")
    await anna.taps("Inputs")
    await anna.taps("Process: how much was done")
    await anna.taps("Every month")
    await anna.taps("Say: not known yet")
    await anna.says("100")
    await anna.says("30.6.2027")
    await anna.taps("Open: Muille annetut tunnit")
    assert anna.sees("It counts itself from what is agreed"), anna.tail()
    await anna.taps("See the days and results")
    assert anna.sees("Counted until now: {value}"), anna.tail()
    await world.passes(timedelta(days=38))
    await anna.taps("Go back to the plan")
    await anna.taps("Open: Muille annetut tunnit")
    assert anna.sees("(counted by itself)"), anna.tail()
    assert not anna.sees("Time to measure:")


async def test_the_workbook_as_files(world: World) -> None:
    here, anna, _bertil, peer, _consultant = await people(world, "sv")
    await opens(anna, here.place_id)
    await taps(anna, "See: ", "Logic model")
    await anna.taps("Go on: Insatser")
    await anna.says("Koordinatorns arbetstid")
    await anna.taps("Cancel")
    await anna.taps("Go back to the workbook")
    await anna.taps("Get files")
    for what in ("The workbook as a document (Word)", "The workbook as tables (Excel)"):
        await taps(anna, "Hämta: ", what)
        assert anna.messages[-1].body["document"]["file_name"].startswith("ystavat-ry-2026-11-23."), anna.tail()
    await taps(anna, "Hämta: ", "The logic model as a picture")
    assert anna.messages[-1].body["photo"], anna.tail()
    assert "Koordinatorns arbetstid" in anna.text, "the same in words"
    await anna.taps("Read it in words")
    assert "Koordinatorns arbetstid" in anna.text
    await anna.taps("Close this part to peers")
    await opens(peer, here.place_id)
    await peer.taps("Get files")
    assert not peer.sees("The logic model as a picture"), peer.tail()
