"""Who runs a round, and the links that name somebody once."""

from domain.programme import calling, links
from frame.here import Here
from frame.routing import Routes
from frame.screen import Screen
from frame.texts import Words
from handlers.programme import rounds
from screens.programme import people
from screens.programme import staff as screens
from screens.programme.staff import EndRole
from screens.programme.ways import MakeProgrammeLink, SeeStaff

routes = Routes()


@routes.tap(SeeStaff)
def see(tap: SeeStaff, here: Here) -> Screen:
    """Role by role."""
    return show(here, tap.round_id)


def show(here: Here, round_id: int, before: Words | None = None) -> Screen:
    """Who runs it, with something said before it."""
    found = calling.staff(here.session, here.actor, round_id=round_id)
    return screens.staff(round_id, found, here.actor.id, before)


@routes.tap(MakeProgrammeLink)
def make_link(tap: MakeProgrammeLink, here: Here) -> Screen:
    """A link for one person, shown this once."""
    token = links.make(
        here.session,
        here.actor,
        round_id=tap.round_id,
        kind=tap.kind,
        secret_key=here.house.secret_key,
        now=here.now,
    )
    return screens.link_made(tap.round_id, tap.kind, here.house.link(f"p_{token}"), links.LAST.days)


@routes.tap(EndRole)
def end_role(tap: EndRole, here: Here) -> Screen:
    """Not any more."""
    calling.leave(here.session, here.actor, round_id=tap.round_id, person_id=tap.person_id, role=tap.role, now=here.now)
    if tap.person_id == here.actor.id:
        return rounds.programme("", here)
    return show(here, tap.round_id, people.OUT)
