"""Every form that a report leaves the chat in, read again by somebody else's program."""

import csv
from dataclasses import replace
from datetime import UTC, date, datetime
from io import BytesIO, StringIO
from typing import Any

import openpyxl
import pypdfium2
import pytest

from domain.results.figures import Name
from domain.results.periods import Period, Span
from domain.results.report import (
    MOST_ROWS,
    CapacityMinutes,
    CategoryFigures,
    Help,
    HoursRow,
    MonthFeedback,
    MonthMinutes,
    Report,
    TaskRow,
    Tried,
    Unmet,
)
from domain.results.scopes import Scope, Whose
from domain.views import CategoryView
from frame.screen import MediaKind
from frame.texts import LOCALES, language
from models.assignment import Capacity
from models.follow import NotForMe
from models.task import TaskState
from screens.results import FILES, PICTURES, Drawing
from writers import written

EVIL = '=HYPERLINK("https://evil.example") <b> $x^2$ åäö \u202e'
BOOKS = CategoryView(1, "bookkeeping", "Kirjanpito", "Bokföring", "Bookkeeping")
NEWS = CategoryView(2, "communications", "Viestintä", "Kommunikation", "Communications")
AUTUMN = Period(Span.QUARTER, date(2026, 7, 1), date(2026, 9, 30))


def report(**changes: Any) -> Report:
    """A quarter with something in every corner, and somebody's evil words wherever people write."""
    figures: dict[Name, Any] = {name: number + 1 for number, name in enumerate(Name)}
    figures |= {Name.SCORE_TASK: 4.33, Name.SOLVED: 0.75, Name.OFFERED: 0.5, Name.CAN_NOW: None}
    values: dict[str, Any] = {
        "scope": Scope(Whose.ORGANISATION, 1, EVIL),
        "period": AUTUMN,
        "made_at": datetime(2026, 10, 1, tzinfo=UTC),
        "now": figures,
        "before": dict.fromkeys(Name, 0),
        "by_category": (CategoryFigures(BOOKS, 3, 300, 330), CategoryFigures(NEWS, 1, 60, 45)),
        "by_month": (MonthMinutes(date(2026, 7, 1), BOOKS, 330), MonthMinutes(date(2026, 9, 1), NEWS, 45)),
        "feedback_by_month": (
            MonthFeedback(date(2026, 7, 1), 3, 4.0, 3.67, 5.0),
            MonthFeedback(date(2026, 8, 1), 1, None, None, None),
        ),
        "feedback_by_step": (
            MonthFeedback(date(2026, 7, 1), 3, 4.0, 3.67, 5.0),
            MonthFeedback(date(2026, 8, 1), 1, None, None, None),
        ),
        "by_capacity": (CapacityMinutes(Capacity.VOLUNTEER, 375), CapacityMinutes(None, None)),
        "by_region": (),
        "unmet": (
            Unmet(False, BOOKS, EVIL, None, "nobody_offered", None),
            Unmet(True, NEWS, None, "lappi", "no_answer", 4),
        ),
        "tried": Tried(12, 3, {NotForMe.TIME: 4, NotForMe.SKILL: None}),
        "network": (Help(1, EVIL, 2, "Byströms rf", 330), Help(2, "Byströms rf", 1, EVIL, 45)),
        "quotes": (EVIL,),
        "helpers": (EVIL, "Åke Öhman"),
        "other_helpers": 2,
    }
    return Report(**(values | changes))


TASKS = [TaskRow(EVIL, BOOKS, EVIL, False, TaskState.OVER, date(2026, 7, 5), 2, 1, 60, 90)]
HOURS = [HoursRow(date(2026, 7, 20), BOOKS, EVIL, Capacity.VOLUNTEER, 60, 90, False, False)]


def test_the_workbook_has_typed_cells_and_no_formulas() -> None:
    made, _words = written(report(), Drawing.SHEETS, language("fi"), TASKS, HOURS)
    assert made is not None
    assert (made.kind, made.name) == (MediaKind.DOCUMENT, "tehostamo-2026-07-01-2026-09-30.xlsx")
    book = openpyxl.load_workbook(BytesIO(made.content))
    assert book.sheetnames == ["Yhteenveto", "Tehtävät", "Tunnit", "Palaute", "Erittely"]
    for sheet in book:
        assert sheet.freeze_panes == "A2"
        cells = [cell for row in sheet.iter_rows() for cell in row]
        assert not [cell for cell in cells if cell.data_type == "f" or cell.hyperlink]
        assert all(cell.font.b for cell in sheet[1])
    summary = {row[7].value: row for row in book["Yhteenveto"].iter_rows(min_row=2)}
    assert set(summary) == {name.value for name in Name}
    assert summary["score_task"][1].value == pytest.approx(4.33)
    assert summary["tasks_asked"][1].value == 1
    assert summary["outcome_can_myself"][1].value is None
    assert (summary["score_task"][4].value, summary["minutes_estimated"][4].value) == ("otos", "arvio")
    tasks = book["Tehtävät"]
    assert tasks["A2"].is_date
    assert tasks["A2"].value == datetime(2026, 7, 5)  # noqa: DTZ001  as Excel keeps a day
    assert tasks["B2"].value.startswith("=HYPERLINK")
    assert tasks["B2"].data_type == "s"
    assert tasks["I2"].value == 90
    assert book["Tunnit"]["F2"].value == 90
    assert book["Tunnit"]["A2"].is_date
    assert book["Yhteenveto"]["F2"].is_date
    months = [row for row in book["Erittely"].iter_rows(min_row=2) if row[0].value == "Kuukausi ja kategoria"]
    assert [(row[2].is_date, row[6].value) for row in months] == [(True, 330), (True, 45)]
    parts = [tuple(cell.value for cell in row) for row in book["Erittely"].iter_rows(min_row=2)]
    assert ("Kategoria", "Kirjanpito", None, None, 3, 300, 330, 30) in parts
    assert ("Kysymys, johon ei löytynyt apua", "Viestintä", "Lappi", "kukaan ei vastannut", 4, *[None] * 3) in parts
    assert ("Kuka auttoi", "Åke Öhman", *[None] * 6) in parts
    feedback = book["Palaute"]
    assert [feedback["A2"].is_date, feedback["B2"].data_type, feedback["C3"].value] == [True, "n", None]


def test_words_that_look_like_more_stay_words_and_a_cut_is_said() -> None:
    looks = ["=1+1", "#N/A", "\x07=1+1", "+1", "@a", "12", "2026-01-01"]
    rows = [replace(TASKS[0], title=looks[number % len(looks)]) for number in range(MOST_ROWS)]
    made, _words = written(report(), Drawing.SHEETS, language("en"), rows, HOURS)
    assert made is not None
    sheet = openpyxl.load_workbook(BytesIO(made.content))["Tasks"]
    titles = [sheet.cell(row, 2) for row in range(2, MOST_ROWS + 3)]
    assert {cell.data_type for cell in titles} == {"s"}
    assert [cell.value for cell in titles[1:8]] == ["=1+1", "#N/A", "=1+1", "+1", "@a", "12", "2026-01-01"]
    assert titles[0].value == f"Only the newest {MOST_ROWS:,} are here."


def test_the_csv_is_safe_to_open() -> None:
    made, _words = written(report(), Drawing.TABLE, language("sv"), TASKS, HOURS)
    assert made is not None
    assert made.content.startswith(b"\xef\xbb\xbf")
    rows = list(csv.reader(StringIO(made.content.decode("utf-8-sig")), delimiter=";"))
    assert ["Sammandrag"] in rows
    assert ["Uppdrag"] in rows
    assert not [cell for row in rows for cell in row if cell.startswith(("=", "+", "@"))]
    assert "2026-07-05" in {row[0] for row in rows if row}


@pytest.mark.parametrize("code", sorted(LOCALES))
def test_the_text_for_stea_has_no_links(code: str) -> None:
    made, _words = written(
        report(quotes=("Katso https://evil.example tai www.evil.example heti",)), Drawing.STEA, language(code)
    )
    assert made is not None
    said = made.content.decode("utf-8-sig")
    assert "://" not in said
    assert "www." not in said
    figures = [line for line in said.splitlines() if line.startswith("- ") and "evil" not in line]
    figures = [line for line in figures if line != "- Katso tai heti"]  # the quote
    kinds = {
        "fi": ("kerätty", "otos", "arvio"),
        "sv": ("insamlad", "urval", "uppskattning"),
        "en": ("collected", "sample", "estimate"),
    }
    assert len(figures) > 15
    ways = {
        "fi": ("ulospäin", "sisäinen", "ulospäin ja sisäinen"),
        "sv": ("utåt", "internt", "utåt och internt"),
        "en": ("outward", "internal", "outward and internal"),
    }
    for line in figures:
        kind, way = line.rpartition("(")[2].removesuffix(")").split(", ")
        assert kind in kinds[code], line
        assert way in ways[code], line


@pytest.mark.parametrize("what", [*PICTURES, Drawing.BOARD_PDF])
def test_pictures_are_drawn_whatever_people_wrote(what: Drawing) -> None:
    made, words = written(report(), what, language("fi"))
    assert made is not None
    assert words is not None
    if what is Drawing.BOARD_PDF:
        assert len(pypdfium2.PdfDocument(made.content)) == 1
        said = pypdfium2.PdfDocument(made.content)[0].get_textpage().get_text_range()
        assert "Mitä saatiin aikaan" in said
        assert "Käytetty aika" in said
    else:
        assert made.content.startswith(b"\x89PNG")


def test_nothing_to_draw_is_said() -> None:
    empty = report(by_category=(), by_month=(), feedback_by_step=(), network=())
    for what in (Drawing.MONTHS, Drawing.ESTIMATES, Drawing.FEEDBACK, Drawing.NETWORK):
        made, words = written(empty, what, language("en"))
        assert made is None
        assert words is not None
        assert language("en").plain(words) == "There is nothing to draw in these days yet."
    few = report(feedback_by_step=(MonthFeedback(date(2026, 8, 1), 2, None, None, None),))
    assert written(few, Drawing.FEEDBACK, language("en"))[0] is None


def test_every_file_has_a_writer() -> None:
    for what in FILES:
        assert written(report(), what, language("en"), TASKS, HOURS)[0] is not None
