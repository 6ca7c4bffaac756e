"""What people follow, which new tasks were found for them by it, and what they said of those."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import CompoundSelect, ForeignKey, Index, String, UniqueConstraint, select, text, union
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base
from models.person import Skill


class Way(StrEnum):
    """How somebody hears of what they follow."""

    AT_ONCE = "at_once"
    DIGEST = "digest"
    NEVER = "never"


class NotForMe(StrEnum):
    """Why a task that was found for somebody is nothing for them."""

    SKILL = "skill"
    TIME = "time"
    PLACE = "place"
    DATE = "date"
    OTHER = "other"


class Follow(Base):
    """Tasks that meet all of it. Where only the category is said, or only the group, that is what is followed."""

    __tablename__ = "follow"

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"), index=True)
    way: Mapped[Way] = mapped_column(default=Way.DIGEST)
    category_id: Mapped[int | None] = mapped_column(ForeignKey("category.id"))
    group_id: Mapped[int | None] = mapped_column(ForeignKey("groups.id"), index=True)
    words: Mapped[str] = mapped_column(String(100), default="")
    town: Mapped[str] = mapped_column(String(60), default="")
    interests: Mapped[bool] = mapped_column(default=False)
    groups: Mapped[bool] = mapped_column(default=False)
    remote: Mapped[bool] = mapped_column(default=False)
    terms: Mapped[int] = mapped_column(default=0)  # how many words a task has to have
    made_at: Mapped[datetime]

    __table_args__ = (Index("ix_follow_category_id_group_id_person_id", "category_id", "group_id", "person_id"),)


class FollowTerm(Base):
    """One form of one word that is followed: a task that has any form of each of the words is found."""

    __tablename__ = "follow_term"

    follow_id: Mapped[int] = mapped_column(ForeignKey("follow.id", ondelete="CASCADE"), primary_key=True)
    position: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    form: Mapped[str] = mapped_column(String(60), primary_key=True)

    __table_args__ = (Index("ix_follow_term_form", "form"),)


class Matching(Base):
    """A task whose followers are still to be looked for, beginning after that person."""

    __tablename__ = "matching"

    task_id: Mapped[int] = mapped_column(
        ForeignKey("task.id", ondelete="CASCADE"), primary_key=True, autoincrement=False
    )
    after_id: Mapped[int] = mapped_column(default=0)


class Hint(Base):
    """A task that was found for somebody: told once, whatever happens."""

    __tablename__ = "hint"

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"))
    task_id: Mapped[int] = mapped_column(ForeignKey("task.id", ondelete="CASCADE"), index=True)
    follow_id: Mapped[int | None]  # a plain number: it may be gone
    found_at: Mapped[datetime]
    told_at: Mapped[datetime | None]
    not_for_me: Mapped[NotForMe | None]

    __table_args__ = (
        UniqueConstraint("person_id", "task_id"),
        Index(
            "ix_hint_untold",
            "person_id",
            sqlite_where=text("told_at IS NULL"),
            postgresql_where=text("told_at IS NULL"),
        ),
    )


class Digest(Base):
    """When somebody last heard of new tasks, and when to look whether they have enough for the next time."""

    __tablename__ = "digest"

    person_id: Mapped[int] = mapped_column(
        ForeignKey("person.id", ondelete="CASCADE"), primary_key=True, autoincrement=False
    )
    last_at: Mapped[datetime]
    look_at: Mapped[datetime | None] = mapped_column(index=True)


def concerned_by(category_id: int) -> CompoundSelect[int]:
    """The ids of the people whom a category concerns: who can help with it, and who follows it."""
    return union(
        select(Skill.person_id).where(Skill.category_id == category_id),
        select(Follow.person_id).where(Follow.category_id == category_id, Follow.way != Way.NEVER),
    )
