"""Somebody's own words, on their way to somebody else."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from frame.formatting import Formatted, is_blank, tidied


@pytest.mark.parametrize("text", ["", " \n", "\u200b", "\u3164", "\u202e", "\ufffc", "\ud83d", "\ufffc\u2800"])
def test_what_nobody_can_see_is_blank(text: str) -> None:
    assert is_blank(text)


@given(st.text(st.characters(), max_size=4))
def test_what_is_tidied_away_was_blank(text: str) -> None:
    """Whoever shows it without a header asks for that first: a message needs words."""
    assert tidied(Formatted(text)).text.strip() or is_blank(text)
