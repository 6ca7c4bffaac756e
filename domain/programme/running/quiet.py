"""Where nothing has happened between two contact days."""

from datetime import datetime

from sqlalchemy import ColumnElement, exists, or_, select
from sqlalchemy.orm import Session

from models.base import constant
from models.programme.application import Participant, PlaceState, RoundApplication, participants_of
from models.programme.room import RoomMessage
from models.programme.sparring import SparringSlot
from models.programme.work import HandedIn
from models.programme.workbook import WorkAnswer


def _heard_of(since: datetime) -> ColumnElement[bool]:
    """Something was handed in or written into the workbook, sparring was booked or held, or somebody of the
    organisation wrote to the consultant."""
    own = participants_of(RoundApplication.id).correlate(RoundApplication)
    return or_(
        exists().where(HandedIn.application_id == RoundApplication.id, HandedIn.at > since),
        exists().where(WorkAnswer.application_id == RoundApplication.id, WorkAnswer.written_at > since),
        exists().where(
            SparringSlot.application_id == RoundApplication.id,
            or_(SparringSlot.booked_at > since, SparringSlot.starts_at > since),
        ),
        exists().where(
            RoomMessage.application_id == RoundApplication.id,
            RoomMessage.written_at > since,
            RoomMessage.author_id.in_(own),
        ),
    )


def since(session: Session, round_id: int, moment: datetime) -> dict[int, list[int]]:
    """The organisations that have not been heard of since then, and their participants."""
    rows = session.execute(
        select(RoundApplication.id, Participant.person_id)
        .join(Participant, Participant.application_id == RoundApplication.id)
        .where(
            RoundApplication.round_id == round_id,
            RoundApplication.state == constant(PlaceState.CONFIRMED),
            Participant.confirmed_at.is_not(None),
            Participant.left_at.is_(None),
            ~_heard_of(moment),
        )
        .order_by(RoundApplication.id, Participant.id)
    )
    found: dict[int, list[int]] = {}
    for application_id, person_id in rows:
        if person_id is not None:
            found.setdefault(application_id, []).append(person_id)
    return found
