"""It did not happen: saying so, and answering it."""

from domain import assignments, missed
from domain.lifecycle import ANSWER_THAT_IT_DID_NOT, SAY_IT_DID_NOT_HAPPEN
from frame.dialogue import Dialogue
from frame.here import Here
from frame.readers import prose
from frame.routing import Routes
from frame.screen import Screen
from frame.steps import Ask, Choose, Confirm
from handlers import home
from handlers.assignments import begin, show
from screens import facts
from screens import missed as screens
from screens.missed import AnswerDraft, AnswerThatItDidNot, MissedDraft, SayItDidNotHappen

routes = Routes()


@routes.tap(SayItDidNotHappen)
def say(tap: SayItDidNotHappen, here: Here) -> Screen:
    """It did not happen: what was it?"""
    work = assignments.get_for(here.session, here.actor, tap.assignment_id)
    begun = MissedDraft(work.id, work.task_title, work.other_name(here.actor.id))
    return begin(here, work.id, SAY_IT_DID_NOT_HAPPEN, did_not_happen, begun)


def said(answers: MissedDraft, here: Here) -> Screen:
    """The other side hears of it."""
    work = missed.say(
        here.session,
        here.actor,
        assignment_id=answers.assignment_id,
        no_show=answers.no_show,
        text=answers.text or "",
        now=here.now,
    )
    return show(here, work.id, screens.SAID)


did_not_happen = routes.dialogue(
    Dialogue(
        "missed",
        MissedDraft,
        Choose(
            "no_show",
            lambda answers, _here: screens.what_happened(answers),
            lambda _answers, _here: screens.ways_not_to_happen(),
            screens.LABELS["no_show"],
            read=lambda value: value == "yes",
        ),
        Ask(
            "text",
            screens.WHICH_WORDS,
            facts.careful(prose(maximum=missed.TEXT_MAX)),
            screens.LABELS["text"],
            optional=True,
            skip=screens.WITHOUT_WORDS,
        ),
        Confirm(lambda answers, _here: screens.preview(answers), send=screens.SEND),
        what=screens.WHAT,
        then=said,
        ended=home.show,
        holds=lambda answers, here: assignments.get_for(here.session, here.actor, answers.assignment_id),
    )
)


@routes.tap(AnswerThatItDidNot)
def answer(tap: AnswerThatItDidNot, here: Here) -> Screen:
    """My side of it."""
    work = assignments.get_for(here.session, here.actor, tap.assignment_id)
    begun = AnswerDraft(work.id, work.task_title, work.other_name(here.actor.id), work.missed_text or "")
    return begin(here, work.id, ANSWER_THAT_IT_DID_NOT, my_side, begun)


def answered(answers: AnswerDraft, here: Here) -> Screen:
    """It stands beside what was said."""
    work = missed.answer(here.session, here.actor, assignment_id=answers.assignment_id, text=answers.text, now=here.now)
    return show(here, work.id, screens.ANSWERED)


my_side = routes.dialogue(
    Dialogue(
        "myside",
        AnswerDraft,
        Ask(
            "text",
            lambda answers, _here: screens.your_side(answers),
            facts.careful(prose(maximum=missed.TEXT_MAX)),
        ),
        what=screens.WHAT_ANSWERING,
        then=answered,
        ended=home.show,
        holds=lambda answers, here: assignments.get_for(here.session, here.actor, answers.assignment_id),
    )
)
