"""What a requester says a month after: what came of the help."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base


class Yes(StrEnum):
    """How far something is so."""

    YES = "yes"
    PARTLY = "partly"
    NO = "no"


class TaskOutcome(Base):
    """Three questions to a task's requester, asked once; each answer stands as it was given last."""

    __tablename__ = "task_outcome"

    id: Mapped[int] = mapped_column(primary_key=True)
    task_id: Mapped[int] = mapped_column(ForeignKey("task.id"), unique=True)
    requester_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    asked_at: Mapped[datetime] = mapped_column(index=True)
    solved: Mapped[Yes | None]  # did the matter get solved
    can_myself: Mapped[Yes | None]  # could I do it myself now
    knows_whom: Mapped[Yes | None]  # do I know whom to ask
    answered_at: Mapped[datetime | None]  # all three
