"""Who did what, by ids."""

from datetime import datetime

from sqlalchemy import insert
from sqlalchemy.orm import Session

from domain.refusals import Noun
from models.audit import Audit
from models.base import table_of
from models.person import Person

RECORD = insert(table_of(Audit))


def record(
    session: Session,
    actor: Person | None,
    action: str,
    noun: Noun,
    noun_id: int,
    *,
    now: datetime,
    **ids: int | str | None,
) -> None:
    """One line of who did what. `ids` are ids and words of our own, never what people wrote."""
    session.connection().execute(
        RECORD,
        {
            "at": now,
            "actor_id": actor.id if actor is not None else None,
            "action": action,
            "noun": noun,
            "noun_id": noun_id,
            "detail": ids,
        },
    )
