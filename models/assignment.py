"""A chosen doer's share of a task."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import ForeignKey, Index, String, text
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
    task_id: Mapped[int] = mapped_column(ForeignKey("task.id"))
    application_id: Mapped[int] = mapped_column(ForeignKey("application.id"), unique=True)
    doer_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    organisation_id: Mapped[int | None] = mapped_column(ForeignKey("organisation.id"), index=True)
    state: Mapped[AssignmentState]
    offered_at: Mapped[datetime | None]  # since when the doer is asked to confirm
    reminded_at: Mapped[datetime | None]  # the one reminder of confirming
    agreed_at: Mapped[datetime | None]
    begun_at: Mapped[datetime | None]  # the doer said so
    asked_at: Mapped[datetime | None]  # "was it done?", the last time
    asked_times: Mapped[int] = mapped_column(default=0)
    done_at: Mapped[datetime | None]
    marked_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    round: Mapped[int] = mapped_column(default=0)  # how many times it was marked done
    minutes_reported: Mapped[int | None]
    minutes_approved: Mapped[int | None]
    capacity: Mapped[Capacity | None]
    hours_answer: Mapped[str | None] = mapped_column(String(600))  # the doer's word on the requester's figure
    changes_text: Mapped[str | None] = mapped_column(String(600))
    changes_at: Mapped[datetime | None]
    nudged_at: Mapped[datetime | None]  # the one reminder of approving this round
    approved_at: Mapped[datetime | None]
    release_reason: Mapped[ReleaseReason | None]  # the requester's

    # It did not happen: who said so, whether the other side did not come, both sides' words.
    missed_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    missed_no_show: Mapped[bool | None]
    missed_text: Mapped[str | None] = mapped_column(String(600))
    missed_answer: Mapped[str | None] = mapped_column(String(600))

    ended_at: Mapped[datetime | None]  # approved, did not happen, not reported
    closed_at: Mapped[datetime | None]  # some days later: nothing is said against it any more
    disputed_at: Mapped[datetime | None]  # while the operators are asked

    task: Mapped[Task] = relationship(lazy="raise")

    __table_args__ = (
        Index("ix_assignment_task_id_offered_at", "task_id", "offered_at", "agreed_at"),
        Index("ix_assignment_doer_id_state", "doer_id", "state"),
        Index("ix_assignment_state_done_at", "state", "done_at"),
        Index("ix_assignment_state_approved_at", "state", "approved_at"),
        Index("ix_assignment_state_agreed_at", "state", "agreed_at"),
        Index(
            "ix_assignment_answerable",
            "ended_at",
            sqlite_where=text("closed_at IS NULL AND ended_at IS NOT NULL"),
            postgresql_where=text("closed_at IS NULL AND ended_at IS NOT NULL"),
        ),
    )
