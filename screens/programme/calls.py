"""The programme as one person sees it: what is open, mine and next."""

from domain.programme.views import InvitedView, Phase, PlaceLine, ProgrammeView, RoundLine
from frame.screen import Button, Screen, rows
from frame.texts import Joined, Words, _, lines, paragraphs
from models.programme.application import PlaceState
from models.programme.round import RoundRole
from screens.programme.ways import (
    AnswerInvitation,
    BeginProgramme,
    BeginRound,
    FollowProgramme,
    OpenPlace,
    OpenRound,
)
from screens.ways import HOME, apart

MENU = _("See the training programme")
ROLES: dict[RoundRole, Words] = {
    RoundRole.COORDINATOR: _("coordinator"),
    RoundRole.REVIEWER: _("reviewer"),
    RoundRole.CONSULTANT: _("consultant"),
}


def programme(view: ProgrammeView, *, operator: bool = False, before: Words | None = None) -> Screen:
    """What is open, mine, and next. An operator may begin a programme."""
    mine = {one.round.id for one in view.mine}
    runs = {line.id for line, _roles in view.runs}
    others = [one for one in (*view.open, *view.next) if one.id not in mine | runs]
    return Screen(
        paragraphs(
            before,
            _("<b>Training programme: showing results and impact</b>"),
            bool(view.invited) and lines(_("<b>You are asked to take part</b>"), *map(_invitation, view.invited)),
            lines(_("<b>Open now</b>"), *(_open(one) for one in view.open))
            if view.open
            else _("No call is open right now."),
            bool(view.mine) and lines(_("<b>Mine</b>"), *map(_place, view.mine)),
            bool(view.runs) and lines(_("<b>I run</b>"), *(_run(line, roles) for line, roles in view.runs)),
            bool(view.next) and lines(_("<b>Next</b>"), *(_next(one) for one in view.next)),
        ),
        rows(
            *apart(
                [
                    *(
                        Button(
                            _("Answer: {organisation}", organisation=one.organisation),
                            AnswerInvitation(one.participant_id),
                        )
                        for one in view.invited
                    ),
                    *(
                        Button(
                            _("Open: {organisation}, {name}", organisation=one.organisation, name=one.round.name),
                            OpenPlace(one.id),
                        )
                        for one in view.mine
                    ),
                    *(Button(_("Look at: {name}", name=one.name), OpenRound(one.id)) for one in others),
                    *(Button(_("Run: {name}", name=line.name), OpenRound(line.id)) for line, _roles in view.runs),
                    *(Button(_("Begin a round: {name}", name=name), BeginRound(one)) for one, name in view.programmes),
                ]
            ),
            operator and Button(_("Begin a new programme"), BeginProgramme()),
            Button(_("Stop telling me of new calls"), FollowProgramme(on=False))
            if view.follows
            else Button(_("Tell me of new calls"), FollowProgramme(on=True)),
            HOME,
        ),
    )


def _invitation(one: InvitedView) -> Words:
    return _("• {organisation}, {name}", organisation=one.organisation, name=one.round.name)


def _open(one: RoundLine) -> Words:
    return _("• <b>{name}</b>: apply by {moment}", name=one.name, moment=one.deadline)


def _next(one: RoundLine) -> Words:
    return _("• <b>{name}</b>: opens {moment}", name=one.name, moment=one.opens_at)


def _place(one: PlaceLine) -> Words:
    return _(
        "• {organisation}, <b>{name}</b>: {state}",
        organisation=one.organisation,
        name=one.round.name,
        state=in_short(one),
    )


def in_short(one: PlaceLine) -> Words:
    """How an application stands, in a few words, with the next date."""
    match one.state:
        case PlaceState.DRAFT if one.open and one.round.phase is not Phase.OPEN:
            return _("not sent yet, send it by your code")
        case PlaceState.DRAFT if one.open:
            return _("not sent yet, send it by {moment}", moment=one.round.deadline)
        case PlaceState.DRAFT:
            return _("was not sent")
        case PlaceState.SENT if one.round.phase is Phase.CANCELLED:
            return _("the round was cancelled")
        case PlaceState.SENT:
            return _("sent, decisions come by {day}", day=one.round.decision_on)
        case PlaceState.ACCEPTED:
            return _("a place is offered: confirm it")
        case PlaceState.CONFIRMED:
            return _("takes part")
        case PlaceState.FINISHED:
            return _("took part")
        case PlaceState.RESERVE:
            return _("in reserve")
        case PlaceState.NOT_THIS_TIME:
            return _("no place this time")
        case PlaceState.WITHDRAWN:
            return _("withdrawn")
        case PlaceState.LAPSED:
            return _("the place was not confirmed in time")
        case PlaceState.LEFT:
            return _("the place was given back")


def _run(line: RoundLine, roles: tuple[RoundRole, ...]) -> Words:
    return _(
        "• <b>{name}</b> ({roles}): {phase}",
        name=line.name,
        roles=Joined(tuple(ROLES[role] for role in roles), ", "),
        phase=PHASES[line.phase],
    )


PHASES: dict[Phase, Words] = {
    Phase.DRAFT: _("draft"),
    Phase.NOT_YET: _("not open yet"),
    Phase.OPEN: _("takes applications"),
    Phase.SELECTING: _("choosing"),
    Phase.DECIDED: _("going on"),
    Phase.OVER: _("over"),
    Phase.CANCELLED: _("cancelled"),
}
assert PHASES.keys() == set(Phase)


FOLLOWED = _("You will hear of it when a call opens.")
UNFOLLOWED = _("You will not hear of new calls any more.")


# Lines of the home screen


def call(one: RoundLine) -> tuple[Words, Button]:
    """A call is open to one of my organisations."""
    return (
        _("• The training takes applications until {moment}: <b>{name}</b>", moment=one.deadline, name=one.name),
        Button(_("Look at the call: {name}", name=one.name), OpenRound(one.id)),
    )


def draft(one: PlaceLine) -> tuple[Words, Button]:
    """An application is begun and not sent."""
    return (
        _(
            "• A late application to the training waits to be sent: <b>{organisation}</b>",
            organisation=one.organisation,
        )
        if one.round.phase is not Phase.OPEN
        else _(
            "• An application to the training waits to be sent by {moment}: <b>{organisation}</b>",
            moment=one.round.deadline,
            organisation=one.organisation,
        ),
        Button(_("Go on with the application: {organisation}", organisation=one.organisation), OpenPlace(one.id)),
    )


def invitation(one: InvitedView) -> tuple[Words, Button]:
    """I am asked to take part."""
    return (
        _("• You are asked to take part in the training: <b>{organisation}</b>", organisation=one.organisation),
        Button(_("Answer: {organisation}", organisation=one.organisation), AnswerInvitation(one.participant_id)),
    )


def to_publish(one: RoundLine) -> tuple[Words, Button]:
    """A round of mine is not published."""
    return (
        _("• A round of the training waits to be published: <b>{name}</b>", name=one.name),
        Button(_("Go on with the round: {name}", name=one.name), OpenRound(one.id)),
    )
