"""Hours that one side sees otherwise."""

from domain.dataclasses import dataclass
from domain.views import ProposalView
from frame.screen import Button, Row, Tap
from frame.texts import Minutes, Words, _, lines, paragraphs


@dataclass(frozen=True)
class AnswerHours(Tap, code="hrsans"):
    """The doer's word on the requester's figure."""

    assignment_id: int


@dataclass(frozen=True)
class ProposeMore(Tap, code="morehours"):
    """More hours for the same help."""

    assignment_id: int


@dataclass(frozen=True)
class ProposeInstead(Tap, code="instead"):
    """Another figure in all."""

    assignment_id: int


@dataclass(frozen=True)
class AnswerProposal(Tap, code="propans"):
    """Yes or no to other hours."""

    proposal_id: int
    accepted: bool


@dataclass(frozen=True)
class ProposalDraft:
    """Other hours, and why."""

    assignment_id: int = 0
    title: str = ""
    other: str = ""
    approved: int = 0
    extra: bool = True
    minutes: int = 0
    reason: str = ""


WHAT_ANSWERING = _("Answering about the time")
WHAT_PROPOSING = _("Proposing other hours")
WHY = _("Why? One or two sentences are enough. The other side sees them.")
SEND = _("Send the proposal")
ANSWERED = _("Your answer is kept with the time, and the requester is told.")
PROPOSED = _("Sent. When the other side agrees, the hours are recorded.")
AGREED = _("Agreed. The hours are recorded.")
REFUSED = _("You said no. The hours stay as they are.")
LABELS = {"minutes": _("The time"), "reason": _("Reason")}


def how_much(answers: ProposalDraft) -> Words:
    """Asks for the time."""
    return paragraphs(
        _("<b>{title}</b>", title=answers.title),
        _("Time approved: {time}", time=Minutes(answers.approved)),
        _("How much more time was used? Write for example 2 h or 1 h 30 min.")
        if answers.extra
        else _("How much time was it in all? Write for example 2 h or 1 h 30 min."),
    )


def preview(answers: ProposalDraft) -> Words:
    """Before it is proposed."""
    return paragraphs(
        _("<b>{title}</b>", title=answers.title),
        lines(
            _("Time approved: {time}", time=Minutes(answers.approved)),
            answers.extra and _("More time: {time}", time=Minutes(answers.minutes)),
            _(
                "Time in all: {time}",
                time=Minutes(answers.approved + answers.minutes if answers.extra else answers.minutes),
            ),
            _("Reason: {reason}", reason=answers.reason),
        ),
        _("It is recorded when the other side agrees. Asked of: {name}", name=answers.other),
    )


def proposed(view: ProposalView) -> Words:
    """Other hours, as they are proposed."""
    return lines(
        _("Other hours are proposed by: {name}", name=view.by_name),
        view.extra and _("More time: {time}", time=Minutes(view.minutes)),
        _("Time in all: {time}", time=Minutes(view.total)),
        _("Reason: {reason}", reason=view.reason),
    )


def yes_or_no(view: ProposalView) -> tuple[Row, ...]:
    """The two answers."""
    return (
        (Button(_("Agree to these hours"), AnswerProposal(view.id, True)),),
        (Button(_("Say no to these hours"), AnswerProposal(view.id, False)),),
    )
