"""Leaving a group: by oneself, by handing it over, or by closing it."""

from domain import groups, members
from frame.here import Here
from frame.routing import Routes
from frame.screen import Screen
from handlers import groups as pages
from screens import leaving as screens
from screens.leaving import AskLeave, CloseGroup, HandOver, HeirsPage, LeaveGroup

routes = Routes()


@routes.tap(AskLeave)
def ask_to_leave(tap: AskLeave, here: Here) -> Screen:
    """Before one leaves. The last admin names another right here."""
    if groups.is_last_admin(here.session, here.actor, tap.group_id):
        return heirs(HeirsPage(tap.group_id, 0), here)
    return screens.sure_to_leave(groups.get_for(here.session, here.actor, tap.group_id))


@routes.tap(HeirsPage)
def heirs(tap: HeirsPage, here: Here) -> Screen:
    """Who could run the group."""
    view = groups.administered(here.session, here.actor, tap.group_id)
    found = members.listed(here.session, here.actor, group_id=tap.group_id, page=tap.page)
    return screens.who_goes_on(view, found, here.actor.id)


@routes.tap(HandOver)
def hand_over(tap: HandOver, here: Here) -> Screen:
    """Somebody else runs it, and I am out."""
    view = groups.administered(here.session, here.actor, tap.group_id)
    heir = members.get_for(here.session, here.actor, group_id=tap.group_id, person_id=tap.person_id)
    members.hand_over(here.session, here.actor, group_id=tap.group_id, person_id=tap.person_id, now=here.now)
    return pages.show_mine(here, screens.handed_over(view.name, heir.name))


@routes.tap(LeaveGroup)
def leave(tap: LeaveGroup, here: Here) -> Screen:
    """Out of it."""
    name = groups.get_for(here.session, here.actor, tap.group_id).name
    groups.leave(here.session, here.actor, group_id=tap.group_id, now=here.now)
    return pages.show_mine(here, screens.left(name))


@routes.tap(CloseGroup)
def close(tap: CloseGroup, here: Here) -> Screen:
    """The end of it, when the admin is sure."""
    view = groups.administered(here.session, here.actor, tap.group_id)
    if not tap.sure:
        return screens.sure_to_close(view)
    groups.close(here.session, here.actor, group_id=tap.group_id, now=here.now)
    return pages.show_mine(here, screens.closed(view.name))
