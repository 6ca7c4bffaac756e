"""What is kept of people, and why."""

from frame.here import Here
from frame.routing import Routes
from frame.screen import Screen
from frame.texts import _
from handlers import home
from screens import privacy as screens

routes = Routes()


@routes.command("privacy", menu=_("Read what is kept of you"), open=True, aside=True, fi="tietosuoja", sv="integritet")
def privacy(_typed: str, here: Here) -> Screen:
    """The whole notice."""
    house = here.house
    registered = here.actor.registered_at is not None
    return screens.notice(house.service, house.controller, house.contact, home.way_on(here), blocks=registered)
