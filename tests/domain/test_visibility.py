"""A group's task is seen by its members and by no one else, on any path."""

from collections.abc import Callable
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from domain import (
    applicants,
    applications,
    assignments,
    conversations,
    groups,
    home,
    members,
    messages,
    occasions,
    search,
    tasks,
)
from domain.lifecycle import APPLY
from domain.messages import Content
from domain.notices import ApplicationWithdrawn, TaskCancelled
from domain.refusals import NotThere, Refusal
from domain.views import SearchView
from domain.visibility import sees, visible_to
from models.application import WithdrawReason
from models.conversation import Conversation, Kind
from models.person import Person
from models.task import Audience, Task, TaskState
from tests.domain.world import World


def _refusal(act: Callable[[], Any]) -> tuple[type[Refusal], object]:
    with pytest.raises(Refusal) as caught:
        act()
    return type(caught.value), caught.value.about


def test_outsiders_and_removed_members_read_what_nobody_reads(session: Session, world: World) -> None:
    bertil, member, removed, other_admin = (world.person() for _ in range(4))
    stranger, newcomer = world.person(), world.person(registered=False)
    group = world.group(bertil, member, removed)
    world.group(other_admin, stranger, name="Muut")
    task = world.task(bertil, group=group)
    offer = world.application(removed, task)
    talk = conversations.of(session, removed)[0]
    groups.leave(session, removed, group_id=group.id, now=world.now)
    session.flush()
    session.expire_all()

    assert tasks.get_for(session, member, task.id).group_name == group.name
    for person in (removed, other_admin, stranger, newcomer):
        for known, unknown in (
            (lambda p=person: tasks.get_for(session, p, task.id), lambda p=person: tasks.get_for(session, p, 10**9)),
            (
                lambda p=person: applications.may_apply(session, p, task_id=task.id),
                lambda p=person: applications.may_apply(session, p, task_id=10**9),
            ),
            (
                lambda p=person: applications.apply_to(session, p, task_id=task.id, text="Minä", now=world.now),
                lambda p=person: applications.apply_to(session, p, task_id=10**9, text="Minä", now=world.now),
            ),
            (
                lambda p=person: tasks.cancel(session, p, task_id=task.id, reason=None, now=world.now),
                lambda p=person: tasks.cancel(session, p, task_id=10**9, reason=None, now=world.now),
            ),
            (
                lambda p=person: applicants.of_task(session, p, task_id=task.id),
                lambda p=person: applicants.of_task(session, p, task_id=10**9),
            ),
            (
                lambda p=person: applications.withdraw(
                    session, p, application_id=offer.id, reason=WithdrawReason.OTHER, now=world.now
                ),
                lambda p=person: applications.withdraw(
                    session, p, application_id=10**9, reason=WithdrawReason.OTHER, now=world.now
                ),
            ),
            (
                lambda p=person: applications.get_for(session, p, offer.id),
                lambda p=person: applications.get_for(session, p, 10**9),
            ),
            (
                lambda p=person: conversations.conversation_for(session, p, talk.id),
                lambda p=person: conversations.conversation_for(session, p, 10**9),
            ),
            (
                lambda p=person: messages.carry(
                    session, p, conversation_id=talk.id, content=Content(Kind.TEXT, "Hei"), now=world.now
                ),
                lambda p=person: messages.carry(
                    session, p, conversation_id=10**9, content=Content(Kind.TEXT, "Hei"), now=world.now
                ),
            ),
            (
                lambda p=person: groups.get_for(session, p, group.id),
                lambda p=person: groups.get_for(session, p, 10**9),
            ),
            (
                lambda p=person: members.listed(session, p, group_id=group.id),
                lambda p=person: members.listed(session, p, group_id=10**9),
            ),
        ):
            assert _refusal(known) == _refusal(unknown) == (NotThere, None)
        assert task.id not in [card.id for card in search.find(session, person, SearchView(), limit=50).items]
        assert tasks.open_by_category(session, person).get(1, 0) == 0
        assert tasks.permitted(session, person, task).actions == frozenset()
        assert home.awaits(session, person, now=world.now).talks == 0
        assert occasions.task_cancelled(session, person, TaskCancelled(task.id)) is None


def test_leaving_ends_what_was_undecided(session: Session, world: World) -> None:
    bertil, anna = world.person(), world.person()
    group = world.group(bertil, anna)
    offer = world.application(anna, world.task(bertil, group=group))
    groups.leave(session, anna, group_id=group.id, now=world.now)
    assert world.heard(bertil)[-1] == ApplicationWithdrawn(offer.id)
    assert session.scalars(select(Conversation.closed_at).where(Conversation.doer_id == anna.id)).all() == [world.now]


def test_the_chosen_keep_seeing_their_task(session: Session, world: World) -> None:
    bertil, anna = world.person(), world.person()
    group = world.group(bertil, anna)
    task = world.task(bertil, group=group)
    chosen = world.chosen(bertil, anna, task)
    groups.leave(session, anna, group_id=group.id, now=world.now)
    assert tasks.get_for(session, anna, task.id).assignment_id == chosen.id
    assert conversations.of(session, anna)[0].task_id == task.id
    done = assignments.mark_done(session, anna, assignment_id=chosen.id, minutes=60, now=world.now)
    assert done.minutes_reported == 60


def test_publishing_for_a_group_one_is_not_in(session: Session, world: World) -> None:
    group = world.group(world.person())
    with world.refuses(NotThere):
        world.task(world.person(), group=group)
    with world.refuses(NotThere):
        tasks.audience_size(session, world.person(), audience=Audience.GROUP, group_id=group.id)


def test_the_rule_says_the_same_in_both_forms(session: Session, world: World) -> None:
    bertil, member, doer, stranger = (world.person() for _ in range(4))
    newcomer = world.person(registered=False)
    group = world.group(bertil, member, doer)
    own = [
        world.task(bertil),
        world.task(bertil, group=group),
        world.task(bertil, audience=Audience.NAMED),
    ]
    world.chosen(bertil, doer, own[1])
    groups.leave(session, doer, group_id=group.id, now=world.now)
    everybody: list[Person] = [bertil, member, doer, stranger, newcomer]
    for view in own:
        task = session.get_one(Task, view.id)
        for state in TaskState:
            task.state = state
            session.flush()
            for person in everybody:
                found = session.scalar(select(Task.id).where(Task.id == task.id, visible_to(person)))
                assert (found is not None) is sees(session, person, task), (person, task.audience, state)


def test_lists_go_page_by_page(session: Session, world: World) -> None:
    bertil, anna = world.person(), world.person()
    mine = [world.task(bertil, title=f"Numero {number}", category_id=2) for number in range(8)]
    world.task(anna, category_id=2)
    seen: list[int] = []
    wanted = search.change(session, anna, now=world.now, category_id=2)
    page = search.find(session, anna, wanted, limit=3)
    assert (len(page.items), page.more) == (3, 5)
    seen += [card.id for card in page.items]
    world.task(bertil, category_id=2)  # a new one does not move the next page
    while page.more:
        wanted = search.change(session, anna, now=world.now, after_id=page.items[-1].id)
        page = search.find(session, anna, wanted, limit=3)
        seen += [card.id for card in page.items]
    assert seen == [task.id for task in reversed(mine)]
    assert tasks.permitted(session, anna, mine[0])(APPLY)
    assert not tasks.permitted(session, bertil, mine[0])(APPLY)
    assert tasks.mine(session, bertil).more == 6
    assert tasks.mine(session, bertil, ended=True).items == ()
    assert tasks.open_by_category(session, anna)[2] == 9
