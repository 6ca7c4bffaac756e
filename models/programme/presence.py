"""Who was there on a contact day, and who said beforehand that they would not be."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base


class Presence(Base):
    """One participant and one day. No row: nobody has said anything of it."""

    __tablename__ = "contact_day_presence"

    id: Mapped[int] = mapped_column(primary_key=True)
    day_id: Mapped[int] = mapped_column(ForeignKey("contact_day.id", ondelete="CASCADE"))
    participant_id: Mapped[int] = mapped_column(ForeignKey("round_participant.id", ondelete="CASCADE"), index=True)
    present: Mapped[bool | None]  # as the consultant marked it
    marked_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"), index=True)
    marked_at: Mapped[datetime | None]
    absent_why: Mapped[str] = mapped_column(String(200), default="")  # as they told it themselves, beforehand
    absence_told_at: Mapped[datetime | None]

    __table_args__ = (
        CheckConstraint("(present IS NULL) = (marked_at IS NULL)", name="marked"),
        UniqueConstraint("day_id", "participant_id"),
    )
