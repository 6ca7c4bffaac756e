"""E-mail to be sent: written with the change that caused it, sent after."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, Index, String, text
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base
from models.outbox import Delivery


class MailMessage(Base):
    """One letter. It holds no address: that is looked up when it is sent. Its values are blanked when it is finished,
    the key stays 7 days."""

    __tablename__ = "mail_message"

    id: Mapped[int] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(String(120), unique=True)  # against doubles; no address in it
    kind: Mapped[str] = mapped_column(String(60))
    values: Mapped[dict[str, Any] | None] = mapped_column(JSON(none_as_null=True))
    urgent: Mapped[bool]  # somebody waits for it: goes before the others
    written_at: Mapped[datetime]
    not_before: Mapped[datetime]
    state: Mapped[Delivery] = mapped_column(default=Delivery.WAITING)
    attempts: Mapped[int] = mapped_column(default=0)
    leased_until: Mapped[datetime | None]
    finished_at: Mapped[datetime | None]

    __table_args__ = (
        Index(
            "ix_mail_message_waiting",
            "urgent",
            "id",
            sqlite_where=text("state = 'waiting'"),
            postgresql_where=text("state = 'waiting'"),
        ),
        Index("ix_mail_message_finished_at", "finished_at"),
    )
