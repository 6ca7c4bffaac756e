"""The workbook's pages: the first one, each part, the shelf with everybody's, earlier versions."""

from domain.programme.workbooks import reading
from frame.here import Here
from frame.routing import Routes
from frame.screen import Screen
from frame.texts import Words
from models.programme.workbook import Part
from screens.programme.ways import OpenWorkbook, SeeWorkbooks
from screens.programme.workbooks import books as screens
from screens.programme.workbooks import indicators, plan, talk
from screens.programme.workbooks.taps import ChangeAnswers, ClosePart, LetPeersRead, SeePart, SeeVersions

routes = Routes()


@routes.tap(OpenWorkbook)
def open_workbook(tap: OpenWorkbook, here: Here) -> Screen:
    """Where each part is."""
    return show(here, tap.application_id)


def show(here: Here, application_id: int, before: Words | None = None) -> Screen:
    """The first page."""
    return screens.workbook(reading.view(here.session, here.actor, application_id), before)


@routes.tap(SeeWorkbooks)
def see_workbooks(tap: SeeWorkbooks, here: Here) -> Screen:
    """Everybody's, that this person may read."""
    found, total = reading.shelf(here.session, here.actor, tap.round_id, tap.page)
    return screens.shelf(tap.round_id, found, total, max(tap.page, 0))


@routes.tap(SeePart)
def see_part(tap: SeePart, here: Here) -> Screen:
    """One part."""
    return part(here, tap.application_id, tap.part)


def part(here: Here, application_id: int, part: Part, before: Words | None = None) -> Screen:
    """A part, with everything in it."""
    seen = view_of(here, application_id, part)
    match part:
        case Part.INDICATORS:
            return indicators.indicators(seen, before)
        case Part.PLAN:
            return plan.plan(seen, here.now.astimezone(here.zone).date(), before)
    return screens.part(seen, part, before)


def view_of(here: Here, application_id: int, part: Part) -> reading.WorkbookView:
    """The workbook, for a reader of that part. Raises NotThere."""
    reading.require_part(here.session, here.actor, reading.place(here.session, application_id), part)
    return reading.view(here.session, here.actor, application_id)


@routes.tap(ChangeAnswers)
def change_answers(tap: ChangeAnswers, here: Here) -> Screen:
    """Which one?"""
    return screens.which(view_of(here, tap.application_id, tap.part), tap.part)


@routes.tap(SeeVersions)
def see_versions(tap: SeeVersions, here: Here) -> Screen:
    """What the answers of a part were."""
    seen = view_of(here, tap.application_id, tap.part)
    found, total = reading.history(
        here.session, here.actor, application_id=tap.application_id, part=tap.part, page=tap.page
    )
    return talk.versions(seen, tap.part, found, total, max(tap.page, 0))


@routes.tap(ClosePart)
def close_part(tap: ClosePart, here: Here) -> Screen:
    """Peers read it no more."""
    reading.close_part(here.session, here.actor, application_id=tap.application_id, part=tap.part, now=here.now)
    return part(here, tap.application_id, tap.part)


@routes.tap(LetPeersRead)
def let_peers_read(tap: LetPeersRead, here: Here) -> Screen:
    """Peers read it again."""
    reading.open_part(here.session, here.actor, application_id=tap.application_id, part=tap.part, now=here.now)
    return part(here, tap.application_id, tap.part)
