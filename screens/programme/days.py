"""Contact days: the list, one of them, and what is changed about it."""

from collections.abc import Sequence
from datetime import date, datetime
from enum import StrEnum

from domain.dataclasses import dataclass
from domain.programme.lifecycle import TAKE_ATTENDANCE, WRITE_DAY
from domain.programme.running.attendance import AbsenceView
from domain.programme.running.days import DayView
from frame.screen import Button, Recipe, Screen, Tap, rows
from frame.texts import ClockOf, InWords, Text, Words, _, lines, n_, paragraphs
from screens import facts
from screens.programme.ways import PROGRAMME, OpenRound, SeeDays
from screens.ways import HOME


class DayPart(StrEnum):
    """What of a day is changed."""

    TIME = "time"
    PLACE = "place"
    AGENDA = "agenda"
    ASSIGNMENT = "task"


@dataclass(frozen=True)
class OpenDay(Tap, code="rday"):
    """One contact day, with everything I may do about it."""

    day_id: int


@dataclass(frozen=True)
class GetCalendar(Tap, code="rics"):
    """A contact day as a calendar file; without one, all days of the round."""

    round_id: int
    day_id: int | None = None


@dataclass(frozen=True)
class WhatToChange(Tap, code="rdayw"):
    """Something about a day is to be otherwise: what?"""

    day_id: int


@dataclass(frozen=True)
class ChangeDay(Tap, code="rdayc"):
    """That part of a day is to be otherwise."""

    day_id: int
    part: DayPart


@dataclass(frozen=True)
class TellAbsence(Tap, code="rabs"):
    """I cannot come on that day."""

    day_id: int


@dataclass(frozen=True)
class ComeAfterAll(Tap, code="rcome"):
    """I come after all."""

    day_id: int


@dataclass(frozen=True)
class TakeAttendance(Tap, code="ratt"):
    """Who is there?"""

    day_id: int
    page: int = 0


@dataclass(frozen=True)
class CalendarFile(Recipe):
    """Contact days as a calendar takes them: one of a round, or all."""

    round_id: int
    day_id: int | None


@dataclass(frozen=True)
class DayDraft:
    """What of a day is to be otherwise."""

    day_id: int = 0
    part: str = DayPart.TIME
    day: date | None = None
    starts_at: datetime | None = None
    ends_at: datetime | None = None
    place: str | None = None
    agenda: str | None = None
    assignment: str | None = None
    due: datetime | None = None


@dataclass(frozen=True)
class AbsenceDraft:
    """Why somebody cannot come."""

    day_id: int = 0
    why: str = ""


def is_link(place: str) -> bool:
    """Whether a place is an address on the web."""
    return place.startswith(("https://", "http://"))


def name(day: DayView) -> Text:
    """Which day it is."""
    return _("Contact day {number} of {count}", number=day.number, count=day.count)


def time_of(starts_at: datetime, ends_at: datetime) -> Text:
    """From when to when, in words."""
    return _("{day}, {starts} to {ends}", day=InWords(starts_at), starts=ClockOf(starts_at), ends=ClockOf(ends_at))


def where(place: str) -> Text:
    """The place, or the link."""
    return _("Link: {link}", link=place) if is_link(place) else _("Place: {place}", place=place)


# The list and one day


def listed(days: Sequence[DayView], round_id: int, round_name: str) -> Screen:
    """All contact days of a round."""
    return Screen(
        paragraphs(
            _("<b>{round}</b>: contact days", round=round_name),
            *(lines(_line(day), day.my_absence is not None and ABSENT) for day in days),
            not days and _("No contact days are set yet."),
        ),
        rows(
            *(
                Button(_("Open day {number}: {day}", number=day.number, day=day.starts_at), OpenDay(day.id))
                for day in days
            ),
            bool(days) and Button(_("Get all days as a calendar file"), GetCalendar(round_id)),
            Button(_("See the round"), OpenRound(round_id)),
            PROGRAMME,
        ),
    )


def _line(day: DayView) -> Words:
    over = day.over and _("This day is over.")
    return lines(
        _("<b>{number}.</b> {time}", number=day.number, time=time_of(day.starts_at, day.ends_at)),
        where(day.place),
        due(day) if day.assignment and not day.over else None,
        over,
    )


ABSENT = _("You have told that you cannot come.")


def due(day: DayView) -> Words | None:
    """By when the pre-assignment is handed in."""
    return _("Pre-assignment due: {moment}", moment=day.due_at) if day.due_at is not None else None


def soon(day: DayView) -> tuple[Words, Button]:
    """On the home screen."""
    return (
        _("• A contact day is near: <b>{time}</b>", time=time_of(day.starts_at, day.ends_at)),
        Button(_("Open the contact day: {day}", day=day.starts_at), OpenDay(day.id)),
    )


def day(day: DayView, note: Words | None = None, *more: Button) -> Screen:
    """One contact day; `more` are the buttons of what belongs to it."""
    comes = day.takes_part and not day.over
    return Screen(
        paragraphs(
            note,
            lines(
                _("<b>{day}</b> · {round}", day=name(day), round=day.round_name),
                time_of(day.starts_at, day.ends_at),
                where(day.place),
                day.over and _("This day is over."),
                day.my_absence is not None and ABSENT,
            ),
            bool(day.agenda) and lines(_("<b>Agenda</b>"), day.agenda),
            bool(day.assignment) and lines(_("<b>Pre-assignment</b>"), day.assignment, due(day)),
        ),
        rows(
            *more,
            comes and day.my_absence is None and Button(_("Tell that I cannot come"), TellAbsence(day.id)),
            comes and day.my_absence is not None and Button(_("Tell that I come after all"), ComeAfterAll(day.id)),
            not day.over and Button(_("Get it as a calendar file"), GetCalendar(day.round_id, day.id)),
            day.may(TAKE_ATTENDANCE) and Button(_("Mark who is there"), TakeAttendance(day.id)),
            day.may(WRITE_DAY) and Button(_("Change this day"), WhatToChange(day.id)),
            Button(_("See all contact days"), SeeDays(day.round_id)),
        ),
    )


# The calendar file


def calendar_file(recipe: CalendarFile) -> Screen:
    """It comes with what to do with it."""
    back = Button(_("See all contact days"), SeeDays(recipe.round_id))
    return Screen(
        _("Open this file, and your calendar takes it. If a day moves, open a new file: the day moves there, too."),
        rows(back),
        media=recipe,
        anew=True,
    )


def entry(day: DayView) -> Words:
    """What the day is called in a calendar."""
    return _("{round}: contact day {number}", round=day.round_name, number=day.number)


def entry_text(day: DayView) -> Words:
    """What a calendar says of it."""
    return paragraphs(
        day.agenda or None,
        bool(day.assignment) and lines(_("Pre-assignment"), day.assignment, due(day)),
    )


# Changing it

WHAT = _("Changing a contact day")
WHICH_DAY = _("On which day? Write it (31.12.), or choose from the calendar.")
WHICH_START = _("When does it begin? For example: 9.00")
WHICH_END = _("When does it end? For example: 15.00")
ENDS_FIRST = _("It has to end after it begins. Please give a later time.")
WHICH_PLACE = _("Where is it? Write the place and the address, or a link.")
WHICH_AGENDA = _("What is on the agenda? Up to 1500 characters.")
WHICH_ASSIGNMENT = _("What do the organisations prepare before this day? Up to 1500 characters.")
WHICH_DUE = _("By when is it handed in? A day, or a day and a time: 24.12. or 24.12. 16.00")
EMPTY_AGENDA = _("Leave the agenda empty")
NO_ASSIGNMENT = _("Have no pre-assignment")
CHANGE = _("Change the day")
CHANGED = _("The day is changed.")
CHANGED_AND_TOLD = _("The day is changed. Everybody who comes is told.")


def what_to_change(day: DayView) -> Screen:
    """Which part of it?"""
    return Screen(
        paragraphs(
            _("<b>{day}</b> · {round}", day=name(day), round=day.round_name),
            _("What do you want to change?"),
        ),
        rows(
            not day.over and Button(_("Change the time"), ChangeDay(day.id, DayPart.TIME)),
            not day.over and Button(_("Change the place"), ChangeDay(day.id, DayPart.PLACE)),
            Button(_("Change the agenda"), ChangeDay(day.id, DayPart.AGENDA)),
            Button(_("Change the pre-assignment"), ChangeDay(day.id, DayPart.ASSIGNMENT)),
            Button(_("Change nothing"), OpenDay(day.id)),
        ),
    )


def preview(answers: DayDraft, day: DayView) -> Words:
    """How the day would be."""
    match answers.part:
        case DayPart.TIME if answers.starts_at is not None and answers.ends_at is not None:
            was, shall = time_of(day.starts_at, day.ends_at), time_of(answers.starts_at, answers.ends_at)
            changed: Words = lines(_("Was: {was}", was=was), _("Will be: {shall}", shall=shall))
        case DayPart.PLACE:
            changed = lines(_("Was: {was}", was=day.place), _("Will be: {shall}", shall=answers.place or ""))
        case DayPart.AGENDA:
            changed = lines(_("<b>Agenda</b>"), answers.agenda or "-")
        case _other:
            changed = lines(
                _("<b>Pre-assignment</b>"),
                answers.assignment or "-",
                answers.due is not None and _("Pre-assignment due: {moment}", moment=answers.due),
            )
    told = answers.part in (DayPart.TIME, DayPart.PLACE)
    return paragraphs(
        _("<b>{day}</b> · {round}", day=name(day), round=day.round_name),
        changed,
        told and _("Everybody who comes is told at once."),
    )


# Not coming

WHAT_ABSENCE = _("Telling that I cannot come")
TOLD = _("Thank you for telling. The consultant and the coordinators know it now.")
COMES = _("Good that you come. The consultant and the coordinators know it now.")


def why_not(day: DayView) -> Words:
    """Asks for a word of the reason."""
    return paragraphs(
        lines(_("<b>{day}</b> · {round}", day=name(day), round=day.round_name), time_of(day.starts_at, day.ends_at)),
        _("Why can you not come? One line is enough. Please do not write about your health or about others."),
    )


# What is heard


def day_changed(day: DayView) -> Screen:
    """A day has another time or place."""
    return Screen(
        paragraphs(
            _("A contact day has changed: <b>{round}</b>", round=day.round_name),
            lines(name(day), time_of(day.starts_at, day.ends_at), where(day.place)),
        ),
        rows(
            Button(_("Open the contact day"), OpenDay(day.id)),
            Button(_("Get it as a calendar file"), GetCalendar(day.round_id, day.id)),
            HOME,
        ),
    )


def day_changed_for_applicants(day: DayView) -> Screen:
    """The same to somebody who wants to take part, and sees the round only."""
    changed = day_changed(day)
    return Screen(changed.words, rows(Button(_("See the round"), OpenRound(day.round_id)), HOME))


def day_comes(day: DayView, days_left: int) -> Screen:
    """A contact day is near."""
    return Screen(
        paragraphs(
            n_(
                "A contact day comes in {count} day: <b>{round}</b>",
                "A contact day comes in {count} days: <b>{round}</b>",
                days_left,
                round=day.round_name,
            )
            if days_left > 0
            else _("A contact day comes today: <b>{round}</b>", round=day.round_name),
            lines(name(day), time_of(day.starts_at, day.ends_at), where(day.place)),
            bool(day.agenda) and facts.short(day.agenda, 400),
        ),
        rows(
            Button(_("Open the contact day"), OpenDay(day.id)),
            Button(_("Get it as a calendar file"), GetCalendar(day.round_id, day.id)),
            day.takes_part and Button(_("Tell that I cannot come"), TellAbsence(day.id)),
        ),
    )


def absence_told(told: AbsenceView) -> Screen:
    """Somebody cannot come, or comes after all."""
    return Screen(
        paragraphs(
            _("Cannot come: <b>{name}</b>, {organisation}", name=told.name, organisation=told.organisation)
            if told.why is not None
            else _("Comes after all: <b>{name}</b>, {organisation}", name=told.name, organisation=told.organisation),
            told.why is not None and _("<i>{text}</i>", text=told.why),
            lines(name(told.day), time_of(told.day.starts_at, told.day.ends_at)),
        ),
        rows(Button(_("Open the contact day"), OpenDay(told.day.id)), HOME),
    )
