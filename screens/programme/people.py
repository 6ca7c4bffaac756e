"""Who takes part: asked by name or by a link; and what a link of the programme asks one for."""

from collections.abc import Sequence

from domain.dataclasses import dataclass
from domain.programme.links import LinkView
from domain.programme.views import InvitedView, PlacePage
from domain.views import NamedView, OrganisationView
from frame.screen import Button, Screen, Tap, rows
from frame.texts import Words, _, lines, n_, paragraphs
from models.programme.round import LinkKind
from screens.organisations import FindOrganisation
from screens.programme.applying import SeeParticipants
from screens.programme.rounds import contact_days
from screens.programme.ways import PROGRAMME, OpenPlace, OpenRound
from screens.ways import HOME, apart

WHAT_INVITING = _("Inviting somebody to take part")
WHICH_NAME = _("What is the name of the person you invite? You get a link to send to them.")
SHOWN = 6  # colleagues on one screen


@dataclass(frozen=True)
class TakePart(Tap, code="pme"):
    """I take part myself."""

    application_id: int


@dataclass(frozen=True)
class AskColleague(Tap, code="pask"):
    """Ask somebody of the organisation."""

    application_id: int
    person_id: int


@dataclass(frozen=True)
class InviteByLink(Tap, code="plinkn"):
    """A link for somebody who is not here yet."""

    application_id: int


@dataclass(frozen=True)
class LinkAgain(Tap, code="plinka"):
    """Another link for somebody who has not come."""

    participant_id: int


@dataclass(frozen=True)
class TakeOut(Tap, code="pout"):
    """Somebody does not take part after all."""

    participant_id: int


@dataclass(frozen=True)
class SayITakePart(Tap, code="pyes"):
    """I take part, as I was asked."""

    participant_id: int


@dataclass(frozen=True)
class SayIDoNot(Tap, code="pno"):
    """I do not."""

    participant_id: int


@dataclass(frozen=True)
class TakeProgrammeLink(Tap, code="ptake"):
    """What the link asks for, I do."""

    token: str


@dataclass(frozen=True)
class ApplyLate(Tap, code="plate"):
    """Use the code for one of my organisations."""

    token: str
    organisation_id: int


@dataclass(frozen=True)
class InviteDraft:
    """Who is invited."""

    application_id: int = 0
    name: str = ""


def participants(
    view: PlacePage, colleagues: Sequence[NamedView], page: int = 0, before: Words | None = None
) -> Screen:
    """Who takes part, and who may be asked."""
    full = len(view.participants) >= view.participants_max
    me = [one for one in colleagues if one.person_id == view.me]
    others = [one for one in colleagues if one.person_id != view.me]
    page = page if 0 <= page * SHOWN < len(others) else 0
    shown, more = others[page * SHOWN : (page + 1) * SHOWN], len(others) - (page + 1) * SHOWN
    return Screen(
        paragraphs(
            before,
            n_(
                "<b>Who takes part?</b>\nFrom each organisation {count} person. They say yes themselves.",
                "<b>Who takes part?</b>\nFrom each organisation 1 to {count} people. Each says yes themselves.",
                view.participants_max,
            ),
            lines(
                *(
                    _("• {name}: takes part", name=one.name)
                    if one.confirmed
                    else _("• {name}: has not answered yet", name=one.name)
                    for one in view.participants
                )
            )
            if view.participants
            else _("Nobody yet."),
            full and _("No more people fit. Take somebody out first, if somebody else is to come."),
        ),
        rows(
            not full and bool(me) and Button(_("Take part myself"), TakePart(view.id)),
            *apart(
                Button(_("Ask: {name}", name=one.name), AskColleague(view.id, one.person_id))
                for one in ([] if full else shown)
            ),
            not full and more > 0 and Button(_("Show more ({count})", count=more), SeeParticipants(view.id, page + 1)),
            not full and Button(_("Invite somebody by a link"), InviteByLink(view.id)),
            *apart(
                Button(_("Make a new link: {name}", name=one.name), LinkAgain(one.id))
                for one in view.participants
                if one.person_id is None
            ),
            *apart(Button(_("Take out: {name}", name=one.name), TakeOut(one.id)) for one in view.participants),
            Button(_("Go back to the application"), OpenPlace(view.id)),
        ),
    )


def link_made(name: str, link: str, days: int, application_id: int) -> Screen:
    """A link for one participant, shown this once."""
    return Screen(
        paragraphs(
            _("A link for {name}: {link}", name=name, link=link),
            n_(
                "Send it to them yourself. It works once, for {count} day, and is shown only now. They see what they "
                "are asked for, and say yes or no.",
                "Send it to them yourself. It works once, for {count} days, and is shown only now. They see what they "
                "are asked for, and say yes or no.",
                days,
            ),
        ),
        rows(Button(_("Go on with who takes part"), SeeParticipants(application_id)), HOME),
    )


# To who is asked


def invited(view: InvitedView) -> Screen:
    """To a colleague: will you take part?"""
    return Screen(
        _asked(view),
        rows(
            Button(_("Take part"), SayITakePart(view.participant_id)),
            Button(_("Decline"), SayIDoNot(view.participant_id)),
            Button(_("Look at the round"), OpenRound(view.round.id)),
            HOME,
        ),
    )


def _asked(view: InvitedView) -> Words:
    return paragraphs(
        _("<b>Will you take part in the training?</b>"),
        lines(
            _("Organisation: {organisation}", organisation=view.organisation),
            _("Round: {name}", name=view.round.name),
            _("Asked by: {name}", name=view.by),
        ),
        contact_days(view.days),
        _("The same people come to all the days. Say yes only if you can."),
    )


def link_invites(view: LinkView) -> Words:
    """Before the registration: what waits after it."""
    match view.kind:
        case LinkKind.PARTICIPANT if view.invited is not None:
            return _(
                "You are asked to take part in a training: {organisation}. You can answer as soon as you have come in.",
                organisation=view.invited.organisation,
            )
        case LinkKind.LATE:
            return _("You have a code for applying late: {name}. Come in first, please.", name=view.round.name)
        case _:
            return _("You are asked to help run a training: {name}. Come in first, please.", name=view.round.name)


def link_asks(view: LinkView, token: str, own: Sequence[OrganisationView] = ()) -> Screen:
    """What a link asks one for: done by a button, never by opening it."""
    match view.kind:
        case LinkKind.PARTICIPANT if view.invited is not None:
            return Screen(
                paragraphs(
                    _asked(view.invited),
                    _("The link is for one person. If you say yes, nobody else can use it."),
                ),
                rows(Button(_("Take part"), TakeProgrammeLink(token)), HOME),
            )
        case LinkKind.LATE:
            return _late(view, token, own)
        case _:
            return Screen(
                paragraphs(
                    _(
                        "{name} asks you to help run the training: <b>{round}</b>",
                        name=view.by,
                        round=view.round.name,
                    ),
                    DUTIES.get(view.kind),
                    _("The link is for one person. If you say yes, nobody else can use it."),
                ),
                rows(Button(_("Say yes: I will do it"), TakeProgrammeLink(token)), HOME),
            )


DUTIES: dict[LinkKind, Words] = {
    LinkKind.COORDINATOR: _(
        "As a coordinator you write the call, read the applications, decide with the others and see that things run."
    ),
    LinkKind.REVIEWER: _("As a reviewer you read the applications and score them."),
    LinkKind.CONSULTANT: _("As a consultant you lead the contact days and help the organisations between them."),
}
WELCOME: dict[LinkKind, Words] = {
    LinkKind.COORDINATOR: _("Thank you! You are a coordinator of this round now."),
    LinkKind.REVIEWER: _("Thank you! You are a reviewer of this round now."),
    LinkKind.CONSULTANT: _("Thank you! You are the consultant of this round now."),
}


def _late(view: LinkView, token: str, own: Sequence[OrganisationView]) -> Screen:
    return Screen(
        paragraphs(
            _("<b>You can apply although the deadline has gone by</b>\n{name}", name=view.round.name),
            _("The code is for one organisation. For which one do you apply?")
            if own
            else _("Tell first which organisation you act for, then open the link again."),
        ),
        rows(
            *apart(Button(_("Apply for: {name}", name=one.name), ApplyLate(token, one.id)) for one in own[:8]),
            not own and Button(_("Tell which organisation I act for"), FindOrganisation()),
            HOME,
        ),
    )


ASKED = _("Asked. They hear it now, and answer themselves.")
IN = _("You take part.")
IN_NOW = _("Thank you, you take part!")
OUT = _("Taken out.")
DECLINED = _("You do not take part. Who asked you is told.")


def declined() -> Screen:
    """I do not take part."""
    return Screen(DECLINED, rows(PROGRAMME, HOME))
