"""Asking for help."""

from collections.abc import Sequence
from dataclasses import replace

from domain import categories, groups, named, offers, tasks
from frame.dialogue import Dialogue
from frame.here import Here
from frame.routing import Routes
from frame.screen import Screen
from frame.steps import Choose, Confirm, Option
from frame.texts import Translated, Words, _
from handlers import home, organisations, questions
from handlers import tasks as task_pages
from screens import facts
from screens import newtask as screens
from screens.newtask import LABELS, Seers, TaskDraft
from screens.ways import AskForHelp

routes = Routes()


@routes.command("newtask", menu=_("Ask for help"), fi="uusitehtava", sv="nyttuppdrag")
def newtask(_typed: str, here: Here) -> Screen:
    """Begin a task."""
    return begin(TaskDraft(), here)


@routes.tap(AskForHelp)
def ask_for_help(_tap: AskForHelp, here: Here) -> Screen:
    """The same by a button."""
    return newtask("", here)


def begin(begun: TaskDraft, here: Here, subject: str = "", answered: Sequence[str] = ()) -> Screen:
    """Begin a task of which some answers are there already."""
    begun = replace(begun, several_organisations=organisations.several(here))
    return publish_task.open(here, begun, subject, answered)


def publish(answers: TaskDraft, here: Here) -> Screen:
    """The task goes out."""
    if answers.several_organisations:
        organisations.act_as(answers.organisation_id, here)
    new = answers.task()
    task = tasks.publish(here.session, here.actor, new, now=here.now, today=questions.today(here))
    size = tasks.audience_size(
        here.session, here.actor, audience=task.audience, group_id=task.group_id, chosen=new.named
    )
    offering = len(offers.for_task(here.session, here.actor, task_id=task.id, now=here.now))
    return screens.published(task, size, task_pages.link(here, task.id), offering)


def _categories(_answers: TaskDraft, here: Here) -> Sequence[Option]:
    return screens.categories(categories.listed(here.session))


def seers(answers: TaskDraft, here: Here) -> Seers | None:
    """Who will see a task of such an audience; None where its group is no longer mine."""
    new = answers.task()
    own = {group.id: group.name for group in groups.mine(here.session, here.actor)}
    if new.group_id is not None and new.group_id not in own:
        return None
    who = named.among(here.session, here.actor, new.named)
    everybody, skilled = (
        tasks.audience_size(
            here.session,
            here.actor,
            audience=new.audience,
            group_id=new.group_id,
            chosen=new.named,
            skilled_in=category_id,
        )
        for category_id in (None, new.category_id)
    )
    return Seers(
        everybody,
        skilled,
        group=own[new.group_id] if new.group_id is not None else None,
        names=tuple(one.name for one in who) if answers.audience == screens.NAMED else None,
        offering=offers.how_many(here.session, here.actor, category_id=new.category_id, now=here.now),
    )


def _preview(answers: TaskDraft, here: Here) -> Words:
    known = {one.id: facts.category(one) for one in categories.listed(here.session)}
    chosen = answers.organisation_id if answers.several_organisations else here.actor.organisation_id
    return screens.preview(
        answers,
        known.get(answers.category_id, Translated(dict.fromkeys(("fi", "sv", "en"), ""))),
        facts.asker(here.actor.name, organisations.name_of(chosen, here)),
        seers(answers, here),
    )


publish_task = routes.dialogue(
    Dialogue(
        "newtask",
        TaskDraft,
        Choose("category_id", screens.WHICH_CATEGORY, _categories, LABELS["category_id"], read=int),
        *questions.WHAT_IS_NEEDED,
        organisations.acting_for(screens.FOR_WHOM, LABELS["organisation_id"]),
        *questions.WHO_SEES_IT,
        Confirm(_preview, send=screens.PUBLISH),
        what=screens.WHAT,
        then=publish,
        ended=home.show,
    )
)
