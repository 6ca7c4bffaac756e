"""Periods of whole local days, and the period before each."""

from calendar import monthrange
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from enum import StrEnum

from domain.dataclasses import dataclass

EARLIEST = date(2017, 1, 1)  # before the service was thought of
LONGEST = timedelta(days=10 * 366)


class Span(StrEnum):
    """Which kind of period: it decides what is before it."""

    MONTH = "m"
    QUARTER = "q"
    YEAR = "y"
    DATES = "d"


MONTHS = {Span.MONTH: 1, Span.QUARTER: 3, Span.YEAR: 12}
STEPS = {1: 13, 3: 37}
"""Months of a step, by how many months a period may have at most for it; above that, years."""


@dataclass(frozen=True)
class Period:
    """From one local day to another, both included. A month, quarter or year may end early: it goes on."""

    span: Span
    first: date
    last: date

    @property
    def days(self) -> int:
        """How many days it has."""
        return (self.last - self.first).days + 1

    def before(self) -> "Period":
        """What to compare with: the same days of the month, quarter or year before; as many days before two dates."""
        months = MONTHS.get(self.span)
        if months is None:
            return Period(self.span, self.first - timedelta(days=self.days), self.first - timedelta(days=1))
        first = shifted(self.first, -months)
        whole = self.last == end_of(self.span, self.first)
        return Period(self.span, first, end_of(self.span, first) if whole else shifted(self.last, -months))

    def whole_before(self) -> "Period | None":
        """The whole month, quarter or year before; None for two dates, and before there was anything."""
        months = MONTHS.get(self.span)
        if months is None or self.first <= EARLIEST:
            return None
        first = shifted(self.first, -months)
        return Period(self.span, first, end_of(self.span, first))

    def after(self, today: date) -> "Period | None":
        """The next month, quarter or year, as far as it has come; None where it has not begun."""
        months = MONTHS.get(self.span)
        first = shifted(self.first, months) if months else today
        return None if months is None or first > today else of(self.span, first, today)

    def bounds(self, zone: tzinfo) -> tuple[datetime, datetime]:
        """The instants in UTC from which on and before which things happened in it."""
        return midnight(self.first, zone), midnight(self.last + timedelta(days=1), zone)

    def months(self) -> list[date]:
        """The first day of each month that it touches."""
        found, month = [], self.first.replace(day=1)
        while month <= self.last:
            found.append(month)
            month = shifted(month, 1)
        return found


@dataclass(frozen=True)
class Step:
    """One step of a picture over time: so many months from the first of one on."""

    first: date
    months: int

    @property
    def quarter(self) -> int:
        """Which quarter of the year it begins in."""
        return (self.first.month + 2) // 3


def steps(period: Period) -> list[Step]:
    """What a picture of the period has a place for: its months, or its quarters, or its years."""
    months = period.months()
    length = next((length for length, most in STEPS.items() if len(months) <= most), 12)
    if length == 1:
        return [Step(month, 1) for month in months]
    found, first = [], months[0].replace(month=months[0].month - (months[0].month - 1) % length)
    while first <= period.last:
        found.append(Step(first, length))
        first = shifted(first, length)
    return found


def of(span: Span, day: date, today: date) -> Period:
    """The month, quarter or year that a day is in, no further than today. ValueError for two dates."""
    months = MONTHS[span]
    first = day.replace(day=1)
    first = first.replace(month=first.month - (first.month - 1) % months)
    return Period(span, first, min(end_of(span, first), today))


def between(first: date, last: date) -> Period:
    """Any two dates, in whichever order they were given; ValueError where that is out of reason."""
    first, last = min(first, last), max(first, last)
    if first < EARLIEST or last - first > LONGEST:
        raise ValueError(f"no period from {first} to {last}")
    return Period(Span.DATES, first, last)


def end_of(span: Span, first: date) -> date:
    """The last day of the month, quarter or year that begins on that day."""
    return shifted(first, MONTHS[span]) - timedelta(days=1)


def shifted(day: date, months: int) -> date:
    """The same day some months later or earlier; the month's last day where it has no such day."""
    month = day.year * 12 + day.month - 1 + months
    year, number = divmod(month, 12)
    return date(year, number + 1, min(day.day, monthrange(year, number + 1)[1]))


def midnight(day: date, zone: tzinfo) -> datetime:
    """The instant in UTC at which a local day begins."""
    return datetime.combine(day, time(), zone).astimezone(UTC)
