"""Figures of the marketplace as indicators: they count themselves, since the organisation has its place."""

from datetime import datetime
from decimal import Decimal

from sqlalchemy.orm import Session

from domain.results import counting
from domain.results.counting import Days, Value
from domain.results.figures import Name
from domain.results.scopes import Scope, Whose
from models.programme.application import RoundApplication
from models.programme.workbook import MarketFigure

AXES = (Name.SCORE_TASK, Name.SCORE_SCHEDULE, Name.SCORE_PROCESS)


def since(application: RoundApplication) -> datetime:
    """From when on they count."""
    return application.confirmed_at or application.written_at


def count(session: Session, application: RoundApplication, figure: MarketFigure, *, now: datetime) -> Decimal | None:
    """The organisation's own figure until now; none of an average of too few."""
    days = Days(Scope(Whose.ORGANISATION, application.organisation_id), since(application), now)
    match figure:
        case MarketFigure.GIVEN | MarketFigure.RECEIVED:
            name = Name.GIVEN if figure is MarketFigure.GIVEN else Name.RECEIVED
            return _rounded(Decimal(int(_done(session, days)[name] or 0)) / 60)
        case MarketFigure.TASKS:
            return Decimal(int(_done(session, days)[Name.DONE] or 0))
        case MarketFigure.FEEDBACK:
            found = counting.of_feedback(counting.feedback(session, days))
            scores = [Decimal(str(found[axis])) for axis in AXES if found[axis] is not None]
            return _rounded(sum(scores, Decimal(0)) / len(scores)) if scores else None


def _done(session: Session, days: Days) -> dict[Name, Value]:
    return counting.of_work(counting.work(session, days), days.scope)


def _rounded(value: Decimal) -> Decimal:
    return value.quantize(Decimal("0.01"))
