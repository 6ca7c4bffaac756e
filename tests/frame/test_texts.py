"""Nobody's words change a screen: they are escaped, cleaned and kept in their place."""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from frame.texts import (
    InWords,
    Joined,
    Minutes,
    Translated,
    _,
    cleaned,
    language,
    lines,
    n_,
    nearest,
    paragraphs,
    utf16,
)

HELSINKI = ZoneInfo("Europe/Helsinki")
FI, SV, EN = language("fi"), language("sv"), language("en")


def test_values_are_escaped_and_markup_stays() -> None:
    assert EN.html(_("<b>{name}</b>", name="<i>&")) == "<b>&lt;i&gt;&amp;</b>"
    assert EN.plain(_("Open: {name}", name="<i>&")) == "Open: <i>&"


def test_a_value_is_not_a_sentence() -> None:
    assert EN.html(_("{a}", a="{b} {a.__class__}")) == "{b} {a.__class__}"


@given(st.text())
def test_no_text_opens_a_tag(words: str) -> None:
    said = str(EN.html(_("<b>{words}</b>", words=words)))
    assert "<" not in said[3:-4]
    assert ">" not in said[3:-4]


@pytest.mark.parametrize(
    ("words", "clean"),
    [
        ("a\u202eb", "ab"),
        ("a\x00\x07b", "ab"),
        ("a\u200bb\ufeff", "ab"),
        ("e\u0301\u0301\u0301\u0301\u0301", "\u00e9\u0301\u0301"),
        ("a\ud800b", "ab"),
        ("perhe \U0001f468\u200d\U0001f469\u200d\U0001f467", "perhe \U0001f468\u200d\U0001f469\u200d\U0001f467"),
    ],
)
def test_what_forges_and_hides_is_taken_out(words: str, clean: str) -> None:
    assert cleaned(words) == clean


def test_right_to_left_words_turn_nobody_elses() -> None:
    assert EN.plain(_("{name}: 1", name="שלום")) == "\u2068שלום\u2069: 1"


def test_plurals_dates_and_durations_in_each_language() -> None:
    moment = datetime(2026, 12, 31, 15, 30, tzinfo=UTC)
    assert [speaks.plain(moment_text(moment), HELSINKI) for speaks in (FI, SV, EN)] == [
        "to 31.12.2026 klo 17.30",
        "tors 31.12.2026 kl. 17:30",
        "Thu 31 Dec 2026, 17:30",
    ]
    assert FI.plain(_("{day}", day=InWords(date(2026, 12, 31)))) == "torstai 31. joulukuuta 2026"
    assert FI.plain(_("{time}", time=Minutes(90))) == "1 h 30 min"
    assert EN.plain(_("{time}", time=Minutes(45))) == "45 min"
    assert EN.plain(n_("{count} person", "{count} people", 1)) == "1 person"
    assert EN.plain(n_("{count} person", "{count} people", 1234)) == "1,234 people"


def moment_text(moment: datetime) -> Joined:
    return lines(_("{moment}", moment=moment))


def test_names_that_are_data_and_pieces_that_are_missing() -> None:
    name = Translated({"fi": "talous", "sv": "ekonomi", "en": "finance"})
    assert SV.plain(_("Category: {name}", name=name)).endswith("ekonomi")
    assert EN.html(paragraphs(_("a"), None, False, lines("b", "<c>"))) == "a\n\nb\n&lt;c&gt;"


def test_a_long_value_is_clipped_and_length_is_telegrams() -> None:
    assert EN.plain(_("{x}", x="a" * 50), clip=10) == "a" * 9 + "…"
    assert utf16("ä😀") == 3


@pytest.mark.parametrize(("code", "spoken"), [("sv-FI", "sv"), ("fi", "fi"), ("EN", "en"), ("et", "fi"), (None, "fi")])
def test_the_nearest_language(code: str | None, spoken: str) -> None:
    assert nearest(code, "fi") == spoken
