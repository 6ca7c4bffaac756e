"""What the notices of coming in, of organisations and of umbrellas are about, as it is now: see domain/occasions.py."""

from collections.abc import Iterable

from sqlalchemy.orm import Session

from domain import admissions, colleagues, groups, handovers, organisations, umbrellas
from domain.notices import (
    AdmissionAsked,
    AdmissionDeclined,
    GroupAsksOrganisation,
    InGroupThrough,
    MadeContact,
    MemberAccepted,
    MemberRefused,
    NewcomerAsks,
    OrganisationAdded,
    OrganisationAnswered,
    OrganisationConfirmed,
    OrganisationMerged,
    OrganisationOutOfGroup,
    OutOfGroup,
    RequesterChanged,
    TasksHandedOver,
    YouAreIn,
)
from domain.refusals import NotThere
from domain.views import (
    AdmissionView,
    ColleagueView,
    GroupView,
    HoldingView,
    OrganisationPage,
    OrganisationView,
    TaskView,
)
from models.group import Group
from models.organisation import Organisation
from models.person import Person


def admission_asked(
    session: Session, reader: Person, notice: AdmissionAsked, operators: Iterable[int] = ()
) -> AdmissionView | None:
    """Somebody who waits, for one who is still an operator."""
    try:
        one = admissions.get_for(session, reader, notice.admission_id, operators=operators)
    except NotThere:
        return None
    return one if one.waiting else None


def you_are_in(session: Session, reader: Person, notice: YouAreIn) -> str | None:
    """The name of one who is in."""
    return reader.name if reader.is_registered else None


def admission_declined(session: Session, reader: Person, notice: AdmissionDeclined) -> AdmissionView | None:
    """The request, unless an operator thought better of it since."""
    one = admissions.of(session, reader)
    return one if one is not None and not one.waiting and not one.accepted else None


def organisation_added(
    session: Session, reader: Person, notice: OrganisationAdded, operators: Iterable[int] = ()
) -> OrganisationPage | None:
    """A new one, while it waits, for one who is still an operator."""
    try:
        view = organisations.page(session, reader, notice.organisation_id, operators=operators)
    except NotThere:
        return None
    waits = not view.organisation.confirmed and not view.merged
    return view if waits and reader.telegram_id in operators else None


def organisation_confirmed(session: Session, reader: Person, notice: OrganisationConfirmed) -> OrganisationView | None:
    """One of the reader's own."""
    own = [one for one in organisations.mine(session, reader) if one.id == notice.organisation_id]
    return own[0] if own and own[0].confirmed else None


def organisation_merged(
    session: Session, reader: Person, notice: OrganisationMerged
) -> tuple[str, OrganisationView] | None:
    """The name of the duplicate, and the reader's organisation now."""
    before = session.get(Organisation, notice.organisation_id)
    own = [one for one in organisations.mine(session, reader) if one.id == notice.into_id]
    return (before.name, own[0]) if before is not None and own else None


def newcomer_asks(
    session: Session, reader: Person, notice: NewcomerAsks, operators: Iterable[int] = ()
) -> tuple[ColleagueView, bool] | None:
    """Somebody undecided, for one who may confirm, and whether that is as an operator."""
    try:
        one = colleagues.get_for(session, reader, notice.member_id, operators=operators)
        page = organisations.page(session, reader, one.organisation_id, operators=operators)
    except NotThere:
        return None
    decides = page.contact or reader.telegram_id in operators
    return (one, not page.contact) if decides and one.inside and not one.confirmed else None


def member_accepted(session: Session, reader: Person, notice: MemberAccepted) -> ColleagueView | None:
    """The reader's own place."""
    one = colleagues.own(session, reader, notice.member_id)
    return one if one is not None and one.inside and one.confirmed else None


def member_refused(session: Session, reader: Person, notice: MemberRefused) -> ColleagueView | None:
    """The place that the reader does not have."""
    one = colleagues.own(session, reader, notice.member_id)
    return one if one is not None and one.refused else None


def made_contact(session: Session, reader: Person, notice: MadeContact) -> ColleagueView | None:
    """The reader's own place, as the notice says it."""
    one = colleagues.own(session, reader, notice.member_id)
    return one if one is not None and one.inside and one.contact is notice.contact else None


def tasks_handed_over(session: Session, reader: Person, notice: TasksHandedOver) -> tuple[str, str] | None:
    """The organisation, and who handed over."""
    organisation, by = session.get(Organisation, notice.organisation_id), session.get(Person, notice.by_id)
    return (organisation.name, by.name) if organisation is not None and by is not None else None


def requester_changed(session: Session, reader: Person, notice: RequesterChanged) -> TaskView | None:
    """The task, while that person is its requester."""
    return handovers.changed(session, reader, notice.task_id, notice.requester_id)


def group_asks_organisation(session: Session, reader: Person, notice: GroupAsksOrganisation) -> HoldingView | None:
    """The question, while it is undecided."""
    one = _holding(session, reader, notice.holding_id)
    return one if one is not None and not one.confirmed and not one.ended else None


def organisation_answered(session: Session, reader: Person, notice: OrganisationAnswered) -> HoldingView | None:
    """What they said."""
    return _holding(session, reader, notice.holding_id)


def organisation_out_of_group(session: Session, reader: Person, notice: OrganisationOutOfGroup) -> HoldingView | None:
    """The organisation that is out."""
    one = _holding(session, reader, notice.holding_id)
    return one if one is not None and one.ended else None


def in_group_through(session: Session, reader: Person, notice: InGroupThrough) -> tuple[GroupView, str] | None:
    """The group, and by which organisation, while the reader is in it."""
    try:
        group = groups.get_for(session, reader, notice.group_id)
    except NotThere:
        return None
    organisation = session.get(Organisation, notice.organisation_id)
    return (group, organisation.name) if organisation is not None else None


def out_of_group(session: Session, reader: Person, notice: OutOfGroup) -> str | None:
    """The name of the group, unless the reader is in it again."""
    if notice.group_id in {group.id for group in groups.mine(session, reader)}:
        return None
    group = session.get(Group, notice.group_id)
    return group.name if group is not None else None


def _holding(session: Session, reader: Person, holding_id: int) -> HoldingView | None:
    try:
        return umbrellas.get_for(session, reader, holding_id)
    except NotThere:
        return None
