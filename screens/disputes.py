"""What two sides cannot agree on: asking the operators, and their decision."""

from domain.dataclasses import dataclass
from domain.views import DisputeView
from frame.screen import Button, Screen, Tap, rows
from frame.steps import Option
from frame.texts import Minutes, Words, _, lines, paragraphs
from models.assignment import AssignmentState
from models.dispute import DisputeAbout
from screens import facts
from screens.ways import HOME, OpenAssignment


@dataclass(frozen=True)
class OpenDispute(Tap, code="dispute"):
    """Ask the operators to decide."""

    assignment_id: int


@dataclass(frozen=True)
class AnswerDispute(Tap, code="dispans"):
    """The other side's word."""

    assignment_id: int


@dataclass(frozen=True)
class DecideDispute(Tap, code="decide"):
    """An operator decides."""

    dispute_id: int


@dataclass(frozen=True)
class DisputeDraft:
    """What it is about, and one's own words."""

    assignment_id: int = 0
    title: str = ""
    other: str = ""
    state: AssignmentState = AssignmentState.DONE
    no_show: bool = False
    about: DisputeAbout = DisputeAbout.HOURS
    text: str = ""


@dataclass(frozen=True)
class DecisionDraft:
    """The hours as an operator sees them, and why."""

    dispute_id: int = 0
    title: str = ""
    told: int = 0
    estimated: int = 0
    minutes: int = 0
    reason: str = ""


WHAT = _("Asking the operators to decide")
WHAT_ANSWERING = _("Telling the operators my side")
WHAT_DECIDING = _("Deciding a dispute")
SEND = _("Ask the operators")
DECIDE = _("Give this decision")
WHICH_WORDS = _(
    "What happened? Write it as the operators should know it. They see your words and the other side's, "
    "and nothing of your conversation."
)
YOUR_SIDE = _("The operators decide this. What do you say? Write it as they should know it.")
WHY = _("Why so? Both sides see these words.")
ASKED = _("The operators are asked. You hear when they have decided; until then everything stands as it is.")
ANSWERED = _("Your words are with the operators now.")
DECIDED = _("Decided. Both sides are told, and the hours are recorded.")
LABELS = {
    "about": _("What it is about"),
    "text": _("What happened"),
    "minutes": _("The time"),
    "reason": _("Reason"),
}
ABOUT = {
    DisputeAbout.HOURS: _("It is about the hours"),
    DisputeAbout.DID_NOT_HAPPEN: _("It is about whether it happened"),
    DisputeAbout.NO_SHOW: _("It is about who did not come"),
}


def about_what(answers: DisputeDraft) -> Words:
    """Asks what it is about."""
    return paragraphs(_("<b>{title}</b>", title=answers.title), _("What should the operators decide?"))


def matters(answers: DisputeDraft) -> list[Option]:
    """What there can be to decide, in the state that it is in."""
    return [
        Option(about.value, label)
        for about, label in ABOUT.items()
        if about is not DisputeAbout.NO_SHOW or answers.state is AssignmentState.DID_NOT_HAPPEN
    ]


def preview(answers: DisputeDraft) -> Words:
    """Before the operators are asked."""
    return paragraphs(
        _("<b>{title}</b>", title=answers.title),
        ABOUT[answers.about],
        _("<i>{text}</i>", text=answers.text),
        _("The operators and the other side see your words. The other side: {name}", name=answers.other),
        _("The decision is final, and both of you hear it."),
    )


def your_side(answers: DisputeDraft) -> Words:
    """Asks for the other side's words."""
    return paragraphs(_("<b>{title}</b>", title=answers.title), YOUR_SIDE)


def which_hours(answers: DecisionDraft) -> Words:
    """Asks an operator for the figure."""
    return paragraphs(
        _("<b>{title}</b>", title=answers.title),
        _("How much time do you decide on? 0 means that there is nothing to record."),
    )


def figures(answers: DecisionDraft) -> list[Option]:
    """The figures that are known already, and nothing."""
    known = dict.fromkeys(minutes for minutes in (answers.told, answers.estimated) if minutes)
    return [Option(f"{minutes} min", facts.duration(minutes)) for minutes in known] + [Option("0", _("Record no time"))]


def decision(answers: DecisionDraft) -> Words:
    """Before it is given."""
    return paragraphs(
        _("<b>{title}</b>", title=answers.title),
        _decided(answers.minutes, answers.reason),
        _("Both sides hear it. It cannot be changed."),
    )


def _decided(minutes: int, reason: str) -> Words:
    return lines(
        _("Time decided: {time}", time=Minutes(minutes)) if minutes else _("Decided: no time is recorded."),
        _("Reason: {reason}", reason=reason),
    )


def in_short(view: DisputeView) -> Words:
    """Where it is, in a line or two."""
    if view.decided_at is None:
        return _("The operators are asked to decide. Until then everything stands as it is.")
    return outcome(view)


def outcome(view: DisputeView) -> Words:
    """How it ended."""
    if view.minutes is None:
        return _("The operators did not decide in time, so everything stands as it was.")
    return lines(_("The operators have decided."), _decided(view.minutes, view.reason or ""))


def page(view: DisputeView, note: Words | None = None) -> Screen:
    """Everything that the operators know of it, to them and to its two sides."""
    first = view.doer_name if view.by_doer else view.requester_name
    second = view.requester_name if view.by_doer else view.doer_name
    return Screen(
        paragraphs(
            note,
            lines(
                _("<b>{title}</b>", title=view.task_title),
                ABOUT[view.about],
                _("Requester: {name}", name=view.requester_name),
                _("Doer: {name}", name=view.doer_name),
                _("Asked: {moment}", moment=view.opened_at),
            ),
            lines(
                _("Time estimated: {time}", time=Minutes(view.minutes_estimated)),
                view.minutes_reported is not None and _("Time used: {time}", time=Minutes(view.minutes_reported)),
                view.minutes_approved is not None and _("Time approved: {time}", time=Minutes(view.minutes_approved)),
            ),
            lines(_("Words of: {name}", name=first), _("<i>{text}</i>", text=view.text)),
            lines(_("Words of: {name}", name=second), _("<i>{text}</i>", text=view.answer))
            if view.answer
            else _("No words yet from: {name}", name=second),
            bool(view.hours_answer)
            and _("The doer's word on the time: <i>{text}</i>", text=facts.short(view.hours_answer or "")),
            bool(view.missed_text)
            and _("Said when it did not happen: <i>{text}</i>", text=facts.short(view.missed_text or "")),
            bool(view.missed_answer)
            and _("Answer of the other side: <i>{text}</i>", text=facts.short(view.missed_answer or "")),
            view.decided_at is not None and outcome(view),
        ),
        rows(
            view.decides and Button(_("Decide"), DecideDispute(view.id)),
            view.mine and Button(_("Open the agreed help"), OpenAssignment(view.assignment_id)),
            HOME,
        ),
    )
