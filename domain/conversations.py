"""Conversations of one requester and one doer: whose they are, how long they are open, what waits in them."""

from collections.abc import Collection, Iterable
from datetime import datetime

from sqlalchemy import ColumnElement, and_, bindparam, case, func, or_, select, update
from sqlalchemy.orm import Session, aliased

from domain.notices import ConversationEnded, tell
from domain.refusals import NotThere
from domain.views import ConversationView, SaidView
from domain.visibility import known_to
from models.advice import Advice
from models.assignment import GONE, Assignment
from models.conversation import Conversation, Message, Side
from models.peace import Block, kept_apart_from
from models.person import Person
from models.task import Task

TITLE_MAX = 80

_last, _any = aliased(Message), aliased(Message)
_last_id = (
    select(func.max(_any.id)).where(_any.conversation_id == Conversation.id).correlate(Conversation).scalar_subquery()
)


def open_for(session: Session, task: Task, *, doer_id: int, now: datetime) -> Conversation:
    """The conversation of a new application."""
    talk = Conversation(task_id=task.id, requester_id=task.requester_id, doer_id=doer_id, opened_at=now)
    return _opened(session, talk)


def open_about(session: Session, advice: Advice, *, doer_id: int, now: datetime) -> Conversation:
    """The conversation in which a question is answered."""
    talk = Conversation(advice_id=advice.id, requester_id=advice.asker_id, doer_id=doer_id, opened_at=now)
    return _opened(session, talk)


def _opened(session: Session, talk: Conversation) -> Conversation:
    session.add(talk)
    session.flush()
    session.add_all(Side(conversation_id=talk.id, person_id=side) for side in (talk.requester_id, talk.doer_id))
    return talk


def open_again(session: Session, task: Task, *, doer_id: int, now: datetime) -> None:
    """The same two talk about the same task again; where it was handed to a colleague meanwhile, for the first time."""
    found = session.scalars(
        select(Conversation)
        .where(
            Conversation.task_id == task.id,
            Conversation.doer_id == doer_id,
            Conversation.requester_id == task.requester_id,
        )
        .with_for_update()
        .execution_options(populate_existing=True)
    ).one_or_none()
    if found is None:
        open_for(session, task, doer_id=doer_id, now=now)
    else:
        found.matter_over_at = found.closed_at = None


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


def question_over(session: Session, advice_id: int, *, now: datetime) -> None:
    """A question has ended: what was said about it closes some days from now; where nothing was said yet, at once."""
    session.execute(
        update(Conversation)
        .where(Conversation.advice_id == advice_id, Conversation.matter_over_at.is_(None))
        .values(matter_over_at=now, closed_at=case((_last_id.is_(None), now)))
        .execution_options(synchronize_session="fetch")
    )


def close(session: Session, task_id: int, doer_id: int, *, now: datetime) -> None:
    """At once: one side must not know of the task any more."""
    _close(session, Conversation.task_id == task_id, Conversation.doer_id == doer_id, now=now)


def close_in_group(session: Session, *, group_id: int, now: datetime, doer_id: int | None = None) -> None:
    """The same for all talks about a group's tasks, or one doer's of them; but for what is agreed."""
    chosen = select(Assignment.id).where(
        Assignment.task_id == Conversation.task_id,
        Assignment.doer_id == Conversation.doer_id,
        Assignment.state.not_in(GONE),
    )
    _close(
        session,
        Conversation.task_id.in_(select(Task.id).where(Task.group_id == group_id)),
        ~chosen.exists(),
        *([Conversation.doer_id == doer_id] if doer_id is not None else []),
        now=now,
    )


def _close(session: Session, *conditions: ColumnElement[bool], now: datetime) -> None:
    ids = session.scalars(
        update(Conversation)
        .where(Conversation.closed_at.is_(None), *conditions)
        .values(matter_over_at=func.coalesce(Conversation.matter_over_at, now), closed_at=now)
        .returning(Conversation.id)
        .execution_options(synchronize_session="fetch")
    ).all()
    say_in_topics(session, ids, now=now)


# Topics


def say_in_topics(session: Session, conversation_ids: Collection[int], *, now: datetime) -> None:
    """These conversations have closed now: who has a topic for one reads it there."""
    if not conversation_ids:
        return
    found = session.execute(
        select(Side.person_id, Side.conversation_id).where(
            Side.conversation_id.in_(conversation_ids), Side.thread_id.is_not(None)
        )
    )
    for person_id, conversation_id in found.all():
        tell(session, person_id, ConversationEnded(conversation_id, int(now.timestamp())), now=now)


def ended_in_topic(session: Session, reader: Person, notice: ConversationEnded) -> int | None:
    """The reader's topic of a conversation that is closed since then."""
    row = session.execute(
        select(Side.thread_id, Conversation.closed_at)
        .join(Conversation, Conversation.id == Side.conversation_id)
        .where(Side.conversation_id == notice.conversation_id, Side.person_id == reader.id)
    ).one_or_none()
    if row is None or row.closed_at is None or int(row.closed_at.timestamp()) != notice.at:
        return None
    thread_id: int | None = row.thread_id
    return thread_id


def topic_opened(session: Session, actor: Person, conversation_id: int, thread_id: int) -> None:
    """The conversation has a topic in `actor`'s chat from now on."""
    session.execute(
        update(Side)
        .where(Side.conversation_id == conversation_id, Side.person_id == actor.id)
        .values(thread_id=thread_id)
    )


def of_topic(session: Session, actor: Person, thread_id: int) -> int | None:
    """The conversation that a topic of `actor`'s chat belongs to, if it belongs to one."""
    return session.scalar(
        select(Side.conversation_id).where(Side.person_id == actor.id, Side.thread_id == thread_id).limit(1)
    )


HEARD_LAST = (
    select(Message.conversation_id, Message.delivered_at)
    .where(
        Message.recipient_id == bindparam("actor_id"),
        Message.delivered_message_id.is_not(None),
        Message.delivered_thread_id.is_(None),  # what stands in a topic is answered there
    )
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


def conversation_for(session: Session, actor: Person, conversation_id: int) -> ConversationView:
    """One conversation of `actor`'s, open or closed."""
    found = _views(session, actor, Conversation.id == conversation_id)
    if not found:
        raise NotThere
    return found[0]


def of(session: Session, actor: Person, *, limit: int = 20, offset: int = 0) -> list[ConversationView]:
    """The open conversations, the latest word first, without those of people kept apart."""
    return _views(session, actor, *_listed(actor), limit=limit, offset=offset)


def how_many(session: Session, actor: Person) -> int:
    """How many `of` gives in all."""
    return (
        session.scalar(
            select(func.count(Conversation.id))
            .outerjoin(Task, Task.id == Conversation.task_id)
            .join(Person, other_side(actor))
            .where(is_side(actor), knows_matter(actor), *_listed(actor))
        )
        or 0
    )


def looked(session: Session, actor: Person, conversation_id: int) -> None:
    """`actor` has seen what had come so far."""
    newest = (
        select(func.coalesce(func.max(_any.id), 0))
        .where(_any.conversation_id == conversation_id, _any.recipient_id == actor.id, _any.delivered_at.is_not(None))
        .scalar_subquery()
    )
    session.execute(
        update(Side)
        .where(Side.conversation_id == conversation_id, Side.person_id == actor.id)
        .values(seen_message_id=newest)
        .execution_options(synchronize_session=False)
    )


def mute(session: Session, actor: Person, *, conversation_id: int, muted: bool, now: datetime) -> ConversationView:
    """From now on what comes makes no sound; or does again."""
    conversation_for(session, actor, conversation_id)
    session.execute(
        update(Side)
        .where(Side.conversation_id == conversation_id, Side.person_id == actor.id)
        .values(muted_at=now if muted else None)
    )
    return conversation_for(session, actor, conversation_id)


def transcript(session: Session, actor: Person, conversation_id: int) -> tuple[ConversationView, list[SaidView]]:
    """A conversation of one's own, oldest word first: what one said, and what came."""
    talk = conversation_for(session, actor, conversation_id)
    rows = session.execute(
        select(Message, Person.name)
        .join(Person, Person.id == Message.author_id)
        .where(
            Message.conversation_id == conversation_id,
            or_(Message.author_id == actor.id, Message.delivered_at.is_not(None)),
        )
        .order_by(Message.id)
    )
    return talk, [
        SaidView(message.written_at, name, message.kind, message.text, message.edited_at is not None)
        for message, name in rows
    ]


def _listed(actor: Person) -> tuple[ColumnElement[bool], ...]:
    """The conditions of the list: open, at peace; and an answer that is not begun shows to who writes it only."""
    return (
        Conversation.closed_at.is_(None),
        Person.id.not_in(kept_apart_from(actor.id)),
        or_(Conversation.advice_id.is_(None), Conversation.doer_id == actor.id, _last_id.is_not(None)),
    )


def knows_matter(actor: Person) -> ColumnElement[bool]:
    """The condition that `actor` may know what a conversation of theirs is about: the task that is joined, or a
    question, which both sides know."""
    return or_(Conversation.advice_id.is_not(None), known_to(actor))


def title_of(title: str | None, question: str | None) -> str:
    """What a conversation is about, on one line: a task's title, or the beginning of a question."""
    flat = " ".join((title or question or "").split())
    return flat if len(flat) <= TITLE_MAX else flat[: TITLE_MAX - 1].rstrip() + "…"


def is_side(actor: Person) -> ColumnElement[bool]:
    """The condition that a conversation is `actor`'s."""
    return or_(Conversation.requester_id == actor.id, Conversation.doer_id == actor.id)


def other_side(actor: Person) -> ColumnElement[bool]:
    """The condition that joins whom `actor` talks with."""
    return or_(
        and_(Conversation.requester_id == actor.id, Person.id == Conversation.doer_id),
        and_(Conversation.doer_id == actor.id, Person.id == Conversation.requester_id),
    )


def _views(
    session: Session, actor: Person, *conditions: ColumnElement[bool], limit: int = 1, offset: int = 0
) -> list[ConversationView]:
    unread = (
        select(func.count(_any.id))
        .where(
            _any.conversation_id == Conversation.id,
            _any.recipient_id == actor.id,
            _any.delivered_at.is_not(None),
            _any.id > Side.seen_message_id,
        )
        .correlate(Conversation, Side)
        .scalar_subquery()
    )
    mine = select(Block.blocked_id).where(Block.blocker_id == actor.id)
    rows = session.execute(
        select(
            Conversation,
            Task.title,
            Advice.question,
            Person,
            _last,
            Side.muted_at,
            Side.thread_id,
            unread,
            Person.id.in_(kept_apart_from(actor.id)),
            Person.id.in_(mine),
        )
        .outerjoin(Task, Task.id == Conversation.task_id)
        .outerjoin(Advice, Advice.id == Conversation.advice_id)
        .join(Person, other_side(actor))
        .join(Side, and_(Side.conversation_id == Conversation.id, Side.person_id == actor.id))
        .outerjoin(_last, _last.id == _last_id)
        .where(is_side(actor), knows_matter(actor), *conditions)
        .order_by(func.coalesce(_last.written_at, Conversation.opened_at).desc(), Conversation.id.desc())
        .limit(limit)
        .offset(offset)
    )
    return [
        ConversationView(
            id=conversation.id,
            task_id=conversation.task_id,
            advice_id=conversation.advice_id,
            title=title_of(title, question),
            other_id=other.id,
            other_name=other.name,
            other_reachable=other.unreachable_at is None,
            opened_at=conversation.opened_at,
            closed_at=conversation.closed_at,
            waits_for_me=message is not None and message.author_id == other.id,
            unread=waiting,
            muted=muted_at is not None,
            kept_apart=apart,
            blocked_by_me=by_me,
            thread_id=thread_id,
        )
        for conversation, title, question, other, message, muted_at, thread_id, waiting, apart, by_me in rows
    ]
