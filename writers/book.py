"""Writes tables as an Excel file: a process of its own, `python book.py`, tables in and bytes out.

What writes Excel files holds the interpreter's lock for half a second and keeps 30 MB for good; here both end with the
file. A table is its name, its heads, the widths of its columns and its rows, as plain values.
"""

import gc
import pickle
import sys
from collections.abc import Iterable, Iterator
from datetime import date
from io import BytesIO
from typing import Any

from xlsxwriter import Workbook

DAY = "yyyy-mm-dd"


def book(tables: Iterable[tuple[Any, ...]]) -> bytes:
    """One sheet for each table, with a frozen bold header. A cell is of its value's own type; somebody's words are text
    whatever they look like: "=1+1" is no formula, "#N/A" no mistake, an address no link."""
    out = BytesIO()
    made = Workbook(out, {"in_memory": True})
    bold, day = made.add_format({"bold": True}), made.add_format({"num_format": DAY})
    for name, heads, widths, rows in tables:
        sheet = made.add_worksheet(name)
        sheet.freeze_panes(1, 0)
        for column, (width, head) in enumerate(zip(widths, heads, strict=True)):
            sheet.set_column(column, column, width)
            sheet.write_string(0, column, head, bold)
        for line, row in enumerate(rows, 1):
            for column, value in enumerate(row):
                if isinstance(value, str):
                    sheet.write_string(line, column, value)
                elif isinstance(value, date):
                    sheet.write_datetime(line, column, value, day)
                elif value is not None:
                    sheet.write_number(line, column, value)
    made.close()
    return out.getvalue()


def read() -> Iterator[Any]:
    """The tables, as they come."""
    while True:
        try:
            yield pickle.load(sys.stdin.buffer)  # noqa: S301  from ourselves
        except EOFError:
            return


if __name__ == "__main__":
    gc.disable()  # it ends before there is much to collect
    sys.stdout.buffer.write(book(read()))
