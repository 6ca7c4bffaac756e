"""Who took part, and how much of it: what a certificate states."""

from collections.abc import Mapping
from datetime import date, datetime
from zoneinfo import ZoneInfo

from sqlalchemy import select
from sqlalchemy.orm import Session

from domain.dataclasses import dataclass
from domain.programme.lifecycle import ROUND, SEE_ROUND_REPORT
from domain.programme.selecting.reading import names_of, round_of
from domain.refusals import NotThere
from models.organisation import Organisation
from models.person import Person
from models.programme.application import Participant, PlaceState, RoundApplication
from models.programme.presence import Presence
from models.programme.round import ContactDay, Programme, Round, RoundRole, RoundStaff


@dataclass(frozen=True)
class DayAttended:
    """One contact day, and whether they were there."""

    day: date
    minutes: int
    present: bool


@dataclass(frozen=True)
class CertificateView:
    """What one participant's certificate says."""

    participant_id: int
    application_id: int
    round_id: int
    name: str
    organisation: str
    programme: str
    names: Mapping[str, str]  # of the round, by language
    days: tuple[DayAttended, ...]
    ended_on: date
    signed_by: tuple[str, ...]  # the coordinators

    @property
    def attended(self) -> int:
        """Days."""
        return sum(one.present for one in self.days)

    @property
    def minutes(self) -> int:
        """Of the days attended."""
        return sum(one.minutes for one in self.days if one.present)

    @property
    def share(self) -> int:
        """Of the days, in whole hundredths."""
        return round(100 * self.attended / len(self.days)) if self.days else 0


def certificate(session: Session, actor: Person, *, participant_id: int, zone: ZoneInfo) -> CertificateView:
    """One's own, or anybody's of the round for its coordinators. Once the round is over. Raises NotThere."""
    participant = session.get(Participant, participant_id)
    if participant is None:
        raise NotThere
    application = session.get_one(RoundApplication, participant.application_id)
    round_ = round_of(session, application.round_id)
    if participant.person_id != actor.id and not ROUND.may(session, actor, SEE_ROUND_REPORT, round_):
        raise NotThere
    if not _earned(participant, application):
        raise NotThere
    return _view(session, participant, application, round_, zone)


def mine(session: Session, actor: Person, application_id: int) -> int | None:
    """The id of one's own part in a finished place; none where there is no certificate."""
    found = session.execute(
        select(Participant, RoundApplication)
        .join(RoundApplication, RoundApplication.id == Participant.application_id)
        .where(RoundApplication.id == application_id, Participant.person_id == actor.id)
        .order_by(Participant.id.desc())
    ).all()
    return next((one.id for one, application in found if _earned(one, application)), None)


def of_round(session: Session, actor: Person, *, round_id: int) -> list[tuple[int, str, str]]:
    """Everybody who has one: the id of their part, the name, the organisation. For the coordinators."""
    round_ = round_of(session, round_id)
    ROUND.require(session, actor, SEE_ROUND_REPORT, round_)
    rows = session.execute(
        select(Participant, RoundApplication, Person.name, Organisation.name)
        .join(RoundApplication, RoundApplication.id == Participant.application_id)
        .join(Person, Person.id == Participant.person_id)
        .join(Organisation, Organisation.id == RoundApplication.organisation_id)
        .where(RoundApplication.round_id == round_id)
        .order_by(Organisation.name_folded, Organisation.id, Person.name, Participant.id)
    ).all()
    return [(one.id, name, organisation) for one, application, name, organisation in rows if _earned(one, application)]


def _earned(participant: Participant, application: RoundApplication) -> bool:
    """Who took part until the end."""
    stayed = participant.confirmed_at is not None and participant.left_at is None
    return stayed and application.state is PlaceState.FINISHED


def _view(
    session: Session, participant: Participant, application: RoundApplication, round_: Round, zone: ZoneInfo
) -> CertificateView:
    rows = session.execute(
        select(ContactDay.starts_at, ContactDay.ends_at, Presence.present)
        .outerjoin(Presence, (Presence.day_id == ContactDay.id) & (Presence.participant_id == participant.id))
        .where(ContactDay.round_id == round_.id)
        .order_by(ContactDay.starts_at, ContactDay.id)
    )
    days = tuple(
        DayAttended(begins.astimezone(zone).date(), int((ends - begins).total_seconds() // 60), bool(present))
        for begins, ends, present in rows
    )
    coordinators = session.scalars(
        select(Person.name)
        .join(RoundStaff, RoundStaff.person_id == Person.id)
        .where(
            RoundStaff.round_id == round_.id,
            RoundStaff.role == RoundRole.COORDINATOR,
            RoundStaff.left_at.is_(None),
        )
        .order_by(RoundStaff.id)
    )
    ended: datetime = round_.ended_at or application.ended_at or round_.deadline
    return CertificateView(
        participant_id=participant.id,
        application_id=application.id,
        round_id=round_.id,
        name=session.get_one(Person, participant.person_id).name,
        organisation=session.get_one(Organisation, application.organisation_id).name,
        programme=session.get_one(Programme, round_.programme_id).name,
        names=names_of(session, round_.id),
        days=days,
        ended_on=ended.astimezone(zone).date(),
        signed_by=tuple(coordinators),
    )
