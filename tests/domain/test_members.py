"""Members of groups: found, made admins, taken out; and a group's end."""

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from domain import assignments, conversations, groups, joincodes, joining, ledger, members, messages, occasions, tasks
from domain.messages import Content
from domain.notices import (
    AdminChanged,
    ApplicationWithdrawn,
    CarriedMessage,
    GroupClosed,
    GroupTaskEnded,
    JoinAnswered,
    RemovedFromGroup,
)
from domain.refusals import LastAdmin, NotThere, NotYours, TextMissing, WrongCode
from models.application import Application, ApplicationState
from models.conversation import Conversation, Kind
from models.group import GroupMember, GroupPolicy
from models.person import Person
from models.task import Task, TaskState
from tests.domain.world import SECRET, World


def remove(world: World, admin: Person, group_id: int, person: Person) -> None:
    members.remove(world.session, admin, group_id=group_id, person_id=person.id, now=world.now)


def set_admin(world: World, actor: Person, group_id: int, person: Person, admin: bool) -> None:
    members.set_admin(world.session, actor, group_id=group_id, person_id=person.id, admin=admin, now=world.now)


def test_five_hundred_members_page_by_page_and_found(session: Session, world: World) -> None:
    admin = world.person("Zacharias")
    group = world.group(admin)
    crowd = [world.person(f"Jäsen {number:03} Ääkkönen") for number in range(499)]
    session.add_all(GroupMember(group_id=group.id, person_id=one.id, joined_at=world.now) for one in crowd)
    session.flush()
    seen: list[int] = []
    page = members.listed(session, crowd[0], group_id=group.id)
    while page.items:
        seen += [one.person_id for one in page.items]
        page = members.listed(session, crowd[0], group_id=group.id, page=page.page + 1)
    assert page.total == len(seen) == len(set(seen)) == 500
    assert seen[-1] == admin.id
    found = members.listed(session, admin, group_id=group.id, word="aakkönen", page=1)
    assert (found.total, found.page, len(found.items)) == (499, 1, 8)
    assert [one.name for one in members.listed(session, admin, group_id=group.id, word="ZACH").items] == ["Zacharias"]
    assert members.listed(session, admin, group_id=group.id, word="Nobody").total == 0
    for number in (-5, 2**62):
        assert members.listed(session, admin, group_id=group.id, page=number).total == 500


def test_fifty_groups_of_one_person(session: Session, world: World) -> None:
    anna = world.person()
    for number in range(50):
        world.group(world.person(), anna, name=f"Ryhmä {number:02}")
    own = groups.mine(session, anna)
    assert [one.name for one in own] == [f"Ryhmä {number:02}" for number in range(50)]
    assert {one.size for one in own} == {2}


def test_making_and_unmaking_admins(session: Session, world: World) -> None:
    bertil, anna, stranger = world.person(), world.person(), world.person()
    group = world.group(bertil, anna)
    with world.refuses(NotYours):
        set_admin(world, anna, group.id, anna, admin=True)
    with world.refuses(NotThere):
        set_admin(world, bertil, group.id, stranger, admin=True)
    with world.refuses(NotThere):
        set_admin(world, stranger, group.id, anna, admin=True)
    with world.refuses(LastAdmin):
        set_admin(world, bertil, group.id, bertil, admin=False)
    for _ in range(2):
        set_admin(world, bertil, group.id, anna, admin=True)
    told = AdminChanged(group.id, True, world.now.isoformat())
    assert world.heard(anna) == [told]
    assert occasions.admin_changed(session, anna, told) is not None
    set_admin(world, anna, group.id, bertil, admin=False)
    assert world.heard(bertil)[-1] == AdminChanged(group.id, False, world.now.isoformat())
    set_admin(world, anna, group.id, bertil, admin=True)
    set_admin(world, bertil, group.id, anna, admin=False)
    assert occasions.admin_changed(session, anna, told) is None, "it has changed since"


def test_the_last_admin_names_another(session: Session, world: World) -> None:
    bertil, anna = world.person(), world.person()
    group = world.group(bertil, anna)
    assert groups.is_last_admin(session, bertil, group.id)
    assert not groups.is_last_admin(session, anna, group.id)
    with world.refuses(LastAdmin):
        groups.leave(session, bertil, group_id=group.id, now=world.now)
    with world.refuses(LastAdmin):
        members.hand_over(session, bertil, group_id=group.id, person_id=bertil.id, now=world.now)
    with world.refuses(NotYours):
        members.hand_over(session, anna, group_id=group.id, person_id=bertil.id, now=world.now)
    members.hand_over(session, bertil, group_id=group.id, person_id=anna.id, now=world.now)
    assert groups.mine(session, bertil) == []
    assert groups.get_for(session, anna, group.id).admin
    groups.leave(session, anna, group_id=group.id, now=world.now)  # alone: the group closes
    with world.refuses(WrongCode, bertil):
        joining.join(session, bertil, code="NONSENSE", secret_key=SECRET, now=world.now)
    assert groups.mine(session, anna) == []


def test_removing_ends_what_is_open_and_keeps_what_is_agreed(session: Session, world: World) -> None:
    bertil, anna, carla = world.person("Bertil"), world.person("Anna"), world.person("Carla")
    group = world.group(bertil, anna, carla)
    open_task, agreed_task = world.task(carla, group=group), world.task(carla, group=group)
    offer = world.application(anna, open_task)
    agreed = world.chosen(carla, anna, agreed_task)
    own, own_with_help = world.task(anna, group=group), world.task(anna, group=group, places=2)
    others_offer = world.application(carla, own)
    helping = world.chosen(anna, carla, own_with_help)
    waiting = world.application(bertil, own_with_help)
    talk = next(one for one in conversations.of(session, anna) if one.task_id == open_task.id)
    message = messages.carry(session, carla, conversation_id=talk.id, content=Content(Kind.TEXT, "Hei"), now=world.now)
    world.later(minutes=1)
    remove(world, bertil, group.id, anna)
    session.flush()

    assert world.heard(anna)[-1] == RemovedFromGroup(group.id, world.now.isoformat())
    assert occasions.removed_from_group(session, anna, RemovedFromGroup(group.id, world.now.isoformat())) == "Naapurit"
    assert session.get_one(Application, offer.id).state is ApplicationState.LAPSED
    assert ApplicationWithdrawn(offer.id) in world.heard(carla)
    assert session.get_one(Conversation, talk.id).closed_at == world.now
    assert occasions.carried_message(session, anna, CarriedMessage(message.id)) is None
    with world.refuses(NotThere):
        tasks.get_for(session, anna, open_task.id)

    assert tasks.get_for(session, anna, agreed_task.id).assignment_id == agreed.id
    assert assignments.mark_done(session, anna, assignment_id=agreed.id, minutes=60, now=world.now).minutes_reported

    assert tasks.get_for(session, anna, own.id).state is TaskState.CANCELLED
    assert session.get_one(Application, others_offer.id).state is ApplicationState.LAPSED
    for task, applicant in ((own, carla), (own_with_help, bertil)):
        told = GroupTaskEnded(task.id, "asker_left")
        assert told in world.heard(applicant)
        assert told in world.heard(anna)
        assert occasions.group_task_ended(session, applicant, told) is not None
    assert occasions.group_task_ended(session, world.person(), GroupTaskEnded(own.id, "asker_left")) is None
    kept = session.get_one(Task, own_with_help.id)
    assert (kept.state, kept.closed_at) == (TaskState.OPEN, world.now), "the agreed help goes on, nobody more is taken"
    assert session.get_one(Application, waiting.id).state is ApplicationState.LAPSED
    done = assignments.mark_done(session, carla, assignment_id=helping.id, minutes=90, now=world.now)
    assignments.approve(session, anna, assignment_id=done.id, now=world.now)
    assert session.get_one(Task, own_with_help.id).state is TaskState.OVER


def test_the_removed_need_a_newer_code(session: Session, world: World) -> None:
    bertil, anna, carla = world.person(), world.person(), world.person()
    group = world.group(bertil, anna)

    def issue() -> str:
        return joincodes.issue(session, bertil, group_id=group.id, own="TALVI", secret_key=SECRET, now=world.now)

    def join(person: Person, code: str) -> None:
        joining.join(session, person, code=code, secret_key=SECRET, now=world.now)

    old = issue()
    remove(world, bertil, group.id, anna)
    with world.refuses(WrongCode, anna):
        join(anna, old)
    join(carla, old)
    world.later(minutes=1)
    join(anna, issue())
    groups.leave(session, anna, group_id=group.id, now=world.now)
    join(anna, old)  # who left by themselves may come back by any code
    assert groups.get_for(session, anna, group.id).size == 3


def test_who_may_remove(session: Session, world: World) -> None:
    bertil, anna, other, stranger = (world.person() for _ in range(4))
    group = world.group(bertil, anna)
    others = world.group(other, stranger, name="Muut")
    with world.refuses(NotYours):
        remove(world, anna, group.id, bertil)
    with world.refuses(NotThere):
        remove(world, other, group.id, anna)
    with world.refuses(NotThere):
        remove(world, bertil, others.id, stranger)
    with world.refuses(NotThere):
        remove(world, bertil, group.id, stranger)
    with world.refuses(NotYours):
        remove(world, bertil, group.id, bertil)
    remove(world, bertil, group.id, anna)
    with world.refuses(NotThere):
        remove(world, bertil, group.id, anna)


def test_closing_a_group(session: Session, world: World) -> None:
    bertil, anna, carla, waits = (world.person() for _ in range(4))
    group = world.group(bertil, anna, carla)
    joining.set_policy(session, bertil, group_id=group.id, policy=GroupPolicy.CODE_AND_YES, now=world.now)
    code = joincodes.issue(session, bertil, group_id=group.id, own="TALVI", secret_key=SECRET, now=world.now)
    request_id = joining.join(session, waits, code=code, secret_key=SECRET, now=world.now).request_id or 0
    task, agreed_task = world.task(anna, group=group), world.task(anna, group=group)
    world.application(carla, task)
    agreed = world.chosen(anna, carla, agreed_task)
    elsewhere = world.task(anna)
    with world.refuses(NotYours):
        groups.close(session, anna, group_id=group.id, now=world.now)
    groups.close(session, bertil, group_id=group.id, now=world.now)
    with world.refuses(NotThere):
        groups.close(session, bertil, group_id=group.id, now=world.now)

    told = GroupTaskEnded(task.id, "group_closed")
    for person in (anna, carla):
        assert told in world.heard(person)
        assert world.heard(person)[-1] == GroupClosed(group.id)
        assert occasions.group_closed(session, person, GroupClosed(group.id)) == "Naapurit"
        assert groups.mine(session, person) == []
    assert world.heard(waits) == [JoinAnswered(request_id)]
    assert session.get_one(Task, task.id).state is TaskState.CANCELLED
    assert session.get_one(Task, elsewhere.id).state is TaskState.OPEN
    with world.refuses(NotThere):
        tasks.get_for(session, carla, task.id)
    assert tasks.get_for(session, carla, agreed_task.id).assignment_id == agreed.id
    assert session.scalars(
        select(Conversation.closed_at).where(Conversation.doer_id == carla.id).order_by(Conversation.id)
    ).all() == [world.now, None]
    stranger = world.person()
    with world.refuses(WrongCode, stranger):
        joining.join(session, stranger, code=code, secret_key=SECRET, now=world.now)


def test_renaming(session: Session, world: World) -> None:
    bertil, anna, stranger = world.person(), world.person(), world.person()
    group = world.group(bertil, anna)
    assert groups.rename(session, bertil, group_id=group.id, name="  Uudet   naapurit ", now=world.now).name == (
        "Uudet naapurit"
    )
    with world.refuses(NotYours):
        groups.rename(session, anna, group_id=group.id, name="Minun", now=world.now)
    with world.refuses(NotThere):
        groups.rename(session, stranger, group_id=group.id, name="Minun", now=world.now)
    with world.refuses(TextMissing):
        groups.rename(session, bertil, group_id=group.id, name="😀", now=world.now)


def test_a_group_in_numbers(session: Session, world: World) -> None:
    bertil, anna = world.person(), world.person()
    group = world.group(bertil, anna)
    world.task(bertil, group=group)
    world.approved(bertil, anna, world.task(bertil, group=group), minutes=90)
    world.approved(bertil, anna, world.task(bertil), minutes=600)  # not the group's
    count = groups.figures(session, bertil, group_id=group.id, now=world.now)
    assert (count.members, count.admins, count.asked, count.done, count.minutes, count.codes) == (2, 1, 2, 1, 90, 1)
    assert ledger.given(session, anna) == 690
    assert groups.figures(session, anna, group_id=group.id, now=world.now).codes is None
    with pytest.raises(NotThere):
        groups.figures(session, world.person(), group_id=group.id, now=world.now)
