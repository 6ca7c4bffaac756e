"""Three questions a month after."""

from collections.abc import Mapping

from domain.dataclasses import dataclass
from domain.results.outcomes import OutcomeView, Question
from frame.screen import Button, Screen, Tap, rows
from frame.texts import Text, Words, _, lines, paragraphs
from models.outcome import Yes
from screens.ways import HOME, OpenTask

QUESTIONS: Mapping[Question, Words] = {
    Question.SOLVED: _("Did the matter get solved?"),
    Question.CAN_MYSELF: _("Could you do it yourself now?"),
    Question.KNOWS_WHOM: _("Do you know whom to ask next time?"),
}
ANSWERS: Mapping[Yes, Words] = {Yes.YES: _("Yes"), Yes.PARTLY: _("Partly"), Yes.NO: _("No")}
CHOICES: Mapping[Yes, Words] = {
    Yes.YES: _("Answer: yes"),
    Yes.PARTLY: _("Answer: partly"),
    Yes.NO: _("Answer: no"),
}


@dataclass(frozen=True)
class AnswerOutcome(Tap, code="outa"):
    """What came of it."""

    outcome_id: int
    question: Question
    yes: Yes


@dataclass(frozen=True)
class AskOutcome(Tap, code="outq"):
    """The questions again, from the first."""

    outcome_id: int


def asked(view: OutcomeView) -> Screen:
    """A month after: the first question, and why it is asked."""
    return _question(
        view,
        view.next or Question.SOLVED,
        paragraphs(
            _("A month ago you got help: <b>{title}</b>", title=view.title),
            _("Three short questions about what came of it. The answers are counted without names."),
        ),
    )


def answered(view: OutcomeView) -> Screen:
    """The next question; or thanks."""
    if view.next is not None:
        return _question(view, view.next, Text("<b>{title}</b>", {"title": view.title}))
    said = [
        Text("{question} {answer}", {"question": QUESTIONS[question], "answer": ANSWERS[answer]})
        for question, answer in view.answers.items()
        if answer is not None
    ]
    return Screen(
        paragraphs(_("Thank you. This tells what the help led to: <b>{title}</b>", title=view.title), lines(*said)),
        rows(
            Button(_("Change the answers"), AskOutcome(view.id)),
            Button(_("See the task"), OpenTask(view.task_id)),
            HOME,
        ),
    )


def again(view: OutcomeView) -> Screen:
    """The first question once more."""
    return _question(view, Question.SOLVED, Text("<b>{title}</b>", {"title": view.title}))


def _question(view: OutcomeView, question: Question, above: Words) -> Screen:
    return Screen(
        paragraphs(above, QUESTIONS[question]),
        rows(*(Button(label, AnswerOutcome(view.id, question, yes)) for yes, label in CHOICES.items()), HOME),
    )
