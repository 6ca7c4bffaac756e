"""The bot's sentences as the catalogues have them, for people in stories who read their own language."""

from dataclasses import dataclass
from functools import cache
from typing import Any, cast

from babel.messages.pofile import read_po

from frame.texts import CATALOGUES


@dataclass(frozen=True)
class Sentence:
    """One sentence of the code."""

    one: str
    many: str | None

    def translated(self, code: str) -> list[str]:
        """Its forms in that language; its own where there is no translation."""
        own = [form for form in (self.one, self.many) if form]
        message = _catalogue(code).get(self.one) if code != "en" else None
        if message is None or not message.string:
            return own
        return [message.string] if isinstance(message.string, str) else list(message.string)


@cache
def sentences() -> tuple[Sentence, ...]:
    """Every sentence, the longest first, so that the most exact is found first. The catalogues have all of the code's:
    `make check` holds it, and reading them takes a moment."""
    ids = (message.id for message in _catalogue("fi") if message.id)
    found = [Sentence(*one) if isinstance(one, tuple) else Sentence(one, None) for one in ids]
    return tuple(sorted(found, key=lambda sentence: (sentence.one.count("{"), -len(sentence.one))))


@cache
def _catalogue(code: str) -> Any:
    with (CATALOGUES / code / "LC_MESSAGES" / "messages.po").open("rb") as source:
        return cast(Any, read_po(source, locale=code))
