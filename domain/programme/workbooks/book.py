"""A workbook as it stands now: everything in it, read at once, and what is still missing."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import field
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from typing import TypeVar

from sqlalchemy import select
from sqlalchemy.orm import Session

from domain.dataclasses import dataclass
from domain.programme.workbooks import questions
from domain.programme.workbooks.questions import QUESTIONS
from models.person import Person
from models.programme.workbook import (
    HowOften,
    Indicator,
    IndicatorKind,
    MarketFigure,
    Measure,
    Part,
    Question,
    Step,
    WorkAnswer,
)

T = TypeVar("T")

NOT_KNOWN = "unknown"
"""A baseline that nobody has measured yet."""
YES, NOT_YET = "yes", "not_yet"


@dataclass(frozen=True)
class AnswerView:
    """One answer, with who wrote it and when. A version of 0: nothing was ever there."""

    question: Question
    indicator_id: int | None = None
    place: int = 0
    text: str = ""
    version: int = 0
    by: str = ""
    at: datetime | None = None
    person_id: int | None = None


@dataclass(frozen=True)
class Asking:
    """A question that has no answer; with `indicator_id` one of that indicator, without it for a new one."""

    question: Question
    indicator_id: int | None = None


@dataclass(frozen=True)
class MeasureView:
    """A day of measuring, and its result when there is one."""

    id: int
    indicator_id: int
    due_on: date
    value: Decimal | None
    evidence: str
    version: int
    by: str | None  # none: it counted itself
    at: datetime | None


def _read(kind: Callable[[str], T], said: str) -> T | None:
    """The value of an answer that is no text; none where there is none, or it is not known."""
    try:
        return kind(said) if said else None
    except (ValueError, InvalidOperation):
        return None


@dataclass(frozen=True)
class IndicatorView:
    """One indicator: its answers, and its days of measuring in their order."""

    id: int
    figure: MarketFigure | None
    answers: Mapping[Question, AnswerView]
    measures: tuple[MeasureView, ...]
    missing: tuple[Question, ...]

    def said(self, question: Question) -> str:
        """What stands there; empty where nothing does."""
        return self.answers[question].text if question in self.answers else ""

    @property
    def name(self) -> str:
        return self.said(Question.WHAT)

    @property
    def step(self) -> Step | None:
        return _read(Step, self.said(Question.OF_STEP))

    @property
    def kind(self) -> IndicatorKind | None:
        return _read(IndicatorKind, self.said(Question.KIND))

    @property
    def how_often(self) -> HowOften | None:
        return _read(HowOften, self.said(Question.HOW_OFTEN))

    @property
    def can_be_measured(self) -> bool:
        """Not said to be something for later."""
        return self.said(Question.MEASURABLE) != NOT_YET

    @property
    def baseline(self) -> Decimal | None:
        return _read(Decimal, self.said(Question.BASELINE))

    @property
    def target(self) -> Decimal | None:
        return _read(Decimal, self.said(Question.TARGET))

    @property
    def target_day(self) -> date | None:
        return _read(date.fromisoformat, self.said(Question.TARGET_DAY))

    @property
    def latest(self) -> MeasureView | None:
        """The newest result."""
        return next((one for one in reversed(self.measures) if one.value is not None), None)


@dataclass(frozen=True)
class Book:
    """Everything in one workbook."""

    application_id: int
    answers: Mapping[Question, tuple[AnswerView, ...]] = field(default_factory=dict)
    indicators: tuple[IndicatorView, ...] = ()

    def said(self, question: Question) -> str:
        """A single answer's text; empty where there is none."""
        found = self.answers.get(question)
        return found[0].text if found else ""

    def items(self, question: Question) -> tuple[AnswerView, ...]:
        """The items of a step, in the order in which they came."""
        return self.answers.get(question, ())

    def answer(self, question: Question, indicator_id: int | None = None, place: int = 0) -> AnswerView:
        """What stands there, or an empty one."""
        nothing = AnswerView(question, indicator_id, place)
        if indicator_id is not None:
            one = next((one for one in self.indicators if one.id == indicator_id), None)
            return one.answers.get(question, nothing) if one is not None else nothing
        return next((one for one in self.items(question) if one.place == place), nothing)

    def missing(self, part: Part) -> list[Asking]:
        """What that part still asks, in order."""
        if part in (Part.NEEDS, Part.LOGIC):
            return [Asking(question) for question in questions.of(part) if not self.items(question)]
        if part is Part.INDICATORS:
            if not self.indicators:
                return [Asking(Question.WHAT)]
            return [Asking(question, one.id) for one in self.indicators for question in one.missing]
        return []

    def next(self, part: Part, after: Asking | None = None) -> Asking | None:
        """The next question of a part: the first missing one that comes after, else the first."""
        missing = self.missing(part)
        if after is not None:
            later = [one for one in missing if _order(one) > _order(after)]
            return later[0] if later else None
        return missing[0] if missing else None

    @property
    def finished(self) -> tuple[Part, ...]:
        """The parts in which nothing is missing."""
        found = [part for part in (Part.NEEDS, Part.LOGIC, Part.INDICATORS) if not self.missing(part)]
        measured = [one for one in self.indicators if one.can_be_measured]
        if Part.INDICATORS in found and measured and all(one.measures for one in measured):
            found.append(Part.PLAN)
        return tuple(found)

    @property
    def empty(self) -> bool:
        return not self.answers and not self.indicators


def _order(one: Asking) -> tuple[int, int]:
    return one.indicator_id or 0, list(QUESTIONS).index(one.question)


BY_ITSELF = (Question.UNIT, Question.SOURCE, Question.METHOD, Question.WHO, Question.MEASURABLE)
"""What nobody needs to say of a figure that counts itself."""
LATER = (
    *(Question.UNIT, Question.SOURCE, Question.METHOD, Question.HOW_OFTEN, Question.WHO),
    *(Question.BASELINE, Question.TARGET, Question.TARGET_DAY),
)
"""What is not asked of an indicator that cannot be measured yet."""


def asked_of(figure: MarketFigure | None, measurable: str) -> list[Question]:
    """The questions that an indicator of that kind has to answer."""
    return [
        question
        for question in questions.of(Part.INDICATORS)
        if not (figure is not None and question in BY_ITSELF) and not (measurable == NOT_YET and question in LATER)
    ]


def load(session: Session, application_id: int) -> Book:
    """The workbook of an organisation's place; asks nobody whether it may be read."""
    rows = session.execute(
        select(WorkAnswer, Person.name)
        .join(Person, Person.id == WorkAnswer.written_by_id)
        .where(WorkAnswer.application_id == application_id, WorkAnswer.text != "")
        .order_by(WorkAnswer.place, WorkAnswer.id)
    ).all()
    own: dict[Question, list[AnswerView]] = {}
    of: dict[int, dict[Question, AnswerView]] = {}
    for row, name in rows:
        shown = AnswerView(
            row.question, row.indicator_id, row.place, row.text, row.version, name, row.written_at, row.person_id
        )
        if row.indicator_id is None:
            own.setdefault(row.question, []).append(shown)
        else:
            of.setdefault(row.indicator_id, {})[row.question] = shown
    indicators = session.scalars(
        select(Indicator)
        .where(Indicator.application_id == application_id, Indicator.removed_at.is_(None))
        .order_by(Indicator.id)
    ).all()
    measures = _measures(session, [one.id for one in indicators])
    return Book(
        application_id,
        {question: tuple(found) for question, found in own.items()},
        tuple(_indicator(one, of.get(one.id, {}), measures.get(one.id, ())) for one in indicators),
    )


def _indicator(
    row: Indicator, answers: Mapping[Question, AnswerView], measures: Sequence[MeasureView]
) -> IndicatorView:
    measurable = answers[Question.MEASURABLE].text if Question.MEASURABLE in answers else ""
    missing = tuple(question for question in asked_of(row.figure, measurable) if question not in answers)
    return IndicatorView(row.id, row.figure, answers, tuple(measures), missing)


def _measures(session: Session, indicators: Sequence[int]) -> dict[int, list[MeasureView]]:
    if not indicators:
        return {}
    found: dict[int, list[MeasureView]] = {}
    rows = session.execute(
        select(Measure, Person.name)
        .outerjoin(Person, Person.id == Measure.entered_by_id)
        .where(Measure.indicator_id.in_(indicators))
        .order_by(Measure.due_on, Measure.id)
    )
    for row, name in rows:
        found.setdefault(row.indicator_id, []).append(
            MeasureView(
                row.id,
                row.indicator_id,
                row.due_on,
                None if row.value is None else Decimal(row.value) / 100,
                row.evidence,
                row.version,
                name,
                row.entered_at,
            )
        )
    return found
