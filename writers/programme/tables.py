"""A workbook as tables, for a sheet: one for each part, with typed cells."""

from collections.abc import Callable
from decimal import Decimal

from domain.programme.workbooks import questions
from domain.programme.workbooks.book import IndicatorView
from domain.programme.workbooks.measuring import standing
from domain.programme.workbooks.questions import links
from domain.programme.workbooks.reading import WorkbookView
from frame.texts import Language, Words, _
from models.programme.workbook import Part, Question, Step
from screens.programme.workbooks.asking import PARTS, STEPS, UNITS, label, said
from screens.programme.workbooks.indicators import name
from screens.programme.workbooks.plan import STANDINGS
from writers.programme.model import ASSUMPTION, RISK
from writers.tables import Cell, Table

Say = Callable[[Words], str]


def tables(view: WorkbookView, language: Language) -> list[Table]:
    """The parts that the reader may read."""

    def say(words: Words) -> str:
        return language.plain(words)

    made: dict[Part, list[Table]] = {
        Part.NEEDS: [_needs(view, say)],
        Part.LOGIC: [_model(view, say), _links(view, say)],
        Part.INDICATORS: [_indicators(view, say)],
        Part.PLAN: [_plan(view, say)],
    }
    return [table for part, found in made.items() if part in view.readable for table in found] or [
        Table(say(_("Workbook")), (say(view.organisation),), ())
    ]


def _needs(view: WorkbookView, say: Say) -> Table:
    rows = [(say(label(one)), say(view.book.said(one))) for one in questions.of(Part.NEEDS)]
    return Table(say(PARTS[Part.NEEDS]), (say(_("Question")), say(_("Answer"))), rows)


def _model(view: WorkbookView, say: Say) -> Table:
    rows = [(say(STEPS[step]), say(one.text)) for step in Step for one in view.book.items(Question(step))]
    return Table(say(PARTS[Part.LOGIC]), (say(_("Step")), say(_("What belongs to it"))), rows)


def _links(view: WorkbookView, say: Say) -> Table:
    rows = [
        (say(STEPS[one]), say(STEPS[other]), say(view.book.said(assumption)), say(view.book.said(risk)))
        for one, other, assumption, risk in links()
    ]
    heads = (say(_("From")), say(_("To")), say(ASSUMPTION), say(RISK))
    return Table(say(_("Assumptions and risks")), heads, rows)


def _indicators(view: WorkbookView, say: Say) -> Table:
    asked = questions.of(Part.INDICATORS)
    rows = [tuple(_cell(one, question, say) for question in asked) for one in view.book.indicators]
    return Table(say(PARTS[Part.INDICATORS]), tuple(say(label(question)) for question in asked), rows)


def _cell(one: IndicatorView, question: Question, say: Say) -> Cell:
    match question:
        case Question.WHAT:
            return say(name(one))
        case Question.UNIT if one.figure is not None:
            return say(UNITS[one.figure])
        case Question.BASELINE if one.baseline is not None:
            return number(one.baseline)
        case Question.TARGET if one.target is not None:
            return number(one.target)
        case Question.TARGET_DAY if one.target_day is not None:
            return one.target_day
    return say(said(question, one.said(question)))


def _plan(view: WorkbookView, say: Say) -> Table:
    heads = (
        *(label(Question.WHAT), _("Measured on"), label(Question.RESULT), label(Question.UNIT), label(Question.TARGET)),
        *(_("Where it can be seen"), _("Entered by"), _("Target against the newest result")),
    )
    rows: list[tuple[Cell, ...]] = [
        (
            say(name(one)),
            measure.due_on,
            None if measure.value is None else number(measure.value),
            say(UNITS[one.figure]) if one.figure else say(one.said(Question.UNIT)),
            None if one.target is None else number(one.target),
            say(measure.evidence),
            say(measure.by or ""),
            say(STANDINGS[standing(one)]),
        )
        for one in view.book.indicators
        for measure in one.measures
    ]
    return Table(say(PARTS[Part.PLAN]), tuple(map(say, heads)), rows)


def number(value: Decimal) -> int | float:
    """As a sheet keeps it."""
    return int(value) if value == value.to_integral_value() else float(value)
