"""Words: what a screen says before anybody's language is known, and the languages that say it.

A `Text` is an English sentence with named values. A `Language` turns it into HTML for Telegram, or into plain
words for a button. Values are escaped as they go in; the sentence's own markup stays markup.
"""

import gettext
import re
import unicodedata
from collections.abc import Mapping
from dataclasses import field
from datetime import UTC, date, datetime, time, tzinfo
from decimal import Decimal
from functools import lru_cache
from io import BytesIO
from pathlib import Path
from typing import Any

from babel import Locale
from babel.dates import format_date, format_time
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from babel.numbers import format_decimal
from markupsafe import Markup, escape

from domain.dataclasses import dataclass

CATALOGUES = Path(__file__).parent.parent / "locales"
LOCALES = {"fi": "fi_FI", "sv": "sv_FI", "en": "en_GB"}
DAYS = {"fi": "ccc d.M.y", "sv": "ccc d.M.y", "en": "ccc d MMM y"}  # CLDR has year-month-day for sv: nobody says it
MOMENTS = {"fi": "{day} klo {time}", "sv": "{day} kl. {time}", "en": "{day}, {time}"}


@dataclass(frozen=True, slots=True)
class Text:
    """A sentence in English with `{named}` values; `many` and `count` where it has a plural."""

    message: str
    values: Mapping[str, Any] = field(default_factory=dict)
    many: str | None = None
    count: int = 0


@dataclass(frozen=True, slots=True)
class Joined:
    """Several pieces with something between them."""

    pieces: tuple["Words", ...]
    between: str = "\n"


@dataclass(frozen=True, slots=True)
class Translated:
    """A name that is data and has each language's own form, such as a category's."""

    names: Mapping[str, str]


Words = Text | Joined | Translated | str
"""What can be said. A plain `str` is somebody's own words (or a figure): it is shown as it is, escaped."""


def _(message: str, /, **values: Any) -> Text:
    """A sentence to translate: `_("Hello {name}", name=person.name)`."""
    return Text(message, values)


def n_(one: str, many: str, count: int, /, **values: Any) -> Text:
    """A sentence with a plural; `{count}` is given."""
    return Text(one, {"count": count, **values}, many, count)


def lines(*pieces: Words | bool | None) -> Joined:
    """One below the other; what is None or False is left out."""
    return Joined(tuple(piece for piece in pieces if piece is not None and not isinstance(piece, bool)))


def paragraphs(*pieces: Words | bool | None) -> Joined:
    """With an empty line between; what is None or False is left out."""
    return Joined(lines(*pieces).pieces, "\n\n")


@dataclass(frozen=True, slots=True)
class Minutes:
    """A length of time in whole minutes, shown as "1 h 30 min"."""

    minutes: int


@dataclass(frozen=True, slots=True)
class InWords:
    """A date spelled out, for echoing back what was understood; of a moment, its date where the reader is."""

    day: date | datetime


@dataclass(frozen=True, slots=True)
class ClockOf:
    """The time of day of a moment, where the reader is: "9.30"."""

    moment: datetime


@dataclass(frozen=True, slots=True)
class MonthOf:
    """The month of a day, with its year: "joulukuu 2026"."""

    day: date


@dataclass(frozen=True, slots=True)
class WeekdayOf:
    """The day of the week of a day, as a calendar heads its columns: "ma"."""

    day: date


UNWANTED = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u00ad\u061c\u180e\u200b\u200c\u200e\u200f\u2028\u2029\u202a-\u202e\u2060-\u206f\ufeff"
    "\ufff9-\uffff\ud800-\udfff]|[\U000e0000-\U000e0fff]"
)
"""Controls, direction overrides, invisible marks and lone surrogates: they forge lines and hide text."""

RIGHT_TO_LEFT = re.compile("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufeff\U00010800-\U00010fff\U0001e800-\U0001efff]")
MOST_MARKS = 2  # combining marks on one letter; more is a tower that covers its neighbours


def cleaned(words: str) -> str:
    """`words` in NFC without controls and direction overrides, at most two marks on a letter."""
    if words.isascii() and words.isprintable():
        return words
    kept: list[str] = []
    marks = 0
    for letter in UNWANTED.sub("", unicodedata.normalize("NFC", words.replace("\t", " "))):
        marks = marks + 1 if unicodedata.combining(letter) else 0
        if marks <= MOST_MARKS:
            kept.append(letter)
    return "".join(kept)


def shown(words: str, clip: int | None = None) -> str:
    """Somebody's own words as they go on a screen: cleaned, clipped, and kept from turning their neighbours."""
    words = cleaned(words)
    if clip is not None and len(words) > clip:
        words = words[: max(clip - 1, 0)].rstrip() + "…"
    return words if words.isascii() or not RIGHT_TO_LEFT.search(words) else f"\u2068{words}\u2069"


def utf16(words: str) -> int:
    """Length as Telegram counts it: in UTF-16 units."""
    return len(words.encode("utf-16-le", "surrogatepass")) // 2


PLACEHOLDER = re.compile(r"\{(\w+)\}")


@dataclass(frozen=True)
class Language:
    """One of the languages: its code ("fi"), its CLDR locale and its catalogue."""

    code: str
    locale: Locale
    catalogue: gettext.NullTranslations

    def html(self, words: Words, zone: tzinfo = UTC, clip: int | None = None) -> Markup:
        """`words` as HTML for Telegram; times in `zone`; a value is cut to `clip` characters."""
        return Markup(self._marked(words, zone, clip))  # noqa: S704  values were escaped

    def _marked(self, words: Words, zone: tzinfo, clip: int | None) -> str:
        if isinstance(words, str):
            return escape(shown(words, clip))
        if isinstance(words, Translated):
            return escape(shown(words.names[self.code], clip))
        if isinstance(words, Joined):
            return words.between.join([self._marked(piece, zone, clip) for piece in words.pieces])
        return self._filled(words, zone, clip, plain=False)

    def plain(self, words: Words, zone: tzinfo = UTC, clip: int | None = None) -> str:
        """`words` for where Telegram takes no markup: a button, a toast, a command's description."""
        if isinstance(words, str):
            return shown(words, clip)
        if isinstance(words, Translated):
            return shown(words.names[self.code], clip)
        if isinstance(words, Joined):
            return words.between.join([self.plain(piece, zone, clip) for piece in words.pieces])
        return self._filled(words, zone, clip, plain=True)

    def _filled(self, text: Text, zone: tzinfo, clip: int | None, *, plain: bool) -> str:
        if text.many is None:
            sentence = self.catalogue.gettext(text.message)
        else:
            sentence = self.catalogue.ngettext(text.message, text.many, text.count)

        def value(found: re.Match[str]) -> str:
            given = self._said(text.values[found[1]], zone)
            return self.plain(given, zone, clip) if plain else self._marked(given, zone, clip)

        return PLACEHOLDER.sub(value, sentence) if "{" in sentence else sentence

    def _said(self, value: Any, zone: tzinfo) -> Words:
        match value:
            case Text() | Joined() | Translated() | str():
                return value
            case bool() | None:
                raise TypeError(f"{value!r} says nothing on a screen")
            case int():
                return _whole(value, self.locale)
            case float() | Decimal():
                return str(format_decimal(value, format="0.#", locale=self.locale))
            case Minutes():
                return self.duration(value.minutes)
            case InWords(day):
                return self.day_in_words(day.astimezone(zone).date() if isinstance(day, datetime) else day)
            case ClockOf(moment):
                return str(format_time(moment.astimezone(zone), format="short", locale=self.locale))
            case MonthOf():
                return str(format_date(value.day, "LLLL y", locale=self.locale))
            case WeekdayOf():
                return str(format_date(value.day, "cccccc", locale=self.locale))
            case datetime():
                return self.moment(value, zone)
            case date():
                return self.day(value)
            case time():
                return str(format_time(value, format="short", locale=self.locale))
        raise TypeError(f"a screen cannot say a {type(value).__name__}")

    def duration(self, minutes: int) -> str:
        """Whole minutes as "45 min", "2 h", "1 h 30 min": alike in all three languages."""
        hours, rest = divmod(minutes, 60)
        if not hours:
            return f"{rest} min"
        return f"{_whole(hours, self.locale)} h" + (f" {rest} min" if rest else "")

    def day(self, value: date) -> str:
        """A date with its weekday, short: "to 31.12.2026"."""
        return _day(value, self.code, self.locale)

    def day_in_words(self, value: date) -> str:
        """A date spelled out, for echoing back what was understood: "torstai 31. joulukuuta 2026"."""
        return str(format_date(value, format="full", locale=self.locale))

    def moment(self, instant: datetime, zone: tzinfo) -> str:
        """A date and a time of day in `zone`."""
        local = instant.astimezone(zone)
        at = format_time(local, format="short", locale=self.locale)
        return MOMENTS[self.code].format(day=self.day(local.date()), time=at)


# The same few numbers and days are said again and again, and Babel looks up the ways of the land each time.


@lru_cache(maxsize=1024)
def _whole(value: int, locale: Locale) -> str:
    return str(format_decimal(value, locale=locale))


@lru_cache(maxsize=1024)
def _day(value: date, code: str, locale: Locale) -> str:
    return str(format_date(value, DAYS[code], locale=locale))


@lru_cache
def language(code: str) -> Language:
    """The language of that code. KeyError for one that the service does not speak."""
    locale = Locale.parse(LOCALES[code])
    catalogue: gettext.NullTranslations = gettext.NullTranslations()
    if code != "en":
        compiled = BytesIO()
        with (CATALOGUES / code / "LC_MESSAGES" / "messages.po").open("rb") as source:
            write_mo(compiled, read_po(source, locale=code))
        compiled.seek(0)
        catalogue = gettext.GNUTranslations(compiled)
    return Language(code, locale, catalogue)


def nearest(code: str | None, default: str) -> str:
    """The language to speak to somebody whose Telegram speaks `code` ("sv-FI"), else `default`."""
    spoken = (code or "").partition("-")[0].lower()
    return spoken if spoken in LOCALES else default
