"""Whether what somebody is to hear still holds, and what they hear then. Nothing where the matter has moved on."""

from datetime import datetime

from sqlalchemy.orm import Session

from domain.programme import roles
from domain.programme.concerned import people_of
from domain.programme.lifecycle import GIVE_BACK_PLACE, PLACE
from domain.programme.selecting.notices import (
    AnswerAwaited,
    CapacityChanged,
    DecisionMade,
    PlaceCameFree,
    ReserveAsked,
    RoundPlaceConfirmed,
    RoundPlaceGivenBack,
    RoundPlaceLapsed,
)
from domain.programme.selecting.reading import application_of, names_of
from domain.programme.selecting.views import OutcomeView, StepView
from domain.refusals import NotThere
from domain.timers import Timers
from models.organisation import Organisation
from models.person import Person
from models.programme.application import PlaceState, RoundApplication
from models.programme.round import Round, RoundRole

TOLD = (PlaceState.ACCEPTED, PlaceState.RESERVE, PlaceState.NOT_THIS_TIME)


def decision_made(session: Session, actor: Person, notice: DecisionMade) -> OutcomeView | None:
    """The decision, where it still stands as it was sent."""
    application = _own(session, actor, notice.application_id)
    if application is None or application.state not in TOLD or application.moved_up:
        return None
    if application.decided_at is None or application.decided_at.isoformat() != notice.at:
        return None
    return outcome(session, application)


def place_came_free(
    session: Session, actor: Person, notice: PlaceCameFree, *, timers: Timers, now: datetime
) -> OutcomeView | None:
    """The offer, while it waits. Whoever hears it first has the whole time."""
    application = _offered(session, actor, notice)
    if application is None:
        return None
    return outcome(session, application, now + timers.reserve_answers if application.heard_at is None else None)


def answer_awaited(session: Session, actor: Person, notice: AnswerAwaited) -> OutcomeView | None:
    """The same place, while it waits."""
    application = _offered(session, actor, notice)
    return outcome(session, application) if application is not None else None


def step(
    session: Session,
    actor: Person,
    notice: RoundPlaceConfirmed | RoundPlaceGivenBack | RoundPlaceLapsed | ReserveAsked,
) -> StepView | None:
    """What happened to a place, to those who may still know."""
    application = session.get(RoundApplication, notice.application_id)
    if application is None or not PLACE.seen_by(session, actor, application):
        return None
    coordinates = roles.has_role(session, actor.id, application.round_id, RoundRole.COORDINATOR)
    next_id = getattr(notice, "next_id", None)
    following = session.get(RoundApplication, next_id) if next_id is not None and coordinates else None
    return StepView(
        application.id,
        application.round_id,
        names_of(session, application.round_id),
        session.get_one(Organisation, application.organisation_id).name,
        application.state,
        session.get_one(Organisation, following.organisation_id).name if following is not None else None,
        coordinates,
    )


def capacity_changed(session: Session, actor: Person, notice: CapacityChanged) -> Round | None:
    """The round, where there are still as many places."""
    round_ = session.get(Round, notice.round_id)
    runs = roles.has_role(session, actor.id, notice.round_id, RoundRole.COORDINATOR)
    return round_ if round_ is not None and runs and round_.capacity == notice.capacity else None


def outcome_for(session: Session, actor: Person, application_id: int) -> OutcomeView:
    """What became of an application, for its people and for whoever may give its place back. NotThere where nothing is
    told yet."""
    application = application_of(session, application_id)
    if application.decision is None or application.decided_at is None:
        raise NotThere  # prepared, perhaps: not sent
    if actor.id not in people_of(session, application):
        PLACE.require(session, actor, GIVE_BACK_PLACE, application)
    return outcome(session, application)


def outcome(session: Session, application: RoundApplication, confirm_by: datetime | None = None) -> OutcomeView:
    """What became of an application, to its people."""
    assert application.decision is not None
    return OutcomeView(
        application_id=application.id,
        round_id=application.round_id,
        names=names_of(session, application.round_id),
        organisation=session.get_one(Organisation, application.organisation_id).name,
        decision=application.decision,
        rank=application.rank,
        reason=application.reason,
        confirm_by=confirm_by or application.confirm_by,
        moved_up=application.moved_up,
        state=application.state,
    )


def _own(session: Session, actor: Person, application_id: int) -> RoundApplication | None:
    application = session.get(RoundApplication, application_id)
    if application is None or actor.id not in people_of(session, application):
        return None
    return application


def _offered(session: Session, actor: Person, notice: PlaceCameFree | AnswerAwaited) -> RoundApplication | None:
    application = _own(session, actor, notice.application_id)
    if application is None or application.state is not PlaceState.ACCEPTED or application.offered_at is None:
        return None
    return application if application.offered_at.isoformat() == notice.at else None
