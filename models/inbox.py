"""Updates from Telegram, stored before they are confirmed."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, Index, text
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base


class InboxUpdate(Base):
    """One update. Its words are blanked when its reply is shown; the id stays 7 days as a tombstone,
    since Telegram may send it again."""

    __tablename__ = "inbox"

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    lane: Mapped[int]  # whose: the Telegram user, or the chat where there is no user
    body: Mapped[dict[str, Any] | None] = mapped_column(JSON(none_as_null=True))
    stored_at: Mapped[datetime]
    tries: Mapped[int] = mapped_column(default=0)
    done_at: Mapped[datetime | None]
    set_aside: Mapped[str | None]  # the error's fingerprint, after the last try
    reply: Mapped[dict[str, Any] | None] = mapped_column(JSON(none_as_null=True))  # not shown yet

    __table_args__ = (
        Index(
            "ix_inbox_waiting",
            "lane",
            "id",
            sqlite_where=text("body IS NOT NULL"),
            postgresql_where=text("body IS NOT NULL"),
        ),
        Index("ix_inbox_done_at", "done_at"),
    )
