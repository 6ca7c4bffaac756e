"""Tables as an Excel file. What people wrote is text and nothing else: no formula, no link."""

from collections.abc import Sequence
from datetime import date
from io import BytesIO

from frame.texts import cleaned
from writers.tables import Cell, Table

WIDEST, NARROWEST = 60, 10
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
        sheet.append([_cell(sheet, head, bold=True) for head in table.heads])
        for row in table.rows:
            sheet.append([_cell(sheet, value) for value in row])
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def _cell(sheet: object, value: Cell, *, bold: bool = False) -> object:
    from openpyxl.cell import WriteOnlyCell
    from openpyxl.styles import Font

    text = isinstance(value, str)
    cell = WriteOnlyCell(sheet, value=cleaned(value)[:LONGEST] if isinstance(value, str) else value)
    if text:
        cell.data_type = "s"  # "=1+1" is somebody's words
    elif isinstance(value, date):
        cell.number_format = "yyyy-mm-dd"
    if bold:
        cell.font = Font(bold=True)
    return cell
