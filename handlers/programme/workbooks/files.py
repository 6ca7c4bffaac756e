"""A workbook as files: asked for, made beside the bot, brought by a notice to oneself."""

from domain.notices import tell
from domain.programme.workbooks import reading
from domain.programme.workbooks.notices import WorkbookMade
from domain.refusals import Refusal
from frame.here import Here
from frame.routing import Making, Routes
from frame.screen import Screen
from frame.texts import language
from screens.programme.workbooks import files as screens
from screens.programme.workbooks.files import MakeWorkFile, Work, WorkbookFile
from screens.programme.workbooks.taps import SeeWorkFiles
from writers.programme import written

routes = Routes()


@routes.tap(SeeWorkFiles)
def see_files(tap: SeeWorkFiles, here: Here) -> Screen:
    """Which file?"""
    return screens.files(reading.view(here.session, here.actor, tap.application_id))


@routes.tap(MakeWorkFile)
def make_file(tap: MakeWorkFile, here: Here) -> Screen:
    """Says at once that it is being made; a notice to oneself brings it."""
    seen = reading.view(here.session, here.actor, tap.application_id)
    asked = WorkbookMade(tap.application_id, tap.what, here.now.isoformat(timespec="seconds"))
    tell(here.session, here.actor.id, asked, now=here.now)
    return screens.files(seen, screens.BEING_MADE)


@routes.notice(WorkbookMade)
def ready(notice: WorkbookMade, here: Here) -> Screen | None:
    """What was asked for, if it is still theirs to read."""
    try:
        reading.view(here.session, here.actor, notice.application_id)
    except Refusal:
        return None
    return screens.ready(notice.application_id, Work(notice.what))


@routes.recipe(WorkbookFile)
def file(recipe: WorkbookFile, here: Here) -> Making:
    """Read beside everybody's updates, made beside the bot."""
    seen, what = reading.view(here.session, here.actor, recipe.application_id), Work(recipe.what)
    speaks, today = language(here.actor.language), here.now.astimezone(here.zone).date()
    return lambda: screens.brought(what, seen, *written(seen, what, speaks, today))
