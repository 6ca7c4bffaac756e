"""A workbook as a document, a sheet and a picture, read again by somebody else's program."""

from datetime import date
from io import BytesIO
from typing import Any

import docx
import openpyxl
import pytest
from docx.oxml.ns import qn

from domain.programme.workbooks.book import Book
from domain.programme.workbooks.reading import WorkbookView
from frame.screen import File, MediaKind
from frame.texts import LOCALES, language
from models.programme.workbook import Part, Question
from screens.programme.workbooks.files import Work
from tests.writers import workbook
from writers.programme import model, written
from writers.programme.document import document
from writers.programme.tables import tables

TODAY = date(2027, 1, 20)
EVIL = "=1+1 <w:p/> \x00\x0b\ud83d \u202e & åäö"


def made(view: WorkbookView, what: Work, code: str = "fi") -> File:
    file, _words = written(view, what, language(code), TODAY)
    assert file is not None
    return file


def read(view: WorkbookView, code: str = "fi") -> Any:
    return docx.Document(BytesIO(document(view, language(code), TODAY, None)))


def texts(found: Any) -> str:
    cells = [cell.text for table in found.tables for row in table.rows for cell in row.cells]
    return "\n".join([*(one.text for one in found.paragraphs), *cells])


def headings(found: Any, level: int) -> list[str]:
    return [one.text for one in found.paragraphs if one.style.name == f"Heading {level}"]


def test_the_document_has_headings_tables_and_its_language() -> None:
    file = made(workbook.example(), Work.DOCUMENT)
    assert (file.kind, file.name) == (MediaKind.DOCUMENT, "hervannan-ystavaverkko-ry-2027-01-20.docx")
    found = docx.Document(BytesIO(file.content))
    assert headings(found, 1) == ["Tarpeet ja tavoitteet", "Toimintalogiikka", "Mittarit", "Mittaussuunnitelma"]
    assert "Tulokset eli vaikutukset" in headings(found, 2)
    assert "1. Niiden osuus, jotka kokevat itsensä usein yksinäiseksi" in headings(found, 2)
    codes = {one.get(qn("w:val")) for one in found.styles.element.iter(qn("w:lang"))}
    assert codes == {"fi-FI"}
    assert found.core_properties.language == "fi-FI"
    assert found.core_properties.title == "Työkirja: Hervannan Ystäväverkko ry"
    said = texts(found)
    for items in workbook.MODEL.values():
        assert all(item in said for item in items)
    for words in workbook.LINKS.values():
        assert words in said
    assert "Lähtötaso: 34 %. Tavoitetaso: 20 %" in said
    assert "◐ Matkalla kohti tavoitetta: 50 % matkasta" in said
    assert "27 %" in said
    assert "31,5 tuntia" in said
    assert "https://ystavaverkko.example/kysely" in said
    heads = [[cell.text for cell in table.rows[0].cells] for table in found.tables]
    assert ["Yhteys", "Oletus", "Riski"] in heads
    assert all(table.rows[0]._tr.trPr is not None for table in found.tables), "heads are repeated on every page"
    assert len(found.inline_shapes) == 1
    assert "Ikäihmisten yksinäisyys vähenee" in found.inline_shapes[0]._inline.docPr.get("descr")


@pytest.mark.parametrize("code", sorted(LOCALES))
def test_a_document_in_each_language(code: str) -> None:
    found = read(workbook.example(), code)
    assert found.core_properties.language == {"fi": "fi-FI", "sv": "sv-FI", "en": "en-GB"}[code]
    assert len(headings(found, 1)) == 4


def test_an_empty_workbook_says_so() -> None:
    said = texts(read(workbook.empty()))
    assert said.count("Ei vielä vastausta.") == 5
    assert said.count("Ei vielä mitään.") == 5
    assert "Ei vielä mittareita." in said


def test_hostile_words_stay_words() -> None:
    answers = {question: (workbook.said(question, EVIL, 1),) for question in (*workbook.NEEDS, *workbook.MODEL)}
    view = workbook.view(Book(1, answers), organisation=EVIL, activity=EVIL)
    assert texts(read(view)).count("=1+1 <w:p/>") >= 10
    file = made(view, Work.SHEET)
    book = openpyxl.load_workbook(BytesIO(file.content))
    assert not [cell for sheet in book for row in sheet.iter_rows() for cell in row if cell.data_type == "f"]
    assert made(view, Work.PICTURE).content.startswith(b"\x89PNG")


def test_the_sheet_has_typed_cells() -> None:
    book = openpyxl.load_workbook(BytesIO(made(workbook.example(), Work.SHEET).content))
    assert book.sheetnames == [
        *("Tarpeet ja tavoitteet", "Toimintalogiikka", "Oletukset ja riskit", "Mittarit", "Mittaussuunnitelma"),
    ]
    plan = list(book["Mittaussuunnitelma"].iter_rows(min_row=2, values_only=True))
    assert [row[2] for row in plan] == [27, None, None, 31.5, None]
    assert plan[0][1].date() == date(2026, 12, 31)
    assert plan[0][4] == 20
    assert plan[0][6] == "Anna Mäkelä"
    assert [row[0] for row in book["Mittarit"].iter_rows(min_row=2, values_only=True)][2] == workbook.LATER[
        Question.WHAT
    ]


@pytest.mark.parametrize("name", ["example", "empty", "longest"])
def test_the_picture_is_as_wide_as_a_phone_twice(name: str) -> None:
    view: WorkbookView = getattr(workbook, name)()
    file, words = written(view, Work.PICTURE, language("fi"), TODAY)
    assert file is not None
    wide, high = model.size(file.content)
    assert wide == 800
    assert file.kind is (MediaKind.DOCUMENT if name == "longest" else MediaKind.PHOTO)
    assert (high > 3.2 * wide) == (name == "longest"), "what Telegram would make unreadable goes as a file"
    said = language("fi").plain(words or "")
    assert all(one.text in said for items in view.book.answers.values() for one in items
               if one.question not in workbook.NEEDS)  # fmt: skip


def test_what_is_closed_to_the_reader_is_left_out() -> None:
    view = workbook.view(workbook.example().book, readable=frozenset({Part.NEEDS}))
    assert headings(read(view), 1) == ["Tarpeet ja tavoitteet"]
    assert [table.name for table in tables(view, language("fi"))] == ["Tarpeet ja tavoitteet"]
    assert written(view, Work.PICTURE, language("fi"), TODAY) == (None, None)
    nothing = workbook.view(workbook.example().book, readable=frozenset())
    assert [table.name for table in tables(nothing, language("fi"))] == ["Työkirja"]
