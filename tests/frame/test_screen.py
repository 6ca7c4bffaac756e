"""Taps fit into buttons and come back as they were; rows read as they are written."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

import pytest
from hypothesis import given
from hypothesis import strategies as st

from frame.screen import MOST_DATA, Button, Tap, rows


class Colour(StrEnum):
    RED = "red"
    BLUE = "blue"


@dataclass(frozen=True)
class Everything(Tap, code="t-all"):
    number: int
    word: str
    flag: bool
    colour: Colour
    day: date
    maybe: int | None
    perhaps: str | None


@dataclass(frozen=True)
class Nothing(Tap, code="t-none"):
    pass


@given(
    number=st.integers(0, 10**12),
    word=st.sampled_from(["", "a", "title"]),
    flag=st.booleans(),
    colour=st.sampled_from(Colour),
    day=st.dates(),
    maybe=st.none() | st.integers(0, 99),
)
def test_a_tap_comes_back_as_it_was_packed(
    number: int, word: str, flag: bool, colour: Colour, day: date, maybe: int | None
) -> None:
    tap = Everything(number, word, flag, colour, day, maybe, None)
    assert len(tap.pack().encode()) <= MOST_DATA
    assert Tap.unpack(tap.pack()) == tap


@pytest.mark.parametrize(
    "data",
    [
        "",
        "gone:1",
        "t-all",
        "t-all:x:a:1:red:2026-01-01::",
        "t-all:1:a:2:red:2026-01-01::",
        "t-all:1:a:1:green:x::",
        "::",
    ],
)
def test_what_no_tap_was_packed_into_is_nothing(data: str) -> None:
    assert Tap.unpack(data) is None


@given(st.text(max_size=80))
def test_no_data_from_outside_is_an_error(data: str) -> None:
    Tap.unpack(data)


def test_what_does_not_fit_is_refused_when_it_is_packed() -> None:
    with pytest.raises(ValueError, match="64 bytes"):
        Everything(1, "ä" * 40, True, Colour.RED, date(2026, 1, 1), None, None).pack()
    with pytest.raises(ValueError, match="does not fit"):
        Everything(1, "a:b", True, Colour.RED, date(2026, 1, 1), None, None).pack()


def test_a_code_belongs_to_one_tap() -> None:
    with pytest.raises(ValueError, match="not free"):
        type("Another", (Tap,), {}, code="t-none")


def test_rows_leave_out_what_is_not_allowed() -> None:
    one, two, three = Button("1", Nothing()), Button("2", Nothing()), Button("3", Nothing())
    assert rows(one, False, None, (two, three), ((one,), (two,)), ()) == ((one,), (two, three), (one,), (two,))
