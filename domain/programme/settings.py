"""The settings of a round that is written, for those who write it."""

from datetime import date, datetime

from sqlalchemy.orm import Session

from domain import groups
from domain.dataclasses import dataclass
from domain.programme import announcing, rounds
from domain.programme.holding import held
from domain.programme.lifecycle import EDIT_ROUND, ROUND
from domain.programme.reading import days_of, lacks, said_in, texts_of
from domain.programme.views import DayView, Lacks
from models.person import Person
from models.programme.round import Round


@dataclass(frozen=True)
class CriterionView:
    """What reviewers score."""

    id: int
    name: str
    weight: int


@dataclass(frozen=True)
class HearersGroup:
    """A group of mine, and whether it hears of the call."""

    id: int
    name: str
    size: int
    hears: bool


@dataclass(frozen=True)
class SettingsView:
    """Everything that can be set before a round is published."""

    round_id: int
    name: str
    languages: tuple[str, ...]  # that it has a text in
    opens_at: datetime
    priority_days: int
    after_another: bool  # there was a round before
    deadline: datetime
    decision_on: date
    confirm_days: int
    capacity: int
    participants_max: int
    region: str | None
    peers: bool
    self_rated: bool
    reviewed: bool
    for_everybody: bool
    days: tuple[DayView, ...]
    criteria: tuple[CriterionView, ...]
    groups: tuple[HearersGroup, ...]
    hearers: int
    lacks: tuple[Lacks, ...]


def of(session: Session, actor: Person, *, round_id: int, now: datetime) -> SettingsView:
    """The settings of a draft that somebody writes."""
    round_ = held(session, Round, round_id)
    ROUND.require(session, actor, EDIT_ROUND, round_)
    texts = texts_of(session, [round_id]).get(round_id, [])
    text = said_in(texts, actor.language)
    lead = round_.opens_at - round_.priority_opens_at if round_.priority_opens_at is not None else None
    told = set(rounds.groups_of(session, round_id))
    return SettingsView(
        round_id=round_id,
        name=text.name if text is not None else "",
        languages=tuple(sorted(one.language for one in texts)),
        opens_at=round_.opens_at,
        priority_days=lead.days if lead is not None else 0,
        after_another=round_.previous_id is not None,
        deadline=round_.deadline,
        decision_on=round_.decision_on,
        confirm_days=round_.confirm_days,
        capacity=round_.capacity,
        participants_max=round_.participants_max,
        region=round_.region,
        peers=round_.peers,
        self_rated=round_.self_rated,
        reviewed=round_.reviewed,
        for_everybody=round_.for_everybody,
        days=days_of(session, round_id),
        criteria=tuple(CriterionView(one.id, one.name, one.weight) for one in rounds.criteria_of(session, round_id)),
        groups=tuple(HearersGroup(one.id, one.name, one.size, one.id in told) for one in groups.mine(session, actor)),
        hearers=announcing.how_many(session, round_),
        lacks=lacks(session, round_, now),
    )


def words_in(session: Session, actor: Person, *, round_id: int, language: str) -> tuple[str, str]:
    """The name and the text of a draft in one language; empty where there are none."""
    round_ = held(session, Round, round_id)
    ROUND.require(session, actor, EDIT_ROUND, round_)
    text = next((one for one in texts_of(session, [round_id]).get(round_id, []) if one.language == language), None)
    return (text.name, text.text) if text is not None else ("", "")
