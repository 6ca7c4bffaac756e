"""Asking for advice: a small question to people who know a category, answered in a conversation."""

from datetime import datetime

from sqlalchemy import ColumnElement, and_, func, or_, select, update
from sqlalchemy.orm import Session, aliased

from domain import advisers, audit, categories, conversations, people, suspensions, words
from domain.dataclasses import dataclass
from domain.lifecycle import (
    ADVICE,
    ANSWER,
    DECLINE,
    SAY_HOW,
    SAY_IT_HELPED,
    SAY_NOT_YET,
    WITHDRAW,
    Permitted,
)
from domain.notices import AdviceHelped
from domain.refusals import CannotBeReached, NotNow, NotThere, Noun, Subject, TooManyQuestions
from domain.views import CategoryView
from models.advice import OPEN, Advice, AdviceState, Asked
from models.category import Category
from models.conversation import Conversation
from models.organisation import Organisation, OrganisationMember
from models.peace import kept_apart_from
from models.person import Person

QUESTION_MAX = 600
MOST_OPEN = 5
"""Questions of one person that wait for an answer."""
MINUTES = (5, 15, 30, 60, 120)
"""How long an answer took, as the asker can say it."""

_helper = aliased(Person)


@dataclass(frozen=True)
class AnswerView:
    """Somebody's answer, which is a conversation."""

    conversation_id: int
    name: str


@dataclass(frozen=True)
class AdviceView:
    """A question as its asker or somebody who was asked sees it."""

    id: int
    asker_id: int
    asker_name: str
    organisation: str | None
    organisation_confirmed: bool
    category: CategoryView
    question: str
    state: AdviceState
    asked_at: datetime
    asked: int  # people
    passed_on: bool
    mine: bool
    helper_name: str | None
    minutes: int | None
    score: int | None
    answers: tuple[AnswerView, ...]  # to its asker, all; to others, their own


# The asker


def ask(session: Session, actor: Person, *, category_id: int, question: str, now: datetime) -> AdviceView:
    """A question, which goes to some of those who know the category."""
    people.require_registered(actor)
    suspensions.require_free(session, actor)
    categories.in_use(session, category_id)
    said = words.prose(question, field="question", limit=QUESTION_MAX)
    mine = select(func.count(Advice.id)).where(Advice.asker_id == actor.id, Advice.state.in_(OPEN))
    if (session.scalar(mine) or 0) >= MOST_OPEN:
        raise TooManyQuestions(most=MOST_OPEN)
    advice = Advice(
        asker_id=actor.id,
        organisation_id=actor.organisation_id,
        category_id=category_id,
        question=said,
        state=AdviceState.ASKED,
        asked_at=now,
        waits_since=now,
    )
    session.add(advice)
    session.flush()
    asked = advisers.ask_next(session, advice, now=now)
    audit.record(session, actor, "ask", Noun.ADVICE, advice.id, now=now, people=len(asked))
    return get_for(session, actor, advice.id)


def helped(session: Session, actor: Person, *, conversation_id: int, now: datetime) -> AdviceView:
    """What was said in that conversation helped. Who answered is thanked. Said before, nothing happens."""
    talk, advice = _answer(session, actor, conversation_id)
    if advice.state is AdviceState.HELPED:
        return get_for(session, actor, advice.id)
    ADVICE.require(session, actor, SAY_IT_HELPED, advice)
    if _asked(session, advice.id, talk.doer_id).answered_at is None:
        raise NotNow(Subject(Noun.ADVICE, advice.id), state=advice.state)
    helper = session.get_one(Person, talk.doer_id)
    ADVICE.move(
        session,
        SAY_IT_HELPED,
        advice,
        ended_at=now,
        helper_id=helper.id,
        helper_organisation_id=helper.organisation_id,
        unmet_reason=None,
    )
    ADVICE.tell(session, SAY_IT_HELPED, helper.id, AdviceHelped(advice.id), now=now)
    conversations.question_over(session, advice.id, now=now)
    audit.record(session, actor, SAY_IT_HELPED, Noun.ADVICE, advice.id, now=now, helper_id=helper.id)
    return get_for(session, actor, advice.id)


def not_yet(session: Session, actor: Person, *, conversation_id: int, now: datetime) -> None:
    """It did not help yet: the question waits for an answer again, and the conversation goes on."""
    _talk, advice = _answer(session, actor, conversation_id)
    if advice.state is AdviceState.ASKED:
        return  # said before
    ADVICE.require(session, actor, SAY_NOT_YET, advice)
    ADVICE.move(session, SAY_NOT_YET, advice, waits_since=now)
    audit.record(session, actor, SAY_NOT_YET, Noun.ADVICE, advice.id, now=now)


def say_minutes(session: Session, actor: Person, *, advice_id: int, minutes: int, now: datetime) -> AdviceView:
    """How long the answer took. Said once."""
    advice = _locked(session, advice_id)
    ADVICE.require(session, actor, SAY_HOW, advice)
    if minutes not in MINUTES:
        raise NotThere
    if advice.minutes is None:
        advice.minutes = minutes
        session.flush()
        audit.record(session, actor, SAY_HOW, Noun.ADVICE, advice.id, now=now, minutes=minutes)
    return get_for(session, actor, advice.id)


def say_score(session: Session, actor: Person, *, advice_id: int, score: int, now: datetime) -> AdviceView:
    """How good the advice was, from 1 to 5. Said once."""
    advice = _locked(session, advice_id)
    ADVICE.require(session, actor, SAY_HOW, advice)
    if not 1 <= score <= 5:
        raise NotThere
    if advice.score is None:
        advice.score = score
        session.flush()
        audit.record(session, actor, SAY_HOW, Noun.ADVICE, advice.id, now=now, score=score)
    return get_for(session, actor, advice.id)


def withdraw(session: Session, actor: Person, *, advice_id: int, now: datetime) -> AdviceView:
    """The question is not asked any more."""
    advice = _locked(session, advice_id)
    ADVICE.require(session, actor, WITHDRAW, advice)
    ADVICE.move(session, WITHDRAW, advice, ended_at=now)
    conversations.question_over(session, advice.id, now=now)
    audit.record(session, actor, WITHDRAW, Noun.ADVICE, advice.id, now=now)
    return get_for(session, actor, advice.id)


# Who is asked


def take_up(session: Session, actor: Person, *, advice_id: int, now: datetime) -> int:
    """The conversation in which `actor` answers; its id. The asker hears of it when something is said."""
    advice = _locked(session, advice_id)
    own = select(Conversation.id).where(Conversation.advice_id == advice_id, Conversation.doer_id == actor.id)
    found = session.scalar(own)
    if found is not None:
        return found
    ADVICE.require(session, actor, ANSWER, advice)
    suspensions.require_free(session, actor)
    if session.get_one(Person, advice.asker_id).unreachable_at is not None:
        raise CannotBeReached(Subject(Noun.ADVICE, advice.id))
    return conversations.open_about(session, advice, doer_id=actor.id, now=now).id


def answered(session: Session, talk: Conversation, author: Person, *, now: datetime) -> None:
    """Something was said in a conversation about a question. By whom it was asked of, it is an answer."""
    if talk.advice_id is None or author.id != talk.doer_id:
        return
    advice, asked = _locked(session, talk.advice_id), _asked(session, talk.advice_id, author.id)
    first = asked.answered_at is None
    if first:
        asked.answered_at = now
        session.flush()
        audit.record(session, author, ANSWER, Noun.ADVICE, advice.id, now=now)
    if advice.state is AdviceState.ASKED or (first and advice.state is AdviceState.ANSWERED):
        ADVICE.move(session, ANSWER, advice, waits_since=now)


def decline(session: Session, actor: Person, *, advice_id: int, now: datetime) -> AdviceView:
    """Not for me. Where all of them say so, others are asked at once."""
    advice = _locked(session, advice_id)
    ADVICE.require(session, actor, DECLINE, advice)
    session.execute(
        update(Asked)
        .where(Asked.advice_id == advice.id, Asked.person_id == actor.id, Asked.declined_at.is_(None))
        .values(declined_at=now)
    )
    undecided = select(Asked.id).where(Asked.advice_id == advice.id, Asked.declined_at.is_(None)).limit(1)
    if advice.state is AdviceState.ASKED and advice.passed_on_at is None and session.scalar(undecided) is None:
        advisers.pass_on(session, advice, now=now)
    audit.record(session, actor, DECLINE, Noun.ADVICE, advice.id, now=now)
    return get_for(session, actor, advice.id)


def want_questions(session: Session, actor: Person, *, wanted: bool, now: datetime) -> None:
    """Be asked from now on, or no more."""
    people.require_registered(actor)
    actor.no_questions_at = None if wanted else now
    session.flush()


# Reading


def get_for(session: Session, reader: Person, advice_id: int) -> AdviceView:
    """A question of one's own, or one that one was asked."""
    found = _views(session, reader, Advice.id == advice_id)
    if not found:
        raise NotThere
    return found[0]


def permitted(session: Session, actor: Person, view: AdviceView) -> Permitted:
    """What a screen may offer."""
    return ADVICE.permitted(session, actor, view)


def of(session: Session, reader: Person, *, limit: int, offset: int = 0) -> list[AdviceView]:
    """One's own questions, and those that one was asked and has not declined; the newest first."""
    return _views(session, reader, _concerns(reader), limit=limit, offset=offset)


def count_of(session: Session, reader: Person) -> int:
    """How many `of` gives in all."""
    return session.scalar(select(func.count(Advice.id)).where(_visible(reader), _concerns(reader))) or 0


def waiting_for(session: Session, reader: Person, *, limit: int) -> list[AdviceView]:
    """Questions that nobody has answered, and that wait for `reader`."""
    return _views(session, reader, Advice.state == AdviceState.ASKED, _undecided(reader), limit=limit)


def wanted_from(session: Session, reader: Person, advice_id: int) -> AdviceView | None:
    """A question on its way to somebody who is asked; none if it is over, or answered meanwhile."""
    found = _views(session, reader, Advice.id == advice_id, Advice.state == AdviceState.ASKED, _undecided(reader))
    return found[0] if found else None


def in_state(session: Session, reader: Person, advice_id: int, state: AdviceState) -> AdviceView | None:
    """The same, while it is in that state."""
    found = _views(session, reader, Advice.id == advice_id, Advice.state == state)
    return found[0] if found else None


def _visible(reader: Person) -> ColumnElement[bool]:
    asked = select(Asked.advice_id).where(Asked.person_id == reader.id)
    apart = kept_apart_from(reader.id)
    return or_(Advice.asker_id == reader.id, and_(Advice.id.in_(asked), Advice.asker_id.not_in(apart)))


def _concerns(reader: Person) -> ColumnElement[bool]:
    open_to_me = and_(Advice.state.in_(OPEN), _undecided(reader))
    mine = select(Asked.advice_id).where(Asked.person_id == reader.id, Asked.answered_at.is_not(None))
    return or_(Advice.asker_id == reader.id, open_to_me, Advice.id.in_(mine))


def _undecided(reader: Person) -> ColumnElement[bool]:
    return Advice.id.in_(
        select(Asked.advice_id).where(
            Asked.person_id == reader.id, Asked.answered_at.is_(None), Asked.declined_at.is_(None)
        )
    )


def _views(
    session: Session, reader: Person, *conditions: ColumnElement[bool], limit: int = 1, offset: int = 0
) -> list[AdviceView]:
    session.flush()
    confirmed = and_(Organisation.confirmed_at.is_not(None), OrganisationMember.confirmed_at.is_not(None))
    asked = select(func.count(Asked.id)).where(Asked.advice_id == Advice.id).correlate(Advice).scalar_subquery()
    rows = session.execute(
        select(Advice, Category, Person.name, Organisation.name, confirmed, _helper.name, asked)
        .join(Category, Category.id == Advice.category_id)
        .join(Person, Person.id == Advice.asker_id)
        .outerjoin(Organisation, Organisation.id == Advice.organisation_id)
        .outerjoin(
            OrganisationMember,
            and_(
                OrganisationMember.organisation_id == Advice.organisation_id,
                OrganisationMember.person_id == Advice.asker_id,
            ),
        )
        .outerjoin(_helper, _helper.id == Advice.helper_id)
        .where(_visible(reader), *conditions)
        .order_by(Advice.asked_at.desc(), Advice.id.desc())
        .limit(limit)
        .offset(offset)
    ).all()
    answers = _answers(session, reader, [row[0].id for row in rows])
    return [
        AdviceView(
            id=advice.id,
            asker_id=advice.asker_id,
            asker_name=asker_name,
            organisation=organisation,
            organisation_confirmed=bool(is_confirmed),
            category=categories.view(category),
            question=advice.question,
            state=advice.state,
            asked_at=advice.asked_at,
            asked=people_asked,
            passed_on=advice.passed_on_at is not None,
            mine=advice.asker_id == reader.id,
            helper_name=helper_name,
            minutes=advice.minutes,
            score=advice.score,
            answers=tuple(answers.get(advice.id, ())),
        )
        for advice, category, asker_name, organisation, is_confirmed, helper_name, people_asked in rows
    ]


def _answers(session: Session, reader: Person, ids: list[int]) -> dict[int, list[AnswerView]]:
    """What was answered, by question: to who asked, all; to who answered, their own."""
    found: dict[int, list[AnswerView]] = {}
    if not ids:
        return found
    rows = session.execute(
        select(Asked.advice_id, Conversation.id, Person.name)
        .join(Person, Person.id == Conversation.doer_id)
        .join(Asked, and_(Asked.advice_id == Conversation.advice_id, Asked.person_id == Conversation.doer_id))
        .where(
            Conversation.advice_id.in_(ids),
            conversations.is_side(reader),
            or_(Asked.answered_at.is_not(None), Conversation.doer_id == reader.id),
        )
        .order_by(Conversation.id)
    )
    for advice_id, conversation_id, name in rows:
        found.setdefault(advice_id, []).append(AnswerView(conversation_id, name))
    return found


# Rows


def _locked(session: Session, advice_id: int) -> Advice:
    advice = session.scalars(
        select(Advice).where(Advice.id == advice_id).with_for_update().execution_options(populate_existing=True)
    ).one_or_none()
    if advice is None:
        raise NotThere
    return advice


def _asked(session: Session, advice_id: int, person_id: int) -> Asked:
    return session.scalars(select(Asked).where(Asked.advice_id == advice_id, Asked.person_id == person_id)).one()


def _answer(session: Session, actor: Person, conversation_id: int) -> tuple[Conversation, Advice]:
    """A conversation about a question of `actor`'s own."""
    talk = session.scalars(
        select(Conversation).where(
            Conversation.id == conversation_id,
            Conversation.requester_id == actor.id,
            Conversation.advice_id.is_not(None),
        )
    ).one_or_none()
    if talk is None or talk.advice_id is None:
        raise NotThere
    return talk, _locked(session, talk.advice_id)
