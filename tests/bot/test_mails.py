"""Letters as they go out: whatever people wrote into them."""

from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from zoneinfo import ZoneInfo

import pytest

from bot.mail import as_html, one_line, pause_after, plain
from domain.timers import Timers
from frame.here import House
from frame.mail import Mail
from frame.routing import Routes
from frame.texts import LOCALES, language
from screens import mails
from tests.screens.test_hostile import HOSTILE

HOUSE = House("some_bot", "fi", ZoneInfo("Europe/Helsinki"), frozenset(), b"k", Timers(), Routes())


def letters(words: str) -> list[Mail]:
    link = "https://t.me/some_bot?start=mail"
    return [
        mails.proof(words, words, "12345678", 10),
        mails.invitation(words, words, words, "anna@jarjesto.fi", link, words, 365),
    ]


@pytest.mark.parametrize("words", [*HOSTILE, "x\r\nBcc: evil@evil.example", "x\u2028Bcc: y", "\x85Bcc: y"])
def test_nothing_breaks_out(words: str) -> None:
    for code in LOCALES:
        for mail in letters(words):
            message = EmailMessage()
            message["To"] = "anna@jarjesto.fi"
            message["Subject"] = one_line(language(code).plain(mail.subject))
            message.set_content(plain(mail, language(code), HOUSE))
            message.add_alternative(as_html(mail, language(code), HOUSE), subtype="html")
            read = message_from_bytes(message.as_bytes(), policy=default)
            assert isinstance(read, EmailMessage)
            assert set(read.keys()) == {"To", "Subject", "MIME-Version", "Content-Type"}
            assert read["To"] == "anna@jarjesto.fi"
            shown = as_html(mail, language(code), HOUSE)
            assert "<a href='tg:" not in shown
            assert shown.count("</b>") == 1
            assert shown.count("<b>") == 1


def test_the_pause_grows_to_an_hour() -> None:
    pauses = [pause_after(failures).total_seconds() for failures in (0, 1, 2, 3, 50)]
    assert pauses == [10, 10, 20, 40, 3600]
