"""Messages to others: written with the change that caused them, sent after."""

from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import JSON, ForeignKey, Index, String, text
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base


class Delivery(StrEnum):
    """Where a notice is on its way."""

    WAITING = "waiting"
    SENT = "sent"
    DROPPED = "dropped"  # the matter was over when its turn came
    FAILED = "failed"  # Telegram refused it for good


class OutboxMessage(Base):
    """One notice to one person. Its values are blanked when it is finished; the key stays 7 days."""

    __tablename__ = "outbox"

    id: Mapped[int] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(String(120), unique=True)  # against doubles
    recipient_id: Mapped[int] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"))
    kind: Mapped[str] = mapped_column(String(60))
    values: Mapped[dict[str, Any] | None] = mapped_column(JSON(none_as_null=True))
    written_at: Mapped[datetime]
    not_before: Mapped[datetime]
    happens_at: Mapped[datetime | None]  # what it warns of: it is told before that, whatever the hour
    state: Mapped[Delivery] = mapped_column(default=Delivery.WAITING)
    attempts: Mapped[int] = mapped_column(default=0)
    leased_until: Mapped[datetime | None]
    finished_at: Mapped[datetime | None]

    __table_args__ = (
        Index(
            "ix_outbox_waiting",
            "not_before",
            "id",
            sqlite_where=text("state = 'waiting'"),
            postgresql_where=text("state = 'waiting'"),
        ),
        Index("ix_outbox_recipient_id", "recipient_id"),
        Index("ix_outbox_finished_at", "finished_at"),
    )
