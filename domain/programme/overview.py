"""The programme as one person sees it: what is open, mine and next; what awaits me."""

from datetime import datetime

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from domain.programme.reading import MOST, applies_for, days_of, lines, own_organisations, own_places
from domain.programme.views import InvitedView, Phase, PlaceLine, ProgrammeView, RoundLine
from domain.refusals import NotThere
from models.organisation import Organisation
from models.person import Person
from models.programme.application import Participant, PlaceState, RoundApplication
from models.programme.round import Programme, ProgrammeFollower, Round, RoundRole, RoundStaff, RoundState

GOING = (PlaceState.DRAFT, PlaceState.SENT, PlaceState.ACCEPTED, PlaceState.CONFIRMED, PlaceState.RESERVE)


def programme(session: Session, actor: Person, *, now: datetime) -> ProgrammeView:
    """What is open, mine, and next."""
    if not actor.is_registered:
        raise NotThere
    session.flush()
    going_on = session.scalars(
        select(Round).where(Round.state == RoundState.OPEN).order_by(Round.deadline, Round.id).limit(MOST)
    ).all()
    known = lines(session, actor, going_on, now)
    return ProgrammeView(
        open=tuple(one for one in known.values() if one.phase is Phase.OPEN),
        mine=own_places(session, actor, now=now),
        runs=_runs(session, actor, now),
        next=tuple(sorted((one for one in known.values() if one.phase is Phase.NOT_YET), key=lambda one: one.opens_at)),
        invited=invitations(session, actor, now=now),
        programmes=programmes_run(session, actor),
        follows=session.get(ProgrammeFollower, actor.id) is not None,
    )


def invitations(session: Session, actor: Person, *, now: datetime) -> tuple[InvitedView, ...]:
    """What I am asked to take part in, and have not answered."""
    ids = session.scalars(
        select(Participant.id)
        .join(RoundApplication, RoundApplication.id == Participant.application_id)
        .join(Round, Round.id == RoundApplication.round_id)
        .where(
            Participant.person_id == actor.id,
            Participant.confirmed_at.is_(None),
            Participant.left_at.is_(None),
            RoundApplication.state.in_(GOING),
            Round.state.in_((RoundState.OPEN, RoundState.DECIDED)),
        )
        .order_by(Participant.id)
        .limit(MOST)
    ).all()
    return tuple(invited(session, actor, one, now=now) for one in ids)


def invited(session: Session, actor: Person, participant_id: int, *, now: datetime) -> InvitedView:
    """What an invitation asks one for. Asks no permission."""
    row = session.execute(
        select(Participant, RoundApplication, Organisation.name, Round, Person.name)
        .join(RoundApplication, RoundApplication.id == Participant.application_id)
        .join(Organisation, Organisation.id == RoundApplication.organisation_id)
        .join(Round, Round.id == RoundApplication.round_id)
        .join(Person, Person.id == RoundApplication.written_by_id)
        .where(Participant.id == participant_id)
    ).one_or_none()
    if row is None:
        raise NotThere
    invitee, application, organisation, round_, by = row
    return InvitedView(
        invitee.id,
        application.id,
        organisation,
        invitee.name,
        by,
        lines(session, actor, [round_], now)[round_.id],
        days_of(session, round_.id),
    )


def _runs(session: Session, actor: Person, now: datetime) -> tuple[tuple[RoundLine, tuple[RoundRole, ...]], ...]:
    rows = session.execute(
        select(Round, RoundStaff.role)
        .join(RoundStaff, RoundStaff.round_id == Round.id)
        .where(RoundStaff.person_id == actor.id, RoundStaff.left_at.is_(None))
        .order_by(Round.deadline.desc(), Round.id.desc(), RoundStaff.role)
        .limit(MOST)
    ).all()
    roles: dict[int, list[RoundRole]] = {}
    for round_, role in rows:
        roles.setdefault(round_.id, []).append(role)
    known = lines(session, actor, list({round_.id: round_ for round_, _role in rows}.values()), now)
    return tuple((line, tuple(roles[round_id])) for round_id, line in known.items())


def programmes_run(session: Session, actor: Person) -> tuple[tuple[int, str], ...]:
    """Those of which one coordinates a round: one may begin another one."""
    rows = session.execute(
        select(Programme.id, Programme.name)
        .where(
            Programme.id.in_(
                select(Round.programme_id)
                .join(RoundStaff, RoundStaff.round_id == Round.id)
                .where(
                    RoundStaff.person_id == actor.id,
                    RoundStaff.role == RoundRole.COORDINATOR,
                    RoundStaff.left_at.is_(None),
                )
            )
        )
        .order_by(Programme.id)
    )
    return tuple((row[0], row[1]) for row in rows)


# The home screen


def goes_on(session: Session) -> bool:
    """Whether there is any round that somebody may have to do something for: asked before all the rest."""
    going = (RoundState.DRAFT, RoundState.OPEN, RoundState.DECIDED)
    return session.scalar(select(Round.id).where(Round.state.in_(going)).limit(1)) is not None


def calls_for(session: Session, actor: Person, *, now: datetime, limit: int = 2) -> list[RoundLine]:
    """Open calls to which nobody of my organisations has begun to apply."""
    open_now = session.scalars(
        select(Round)
        .where(
            Round.state == RoundState.OPEN,
            Round.deadline >= now,
            or_(Round.opens_at <= now, Round.priority_opens_at <= now),
        )
        .order_by(Round.deadline, Round.id)
        .limit(MOST)
    ).all()
    own = own_organisations(session, actor) if open_now else []
    found = [one for one in open_now if applies_for(session, one, own, now)]
    return list(lines(session, actor, found[:limit], now).values())


def drafts_to_send(session: Session, actor: Person, *, now: datetime, limit: int = 3) -> list[PlaceLine]:
    """Applications of my organisations that are begun, and can still be sent."""
    return [one for one in own_places(session, actor, now=now) if one.state is PlaceState.DRAFT and one.open][:limit]


def rounds_to_publish(session: Session, actor: Person, *, now: datetime, limit: int = 3) -> list[RoundLine]:
    """Rounds that I coordinate, and that nobody else sees yet."""
    rounds = session.scalars(
        select(Round)
        .join(RoundStaff, RoundStaff.round_id == Round.id)
        .where(
            RoundStaff.person_id == actor.id,
            RoundStaff.role == RoundRole.COORDINATOR,
            RoundStaff.left_at.is_(None),
            Round.state == RoundState.DRAFT,
        )
        .order_by(Round.id)
        .limit(limit)
    ).all()
    return list(lines(session, actor, rounds, now).values())
