"""Small questions, answered in a conversation."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base
from models.states import State


class AdviceState(State):
    """asked > answered > helped, and the other ends: unmet, closed, withdrawn."""

    ASKED = "asked"
    ANSWERED = "answered"
    HELPED = "helped"
    UNMET = "unmet"
    CLOSED = "closed"  # answered, and nobody said whether it helped
    WITHDRAWN = "withdrawn"


OPEN = (AdviceState.ASKED, AdviceState.ANSWERED)
"""Somebody may still answer."""


class UnmetReason(StrEnum):
    """Why a question ended as unmet need."""

    NOBODY_TO_ASK = "nobody_to_ask"
    NO_ANSWER = "no_answer"
    NOT_HELPED = "not_helped"


class Advice(Base):
    """One question of one person to those who know a category."""

    __tablename__ = "advice"

    id: Mapped[int] = mapped_column(primary_key=True)
    asker_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    organisation_id: Mapped[int | None] = mapped_column(ForeignKey("organisation.id"), index=True)
    """The asker's organisation of the moment of asking."""
    category_id: Mapped[int] = mapped_column(ForeignKey("category.id"))
    question: Mapped[str] = mapped_column(String(600))
    state: Mapped[AdviceState]
    asked_at: Mapped[datetime] = mapped_column(index=True)
    waits_since: Mapped[datetime]  # asked, passed on, answered or not helped yet: the clock counts from here
    passed_on_at: Mapped[datetime | None]  # once
    reminded_at: Mapped[datetime | None]  # "did it help?", once
    ended_at: Mapped[datetime | None]
    unmet_reason: Mapped[UnmetReason | None]

    # What helped, as the asker says it.
    helper_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"), index=True)
    helper_organisation_id: Mapped[int | None] = mapped_column(ForeignKey("organisation.id"), index=True)
    minutes: Mapped[int | None]
    score: Mapped[int | None]

    __table_args__ = (
        CheckConstraint("score BETWEEN 1 AND 5", name="score"),
        CheckConstraint("(state = 'helped') = (helper_id IS NOT NULL)", name="helper"),
        CheckConstraint("(state = 'unmet') = (unmet_reason IS NOT NULL)", name="unmet"),
        Index("ix_advice_asker_id_state", "asker_id", "state"),
        Index(
            "ix_advice_waiting",
            "waits_since",
            sqlite_where=text("state IN ('asked', 'answered')"),
            postgresql_where=text("state IN ('asked', 'answered')"),
        ),
        Index("ix_advice_state_ended_at", "state", "ended_at"),
    )


class Asked(Base):
    """Somebody of whom a question is asked. Who was asked last waits for the next turn."""

    __tablename__ = "advice_asked"

    id: Mapped[int] = mapped_column(primary_key=True)
    advice_id: Mapped[int] = mapped_column(ForeignKey("advice.id", ondelete="CASCADE"))
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    asked_at: Mapped[datetime]
    answered_at: Mapped[datetime | None]
    declined_at: Mapped[datetime | None]  # "not for me"

    __table_args__ = (
        UniqueConstraint("advice_id", "person_id"),
        Index("ix_advice_asked_person_id_asked_at", "person_id", "asked_at"),
    )
