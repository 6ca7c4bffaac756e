"""The report of a round, for who organises it: what was asked for, who came, what was done, what changed."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session

from domain.dataclasses import dataclass
from domain.programme.lifecycle import ROUND, SEE_ROUND_REPORT
from domain.programme.results import days as said
from domain.programme.results.days import DayWords
from domain.programme.results.ratings import Change, changes
from domain.programme.selecting.reading import names_of, organisation_names, round_of
from domain.programme.workbooks.progress import progress
from models.person import Person
from models.programme.application import PLACED, Decision, Participant, PlaceState, RoundApplication
from models.programme.presence import Presence
from models.programme.round import ContactDay, Round, RoundState
from models.programme.sparring import SparringSlot
from models.programme.work import HandedIn


@dataclass(frozen=True)
class DayLine:
    """One contact day."""

    day: date
    present: int
    marked: int
    handed_in: int
    expected: int  # organisations that should have handed something in
    words: DayWords | None


@dataclass(frozen=True)
class OrganisationLine:
    """One organisation in the round."""

    organisation: str
    state: PlaceState
    participants: int
    present: int  # days of participants
    marked: int
    handed_in: int
    late: int
    sparring: int  # minutes
    model: bool  # its logic model is whole
    indicators: int  # that are whole


@dataclass(frozen=True)
class RoundReport:
    """All of it."""

    round_id: int
    names: Mapping[str, str]
    state: RoundState
    capacity: int
    applied: int
    priority: int  # had priority
    accepted: int  # were given a place by the decisions
    reserve: int  # were put in reserve by the decisions
    moved_up: int  # of them, were offered a place later
    left_out: int  # have priority in the next round
    took_part: int  # organisations
    gave_back: int
    lapsed: int
    people: int  # who took part
    present: int  # days of participants
    marked: int
    assignments: int  # handed in
    assignments_expected: int
    late: int
    sparring: int  # minutes
    sparred: int  # organisations
    models: int
    indicators: int
    days: tuple[DayLine, ...]
    organisations: tuple[OrganisationLine, ...]
    changes: tuple[Change, ...]
    self_rated: bool

    @property
    def attendance(self) -> float | None:
        """The share of marked days on which people were there."""
        return self.present / self.marked if self.marked else None


def make(session: Session, actor: Person, *, round_id: int, zone: ZoneInfo, now: datetime) -> RoundReport:
    """For its coordinators."""
    round_ = round_of(session, round_id)
    ROUND.require(session, actor, SEE_ROUND_REPORT, round_)
    sent = list(
        session.scalars(
            select(RoundApplication)
            .where(RoundApplication.round_id == round_id, RoundApplication.decided_at.is_not(None))
            .order_by(RoundApplication.id)
        )
    )
    inside = [one for one in sent if one.state in PLACED]
    organisations = tuple(_organisations(session, inside, now))
    days = tuple(_days(session, round_, len(inside), zone))
    decisions = [one.decision for one in sent]
    states = [one.state for one in sent]
    return RoundReport(
        round_id=round_.id,
        names=names_of(session, round_.id),
        state=round_.state,
        capacity=round_.capacity,
        applied=len(sent),
        priority=sum(one.priority for one in sent),
        accepted=decisions.count(Decision.ACCEPT),
        reserve=decisions.count(Decision.RESERVE),
        moved_up=sum(one.moved_up for one in sent),
        left_out=sum(state in (PlaceState.NOT_THIS_TIME, PlaceState.RESERVE) for state in states),
        took_part=len(inside),
        gave_back=sum(state in (PlaceState.LEFT, PlaceState.WITHDRAWN) for state in states),
        lapsed=states.count(PlaceState.LAPSED),
        people=sum(one.participants for one in organisations),
        present=sum(one.present for one in organisations),
        marked=sum(one.marked for one in organisations),
        assignments=sum(one.handed_in for one in organisations),
        assignments_expected=sum(one.expected for one in days),
        late=sum(one.late for one in organisations),
        sparring=sum(one.sparring for one in organisations),
        sparred=sum(one.sparring > 0 for one in organisations),
        models=sum(one.model for one in organisations),
        indicators=sum(one.indicators for one in organisations),
        days=days,
        organisations=organisations,
        changes=tuple(changes(session, round_id)),
        self_rated=round_.self_rated,
    )


def _organisations(session: Session, inside: Sequence[RoundApplication], now: datetime) -> list[OrganisationLine]:
    ids = [one.id for one in inside]
    names = organisation_names(session, list(inside))
    people = _counted(
        session,
        select(Participant.application_id, func.count())
        .where(
            Participant.application_id.in_(ids), Participant.confirmed_at.is_not(None), Participant.left_at.is_(None)
        )
        .group_by(Participant.application_id),
    )
    of_theirs = (
        select(Participant.application_id, func.count())
        .join(Presence, Presence.participant_id == Participant.id)
        .where(Participant.application_id.in_(ids), Presence.present.is_not(None))
        .group_by(Participant.application_id)
    )
    marked, present = _counted(session, of_theirs), _counted(session, of_theirs.where(Presence.present.is_(True)))
    works = select(HandedIn.application_id, func.count(HandedIn.day_id.distinct())).where(
        HandedIn.application_id.in_(ids)
    )
    handed_in = _counted(session, works.group_by(HandedIn.application_id))
    late = _counted(session, works.where(HandedIn.late, HandedIn.version == 1).group_by(HandedIn.application_id))
    sparring = _sparring(session, ids, now)
    made = []
    for one in inside:
        done = progress(session, one.id)
        made.append(
            OrganisationLine(
                names[one.organisation_id],
                one.state,
                people.get(one.id, 0),
                present.get(one.id, 0),
                marked.get(one.id, 0),
                handed_in.get(one.id, 0),
                late.get(one.id, 0),
                sparring.get(one.id, 0),
                done.model_is_ready,
                done.indicators,
            )
        )
    return sorted(made, key=lambda line: line.organisation.casefold())


def _sparring(session: Session, ids: Sequence[int], now: datetime) -> dict[int, int]:
    """Minutes of each place's sparring that have begun."""
    return _counted(
        session,
        select(SparringSlot.application_id, func.sum(SparringSlot.minutes))
        .where(SparringSlot.application_id.in_(ids), SparringSlot.starts_at <= now)
        .group_by(SparringSlot.application_id),
    )


def _days(session: Session, round_: Round, inside: int, zone: ZoneInfo) -> list[DayLine]:
    words = said.of_round(session, round_.id)
    days = session.scalars(
        select(ContactDay).where(ContactDay.round_id == round_.id).order_by(ContactDay.starts_at, ContactDay.id)
    ).all()
    ids = [one.id for one in days]
    marks = (
        select(Presence.day_id, func.count())
        .where(Presence.day_id.in_(ids), Presence.present.is_not(None))
        .group_by(Presence.day_id)
    )
    marked, present = _counted(session, marks), _counted(session, marks.where(Presence.present.is_(True)))
    handed_in = _counted(
        session,
        select(HandedIn.day_id, func.count(HandedIn.application_id.distinct()))
        .where(HandedIn.day_id.in_(ids))
        .group_by(HandedIn.day_id),
    )
    return [
        DayLine(
            one.starts_at.astimezone(zone).date(),
            present.get(one.id, 0),
            marked.get(one.id, 0),
            handed_in.get(one.id, 0),
            inside if one.assignment else 0,
            words.get(one.id),
        )
        for one in days
    ]


def _counted(session: Session, counting: Select[Any, int]) -> dict[int, int]:
    return {key: int(count) for key, count in session.execute(counting)}
