"""When an instance is quiet: hours of the day, weeks of the year, days off, and how much is enough for a day."""

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from domain.dataclasses import dataclass

MORNING = 9  # where there are no quiet hours that end


@dataclass(frozen=True, slots=True)
class QuietHours:
    """From one hour of the local day to another; none at all where the two are the same."""

    begin: int
    end: int

    @classmethod
    def parse(cls, words: str) -> "QuietHours":
        """ "21-9", or "off"."""
        if words == "off":
            return cls(0, 0)
        begin, _dash, end = words.partition("-")
        return cls(int(begin), int(end))

    @property
    def none(self) -> bool:
        """Nothing is ever quiet."""
        return self.begin == self.end

    @property
    def morning(self) -> int:
        """The hour at which what has waited comes."""
        return MORNING if self.none else self.end

    def over_at(self, now: datetime, zone: ZoneInfo) -> datetime | None:
        """When the quiet that holds now is over, by the clock there; None where it is not quiet."""
        local = now.astimezone(zone)
        if self.begin < self.end:
            quiet = self.begin <= local.hour < self.end
        else:
            quiet = not self.none and (local.hour >= self.begin or local.hour < self.end)
        if not quiet:
            return None
        day = local.date() if local.hour < self.end else local.date() + timedelta(days=1)
        return datetime.combine(day, time(self.end), zone).astimezone(now.tzinfo)


@dataclass(frozen=True, slots=True)
class QuietWeeks:
    """From one day of each year to another, both included: July, or the weeks around Christmas."""

    begin: tuple[int, int]  # month and day
    end: tuple[int, int]

    @classmethod
    def parse(cls, words: str) -> "QuietWeeks":
        """ "07-01/07-31"."""
        begin, _slash, end = words.partition("/")
        first, last = date.fromisoformat(f"2000-{begin}"), date.fromisoformat(f"2000-{end}")
        return cls((first.month, first.day), (last.month, last.day))

    def has(self, day: date) -> bool:
        """Whether that day is one of them."""
        this = (day.month, day.day)
        if self.begin <= self.end:
            return self.begin <= this <= self.end
        return this >= self.begin or this <= self.end


@dataclass(frozen=True)
class Rules:
    """What holds in this instance."""

    hours: QuietHours = QuietHours(21, 9)
    weeks: tuple[QuietWeeks, ...] = ()
    holidays: str = "FI"  # the country whose public holidays are days off; empty: none
    most: int = 3  # reminders and news together, in a day of the person's; 0: as many as there are
