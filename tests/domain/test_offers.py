"""Standing offers: who is shown them, who may be asked, and what becomes of them."""

from datetime import timedelta
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy.orm import Session

from domain import named, offers, peace, tasks
from domain.notices import AskedOfOffer, OfferHolds, OfferPaused
from domain.offers import OfferView
from domain.refusals import NotThere, NotYours, OutOfBounds, TooManyNamed
from domain.timers import Timers
from models.person import Person
from models.task import Audience
from tests.domain.postman import Postman, to
from tests.domain.world import World


def offering(session: Session, world: World, person: Person, category_id: int = 1) -> OfferView:
    return offers.make(session, person, category_id=category_id, minutes=120, text="Taitto", now=world.now)


def shown(session: Session, world: World, person: Person, task_id: int) -> list[int]:
    return [one.offer_id for one in offers.for_task(session, person, task_id=task_id, now=world.now)]


def test_who_offers_such_help_is_shown_and_asked(session: Session, world: World) -> None:
    anna, bertil, carla, postman = world.person("Anna"), world.person("Bertil"), world.person("Carla"), Postman(world)
    mine, _other = offering(session, world, bertil), offering(session, world, carla, 2)
    assert offers.how_many(session, anna, category_id=1, now=world.now) == 1
    task = world.task(anna)
    assert shown(session, world, anna, task.id) == [mine.id]
    for _twice in range(2):
        offers.ask(session, anna, task_id=task.id, offer_id=mine.id, now=world.now)
    assert to(session, postman.delivers(), bertil) == [AskedOfOffer(task.id, mine.id)]
    assert [one.asked for one in offers.for_task(session, anna, task_id=task.id, now=world.now)] == [True]
    world.application(bertil, task)
    assert shown(session, world, anna, task.id) == [], "who has applied need not be asked"


def test_asking_aims_a_task_of_named_people(session: Session, world: World) -> None:
    anna, bertil = world.person("Anna"), world.person("Bertil")
    mine = offering(session, world, bertil)
    assert [one.person_id for one in named.known(session, anna, category_id=1)] == [bertil.id]
    assert named.known(session, anna, category_id=2) == []
    task = world.task(anna, audience=Audience.NAMED)
    with world.refuses(NotThere):
        tasks.get_for(session, bertil, task.id)
    offers.ask(session, anna, task_id=task.id, offer_id=mine.id, now=world.now)
    assert tasks.get_for(session, bertil, task.id).title == task.title
    named_at_once = world.task(anna, audience=Audience.NAMED, named=(bertil.id,))
    assert tasks.get_for(session, bertil, named_at_once.id).id == named_at_once.id


def test_only_who_may_see_it_and_is_here(session: Session, world: World) -> None:
    anna, bertil, carla = world.person("Anna"), world.person("Bertil"), world.person("Carla")
    mine, hers = offering(session, world, bertil), offering(session, world, carla)
    group = world.group(anna, bertil)
    task = world.task(anna, group=group)
    assert shown(session, world, anna, task.id) == [mine.id]
    with world.refuses(NotThere):
        offers.ask(session, anna, task_id=task.id, offer_id=hers.id, now=world.now)
    with world.refuses(NotYours):
        offers.for_task(session, bertil, task_id=task.id, now=world.now)
    open_task = world.task(anna)
    offers.pause(session, bertil, offer_id=mine.id, now=world.now)
    until = world.now.date() + timedelta(days=3)
    peace.go_away(session, carla, until=until, zone=ZoneInfo("Europe/Helsinki"), now=world.now)
    assert shown(session, world, anna, open_task.id) == []
    offers.keep(session, bertil, offer_id=mine.id, now=world.now)
    world.later(days=4)
    assert set(shown(session, world, anna, open_task.id)) == {mine.id, hers.id}
    bertil.unreachable_at = world.now
    session.flush()
    assert shown(session, world, anna, open_task.id) == [hers.id]


def test_an_offer_is_ones_own_and_one_of_a_kind(session: Session, world: World) -> None:
    anna, bertil = world.person(), world.person()
    first = offering(session, world, anna)
    again = offers.make(session, anna, category_id=1, minutes=240, text=None, now=world.now)
    assert again == OfferView(first.id, first.category, 240, "", False, False)
    for verb in (offers.pause, offers.keep, offers.end):
        with world.refuses(NotThere):
            verb(session, bertil, offer_id=first.id, now=world.now)
    with world.refuses(OutOfBounds):
        offers.make(session, anna, category_id=1, minutes=10, text=None, now=world.now)
    with world.refuses(NotThere):
        offers.make(session, anna, category_id=999, minutes=60, text=None, now=world.now)
    offers.end(session, anna, offer_id=first.id, now=world.now)
    assert offers.mine(session, anna) == []
    with world.refuses(NotThere):
        offers.keep(session, anna, offer_id=first.id, now=world.now)
    assert offering(session, world, anna).id != first.id


def test_five_are_asked_for_one_task(session: Session, world: World) -> None:
    anna = world.person()
    made = [offering(session, world, world.person()) for _number in range(offers.MOST_ASKED + 1)]
    task = world.task(anna)
    for one in made[:-1]:
        offers.ask(session, anna, task_id=task.id, offer_id=one.id, now=world.now)
    with world.refuses(TooManyNamed):
        offers.ask(session, anna, task_id=task.id, offer_id=made[-1].id, now=world.now)


@pytest.mark.parametrize("answer", [True, False])
def test_asked_about_after_ninety_days(session: Session, world: World, answer: bool) -> None:
    anna, postman = world.person(), Postman(world)
    mine = offering(session, world, anna)
    world.later(days=89)
    world.tick()
    assert world.heard(anna) == []
    world.later(days=1)
    world.tick()
    assert [type(one) for one in to(session, postman.delivers(), anna)] == [OfferHolds]
    if answer:
        offers.keep(session, anna, offer_id=mine.id, now=world.now)
    world.later(days=14)
    world.tick()
    assert offers.get_for(session, anna, mine.id).paused is not answer
    kinds = [type(one) for one in to(session, postman.delivers(), anna)]
    assert kinds == ([] if answer else [OfferPaused])
    world.later(days=89 - 14)
    world.tick()
    assert postman.delivers() == []
    world.later(days=1)
    world.tick()
    assert [type(one) for one in to(session, postman.delivers(), anna)] == ([OfferHolds] if answer else [])
    assert Timers().offer_asked == timedelta(days=90)
