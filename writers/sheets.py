"""Tables as an Excel file. What people wrote is text and nothing else: no formula, no link."""

from collections.abc import Sequence
from io import BytesIO

from frame.texts import cleaned
from writers.tables import Cell, Table

WIDEST, NARROWEST = 60, 10
TAKEN_FOR_MORE = ("=", "#")  # openpyxl reads a formula or an error from text that begins so
LONGEST = 32_000  # characters of a cell; Excel's limit is 32,767


def workbook(tables: Sequence[Table]) -> bytes:
    """One sheet for each table, with a frozen bold header."""
    from openpyxl import Workbook  # only where somebody asks for a file

    book = Workbook(write_only=True)
    for table in tables:
        sheet = book.create_sheet(table.name[:31])
        sheet.freeze_panes = "A2"
        for number, head in enumerate(table.heads):
            longest = max([len(head), *(len(str(row[number] or "")) for row in table.rows[:200])])
            letter = chr(ord("A") + number)
            sheet.column_dimensions[letter].width = min(max(longest + 2, NARROWEST), WIDEST)
        sheet.append([_text(sheet, head, bold=True) for head in table.heads])
        for row in table.rows:
            sheet.append([_cell(sheet, value) for value in row])
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def _cell(sheet: object, value: Cell) -> object:
    """A cell of the value's own type; plain where openpyxl sees it by itself, which is several times faster."""
    if not isinstance(value, str):
        return value  # a day gets Excel's own form of a day
    words = cleaned(value)[:LONGEST]
    return _text(sheet, words) if words.startswith(TAKEN_FOR_MORE) else words


def _text(sheet: object, words: str, *, bold: bool = False) -> object:
    """Somebody's words, whatever they look like: "=1+1" is no formula, "#N/A" no mistake."""
    from openpyxl.cell import WriteOnlyCell
    from openpyxl.styles import Font

    cell = WriteOnlyCell(sheet, value=words)
    cell.data_type = "s"
    if bold:
        cell.font = Font(bold=True)
    return cell
