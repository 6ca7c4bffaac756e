"""A report broken down: by category, capacity, region; what was asked in vain; who helped, and what people said."""

from collections.abc import Mapping

from domain.dataclasses import dataclass
from domain.regions import REGIONS
from domain.results.report import CapacityMinutes, CategoryFigures, RegionFigures, Report, Unmet
from frame.screen import Button, Screen, Tap, rows
from frame.texts import Joined, Minutes, Text, Translated, Words, _, lines, n_, paragraphs
from models.advice import UnmetReason
from screens import facts
from screens.assignments import CAPACITIES
from screens.following import REASONS
from screens.results import SeeFiles, SeePictures, days_of, name_of, see
from screens.ways import HOME, ChooseReport

MOST_LINES = 8
MOST_NAMES = 20
MOST_QUOTES = 4
FEW = _("fewer than 3")

WHY: Mapping[str, Words] = {
    "nobody_offered": _("nobody offered"),
    "nobody_chosen": _("nobody was chosen"),
    "called_off": _("called off"),
    UnmetReason.NOBODY_TO_ASK: _("there was nobody to ask"),
    UnmetReason.NO_ANSWER: _("nobody answered"),
    UnmetReason.NOT_HELPED: _("no answer helped"),
}


@dataclass(frozen=True)
class LetName(Tap, code="figname"):
    """Reports may say my name, or no longer."""

    yes: bool


def breakdown(report: Report) -> Screen:
    """All of it, in words."""
    scope, period = report.scope, report.period
    how = (scope.whose, scope.id, period.span, period.first, period.last)
    sections = _sections(report)
    return Screen(
        paragraphs(
            lines(_("<b>What came of it, broken down</b>"), name_of(scope), days_of(period)),
            *(sections or [_("Nothing has happened in these days yet.")]),
        ),
        rows(
            bool(sections) and (Button(_("See pictures"), SeePictures(*how)), Button(_("Get files"), SeeFiles(*how))),
            Button(_("Back to the figures"), see(scope, period)),
            HOME,
        ),
    )


def _sections(report: Report) -> list[Words]:
    tasks = [missed(one) for one in report.unmet if not one.question]
    questions = [missed(one) for one in report.unmet if one.question]
    parts = (
        (_("<b>Hours by category</b>"), list(map(category, report.by_category))),
        (_("<b>As what people helped</b>"), list(map(capacity, report.by_capacity))),
        (_("<b>Regions that got help</b>"), list(map(region_line, report.by_region))),
        (_("<b>What nobody took</b>"), tasks),
        (_("<b>Questions that nobody could help with</b>"), questions),
        (_("<b>What was tried for what nobody took</b>"), _tried(report) if tasks else []),
        (_("<b>Who helped</b>"), helpers(report)),
        (_("<b>What people said</b>"), [_quote(words) for words in report.quotes[:MOST_QUOTES]]),
    )
    return [lines(title, *said[:MOST_LINES], more(len(said) - MOST_LINES)) for title, said in parts if said]


def more(count: int) -> Words | None:
    """How many lines are left out."""
    return n_("and {count} more", "and {count} more", count) if count > 0 else None


def category(one: CategoryFigures) -> Words:
    """Estimated and used, and the difference."""
    return _(
        "{category}: {estimated} estimated, {used} used ({difference})",
        category=facts.category(one.category),
        estimated=Minutes(one.estimated),
        used=Minutes(one.used),
        difference=difference(one.used - one.estimated),
    )


def difference(minutes: int) -> Words:
    """So much more or less."""
    sign = "+" if minutes > 0 else "−" if minutes else "±"
    return Text("{sign}{time}", {"sign": sign, "time": Minutes(abs(minutes))})


def capacity(one: CapacityMinutes) -> Words:
    """Time in one capacity, where it is not of too few people."""
    label = CAPACITIES[one.capacity] if one.capacity else _("not said")
    shown: Words = FEW if one.used is None else Text("{time}", {"time": Minutes(one.used)})
    return Text("{label}: {shown}", {"label": label, "shown": shown})


def region_line(one: RegionFigures) -> Words:
    """Tasks done and time for the organisations of one region."""
    if one.tasks is None or one.used is None:
        return Text("{region}: {shown}", {"region": region(one.region), "shown": FEW})
    tasks = n_("{count} task", "{count} tasks", one.tasks)
    return Text("{region}: {tasks}, {time}", {"region": region(one.region), "tasks": tasks, "time": Minutes(one.used)})


def region(key: str | None) -> Words:
    """A region's name."""
    names = REGIONS.get(key or "")
    return Translated(dict(zip(("fi", "sv", "en"), names, strict=True))) if names else _("Region not known")


def place(one: Unmet) -> Words:
    """The town where it was asked, or the asker's region."""
    return one.town or (region(one.region) if one.region else _("remote or not said"))


def missed(one: Unmet) -> Words:
    """Help that nobody gave, in a line."""
    count: Words = FEW if one.count is None else str(one.count)
    values = {"category": facts.category(one.category), "place": place(one), "why": WHY[one.why], "count": count}
    return Text("{category}, {place}, {why}: {count}", values)


def _tried(report: Report) -> list[Words]:
    tried = report.tried
    found: list[Words] = []
    if tried.told:
        found.append(_("Followers who heard of it: {count}", count=tried.told))
    if tried.asked:
        found.append(_("People who offer such help and were asked: {count}", count=tried.asked))
    for reason, count in tried.why_not.items():
        shown: Words = FEW if count is None else str(count)
        found.append(_("Their answer “{reason}”: {count}", reason=REASONS[reason], count=shown))
    return found


def helpers(report: Report) -> list[Words]:
    """Who helped: those by name who let reports say it."""
    found: list[Words] = []
    if report.helpers:
        found.append(Joined(tuple(facts.short(name, 40) for name in report.helpers[:MOST_NAMES]), ", "))
    others = report.other_helpers + len(report.helpers[MOST_NAMES:])
    if others:
        found.append(n_("{count} whose name is not said here", "{count} whose names are not said here", others))
    return found


def _quote(words: str) -> Words:
    return Text("“{words}”", {"words": facts.short(words, 200)})


def naming(named: bool) -> Button:
    """To be named, or no longer."""
    if named:
        return Button(_("Take my name out of reports"), LetName(False))
    return Button(_("Let reports say my name"), LetName(True))


def named(yes: bool) -> Screen:
    """What holds from now on."""
    said = (
        _("Thank you. Reports of those you helped may say that you did. Your own figures stay yours.")
        if yes
        else _("Reports do not say your name from now on. Files that were made before stay as they are.")
    )
    return Screen(said, rows(naming(yes), Button(_("See what came of it"), ChooseReport()), HOME))
