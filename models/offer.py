"""What people offer by themselves: "I can help with X, n hours a month"."""

from datetime import datetime

from sqlalchemy import ColumnElement, ForeignKey, Index, Select, String, select, text
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base
from models.peace import kept_apart_from
from models.person import Person


class Offer(Base):
    """A standing offer of one person. One for each kind of help, paused and ended by a tap."""

    __tablename__ = "offer"

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"), index=True)
    category_id: Mapped[int] = mapped_column(ForeignKey("category.id"))
    minutes: Mapped[int]  # a month
    words: Mapped[str] = mapped_column(String(300), default="")
    made_at: Mapped[datetime]
    holds_since: Mapped[datetime]  # made, resumed, or said to hold still
    asked_at: Mapped[datetime | None]  # "does it still hold?", not answered yet
    paused_at: Mapped[datetime | None]
    ended_at: Mapped[datetime | None]

    __table_args__ = (
        Index(
            "ix_offer_lasting",
            "person_id",
            "category_id",
            unique=True,
            sqlite_where=text("ended_at IS NULL"),
            postgresql_where=text("ended_at IS NULL"),
        ),
        Index(
            "ix_offer_open",
            "category_id",
            "id",
            sqlite_where=text("ended_at IS NULL AND paused_at IS NULL"),
            postgresql_where=text("ended_at IS NULL AND paused_at IS NULL"),
        ),
        Index(
            "ix_offer_holds_since",
            "holds_since",
            sqlite_where=text("ended_at IS NULL AND paused_at IS NULL"),
            postgresql_where=text("ended_at IS NULL AND paused_at IS NULL"),
        ),
    )


class OfferAsked(Base):
    """A requester asked somebody who offers such help for one task."""

    __tablename__ = "offer_asked"

    offer_id: Mapped[int] = mapped_column(
        ForeignKey("offer.id", ondelete="CASCADE"), primary_key=True, autoincrement=False
    )
    task_id: Mapped[int] = mapped_column(
        ForeignKey("task.id", ondelete="CASCADE"), primary_key=True, autoincrement=False
    )
    at: Mapped[datetime]

    __table_args__ = (Index("ix_offer_asked_task_id", "task_id"),)


def held_out_to(reader: Person) -> tuple[ColumnElement[bool], ...]:
    """The conditions, with the person joined, under which somebody is shown an offer."""
    return (
        Offer.ended_at.is_(None),
        Offer.paused_at.is_(None),
        Offer.person_id != reader.id,
        Offer.person_id.not_in(kept_apart_from(reader.id)),
        Person.registered_at.is_not(None),
        Person.unreachable_at.is_(None),
    )


def people_offering(reader: Person, category_id: int | None = None) -> Select[int]:
    """The ids of those who offer such help now; any help where no category is named."""
    found = select(Offer.person_id).join(Person, Person.id == Offer.person_id).where(*held_out_to(reader))
    return found if category_id is None else found.where(Offer.category_id == category_id)
