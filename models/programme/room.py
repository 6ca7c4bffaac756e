"""Rooms of a round, where several people talk: one of each organisation with the consultants, one of all."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, Index, String, text
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base
from models.conversation import Kind


class RoomMessage(Base):
    """Something said in a room: of the organisation's place, or of the whole round where there is none. Media stay with
    Telegram: a file id is all that is kept."""

    __tablename__ = "room_message"

    id: Mapped[int] = mapped_column(primary_key=True)
    round_id: Mapped[int] = mapped_column(ForeignKey("programme_round.id", ondelete="CASCADE"))
    application_id: Mapped[int | None] = mapped_column(
        ForeignKey("round_application.id", ondelete="CASCADE"), index=True
    )
    author_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    kind: Mapped[Kind]
    text: Mapped[str] = mapped_column(String(4096), default="")  # plain, or the caption
    entities: Mapped[list[Any] | None] = mapped_column(JSON(none_as_null=True))  # its formatting, in UTF-16 units
    file_id: Mapped[str | None] = mapped_column(String(400))
    details: Mapped[dict[str, Any] | None] = mapped_column(JSON(none_as_null=True))  # of a place: where it is
    reply_to_id: Mapped[int | None] = mapped_column(ForeignKey("room_message.id"), index=True)
    author_message_id: Mapped[int | None]  # Telegram's id in the author's chat
    album: Mapped[str | None] = mapped_column(String(64))  # Telegram's id of the album it is a part of
    written_at: Mapped[datetime]
    edited_at: Mapped[datetime | None]
    edits: Mapped[int] = mapped_column(default=0, server_default="0")
    forgotten_at: Mapped[datetime | None]  # what was said is blanked

    __table_args__ = (
        Index("ix_room_message_round_id_application_id_id", "round_id", "application_id", "id"),
        Index("ix_room_message_author", "author_id", "author_message_id", unique=True),
        Index("ix_room_message_album", "author_id", "album"),
    )


class RoomCopy(Base):
    """Where a message stands in the chat of somebody else in the room."""

    __tablename__ = "room_copy"

    message_id: Mapped[int] = mapped_column(ForeignKey("room_message.id", ondelete="CASCADE"), primary_key=True)
    recipient_id: Mapped[int] = mapped_column(ForeignKey("person.id"), primary_key=True)
    delivered_message_id: Mapped[int]
    header_message_id: Mapped[int | None]  # of the line above it, where it takes no caption
    delivered_at: Mapped[datetime]

    __table_args__ = (
        Index("ix_room_copy_delivered", "recipient_id", "delivered_message_id"),
        Index("ix_room_copy_header", "recipient_id", "header_message_id"),
    )


class RoomSeat(Base):
    """What a room is to one of those in it, where they have said so: without sound, say."""

    __tablename__ = "room_seat"

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    round_id: Mapped[int] = mapped_column(ForeignKey("programme_round.id", ondelete="CASCADE"), index=True)
    application_id: Mapped[int | None] = mapped_column(
        ForeignKey("round_application.id", ondelete="CASCADE"), index=True
    )
    muted_at: Mapped[datetime | None]  # what comes makes no sound

    __table_args__ = (
        Index(
            "uq_room_seat_cohort",
            "person_id",
            "round_id",
            unique=True,
            sqlite_where=text("application_id IS NULL"),
            postgresql_where=text("application_id IS NULL"),
        ),
        Index(
            "uq_room_seat_place",
            "person_id",
            "application_id",
            unique=True,
            sqlite_where=text("application_id IS NOT NULL"),
            postgresql_where=text("application_id IS NOT NULL"),
        ),
    )
