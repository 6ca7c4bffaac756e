"""People whom a requester asks by name, and the one-use links that name whoever opens them."""

from datetime import datetime

from sqlalchemy import BindParameter, ForeignKey, Select, String, UniqueConstraint, select
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base


class Named(Base):
    """One person who may see one task because its requester named them."""

    __tablename__ = "named"

    id: Mapped[int] = mapped_column(primary_key=True)
    task_id: Mapped[int] = mapped_column(ForeignKey("task.id"))
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    named_at: Mapped[datetime]

    __table_args__ = (UniqueConstraint("task_id", "person_id"),)


class NamedLink(Base):
    """What a requester gives to one person. Only its HMAC is kept."""

    __tablename__ = "named_link"

    id: Mapped[int] = mapped_column(primary_key=True)
    task_id: Mapped[int] = mapped_column(ForeignKey("task.id"), index=True)
    digest: Mapped[str] = mapped_column(String(64), unique=True)
    made_at: Mapped[datetime]
    expires_at: Mapped[datetime]
    used_at: Mapped[datetime | None]
    used_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"), index=True)


def tasks_naming(person_id: int | BindParameter[int]) -> Select[int]:
    """The ids of the tasks that a person was named for."""
    return select(Named.task_id).where(Named.person_id == person_id)
