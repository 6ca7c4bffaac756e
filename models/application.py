"""A doer's short offer for a task."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import ForeignKey, Index, String, UniqueConstraint
from sqlalchemy import text as sql
from sqlalchemy.orm import Mapped, mapped_column, relationship

from models.base import Base
from models.states import State
from models.task import Task


class ApplicationState(State):
    """sent > reserve | chosen | declined | withdrawn | lapsed."""

    SENT = "sent"
    RESERVE = "reserve"
    CHOSEN = "chosen"
    DECLINED = "declined"
    WITHDRAWN = "withdrawn"
    LAPSED = "lapsed"


class WithdrawReason(StrEnum):
    """Why a doer takes an application back."""

    NO_TIME = "no_time"
    FOUND_OTHER = "found_other"
    NOT_FOR_ME = "not_for_me"
    OTHER = "other"


class DeclineReason(StrEnum):
    """Why not this time, kindly. `FULL` is said by the house itself."""

    OTHER_FITTED = "other_fitted"
    OTHER_SKILLS = "other_skills"
    OTHER_TIME = "other_time"
    NO_LONGER_NEEDED = "no_longer_needed"
    FULL = "full"


class Application(Base):
    """One for each person and task."""

    __tablename__ = "application"

    id: Mapped[int] = mapped_column(primary_key=True)
    task_id: Mapped[int] = mapped_column(ForeignKey("task.id"))
    doer_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    organisation_id: Mapped[int | None] = mapped_column(ForeignKey("organisation.id"), index=True)
    """The doer's organisation of the moment of applying."""
    text: Mapped[str] = mapped_column(String(600))
    state: Mapped[ApplicationState]
    rank: Mapped[int | None]  # the order of reserves
    withdraw_reason: Mapped[WithdrawReason | None]
    decline_reason: Mapped[DeclineReason | None]
    sent_at: Mapped[datetime]
    changed_at: Mapped[datetime | None]
    decided_at: Mapped[datetime | None]
    round: Mapped[int] = mapped_column(default=0, server_default="0")  # how many times it was sent again
    nudged_at: Mapped[datetime | None]  # the requester was reminded of it, once
    told_waiting_at: Mapped[datetime | None]  # the doer heard that it still waits, once

    task: Mapped[Task] = relationship(lazy="raise")

    __table_args__ = (
        UniqueConstraint("task_id", "doer_id"),
        Index("ix_application_doer_id_state", "doer_id", "state"),
        Index("ix_application_sent_at_state", "sent_at", "state"),
        Index("ix_application_task_id_sent_at", "task_id", "sent_at"),
        Index(
            "ix_application_waiting",
            "sent_at",
            sqlite_where=sql("state = 'sent'"),
            postgresql_where=sql("state = 'sent'"),
        ),
    )
