"""What leaves the chat of a round: tables that no spreadsheet takes for formulas, a certificate on one page."""

from datetime import date
from io import BytesIO

import openpyxl
import pypdfium2
import pytest

from domain.programme.results.certificates import CertificateView, DayAttended
from domain.programme.results.days import DayWords
from domain.programme.results.ratings import Change
from domain.programme.results.report import DayLine, OrganisationLine, RoundReport
from frame.texts import language
from models.programme.application import ContentArea, Moment, PlaceState
from models.programme.round import RoundState
from screens.programme.results.ways import Form
from writers import rounds

NASTY = '=HYPERLINK("https://evil.example")'


def certificate(name: str = "Åsa Äyräväinen-Öhqvist", organisation: str = "Ystävätupa ry") -> CertificateView:
    days = tuple(DayAttended(date(2027, month, 14), 360, month != 4) for month in (2, 3, 4, 5))
    return CertificateView(
        participant_id=7,
        application_id=3,
        round_id=1,
        name=name,
        organisation=organisation,
        programme="Vaikuttavuusvalmennus",
        names={"fi": "Kevään kierros"},
        days=days,
        ended_on=date(2027, 6, 10),
        signed_by=("Kaisa Mäkelä",),
    )


def words_of(content: bytes) -> tuple[int, str]:
    pdf = pypdfium2.PdfDocument(content)
    try:
        return len(pdf), pdf[0].get_textpage().get_text_range().replace("\r\n", " ")
    finally:
        pdf.close()


@pytest.mark.parametrize(
    ("code", "share"),
    [
        ("fi", "Läsnä lähipäivinä: 3/4 (75 %), yhteensä 18 h."),
        ("sv", "Närvarande på 3 av 4 närträffar (75 %), sammanlagt 18 h."),
        ("en", "Attended 3 of 4 contact days (75 %), 18 h in all."),
    ],
)
def test_a_certificate_states_the_share(code: str, share: str) -> None:
    file = rounds.certificate(certificate(), language(code), "Tehostamo")
    pages, words = words_of(file.content)
    assert (pages, file.name) == (1, "tehostamo-2027-06-10-7.pdf")
    for said in (share, "Åsa", "Ystävätupa ry", "Kevään kierros", "Kaisa Mäkelä"):
        assert said in words, words


def test_a_certificate_of_hostile_names_is_one_page() -> None:
    file = rounds.certificate(certificate("$x$ <b> " * 8, "å" * 120), language("fi"), "Tehostamo")
    pages, words = words_of(file.content)
    assert pages == 1
    assert "$x$ <b>" in words, "no markup, no formula"


def report() -> RoundReport:
    said = DayWords(1, 3, 4.33, (NASTY, "Mitataan."))
    return RoundReport(
        round_id=1, names={"fi": NASTY}, state=RoundState.OVER, capacity=8, applied=12, priority=2, accepted=8,
        reserve=4, moved_up=1, left_out=3, took_part=8, gave_back=1, lapsed=0, people=19, present=60, marked=76,
        assignments=30, assignments_expected=32, late=2, sparring=600, sparred=7, models=7, indicators=31,
        days=(DayLine(date(2027, 2, 14), 17, 19, 8, 8, said), DayLine(date(2027, 3, 14), 0, 0, 0, 8, None)),
        organisations=(OrganisationLine(NASTY, PlaceState.FINISHED, 3, 9, 12, 4, 1, 120, True, 5),),
        changes=(
            Change(ContentArea.NEEDS, Moment.END, 3, 1.67, 3.33), Change(ContentArea.LOGIC, Moment.END, 2, None, None),
        ),
        self_rated=True,
    )  # fmt: skip


def test_the_report_as_a_workbook() -> None:
    file = rounds.file(report(), Form.SHEETS, language("fi"))
    book = openpyxl.load_workbook(BytesIO(file.content))
    assert len(book.worksheets) == 5
    summary = {row[0].value: row[1].value for row in book.worksheets[0].iter_rows()}
    assert (summary["Hakemukset"], summary["Läsnäolo, 0–1"], summary["Sparraus, minuuttia"]) == (12, 0.7895, 600)
    for sheet in book.worksheets:
        assert all(cell.data_type != "f" for row in sheet.iter_rows() for cell in row), sheet.title


def test_the_report_as_csv() -> None:
    lines = rounds.file(report(), Form.TABLE, language("sv")).content.decode("utf-8-sig").splitlines()
    assert not [line for line in lines if line.startswith("=") or ";=" in line]
    assert "Mitataan." in "\n".join(lines)
    without = rounds.tables(report(), language("en"))
    assert [one.name for one in without] == ["Summary", "Organisations", "Contact days", "Next steps", "Self-ratings"]
