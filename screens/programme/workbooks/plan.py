"""The measuring plan of a workbook: the days, the results, and how they stand against the targets."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal

from domain.programme.lifecycle import WRITE_WORKBOOK
from domain.programme.workbooks.book import IndicatorView, MeasureView
from domain.programme.workbooks.calendar import MOST_DAYS
from domain.programme.workbooks.measuring import Standing, share, standing, waiting
from domain.programme.workbooks.reading import WorkbookView
from frame.screen import Button, Screen, rows
from frame.steps import Option
from frame.texts import InWords, Words, _, lines, paragraphs
from models.programme.workbook import Part, Question
from screens.programme.workbooks.books import heading, ways
from screens.programme.workbooks.indicators import aim, figure, name
from screens.programme.workbooks.taps import AddDay, EnterResult, RemoveDay, SeeIndicator, SeeMeasuring, SeePart
from screens.ways import HOME, apart

WHAT_RESULT = _("A result of measuring")
WHAT_DAY = _("A day of measuring")
WHICH_DAY = _("Of which day is the result? Write it, or choose it below.")
NEW_DAY = _("On which day is it measured? Write it, or choose it below.")
ENTERED = _("The result is in the plan.")
ADDED = _("The day is in the plan. Who measures is reminded then.")
TAKEN = _("The day is taken out of the plan.")
NO_DAY = _("There is no day to take out.")

STANDINGS: Mapping[Standing, Words] = {
    Standing.NO_RESULT: _("○ No result yet"),
    Standing.REACHED: _("● The target is reached"),
    Standing.CLOSER: _("◐ On the way to the target"),
    Standing.UNCHANGED: _("○ As in the beginning"),
    Standing.FARTHER: _("◌ Farther from the target than in the beginning"),
    Standing.NOT_YET_THERE: _("◐ Not at the target yet"),
}
"""A simple mark, and the same in words."""
SHOWN = 12


def stands(one: IndicatorView) -> Words:
    """Target against actual, in words."""
    part = share(one)
    if part is not None:
        return _("{standing}: {share} % of the way", standing=STANDINGS[standing(one)], share=part)
    return STANDINGS[standing(one)]


def plan(view: WorkbookView, today: date, before: Words | None = None) -> Screen:
    """All that is measured, and what came of it."""
    measured = [one for one in view.book.indicators if one.can_be_measured]
    due = [(one, day) for one in measured if one.figure is None for day in waiting(one, today)]
    writes = view.may(WRITE_WORKBOOK)
    return Screen(
        paragraphs(
            before,
            *heading(view, Part.PLAN),
            *(_in_short(one, today) for one in measured),
            not measured and _("The plan comes from the indicators: how often each is measured, and until when."),
        ),
        rows(
            writes
            and bool(due)
            and Button(_("Enter the result: {name}", name=name(due[0][0])),
                       EnterResult(view.id, due[0][0].id, due[0][1].due_on)),
            *apart(Button(_("Open: {name}", name=name(one)), SeeMeasuring(view.id, one.id)) for one in measured),
            *ways(view, Part.PLAN),
        ),
    )  # fmt: skip


def _in_short(one: IndicatorView, today: date) -> Words:
    coming = next((measure.due_on for measure in one.measures if measure.due_on > today), None)
    latest = one.latest
    return lines(
        _("<b>{name}</b>", name=name(one)),
        aim(one),
        latest is not None and _("Newest: {value} ({day})", value=figure(one, latest.value), day=latest.due_on),
        stands(one),
        one.figure is None and bool(waiting(one, today)) and _("A result waits to be entered."),
        coming is not None and _("Next day of measuring: {day}", day=coming),
    )


def measuring(
    view: WorkbookView, one: IndicatorView, today: date, counted: Decimal | None = None, before: Words | None = None
) -> Screen:
    """The days of one indicator. `counted`: what a figure that counts itself is now."""
    writes = view.may(WRITE_WORKBOOK)
    by_hand = writes and one.figure is None
    due = waiting(one, today)
    past = [measure for measure in one.measures if measure.value is not None]
    hidden = max(len(one.measures) - SHOWN, 0)
    return Screen(
        paragraphs(
            before,
            lines(
                _("<b>{name}</b>", name=name(one)),
                aim(one),
                stands(one),
                counted is not None and _("Counted until now: {value}", value=figure(one, counted)),
                bool(one.said(Question.WHO)) and _("Measured by: {name}", name=one.said(Question.WHO)),
            ),
            lines(*(_day(one, measure, today) for measure in one.measures[hidden:]))
            if one.measures
            else _("No day of measuring yet."),
        ),
        rows(
            *(
                Button(_("Enter the result of: {day}", day=one_day), EnterResult(view.id, one.id, one_day))
                for one_day in (measure.due_on for measure in due[:3])
                if by_hand
            ),
            by_hand and Button(_("Enter a result of another day"), EnterResult(view.id, one.id)),
            *(
                Button(_("Change the result of: {day}", day=measure.due_on),
                       EnterResult(view.id, one.id, measure.due_on))
                for measure in past[-2:]
                if by_hand
            ),
            writes and len(one.measures) < MOST_DAYS and Button(_("Add a day of measuring"), AddDay(view.id, one.id)),
            writes and len(past) < len(one.measures)
            and Button(_("Take a day out"), RemoveDay(view.id, one.id)),
            Button(_("See the indicator"), SeeIndicator(view.id, one.id)),
            Button(_("Go back to the plan"), SeePart(view.id, Part.PLAN)),
        ),
    )  # fmt: skip


def _day(one: IndicatorView, measure: MeasureView, today: date) -> Words:
    if measure.value is None:
        if measure.due_on > today:
            return _("• {day}: to be measured", day=measure.due_on)
        return _("• {day}: waits for its result", day=measure.due_on)
    values = {"day": measure.due_on, "value": figure(one, measure.value), "name": measure.by or ""}
    return lines(
        _("• {day}: {value} ({name})", **values) if measure.by else _("• {day}: {value} (counted by itself)", **values),
        bool(measure.evidence) and _("   Seen from: {evidence}", evidence=measure.evidence),
    )


def days(view: WorkbookView, one: IndicatorView) -> Screen:
    """Which day is taken out?"""
    open_ones = [measure for measure in one.measures if measure.value is None]
    return Screen(
        paragraphs(
            _("<b>{name}</b>", name=name(one)),
            _("Which day is taken out of the plan?") if open_ones else NO_DAY,
        ),
        rows(
            *(
                Button(_("Take out: {day}", day=measure.due_on), RemoveDay(view.id, one.id, measure.due_on))
                for measure in open_ones
            ),
            Button(_("Change nothing"), SeeMeasuring(view.id, one.id)),
        ),
    )


# Entering a result


def value_asked(one: IndicatorView, day: date) -> Words:
    """What was measured?"""
    return paragraphs(
        lines(_("<b>{name}</b>", name=name(one)), aim(one)),
        _("What is the result of this day: {day}? Write a number.", day=InWords(day)),
    )


EVIDENCE = _(
    "Where can it be seen? Write it, or give a link: a survey, a list of visits, minutes. No names of clients."
)


def two_results(theirs: MeasureView | None, one: IndicatorView, mine: Decimal) -> Words:
    """The later one is shown what the earlier one entered."""
    return paragraphs(
        theirs is not None
        and theirs.at is not None
        and lines(
            _("{name} entered a result of this day while you did ({moment}):", name=theirs.by or "", moment=theirs.at),
            figure(one, theirs.value),
            theirs.evidence or None,
        ),
        lines(_("You wrote:"), figure(one, mine)),
        _("Which shall stand? What was written before stays in the history."),
    )


def whose() -> list[Option]:
    """What can become of two results."""
    return [Option("mine", _("Take mine")), Option("theirs", _("Keep theirs"))]


def measure_due(application_id: int, one: IndicatorView, day: MeasureView) -> Screen:
    """To who measures: the day has come."""
    return Screen(
        paragraphs(
            _("Time to measure: <b>{name}</b>", name=name(one)),
            lines(
                _("Day: {day}", day=day.due_on),
                aim(one),
                bool(one.said(Question.SOURCE)) and _("Source: {source}", source=one.said(Question.SOURCE)),
                bool(one.said(Question.METHOD)) and _("Method: {method}", method=one.said(Question.METHOD)),
            ),
        ),
        rows(
            Button(_("Enter the result"), EnterResult(application_id, one.id, day.due_on)),
            Button(_("See the days and results"), SeeMeasuring(application_id, one.id)),
            HOME,
        ),
    )


def awaits(application_id: int, one: IndicatorView, day: MeasureView) -> tuple[Words, Button]:
    """A line of the home screen."""
    return (
        _("• A result waits to be entered: <b>{name}</b>", name=name(one)),
        Button(_("Enter the result: {name}", name=name(one)), EnterResult(application_id, one.id, day.due_on)),
    )
