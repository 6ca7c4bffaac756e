"""Peace: what somebody wants to hear, who has blocked whom, what was reported, who may not write for a while."""

from datetime import date, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import (
    JSON,
    ColumnElement,
    CompoundSelect,
    ForeignKey,
    Index,
    String,
    UniqueConstraint,
    select,
    text,
    union_all,
)
from sqlalchemy.orm import Mapped, aliased, mapped_column

from models.base import Base


class Hearing(StrEnum):
    """How somebody wants to hear of something that nobody did to them."""

    AT_ONCE = "at_once"
    DAILY = "daily"
    NEVER = "never"


class NewsDays(StrEnum):
    """On which days somebody hears news. Never on public holidays."""

    WORKDAYS = "workdays"
    BUT_SUNDAYS = "but_sundays"


class Wishes(Base):
    """What one person wants to hear from the bot by itself, and how much of it came today."""

    __tablename__ = "wishes"

    person_id: Mapped[int] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"), primary_key=True)
    news: Mapped[Hearing] = mapped_column(default=Hearing.AT_ONCE)
    reminders: Mapped[Hearing] = mapped_column(default=Hearing.AT_ONCE)
    days: Mapped[NewsDays] = mapped_column(default=NewsDays.BUT_SUNDAYS)
    quiet: Mapped[str | None] = mapped_column(String(5))  # "21-9"; none: the instance's own
    away_until: Mapped[datetime | None]  # may be over: the clock counts from it
    told_on: Mapped[date | None]  # the person's day on which the bot last wrote by itself
    told: Mapped[int] = mapped_column(default=0)  # how many times on that day


class Block(Base):
    """One person wants nothing to do with another. It holds both ways."""

    __tablename__ = "block"

    id: Mapped[int] = mapped_column(primary_key=True)
    blocker_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    blocked_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    at: Mapped[datetime]

    __table_args__ = (UniqueConstraint("blocker_id", "blocked_id"),)


class ReportReason(StrEnum):
    """Why somebody reports a conversation."""

    RUDE = "rude"
    UNWANTED = "unwanted"  # advertising, or what has nothing to do with the task
    FRAUD = "fraud"
    CLIENT_DATA = "client_data"
    OTHER = "other"


class Report(Base):
    """A conversation shown to the operators, with its last messages as they were then."""

    __tablename__ = "report"

    id: Mapped[int] = mapped_column(primary_key=True)
    conversation_id: Mapped[int] = mapped_column(ForeignKey("conversation.id"), index=True)
    reporter_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    reported_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    reason: Mapped[ReportReason]
    messages: Mapped[list[Any] | None] = mapped_column(JSON(none_as_null=True))  # blanked some time after it is closed
    reported_at: Mapped[datetime]
    closed_at: Mapped[datetime | None]

    __table_args__ = (
        Index(
            "ix_report_open",
            "conversation_id",
            "reporter_id",
            unique=True,
            sqlite_where=text("closed_at IS NULL"),
            postgresql_where=text("closed_at IS NULL"),
        ),
        Index("ix_report_closed_at", "closed_at"),
    )


class Suspension(Base):
    """Somebody may neither write to others nor apply, until an operator lifts it."""

    __tablename__ = "suspension"

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    report_id: Mapped[int | None] = mapped_column(ForeignKey("report.id"), index=True)
    at: Mapped[datetime]
    lifted_at: Mapped[datetime | None]
    answer: Mapped[str] = mapped_column(String(1000), default="")  # what the person says to it
    answers: Mapped[int] = mapped_column(default=0)

    __table_args__ = (
        Index(
            "ix_suspension_holding",
            "person_id",
            unique=True,
            sqlite_where=text("lifted_at IS NULL"),
            postgresql_where=text("lifted_at IS NULL"),
        ),
    )


_one_way, _other_way = aliased(Block), aliased(Block)


def kept_apart_from(person: int | ColumnElement[int]) -> CompoundSelect[int]:
    """The ids of those whom a person has blocked, or who have blocked them."""
    return union_all(
        select(_one_way.blocked_id).where(_one_way.blocker_id == person),
        select(_other_way.blocker_id).where(_other_way.blocked_id == person),
    )
