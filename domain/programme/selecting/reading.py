"""What those who select see: the board, one application after another, and who is to hear of it."""

from collections.abc import Mapping
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from domain import paging
from domain.programme import roles, rounds
from domain.programme.lifecycle import PLACE, READ_APPLICATION, ROUND, SEE_BOARD
from domain.programme.selecting import ranking
from domain.programme.selecting.ranking import Ranked
from domain.programme.selecting.views import BoardLine, BoardView, CriterionView, ReadingView, ReviewView, Tally
from domain.refusals import NotThere
from models.organisation import Organisation
from models.person import Person
from models.programme.application import (
    Decision,
    Moment,
    Participant,
    PlaceState,
    RoundApplication,
    SelfRating,
)
from models.programme.review import Review, Score, Stance
from models.programme.round import Round, RoundRole, RoundState, RoundText

HOLDING = (PlaceState.ACCEPTED, PlaceState.CONFIRMED, PlaceState.FINISHED)
"""A place is taken, offered or confirmed."""


def round_of(session: Session, round_id: int) -> Round:
    """The round, or NotThere."""
    found = session.get(Round, round_id)
    if found is None:
        raise NotThere
    return found


def application_of(session: Session, application_id: int) -> RoundApplication:
    """The application, or NotThere."""
    found = session.get(RoundApplication, application_id)
    if found is None:
        raise NotThere
    return found


def names_of(session: Session, round_id: int) -> Mapping[str, str]:
    """What a round is called, by language: one of the three at least."""
    rows = session.execute(select(RoundText.language, RoundText.name).where(RoundText.round_id == round_id))
    return {one.language: one.name for one in rows}


def organisation_names(session: Session, applications: list[RoundApplication]) -> dict[int, str]:
    """The names of the applicants, by the id of the organisation."""
    ids = {one.organisation_id for one in applications}
    rows = session.execute(select(Organisation.id, Organisation.name).where(Organisation.id.in_(ids)))
    return {one.id: one.name for one in rows}


# The board


def board(session: Session, actor: Person, *, round_id: int, page: int = 0, now: datetime) -> BoardView:
    """The applications in their order, a page of it, for those who select."""
    round_ = round_of(session, round_id)
    ROUND.require(session, actor, SEE_BOARD, round_)
    order = _order(session, actor, round_)
    names = organisation_names(session, [one.application for one in order])
    decides = roles.has_role(session, actor.id, round_id, RoundRole.COORDINATOR)
    standing = Standing(session, actor, round_)
    page = min(paging.within(page), max(0, (len(order) - 1) // paging.SIZE))
    shown = list(enumerate(order, start=1))[page * paging.SIZE : (page + 1) * paging.SIZE]
    return BoardView(
        round_id=round_.id,
        names=names_of(session, round_.id),
        state=round_.state,
        capacity=round_.capacity,
        deadline=round_.deadline,
        closed=now > round_.deadline,
        reviewed=round_.reviewed,
        decides=decides,
        tally=tally([one.application for one in order]),
        page=page,
        lines=tuple(_line(number, one, names, standing, decides=decides) for number, one in shown),
    )


def tally(applications: list[RoundApplication]) -> Tally:
    """How many have which decision, or what became of them."""
    decided = [one.decision for one in applications]
    return Tally(
        total=len(applications),
        undecided=decided.count(None),
        accepted=decided.count(Decision.ACCEPT),
        reserve=decided.count(Decision.RESERVE),
        left_out=decided.count(Decision.NOT_THIS_TIME),
        taken=sum(one.state in HOLDING for one in applications),
    )


def _order(session: Session, actor: Person, round_: Round) -> list[Ranked]:
    """The board for a coordinator; for a reviewer, what is theirs to read, in the order of sending."""
    found = ranking.ranked(session, round_) if round_.state == RoundState.OPEN else ranking.listed(session, round_)
    if roles.has_role(session, actor.id, round_.id, RoundRole.COORDINATOR):
        return found
    mine = [one for one in found if roles.reviewer(session, actor, one.application)]
    return sorted(mine, key=lambda one: (one.application.sent_at, one.application.id))


class Standing:
    """How far somebody is with their reviews in a round."""

    def __init__(self, session: Session, actor: Person, round_: Round) -> None:
        self.session = session
        self.actor = actor
        self.criteria = criteria_of(session, round_.id)
        self.reviews = round_.reviewed and roles.has_role(session, actor.id, round_.id, RoundRole.REVIEWER)

    def is_in(self, application: RoundApplication) -> bool:
        """Scored in full, or abstained."""
        return is_in(review_of(self.session, application.id, self.actor.id), self.session, len(self.criteria))

    def sees(self, application: RoundApplication) -> bool:
        """Others' scores: not of one's own organisation, and by reviewers after their own."""
        if not roles.impartial(self.session, self.actor, application):
            return False
        return not self.reviews or self.is_in(application)


def _line(number: int, one: Ranked, names: Mapping[int, str], standing: Standing, *, decides: bool) -> BoardLine:
    application = one.application
    return BoardLine(
        application_id=application.id,
        number=number,
        organisation=names[application.organisation_id],
        state=application.state,
        priority=application.priority,
        late=application.late,
        mean=float(one.mean) if one.mean is not None and standing.sees(application) else None,
        reviews=one.reviews,
        mine_in=standing.reviews and standing.is_in(application),
        decision=application.decision if decides else None,
        rank=application.rank if decides else None,
        confirm_by=application.confirm_by,
    )


# One application


def read(session: Session, actor: Person, *, application_id: int) -> ReadingView:
    """An application, as those who select read it. Of one's own organisation, nothing of what is said."""
    application = application_of(session, application_id)
    PLACE.require(session, actor, READ_APPLICATION, application)
    round_ = session.get_one(Round, application.round_id)
    ROUND.require(session, actor, SEE_BOARD, round_)
    order = _order(session, actor, round_)
    ids = [one.application.id for one in order]
    if application_id not in ids:
        raise NotThere  # withdrawn before it was decided
    at = ids.index(application_id)
    standing = Standing(session, actor, round_)
    sees = standing.sees(application)
    impartial = roles.impartial(session, actor, application)
    said = _said(session, application, standing.criteria) if impartial else {}
    mine = said.pop(actor.id, None)
    people = select(Participant.name).where(Participant.application_id == application.id, Participant.left_at.is_(None))
    ratings = select(SelfRating.area, SelfRating.score).where(
        SelfRating.application_id == application.id, SelfRating.moment == Moment.START
    )
    organisation = session.get_one(Organisation, application.organisation_id)
    decides = impartial and roles.has_role(session, actor.id, round_.id, RoundRole.COORDINATOR)
    mean = order[at].mean
    assert application.sent_at is not None
    return ReadingView(
        application_id=application.id,
        round_id=round_.id,
        names=names_of(session, round_.id),
        organisation=organisation.name,
        organisation_region=organisation.region,
        state=application.state,
        activity=application.activity,
        motivation=application.motivation,
        commits=application.commits,
        participants=tuple(session.scalars(people.order_by(Participant.id))),
        ratings=tuple((area, score) for area, score in session.execute(ratings.order_by(SelfRating.id))),
        priority=application.priority,
        late=application.late,
        sent_at=application.sent_at,
        number=at + 1,
        count=len(ids),
        previous_id=ids[at - 1] if at > 0 else None,
        next_id=ids[at + 1] if at + 1 < len(ids) else None,
        own_organisation=not impartial,
        is_reviewer=standing.reviews and impartial,
        criteria=standing.criteria,
        mine=mine,
        mine_in=standing.reviews and standing.is_in(application),
        others=tuple(said.values()) if sees else (),
        others_hidden=impartial and not sees and bool(said),
        comments=sum(bool(one.comment) for one in said.values()) if sees else 0,
        mean=float(mean) if mean is not None and sees else None,
        decision=application.decision if decides else None,
        rank=application.rank if decides else None,
        reason=application.reason if decides else "",
    )


def criteria_of(session: Session, round_id: int) -> tuple[CriterionView, ...]:
    """What is scored in a round, in its order."""
    return tuple(CriterionView(one.id, one.name, one.weight) for one in rounds.criteria_of(session, round_id))


def review_of(session: Session, application_id: int, person_id: int) -> Review | None:
    """What somebody says of an application."""
    return session.scalar(
        select(Review).where(Review.application_id == application_id, Review.reviewer_id == person_id)
    )


def is_in(review: Review | None, session: Session, criteria: int) -> bool:
    """Scored by every criterion, or abstained."""
    if review is None or review.stance is Stance.CONFLICT:
        return False
    if review.stance is Stance.ABSTAINED:
        return True
    given = session.scalars(select(Score.criterion_id).where(Score.review_id == review.id)).all()
    return bool(criteria) and len(given) == criteria


def _said(
    session: Session, application: RoundApplication, criteria: tuple[CriterionView, ...]
) -> dict[int, ReviewView]:
    """What each reader says, by their id, those who began first on top."""
    reviews = session.execute(
        select(Review, Person.name)
        .join(Person, Person.id == Review.reviewer_id)
        .where(Review.application_id == application.id)
        .order_by(Review.id)
    ).all()
    scores: dict[int, dict[int, int]] = {}
    given = select(Score).join(Review, Review.id == Score.review_id).where(Review.application_id == application.id)
    for one in session.scalars(given):
        scores.setdefault(one.review_id, {})[one.criterion_id] = one.score
    return {
        review.reviewer_id: ReviewView(
            name,
            review.stance,
            tuple(scores.get(review.id, {}).get(criterion.id) for criterion in criteria),
            review.comment,
        )
        for review, name in reviews
    }
