"""The measuring plan: what came of the days of measuring, and how it stands against the target."""

from collections.abc import Sequence
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum

from sqlalchemy import exists, func, or_, select
from sqlalchemy.orm import Session

from domain import words
from domain.notices import tell
from domain.programme.refusals import TooManyDays, WrittenMeanwhile
from domain.programme.roles import PLACED
from domain.programme.workbooks import figures
from domain.programme.workbooks.answers import number, put, row_of, writable
from domain.programme.workbooks.book import IndicatorView, MeasureView, load
from domain.programme.workbooks.calendar import MOST_DAYS
from domain.programme.workbooks.notices import MeasureDue
from domain.refusals import BadValue, InThePast, NotThere, Noun, Subject
from domain.timers import Timers
from models.organisation import OrganisationMember
from models.person import Person
from models.programme.application import Participant, RoundApplication, participants_of
from models.programme.workbook import Indicator, Measure, Question, WorkAnswer

EVIDENCE = 500
EARLIEST = date(2000, 1, 1)


class Standing(StrEnum):
    """How an indicator stands against its target."""

    NO_RESULT = "no_result"
    REACHED = "reached"
    CLOSER = "closer"  # than the baseline
    UNCHANGED = "unchanged"
    FARTHER = "farther"
    NOT_YET_THERE = "not_yet_there"  # the baseline is not known


def standing(one: IndicatorView) -> Standing:
    """Its newest result against its target. Where the target is below the baseline, less is better."""
    if one.latest is None or one.latest.value is None or one.target is None:
        return Standing.NO_RESULT
    value, target, baseline = one.latest.value, one.target, one.baseline
    less_is_better = baseline is not None and target < baseline
    if (value <= target) if less_is_better else (value >= target):
        return Standing.REACHED
    if baseline is None:
        return Standing.NOT_YET_THERE
    if value == baseline:
        return Standing.UNCHANGED
    return Standing.CLOSER if (value < baseline) == less_is_better else Standing.FARTHER


def share(one: IndicatorView) -> int | None:
    """How much of the way from the baseline to the target is gone, in per cent; none where it cannot be said."""
    if standing(one) is not Standing.CLOSER or one.latest is None or one.latest.value is None:
        return None
    if one.baseline is None or one.target is None:
        return None
    return int((one.latest.value - one.baseline) / (one.target - one.baseline) * 100)


def waiting(one: IndicatorView, today: date) -> list[MeasureView]:
    """The days that have come and have no result, the earliest first."""
    return [measure for measure in one.measures if measure.due_on <= today and measure.value is None]


def counted(session: Session, one: IndicatorView, application_id: int, *, now: datetime) -> Decimal | None:
    """What a figure of the marketplace is now; none for others, and for an average of too few."""
    application = session.get(RoundApplication, application_id)
    if one.figure is None or application is None:
        return None
    return figures.count(session, application, one.figure, now=now)


def enter(
    session: Session,
    actor: Person,
    *,
    indicator_id: int,
    day: date,
    value: str,
    evidence: str,
    seen: int,
    now: datetime,
) -> None:
    """The result of a day that has come, with where it can be seen. Raises WrittenMeanwhile where another stands there
    than the one that was `seen` (0: none)."""
    indicator = _own(session, actor, indicator_id)
    if indicator.figure is not None:
        raise NotThere(Subject(Noun.ROUND_APPLICATION, indicator.application_id))  # it counts itself
    if not EARLIEST <= day <= now.date():
        raise BadValue(field="day")
    exact = number(value)
    shown = words.prose(evidence, field="evidence", limit=EVIDENCE) if evidence.strip() else ""
    row = session.scalar(
        select(Measure)
        .where(Measure.indicator_id == indicator_id, Measure.due_on == day)
        .execution_options(populate_existing=True)
    )
    if row is not None and row.version != seen and row.value is not None:
        assert row.entered_at is not None
        by = session.get(Person, row.entered_by_id) if row.entered_by_id is not None else None
        raise WrittenMeanwhile(version=row.version, text=_figure(row), name=by.name if by else "", at=row.entered_at)
    if row is None:
        _room(session, indicator_id)
        row = Measure(indicator_id=indicator_id, due_on=day, version=0)
        session.add(row)
    row.value, row.evidence = int(exact * 100), shown
    row.version = (row.version or 0) + 1
    row.entered_by_id, row.entered_at = actor.id, now
    session.flush()
    _note(session, actor, indicator, row, now)


def _figure(row: Measure) -> str:
    return f"{Decimal(row.value or 0) / 100:f}"


def _note(session: Session, actor: Person, indicator: Indicator, row: Measure, now: datetime) -> None:
    """The result as a version, for the history."""
    said = f"{row.due_on.isoformat()}: {_figure(row)}" + (f"\n{row.evidence}" if row.evidence else "")
    kept = row_of(session, indicator.application_id, Question.RESULT, row.id, indicator.id)
    if kept is None:
        kept = WorkAnswer(
            application_id=indicator.application_id,
            indicator_id=indicator.id,
            question=Question.RESULT,
            place=row.id,
            version=0,
            sure=False,
        )
        session.add(kept)
    put(session, actor, kept, said, None, now)


def add_day(session: Session, actor: Person, *, indicator_id: int, day: date, now: datetime) -> None:
    """One more day of measuring. A day that is there is there once."""
    _own(session, actor, indicator_id)
    if day <= now.date():
        raise InThePast(field="day")
    there = select(Measure.id).where(Measure.indicator_id == indicator_id, Measure.due_on == day)
    if session.scalar(there) is None:
        _room(session, indicator_id)
        session.add(Measure(indicator_id=indicator_id, due_on=day))
        session.flush()


def remove_day(session: Session, actor: Person, *, indicator_id: int, day: date, now: datetime) -> None:
    """One day of measuring less; one that has a result stays. Twice is once."""
    _own(session, actor, indicator_id)
    row = session.scalar(select(Measure).where(Measure.indicator_id == indicator_id, Measure.due_on == day))
    if row is not None and row.value is None:
        session.delete(row)
        session.flush()


def _own(session: Session, actor: Person, indicator_id: int) -> Indicator:
    found = session.get(Indicator, indicator_id)
    if found is None:
        raise NotThere
    writable(session, actor, found.application_id)
    session.refresh(found)
    if found.removed_at is not None:
        raise NotThere(Subject(Noun.ROUND_APPLICATION, found.application_id))
    return found


def _room(session: Session, indicator_id: int) -> None:
    there = session.scalar(select(func.count()).where(Measure.indicator_id == indicator_id)) or 0
    if there >= MOST_DAYS:
        raise TooManyDays(most=MOST_DAYS)


# When the day comes


def remind(session: Session, now: datetime, timers: Timers, limit: int) -> int:
    """Who measures hears of it on the day, once; what counts itself is entered. If who measures is nobody of the
    organisation (any more), those who take part hear."""
    rows = session.execute(
        select(Measure, Indicator, RoundApplication)
        .join(Indicator, Indicator.id == Measure.indicator_id)
        .join(RoundApplication, RoundApplication.id == Indicator.application_id)
        .where(
            Measure.reminded_at.is_(None),
            Measure.value.is_(None),
            Measure.due_on <= now.date(),
            Indicator.removed_at.is_(None),
            RoundApplication.state.in_(PLACED),
        )
        .order_by(Measure.due_on, Measure.id)
        .limit(limit)
        .with_for_update(of=[Measure], skip_locked=True)
        .execution_options(populate_existing=True)
    ).all()
    for measure, indicator, application in rows:
        measure.reminded_at = now
        if indicator.figure is None:
            for person_id in who_measures(session, indicator, application):
                tell(session, person_id, MeasureDue(measure.id), now=now)
            continue
        value = figures.count(session, application, indicator.figure, now=now)
        if value is not None:
            measure.value, measure.entered_at, measure.version = int(value * 100), now, measure.version + 1
    session.flush()
    return len(rows)


def who_measures(session: Session, indicator: Indicator, application: RoundApplication) -> Sequence[int]:
    """Who is reminded: the one who was named, while they are of the organisation; else those who take part."""
    named = session.scalar(
        select(WorkAnswer.person_id).where(WorkAnswer.indicator_id == indicator.id, WorkAnswer.question == Question.WHO)
    )
    if named is not None and _of_the_organisation(session, named, application):
        return [named]
    return [one for one in session.scalars(participants_of(application.id)) if one is not None]


def _of_the_organisation(session: Session, person_id: int, application: RoundApplication) -> bool:
    member = exists().where(
        OrganisationMember.organisation_id == application.organisation_id,
        OrganisationMember.person_id == person_id,
        OrganisationMember.left_at.is_(None),
        OrganisationMember.confirmed_at.is_not(None),
    )
    takes_part = exists().where(
        Participant.application_id == application.id,
        Participant.person_id == person_id,
        Participant.confirmed_at.is_not(None),
        Participant.left_at.is_(None),
    )
    return bool(session.scalar(select(or_(member, takes_part))))


def due(session: Session, actor: Person, measure_id: int) -> tuple[int, IndicatorView, MeasureView] | None:
    """What a reminder is about: the workbook, the indicator and the day; none where the matter is over, or not for
    this person."""
    found = session.execute(
        select(Measure, Indicator, RoundApplication)
        .join(Indicator, Indicator.id == Measure.indicator_id)
        .join(RoundApplication, RoundApplication.id == Indicator.application_id)
        .where(Measure.id == measure_id, Indicator.removed_at.is_(None), RoundApplication.state.in_(PLACED))
    ).one_or_none()
    if found is None:
        return None
    measure, indicator, application = found
    if measure.value is not None or actor.id not in who_measures(session, indicator, application):
        return None
    for one in load(session, application.id).indicators:
        for day in one.measures:
            if day.id == measure.id:
                return application.id, one, day
    return None


def awaiting(session: Session, actor: Person, *, limit: int = 3) -> list[tuple[int, IndicatorView, MeasureView]]:
    """The results that wait for somebody, of days that they were reminded of; the earliest first."""
    places = select(Participant.application_id).where(
        Participant.person_id == actor.id, Participant.confirmed_at.is_not(None), Participant.left_at.is_(None)
    )
    named = select(WorkAnswer.indicator_id).where(WorkAnswer.person_id == actor.id, WorkAnswer.question == Question.WHO)
    ids = session.scalars(
        select(Measure.id)
        .join(Indicator, Indicator.id == Measure.indicator_id)
        .where(
            Measure.reminded_at.is_not(None),
            Measure.value.is_(None),
            or_(Indicator.application_id.in_(places), Indicator.id.in_(named)),
        )
        .order_by(Measure.due_on, Measure.id)
        .limit(limit * 4)
    ).all()
    found = (due(session, actor, id) for id in ids)
    return [one for one in found if one is not None][:limit]
