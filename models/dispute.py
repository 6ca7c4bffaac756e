"""What two sides could not agree on: disputes, and hours that one of them proposes later."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import ForeignKey, Index, String, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base
from models.ledger import EntryKind


class DisputeAbout(StrEnum):
    """What a dispute is about."""

    HOURS = "hours"
    DID_NOT_HAPPEN = "did_not_happen"
    NO_SHOW = "no_show"


class Dispute(Base):
    """One assignment put before the operators, with both sides' words. There is one at most: it ends the matter."""

    __tablename__ = "dispute"

    id: Mapped[int] = mapped_column(primary_key=True)
    assignment_id: Mapped[int] = mapped_column(ForeignKey("assignment.id"))
    opened_by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    about: Mapped[DisputeAbout]
    said: Mapped[str] = mapped_column(String(1000))
    opened_at: Mapped[datetime]
    answer: Mapped[str | None] = mapped_column(String(1000))  # the other side's words
    answered_at: Mapped[datetime | None]
    minutes: Mapped[int | None]  # as decided
    reason: Mapped[str | None] = mapped_column(String(300))
    decided_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))  # none: nobody decided in time
    decided_at: Mapped[datetime | None]

    __table_args__ = (
        UniqueConstraint("assignment_id"),
        Index(
            "ix_dispute_open",
            "opened_at",
            sqlite_where=text("decided_at IS NULL"),
            postgresql_where=text("decided_at IS NULL"),
        ),
    )


class HoursProposal(Base):
    """After the approval: more minutes, or fewer, that the other side may agree to. One at a time."""

    __tablename__ = "hours_proposal"

    id: Mapped[int] = mapped_column(primary_key=True)
    assignment_id: Mapped[int] = mapped_column(ForeignKey("assignment.id"), index=True)
    proposed_by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    kind: Mapped[EntryKind]  # extra or correction
    minutes: Mapped[int]  # the difference
    reason: Mapped[str] = mapped_column(String(300))
    proposed_at: Mapped[datetime]
    answered_at: Mapped[datetime | None]
    accepted: Mapped[bool | None]

    __table_args__ = (
        Index(
            "uq_hours_proposal_open",
            "assignment_id",
            unique=True,
            sqlite_where=text("answered_at IS NULL"),
            postgresql_where=text("answered_at IS NULL"),
        ),
    )
