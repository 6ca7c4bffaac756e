"""Inviting to a group by e-mail: one address, a pasted list, a file."""

import asyncio
import io
from collections.abc import AsyncIterator, Sequence
from datetime import timedelta

import pytest
from openpyxl import Workbook

from tests.mailserver import MailServer, mail_server, text_of
from tests.stories.deeds import makes_group
from tests.stories.test_addresses import proves
from tests.stories.world import LANGUAGES, Person, World

ROWS = [
    ("Nimi", "Sähköposti", "Puhelin"),
    ("Åke Öst", "ake@forening.fi", "040 1"),
    ("Bertil", "BERTIL@forening.fi ", "040 2"),
    ("Carla", "carla(at)forening.fi", "040 3"),
    ("", "", ""),
    ("Kaava", '=HYPERLINK("http://evil.example","x@y.fi")', ""),
    ("Åke taas", "Ake@Forening.fi", ""),
]
CSV = "\r\n".join(";".join(f'"{cell.replace(chr(34), chr(34) * 2)}"' for cell in row) for row in ROWS)


def xlsx(rows: Sequence[tuple[str, ...]]) -> bytes:
    book = Workbook()
    assert book.active is not None
    for row in rows:
        book.active.append(row)
    made = io.BytesIO()
    book.save(made)
    return made.getvalue()


@pytest.fixture
async def post(world: World) -> AsyncIterator[MailServer]:
    """The bot has a mail server, and somebody to write to about it."""
    async with mail_server() as server:
        await world.restarts(smtp=server.settings, service={"contact": "info@jarjesto.fi"})
        yield server


async def test_who_is_invited_comes_in_and_is_a_member(world: World, post: MailServer) -> None:
    anna = await world.member("Anna", "fi")
    await makes_group(anna, name="Kirjanpitäjät")
    await anna.says("/kutsu")
    await anna.taps("Invite by e-mail")
    await anna.says("bertil@forening.fi")
    await anna.taps("Svenska")
    assert anna.sees("{count} address found.")
    await anna.taps("Invite them")
    assert "Lisätty: 1\nOli jo luettelossa: 0\nEi ole osoite: 0" in anna.text, anna.tail()

    (mail,) = post.mails
    assert mail["To"] == "bertil@forening.fi"
    assert str(mail["Subject"]) == "Inbjudan till en grupp: Kirjanpitäjät"
    assert mail["Content-Language"] == "sv"
    assert mail["List-Unsubscribe"] == "<mailto:info@jarjesto.fi?subject=unsubscribe>"
    for kind in ("plain", "html"):
        said = text_of(mail, kind)
        assert "Anna" in said
        assert "Kirjanpitäjät" in said
        assert "365" in said
        assert "https://t.me/" in said

    bertil = await world.person("Bertil", "sv")
    await bertil.opens("https://t.me/" + text_of(mail).split("https://t.me/")[1].split()[0])
    await bertil.taps(LANGUAGES["sv"])
    await bertil.taps("I am 15 or over and I agree")
    await bertil.taps("Use the name: Bertil")
    await bertil.taps("I help as a private person")
    assert bertil.sees("You have not proved any address."), bertil.tail()
    assert not anna.sees("New in the group")
    await bertil.taps("Give an address")
    await bertil.says("Bertil@Forening.fi")
    await bertil.says(post.code("bertil@forening.fi"))
    assert bertil.sees("You are now in the group: {name}"), bertil.tail()
    assert anna.sees("New in the group")
    assert anna.sees("Bertil")


async def test_who_has_proved_the_address_before_is_a_member_at_once(world: World, post: MailServer) -> None:
    anna, bertil = await world.member("Anna"), await world.member("Bertil", "fi")
    await proves(bertil, post, "bertil@forening.fi")
    await makes_group(anna, name="Neighbours")
    await invites(anna, "Bertil <bertil@forening.fi>, bertil+x@forening.fi; carla@forening.fi\nhello there")
    assert anna.sees("Added: 3")
    assert anna.sees("Line 2: not an address: hello there")
    assert bertil.sees("You are now in the group: {name}")
    assert bertil.sees("bertil@forening.fi")
    assert anna.sees("New in the group")
    invited = [mail["To"] for mail in post.mails if "Neighbours" in str(mail["Subject"])]
    assert invited == ["bertil+x@forening.fi", "carla@forening.fi"], "a plus makes it another address"

    await anna.says("/invite")
    assert anna.sees("{count} addresses wait for somebody to prove them.")
    assert not anna.sees("• bertil@forening.fi")
    await anna.taps("Take off the list: carla@forening.fi")
    assert anna.sees("Taken off the list: carla@forening.fi")
    await invites(anna, "carla@forening.fi bertil+x@forening.fi")
    assert anna.sees("There already: 1")
    assert anna.sees("Line 1: there already: bertil+x@forening.fi")
    assert len(post.to("carla@forening.fi")) == 1, "no second letter within days"

    await bertil.taps("Open the group")
    await bertil.taps("Leave the group")
    await bertil.taps("Leave the group")
    await bertil.says("/email")
    await bertil.taps("Remove: bertil@forening.fi")
    await bertil.taps("Remove the address")
    world.clock.now += timedelta(hours=2)
    await proves(bertil, post, "bertil@forening.fi")
    assert not bertil.sees("You are now in the group"), "an old invitation brings nobody back"


FILES = {
    "utf-8": ("lista.csv", CSV.encode()),
    "utf-8 with its mark": ("lista.csv", CSV.encode("utf-8-sig")),
    "utf-16": ("lista.txt", CSV.replace(";", "\t").encode("utf-16")),
    "utf-16 without its mark": ("lista.csv", CSV.encode("utf-16-le")),
    "latin-1": ("lista.csv", CSV.encode("latin-1")),
    "xlsx": ("lista.xlsx", xlsx(ROWS)),
    "xlsx with another name": ("lista.csv", xlsx(ROWS)),
}


@pytest.mark.parametrize("kind", FILES)
async def test_a_file_of_addresses(world: World, post: MailServer, kind: str) -> None:
    anna = await world.member("Anna", "sv")
    await makes_group(anna, name="Neighbours")
    await anna.says("/bjudin")
    await anna.taps("Invite by e-mail")
    name, content = FILES[kind]
    await anna.sends_document(content, name, mime="text/csv")
    await anna.taps("Suomi")
    assert "Rad 4: inte en adress: Carla carla(at)forening.fi 040 3" in anna.text, anna.tail()
    await anna.taps("Invite them")
    assert "Tillagda: 2\nFanns redan: 0\nInte en adress: 2" in anna.text, anna.tail()
    assert "Rad 6: inte en adress: " in anna.text
    assert "HYPERLINK" in anna.text, "a formula is text"
    assert [mail["To"] for mail in post.mails] == ["ake@forening.fi", "bertil@forening.fi"]
    assert {mail["Content-Language"] for mail in post.mails} == {"fi"}


async def test_files_that_are_no_lists(world: World, post: MailServer) -> None:
    anna = await world.member("Anna")
    await makes_group(anna)
    await anna.says("/invite")
    await anna.taps("Invite by e-mail")
    for content, said in (
        (b"%PDF-1.4\n", "I cannot read a file of this kind."),
        (b"\x89PNG\r\n\x1a\n\0\0\0", "I cannot read a file of this kind."),
        (b" \r\n", "There is nothing in it."),
        (b"Nimi;Puhelin\nAnna;040", "I found no e-mail address in it."),
        (b"PK\x03\x04 broken", "The file is broken"),
        (xlsx(ROWS)[:-300], "The file is broken"),
        (b"a@x.fi\n" * 900_000, "The list is too large."),
        ("\n".join(f"a{n}@x.fi" for n in range(25_001)).encode(), "The list is too large."),
    ):
        await anna.sends_document(content, "lista.csv")
        assert anna.sees(said), (said, anna.tail())
    await anna.sends_sticker()
    await anna.says("nobody")
    assert anna.sees("I found no e-mail address in it.")
    assert "Whom do you want to invite" in anna.text
    assert post.mails == []


async def test_thousands_of_addresses_stop_nobody(world: World, post: MailServer, prove: bool) -> None:
    many = 20_000 if prove else 3_000
    anna, bertil = await world.member("Anna"), await world.member("Bertil", "fi")
    await makes_group(anna, name="Neighbours")
    await invites(anna, "person7@jarjesto.fi")

    await proves_without_mail(world, bertil, f"person{many - 1}@jarjesto.fi")
    rows = [("E-mail",), *((f"Person{n}@Jarjesto.fi" if n % 1000 else f"wrong{n}",) for n in range(1, many + 1))]
    await anna.says("/invite")
    await anna.taps("Invite by e-mail")
    await anna.sends_document(await asyncio.to_thread(xlsx, rows), "lista.xlsx")
    await anna.taps("English")
    assert anna.sees(f"{many - many // 1000:,} addresses found."), anna.tail()
    assert anna.sees("nobody is written to")
    await anna.taps("Invite them")
    assert anna.sees("{count} addresses are being gone through.")
    await bertil.says("/koti")
    assert bertil.sees("nothing waits for you right now"), "nobody waits for the list"
    await world.passes(timedelta(seconds=30))
    assert anna.sees(f"Added: {many - many // 1000 - 1:,}"), anna.tail()
    assert anna.sees("There already: 1")
    assert anna.sees(f"Not an address: {many // 1000}")
    assert anna.sees("Line 1001: not an address: wrong1000")
    assert bertil.sees("You are now in the group: {name}")
    await anna.taps("See who is invited")
    assert anna.sees(f"{many - many // 1000 - 1:,} addresses wait")
    await anna.taps("Show more")
    await anna.taps("Search the addresses")
    await anna.says("PERSON1234")
    assert anna.sees("person12345@jarjesto.fi" if prove else "person1234@jarjesto.fi")
    assert not anna.sees("person5@jarjesto.fi")


async def test_only_admins_invite_and_look(world: World, post: MailServer) -> None:
    anna, bertil, carla = [await world.member(name) for name in ("Anna", "Bertil", "Carla")]
    await makes_group(anna, bertil)
    await invites(anna, "dora@forening.fi")
    for stranger in (bertil, carla):
        await stranger.says("/invite")
        assert stranger.sees("You are not an admin of any group.")
        for data in ("invited:1:0:", "invite:1", "uninvite:1", "invfind:1", "invrep:1:0", "invited:1:-5:::"):
            await stranger.taps_data(stranger.screen, data)
            assert "dora" not in "".join(stranger.hears())
    await anna.says("/invite")
    assert anna.sees("dora@forening.fi")


async def test_names_forge_no_headers(world: World, post: MailServer) -> None:
    anna = await world.member("Anna <script> Bcc evil")
    await anna.says("/newgroup")
    await anna.says("Group\r\nBcc: evil@evil.example\u2028X: <b>&")
    await invites(anna, "dora@forening.fi")
    (mail,) = post.mails
    assert post.envelopes[0].rcpt_tos == ["dora@forening.fi"]
    assert mail["Bcc"] is None
    assert mail["X"] is None
    assert "<script>" not in text_of(mail, "html")


async def test_addresses_are_forgotten_after_a_year(world: World, post: MailServer) -> None:
    anna = await world.member("Anna")
    await makes_group(anna)
    await invites(anna, "dora@forening.fi")
    await world.passes(timedelta(days=364))
    await anna.says("/invite")
    assert anna.sees("dora@forening.fi")
    await world.passes(timedelta(days=2))
    await anna.says("/invite")
    assert anna.sees("No address waits.")


async def invites(admin: Person, words: str) -> None:
    await admin.says("/invite")
    await admin.taps("Invite by e-mail")
    await admin.says(words)
    await admin.taps("English")
    await admin.taps("Invite them")
    assert admin.sees("Added: "), admin.tail()


async def proves_without_mail(world: World, person: Person, address: str) -> None:
    """Proved while there was a mail server: another one, for this alone."""
    async with mail_server() as other:
        await world.restarts(smtp=other.settings)
        await proves(person, other, address)
    await world.restarts(smtp={})
