"""Who is there: the list that attendance is taken with."""

from domain.dataclasses import dataclass
from domain.programme.running.attendance import PresenceView, Sheet
from frame.screen import Button, Screen, Tap, rows
from frame.texts import Words, _, lines, n_, paragraphs
from screens.programme.days import OpenDay, TakeAttendance, name, time_of

PAGE = 12


@dataclass(frozen=True)
class MarkPresence(Tap, code="rmark"):
    """That participant is there, or is not."""

    day_id: int
    participant_id: int
    present: bool
    page: int = 0


@dataclass(frozen=True)
class MarkRest(Tap, code="rmarkall"):
    """Everybody else is there."""

    day_id: int
    page: int = 0


def sheet(sheet: Sheet, page: int = 0) -> Screen:
    """Everybody who belongs to the day, some at a time."""
    page = min(max(page, 0), max(len(sheet.people) - 1, 0) // PAGE)
    shown = sheet.people[page * PAGE : (page + 1) * PAGE]
    more, day = len(sheet.people) - (page + 1) * PAGE, sheet.day
    return Screen(
        paragraphs(
            lines(
                _("Who is there? <b>{day}</b> · {round}", day=name(day), round=day.round_name),
                time_of(day.starts_at, day.ends_at),
                _("Present: {present} of {count}", present=sheet.present, count=len(sheet.people)),
            ),
            lines(*(_line(one) for one in shown)) if shown else _("Nobody takes part yet."),
        ),
        rows(
            sheet.unmarked > 0
            and Button(
                n_("Mark {count} more as present", "Mark {count} more as present", sheet.unmarked),
                MarkRest(day.id, page),
            ),
            *(_button(one, sheet, page) for one in shown),
            more > 0 and Button(_("Show more ({count})", count=more), TakeAttendance(day.id, page + 1)),
            page > 0 and Button(_("Show the first ones"), TakeAttendance(day.id, 0)),
            Button(_("Open the contact day"), OpenDay(day.id)),
        ),
    )


def _line(one: PresenceView) -> Words:
    values = {"name": one.name, "organisation": one.organisation}
    if one.present is not None:
        return (
            _("• {name}, {organisation}: present", **values)
            if one.present
            else _("• {name}, {organisation}: absent", **values)
        )
    if one.absent_why is not None:
        return _("• {name}, {organisation}: cannot come ({why})", why=one.absent_why, **values)
    return _("• {name}, {organisation}: not marked", **values)


def _button(one: PresenceView, sheet: Sheet, page: int) -> Button:
    if one.present:
        return Button(
            _("Mark as absent: {name}", name=one.name), MarkPresence(sheet.day.id, one.participant_id, False, page)
        )
    return Button(
        _("Mark as present: {name}", name=one.name), MarkPresence(sheet.day.id, one.participant_id, True, page)
    )
