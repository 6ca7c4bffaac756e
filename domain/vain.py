"""What was asked in vain: kept when a task ends without anybody's help, with what was tried."""

from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from domain import following
from models.application import Application
from models.base import table_of
from models.follow import Hint
from models.inserts import insert_of
from models.offer import OfferAsked
from models.task import Task
from models.vain import InVain, Vain


def keep(session: Session, task: Task, ended: Vain, *, now: datetime) -> None:
    """It ended without anybody's help: what was tried is kept."""
    insert = insert_of(session)
    values = {
        "task_id": task.id,
        "round": task.round,
        "category_id": task.category_id,
        "ended": ended,
        "at": now,
        "told": told(session, task.id),
        "asked": session.scalar(select(func.count()).where(OfferAsked.task_id == task.id)) or 0,
        "applied": applied(session, task.id),
        "not_for": {str(reason): count for reason, count in following.reasons(session, task.id).items()},
    }
    session.flush()
    session.connection().execute(insert(table_of(InVain)).values(values).on_conflict_do_nothing())


def applied(session: Session, task_id: int) -> int:
    """How many ever applied for a task."""
    return session.scalar(select(func.count()).where(Application.task_id == task_id)) or 0


def told(session: Session, task_id: int) -> int:
    """How many followers have heard of a task."""
    return session.scalar(select(func.count()).where(Hint.task_id == task_id, Hint.told_at.is_not(None))) or 0
