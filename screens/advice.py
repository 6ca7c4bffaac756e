"""Asking for advice: the question, whom it is asked of, and whether it helped."""

from collections.abc import Sequence

from domain import paging
from domain.advice import AdviceView
from domain.dataclasses import dataclass
from domain.lifecycle import ANSWER, DECLINE, SAY_IT_HELPED, WITHDRAW, Permitted
from domain.views import CategoryView
from frame.screen import Button, Screen, Tap, rows
from frame.steps import Option
from frame.texts import Minutes, Words, _, lines, n_, paragraphs
from models.advice import AdviceState
from screens import facts
from screens.feedback import SCORES
from screens.profile import EditSkills
from screens.ways import (
    HOME,
    AnswerAdvice,
    AskForAdvice,
    OpenAdvice,
    OpenConversation,
    SayItHelped,
    SeeAdvice,
    apart,
    pages,
)


@dataclass(frozen=True)
class DeclineAdvice(Tap, code="advno"):
    """This question is not for me."""

    advice_id: int


@dataclass(frozen=True)
class WithdrawAdvice(Tap, code="advwd"):
    """Asks whether to take my question back; `sure` does it."""

    advice_id: int
    sure: bool = False


@dataclass(frozen=True)
class WantQuestions(Tap, code="advwant"):
    """Ask me questions; or no more."""

    wanted: bool


@dataclass(frozen=True)
class AskAsTask(Tap, code="advtask"):
    """Make a task of my question."""

    advice_id: int


@dataclass(frozen=True)
class AdviceDraft:
    """What is answered so far."""

    category_id: int = 0
    question: str = ""


WHAT = _("Asking for advice")
WHICH_CATEGORY = _("What is your question about? It goes to people who know this.")
WHICH_QUESTION = _(
    "What would you like to know? Write one short question.\n\n"
    "Please do not write clients' data, here or later. Help here is for support services, not for client work."
)
SEND = _("Send the question")
LABELS = {"category_id": _("Kind of help"), "question": _("Question")}

STATES: dict[AdviceState, Words] = {
    AdviceState.ASKED: _("Waits for an answer."),
    AdviceState.ANSWERED: _("Answered."),
    AdviceState.HELPED: _("It helped."),
    AdviceState.UNMET: _("Nobody could help."),
    AdviceState.CLOSED: _("Closed."),
    AdviceState.WITHDRAWN: _("Taken back."),
}
"""How a question is now."""


# Asking


def categories(known: Sequence[CategoryView]) -> list[Option]:
    """The kinds of help."""
    return [Option(str(one.id), facts.category(one)) for one in known]


def preview(answers: AdviceDraft, category: Words, people: int) -> Words:
    """The question before it is sent."""
    return paragraphs(
        lines(category, _("<i>{text}</i>", text=answers.question)),
        _who_is_asked(people),
        _("Those who are asked see your name and organisation. Who can help answers you in a conversation here."),
    )


def _who_is_asked(people: int) -> Words:
    if not people:
        return _("Nobody can be asked right now. The question is kept, and asked once more later.")
    return n_(
        "It is asked of {count} person who knows this. If nobody answers, it is passed on to others once.",
        "It is asked of {count} people who know this. If nobody answers, it is passed on to others once.",
        people,
    )


def sent(view: AdviceView) -> Screen:
    """The question is out."""
    return Screen(
        paragraphs(
            n_(
                "Sent. Your question is asked of {count} person.",
                "Sent. Your question is asked of {count} people.",
                view.asked,
            )
            if view.asked
            else _("Kept. Nobody can be asked right now, so it is asked once more later."),
            view.asked > 0 and _("The answers come here. When one helps, please say so: it is one tap."),
        ),
        rows(
            Button(_("Look at the question"), OpenAdvice(view.id)),
            not view.asked and Button(_("Make a task of it"), AskAsTask(view.id)),
            HOME,
        ),
    )


# The question


def page(view: AdviceView, may: Permitted) -> Screen:
    """A question, with everything that the reader may do about it."""
    return Screen(
        paragraphs(question_of(view), how_it_is(view)),
        rows(*_askers_buttons(view, may), *_advisers_buttons(view, may), see_all(), HOME),
    )


def question_of(view: AdviceView) -> Words:
    """The question, and whose it is."""
    return lines(
        _("<b>{question}</b>", question=view.question),
        facts.category(view.category),
        not view.mine and _asker(view),
        _("Asked at: {moment}", moment=view.asked_at),
    )


def _asker(view: AdviceView) -> Words:
    name, organisation = view.asker_name, view.organisation
    if not organisation:
        return _("Question from: {name}", name=name)
    if not view.organisation_confirmed:
        return _("Question from: {name}, {organisation} (not confirmed yet)", name=name, organisation=organisation)
    return _("Question from: {name}, {organisation}", name=name, organisation=organisation)


def how_it_is(view: AdviceView) -> Words:
    """What has become of it."""
    return lines(
        STATES[view.state],
        view.mine and n_("Asked of {count} person.", "Asked of {count} people.", view.asked),
        view.mine
        and view.passed_on
        and view.state is AdviceState.ASKED
        and _("Nobody had answered, so it was passed on to others."),
        view.helper_name is not None and _("Helped by: {name}", name=view.helper_name),
        view.minutes is not None and _("Time used: {time}", time=Minutes(view.minutes)),
        view.score is not None and _("Feedback: {score}", score=SCORES.get(view.score, str(view.score))),
    )


def _askers_buttons(view: AdviceView, may: Permitted) -> list[Button | bool]:
    if not view.mine:
        return []
    return [
        *(
            may(SAY_IT_HELPED)
            and Button(_("Say: this helped ({name})", name=one.name), SayItHelped(one.conversation_id))
            for one in view.answers[: paging.SIZE]
        ),
        *apart(
            Button(_("Write to: {name}", name=one.name), OpenConversation(one.conversation_id))
            for one in view.answers[: paging.SIZE]
        ),
        may(WITHDRAW) and Button(_("Take the question back"), WithdrawAdvice(view.id)),
        view.state in (AdviceState.UNMET, AdviceState.ASKED) and Button(_("Make a task of it"), AskAsTask(view.id)),
    ]


def _advisers_buttons(view: AdviceView, may: Permitted) -> list[Button | bool]:
    if view.mine:
        return []
    return [
        *(
            Button(_("Write to: {name}", name=view.asker_name), OpenConversation(one.conversation_id))
            for one in view.answers[:1]
        ),
        not view.answers and may(ANSWER) and Button(_("Answer the question"), AnswerAdvice(view.id)),
        may(DECLINE) and Button(_("Say: not for me"), DeclineAdvice(view.id)),
    ]


def see_all() -> Button:
    """To the list."""
    return Button(_("See all questions"), SeeAdvice())


def withdraw(view: AdviceView) -> Screen:
    """Shall it be taken back?"""
    return Screen(
        paragraphs(question_of(view), _("Take the question back? Nobody can answer it any more.")),
        rows(
            Button(_("Take it back"), WithdrawAdvice(view.id, sure=True)),
            Button(_("Keep the question"), OpenAdvice(view.id)),
        ),
    )


def listed(views: Sequence[AdviceView], page: int, count: int, *, wants: bool, knows: bool) -> Screen:
    """My questions, and those that I am asked, the newest first."""
    return Screen(
        paragraphs(
            _("<b>Questions</b>") if views else _("You have asked no questions, and none wait for you."),
            *(_entry(view) for view in views),
            _who_asks_me(wants=wants, knows=knows),
        ),
        rows(
            *apart(
                Button(_("Open: {title}", title=facts.short(view.question, 40)), OpenAdvice(view.id)) for view in views
            ),
            *pages(count, page, SeeAdvice),
            Button(_("Ask for advice"), AskForAdvice()),
            knows
            and (
                Button(_("Stop asking me"), WantQuestions(False))
                if wants
                else Button(_("Ask me questions again"), WantQuestions(True))
            ),
            not knows and Button(_("Choose my skills"), EditSkills()),
            HOME,
        ),
    )


def _entry(view: AdviceView) -> Words:
    return lines(
        _("<b>{question}</b>", question=facts.short(view.question)),
        not view.mine and _asker(view),
        STATES[view.state],
    )


def _who_asks_me(*, wants: bool, knows: bool) -> Words:
    if not knows:
        return _("Nobody asks you, because you have not said what you know. Choose your skills to be asked.")
    if not wants:
        return _("You are asked no questions, because you do not want to be.")
    return _("You are asked now and then, in turn with others who know the same.")


# Whom it is asked of


def wanted(view: AdviceView) -> Screen:
    """A question comes to somebody who knows."""
    return Screen(
        paragraphs(
            _("A short question for you, because you know this:"),
            question_of(view),
            _("A few words are enough. Others are asked, too, so you may leave it."),
        ),
        rows(
            Button(_("Answer the question"), AnswerAdvice(view.id)),
            (Button(_("Say: not for me"), DeclineAdvice(view.id)), Button(_("Stop asking me"), WantQuestions(False))),
        ),
    )


def answering(view: AdviceView) -> Screen:
    """The answer may be written now."""
    return Screen(
        paragraphs(
            _("<b>{question}</b>", question=view.question),
            _(
                "You are answering: <b>{name}</b>. Everything you write now goes there, files and voice messages, too.",
                name=view.asker_name,
            ),
            _("Please do not write clients' data, and never share passwords or bank details."),
        ),
        rows(Button(_("Look at the question"), OpenAdvice(view.id)), HOME),
        anew=True,
    )


DECLINED = _("All right. It is for others, then.")
STOPPED = _("You are asked no more questions. You can change it here at any time.")
AGAIN = _("You are asked questions again.")
WITHDRAWN = _("Your question is taken back.")
