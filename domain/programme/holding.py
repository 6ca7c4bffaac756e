"""Rows held until the end of the transaction, and read anew: whoever changes them does it one after another."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from domain.refusals import NotThere
from models.programme.application import RoundApplication
from models.programme.round import Round


def held_round(session: Session, round_id: int) -> Round:
    """The round, or NotThere."""
    session.flush()
    wanted = select(Round).where(Round.id == round_id)
    found = session.scalar(wanted.with_for_update().execution_options(populate_existing=True))
    if found is None:
        raise NotThere
    return found


def held_application(session: Session, application_id: int) -> RoundApplication:
    """The application, or NotThere."""
    session.flush()
    wanted = select(RoundApplication).where(RoundApplication.id == application_id)
    found = session.scalar(wanted.with_for_update().execution_options(populate_existing=True))
    if found is None:
        raise NotThere
    return found
