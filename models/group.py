"""People that a task may be aimed at, and the codes that let them in."""

from datetime import datetime

from sqlalchemy import BindParameter, ForeignKey, Index, Select, String, UniqueConstraint, func, select, text
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base


class Group(Base):
    """People that a task may be aimed at."""

    __tablename__ = "groups"  # "group" is a word of SQL

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(60))
    created_by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    created_at: Mapped[datetime]
    closed_at: Mapped[datetime | None]


class GroupMember(Base):
    """One person in one group: one row for ever, also after leaving and coming back."""

    __tablename__ = "group_member"

    id: Mapped[int] = mapped_column(primary_key=True)
    group_id: Mapped[int] = mapped_column(ForeignKey("groups.id"))
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    admin: Mapped[bool] = mapped_column(default=False)
    joined_at: Mapped[datetime]
    join_code_id: Mapped[int | None] = mapped_column(ForeignKey("join_code.id"), index=True)
    left_at: Mapped[datetime | None]

    __table_args__ = (UniqueConstraint("group_id", "person_id"),)


class JoinCode(Base):
    """What a group admin gives out. Only its HMAC is kept; the hint is what the admin chose."""

    __tablename__ = "join_code"

    id: Mapped[int] = mapped_column(primary_key=True)
    group_id: Mapped[int] = mapped_column(ForeignKey("groups.id"), index=True)
    digest: Mapped[str] = mapped_column(String(64))
    hint: Mapped[str] = mapped_column(String(5))
    issued_by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    issued_at: Mapped[datetime]
    expires_at: Mapped[datetime | None]
    max_uses: Mapped[int | None]
    uses: Mapped[int] = mapped_column(default=0)
    revoked_at: Mapped[datetime | None]

    __table_args__ = (
        Index(
            "uq_join_code_live_digest",
            "digest",
            unique=True,
            sqlite_where=text("revoked_at IS NULL"),
            postgresql_where=text("revoked_at IS NULL"),
        ),
    )


class CodeAttempt(Base):
    """One wrong code. Counted for each person and, by its time, over all."""

    __tablename__ = "code_attempt"

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"))
    at: Mapped[datetime] = mapped_column(index=True)

    __table_args__ = (Index("ix_code_attempt_person_id_at", "person_id", "at"),)


def groups_of(person_id: int | BindParameter[int]) -> Select[int]:
    """The ids of the groups that a person is in now."""
    return select(GroupMember.group_id).where(GroupMember.person_id == person_id, GroupMember.left_at.is_(None))


def members_of(group_id: int) -> Select[int]:
    """The ids of the people in a group now."""
    return select(GroupMember.person_id).where(GroupMember.group_id == group_id, GroupMember.left_at.is_(None))


def size_of(group_id: int) -> Select[int]:
    """How many are in a group now."""
    return select(func.count()).where(GroupMember.group_id == group_id, GroupMember.left_at.is_(None))


def live_code(digest: str) -> Select[JoinCode]:
    """The code of this digest that was not taken back; it may have expired or be used up."""
    return select(JoinCode).where(JoinCode.digest == digest, JoinCode.revoked_at.is_(None))
