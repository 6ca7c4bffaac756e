"""What people do: a module for each corner of the product, joined here."""

from frame.routing import Routes
from handlers import (
    admissions,
    applications,
    assignments,
    changing,
    colleagues,
    conversations,
    feedback,
    groups,
    help,
    home,
    joincodes,
    joining,
    languages,
    manners,
    members,
    messages,
    named,
    newtask,
    notices,
    organisations,
    peace,
    privacy,
    profile,
    start,
    tasks,
    umbrellas,
)

MANNERS = manners.MANNERS
ROUTES = Routes().join(
    home.routes,
    newtask.routes,
    tasks.routes,
    changing.routes,
    named.routes,
    applications.routes,
    assignments.routes,
    conversations.routes,
    messages.routes,
    feedback.routes,
    groups.routes,
    joining.routes,
    joincodes.routes,
    members.routes,
    profile.routes,
    organisations.routes,
    colleagues.routes,
    umbrellas.routes,
    admissions.routes,
    languages.routes,
    privacy.routes,
    peace.routes,
    help.routes,
    start.routes,
    manners.routes,
    notices.routes,
)
"""In the order of the command menu."""

__all__ = ["MANNERS", "ROUTES"]
