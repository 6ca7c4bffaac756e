"""E-mail addresses: proved by a code that arrives in a real mail server."""

import subprocess
from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path

import pytest

from tests.mailserver import NAME, SECRET, SENDER, MailServer, mail_server, text_of
from tests.stories.world import Person, World


@pytest.fixture
async def post(world: World) -> AsyncIterator[MailServer]:
    """The bot has a mail server."""
    async with mail_server() as server:
        await world.restarts(smtp=server.settings)
        yield server


async def test_an_address_is_proved_by_the_code_that_comes(world: World, post: MailServer) -> None:
    anna = await world.member("Änna Ö", "fi")
    await anna.says("/sahkoposti")
    assert anna.sees("You have not proved any address.")
    await anna.taps("Give an address")
    await anna.says("Anna.Virtanen@Järjestö.FI")
    assert anna.sees("A code is on its way to this address")
    assert anna.sees("anna.virtanen@järjestö.fi")

    (mail,) = post.mails
    assert mail["To"] == "anna.virtanen@xn--jrjest-bua3m.fi"
    assert mail["From"] == f"Tehostamo <{SENDER}>"
    assert str(mail["Subject"]).startswith("Koodisi: ")
    assert mail["Message-ID"].endswith("@jarjesto.fi>")
    assert mail["Auto-Submitted"] == "auto-generated"
    assert mail["Content-Language"] == "fi"
    assert mail["List-Unsubscribe"] is None, "she asked for it"
    assert mail["Date"].datetime == world.clock.now
    assert mail.get_content_type() == "multipart/alternative"
    code = post.code("anna.virtanen@xn--jrjest-bua3m.fi")
    assert code in text_of(mail, "html")
    assert "Änna Ö" in text_of(mail)
    assert '<html lang="fi">' in text_of(mail, "html")

    await anna.says("12")
    assert anna.sees("The code has 8 digits")
    await anna.says(f" {code.replace(' ', '-')} ")
    assert anna.sees("The address is proved"), anna.tail()
    await anna.taps("Back to the profile")
    await anna.taps("See my e-mail addresses")
    assert anna.sees("anna.virtanen@järjestö.fi")
    await anna.taps("Remove: anna.virtanen@järjestö.fi")
    await anna.taps("Remove the address")
    assert anna.sees("The address is removed.")
    assert anna.sees("You have not proved any address.")


async def test_wrong_codes_and_old_codes(world: World, post: MailServer) -> None:
    bertil = await world.member("Bertil", "sv")
    await bertil.says("/epost bertil@forening.fi")
    code = post.code("bertil@forening.fi")
    assert str(post.mails[0]["Subject"]).startswith("Din kod: ")
    wrong = f"{(int(code.replace(' ', '')) + 1) % 10**8:08}"
    for _try in range(4):
        await bertil.says(wrong)
        assert bertil.sees("That is not the code in the mail.")
    await bertil.says(wrong)
    assert bertil.sees("This code no longer works")
    await bertil.says("/epost")
    assert not bertil.sees("A code was asked for")

    await bertil.says("/epost bertil@forening.fi")
    code = post.code("bertil@forening.fi")
    await bertil.taps("Give the code later")
    assert bertil.sees("All right.")
    world.clock.now += timedelta(minutes=11)
    await bertil.taps("Write the code: bertil@forening.fi")
    assert bertil.sees("This code no longer works")
    await bertil.says(code)
    assert not bertil.sees("The address is proved")

    await bertil.says("/epost bertil@forening.fi")
    assert bertil.sees("You have asked for as many codes as can be sent for now")
    assert len(post.mails) == 2
    world.clock.now += timedelta(minutes=50)
    await bertil.says("/epost bertil@forening.fi")
    await bertil.taps("Give the code later")
    await bertil.taps("Write the code: bertil@forening.fi")
    await bertil.says(post.code("bertil@forening.fi"))
    assert bertil.sees("The address is proved")
    await bertil.says("/epost bertil@forening.fi")
    assert bertil.sees("You have proved this address already.")


async def test_the_answer_tells_nobody_who_is_registered(world: World, post: MailServer) -> None:
    anna, bertil, carla = [await world.member(name) for name in ("Anna", "Bertil", "Carla")]
    await proves(anna, post, "shared@jarjesto.fi")
    said = []
    for person, address in ((bertil, "shared@jarjesto.fi"), (bertil, "nobody@jarjesto.fi")):
        await person.says(f"/email {address}")
        said.append(person.text.replace(address, "X"))
        await person.taps("Give the code later")
    await carla.says("/email shared@jarjesto.fi")  # the third mail of the hour: none goes, and nothing tells so
    said.append(carla.text.replace("shared@jarjesto.fi", "X"))
    assert len(set(said)) == 1
    assert len(post.to("shared@jarjesto.fi")) == 2


async def test_who_reads_the_mail_has_the_address(world: World, post: MailServer) -> None:
    anna, bertil = await world.member("Anna", "fi"), await world.member("Bertil", "sv")
    await proves(anna, post, "toimisto@jarjesto.fi")
    await proves(bertil, post, "toimisto@jarjesto.fi")
    assert bertil.sees("It was proved in another account before.")
    assert anna.sees("Your address was proved in another account")
    assert "toimisto@jarjesto.fi" in anna.text
    await anna.taps("See my e-mail addresses")
    assert anna.sees("You have not proved any address.")


async def test_what_is_no_address_and_without_a_mail_server(world: World) -> None:
    anna = await world.member("Anna")
    await anna.says("/email anna@jarjesto.fi")
    assert anna.sees("This service sends no e-mail yet")
    await anna.says("/email")
    assert "Give an address" not in anna.buttons
    async with mail_server() as post:
        await world.restarts(smtp=post.settings)
        await anna.says("/email")
        await anna.taps("Give an address")
        for wrong in (
            "anna",
            "anna@jarjesto.fi\nBcc: bertil@jarjesto.fi",
            "ännä@jarjesto.fi",
            "a@" + "b" * 400 + ".fi",
        ):
            await anna.says(wrong)
            assert post.mails == []
            assert "A code is on its way" not in anna.text
        await anna.sends_document()
        assert anna.sees("Only text fits here")
        await anna.says("anna@jarjesto.fi")
        assert len(post.mails) == 1


async def test_somebody_elses_code_and_old_buttons(world: World, post: MailServer) -> None:
    anna, bertil = await world.member("Anna"), await world.member("Bertil")
    await anna.says("/email anna@jarjesto.fi")
    await bertil.says("/email")
    for data in ("mailcode:1", "mailoff:1", "mailask:1", "mailcode:99", "mailcode:9223372036854775807"):
        await bertil.taps_data(bertil.screen, data)
        assert "anna@jarjesto.fi" not in "".join(bertil.hears())
    await anna.says(post.code("anna@jarjesto.fi"))
    await anna.taps_data(anna.screen, "mailcode:1")
    assert anna.sees("This code no longer works")
    await bertil.taps_data(bertil.screen, "mailoff:1")
    await anna.says("/email")
    assert anna.sees("anna@jarjesto.fi")


@pytest.mark.parametrize("mood", ["hangs", "grey", "5xx", "drops", "4xx", "closed"])
async def test_a_broken_server_delays_and_loses_nothing(world: World, mood: str) -> None:
    anna = await world.member("Anna")
    async with mail_server() as post:
        settings = dict(post.settings)
        if mood == "closed":
            settings["port"] = 1  # nobody listens there
        post.mood = mood
        await world.restarts(smtp=settings)
        await anna.says("/email anna@jarjesto.fi")
        assert anna.sees("A code is on its way to this address"), "nobody waits for the mail server"
        assert post.mails == []
        await world.passes(timedelta(minutes=2))
        assert post.mails == []
        post.mood = "well"
        await world.restarts(smtp=post.settings)
        await world.passes(timedelta(minutes=5))
        assert len(post.mails) == 1
        await anna.says(post.code("anna@jarjesto.fi"))
        assert anna.sees("The address is proved"), "the ten minutes begin when the mail is out"
        await world.passes(timedelta(hours=2))
        assert len(post.mails) == 1


async def test_a_mailbox_that_is_not_there(world: World, post: MailServer) -> None:
    anna = await world.member("Anna")
    post.mood = "unknown"
    await anna.says("/email anna@jarjesto.fi")
    for _try in range(3):
        await world.passes(timedelta(minutes=2))
    assert anna.sees("The code could not be mailed to this address"), anna.tail()
    post.mood = "well"
    await world.passes(timedelta(hours=2))
    assert post.mails == []


async def test_starttls_and_a_login(world: World, tmp_path: Path) -> None:
    certificate = certified(tmp_path)
    secret = tmp_path / "password"
    secret.write_text(f"{SECRET}\n")
    anna = await world.member("Anna")
    async with mail_server(certificate, logs_in=True) as post:
        safe = {**post.settings, "security": "starttls", "username": NAME, "password_file": secret}
        await world.restarts(smtp=safe)
        await anna.says("/email anna@jarjesto.fi")
        assert post.mails == [], "a certificate that nobody vouches for is not trusted"
        await world.restarts(smtp={**safe, "ca_file": certificate})
        assert len(post.mails) == 1
        assert (post.tls, post.logins) == ([True], [NAME])


async def proves(person: Person, post: MailServer, address: str) -> None:
    await person.says(f"/email {address}")
    await person.says(post.code(address))
    assert person.sees("The address is proved"), person.tail()


def certified(folder: Path) -> Path:
    """A certificate for this machine that only its own name vouches for, with its key beside it."""
    made = folder / "mail.pem"
    names = ["-subj", "/CN=127.0.0.1", "-addext", "subjectAltName=IP:127.0.0.1"]
    files = ["-keyout", str(made.with_suffix(".key")), "-out", str(made)]
    command = ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "4000", *names, *files]
    subprocess.run(command, check=True, capture_output=True)
    return made
