"""The logic model as a picture, and the same in words."""

import struct

from domain.programme.workbooks.questions import links
from domain.programme.workbooks.reading import WorkbookView
from frame.texts import Language, Words, _
from models.programme.workbook import Part, Question, Step
from screens.programme.workbooks import books
from screens.programme.workbooks.asking import PARTS, STEPS
from writers.shapes import Chain

ASSUMPTION, RISK = _("Assumption"), _("Risk")


def shape(view: WorkbookView, language: Language) -> Chain:
    """What is drawn, in that language."""

    def say(words: Words) -> str:
        return language.plain(words)

    def between(assumption: Question, risk: Question) -> tuple[tuple[str, str], ...]:
        said = ((ASSUMPTION, view.book.said(assumption)), (RISK, view.book.said(risk)))
        return tuple((say(label), say(words)) for label, words in said if words)

    subtitle = " · ".join(filter(None, (say(view.organisation), say(view.activity))))
    return Chain(
        say(PARTS[Part.LOGIC]),
        subtitle,
        tuple((say(STEPS[step]), tuple(say(one.text) for one in view.book.items(Question(step)))) for step in Step),
        tuple(between(assumption, risk) for _one, _other, assumption, risk in links()),
        say(_("Nothing yet.")),
    )


def in_words(view: WorkbookView) -> Words:
    """The same, for those who do not see it."""
    return books.in_words(view.book, Part.LOGIC)


def size(picture: bytes) -> tuple[int, int]:
    """The width and the height of a PNG, which stand in its first chunk."""
    wide, high = struct.unpack(">II", picture[16:24])
    return int(wide), int(high)
