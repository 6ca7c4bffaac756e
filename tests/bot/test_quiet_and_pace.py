"""Quiet hours by the person's clock, through both changes of the clocks; how fast notices may go."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from bot.pace import GROUP, Bucket
from domain.quiet import QuietHours

HELSINKI = ZoneInfo("Europe/Helsinki")


def at(day: str, hour: int, minute: int = 0) -> datetime:
    year, month, number = map(int, day.split("-"))
    return datetime(year, month, number, hour, minute, tzinfo=HELSINKI).astimezone(UTC)


@pytest.mark.parametrize(
    ("now", "over"),
    [
        (at("2026-11-23", 20, 59), None),
        (at("2026-11-23", 21), at("2026-11-24", 9)),
        (at("2026-11-24", 3), at("2026-11-24", 9)),
        (at("2026-11-24", 8, 59), at("2026-11-24", 9)),
        (at("2026-11-24", 9), None),
        (at("2026-10-24", 23), at("2026-10-25", 9)),  # the clocks go back in this night
        (at("2027-03-27", 23), at("2027-03-28", 9)),  # and forward in this one
    ],
)
def test_quiet_from_nine_to_nine(now: datetime, over: datetime | None) -> None:
    assert QuietHours.parse("21-9").over_at(now, HELSINKI) == over


def test_quiet_within_a_day_and_no_quiet_at_all() -> None:
    noon = at("2026-11-23", 12)
    assert QuietHours.parse("12-13").over_at(noon, HELSINKI) == noon + timedelta(hours=1)
    assert QuietHours.parse("off").over_at(noon, HELSINKI) is None


def test_a_burst_passes_and_then_one_at_a_time() -> None:
    bucket = Bucket(rate=1, burst=3, at=0)
    assert [bucket.take(0) for _ in range(5)] == [0, 0, 0, 1, 2]
    assert bucket.take(100) == 0


def test_a_group_gets_at_most_twenty_in_any_minute() -> None:
    bucket = Bucket(*GROUP, at=0)
    turns = [bucket.take(0) for _ in range(100)]
    assert max(sum(start <= turn < start + 60 for turn in turns) for start in turns) <= 20
    assert sum(turn < 600 for turn in turns) == 100, "and it is not much slower than it may be"
