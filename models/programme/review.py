"""What coordinators and reviewers say of an application. Applicants never see it."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import CheckConstraint, ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base


class Stance(StrEnum):
    """How a reader stands to an application."""

    READ = "read"  # scored or commented on
    ABSTAINED = "abstained"
    CONFLICT = "conflict"  # of interest: sees it no more


class Review(Base):
    """One reader of one application."""

    __tablename__ = "round_review"

    id: Mapped[int] = mapped_column(primary_key=True)
    application_id: Mapped[int] = mapped_column(ForeignKey("round_application.id", ondelete="CASCADE"))
    reviewer_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    stance: Mapped[Stance]
    comment: Mapped[str] = mapped_column(String(1000), default="")
    at: Mapped[datetime]

    __table_args__ = (UniqueConstraint("application_id", "reviewer_id"),)


class Score(Base):
    """What a reviewer gives for one criterion: 1 to 5."""

    __tablename__ = "review_score"

    review_id: Mapped[int] = mapped_column(ForeignKey("round_review.id", ondelete="CASCADE"), primary_key=True)
    criterion_id: Mapped[int] = mapped_column(ForeignKey("round_criterion.id"), primary_key=True, index=True)
    score: Mapped[int]

    __table_args__ = (CheckConstraint("score BETWEEN 1 AND 5", name="score"),)
