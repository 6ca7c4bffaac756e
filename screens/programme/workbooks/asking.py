"""The questions of a workbook as they are asked: what each is called, what it wants, and an example."""

from collections.abc import Mapping, Sequence

from domain.programme.workbooks.book import NOT_KNOWN, NOT_YET, YES, AnswerView, Asking, Book
from domain.programme.workbooks.questions import MOST_ITEMS, QUESTIONS, Shape, links
from frame.steps import Option
from frame.texts import Text, Words, _, lines, paragraphs
from models.programme.workbook import HowOften, IndicatorKind, MarketFigure, Part, Question, Step

WHAT = _("An answer in the workbook")
SKIP = _("Skip for now")
SAVED = _("Saved. Everybody of your organisation sees it in the workbook.")

THEIRS_STAYS = _("It stays as your colleague wrote it.")
REMOVED = _("Taken away. It stays in the history.")

PARTS: Mapping[Part, Words] = {
    Part.NEEDS: _("Needs and goals"),
    Part.LOGIC: _("Logic model"),
    Part.INDICATORS: _("Indicators"),
    Part.PLAN: _("Measuring plan"),
}
STEPS: Mapping[Step, Words] = {
    Step.INPUT: _("Inputs"),
    Step.ACTIVITY: _("Activities"),
    Step.OUTPUT: _("Outputs"),
    Step.OUTCOME: _("Outcomes"),
    Step.IMPACT: _("Impact"),
}
KINDS: Mapping[IndicatorKind, Words] = {
    IndicatorKind.PROCESS: _("Process: how much was done"),
    IndicatorKind.RESULT: _("Result: what changed"),
}
HOW_OFTEN: Mapping[HowOften, Words] = {
    HowOften.MONTHLY: _("Every month"),
    HowOften.QUARTERLY: _("Every three months"),
    HowOften.TWICE_A_YEAR: _("Twice a year"),
    HowOften.YEARLY: _("Once a year"),
    HowOften.ONCE: _("Once, on the day of the target"),
}
MEASURABLE: Mapping[str, Words] = {
    YES: _("Yes, it can be measured"),
    NOT_YET: _("No, it cannot be measured yet"),
}
FIGURES: Mapping[MarketFigure, Words] = {
    MarketFigure.GIVEN: _("Hours of help given to others"),
    MarketFigure.RECEIVED: _("Hours of help received"),
    MarketFigure.TASKS: _("Tasks done"),
    MarketFigure.FEEDBACK: _("Average of the feedback"),
}
UNITS: Mapping[MarketFigure, Words] = {
    MarketFigure.GIVEN: _("hours"),
    MarketFigure.RECEIVED: _("hours"),
    MarketFigure.TASKS: _("tasks"),
    MarketFigure.FEEDBACK: _("average, from 1 to 5"),
}

_LINKS = {
    question: (one, other, question is assumption)
    for one, other, assumption, risk in links()
    for question in (assumption, risk)
}
_LABELS: Mapping[Question, Words] = {
    Question.TARGET_GROUP: _("Target group"),
    Question.NEED: _("Need"),
    Question.EVIDENCE: _("Evidence for the need"),
    Question.GOAL: _("Goal"),
    Question.OTHERS: _("Others who work on it"),
    **{Question(step): label for step, label in STEPS.items()},
    Question.WHAT: _("What is measured"),
    Question.OF_STEP: _("Step of the logic model"),
    Question.KIND: _("Process or result"),
    Question.MEASURABLE: _("Can it be measured?"),
    Question.UNIT: _("Unit"),
    Question.SOURCE: _("Source"),
    Question.METHOD: _("Method"),
    Question.HOW_OFTEN: _("How often"),
    Question.WHO: _("Who measures"),
    Question.BASELINE: _("Baseline"),
    Question.TARGET: _("Target"),
    Question.TARGET_DAY: _("Day of the target"),
    Question.RESULT: _("Result"),
}


def label(question: Question) -> Words:
    """What a question is called."""
    if question in _LINKS:
        one, other, assumption = _LINKS[question]
        values = {"one": STEPS[one], "other": STEPS[other]}
        return _("{one} > {other}: assumption", **values) if assumption else _("{one} > {other}: risk", **values)
    return _LABELS[question]


_ASSUMPTIONS: Mapping[Step, Words] = {
    Step.INPUT: _("For example: 25 volunteers are found and stay for at least a year."),
    Step.ACTIVITY: _("For example: those who live alone dare to let a volunteer in."),
    Step.OUTPUT: _("For example: meeting the same person every week becomes a friendship."),
    Step.OUTCOME: _("For example: who is less lonely needs fewer services."),
}
_RISKS: Mapping[Step, Words] = {
    Step.INPUT: _("For example: the coordinator's pay is covered for one year only."),
    Step.ACTIVITY: _("For example: the loneliest never hear of us."),
    Step.OUTPUT: _("For example: a volunteer stops, and the loneliness is worse than before."),
    Step.OUTCOME: _("For example: health fails for reasons that we cannot touch."),
}
_ASKED: Mapping[Question, tuple[Words, Words]] = {
    Question.TARGET_GROUP: (
        _("Whose life should change? Say who they are, where, and how many."),
        _("For example: people over 70 in our town who live alone and meet nobody on most days, about 900."),
    ),
    Question.NEED: (
        _("What do they need? What is hard for them now?"),
        _("For example: many go for days without talking to anybody, and do not dare to go out alone."),
    ),
    Question.EVIDENCE: (
        _("How do you know? Say where it comes from, and from which year."),
        _("For example: a survey of the town in 2025, 34 % feel lonely; 41 people on our own waiting list."),
    ),
    Question.GOAL: (
        _("Which change do you want, for whom and by when? Say what will be different for them."),
        _("For example: fewer older people who live alone feel lonely at the end of 2027."),
    ),
    Question.OTHERS: (
        _("Who else works on the same need, and what is left for you?"),
        _("For example: the parish visits at home, the town runs day centres; nobody finds a lasting friend."),
    ),
    Question.INPUT: (
        _("What do you put in: people, time, money, premises, partners?"),
        _("For example: a coordinator's working time"),
    ),
    Question.ACTIVITY: (
        _("What do you do?"),
        _("For example: training of volunteers"),
    ),
    Question.OUTPUT: (
        _("What comes of it at once, and can be counted?"),
        _("For example: 40 pairs who meet every week"),
    ),
    Question.OUTCOME: (
        _("What changes for the people: what do they feel, know, dare or do in another way?"),
        _("For example: the older people feel less lonely"),
    ),
    Question.IMPACT: (
        _("What changes in the long run, together with what others do?"),
        _("For example: older people live at home longer and feel well"),
    ),
    Question.WHAT: (
        _("What do you measure? One thing only. You can also choose a figure that counts itself in this service."),
        _("For example: the share of those who feel lonely often"),
    ),
    Question.OF_STEP: (_("Which step of the logic model does it tell of?"), ""),
    Question.KIND: (_("Does it tell how much was done, or what changed?"), ""),
    Question.MEASURABLE: (
        _("Can it be measured? It is fine if it cannot be yet: then it waits here until it can."),
        "",
    ),
    Question.UNIT: (_("In which unit?"), _("For example: per cent, people, visits, average from 1 to 5")),
    Question.SOURCE: (
        _("From where or from whom does the figure come?"),
        _("For example: those who have had a volunteer for at least three months"),
    ),
    Question.METHOD: (
        _("How is it collected?"),
        _("For example: one question by phone, at the start and every half year"),
    ),
    Question.HOW_OFTEN: (_("How often is it measured?"), ""),
    Question.WHO: (_("Who measures? They are reminded on each day. You can also write a name."), ""),
    Question.BASELINE: (_("What is the figure now, before the change? Write a number."), ""),
    Question.TARGET: (_("Which figure do you aim at? Write a number."), ""),
    Question.RESULT: ("", ""),  # is asked with its day
    Question.TARGET_DAY: (_("By which day? Write it, for example 31.12.2027, or choose it below."), ""),
}


def question(one: Asking, book: Book, now: AnswerView) -> Words:
    """A question as it is asked, with what stands there already; `now` is the answer that would be changed."""
    asked = QUESTIONS[one.question]
    named = next((found.name for found in book.indicators if found.id == one.indicator_id), "")
    items = book.items(one.question) if asked.shape is Shape.ITEMS and not now.place else ()
    says, example = _says(one.question)
    return paragraphs(
        lines(
            _("{part}: <b>{question}</b>", part=PARTS[asked.part], question=label(one.question)),
            bool(named) and one.question is not Question.WHAT and _("Indicator: {name}", name=named),
        ),
        lines(says, example or None),
        asked.shape is Shape.ITEMS
        and not now.place
        and _("Write one or several, each on a line of its own. At most {count} in all.", count=MOST_ITEMS),
        bool(items) and lines(_("There now:"), *(Text("• {item}", {"item": item.text}) for item in items)),
        bool(now.text) and now.at is not None
        and lines(
            _("There now ({name}, {moment}):", name=now.by, moment=now.at),
            said(one.question, now.text),
            _("What you write takes its place. Earlier words stay in the history."),
        ),
        asked.shape is Shape.PROSE and _("Up to {count} characters.", count=asked.limit),
    )  # fmt: skip


def _says(question: Question) -> tuple[Words, Words]:
    if question in _LINKS:
        one, _other, assumption = _LINKS[question]
        if assumption:
            return _("What has to be true so that the first leads to the second?"), _ASSUMPTIONS[one]
        return _("What could get in the way, and what would you do then?"), _RISKS[one]
    return _ASKED[question]


def said(question: Question, text: str) -> Words:
    """An answer as people read it."""
    named: Mapping[Question, Mapping[str, Words]] = {
        Question.OF_STEP: {str(step): label for step, label in STEPS.items()},
        Question.KIND: {str(kind): label for kind, label in KINDS.items()},
        Question.MEASURABLE: dict(MEASURABLE),
        Question.HOW_OFTEN: {str(one): label for one, label in HOW_OFTEN.items()},
        Question.BASELINE: {NOT_KNOWN: _("Not known yet")},
    }
    return named.get(question, {}).get(text, text)


def options(question: Question, people: Sequence[tuple[int, str]], figures: Sequence[MarketFigure]) -> list[Option]:
    """Answers ready to be tapped: of a choice, people, figures that count themselves."""
    match question:
        case Question.OF_STEP:
            return [Option(step, label) for step, label in STEPS.items()]
        case Question.KIND:
            return [Option(kind, label) for kind, label in KINDS.items()]
        case Question.MEASURABLE:
            return [Option(value, label) for value, label in MEASURABLE.items()]
        case Question.HOW_OFTEN:
            return [Option(one, label) for one, label in HOW_OFTEN.items()]
        case Question.WHO:
            return [Option(f"#{id}", _("Pick: {name}", name=name)) for id, name in people]
        case Question.BASELINE:
            return [Option(NOT_KNOWN, _("Say: not known yet"))]
        case Question.WHAT:
            return [Option(f"={figure}", _("Use: {name}", name=FIGURES[figure])) for figure in figures]
    return []


# A goal that sounds like an activity, and two who wrote at once


def doubted(text: str) -> Words:
    """Asked once, kindly."""
    return paragraphs(
        _("You wrote: {text}", text=text),
        _(
            "That sounds like something you do. A goal says what changes for people because you do it. For example, "
            "not «run a meeting place» but «fewer older people feel lonely»."
        ),
        _("What will be different for them? You may also keep it as it is."),
    )


DOUBT = (Option("anew", _("Write it as a change")), Option("keep", _("Keep it as it is")))


def both(theirs: AnswerView, mine: str, question: Question) -> Words:
    """The later one is shown what the earlier one wrote."""
    return paragraphs(
        _("Somebody wrote in this place while you did.")
        if theirs.at is None
        else _("{name} wrote in this place while you did ({moment}):", name=theirs.by, moment=theirs.at),
        said(question, theirs.text) if theirs.text else _("It was taken away."),
        lines(_("You wrote:"), said(question, mine)),
        _("Which shall stand? What was written before stays in the history."),
    )


def whose(fits: bool) -> list[Option]:
    """What can become of two answers."""
    return [
        Option("mine", _("Take mine")),
        Option("theirs", _("Keep theirs")),
        *([Option("both", _("Put both together"))] if fits else []),
    ]
