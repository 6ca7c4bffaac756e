"""The life of a question."""

from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from domain.lifecycle.application import DECLINE, WITHDRAW
from domain.lifecycle.engine import Action, Lifecycle, after, allow, predicate
from domain.notices import AdviceHelped, AdviceReminder, AdviceUnmet, AdviceWanted, CarriedMessage
from domain.refusals import Noun
from domain.visibility import are_kept_apart
from models.advice import Advice, AdviceState, Asked
from models.person import Person
from models.states import any_of

ASKED, ANSWERED, HELPED = AdviceState.ASKED, AdviceState.ANSWERED, AdviceState.HELPED
UNMET, CLOSED, WITHDRAWN = AdviceState.UNMET, AdviceState.CLOSED, AdviceState.WITHDRAWN

ANSWER = Action("answer")
SAY_IT_HELPED = Action("say_it_helped")
SAY_NOT_YET = Action("say_not_yet")
SAY_HOW = Action("say_how")


@predicate
def asker(session: Session, actor: Person, advice: Any) -> bool:
    return bool(advice.asker_id == actor.id)


@predicate
def adviser(session: Session, actor: Person, advice: Any) -> bool:
    own = select(Asked.id).where(Asked.advice_id == advice.id, Asked.person_id == actor.id)
    return session.scalar(own) is not None and not are_kept_apart(session, actor.id, advice.asker_id)


@predicate
def has_not_answered(session: Session, actor: Person, advice: Any) -> bool:
    own = select(Asked.id).where(
        Asked.advice_id == advice.id, Asked.person_id == actor.id, Asked.answered_at.is_not(None)
    )
    return session.scalar(own) is None


@predicate
def somebody_answered(session: Session, actor: Person, advice: Any) -> bool:
    one = select(Asked.id).where(Asked.advice_id == advice.id, Asked.answered_at.is_not(None)).limit(1)
    return session.scalar(one) is not None


ADVICE = Lifecycle(
    allow(ANSWER, any_of(ASKED, ANSWERED) >> ANSWERED, by=adviser, hears=[CarriedMessage]),
    allow(DECLINE, any_of(ASKED, ANSWERED), by=adviser, when=has_not_answered),
    allow(
        SAY_IT_HELPED,
        any_of(ASKED, ANSWERED, UNMET, CLOSED) >> HELPED,
        by=asker,
        when=somebody_answered,
        hears=[AdviceHelped],
    ),
    allow(SAY_NOT_YET, ANSWERED >> ASKED, by=asker),
    allow(SAY_HOW, HELPED, by=asker),
    allow(WITHDRAW, any_of(ASKED, ANSWERED) >> WITHDRAWN, by=asker),
    after("pass_on_advice", ASKED >> ASKED, hears=[AdviceWanted]),
    after("advice_unmet", ASKED >> UNMET, hears=[AdviceUnmet]),
    after("remind_advice", ANSWERED >> ANSWERED, hears=[AdviceReminder]),
    after("advice_closes", ANSWERED >> CLOSED),
    after("asker_gone", any_of(ASKED, ANSWERED) >> CLOSED),
    noun=Noun.ADVICE,
    kept_in=Advice,
    states=AdviceState,
    begins=ASKED,
    seen_by=asker | adviser,
)
