"""Private messages of one requester and one doer. The bot carries them; nobody else reads them."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, and_, bindparam, func, or_, select, update
from sqlalchemy.orm import Session, aliased

from domain.notices import CarriedMessage, MessageUndelivered, tell
from domain.refusals import CannotBeReached, Closed, NotThere, Noun, Subject
from domain.views import ConversationView, MessageView
from domain.visibility import visible_to
from models.assignment import GONE, Assignment
from models.conversation import Conversation, Kind, Message
from models.person import Person
from models.task import Task

_answered, _last, _any = aliased(Message), aliased(Message), aliased(Message)
_last_id = (
    select(func.max(_any.id)).where(_any.conversation_id == Conversation.id).correlate(Conversation).scalar_subquery()
)


@dataclass(frozen=True)
class Content:
    """What somebody says: words, or a file of Telegram's with a caption."""

    kind: Kind
    text: str = ""
    file_id: str | None = None
    entities: list[Any] | None = None


def open_for(session: Session, task: Task, *, doer_id: int, now: datetime) -> Conversation:
    """The conversation of a new application."""
    conversation = Conversation(task_id=task.id, requester_id=task.requester_id, doer_id=doer_id, opened_at=now)
    session.add(conversation)
    return conversation


def matter_over(session: Session, task_id: int, doer_ids: Iterable[int], *, now: datetime) -> None:
    """Declined, withdrawn or approved: the conversation closes some days from now (a timer)."""
    ids = list(doer_ids)
    if ids:
        session.execute(
            update(Conversation)
            .where(
                Conversation.task_id == task_id,
                Conversation.doer_id.in_(ids),
                Conversation.matter_over_at.is_(None),
            )
            .values(matter_over_at=now)
        )


def close(session: Session, task_id: int, doer_id: int, *, now: datetime) -> None:
    """At once: one side must not know of the task any more."""
    session.execute(
        update(Conversation)
        .where(
            Conversation.task_id == task_id,
            Conversation.doer_id == doer_id,
            Conversation.closed_at.is_(None),
        )
        .values(matter_over_at=func.coalesce(Conversation.matter_over_at, now), closed_at=now)
        .execution_options(synchronize_session="fetch")
    )


def close_in_group(session: Session, *, group_id: int, now: datetime, doer_id: int | None = None) -> None:
    """The same for all talks about a group's tasks, or one doer's of them; but for what is agreed."""
    chosen = select(Assignment.id).where(
        Assignment.task_id == Conversation.task_id,
        Assignment.doer_id == Conversation.doer_id,
        Assignment.state.not_in(GONE),
    )
    session.execute(
        update(Conversation)
        .where(
            Conversation.task_id.in_(select(Task.id).where(Task.group_id == group_id)),
            Conversation.closed_at.is_(None),
            ~chosen.exists(),
            *([Conversation.doer_id == doer_id] if doer_id is not None else []),
        )
        .values(matter_over_at=func.coalesce(Conversation.matter_over_at, now), closed_at=now)
        .execution_options(synchronize_session="fetch")
    )


def carry(
    session: Session,
    actor: Person,
    *,
    conversation_id: int,
    content: Content,
    now: datetime,
    reply_to: int | None = None,
    author_message_id: int | None = None,
) -> Message:
    """Say something to the other side. `reply_to` is one of our messages in the same conversation;
    `author_message_id` is Telegram's id of what the author wrote."""
    row = session.execute(
        select(Conversation, Person)
        .join(Task, Task.id == Conversation.task_id)
        .join(Person, _other(actor))
        .where(Conversation.id == conversation_id, _side(actor), visible_to(actor))
    ).one_or_none()
    if row is None:
        raise NotThere
    conversation, other = row
    about = Subject(Noun.CONVERSATION, conversation.id)
    if conversation.closed_at is not None:
        raise Closed(about, state="closed")
    if other.unreachable_at is not None:
        raise CannotBeReached(about)
    message = Message(
        conversation_id=conversation.id,
        author_id=actor.id,
        recipient_id=other.id,
        kind=content.kind,
        text=content.text.replace("\x00", "").encode("utf-8", "replace").decode(),  # PostgreSQL takes no less
        entities=content.entities,
        file_id=content.file_id,
        reply_to_id=reply_to,
        author_message_id=author_message_id,
        written_at=now,
    )
    session.add(message)
    session.flush()
    tell(session, other.id, CarriedMessage(message.id), now=now)
    return message


def find_reply_target(session: Session, actor: Person, telegram_message_id: int) -> Message | None:
    """The message that `actor` replied to in their own chat: their own, or one carried to them."""
    return session.scalar(
        select(Message).where(
            or_(
                and_(Message.author_id == actor.id, Message.author_message_id == telegram_message_id),
                and_(Message.recipient_id == actor.id, Message.delivered_message_id == telegram_message_id),
            )
        )
    )


def delivered(session: Session, message_id: int, telegram_message_id: int, *, now: datetime) -> None:
    """It stands in the other's chat under this id of Telegram's."""
    session.execute(
        update(Message)
        .where(Message.id == message_id)
        .values(delivered_message_id=telegram_message_id, delivered_at=now)
    )


def undelivered(session: Session, message_id: int, *, now: datetime) -> None:
    """It did not reach the other side: its author hears of it."""
    author_id = session.scalar(select(Message.author_id).where(Message.id == message_id))
    if author_id is not None:
        tell(session, author_id, MessageUndelivered(message_id), now=now)


HEARD_LAST = (
    select(Message.conversation_id, Message.delivered_at)
    .where(Message.recipient_id == bindparam("actor_id"), Message.delivered_message_id.is_not(None))
    .order_by(Message.delivered_message_id.desc())
    .limit(1)
)


def heard_since(session: Session, actor: Person, since: datetime) -> ConversationView | None:
    """The open conversation whose message was the last to reach `actor`, if it did so after `since`."""
    row = session.connection().execute(HEARD_LAST, {"actor_id": actor.id}).one_or_none()
    if row is None or row.delivered_at is None or row.delivered_at <= since:
        return None
    found = _views(session, actor, Conversation.id == row.conversation_id, Conversation.closed_at.is_(None))
    return found[0] if found else None


def written_by(session: Session, author: Person, message_id: int) -> tuple[ConversationView, int | None] | None:
    """The conversation of a message of one's own, and Telegram's id of it in one's chat."""
    message = session.scalar(select(Message).where(Message.id == message_id, Message.author_id == author.id))
    found = _views(session, author, Conversation.id == message.conversation_id) if message is not None else []
    return (found[0], message.author_message_id) if message is not None and found else None


def conversation_for(session: Session, actor: Person, conversation_id: int) -> ConversationView:
    """One conversation of `actor`'s, open or closed."""
    found = _views(session, actor, Conversation.id == conversation_id)
    if not found:
        raise NotThere
    return found[0]


def of(session: Session, actor: Person, *, limit: int = 20) -> list[ConversationView]:
    """The open conversations, the latest word first."""
    return _views(session, actor, Conversation.closed_at.is_(None), limit=limit)


def message_for(session: Session, reader: Person, message_id: int) -> MessageView | None:
    """A message on its way to `reader`; none if it is not for them."""
    row = session.execute(
        select(Message, Person, Task.title, _answered)
        .join(Person, Person.id == Message.author_id)
        .join(Conversation, Conversation.id == Message.conversation_id)
        .join(Task, Task.id == Conversation.task_id)
        .outerjoin(_answered, _answered.id == Message.reply_to_id)
        .where(Message.id == message_id, Message.recipient_id == reader.id, visible_to(reader))
    ).one_or_none()
    if row is None:
        return None
    message, author, title, answered = row
    reply_to = None
    if answered is not None:
        own = answered.author_id == reader.id
        reply_to = answered.author_message_id if own else answered.delivered_message_id
    return MessageView(
        id=message.id,
        conversation_id=message.conversation_id,
        author_name=author.name,
        task_title=title,
        kind=message.kind,
        text=message.text,
        entities=tuple(message.entities) if message.entities is not None else None,
        file_id=message.file_id,
        reply_to_message_id=reply_to,
        author_telegram_id=author.telegram_id,
        author_message_id=message.author_message_id,
    )


def _side(actor: Person) -> ColumnElement[bool]:
    return or_(Conversation.requester_id == actor.id, Conversation.doer_id == actor.id)


def _other(actor: Person) -> ColumnElement[bool]:
    return or_(
        and_(Conversation.requester_id == actor.id, Person.id == Conversation.doer_id),
        and_(Conversation.doer_id == actor.id, Person.id == Conversation.requester_id),
    )


def _views(session: Session, actor: Person, *conditions: ColumnElement[bool], limit: int = 1) -> list[ConversationView]:
    rows = session.execute(
        select(Conversation, Task.title, Person, _last)
        .join(Task, Task.id == Conversation.task_id)
        .join(Person, _other(actor))
        .outerjoin(_last, _last.id == _last_id)
        .where(_side(actor), visible_to(actor), *conditions)
        .order_by(func.coalesce(_last.written_at, Conversation.opened_at).desc(), Conversation.id.desc())
        .limit(limit)
    )
    return [
        ConversationView(
            id=conversation.id,
            task_id=conversation.task_id,
            task_title=title,
            other_id=other.id,
            other_name=other.name,
            other_reachable=other.unreachable_at is None,
            opened_at=conversation.opened_at,
            closed_at=conversation.closed_at,
            last_at=message.written_at if message is not None else None,
            waits_for_me=message is not None and message.author_id == other.id,
        )
        for conversation, title, other, message in rows
    ]
