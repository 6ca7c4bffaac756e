"""A report as pictures: what each shows, and the same in words."""

from collections.abc import Callable

from domain.results.counting import Value
from domain.results.figures import FEWEST, Name
from domain.results.periods import Step, shifted, steps
from domain.results.report import Help, Part, Report
from frame.texts import Joined, Language, Minutes, MonthOf, Text, Words, _, lines, n_
from screens import breakdowns, facts
from screens import results as screens
from screens.results import Drawing
from writers.shapes import Bars, Lines, Network, Page, Shape, Tile
from writers.tables import LABELS

MOST_SERIES = 7
"""Categories with a colour of their own; the others are one."""
MOST_BARS, MOST_ON_PAGE = 10, 6
MOST_NODES = 16
MOST_LINES = 8
MOST_STEPS = 13
HOURS = _("hours")
OTHERS = _("Other categories")
NOTHING = _("There is nothing to draw in these days yet.")

AXES = (Name.SCORE_TASK, Name.SCORE_SCHEDULE, Name.SCORE_PROCESS)

NEEDS = {
    Drawing.MONTHS: (Part.WORK, Part.MONTHS),
    Drawing.ESTIMATES: (Part.WORK,),
    Drawing.FEEDBACK: (Part.FEEDBACK,),
    Drawing.NETWORK: (Part.NETWORK,),
    **dict.fromkeys(
        (Drawing.BOARD, Drawing.BOARD_PDF),
        (
            Part.TASKS, Part.PEOPLE, Part.ORGANISATIONS, Part.OUTCOMES, Part.WORK, Part.FEEDBACK, Part.MONTHS,
            Part.NETWORK,
        ),
    ),
}  # fmt: skip
"""What of a report a picture shows; the rest need not be counted for it."""

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
            said = _hours_lines(report)
            return lines(*said[-MOST_STEPS:], breakdowns.more(len(said) - MOST_STEPS))
        case Drawing.ESTIMATES:
            said = list(map(breakdowns.category, report.by_category))
            return lines(*said[:MOST_LINES], breakdowns.more(len(said) - MOST_LINES))
        case Drawing.FEEDBACK:
            answers = int(report.now[Name.FEEDBACK] or 0)
            return lines(
                *(_score(report, name) for name in AXES),
                n_("From {count} answer.", "From {count} answers.", answers),
                *_feedback_lines(report)[-MOST_LINES:],
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


def _step(step: Step) -> Words:
    """A month, a quarter or a year, as a label."""
    match step.months:
        case 1:
            return Text("{month}", {"month": MonthOf(step.first)})
        case 3:
            return _("Q{quarter} {year}", quarter=str(step.quarter), year=str(step.first.year))
    return str(step.first.year)


def _hours_of(report: Report, step: Step) -> dict[int, int]:
    """Minutes of a step, by category."""
    found: dict[int, int] = {}
    end = shifted(step.first, step.months)
    for one in report.by_month:
        if step.first <= one.month < end:
            found[one.category.id] = found.get(one.category.id, 0) + one.used
    return found


def _hours_lines(report: Report) -> list[Words]:
    return [
        Text("{when}: {time}", {"when": _step(step), "time": Minutes(sum(hours.values()))})
        for step in steps(report.period)
        if (hours := _hours_of(report, step))
    ]


def _months(report: Report, say: Say) -> Bars | None:
    """Hours by month, a part of each bar for each category."""
    if not report.by_month:
        return None
    places = steps(report.period)
    hours = [_hours_of(report, step) for step in places]
    own = [one.category for one in report.by_category if one.used > 0][:MOST_SERIES]
    series = [
        (say(facts.category(category)), tuple(max(of.get(category.id, 0), 0) / 60 for of in hours)) for category in own
    ]
    known = {one.id for one in own}
    others = tuple(max(sum(used for id, used in of.items() if id not in known), 0) / 60 for of in hours)
    if any(others):
        series.append((say(OTHERS), others))
    labels = tuple(say(_step(step)) for step in places)
    title = screens.DRAWN[Drawing.MONTHS] if places[0].months == 1 else _("Hours over time")
    return Bars(say(title), labels, tuple(series), say(HOURS), stacked=True)


def _estimates(report: Report, say: Say, most: int = MOST_BARS) -> Bars | None:
    shown = report.by_category[:most]
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


def _feedback_lines(report: Report) -> list[Words]:
    """The same over time, in the order of the axes; where there is one step only, it has been said."""
    shown = {one.month: one for one in report.feedback_by_step if one.answers >= FEWEST}
    said: list[Words] = []
    for step in steps(report.period):
        if (one := shown.get(step.first)) and len(shown) > 1:
            scores = (score for score in (one.task, one.schedule, one.process) if score is not None)
            three = Joined(tuple(Text("{score}", {"score": score}) for score in scores), " · ")
            said.append(Text("{when}: {scores}", {"when": _step(step), "scores": three}))
    return said


def _feedback(report: Report, say: Say) -> Lines | None:
    rows = [one for one in report.feedback_by_step if one.answers >= FEWEST]
    if not rows:
        return None
    by_month = {one.month: one for one in rows}
    places = steps(report.period)
    return Lines(
        say(screens.DRAWN[Drawing.FEEDBACK]),
        tuple(say(_step(step)) for step in places),
        tuple(
            (say(screens.LABELS[name]), tuple(_axis(by_month.get(step.first), axis) for step in places))
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
    most = set(sorted(total, key=lambda id: (-total[id], id))[:MOST_NODES])
    edges = [one for one in report.network if {one.doer_id, one.requester_id} <= most and one.minutes > 0]
    linked = {id for one in edges for id in (one.doer_id, one.requester_id)}
    shown = sorted(linked, key=lambda id: (-total[id], id))
    if not shown:
        return None
    place = {id: number for number, id in enumerate(shown)}
    return Network(
        say(screens.DRAWN[Drawing.NETWORK]),
        tuple(say(names[id]) for id in shown),
        tuple((place[one.doer_id], place[one.requester_id], one.minutes / 60) for one in edges),
        "h",
        say(_("An arrow goes from those who helped to those who got help. Thicker is more hours.")),
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
            say(LABELS[name]),
            _said(name, report.now[name], say),
            say(_("before: {value}", value=screens.value(name, report.before[name]))),
        )
        for name in TILES
    )
    pictures = (_months(report, say), _estimates(report, say, MOST_ON_PAGE), _network(report, say))
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
