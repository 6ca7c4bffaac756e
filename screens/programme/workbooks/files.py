"""A workbook as files: a document, a sheet, the logic model as a picture."""

from collections.abc import Mapping
from enum import StrEnum

from domain.dataclasses import dataclass
from domain.programme.workbooks.reading import WorkbookView
from frame.screen import Button, File, Recipe, Screen, Tap, rows
from frame.texts import Text, Words, _, lines, paragraphs
from models.programme.workbook import Part
from screens.programme.workbooks.books import back
from screens.programme.workbooks.taps import SeePart

BEING_MADE = _("It is being made. It comes in a moment.")
NOT_MADE = _("The file could not be made now. Please try again in a moment.")


class Work(StrEnum):
    """The files of a workbook. Short: they go into buttons."""

    PICTURE = "p"
    DOCUMENT = "d"
    SHEET = "x"


MADE: Mapping[Work, Words] = {
    Work.PICTURE: _("The logic model as a picture"),
    Work.DOCUMENT: _("The workbook as a document (Word)"),
    Work.SHEET: _("The workbook as tables (Excel)"),
}


@dataclass(frozen=True)
class MakeWorkFile(Tap, code="wfm"):
    """Make that one."""

    application_id: int
    what: Work


@dataclass(frozen=True)
class WorkbookFile(Recipe, slow=True):
    """A file of a workbook, made from how it stands then."""

    application_id: int
    what: str


def files(view: WorkbookView, before: Words | None = None) -> Screen:
    """Which file?"""
    offered = [what for what in Work if what is not Work.PICTURE or Part.LOGIC in view.readable]
    return Screen(
        paragraphs(
            before,
            _("<b>The workbook of {organisation}</b>", organisation=view.organisation),
            _("Which file would you like?"),
        ),
        rows(
            *(Button(_("Get: {what}", what=MADE[what]), MakeWorkFile(view.id, what)) for what in offered),
            back(view.id),
        ),
    )


def ready(application_id: int, what: Work) -> Screen:
    """The notice that brings a file: what stands there if it cannot be made."""
    return Screen(NOT_MADE, rows(back(application_id)), media=WorkbookFile(application_id, what))


def brought(what: Work, view: WorkbookView, file: File | None, words: Words | None) -> Screen:
    """A file; a picture with the same in words."""
    return Screen(
        paragraphs(lines(Text("<b>{what}</b>", {"what": MADE[what]}), view.organisation, view.activity or None), words),
        rows(
            what is Work.PICTURE and Button(_("Read it in words"), SeePart(view.id, Part.LOGIC), keeps=True),
            Button(_("Go back to the workbook"), back(view.id).tap, keeps=True),
        ),
        media=file,
    )
