"""The cards of a group's tasks in its Telegram chats: when they are due, and what they may say.

A card is marked here, in the transaction that changes its task, and drawn when its turn comes, from the present state.
"""

from datetime import date, datetime, timedelta
from typing import Any, Protocol

from sqlalchemy import BindParameter, Select, and_, bindparam, exists, false, literal, null, or_, select, true, update
from sqlalchemy.orm import Session

from domain.dataclasses import dataclass
from domain.timers import Timers
from domain.views import CategoryView
from models.base import BigId, table_of
from models.category import Category
from models.chat import ChatCard, LinkedChat
from models.group import Group
from models.inserts import Prebuilt
from models.task import LIVE, Audience, Task, TaskState

DUE = "cards"
"""In `Session.info`: a card may be due, so that they are looked at after the commit."""

_CARDS = table_of(ChatCard)
_COLUMNS = ("chat_id", "task_id", "due", "posted_anew", "looked_at", "attempts")


class _Touched(Protocol):
    @property
    def id(self) -> int: ...
    @property
    def group_id(self) -> int | None: ...


def _missing() -> Select[*tuple[Any, ...]]:
    """A card for each chat of a task's group, where the task came after the link."""
    return (
        select(LinkedChat.id, Task.id, true(), false(), Task.published_at, literal(0))
        .select_from(LinkedChat)
        .join(Task, Task.group_id == LinkedChat.group_id)
        .where(
            Task.state == TaskState.OPEN,
            Task.published_at >= LinkedChat.linked_at,
            LinkedChat.present,
            ~exists().where(ChatCard.chat_id == LinkedChat.id, ChatCard.task_id == Task.id),
        )
    )


def _inserting(found: Select[*tuple[Any, ...]]) -> Prebuilt:
    return Prebuilt(lambda insert: insert(_CARDS).from_select(_COLUMNS, found).on_conflict_do_nothing())


_TASK: BindParameter[int] = bindparam("touched", type_=BigId)
_NEW = _inserting(_missing().where(Task.id == _TASK))
_ANEW = update(_CARDS).where(_CARDS.c.task_id == _TASK).values(due=True)


def touch(session: Session, task: _Touched, *, was: int | None = None) -> None:
    """A task is new, or has changed: its cards are due. `was` is the group it was for before. Whoever changes what a
    card shows calls this; what forgets to is found by `look` a little later."""
    if task.group_id is None and was is None:
        return
    session.flush()
    connection = session.connection()
    marked = connection.execute(_ANEW, {"touched": task.id}).rowcount
    made = connection.execute(_NEW.on(session), {"touched": task.id}).rowcount
    if marked or made:
        session.info[DUE] = True


def touch_chat(session: Session, chat_id: int) -> None:
    """Every card of that chat that can still change is due."""
    session.flush()
    live = select(Task.id).where(Task.state.in_(LIVE))
    session.execute(
        update(ChatCard)
        .where(ChatCard.chat_id == chat_id, ChatCard.task_id.in_(live))
        .values(due=True, not_before=None)
    )
    session.info[DUE] = True


def post_anew(session: Session, chat_id: int) -> None:
    """The chat has another number now, and its messages with it: open tasks get a card there."""
    session.execute(
        update(ChatCard).where(ChatCard.chat_id == chat_id).values(message_id=null(), shown=null(), posted_anew=False)
    )
    touch_chat(session, chat_id)


def look(session: Session, now: datetime, timers: Timers, limit: int) -> int:
    """Now and then: what was not marked is found. Cards of live tasks are drawn anew (unchanged ones cost nothing),
    missing ones are made, and a chat where the bot might not write is tried again after a day."""
    connection = session.connection()
    made = connection.execute(_inserting(_missing().limit(limit)).on(session)).rowcount
    ids = session.scalars(
        select(ChatCard.id)
        .join(Task, Task.id == ChatCard.task_id)
        .where(
            ChatCard.looked_at <= now - timers.look_at_cards,
            ~ChatCard.due,
            or_(Task.state.in_(LIVE), and_(ChatCard.message_id.is_not(None), ChatCard.shown_state != Task.state)),
        )
        .order_by(ChatCard.looked_at, ChatCard.id)
        .limit(limit)
        .with_for_update(of=ChatCard, skip_locked=True)
    ).all()
    if ids:
        session.execute(update(ChatCard).where(ChatCard.id.in_(ids)).values(due=True, looked_at=now))
    heard = session.scalars(
        update(LinkedChat)
        .where(LinkedChat.silenced_at <= now - timedelta(days=1))
        .values(silenced_at=None)
        .returning(LinkedChat.id)
    ).all()
    return made + len(ids) + len(heard)


@dataclass(frozen=True)
class TaskCard:
    """What everybody in a chat may see of a task: nobody's name, no address."""

    task_id: int
    state: TaskState
    closed_at: datetime | None
    title: str
    category: CategoryView
    minutes: int
    places: int
    places_taken: int
    when_date: date | None
    when_at: datetime | None
    when_text: str | None
    remote: bool
    town: str | None
    group_name: str | None
    followed: bool  # the chat is linked to a group, all of which sees the task

    @property
    def open(self) -> bool:
        """Whether somebody may apply."""
        return self.followed and self.state is TaskState.OPEN and self.closed_at is None

    @property
    def places_left(self) -> int:
        return self.places - self.places_taken


def card(session: Session, chat: LinkedChat, task_id: int) -> TaskCard | None:
    """A task as a chat may see it; None where it is nothing for this chat any more."""
    row = session.execute(
        select(Task, Category, Group)
        .join(Category, Category.id == Task.category_id)
        .outerjoin(Group, Group.id == chat.group_id)
        .where(Task.id == task_id)
        .execution_options(populate_existing=True)
    ).one_or_none()
    if row is None:
        return None
    task, category, group = row
    return TaskCard(
        task_id=task.id,
        state=task.state,
        closed_at=task.closed_at,
        title=task.title,
        category=CategoryView(category.id, category.key, category.name_fi, category.name_sv, category.name_en),
        minutes=task.minutes,
        places=task.places,
        places_taken=task.places_taken,
        when_date=task.when_date,
        when_at=task.when_at,
        when_text=task.when_text,
        remote=task.remote,
        town=task.town,
        group_name=group.name if group is not None and task.group_id == group.id else None,
        followed=group is not None
        and group.closed_at is None
        and (task.audience is Audience.EVERYBODY or task.group_id == group.id),
    )
