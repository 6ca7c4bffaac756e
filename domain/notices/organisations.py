"""What others hear of coming in and of organisations."""

from domain.dataclasses import dataclass
from domain.notices.telling import Notice

# Coming in


@dataclass(frozen=True)
class AdmissionAsked(Notice):
    """To the operators: somebody asks to come in."""

    admission_id: int


@dataclass(frozen=True)
class YouAreIn(Notice):
    """To a newcomer: an operator let them in."""

    admission_id: int


@dataclass(frozen=True)
class AdmissionDeclined(Notice):
    """To a newcomer: an operator did not let them in."""

    admission_id: int


# Organisations. `at` tells one occasion from the next.


@dataclass(frozen=True)
class OrganisationAdded(Notice):
    """To the operators: a new organisation waits to be confirmed."""

    organisation_id: int


@dataclass(frozen=True)
class OrganisationConfirmed(Notice):
    """To its contact persons."""

    organisation_id: int


@dataclass(frozen=True)
class OrganisationMerged(Notice):
    """To its people: it was there already, under that other name."""

    organisation_id: int
    into_id: int


@dataclass(frozen=True)
class NewcomerAsks(Notice):
    """To the contact persons (or the operators): somebody says that they act for the organisation."""

    member_id: int
    at: str


@dataclass(frozen=True)
class MemberAccepted(Notice):
    """To a newcomer: confirmed."""

    member_id: int
    at: str


@dataclass(frozen=True)
class MemberRefused(Notice):
    """To a newcomer or a member: not, or no longer, one who acts for it."""

    member_id: int
    at: str


@dataclass(frozen=True)
class MadeContact(Notice):
    """To a member: a contact person now, or no longer."""

    member_id: int
    contact: bool
    at: str


@dataclass(frozen=True)
class TasksHandedOver(Notice):
    """To a colleague: the tasks are theirs now."""

    organisation_id: int
    by_id: int
    count: int
    at: str


@dataclass(frozen=True)
class RequesterChanged(Notice):
    """To applicants and doers: somebody else is the requester of the task now."""

    task_id: int
    requester_id: int
    at: str
