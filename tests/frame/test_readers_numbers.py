"""Numbers and lengths of time, as people write them in three languages."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from frame.readers import Reading, Unread, hours, whole
from frame.texts import language

NOW = Reading(datetime(2026, 11, 18, 10, tzinfo=UTC), ZoneInfo("Europe/Helsinki"))


def each(words: str) -> list[str]:
    return words.split("|")


def why(read: object) -> str:
    assert isinstance(read, Unread), read
    return language("en").plain(read.reason)


LENGTHS = {
    15: "15 min|0,25|1/4 h|¼ h|vartti|en kvart|a quarter of an hour|viisitoista minuuttia|15m|0:15|0.25",
    20: "1/3 h|0,33|20 minuter|⅓ tuntia|twenty minutes",
    30: "0,5|.5|0.5 h|½|½ h|30 min|puoli tuntia|Puoli Tuntia|en halvtimme|halvtimme|en halv timme|half an hour"
    "|a half hour|0:30|0 h 30 min|30 minuuttia",
    45: "45 min|kolme varttia|tre kvart|three quarters of an hour|¾ h|0,75",
    60: "1|1 h|1h|tunti|yksi tunti|1 tunti|en timme|timme|an hour|one hour|1:00|60 min|1.00",
    75: "tunti ja vartti|tunti vartti|en timme och en kvart|1,25|1 h 15 min|1 hour and 15 minutes",
    90: "1,5|1.5|1,5 h|1.5h|1,5 tuntia|1,50|1 h 30 min|1h30|1 h 30|1h30min|1:30|90 min|90 minuuttia|90 minutes"
    "|puolitoista tuntia|en och en halv timme|1½|1½ h|1 ½ tuntia|1 1/2|an hour and a half|one and a half hours"
    "|1 t 30 min|1 tim 30 min|1 timme och 30 minuter|tunti 30 min|halvannan timme|1 h, 30 min|noin 1,5 h"
    "|ca 1,5 tim",
    120: "2|2 t|2 tim|2 tim.|2 tuntia|kaksi tuntia|2 h|2h.|２ h|٢|två timmar|two hours|kaksi|about 2 hours|~2"
    "|2️⃣|120 min",
    150: "2,5|kaksi ja puoli tuntia|2 ja puoli tuntia|två och en halv timme|two and a half hours|2½ tuntia|150 min",
    330: "11/2|5,5",
    12000: "200|200 h",
}


@pytest.mark.parametrize(
    ("words", "minutes"), [(words, minutes) for minutes, listed in LENGTHS.items() for words in each(listed)]
)
def test_lengths_of_time(words: str, minutes: int) -> None:
    assert hours()(words, NOW) == minutes


@pytest.mark.parametrize(
    ("words", "reason"),
    [
        *[(words, "too little; at least 15 min") for words in each("-1|- 1 h|−2|0|0 h|0 min|14 min|0,2|1/1000000")],
        *[(words, "too much; at most 200 h") for words in each(f"201|200,5|1000000000|{'9' * 50}|99999 min|1000:00")],
        *[(words, "not two") for words in each("1-2|2–3 h|1 h - 2 h|10-15 min")],
        *[(words, "I cannot tell") for words in each("1.30|1,30|1.15 h|0.45|2.10")],
        *[
            (words, "for example 2, 1,5 or 1 h 30 min")
            for words in each(
                "|abc|🎉|10^9|10²|1/0|1/0 h|2 päivää|2 h foo|a|en|h|1 2|1:75|1,5,5|2 h 3 h|two half hours"
            )
        ],
        ("9" * 300, "for example"),
    ],
)
def test_what_is_no_length_of_time(words: str, reason: str) -> None:
    assert reason in why(hours()(words, NOW))


def test_the_limits_of_hours_are_the_callers() -> None:
    assert hours(minimum=0.5, maximum=2)("2", NOW) == 120
    assert "at least 30 min" in why(hours(minimum=0.5)("20 min", NOW))
    assert "at most 2 h" in why(hours(maximum=2)("2 h 1 min", NOW))
    assert "means 1 h 30 min" in why(hours()("1.30", NOW))


PIECES = each(
    "1|2|30|1,5|1.5|½|h|t|min|tunti|tuntia|timme|hour|ja|och|and|puoli|en|halv|half|a|vartti|quarter|-|:|.|~|noin|0|/| "
)


@given(st.one_of(st.text(), st.lists(st.sampled_from(PIECES)).map("".join)))
def test_hours_are_never_out_of_range(words: str) -> None:
    read = hours()(words, NOW)
    assert 15 <= read <= 12000 if isinstance(read, int) else why(read)
    counted = whole(1, 50)(words, NOW)
    assert 1 <= counted <= 50 if isinstance(counted, int) else why(counted)


@given(st.integers(15, 12000))
def test_what_is_shown_is_read(minutes: int) -> None:
    whole_hours, rest = divmod(minutes, 60)
    shown = (f"{whole_hours} h " if whole_hours else "") + (f"{rest} min" if rest else "")
    assert hours()(shown, NOW) == minutes


@pytest.mark.parametrize(
    ("words", "number"),
    [
        *[
            ("5", 5),
            (" 5 ", 5),
            ("５", 5),
            ("+5", 5),
            ("viisi", 5),
            ("två", 2),
            ("Ten", 10),
            ("ett", 1),
            ("1 000", 1000),
        ],
        *[("5 henkilöä", 5), ("kolme ihmistä", 3), ("2 people", 2), ("3 st", 3), ("4 hlö", 4)],
    ],
)
def test_whole_numbers(words: str, number: int) -> None:
    assert whole(1, 1000)(words, NOW) == number


@pytest.mark.parametrize(
    ("words", "reason"),
    [
        *[("0", "from 1 up"), ("-1", "from 1 up"), ("−1", "from 1 up")],
        *[("51", "up to 50"), ("1000000000", "up to 50"), ("9" * 60, "up to 50")],
        *[(words, "a whole number from 1 to 50") for words in each("|abc|1,5|10^9|🎉|5²|a|2-3|1 2|5 kg|--5")],
        ("9" * 5000, "a whole number from 1 to 50"),
    ],
)
def test_what_is_no_whole_number(words: str, reason: str) -> None:
    assert reason in why(whole(1, 50)(words, NOW))
