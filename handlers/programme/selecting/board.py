"""The board of a round: decided in peace, previewed, sent to all at once."""

from collections.abc import Sequence

from domain.programme.lifecycle import CHANGE_CAPACITY, ROUND, SEND_DECISIONS
from domain.programme.selecting import decisions, occasions, places, reading, waiting
from domain.programme.selecting.notices import CapacityChanged
from domain.programme.selecting.refusals import DecisionsChanged
from frame.dialogue import Dialogue
from frame.here import Here
from frame.readers import whole
from frame.routing import Routes
from frame.screen import Button, Screen
from frame.steps import Ask
from frame.texts import Words
from handlers import home
from screens.programme.selecting import board as screens
from screens.programme.selecting import outcomes as told
from screens.programme.selecting.board import CapacityDraft
from screens.programme.selecting.ways import (
    ChangeCapacity,
    OfferToReserve,
    PreviewDecisions,
    PreviewNotice,
    SendDecisions,
    SuggestDecisions,
    TurnBoard,
)
from screens.programme.ways import SeeBoard

routes = Routes()


@routes.tap(SeeBoard)
def see(tap: SeeBoard, here: Here) -> Screen:
    """The applications in their order."""
    return show(here, tap.round_id)


@routes.tap(TurnBoard)
def turn(tap: TurnBoard, here: Here) -> Screen:
    """Another page of them."""
    return show(here, tap.round_id, page=tap.page)


def show(here: Here, round_id: int, note: Words | None = None, page: int = 0) -> Screen:
    """The board. Raises NotThere, NotYours."""
    view = reading.board(here.session, here.actor, round_id=round_id, page=page, now=here.now)
    round_ = reading.round_of(here.session, round_id)
    may = ROUND.permitted(here.session, here.actor, round_)
    return screens.board(view, may, places.free(here.session, round_), note)


@routes.tap(SuggestDecisions)
def suggest(tap: SuggestDecisions, here: Here) -> Screen:
    """By the rule, in one tap."""
    tally = decisions.suggest(here.session, here.actor, round_id=tap.round_id, anew=tap.anew, now=here.now)
    return show(here, tap.round_id, screens.suggested(tally))


@routes.tap(PreviewDecisions)
def preview(tap: PreviewDecisions, here: Here) -> Screen:
    """What one send would tell."""
    return _preview(here, tap.round_id)


def _preview(here: Here, round_id: int, note: Words | None = None) -> Screen:
    if not ROUND.permitted(here.session, here.actor, reading.round_of(here.session, round_id))(SEND_DECISIONS):
        return show(here, round_id)
    view = decisions.prepared(here.session, here.actor, round_id=round_id, zone=here.house.zone, now=here.now)
    return screens.preview(view, ready=decisions.may_send(view), note=note)


@routes.tap(PreviewNotice)
def preview_notice(tap: PreviewNotice, here: Here) -> Screen:
    """One notice, as its reader will read it."""
    if not ROUND.permitted(here.session, here.actor, reading.round_of(here.session, tap.round_id))(SEND_DECISIONS):
        return show(here, tap.round_id)
    view = decisions.prepared(here.session, here.actor, round_id=tap.round_id, zone=here.house.zone, now=here.now)
    if not view.outcomes:
        return screens.preview(view, ready=False)
    at = min(max(tap.at, 0), len(view.outcomes) - 1)
    return screens.preview_notice(view, view.outcomes[at], at)


@routes.tap(SendDecisions)
def send(tap: SendDecisions, here: Here) -> Screen:
    """To all, in the same minute."""
    try:
        sent = decisions.send(
            here.session, here.actor, round_id=tap.round_id, version=tap.version, zone=here.house.zone, now=here.now
        )
    except DecisionsChanged:
        return _preview(here, tap.round_id, screens.CHANGED_SINCE)
    return show(here, tap.round_id, screens.sent(sent.tally))


# Places


@routes.tap(OfferToReserve)
def offer(tap: OfferToReserve, here: Here) -> Screen:
    """A free place, to the next in reserve."""
    places.offer_to_reserve(here.session, here.actor, round_id=tap.round_id, timers=here.house.timers, now=here.now)
    return show(here, tap.round_id, screens.OFFERED)


@routes.tap(ChangeCapacity)
def change_capacity(tap: ChangeCapacity, here: Here) -> Screen:
    """How many should there be?"""
    round_ = reading.round_of(here.session, tap.round_id)
    ROUND.require(here.session, here.actor, CHANGE_CAPACITY, round_)
    return capacity.open(here, CapacityDraft(round_.id, round_.capacity), subject=str(round_.id))


def changed(answers: CapacityDraft, here: Here) -> Screen:
    """There are as many now."""
    offered = places.change_capacity(
        here.session,
        here.actor,
        round_id=answers.round_id,
        capacity=answers.capacity,
        timers=here.house.timers,
        now=here.now,
    )
    return show(here, answers.round_id, screens.capacity_changed(answers.capacity, len(offered)))


def _may_change(answers: CapacityDraft, here: Here) -> None:
    round_ = reading.round_of(here.session, answers.round_id)
    ROUND.require(here.session, here.actor, CHANGE_CAPACITY, round_)


capacity = routes.dialogue(
    Dialogue(
        "roundcapacity",
        CapacityDraft,
        Ask("capacity", lambda answers, _here: screens.which_capacity(answers), whole(1, places.CAPACITY_MAX)),
        what=screens.WHAT_CAPACITY,
        then=changed,
        ended=home.show,
        holds=_may_change,
    )
)


@routes.notice(CapacityChanged)
def capacity_changed(notice: CapacityChanged, here: Here) -> Screen | None:
    """Another coordinator changed it."""
    round_ = occasions.capacity_changed(here.session, here.actor, notice)
    if round_ is None:
        return None
    return told.capacity_changed(round_.id, reading.names_of(here.session, round_.id), round_.capacity)


@routes.awaits("programme_boards")
def awaits(here: Here) -> Sequence[tuple[Words, Button]]:
    """What there is to score, to decide and to send."""
    return [screens.waits(one) for one in waiting.boards(here.session, here.actor, now=here.now)]
