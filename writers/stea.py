"""Text for STEA's yearly report: plain, without links or attachments, each figure with how it is known and whether it
is outward or internal. The rules are STEA's for the tuloksellisuusraportti: figures collected, sampled or estimated;
financial administration and the like of one's own association are internal, a union's help to its members is outward.
"""

from collections.abc import Callable, Sequence

from domain.results.figures import FIGURES, Name, Unit
from domain.results.report import Report
from frame.texts import Language, Minutes, Text, Words, _
from screens import facts
from screens import results as screens
from writers.tables import KINDS

OUTWARD: Sequence[Name] = (
    Name.DONE_OUTWARD,
    Name.OUTWARD,
    Name.PEOPLE_HELPING,
    Name.ORGANISATIONS_HELPING,
    Name.ORGANISATIONS_ASKING,
    Name.UNMET,
)
INTERNAL: Sequence[Name] = (Name.DONE_INTERNAL, Name.INTERNAL)
BOTH: Sequence[Name] = (
    Name.ASKED,
    Name.DONE,
    Name.USED,
    Name.ESTIMATED,
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
        *_figures(report, BOTH, _("outward and internal"), say),
    ]
    if report.by_category:
        parts += ["", say(_("TIME USED BY CATEGORY (collected, outward and internal)"))]
        parts += [
            "- "
            + say(Text("{category}: {time}", {"category": facts.category(one.category), "time": Minutes(one.used)}))
            for one in report.by_category
        ]
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
        values = {
            "label": screens.LABELS[name],
            "value": screens.value(name, value),
            "kind": KINDS[FIGURES[name].kind],
            "direction": direction,
        }
        found.append("- " + say(Text("{label}: {value} ({kind}, {direction})", values)))
    return found


def _plain(words: str) -> str:
    """On one line, without addresses: STEA takes no links."""
    return " ".join(word for word in words.split() if "://" not in word and not word.lower().startswith("www."))
