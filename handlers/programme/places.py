"""The page of an organisation's application to a round, or of its place there."""

from domain.programme import places
from domain.refusals import Noun
from frame.here import Here
from frame.routing import Routes
from frame.screen import Screen
from frame.texts import Words
from screens.programme import places as screens
from screens.programme.ways import OpenPlace

routes = Routes()


@routes.tap(OpenPlace)
def open_place(tap: OpenPlace, here: Here) -> Screen:
    """One application or place."""
    return show(here, tap.application_id)


def show(here: Here, application_id: int, before: Words | None = None) -> Screen:
    """The page of an application, with something said before it."""
    return screens.page(
        places.place_page(here.session, here.actor, application_id=application_id, now=here.now), before
    )


routes.presents_as(Noun.ROUND_APPLICATION, show)
