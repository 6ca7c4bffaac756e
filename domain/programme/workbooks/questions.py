"""What a workbook asks: which part a question belongs to, how long an answer may be, what kind of answer it is."""

from collections.abc import Mapping
from enum import StrEnum
from itertools import pairwise

from domain.dataclasses import dataclass
from models.programme.workbook import Part, Question, Step


class Shape(StrEnum):
    """What an answer looks like."""

    PROSE = "prose"
    LINE = "line"
    ITEMS = "items"  # several, a line each
    CHOICE = "choice"
    NUMBER = "number"
    DAY = "day"
    PERSON = "person"  # somebody of the organisation, or a name


@dataclass(frozen=True)
class Asked:
    """One question."""

    part: Part
    shape: Shape
    limit: int  # characters


MOST_ITEMS = 6
"""In one step of the logic model: more is no model, and unreadable on a phone."""
UNITS = ("%", "‰", "€")
"""Units that are one sign."""
LAST_PLACE = 10_000
"""Of an item: a place is never used for something else."""

_STEPS = {Question(step): Asked(Part.LOGIC, Shape.ITEMS, 100) for step in Step}
_LINKS = {
    Question(f"{step}_{what}"): Asked(Part.LOGIC, Shape.PROSE, 200)
    for step in (Step.INPUT, Step.ACTIVITY, Step.OUTPUT, Step.OUTCOME)
    for what in ("assumption", "risk")
}

QUESTIONS: Mapping[Question, Asked] = {
    Question.TARGET_GROUP: Asked(Part.NEEDS, Shape.PROSE, 400),
    Question.NEED: Asked(Part.NEEDS, Shape.PROSE, 600),
    Question.EVIDENCE: Asked(Part.NEEDS, Shape.PROSE, 600),
    Question.GOAL: Asked(Part.NEEDS, Shape.PROSE, 400),
    Question.OTHERS: Asked(Part.NEEDS, Shape.PROSE, 400),
    **_STEPS,
    **_LINKS,
    Question.WHAT: Asked(Part.INDICATORS, Shape.LINE, 100),
    Question.OF_STEP: Asked(Part.INDICATORS, Shape.CHOICE, 20),
    Question.KIND: Asked(Part.INDICATORS, Shape.CHOICE, 20),
    Question.MEASURABLE: Asked(Part.INDICATORS, Shape.CHOICE, 20),
    Question.UNIT: Asked(Part.INDICATORS, Shape.LINE, 40),
    Question.SOURCE: Asked(Part.INDICATORS, Shape.LINE, 120),
    Question.METHOD: Asked(Part.INDICATORS, Shape.LINE, 160),
    Question.HOW_OFTEN: Asked(Part.INDICATORS, Shape.CHOICE, 20),
    Question.WHO: Asked(Part.INDICATORS, Shape.PERSON, 60),
    Question.BASELINE: Asked(Part.INDICATORS, Shape.NUMBER, 20),
    Question.TARGET: Asked(Part.INDICATORS, Shape.NUMBER, 20),
    Question.TARGET_DAY: Asked(Part.INDICATORS, Shape.DAY, 20),
    Question.RESULT: Asked(Part.PLAN, Shape.LINE, 600),
}
"""In the order in which they are asked."""


def of(part: Part) -> list[Question]:
    """The questions of a part, in order."""
    return [question for question, asked in QUESTIONS.items() if asked.part is part]


def links() -> list[tuple[Step, Step, Question, Question]]:
    """From which step to which, with the questions for the assumption and the risk."""
    return [(one, other, Question(f"{one}_assumption"), Question(f"{one}_risk")) for one, other in pairwise(Step)]
