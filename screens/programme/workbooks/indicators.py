"""The indicators of a workbook, and each of them."""

from datetime import date
from decimal import Decimal

from domain.programme.lifecycle import WRITE_WORKBOOK
from domain.programme.workbooks.book import IndicatorView, asked_of
from domain.programme.workbooks.indicators import MOST
from domain.programme.workbooks.reading import WorkbookView
from frame.screen import Button, Screen, rows
from frame.texts import Text, Words, _, lines, n_, paragraphs
from models.programme.workbook import Part, Question
from screens.programme.workbooks.asking import FIGURES, KINDS, STEPS, UNITS, label, said
from screens.programme.workbooks.books import heading, ways
from screens.programme.workbooks.taps import (
    ChangeIndicator,
    GoOnWith,
    RemoveIndicator,
    SeeIndicator,
    SeeMeasuring,
    SeePart,
    WriteAnswer,
)
from screens.ways import apart

REMOVED = _("The indicator is taken away. Its answers stay in the history.")


def indicators(view: WorkbookView, before: Words | None = None) -> Screen:
    """All of them, in a few lines each."""
    found, writes = view.book.indicators, view.may(WRITE_WORKBOOK)
    coming = view.book.next(Part.INDICATORS)
    return Screen(
        paragraphs(
            before,
            *heading(view, Part.INDICATORS),
            *(_in_short(one, number) for number, one in enumerate(found, start=1)),
            not found
            and _("No indicator yet. A few good ones are enough: some that tell how much was done, some what changed."),
        ),
        rows(
            writes
            and coming is not None
            and bool(found)
            and Button(_("Go on: {question}", question=label(coming.question)), GoOnWith(view.id, Part.INDICATORS)),
            writes and len(found) < MOST and Button(_("Add an indicator"), WriteAnswer(view.id, Question.WHAT)),
            *apart(Button(_("Open: {name}", name=name(one)), SeeIndicator(view.id, one.id)) for one in found),
            *ways(view, Part.INDICATORS),
        ),
    )


def name(one: IndicatorView) -> Words:
    """What an indicator is called."""
    return one.name or (FIGURES[one.figure] if one.figure else _("An indicator without a name"))


def _in_short(one: IndicatorView, number: int) -> Words:
    return lines(
        _("<b>{number}. {name}</b>", number=number, name=name(one)),
        one.step is not None and one.kind is not None
        and Text("{step} · {kind}", {"step": STEPS[one.step], "kind": KINDS[one.kind]}),
        aim(one),
        bool(one.missing) and n_("{count} question is still open", "{count} questions are still open",
                                 len(one.missing)),
    )  # fmt: skip


def aim(one: IndicatorView) -> Words | None:
    """From where to where, by when."""
    if not one.can_be_measured:
        return _("Cannot be measured yet.")
    if one.target is None:
        return None
    values = {"target": figure(one, one.target), "from": figure(one, one.baseline), "day": one.target_day or date.max}
    if one.target_day is None:
        return _("Target: {target}", **values)
    if one.baseline is None:
        return _("Target: {target} by this day: {day}", **values)
    return _("From {from} to {target} by this day: {day}", **values)


def figure(one: IndicatorView, value: Decimal | None) -> Words:
    """A value with its unit."""
    if value is None:
        return _("not known yet")
    unit: Words = UNITS[one.figure] if one.figure else one.said(Question.UNIT)
    return Text("{value} {unit}", {"value": value, "unit": unit}) if unit else Text("{value}", {"value": value})


def indicator(view: WorkbookView, one: IndicatorView, before: Words | None = None) -> Screen:
    """One of them, with all its answers."""
    writes = view.may(WRITE_WORKBOOK)
    return Screen(
        paragraphs(
            before,
            _("<b>Indicator: {name}</b>", name=name(one)),
            one.figure is not None
            and _("It counts itself from what is agreed and approved in this service, since the place was confirmed."),
            lines(
                *(
                    Text("{question}: {answer}", {"question": label(question), "answer": answer})
                    for question, answer in answers(one)[1:]
                )
            ),
        ),
        rows(
            writes
            and bool(one.missing)
            and Button(
                _("Go on: {question}", question=label(one.missing[0])),
                WriteAnswer(view.id, one.missing[0], 0, one.id),
            ),
            one.can_be_measured and Button(_("See the days and results"), SeeMeasuring(view.id, one.id)),
            writes and Button(_("Change an answer"), ChangeIndicator(view.id, one.id)),
            writes and Button(_("Remove this indicator"), RemoveIndicator(view.id, one.id)),
            Button(_("Go back to the part"), SeePart(view.id, Part.INDICATORS)),
        ),
    )


def answers(one: IndicatorView) -> list[tuple[Question, Words]]:
    """Every question that it has to answer, with what stands there."""
    return [(question, _said(one, question)) for question in asked_of(one.figure, one.said(Question.MEASURABLE))]


def _said(one: IndicatorView, question: Question) -> Words:
    if question is Question.TARGET_DAY and one.target_day is not None:
        return Text("{day}", {"day": one.target_day})
    if question is Question.TARGET and one.target is not None:
        return Text("{value}", {"value": one.target})
    if question is Question.BASELINE and one.baseline is not None:
        return Text("{value}", {"value": one.baseline})
    return said(question, one.said(question)) if one.said(question) else _("No answer yet.")


def which(view: WorkbookView, one: IndicatorView) -> Screen:
    """Which answer is to be changed?"""
    return Screen(
        paragraphs(_("<b>Indicator: {name}</b>", name=name(one)), _("What do you want to change?")),
        rows(
            *(
                Button(label(question), WriteAnswer(view.id, question, 0, one.id))
                for question, _answer in answers(one)
                if question in one.answers
            ),
            Button(_("Change nothing"), SeeIndicator(view.id, one.id)),
        ),
    )


def sure(view: WorkbookView, one: IndicatorView) -> Screen:
    """Before one is taken away."""
    return Screen(
        paragraphs(
            _("<b>Indicator: {name}</b>", name=name(one)),
            _("Take this indicator away? Nobody is reminded of it any more; its answers stay in the history."),
        ),
        rows(
            Button(_("Take it away"), RemoveIndicator(view.id, one.id, True)),
            Button(_("Keep it"), SeeIndicator(view.id, one.id)),
        ),
    )
