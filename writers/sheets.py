"""Tables as an Excel file. What people wrote is text and nothing else: no formula, no link."""

import pickle
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from frame.beside import Work
from frame.texts import cleaned
from writers.tables import Cell, Table

BOOK = str(Path(__file__).with_name("book.py"))  # a file on its own, wherever the bot was started
WIDEST, NARROWEST = 60, 10
LONGEST_NAME = 31  # characters of a sheet's name; Excel's limit
LONGEST = 32_000  # characters of a cell; Excel's limit is 32,767


def begun() -> Work:
    """A file that will be written: what writes it is loaded meanwhile."""
    return Work(BOOK)


def workbook(tables: Iterable[Table], work: Work) -> bytes:
    """One sheet for each table, with a frozen bold header. Takes seconds: for a thread. Raises NotDone."""
    return work.done(b"".join(pickle.dumps(_plain(table)) for table in tables))


def _plain(table: Table) -> tuple[Any, ...]:
    widths = []
    for number, head in enumerate(table.heads):
        longest = max([len(head), *(len(str(row[number] or "")) for row in table.rows[:200])])
        widths.append(min(max(longest + 2, NARROWEST), WIDEST))
    return table.name[:LONGEST_NAME], tuple(table.heads), widths, [tuple(map(_cell, row)) for row in table.rows]


def _cell(value: Cell) -> Cell:
    return cleaned(value)[:LONGEST] if isinstance(value, str) else value
