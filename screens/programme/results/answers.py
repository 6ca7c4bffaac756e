"""What people answer: how their organisation sees itself, and how a contact day was."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from domain.programme.results.days import DayFeedbackView
from domain.programme.results.ratings import RatingView
from frame.screen import Button, Screen, rows
from frame.steps import Option
from frame.texts import Words, _, lines, paragraphs
from models.programme.application import ContentArea, Moment
from screens.programme.naming import named
from screens.programme.places import AREAS
from screens.programme.results.ways import RateAgain, SayOfDay
from screens.programme.ways import OpenPlace, OpenRound
from screens.ways import HOME


@dataclass
class AgainDraft:
    """How an organisation sees itself in each area, now."""

    application_id: int = 0
    before: dict[str, int] = field(default_factory=dict)
    needs: int = 0
    logic: int = 0
    measuring: int = 0
    model: int = 0


@dataclass
class DayDraft:
    """How a day was."""

    feedback_id: int = 0
    useful: int = 0
    next_step: str | None = None


def wanted(view: RatingView, number: int) -> Screen:
    """Asks an organisation's people, once; `number` 2 is the reminder."""
    later = view.moment is Moment.LATER
    return Screen(
        paragraphs(
            number > 1 and _("A reminder:"),
            _("Half a year has gone by. How does your organisation see itself now? {round}", round=named(view.names))
            if later
            else _("The contact days are over. How does your organisation see itself now? {round}",
                   round=named(view.names)),
            lines(
                _("Organisation: {name}", name=view.organisation),
                _("Four questions, one tap each: the same as at the start. One of you answers for all."),
            ),
        ),
        rows(
            Button(_("Say how we see ourselves now"), RateAgain(view.application_id)),
            Button(_("Open our application"), OpenPlace(view.application_id)),
        ),
    )  # fmt: skip


def beside(question: Words, before: int | None) -> Words:
    """A question, with what was answered at the start."""
    return paragraphs(question, before is not None and _("At the start you said: {score}", score=before))


def rated(view: RatingView) -> Screen:
    """Thanks, and the two times side by side."""
    return Screen(
        paragraphs(
            _("Thank you. This is how your organisation sees itself, from 1 to 4: {round}", round=named(view.names)),
            lines(*(_rated(view.before, view.given, area) for area in ContentArea)),
        ),
        rows(
            Button(_("Change our answers"), RateAgain(view.application_id)),
            Button(_("Open our application"), OpenPlace(view.application_id)),
            HOME,
        ),
    )


def _rated(before: Mapping[ContentArea, int], now: Mapping[ContentArea, int], area: ContentArea) -> Words:
    if area not in now:
        return _("{area}: no answer", area=AREAS[area])
    if area not in before:
        return _("{area}: {score}", area=AREAS[area], score=now[area])
    return _("{area}: {before} at the start, {now} now", area=AREAS[area], before=before[area], now=now[area])


def waits(view: RatingView) -> tuple[Words, Button]:
    """On the home screen."""
    return (
        _("How does your organisation see itself now? {round}", round=named(view.names)),
        Button(_("Say how we see ourselves now"), RateAgain(view.application_id)),
    )


# After a contact day

WHAT_DAY = _("Two questions about a contact day")
SCORES = {
    1: _("1: of no use"),
    2: _("2: of little use"),
    3: _("3: of some use"),
    4: _("4: useful"),
    5: _("5: very useful"),
}
WITHOUT_STEP = _("Skip this question")


def day_wanted(view: DayFeedbackView) -> Screen:
    """Asks somebody who was there, once."""
    return Screen(
        paragraphs(
            _("Two questions about the contact day: {day}", day=view.day.date()),
            lines(
                _("Round: {round}", round=named(view.names)),
                _("It takes half a minute. The answers are shown without names."),
            ),
        ),
        rows(
            Button(_("Answer the two questions"), SayOfDay(view.id)),
            Button(_("Open the round"), OpenRound(view.round_id)),
        ),
    )


WHICH_USEFUL = _("1 of 2. Was the day useful for your work?")
WHICH_STEP = _("2 of 2. What will you do next? One line is enough, at most 300 characters.")


def scores() -> list[Option]:
    """From 1 to 5, in words."""
    return [Option(str(score), label) for score, label in SCORES.items()]


def day_said(view: DayFeedbackView) -> Screen:
    """Thanks, and what was said."""
    return Screen(
        paragraphs(
            _("Thank you. Your answers about the contact day: {day}", day=view.day.date()),
            lines(
                view.useful in SCORES and _("Usefulness: {score}", score=SCORES.get(view.useful or 0, "")),
                bool(view.next_step) and _("Next: <i>{text}</i>", text=view.next_step),
            ),
        ),
        rows(
            Button(_("Change my answers"), SayOfDay(view.id)),
            Button(_("Open the round"), OpenRound(view.round_id)),
            HOME,
        ),
    )
