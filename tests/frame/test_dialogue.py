"""A dialogue as a script: its answers live in a row, so it goes on after anything."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import create_engine, func, select
from sqlalchemy.orm import Session

import models
from domain.timers import Timers
from frame import steps as script
from frame.dialogue import Dialogue
from frame.here import Here, House, Said
from frame.readers import Unread, future_date, line
from frame.routing import Routes
from frame.screen import Screen
from frame.steps import Answer, Ask, Back, Cancel, Change, Choose, Confirm, GoOn, Keep, Option, Send, Skip
from frame.texts import Words, _, language
from models.base import Base
from models.draft import Draft
from models.person import Person

assert models
NOW = datetime(2026, 11, 23, 10, tzinfo=UTC)
HOUSE = House("some_bot", "fi", ZoneInfo("Europe/Helsinki"), frozenset(), b"k", Timers(), Routes())


@dataclass(frozen=True)
class Trip:
    where: str | None = None
    town: str | None = None
    day: date | None = None
    search: str = ""


sent: list[Trip] = []


def send(trip: Trip, here: Here) -> Screen:
    sent.append(trip)
    return Screen(_("Sent"))


def wheres(trip: Trip, here: Here) -> list[Option]:
    found = [Option("far", _("Far away")), Option("near", _("Near"))]
    return [option for option in found if trip.search in option.value]


def search(words: str, trip: Trip, here: Here) -> Trip | Unread:
    return replace(trip, search=words) if words != "?" else Unread(_("Say it in letters."))


def preview(trip: Trip, here: Here) -> Words:
    return _("To {where}", where=trip.town or trip.where or "")


TRIP = Dialogue(
    "trip",
    Trip,
    Choose("where", _("Where to?"), wheres, label=_("Place"), typed=search),
    Ask("town", _("Which town?"), line(maximum=20), label=_("Town"), when=lambda trip: trip.where == "far"),
    Ask("day", _("Which day?"), future_date(), label=_("Day"), optional=True, echo=lambda day: _("{day}.", day=day)),
    Confirm(preview, send=_("Send")),
    what=_("A trip"),
    then=send,
    ended=lambda here: Screen(_("Home")),
)


@pytest.fixture
def here() -> Iterator[Here]:
    engine = create_engine("sqlite://")
    Base.metadata.create_all(engine)
    sent.clear()
    with Session(engine) as session:
        anna = Person(telegram_id=1, name="Anna", language="en", created_at=NOW)
        session.add(anna)
        session.flush()
        yield Here(session, anna, NOW, HOUSE)
    engine.dispose()


def draft(here: Here) -> Draft:
    assert here.draft is not None
    return here.draft


def words(screen: Screen) -> str:
    return language("en").plain(screen.words)


def labels(screen: Screen) -> list[str]:
    return [language("en").plain(button.label) for row in screen.buttons for button in row]


def say(here: Here, text: str, kind: str = "text") -> Screen:
    return TRIP.typed(Said(kind, text), here, draft(here))


def tap(here: Here, kind: Any, *values: Any) -> Screen:
    return TRIP.tapped(kind(draft(here).id, *values), here, draft(here))


def test_from_the_first_question_to_the_end(here: Here) -> None:
    assert words(TRIP.open(here)) == "Where to?"
    assert words(tap(here, Answer, "where", "far")) == "Which town?"
    assert words(say(here, "Oulu")) == "Which day?"
    shown = say(here, "31.12.")
    assert words(shown).startswith("Thu 31 Dec 2026.\n\nTo Oulu")
    assert labels(shown) == ["Send", "Change an answer", "Cancel"]
    assert words(tap(here, Send)) == "Sent"
    assert sent == [Trip("far", "Oulu", date(2026, 12, 31))]
    assert here.draft is None
    assert here.session.scalar(select(func.count(Draft.id))) == 0


def test_a_wrong_answer_says_why_and_the_question_stays(here: Here) -> None:
    TRIP.open(here)
    tap(here, Answer, "where", "far")
    shown = say(here, "x" * 30)
    assert "20" in words(shown)
    assert words(shown).endswith("Which town?")
    assert "text" in words(say(here, "", kind="sticker"))
    assert draft(here).step == "town"


def test_a_label_may_be_typed_and_a_search_narrows(here: Here) -> None:
    TRIP.open(here)
    assert "letters" in words(say(here, "?"))
    assert "Far away" not in labels(say(here, "nea"))
    assert words(say(here, "NEAR")) == "Which day?"


def test_back_takes_back_the_last_answer(here: Here) -> None:
    assert "Back" not in labels(TRIP.open(here))
    tap(here, Answer, "where", "near")
    assert words(tap(here, Back, "day")) == "Where to?"


def test_only_an_optional_step_is_skipped(here: Here) -> None:
    TRIP.open(here)
    assert words(tap(here, Skip, "where")) == "Where to?"
    tap(here, Answer, "where", "near")
    assert words(tap(here, Skip, "day")) == "To near"


def test_an_answer_is_changed_and_the_rest_stays(here: Here) -> None:
    TRIP.open(here)
    tap(here, Answer, "where", "far")
    say(here, "Oulu")
    tap(here, Skip, "day")
    assert labels(tap(here, Change, None)) == ["Place", "Town", "Day", "Change nothing"]
    assert words(tap(here, Change, "where")) == "Where to?"
    assert words(tap(here, Answer, "where", "near")) == "To Oulu"
    tap(here, Send)
    assert sent == [Trip("near", None, None)], "an answer to a question that no longer applies is forgotten"


def test_a_button_of_an_earlier_question_shows_the_present_one(here: Here) -> None:
    TRIP.open(here)
    tap(here, Answer, "where", "far")
    assert words(tap(here, Answer, "where", "near")) == "Which town?"
    assert words(tap(here, Answer, "town", "Oulu")) == "Which town?", "a value that was never offered"
    assert words(tap(here, Send)) == "Which town?"


def test_begun_before_it_offers_to_go_on(here: Here) -> None:
    TRIP.open(here)
    tap(here, Answer, "where", "far")
    here.leave()
    shown = TRIP.open(here)
    assert "A trip" in words(shown)
    assert labels(shown) == ["Go on", "Begin anew", "Put it aside", "Throw it away"]
    assert words(tap(here, GoOn)) == "Which town?"


def test_without_an_answer_nothing_was_begun(here: Here) -> None:
    TRIP.open(here)
    here.leave()
    assert words(TRIP.open(here)) == "Where to?"
    assert words(tap(here, Cancel)).endswith("Home")
    assert here.draft is None


def test_put_aside_and_thrown_away(here: Here) -> None:
    TRIP.open(here)
    tap(here, Answer, "where", "far")
    assert "not sent" in words(tap(here, Cancel))
    waiting = draft(here)
    assert "Home" in words(tap(here, Keep))
    assert here.actor.focus_draft_id is None
    TRIP.tapped(script.ThrowAway(waiting.id), here, waiting)
    assert here.session.scalar(select(func.count(Draft.id))) == 0


def test_a_draft_for_each_subject(here: Here) -> None:
    TRIP.open(here, Trip(where="far"), subject="1")
    TRIP.open(here, Trip(where="near"), subject="2")
    assert here.session.scalar(select(func.count(Draft.id))) == 2


def test_a_deploy_that_takes_a_step_away_goes_on_at_the_first_open_one(here: Here) -> None:
    TRIP.open(here)
    tap(here, Answer, "where", "far")
    draft(here).step = "was_here_once"
    draft(here).answers = {"values": {"where": "far", "gone": 1}, "answered": ["where", "was_here_once"]}
    assert TRIP.step_of(draft(here)) == "town"
    draft(here).answers = {"values": {"day": "no day"}, "answered": []}
    assert TRIP.answers(draft(here)) == Trip(), "what cannot be read is asked again"


def test_an_answer_that_cannot_be_read_any_more_is_asked_again(here: Here) -> None:
    TRIP.open(here)
    values = {"where": "far", "town": "Oulu", "day": "next week", "search": ""}
    draft(here).answers = {"values": values, "answered": ["where", "town", "day"]}
    draft(here).step = "confirm"
    assert words(TRIP.question(here, draft(here))) == "Which day?"
    assert TRIP.answers(draft(here)) == Trip("far", "Oulu")
    assert words(say(here, "31.12.")).startswith("Thu 31 Dec 2026.\n\nTo Oulu")


def test_many_options_come_in_pages(here: Here) -> None:
    many = Dialogue(
        "many",
        Trip,
        Choose("where", _("Which?"), lambda trip, here: [Option(str(n), str(n)) for n in range(20)]),
        what=_("Many"),
        then=send,
        ended=lambda here: Screen(_("Home")),
    )
    assert labels(many.open(here))[:9] == [*map(str, range(8)), "Show more (12)"]
    second = many.tapped(script.Page(draft(here).id, "where", 1), here, draft(here))
    assert labels(second)[:10] == [*map(str, range(8, 16)), "Show more (4)", "Show the first ones"]
    many.tapped(Answer(draft(here).id, "where", "19"), here, draft(here))
    assert sent[0].where == "19"


def test_it_is_kept_a_year(here: Here) -> None:
    TRIP.open(here)
    tap(here, Answer, "where", "far")
    here.now += timedelta(days=365)
    assert "23 Nov 2026" in words(TRIP.open(here))
