"""What organisations hand in for a contact day, and what is said of it."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import ForeignKey, String, UniqueConstraint, false
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base


class WorkKind(StrEnum):
    """What a pre-assignment is handed in as. Files stay with Telegram: a file id is all that is kept."""

    TEXT = "text"
    LINK = "link"
    DOCUMENT = "document"
    PHOTO = "photo"


class HandedIn(Base):
    """One version of an organisation's pre-assignment. The newest counts; none is ever changed."""

    __tablename__ = "handed_in"

    id: Mapped[int] = mapped_column(primary_key=True)
    application_id: Mapped[int] = mapped_column(ForeignKey("round_application.id", ondelete="CASCADE"))
    day_id: Mapped[int] = mapped_column(ForeignKey("contact_day.id", ondelete="CASCADE"), index=True)
    version: Mapped[int]  # from 1
    kind: Mapped[WorkKind]
    text: Mapped[str] = mapped_column(String(3000), default="")  # or the address, or the words with a file
    file_id: Mapped[str | None] = mapped_column(String(400))
    file_name: Mapped[str] = mapped_column(String(120), default="")
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    at: Mapped[datetime]
    late: Mapped[bool] = mapped_column(default=False, server_default=false())

    __table_args__ = (UniqueConstraint("application_id", "day_id", "version"),)


class AssignmentComment(Base):
    """What a consultant, a coordinator or a peer says of a version."""

    __tablename__ = "assignment_comment"

    id: Mapped[int] = mapped_column(primary_key=True)
    handed_in_id: Mapped[int] = mapped_column(ForeignKey("handed_in.id", ondelete="CASCADE"), index=True)
    author_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    text: Mapped[str] = mapped_column(String(1000))
    at: Mapped[datetime]
