"""The workbook of an organisation in a round: its answers one by one, its indicators, what was measured, and what
others say of it. An answer is kept by its question; every version of it stays."""

from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, UniqueConstraint, false
from sqlalchemy import text as condition
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base


class Part(StrEnum):
    """The four parts, in this order."""

    NEEDS = "needs"
    LOGIC = "logic"
    INDICATORS = "indicators"
    PLAN = "plan"


class Step(StrEnum):
    """The steps of a logic model, in this order: each leads to the next."""

    INPUT = "input"
    ACTIVITY = "activity"
    OUTPUT = "output"
    OUTCOME = "outcome"
    IMPACT = "impact"


class Question(StrEnum):
    """What is asked, in the order of the parts."""

    # Needs and goals
    TARGET_GROUP = "target_group"
    NEED = "need"
    EVIDENCE = "evidence"
    GOAL = "goal"
    OTHERS = "others"

    # The logic model: items of a step, then each link's assumption and risk; a link is named by where it begins
    INPUT = "input"
    ACTIVITY = "activity"
    OUTPUT = "output"
    OUTCOME = "outcome"
    IMPACT = "impact"
    INPUT_ASSUMPTION = "input_assumption"
    INPUT_RISK = "input_risk"
    ACTIVITY_ASSUMPTION = "activity_assumption"
    ACTIVITY_RISK = "activity_risk"
    OUTPUT_ASSUMPTION = "output_assumption"
    OUTPUT_RISK = "output_risk"
    OUTCOME_ASSUMPTION = "outcome_assumption"
    OUTCOME_RISK = "outcome_risk"

    # One indicator
    WHAT = "what"
    OF_STEP = "of_step"
    KIND = "kind"
    MEASURABLE = "measurable"
    UNIT = "unit"
    SOURCE = "source"
    METHOD = "method"
    HOW_OFTEN = "how_often"
    WHO = "who"
    BASELINE = "baseline"
    TARGET = "target"
    TARGET_DAY = "target_day"

    # The measuring plan
    RESULT = "result"  # of one day, by the place


class IndicatorKind(StrEnum):
    """How much was done, or what changed."""

    PROCESS = "process"
    RESULT = "result"


class HowOften(StrEnum):
    """How often it is measured."""

    MONTHLY = "monthly"
    QUARTERLY = "quarterly"
    TWICE_A_YEAR = "twice_a_year"
    YEARLY = "yearly"
    ONCE = "once"


class MarketFigure(StrEnum):
    """A figure of the marketplace that counts itself: the organisation's own."""

    GIVEN = "given"
    RECEIVED = "received"
    TASKS = "tasks"
    FEEDBACK = "feedback"


class Indicator(Base):
    """One of an organisation's indicators. What it is stands in its answers."""

    __tablename__ = "work_indicator"

    id: Mapped[int] = mapped_column(primary_key=True)
    application_id: Mapped[int] = mapped_column(ForeignKey("round_application.id", ondelete="CASCADE"), index=True)
    figure: Mapped[MarketFigure | None]  # counts itself
    made_at: Mapped[datetime]
    removed_at: Mapped[datetime | None]


class WorkAnswer(Base):
    """What an organisation says to a question now; an empty text is none. A step of the logic model has several, each
    with a place of its own. `version` shows a change made meanwhile."""

    __tablename__ = "work_answer"

    id: Mapped[int] = mapped_column(primary_key=True)
    application_id: Mapped[int] = mapped_column(ForeignKey("round_application.id", ondelete="CASCADE"))
    indicator_id: Mapped[int | None] = mapped_column(ForeignKey("work_indicator.id", ondelete="CASCADE"))
    question: Mapped[Question]
    place: Mapped[int] = mapped_column(default=0)
    text: Mapped[str] = mapped_column(String(600))
    person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"), index=True)  # where the answer is somebody
    sure: Mapped[bool] = mapped_column(default=False, server_default=false())  # was questioned, and is kept
    version: Mapped[int]
    written_by_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    written_at: Mapped[datetime]

    __table_args__ = (
        Index(
            "uq_work_answer_own",
            "application_id",
            "question",
            "place",
            unique=True,
            sqlite_where=condition("indicator_id IS NULL"),
            postgresql_where=condition("indicator_id IS NULL"),
        ),
        Index("ix_work_answer_application_id", "application_id"),
        UniqueConstraint("indicator_id", "question", "place"),
    )


class WorkVersion(Base):
    """What an answer was, who wrote it and when; an empty text: taken away."""

    __tablename__ = "work_version"

    answer_id: Mapped[int] = mapped_column(ForeignKey("work_answer.id", ondelete="CASCADE"), primary_key=True)
    version: Mapped[int] = mapped_column(primary_key=True)
    text: Mapped[str] = mapped_column(String(600))
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    at: Mapped[datetime]


class Measure(Base):
    """A day on which an indicator is measured, and what came of it."""

    __tablename__ = "work_measure"

    id: Mapped[int] = mapped_column(primary_key=True)
    indicator_id: Mapped[int] = mapped_column(ForeignKey("work_indicator.id", ondelete="CASCADE"))
    due_on: Mapped[date]
    reminded_at: Mapped[datetime | None]
    value: Mapped[int | None]  # in hundredths: neither database rounds it
    evidence: Mapped[str] = mapped_column(String(500), default="")  # or a link
    version: Mapped[int] = mapped_column(default=0)
    entered_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"), index=True)  # none: counted by itself
    entered_at: Mapped[datetime | None]

    __table_args__ = (
        CheckConstraint("(value IS NULL) = (entered_at IS NULL)", name="entered"),
        UniqueConstraint("indicator_id", "due_on"),
        Index(
            "ix_work_measure_due_on",
            "due_on",
            sqlite_where=condition("reminded_at IS NULL AND value IS NULL"),
            postgresql_where=condition("reminded_at IS NULL AND value IS NULL"),
        ),
    )


class WorkComment(Base):
    """What a consultant, a coordinator or a peer says of a part."""

    __tablename__ = "work_comment"

    id: Mapped[int] = mapped_column(primary_key=True)
    application_id: Mapped[int] = mapped_column(ForeignKey("round_application.id", ondelete="CASCADE"))
    part: Mapped[Part]
    author_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    text: Mapped[str] = mapped_column(String(1000))
    at: Mapped[datetime]

    __table_args__ = (Index("ix_work_comment_application_id_part", "application_id", "part"),)


class ClosedPart(Base):
    """A part of a workbook that peers do not read."""

    __tablename__ = "work_closed"

    application_id: Mapped[int] = mapped_column(
        ForeignKey("round_application.id", ondelete="CASCADE"), primary_key=True
    )
    part: Mapped[Part] = mapped_column(primary_key=True)
    closed_by_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    closed_at: Mapped[datetime]
