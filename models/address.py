"""E-mail addresses: proved ones, codes on their way, addresses listed for a group."""

from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import JSON, ForeignKey, Index, Select, String, UniqueConstraint, select
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base

ADDRESS = 254
"""The longest address that mail knows (RFC 5321)."""


class EmailAddress(Base):
    """An address that a person proved. Nobody else has it at the same time."""

    __tablename__ = "email_address"

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"), index=True)
    address: Mapped[str] = mapped_column(String(ADDRESS), unique=True)  # normalised
    proved_at: Mapped[datetime]


class ProofCode(Base):
    """A code asked for. The code itself is kept nowhere: it is the HMAC of this row with the instance's key."""

    __tablename__ = "proof_code"

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"))
    address: Mapped[str] = mapped_column(String(ADDRESS))
    salt: Mapped[str] = mapped_column(String(32))
    asked_at: Mapped[datetime]
    posted: Mapped[bool]  # whether a mail was written: over the address' limit none is, and it is not told
    mailed_at: Mapped[datetime | None]  # when the mail server took it
    tries: Mapped[int] = mapped_column(default=0)
    ended_at: Mapped[datetime | None]  # used, replaced or given up

    __table_args__ = (
        Index("ix_proof_code_person_id_asked_at", "person_id", "asked_at"),
        Index("ix_proof_code_address_asked_at", "address", "asked_at"),
        Index("ix_proof_code_asked_at", "asked_at"),
    )


class GroupInvite(Base):
    """An address listed for a group: whoever proves it is a member."""

    __tablename__ = "group_invite"

    id: Mapped[int] = mapped_column(primary_key=True)
    group_id: Mapped[int] = mapped_column(ForeignKey("groups.id"))
    address: Mapped[str] = mapped_column(String(ADDRESS), index=True)  # normalised
    language: Mapped[str] = mapped_column(String(8))
    invited_by_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    invited_at: Mapped[datetime] = mapped_column(index=True)
    accepted_at: Mapped[datetime | None]

    __table_args__ = (UniqueConstraint("group_id", "address"),)


class ListState(StrEnum):
    """How far a list of addresses is."""

    READ = "read"  # shown to the admin, not yet confirmed
    CONFIRMED = "confirmed"  # taken in, a batch after another
    DONE = "done"


class InviteList(Base):
    """Addresses that an admin gave at once: read, confirmed, then taken in by bounded batches."""

    __tablename__ = "invite_list"

    id: Mapped[int] = mapped_column(primary_key=True)
    group_id: Mapped[int] = mapped_column(ForeignKey("groups.id"), index=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"), index=True)
    language: Mapped[str] = mapped_column(String(8))
    created_at: Mapped[datetime] = mapped_column(index=True)
    state: Mapped[ListState] = mapped_column(default=ListState.READ, index=True)
    mails: Mapped[bool]  # whether those listed get a letter
    addresses: Mapped[list[Any]] = mapped_column(JSON)  # [line, address]
    size: Mapped[int]  # how many they are
    faults: Mapped[list[Any]] = mapped_column(JSON)  # [line, what stood there]
    fault_count: Mapped[int] = mapped_column(default=0)  # also those beyond the ones kept
    taken: Mapped[int] = mapped_column(default=0)  # how many of the addresses have been gone through
    added: Mapped[int] = mapped_column(default=0)
    known: Mapped[list[Any]] = mapped_column(JSON)  # [line, address]: were there already


def proved_addresses(person_id: int) -> Select[EmailAddress]:
    """A person's addresses, the first proved first."""
    return select(EmailAddress).where(EmailAddress.person_id == person_id).order_by(EmailAddress.id)


def owner_of(address: str) -> Select[int]:
    """The id of the person who proved that address."""
    return select(EmailAddress.person_id).where(EmailAddress.address == address)
