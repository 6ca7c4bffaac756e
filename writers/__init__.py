"""One writer for each form that a report leaves the chat in. Each takes a `Report` and a language, and gives bytes."""

from collections.abc import Collection, Sequence

from domain.results.report import WHOLE, HoursRow, Part, Report, TaskRow
from frame.beside import Work
from frame.screen import File, MediaKind
from frame.texts import Language, Words
from screens.results import Drawing
from writers import paint, pictures, sheets, stea, table, tables

NAME = "tehostamo-{first}-{last}.{end}"


def needed(what: Drawing) -> Collection[Part]:
    """What of a report that kind shows."""
    return pictures.NEEDS.get(what, WHOLE)


def begun(what: Drawing, language: Language) -> Work | None:
    """The process that will write that kind, to be begun before the figures are counted: it loads its library
    meanwhile. None where it takes no such thing."""
    match what:
        case Drawing.SHEETS:
            return sheets.begun()
        case Drawing.TABLE | Drawing.STEA:
            return None
    return paint.begun(_form(what), "." if language.code == "en" else ",")


def _form(what: Drawing) -> str:
    return "pdf" if what is Drawing.BOARD_PDF else "png"


def written(
    report: Report,
    what: Drawing,
    language: Language,
    tasks: Sequence[TaskRow] = (),
    hours: Sequence[HoursRow] = (),
    work: Work | None = None,
) -> tuple[File | None, Words | None]:
    """The file of that kind, and what it shows in words; no file where there is nothing to draw. `work` was begun for
    it. Takes seconds."""

    def file(content: bytes, end: str, kind: MediaKind = MediaKind.DOCUMENT) -> File:
        return File(kind, NAME.format(first=report.period.first, last=report.period.last, end=end), content)

    match what:
        case Drawing.SHEETS:
            made = tables.tables(report, tasks, hours, language)
            return file(sheets.workbook(made, work or sheets.begun()), "xlsx"), None
        case Drawing.TABLE:
            return file(table.table(tables.tables(report, tasks, hours, language)), "csv"), None
        case Drawing.STEA:
            return file(stea.text(report, language), "txt"), None
    shape = pictures.shape(report, what, language)
    if shape is None:
        return None, pictures.NOTHING
    work = work or begun(what, language)
    assert work is not None
    kind = MediaKind.PHOTO if what not in (Drawing.BOARD, Drawing.BOARD_PDF) else MediaKind.DOCUMENT
    return file(paint.painted(shape, work), _form(what), kind), pictures.in_words(report, what)
