"""Lists of addresses as people have them, and files that are none."""

import io
import zipfile

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import Workbook

from domain.addresslists import MOST_ROWS, AddressList, ListFault, in_file, in_words
from domain.emails import displayed, domain_of, normalise


@pytest.mark.parametrize(
    ("written", "kept"),
    [
        (" Anna.Virtanen@X.FI ", "anna.virtanen@x.fi"),
        ("anna+help@x.fi", "anna+help@x.fi"),
        ("anna@Järjestö.fi", "anna@xn--jrjest-bua3m.fi"),
        ("anna@ja\u0308rjesto\u0308.fi", "anna@xn--jrjest-bua3m.fi"),
        ("a@аррӏе.com", "a@xn--80ak6aa92e.com"),  # Cyrillic
        ("ännä@x.fi", None),
        ("ＡＢ@x.fi", None),
        ("a@b", None),
        ("a@x.fi\nBcc: b@x.fi", None),
        ("a\u200b@x.fi", None),
        ('"a b"@x.fi', None),
        ("a@[127.0.0.1]", None),
        ("a" * 65 + "@x.fi", None),
        ("x" * 10_000 + "@x.fi", None),
        ("", None),
    ],
)
def test_one_form(written: str, kept: str | None) -> None:
    assert normalise(written) == kept
    assert kept is None or normalise(kept) == kept


def test_look_alikes_are_shown_as_what_they_are() -> None:
    assert displayed("anna@xn--jrjest-bua3m.fi") == "anna@järjestö.fi"
    assert displayed("a@xn--80ak6aa92e.com") == "a@xn--80ak6aa92e.com"
    assert domain_of("anna@gmail.com") is None
    assert domain_of("anna@xn--jrjest-bua3m.fi") == "xn--jrjest-bua3m.fi"


def test_a_pasted_list() -> None:
    found = in_words(
        'Anna <ANNA@x.fi>, bertil@x.fi;carla@x.fi\tdora@x.fi\n\nmailto:eva@x.fi\n"fia@x.fi"\nno one\nwrong@\nanna@x.fi'
    )
    assert isinstance(found, AddressList)
    assert [line for line, _address in found.addresses] == [1, 1, 1, 1, 3, 4]
    assert [address[0] for _line, address in found.addresses] == list("abcdef")
    assert found.faults == ((5, "no one"), (6, "wrong@"))


def test_the_column_is_found_by_what_is_in_it() -> None:
    rows = ["id,contact@site,mail,tel", *(f"{n},@some{n},p{n}@x.fi,+358" for n in range(20)), "20,@some,,+358"]
    found = in_file("\n".join(rows).encode())
    assert isinstance(found, AddressList)
    assert len(found.addresses) == 20
    assert found.fault_count == 2
    assert [line for line, _words in found.faults] == [1, 22]


def test_a_quote_that_is_never_closed_swallows_nothing() -> None:
    found = in_file(b'name;mail\n"Anna;anna@x.fi\nBertil;bertil@x.fi\n')
    assert isinstance(found, AddressList)
    assert [address for _line, address in found.addresses] == ["anna@x.fi", "bertil@x.fi"]


def test_a_cell_of_several_lines_keeps_the_count() -> None:
    found = in_file(b'"Anna\nVirtanen";anna@x.fi\nBertil;wrong@\n')
    assert isinstance(found, AddressList)
    assert found.addresses == ((1, "anna@x.fi"),)
    assert found.faults == ((3, "wrong@"),)


def book(*rows: tuple[object, ...]) -> bytes:
    made, file = Workbook(), io.BytesIO()
    assert made.active is not None
    for row in rows:
        made.active.append(row)
    made.save(file)
    return file.getvalue()


def with_part(content: bytes, name: str, body: bytes) -> bytes:
    """The workbook with one of its parts in another form."""
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as new:
        for part in old.infolist():
            new.writestr(part.filename, body if part.filename == name else old.read(part))
    return made.getvalue()


def test_a_workbook() -> None:
    found = in_file(book(("Nimi", "Sähköposti"), (1, "anna@x.fi"), (None, None), (3.5, "=A1"), ("x", "b@x.fi")))
    assert found == AddressList(((2, "anna@x.fi"), (5, "b@x.fi")), ((4, "3.5 =A1"),), 1)


def test_bombs_are_not_unpacked() -> None:
    sheet = "xl/worksheets/sheet1.xml"
    whole = book(("anna@x.fi",))
    assert in_file(with_part(whole, sheet, b"<worksheet>" + b" " * 70_000_000)) is ListFault.TOO_LARGE
    entities = b'<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa">]><worksheet>&a;</worksheet>'
    assert in_file(with_part(whole, sheet, entities)) is ListFault.BROKEN
    far = b'<row r="1048576"><c r="XFD1048576" t="inlineStr"><is><t>b@x.fi</t></is></c></row>'
    lying = b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>%s</sheetData>'
    assert isinstance(in_file(with_part(whole, sheet, lying % far + b"</worksheet>")), ListFault)
    many = io.BytesIO()
    with zipfile.ZipFile(many, "w") as packed:
        for number in range(600):
            packed.writestr(f"xl/{number}.xml", b"")
    assert in_file(many.getvalue()) is ListFault.TOO_LARGE
    assert in_file(b"a@x.fi\n" * (MOST_ROWS + 1)) is ListFault.TOO_LARGE
    other = io.BytesIO()
    with zipfile.ZipFile(other, "w") as packed:
        packed.writestr("word/document.xml", b"<x/>")
    assert in_file(other.getvalue()) is ListFault.OTHER_KIND


@given(st.binary(max_size=300) | st.binary(max_size=100).map(lambda some: b"PK\x03\x04" + some))
def test_whatever_comes_is_answered(content: bytes) -> None:
    assert isinstance(in_file(content), AddressList | ListFault)


@given(st.text(max_size=300))
def test_whatever_is_pasted_is_answered(words: str) -> None:
    assert isinstance(in_words(words), AddressList | ListFault)
