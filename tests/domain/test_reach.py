"""Who sees a task: the number is the rule's own; the reason is told to who may know."""

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from domain import groups, joincodes, joining, people, reach, tasks
from domain.reach import Why
from domain.refusals import NotThere, NotYours
from domain.visibility import sees
from models.person import Person
from tests.domain.world import SECRET, World


def test_the_number_is_that_of_those_who_see_it(session: Session, world: World) -> None:
    bertil, member, chosen, outsider = (world.person() for _ in range(4))
    world.person(registered=False)
    group = world.group(bertil, member, chosen)
    for task in (world.task(bertil), world.task(bertil, group=group, places=2)):
        if task.group_id is not None:
            world.chosen(bertil, chosen, task)
            groups.leave(session, chosen, group_id=group.id, now=world.now)
        seers = [one for one in session.scalars(select(Person)) if one.id != bertil.id and sees(session, one, task)]
        assert reach.of_task(session, bertil, task.id).people == len(seers)
    with pytest.raises(NotThere):
        reach.of_task(session, outsider, task.id)
    with pytest.raises(NotYours):
        reach.of_task(session, member, task.id)


def test_blocked_and_skilled_are_counted(session: Session, world: World) -> None:
    bertil, anna, cecilia = (world.person() for _ in range(3))
    people.set_skills(session, anna, category_ids=[1], now=world.now)
    people.went_silent(session, cecilia.id, now=world.now)
    session.flush()
    found = reach.of_task(session, bertil, world.task(bertil).id)
    assert (found.people, found.interested, found.unreachable, found.reachable) == (2, 1, 1, 1)
    assert found.listed


def test_reasons_and_who_may_know(session: Session, world: World) -> None:
    bertil, early, late, applicant, stranger = (world.person() for _ in range(5))
    group = world.group(bertil, early, applicant)
    task = world.task(bertil, group=group)
    world.application(applicant, task)
    world.later(hours=1)
    code = joincodes.issue(session, bertil, group_id=group.id, own="TUKI5", secret_key=SECRET, now=world.now)
    joining.join(session, late, code=code, secret_key=SECRET, now=world.now)
    assert reach.why_not(session, late, task.id).why is Why.LISTED
    world.later(hours=1)
    for person in (early, late, applicant):
        groups.leave(session, person, group_id=group.id, now=world.now)
    assert reach.why_not(session, early, task.id).why is Why.LEFT_GROUP
    assert reach.why_not(session, early, task.id).title is None
    assert reach.why_not(session, applicant, task.id).why is Why.LEFT_GROUP
    for person in (late, stranger):  # came after it was published; never was there
        for number in (task.id, 10**8):
            with pytest.raises(NotThere):
                reach.why_not(session, person, number)
    tasks.cancel(session, bertil, task_id=task.id, reason=None, now=world.now)
    assert reach.why_not(session, bertil, task.id).why is Why.YOURS
    everybody = world.task(bertil)
    assert reach.why_not(session, stranger, everybody.id).why is Why.LISTED
    tasks.close_to_applications(session, bertil, task_id=everybody.id, now=world.now)
    assert reach.why_not(session, stranger, everybody.id).why is not Why.LISTED
