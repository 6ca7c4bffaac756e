"""Who hears of a new task, when, and why; and who never does."""

from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from domain import blocks, conversations, following, groups, matching, people, search, tasks
from domain.notices import TaskForYou, TasksForYou
from domain.refusals import NotThere, TooManyFollows
from domain.views import TaskView
from models.category import Category
from models.follow import Digest, Hint, Matching, NotForMe, Way
from models.person import Person
from models.task import Audience
from tests.domain.postman import Postman, to
from tests.domain.world import World


def follows(session: Session, world: World, person: Person, way: Way = Way.AT_ONCE, **wanted: Any) -> int:
    """What `wanted` says, as the list of tasks would be asked for it."""
    search.change(session, person, now=world.now, **{**search.NOTHING, **wanted})
    made = following.follow_search(session, person, now=world.now)
    return following.hear(session, person, follow_id=made.id, way=way, now=world.now).id


def told(world: World, person: Person) -> list[int]:
    """The tasks that were found for somebody, at once or not."""
    world.tick()
    return list(world.session.scalars(select(Hint.task_id).where(Hint.person_id == person.id).order_by(Hint.task_id)))


@pytest.mark.parametrize(
    ("wanted", "found"),
    [
        ({}, True),
        ({"category_id": 1}, True),
        ({"category_id": 2}, False),
        ({"remote": True}, False),
        ({"town": "Turku"}, True),
        ({"town": "Kotka"}, False),
        ({"words": "uutiskirjeiden"}, True),
        ({"words": "uuti"}, True),
        ({"words": "uutiskirje oikoluku"}, True),
        ({"words": "uutiskirje kirjanpito"}, False),
        ({"words": "uutiskirje", "category_id": 1, "town": "turku"}, True),
        ({"interests": True}, False),
        ({"groups": True}, False),
    ],
)
def test_a_search_that_is_followed_finds_what_the_list_finds(
    session: Session, world: World, wanted: dict[str, Any], found: bool
) -> None:
    anna, bertil = world.person("Anna"), world.person("Bertil")
    follows(session, world, bertil, **wanted)
    task = world.task(anna, remote=False, town="Turku")
    assert told(world, bertil) == ([task.id] if found else [])
    wanted_now = search.of(session, bertil)
    listed = [one.id for one in search.find(session, bertil, wanted_now, limit=3).items]
    assert listed == ([task.id] if found else [])


def test_skills_and_groups(session: Session, world: World) -> None:
    anna, bertil, carla = [world.person() for _ in range(3)]
    group = world.group(anna, bertil)
    people.set_skills(session, bertil, category_ids=[1], now=world.now)
    follows(session, world, bertil, interests=True)
    follows(session, world, carla, interests=True)
    for_all = world.task(anna)
    assert (told(world, bertil), told(world, carla)) == ([for_all.id], [])
    following.follow_group(session, bertil, group_id=group.id, now=world.now)
    with world.refuses(NotThere):
        following.follow_group(session, carla, group_id=group.id, now=world.now)
    follows(session, world, carla)
    ours = world.task(anna, group=group)
    assert ours.id in told(world, bertil)
    assert ours.id not in told(world, carla), "what she cannot see"
    groups.leave(session, bertil, group_id=group.id, now=world.now)
    other = world.task(anna, group=group, category_id=2)
    assert other.id not in told(world, bertil)


def test_never_ones_own_nor_of_a_blocked_one_nor_what_is_aimed_at_others(session: Session, world: World) -> None:
    anna, bertil, carla = [world.person() for _ in range(3)]
    for person in (anna, bertil, carla):
        follows(session, world, person)
    world.offered(anna, bertil, world.task(anna, category_id=2))
    talk = conversations.of(session, bertil)[0].id
    blocks.block(session, bertil, conversation_id=talk, now=world.now)
    before = told(world, carla)
    task = world.task(anna)
    aimed = world.task(anna, audience=Audience.NAMED)
    assert told(world, anna) == []
    assert task.id not in told(world, bertil)
    assert told(world, carla) == [*before, task.id]
    assert aimed.id not in told(world, carla)


def test_once_whatever_happens_to_the_task(session: Session, world: World) -> None:
    anna, bertil, postman = world.person(), world.person(), Postman(world)
    follows(session, world, bertil, category_id=1)
    follows(session, world, bertil, remote=True)
    task = world.task(anna)
    assert told(world, bertil) == [task.id]
    tasks.cancel(session, anna, task_id=task.id, reason=None, now=world.later(hours=1))
    tasks.reopen(session, anna, task_id=task.id, now=world.later(hours=1))
    assert told(world, bertil) == [task.id]
    assert to(session, postman.delivers(), bertil) == [TaskForYou(task.id)]
    assert session.scalar(select(func.count()).select_from(Matching)) == 0


def test_at_once_goes_before_a_digest_and_never_is_never(session: Session, world: World) -> None:
    anna, bertil, carla = [world.person() for _ in range(3)]
    follows(session, world, bertil, Way.DIGEST, category_id=1)
    follows(session, world, bertil, Way.AT_ONCE, remote=True)
    follows(session, world, carla, Way.NEVER, category_id=1)
    task = world.task(anna)
    world.tick()
    assert world.heard(bertil) == [TaskForYou(task.id)]
    assert told(world, carla) == []


def publishes(world: World, anna: Person, count: int) -> list[TaskView]:
    made = [world.task(anna) for _number in range(count)]
    world.tick()
    return made


def test_three_after_two_days_or_one_after_a_week(session: Session, world: World) -> None:
    anna, bertil = world.person(), world.person()
    follows(session, world, bertil, Way.DIGEST)
    publishes(world, anna, 4)
    assert world.heard(bertil) == [], "not two days yet"
    world.later(days=2)
    world.tick()
    assert len(world.heard(bertil, TasksForYou)) == 1
    publishes(world, anna, 2)
    for days, digests in ((2, 1), (4, 1), (1, 2)):
        world.later(days=days)
        world.tick()
        assert len(world.heard(bertil, TasksForYou)) == digests
    world.later(days=30)
    world.tick()
    assert len(world.heard(bertil, TasksForYou)) == 2, "never the same again"
    publishes(world, anna, 1)
    assert len(world.heard(bertil, TasksForYou)) == 3, "after long silence one is enough, at once"


def test_a_digest_is_what_is_open_when_it_comes(session: Session, world: World) -> None:
    anna, bertil, postman = world.person(), world.person("Bertil"), Postman(world)
    follows(session, world, bertil, Way.DIGEST, category_id=1)
    first, second, third, fourth = publishes(world, anna, 4)
    following.not_for_me(session, bertil, task_id=second.id, reason=NotForMe.TIME, now=world.now)
    world.later(days=2)
    world.tick()
    tasks.cancel(session, anna, task_id=first.id, reason=None, now=world.now)
    letters = [letter for letter in postman.delivers() if letter.recipient_id == bertil.id]
    assert len(letters) == 1
    offered = {key["callback_data"] for row in letters[0].screen.keyboard for key in row}
    assert {f"task:{third.id}", f"task:{fourth.id}"} <= offered
    assert not {f"task:{first.id}", f"task:{second.id}"} & offered
    name = session.get_one(Category, 1).name_fi
    assert name in letters[0].screen.text, "it says why"
    assert "2 h" in letters[0].screen.text
    assert following.reasons(session, second.id) == {NotForMe.TIME: 1}


def test_one_that_is_nothing_for_me_is_not_told(session: Session, world: World) -> None:
    anna, bertil, postman = world.person(), world.person(), Postman(world)
    task = world.task(anna)
    following.not_for_me(session, bertil, task_id=task.id, reason=NotForMe.PLACE, now=world.now)
    follows(session, world, bertil)
    world.tick()
    assert to(session, postman.delivers(), bertil) == []
    with world.refuses(NotThere):
        following.not_for_me(session, bertil, task_id=999_999, reason=NotForMe.OTHER, now=world.now)


def test_what_one_follows_is_ones_own(session: Session, world: World) -> None:
    anna, bertil = world.person(), world.person()
    mine = following.follow_category(session, anna, category_id=1, now=world.now)
    assert following.follow_category(session, anna, category_id=1, now=world.now) == mine, "twice is once"
    for verb in (
        lambda: following.hear(session, bertil, follow_id=mine.id, way=Way.NEVER, now=world.now),
        lambda: following.stop(session, bertil, follow_id=mine.id, now=world.now),
        lambda: following.get_for(session, bertil, mine.id),
        lambda: following.follow_category(session, bertil, category_id=999, now=world.now),
    ):
        with world.refuses(NotThere):
            verb()
    following.stop(session, anna, follow_id=mine.id, now=world.now)
    assert following.mine(session, anna) == []
    for number in range(following.MOST):
        follows(session, world, anna, words=f"sana{number}")
    with world.refuses(TooManyFollows):
        following.follow_category(session, anna, category_id=1, now=world.now)


def test_what_is_followed_no_more_is_not_told(session: Session, world: World) -> None:
    anna, bertil = world.person(), world.person()
    number = follows(session, world, bertil, Way.DIGEST)
    publishes(world, anna, 3)
    following.stop(session, bertil, follow_id=number, now=world.now)
    world.later(days=8)
    world.tick()
    assert world.heard(bertil) == []


def test_many_followers_are_found_in_batches(session: Session, world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(matching, "PEOPLE", 2)
    anna, *others = [world.person() for _ in range(6)]
    for person in others:
        follows(session, world, person)
    task = world.task(anna)
    steps = 0
    while matching.match(session, world.now, None, 20):  # type: ignore[arg-type]
        steps += 1
    assert steps == 3
    assert all(world.heard(person) == [TaskForYou(task.id)] for person in others)


def test_silence_is_counted_from_whatever_came_last(session: Session, world: World) -> None:
    anna, bertil = world.person(), world.person()
    follows(session, world, bertil, Way.AT_ONCE, category_id=1)
    follows(session, world, bertil, Way.DIGEST, category_id=2)
    for _number in range(3):
        world.task(anna, category_id=2)
    world.later(days=1, hours=23)
    publishes(world, anna, 1)
    world.later(hours=2)
    world.tick()
    assert world.heard(bertil, TasksForYou) == []
    assert session.get_one(Digest, bertil.id).last_at == world.now - timedelta(hours=2)
    world.later(days=2)
    world.tick()
    assert len(world.heard(bertil, TasksForYou)) == 1


def test_a_digest_comes_within_a_week_beside_news_of_every_day(session: Session, world: World) -> None:
    anna, bertil = world.person(), world.person()
    follows(session, world, bertil, Way.AT_ONCE, category_id=1)
    follows(session, world, bertil, Way.DIGEST, category_id=2)
    world.task(anna, category_id=2)
    for day in range(7):
        assert world.heard(bertil, TasksForYou) == [], day
        publishes(world, anna, 1)
        world.later(days=1)
    world.tick()
    assert len(world.heard(bertil, TasksForYou)) == 1, "there was no silence, and it has waited for a week"
    publishes(world, anna, 1)
    world.later(days=1)
    world.tick()
    assert len(world.heard(bertil, TasksForYou)) == 1
