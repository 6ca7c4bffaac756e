"""Who sees a task, and why somebody does not."""

from dataclasses import dataclass

from domain import reach
from domain.refusals import NotThere
from frame.dialogue import Dialogue
from frame.here import Here
from frame.routing import Routes
from frame.screen import Screen
from frame.steps import Ask
from frame.texts import _
from handlers import home
from screens import reach as screens
from screens import refusals
from screens.reach import AskWhy, WhoSees, WhyNot

routes = Routes()


@routes.tap(WhoSees)
def who_sees(tap: WhoSees, here: Here) -> Screen:
    """To its requester: how many, and why."""
    return screens.reach(reach.of_task(here.session, here.actor, tap.task_id))


@dataclass
class WhichTask:
    """The task that somebody misses."""

    task_id: int = 0


def why_not(task_id: int, here: Here) -> Screen:
    """The one reason, where it may be told."""
    try:
        return screens.why(reach.why_not(here.session, here.actor, task_id))
    except NotThere:
        return screens.no_such_task()


ask_why = routes.dialogue(
    Dialogue(
        "whynot",
        WhichTask,
        Ask("task_id", screens.which_task(), screens.task_number),
        what=_("Asking why a task is not seen"),
        then=lambda answers, here: why_not(answers.task_id, here),
        ended=home.show,
    )
)


@routes.tap(AskWhy)
def which(_tap: AskWhy, here: Here) -> Screen:
    """Asks which task."""
    return ask_why.open(here)


@routes.tap(WhyNot)
def this_one(tap: WhyNot, here: Here) -> Screen:
    """Of a link that led nowhere."""
    return why_not(tap.task_id, here)


def nowhere(task_id: int, here: Here) -> Screen:
    """A task's link that opens nothing: the same whether it never was or is hidden."""
    return screens.link_leads_nowhere(task_id, refusals.sentence(NotThere()))
