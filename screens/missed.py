"""It did not happen: asking what there was, and both sides' words."""

from domain.dataclasses import dataclass
from domain.views import AssignmentView
from frame.screen import Tap
from frame.steps import Option
from frame.texts import Words, _, lines, paragraphs


@dataclass(frozen=True)
class SayItDidNotHappen(Tap, code="missed"):
    """It did not happen."""

    assignment_id: int


@dataclass(frozen=True)
class AnswerThatItDidNot(Tap, code="missans"):
    """The other side's word."""

    assignment_id: int


@dataclass(frozen=True)
class MissedDraft:
    """What there was instead, and more about it."""

    assignment_id: int = 0
    title: str = ""
    other: str = ""
    no_show: bool = False
    text: str | None = None


@dataclass(frozen=True)
class AnswerDraft:
    """A word on what the other side said."""

    assignment_id: int = 0
    title: str = ""
    other: str = ""
    theirs: str = ""
    text: str = ""


WHAT = _("Telling that something did not happen")
WHAT_ANSWERING = _("Telling my side")
WITHOUT_WORDS = _("Skip the words")
WHICH_WORDS = _("Would you like to say more? The other side sees it. Please write nothing about anybody's health.")
SEND = _("Tell that it did not happen")
SAID = _("It is written down. The other side is told and may answer.")
ANSWERED = _("Your answer stands beside what was said. Both of you see it.")
LABELS = {"no_show": _("What happened"), "text": _("More about it")}


def what_happened(answers: MissedDraft) -> Words:
    """Asks what there was instead."""
    return paragraphs(_("It did not happen: <b>{title}</b>", title=answers.title), _("What was it?"))


def ways_not_to_happen() -> list[Option]:
    """Called off, or somebody did not come."""
    return [
        Option("no", _("It was called off, or not needed")),
        Option("yes", _("I was there, the other side did not come")),
    ]


def preview(answers: MissedDraft) -> Words:
    """Before it is told."""
    return paragraphs(
        _("It did not happen: <b>{title}</b>", title=answers.title),
        DID_NOT_COME if answers.no_show else CALLED_OFF,
        bool(answers.text) and _("<i>{text}</i>", text=answers.text or ""),
        _("The other side is told and may answer. No hours are recorded. Told to: {name}", name=answers.other),
    )


def your_side(answers: AnswerDraft) -> Words:
    """Asks for the other side's word."""
    return paragraphs(
        _("<b>{title}</b>", title=answers.title),
        bool(answers.theirs) and _("The other side says: <i>{text}</i>", text=answers.theirs),
        _("What do you say? Write it in a few sentences. It is kept beside what the other side said."),
        _("It goes at once to: {name}", name=answers.other),
    )


DID_NOT_COME = _("The other side did not come.")
CALLED_OFF = _("It was called off, or not needed.")


def both_sides(work: AssignmentView) -> Words:
    """Who said so, and what the other side says."""
    if work.missed_by_id is None:
        return _("It did not happen.")
    by_doer = work.missed_by_id == work.doer_id
    return lines(
        _("It did not happen."),
        _("Said by: {name}", name=work.doer_name if by_doer else work.requester_name),
        DID_NOT_COME if work.missed_no_show else CALLED_OFF,
        bool(work.missed_text) and _("<i>{text}</i>", text=work.missed_text or ""),
        bool(work.missed_answer) and _("Answer of the other side: <i>{text}</i>", text=work.missed_answer or ""),
    )
