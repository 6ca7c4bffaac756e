"""Readers: pure functions from what a person typed to a value, or a reason why not.

A reader is made with its limits and called with the words and the moment: `hours(maximum=200)("1,5", reading)`
is 90, `hours()("abc", reading)` is an `Unread` that says what is wrong and what would do. The grammar is Finnish,
Swedish and English at once, whatever the person's language; nothing that was typed is passed over in silence.
"""

from frame.readers.base import Reader, Reading, Unread, folded
from frame.readers.dates import FARTHEST, deadline, future_date, future_moment, inside, is_date, time_of
from frame.readers.numbers import figure, hours, whole
from frame.readers.private import sensitive
from frame.readers.words import choice, line, person_name, prose, town

__all__ = [
    "FARTHEST",
    "Reader",
    "Reading",
    "Unread",
    "choice",
    "deadline",
    "figure",
    "folded",
    "future_date",
    "future_moment",
    "hours",
    "inside",
    "is_date",
    "line",
    "person_name",
    "prose",
    "sensitive",
    "time_of",
    "town",
    "whole",
]
