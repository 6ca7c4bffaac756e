"""Frozen dataclasses, cheaply made: equal, hashed and told as the standard library's."""

import dataclasses
from dataclasses import field
from typing import Any

import pytest

from domain.dataclasses import dataclass


def made(how: Any) -> Any:
    @how(frozen=True)
    class Code:
        letters: str
        secret: str = field(default="", repr=False)

    return Code


@pytest.mark.parametrize("how", [dataclass, dataclasses.dataclass])
def test_they_are_as_the_standard_librarys(how: Any) -> None:
    code = made(how)
    assert code("a", "b") == code("a", "b") != code("a", "c")
    assert code("a") != made(how)("a")
    assert {code("a"): 1}[code("a")] == 1
    assert repr(code("a", "hush")).endswith("Code(letters='a')")
    assert dataclasses.replace(code("a", "b"), letters="c") == code("c", "b")


def test_no_signature_is_made_for_a_text_that_nobody_reads() -> None:
    assert made(dataclass).__doc__ == "Code"
    assert made(dataclasses.dataclass).__doc__.startswith("Code(letters: str")
