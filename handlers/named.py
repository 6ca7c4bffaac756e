"""People asked by name: links for one person."""

from domain import named, tasks
from frame.here import Here
from frame.routing import Routes
from frame.screen import Screen
from handlers import tasks as task_pages
from screens import named as screens
from screens.named import TakeNamedLink
from screens.ways import MakeNamedLink

routes = Routes()


@routes.tap(MakeNamedLink)
def make_link(tap: MakeNamedLink, here: Here) -> Screen:
    """A link that lets one person see my task."""
    token = named.make_link(
        here.session, here.actor, task_id=tap.task_id, secret_key=here.house.secret_key, now=here.now
    )
    task = tasks.get_for(here.session, here.actor, tap.task_id)
    return screens.link_made(task, here.house.link(f"n_{token}"), named.LINK_LASTS.days)


def ask(token: str, here: Here) -> Screen:
    """What a link asks one for, before anything is done."""
    view = named.find_by_link(here.session, here.actor, token=token, secret_key=here.house.secret_key, now=here.now)
    return task_pages.show(here, view.task_id) if view.sees else screens.asked(view, token)


@routes.tap(TakeNamedLink)
def take_link(tap: TakeNamedLink, here: Here) -> Screen:
    """Named; the task is shown."""
    task_id = named.take_link(here.session, here.actor, token=tap.token, secret_key=here.house.secret_key, now=here.now)
    return task_pages.show(here, task_id, screens.NAMED_NOW)
