"""Lines, paragraphs, names, choices, and what nobody should write."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from frame.readers import Reader, Reading, Unread, choice, folded, line, person_name, prose, sensitive
from frame.texts import language, utf16

NOW = Reading(datetime(2026, 11, 18, 10, tzinfo=UTC), ZoneInfo("Europe/Helsinki"))
FAMILY = "\U0001f468\u200d\U0001f469\u200d\U0001f467"
FLAG = "\U0001f1eb\U0001f1ee"


def each(words: str) -> list[str]:
    return words.split("|")


def answer(reader: Reader[str], words: str) -> str:
    """What was read, or why not."""
    read = reader(words, NOW)
    return language("en").plain(read.reason) if isinstance(read, Unread) else read


@pytest.mark.parametrize(
    ("words", "read"),
    [
        ("Paint the hall", "Paint the hall"),
        ("  Paint \t the\r\n\n hall ", "Paint the hall"),
        ("Paint\u2028the\u00a0hall\u0085now", "Paint the hall now"),
        ("Paint\u200b \u202ethe hall\u202c", "Paint the hall"),
        ("A\u0308iti", "Äiti"),
        ("a\u200b\u0308", "ä"),
        ("<b>bold</b> & co", "<b>bold</b> & co"),
        ("שלום", "שלום"),
        ("Party 🎉", "Party 🎉"),
        ("5", "5"),
    ],
)
def test_a_line_is_cleaned(words: str, read: str) -> None:
    assert answer(line(), words) == read


@pytest.mark.parametrize(
    ("words", "why"),
    [
        ("", "empty"),
        (" \n\t ", "empty"),
        ("\u200b\u202e\u2060", "empty"),
        ("\u200d\ufe0f", "empty"),
        ("🎉", "in words"),
        ("👍🏽 🎉" + FAMILY + FLAG, "in words"),
        ("...", "in words"),
        ("\u3164\u2800", "in words"),
    ],
)
def test_no_words_are_refused(words: str, why: str) -> None:
    for reader in (line(), prose(), person_name()):
        assert why in answer(reader, words)


def test_lengths_are_said() -> None:
    assert answer(line(maximum=80), "a" * 80) == "a" * 80
    assert answer(line(maximum=80), "a" * 93) == "That is 93 characters; at most 80 fit. Please shorten it."
    assert answer(line(minimum=5), "hey") == "That is too short; at least 5 characters are needed."
    assert answer(line(maximum=5), "  a  b  c") == "a b c"


def test_prose_keeps_its_paragraphs() -> None:
    assert answer(prose(), "\n\n One \r\n\r\n\r\n \n Two  \nthree\n") == "One\n\nTwo\nthree"
    assert answer(prose(maximum=10), "a" * 11).startswith("That is 11 characters")


@pytest.mark.parametrize(
    ("words", "length"), [("a" * 9, 9), ("a\u0308" * 9, 9), ("a" + "🎉" * 8, 9), ("a" + FLAG, 3), ("a" + FAMILY, 6)]
)
def test_letters_are_counted_as_people_do(words: str, length: int) -> None:
    assert len(answer(line(maximum=length), words)) == length
    assert answer(line(maximum=length - 1), words).startswith(f"That is {length} characters")


@given(st.text())
def test_any_text_is_read_or_refused(words: str) -> None:
    for reader in (line(maximum=10), prose(maximum=10), person_name(10)):
        read = reader(words, NOW)
        if isinstance(read, Unread):
            assert language("en").plain(read.reason)
        else:
            assert read.strip() == read
            assert 0 < len(read) <= 10
            assert utf16(read) <= 20
            assert reader(read, NOW) == read
    sensitive(words)


def test_a_choice_may_be_typed() -> None:
    reader = choice({"Etänä": "remote", "Paikan päällä": "place"})
    assert answer(reader, " etana ") == "remote"
    assert answer(reader, "PAIKAN  PÄÄLLÄ") == "place"
    assert "tap a button" in answer(reader, "etä")


def test_folding_forgives() -> None:
    assert folded("  TÄNÄÄN\u00a0 klo １５ –½") == "tanaan klo 15 - 1/2"


@pytest.mark.parametrize(
    "name",
    each(
        "Anna|Anna Mäkelä|Matti Tukiainen|Vlad Minkov|J.Virtanen|Anna-Liisa O'Brien|Ольга|李小龍|محمد|Arne Vern|Åsa 2"
    ),
)
def test_names_of_people(name: str) -> None:
    assert answer(person_name(), name) == name


@pytest.mark.parametrize(
    "name",
    each(
        "Tuki|TUKI tiimi|Admin|\u0430dmin|Adm1n|adrnin|A d m i n|Ad.min|Anna (admin)|Administratör|ylläpito"
        "|y l l ä p i t o"
        "|YLLÄPITÄJÄ Anna|y11äpito|Supp0rt|Тех support|\u0422\u0435h\u043est\u0430m\u043e|T-e-h-o-s-t-a-m-o"
        "|Tehostamo Oy"
        "|ᴛᴜᴋɪ|ＡＤＭＩＮ|𝐀𝐝𝐦𝐢𝐧|tuk\u200bi|Stöd|Telegram|Kundtjänst|Botti"
    ),
)
def test_names_that_pose_as_the_service(name: str) -> None:
    assert "name of the service" in answer(person_name(), name)


def test_an_instance_reserves_its_own_name() -> None:
    assert answer(person_name(), "Talkoot") == "Talkoot"
    assert "name of the service" in answer(person_name(reserved=["Talkoot"]), "Ta1k00t fi")


@pytest.mark.parametrize(
    ("name", "why"),
    [
        ("@anna", "no link and no @"),
        ("anna@jarjesto.fi", "no link and no @"),
        ("t.me/anna", "no link and no @"),
        ("ANNA.FI", "no link and no @"),
        ("https://x", "no link and no @"),
        ("Anna 040 123 4567", "phone number"),
        ("12", "letters"),
        ("a" * 61, "at most 60"),
    ],
)
def test_what_is_no_name(name: str, why: str) -> None:
    assert why in answer(person_name(), name)


@pytest.mark.parametrize(
    ("words", "what"),
    [
        ("131052-308T", "identity"),
        ("Olen 131052-308t.", "identity"),
        ("131052 – 308T", "identity"),
        ("010594Y9021", "identity"),
        ("020504A902E", "identity"),
        ("131052-308U", None),
        ("311352-308T", None),
        ("FI21 1234 5600 0007 85", "account"),
        ("Tili: fi2112345600000785 kiitos", "account"),
        ("SE45 5000 0000 0583 9825 7466", "account"),
        ("FI22 1234 5600 0007 85", None),
        ("040 123 4567", "phone"),
        ("0401234567", "phone"),
        ("puh. 044-7654321, soita", "phone"),
        ("+358 40 123 4567", "phone"),
        ("+46 (0)70-123 45 67", "phone"),
        ("0046 70 123 45 67", "phone"),
        ("(09) 123 4567", "phone"),
        ("Soita numeroon ０４０１２３４５６７", "phone"),
        ("31.12.2026 klo 14.00-16.00", None),
        ("01-02-2026", None),
        ("01.02.2026 14:00", None),
        ("2026-12-31", None),
        ("Y-tunnus 0123456-7", None),
        ("00100 Helsinki, 2-4 h, 100 000 000 €", None),
        ("https://example.org/0401234567", None),
        ("", None),
    ],
)
def test_what_nobody_should_write(words: str, what: str | None) -> None:
    warning = sensitive(words)
    assert (warning is None) if what is None else (warning is not None and what in warning.message)
