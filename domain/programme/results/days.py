"""Two questions after each contact day, to those who were there: was it useful, and what will you do next."""

from collections.abc import Mapping
from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from domain import audit, words
from domain.dataclasses import dataclass
from domain.notices import tell
from domain.programme.lifecycle import GIVE_DAY_FEEDBACK, PLACE
from domain.programme.results.notices import DayFeedbackWanted
from domain.programme.results.ratings import FEWEST
from domain.programme.selecting.reading import names_of
from domain.refusals import NotThere, Noun, OutOfBounds
from domain.timers import Timers
from models.person import Person
from models.programme.application import Participant, RoundApplication
from models.programme.presence import Presence
from models.programme.round import ContactDay, DayFeedback

NEXT_MAX = 300
LOWEST, HIGHEST = 1, 5
LATEST = timedelta(days=14)  # attendance that is taken later asks nobody


@dataclass(frozen=True)
class DayFeedbackView:
    """What somebody is asked of a day, and what they said."""

    id: int
    round_id: int
    names: Mapping[str, str]
    day: datetime
    useful: int | None
    next_step: str


@dataclass(frozen=True)
class DayWords:
    """What was said of a day, without names."""

    day_id: int
    answers: int
    useful: float | None  # none: fewer than three answers
    next_steps: tuple[str, ...]


def asked(session: Session, actor: Person, feedback_id: int) -> DayFeedbackView:
    """What I am asked of a day."""
    row, day, _application = _own(session, actor, feedback_id)
    return DayFeedbackView(
        row.id, day.round_id, names_of(session, day.round_id), day.starts_at, row.useful, row.next_step
    )


def give(
    session: Session, actor: Person, *, feedback_id: int, useful: int, next_step: str, now: datetime
) -> DayFeedbackView:
    """1 to 5, and one line; in place of what I said before."""
    row, _day, application = _own(session, actor, feedback_id)
    PLACE.require(session, actor, GIVE_DAY_FEEDBACK, application)
    if not LOWEST <= useful <= HIGHEST:
        raise OutOfBounds(field="score", minimum=LOWEST, maximum=HIGHEST)
    row.useful, row.given_at = useful, now
    row.next_step = words.line(next_step, field="next_step", limit=NEXT_MAX) if next_step else ""
    session.flush()
    audit.record(session, actor, GIVE_DAY_FEEDBACK, Noun.ROUND_APPLICATION, application.id, now=now, day_id=row.day_id)
    return asked(session, actor, feedback_id)


def ask(session: Session, now: datetime, timers: Timers, limit: int) -> int:
    """Whoever was marked as present, when the day is over. Once."""
    known = select(DayFeedback.id).where(
        DayFeedback.day_id == ContactDay.id, DayFeedback.person_id == Participant.person_id
    )
    rows = session.execute(
        select(ContactDay.id, Participant.person_id)
        .join(Presence, Presence.day_id == ContactDay.id)
        .join(Participant, Participant.id == Presence.participant_id)
        .where(
            ContactDay.ends_at <= now,
            ContactDay.ends_at > now - LATEST,
            Presence.present.is_(True),
            Participant.left_at.is_(None),
            Participant.person_id.is_not(None),
            ~known.exists(),
        )
        .order_by(ContactDay.id, Participant.id)
        .limit(limit)
        .with_for_update(of=Presence, skip_locked=True)
    ).all()
    for day_id, person_id in dict.fromkeys((one[0], one[1]) for one in rows):
        assert person_id is not None
        row = DayFeedback(day_id=day_id, person_id=person_id, next_step="", asked_at=now)
        session.add(row)
        session.flush()
        tell(session, person_id, DayFeedbackWanted(row.id), now=now)
    return len(rows)


def of_round(session: Session, round_id: int) -> dict[int, DayWords]:
    """What was said of each day, by its id. Of fewer than three answers nothing is shown."""
    rows = session.execute(
        select(DayFeedback.day_id, DayFeedback.useful, DayFeedback.next_step)
        .join(ContactDay, ContactDay.id == DayFeedback.day_id)
        .where(ContactDay.round_id == round_id, DayFeedback.useful.is_not(None))
        .order_by(DayFeedback.id)
    ).all()
    found = {}
    for day_id in dict.fromkeys(row.day_id for row in rows):
        of_day = [row for row in rows if row.day_id == day_id]
        enough = len(of_day) >= FEWEST
        found[day_id] = DayWords(
            day_id,
            len(of_day),
            round(sum(row.useful for row in of_day) / len(of_day), 2) if enough else None,
            tuple(sorted(row.next_step for row in of_day if row.next_step)) if enough else (),
        )
    return found


def _own(session: Session, actor: Person, feedback_id: int) -> tuple[DayFeedback, ContactDay, RoundApplication]:
    found = session.execute(
        select(DayFeedback, ContactDay, RoundApplication)
        .join(ContactDay, ContactDay.id == DayFeedback.day_id)
        .join(RoundApplication, RoundApplication.round_id == ContactDay.round_id)
        .join(Participant, Participant.application_id == RoundApplication.id)
        .where(
            DayFeedback.id == feedback_id, DayFeedback.person_id == actor.id, Participant.person_id == actor.id,
            Participant.left_at.is_(None),
        )
        .limit(1)
    ).one_or_none()  # fmt: skip
    if found is None:
        raise NotThere
    return found[0], found[1], found[2]
