"""Places: offered, confirmed, begun, and given back."""

from datetime import datetime

from domain import assignments, occasions, peace, places
from domain.lifecycle import RELEASE, WITHDRAW
from domain.notices import (
    ChosenByClock,
    ConfirmSoon,
    DoerReleased,
    DoerUnreachable,
    DoerWithdrew,
    HasBegun,
    OfferLapsed,
    PlaceConfirmed,
    YouAreChosen,
)
from domain.views import AssignmentView
from frame.here import Here
from frame.routing import Routes
from frame.screen import Screen
from handlers import assignments as work_pages
from screens import places as screens
from screens.places import BeginWork, ConfirmPlace, GiveBackPlace, ReleaseDoer

routes = Routes()


@routes.tap(ConfirmPlace)
def confirm(tap: ConfirmPlace, here: Here) -> Screen:
    """Yes, I will help."""
    return screens.confirmed(places.confirm(here.session, here.actor, assignment_id=tap.assignment_id, now=here.now))


@routes.tap(BeginWork)
def begin(tap: BeginWork, here: Here) -> Screen:
    """I have begun."""
    places.begin(here.session, here.actor, assignment_id=tap.assignment_id, now=here.now)
    return work_pages.show(here, tap.assignment_id, screens.BEGUN)


@routes.tap(GiveBackPlace)
def give_back(tap: GiveBackPlace, here: Here) -> Screen:
    """I cannot come after all: why?"""
    work = assignments.get_for(here.session, here.actor, tap.assignment_id)
    if tap.reason is None:
        may = assignments.permitted(here.session, here.actor, work.id)
        return screens.why_give_back(work) if may(WITHDRAW) else work_pages.show(here, work.id)
    places.withdraw(here.session, here.actor, assignment_id=work.id, reason=tap.reason, now=here.now)
    return work_pages.show(here, work.id, screens.GIVEN_BACK)


@routes.tap(ReleaseDoer)
def release(tap: ReleaseDoer, here: Here) -> Screen:
    """Let a chosen doer go: why?"""
    work = assignments.get_for(here.session, here.actor, tap.assignment_id)
    if tap.reason is None:
        may = assignments.permitted(here.session, here.actor, work.id)
        return screens.why_release(work) if may(RELEASE) else work_pages.show(here, work.id)
    following = places.release(here.session, here.actor, assignment_id=work.id, reason=tap.reason, now=here.now)
    return screens.release_done(assignments.get_for(here.session, here.actor, work.id), following)


# What others hear of it


def _until(work: AssignmentView, here: Here) -> datetime | None:
    if work.offered_at is None:
        return None
    return peace.counted_from(work.offered_at, work.doer_away_until) + here.house.timers.confirm


@routes.notice(YouAreChosen)
def you_are_chosen(notice: YouAreChosen, here: Here) -> Screen | None:
    """A place is offered."""
    work = occasions.you_are_chosen(here.session, here.actor, notice)
    if work is None:
        return None
    may = assignments.permitted_by(here.session, here.actor, work)
    return screens.you_are_chosen(work, may, _until(work, here), reserve=notice.reserve)


@routes.notice(ChosenByClock)
def chosen_by_clock(notice: ChosenByClock, here: Here) -> Screen | None:
    """The same, in the morning."""
    return you_are_chosen(notice, here)


@routes.when_undelivered(YouAreChosen)
def not_delivered(notice: YouAreChosen, here: Here) -> None:
    """The chosen one has closed the bot: the requester hears of it."""
    places.unreachable(here.session, notice.assignment_id, notice.round, now=here.now)


@routes.when_undelivered(ChosenByClock)
def not_delivered_by_clock(notice: ChosenByClock, here: Here) -> None:
    """The same for a reserve."""
    not_delivered(notice, here)


@routes.notice(DoerUnreachable)
def doer_unreachable(notice: DoerUnreachable, here: Here) -> Screen | None:
    """The chosen one does not know of it."""
    work = occasions.doer_unreachable(here.session, here.actor, notice)
    return screens.doer_unreachable(work, assignments.permitted(here.session, here.actor, work.id)) if work else None


@routes.notice(ConfirmSoon)
def confirm_soon(notice: ConfirmSoon, here: Here) -> Screen | None:
    """A place waits to be confirmed."""
    work = occasions.confirm_soon(here.session, here.actor, notice)
    if work is None:
        return None
    may = assignments.permitted(here.session, here.actor, work.id)
    return screens.confirm_soon(work, may, _until(work, here))


@routes.notice(PlaceConfirmed)
def place_confirmed(notice: PlaceConfirmed, here: Here) -> Screen | None:
    """The doer will help."""
    work = occasions.place_confirmed(here.session, here.actor, notice)
    return screens.place_confirmed(work) if work else None


@routes.notice(HasBegun)
def has_begun(notice: HasBegun, here: Here) -> Screen | None:
    """The doer has begun."""
    work = occasions.has_begun(here.session, here.actor, notice)
    return screens.has_begun(work) if work else None


@routes.notice(OfferLapsed)
def offer_lapsed(notice: OfferLapsed, here: Here) -> Screen | None:
    """Not confirmed in time."""
    found = occasions.offer_lapsed(here.session, here.actor, notice)
    if found is None:
        return None
    work, following = found
    if here.actor.id == work.doer_id:
        return screens.lapsed_for_doer(work)
    return screens.lapsed_for_requester(work, following)


@routes.notice(DoerWithdrew)
def doer_withdrew(notice: DoerWithdrew, here: Here) -> Screen | None:
    """The doer cannot come after all."""
    found = occasions.doer_withdrew(here.session, here.actor, notice)
    return screens.doer_withdrew(*found) if found else None


@routes.notice(DoerReleased)
def doer_released(notice: DoerReleased, here: Here) -> Screen | None:
    """The requester lets the doer go."""
    work = occasions.doer_released(here.session, here.actor, notice)
    return screens.released(work) if work else None
