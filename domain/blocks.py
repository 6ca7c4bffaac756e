"""Who has blocked whom. It holds both ways: neither sees tasks or applications of the other, and no message goes."""

from datetime import datetime

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from domain import applications, audit, conversations
from domain.refusals import KeptApart, Noun, Subject
from models.peace import Block
from models.person import Person

MOST_SHOWN = 90  # buttons on one screen


def block(session: Session, actor: Person, *, conversation_id: int, now: datetime) -> str:
    """Have nothing to do with the other side of a conversation any more; their name. They are not told of it."""
    talk = conversations.conversation_for(session, actor, conversation_id)
    if not talk.blocked_by_me:
        session.add(Block(blocker_id=actor.id, blocked_id=talk.other_id, at=now))
        session.flush()
        audit.record(session, actor, "block", Noun.PERSON, talk.other_id, now=now)
        applications.end_between(session, actor, talk.other_id, now=now)
    return talk.other_name


def unblock(session: Session, actor: Person, *, person_id: int, now: datetime) -> None:
    """Take a block of one's own back. There is none: nothing happens."""
    mine = delete(Block).where(Block.blocker_id == actor.id, Block.blocked_id == person_id)
    if session.scalars(mine.returning(Block.id)).all():
        audit.record(session, actor, "unblock", Noun.PERSON, person_id, now=now)


def of(session: Session, actor: Person) -> list[tuple[int, str]]:
    """Those whom `actor` has blocked: their ids and names, by name."""
    rows = session.execute(
        select(Person.id, Person.name)
        .join(Block, Block.blocked_id == Person.id)
        .where(Block.blocker_id == actor.id)
        .order_by(Person.name, Person.id)
        .limit(MOST_SHOWN)
    )
    return [(row.id, row.name) for row in rows]


def kept_apart(session: Session, actor: Person, other_id: int, about: Subject) -> KeptApart:
    """The refusal between two who are kept apart."""
    mine = session.scalar(select(Block.id).where(Block.blocker_id == actor.id, Block.blocked_id == other_id))
    return KeptApart(about, by_me=mine is not None)
