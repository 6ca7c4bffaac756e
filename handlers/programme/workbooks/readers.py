"""How what was typed becomes an answer of a workbook."""

from collections.abc import Sequence
from datetime import date

from domain.programme.workbooks.book import NOT_KNOWN
from domain.programme.workbooks.questions import MOST_ITEMS, QUESTIONS, UNITS, Shape
from frame.readers import Reader, Reading, Unread, choice, figure, future_date, line, prose
from frame.steps import Option
from frame.texts import LOCALES, _, language
from models.programme.workbook import Question
from screens import facts
from screens.programme.workbooks import asking as screens

FARTHEST = 366 * 10
"""Days to a target."""
BULLETS = " -–•*·"


def reader(question: Question, *, one: bool) -> Reader[str]:
    """The reader of a question; `one`: of a single item, not of several lines."""
    asked = QUESTIONS[question]
    match asked.shape:
        case Shape.PROSE:
            return facts.careful(prose(maximum=asked.limit))
        case Shape.ITEMS if not one:
            return _items(asked.limit)
        case Shape.CHOICE:
            return _choice(screens.options(question, (), ()))
        case Shape.NUMBER:
            return _number(may_be_unknown=question is Question.BASELINE)
        case Shape.DAY:
            return _day
    one_line = facts.careful(line(maximum=asked.limit))
    return _unit(one_line) if question is Question.UNIT else one_line


def _unit(one_line: Reader[str]) -> Reader[str]:
    return lambda words, reading: words.strip() if words.strip() in UNITS else one_line(words, reading)


def _items(limit: int) -> Reader[str]:
    one_line = facts.careful(line(maximum=limit))

    def read(words: str, reading: Reading) -> str | Unread:
        found = [one_line(row.lstrip(BULLETS), reading) for row in words.splitlines() if row.strip(BULLETS)]
        refused = next((one for one in found if isinstance(one, Unread)), None)
        if refused is not None or not found:
            return refused or Unread(_("That is empty. Please write a few words."))
        if len(found) > MOST_ITEMS:
            return Unread(_("Those are too many lines. At most {count} fit.", count=MOST_ITEMS))
        return "\n".join(str(one) for one in found)

    return read


def _choice(options: Sequence[Option]) -> Reader[str]:
    said = {language(code).plain(option.label): str(option.value) for code in LOCALES for option in options}
    return choice(said | {option.value: str(option.value) for option in options})


def _number(*, may_be_unknown: bool) -> Reader[str]:
    number = figure()

    def read(words: str, reading: Reading) -> str | Unread:
        if may_be_unknown and words == NOT_KNOWN:
            return NOT_KNOWN
        found = number(words, reading)
        return found if isinstance(found, Unread) else str(found)

    return read


def _day(words: str, reading: Reading) -> str | Unread:
    found = future_date(farthest=FARTHEST)(words, reading)
    if isinstance(found, date) and found <= reading.today:
        return Unread(_("The day of the target is still to come. Please give a later one."))
    return found if isinstance(found, Unread) else found.isoformat()
