"""Hours given and received: two sums of the same rows."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import ForeignKey, Index, String, event, text
from sqlalchemy.orm import Mapped, Mapper, mapped_column

from models.assignment import Capacity
from models.base import Base


class EntryKind(StrEnum):
    """Why an entry is there."""

    WORK = "work"  # approved
    EXTRA = "extra"  # more hours, agreed on later
    CORRECTION = "correction"  # another figure, agreed on later
    DECISION = "decision"  # an operator decided a dispute
    CAPACITY = "capacity"  # the same minutes in another capacity: one entry takes them, one gives them


class LedgerEntry(Base):
    """One for each approved assignment. Never changed: whatever comes later is an entry of its own, with the
    difference in minutes and a reason, that points at the first (`corrects_id`) and estimates nothing."""

    __tablename__ = "ledger_entry"

    id: Mapped[int] = mapped_column(primary_key=True)
    assignment_id: Mapped[int] = mapped_column(ForeignKey("assignment.id"), index=True)
    doer_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    doer_organisation_id: Mapped[int | None] = mapped_column(ForeignKey("organisation.id"), index=True)
    requester_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    requester_organisation_id: Mapped[int | None] = mapped_column(ForeignKey("organisation.id"), index=True)
    category_id: Mapped[int] = mapped_column(ForeignKey("category.id"))
    minutes_estimated: Mapped[int]
    minutes_used: Mapped[int]
    capacity: Mapped[Capacity | None]
    kind: Mapped[EntryKind] = mapped_column(default=EntryKind.WORK)
    entered_at: Mapped[datetime] = mapped_column(index=True)
    corrects_id: Mapped[int | None] = mapped_column(ForeignKey("ledger_entry.id"), index=True)
    reason: Mapped[str | None] = mapped_column(String(300))

    __table_args__ = (
        Index(
            "uq_ledger_entry_original",
            "assignment_id",
            unique=True,
            sqlite_where=text("corrects_id IS NULL"),
            postgresql_where=text("corrects_id IS NULL"),
        ),
    )


class AppendOnlyError(RuntimeError):
    """Somebody tried to change what was entered."""


@event.listens_for(LedgerEntry, "before_update")
@event.listens_for(LedgerEntry, "before_delete")
def _append_only(mapper: Mapper[LedgerEntry], connection: object, entry: LedgerEntry) -> None:
    raise AppendOnlyError(f"ledger entry {entry.id} stands; a correction is a new entry with a reason")
