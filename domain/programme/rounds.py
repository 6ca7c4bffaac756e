"""A round before it is open: begun, described, published. What is not said has a sensible default."""

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import delete, func, select
from sqlalchemy.orm import Session

from domain import audit, groups, people, words
from domain.dataclasses import dataclass
from domain.people import LANGUAGES
from domain.programme import announcing, overview, priority
from domain.programme.holding import held
from domain.programme.lifecycle import EDIT_ROUND, PUBLISH_ROUND, ROUND
from domain.programme.reading import lacks
from domain.programme.refusals import RoundIncomplete, TooManyOfThem
from domain.refusals import InThePast, NotThere, Noun, OutOfBounds, Subject
from domain.regions import REGIONS, WHOLE_COUNTRY
from models.person import Person
from models.programme.round import (
    ContactDay,
    Criterion,
    Programme,
    Round,
    RoundGroup,
    RoundRole,
    RoundStaff,
    RoundState,
    RoundText,
)

NAME_MAX = 80
TEXT_MAX = 1500
PLACE_MAX = 200
AGENDA_MAX = 1500
CRITERION_MAX = 120
MOST_DAYS = 12
MOST_CRITERIA = 8
DAY_LONGEST = timedelta(hours=14)
TO_DECIDE = timedelta(days=14)  # after the deadline
EARLIER = timedelta(days=7)  # the call opens for those left out the last time
BOUNDS = {
    "capacity": (1, 200),
    "participants_max": (1, 3),
    "confirm_days": (1, 30),
    "sparring_minutes": (0, 6000),
    "weight": (1, 5),
}
SWITCHES = ("peers", "self_rated", "reviewed", "for_everybody")


@dataclass(frozen=True)
class NewRound:
    """What is asked; the rest has defaults."""

    language: str
    name: str
    text: str
    deadline: datetime
    capacity: int = 8
    region: str | None = None


def begin_programme(
    session: Session,
    actor: Person,
    *,
    name: str,
    new: NewRound,
    operators: Iterable[int],
    zone: ZoneInfo,
    now: datetime,
) -> Round:
    """An operator begins a programme with its first round, and coordinates it until others do."""
    people.require_registered(actor)
    if actor.telegram_id not in operators:
        raise NotThere
    programme = Programme(name=words.line(name, field="name", limit=NAME_MAX), created_by_id=actor.id, created_at=now)
    session.add(programme)
    session.flush()
    audit.record(session, actor, "begin_programme", Noun.ROUND, programme.id, now=now)
    return _begin(session, actor, programme.id, new, zone, now)


def begin(session: Session, actor: Person, *, programme_id: int, new: NewRound, zone: ZoneInfo, now: datetime) -> Round:
    """Another round of a programme, by somebody who coordinates one of its rounds."""
    people.require_registered(actor)
    if programme_id not in {one for one, _name in overview.programmes_run(session, actor)}:
        raise NotThere
    return _begin(session, actor, programme_id, new, zone, now)


def _begin(session: Session, actor: Person, programme_id: int, new: NewRound, zone: ZoneInfo, now: datetime) -> Round:
    _in_time(new.deadline, now)
    round_ = Round(
        programme_id=programme_id,
        state=RoundState.DRAFT,
        opens_at=now,
        deadline=new.deadline,
        decision_on=_decision_on(new.deadline, zone),
        capacity=bounded("capacity", new.capacity),
        participants_max=3,
        region=_region(new.region),
        created_by_id=actor.id,
        created_at=now,
    )
    session.add(round_)
    session.flush()
    session.add(RoundStaff(round_id=round_.id, person_id=actor.id, role=RoundRole.COORDINATOR, added_at=now))
    audit.record(session, actor, "begin", Noun.ROUND, round_.id, now=now)
    say(session, actor, round_id=round_.id, language=new.language, name=new.name, text=new.text, now=now)
    return round_


# What is changed on its page, while it is a draft


def say(session: Session, actor: Person, *, round_id: int, language: str, name: str, text: str, now: datetime) -> None:
    """What the round is called and says, in one of the languages."""
    round_ = edited(session, actor, round_id)
    if language not in LANGUAGES:
        raise NotThere
    name = words.line(name, field="name", limit=NAME_MAX)
    text = words.prose(text, field="text", limit=TEXT_MAX)
    there = session.get(RoundText, (round_id, language))
    if there is None:
        session.add(RoundText(round_id=round_id, language=language, name=name, text=text))
    else:
        there.name, there.text = name, text
    _changed(session, actor, round_, now, "text")


def unsay(session: Session, actor: Person, *, round_id: int, language: str, now: datetime) -> None:
    """Take the text of one language away; the last one stays."""
    round_ = edited(session, actor, round_id)
    codes = list(session.scalars(select(RoundText.language).where(RoundText.round_id == round_id)))
    if language in codes and len(codes) > 1:
        session.execute(delete(RoundText).where(RoundText.round_id == round_id, RoundText.language == language))
        _changed(session, actor, round_, now, "text")


def set_times(
    session: Session,
    actor: Person,
    *,
    round_id: int,
    zone: ZoneInfo,
    now: datetime,
    **times: Any,
) -> Round:
    """`opens_at`, `deadline`, `decision_on`, `priority_days` (0: no earlier for anybody). One that would come in the
    wrong order is InThePast; the day of the decisions follows a later deadline by itself."""
    round_ = edited(session, actor, round_id)
    if "deadline" in times:
        _in_time(times["deadline"], now)
        if times["deadline"] <= round_.opens_at:
            raise InThePast(field="deadline")
        round_.deadline = times["deadline"]
        if round_.decision_on < round_.deadline.astimezone(zone).date():
            round_.decision_on = _decision_on(round_.deadline, zone)
    if "opens_at" in times:
        if times["opens_at"] >= round_.deadline:
            raise InThePast(field="opens_at")
        lead = round_.opens_at - round_.priority_opens_at if round_.priority_opens_at is not None else None
        round_.opens_at = times["opens_at"]
        round_.priority_opens_at = round_.opens_at - lead if lead is not None else None
    if "decision_on" in times:
        if times["decision_on"] < round_.deadline.astimezone(zone).date():
            raise InThePast(field="decision_on")
        round_.decision_on = times["decision_on"]
    if "priority_days" in times:
        days = times["priority_days"]
        if not 0 <= days <= 60:
            raise OutOfBounds(field="priority_days", minimum=0, maximum=60)
        round_.priority_opens_at = round_.opens_at - timedelta(days=days) if days else None
    _changed(session, actor, round_, now, *times)
    return round_


def set_number(session: Session, actor: Person, *, round_id: int, name: str, value: int, now: datetime) -> None:
    """Capacity, participants, days to confirm, minutes of sparring."""
    round_ = edited(session, actor, round_id)
    if name not in BOUNDS or name == "weight":
        raise NotThere
    setattr(round_, name, bounded(name, value))
    _changed(session, actor, round_, now, name)


def set_region(session: Session, actor: Person, *, round_id: int, region: str | None, now: datetime) -> None:
    """Where those who apply work."""
    round_ = edited(session, actor, round_id)
    round_.region = _region(region)
    _changed(session, actor, round_, now, "region")


def switch(session: Session, actor: Person, *, round_id: int, name: str, on: bool, now: datetime) -> None:
    """One of the switches, on or off."""
    round_ = edited(session, actor, round_id)
    if name not in SWITCHES:
        raise NotThere
    setattr(round_, name, on)
    _changed(session, actor, round_, now, name)


def announce_to(session: Session, actor: Person, *, round_id: int, group_id: int, on: bool, now: datetime) -> None:
    """One of my groups hears of the call, or does not."""
    round_ = edited(session, actor, round_id)
    there = session.get(RoundGroup, (round_id, group_id))
    if on and there is None:
        if group_id not in {one.id for one in groups.mine(session, actor)}:
            raise NotThere
        session.add(RoundGroup(round_id=round_id, group_id=group_id))
    elif not on and there is not None:
        session.delete(there)
    _changed(session, actor, round_, now, "group")


def groups_of(session: Session, round_id: int) -> list[int]:
    """The groups that a round is announced to."""
    session.flush()
    return list(session.scalars(select(RoundGroup.group_id).where(RoundGroup.round_id == round_id)))


def add_criterion(
    session: Session, actor: Person, *, round_id: int, name: str, weight: int, now: datetime
) -> Criterion:
    """One more thing that reviewers score."""
    round_ = edited(session, actor, round_id)
    there = criteria_of(session, round_id)
    if len(there) >= MOST_CRITERIA:
        raise TooManyOfThem(Subject(Noun.ROUND, round_id), most=MOST_CRITERIA)
    made = Criterion(
        round_id=round_id,
        position=max((one.position for one in there), default=0) + 1,
        name=words.line(name, field="name", limit=CRITERION_MAX),
        weight=bounded("weight", weight),
    )
    session.add(made)
    _changed(session, actor, round_, now, "criterion")
    return made


def remove_criterion(session: Session, actor: Person, *, criterion_id: int, now: datetime) -> int:
    """One less. The round's id."""
    found = session.get(Criterion, criterion_id)
    if found is None:
        raise NotThere
    round_ = edited(session, actor, found.round_id)
    session.delete(found)
    _changed(session, actor, round_, now, "criterion")
    return round_.id


def criteria_of(session: Session, round_id: int) -> list[Criterion]:
    """What reviewers score, in order."""
    session.flush()
    return list(
        session.scalars(
            select(Criterion).where(Criterion.round_id == round_id).order_by(Criterion.position, Criterion.id)
        )
    )


def add_day(
    session: Session,
    actor: Person,
    *,
    round_id: int,
    starts_at: datetime,
    minutes: int,
    place: str,
    agenda: str,
    now: datetime,
) -> ContactDay:
    """One more contact day."""
    round_ = edited(session, actor, round_id)
    there = session.scalar(select(func.count()).select_from(ContactDay).where(ContactDay.round_id == round_id))
    if (there or 0) >= MOST_DAYS:
        raise TooManyOfThem(Subject(Noun.ROUND, round_id), most=MOST_DAYS)
    if starts_at <= now:
        raise InThePast(field="starts_at")
    longest = round(DAY_LONGEST.total_seconds() / 60)
    if not 15 <= minutes <= longest:
        raise OutOfBounds(field="minutes", minimum=15, maximum=longest)
    made = ContactDay(
        round_id=round_id,
        starts_at=starts_at,
        ends_at=starts_at + timedelta(minutes=minutes),
        place=words.line(place, field="place", limit=PLACE_MAX),
        agenda=words.prose(agenda, field="agenda", limit=AGENDA_MAX) if agenda else "",
        assignment="",
    )
    session.add(made)
    _changed(session, actor, round_, now, "day")
    return made


def remove_day(session: Session, actor: Person, *, day_id: int, now: datetime) -> int:
    """One less. The round's id."""
    found = session.get(ContactDay, day_id)
    if found is None:
        raise NotThere
    round_ = edited(session, actor, found.round_id)
    session.delete(found)
    _changed(session, actor, round_, now, "day")
    return round_.id


def publish(session: Session, actor: Person, *, round_id: int, now: datetime) -> Round:
    """From now on everybody sees it; who is to hear of it hears when it opens."""
    round_ = held(session, Round, round_id)
    ROUND.require(session, actor, PUBLISH_ROUND, round_)
    if lacks(session, round_, now):
        raise RoundIncomplete(Subject(Noun.ROUND, round_id))
    early = round_.priority_opens_at if priority.holders(session, round_) else None
    telling_at = min(early, round_.opens_at) if early is not None else round_.opens_at
    first = announcing.FIRST if early is not None else 0
    round_.opens_at = max(round_.opens_at, now)
    telling_at = max(telling_at, now)
    ROUND.move(session, PUBLISH_ROUND, round_, published_at=now, telling_at=telling_at, told_after=first)
    audit.record(session, actor, PUBLISH_ROUND, Noun.ROUND, round_.id, now=now)
    return round_


# What the verbs share


def edited(session: Session, actor: Person, round_id: int) -> Round:
    """A draft that this person may change."""
    round_ = held(session, Round, round_id)
    ROUND.require(session, actor, EDIT_ROUND, round_)
    return round_


def bounded(name: str, value: int) -> int:
    """A number within its bounds, or OutOfBounds."""
    least, most = BOUNDS[name]
    if not least <= value <= most:
        raise OutOfBounds(field=name, minimum=least, maximum=most)
    return value


def _changed(session: Session, actor: Person, round_: Round, now: datetime, *what: str) -> None:
    session.flush()
    audit.record(session, actor, EDIT_ROUND, Noun.ROUND, round_.id, now=now, what=",".join(what))


def _in_time(deadline: datetime, now: datetime) -> None:
    if deadline <= now:
        raise InThePast(field="deadline")


def _decision_on(deadline: datetime, zone: ZoneInfo) -> date:
    return (deadline.astimezone(zone) + TO_DECIDE).date()


def _region(region: str | None) -> str | None:
    if region is not None and region not in REGIONS:
        raise NotThere
    return None if region == WHOLE_COUNTRY else region
