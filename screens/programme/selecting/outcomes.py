"""What became of an application: to its people, and every step after that, to them and to the coordinators."""

from collections.abc import Mapping

from domain.lifecycle import Permitted
from domain.programme.lifecycle import CONFIRM_PLACE, GIVE_BACK_PLACE, WITHDRAW_APPLICATION
from domain.programme.selecting.views import OutcomeView, StepView
from frame.screen import Button, Screen, rows
from frame.texts import Words, _, lines, n_, paragraphs
from models.programme.application import Decision, PlaceState
from screens.programme.naming import named
from screens.programme.selecting.ways import ConfirmRoundPlace, GiveBackRoundPlace
from screens.programme.ways import OpenPlace, OpenRound, SeeBoard
from screens.ways import HOME


def buttons(application_id: int, state: PlaceState, may: Permitted) -> tuple[Button | bool, ...]:
    """What an organisation may do about its place."""
    return (
        may(CONFIRM_PLACE) and Button(_("Confirm our place"), ConfirmRoundPlace(application_id)),
        may(GIVE_BACK_PLACE) and Button(_("Give our place back"), GiveBackRoundPlace(application_id, sure=False)),
        may(WITHDRAW_APPLICATION)
        and state is PlaceState.ACCEPTED
        and Button(_("Say no to the place"), GiveBackRoundPlace(application_id, sure=False)),
        may(WITHDRAW_APPLICATION)
        and state is PlaceState.RESERVE
        and Button(_("Leave the reserve"), GiveBackRoundPlace(application_id, sure=False)),
    )


def decided(view: OutcomeView) -> Words:
    """The decision, as its people read it. Of a place the first words are that an answer is needed."""
    match view.decision:
        case Decision.ACCEPT:
            said = [
                view.confirm_by is not None
                and _("<b>Answer needed: confirm your place by {moment}.</b>", moment=view.confirm_by),
                lines(
                    _("Your organisation has been given a place: {round}", round=named(view.names)),
                    _("Organisation: {name}", name=view.organisation),
                ),
                _("One tap by anybody of you is enough. Without an answer the place goes to the next in reserve."),
            ]
        case Decision.RESERVE:
            said = [
                _("Your organisation is in reserve, as number {number}.", number=view.rank or 1),
                lines(
                    _("Round: {round}", round=named(view.names)),
                    _("Organisation: {name}", name=view.organisation),
                ),
                _(
                    "When a place comes free, it is offered to the reserves in this order. You need not do anything "
                    "now. If you stay in reserve, you have priority in the next round."
                ),
            ]
        case _:
            said = [
                _("There was no place for your organisation this time."),
                lines(
                    _("Round: {round}", round=named(view.names)),
                    _("Organisation: {name}", name=view.organisation),
                ),
                _("Thank you for applying. In the next round your organisation has priority."),
            ]
    return paragraphs(*said, bool(view.reason) and _("The coordinators say: <i>{text}</i>", text=view.reason))


def decision_made(view: OutcomeView, may: Permitted) -> Screen:
    """To its people, all in the same minute."""
    return Screen(decided(view), rows(*buttons(view.application_id, view.state, may), *_ways(view)))


def place_came_free(view: OutcomeView, may: Permitted) -> Screen:
    """To a reserve's people."""
    return Screen(
        paragraphs(
            view.confirm_by is not None
            and _("<b>Answer needed: a place came free for you. Confirm it by {moment}.</b>", moment=view.confirm_by),
            lines(
                _("Round: {round}", round=named(view.names)),
                _("Organisation: {name}", name=view.organisation),
            ),
            _("You were in reserve, and you are next. One tap by anybody of you is enough."),
            _("Without an answer the place goes to the next in reserve."),
        ),
        rows(*buttons(view.application_id, view.state, may), *_ways(view)),
    )


def answer_awaited(view: OutcomeView, may: Permitted) -> Screen:
    """A reminder to the same people."""
    return Screen(
        paragraphs(
            view.confirm_by is not None
            and _(
                "<b>Answer needed: your place is not confirmed yet. It waits until {moment}.</b>",
                moment=view.confirm_by,
            ),
            lines(
                _("Round: {round}", round=named(view.names)),
                _("Organisation: {name}", name=view.organisation),
            ),
            _("Without an answer the place goes to the next in reserve."),
        ),
        rows(*buttons(view.application_id, view.state, may), *_ways(view)),
    )


def _ways(view: OutcomeView) -> tuple[Button, ...]:
    return (Button(_("Open our application"), OpenPlace(view.application_id)),)


LOOK = _("Look at the place")


def waits(view: OutcomeView) -> Words:
    """On the home screen."""
    return _("A place waits for your organisation's answer: {round}", round=named(view.names))


CONFIRMED = _("Confirmed. Welcome! The coordinators are told.")


def confirmed(view: OutcomeView) -> Screen:
    """To who confirmed it."""
    return Screen(
        paragraphs(
            CONFIRMED,
            lines(
                _("Round: {round}", round=named(view.names)),
                _("Organisation: {name}", name=view.organisation),
            ),
        ),
        rows(*_ways(view), Button(_("Open the round"), OpenRound(view.round_id)), HOME),
    )


def surely_give_back(view: OutcomeView) -> Screen:
    """Asked once."""
    what: Words = {
        PlaceState.CONFIRMED: _("Give your place back?"),
        PlaceState.ACCEPTED: _("Say no to the place?"),
    }.get(view.state, _("Leave the reserve?"))
    return Screen(
        paragraphs(
            what,
            lines(
                _("Round: {round}", round=named(view.names)),
                _("Organisation: {name}", name=view.organisation),
            ),
            view.state is not PlaceState.RESERVE
            and _("The place is offered to the next in reserve at once. It cannot be taken back."),
            view.state is PlaceState.RESERVE and _("After this no place is offered to you in this round."),
        ),
        rows(
            Button(_("Yes, we do not come"), GiveBackRoundPlace(view.application_id, sure=True)),
            Button(_("No, keep it"), OpenPlace(view.application_id)),
        ),
    )


def given_back(view: OutcomeView) -> Screen:
    """To who did it."""
    return Screen(
        paragraphs(
            _("Done. The coordinators are told. Thank you for saying so in time."),
            _("Round: {round}", round=named(view.names)),
        ),
        rows(*_ways(view), HOME),
    )


def standing(view: OutcomeView, may: Permitted) -> Screen:
    """How a place is now, where a button came too late."""
    return Screen(
        paragraphs(
            lines(
                _("Round: {round}", round=named(view.names)),
                _("Organisation: {name}", name=view.organisation),
            ),
            STATES.get(view.state, STATES[PlaceState.SENT]),
            view.state is PlaceState.ACCEPTED
            and view.confirm_by is not None
            and _("Confirm it by: {moment}", moment=view.confirm_by),
            view.state is PlaceState.RESERVE
            and view.rank is not None
            and _("Number in reserve: {number}", number=view.rank),
        ),
        rows(*buttons(view.application_id, view.state, may), *_ways(view), HOME),
    )


STATES: Mapping[PlaceState, Words] = {
    PlaceState.DRAFT: _("The application is a draft."),
    PlaceState.SENT: _("The application is sent, and waits for the decision."),
    PlaceState.ACCEPTED: _("A place is offered, and waits for an answer."),
    PlaceState.CONFIRMED: _("The place is confirmed."),
    PlaceState.FINISHED: _("The round is finished."),
    PlaceState.RESERVE: _("In reserve."),
    PlaceState.NOT_THIS_TIME: _("No place this time: priority in the next round."),
    PlaceState.WITHDRAWN: _("Withdrawn."),
    PlaceState.LAPSED: _("The offered place was not confirmed in time."),
    PlaceState.LEFT: _("The place was given back."),
}
"""Where an application is."""


# Every step, to the coordinators and to the others of the organisation


def place_confirmed(view: StepView) -> Screen:
    """They come."""
    return Screen(
        lines(
            _("The place is confirmed: <b>{name}</b>", name=view.organisation),
            _("Round: {round}", round=named(view.names)),
        ),
        rows(*_step_ways(view)),
    )


def place_given_back(view: StepView) -> Screen:
    """They do not come."""
    return Screen(
        paragraphs(
            lines(
                _("Does not take part after all: <b>{name}</b>", name=view.organisation),
                _("Round: {round}", round=named(view.names)),
            ),
            view.coordinates and _what_next(view),
        ),
        rows(*_step_ways(view)),
    )


def place_lapsed(view: StepView) -> Screen:
    """No answer came."""
    if not view.coordinates:
        return Screen(
            paragraphs(
                _("The place that was offered to you is no longer kept for you: no answer came in time."),
                lines(
                    _("Round: {round}", round=named(view.names)),
                    _("Organisation: {name}", name=view.organisation),
                ),
                _("If this was not meant, please tell the coordinators."),
            ),
            rows(*_step_ways(view)),
        )
    return Screen(
        paragraphs(
            lines(
                _("The place was not confirmed in time: <b>{name}</b>", name=view.organisation),
                _("Round: {round}", round=named(view.names)),
            ),
            _what_next(view),
        ),
        rows(*_step_ways(view)),
    )


def reserve_asked(view: StepView) -> Screen:
    """A free place is offered."""
    return Screen(
        lines(
            _("A free place is offered to the next in reserve: <b>{name}</b>", name=view.organisation),
            _("Round: {round}", round=named(view.names)),
        ),
        rows(*_step_ways(view)),
    )


def capacity_changed(round_id: int, names: Mapping[str, str], capacity: int) -> Screen:
    """Another coordinator changed it."""
    return Screen(
        lines(
            n_("The round now has {count} place.", "The round now has {count} places.", capacity),
            _("Round: {round}", round=named(names)),
        ),
        rows(Button(_("See the applications"), SeeBoard(round_id))),
    )


def _what_next(view: StepView) -> Words:
    if view.next_organisation is not None:
        return _("The place is offered to the next in reserve: {name}", name=view.next_organisation)
    return _("No reserve is asked now. See the board for what is free.")


def _step_ways(view: StepView) -> tuple[Button, ...]:
    if view.coordinates:
        return (Button(_("See the applications"), SeeBoard(view.round_id)),)
    return (Button(_("Open our application"), OpenPlace(view.application_id)),)
