"""What was asked in vain: kept for reports, also where the task is asked again later."""

from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import JSON, ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base


class Vain(StrEnum):
    """How it ended."""

    EXPIRED = "expired"  # nobody was chosen in time
    CANCELLED = "cancelled"  # called off before anybody had applied


class InVain(Base):
    """One life of a task that ended without anybody's help."""

    __tablename__ = "in_vain"

    task_id: Mapped[int] = mapped_column(
        ForeignKey("task.id", ondelete="CASCADE"), primary_key=True, autoincrement=False
    )
    round: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    category_id: Mapped[int] = mapped_column(ForeignKey("category.id"))
    ended: Mapped[Vain]
    at: Mapped[datetime] = mapped_column(index=True)
    told: Mapped[int]  # followers who heard of it
    asked: Mapped[int]  # who offer such help, and were asked
    applied: Mapped[int]
    not_for: Mapped[dict[str, Any]] = mapped_column(JSON)  # reasons why it was nothing for those who heard, counted
