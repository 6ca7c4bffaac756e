"""Finding tasks, and looking after one's own."""

from dataclasses import replace

from domain import applications, assignments, attachments, named, tasks
from domain.views import AssignmentView
from frame.here import Here
from frame.routing import Routes
from frame.screen import Screen
from frame.texts import Words, _
from models.assignment import GONE
from models.task import Audience
from screens import attachments as attachment_screens
from screens import named as named_screens
from screens import tasks as screens
from screens.attachments import SendAttachments
from screens.tasks import MoreOfTask
from screens.ways import MyHelp, MyTasks, OpenTask

routes = Routes()


# Lists


@routes.command("mytasks", menu=_("See my tasks"), fi="omattehtavat", sv="minauppdrag")
def my_tasks(_typed: str, here: Here) -> Screen:
    """What I asked for."""
    return mine(MyTasks(), here)


@routes.tap(MyTasks)
def mine(tap: MyTasks, here: Here) -> Screen:
    """A few of them at a time: going on, or ended."""
    return screens.mine(tasks.mine(here.session, here.actor, before=tap.before, ended=tap.ended), tap)


@routes.tap(MyHelp)
def my_help(_tap: MyHelp, here: Here) -> Screen:
    """What I do for others."""
    doing = assignments.doing(here.session, here.actor)
    return screens.my_help(doing, applications.mine(here.session, here.actor))


# One task


@routes.tap(OpenTask)
def open_task(tap: OpenTask, here: Here) -> Screen:
    """The page of a task."""
    return show(here, tap.task_id)


def show(here: Here, task_id: int, note: Words | None = None) -> Screen:
    """The page of a task, as the person may see it now, with a `note` above it. Raises NotThere."""
    task = tasks.get_for(here.session, here.actor, task_id)
    doers = doers_of(here, task_id) if task.mine else []
    may = tasks.permitted(here.session, here.actor, task)
    asked = None
    if task.mine and task.audience is Audience.NAMED:
        asked = named_screens.names(named.of_task(here.session, here.actor, task_id=task_id))
    return screens.page(task, may, doers, note, link(here, task_id), asked)


@routes.tap(SendAttachments)
def send_attachments(tap: SendAttachments, here: Here) -> Screen:
    """Its files, each in a message of its own."""
    count = attachments.send(here.session, here.actor, task_id=tap.task_id, now=here.now)
    return replace(show(here, tap.task_id), toast=attachment_screens.sent(count))


def link(here: Here, task_id: int) -> str:
    """What opens a task from anywhere; `/start` takes it up."""
    return here.house.link(f"t_{task_id}")


def doers_of(here: Here, task_id: int) -> list[AssignmentView]:
    """Who helps, or has been chosen to."""
    found = assignments.of_task(here.session, here.actor, task_id=task_id)
    return [one for one in found if one.state not in GONE]


@routes.tap(MoreOfTask)
def more(tap: MoreOfTask, here: Here) -> Screen:
    """What is done to it now and then."""
    task = tasks.get_for(here.session, here.actor, tap.task_id)
    may = tasks.permitted(here.session, here.actor, task)
    return screens.more(task, may) if task.mine and screens.more_buttons(task, may) else show(here, task.id)
