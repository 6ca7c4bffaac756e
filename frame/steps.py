"""What a dialogue is made of: its steps, and the taps that the frame puts under each question."""

from collections.abc import Callable, Sequence
from datetime import date
from typing import Any

from domain.dataclasses import dataclass
from frame.here import Here, Said
from frame.readers import Reader, Unread
from frame.screen import Tap
from frame.texts import Words, _

CONFIRM = "confirm"  # the name of the last step, where there is one
SKIP = _("Skip")


@dataclass(frozen=True)
class Answer(Tap, code="an"):
    """An option chosen, or a suggested answer taken."""

    draft_id: int
    step: str
    value: str


@dataclass(frozen=True)
class Skip(Tap, code="sk"):
    """An optional step left open."""

    draft_id: int
    step: str


@dataclass(frozen=True)
class Back(Tap, code="bk"):
    """The last answer taken back."""

    draft_id: int
    step: str


@dataclass(frozen=True)
class Change(Tap, code="ch"):
    """From the confirmation to a step; without one, to the list of steps."""

    draft_id: int
    step: str | None


@dataclass(frozen=True)
class Page(Tap, code="pg"):
    """More options of the same question."""

    draft_id: int
    step: str
    page: int


@dataclass(frozen=True)
class Month(Tap, code="mo"):
    """A month of the calendar under a question, by one of its days."""

    draft_id: int
    step: str
    day: date


@dataclass(frozen=True)
class Send(Tap, code="ok"):
    """The confirmation."""

    draft_id: int


@dataclass(frozen=True)
class Cancel(Tap, code="cx"):
    """Asks what is to become of the draft."""

    draft_id: int


@dataclass(frozen=True)
class ThrowAway(Tap, code="ta"):
    """The draft is deleted."""

    draft_id: int


@dataclass(frozen=True)
class Keep(Tap, code="kp"):
    """The draft is put aside."""

    draft_id: int


@dataclass(frozen=True)
class Anew(Tap, code="nw"):
    """The draft is emptied, and asked from the first question."""

    draft_id: int


@dataclass(frozen=True)
class GoOn(Tap, code="go"):
    """Back to the question that waits."""

    draft_id: int


TAPS = (Answer, Skip, Back, Change, Page, Month, Send, Cancel, ThrowAway, Keep, Anew, GoOn)


@dataclass(frozen=True)
class Option:
    """One thing to choose: its value (short, it goes into the button) and its label."""

    value: str
    label: Words


Question = Words | Callable[[Any, Here], Words]


@dataclass(frozen=True)
class Answered:
    """Answers in which what was sent, written or chosen has answered the step; or `steps`, where it answered others
    besides. Those of `anew` are asked again. `echo` says back what was understood."""

    answers: Any
    steps: tuple[str, ...] = ()
    anew: tuple[str, ...] = ()
    echo: Words | None = None


Goes = Callable[[Any, Any, Here], "Any | Answered | Unread"]
"""What is made of an answer, given the answers before it: as with what is sent."""

Sent = Callable[[Said, Any, Here], "Any | Answered | Unread"]
"""What is made of anything but text that somebody sends to a question: answers changed by it, and the question is
asked again; `Answered`, and the dialogue goes on; or a reason why not."""


def always(_answers: Any) -> bool:
    """For a step that is asked whatever was answered before."""
    return True


@dataclass(frozen=True)
class Ask:
    """A question answered by writing. `offers` are answers ready to be tapped; their values are read as if typed.

    `calendar` gives the first and the last day of a calendar by buttons; a day tapped there is read as if it was
    typed as 2026-12-31. `reader_for` makes the reader of what was answered before. `goes` makes more of what was read
    than the answer of this one step.
    """

    name: str
    question: Question
    reader: Reader[Any]
    label: Words | None = None  # in the list of answers to change; None: cannot be changed there
    optional: bool = False
    skip: Words = SKIP
    offers: Callable[[Any, Here], Sequence[Option]] | None = None
    echo: Callable[[Any], Words] | None = None  # says back what was understood
    sent: Sent | None = None
    when: Callable[[Any], bool] = always
    calendar: Callable[[Any, Here], tuple[date, date]] | None = None
    reader_for: Callable[[Any, Here], Reader[Any]] | None = None
    goes: Goes | None = None


@dataclass(frozen=True)
class Choose:
    """A question answered by tapping. Typing an option's label is the same as tapping it; `typed` makes something
    else of typed words: answers changed by them (a search, say), `Answered`, or a reason why not. `goes` makes more of
    an option than the answer of this one step (one of several to be marked, say)."""

    name: str
    question: Question
    options: Callable[[Any, Here], Sequence[Option]]
    label: Words | None = None
    read: Callable[[str], Any] = str
    columns: int = 1
    optional: bool = False
    skip: Words = SKIP
    typed: Callable[[str, Any, Here], Any] | None = None
    sent: Sent | None = None
    when: Callable[[Any], bool] = always
    goes: Goes | None = None


@dataclass(frozen=True)
class Confirm:
    """Everything shown once more before it is sent."""

    preview: Callable[[Any, Here], Words]
    send: Words
    name: str = CONFIRM
    when: Callable[[Any], bool] = always


Step = Ask | Choose | Confirm
