"""One writer for each form that a workbook leaves the chat in. Parts that its reader may not read are left out."""

from datetime import date

from domain.programme.workbooks.reading import WorkbookView
from domain.words import fold
from frame.screen import File, MediaKind
from frame.texts import Language, Words
from models.programme.workbook import Part
from screens.programme.workbooks.files import Work
from writers import paint, sheets
from writers.programme import document, model, tables

TALLEST = 3.2
"""Times as high as wide: a higher picture goes as a file, since Telegram makes photos small."""


def written(view: WorkbookView, what: Work, language: Language, today: date) -> tuple[File | None, Words | None]:
    """The file of that kind, and what it shows in words. Takes seconds."""

    def file(content: bytes, end: str, kind: MediaKind = MediaKind.DOCUMENT) -> File:
        named = fold(view.organisation).replace(" ", "-")[:40] or "workbook"
        return File(kind, f"{named}-{today.isoformat()}.{end}", content)

    picture = paint.painted(model.shape(view, language), paint.begun("png")) if Part.LOGIC in view.readable else None
    match what:
        case Work.SHEET:
            return file(sheets.workbook(tables.tables(view, language), sheets.begun()), "xlsx"), None
        case Work.DOCUMENT:
            return file(document.document(view, language, today, picture), "docx"), None
    if picture is None:
        return None, None
    wide, high = model.size(picture)
    kind = MediaKind.PHOTO if high <= wide * TALLEST else MediaKind.DOCUMENT
    return file(picture, "png", kind), model.in_words(view)
