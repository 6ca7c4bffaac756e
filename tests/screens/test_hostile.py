"""Every screen in every language, whatever people wrote into it, is one that Telegram takes.

The screens are found by their types: each public function of `screens/` that returns a Screen is called with values
that Hypothesis makes for its parameters, and judged by the sandbox's own reading of markup and keyboards.
"""

import importlib
import inspect
import pkgutil
from collections.abc import Callable, Sequence
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Any, get_type_hints

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

import screens
from bot.rendering import rendered
from domain.chats import ChatOffer
from domain.lifecycle import Permitted
from domain.offers import OfferView
from domain.programme.running.rooms import RoomMessageView
from domain.programme.workbooks.book import AnswerView, Book, IndicatorView, MeasureView
from domain.results.figures import Name
from domain.results.periods import Period, Span
from domain.results.report import Report, Unmet
from domain.views import MessageView, PartView, ProfileView, Scores
from frame.screen import Button, Screen
from frame.texts import LOCALES, Joined, Text, Translated, Words, _, language, lines, utf16
from models.programme.workbook import Question
from sandbox.entities import formatted
from sandbox.keyboards import checked_markup
from screens.breakdowns import WHY
from screens.messages import CARRIED, LetterPart
from screens.ways import Home

HOSTILE = [
    "<b>", "</b>", "<a href='tg://user?id=1'>x</a>", "&", "&lt;", "&nbsp;", "{name}", "{0}", "{}",
    "%s", "\\", "`*_[]()~", "\u202etxt.exe", "\u200b", "a\u0301\u0301\u0301\u0301", "שלום",
    "😀" * 40, "\x00\x07", "\n\n\n", "", " ", "x" * 4096, "@anna", "/start", "https://evil.example",
    "=1+1", "ä" * 500, "\ud83d", "\U000e0041", "👨‍👩‍👧",
]  # fmt: skip
TEXTS = st.text(max_size=60) | st.sampled_from(HOSTILE) | st.lists(st.sampled_from(HOSTILE), max_size=4).map("".join)
MOMENTS = st.datetimes(datetime(2020, 1, 1), datetime(2040, 1, 1), timezones=st.just(UTC))  # noqa: DTZ001  bounds
NUMBERS = st.integers(0, 10**9)


def all_screens() -> list[tuple[str, Callable[..., Any]]]:
    """Every function of screens/ that returns a Screen, or words for one."""
    found: list[tuple[str, Callable[..., Any]]] = []
    for module in pkgutil.walk_packages(screens.__path__, "screens."):
        for name, function in inspect.getmembers(importlib.import_module(module.name), inspect.isfunction):
            own = function.__module__ == module.name and not name.startswith("_")
            if own and get_type_hints(function).get("return") in (Screen, Screen | None, Words, Text, Joined):
                found.append((f"{module.name}.{name}", function))
    return found


@pytest.fixture(scope="module", autouse=True)
def _values() -> None:
    st.register_type_strategy(str, TEXTS)
    st.register_type_strategy(int, NUMBERS)
    st.register_type_strategy(float, st.floats(1, 5))
    st.register_type_strategy(datetime, MOMENTS)
    st.register_type_strategy(date, st.dates(date(2020, 1, 1), date(2040, 1, 1)))
    st.register_type_strategy(Scores, st.builds(Scores, *[st.integers(1, 5)] * 3, TEXTS, st.booleans()))
    token = st.just("x" * 16)
    st.register_type_strategy(ChatOffer, st.builds(ChatOffer, token=token))
    averages = dict.fromkeys(("task_average", "schedule_average", "process_average"), st.floats(1, 5))
    st.register_type_strategy(ProfileView, st.builds(ProfileView, **averages))
    spans = st.fixed_dictionaries(
        {
            "type": st.sampled_from(["bold", "pre", "spoiler"]),
            "offset": st.integers(0, 50),
            "length": st.integers(0, 90),
        }
    )
    formatting = st.lists(spans, max_size=3)
    places = st.none() | st.just({"latitude": 60.1, "longitude": 24.9, "title": "Talo", "address": "Katu 1"})
    st.register_type_strategy(
        PartView,
        st.builds(PartView, text=TEXTS, entities=formatting.map(tuple), file_id=st.just("AgAC"), details=places),
    )
    st.register_type_strategy(
        MessageView, st.builds(MessageView, parts=st.lists(st.from_type(PartView), min_size=1, max_size=4).map(tuple))
    )
    st.register_type_strategy(
        RoomMessageView,
        st.builds(RoomMessageView, entities=formatting.map(tuple), file_id=st.just("AgAC"), details=places),
    )
    st.register_type_strategy(
        LetterPart, st.builds(LetterPart, kind=st.sampled_from(list(CARRIED)), entities=formatting, details=places)
    )
    value = st.none() | NUMBERS | st.floats(0, 5)
    figures = st.fixed_dictionaries(dict.fromkeys(Name, value))
    st.register_type_strategy(
        Period,
        st.builds(
            lambda span, first, days: Period(span, first, first + timedelta(days=days)),
            st.sampled_from(Span),
            st.dates(date(2020, 1, 1), date(2040, 1, 1)),
            st.integers(0, 800),
        ),
    )
    st.register_type_strategy(Unmet, st.builds(Unmet, why=st.sampled_from(sorted(WHY))))
    st.register_type_strategy(Report, st.builds(Report, now=figures, before=figures))
    st.register_type_strategy(Decimal, st.decimals(0, 10**9, places=2))
    answers = st.from_type(AnswerView)
    asked = st.sampled_from(Question)
    measures = _some(st.builds(MeasureView, value=st.none() | st.from_type(Decimal)))
    indicator = st.builds(IndicatorView, answers=st.dictionaries(asked, answers, max_size=4), measures=measures)
    st.register_type_strategy(IndicatorView, indicator)
    own = st.dictionaries(asked, _some(answers), max_size=4)
    st.register_type_strategy(Book, st.builds(Book, answers=own, indicators=_some(indicator)))
    st.register_type_strategy(Permitted, st.builds(Everything))
    st.register_type_strategy(Text, TEXTS.map(lambda words: _("It is so: {words}", words=words)))
    st.register_type_strategy(Translated, TEXTS.map(lambda words: Translated(dict.fromkeys(LOCALES, words))))
    st.register_type_strategy(Joined, st.lists(TEXTS, max_size=3).map(lambda pieces: lines(*pieces)))
    st.register_type_strategy(Button, TEXTS.map(lambda words: Button(_("Go: {words}", words=words), Home())))
    st.register_type_strategy(Screen, TEXTS.map(lambda words: Screen(_("Here: {words}", words=words))))


def _some(one: st.SearchStrategy[Any]) -> st.SearchStrategy[tuple[Any, ...]]:
    return st.lists(one, max_size=2).map(tuple)


class Everything(Permitted):
    """Permits all there is, so that every button is on the screen."""

    def __init__(self) -> None:
        super().__init__(frozenset())

    def __call__(self, action: Any) -> bool:
        return True


def own_values(function: Callable[..., Any]) -> dict[str, st.SearchStrategy[Any]]:
    """Values that are not people's: addresses that the bot makes, sentences that the bot says."""
    found: dict[str, st.SearchStrategy[Any]] = {}
    for name, hint in get_type_hints(function).items():
        if name in ("address", "link", "url"):
            found[name] = st.just("https://t.me/some_bot?start=g_ABCDE")
        elif name == "token":
            found[name] = st.just("A" * 22)
        elif name in ("topics", "thread_id"):
            found[name] = st.from_type(hint)
        elif hint == Sequence[OfferView]:  # one for each category
            found[name] = st.lists(st.from_type(OfferView), max_size=10)
        elif hint == Words and name != "return":
            found[name] = TEXTS.map(lambda words: _("It is so: {words}", words=words))
    return found


@pytest.mark.parametrize(("name", "function"), all_screens(), ids=[name for name, _function in all_screens()])
def test_telegram_takes_it(name: str, function: Callable[..., Any], prove: bool) -> None:
    @settings(
        max_examples=1000 if prove else 12,
        deadline=None,
        phases=[Phase.explicit, Phase.reuse, Phase.generate, *([Phase.shrink] if prove else [])],
        database=None,
        derandomize=not prove,
        suppress_health_check=list(HealthCheck),
    )
    @given(st.builds(function, **own_values(function)))
    def holds(shown: Screen | Words | None) -> None:
        screen = shown if isinstance(shown, Screen) or shown is None else Screen(lines(_("So it is:"), shown))
        if screen is not None:
            for code in LOCALES:
                judge(screen, code)

    holds()


def judge(screen: Screen, code: str) -> None:
    shown = rendered(screen, language(code), UTC)
    text, _entities = formatted(shown.text, "HTML" if shown.entities is None else None, shown.entities)
    assert utf16(text) <= (1024 if shown.media or shown.album else 4096)
    bare = shown.media or shown.album or shown.reaction or shown.follows or shown.topic
    assert bare or text.strip(), "a message has words"
    if screen.topic is not None and shown.topic is not None:
        assert shown.topic.name is None or 1 <= len(shown.topic.name.strip()) <= 128
        judge(screen.topic.inside, code)
    for part in shown.album or []:
        assert utf16(formatted(part.get("caption", ""), None, part.get("caption_entities"))[0]) <= 1024
    assert shown.toast is None or len(shown.toast) <= 200
    if shown.keyboard:
        checked_markup({"inline_keyboard": shown.keyboard})
    labels = [key["text"] for row in shown.keyboard for key in row]
    assert all(label.strip() for label in labels), "a button has words"
