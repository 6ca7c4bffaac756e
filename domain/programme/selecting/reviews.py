"""What reviewers and coordinators say of an application. Applicants never see any of it."""

from datetime import datetime

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from domain import audit, words
from domain.lifecycle.engine import Action
from domain.programme.lifecycle import COMMENT_ON_APPLICATION, DECLARE_CONFLICT, PLACE, SCORE
from domain.programme.selecting.reading import application_of, criteria_of, review_of, round_of
from domain.programme.selecting.refusals import StillApplying
from domain.refusals import NotThere, Noun, OutOfBounds, Subject
from models.person import Person
from models.programme.application import RoundApplication
from models.programme.review import Review, Score, Stance
from models.programme.round import Round

COMMENT_MAX = 1000
LOWEST, HIGHEST = 1, 5


def comment(session: Session, actor: Person, *, application_id: int, text: str, now: datetime) -> None:
    """One's own words for the others who select, in place of earlier ones; empty takes them off."""
    review = _review(session, actor, COMMENT_ON_APPLICATION, application_id, now)
    review.comment = words.prose(text, field="comment", limit=COMMENT_MAX) if text else ""
    _record(session, actor, COMMENT_ON_APPLICATION, review, now)


def score(
    session: Session, actor: Person, *, application_id: int, criterion_id: int, score: int, now: datetime
) -> None:
    """1 to 5 for one criterion, in place of an earlier one. Who abstained takes it up again."""
    if not LOWEST <= score <= HIGHEST:
        raise OutOfBounds(field="review_score", minimum=LOWEST, maximum=HIGHEST)
    review = _review(session, actor, SCORE, application_id, now)
    application = application_of(session, application_id)
    after_the_deadline(round_of(session, application.round_id), now)
    if criterion_id not in [one.id for one in criteria_of(session, application.round_id)]:
        raise NotThere
    review.stance = Stance.READ
    given = session.get(Score, (review.id, criterion_id))
    if given is None:
        session.add(Score(review_id=review.id, criterion_id=criterion_id, score=score))
    else:
        given.score = score
    _record(session, actor, SCORE, review, now)


def abstain(session: Session, actor: Person, *, application_id: int, now: datetime) -> None:
    """I do not score this one. It counts as in; my scores go."""
    review = _review(session, actor, SCORE, application_id, now)
    after_the_deadline(round_of(session, application_of(session, application_id).round_id), now)
    _without_scores(session, review)
    review.stance = Stance.ABSTAINED
    _record(session, actor, Action("abstain"), review, now)


def declare_conflict(session: Session, actor: Person, *, application_id: int, now: datetime) -> None:
    """I should not judge this one: what I said of it goes, and I see it no more."""
    review = _review(session, actor, DECLARE_CONFLICT, application_id, now)
    _without_scores(session, review)
    review.stance, review.comment = Stance.CONFLICT, ""
    _record(session, actor, DECLARE_CONFLICT, review, now)


def after_the_deadline(round_: Round, now: datetime) -> None:
    """While the call is open applications may change: nothing is scored or decided. Raises StillApplying."""
    if now <= round_.deadline:
        raise StillApplying(Subject(Noun.ROUND, round_.id), deadline=round_.deadline)


def _review(session: Session, actor: Person, action: Action, application_id: int, now: datetime) -> Review:
    """One's own row, held with the application, so that two taps at once do not make two."""
    application = session.scalar(
        select(RoundApplication)
        .where(RoundApplication.id == application_id)
        .with_for_update()
        .execution_options(populate_existing=True)
    )
    if application is None:
        raise NotThere
    PLACE.require(session, actor, action, application)
    review = review_of(session, application_id, actor.id)
    if review is None:
        review = Review(application_id=application_id, reviewer_id=actor.id, stance=Stance.READ, comment="", at=now)
        session.add(review)
        session.flush()
    return review


def _without_scores(session: Session, review: Review) -> None:
    session.execute(delete(Score).where(Score.review_id == review.id))


def _record(session: Session, actor: Person, action: Action, review: Review, now: datetime) -> None:
    review.at = now
    session.flush()
    audit.record(session, actor, action, Noun.ROUND_APPLICATION, review.application_id, now=now)
