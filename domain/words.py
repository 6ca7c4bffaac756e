"""What people typed, made fit to keep; and folded, to be found again."""

import re
import unicodedata

from domain.refusals import TextMissing, TextTooLong

_HIDDEN = {"Cc", "Cs", "Co"}  # control, half a sign, private use
_DIRECTIONS = set("\u200e\u200f\u061c\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
_LEGAL_FORMS = {"ry", "rf", "rn", "sr"}


def _visible(text: str) -> str:
    return "".join(
        sign
        for sign in unicodedata.normalize("NFC", text.replace("\r\n", "\n"))
        if sign == "\n" or sign == "\t" or (unicodedata.category(sign) not in _HIDDEN and sign not in _DIRECTIONS)
    )


def tidy(text: str) -> str:
    """On one line, without control and direction marks."""
    return " ".join(_visible(text).split())


def readable(text: str) -> bool:
    """Whether there is a letter or a digit in it."""
    return any(sign.isalnum() for sign in text)


def line(text: str, *, field: str, limit: int) -> str:
    """One line that says something, or TextMissing, TextTooLong."""
    return _checked(tidy(text), field, limit)


def prose(text: str, *, field: str, limit: int, wordless: bool = False) -> str:
    """Some lines that say something; at most one empty line between two. A thumb up is fine where `wordless`."""
    lines = (" ".join(part.split()) for part in _visible(text).split("\n"))
    return _checked(re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip(), field, limit, wordless)


def _checked(text: str, field: str, limit: int, wordless: bool = False) -> str:
    if not wordless and not readable(text):
        raise TextMissing(field=field)
    if len(text) > limit:
        raise TextTooLong(field=field, limit=limit, length=len(text))
    return text


def fold(text: str) -> str:
    """Without case, diacritics and marks, words apart by one space: "Äänekosken Nuoret ry." is
    "aanekosken nuoret ry"."""
    plain = "".join(sign for sign in unicodedata.normalize("NFKD", text.casefold()) if not unicodedata.combining(sign))
    return " ".join("".join(sign if sign.isalnum() else " " for sign in plain).split())


def essence(folded: str) -> str:
    """A folded organisation's name without its legal form."""
    words = re.sub(r"\br ([yf])\b", r"r\1", folded).split()
    return " ".join(word for word in words if word not in _LEGAL_FORMS) or folded


_ENDING = (
    "yksen uksen yksien uksien ykset ukset ys us ksen kset den ten tten seen ien jen tta ssa sta lla lta lle ksi nsa "
    "ta et it at ot ut in en an on un yn n t arna orna erna ar er or s"
)
_ENDINGS = sorted(_ENDING.split(), key=len, reverse=True)
_GRADES = (
    ("nk", "n"), ("ng", "n"), ("nt", "n"), ("nd", "n"), ("nn", "n"), ("mp", "m"), ("mm", "m"), ("lt", "l"),
    ("ld", "l"), ("ll", "l"), ("rt", "r"), ("rd", "r"), ("rr", "r"), ("kk", "k"), ("pp", "p"), ("tt", "t"), ("d", "t"),
)  # fmt: skip
_STEM = 3


def stem(word: str) -> str:
    """What forms of one folded word share, roughly: "Helsinki" and "Helsingin", "yhdistys" and "yhdistyksen",
    "förening" and "föreningen". Too coarse to show, fine to find by."""
    if len(word) <= _STEM or not word.isalpha():
        return word
    for strong, weak in _GRADES:
        word = word.replace(strong, weak)
    for ending in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= _STEM:
            word = word[: -len(ending)]
            break
    bare = word.rstrip("aeiouy")
    word = bare if len(bare) >= _STEM else word[:_STEM]
    return word[:-1] if len(word) > _STEM and re.search("[lrh][kt]$", word) else word


def akin(one: str, other: str) -> bool:
    """Whether two stems are of one word: the same, or one goes on a little further."""
    short, long = sorted((one, other), key=len)
    return one == other or (len(short) > _STEM and len(long) - len(short) <= 2 and long.startswith(short))


def telling(folded: str) -> list[str]:
    """The words of a folded organisation's name or of a search that tell it from others: no legal form."""
    return essence(folded).split()
