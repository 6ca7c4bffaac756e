"""What each side of an assignment says of how it went."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base


class Feedback(Base):
    """One side's feedback: waiting from the approval on, in when given or skipped, shown when revealed."""

    __tablename__ = "feedback"

    id: Mapped[int] = mapped_column(primary_key=True)
    assignment_id: Mapped[int] = mapped_column(ForeignKey("assignment.id"))
    author_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    about_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    opened_at: Mapped[datetime]  # the approval
    asked_at: Mapped[datetime | None]  # the first asking
    asked_times: Mapped[int] = mapped_column(default=0)
    closes_at: Mapped[datetime | None]  # the same on both sides, counted from the first asking
    task_score: Mapped[int | None]
    schedule_score: Mapped[int | None]
    process_score: Mapped[int | None]
    comment: Mapped[str] = mapped_column(String(1000), default="")
    quotable: Mapped[bool] = mapped_column(default=False)
    given_at: Mapped[datetime | None]
    skipped_at: Mapped[datetime | None]
    revealed_at: Mapped[datetime | None]  # both are in, or the window closed: nothing is taken any more

    __table_args__ = (
        UniqueConstraint("assignment_id", "author_id"),
        CheckConstraint(
            "task_score BETWEEN 1 AND 5 AND schedule_score BETWEEN 1 AND 5 AND process_score BETWEEN 1 AND 5",
            name="scores",
        ),
        Index("ix_feedback_author_id_revealed_at", "author_id", "revealed_at"),
        Index(
            "ix_feedback_given",  # with what reports count
            "given_at",
            "task_score",
            "schedule_score",
            "process_score",
            "assignment_id",
            sqlite_where=text("revealed_at IS NOT NULL"),
            postgresql_where=text("revealed_at IS NOT NULL"),
        ),
        Index(
            "ix_feedback_quotable",
            "given_at",
            sqlite_where=text("quotable = 1"),
            postgresql_where=text("quotable"),
        ),
        Index(
            "ix_feedback_waiting",
            "asked_times",
            "asked_at",
            sqlite_where=text("revealed_at IS NULL"),
            postgresql_where=text("revealed_at IS NULL"),
        ),
    )

    @property
    def is_in(self) -> bool:
        """Given, or skipped, which counts the same."""
        return self.given_at is not None or self.skipped_at is not None
