"""The consultant's help between the contact days: times that organisations book, and what was agreed."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, text
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base


class SparringSlot(Base):
    """A time that a consultant has opened: free, or an organisation's."""

    __tablename__ = "sparring_slot"

    id: Mapped[int] = mapped_column(primary_key=True)
    round_id: Mapped[int] = mapped_column(ForeignKey("programme_round.id", ondelete="CASCADE"))
    consultant_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    starts_at: Mapped[datetime]
    minutes: Mapped[int]
    place: Mapped[str] = mapped_column(String(200), default="")  # or a link
    opened_at: Mapped[datetime]
    closed_at: Mapped[datetime | None]  # taken back by the consultant
    application_id: Mapped[int | None] = mapped_column(ForeignKey("round_application.id"), index=True)
    booked_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"), index=True)
    booked_at: Mapped[datetime | None]
    booked_times: Mapped[int] = mapped_column(default=0, server_default="0")  # each booking is an occasion of its own
    reminded_at: Mapped[datetime | None]

    # What was talked about, and what was agreed. Both sides read it.
    notes: Mapped[str] = mapped_column(String(1500), default="")
    next_step: Mapped[str] = mapped_column(String(300), default="")
    noted_at: Mapped[datetime | None]
    noted_times: Mapped[int] = mapped_column(default=0, server_default="0")

    __table_args__ = (
        CheckConstraint("minutes BETWEEN 15 AND 240", name="minutes"),
        CheckConstraint("(application_id IS NULL) = (booked_at IS NULL)", name="booked"),
        Index("ix_sparring_slot_round_id_starts_at", "round_id", "starts_at"),
        Index("ix_sparring_slot_consultant_id_starts_at", "consultant_id", "starts_at"),
        Index(
            "ix_sparring_slot_reminding",
            "starts_at",
            sqlite_where=text("booked_at IS NOT NULL AND reminded_at IS NULL"),
            postgresql_where=text("booked_at IS NOT NULL AND reminded_at IS NULL"),
        ),
    )
