"""A task that nobody takes gets help before it ends, and what was asked in vain is kept."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from domain import following, offers, stale, tasks
from domain.notices import NoApplicants
from domain.refusals import NotThere
from domain.stale import HelpView
from models.follow import NotForMe, Way
from models.task import Audience
from models.vain import InVain, Vain
from tests.domain.postman import Postman
from tests.domain.world import World


def test_what_may_help_is_in_the_advice(session: Session, world: World) -> None:
    anna, *others = [world.person() for _ in range(4)]
    group = world.group(anna, *others)
    for person in others:
        made = following.follow_category(session, person, category_id=1, now=world.now)
        following.hear(session, person, follow_id=made.id, way=Way.AT_ONCE, now=world.now)
    mine = offers.make(session, others[0], category_id=1, minutes=60, text=None, now=world.now)
    task, postman = world.task(anna, group=group), Postman(world)
    world.tick()
    for person in others[1:]:
        following.not_for_me(session, person, task_id=task.id, reason=NotForMe.TIME, now=world.now)
    view = tasks.get_for(session, anna, task.id)
    assert stale.help_for(session, anna, view, now=world.now) == HelpView(3, NotForMe.TIME, 1, True)
    world.later(days=9)
    world.tick()
    letter = next(one for one in postman.delivers() if isinstance(one.notice, NoApplicants))
    data = {key["callback_data"] for row in letter.screen.keyboard for key in row}
    assert {f"offerers:{task.id}", f"tedit:{task.id}", f"widen:{task.id}:0"} <= data
    offers.ask(session, anna, task_id=task.id, offer_id=mine.id, now=world.now)
    assert stale.help_for(session, anna, view, now=world.now).offering == 0


def test_widened_it_finds_those_who_could_not_see_it(session: Session, world: World) -> None:
    anna, bertil, carla = [world.person() for _ in range(3)]
    group = world.group(anna, bertil)
    made = following.follow_category(session, carla, category_id=1, now=world.now)
    following.hear(session, carla, follow_id=made.id, way=Way.AT_ONCE, now=world.now)
    task = world.task(anna, group=group)
    world.tick()
    assert world.heard(carla) == []
    with world.refuses(NotThere):
        stale.widen(session, carla, task_id=task.id, now=world.now)
    assert stale.widen(session, anna, task_id=task.id, now=world.now)
    assert tasks.get_for(session, carla, task.id).audience is Audience.EVERYBODY
    world.tick()
    assert len(world.heard(carla)) == 1
    assert not stale.widen(session, anna, task_id=task.id, now=world.now), "it is as it was"


def test_what_was_asked_in_vain_is_kept_of_each_life(session: Session, world: World) -> None:
    anna, bertil = world.person(), world.person()
    task, taken = world.task(anna), world.task(anna)
    following.not_for_me(session, bertil, task_id=task.id, reason=NotForMe.SKILL, now=world.now)
    world.chosen(anna, bertil, taken)
    for _life in range(2):
        world.later(days=41)
        world.tick()
        tasks.reopen(session, anna, task_id=task.id, now=world.now)
    kept = session.scalars(select(InVain).order_by(InVain.round)).all()
    assert [(one.task_id, one.round, one.ended, one.applied) for one in kept] == [
        (task.id, 0, Vain.EXPIRED, 0),
        (task.id, 1, Vain.EXPIRED, 0),
    ]
    assert kept[0].not_for == {"skill": 1}
    called_off = world.task(anna)
    tasks.cancel(session, anna, task_id=called_off.id, reason=None, now=world.now)
    assert session.get_one(InVain, (called_off.id, 0)).ended is Vain.CANCELLED
    applied_for = world.task(anna)
    world.application(bertil, applied_for)
    tasks.cancel(session, anna, task_id=applied_for.id, reason=None, now=world.now)
    assert session.get(InVain, (applied_for.id, 0)) is None
