"""A chosen doer's share of a task."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from models.base import Base
from models.states import State
from models.task import Task


class AssignmentState(State):
    """offered > agreed > done > approved, and the other ways to go."""

    OFFERED = "offered"
    AGREED = "agreed"
    DONE = "done"
    CHANGES_ASKED = "changes_asked"
    APPROVED = "approved"
    DID_NOT_HAPPEN = "did_not_happen"
    NOT_REPORTED = "not_reported"
    RELEASED = "released"
    WITHDRAWN = "withdrawn"


LIVE = (
    AssignmentState.OFFERED,
    AssignmentState.AGREED,
    AssignmentState.DONE,
    AssignmentState.CHANGES_ASKED,
)
"""Not finished: the task goes on while it has one."""

GONE = (AssignmentState.RELEASED, AssignmentState.WITHDRAWN)
"""No longer this doer's: what only the chosen see is closed again."""


class Capacity(StrEnum):
    """As what somebody helped: reports keep them apart."""

    WORK_TIME = "work_time"
    VOLUNTEER = "volunteer"
    ELECTED = "elected"


class ReleaseReason(StrEnum):
    """Why a requester lets a chosen doer go, before the start."""

    PLANS_CHANGED = "plans_changed"
    OTHER_WAY = "other_way"
    NO_CONTACT = "no_contact"
    OTHER_TIME = "other_time"


class Assignment(Base):
    """A chosen doer's share of a task. Each one finishes by itself. One for each application: who was let go,
    applies again and is chosen again gets the same one."""

    __tablename__ = "assignment"

    id: Mapped[int] = mapped_column(primary_key=True)
    task_id: Mapped[int] = mapped_column(ForeignKey("task.id"), index=True)
    application_id: Mapped[int] = mapped_column(ForeignKey("application.id"), unique=True)
    doer_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    organisation_id: Mapped[int | None] = mapped_column(ForeignKey("organisation.id"), index=True)
    state: Mapped[AssignmentState]
    offered_at: Mapped[datetime | None]  # since when the doer is asked to confirm
    reminded_at: Mapped[datetime | None]  # the one reminder of confirming
    agreed_at: Mapped[datetime | None]
    begun_at: Mapped[datetime | None]
    done_at: Mapped[datetime | None]
    marked_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    round: Mapped[int] = mapped_column(default=0)  # how many times it was marked done
    minutes_reported: Mapped[int | None]
    minutes_approved: Mapped[int | None]
    capacity: Mapped[Capacity | None]
    changes_text: Mapped[str | None] = mapped_column(String(600))
    nudged_at: Mapped[datetime | None]  # the one reminder of approving this round
    approved_at: Mapped[datetime | None]
    release_reason: Mapped[ReleaseReason | None]  # the requester's

    task: Mapped[Task] = relationship(lazy="raise")

    __table_args__ = (
        Index("ix_assignment_doer_id_state", "doer_id", "state"),
        Index("ix_assignment_state_done_at", "state", "done_at"),
        Index("ix_assignment_state_approved_at", "state", "approved_at"),
    )
