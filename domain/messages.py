"""What is said in a conversation, on its way: carried, changed, reacted to, arrived or not."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import and_, case, or_, select, update
from sqlalchemy.orm import Session, aliased

from domain import advice, blocks, conversations, suspensions
from domain.conversations import is_side, knows_matter, other_side
from domain.dataclasses import dataclass
from domain.notices import (
    CarriedMessage,
    MessageEdited,
    MessageReacted,
    MessageUndelivered,
    is_waiting,
    put_off,
    tell,
)
from domain.refusals import CannotBeReached, Closed, NotThere, Noun, Subject
from domain.views import ConversationView, MessageView, PartView
from models.advice import OPEN, Advice
from models.conversation import Conversation, Kind, Message, Side
from models.peace import kept_apart_from
from models.person import Person
from models.task import Task

ALBUM_GATHERS = timedelta(seconds=2)  # its parts come one by one: so long after the last it is whole
ALBUM_MOST = 10

_answered = aliased(Message)
_asks_whether = and_(Message.recipient_id == Advice.asker_id, Advice.state.in_(OPEN))


@dataclass(frozen=True)
class Content:
    """What somebody says: words, a file of Telegram's with a caption, or a place."""

    kind: Kind
    text: str = ""
    file_id: str | None = None
    entities: Sequence[Mapping[str, Any]] = ()
    details: Mapping[str, Any] | None = None
    album: str | None = None

    def kept(self) -> dict[str, Any]:
        """As columns of a message. What cannot be kept, PostgreSQL says, is left out."""
        return {
            "kind": self.kind,
            "text": self.text.replace("\x00", " ").encode("utf-8", "replace").decode(),  # as long as it was
            "file_id": self.file_id,
            "entities": [dict(entity) for entity in self.entities] or None,
            "details": dict(self.details) if self.details else None,
        }


def carry(
    session: Session,
    actor: Person,
    *,
    conversation_id: int,
    content: Content,
    now: datetime,
    reply_to: int | None = None,
    author_message_id: int | None = None,
    author_thread_id: int | None = None,
) -> Message:
    """Say something to the other side. `reply_to` is one of our messages in the same conversation;
    `author_message_id` is Telegram's id of what the author wrote, `author_thread_id` of the topic that it stands in."""
    conversation, other = _open_between(session, actor, conversation_id)
    if other.unreachable_at is not None:
        raise CannotBeReached(Subject(Noun.CONVERSATION, conversation.id))
    message = Message(
        conversation_id=conversation.id,
        author_id=actor.id,
        recipient_id=other.id,
        album=content.album,
        reply_to_id=reply_to,
        author_message_id=author_message_id,
        author_thread_id=author_thread_id,
        written_at=now,
        **content.kept(),
    )
    session.add(message)
    session.flush()
    advice.answered(session, conversation, actor, now=now)
    conversations.looked(session, actor, conversation.id)
    _complete_albums(session, message, now=now)
    if message.album is None:
        tell(session, other.id, CarriedMessage(message.id), now=now)
    else:
        _gather(session, message, now=now)
    return message


def _open_between(session: Session, actor: Person, conversation_id: int) -> tuple[Conversation, Person]:
    """A conversation of `actor`'s that takes something, and whom it goes to."""
    row = session.execute(
        select(Conversation, Person, Person.id.in_(kept_apart_from(actor.id)))
        .outerjoin(Task, Task.id == Conversation.task_id)
        .join(Person, other_side(actor))
        .where(Conversation.id == conversation_id, is_side(actor), knows_matter(actor))
    ).one_or_none()
    if row is None:
        raise NotThere
    conversation, other, kept_apart = row
    about = Subject(Noun.CONVERSATION, conversation.id)
    if conversation.closed_at is not None:
        raise Closed(about, state="closed")
    if kept_apart:
        raise blocks.kept_apart(session, actor, other.id, about)
    suspensions.require_free(session, actor)
    return conversation, other


# Albums: their parts come as messages of their own, and leave together


def _gather(session: Session, part: Message, *, now: datetime) -> None:
    """A part more: the album leaves when no other has come for a while, or when it is full."""
    waiting = _parts(session, part.author_id, part.conversation_id, part.album)
    until = now if len(waiting) >= ALBUM_MOST else now + ALBUM_GATHERS
    heads = (CarriedMessage(one.id) for one in waiting)
    begun = next((head for head in heads if is_waiting(session, part.recipient_id, head)), None)
    if begun is None:
        tell(session, part.recipient_id, CarriedMessage(part.id), now=now, not_before=until)
    else:  # on its way already, it leaves this part behind: `delivered` sends it after
        put_off(session, part.recipient_id, begun, until=until)


def _complete_albums(session: Session, since: Message, *, now: datetime) -> None:
    """Who says something else has no part more to come: their album goes first."""
    albums = session.scalars(
        select(Message.album)
        .where(
            Message.author_id == since.author_id,
            Message.conversation_id == since.conversation_id,
            Message.album.is_not(None),
            Message.album != (since.album or ""),
            Message.delivered_at.is_(None),
            Message.written_at > now - ALBUM_GATHERS * 2,
        )
        .distinct()
    ).all()
    for album in albums:
        head = _parts(session, since.author_id, since.conversation_id, album)[0]
        put_off(session, head.recipient_id, CarriedMessage(head.id), until=now)


def _parts(session: Session, author_id: int, conversation_id: int, album: str | None, since: int = 0) -> list[Message]:
    """The parts of an album that have not arrived, in order."""
    return list(
        session.scalars(
            select(Message)
            .where(
                Message.author_id == author_id,
                Message.conversation_id == conversation_id,
                Message.album == album,
                Message.delivered_at.is_(None),
                Message.id >= since,
            )
            .order_by(Message.id)
            .limit(ALBUM_MOST)
        )
    )


def album_begun(session: Session, actor: Person, album: str) -> Message | None:
    """The first part of an album that `actor` is sending: the others belong where it went."""
    return session.scalar(
        select(Message).where(Message.author_id == actor.id, Message.album == album).order_by(Message.id).limit(1)
    )


# Replies, edits, reactions


def find_reply_target(session: Session, actor: Person, telegram_message_id: int) -> Message | None:
    """The message that `actor` means in their own chat: their own, or one carried to them; the line above one is as
    good as itself."""
    return session.scalar(
        select(Message)
        .where(
            or_(
                and_(Message.author_id == actor.id, Message.author_message_id == telegram_message_id),
                and_(Message.recipient_id == actor.id, Message.delivered_message_id == telegram_message_id),
                and_(Message.recipient_id == actor.id, Message.header_message_id == telegram_message_id),
            )
        )
        .order_by(case((Message.header_message_id == telegram_message_id, 1), else_=0), Message.id)
        .limit(1)
    )


def said_by(session: Session, actor: Person, author_message_id: int) -> Message | None:
    """A message of `actor`'s own, by Telegram's id of it."""
    return session.scalar(
        select(Message).where(Message.author_id == actor.id, Message.author_message_id == author_message_id)
    )


def amend(session: Session, actor: Person, *, author_message_id: int, content: Content, now: datetime) -> None:
    """`actor` has changed a message of theirs: so does its copy, after the original has arrived."""
    message = said_by(session, actor, author_message_id)
    if message is None:
        raise NotThere
    new = content.kept()
    if all(getattr(message, name) == new[name] for name in ("kind", "text", "file_id", "entities")):
        return  # Telegram tells of more than new words: a preview that was found, a place that moves
    _open_between(session, actor, message.conversation_id)
    for name, value in new.items():
        setattr(message, name, value)
    message.edited_at = now
    message.edits += 1
    session.flush()
    tell(session, message.recipient_id, MessageEdited(message.id, message.edits), now=now)


def react(session: Session, actor: Person, *, telegram_message_id: int, emoji: str | None, now: datetime) -> None:
    """`actor` has put an emoji on a message of a conversation, or taken it off: so it is on the other's copy."""
    message = find_reply_target(session, actor, telegram_message_id)
    if message is None:
        raise NotThere
    _conversation, other = _open_between(session, actor, message.conversation_id)
    session.execute(update(Message).where(Message.id == message.id).values(reactions=Message.reactions + 1))
    session.refresh(message)
    tell(session, other.id, MessageReacted(message.id, emoji, message.reactions), now=now)


def reacted_copy(session: Session, reader: Person, message_id: int) -> int | None:
    """Telegram's id, in the reader's chat, of a message of a conversation of theirs."""
    message = session.get(Message, message_id)
    if message is None or reader.id not in (message.author_id, message.recipient_id):
        return None
    return message.author_message_id if message.author_id == reader.id else message.delivered_message_id


# Arriving


def delivered(
    session: Session, message_id: int, stands_in: Sequence[int], *, now: datetime, thread_id: int | None = None
) -> None:
    """It stands in the other's chat, or in a topic of it, in these messages of Telegram's. Parts that came too late for
    it follow."""
    message = session.get_one(Message, message_id)
    if message.album is None:
        message.header_message_id = stands_in[1] if len(stands_in) > 1 else None
        parts = [message]
    else:
        parts = _parts(session, message.author_id, message.conversation_id, message.album, message.id)
    for part, telegram_id in zip(parts, stands_in, strict=False):
        part.delivered_message_id, part.delivered_thread_id, part.delivered_at = telegram_id, thread_id, now
        if part is not message:
            part.header_message_id = stands_in[0]
    if message.album is not None and len(parts) > len(stands_in):
        late = CarriedMessage(parts[len(stands_in)].id)
        tell(session, message.recipient_id, late, now=now, not_before=now + ALBUM_GATHERS)
    session.execute(
        update(Side)
        .where(
            Side.conversation_id == message.conversation_id,
            Side.person_id == message.author_id,
            Side.unreached_at.is_not(None),
        )
        .values(unreached_at=None)
    )


def undelivered(session: Session, message_id: int, *, now: datetime) -> None:
    """It did not reach the other side. Its author hears that once, until something arrives again."""
    message = session.get(Message, message_id)
    if message is None:
        return
    told = session.scalars(
        update(Side)
        .where(
            Side.conversation_id == message.conversation_id,
            Side.person_id == message.author_id,
            Side.unreached_at.is_(None),
        )
        .values(unreached_at=now)
        .returning(Side.id)
    ).all()
    if told:
        tell(session, message.author_id, MessageUndelivered(message.id), now=now)


def written_by(
    session: Session, author: Person, message_id: int
) -> tuple[ConversationView, int | None, int | None] | None:
    """The conversation of a message of one's own, Telegram's id of it in one's chat, and of the topic it stands in."""
    message = session.scalar(select(Message).where(Message.id == message_id, Message.author_id == author.id))
    if message is None:
        return None
    try:
        talk = conversations.conversation_for(session, author, message.conversation_id)
    except NotThere:
        return None
    return talk, message.author_message_id, message.author_thread_id


def message_for(session: Session, reader: Person, message_id: int) -> MessageView | None:
    """A message on its way to `reader`; none if it is not for them, or the two are kept apart by now."""
    row = session.execute(
        select(Message, Person, Task.title, Advice.question, _asks_whether, _answered, Side.muted_at, Side.thread_id)
        .join(Person, Person.id == Message.author_id)
        .join(Conversation, Conversation.id == Message.conversation_id)
        .outerjoin(Task, Task.id == Conversation.task_id)
        .outerjoin(Advice, Advice.id == Conversation.advice_id)
        .join(Side, and_(Side.conversation_id == Conversation.id, Side.person_id == reader.id))
        .outerjoin(_answered, _answered.id == Message.reply_to_id)
        .where(
            Message.id == message_id,
            Message.recipient_id == reader.id,
            Message.author_id.not_in(kept_apart_from(reader.id)),
            knows_matter(reader),
        )
    ).one_or_none()
    if row is None:
        return None
    message, author, title, question, asks_whether, answered, muted_at, thread_id = row
    reply_to = stands = None
    if answered is not None and answered.author_id == reader.id:
        reply_to, stands = answered.author_message_id, answered.author_thread_id
    elif answered is not None:
        reply_to, stands = answered.delivered_message_id, answered.delivered_thread_id
    parts = [message]
    if message.album is not None and message.delivered_at is None:
        parts = _parts(session, message.author_id, message.conversation_id, message.album, message.id)
    source = (author.telegram_id, message.author_message_id) if message.author_message_id is not None else None
    return MessageView(
        parts=tuple(
            PartView(
                id=part.id,
                kind=part.kind,
                text=part.text,
                entities=tuple(part.entities or ()),
                file_id=part.file_id,
                details=part.details,
            )
            for part in parts
        ),
        conversation_id=message.conversation_id,
        author_name=author.name,
        title=conversations.title_of(title, question),
        asks_whether_it_helped=bool(asks_whether),
        reply_to_message_id=reply_to if stands is None else None,
        reply_within_id=reply_to if stands is not None and stands == thread_id else None,
        thread_id=thread_id,
        source=source,
        stands_in=message.delivered_message_id,
        within=message.delivered_thread_id is not None,
        header_above=message.header_message_id is not None,
        of_album=message.album is not None,
        edited=message.edited_at is not None,
        muted=muted_at is not None,
    )
