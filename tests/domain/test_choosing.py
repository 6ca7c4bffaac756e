"""Places offered, confirmed, given back; reserves in their order; tasks that come back."""

from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import event
from sqlalchemy.orm import Session

from domain import applicants, applications, assignments, changes, conversations, home, places, reserves, tasks
from domain.home import ApplicantsToChooseFrom, PlaceToConfirm, RestToSettle
from domain.notices import (
    ApplicantsWait,
    ApplicationReceived,
    ChooseByReached,
    ChosenByClock,
    ConfirmSoon,
    DoerReleased,
    DoerUnreachable,
    DoerWithdrew,
    HasBegun,
    NoApplicants,
    NotThisTime,
    OfferLapsed,
    PlaceConfirmed,
    PutInReserve,
    StillWaiting,
    TaskCancelled,
    TaskReopened,
    ThankedByClock,
    YouAreChosen,
)
from domain.refusals import AlreadyApplied, InThePast, LastPlaceTaken, NotNow, NotOpen, NotThere, NotYours, TaskFull
from domain.views import TaskView
from models.application import Application, ApplicationState, DeclineReason, WithdrawReason
from models.assignment import AssignmentState, ReleaseReason
from models.person import Person
from models.task import TaskState
from tests.domain.postman import Postman, to
from tests.domain.world import World


def state(session: Session, reader: Person, task: TaskView) -> tuple[TaskState, int]:
    seen = tasks.get_for(session, reader, task.id)
    return seen.state, seen.places_taken


def in_order(session: Session, requester: Person, task: TaskView) -> list[str]:
    return [card.profile.name for card in reserves.of_task(session, requester, task_id=task.id)]


def test_a_place_is_offered_and_confirmed(session: Session, world: World) -> None:
    bertil, anna, carl = world.person("Bertil"), world.person("Anna"), world.person("Carl")
    task = world.task(bertil, remote=False, town="Turku", address="Aurakatu 1")
    offered = world.offered(bertil, anna, task)
    assert (offered.state, offered.offered_at, offered.agreed_at) == (AssignmentState.OFFERED, world.now, None)
    assert state(session, bertil, task) == (TaskState.FULL, 1)
    assert tasks.get_for(session, anna, task.id).address == "Aurakatu 1", "the chosen decide with the address at hand"
    assert home.awaits(session, anna, now=world.now).awaits == (PlaceToConfirm(offered.id, task.title, "Bertil"),)
    for actor, refusal in ((bertil, NotYours), (carl, NotThere)):
        with world.refuses(refusal):
            places.confirm(session, actor, assignment_id=offered.id, now=world.now)
    with world.refuses(NotNow):
        assignments.mark_done(session, anna, assignment_id=offered.id, minutes=60, now=world.now)
    agreed = places.confirm(session, anna, assignment_id=offered.id, now=world.later(hours=1))
    assert (agreed.state, agreed.agreed_at) == (AssignmentState.AGREED, world.now)
    assert world.heard(bertil)[-1] == PlaceConfirmed(offered.id, 0)
    with world.refuses(NotNow) as caught:
        places.confirm(session, anna, assignment_id=offered.id, now=world.now)
    assert caught[0].state == "agreed"


def test_not_confirmed_the_next_reserve_is_offered_it(session: Session, world: World) -> None:
    bertil, anna, carl, dora = (world.person(name) for name in ("Bertil", "Anna", "Carl", "Dora"))
    task = world.task(bertil)
    offers = {person.id: world.application(person, task) for person in (anna, carl, dora)}
    reserves.put(session, bertil, application_id=offers[dora.id].id, now=world.now)
    first = applications.choose(session, bertil, application_id=offers[anna.id].id, now=world.now)
    assert reserves.keep_rest(session, bertil, task_id=task.id, now=world.now) == 1
    assert in_order(session, bertil, task) == ["Dora", "Carl"]
    assert world.heard(carl) == [PutInReserve(offers[carl.id].id)]
    world.later(hours=23)
    world.tick()
    assert world.heard(anna) == [YouAreChosen(first.id)]
    world.later(hours=1)
    world.tick()
    world.tick()
    assert world.heard(anna, ConfirmSoon) == [ConfirmSoon(first.id, 0)]
    world.later(hours=24)
    world.tick()
    assert world.tick() == 0
    assert assignments.get_for(session, anna, first.id).state is AssignmentState.RELEASED
    second = next(one for one in assignments.of_task(session, bertil, task_id=task.id) if one.doer_id == dora.id)
    assert (second.state, second.offered_at) == (AssignmentState.OFFERED, world.now)
    lapsed = OfferLapsed(first.id, 0, second.id)
    assert world.heard(anna)[-1] == world.heard(bertil)[-1] == lapsed
    assert world.heard(dora)[-1] == ChosenByClock(second.id, 0, reserve=True)
    assert state(session, bertil, task) == (TaskState.FULL, 1), "taken all the while"
    assert in_order(session, bertil, task) == ["Carl"]
    world.later(days=2)
    world.tick()
    world.later(days=2)
    world.tick()
    assert state(session, bertil, task) == (TaskState.OPEN, 0), "nobody is left to ask"
    assert world.heard(bertil)[-1].next_id is None  # type: ignore[attr-defined]
    again = world.application(anna, task, "Nyt ehdin.")
    chosen = applications.choose(session, bertil, application_id=again.id, now=world.now)
    assert (chosen.id, chosen.state, chosen.agreed_at) == (first.id, AssignmentState.OFFERED, None)
    assert world.heard(anna)[-1] == YouAreChosen(first.id, 1), "another occasion: told again"


def test_keep_or_thank_is_asked_once_and_not_for_ever(session: Session, world: World) -> None:
    bertil, anna, carl, dora = (world.person(name) for name in ("Bertil", "Anna", "Carl", "Dora"))
    task = world.task(bertil)
    for person in (carl, dora):
        world.application(person, task)
    waiting = home.awaits(session, bertil, now=world.now).awaits
    assert waiting == (ApplicantsToChooseFrom(task.id, task.title, 2),)
    world.chosen(bertil, anna, task)
    assert home.awaits(session, bertil, now=world.now).awaits[0] == RestToSettle(task.id, task.title, 2)
    for actor in (anna, carl):
        with world.refuses(NotYours):
            reserves.thank_rest(session, actor, task_id=task.id, now=world.now)
    kept = session.get_one(Application, applicants.line(session, bertil, task_id=task.id)[0])
    reserves.put(session, bertil, application_id=kept.id, now=world.now)
    world.later(days=2, hours=23)
    world.tick()
    assert world.heard(dora) == []
    world.later(hours=1)
    world.tick()
    assert [type(one) for one in world.heard(dora)] == [ThankedByClock]
    assert world.heard(carl) == [PutInReserve(kept.id)], "reserves keep their places"
    assert tasks.get_for(session, bertil, task.id).rest_asked_at is None
    with world.refuses(TaskFull):
        reserves.keep_rest(session, bertil, task_id=task.id, now=world.now)


def test_the_order_of_reserves(session: Session, world: World) -> None:
    bertil = world.person("Bertil")
    doers = [world.person(name) for name in ("Anna", "Carl", "Dora")]
    task = world.task(bertil, places=4)
    offers = [world.application(doer, task) for doer in doers]
    for offer in offers:
        reserves.put(session, bertil, application_id=offer.id, now=world.now)
    with world.refuses(NotNow):
        reserves.put(session, bertil, application_id=offers[0].id, now=world.now)
    reserves.move_up(session, bertil, application_id=offers[2].id, now=world.now)
    assert in_order(session, bertil, task) == ["Anna", "Dora", "Carl"]
    reserves.move_up(session, bertil, application_id=offers[2].id, now=world.now)
    reserves.move_up(session, bertil, application_id=offers[2].id, now=world.now)
    assert in_order(session, bertil, task) == ["Dora", "Anna", "Carl"]
    applications.withdraw(session, doers[0], application_id=offers[0].id, reason=WithdrawReason.NO_TIME, now=world.now)
    assert [card.rank for card in reserves.of_task(session, bertil, task_id=task.id)] == [1, 2], "no gaps are shown"
    for actor, refusal in ((doers[1], NotYours), (doers[0], NotThere)):
        with world.refuses(refusal):
            reserves.move_up(session, actor, application_id=offers[1].id, now=world.now)
    with world.refuses(NotYours):
        reserves.of_task(session, doers[1], task_id=task.id)
    assert home.awaits(session, bertil, now=world.now).awaits == (), "reserves are decided on"


def test_released_before_the_start_with_a_reason(session: Session, world: World) -> None:
    bertil, anna, carl = world.person("Bertil"), world.person("Anna"), world.person("Carl")
    task = world.task(bertil)
    reserve = world.application(carl, task)
    reserves.put(session, bertil, application_id=reserve.id, now=world.now)
    work = world.chosen(bertil, anna, task)
    with world.refuses(NotYours):
        places.release(session, anna, assignment_id=work.id, reason=ReleaseReason.OTHER_TIME, now=world.now)
    following = places.release(session, bertil, assignment_id=work.id, reason=ReleaseReason.OTHER_TIME, now=world.now)
    assert following is not None
    assert (following.doer_name, following.state) == ("Carl", AssignmentState.OFFERED)
    assert world.heard(anna)[-1] == DoerReleased(work.id, 0)
    assert world.heard(carl)[-1] == YouAreChosen(following.id, 0, reserve=True)
    seen = assignments.get_for(session, anna, work.id)
    assert (seen.state, seen.release_reason) == (AssignmentState.RELEASED, ReleaseReason.OTHER_TIME)
    with world.refuses(NotNow):
        places.release(session, bertil, assignment_id=work.id, reason=ReleaseReason.OTHER_TIME, now=world.now)
    with world.refuses(NotNow):
        places.confirm(session, anna, assignment_id=work.id, now=world.now)
    world.later(days=7)
    world.tick()
    assert [talk.other_name for talk in conversations.of(session, bertil)] == ["Carl"], "hers is closed a week later"


def test_who_has_begun_is_not_released(session: Session, world: World) -> None:
    bertil, anna, carl = world.person(), world.person(), world.person()
    own_word = world.chosen(bertil, anna, world.task(bertil))
    with world.refuses(NotYours):
        places.begin(session, bertil, assignment_id=own_word.id, now=world.now)
    places.begin(session, anna, assignment_id=own_word.id, now=world.now)
    assert world.heard(bertil)[-1] == HasBegun(own_word.id, 0)
    with world.refuses(NotNow):
        places.begin(session, anna, assignment_id=own_word.id, now=world.now)
    start = world.now + timedelta(days=2)
    timed = world.chosen(bertil, carl, world.task(bertil, when_at=start))
    for work in (own_word, timed):
        world.now = start
        with world.refuses(NotNow):
            places.release(session, bertil, assignment_id=work.id, reason=ReleaseReason.NO_CONTACT, now=world.now)
    world.tick()
    assert assignments.get_for(session, bertil, timed.id).begun_at == start
    withdrawn = places.withdraw(session, carl, assignment_id=timed.id, reason=WithdrawReason.OTHER, now=world.now)
    assert withdrawn.state is AssignmentState.WITHDRAWN


@pytest.mark.parametrize("confirmed", [True, False])
def test_a_doer_withdraws_and_the_place_opens(session: Session, world: World, confirmed: bool) -> None:
    bertil, anna, carl = world.person("Bertil"), world.person("Anna"), world.person("Carl")
    task = world.task(bertil)
    work = (world.chosen if confirmed else world.offered)(bertil, anna, task)
    with world.refuses(NotYours):
        places.withdraw(session, bertil, assignment_id=work.id, reason=WithdrawReason.NO_TIME, now=world.now)
    places.withdraw(session, anna, assignment_id=work.id, reason=WithdrawReason.NO_TIME, now=world.now)
    assert world.heard(bertil)[-1] == DoerWithdrew(work.id, 0, None)
    assert state(session, bertil, task) == (TaskState.OPEN, 0)
    assert tasks.get_for(session, anna, task.id).application_state is ApplicationState.WITHDRAWN
    world.application(carl, task)
    with world.refuses(NotNow):
        places.withdraw(session, anna, assignment_id=work.id, reason=WithdrawReason.NO_TIME, now=world.now)


def test_nobody_is_asked_for_what_has_gone_by_or_who_is_away(session: Session, world: World) -> None:
    bertil, anna, carl, dora = (world.person(name) for name in ("Bertil", "Anna", "Carl", "Dora"))
    start = world.now + timedelta(days=1)
    task = world.task(bertil, when_at=start)
    reserves.put(session, bertil, application_id=world.application(carl, task).id, now=world.now)
    work = world.chosen(bertil, anna, task)
    places.withdraw(session, anna, assignment_id=work.id, reason=WithdrawReason.OTHER, now=start)
    assert world.heard(bertil)[-1] == DoerWithdrew(work.id, 0, None)
    other = world.task(bertil)
    for person in (carl, dora):
        reserves.put(session, bertil, application_id=world.application(person, other).id, now=world.now)
    carl.unreachable_at = world.now
    work = world.chosen(bertil, anna, other)
    following = places.release(session, bertil, assignment_id=work.id, reason=ReleaseReason.OTHER_WAY, now=world.now)
    assert following is not None
    assert following.doer_name == "Dora"
    assert in_order(session, bertil, other) == ["Carl"], "who cannot be reached keeps the place in the order"


def test_who_closed_the_bot_is_pointed_out(session: Session, world: World) -> None:
    bertil, anna = world.person("Bertil"), world.person("Anna")
    task = world.task(bertil)
    offer = world.application(anna, task)
    postman = Postman(world)
    anna.unreachable_at = world.now
    card = applicants.get_for(session, bertil, application_id=offer.id)
    assert not card.other_reachable
    work = applications.choose(session, bertil, application_id=offer.id, now=world.now)
    assert not work.doer_reachable
    assert not work.other_reachable(bertil.id)
    assert work.other_reachable(anna.id)
    letters = postman.delivers()
    assert to(session, letters, anna) == []
    assert to(session, letters, bertil)[-1] == DoerUnreachable(work.id, 0)
    assert postman.delivers() == []


def test_reopened_it_invites_and_revives_nothing(session: Session, world: World) -> None:
    bertil, anna, carl, dora, erik = (world.person(name) for name in ("Bertil", "Anna", "Carl", "Dora", "Erik"))
    task = world.task(bertil, places=2)
    agreed, waiting = world.chosen(bertil, anna, task), world.application(carl, task)
    refused, gone = world.application(dora, task), world.application(erik, task)
    applications.decline(session, bertil, application_id=refused.id, reason=DeclineReason.OTHER_SKILLS, now=world.now)
    applications.withdraw(session, erik, application_id=gone.id, reason=WithdrawReason.NO_TIME, now=world.now)
    with world.refuses(NotNow):
        tasks.reopen(session, bertil, task_id=task.id, now=world.now)
    tasks.cancel(session, bertil, task_id=task.id, reason="Sairaus", now=world.now)
    assert state(session, bertil, task) == (TaskState.CANCELLED, 0)
    with world.refuses(NotYours):
        tasks.reopen(session, carl, task_id=task.id, now=world.now)
    again = tasks.reopen(session, bertil, task_id=task.id, now=world.later(days=1))
    assert (again.state, again.cancel_reason, again.closed_at) == (TaskState.OPEN, None, None)
    for person in (anna, carl):
        assert world.heard(person)[-1] == TaskReopened(task.id, 1)
    for person in (dora, erik):
        assert world.heard(person, TaskReopened) == []
    assert applications.get_for(session, carl, waiting.id).state is ApplicationState.LAPSED
    assert assignments.get_for(session, anna, agreed.id).state is AssignmentState.RELEASED
    for person in (anna, carl, erik):
        assert world.application(person, task, "Vielä kerran").round == 1
    with world.refuses(AlreadyApplied):
        world.application(dora, task)
    talk = next(one for one in conversations.of(session, carl) if one.task_id == task.id)
    world.later(days=8)
    world.tick()
    assert conversations.conversation_for(session, carl, talk.id).closed_at is None, "they talk again"
    tasks.cancel(session, bertil, task_id=task.id, reason=None, now=world.now)
    assert world.heard(carl, TaskCancelled) == [TaskCancelled(task.id), TaskCancelled(task.id, 1)]


def test_an_expired_task_comes_back_and_an_old_day_does_not(session: Session, world: World) -> None:
    bertil = world.person()
    with world.refuses(InThePast) as caught:
        world.task(bertil, choose_by=world.now.date() - timedelta(days=1))
    assert caught[0].field == "choose_by"
    task = world.task(bertil, choose_by=world.now.date() + timedelta(days=5))
    world.later(days=40)
    world.tick()
    assert state(session, bertil, task)[0] is TaskState.EXPIRED
    again = tasks.reopen(session, bertil, task_id=task.id, now=world.now)
    assert (again.state, again.choose_by) == (TaskState.OPEN, None)
    world.later(days=39)
    world.tick()
    assert state(session, bertil, task)[0] is TaskState.OPEN, "its days are counted anew"


def test_closed_and_open_again(session: Session, world: World) -> None:
    bertil, anna = world.person(), world.person()
    task = world.task(bertil)
    with world.refuses(NotNow):
        tasks.open_again(session, bertil, task_id=task.id, now=world.now)
    tasks.close_to_applications(session, bertil, task_id=task.id, now=world.now)
    with world.refuses(NotOpen):
        world.application(anna, task)
    tasks.open_again(session, bertil, task_id=task.id, now=world.now)
    world.application(anna, task)
    with world.refuses(NotYours):
        tasks.renew(session, anna, task_id=task.id, now=world.now)


def test_a_place_given_back_to_a_closed_task_may_end_it(session: Session, world: World) -> None:
    """Two places: one is done, the other given back, and no application is taken any more."""
    bertil, anna, carl, dora = (world.person() for _ in range(4))
    task = world.task(bertil, places=3)
    world.approved(bertil, anna, task)
    work, waiting = world.chosen(bertil, carl, task), world.application(dora, task)
    tasks.close_to_applications(session, bertil, task_id=task.id, now=world.now)
    places.withdraw(session, carl, assignment_id=work.id, reason=WithdrawReason.NO_TIME, now=world.now)
    assert state(session, bertil, task) == (TaskState.OVER, 1)
    assert world.heard(dora) == [NotThisTime(waiting.id, "over")]


def test_the_day_of_choosing_is_reminded_of_instead_of_the_days_of_silence(session: Session, world: World) -> None:
    """Who told when they choose is left alone until that day; it begins at two or three in the night, and is told in
    the morning."""
    bertil, anna, carl = world.person("Bertil"), world.person("Anna"), world.person("Carl")
    postman = Postman(world)
    task = world.task(bertil, choose_by=world.now.date() + timedelta(days=5))
    nobody = world.task(bertil, choose_by=world.now.date() + timedelta(days=5))
    world.application(anna, task)
    hours = []
    for hours_later in (12, 4, 6, 2) * 12:  # from eleven on: at eleven in the evening, three, nine, eleven
        world.later(hours=hours_later)
        world.tick()
        hours += [(letter.hour, letter.notice) for letter in postman.delivers() if letter.notice.by_clock]
    assert [(hour, type(notice)) for hour, notice in hours] == [
        (9, ChooseByReached),
        (11, StillWaiting),
        (11, NoApplicants),
    ], "no nudge besides, and nothing of a task without applicants but the advice"
    assert hours[0][1] == ChooseByReached(task.id, (world.now - timedelta(days=7)).date().isoformat())
    assert tasks.get_for(session, bertil, nobody.id).state is TaskState.OPEN
    late = world.application(carl, task)
    postman.delivers()
    world.later(days=3, hours=2)
    world.tick()
    told = to(session, postman.delivers(), bertil)
    assert told == [ApplicantsWait(task.id, late.id, 0)], "a later applicant has a reminder of theirs"


def test_full_is_full_for_everybody(session: Session, world: World) -> None:
    bertil, anna, carl = world.person(), world.person(), world.person()
    task = world.task(bertil)
    late = world.application(carl, task)
    world.offered(bertil, anna, task)
    with world.refuses(LastPlaceTaken):
        applications.choose(session, bertil, application_id=late.id, now=world.now)
    assert world.heard(bertil, ApplicationReceived)[0] == ApplicationReceived(late.id)
    with world.refuses(NotNow):
        applications.change_text(session, carl, application_id=late.id, text="Uusi", now=world.now)
    applications.withdraw(session, carl, application_id=late.id, reason=WithdrawReason.OTHER, now=world.now)


def test_more_places_and_another_day(session: Session, world: World) -> None:
    """A change of the task ends what was asked because of how it was."""
    bertil, anna, carl = world.person(), world.person(), world.person()
    day = world.now.date()
    task = world.task(bertil, choose_by=day)
    world.application(carl, task)
    world.offered(bertil, anna, task)
    was = changes.as_it_is(session, bertil, task_id=task.id)
    more = replace(was, places=2, choose_by=day + timedelta(days=3))
    changes.change(session, bertil, task_id=task.id, was=was, new=more, now=world.now, today=day)
    seen = tasks.get_for(session, bertil, task.id)
    assert (seen.state, seen.rest_asked_at, seen.waiting) == (TaskState.OPEN, None, 1)
    world.later(days=3)
    world.tick()
    assert world.heard(bertil, ChooseByReached) == [ChooseByReached(task.id, (day + timedelta(days=3)).isoformat())]
    assert world.heard(carl, ThankedByClock) == []


def test_choosing_stays_lean(session: Session, world: World) -> None:
    """The tap that is measured (benchmarks/): two rows held, four written, one told, one screen read."""
    bertil, anna = world.person(), world.person()
    offer = world.application(anna, world.task(bertil, places=2))
    session.flush()
    asked: list[str] = []

    def note(_connection: object, _cursor: object, statement: str, *_more: object) -> None:
        if not statement.startswith(("SAVEPOINT", "RELEASE")):
            asked.append(statement)

    event.listen(session.connection(), "before_cursor_execute", note)
    work = applications.choose(session, bertil, application_id=offer.id, now=world.now)
    assert len(asked) == 7, asked
    assert assignments.permitted_by(session, anna, work) == assignments.permitted(session, anna, work.id)
    assert assignments.permitted_by(session, bertil, work) == assignments.permitted(session, bertil, work.id)
