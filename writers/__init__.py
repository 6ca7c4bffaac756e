"""One writer for each form that a report leaves the chat in. Each takes a `Report` and a language, and gives bytes."""

from collections.abc import Sequence
from importlib import import_module
from threading import Thread

from domain.results.report import HoursRow, Report, TaskRow
from frame.screen import File, MediaKind
from frame.texts import Language, Words
from screens.results import Drawing
from writers import paint, pictures, sheets, stea, table, tables

NAME = "tehostamo-{first}-{last}.{end}"


def prepare(what: Drawing) -> None:
    """Begin to load what writes that kind: it takes most of a second, in which figures can be counted."""
    library = {Drawing.SHEETS: "openpyxl", Drawing.TABLE: "csv", Drawing.STEA: "csv"}.get(what, paint.DRAW)
    Thread(target=import_module, args=(library,), daemon=True).start()


def written(
    report: Report, what: Drawing, language: Language, tasks: Sequence[TaskRow] = (), hours: Sequence[HoursRow] = ()
) -> tuple[File | None, Words | None]:
    """The file of that kind, and what it shows in words; no file where there is nothing to draw. Takes seconds."""

    def file(content: bytes, end: str, kind: MediaKind = MediaKind.DOCUMENT) -> File:
        return File(kind, NAME.format(first=report.period.first, last=report.period.last, end=end), content)

    match what:
        case Drawing.SHEETS:
            return file(sheets.workbook(tables.tables(report, tasks, hours, language)), "xlsx"), None
        case Drawing.TABLE:
            return file(table.table(tables.tables(report, tasks, hours, language)), "csv"), None
        case Drawing.STEA:
            return file(stea.text(report, language), "txt"), None
    shape = pictures.shape(report, what, language)
    if shape is None:
        return None, pictures.NOTHING
    form = "pdf" if what is Drawing.BOARD_PDF else "png"
    mark = "." if language.code == "en" else ","
    kind = MediaKind.PHOTO if what not in (Drawing.BOARD, Drawing.BOARD_PDF) else MediaKind.DOCUMENT
    return file(paint.painted(shape, form, mark), form, kind), pictures.in_words(report, what)
