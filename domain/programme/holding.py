"""Rows held until the end of the transaction, and read anew: whoever changes them does it one after another."""

from typing import TypeVar

from sqlalchemy.orm import Session

from domain.refusals import NotThere
from models.programme.application import RoundApplication
from models.programme.round import Round

T = TypeVar("T", Round, RoundApplication)


def held(session: Session, kind: type[T], id: int) -> T:
    """The round or the application of that id, or NotThere."""
    session.flush()
    found = session.get(kind, id, with_for_update=True, populate_existing=True)
    if found is None:
        raise NotThere
    return found
