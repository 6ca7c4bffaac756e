"""Tables as one CSV: UTF-8 with a mark that Excel knows it by, semicolons as in Finland, formula-safe."""

import csv
from collections.abc import Iterable
from datetime import date
from io import StringIO

from frame.texts import cleaned
from writers.tables import Cell, Table

FORMULA = ("=", "+", "-", "@", "\t", "\r")
"""What a spreadsheet takes for a formula at the start of a cell (OWASP, CSV injection)."""


def table(tables: Iterable[Table]) -> bytes:
    """One below the other, with the name of each above it and an empty line between."""
    out = StringIO()
    writer = csv.writer(out, delimiter=";", lineterminator="\r\n")
    for number, one in enumerate(tables):
        if number:
            writer.writerow([])
        writer.writerow([one.name])
        writer.writerow(one.heads)
        writer.writerows([_safe(value) for value in row] for row in one.rows)
    return out.getvalue().encode("utf-8-sig")


def _safe(value: Cell) -> str | int | float | None:
    match value:
        case date():
            return value.isoformat()
        case str():
            words = " ".join(cleaned(value).split("\n"))
            return f"'{words}" if words.startswith(FORMULA) else words
    return value
