"""People that a task may be aimed at, and the codes that let them in."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import (
    BindParameter,
    ColumnElement,
    ForeignKey,
    Index,
    Select,
    String,
    UniqueConstraint,
    and_,
    false,
    func,
    or_,
    select,
    text,
)
from sqlalchemy.orm import InstrumentedAttribute, Mapped, mapped_column

from models.base import Base


class GroupPolicy(StrEnum):
    """How people come into a group."""

    CODE = "code"
    CODE_AND_YES = "code_and_yes"
    LISTED = "listed"


class Outcome(StrEnum):
    """What became of a request to join. `LISTED` and `CLOSED`: the group changed meanwhile."""

    ACCEPTED = "accepted"
    DECLINED = "declined"
    WITHDRAWN = "withdrawn"
    LISTED = "listed"
    CLOSED = "closed"


class Group(Base):
    """People that a task may be aimed at."""

    __tablename__ = "groups"  # "group" is a word of SQL

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(60))
    policy: Mapped[GroupPolicy] = mapped_column(default=GroupPolicy.CODE, server_default="code")
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
    removed_at: Mapped[datetime | None]  # an admin took them out: codes from before then admit them no more
    through: Mapped[bool] = mapped_column(default=False, server_default=false())
    """In by an organisation that the group holds, and not on one's own: ends with it. See domain/umbrellas.py."""

    __table_args__ = (UniqueConstraint("group_id", "person_id"),)


class GroupOrganisation(Base):
    """A whole organisation in a group: asked for by an admin, in when its contact person says yes."""

    __tablename__ = "group_organisation"

    id: Mapped[int] = mapped_column(primary_key=True)
    group_id: Mapped[int] = mapped_column(ForeignKey("groups.id"))
    organisation_id: Mapped[int] = mapped_column(ForeignKey("organisation.id"), index=True)
    created_by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))  # the admin who asked last
    asked_at: Mapped[datetime]
    confirmed_at: Mapped[datetime | None]
    ended_at: Mapped[datetime | None]  # declined, or taken out

    __table_args__ = (UniqueConstraint("group_id", "organisation_id"),)


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


class JoinRequest(Base):
    """Somebody with a code waits for an admin's yes. One at a time for each person and group."""

    __tablename__ = "join_request"

    id: Mapped[int] = mapped_column(primary_key=True)
    group_id: Mapped[int] = mapped_column(ForeignKey("groups.id"), index=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    join_code_id: Mapped[int | None] = mapped_column(ForeignKey("join_code.id"), index=True)
    asked_at: Mapped[datetime]
    outcome: Mapped[Outcome | None]  # none: it waits
    decided_at: Mapped[datetime | None]
    decided_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"), index=True)

    __table_args__ = (
        Index(
            "uq_join_request_waiting",
            "group_id",
            "person_id",
            unique=True,
            sqlite_where=text("outcome IS NULL"),
            postgresql_where=text("outcome IS NULL"),
        ),
    )


class CodeAttempt(Base):
    """One wrong code. Counted for each person and, by its time, over all."""

    __tablename__ = "code_attempt"

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"))
    at: Mapped[datetime] = mapped_column(index=True)

    __table_args__ = (Index("ix_code_attempt_person_id_at", "person_id", "at"),)


class CodeAlarm(Base):
    """The one row that says whether too many wrong codes come in just now. `round` counts the alarms."""

    __tablename__ = "code_alarm"

    id: Mapped[int] = mapped_column(primary_key=True)
    round: Mapped[int] = mapped_column(default=0)
    until: Mapped[datetime | None]


def groups_of(person_id: int | BindParameter[int]) -> Select[int]:
    """The ids of the groups that a person is in now."""
    return select(GroupMember.group_id).where(GroupMember.person_id == person_id, GroupMember.left_at.is_(None))


def members_of(group_id: int | BindParameter[int]) -> Select[int]:
    """The ids of the people in a group now."""
    return select(GroupMember.person_id).where(GroupMember.group_id == group_id, GroupMember.left_at.is_(None))


def size_of(group_id: int | ColumnElement[int] | InstrumentedAttribute[int]) -> Select[int]:
    """How many are in a group now; as a subquery of a statement about groups, how many in each."""
    return select(func.count()).where(GroupMember.group_id == group_id, GroupMember.left_at.is_(None))


def live_code(digest: str) -> Select[JoinCode]:
    """The code of this digest that was not taken back; it may have expired or be used up."""
    return select(JoinCode).where(JoinCode.digest == digest, JoinCode.revoked_at.is_(None))


def admitting(now: datetime) -> ColumnElement[bool]:
    """The condition under which a code lets somebody in."""
    return and_(
        JoinCode.revoked_at.is_(None),
        or_(JoinCode.expires_at.is_(None), JoinCode.expires_at > now),
        or_(JoinCode.max_uses.is_(None), JoinCode.uses < JoinCode.max_uses),
    )


def admits(code: JoinCode, now: datetime) -> bool:
    """The same for a code that is at hand."""
    return (
        code.revoked_at is None
        and (code.expires_at is None or code.expires_at > now)
        and (code.max_uses is None or code.uses < code.max_uses)
    )


def live_codes(group_id: int, now: datetime) -> Select[int]:
    """The ids of a group's codes that let people in."""
    return select(JoinCode.id).where(JoinCode.group_id == group_id, admitting(now))
