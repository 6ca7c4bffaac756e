"""Whether advice helped: thanks, how long it took, how good it was; and what is said where it did not."""

from domain.advice import MINUTES, AdviceView
from domain.dataclasses import dataclass
from frame.screen import Button, Screen, Tap, rows
from frame.texts import Minutes, _, paragraphs
from screens import facts
from screens.advice import AskAsTask, how_it_is, question_of, see_all
from screens.feedback import SCORES
from screens.ways import HOME, AskForAdvice, OpenAdvice, did_it_help


@dataclass(frozen=True)
class SayMinutes(Tap, code="advmin"):
    """How long the answer took."""

    advice_id: int
    minutes: int


@dataclass(frozen=True)
class SayScore(Tap, code="advscore"):
    """How good the advice was."""

    advice_id: int
    score: int


def how_long(view: AdviceView) -> Screen:
    """It helped. How long did it take?"""
    return Screen(
        paragraphs(
            _("Good! Thanks are sent to: <b>{name}</b>", name=view.helper_name or ""),
            _("How much time did the answer take, about? Figures like this show what came of helping."),
        ),
        rows(
            tuple(Button(facts.duration(minutes), SayMinutes(view.id, minutes)) for minutes in MINUTES[:3]),
            tuple(Button(facts.duration(minutes), SayMinutes(view.id, minutes)) for minutes in MINUTES[3:]),
            HOME,
        ),
    )


def how_good(view: AdviceView) -> Screen:
    """One tap of feedback."""
    return Screen(
        paragraphs(
            view.minutes is not None and _("Time used: {time}", time=Minutes(view.minutes)),
            _("How good was the advice?"),
        ),
        rows(*(Button(label, SayScore(view.id, score)) for score, label in SCORES.items()), HOME),
    )


def done(view: AdviceView) -> Screen:
    """Everything is said."""
    return Screen(
        paragraphs(_("Thank you, that was all."), question_of(view), how_it_is(view)),
        rows(Button(_("Ask for advice"), AskForAdvice()), see_all(), HOME),
    )


def not_yet(name: str, advice_id: int) -> Screen:
    """It did not help yet: the conversation goes on."""
    return Screen(
        paragraphs(
            _("All right. Write what is still missing: it goes to <b>{name}</b>.", name=name),
            _("The question waits for an answer again."),
        ),
        rows(Button(_("Look at the question"), OpenAdvice(advice_id)), HOME),
        anew=True,
    )


def helped(view: AdviceView) -> Screen:
    """To who answered: thanks."""
    return Screen(
        paragraphs(
            _("Your advice helped. Thank you! From: <b>{name}</b>", name=view.asker_name),
            _("<i>{text}</i>", text=facts.short(view.question)),
        ),
        rows(Button(_("Look at the question"), OpenAdvice(view.id)), HOME),
    )


def reminder(view: AdviceView) -> Screen:
    """To the asker: answered; did it help?"""
    return Screen(
        paragraphs(
            _("Your question was answered. Did it help?"), _("<b>{question}</b>", question=facts.short(view.question))
        ),
        rows(
            *(did_it_help(one.conversation_id) for one in view.answers if len(view.answers) == 1),
            Button(_("Look at the question"), OpenAdvice(view.id)),
        ),
    )


def unmet(view: AdviceView) -> Screen:
    """To the asker: nobody could help."""
    return Screen(
        paragraphs(
            _("Nobody could help with your question: <b>{question}</b>", question=facts.short(view.question)),
            _("It is counted as unmet need, so it shows what help is missing. As a task it is seen by more people."),
        ),
        rows(
            Button(_("Make a task of it"), AskAsTask(view.id)),
            Button(_("Look at the question"), OpenAdvice(view.id)),
            HOME,
        ),
    )
