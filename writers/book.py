"""Writes tables as an Excel file: a process of its own, `python book.py`, tables in and bytes out.

What writes Excel files holds the interpreter's lock for a second and keeps 30 MB for good; here both end with the file.
A table is its name, its heads, the widths of its columns and its rows, as plain values.
"""

import pickle
import sys
from collections.abc import Iterable
from io import BytesIO
from typing import Any

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Font

TAKEN_FOR_MORE = ("=", "#")  # openpyxl reads a formula or an error from text that begins so
BOLD = Font(bold=True)


def book(tables: Iterable[tuple[Any, ...]]) -> bytes:
    """One sheet for each table, with a frozen bold header."""
    made = Workbook(write_only=True)
    for name, heads, widths, rows in tables:
        sheet = made.create_sheet(name)
        sheet.freeze_panes = "A2"
        for number, width in enumerate(widths):
            sheet.column_dimensions[chr(ord("A") + number)].width = width
        sheet.append([_text(sheet, head, BOLD) for head in heads])
        for row in rows:
            sheet.append([_cell(sheet, value) for value in row])
    out = BytesIO()
    made.save(out)
    return out.getvalue()


def _cell(sheet: object, value: object) -> object:
    """A cell of the value's own type; plain where openpyxl sees it by itself, which is several times faster. A day gets
    Excel's own form of a day."""
    return _text(sheet, value) if isinstance(value, str) and value.startswith(TAKEN_FOR_MORE) else value


def _text(sheet: object, words: str, font: Font | None = None) -> object:
    """Somebody's words, whatever they look like: "=1+1" is no formula, "#N/A" no mistake."""
    cell = WriteOnlyCell(sheet, value=words)
    cell.data_type = "s"
    if font is not None:
        cell.font = font
    return cell


if __name__ == "__main__":
    sys.stdout.buffer.write(book(pickle.load(sys.stdin.buffer)))  # noqa: S301  from ourselves
