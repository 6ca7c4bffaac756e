"""Who lets reports say their name."""

from datetime import datetime

from sqlalchemy.orm import Session

from domain import audit
from domain.refusals import Noun
from models.person import Person


def let_name(session: Session, actor: Person, *, yes: bool, now: datetime) -> None:
    """Reports may name me among those who helped, or no longer; from the next one on."""
    if yes == (actor.named_at is not None):
        return
    actor.named_at = now if yes else None
    audit.record(session, actor, "let_name" if yes else "withhold_name", Noun.PERSON, actor.id, now=now)
