"""Contact days: seen, changed, taken into a calendar, attended."""

from collections.abc import Callable, Sequence
from datetime import date, datetime, timedelta

from domain.programme.lifecycle import ROUND, WRITE_DAY
from domain.programme.running import attendance, days
from domain.programme.running.days import DayChange, DayView
from domain.programme.running.notices import AbsenceTold, DayChanged, DayComes
from domain.refusals import Noun, Refusal
from frame.dialogue import Dialogue
from frame.here import Here
from frame.readers import FARTHEST, Reader, Reading, Unread, deadline, future_date, line, prose, time_of
from frame.routing import Making, Routes
from frame.screen import Button, File, MediaKind, Screen
from frame.steps import Ask, Confirm
from frame.texts import Words, language
from handlers import home
from screens import facts
from screens.programme import attendance as sheets
from screens.programme import days as screens
from screens.programme.attendance import MarkPresence, MarkRest
from screens.programme.days import (
    AbsenceDraft,
    CalendarFile,
    ChangeDay,
    ComeAfterAll,
    DayDraft,
    DayPart,
    GetCalendar,
    OpenDay,
    TakeAttendance,
    TellAbsence,
    WhatToChange,
)
from screens.programme.ways import SeeDays
from screens.programme.work import day_ways

routes = Routes()

SOON = timedelta(days=7)  # on the home screen


@routes.tap(SeeDays)
def see_days(tap: SeeDays, here: Here) -> Screen:
    """The contact days of a round."""
    found = days.of_round(here.session, here.actor, tap.round_id, now=here.now)
    return screens.listed(found, tap.round_id, days.round_name(here.session, tap.round_id, here.actor.language))


@routes.awaits("days")
def soon(here: Here) -> Sequence[tuple[Words, Button]]:
    """Days that I come to soon."""
    near = days.coming(here.session, here.actor, now=here.now, within=SOON)
    return [screens.soon(day) for day in near if day.my_absence is None]


@routes.tap(OpenDay)
def open_day(tap: OpenDay, here: Here) -> Screen:
    """One of them."""
    return show(here, tap.day_id)


def show(here: Here, day_id: int, note: Words | None = None) -> Screen:
    """A contact day, with `note` above it. Raises NotThere."""
    return _shown(_day(here, day_id), note)


def _shown(day: DayView, note: Words | None = None) -> Screen:
    return screens.day(day, note, *day_ways(day))


routes.presents_as(Noun.CONTACT_DAY, show)


def _day(here: Here, day_id: int) -> DayView:
    return days.get_for(here.session, here.actor, day_id, now=here.now)


# The calendar file


@routes.tap(GetCalendar)
def get_calendar(tap: GetCalendar, here: Here) -> Screen:
    """The file comes."""
    days.of_round(here.session, here.actor, tap.round_id, now=here.now)
    return screens.calendar_file(CalendarFile(tap.round_id, tap.day_id))


@routes.recipe(CalendarFile)
def calendar_file(recipe: CalendarFile, here: Here) -> Making:
    """Made of the days as they are now."""
    found = [
        day
        for day in days.of_round(here.session, here.actor, recipe.round_id, now=here.now)
        if recipe.day_id in (None, day.id)
    ]
    speaks, house = language(here.actor.language), here.house.bot_username
    file = f"tehostamo-{recipe.round_id}.ics" if recipe.day_id is None else f"tehostamo-day-{recipe.day_id}.ics"

    def making() -> File:
        from writers import ics  # its library only where a calendar is asked for: three megabytes

        return File(MediaKind.DOCUMENT, file, ics.calendar(found, house, speaks))

    return making


# Changing a day


@routes.tap(WhatToChange)
def what_to_change(tap: WhatToChange, here: Here) -> Screen:
    """Which part of it?"""
    day = _day(here, tap.day_id)
    return screens.what_to_change(day) if day.may(WRITE_DAY) else _shown(day)


@routes.tap(ChangeDay)
def change(tap: ChangeDay, here: Here) -> Screen:
    """Asks for that part of it."""
    day = _day(here, tap.day_id)
    if not day.may(WRITE_DAY) or (day.over and tap.part in (DayPart.TIME, DayPart.PLACE)):
        return _shown(day)
    return change_day.open(here, DayDraft(day.id, tap.part), subject=f"{day.id}:{tap.part}")


def _may_change(answers: DayDraft, here: Here) -> None:
    _day_found, round_ = days.find(here.session, here.actor, answers.day_id)
    ROUND.require(here.session, here.actor, WRITE_DAY, round_)


def _changes(answers: DayDraft) -> DayChange:
    match answers.part:
        case DayPart.TIME:
            return DayChange(starts_at=answers.starts_at, ends_at=answers.ends_at)
        case DayPart.PLACE:
            return DayChange(place=answers.place)
        case DayPart.AGENDA:
            return DayChange(agenda=answers.agenda or "")
    return DayChange(assignment=answers.assignment or "", due_at=answers.due if answers.assignment else None)


def _changed(answers: DayDraft, here: Here) -> Screen:
    before = _day(here, answers.day_id)
    day = days.change(
        here.session,
        here.actor,
        day_id=answers.day_id,
        changes=_changes(answers),
        timers=here.house.timers,
        now=here.now,
    )
    return _shown(day, screens.CHANGED_AND_TOLD if day.sequence > before.sequence else screens.CHANGED)


def _of(part: DayPart) -> Callable[[DayDraft], bool]:
    return lambda answers: answers.part == part


def _starts(answers: DayDraft, here: Here) -> Reader[datetime]:
    assert answers.day is not None
    return time_of(answers.day)


def _ends(answers: DayDraft, here: Here) -> Reader[datetime]:
    """A time of the same day, after the beginning."""
    starts, read = answers.starts_at, _starts(answers, here)

    def later(words: str, reading: Reading) -> datetime | Unread:
        ends = read(words, reading)
        if isinstance(ends, datetime) and starts is not None and ends <= starts:
            return Unread(screens.ENDS_FIRST)
        return ends

    return later


def _dates(_answers: DayDraft, here: Here) -> tuple[date, date]:
    today = here.now.astimezone(here.zone).date()
    return today, today + timedelta(days=FARTHEST)


change_day = routes.dialogue(
    Dialogue(
        "changeday",
        DayDraft,
        Ask("day", screens.WHICH_DAY, future_date(), calendar=_dates, when=_of(DayPart.TIME)),
        Ask(
            "starts_at",
            screens.WHICH_START,
            time_of(date.max),
            reader_for=_starts,
            when=_of(DayPart.TIME),
        ),
        Ask(
            "ends_at",
            screens.WHICH_END,
            time_of(date.max),
            reader_for=_ends,
            when=_of(DayPart.TIME),
        ),
        Ask("place", screens.WHICH_PLACE, line(maximum=days.PLACE_MAX), when=_of(DayPart.PLACE)),
        Ask(
            "agenda",
            screens.WHICH_AGENDA,
            prose(maximum=days.AGENDA_MAX),
            optional=True,
            skip=screens.EMPTY_AGENDA,
            when=_of(DayPart.AGENDA),
        ),
        Ask(
            "assignment",
            screens.WHICH_ASSIGNMENT,
            prose(maximum=days.ASSIGNMENT_MAX),
            optional=True,
            skip=screens.NO_ASSIGNMENT,
            when=_of(DayPart.ASSIGNMENT),
        ),
        Ask(
            "due",
            screens.WHICH_DUE,
            deadline(),
            calendar=_dates,
            when=lambda answers: answers.part == DayPart.ASSIGNMENT and bool(answers.assignment),
        ),
        Confirm(
            lambda answers, here: screens.preview(answers, _day(here, answers.day_id)),
            send=screens.CHANGE,
        ),
        what=screens.WHAT,
        then=_changed,
        ended=home.show,
        holds=_may_change,
    )
)


# Not coming


@routes.tap(TellAbsence)
def tell_absence(tap: TellAbsence, here: Here) -> Screen:
    """Asks for a word of the reason."""
    day = _day(here, tap.day_id)
    if day.over or not day.takes_part or day.my_absence is not None:
        return _shown(day)
    return cannot_come.open(here, AbsenceDraft(day.id), subject=str(day.id))


def _told(answers: AbsenceDraft, here: Here) -> Screen:
    day = attendance.tell_absence(here.session, here.actor, day_id=answers.day_id, why=answers.why, now=here.now)
    return _shown(day, screens.TOLD)


cannot_come = routes.dialogue(
    Dialogue(
        "cannotcome",
        AbsenceDraft,
        Ask(
            "why",
            lambda answers, here: screens.why_not(_day(here, answers.day_id)),
            facts.careful(line(maximum=attendance.WHY_MAX)),
        ),
        what=screens.WHAT_ABSENCE,
        then=_told,
        ended=home.show,
        holds=lambda answers, here: _day(here, answers.day_id),
    )
)


@routes.tap(ComeAfterAll)
def come_after_all(tap: ComeAfterAll, here: Here) -> Screen:
    """Takes back that one cannot come."""
    day = attendance.tell_absence(here.session, here.actor, day_id=tap.day_id, why=None, now=here.now)
    return _shown(day, screens.COMES)


# Who is there


@routes.tap(TakeAttendance)
def take_attendance(tap: TakeAttendance, here: Here) -> Screen:
    """The list of everybody."""
    return sheets.sheet(attendance.sheet(here.session, here.actor, day_id=tap.day_id, now=here.now), tap.page)


@routes.tap(MarkPresence)
def mark_presence(tap: MarkPresence, here: Here) -> Screen:
    """One person is there, or is not."""
    sheet = attendance.mark(
        here.session,
        here.actor,
        day_id=tap.day_id,
        participant_id=tap.participant_id,
        present=tap.present,
        now=here.now,
    )
    return sheets.sheet(sheet, tap.page)


@routes.tap(MarkRest)
def mark_rest(tap: MarkRest, here: Here) -> Screen:
    """Everybody else is there."""
    sheet = attendance.mark_rest_present(here.session, here.actor, day_id=tap.day_id, now=here.now)
    return sheets.sheet(sheet, tap.page)


# What is heard


@routes.notice(DayChanged)
def day_changed(notice: DayChanged, here: Here) -> Screen | None:
    """The day as it is now, if this was the last change of it."""
    day = days.heard_of(here.session, here.actor, notice.day_id, now=here.now)
    if day is None or day.sequence != notice.sequence or day.over:
        return None
    return screens.day_changed(day) if day.seen else screens.day_changed_for_applicants(day)


@routes.notice(DayComes)
def day_comes(notice: DayComes, here: Here) -> Screen | None:
    """A day is near, if it is still then."""
    try:
        day = _day(here, notice.day_id)
    except Refusal:
        return None
    if day.starts_at.isoformat() != notice.at or day.starts_at <= here.now or day.my_absence is not None:
        return None
    left = day.starts_at.astimezone(here.zone).date() - here.now.astimezone(here.zone).date()
    return screens.day_comes(day, left.days)


@routes.notice(AbsenceTold)
def absence_told(notice: AbsenceTold, here: Here) -> Screen | None:
    """Who cannot come, if it is still so."""
    try:
        told = attendance.told(here.session, here.actor, notice, now=here.now)
    except Refusal:
        return None
    return screens.absence_told(told) if told is not None else None
