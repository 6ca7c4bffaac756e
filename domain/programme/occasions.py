"""Calls, applications and who takes part: what stands at the moment of telling. None: the matter is over."""

from datetime import datetime

from sqlalchemy.orm import Session

from domain.programme import overview, places, reading
from domain.programme.notices import (
    ApplicationCame,
    ApplicationSent,
    ApplicationTakenBack,
    AskedToTakePart,
    CallOpened,
    CallOpenedFirst,
    DeadlineMoved,
    DraftWaits,
    ParticipantAnswered,
    ParticipantTakenOut,
    RoundCancelled,
    StaffJoined,
    StaffLeft,
)
from domain.programme.roles import has_role
from domain.programme.views import InvitedView, Phase, PlacePage, RoundLine, RoundPage
from domain.refusals import NotThere
from models.organisation import Organisation
from models.person import Person
from models.programme.application import Participant, PlaceState, RoundApplication
from models.programme.round import Round, RoundRole, RoundState


def call_opened(
    session: Session, reader: Person, notice: CallOpened | CallOpenedFirst, *, now: datetime
) -> RoundPage | None:
    """A call that is open to the reader, and to which nobody of theirs has applied."""
    try:
        page = reading.round_page(session, reader, round_id=notice.round_id, now=now)
    except NotThere:
        return None
    return page if page.line.phase is Phase.OPEN and not page.own else None


def draft_waits(session: Session, reader: Person, notice: DraftWaits, *, now: datetime) -> PlacePage | None:
    """An application that is still not sent, where the deadline is still the same."""
    page = _page(session, reader, notice.application_id, now)
    if page is None or page.state is not PlaceState.DRAFT or not page.open:
        return None
    return page if page.round.deadline.isoformat() == notice.deadline else None


def deadline_moved(session: Session, reader: Person, notice: DeadlineMoved, *, now: datetime) -> RoundPage | None:
    """A deadline that has not been moved once more."""
    page = _round(session, reader, notice.round_id, now)
    return page if page is not None and page.line.deadline.isoformat() == notice.deadline else None


def round_cancelled(session: Session, reader: Person, notice: RoundCancelled, *, now: datetime) -> RoundLine | None:
    """A round that is cancelled."""
    round_ = session.get(Round, notice.round_id)
    if round_ is None or round_.state is not RoundState.CANCELLED:
        return None
    return reading.lines(session, reader, [round_], now)[round_.id]


def application_sent(session: Session, reader: Person, notice: ApplicationSent, *, now: datetime) -> PlacePage | None:
    """An application that is in, and undecided."""
    page = _page(session, reader, notice.application_id, now)
    return page if page is not None and page.state is PlaceState.SENT else None


def application_came(session: Session, reader: Person, notice: ApplicationCame, *, now: datetime) -> PlacePage | None:
    """The same, to who reads it."""
    page = _page(session, reader, notice.application_id, now)
    return page if page is not None and page.state is PlaceState.SENT and page.reads else None


def taken_back(
    session: Session, reader: Person, notice: ApplicationTakenBack, *, now: datetime
) -> tuple[str, RoundLine] | None:
    """Whose application was withdrawn, from which round."""
    application = session.get(RoundApplication, notice.application_id)
    if application is None or application.state is not PlaceState.WITHDRAWN:
        return None
    return _whose(session, reader, application, now)


def asked(session: Session, reader: Person, notice: AskedToTakePart, *, now: datetime) -> InvitedView | None:
    """An invitation without an answer."""
    waiting = overview.invitations(session, reader, now=now)
    return next((one for one in waiting if one.participant_id == notice.participant_id), None)


def answered(
    session: Session, reader: Person, notice: ParticipantAnswered, *, now: datetime
) -> tuple[str, PlacePage] | None:
    """Who takes part now, or does not."""
    invitee = session.get(Participant, notice.participant_id)
    if invitee is None or (notice.yes and invitee.left_at is not None):
        return None
    page = _page(session, reader, invitee.application_id, now)
    person = session.get(Person, invitee.person_id) if invitee.person_id is not None else None
    return (person.name if person is not None else invitee.name, page) if page is not None else None


def taken_out(
    session: Session, reader: Person, notice: ParticipantTakenOut, *, now: datetime
) -> tuple[str, RoundLine] | None:
    """For whom one does not take part after all."""
    invitee = session.get(Participant, notice.participant_id)
    if invitee is None or invitee.left_at is None:
        return None
    return _whose(session, reader, session.get_one(RoundApplication, invitee.application_id), now)


def staff_joined(
    session: Session, reader: Person, notice: StaffJoined, *, now: datetime
) -> tuple[str, RoundRole, RoundLine] | None:
    """Who runs the round with the reader now."""
    role = RoundRole(notice.role)
    if not has_role(session, notice.person_id, notice.round_id, role):
        return None
    page = _round(session, reader, notice.round_id, now)
    return (session.get_one(Person, notice.person_id).name, role, page.line) if page is not None else None


def staff_left(
    session: Session, reader: Person, notice: StaffLeft, *, now: datetime
) -> tuple[RoundRole, RoundLine] | None:
    """Which role the reader has no longer."""
    role, round_ = RoundRole(notice.role), session.get(Round, notice.round_id)
    if round_ is None or has_role(session, reader.id, round_.id, role):
        return None
    return role, reading.lines(session, reader, [round_], now)[round_.id]


def _page(session: Session, reader: Person, application_id: int, now: datetime) -> PlacePage | None:
    try:
        return places.place_page(session, reader, application_id=application_id, now=now)
    except NotThere:
        return None


def _round(session: Session, reader: Person, round_id: int, now: datetime) -> RoundPage | None:
    try:
        return reading.round_page(session, reader, round_id=round_id, now=now)
    except NotThere:
        return None


def _whose(session: Session, reader: Person, application: RoundApplication, now: datetime) -> tuple[str, RoundLine]:
    round_ = session.get_one(Round, application.round_id)
    return (
        session.get_one(Organisation, application.organisation_id).name,
        reading.lines(session, reader, [round_], now)[round_.id],
    )
