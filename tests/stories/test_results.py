"""Reports in the chat: whose, which days, pictures and files; and what came of it a month after."""

import asyncio
from dataclasses import dataclass
from datetime import timedelta
from io import BytesIO

import openpyxl
import pypdfium2
from sqlalchemy import Engine
from sqlalchemy.orm import Session

from frame.texts import language
from models.group import GroupMember
from models.organisation import OrganisationMember
from models.person import person_of
from screens.results import DRAWN, FILES, PICTURES
from tests.databases import run_on
from tests.domain.a_month import Month, at
from tests.stories import deeds
from tests.stories.world import Person, World


async def helped(world: World, language: str = "fi") -> tuple[Person, Person]:
    """Two who know each other: a task was done and approved."""
    anna = await world.member("Anna", language)
    bertil = await world.member("Bertil", "sv")
    await deeds.agreed(world, anna, bertil)
    await deeds.finishes(bertil)
    await anna.taps("Approve: 1 h 30 min")
    return anna, bertil


async def test_one_sees_what_came_of_it(world: World) -> None:
    anna, bertil = await helped(world)
    await anna.says("/raportti")
    assert anna.sees("What came of it"), anna.tail()
    assert anna.sees("Tasks done"), anna.tail()
    assert anna.sees("Time received"), anna.tail()
    await anna.taps("Show the month")
    assert anna.sees("Tasks done"), anna.tail()
    await anna.taps("See earlier")
    assert anna.sees("Nothing has happened in these days yet."), anna.tail()
    await bertil.says("/report")
    assert bertil.sees("Time given"), bertil.tail()
    assert not bertil.sees("Time received")


async def test_any_two_days_by_words(world: World) -> None:
    anna, _bertil = await helped(world, "en")
    await anna.says("/report")
    await anna.taps("Choose other days")
    await anna.says("tomorrow")
    assert anna.sees("until today"), anna.tail()
    await anna.says("1.1.2026")
    await anna.says("today")
    assert anna.sees("Tasks asked"), anna.tail()


async def test_pictures_and_files_come_into_the_chat(world: World) -> None:
    anna, _bertil = await helped(world)
    await anna.says("/raportti")
    await anna.taps("See pictures")
    await anna.taps("Hours by month")
    assert anna.sees("It is being made. It comes in a moment."), anna.tail()
    assert anna.messages[-1].body["photo"], anna.tail()
    assert anna.sees("Hours by month"), anna.tail()
    await anna.taps("Back to the figures")
    await anna.taps("Get files")
    await anna.taps("Tables (Excel)")
    assert anna.messages[-1].body["document"]["file_name"].endswith(".xlsx"), anna.tail()


async def test_others_figures_stay_theirs(world: World) -> None:
    """Buttons of somebody else's report show one's own, or nothing."""
    anna, bertil = await helped(world, "en")
    await anna.says("/report")
    await bertil.says("/report")
    await deeds.makes_group(anna, name="Neighbours")
    await anna.says("/report")
    assert anna.sees("Whose figures would you like to see?"), anna.tail()
    await anna.taps("Group: Neighbours")
    assert anna.sees("Nothing has happened in these days yet."), anna.tail()


async def test_what_came_of_it_is_asked_once(world: World) -> None:
    anna, _bertil = await helped(world, "sv")
    await world.passes(timedelta(days=31))
    assert anna.sees("Three short questions about what came of it."), anna.tail()
    await anna.taps("Answer: yes")
    await anna.says("/home")
    await anna.taps("Tell: Newsletter")
    await anna.taps("Answer: yes")
    await anna.taps("Answer: partly")
    await world.restarts()
    await anna.taps("Answer: no")
    assert anna.sees("Thank you. This tells what the help led to"), anna.tail()
    await anna.taps("Change the answers")
    await anna.taps("Answer: partly")
    assert anna.sees("Did the matter get solved?"), anna.tail()
    asked = anna.text
    await world.passes(timedelta(days=40))
    assert anna.text == asked or not anna.sees("Three short questions")


async def test_it_is_seen_broken_down_with_the_names_of_those_who_let_it(world: World) -> None:
    anna, bertil = await helped(world)
    await anna.says("/raportti")
    await anna.taps("See it broken down")
    assert anna.sees("Hours by category"), anna.tail()
    assert anna.sees("As what people helped"), anna.tail()
    assert anna.sees("{count} whose name is not said here"), anna.tail()
    assert "Bertil" not in anna.text
    await bertil.says("/rapport")
    await bertil.taps("Let reports say my name")
    await anna.taps("Back to the figures")
    await anna.taps("See it broken down")
    assert "Bertil" in anna.text
    await bertil.taps("Take my name out of reports")
    await anna.taps("Back to the figures")
    await anna.taps("See it broken down")
    assert "Bertil" not in anna.text


MINE, THEIRS = "AARRE", "MYRKKY"


@dataclass(frozen=True)
class Tenants:
    """Whose reports somebody of the first tenant asks for."""

    contact_of: str
    admin_of: str


async def two_tenants(world: World, contact: Person, admin: Person) -> Tenants:
    """A month of each in one database, with a name of its own in every word that anybody wrote."""

    def fill(engine: Engine) -> Tenants:
        with Session(engine) as session:
            ours, theirs = (Month(session, f"{name} ", id) for name, id in ((MINE, 5_000_000), (THEIRS, 6_000_000)))
            for month, person in ((ours, contact), (theirs, None)):
                who = session.scalars(person_of(person.id)).one() if person else month.people[1]
                session.add(
                    OrganisationMember(
                        organisation_id=month.organisations[1].id, person_id=who.id, contact_person=True,
                        joined_at=at(1, 1), confirmed_at=at(1, 1),
                    )
                )  # fmt: skip
                for helper in month.people.values():
                    helper.named_at = at(1, 1)
            leads = session.scalars(person_of(admin.id)).one()
            session.add(GroupMember(group_id=ours.group.id, person_id=leads.id, admin=True, joined_at=at(1, 1)))
            session.commit()
            return Tenants(ours.organisations[1].name, ours.group.name)

    return await asyncio.to_thread(run_on, world.database_url, fill)


def read(name: str, content: bytes) -> str:
    """What stands in a file, by somebody else's program."""
    match name.rpartition(".")[2]:
        case "pdf":
            return "\n".join(page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(content))
        case "xlsx":
            book = openpyxl.load_workbook(BytesIO(content))
            return repr([[cell.value for cell in row] for sheet in book for row in sheet.iter_rows()])
        case "csv" | "txt":
            return content.decode("utf-8-sig")
    return content.decode("latin-1")  # a picture: no words but those of its shape, which the writers' tests look at


async def takes_everything(somebody: Person, whose: str) -> dict[str, str]:
    """Every picture with its caption and every file of October, by its button; and all that was seen on the way."""
    found: dict[str, str] = {}
    await somebody.says("/report")
    await somebody.taps(whose)
    await somebody.taps("Show the month")
    for _month in range(12):
        if "31 Oct 2026" in somebody.text:
            break
        await somebody.taps("See earlier")
    found["figures"] = somebody.text
    await somebody.taps("See it broken down")
    found["breakdown"] = somebody.text
    for way, kinds in (("See pictures", PICTURES), ("Get files", FILES)):
        await somebody.taps("Back to the figures")
        await somebody.taps(way)
        for kind in kinds:
            label = language("en").plain(DRAWN[kind])
            await somebody.taps(f"Get: {label}")
            sent = somebody.messages[-1]
            named = (sent.body.get("document") or {}).get("file_name", "picture.png")
            found[label] = sent.text + (read(named, await somebody.downloads(sent)) if sent.media else "")
            assert sent.media or "There is nothing to draw" in sent.text, somebody.tail()
            await somebody.taps("Back to the figures")
            await somebody.taps(way)
    return found


async def test_nothing_of_another_tenant_is_in_any_report(world: World) -> None:
    contact, admin = await world.member("Kaisa", "en"), await world.member("Gunnar", "en")
    tenants = await two_tenants(world, contact, admin)
    for somebody, whose in ((contact, tenants.contact_of), (admin, tenants.admin_of)):
        found = await takes_everything(somebody, whose)
        assert len(found) == 2 + len(PICTURES) + len(FILES)
        for what, said in found.items():
            assert THEIRS not in said.upper(), (somebody.name, what)
        for label in ("One page for the board (PDF)", "Tables (Excel)", "Tables (CSV)", "Text for STEA's report"):
            assert MINE in found[label], (somebody.name, label, found[label][:2000])
        assert MINE in found["breakdown"], found["breakdown"]
