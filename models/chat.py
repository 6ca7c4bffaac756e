"""Telegram group chats that the bot is in, and the cards it keeps there."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index, String, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base


class LinkedChat(Base):
    """A group chat that the bot was added to; linked to a group or, so far, to none. Nothing that is said there is
    kept."""

    __tablename__ = "linked_chat"

    id: Mapped[int] = mapped_column(primary_key=True)
    telegram_id: Mapped[int] = mapped_column(unique=True)
    token: Mapped[str] = mapped_column(String(24), unique=True)  # what the link in the chat carries: no id to guess
    title: Mapped[str] = mapped_column(String(255))
    language: Mapped[str] = mapped_column(String(8))
    present: Mapped[bool] = mapped_column(default=True)
    silenced_at: Mapped[datetime | None]  # Telegram does not let the bot write there
    group_id: Mapped[int | None] = mapped_column(ForeignKey("groups.id"), index=True)
    linked_at: Mapped[datetime | None]


class ChatRequest(Base):
    """A group admin asks for a link. Telegram is asked who runs the chat; the row goes with the answer."""

    __tablename__ = "chat_request"

    id: Mapped[int] = mapped_column(primary_key=True)
    chat_id: Mapped[int] = mapped_column(ForeignKey("linked_chat.id", ondelete="CASCADE"))
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"), index=True)
    group_id: Mapped[int] = mapped_column(ForeignKey("groups.id"), index=True)
    asked_at: Mapped[datetime]
    attempts: Mapped[int] = mapped_column(default=0)
    not_before: Mapped[datetime | None]
    leased_until: Mapped[datetime | None]

    __table_args__ = (UniqueConstraint("chat_id", "person_id"),)


class ChatCard(Base):
    """A task in a chat: one message that edits itself. `due`: it may look other than the task does now."""

    __tablename__ = "chat_card"

    id: Mapped[int] = mapped_column(primary_key=True)
    chat_id: Mapped[int] = mapped_column(ForeignKey("linked_chat.id", ondelete="CASCADE"))
    task_id: Mapped[int] = mapped_column(ForeignKey("task.id", ondelete="CASCADE"), index=True)
    message_id: Mapped[int | None]  # none: not posted yet
    shown: Mapped[str | None] = mapped_column(String(32))  # the fingerprint of what stands there
    shown_state: Mapped[str | None] = mapped_column(String(32))  # the task's state then
    due: Mapped[bool] = mapped_column(default=True)
    posted_anew: Mapped[bool] = mapped_column(default=False)  # somebody deleted the first one
    looked_at: Mapped[datetime]
    attempts: Mapped[int] = mapped_column(default=0)
    not_before: Mapped[datetime | None]
    leased_until: Mapped[datetime | None]

    __table_args__ = (
        UniqueConstraint("chat_id", "task_id"),
        Index(
            "ix_chat_card_due",
            "chat_id",
            "id",
            sqlite_where=text("due OR leased_until IS NOT NULL"),
            postgresql_where=text("due OR leased_until IS NOT NULL"),
        ),
    )
