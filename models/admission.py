"""Who asked to come in, where the instance chooses whom it lets in."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base


class AdmissionState(StrEnum):
    """waiting > accepted | declined; who was declined may still be accepted."""

    WAITING = "waiting"
    ACCEPTED = "accepted"
    DECLINED = "declined"


class Admission(Base):
    """The answers of a registration that waits for an operator, or for the service code: nothing else is made of
    them before the person is in."""

    __tablename__ = "admission"

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"), unique=True)
    name: Mapped[str] = mapped_column(String(60))
    consent_version: Mapped[str] = mapped_column(String(20))
    organisation: Mapped[str] = mapped_column(String(20))  # an id, or "private", "new", "sure"
    sought: Mapped[str] = mapped_column(String(120), default="")  # the name of a new one
    region: Mapped[str | None] = mapped_column(String(40))
    state: Mapped[AdmissionState]
    asked_at: Mapped[datetime]
    decided_at: Mapped[datetime | None]
    decided_by_id: Mapped[int | None]  # a plain number, for the record

    __table_args__ = (Index("ix_admission_state_asked_at", "state", "asked_at"),)


class ServiceCodeTry(Base):
    """One wrong service code. Counted for each person."""

    __tablename__ = "service_code_try"

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"))
    at: Mapped[datetime]

    __table_args__ = (Index("ix_service_code_try_person_id_at", "person_id", "at"),)
