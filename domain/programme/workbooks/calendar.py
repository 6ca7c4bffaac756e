"""On which days an indicator is measured."""

from calendar import monthrange
from datetime import date, datetime

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from models.programme.workbook import HowOften, Indicator, Measure, Question, WorkAnswer

MONTHS = {HowOften.MONTHLY: 1, HowOften.QUARTERLY: 3, HowOften.TWICE_A_YEAR: 6, HowOften.YEARLY: 12}
MOST_DAYS = 24
"""Of one indicator: two years of months."""


def lay(session: Session, indicator: Indicator, *, now: datetime) -> None:
    """The days of measuring, from how often and until when: back from the day of the target. Days that have a
    result, or of which somebody was reminded, stay; the others are laid anew."""
    said = dict(
        session.execute(
            select(WorkAnswer.question, WorkAnswer.text).where(WorkAnswer.indicator_id == indicator.id)
        ).all()
    )
    session.execute(
        delete(Measure).where(
            Measure.indicator_id == indicator.id, Measure.value.is_(None), Measure.reminded_at.is_(None)
        )
    )
    how_often, target_day = said.get(Question.HOW_OFTEN), said.get(Question.TARGET_DAY)
    if not how_often or not target_day or said.get(Question.MEASURABLE) == "not_yet":
        return
    there = set(session.scalars(select(Measure.due_on).where(Measure.indicator_id == indicator.id)))
    for day in days(HowOften(how_often), date.fromisoformat(target_day), now.date()):
        if day not in there:
            session.add(Measure(indicator_id=indicator.id, due_on=day))
    session.flush()


def days(how_often: HowOften, target_day: date, today: date) -> list[date]:
    """From the next one to the day of the target; of many the last ones."""
    apart = MONTHS.get(how_often)
    if apart is None:
        return [target_day]
    found = [months_before(target_day, apart * number) for number in range(MOST_DAYS)]
    return sorted(day for day in found if day > today)


def months_before(day: date, months: int) -> date:
    """The same day of an earlier month, or that month's last."""
    year, month = divmod(day.year * 12 + day.month - 1 - months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))
