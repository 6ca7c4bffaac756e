"""Asking for advice, answering, and saying whether it helped."""

from collections.abc import Sequence
from dataclasses import replace

from domain import advice, advisers, categories, conversations, paging
from domain.notices import AdviceHelped, AdviceReminder, AdviceUnmet, AdviceWanted
from domain.occasions import advice as occasions
from domain.refusals import NotThere
from frame.dialogue import Dialogue
from frame.here import Here
from frame.readers import Reading, prose
from frame.routing import Routes
from frame.screen import Screen
from frame.steps import Ask, Choose, Confirm, Option
from frame.texts import Translated, Words, _
from handlers import conversations as talks
from handlers import home, newtask
from screens import advice as screens
from screens import facts
from screens import helped as helped_screens
from screens.advice import (
    LABELS,
    AdviceDraft,
    AskAsTask,
    DeclineAdvice,
    WantQuestions,
    WithdrawAdvice,
)
from screens.helped import SayMinutes, SayScore
from screens.home import said_before
from screens.newtask import TaskDraft
from screens.ways import AnswerAdvice, AskForAdvice, OpenAdvice, SayItHelped, SayNotYet, SeeAdvice

routes = Routes()
question = facts.careful(prose(maximum=advice.QUESTION_MAX))


# Asking


@routes.command("ask", menu=_("Ask for advice: a short question"), fi="kysy", sv="fraga")
def ask(typed: str, here: Here) -> Screen:
    """Begin a question; what follows the command may be it."""
    read = question(typed, Reading(here.now, here.zone)) if typed.strip() else None
    if isinstance(read, str):
        return ask_advice.open(here, AdviceDraft(question=read), answered=["question"])
    return ask_advice.open(here)


@routes.tap(AskForAdvice)
def ask_for_advice(_tap: AskForAdvice, here: Here) -> Screen:
    """The same by a button."""
    return ask("", here)


def send(answers: AdviceDraft, here: Here) -> Screen:
    """The question goes out."""
    view = advice.ask(
        here.session, here.actor, category_id=answers.category_id, question=answers.question, now=here.now
    )
    return screens.sent(view)


def _categories(_answers: AdviceDraft, here: Here) -> Sequence[Option]:
    return screens.categories(categories.listed(here.session))


def _preview(answers: AdviceDraft, here: Here) -> Words:
    known = {one.id: facts.category(one) for one in categories.listed(here.session)}
    nothing = Translated(dict.fromkeys(("fi", "sv", "en"), ""))
    return screens.preview(
        answers,
        known.get(answers.category_id, nothing),
        advisers.how_many(here.session, here.actor, answers.category_id, now=here.now),
    )


ask_advice = routes.dialogue(
    Dialogue(
        "ask",
        AdviceDraft,
        Choose("category_id", screens.WHICH_CATEGORY, _categories, LABELS["category_id"], read=int),
        Ask("question", screens.WHICH_QUESTION, question, LABELS["question"]),
        Confirm(_preview, send=screens.SEND),
        what=screens.WHAT,
        then=send,
        ended=home.show,
    )
)


# Questions


@routes.command("advice", menu=_("See questions and answers"), fi="neuvot", sv="rad")
def all_questions(_typed: str, here: Here) -> Screen:
    """My questions, and those that I am asked."""
    return _page(here, 0)


@routes.tap(SeeAdvice)
def turn_page(tap: SeeAdvice, here: Here) -> Screen:
    """The same by a button, and more of them."""
    return _page(here, paging.within(tap.page))


def _page(here: Here, page: int) -> Screen:
    count = advice.count_of(here.session, here.actor)
    page = min(page, max(count - 1, 0) // paging.SIZE)
    found = advice.of(here.session, here.actor, limit=paging.SIZE, offset=page * paging.SIZE)
    knows = advisers.knows_something(here.session, here.actor)
    return screens.listed(found, page, count, wants=here.actor.no_questions_at is None, knows=knows)


@routes.tap(OpenAdvice)
def open_advice(tap: OpenAdvice, here: Here) -> Screen:
    """One question."""
    return show(here, tap.advice_id)


def show(here: Here, advice_id: int) -> Screen:
    """A question as it is now. Raises NotThere."""
    view = advice.get_for(here.session, here.actor, advice_id)
    return screens.page(view, advice.permitted(here.session, here.actor, view))


@routes.tap(WithdrawAdvice)
def withdraw(tap: WithdrawAdvice, here: Here) -> Screen:
    """Asks first."""
    view = advice.get_for(here.session, here.actor, tap.advice_id)
    if not tap.sure:
        return screens.withdraw(view) if view.mine else show(here, view.id)
    advice.withdraw(here.session, here.actor, advice_id=view.id, now=here.now)
    return said_before(screens.WITHDRAWN, show(here, view.id))


@routes.tap(AskAsTask)
def ask_as_task(tap: AskAsTask, here: Here) -> Screen:
    """A task that begins with my question."""
    view = advice.get_for(here.session, here.actor, tap.advice_id)
    if not view.mine:
        raise NotThere
    begun = TaskDraft(category_id=view.category.id, description=view.question)
    return newtask.begin(begun, here, answered=("category_id", "description"))


# Who is asked


@routes.tap(AnswerAdvice)
def answer(tap: AnswerAdvice, here: Here) -> Screen:
    """From now on what is written goes to the asker."""
    talk_id = advice.take_up(here.session, here.actor, advice_id=tap.advice_id, now=here.now)
    talk = conversations.conversation_for(here.session, here.actor, talk_id)
    if talk.closed_at is not None or talk.kept_apart:
        return talks.show(here, talk.id)
    here.focus_on_conversation(talk.id)
    return screens.answering(advice.get_for(here.session, here.actor, tap.advice_id))


@routes.tap(DeclineAdvice)
def decline(tap: DeclineAdvice, here: Here) -> Screen:
    """Not for me."""
    advice.decline(here.session, here.actor, advice_id=tap.advice_id, now=here.now)
    return said_before(screens.DECLINED, home.show(here))


@routes.tap(WantQuestions)
def want_questions(tap: WantQuestions, here: Here) -> Screen:
    """Ask me; or no more."""
    advice.want_questions(here.session, here.actor, wanted=tap.wanted, now=here.now)
    return said_before(screens.AGAIN if tap.wanted else screens.STOPPED, _page(here, 0))


# Did it help?


@routes.tap(SayItHelped)
def say_it_helped(tap: SayItHelped, here: Here) -> Screen:
    """It did. The answer stays where it stands."""
    view = advice.helped(here.session, here.actor, conversation_id=tap.conversation_id, now=here.now)
    return replace(_next(view), anew=True)


@routes.tap(SayNotYet)
def say_not_yet(tap: SayNotYet, here: Here) -> Screen:
    """It did not: the conversation is in focus."""
    advice.not_yet(here.session, here.actor, conversation_id=tap.conversation_id, now=here.now)
    talk = conversations.conversation_for(here.session, here.actor, tap.conversation_id)
    if talk.closed_at is not None or talk.kept_apart:
        return talks.show(here, talk.id)
    conversations.looked(here.session, here.actor, talk.id)
    here.focus_on_conversation(talk.id)
    return helped_screens.not_yet(talk.other_name, talk.advice_id or 0)


@routes.tap(SayMinutes)
def say_minutes(tap: SayMinutes, here: Here) -> Screen:
    """How long it took."""
    return _next(
        advice.say_minutes(here.session, here.actor, advice_id=tap.advice_id, minutes=tap.minutes, now=here.now)
    )


@routes.tap(SayScore)
def say_score(tap: SayScore, here: Here) -> Screen:
    """How good it was."""
    view = advice.say_score(here.session, here.actor, advice_id=tap.advice_id, score=tap.score, now=here.now)
    return helped_screens.done(view)


def _next(view: advice.AdviceView) -> Screen:
    """What is not said yet."""
    if view.minutes is None:
        return helped_screens.how_long(view)
    return helped_screens.how_good(view) if view.score is None else helped_screens.done(view)


# What others hear


@routes.notice(AdviceWanted)
def advice_wanted(notice: AdviceWanted, here: Here) -> Screen | None:
    """A question comes."""
    view = occasions.advice_wanted(here.session, here.actor, notice)
    return screens.wanted(view) if view else None


@routes.notice(AdviceHelped)
def advice_helped(notice: AdviceHelped, here: Here) -> Screen | None:
    """Thanks."""
    view = occasions.advice_helped(here.session, here.actor, notice)
    return helped_screens.helped(view) if view else None


@routes.notice(AdviceReminder)
def advice_reminder(notice: AdviceReminder, here: Here) -> Screen | None:
    """Did it help?"""
    view = occasions.advice_reminder(here.session, here.actor, notice)
    return helped_screens.reminder(view) if view else None


@routes.notice(AdviceUnmet)
def advice_unmet(notice: AdviceUnmet, here: Here) -> Screen | None:
    """Nobody could help."""
    view = occasions.advice_unmet(here.session, here.actor, notice)
    return helped_screens.unmet(view) if view else None
