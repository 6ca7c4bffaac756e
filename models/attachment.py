"""Files that a requester gave with a task. Telegram keeps them: a file id is all that is kept here."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base


class FileKind(StrEnum):
    """How Telegram shows a file."""

    PHOTO = "photo"
    DOCUMENT = "document"


class Attachment(Base):
    """One file of one task, in the order of their keys."""

    __tablename__ = "attachment"

    id: Mapped[int] = mapped_column(primary_key=True)
    task_id: Mapped[int] = mapped_column(ForeignKey("task.id"), index=True)
    kind: Mapped[FileKind]
    file_id: Mapped[str] = mapped_column(String(400))
    name: Mapped[str] = mapped_column(String(120), default="")  # a photo has none
    size: Mapped[int | None]  # bytes
    mime: Mapped[str] = mapped_column(String(120), default="")
    added_at: Mapped[datetime]
