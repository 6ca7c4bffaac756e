"""Private messages of one requester and one doer, of one asker and one adviser."""

from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import JSON, CheckConstraint, ForeignKey, Index, String, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base


class Kind(StrEnum):
    """What a message is made of."""

    TEXT = "text"
    PHOTO = "photo"
    DOCUMENT = "document"
    VOICE = "voice"
    VIDEO = "video"
    VIDEO_NOTE = "video_note"
    AUDIO = "audio"
    ANIMATION = "animation"
    STICKER = "sticker"
    LOCATION = "location"
    VENUE = "venue"
    CONTACT = "contact"


class Conversation(Base):
    """One for each requester-doer pair of a task, opened by the application; or for a question and who answers it."""

    __tablename__ = "conversation"

    id: Mapped[int] = mapped_column(primary_key=True)
    task_id: Mapped[int | None] = mapped_column(ForeignKey("task.id"))
    advice_id: Mapped[int | None] = mapped_column(ForeignKey("advice.id"))
    requester_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    doer_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    opened_at: Mapped[datetime]
    matter_over_at: Mapped[datetime | None]  # declined, withdrawn or approved: closes some days after
    closed_at: Mapped[datetime | None]
    forgotten_at: Mapped[datetime | None]  # what was said in it is blanked

    __table_args__ = (
        UniqueConstraint("task_id", "doer_id", "requester_id"),
        UniqueConstraint("advice_id", "doer_id"),
        CheckConstraint("(task_id IS NULL) <> (advice_id IS NULL)", name="about"),
        Index(
            "ix_conversation_closing",
            "matter_over_at",
            sqlite_where=text("closed_at IS NULL"),
            postgresql_where=text("closed_at IS NULL"),
        ),
        Index(
            "ix_conversation_forgetting",
            "closed_at",
            sqlite_where=text("forgotten_at IS NULL"),
            postgresql_where=text("forgotten_at IS NULL"),
        ),
    )


class Side(Base):
    """What a conversation is to one of its two sides."""

    __tablename__ = "conversation_side"

    id: Mapped[int] = mapped_column(primary_key=True)
    conversation_id: Mapped[int] = mapped_column(ForeignKey("conversation.id", ondelete="CASCADE"))
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    muted_at: Mapped[datetime | None]  # what comes makes no sound
    seen_message_id: Mapped[int] = mapped_column(default=0)  # the newest that had come when they last looked
    unreached_at: Mapped[datetime | None]  # told that their words do not arrive: once, until one does
    thread_id: Mapped[int | None]  # the topic in their chat, where the bot has topics

    __table_args__ = (
        UniqueConstraint("conversation_id", "person_id"),
        Index("ix_conversation_side_person_id_thread_id", "person_id", "thread_id"),
    )


class Message(Base):
    """One message from one side to the other. Media stay with Telegram: a file id is all that is kept."""

    __tablename__ = "message"

    id: Mapped[int] = mapped_column(primary_key=True)
    conversation_id: Mapped[int] = mapped_column(ForeignKey("conversation.id"))
    author_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    recipient_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    kind: Mapped[Kind]
    text: Mapped[str] = mapped_column(String(4096), default="")  # plain, or the caption
    entities: Mapped[list[Any] | None] = mapped_column(JSON(none_as_null=True))  # its formatting, in UTF-16 units
    file_id: Mapped[str | None] = mapped_column(String(400))
    details: Mapped[dict[str, Any] | None] = mapped_column(JSON(none_as_null=True))  # of a place: where it is
    album: Mapped[str | None] = mapped_column(String(64))  # Telegram's id of the album it is a part of
    reply_to_id: Mapped[int | None] = mapped_column(ForeignKey("message.id"))
    author_message_id: Mapped[int | None]  # Telegram's id in the author's chat
    author_thread_id: Mapped[int | None]  # and the topic that it stands in there
    delivered_message_id: Mapped[int | None]  # Telegram's id in the other's chat
    delivered_thread_id: Mapped[int | None]  # the same there
    header_message_id: Mapped[int | None]  # of the line above it, where it takes no caption
    written_at: Mapped[datetime]
    delivered_at: Mapped[datetime | None]
    edited_at: Mapped[datetime | None]
    edits: Mapped[int] = mapped_column(default=0)
    reactions: Mapped[int] = mapped_column(default=0)  # how often one was put on it or taken off

    __table_args__ = (
        Index("ix_message_conversation_id_id", "conversation_id", "id"),
        Index("ix_message_author", "author_id", "author_message_id", unique=True),
        Index("ix_message_delivered", "recipient_id", "delivered_message_id"),
        Index("ix_message_header", "recipient_id", "header_message_id"),
        Index("ix_message_album", "author_id", "album"),
        Index("ix_message_reply_to_id", "reply_to_id"),
    )
