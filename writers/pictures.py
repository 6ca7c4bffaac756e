"""A report as pictures: what each shows, and the same in words."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date

from domain.results.counting import Value
from domain.results.figures import FEWEST, Name
from domain.results.report import Help, Report
from domain.views import CategoryView
from frame.texts import Language, Minutes, MonthOf, Text, Words, _, lines, n_
from screens import breakdowns, facts
from screens import results as screens
from screens.results import Drawing
from writers.shapes import Bars, Lines, Network, Page, Shape, Tile

MOST_SERIES = 7
"""Categories with a colour of their own; the others are one."""
MOST_BARS = 10
MOST_NODES = 16
MOST_LINES = 8
HOURS = _("hours")
OTHERS = _("Other categories")
NOTHING = _("There is nothing to draw in these days yet.")

AXES = (Name.SCORE_TASK, Name.SCORE_SCHEDULE, Name.SCORE_PROCESS)

Say = Callable[[Words], str]


def shape(report: Report, what: Drawing, language: Language) -> Shape | None:
    """The picture of that kind in that language; None where there is nothing to draw."""

    def say(words: Words) -> str:
        return language.plain(words)

    match what:
        case Drawing.MONTHS:
            return _months(report, say)
        case Drawing.ESTIMATES:
            return _estimates(report, say)
        case Drawing.FEEDBACK:
            return _feedback(report, say)
        case Drawing.NETWORK:
            return _network(report, say)
        case _:
            return _page(report, say)


def in_words(report: Report, what: Drawing) -> Words:
    """What the picture shows, for those who do not see it."""
    match what:
        case Drawing.MONTHS:
            return lines(
                *map(_month_line, _months_of(report)[-MOST_LINES:]),
                breakdowns.more(len(_months_of(report)) - MOST_LINES),
            )
        case Drawing.ESTIMATES:
            said = list(map(breakdowns.category, report.by_category))
            return lines(*said[:MOST_LINES], breakdowns.more(len(said) - MOST_LINES))
        case Drawing.FEEDBACK:
            answers = int(report.now[Name.FEEDBACK] or 0)
            return lines(
                *(_score(report, name) for name in AXES), n_("From {count} answer.", "From {count} answers.", answers)
            )
        case Drawing.NETWORK:
            said = [Text("{doer} → {requester}: {time}", _named(one)) for one in report.network]
            return lines(*said[:MOST_LINES], breakdowns.more(len(said) - MOST_LINES))
    return lines(*(_tile_line(report, name) for name in TILES if report.now[name] is not None))


def _tile_line(report: Report, name: Name) -> Words:
    return Text("{label}: {value}", {"label": screens.LABELS[name], "value": screens.value(name, report.now[name])})


def _named(one: Help) -> dict[str, Words | Minutes]:
    return {"doer": one.doer, "requester": one.requester, "time": Minutes(one.minutes)}


def _score(report: Report, name: Name) -> Words:
    found = report.now[name]
    shown: Words = _("fewer than 3 answers") if found is None else screens.value(name, found)
    return Text("{label}: {value}", {"label": screens.LABELS[name], "value": shown})


def _months_of(report: Report) -> list[tuple[date, int]]:
    sums: dict[date, int] = {}
    for one in report.by_month:
        sums[one.month] = sums.get(one.month, 0) + one.used
    return sorted(sums.items())


def _month_line(month: tuple[date, int]) -> Words:
    return Text("{month}: {time}", {"month": MonthOf(month[0]), "time": Minutes(month[1])})


def _months(report: Report, say: Say) -> Bars | None:
    """Hours by month, a part of each bar for each category."""
    if not report.by_month:
        return None
    months = report.period.months()
    own = [one.category for one in report.by_category if one.used > 0][:MOST_SERIES]
    hours = {(one.month, one.category.id): one.used / 60 for one in report.by_month}
    series = [_of_category(category, months, hours, say) for category in own]
    others = tuple(
        sum(value for (month, id), value in hours.items() if month == at and id not in {one.id for one in own})
        for at in months
    )
    if any(others):
        series.append((say(OTHERS), others))
    labels = tuple(say(Text("{month}", {"month": MonthOf(month)})) for month in months)
    return Bars(say(screens.DRAWN[Drawing.MONTHS]), labels, tuple(series), say(HOURS), stacked=True)


def _of_category(
    category: CategoryView, months: Sequence[date], hours: Mapping[tuple[date, int], float], say: Say
) -> tuple[str, tuple[float, ...]]:
    return say(facts.category(category)), tuple(max(hours.get((month, category.id), 0.0), 0.0) for month in months)


def _estimates(report: Report, say: Say) -> Bars | None:
    shown = report.by_category[:MOST_BARS]
    if not shown:
        return None
    return Bars(
        say(screens.DRAWN[Drawing.ESTIMATES]),
        tuple(say(facts.category(one.category)) for one in shown),
        (
            (say(_("Estimated")), tuple(one.estimated / 60 for one in shown)),
            (say(_("Used")), tuple(one.used / 60 for one in shown)),
        ),
        say(HOURS),
        lying=True,
    )


def _feedback(report: Report, say: Say) -> Lines | None:
    rows = [one for one in report.feedback_by_month if one.answers >= FEWEST]
    if not rows:
        return None
    by_month = {one.month: one for one in rows}
    months = report.period.months()
    return Lines(
        say(screens.DRAWN[Drawing.FEEDBACK]),
        tuple(say(Text("{month}", {"month": MonthOf(month)})) for month in months),
        tuple(
            (say(screens.LABELS[name]), tuple(_axis(by_month.get(month), axis) for month in months))
            for name, axis in (
                (Name.SCORE_TASK, "task"),
                (Name.SCORE_SCHEDULE, "schedule"),
                (Name.SCORE_PROCESS, "process"),
            )
        ),
        1,
        5,
    )


def _axis(row: object, axis: str) -> float | None:
    found: float | None = getattr(row, axis, None)
    return found


def _network(report: Report, say: Say) -> Network | None:
    """The organisations that give and receive most, and what goes between them."""
    if not report.network:
        return None
    total: dict[int, int] = {}
    names: dict[int, str] = {}
    for one in report.network:
        for id, name in ((one.doer_id, one.doer), (one.requester_id, one.requester)):
            total[id], names[id] = total.get(id, 0) + one.minutes, name
    shown = sorted(total, key=lambda id: (-total[id], id))[:MOST_NODES]
    place = {id: number for number, id in enumerate(shown)}
    return Network(
        say(screens.DRAWN[Drawing.NETWORK]),
        tuple(say(names[id]) for id in shown),
        tuple(
            (place[one.doer_id], place[one.requester_id], one.minutes / 60)
            for one in report.network
            if one.doer_id in place and one.requester_id in place and one.minutes > 0
        ),
        "h",
    )


TILES = (
    Name.ASKED,
    Name.DONE,
    Name.USED,
    Name.UNMET,
    Name.PEOPLE_HELPING,
    Name.ORGANISATIONS_HELPING,
    Name.SCORE_TASK,
    Name.SOLVED,
)


def _page(report: Report, say: Say) -> Page:
    """One page for a board meeting."""
    tiles = tuple(
        Tile(
            say(screens.LABELS[name]),
            _said(name, report.now[name], say),
            say(_("before: {value}", value=screens.value(name, report.before[name]))),
        )
        for name in TILES
    )
    pictures = (_months(report, say), _estimates(report, say), _network(report, say))
    return Page(
        say(_("What came of it")),
        say(Text("{whose} · {days}", {"whose": screens.name_of(report.scope), "days": screens.days_of(report.period)})),
        tiles,
        tuple(one for one in pictures if one is not None),
        say(
            _("Counted from what people agreed on and approved in the service. Averages are of three answers or more.")
        ),
    )


def _said(name: Name, value: Value, say: Say) -> str:
    return say(screens.value(name, value))
