"""Which language the bot speaks."""

from collections.abc import Iterable

from domain.dataclasses import dataclass
from frame.readers import folded
from frame.screen import Button, Row, Screen, Tap, rows
from frame.texts import Words, _, paragraphs

NAMES = {"fi": "Suomi", "sv": "Svenska", "en": "English"}
"""Each by its own name, whoever reads it."""


@dataclass(frozen=True)
class Speak(Tap, code="lang"):
    """From now on in that language."""

    language: str


@dataclass(frozen=True)
class ChooseLanguage(Tap, code="langs"):
    """To the choice of languages."""


def named(words: str) -> str | None:
    """The code of the language that somebody wrote by its own name."""
    return next((code for code, name in NAMES.items() if folded(name) == folded(words)), None)


def first_choice(guess: str, before: Words | None) -> Screen:
    """To a newcomer: in the language that Telegram tells, with that one first."""
    return Screen(paragraphs(before, _("Welcome! Which language do you want to use here?")), _buttons(guess))


def choice(now: str, *after: Button) -> Screen:
    """To somebody who wants another one."""
    return Screen(
        _("The language now: <b>{name}</b>. Which language do you want to use?", name=NAMES.get(now, now)),
        rows(_buttons(now), *after),
    )


def chosen(language: str) -> Words:
    """Said in the new language."""
    return _("From now on the language is: {name}.", name=NAMES.get(language, language))


def _buttons(first: str) -> tuple[Row, ...]:
    order: Iterable[str] = sorted(NAMES, key=lambda code: code != first)
    return rows(tuple(Button(NAMES[code], Speak(code)) for code in order))
