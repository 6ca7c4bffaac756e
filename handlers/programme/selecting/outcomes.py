"""What became of an application, and of a place: its people hear, confirm, give back; the coordinators hear."""

from collections.abc import Sequence

from domain.lifecycle import Permitted
from domain.programme.lifecycle import CONFIRM_PLACE, GIVE_BACK_PLACE, PLACE, WITHDRAW_APPLICATION
from domain.programme.selecting import occasions, places, reading, waiting
from domain.programme.selecting.notices import (
    AnswerAwaited,
    DecisionMade,
    PlaceCameFree,
    ReserveAsked,
    RoundPlaceConfirmed,
    RoundPlaceGivenBack,
    RoundPlaceLapsed,
)
from frame.here import Here
from frame.routing import Routes
from frame.screen import Button, Screen
from frame.texts import Words
from models.programme.application import PlaceState
from screens.programme.selecting import outcomes as screens
from screens.programme.selecting.ways import ConfirmRoundPlace, GiveBackRoundPlace
from screens.programme.ways import OpenPlace

routes = Routes()


@routes.tap(ConfirmRoundPlace)
def confirm(tap: ConfirmRoundPlace, here: Here) -> Screen:
    """Yes, we come."""
    view = occasions.outcome_for(here.session, here.actor, tap.application_id)
    if not _may(here, tap.application_id)(CONFIRM_PLACE):
        return standing(here, tap.application_id)
    places.confirm(here.session, here.actor, application_id=tap.application_id, now=here.now)
    return screens.confirmed(view)


@routes.tap(GiveBackRoundPlace)
def give_back(tap: GiveBackRoundPlace, here: Here) -> Screen:
    """We do not come after all."""
    view = occasions.outcome_for(here.session, here.actor, tap.application_id)
    may = _may(here, tap.application_id)
    given = view.state is PlaceState.CONFIRMED and may(GIVE_BACK_PLACE)
    if not given and not (view.state in (PlaceState.ACCEPTED, PlaceState.RESERVE) and may(WITHDRAW_APPLICATION)):
        return standing(here, tap.application_id)
    if not tap.sure:
        return screens.surely_give_back(view)
    places.give_back(
        here.session, here.actor, application_id=tap.application_id, timers=here.house.timers, now=here.now
    )
    return screens.given_back(view)


def standing(here: Here, application_id: int) -> Screen:
    """How a place is now. Raises NotThere."""
    return screens.standing(occasions.outcome_for(here.session, here.actor, application_id), _may(here, application_id))


def _may(here: Here, application_id: int) -> Permitted:
    return PLACE.permitted(here.session, here.actor, reading.application_of(here.session, application_id))


@routes.awaits("programme_places")
def awaits(here: Here) -> Sequence[tuple[Words, Button]]:
    """Places that wait for our answer."""
    return [
        (screens.waits(view), Button(screens.LOOK, OpenPlace(view.application_id)))
        for view in waiting.to_confirm(here.session, here.actor)
    ]


# What they hear


@routes.notice(DecisionMade)
def decision_made(notice: DecisionMade, here: Here) -> Screen | None:
    """A place, a place in reserve, or not this time."""
    view = occasions.decision_made(here.session, here.actor, notice)
    return screens.decision_made(view, _may(here, view.application_id)) if view is not None else None


@routes.notice(PlaceCameFree)
def place_came_free(notice: PlaceCameFree, here: Here) -> Screen | None:
    """To a reserve: the place is yours, if you answer."""
    view = occasions.place_came_free(here.session, here.actor, notice, timers=here.house.timers, now=here.now)
    return screens.place_came_free(view, _may(here, view.application_id)) if view is not None else None


@routes.when_delivered(PlaceCameFree)
def heard_of(notice: PlaceCameFree, here: Here, _messages: Sequence[int], _topic: int | None) -> None:
    """Their time to answer runs from now."""
    places.heard_of(
        here.session, application_id=notice.application_id, at=notice.at, timers=here.house.timers, now=here.now
    )


@routes.notice(AnswerAwaited)
def answer_awaited(notice: AnswerAwaited, here: Here) -> Screen | None:
    """A reminder."""
    view = occasions.answer_awaited(here.session, here.actor, notice)
    return screens.answer_awaited(view, _may(here, view.application_id)) if view is not None else None


@routes.notice(RoundPlaceConfirmed)
def place_confirmed(notice: RoundPlaceConfirmed, here: Here) -> Screen | None:
    """They come."""
    view = occasions.step(here.session, here.actor, notice)
    return screens.place_confirmed(view) if view is not None else None


@routes.notice(RoundPlaceGivenBack)
def place_given_back(notice: RoundPlaceGivenBack, here: Here) -> Screen | None:
    """They do not come."""
    view = occasions.step(here.session, here.actor, notice)
    return screens.place_given_back(view) if view is not None else None


@routes.notice(RoundPlaceLapsed)
def place_lapsed(notice: RoundPlaceLapsed, here: Here) -> Screen | None:
    """No answer came."""
    view = occasions.step(here.session, here.actor, notice)
    return screens.place_lapsed(view) if view is not None else None


@routes.notice(ReserveAsked)
def reserve_asked(notice: ReserveAsked, here: Here) -> Screen | None:
    """A free place is offered."""
    view = occasions.step(here.session, here.actor, notice)
    return screens.reserve_asked(view) if view is not None else None
