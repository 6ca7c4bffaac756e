"""What a round is called, in the reader's language or, where it has no name in that, in one that it has."""

from collections.abc import Mapping

from frame.texts import LOCALES, Translated, Words


def named(names: Mapping[str, str]) -> Words:
    """The name of a round."""
    some = next((names[code] for code in LOCALES if names.get(code)), "…")
    return Translated({code: names.get(code) or some for code in LOCALES})
