"""Who is there on a contact day: as they say beforehand, and as the consultant marks it."""

from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, and_, or_, select
from sqlalchemy.orm import Session

from domain import audit, words
from domain.dataclasses import dataclass
from domain.programme.lifecycle import PLACE, ROUND, TAKE_ATTENDANCE, TELL_ABSENCE
from domain.programme.running import days
from domain.programme.running.days import DayView
from domain.programme.running.notices import AbsenceTold
from domain.programme.running.refusals import DayHasBegun, DayNotBegun
from domain.refusals import NotThere, Noun, Subject
from models.base import constant, table_of
from models.inserts import Prebuilt
from models.organisation import Organisation
from models.person import Person
from models.programme.application import PLACED, Participant, PlaceState, RoundApplication
from models.programme.presence import Presence
from models.programme.round import ContactDay

WHY_MAX = 200
DOORS_OPEN = timedelta(hours=1)  # so long before the beginning people come in

_OPEN_ROW = Prebuilt(
    lambda insert: (
        insert(table_of(Presence))
        .values(absent_why="")
        .on_conflict_do_nothing(index_elements=["day_id", "participant_id"])
    )
)


@dataclass(frozen=True)
class PresenceView:
    """One participant on one day. `present` is None while nobody has marked it; `absent_why` while nothing was told."""

    participant_id: int
    name: str
    organisation: str
    present: bool | None
    absent_why: str | None


@dataclass(frozen=True)
class Sheet:
    """Everybody who belongs to a day."""

    day: DayView
    people: tuple[PresenceView, ...]

    @property
    def present(self) -> int:
        """How many are marked as present."""
        return sum(1 for one in self.people if one.present)

    @property
    def unmarked(self) -> int:
        """How many nobody has marked, but for those who said that they would not come."""
        return sum(1 for one in self.people if one.present is None and one.absent_why is None)


def sheet(session: Session, actor: Person, *, day_id: int, now: datetime) -> Sheet:
    """The list that attendance is taken with, for those who may take it."""
    day, round_ = days.find(session, actor, day_id)
    ROUND.require(session, actor, TAKE_ATTENDANCE, round_)
    return Sheet(days.view_of(session, actor, day, now), tuple(of_day(session, day)))


def of_day(session: Session, day: ContactDay) -> list[PresenceView]:
    """Who belonged to the round then, by organisation. Whoever was marked stays, though they left since."""
    rows = session.execute(
        select(
            Participant.id,
            Person.name,
            Organisation.name,
            Presence.present,
            Presence.absent_why,
            Presence.absence_told_at,
        )
        .join(RoundApplication, RoundApplication.id == Participant.application_id)
        .join(Organisation, Organisation.id == RoundApplication.organisation_id)
        .join(Person, Person.id == Participant.person_id)
        .outerjoin(Presence, and_(Presence.participant_id == Participant.id, Presence.day_id == day.id))
        .where(RoundApplication.round_id == day.round_id, _belongs(day))
        .order_by(Organisation.name, Organisation.id, Person.name, Participant.id)
    )
    return [
        PresenceView(
            participant_id=participant_id,
            name=name,
            organisation=organisation,
            present=present,
            absent_why=why if told_at is not None else None,
        )
        for participant_id, name, organisation, present, why, told_at in rows
    ]


def _belongs(day: ContactDay) -> ColumnElement[bool]:
    then = or_(
        RoundApplication.state.in_(PLACED),
        and_(RoundApplication.state == constant(PlaceState.LEFT), RoundApplication.ended_at > day.starts_at),
    )
    took_part = and_(
        Participant.confirmed_at <= day.ends_at,
        or_(Participant.left_at.is_(None), Participant.left_at > day.starts_at),
    )
    return or_(Presence.present.is_not(None), and_(then, took_part))


def mark(session: Session, actor: Person, *, day_id: int, participant_id: int, present: bool, now: datetime) -> Sheet:
    """One participant is there, or is not. What was marked can be marked otherwise."""
    day = _open_sheet(session, actor, day_id, now)
    if participant_id not in {one.participant_id for one in of_day(session, day)}:
        raise NotThere
    _mark(session, actor, day, participant_id, present, now)
    return sheet(session, actor, day_id=day_id, now=now)


def mark_rest_present(session: Session, actor: Person, *, day_id: int, now: datetime) -> Sheet:
    """Everybody whom nobody has marked is there, but for those who said that they would not come."""
    day = _open_sheet(session, actor, day_id, now)
    for one in of_day(session, day):
        if one.present is None and one.absent_why is None:
            _mark(session, actor, day, one.participant_id, True, now)
    return sheet(session, actor, day_id=day_id, now=now)


def _open_sheet(session: Session, actor: Person, day_id: int, now: datetime) -> ContactDay:
    day, round_ = days.find(session, actor, day_id, locked=True)
    ROUND.require(session, actor, TAKE_ATTENDANCE, round_)
    if now < day.starts_at - DOORS_OPEN:
        raise DayNotBegun(Subject(Noun.CONTACT_DAY, day.id), starts_at=day.starts_at)
    return day


def _mark(session: Session, actor: Person, day: ContactDay, participant_id: int, present: bool, now: datetime) -> None:
    row = _row(session, day.id, participant_id)
    if row.present == present:
        return
    row.present, row.marked_by_id, row.marked_at = present, actor.id, now
    session.flush()
    audit.record(
        session,
        actor,
        TAKE_ATTENDANCE,
        Noun.ROUND,
        day.round_id,
        now=now,
        day_id=day.id,
        participant_id=participant_id,
        present=str(present),
    )


def _row(session: Session, day_id: int, participant_id: int) -> Presence:
    session.execute(_OPEN_ROW.on(session), {"day_id": day_id, "participant_id": participant_id})
    return session.scalars(
        select(Presence)
        .where(Presence.day_id == day_id, Presence.participant_id == participant_id)
        .with_for_update()
        .execution_options(populate_existing=True)
    ).one()


# Told beforehand


def tell_absence(session: Session, actor: Person, *, day_id: int, why: str | None, now: datetime) -> DayView:
    """`actor` will not be there, for that reason; with none they will be after all. Who runs the round hears it."""
    day, _round = days.find(session, actor, day_id)
    application, participant = _own(session, actor, day.round_id)
    PLACE.require(session, actor, TELL_ABSENCE, application)
    if day.ends_at <= now:
        raise DayHasBegun(Subject(Noun.CONTACT_DAY, day.id))
    reason = words.line(why, field="why", limit=WHY_MAX) if why is not None else ""
    row = _row(session, day.id, participant.id)
    if (row.absence_told_at is None) == (why is None) and row.absent_why == reason:
        return days.view_of(session, actor, day, now)
    row.absent_why, row.absence_told_at = reason, now if why is not None else None
    session.flush()
    audit.record(session, actor, TELL_ABSENCE, Noun.ROUND, day.round_id, now=now, day_id=day.id, comes=str(why is None))
    for person_id in days.staff(session, day.round_id):
        if person_id != actor.id:
            PLACE.tell(session, TELL_ABSENCE, person_id, AbsenceTold(row.id, now.isoformat(), why is None), now=now)
    return days.view_of(session, actor, day, now)


def _own(session: Session, actor: Person, round_id: int) -> tuple[RoundApplication, Participant]:
    found = session.execute(
        select(RoundApplication, Participant)
        .join(Participant, Participant.application_id == RoundApplication.id)
        .where(
            RoundApplication.round_id == round_id,
            RoundApplication.state.in_(PLACED),
            Participant.person_id == actor.id,
            Participant.confirmed_at.is_not(None),
            Participant.left_at.is_(None),
        )
        .order_by(RoundApplication.id)
        .limit(1)
    ).one_or_none()
    if found is None:
        raise NotThere
    return found[0], found[1]


@dataclass(frozen=True)
class AbsenceView:
    """What a participant told of a day; `why` is None where they come after all."""

    day: DayView
    name: str
    organisation: str
    why: str | None


def told(session: Session, reader: Person, notice: AbsenceTold, *, now: datetime) -> AbsenceView | None:
    """What that notice tells, if it is still so and for this reader."""
    row = session.execute(
        select(Presence, Person.name, Organisation.name)
        .join(Participant, Participant.id == Presence.participant_id)
        .join(RoundApplication, RoundApplication.id == Participant.application_id)
        .join(Organisation, Organisation.id == RoundApplication.organisation_id)
        .join(Person, Person.id == Participant.person_id)
        .where(Presence.id == notice.presence_id)
    ).one_or_none()
    if row is None:
        return None
    presence, name, organisation = row
    latest = presence.absence_told_at
    if notice.comes != (latest is None) or (latest is not None and latest.isoformat() != notice.at):
        return None  # told otherwise since
    day, round_ = days.find(session, reader, presence.day_id)
    ROUND.require(session, reader, TAKE_ATTENDANCE, round_)
    return AbsenceView(
        days.view_of(session, reader, day, now), name, organisation, presence.absent_why if latest is not None else None
    )


def absent_from(session: Session, day_id: int) -> set[int]:
    """The people who have said that they will not be there."""
    rows = session.scalars(
        select(Participant.person_id)
        .join(Presence, Presence.participant_id == Participant.id)
        .where(Presence.day_id == day_id, Presence.absence_told_at.is_not(None), Participant.left_at.is_(None))
    )
    return {one for one in rows if one is not None}
