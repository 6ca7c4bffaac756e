"""Contact days: which there are, and what becomes of one."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from domain import audit, words
from domain.dataclasses import dataclass
from domain.lifecycle import Permitted
from domain.programme import reading
from domain.programme.lifecycle import ROUND, SEE_DAYS, WRITE_DAY
from domain.programme.running.notices import DayChanged
from domain.programme.running.refusals import DayHasBegun, DueAfterDay, EndsBeforeStart
from domain.refusals import InThePast, NotThere, Noun, Subject
from domain.timers import Timers
from models.base import constant
from models.person import Person
from models.programme.application import Participant, PlaceState, RoundApplication, cohort_of
from models.programme.presence import Presence
from models.programme.round import ContactDay, Round, RoundRole, RoundState, staff_of

PLACE_MAX = 200
AGENDA_MAX = 1500
ASSIGNMENT_MAX = 1500
LONGEST = timedelta(hours=14)

APPLYING = (PlaceState.SENT, PlaceState.RESERVE, PlaceState.ACCEPTED, PlaceState.CONFIRMED)


@dataclass(frozen=True)
class DayView:
    """A contact day, and what the reader may do about it. `my_absence`: that, and why, they will not be there."""

    id: int
    round_id: int
    round_name: str
    number: int  # from 1, in the order of time
    count: int
    starts_at: datetime
    ends_at: datetime
    place: str
    agenda: str
    assignment: str
    due_at: datetime | None
    sequence: int
    changed_at: datetime
    over: bool
    my_place: int | None  # the application of the organisation that the reader takes part for
    my_absence: str | None
    may: Permitted

    @property
    def takes_part(self) -> bool:
        """Whether the reader comes to it."""
        return self.my_place is not None

    @property
    def seen(self) -> bool:
        """Whether the reader sees the round's days, or has only applied."""
        return self.may(SEE_DAYS)


@dataclass(frozen=True)
class DayChange:
    """What is to be otherwise; what is None stays. An empty pre-assignment takes it away."""

    starts_at: datetime | None = None
    ends_at: datetime | None = None
    place: str | None = None
    agenda: str | None = None
    assignment: str | None = None
    due_at: datetime | None = None


def round_name(session: Session, round_id: int, language: str) -> str:
    """What a round is called, in that language where it has it."""
    text = reading.said_in(reading.texts_of(session, [round_id]).get(round_id, ()), language)
    return text.name if text is not None else ""


def round_of(session: Session, day: ContactDay) -> Round:
    """The round that a day belongs to."""
    return session.get_one(Round, day.round_id)


def of_round(session: Session, actor: Person, round_id: int, *, now: datetime) -> list[DayView]:
    """The contact days of a round, in the order of time."""
    round_ = session.get(Round, round_id)
    if round_ is None:
        raise NotThere
    ROUND.require(session, actor, SEE_DAYS, round_)
    return views(session, actor, round_, now)


def get_for(session: Session, actor: Person, day_id: int, *, now: datetime) -> DayView:
    """One of them."""
    return view_of(session, actor, _day(session, day_id), now)


def view_of(session: Session, actor: Person, day: ContactDay, now: datetime) -> DayView:
    """A day as `actor` sees it."""
    round_ = round_of(session, day)
    ROUND.require(session, actor, SEE_DAYS, round_)
    return next(one for one in views(session, actor, round_, now) if one.id == day.id)


def heard_of(session: Session, reader: Person, day_id: int, *, now: datetime) -> DayView | None:
    """A day as somebody who heard of it sees it: they come, run the round, or have applied to it."""
    day = session.get(ContactDay, day_id)
    if day is None:
        return None
    round_ = round_of(session, day)
    if reader.id not in _who_hears(session, round_):
        return None
    return next(one for one in views(session, reader, round_, now) if one.id == day.id)


def coming(session: Session, actor: Person, *, now: datetime, within: timedelta) -> list[DayView]:
    """The days that `actor` comes to soon."""
    rows = session.scalars(
        select(ContactDay)
        .join(Round, Round.id == ContactDay.round_id)
        .join(RoundApplication, RoundApplication.round_id == Round.id)
        .join(Participant, Participant.application_id == RoundApplication.id)
        .where(
            Round.state == RoundState.DECIDED,
            ContactDay.ends_at > now,
            ContactDay.starts_at <= now + within,
            RoundApplication.state == constant(PlaceState.CONFIRMED),
            Participant.person_id == actor.id,
            Participant.confirmed_at.is_not(None),
            Participant.left_at.is_(None),
        )
        .order_by(ContactDay.starts_at, ContactDay.id)
        .limit(3)
    ).all()
    return [view_of(session, actor, day, now) for day in rows]


def find(session: Session, actor: Person, day_id: int, *, locked: bool = False) -> tuple[ContactDay, Round]:
    """A day that `actor` may see, and its round."""
    day = _day(session, day_id, locked=locked)
    round_ = round_of(session, day)
    ROUND.require(session, actor, SEE_DAYS, round_)
    return day, round_


def _day(session: Session, day_id: int, *, locked: bool = False) -> ContactDay:
    query = select(ContactDay).where(ContactDay.id == day_id)
    day = session.scalar(query.with_for_update().execution_options(populate_existing=True) if locked else query)
    if day is None:
        raise NotThere
    return day


def views(session: Session, actor: Person, round_: Round, now: datetime) -> list[DayView]:
    """All of them, as somebody who may see them sees them: whether they may is the caller's matter."""
    days = session.scalars(
        select(ContactDay).where(ContactDay.round_id == round_.id).order_by(ContactDay.starts_at, ContactDay.id)
    ).all()
    may, name = ROUND.permitted(session, actor, round_), round_name(session, round_.id, actor.language)
    absences = dict(
        session.execute(
            select(Presence.day_id, Presence.absent_why)
            .join(Participant, Participant.id == Presence.participant_id)
            .join(RoundApplication, RoundApplication.id == Participant.application_id)
            .where(
                RoundApplication.round_id == round_.id,
                Participant.person_id == actor.id,
                Participant.left_at.is_(None),
                Presence.absence_told_at.is_not(None),
            )
        ).all()
    )
    own = place_of(session, actor, round_.id)
    return [
        DayView(
            id=day.id,
            round_id=round_.id,
            round_name=name,
            number=number,
            count=len(days),
            starts_at=day.starts_at,
            ends_at=day.ends_at,
            place=day.place,
            agenda=day.agenda,
            assignment=day.assignment,
            due_at=day.assignment_due_at,
            sequence=day.sequence,
            changed_at=day.changed_at or round_.created_at,
            over=day.ends_at <= now,
            my_place=own,
            my_absence=absences.get(day.id),
            may=may,
        )
        for number, day in enumerate(days, start=1)
    ]


def place_of(session: Session, person: Person, round_id: int) -> int | None:
    """The application of the organisation that somebody takes part for."""
    return session.scalar(
        cohort_of(round_id)
        .with_only_columns(RoundApplication.id)
        .where(Participant.person_id == person.id)
        .order_by(RoundApplication.id)
        .limit(1)
    )


# Changing one


def change(
    session: Session, actor: Person, *, day_id: int, changes: DayChange, timers: Timers, now: datetime
) -> DayView:
    """Something of it is otherwise. Who comes hears of another time or place."""
    day, round_ = find(session, actor, day_id, locked=True)
    ROUND.require(session, actor, WRITE_DAY, round_)
    before = day.starts_at, day.ends_at, day.place
    due_before = day.assignment_due_at
    if changes.place is not None:
        day.place = words.line(changes.place, field="place", limit=PLACE_MAX)
    if changes.agenda is not None:
        day.agenda = words.prose(changes.agenda, field="agenda", limit=AGENDA_MAX) if changes.agenda else ""
    _retime(day, changes, now=now)
    _reassign(day, changes, now=now)
    moved = (day.starts_at, day.ends_at, day.place) != before
    if moved and before[0] <= now:
        raise DayHasBegun(Subject(Noun.CONTACT_DAY, day.id))
    if day.starts_at != before[0]:
        day.reminded = reminders_over(day.starts_at, timers, now)
        day.looked_back_at = None
    if day.assignment_due_at != due_before:
        day.due_reminded_at = None
    if moved:
        day.sequence += 1
    day.changed_at = now
    session.flush()
    audit.record(session, actor, WRITE_DAY, Noun.ROUND, round_.id, now=now, day_id=day.id, sequence=day.sequence)
    if moved:
        for person_id in _who_hears(session, round_, besides=actor.id):
            ROUND.tell(session, WRITE_DAY, person_id, DayChanged(day.id, day.sequence), now=now)
    return view_of(session, actor, day, now)


def _retime(day: ContactDay, changes: DayChange, *, now: datetime) -> None:
    if changes.starts_at is None and changes.ends_at is None:
        return
    lasted = day.ends_at - day.starts_at
    starts = changes.starts_at or day.starts_at
    ends = changes.ends_at or starts + lasted
    if starts != day.starts_at and starts <= now:
        raise InThePast(field="starts")
    if not timedelta(0) < ends - starts <= LONGEST:
        raise EndsBeforeStart(longest=LONGEST)
    day.starts_at, day.ends_at = starts, ends
    if day.assignment_due_at is not None and changes.due_at is None:
        day.assignment_due_at = min(day.assignment_due_at, starts)


def _reassign(day: ContactDay, changes: DayChange, *, now: datetime) -> None:
    if changes.assignment is not None:
        day.assignment = (
            words.prose(changes.assignment, field="assignment", limit=ASSIGNMENT_MAX) if changes.assignment else ""
        )
        if not day.assignment:
            day.assignment_due_at = None
    if changes.due_at is not None and changes.due_at != day.assignment_due_at:
        if changes.due_at <= now:
            raise InThePast(field="due")
        if changes.due_at > day.starts_at:
            raise DueAfterDay(starts_at=day.starts_at)
        day.assignment_due_at = changes.due_at


def reminders_over(starts_at: datetime, timers: Timers, now: datetime) -> int:
    """How many of a day's reminders have had their time."""
    return sum(1 for before in timers.contact_day if starts_at - before <= now)


def _who_hears(session: Session, round_: Round, *, besides: int = 0) -> list[int]:
    """Those who take part, or want to; and those who run it."""
    if round_.state == RoundState.DRAFT:
        return []
    found = set(staff(session, round_.id))
    if round_.state == RoundState.DECIDED:
        found |= set(cohort(session, round_.id))
    else:
        found |= {
            one
            for one in session.scalars(
                select(Participant.person_id)
                .join(RoundApplication, RoundApplication.id == Participant.application_id)
                .where(
                    RoundApplication.round_id == round_.id,
                    RoundApplication.state.in_(APPLYING),
                    Participant.confirmed_at.is_not(None),
                    Participant.left_at.is_(None),
                )
            )
            if one is not None
        }
    return sorted(found - {besides})


def cohort(session: Session, round_id: int) -> list[int]:
    """The people who take part now."""
    return sorted({one for one in session.scalars(cohort_of(round_id)) if one is not None})


def staff(
    session: Session,
    round_id: int,
    roles: Iterable[RoundRole] = (RoundRole.COORDINATOR, RoundRole.CONSULTANT),
) -> list[int]:
    """The people who run it."""
    return sorted({one for role in roles for one in session.scalars(staff_of(round_id, role))})


def next_of(session: Session, round_id: int, *, now: datetime) -> ContactDay | None:
    """The contact day that comes next."""
    return session.scalar(
        select(ContactDay)
        .where(ContactDay.round_id == round_id, ContactDay.ends_at > now)
        .order_by(ContactDay.starts_at, ContactDay.id)
        .limit(1)
    )


def number_of(session: Session, day: ContactDay) -> int:
    """Which of the round's days it is, from 1."""
    earlier = select(func.count()).where(
        ContactDay.round_id == day.round_id,
        (ContactDay.starts_at < day.starts_at) | ((ContactDay.starts_at == day.starts_at) & (ContactDay.id < day.id)),
    )
    return (session.scalar(earlier) or 0) + 1
