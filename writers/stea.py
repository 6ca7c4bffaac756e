"""Text for STEA's yearly report: plain, without links or attachments, each figure with how it is known and whether it
is outward or internal. The rules are STEA's for the tuloksellisuusraportti: figures collected, sampled or estimated;
financial administration and the like of one's own association are internal, a union's help to its members is outward.
"""

from collections.abc import Callable, Sequence

from domain.results.figures import FIGURES, Kind, Name, Unit
from domain.results.report import Report
from frame.texts import Language, Minutes, Text, Words, _
from screens import facts
from screens import results as screens
from screens.assignments import CAPACITIES
from writers.tables import KINDS, LABELS

OUTWARD: Sequence[Name] = (Name.DONE_OUTWARD, Name.OUTWARD)
INTERNAL: Sequence[Name] = (Name.DONE_INTERNAL, Name.INTERNAL)
BOTH: Sequence[Name] = (
    Name.ASKED,
    Name.DONE,
    Name.UNMET,
    Name.USED,
    Name.ESTIMATED,
    Name.PEOPLE_ASKING,
    Name.PEOPLE_HELPING,
    Name.ORGANISATIONS_ASKING,
    Name.ORGANISATIONS_HELPING,
    Name.SCORE_TASK,
    Name.SCORE_SCHEDULE,
    Name.SCORE_PROCESS,
    Name.OUTCOME_ANSWERED,
    Name.SOLVED,
    Name.CAN_NOW,
    Name.KNOWS_WHOM,
    Name.QUESTIONS,
    Name.QUESTIONS_HELPED,
    Name.QUESTIONS_UNMET,
)
BOTH_WAYS = _("outward and internal")


def text(report: Report, language: Language) -> bytes:
    """As a text file, in that language."""

    def say(words: Words) -> str:
        return language.plain(words)

    parts = [
        say(_("What came of it, for STEA's report")),
        say(screens.name_of(report.scope)),
        say(screens.days_of(report.period)),
        "",
        say(_("OUTWARD: help from one organisation or person to another organisation")),
        *_figures(report, OUTWARD, _("outward"), say),
        "",
        say(_("INTERNAL: help inside one organisation")),
        *_figures(report, INTERNAL, _("internal"), say),
        "",
        say(_("OUTWARD AND INTERNAL TOGETHER")),
        *_figures(report, BOTH, BOTH_WAYS, say),
    ]
    if report.by_category:
        parts += ["", say(_("TIME USED BY CATEGORY"))]
        parts += [_counted(facts.category(one.category), Minutes(one.used), say) for one in report.by_category]
    if known := [one for one in report.by_capacity if one.used is not None]:
        parts += ["", say(_("TIME USED BY CAPACITY"))]
        for one in known:
            label = CAPACITIES[one.capacity] if one.capacity else _("not said")
            parts.append(_counted(label, Minutes(one.used or 0), say))
    if report.quotes:
        parts += ["", say(_("WHAT PEOPLE SAID (with their consent, without names)"))]
        parts += [f"- {quote}" for quote in report.quotes]
    return ("\r\n".join(map(_plain, parts)) + "\r\n").encode("utf-8-sig")


def _figures(report: Report, names: Sequence[Name], direction: Words, say: Callable[[Words], str]) -> list[str]:
    found = []
    for name in names:
        value = report.now[name]
        if value is None or (not value and FIGURES[name].unit in (Unit.SCORE, Unit.SHARE)):
            continue
        found.append(_marked(LABELS[name], screens.value(name, value), FIGURES[name].kind, direction, say))
    return found


def _counted(label: Words, value: Minutes, say: Callable[[Words], str]) -> str:
    return _marked(label, Text("{time}", {"time": value}), Kind.COLLECTED, BOTH_WAYS, say)


def _marked(label: Words, value: Words, kind: Kind, direction: Words, say: Callable[[Words], str]) -> str:
    values = {"label": label, "value": value, "kind": KINDS[kind], "direction": direction}
    return "- " + say(Text("{label}: {value} ({kind}, {direction})", values))


def _plain(words: str) -> str:
    """On one line, without addresses: STEA takes no links."""
    return " ".join(word for word in words.split() if "://" not in word and not word.lower().startswith("www."))
