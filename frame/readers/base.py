"""What every reader speaks: the moment, the reason, and words folded for comparing."""

import re
import unicodedata
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import TypeVar
from zoneinfo import ZoneInfo

from frame.texts import Words, cleaned

Value = TypeVar("Value")


@dataclass(frozen=True, slots=True)
class Reading:
    """What a reader may need to know about the moment: `now` is aware, `zone` is where its people live."""

    now: datetime
    zone: ZoneInfo

    @property
    def today(self) -> date:
        return self.now.astimezone(self.zone).date()


@dataclass(frozen=True, slots=True)
class Unread:
    """Why the words were not read, and what would do: a sentence for the person who wrote them."""

    reason: Words


Reader = Callable[[str, Reading], Value | Unread]

FRACTIONS = {"½": " 1/2", "⅓": " 1/3", "⅔": " 2/3", "¼": " 1/4", "¾": " 3/4"}
ALIKE = str.maketrans(
    FRACTIONS
    | dict.fromkeys("‐‑‒–—―−", "-")
    | dict.fromkeys("’´`", "'")
    | dict.fromkeys("⁰¹²³⁴⁵⁶⁷⁸⁹", "^")  # "10²" is not 102
    | {"⁄": "/", "\ufe0f": "", "\u20e3": ""}  # "2" on a key is 2
)


def plain_letters(words: str) -> str:
    """`words` in lower case, without diacritics, every kind of digit as 0-9."""
    bare = unicodedata.normalize("NFKD", unicodedata.normalize("NFKC", words).casefold())
    return "".join(
        str(unicodedata.decimal(letter)) if letter.isdecimal() else letter
        for letter in bare
        if not unicodedata.combining(letter)
    )


def folded(words: str) -> str:
    """`words` for comparing: case, diacritics, kinds of dash and space do not matter. "Tänään " is "tanaan"."""
    return " ".join(plain_letters(cleaned(words).translate(ALIKE)).split())


NUMBERS = {
    word: number
    for number, words in {
        1: "yksi yhden yhta en ett one a an",
        2: "kaksi kahden kahta tva two",
        3: "kolme kolmen kolmea tre three",
        4: "nelja neljan fyra four",
        5: "viisi viiden fem five",
        6: "kuusi kuuden sex six",
        7: "seitseman sju seven",
        8: "kahdeksan atta eight",
        9: "yhdeksan nio nine",
        10: "kymmenen tio ten",
        11: "yksitoista yhdentoista elva eleven",
        12: "kaksitoista kahdentoista tolv twelve",
        15: "viisitoista viidentoista femton fifteen",
        20: "kaksikymmenta kahdenkymmenen tjugo twenty",
        30: "kolmekymmenta kolmenkymmenen trettio thirty",
        45: "neljakymmentaviisi fyrtiofem forty-five",
    }.items()
    for word in words.split()
}
"""Small numbers in words, folded, as nominative and genitive."""

ALONE = NUMBERS.keys() - {"a", "an", "en"}
"""Of them those that mean a number when they stand alone."""


def either(words: Iterable[str]) -> str:
    """A pattern that matches any of `words`, the longest first."""
    return "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))
