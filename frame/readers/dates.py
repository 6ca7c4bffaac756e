"""Days and moments to come, as people write them in Finnish, Swedish and English."""

import re
from calendar import monthrange
from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta

from frame.readers.base import NUMBERS, Reader, Reading, Unread, either, folded
from frame.texts import _, shown

FARTHEST = 731  # days: two years
LONGEST = 80  # characters; what is longer is no date
MOST_WORDS = 6  # that name a day and a time
MOST_OF_A_CHANCE = 3  # letters: "to" is a Thursday in Finnish, and nothing of the kind in English

# All folded: lower case, no diacritics. Every pattern is held against the whole of what is left to read.
NEAR = {
    "eilen": -1, "i gar": -1, "igar": -1, "yesterday": -1,
    "tanaan": 0, "i dag": 0, "idag": 0, "today": 0,
    "huomenna": 1, "huomiseksi": 1, "i morgon": 1, "imorgon": 1, "i morron": 1, "tomorrow": 1,
    "ylihuomenna": 2, "i overmorgon": 2, "overmorgon": 2, "day after tomorrow": 2,
}  # fmt: skip
WEEKDAYS = {
    name: number
    for number, names in enumerate((
        "maanantai maanantaina maanantaihin ma mandag mandagen man monday mon",
        "tiistai tiistaina tiistaihin ti tisdag tisdagen tis tuesday tues tue",
        "keskiviikko keskiviikkona keskiviikkoon ke onsdag onsdagen ons wednesday weds wed",
        "torstai torstaina torstaihin to torsdag torsdagen tors thursday thurs thur thu",
        "perjantai perjantaina perjantaihin pe fredag fredagen fre friday fri",
        "lauantai lauantaina lauantaihin la lordag lordagen lor saturday sat",
        "sunnuntai sunnuntaina sunnuntaihin su sondag sondagen son sunday sun",
    ))
    for name in names.split()
}  # fmt: skip
MONTHS = {
    name: number
    for number, (finnish, others) in enumerate((
        ("tammi", "januari january jan"), ("helmi", "februari february feb"), ("maalis", "mars march mar"),
        ("huhti", "april apr"), ("touko", "maj may"), ("kesa", "juni june jun"), ("heina", "juli july jul"),
        ("elo", "augusti august aug"), ("syys", "september sept sep"), ("loka", "oktober october okt oct"),
        ("marras", "november nov"), ("joulu", "december dec"),
    ), 1)
    for name in [finnish + end for end in ("", "kuu", "kuuta", "kuun", "kuussa")] + others.split()
}  # fmt: skip
UNITS = {
    unit: length
    for units, length in {
        "paivan pv dag dagar day days": (1, 0),
        "viikon vk vko vecka veckor week weeks": (7, 0),
        "kuukauden kk manad manader month months": (0, 1),
        "vuoden v ar year years": (0, 12),
    }.items()
    for unit in units.split()
}  # days and months

WEEKDAY, MONTH, UNIT = either(WEEKDAYS), either(MONTHS), either(UNITS)
COUNT = rf"(?:(?P<count>\d{{1,4}}|{either(NUMBERS)}) )?(?P<unit>{UNIT})\.?"
SPANS = [
    re.compile(f"{COUNT} (?:paasta|kuluttua|from (?:now|today))"),
    re.compile(f"(?:om|in) {COUNT}"),
]
DATES = [
    re.compile(pattern)
    for pattern in (
        r"(?P<year>\d{4})-(?P<month>\d{1,2})-(?P<day>\d{1,2})",
        r"(?P<year>\d{4})/(?P<month>\d{1,2})/(?P<day>\d{1,2})",
        r"(?P<day>\d{1,2})\. ?(?P<month>\d{1,2})(?:\. ?(?P<year>\d{4}|\d{2})?)?\.?",
        r"(?P<day>\d{1,2})/(?P<month>\d{1,2})(?:/(?P<year>\d{4}|\d{2}))?",
        r"(?P<day>\d{1,2})-(?P<month>\d{1,2})-(?P<year>\d{4})",
        rf"(?:the )?(?P<day>\d{{1,2}})(?:\.|st|nd|rd|th|:[ae])?(?: of)? ?(?P<name>{MONTH})\.?(?: (?P<year>\d{{4}}))?",
        rf"(?P<name>{MONTH})\.? (?P<day>\d{{1,2}})(?:\.|st|nd|rd|th)?(?: paiva(?:na)?)?(?: (?P<year>\d{{4}}))?",
    )
]
NEXT_WEEK = [
    re.compile(rf"ensi viikon (?P<weekday>{WEEKDAY})"),
    re.compile(rf"(?P<weekday>{WEEKDAY}) (?:ensi viikolla|(?:i )?nasta vecka|next week)"),
]
COMING = re.compile(rf"(?:(?:ensi|tuleva|tulevana|nasta|next|coming) )?(?P<weekday>{WEEKDAY})\.?")
THIS = re.compile(rf"(?:tana|nu pa|nu|denna|this) (?P<weekday>{WEEKDAY})\.?")
DATED_WEEKDAY = re.compile(rf"(?P<weekday>{WEEKDAY})\.? (?:den )?(?P<rest>.+)")
FILLED = re.compile(r"^(?:(?:viimeistaan|senast|by|on|pa|den) )*(?P<day>.*?)(?: (?:mennessa|at the latest))?$")

HALF_DAY = r"(?P<half>[ap])\.?m\b\.?"
END = r"(?![\d:.]*\d)"  # no figure goes on
MARKED_TIMES = [
    re.compile(pattern)
    for pattern in (
        rf"(?:\b(?:klo|kello|kl|at)\b\.?|@) ?(?P<hour>\d{{1,2}})(?:[.:](?P<minute>\d{{2}}))?(?: ?{HALF_DAY})?{END}",
        rf"(?<![\d.:])(?P<hour>\d{{1,2}})(?:[.:](?P<minute>\d{{2}}))? ?{HALF_DAY}",
        r"(?<![\d.:])(?P<hour>\d{1,2}):(?P<minute>\d{2})" + END + "(?P<half>)",
    )
]
ONLY_TIME = re.compile(r"(?P<hour>[01]?\d|2[0-3])\.(?P<minute>1[3-9]|[2-5]\d)(?P<half>)")  # no day of a month
HOUR = re.compile(r"(?P<hour>\d{1,2})(?:[.:](?P<minute>\d{2}))?(?P<half>)")  # where nothing but a time is asked
BARE_TIME = re.compile(r"(?P<day>.*\S) (?P<hour>\d{1,2})\.(?P<minute>\d{2})(?P<half>)")


def future_date(last: date | None = None, farthest: int = FARTHEST) -> Reader[date]:
    """A day from today on, at most so many days away (two years); not after `last`."""

    def read(words: str, reading: Reading) -> date | Unread:
        found = moment(words, reading)
        if isinstance(found, Unread):
            return found
        day, clock = found
        if day is None or clock is not None:
            return Unread(
                _(
                    "Only the day is asked here. Please write it without a time, for example {example}.",
                    example=example(reading),
                )
            )
        return allowed(day, reading, last, farthest)

    return read


def past_date(first: date) -> Reader[date]:
    """A day from `first` until today; without a year the latest such day."""

    def read(words: str, reading: Reading) -> date | Unread:
        said = plain(words)
        day = day_in(said, reading.today) if len(said) <= LONGEST else None
        if isinstance(day, Unread):
            return day
        if day is None:
            return Unread(_("I cannot read a day in that. Please write it like {example}.", example="1.9.2026"))
        if day > reading.today and re.search(r"\d", said) and not re.search(r"\d{4}", said):
            day = months_later(day, -12)
        if not first <= day <= reading.today:
            return Unread(_("Please give a day from {first} until today. I read: {day}.", first=first, day=day))
        return day

    return read


def future_moment() -> Reader[date | datetime]:
    """A day from today on, or with a time of day a moment (aware, in UTC) still to come."""

    def read(words: str, reading: Reading) -> date | datetime | Unread:
        found = moment(words, reading)
        if isinstance(found, Unread):
            return found
        day, clock = found
        near = allowed(day or reading.today, reading)
        return near if isinstance(near, Unread) or clock is None else instant(near, clock, reading)

    return read


def deadline() -> Reader[datetime]:
    """A moment still to come (aware, in UTC); of a day alone its last second."""

    moment_or_day = future_moment()

    def read(words: str, reading: Reading) -> datetime | Unread:
        found = moment_or_day(words, reading)
        if isinstance(found, datetime | Unread):
            return found
        return datetime.combine(found, time(23, 59, 59), reading.zone).astimezone(UTC)

    return read


def time_of(day: date) -> Reader[datetime]:
    """A time of that day, still to come, as a moment (aware, in UTC)."""

    def read(words: str, reading: Reading) -> datetime | Unread:
        said = folded(words).strip(" !;")
        if found := HOUR.fullmatch(said):
            at = clock(found)
            return at if isinstance(at, Unread) else instant(day, at, reading)
        for day_said, at_said in parts(said) if len(said) <= LONGEST else ():
            if not day_said and at_said is not None:
                return at_said if isinstance(at_said, Unread) else instant(day, at_said, reading)
        return Unread(_("I cannot read a time of day in that. Please write it like 17.30."))

    return read


def is_date(words: str, reading: Reading) -> bool:
    """Whether the words name a day or a time and nothing else, be it one that will do or not."""
    said = plain(words)
    return len(said) <= LONGEST and any(
        day_in(day_said, reading.today) is not None if day_said else at is not None for day_said, at in parts(said)
    )


def inside(words: str, reading: Reading) -> date | datetime | None:
    """The day, or the moment, that is named somewhere among other words, where it is still to come."""
    pieces = plain(words).strip(".").split()
    for length in range(min(len(pieces), MOST_WORDS), 0, -1):
        for start in range(len(pieces) - length + 1):
            for day_said, at in parts(" ".join(pieces[start : start + length])):
                filled = FILLED.match(day_said)
                named = filled["day"] if filled else day_said
                if isinstance(at, Unread) or not (at or len(named) > MOST_OF_A_CHANCE or re.search(r"\d", named)):
                    continue
                day = day_in(day_said, reading.today) if day_said else None
                if not isinstance(day, date) or isinstance(allowed(day, reading), Unread):
                    continue
                found = instant(day, at, reading) if at is not None else day
                if not isinstance(found, Unread):
                    return found
    return None


def example(reading: Reading) -> str:
    day = reading.today + timedelta(days=14)
    return f"{day.day}.{day.month}.{day.year}"


def allowed(day: date, reading: Reading, latest: date | None = None, farthest: int = FARTHEST) -> date | Unread:
    last = min(reading.today + timedelta(days=farthest), latest or date.max)
    if day < reading.today:
        return Unread(_("That day is past: {day}. Please give a day from today on.", day=day))
    if day > last:
        return Unread(_("That is too far away: {day}. The last day that will do is {last}.", day=day, last=last))
    return day


def instant(day: date, clock: time, reading: Reading) -> datetime | Unread:
    """The moment in UTC; refused where the clocks skip it or show it twice."""
    local = datetime.combine(day, clock, reading.zone)
    if shift(local):
        first = last = local
        while shift(first - timedelta(minutes=1)):
            first -= timedelta(minutes=1)
        while shift(last):
            last += timedelta(minutes=1)
        names = {"day": day, "time": clock, "first": first.time(), "last": last.time()}
        if shift(local) > timedelta(0):
            return Unread(
                _(
                    "The clocks go back on {day}, so {time} comes twice. "
                    "Please choose a time before {first}, or {last} or later.",
                    **names,
                )
            )
        return Unread(
            _(
                "The clocks go forward on {day} from {first} to {last}, so there is no {time}. "
                "Please choose another time.",
                **names,
            )
        )
    moment = local.astimezone(UTC)
    if moment <= reading.now:
        return Unread(_("That time is past: {moment}. Please give a time that is still to come.", moment=moment))
    return moment


def shift(local: datetime) -> timedelta:
    """Above zero where the clocks show this time twice, below where they skip it, else zero."""
    first, second = local.replace(fold=0).utcoffset(), local.replace(fold=1).utcoffset()
    return (first or timedelta(0)) - (second or timedelta(0))


def moment(words: str, reading: Reading) -> tuple[date | None, time | None] | Unread:
    """The day and the time of day in `words`, at least one of them; all of the words are used."""
    said = plain(words)
    for day_said, clock in parts(said) if len(said) <= LONGEST else ():
        found = day_in(day_said, reading.today) if day_said else None
        if isinstance(found, Unread):
            return found
        if isinstance(clock, Unread):
            return clock
        if found or (clock is not None and not day_said):
            return found, clock
    if len(said) <= LONGEST and readable_inside(said, reading.today):
        return Unread(
            _(
                'I can read only a part of "{words}". Please write just one day, for example {example}.',
                words=shown(words, LONGEST),
                example=example(reading),
            )
        )
    return Unread(
        _(
            "I cannot read a day in that. Please write it like {example}, or for example tomorrow or on Friday.",
            example=example(reading),
        )
    )


def plain(words: str) -> str:
    """Folded, without commas; the T of an ISO moment is a space."""
    return re.sub(r"(?<=\d)t(?=\d)", " ", " ".join(folded(words).replace(",", " ").split())).strip(" !;")


def parts(said: str) -> Iterator[tuple[str, time | Unread | None]]:
    """The ways to part `said` into a day and a time of day, the likeliest first."""
    for pattern in MARKED_TIMES:
        if found := pattern.search(said):
            rest = f"{said[: found.start()]} {said[found.end() :]}"
            yield " ".join(rest.split()), clock(found)
    if found := ONLY_TIME.fullmatch(said):
        yield "", clock(found)
    yield said, None
    if found := BARE_TIME.fullmatch(said):
        yield found["day"], clock(found)


def clock(found: re.Match[str]) -> time | Unread:
    hour, half = int(found["hour"]), found["half"]
    try:
        if half and not 1 <= hour <= 12:
            raise ValueError
        return time(hour % 12 + 12 * (half == "p") if half else hour, int(found["minute"] or 0))
    except ValueError:
        return Unread(_('"{words}" is no time of day. Please write it like 17.30.', words=found[0]))


def day_in(said: str, today: date) -> date | Unread | None:
    """The day that the whole of `said` names. None: it names none; Unread: it names one that cannot be.

    "Next Friday" is the coming one, as in Finnish; whoever means the one after says "Friday next week".
    """
    filled = FILLED.match(said)
    said = filled["day"] if filled else said
    if (near := NEAR.get(said.removeprefix("the "))) is not None:
        return today + timedelta(days=near)
    for pattern in NEXT_WEEK:
        if found := pattern.fullmatch(said):
            return today + timedelta(days=7 - today.weekday() + WEEKDAYS[found["weekday"]])
    if found := THIS.fullmatch(said):
        return today + timedelta(days=(WEEKDAYS[found["weekday"]] - today.weekday()) % 7)
    if found := COMING.fullmatch(said):
        return today + timedelta(days=(WEEKDAYS[found["weekday"]] - today.weekday() - 1) % 7 + 1)
    for pattern in SPANS:
        if found := pattern.fullmatch(said):
            count = NUMBERS.get(found["count"]) or int(found["count"] or 1)
            days, months = UNITS[found["unit"]]
            return months_later(today, count * months) + timedelta(days=count * days)
    if (day := dated(said, today)) is not None:
        return day
    if (found := DATED_WEEKDAY.fullmatch(said)) and (day := dated(found["rest"], today)) is not None:
        if isinstance(day, date) and day.weekday() != WEEKDAYS[found["weekday"]]:
            return Unread(
                _("The day of the week does not fit: that date is {day}. Please write only one of the two.", day=day)
            )
        return day
    return None


def months_later(day: date, months: int) -> date:
    """The same day of a later month, or that month's last."""
    years, month = divmod(day.month - 1 + months, 12)
    if day.year + years > 9998:
        return date(9998, 12, 31)
    last = monthrange(day.year + years, month + 1)[1]
    return date(day.year + years, month + 1, min(day.day, last))


def dated(said: str, today: date) -> date | Unread | None:
    """A day of a month, in figures or with the month's name; without a year the next one."""
    for pattern in DATES:
        if found := pattern.fullmatch(said):
            part = found.groupdict()
            month = int(part["month"]) if part.get("month") else MONTHS[part["name"]]
            year = None if not part["year"] else int(part["year"]) + 2000 * (len(part["year"]) == 2)
            for candidate in range(today.year, today.year + 9) if year is None else (year,):
                try:
                    day = date(candidate, month, int(part["day"]))
                except ValueError:
                    continue
                if year or day >= today:
                    return day
            return Unread(_('"{words}" is no day of the calendar. Please check it and write it again.', words=found[0]))
    return None


def readable_inside(said: str, today: date) -> bool:
    """Is a day named somewhere among words that are not read?"""
    words = said.split()
    return any(
        day_in(" ".join(words[start:end]), today)
        for start in range(len(words))
        for end in range(start + 1, min(start + 5, len(words)) + 1)
        if end - start < len(words)
    )
