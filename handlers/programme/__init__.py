"""The training programme: its corners, joined here. The marketplace never imports it."""

from frame.routing import Routes
from handlers.programme import applying, notices, participants, places, publishing, rounds, staff, writing
from handlers.programme.workbooks import ROUTES as WORKBOOKS
from screens.programme import refusals

ROUTES = Routes().join(
    rounds.routes,
    places.routes,
    applying.routes,
    participants.routes,
    staff.routes,
    writing.routes,
    publishing.routes,
    notices.routes,
    WORKBOOKS,
)
"""In the order of the command menu."""

__all__ = ["ROUTES", "refusals"]  # the refusals' sentences are known once they are imported
