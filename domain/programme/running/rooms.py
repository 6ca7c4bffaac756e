"""Rooms of a round: one of each organisation with the consultants, one of all."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import Select, and_, or_, select, update
from sqlalchemy.orm import Session

from domain import suspensions
from domain.dataclasses import dataclass
from domain.messages import Content
from domain.notices import tell
from domain.programme.lifecycle import PLACE, ROUND, WRITE_TO_COHORT, WRITE_TO_CONSULTANT
from domain.programme.running import days
from domain.programme.running.notices import RoomEdited, RoomSaid
from domain.programme.running.work import organisations_of
from domain.refusals import NotThere, NotYours
from models.base import constant
from models.conversation import Kind
from models.organisation import Organisation
from models.peace import kept_apart_from
from models.person import Person
from models.programme.application import PlaceState, RoundApplication, participants_of
from models.programme.room import RoomCopy, RoomMessage, RoomSeat
from models.programme.round import Round, RoundRole, RoundState


@dataclass(frozen=True)
class RoomView:
    """A room; without an organisation it is that of the whole round."""

    round_id: int
    round_name: str
    application_id: int | None
    organisation: str | None
    people: int  # others in it
    muted: bool
    open: bool  # something can still be said


@dataclass(frozen=True)
class RoomMessageView:
    """A message on its way to somebody in the room."""

    id: int
    room: RoomView
    author: str
    author_organisation: str | None
    kind: Kind
    text: str
    entities: tuple[Mapping[str, Any], ...]
    file_id: str | None
    details: Mapping[str, Any] | None
    reply_to_message_id: int | None  # Telegram's id in the reader's chat
    stands_in: int | None  # the same, once it is there
    header_above: bool
    edited: bool


def of(session: Session, actor: Person) -> list[RoomView]:
    """The rooms that somebody is in, of rounds that run."""
    rounds = session.scalars(select(Round).where(Round.state == RoundState.DECIDED).order_by(Round.id.desc())).all()
    found = []
    for round_ in rounds:
        if actor.id in people_in(session, round_.id, None):
            found.append(_view(session, actor, round_.id, None))
        places = session.scalars(
            select(RoundApplication)
            .join(Organisation, Organisation.id == RoundApplication.organisation_id)
            .where(RoundApplication.round_id == round_.id, RoundApplication.state == constant(PlaceState.CONFIRMED))
            .order_by(Organisation.name, RoundApplication.id)
        )
        found += [
            _view(session, actor, round_.id, place.id)
            for place in places.all()
            if actor.id in people_in(session, round_.id, place.id)
        ]
    return found


def room_for(session: Session, actor: Person, round_id: int, application_id: int | None) -> RoomView:
    """One of them, open or over. NotThere for everybody who is not in it."""
    place = session.get(RoundApplication, application_id) if application_id is not None else None
    if application_id is not None and (place is None or place.round_id != round_id):
        raise NotThere
    if actor.id not in people_in(session, round_id, application_id):
        raise NotThere
    return _view(session, actor, round_id, application_id)


def people_in(session: Session, round_id: int, application_id: int | None) -> set[int]:
    """Those in a room: of an organisation its participants and the consultants; of the round everybody who takes part
    or runs it."""
    consultants = set(days.staff(session, round_id, [RoundRole.CONSULTANT]))
    if application_id is None:
        return consultants | set(days.staff(session, round_id)) | set(days.cohort(session, round_id))
    return consultants | {one for one in session.scalars(participants_of(application_id)) if one is not None}


def _view(session: Session, actor: Person, round_id: int, application_id: int | None) -> RoomView:
    organisation = None
    if application_id is not None:
        place = session.get_one(RoundApplication, application_id)
        organisation = session.get_one(Organisation, place.organisation_id).name
    seat = session.scalar(_seat(actor.id, round_id, application_id))
    return RoomView(
        round_id=round_id,
        round_name=days.round_name(session, round_id, actor.language),
        application_id=application_id,
        organisation=organisation,
        people=len(people_in(session, round_id, application_id) - {actor.id}),
        muted=seat is not None and seat.muted_at is not None,
        open=_is_open(session, actor, round_id, application_id),
    )


def _seat(person_id: int, round_id: int, application_id: int | None) -> Select[RoomSeat]:
    return select(RoomSeat).where(
        RoomSeat.person_id == person_id,
        RoomSeat.round_id == round_id,
        RoomSeat.application_id.is_(None) if application_id is None else RoomSeat.application_id == application_id,
    )


def _is_open(session: Session, actor: Person, round_id: int, application_id: int | None) -> bool:
    if application_id is None:
        return ROUND.may(session, actor, WRITE_TO_COHORT, session.get_one(Round, round_id))
    place = session.get_one(RoundApplication, application_id)
    return PLACE.may(session, actor, WRITE_TO_CONSULTANT, place)


def mute(
    session: Session, actor: Person, *, round_id: int, application_id: int | None, muted: bool, now: datetime
) -> RoomView:
    """From now on what comes makes no sound; or does again."""
    room_for(session, actor, round_id, application_id)
    seat = session.scalar(_seat(actor.id, round_id, application_id))
    if seat is None:
        seat = RoomSeat(person_id=actor.id, round_id=round_id, application_id=application_id)
        session.add(seat)
    seat.muted_at = now if muted else None
    session.flush()
    return room_for(session, actor, round_id, application_id)


# Saying


def say(
    session: Session,
    actor: Person,
    *,
    round_id: int,
    application_id: int | None,
    content: Content,
    now: datetime,
    reply_to: int | None = None,
    author_message_id: int | None = None,
    album: str | None = None,
) -> RoomMessage:
    """Say something to everybody else in a room, but to those whom `actor` is kept apart from."""
    room_for(session, actor, round_id, application_id)
    if application_id is None:
        ROUND.require(session, actor, WRITE_TO_COHORT, session.get_one(Round, round_id))
    else:
        PLACE.require(session, actor, WRITE_TO_CONSULTANT, session.get_one(RoundApplication, application_id))
    suspensions.require_free(session, actor)
    message = RoomMessage(
        round_id=round_id,
        application_id=application_id,
        author_id=actor.id,
        reply_to_id=reply_to,
        author_message_id=author_message_id,
        album=album,
        written_at=now,
        **content.kept(),
    )
    session.add(message)
    session.flush()
    for person_id in _others(session, message):
        tell(session, person_id, RoomSaid(message.id), now=now)
    return message


def _others(session: Session, message: RoomMessage) -> list[int]:
    apart = set(session.scalars(kept_apart_from(message.author_id)))
    return sorted(people_in(session, message.round_id, message.application_id) - apart - {message.author_id})


def find_reply_target(session: Session, actor: Person, telegram_message_id: int) -> RoomMessage | None:
    """The message that `actor` means in their own chat: their own, or one carried to them."""
    return session.scalar(
        select(RoomMessage)
        .outerjoin(RoomCopy, and_(RoomCopy.message_id == RoomMessage.id, RoomCopy.recipient_id == actor.id))
        .where(
            or_(
                and_(RoomMessage.author_id == actor.id, RoomMessage.author_message_id == telegram_message_id),
                RoomCopy.delivered_message_id == telegram_message_id,
                RoomCopy.header_message_id == telegram_message_id,
            )
        )
        .order_by(RoomMessage.id)
        .limit(1)
    )


def album_begun(session: Session, actor: Person, album: str) -> RoomMessage | None:
    """The first part of an album that `actor` is sending: the others belong where it went."""
    return session.scalar(
        select(RoomMessage)
        .where(RoomMessage.author_id == actor.id, RoomMessage.album == album)
        .order_by(RoomMessage.id)
        .limit(1)
    )


def amend(
    session: Session, actor: Person, *, author_message_id: int, content: Content, now: datetime
) -> RoomMessage | None:
    """`actor` has changed a message of theirs: so do its copies. None where it is no message of a room."""
    message = session.scalar(
        select(RoomMessage).where(RoomMessage.author_id == actor.id, RoomMessage.author_message_id == author_message_id)
    )
    if message is None:
        return None
    new = content.kept()
    if all(getattr(message, name) == new[name] for name in ("kind", "text", "file_id", "entities")):
        return message
    if not room_for(session, actor, message.round_id, message.application_id).open:
        raise NotYours
    suspensions.require_free(session, actor)
    for name, value in new.items():
        setattr(message, name, value)
    message.edited_at = now
    message.edits += 1
    session.flush()
    for person_id in _others(session, message):
        tell(session, person_id, RoomEdited(message.id, message.edits), now=now)
    return message


# Arriving


def message_for(session: Session, reader: Person, message_id: int) -> RoomMessageView | None:
    """A message on its way to `reader`; none if they are not in the room any more, or kept apart from its author."""
    message = session.get(RoomMessage, message_id)
    if message is None or message.author_id == reader.id or message.forgotten_at is not None:
        return None
    if reader.id not in _others(session, message):
        return None
    copy = session.get(RoomCopy, (message.id, reader.id))
    return RoomMessageView(
        id=message.id,
        room=_view(session, reader, message.round_id, message.application_id),
        author=session.get_one(Person, message.author_id).name,
        author_organisation=organisations_of(session, message.round_id, {message.author_id}).get(message.author_id),
        kind=message.kind,
        text=message.text,
        entities=tuple(message.entities or ()),
        file_id=message.file_id,
        details=message.details,
        reply_to_message_id=_answered(session, reader, message.reply_to_id),
        stands_in=copy.delivered_message_id if copy is not None else None,
        header_above=copy is not None and copy.header_message_id is not None,
        edited=message.edited_at is not None,
    )


def _answered(session: Session, reader: Person, message_id: int | None) -> int | None:
    message = session.get(RoomMessage, message_id) if message_id is not None else None
    if message is None:
        return None
    if message.author_id == reader.id:
        return message.author_message_id
    copy = session.get(RoomCopy, (message.id, reader.id))
    return copy.delivered_message_id if copy is not None else None


def delivered(session: Session, reader: Person, message_id: int, stands_in: list[int], *, now: datetime) -> None:
    """It stands in `reader`'s chat, in these messages of Telegram's."""
    if session.get(RoomCopy, (message_id, reader.id)) is not None or not stands_in:
        return
    session.add(
        RoomCopy(
            message_id=message_id,
            recipient_id=reader.id,
            delivered_message_id=stands_in[0],
            header_message_id=stands_in[1] if len(stands_in) > 1 else None,
            delivered_at=now,
        )
    )
    session.flush()


def forget(session: Session, *, ended_before: datetime, now: datetime, limit: int) -> int:
    """What was said in the rooms of rounds that ended long ago goes; that something was said, and when, stays."""
    ids = session.scalars(
        select(RoomMessage.id)
        .join(Round, Round.id == RoomMessage.round_id)
        .where(RoomMessage.forgotten_at.is_(None), Round.ended_at <= ended_before)
        .order_by(RoomMessage.id)
        .limit(limit)
    ).all()
    if ids:
        session.execute(
            update(RoomMessage)
            .where(RoomMessage.id.in_(ids))
            .values(text="", entities=None, file_id=None, details=None, forgotten_at=now)
        )
    return len(ids)
