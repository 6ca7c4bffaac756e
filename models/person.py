"""People and what they can do."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index, Select, String, UniqueConstraint, select
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base


class Person(Base):
    """A Telegram user who came in. Everybody is requester and doer at once."""

    __tablename__ = "person"

    id: Mapped[int] = mapped_column(primary_key=True)
    telegram_id: Mapped[int] = mapped_column(unique=True)
    name: Mapped[str] = mapped_column(String(60))
    language: Mapped[str] = mapped_column(String(8))
    time_zone: Mapped[str | None] = mapped_column(String(40))  # none: the instance's own
    created_at: Mapped[datetime]

    registered_at: Mapped[datetime | None]  # none: not in yet
    consent_version: Mapped[str | None] = mapped_column(String(20))
    consent_at: Mapped[datetime | None]
    wanted: Mapped[str | None] = mapped_column(String(80))  # what a link asked for before registration
    service_code_at: Mapped[datetime | None]  # showed the service code, where one is asked for

    organisation_id: Mapped[int | None] = mapped_column(ForeignKey("organisation.id"), index=True)
    """The one acted for; none: a private person."""
    description: Mapped[str] = mapped_column(String(1000), default="")
    town: Mapped[str | None] = mapped_column(String(60))

    named_at: Mapped[datetime | None]  # reports may name them among those who helped
    no_questions_at: Mapped[datetime | None]  # wants to be asked for no advice
    unreachable_at: Mapped[datetime | None]  # blocked the bot, or left Telegram

    # A person has one focus. Plain numbers: a draft or a conversation that is gone is no focus.
    focus_draft_id: Mapped[int | None]
    focus_conversation_id: Mapped[int | None]
    live_message_id: Mapped[int | None]  # Telegram's id of the screen whose keyboard is live
    live_tap: Mapped[str | None] = mapped_column(String(64))  # the tap that brought it, gone from its keyboard
    live_since: Mapped[datetime | None]

    __table_args__ = (Index("ix_person_registered_at", "registered_at"),)

    @property
    def is_registered(self) -> bool:
        """Came in by registration; only then anything of others is seen."""
        return self.registered_at is not None


class Skill(Base):
    """A category in which a person can help."""

    __tablename__ = "skill"

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"))
    category_id: Mapped[int] = mapped_column(ForeignKey("category.id"), index=True)

    __table_args__ = (UniqueConstraint("person_id", "category_id"),)


def person_of(telegram_id: int) -> Select[Person]:
    """Who this Telegram user is."""
    return select(Person).where(Person.telegram_id == telegram_id)


def reachable_people() -> Select[int]:
    """The ids of everybody who came in and can be written to."""
    return select(Person.id).where(Person.registered_at.is_not(None), Person.unreachable_at.is_(None))
