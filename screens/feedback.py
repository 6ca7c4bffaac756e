"""Feedback: how it went, on three axes."""

from domain.dataclasses import dataclass
from domain.views import FeedbackView, Scores
from frame.screen import Button, Screen, Tap, rows
from frame.steps import Option
from frame.texts import Text, Words, _, lines, paragraphs
from screens.ways import HOME, GiveFeedback, OpenAssignment


@dataclass(frozen=True)
class SkipFeedback(Tap, code="fbskip"):
    """Say nothing; it counts as in."""

    feedback_id: int


@dataclass(frozen=True)
class SeeFeedback(Tap, code="fbsee"):
    """What I said, and what the other side said."""

    feedback_id: int


@dataclass(frozen=True)
class StopQuoting(Tap, code="unquote"):
    """My words may be quoted no longer."""

    feedback_id: int


@dataclass(frozen=True)
class FeedbackDraft:
    """What is answered so far."""

    feedback_id: int = 0
    title: str = ""
    about: str = ""
    task: int = 0
    schedule: int = 0
    process: int = 0
    comment: str | None = None
    quotable: bool = False

    def scores(self) -> Scores:
        """What is given."""
        return Scores(self.task, self.schedule, self.process, self.comment or "", self.quotable)


WHAT = _("Giving feedback")
WHICH_COMMENT = _("Would you like to say more? Write it in your own words.")
WITHOUT_COMMENT = _("Skip the comment")
MAY_BE_QUOTED = _("May the association quote your words in its reports? Your name is not shown.")
SEND = _("Send the feedback")

SCORES = {
    1: _("1 poor"),
    2: _("2 fair"),
    3: _("3 good"),
    4: _("4 very good"),
    5: _("5 excellent"),
}

LABELS = {
    "task": _("The task"),
    "schedule": _("The schedule"),
    "process": _("Working together"),
    "comment": _("Comment"),
    "quotable": _("May be quoted"),
}


def which_task(answers: FeedbackDraft) -> Words:
    """Asks how the task itself went."""
    return paragraphs(
        lines(_("<b>{title}</b>", title=answers.title), _("Done with: {name}", name=answers.about)),
        _("The other side sees your feedback when both have answered, or when the time is over."),
        _("1 of 3. The task: how did it turn out?"),
    )


WHICH_SCHEDULE = _("2 of 3. The schedule: how well did the times hold?")
WHICH_PROCESS = _("3 of 3. Working together: how well did you work together?")


def scores() -> list[Option]:
    """From 1 to 5, in words."""
    return [Option(str(score), label) for score, label in SCORES.items()]


def yes_or_no() -> list[Option]:
    """May it be quoted?"""
    return [Option("yes", _("Yes, you may quote")), Option("no", _("No, do not quote"))]


def preview(answers: FeedbackDraft) -> Words:
    """The feedback before it is sent."""
    return paragraphs(
        _("Your feedback: <b>{title}</b>", title=answers.title),
        said(answers.scores()),
        _("It cannot be changed after it is sent."),
    )


def said(given: Scores) -> Words:
    """What one side said."""
    return lines(
        _("The task: {score}", score=_score(given.task)),
        _("The schedule: {score}", score=_score(given.schedule)),
        _("Working together: {score}", score=_score(given.process)),
        bool(given.comment) and _("<i>{text}</i>", text=given.comment),
        bool(given.comment) and (_("May be quoted.") if given.quotable else _("May not be quoted.")),
    )


def _score(given: int) -> Words:
    return SCORES.get(given, str(given))


def theirs(view: FeedbackView) -> Words:
    """What the other side said, now that it may be seen."""
    if view.theirs is None:
        return _("No feedback came from: {name}", name=view.about_name)
    return lines(_("Feedback from: <b>{name}</b>", name=view.about_name), said(view.theirs))


def page(view: FeedbackView, note: Words | None = None) -> Screen:
    """How it went, as far as it may be seen."""
    return Screen(
        paragraphs(
            note,
            _("<b>{title}</b>", title=view.task_title),
            _own(view),
            theirs(view) if view.revealed else LATER,
        ),
        rows(
            view.open and Button(_("Give feedback"), GiveFeedback(view.id)),
            view.open and Button(_("Skip the feedback"), SkipFeedback(view.id)),
            quoted(view) and Button(_("Forbid quoting my words"), StopQuoting(view.id)),
            Button(_("Open the agreed help"), OpenAssignment(view.assignment_id)),
            HOME,
        ),
    )


def _own(view: FeedbackView) -> Words:
    if view.mine is not None:
        return lines(_("Your feedback:"), said(view.mine))
    if view.skipped:
        return _("You skipped the feedback.")
    return _("You have not given feedback yet.") if view.open else _("The time to give feedback is over.")


def quoted(view: FeedbackView) -> bool:
    """Whether my words may be quoted."""
    return view.mine is not None and view.mine.quotable and bool(view.mine.comment)


NOT_QUOTED = _("From now on your words are not quoted. What is in a report already stays there.")
LATER = _("You will see the other side's feedback when both have answered, or when the time is over.")
SENT = _("Thank you, your feedback is in.")
SKIPPED = _("Skipped. That is all right.")


def is_in(view: FeedbackView, note: Text) -> Screen:
    """Given or skipped. What the other side said comes as a notice of its own."""
    return Screen(
        paragraphs(note, not view.revealed and LATER),
        rows(
            Button(_("Look at my feedback"), SeeFeedback(view.id)),
            Button(_("Open the agreed help"), OpenAssignment(view.assignment_id)),
            HOME,
        ),
    )


def asked(view: FeedbackView, number: int) -> Screen:
    """Asks one side how it went. `number`: 1 for the first time, then it is a reminder."""
    return Screen(
        paragraphs(
            _("How did it go? <b>{title}</b>", title=view.task_title)
            if number == 1
            else _("A reminder: how did it go? <b>{title}</b>", title=view.task_title),
            lines(
                _("Done with: {name}", name=view.about_name),
                _("It takes half a minute. It helps others to choose, and the association to show what came of it."),
                view.closes_at is not None and _("You can answer until: {moment}", moment=view.closes_at),
            ),
        ),
        rows(
            Button(_("Give feedback"), GiveFeedback(view.id)),
            Button(_("Skip the feedback"), SkipFeedback(view.id)),
        ),
    )


def revealed(view: FeedbackView, *, window_closed: bool) -> Screen:
    """What the other side said."""
    why: Text = (
        _("The time for feedback is over. This is what the other side said: <b>{title}</b>", title=view.task_title)
        if window_closed
        else _("Both have answered. This is what the other side said: <b>{title}</b>", title=view.task_title)
    )
    return Screen(
        paragraphs(why, theirs(view)),
        rows(Button(_("Open the agreed help"), OpenAssignment(view.assignment_id)), HOME),
    )
