"""What came of a round: the same self-rating at the end, two questions after a day, the report, the certificates."""

from datetime import timedelta
from io import BytesIO
from typing import Any

import openpyxl
import pypdfium2
import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from domain import organisations
from models.person import person_of
from models.programme.application import ContentArea, Moment, Participant, PlaceState, SelfRating
from models.programme.presence import Presence
from models.programme.round import ContactDay, RoundState
from screens.programme.results.ways import Form as ReportForm
from screens.programme.results.ways import GetCertificate, GetReportFile, RateAgain, SayOfDay
from screens.programme.ways import OpenRound, SeeRoundReport
from tests.domain.programme import world as programme
from tests.domain.world import World as Rows
from tests.stories.world import Person, World


async def cohort(world: World, coordinator: Person, *people: Person) -> tuple[int, dict[str, int]]:
    """A round that runs, whose first contact day all of them attended, and is over now. Each takes part for an
    association of their own, which saw itself at 2 at the start. Gives the round, and each one's part."""
    parts: dict[str, int] = {}

    def work(session: Session) -> int:
        rows = Rows()
        rows.session, rows.now = session, world.clock.now

        def row(person: Person) -> Any:
            return session.scalars(person_of(person.id)).one()

        by = row(coordinator)
        round_ = programme.programme_round(
            rows, by, RoundState.DECIDED, self_rated=True, deadline=rows.now - timedelta(days=30)
        )
        days = session.scalars(select(ContactDay).where(ContactDay.round_id == round_.id).order_by(ContactDay.id)).all()
        for month, day in enumerate(days):
            day.starts_at = rows.now - timedelta(hours=6) + timedelta(days=30 * month)
            day.ends_at = day.starts_at + timedelta(hours=6)
        for person in people:
            name = f"Association of {person.name}"
            organisations.add(session, row(person), name=name, region="pirkanmaa", sure=True, now=rows.now)
            how: dict[str, Any] = {"decision": "accept", "decided_at": rows.now}
            place = programme.application(rows, round_, row(person), PlaceState.CONFIRMED, **how)
            part = session.scalars(select(Participant).where(Participant.application_id == place.id)).one()
            parts[person.name] = part.id
            for area in ContentArea:
                session.add(
                    SelfRating(
                        application_id=place.id, moment=Moment.START, area=area, score=2, person_id=row(person).id,
                        at=rows.now,
                    )
                )  # fmt: skip
            session.add(
                Presence(
                    day_id=days[0].id, participant_id=part.id, present=True, absent_why="", marked_by_id=by.id,
                    marked_at=rows.now,
                )
            )  # fmt: skip
        return round_.id

    return await world.app.writer.apply(work), parts


@pytest.mark.both
async def test_from_the_last_day_to_the_certificate(world: World) -> None:
    """A coordinator who speaks Finnish; participants in three languages."""
    kaisa = await world.member("Kaisa", "fi")
    anna, bertil, carla = [
        await world.member(name, code) for name, code in (("Anna", "fi"), ("Bertil", "sv"), ("Carla", "en"))
    ]
    round_id, _parts = await cohort(world, kaisa, anna, bertil, carla)
    await world.passes(timedelta(minutes=1))
    for person, usefulness in ((anna, "5: very useful"), (bertil, "4: useful"), (carla, "3: of some use")):
        assert person.sees("Two questions about the contact day: "), person.tail()
        await person.taps("Answer the two questions")
        await person.taps(usefulness)
        if person is carla:
            await person.says("x" * 301)
            assert person.sees("at most 300 fit"), person.tail()
        await person.says(f"{person.name} asks the <b>members</b>.")
        assert person.sees("Your answers about the contact day: "), person.tail()
    await world.passes(timedelta(days=91))
    assert anna.sees("The contact days are over. How does your organisation see itself now? "), anna.tail()
    for person in (anna, bertil, carla):
        await person.says("/home")
        assert person.sees("How does your organisation see itself now? "), person.tail()
        await person.taps("Say how we see ourselves now")
        assert person.sees("At the start you said: "), person.tail()
        for score in ("3: fairly well", "4: well", "4: well", "4: well"):
            await person.taps(score)
        assert person.sees("{area}: {before} at the start, {now} now"), person.tail()
    await kaisa.says("/programme")
    await kaisa.taps_data(kaisa.screen, OpenRound(round_id).pack())
    await kaisa.taps("See what came of the round")
    assert "Toimintalogiikka: 2 → 4 (vastauksia 3)" in kaisa.text
    assert "läsnä 3/3, hyödyllisyys 4/5" in kaisa.text
    await kaisa.taps("Read what people will do next")
    assert "• Bertil asks the <b>members</b>." in kaisa.text
    await kaisa.taps("Back to the figures")
    await kaisa.taps("Get an Excel file")
    book = openpyxl.load_workbook(BytesIO(await kaisa.downloads()))
    figures = {row[0].value: row[1].value for row in book.worksheets[0].iter_rows()}
    assert (figures["Haki" if "Haki" in figures else "Hakemukset"], figures["Osallistujia"]) == (3, 3)
    await kaisa.taps("Back to the figures")
    await kaisa.taps("End the round")
    await kaisa.taps("Yes, the round is over")
    assert kaisa.sees("The round is over. Everybody who took part is told"), kaisa.tail()
    assert bertil.sees("Your certificate is ready."), bertil.tail()
    await bertil.taps("Get my certificate")
    assert bertil.sees("Certificate: "), bertil.tail()
    pdf = pypdfium2.PdfDocument(await bertil.downloads())
    words = pdf[0].get_textpage().get_text_range()
    pdf.close()
    assert "Närvarande på 1 av 4 närträffar (25 %), sammanlagt 6 h." in words
    assert "Association of Bertil" in words


async def test_what_is_not_for_others(world: World) -> None:
    """Somebody else's answers, report and certificate, by their buttons."""
    kaisa = await world.member("Kaisa")
    anna, stranger = await world.member("Anna"), await world.member("Stranger")
    round_id, parts = await cohort(world, kaisa, anna)
    await world.passes(timedelta(minutes=1))
    await anna.taps("Answer the two questions")
    await stranger.says("/home")
    for tap in (SayOfDay(1), RateAgain(1), GetCertificate(parts["Anna"])):
        await stranger.taps_data(stranger.screen, tap.pack())
        assert stranger.sees("It is not there, or it is not for you to see."), stranger.tail()
    for tapped in (SeeRoundReport(round_id), GetReportFile(round_id, ReportForm.TABLE)):
        await stranger.taps_data(stranger.screen, tapped.pack())
        assert stranger.sees("That is for somebody else to do."), stranger.tail()
    await anna.taps_data(anna.screen, GetCertificate(parts["Anna"]).pack())
    assert anna.sees("It is not there, or it is not for you to see."), "the round is not over"
