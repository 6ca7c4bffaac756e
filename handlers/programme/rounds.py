"""The programme for everybody: what is open, mine and next; the page of a round."""

from domain.programme import overview, reading
from domain.refusals import Noun
from frame.here import Here
from frame.routing import Routes
from frame.screen import Button, Screen
from frame.texts import Words
from screens.programme import calls
from screens.programme import rounds as screens
from screens.programme.ways import OpenRound, SeeProgramme

routes = Routes()


@routes.command("programme", menu=calls.MENU, fi="ohjelma", sv="program")
def programme(_typed: str, here: Here) -> Screen:
    """What is open, mine, and next."""
    return calls.programme(overview.programme(here.session, here.actor, now=here.now))


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
    return screens.page(reading.round_page(here.session, here.actor, round_id=round_id, now=here.now), before)


routes.presents_as(Noun.ROUND, show)


@routes.awaits("programme")
def awaits(here: Here) -> list[tuple[Words, Button]]:
    """Calls that are open to me, what I have begun, what I am asked."""
    session, actor, now = here.session, here.actor, here.now
    return [
        *(calls.invitation(one) for one in overview.invitations(session, actor, now=now)),
        *(calls.draft(one) for one in overview.drafts_to_send(session, actor, now=now)),
        *(calls.to_publish(one) for one in overview.rounds_to_publish(session, actor, now=now)),
        *(calls.call(one) for one in overview.calls_for(session, actor, now=now)),
    ]
