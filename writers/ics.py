"""Contact days as a calendar takes them (RFC 5545)."""

from collections.abc import Sequence

from icalendar import Calendar, Event

from domain.programme.running.days import DayView
from frame.texts import Language
from screens.programme.days import entry, entry_text, is_link


def calendar(days: Sequence[DayView], house: str, language: Language) -> bytes:
    """One event for each day. Its UID is the same for good and its SEQUENCE grows when it moves, so that a calendar
    which has it moves it. `house` names this instance: ids of two never meet."""
    made = Calendar()
    made.add("prodid", f"-//{house}//contact days//")
    made.add("version", "2.0")
    made.add("method", "PUBLISH")
    for day in days:
        made.add_component(_event(day, house, language))
    return bytes(made.to_ical())


def _event(day: DayView, house: str, language: Language) -> Event:
    event = Event()
    event.add("uid", f"contact-day-{day.id}@{house}.t.me")
    event.add("sequence", day.sequence)
    event.add("dtstamp", day.changed_at)
    event.add("last-modified", day.changed_at)
    event.add("dtstart", day.starts_at)
    event.add("dtend", day.ends_at)
    event.add("summary", language.plain(entry(day)))
    event.add("location", day.place)
    if is_link(day.place):
        event.add("url", day.place)
    text = language.plain(entry_text(day))
    if text:
        event.add("description", text)
    return event
