"""What people act for."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index, Select, String, UniqueConstraint, select, text
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base


class Organisation(Base):
    """An association. Unconfirmed until an operator, or a proved address at its domain, says so."""

    __tablename__ = "organisation"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(120))
    name_folded: Mapped[str] = mapped_column(String(240), index=True)  # for search: see domain.words.fold
    region: Mapped[str | None] = mapped_column(String(40))  # maakunta, by its key in domain/regions.py
    domain: Mapped[str | None] = mapped_column(String(120), index=True)  # of its web and e-mail addresses
    added_by_id: Mapped[int]  # a plain number: person points here already, and tables stay sortable
    added_at: Mapped[datetime]
    confirmed_at: Mapped[datetime | None]
    merged_into_id: Mapped[int | None]  # a duplicate of that one: found no more, history keeps it

    __table_args__ = (
        Index(
            "ix_organisation_unconfirmed",
            "added_at",
            sqlite_where=text("confirmed_at IS NULL AND merged_into_id IS NULL"),
            postgresql_where=text("confirmed_at IS NULL AND merged_into_id IS NULL"),
        ),
    )


class OrganisationMember(Base):
    """A person who may act for an organisation."""

    __tablename__ = "organisation_member"

    id: Mapped[int] = mapped_column(primary_key=True)
    organisation_id: Mapped[int] = mapped_column(ForeignKey("organisation.id"))
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    contact_person: Mapped[bool] = mapped_column(default=False)
    joined_at: Mapped[datetime]
    confirmed_at: Mapped[datetime | None]  # a contact person, an operator or a proved address said yes
    refused_at: Mapped[datetime | None]  # they said no, or took the person out: only they open the door again
    left_at: Mapped[datetime | None]

    __table_args__ = (UniqueConstraint("organisation_id", "person_id"),)


def organisations_of(person_id: int) -> Select[Organisation]:
    """The organisations that a person may act for, by name."""
    return (
        select(Organisation)
        .join(OrganisationMember, OrganisationMember.organisation_id == Organisation.id)
        .where(OrganisationMember.person_id == person_id, OrganisationMember.left_at.is_(None))
        .order_by(Organisation.name_folded, Organisation.id)
    )


def contact_persons_of(organisation_id: int) -> Select[int]:
    """The ids of the people who speak for an organisation."""
    return select(OrganisationMember.person_id).where(
        OrganisationMember.organisation_id == organisation_id,
        OrganisationMember.left_at.is_(None),
        OrganisationMember.contact_person,
    )
