"""A calendar by buttons: a month at a time, Monday first, where only days that may be chosen are offered."""

from calendar import Calendar
from collections.abc import Callable
from datetime import date, timedelta

from frame.screen import Button, Row, Tap
from frame.texts import MonthOf, Text, WeekdayOf, _

NO_DAY = "\N{MIDDLE DOT}"  # a button has words; this one offers no day
MONDAY = date(2026, 11, 23)
HEADS = tuple(Text("{weekday}", {"weekday": WeekdayOf(MONDAY + timedelta(days=number))}) for number in range(7))


def month(
    shown: date, first: date, last: date, day_tap: Callable[[date], Tap], month_tap: Callable[[date], Tap]
) -> tuple[Row, ...]:
    """The month of the day `shown`, as rows of buttons, with the ways to the months before and after it. Days before
    `first` and after `last` are not offered, nor is a month that has no others. At most 58 buttons."""
    begin = min(max(shown, first), last).replace(day=1)
    stays = month_tap(begin)
    before, after = begin - timedelta(days=1), begin + timedelta(days=31)
    ways = tuple(
        Button(_("Show {month}", month=MonthOf(other)), month_tap(other))
        for other in (before.replace(day=1), after.replace(day=1))
        if first.replace(day=1) <= other <= last
    )
    weeks = [
        tuple(
            Button(str(day.day), day_tap(day))
            if day.month == begin.month and first <= day <= last
            else Button(NO_DAY, stays)
            for day in week
        )
        for week in Calendar().monthdatescalendar(begin.year, begin.month)
    ]
    heads = tuple(Button(head, stays) for head in HEADS)
    return (heads, *weeks, *((ways,) if ways else ()))
