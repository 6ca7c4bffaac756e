"""Days and moments, as people write them in three languages. It is Wednesday, 18 November 2026, noon in Helsinki."""

import gettext
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from babel import Locale
from hypothesis import given
from hypothesis import strategies as st

from frame.readers import Reading, Unread, future_date, future_moment, inside, is_date, time_of
from frame.texts import LOCALES, Language, language

HELSINKI = ZoneInfo("Europe/Helsinki")
NOW = Reading(datetime(2026, 11, 18, 10, tzinfo=UTC), HELSINKI)


def each(words: str) -> list[str]:
    return words.split("|")


def why(read: object) -> str:
    assert isinstance(read, Unread), read
    return language("en").plain(read.reason, HELSINKI)


DAYS = {
    "18.11.2026": "tänään|Tanaan|i dag|idag|today|18.11.|18.11|tänä keskiviikkona|this Wednesday",
    "19.11.2026": "huomenna|HUOMENNA|i morgon|imorgon|tomorrow|huomenna!|torstaina|1 päivän päästä",
    "20.11.2026": "ylihuomenna|ylihuomenna |i övermorgon|i overmorgon|the day after tomorrow|perjantaina"
    "|ensi perjantaina|pe"
    "|PE.|på fredag|nu på fredag|nästa fredag|on Friday|next Friday|Friday|fri|by Friday|senast på fredag"
    "|perjantaihin mennessä|om två dagar|in 2 days|kahden päivän kuluttua",
    "25.11.2026": "keskiviikkona|ke|på onsdag|viikon päästä|viikon kuluttua|om en vecka|in a week"
    "|a week from now|1 vk päästä",
    "27.11.2026": "ensi viikon perjantaina|perjantaina ensi viikolla|fredag nästa vecka|Friday next week",
    "2.12.2026": "kahden viikon päästä|2 viikon päästä|om två veckor|om 2 veckor|in two weeks"
    "|two weeks from today|14 pv päästä",
    "5.12.2026": "5.12.|5.12|５.１２.|la 5.12.|lördag 5.12.|5/12",
    "18.12.2026": "kuukauden päästä|om en månad|in a month",
    "31.12.2026": "31.12.|31.12|31.12.2026|31.12.26|31. 12. 2026|31.12. 2026|31.12.2026.|2026-12-31|2026/12/31"
    "|31/12/2026|31/12"
    "|31-12-2026|31. joulukuuta|31. Joulukuuta 2026|31 joulukuuta|joulukuun 31.|joulukuun 31. päivä|31 december"
    "|den 31 december"
    "|den 31:a december|31 Dec|31 dec. 2026|31 Dec 2026|31st of December|December 31|December 31, 2026"
    "|31.12. mennessä"
    "|viimeistään 31.12.|senast 31.12|by 31 December|to 31.12.|torstai 31. joulukuuta 2026"
    "|Thursday, 31 December 2026",
    "1.1.2027": "1.1.|01.01.|1.1.2027|1 januari|Jan 1st",
    "17.11.2027": "17.11.",
    "18.11.2027": "vuoden päästä|om ett år|in a year|12 kk päästä",
    "29.2.2028": "29.2.|29 February",
}


@pytest.mark.parametrize(("words", "day"), [(words, day) for day, listed in DAYS.items() for words in each(listed)])
def test_days(words: str, day: str) -> None:
    expected = datetime.strptime(day, "%d.%m.%Y").replace(tzinfo=UTC).date()
    assert future_date()(words, NOW) == expected
    assert future_moment()(words, NOW) == expected


MOMENTS = {
    "18.11.2026 15.00": "klo 15|kl 15|kl. 15.00|at 15:00|15:00|3 pm|3pm|3 p.m.|tänään klo 15|kello 15",
    "18.11.2026 17.30": "17.30|klo 17.30|5:30 pm|i dag 17.30",
    "19.11.2026 15.30": "huomenna klo 15.30|huomenna 15:30|huomenna 15.30|i morgon kl. 15.30|i morgon kl 15:30"
    "|klo 15.30 huomenna"
    "|tomorrow at 15:30|at 3.30 pm tomorrow|tomorrow, 3:30 pm",
    "5.12.2026 15.10": "klo 15.10 5.12.|5.12. 15.10|5.12 klo 15.10|la 5.12. klo 15.10|15:10 5.12.",
    "31.12.2026 14.00": "31.12.2026 14:00|31.12.2026 14.00|31.12.2026 klo 14|31.12. klo 14|2026-12-31T14:00"
    "|2026-12-31 14:00"
    "|to 31.12.2026 klo 14.00|Thursday, 31 December 2026 at 14:00|31.12. 2 pm",
    "20.11.2026 0.00": "pe klo 0|Friday 12 am|20.11. 00:00",
    "31.10.2027 2.59": "31.10.2027 klo 2.59",
    "31.10.2027 4.00": "31.10.2027 klo 4.00",
    "28.3.2027 4.00": "28.3.2027 klo 4",
}


@pytest.mark.parametrize(("words", "at"), [(words, at) for at, listed in MOMENTS.items() for words in each(listed)])
def test_moments(words: str, at: str) -> None:
    read = future_moment()(words, NOW)
    assert read == datetime.strptime(at, "%d.%m.%Y %H.%M").replace(tzinfo=HELSINKI)
    assert isinstance(read, datetime)
    assert read.tzinfo is UTC
    assert "Only the day" in why(future_date()(words, NOW))


REFUSED = {
    "That day is past": "eilen|i går|yesterday|17.11.2026|31.12.2025|31.12.2025 klo 12",
    "That time is past": "klo 9|12:00|tänään klo 11.59|18.11. 10 am",
    "too far away": "31.12.2029|31.12.99|1.1.9999|om 3 år|9999 vuoden päästä|9999 kk päästä|19.11.2028",
    "no day of the calendar": "30.2.|30.2.2027|29.2.2027|31.11.|32.1.|1.13.|0.0.|12/31/2026|31 February"
    "|30.2. klo 15|1.1.0000",
    "day of the week does not fit": "perjantaina 31.12.|pe 5.12|Monday 31 December 2026",
    "no time of day": "klo 25|31.12. klo 24.00|13 pm tomorrow|huomenna 25:00|31:12|huomenna klo 15.60",
    "only a part": "31.12. tai 1.1.|31.12. illalla|huomenna illalla|ehkä huomenna|huomenna klo 15-17"
    "|2026-12-31 14:00:00"
    "|24.12.2026 klo 18 kiitos|pe tai la|not on Friday",
    "The clocks go forward on Sun 28 Mar 2027 from 03:00 to 04:00, so there is no 03:30.": "28.3.2027 klo 3.30",
    "The clocks go back on Sun 31 Oct 2027, so 03:15 comes twice. Please choose a time before 03:00, or 04:00": (
        "31.10.2027 klo 3.15"
    ),
    "I cannot read a day in that. Please write it like 2.12.2026": "|abc|🎉|15|-1|ensi viikolla|joulukuussa|10^9"
    "|klo|at|<b>",
}


@pytest.mark.parametrize(
    ("words", "reason"), [(words, reason) for reason, listed in REFUSED.items() for words in each(listed)]
)
def test_what_is_refused(words: str, reason: str) -> None:
    assert reason in why(future_moment()(words, NOW))


def test_long_words_are_no_date() -> None:
    assert "I cannot read" in why(future_date()("huomenna " * 5000, NOW))


def test_the_day_is_the_one_of_the_zone() -> None:
    late = Reading(datetime(2026, 11, 18, 22, 30, tzinfo=UTC), HELSINKI)
    assert future_date()("tänään", late) == date(2026, 11, 19)


PIECES = each(
    "31.12.|5.12|2026|2027-01-31|pe|fredag|Monday|ensi|next|nästa|viikolla|vecka|week|viikon|päästä|om|in|two|klo|at|kl"
    "|15|17.30|3:30|pm|am|tammikuuta|dec|mars|huomenna|tomorrow|i|morgon|den|the|by|mennessä|.|,|-|/|29.2.|31|99|0"
    "|28.3.2027|3.30"
)


@given(
    st.one_of(st.text(), st.lists(st.sampled_from(PIECES), max_size=6).map(" ".join)),
    st.datetimes(datetime(2020, 1, 1), datetime(2090, 1, 1), timezones=st.just(UTC)),  # noqa: DTZ001
)
def test_what_is_read_is_still_to_come_and_near(words: str, now: datetime) -> None:
    reading = Reading(now, HELSINKI)
    read = future_moment()(words, reading)
    if isinstance(read, Unread):
        assert why(read)
    elif isinstance(read, datetime):
        assert now < read < now + timedelta(days=733)
    else:
        assert reading.today <= read <= reading.today + timedelta(days=731)


@given(st.integers(1, 731 * 24 * 60 - 1440), st.sampled_from(sorted(LOCALES)))
def test_what_the_bot_says_it_reads(minutes: int, code: str) -> None:
    said = Language(code, Locale.parse(LOCALES[code]), gettext.NullTranslations())
    moment = NOW.now + timedelta(minutes=minutes)
    day = moment.astimezone(HELSINKI).date()
    assert future_date()(said.day(day), NOW) == day
    assert future_date()(said.day_in_words(day), NOW) == day
    read = future_moment()(said.moment(moment, HELSINKI), NOW)
    assert read == moment or "comes twice" in why(read)


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("14", "14:00"), ("klo 14", "14:00"), ("14.30", "14:30"), ("9:05", "9:05"), ("9 am", "9:00"), ("0.15", "0:15"),
    ],
)  # fmt: skip
def test_a_time_of_a_known_day(words: str, expected: str) -> None:
    day = NOW.today + timedelta(days=1)
    found = time_of(day)(words, NOW)
    assert isinstance(found, datetime)
    hour, minute = expected.split(":")
    assert found.astimezone(NOW.zone) == datetime.combine(day, time(int(hour), int(minute)), NOW.zone)


@pytest.mark.parametrize("words", ["25", "14.60", "tomorrow 14", "14 15", "", "x" * 500, "1.12."])
def test_no_time_of_a_day(words: str) -> None:
    assert isinstance(time_of(NOW.today + timedelta(days=1))(words, NOW), Unread)


def test_a_time_of_today_that_is_past() -> None:
    assert isinstance(time_of(NOW.today)("0.01", NOW), Unread)


@pytest.mark.parametrize(
    ("words", "says"),
    [
        ("joskus ennen 31.12.", True), ("maybe tomorrow evening", True), ("någon gång på lördag kl 10", True),
        ("any evening before Christmas", False), ("kun ehdit", False), ("to be agreed on", False), ("31.2. kai", False),
        ("siskoni la", False), ("x " * 60, False), ("ennen 1.1.2020", False),
    ],
)  # fmt: skip
def test_a_day_among_other_words(words: str, says: bool) -> None:
    assert (inside(words, NOW) is not None) is says


@pytest.mark.parametrize(
    ("words", "says"),
    [("31.12.", True), ("31.2.", True), ("1.1.2020", True), ("klo 10", True), ("25:99", True), ("kun ehdit", False)],
)
def test_a_day_and_nothing_else(words: str, says: bool) -> None:
    assert is_date(words, NOW) is says
