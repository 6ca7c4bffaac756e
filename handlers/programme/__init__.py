"""The training programme: its corners, joined here. The marketplace never imports it."""

from frame.routing import Routes
from handlers.programme import (
    applying,
    days,
    notices,
    participants,
    places,
    publishing,
    replacing,
    results,
    rooms,
    rounds,
    selecting,
    sparring,
    staff,
    work,
    writing,
)
from handlers.programme.workbooks import ROUTES as WORKBOOKS
from screens.programme import refusals, running

ROUTES = Routes().join(
    rounds.routes,
    places.routes,
    applying.routes,
    participants.routes,
    staff.routes,
    writing.routes,
    publishing.routes,
    notices.routes,
    days.routes,
    work.routes,
    sparring.routes,
    rooms.routes,
    replacing.routes,
    selecting.routes,
    results.routes,
    WORKBOOKS,
)
"""In the order of the command menu."""

with_rooms = rooms.with_rooms

__all__ = ["ROUTES", "refusals", "running", "with_rooms"]  # the refusals' sentences are known once they are imported
