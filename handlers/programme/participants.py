"""Who takes part: chosen and asked, by name or by a link; and the links of the programme."""

from domain import organisations
from domain.programme import applying, calling, links, overview, places, reading
from domain.programme import participants as verbs
from domain.programme.lifecycle import INVITE_PARTICIPANT
from domain.programme.views import PlacePage
from frame.dialogue import Dialogue
from frame.here import Here
from frame.readers import person_name
from frame.routing import Routes
from frame.screen import Screen
from frame.steps import Ask
from frame.texts import Words
from handlers.programme import places as place_pages
from handlers.programme import rounds
from models.programme.round import LinkKind
from screens.programme import people as screens
from screens.programme.applying import SeeParticipants
from screens.programme.people import (
    ApplyLate,
    AskColleague,
    InviteByLink,
    InviteDraft,
    LinkAgain,
    SayIDoNot,
    SayITakePart,
    TakeOut,
    TakePart,
    TakeProgrammeLink,
)
from screens.programme.ways import AnswerInvitation

routes = Routes()


def show(here: Here, view: PlacePage, page: int = 0, before: Words | None = None) -> Screen:
    """Who takes part, and who may be asked."""
    if not view.may(INVITE_PARTICIPANT) or not view.open:
        return place_pages.show(here, view.id, before)
    return screens.participants(
        view, verbs.may_be_asked(here.session, here.actor, application_id=view.id), page, before
    )


def _again(here: Here, application_id: int, before: Words) -> Screen:
    view = places.place_page(here.session, here.actor, application_id=application_id, now=here.now)
    return show(here, view, before=before)


@routes.tap(SeeParticipants)
def see(tap: SeeParticipants, here: Here) -> Screen:
    """Who takes part?"""
    view = places.place_page(here.session, here.actor, application_id=tap.application_id, now=here.now)
    return show(here, view, tap.page)


@routes.tap(TakePart)
def take_part(tap: TakePart, here: Here) -> Screen:
    """I do."""
    verbs.take_part_oneself(here.session, here.actor, application_id=tap.application_id, now=here.now)
    return _again(here, tap.application_id, screens.IN)


@routes.tap(AskColleague)
def ask(tap: AskColleague, here: Here) -> Screen:
    """Will you?"""
    verbs.ask_colleague(
        here.session, here.actor, application_id=tap.application_id, person_id=tap.person_id, now=here.now
    )
    return _again(here, tap.application_id, screens.ASKED)


@routes.tap(TakeOut)
def take_out(tap: TakeOut, here: Here) -> Screen:
    """Not after all."""
    application = verbs.take_out(here.session, here.actor, participant_id=tap.participant_id, now=here.now)
    return _again(here, application.id, screens.OUT)


@routes.tap(InviteByLink)
def invite(tap: InviteByLink, here: Here) -> Screen:
    """Somebody who is not here yet: what is their name?"""
    _may_invite(InviteDraft(tap.application_id), here)
    return inviting.open(here, InviteDraft(tap.application_id), str(tap.application_id))


def invited(answers: InviteDraft, here: Here) -> Screen:
    """The link, this once."""
    _invitee, token = verbs.invite(
        here.session,
        here.actor,
        application_id=answers.application_id,
        name=answers.name,
        secret_key=here.house.secret_key,
        now=here.now,
    )
    return _link(answers.name, token, answers.application_id, here)


@routes.tap(LinkAgain)
def link_again(tap: LinkAgain, here: Here) -> Screen:
    """Another link for the same person."""
    invitee, token = verbs.link_again(
        here.session, here.actor, participant_id=tap.participant_id, secret_key=here.house.secret_key, now=here.now
    )
    return _link(invitee.name, token, invitee.application_id, here)


def _link(name: str, token: str, application_id: int, here: Here) -> Screen:
    return screens.link_made(name, here.house.link(f"p_{token}"), links.LAST.days, application_id)


def _may_invite(answers: InviteDraft, here: Here) -> None:
    verbs.may_invite(here.session, here.actor, application_id=answers.application_id, now=here.now)


inviting = routes.dialogue(
    Dialogue(
        "roundinvite",
        InviteDraft,
        Ask("name", screens.WHICH_NAME, person_name(verbs.NAME_MAX)),
        what=screens.WHAT_INVITING,
        then=invited,
        ended=lambda here: rounds.programme("", here),
        resumes=True,
        holds=_may_invite,
    )
)


# Who is asked


@routes.tap(AnswerInvitation)
def answer(tap: AnswerInvitation, here: Here) -> Screen:
    """What am I asked for?"""
    waiting = {one.participant_id: one for one in overview.invitations(here.session, here.actor, now=here.now)}
    there = waiting.get(tap.participant_id)
    return screens.invited(there) if there is not None else rounds.programme("", here)


@routes.tap(SayITakePart)
def say_yes(tap: SayITakePart, here: Here) -> Screen:
    """I take part."""
    application = verbs.confirm(here.session, here.actor, participant_id=tap.participant_id, now=here.now)
    return place_pages.show(here, application.id, screens.IN_NOW)


@routes.tap(SayIDoNot)
def say_no(tap: SayIDoNot, here: Here) -> Screen:
    """I do not."""
    verbs.decline(here.session, here.actor, participant_id=tap.participant_id, now=here.now)
    return screens.declined()


# Links


def _invites(token: str, here: Here) -> Words:
    return screens.link_invites(
        links.look(here.session, here.actor, token=token, secret_key=here.house.secret_key, now=here.now)
    )


@routes.link("p_([0-9A-Za-z_-]{22})", invites=_invites)
def opened(token: str, here: Here) -> Screen:
    """What a link asks one for, before anything is done."""
    view = links.look(here.session, here.actor, token=token, secret_key=here.house.secret_key, now=here.now)
    if view.mine and view.kind is not LinkKind.LATE:
        return taken(token, here)
    own = organisations.mine(here.session, here.actor) if view.kind is LinkKind.LATE else ()
    accepted = reading.own_organisations(here.session, here.actor) if own else []
    return screens.link_asks(view, token, [one for one in own if one.id in accepted])


@routes.tap(TakeProgrammeLink)
def take_link(tap: TakeProgrammeLink, here: Here) -> Screen:
    """Yes."""
    return taken(tap.token, here)


def taken(token: str, here: Here) -> Screen:
    """A link that was taken up, now or before."""
    key = here.house.secret_key
    view = links.look(here.session, here.actor, token=token, secret_key=key, now=here.now)
    match view.kind:
        case LinkKind.PARTICIPANT:
            application = verbs.confirm_by_link(here.session, here.actor, token=token, secret_key=key, now=here.now)
            return place_pages.show(here, application.id, screens.IN_NOW)
        case LinkKind.LATE:
            return opened(token, here)
        case _:
            round_id, _role = calling.join(here.session, here.actor, token=token, secret_key=key, now=here.now)
            return rounds.show(here, round_id, screens.WELCOME[view.kind])


@routes.tap(ApplyLate)
def apply_late(tap: ApplyLate, here: Here) -> Screen:
    """The code is used for that organisation."""
    from handlers.programme import applying as pages  # which asks who takes part

    application = applying.begin_late(
        here.session,
        here.actor,
        token=tap.token,
        organisation_id=tap.organisation_id,
        secret_key=here.house.secret_key,
        now=here.now,
    )
    return pages.go_on(here, application.id)
