"""Cards of group tasks in Telegram chats: when they are due, and what they no longer say."""

from dataclasses import replace

import pytest
from sqlalchemy import select, update
from sqlalchemy.orm import Session

from domain import applications, board, changes, tasks
from domain.views import GroupView, TaskView
from models.chat import ChatCard, LinkedChat
from models.task import Audience
from tests.domain.world import World


@pytest.fixture
def chat(session: Session, world: World) -> LinkedChat:
    """A chat of the group 1, which is to come."""
    return LinkedChat(telegram_id=-5, token="x" * 16, title="Talkoot", language="fi", present=True)


def shown(session: Session) -> None:
    """Every card was brought up to date."""
    session.execute(update(ChatCard).values(due=False))
    session.flush()


def due(session: Session) -> list[int]:
    session.flush()
    return list(session.scalars(select(ChatCard.task_id).where(ChatCard.due)))


def linked(session: Session, world: World, chat: LinkedChat, group: GroupView) -> None:
    chat.group_id, chat.linked_at = group.id, world.now
    session.add(chat)
    session.flush()


def view(session: Session, chat: LinkedChat, task: TaskView) -> board.TaskCard:
    found = board.card(session, chat, task.id)
    assert found is not None
    return found


def test_what_a_card_shows_makes_it_due(session: Session, world: World, chat: LinkedChat) -> None:
    bertil, anna = world.person(), world.person()
    group = world.group(bertil, anna)
    world.task(bertil, group=group)
    world.later(minutes=1)
    linked(session, world, chat, group)
    assert due(session) == [], "what was there before the link stays where it was"
    world.task(bertil)
    task = world.task(bertil, group=group, places=2)
    assert due(session) == [task.id]
    shown(session)

    offer = world.application(anna, task)
    assert due(session) == [], "an application is nothing for the chat"
    applications.choose(session, bertil, application_id=offer.id, now=world.now)
    assert due(session) == [task.id]
    shown(session)

    was = changes.as_it_is(session, bertil, task_id=task.id)
    new = replace(was, title="Jäsenkirje")
    changes.change(session, bertil, task_id=task.id, was=was, new=new, now=world.now, today=world.now.date())
    assert due(session) == [task.id]
    assert view(session, chat, task).title == "Jäsenkirje"
    shown(session)
    tasks.close_to_applications(session, bertil, task_id=task.id, now=world.now)
    assert due(session) == [task.id]
    assert not view(session, chat, task).open


def test_a_task_for_others_is_nothing_for_the_chat(session: Session, world: World, chat: LinkedChat) -> None:
    bertil = world.person()
    group, other = world.group(bertil), world.group(bertil, name="Muut")
    linked(session, world, chat, group)
    task = world.task(bertil, group=group)
    for audience, followed in ((Audience.EVERYBODY, True), (Audience.GROUP, False)):
        shown(session)
        was = changes.as_it_is(session, bertil, task_id=task.id)
        new = replace(was, audience=audience, group_id=other.id if audience is Audience.GROUP else None)
        changes.change(session, bertil, task_id=task.id, was=was, new=new, now=world.now, today=world.now.date())
        assert task.id in due(session)
        assert view(session, chat, task).followed is followed
        assert view(session, chat, task).group_name is None
