"""What readers see of organisations and of newcomers."""

from datetime import datetime

from domain.dataclasses import dataclass


@dataclass(frozen=True)
class OrganisationView:
    """An organisation by its name."""

    id: int
    name: str
    region: str | None  # its key: see domain/regions.py
    confirmed: bool
    domain: str | None = None


@dataclass(frozen=True)
class OrganisationPage:
    """An organisation for those in it, with what the reader is there."""

    organisation: OrganisationView
    members: int
    waiting: int  # of them, not confirmed yet
    contacts: int
    inside: bool  # not so: an operator looks
    contact: bool
    accepted: bool  # confirmed as a member
    acting: bool
    tasks: int  # the reader's own that go on in its name
    merged: bool


@dataclass(frozen=True)
class ColleagueView:
    """One in an organisation."""

    id: int  # of the membership
    organisation_id: int
    organisation: str
    person_id: int
    name: str
    contact: bool
    confirmed: bool
    inside: bool
    refused: bool
    joined_at: datetime


@dataclass(frozen=True)
class HoldingView:
    """A whole organisation in a group, or asked to be."""

    id: int
    group_id: int
    group: str
    organisation_id: int
    organisation: str
    members: int  # confirmed ones
    confirmed: bool
    ended: bool


@dataclass(frozen=True)
class AdmissionView:
    """Somebody who asked to come in."""

    id: int
    name: str
    organisation: str | None
    new_organisation: bool
    waiting: bool
    accepted: bool
    asked_at: datetime
