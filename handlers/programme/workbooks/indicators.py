"""Indicators of a workbook, one by one."""

from domain.programme.workbooks import indicators as verbs
from domain.programme.workbooks import reading
from domain.programme.workbooks.book import IndicatorView
from domain.refusals import NotThere, Noun, Subject
from frame.here import Here
from frame.routing import Routes
from frame.screen import Screen
from frame.texts import Words
from handlers.programme.workbooks import pages
from models.programme.workbook import Part
from screens.programme.workbooks import indicators as screens
from screens.programme.workbooks.taps import ChangeIndicator, RemoveIndicator, SeeIndicator

routes = Routes()


def found(
    here: Here, application_id: int, indicator_id: int, part: Part = Part.INDICATORS
) -> tuple[reading.WorkbookView, IndicatorView]:
    """One indicator of a workbook that this person reads. Raises NotThere."""
    seen = pages.view_of(here, application_id, part)
    for one in seen.book.indicators:
        if one.id == indicator_id:
            return seen, one
    raise NotThere(Subject(Noun.ROUND_APPLICATION, application_id))


def show(here: Here, application_id: int, indicator_id: int, before: Words | None = None) -> Screen:
    """One indicator."""
    return screens.indicator(*found(here, application_id, indicator_id), before)


@routes.tap(SeeIndicator)
def see_indicator(tap: SeeIndicator, here: Here) -> Screen:
    """One indicator."""
    return show(here, tap.application_id, tap.indicator_id)


@routes.tap(ChangeIndicator)
def change_indicator(tap: ChangeIndicator, here: Here) -> Screen:
    """Which answer?"""
    return screens.which(*found(here, tap.application_id, tap.indicator_id))


@routes.tap(RemoveIndicator)
def remove_indicator(tap: RemoveIndicator, here: Here) -> Screen:
    """Take it away, once it was asked about."""
    if not tap.sure:
        return screens.sure(*found(here, tap.application_id, tap.indicator_id))
    verbs.remove(
        here.session, here.actor, application_id=tap.application_id, indicator_id=tap.indicator_id, now=here.now
    )
    return pages.part(here, tap.application_id, Part.INDICATORS, screens.REMOVED)
