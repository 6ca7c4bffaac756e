"""Who somebody is in a round: the questions that the tables ask."""

from typing import Any

from sqlalchemy import exists, select
from sqlalchemy.orm import Session

from domain.lifecycle.engine import Predicate, predicate
from models.organisation import OrganisationMember
from models.person import Person
from models.programme.application import PLACED as PLACED  # asked for here, too
from models.programme.application import Participant, PlaceState, RoundApplication, cohort_of
from models.programme.review import Review, Stance
from models.programme.round import Round, RoundRole, RoundState, staff_of


def has_role(session: Session, person_id: int, round_id: int, role: RoundRole) -> bool:
    """Whether somebody has that role in a round now."""
    return person_id in session.scalars(staff_of(round_id, role))


def member(session: Session, person_id: int, organisation_id: int) -> bool:
    """Whether somebody may act for an organisation, and that organisation has said so."""
    own = select(OrganisationMember.id).where(
        OrganisationMember.organisation_id == organisation_id,
        OrganisationMember.person_id == person_id,
        OrganisationMember.left_at.is_(None),
        OrganisationMember.confirmed_at.is_not(None),
    )
    return session.scalar(own) is not None


def _role(role: RoundRole) -> Predicate:
    def holds(session: Session, actor: Person, thing: Any) -> bool:
        round_id = thing.round_id if isinstance(thing, RoundApplication) else thing.id
        return has_role(session, actor.id, round_id, role)

    return Predicate(str(role), holds)


coordinator = _role(RoundRole.COORDINATOR)
consultant = _role(RoundRole.CONSULTANT)


@predicate
def impartial(session: Session, actor: Person, application: Any) -> bool:
    """Neither of that organisation nor taking part for it, nor has a conflict been declared."""
    own = select(Participant.id).where(
        Participant.application_id == application.id, Participant.person_id == actor.id, Participant.left_at.is_(None)
    )
    return not (
        member(session, actor.id, application.organisation_id)
        or session.scalar(own) is not None
        or _conflict(session, actor, application)
    )


def _conflict(session: Session, actor: Person, application: RoundApplication) -> bool:
    declared = select(Review.id).where(
        Review.application_id == application.id, Review.reviewer_id == actor.id, Review.stance == Stance.CONFLICT
    )
    return session.scalar(declared) is not None


@predicate
def reviewer(session: Session, actor: Person, thing: Any) -> bool:
    """Not of an application of one's own organisation, nor of one where a conflict was declared."""
    if not isinstance(thing, RoundApplication):
        return has_role(session, actor.id, thing.id, RoundRole.REVIEWER)
    return has_role(session, actor.id, thing.round_id, RoundRole.REVIEWER) and impartial(session, actor, thing)


@predicate
def participant(session: Session, actor: Person, thing: Any) -> bool:
    """Takes part, and has said so. In a round: for an organisation that has a place there."""
    placed = select(RoundApplication.id).where(
        RoundApplication.round_id == thing.id, RoundApplication.state.in_(PLACED)
    )
    of = (
        Participant.application_id == thing.id
        if isinstance(thing, RoundApplication)
        else Participant.application_id.in_(placed)
    )
    present = (Participant.confirmed_at.is_not(None), Participant.left_at.is_(None))
    return session.scalar(select(Participant.id).where(Participant.person_id == actor.id, of, *present)) is not None


@predicate
def placed(session: Session, actor: Person, round_: Any) -> bool:
    """Takes part in a round for an organisation that has a place there."""
    return actor.id in session.scalars(cohort_of(round_.id))


@predicate
def colleague(session: Session, actor: Person, application: Any) -> bool:
    """Of the organisation, whether taking part or not."""
    return member(session, actor.id, application.organisation_id)


@predicate
def peer(session: Session, actor: Person, application: Any) -> bool:
    """Takes part in the same round for another organisation that has a place, where neither the round nor the
    organisation closed this."""
    open_here = select(Round.id).where(Round.id == application.round_id, Round.peers)
    if application.state not in PLACED or application.work_closed or session.scalar(open_here) is None:
        return False
    own = (
        select(Participant.id)
        .join(RoundApplication, RoundApplication.id == Participant.application_id)
        .where(
            Participant.person_id == actor.id,
            Participant.confirmed_at.is_not(None),
            Participant.left_at.is_(None),
            RoundApplication.round_id == application.round_id,
            RoundApplication.id != application.id,
            RoundApplication.state.in_(PLACED),
        )
        .limit(1)
    )
    return session.scalar(own) is not None


@predicate
def has_place(session: Session, actor: Person, application: Any) -> bool:
    """The organisation is in the round, or was."""
    return application.state in (*PLACED, PlaceState.LEFT)


@predicate
def been_sent(session: Session, actor: Person, application: Any) -> bool:
    """A draft is its writers' own."""
    return bool(application.state != PlaceState.DRAFT)


@predicate
def registered(session: Session, actor: Person, thing: Any) -> bool:
    return actor.is_registered


@predicate
def everybody_once_published(session: Session, actor: Person, round_: Any) -> bool:
    return actor.is_registered and round_.state != RoundState.DRAFT


@predicate
def is_reviewed(session: Session, actor: Person, application: Any) -> bool:
    """The round has reviewers, and the decisions are not sent."""
    undecided = exists().where(Round.id == application.round_id, Round.reviewed, Round.state == RoundState.OPEN)
    return bool(session.scalar(select(undecided)))


@predicate
def is_undecided(session: Session, actor: Person, application: Any) -> bool:
    """The decisions are not sent."""
    return bool(
        session.scalar(select(exists().where(Round.id == application.round_id, Round.state == RoundState.OPEN)))
    )
