"""The programme for everybody: what is open, mine and next; the page of a round."""

from domain.programme import announcing, overview, reading
from domain.programme.views import Phase
from domain.refusals import NotThere, Noun
from frame.here import Here
from frame.routing import Routes
from frame.screen import Button, Screen
from frame.texts import Words
from screens.programme import calls
from screens.programme import rounds as screens
from screens.programme.ways import FollowProgramme, OpenRound, SeeProgramme

routes = Routes()


@routes.command("programme", menu=calls.MENU, fi="ohjelma", sv="program")
def programme(_typed: str, here: Here) -> Screen:
    """What is open, mine, and next."""
    return everything(here)


def everything(here: Here, before: Words | None = None) -> Screen:
    """The same, with something said before it."""
    view = overview.programme(here.session, here.actor, now=here.now)
    return calls.programme(view, operator=here.actor.telegram_id in here.house.operators, before=before)


@routes.tap(FollowProgramme)
def follow(tap: FollowProgramme, here: Here) -> Screen:
    """Hear of new calls, or no more."""
    if tap.on:
        announcing.follow(here.session, here.actor, now=here.now)
        return everything(here, calls.FOLLOWED)
    announcing.unfollow(here.session, here.actor)
    return everything(here, calls.UNFOLLOWED)


@routes.tap(SeeProgramme)
def see_programme(_tap: SeeProgramme, here: Here) -> Screen:
    """The same by a button."""
    return programme("", here)


@routes.tap(OpenRound)
def open_round(tap: OpenRound, here: Here) -> Screen:
    """One round."""
    return show(here, tap.round_id)


def show(here: Here, round_id: int, before: Words | None = None) -> Screen:
    """The page of a round, with something said before it."""
    view = reading.round_page(here.session, here.actor, round_id=round_id, now=here.now)
    shares = bool(view.roles) and view.line.phase in (Phase.NOT_YET, Phase.OPEN)
    return screens.page(view, before, here.house.link(f"r_{round_id}") if shares else None)


def _invites(number: str, here: Here) -> Words:
    name = reading.name_of(here.session, int(number), here.actor.language)
    if name is None:
        raise NotThere
    return screens.link_invites(name)


@routes.link("r_([0-9]{1,9})", invites=_invites)
def opened(number: str, here: Here) -> Screen:
    """A link to a round that somebody shared."""
    return show(here, int(number))


routes.presents_as(Noun.ROUND, show)


@routes.awaits("programme")
def awaits(here: Here) -> list[tuple[Words, Button]]:
    """Calls that are open to me, what I have begun, what I am asked."""
    session, actor, now = here.session, here.actor, here.now
    if not overview.goes_on(session):
        return []
    return [
        *(calls.invitation(one) for one in overview.invitations(session, actor, now=now)),
        *(calls.draft(one) for one in overview.drafts_to_send(session, actor, now=now)),
        *(calls.to_publish(one) for one in overview.rounds_to_publish(session, actor, now=now)),
        *(calls.call(one) for one in overview.calls_for(session, actor, now=now)),
    ]
