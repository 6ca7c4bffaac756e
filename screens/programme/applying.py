"""Applying for an organisation: the questions, the look before sending, the receipt."""

from domain.dataclasses import dataclass
from domain.programme.applying import ACTIVITY_MAX, MOST, MOTIVATION_MAX, Part
from domain.programme.views import DayView, Missing, PlacePage
from frame.screen import Button, Row, Screen, Tap, rows
from frame.steps import Option
from frame.texts import Words, _, lines, paragraphs
from models.programme.application import ContentArea, PlaceState
from screens.programme.rounds import contact_days
from screens.programme.ways import PROGRAMME, OpenPlace

WHAT_WRITING = _("Writing an application to the training")
WHAT_RATING = _("Saying how you see yourselves")
MINE, THEIRS, BOTH = "mine", "theirs", "both"


@dataclass(frozen=True)
class WritePart(Tap, code="pwrite"):
    """Write one part of the application."""

    application_id: int
    part: Part


@dataclass(frozen=True)
class RateOurselves(Tap, code="prate"):
    """Say how the organisation sees itself."""

    application_id: int


@dataclass(frozen=True)
class SeeDates(Tap, code="pdates"):
    """The dates that one commits to."""

    application_id: int


@dataclass(frozen=True)
class SayWeCome(Tap, code="pcome"):
    """We come to all of them."""

    application_id: int


@dataclass(frozen=True)
class SeeParticipants(Tap, code="ppeople"):
    """Who takes part, and who may be asked."""

    application_id: int
    page: int = 0


@dataclass(frozen=True)
class WhatToChange(Tap, code="pwhat"):
    """Which part of the application?"""

    application_id: int


@dataclass(frozen=True)
class LookBeforeSending(Tap, code="plook"):
    """The application as the coordinators will read it."""

    application_id: int


@dataclass(frozen=True)
class SendApplication(Tap, code="psend"):
    """Send it as it was shown."""

    application_id: int
    version: int


@dataclass(frozen=True)
class AskToWithdraw(Tap, code="pwdq"):
    """Shall it be withdrawn?"""

    application_id: int


@dataclass(frozen=True)
class WithdrawIt(Tap, code="pwd"):
    """It is withdrawn."""

    application_id: int


@dataclass(frozen=True)
class PartDraft:
    """One part that is being written; what stood there; what a colleague has written meanwhile."""

    application_id: int = 0
    part: Part = Part.ACTIVITY
    was: str = ""
    words: str = ""
    theirs: str | None = None
    by: str = ""
    which: str = ""


@dataclass(frozen=True)
class RatingDraft:
    """How an organisation sees itself in each area."""

    application_id: int = 0
    needs: int = 0
    logic: int = 0
    measuring: int = 0
    model: int = 0


LABELS: dict[Missing, Words] = {
    Missing.ACTIVITY: _("Write what activity you work on"),
    Missing.MOTIVATION: _("Write why you want to take part"),
    Missing.RATINGS: _("Say how you see yourselves now"),
    Missing.COMMITMENT: _("Look at the dates"),
    Missing.PARTICIPANTS: _("Tell who takes part"),
}
assert LABELS.keys() == set(Missing)


def way_to(missing: Missing, application_id: int) -> Tap:
    """Where a part is written."""
    match missing:
        case Missing.ACTIVITY:
            return WritePart(application_id, Part.ACTIVITY)
        case Missing.MOTIVATION:
            return WritePart(application_id, Part.MOTIVATION)
        case Missing.RATINGS:
            return RateOurselves(application_id)
        case Missing.COMMITMENT:
            return SeeDates(application_id)
        case Missing.PARTICIPANTS:
            return SeeParticipants(application_id)


def ways(view: PlacePage) -> tuple[Row, ...]:
    """On the page of an application: first what is to be done next, then what can be changed."""
    if not (view.inside and view.open):
        return ()
    writes = view.state in (PlaceState.DRAFT, PlaceState.SENT)
    return rows(
        writes and bool(view.missing) and Button(LABELS[view.missing[0]], way_to(view.missing[0], view.id)),
        not view.missing
        and view.state is PlaceState.DRAFT
        and Button(_("Look through and send"), LookBeforeSending(view.id)),
        not view.missing
        and view.state is PlaceState.WITHDRAWN
        and Button(_("Look through and send again"), LookBeforeSending(view.id)),
        writes and Button(_("Change an answer"), WhatToChange(view.id)),
    )


def what_to_change(view: PlacePage) -> Screen:
    """The parts of an application."""
    parts = [one for one in Missing if one is not Missing.RATINGS or view.self_rated]
    return Screen(
        _("What do you want to change?"),
        rows(
            *(Button(LABELS[one], way_to(one, view.id)) for one in parts),
            Button(_("Go back to the application"), OpenPlace(view.id)),
        ),
    )


# The questions


def which_words(answers: PartDraft, now_there: str) -> Words:
    """The question of one part, with what stands there."""
    asked = (
        _(
            "Which one activity of yours do you want to work on in the training? A short name is enough, for example: "
            "Volunteers for lonely older people\n\nAt most {most} characters.",
            most=ACTIVITY_MAX,
        )
        if answers.part is Part.ACTIVITY
        else _(
            "Why do you want to take part, and what would you like to be able to show afterwards? Write freely, in "
            "your own words. Please do not write clients' data.\n\nAt most {most} characters; I count them for you.",
            most=MOTIVATION_MAX,
        )
    )
    return paragraphs(
        asked,
        bool(now_there) and _("Now it says:\n{words}", words=now_there),
        bool(now_there) and _("Characters: {count} of {most}", count=len(now_there), most=MOST[answers.part]),
    )


def counted(text: str, part: Part) -> Words:
    """How long it is, after it was saved."""
    return _("Saved. Characters: {count} of {most}", count=len(text), most=MOST[part])


def changed_meanwhile(answers: PartDraft) -> Words:
    """A colleague has written to the same place: both are shown."""
    return paragraphs(
        _("While you were writing, {name} changed this. Nothing is lost: choose which to keep.", name=answers.by),
        _("<b>Theirs</b>\n{words}", words=(answers.theirs or "")[:MOTIVATION_MAX]),
        _("<b>Yours</b>\n{words}", words=answers.words[: 3200 - min(len(answers.theirs or ""), MOTIVATION_MAX)]),
        _("You can also write it anew, with the best of both."),
    )


def joined(answers: PartDraft) -> str:
    """Theirs and mine, one after the other."""
    return ("; " if answers.part is Part.ACTIVITY else "\n\n").join((answers.theirs or "", answers.words))


def which(answers: PartDraft) -> list[Option]:
    """Which of the two is kept."""
    return [
        Option(MINE, _("Use mine")),
        Option(THEIRS, _("Keep theirs")),
        *([Option(BOTH, _("Keep both, one after the other"))] if len(joined(answers)) <= MOST[answers.part] else []),
    ]


AREAS: dict[ContentArea, Words] = {
    ContentArea.NEEDS: _(
        "<b>Needs and goals (1/4)</b>\nDo you know whose need your activity answers, and what change you want?"
    ),
    ContentArea.LOGIC: _("<b>Logic model (2/4)</b>\nCan you say how what you do leads to the change, step by step?"),
    ContentArea.MEASURING: _(
        "<b>Ways of measuring (3/4)</b>\nDo you collect figures and experiences that tell of the change?"
    ),
    ContentArea.MODEL: _(
        "<b>A model for showing results (4/4)</b>\nDo you have a way of telling others what came of your work?"
    ),
}
assert AREAS.keys() == set(ContentArea)


def scores() -> list[Option]:
    """From 1 to 4."""
    return [
        Option("1", _("1: not at all yet")),
        Option("2", _("2: a little")),
        Option("3", _("3: fairly well")),
        Option("4", _("4: well")),
    ]


def dates(view: PlacePage) -> Screen:
    """What one commits to, with one button."""
    days: tuple[DayView, ...] = view.days
    return Screen(
        paragraphs(
            _("The training works when the same people come to all the days. These are the dates:"),
            contact_days(days),
            _("Commitment given: you come to all of them.") if view.commits else _("Can you come to all of them?"),
        ),
        rows(
            not view.commits and Button(_("Promise: we come to all of them"), SayWeCome(view.id)),
            Button(_("Go back to the application"), OpenPlace(view.id)),
        ),
    )


def preview(page: Screen, view: PlacePage) -> Screen:
    """The application as the coordinators will read it, and the button that sends it."""
    return Screen(
        paragraphs(_("This is what the coordinators will read. Look it through, then send it."), page.words),
        rows(
            Button(_("Send the application"), SendApplication(view.id, view.version)),
            Button(_("Change an answer"), WhatToChange(view.id)) if view.state is PlaceState.DRAFT else None,
            Button(_("Go back to the application"), OpenPlace(view.id)),
        ),
    )


def receipt(view: PlacePage) -> Screen:
    """It has come in. Cannot be read as a decision."""
    return Screen(
        paragraphs(
            _("<b>Receipt: the application has come in</b>"),
            lines(
                _("Organisation: {organisation}", organisation=view.organisation),
                _("Round: {name}", name=view.round.name),
                _("Received: {moment}", moment=view.sent_at or view.written_at),
            ),
            _(
                "This is only a receipt. Nothing is decided yet: all applicants hear the decision at the same time, "
                "by: {day}",
                day=view.round.decision_on,
            ),
            view.open and _("You can change the application until: {moment}", moment=view.round.deadline),
            any(not one.confirmed for one in view.participants)
            and _("Somebody who was asked to take part has not answered yet."),
        ),
        rows(Button(_("Look at the application"), OpenPlace(view.id)), PROGRAMME),
    )


def ask_to_withdraw(view: PlacePage) -> Screen:
    """Shall it be withdrawn?"""
    return Screen(
        paragraphs(
            _(
                "Withdraw this application? {organisation}, {name}",
                organisation=view.organisation,
                name=view.round.name,
            ),
            view.open and not view.late and _("You can send it again until: {moment}", moment=view.round.deadline),
        ),
        rows(
            Button(_("Withdraw it"), WithdrawIt(view.id)),
            Button(_("Keep the application"), OpenPlace(view.id)),
        ),
    )


WITHDRAWN = _("The application was withdrawn. Those who take part are told.")
PROMISED = _("Thank you: you come to all the days.")
RATED = _("Saved: how you see yourselves now.")
