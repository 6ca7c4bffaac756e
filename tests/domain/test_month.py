"""A month, hour by hour, through a change of the clocks: nobody is woken, nobody is told twice, nobody gets more than
their day holds, and everyone who should have heard has heard."""

import random
from collections import Counter, defaultdict
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import select, text
from sqlalchemy.orm import Session

from domain import following, peace, places
from domain.notices import Notice, TaskForYou, TasksForYou
from domain.quiet import QuietHours
from models.application import Application
from models.follow import Hint, Way
from models.peace import Hearing, NewsDays
from models.person import Person
from models.task import Task
from tests.domain.postman import HOUSE, Letter, Postman
from tests.domain.world import World

HELSINKI = ZoneInfo("Europe/Helsinki")
OCTOBER = datetime(2026, 10, 18, 6, tzinfo=UTC)  # the clocks go back on the 25th
MARCH = datetime(2027, 3, 21, 7, tzinfo=UTC)  # and forward on the 28th, which is Easter
CATEGORIES = (1, 2, 3, 4, 5, 6)
WAYS = (Way.AT_ONCE, Way.AT_ONCE, Way.DIGEST, Way.NEVER)


@pytest.mark.timeout(2400)  # at full size; minutes, where nothing else runs
@pytest.mark.parametrize("start", [OCTOBER, MARCH], ids=["october", "march"])
def test_a_month_in_peace(session: Session, world: World, prove: bool, start: datetime) -> None:
    if not prove and (start is OCTOBER) is (session.get_bind().dialect.name == "postgresql"):
        pytest.skip("one of the two on each database; `make prove` does all, at full size")
    people_, tasks_, days, step = (200, 500, 31, 1) if prove else (20, 50, 10, 4)
    chance = random.Random(start.month)
    world.now = start
    people = [world.person(f"Person {number}") for number in range(people_)]
    wishes = {person.id: settle(session, world, person, chance) for person in people}
    postman, sent = Postman(world), list[tuple[datetime, Letter]]()
    hours = days * 24
    due = Counter(chance.randrange(0, hours - 2 * 24, step) for _task in range(tasks_))
    for hour in range(0, hours, step):
        if hour % 24 == 0:
            count_rows(session)
        for _task in range(due[hour]):
            requester = chance.choice(people)
            task = world.task(requester, category_id=chance.choice(CATEGORIES))
            if chance.random() < 0.4:
                doer = chance.choice([one for one in people if one is not requester])
                work = world.offered(requester, doer, task)
                if chance.random() < 0.7:
                    places.confirm(session, doer, assignment_id=work.id, now=world.now)
        world.tick()
        sent += [(world.now, letter) for letter in postman.delivers()]
        world.later(hours=step)

    woken_by_the_clock(sent, wishes)
    told_twice(sent)
    over_the_limit(sent)
    who_should_have_heard(world, sent, people, wishes)


def count_rows(session: Session) -> None:
    """What autovacuum does in life: a month in one transaction would be planned as if the tables were empty."""
    if session.get_bind().dialect.name == "postgresql":
        session.execute(text("ANALYZE"))


def settle(session: Session, world: World, person: Person, chance: random.Random) -> dict[str, object]:
    """Some follow things, and some want other hours, days and ways."""
    ways: dict[int, Way] = {}
    for category in chance.sample(CATEGORIES, chance.randint(0, 3)):
        made = following.follow_category(session, person, category_id=category, now=world.now)
        ways[category] = chance.choice(WAYS)
        following.hear(session, person, follow_id=made.id, way=ways[category], now=world.now)
    news = chance.choice((Hearing.AT_ONCE, Hearing.AT_ONCE, Hearing.DAILY, Hearing.NEVER))
    days = chance.choice(tuple(NewsDays))
    quiet = chance.choice((None, None, "22-7", "18-9"))
    peace.hear(session, person, news=news, days=days, quiet=quiet, now=world.now)
    return {"ways": ways, "news": news, "days": days, "quiet": quiet}


def local(now: datetime) -> datetime:
    return now.astimezone(HELSINKI)


def woken_by_the_clock(sent: list[tuple[datetime, Letter]], wishes: dict[int, dict[str, object]]) -> None:
    for now, letter in sent:
        own = wishes[letter.recipient_id]
        hours = QuietHours.parse(str(own["quiet"])) if own["quiet"] else HOUSE.peace.hours
        if letter.notice.by_clock:
            assert hours.over_at(now, HELSINKI) is None, (local(now), letter.notice)
        if letter.notice.news:
            day = local(now).date()
            days = own["days"]
            assert isinstance(days, NewsDays)
            assert not peace.is_off(day, days, "FI"), (day, letter.notice)
            assert own["news"] is not Hearing.NEVER


def told_twice(sent: list[tuple[datetime, Letter]]) -> None:
    once = Counter((letter.recipient_id, letter.notice) for _now, letter in sent)
    assert [one for one, times in once.items() if times > 1] == []


def over_the_limit(sent: list[tuple[datetime, Letter]]) -> None:
    messages: dict[tuple[int, date], set[int]] = defaultdict(set)
    for now, letter in sent:
        if letter.notice.reminder or letter.notice.news:
            messages[letter.recipient_id, local(now).date()].add(id(letter.screen))
    assert max(len(one) for one in messages.values()) <= HOUSE.peace.most


def who_should_have_heard(
    world: World, sent: list[tuple[datetime, Letter]], people: list[Person], wishes: dict[int, dict[str, object]]
) -> None:
    """Whoever follows a kind of help was found for each of its tasks that was to be had; and heard of it."""
    session = world.session
    found = {(hint.person_id, hint.task_id): hint for hint in session.scalars(select(Hint))}
    applied = set(session.scalars(select(Application.task_id)))
    heard: dict[int, list[Notice]] = defaultdict(list)
    for _now, letter in sent:
        heard[letter.recipient_id].append(letter.notice)
    at_once = digested = 0
    for task in session.scalars(select(Task)):
        for person in people:
            own = wishes[person.id]
            ways = own["ways"]
            assert isinstance(ways, dict)
            way = ways.get(task.category_id, Way.NEVER)
            hint = found.pop((person.id, task.id), None)
            if way is Way.NEVER or person.id == task.requester_id:
                assert hint is None, "told of what they do not follow, or of their own"
                continue
            if task.id in applied:  # somebody had it before the others could hear of it
                continue
            assert hint is not None, "nobody is forgotten"
            waited = world.now - hint.found_at
            if way is Way.AT_ONCE and own["news"] is not Hearing.NEVER and waited > timedelta(days=4):
                assert TaskForYou(task.id) in heard[person.id]
                at_once += 1
            elif way is Way.DIGEST and waited > timedelta(days=8):
                assert hint.told_at is not None, "a week of silence is over"
                digested += 1
    assert found == {}
    assert at_once > 0
    assert digested > 0
    assert [one for told in heard.values() for one in told if isinstance(one, TasksForYou)]
