"""Lists of addresses as people have them: pasted, or in a CSV or XLSX file. Pure: bytes or words in, addresses out.

What came is never believed: a file's size, its unpacked size, its rows and columns are bounded, formulas are text, and
everything that is no address is reported with its line.
"""

import codecs
import csv
import io
import re
import warnings
import zipfile
from collections import Counter
from collections.abc import Iterable, Sequence
from enum import StrEnum

from domain.dataclasses import dataclass
from domain.emails import normalise

MOST_BYTES = 5_000_000
MOST_UNPACKED = 60_000_000
MOST_PARTS = 500
MOST_ROWS = 60_000
MOST_COLUMNS = 60
MOST_ADDRESSES = 25_000
MOST_FAULTS = 1_000  # kept and shown; the others are counted
LONGEST_FAULT = 60
LONGEST_CELL = 2_000

EDGES = "<>()[]{}\"'`.,;:!?*_|"
APART = re.compile(r"[\s,;|<>()\[\]\"]+")
PLAUSIBLE = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s.]+")
HEADINGS = re.compile("mail|post|osoite|adress|nimi|namn|name", re.IGNORECASE)


class ListFault(StrEnum):
    """Why a file is no list."""

    TOO_LARGE = "too_large"
    OTHER_KIND = "other_kind"
    EMPTY = "empty"
    BROKEN = "broken"


@dataclass(frozen=True)
class AddressList:
    """What was found: each address once, at the line of its first place; and what is no address, with its line."""

    addresses: tuple[tuple[int, str], ...]
    faults: tuple[tuple[int, str], ...] = ()
    fault_count: int = 0


Row = tuple[int, Sequence[str]]


def in_words(words: str) -> AddressList | ListFault:
    """A pasted list: any separators, names beside the addresses or not."""
    return _found((line, [part]) for line, part in enumerate(words.splitlines(), start=1))


def in_file(content: bytes) -> AddressList | ListFault:
    """A CSV, text or XLSX file, told apart by what is in it, not by its name."""
    if len(content) > MOST_BYTES:
        return ListFault.TOO_LARGE
    if not content.strip(b"\0 \t\r\n"):
        return ListFault.EMPTY
    if content.startswith(b"PK"):
        return _in_workbook(content)
    words = _decoded(content)
    if words is None:
        return ListFault.OTHER_KIND
    try:
        return _found(_csv_rows(words))
    except csv.Error:
        return ListFault.BROKEN


# Text


BOMS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))


def _decoded(content: bytes) -> str | None:
    """The words of a text file in the encodings that people's spreadsheets write; None for what is no text."""
    for bom, encoding in BOMS:
        if content.startswith(bom):
            return content.decode(encoding, "replace")
    zeros = content.count(0, 0, 2000)
    if zeros:  # UTF-16 without its mark: every other byte of plain letters is zero
        head = content[:2000]
        for encoding, at in (("utf-16-le", 1), ("utf-16-be", 0)):
            if head[at::2].count(0) > 0.8 * len(head[at::2]):
                return content.decode(encoding, "replace")
        return None
    if content[:1000].translate(None, bytes(range(0x20, 0x100)) + b"\t\r\n\f\x0b\x1a"):
        return None  # control characters: a picture, a program
    if content.startswith((b"%PDF", b"{\\rtf", b"<!DOCTYPE", b"<html")):
        return None
    try:
        return content.decode()
    except UnicodeDecodeError:
        return content.decode("cp1252", "replace") if b"\x81" not in content else content.decode("latin-1")


def _csv_rows(words: str) -> Iterable[Row]:
    """The rows, each with the line on which it begins."""
    words = words.replace("\r\n", "\n").replace("\r", "\n").replace("\0", "")
    head = words[:20_000]
    separator = max(";,\t|", key=lambda sign: min(head.count(sign), 10_000))
    if words.count('"') % 2:  # a quote that is never closed would swallow the rest
        yield from ((line, part.split(separator)) for line, part in enumerate(words.split("\n"), start=1))
        return
    reader = csv.reader(io.StringIO(words), delimiter=separator)
    line = 1
    for row in reader:
        yield line, row[:MOST_COLUMNS]
        line = reader.line_num + 1


# Workbooks


def _in_workbook(content: bytes) -> AddressList | ListFault:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            parts = packed.infolist()
            names = {part.filename for part in parts}
            if len(parts) > MOST_PARTS or sum(part.file_size for part in parts) > MOST_UNPACKED:
                return ListFault.TOO_LARGE
            if "[Content_Types].xml" not in names or not any(name.startswith("xl/") for name in names):
                return ListFault.OTHER_KIND
            if any(_declares(packed, part) for part in parts if part.filename.endswith((".xml", ".rels"))):
                return ListFault.BROKEN
        return _found(_sheet_rows(content))
    except Exception:  # openpyxl answers a broken file with whatever broke inside of it
        return ListFault.BROKEN


def _declares(packed: zipfile.ZipFile, part: zipfile.ZipInfo) -> bool:
    """Whether an XML part declares entities: no spreadsheet program does, only who wants to blow up its reader."""
    with packed.open(part) as opened:
        return b"<!DOCTYPE" in opened.read(4096)


def _sheet_rows(content: bytes) -> Iterable[Row]:
    """The rows of the first sheet that has any. A formula is the text that it is written as."""
    from openpyxl import load_workbook  # slow to import, and not needed by most

    with warnings.catch_warnings(action="ignore"):  # of styles and extensions that are none of our business
        book = load_workbook(io.BytesIO(content), read_only=True, data_only=False, keep_links=False)
        try:
            for sheet in book.worksheets:
                sheet.reset_dimensions()  # what a file says of its size is not believed
                rows = [
                    (line, cells)
                    for line, row in zip(
                        range(1, MOST_ROWS + 2), sheet.iter_rows(max_col=MOST_COLUMNS, values_only=True), strict=False
                    )
                    if any(cells := ["" if value is None else str(value)[:LONGEST_CELL] for value in row])
                ]
                if rows:
                    yield from rows
                    return
        finally:
            book.close()


# Addresses among the cells


def _found(rows: Iterable[Row]) -> AddressList | ListFault:
    read: list[tuple[int, list[list[str]]]] = []  # for each row, for each cell, what may be an address
    columns: Counter[int] = Counter()
    texts: list[tuple[int, str]] = []
    for line, cells in rows:
        words = [cell.strip()[:LONGEST_CELL] for cell in cells]
        if not any(words):
            continue
        if len(read) >= MOST_ROWS:
            return ListFault.TOO_LARGE
        candidates = [_candidates(cell) for cell in words]
        for column, parts in enumerate(candidates):
            columns[column] += any(map(PLAUSIBLE.fullmatch, parts))
        read.append((line, candidates))
        texts.append((line, " ".join(cell for cell in words if cell)))
    if not read:
        return ListFault.EMPTY
    column = max(columns, key=lambda at: (columns[at], -at))
    addresses: dict[str, int] = {}
    faults: list[tuple[int, str]] = []
    for at, ((line, candidates), (_line, text)) in enumerate(zip(read, texts, strict=True)):
        own = candidates[column] if column < len(candidates) else []
        parts = own or [part for cell in candidates for part in cell]
        wrong = []
        for part in parts:
            address = normalise(part)
            if address is None:
                wrong.append(part)
            else:
                addresses.setdefault(address, line)
        if not parts and at == 0 and len(read) > 1 and HEADINGS.search(text):
            continue  # the names of the columns
        if wrong or not parts:
            faults += [(line, part[:LONGEST_FAULT]) for part in wrong or [text]]
    if len(addresses) > MOST_ADDRESSES:
        return ListFault.TOO_LARGE
    ordered = tuple((line, address) for address, line in addresses.items())
    return AddressList(ordered, tuple(faults[:MOST_FAULTS]), len(faults))


def _candidates(cell: str) -> list[str]:
    """The parts of a cell that have an @: "Anna <anna@x.fi>, mailto:b@x.fi" has two. A formula is one part."""
    if "@" not in cell:
        return []
    if cell.startswith(("=", "+", "@")):
        return [cell]
    parts = (part.strip(EDGES).removeprefix("mailto:") for part in APART.split(cell))
    return [part for part in parts if "@" in part]
