"""Pieces of help asked for."""

from datetime import UTC, date, datetime
from enum import StrEnum

from sqlalchemy import CheckConstraint, ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base
from models.states import State


class TaskState(State):
    """draft > open > full > over | cancelled | expired."""

    DRAFT = "draft"
    OPEN = "open"
    FULL = "full"
    OVER = "over"
    CANCELLED = "cancelled"
    EXPIRED = "expired"


LIVE = (TaskState.OPEN, TaskState.FULL)
"""Going on."""


class Audience(StrEnum):
    """Who sees a task."""

    EVERYBODY = "everybody"
    GROUP = "group"
    NAMED = "named"


class Task(Base):
    """One piece of help asked for, by one person, for so many people."""

    __tablename__ = "task"

    id: Mapped[int] = mapped_column(primary_key=True)
    requester_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    organisation_id: Mapped[int | None] = mapped_column(ForeignKey("organisation.id"), index=True)
    """The requester's organisation of the moment of publishing."""
    category_id: Mapped[int] = mapped_column(ForeignKey("category.id"))
    title: Mapped[str] = mapped_column(String(80))
    description: Mapped[str] = mapped_column(String(1500))
    minutes: Mapped[int]  # for each person
    places: Mapped[int]
    places_taken: Mapped[int] = mapped_column(default=0)

    # When: a day, an exact time, free wording, or none of them.
    when_date: Mapped[date | None]
    when_at: Mapped[datetime | None]
    when_text: Mapped[str | None] = mapped_column(String(120))
    urgency: Mapped[int] = mapped_column(default=0, server_default="0")  # the sooner the day, the larger; none: 0

    remote: Mapped[bool]
    town: Mapped[str | None] = mapped_column(String(60))
    address: Mapped[str | None] = mapped_column(String(200))  # for the chosen only

    audience: Mapped[Audience]
    group_id: Mapped[int | None] = mapped_column(ForeignKey("groups.id"), index=True)

    state: Mapped[TaskState]
    created_at: Mapped[datetime]
    published_at: Mapped[datetime | None]
    closed_at: Mapped[datetime | None]  # takes no more applications; those it has may still be chosen
    ended_at: Mapped[datetime | None]  # over, cancelled or expired
    cancel_reason: Mapped[str | None] = mapped_column(String(300))

    choose_by: Mapped[date | None]  # "I choose by"
    round: Mapped[int] = mapped_column(default=0, server_default="0")  # how many times it was reopened
    renewed_at: Mapped[datetime | None]  # its days are counted from here; none: from the publishing
    expire_warnings: Mapped[int] = mapped_column(default=0, server_default="0")  # given since then
    advised_at: Mapped[datetime | None]  # the one advice where nobody applies
    choose_by_told_at: Mapped[datetime | None]  # the one reminder of the day
    rest_asked_at: Mapped[datetime | None]  # full: "keep the rest as reserves, or thank them?"

    __table_args__ = (
        CheckConstraint("places_taken >= 0 AND places_taken <= places", name="places"),
        CheckConstraint("(audience = 'group') = (group_id IS NOT NULL)", name="audience"),
        # The orders in which open tasks are listed: SQLite takes the longest that fits, and no partial one.
        Index("ix_task_state_id", "state", "id"),
        Index("ix_task_state_urgency_id", "state", "urgency", "id"),
        Index("ix_task_state_category_id_id", "state", "category_id", "id"),
        Index("ix_task_state_category_id_urgency_id", "state", "category_id", "urgency", "id"),
        Index("ix_task_state_group_id_id", "state", "group_id", "id"),
        Index("ix_task_state_published_at", "state", "published_at"),
        Index("ix_task_requester_id_state", "requester_id", "state"),
        # With what reports count, so that they read no descriptions.
        Index("ix_task_asked", "published_at", "state", "places_taken", "requester_id", "organisation_id"),
        Index("ix_task_ended", "ended_at", "state", "places_taken", "published_at", "category_id", "town"),
    )


def urgency_of(when_date: date | None, when_at: datetime | None) -> int:
    """How urgent what is needed then is: a number that both databases keep in order."""
    day = when_at.astimezone(UTC).date() if when_at is not None else when_date
    return date.max.toordinal() + 1 - day.toordinal() if day is not None else 0
