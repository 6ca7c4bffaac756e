"""A task of mine changed after it was published, and a new one begun from it."""

from domain import categories, changes, groups
from frame.dialogue import Dialogue
from frame.here import Here
from frame.routing import Routes
from frame.screen import Screen
from frame.steps import Confirm
from frame.texts import Words
from handlers import home, newtask, questions
from handlers import tasks as task_pages
from screens import changing as screens
from screens import newtask as task_screens
from screens.changing import ChangeDraft, ChangeTask, CopyTask
from screens.home import said_before
from screens.newtask import EVERYBODY, NAMED

routes = Routes()
DATES = {"when", "when_date", "when_day", "when_at", "when_text", "meant", "choose_by"}


@routes.tap(ChangeTask)
def change(tap: ChangeTask, here: Here) -> Screen:
    """All answers are there: which one is to be another?"""
    was = changes.as_it_is(here.session, here.actor, task_id=tap.task_id)
    begun = vars(screens.draft_of(was)) | {
        "task_id": tap.task_id,
        "was": was,
        "taken": changes.taken(here.session, here.actor, task_id=tap.task_id),
        "when_day": was.when_at.astimezone(here.zone).date() if was.when_at else None,
    }
    return change_task.open(here, ChangeDraft(**begun), subject=str(tap.task_id), answered=questions.NAMES)


def save(answers: ChangeDraft, here: Here) -> Screen:
    """It is otherwise now, and those concerned hear it."""
    changed = changes.change(
        here.session,
        here.actor,
        task_id=answers.task_id,
        was=answers.was,
        new=answers.task(),
        now=here.now,
        today=questions.today(here),
    )
    return task_pages.show(here, answers.task_id, screens.SAVED if changed else screens.SAME)


def _preview(answers: ChangeDraft, here: Here) -> Words:
    new, was = answers.task(), answers.was
    moved = (new.audience, new.group_id, new.named) != (was.audience, was.group_id, was.named)
    return screens.preview(answers, task_screens.audience(newtask.seers(answers, here)) if moved else None)


change_task = routes.dialogue(
    Dialogue(
        "changetask",
        ChangeDraft,
        *questions.WHAT_IS_NEEDED,
        *questions.WHO_SEES_IT,
        Confirm(_preview, send=screens.SAVE),
        what=screens.WHAT_CHANGING,
        then=save,
        ended=home.show,
        holds=lambda answers, here: changes.as_it_is(here.session, here.actor, task_id=answers.task_id),
    )
)


@routes.tap(CopyTask)
def copy(tap: CopyTask, here: Here) -> Screen:
    """A new task with the answers of an old one, but for its dates."""
    asked = changes.to_copy(here.session, here.actor, task_id=tap.task_id)
    begun = screens.draft_of(asked)
    kinds = {one.id for one in categories.listed(here.session)}
    own = {EVERYBODY, NAMED, *(group.id for group in groups.mine(here.session, here.actor))}
    anew = DATES | ({"category_id"} - {"category_id" for kind in kinds if kind == begun.category_id})
    if begun.audience not in own:
        anew |= {"audience"}
    answered = [name for name in ("category_id", *questions.NAMES) if name not in anew]
    shown = newtask.begin(begun, here, subject=f"copy{tap.task_id}", answered=answered)
    return said_before(screens.COPIED, shown)
