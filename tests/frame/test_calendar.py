"""A calendar by buttons: months of any shape, within Telegram's limits, with no day that may not be chosen."""

from dataclasses import dataclass
from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from frame.calendar import NO_DAY, month
from frame.screen import Tap
from frame.texts import LOCALES, language

DAYS = st.dates(date(2020, 1, 1), date(2040, 1, 1))


@dataclass(frozen=True)
class Day(Tap, code="testday"):
    day: date


@dataclass(frozen=True)
class Turn(Tap, code="testturn"):
    day: date


@given(DAYS, DAYS, st.integers(0, 800))
def test_every_day_that_may_be_chosen_and_no_other(shown: date, first: date, length: int) -> None:
    last = first + timedelta(days=length)
    heads, *rest = month(shown, first, last, Day, Turn)
    seen = min(max(shown, first), last)
    offered = [button.tap.day for row in rest for button in row if isinstance(button.tap, Day)]
    wanted = [first + timedelta(days=number) for number in range(length + 1)]
    assert offered == [day for day in wanted if (day.year, day.month) == (seen.year, seen.month)]
    assert len(heads) == 7
    assert sum(len(row) for row in (heads, *rest)) <= 58
    weeks = [row for row in rest if len(row) == 7]
    for week in weeks:
        for weekday, button in enumerate(week):
            if isinstance(button.tap, Day):
                assert button.tap.day.weekday() == weekday, "Monday first"
                assert button.label == str(button.tap.day.day)
            else:
                assert button.label == NO_DAY
    ways = [button.tap.day for row in rest if len(row) < 7 for button in row if isinstance(button.tap, Turn)]
    for way in ways:
        assert first.replace(day=1) <= way <= last
        assert abs((way.year - seen.year) * 12 + way.month - seen.month) == 1


def test_labels_in_each_language() -> None:
    rows = month(date(2026, 12, 24), date(2026, 11, 23), date(2027, 12, 31), Day, Turn)
    said = {code: [[language(code).plain(button.label) for button in row] for row in rows] for code in LOCALES}
    assert said["fi"][0] == ["ma", "ti", "ke", "to", "pe", "la", "su"]
    assert said["sv"][0] == ["må", "ti", "on", "to", "fr", "lö", "sö"]
    assert said["fi"][-1] == ["Näytä marraskuu 2026", "Näytä tammikuu 2027"]
    assert said["sv"][-1] == ["Visa november 2026", "Visa januari 2027"]
    assert said["en"][-1] == ["Show November 2026", "Show January 2027"]
    assert all(row[0] == said["fi"][number][0] for number, row in enumerate(said["sv"]) if 0 < number < 6)
