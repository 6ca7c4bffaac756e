"""Offering help, and choosing among the offers."""

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from domain import applicants, applications, assignments, conversations, reserves, tasks
from domain.notices import (
    ApplicationReceived,
    ApplicationWithdrawn,
    NotThisTime,
    TaskCancelled,
    YouAreChosen,
)
from domain.refusals import (
    AlreadyApplied,
    LastPlaceTaken,
    NotNow,
    NotOpen,
    NotThere,
    NotYours,
    Noun,
    OwnTask,
    Subject,
    TaskFull,
    TextMissing,
    TextTooLong,
)
from models.application import ApplicationState, DeclineReason, WithdrawReason
from models.assignment import Assignment, AssignmentState
from models.conversation import Conversation
from models.task import Task, TaskState
from tests.domain.world import World


def test_an_offer_opens_a_conversation_and_is_heard(session: Session, world: World) -> None:
    bertil, anna = world.person("Bertil"), world.person("Anna")
    task = world.task(bertil)
    offer = world.application(anna, task, "  Minulla on\n\n\n\nkaksi iltaa.\x00 ")
    assert offer.text == "Minulla on\n\nkaksi iltaa."
    assert offer.state is ApplicationState.SENT
    assert [talk.other_name for talk in conversations.of(session, bertil)] == ["Anna"]
    assert world.heard(bertil) == [ApplicationReceived(offer.id)]
    assert world.heard(anna) == []
    assert applications.get_for(session, anna, offer.id).text == offer.text


@pytest.mark.parametrize(
    ("text", "refusal"),
    [("x" * 601, TextTooLong), ("", TextMissing), ("😀 !!", TextMissing), (" \u202e ", TextMissing)],
)
def test_a_text_that_will_not_do(session: Session, world: World, text: str, refusal: type[TextMissing]) -> None:
    task = world.task(world.person())
    with world.refuses(refusal) as caught:
        world.application(world.person(), task, text)
    assert caught[0].field == "text"
    assert session.scalar(select(func.count()).select_from(Conversation).where(Conversation.task_id == task.id)) == 0


def test_who_cannot_apply(session: Session, world: World) -> None:
    bertil, anna, carl = world.person(), world.person(), world.person()
    task = world.task(bertil)
    with world.refuses(OwnTask):
        world.application(bertil, task)
    offer = world.application(anna, task)
    with world.refuses(AlreadyApplied) as caught:
        world.application(anna, task)
    assert caught[0].about == Subject(Noun.APPLICATION, offer.id)
    with world.refuses(NotThere):
        applications.may_apply(session, carl, task_id=task.id + 1000)
    with world.refuses(NotThere):
        world.application(world.person(registered=False), task)
    applications.choose(session, bertil, application_id=offer.id, now=world.now)
    with world.refuses(TaskFull):
        world.application(carl, task)
    other = world.task(bertil)
    tasks.close_to_applications(session, bertil, task_id=other.id, now=world.now)
    with world.refuses(NotOpen):
        world.application(carl, other)


def test_changing_and_withdrawing(session: Session, world: World) -> None:
    bertil, anna, carl = world.person(), world.person(), world.person()
    task = world.task(bertil)
    offer = world.application(anna, task)
    applications.change_text(session, anna, application_id=offer.id, text="Kolme iltaa", now=world.now)
    assert applicants.of_task(session, bertil, task_id=task.id)[0].text == "Kolme iltaa"
    for person in (carl, world.person(registered=False)):
        with world.refuses(NotThere):
            applications.withdraw(
                session, person, application_id=offer.id, reason=WithdrawReason.NO_TIME, now=world.now
            )
    applications.withdraw(session, anna, application_id=offer.id, reason=WithdrawReason.NO_TIME, now=world.now)
    assert world.heard(bertil)[-1] == ApplicationWithdrawn(offer.id)
    assert applicants.of_task(session, bertil, task_id=task.id) == []
    with world.refuses(NotNow) as caught:
        applications.withdraw(session, anna, application_id=offer.id, reason=WithdrawReason.NO_TIME, now=world.now)
    assert caught[0].state == "withdrawn"
    with world.refuses(NotNow):
        applications.choose(session, bertil, application_id=offer.id, now=world.now)
    again = world.application(anna, task, "Sittenkin ehdin.")
    assert (again.id, again.state, again.round) == (offer.id, ApplicationState.SENT, 1)
    assert (again.text, again.withdraw_reason) == ("Sittenkin ehdin.", None)
    assert world.heard(bertil)[-1] == ApplicationReceived(offer.id, 1)
    with world.refuses(AlreadyApplied):
        world.application(anna, task)


def test_choosing_as_many_as_there_are_places(session: Session, world: World) -> None:
    bertil = world.person("Bertil")
    doers = [world.person() for _ in range(5)]
    task = world.task(bertil, places=2)
    offers = [world.application(doer, task) for doer in doers]
    applications.decline(session, bertil, application_id=offers[4].id, reason=DeclineReason.OTHER_FITTED, now=world.now)
    assert world.heard(doers[4]) == [NotThisTime(offers[4].id, "declined")]
    first = applications.choose(session, bertil, application_id=offers[0].id, now=world.now)
    assert first.state is AssignmentState.OFFERED
    assert tasks.get_for(session, bertil, task.id).state is TaskState.OPEN
    assert world.heard(doers[1]) == []
    with world.refuses(NotNow):
        applications.choose(session, bertil, application_id=offers[0].id, now=world.now)
    applications.choose(session, bertil, application_id=offers[1].id, now=world.now)
    seen = tasks.get_for(session, bertil, task.id)
    assert (seen.state, seen.places_taken, seen.places_left, seen.waiting) == (TaskState.FULL, 2, 0, 2)
    assert seen.rest_asked_at == world.now
    assert world.heard(doers[2]) == []
    with world.refuses(LastPlaceTaken) as caught:
        applications.choose(session, bertil, application_id=offers[2].id, now=world.now)
    assert reserves.thank_rest(session, bertil, task_id=task.id, now=world.now) == 2
    for doer, offer in zip(doers[2:4], offers[2:4], strict=True):
        assert world.heard(doer) == [NotThisTime(offer.id, "full")]
        assert applications.get_for(session, doer, offer.id).decline_reason is DeclineReason.FULL
    with world.refuses(LastPlaceTaken) as caught:
        applications.choose(session, bertil, application_id=offers[2].id, now=world.now)
    assert caught[0].about == Subject(Noun.TASK, task.id)
    assert [type(notice) for notice in world.heard(doers[1])] == [YouAreChosen]
    assert session.scalar(select(func.count()).select_from(Assignment).where(Assignment.task_id == task.id)) == 2


def test_only_the_requester_chooses_and_reads(session: Session, world: World) -> None:
    bertil, anna, carl = world.person(), world.person(), world.person()
    task = world.task(bertil)
    offer = world.application(anna, task)
    with world.refuses(NotYours):
        applications.choose(session, anna, application_id=offer.id, now=world.now)
    with world.refuses(NotThere):
        applications.choose(session, carl, application_id=offer.id, now=world.now)
    with world.refuses(NotYours):
        applicants.of_task(session, carl, task_id=task.id)
    with world.refuses(NotThere):
        applicants.get_for(session, carl, application_id=offer.id)
    with world.refuses(NotThere):
        applications.get_for(session, carl, offer.id)
    assert tasks.get_for(session, carl, task.id).waiting == 0
    assert tasks.get_for(session, bertil, task.id).waiting == 1


def test_cancelling_tells_everybody_once(session: Session, world: World) -> None:
    bertil, anna, carl, dora = (world.person() for _ in range(4))
    task = world.task(bertil, places=3)
    agreed = world.chosen(bertil, anna, task)
    done = world.done(bertil, carl, task)
    world.application(dora, task)
    with world.refuses(NotYours):
        tasks.cancel(session, anna, task_id=task.id, reason=None, now=world.now)
    view = tasks.cancel(session, bertil, task_id=task.id, reason="Tapahtuma peruttiin", now=world.now)
    assert (view.state, view.cancel_reason) == (TaskState.CANCELLED, "Tapahtuma peruttiin")
    for person in (anna, dora):
        assert world.heard(person, TaskCancelled) == [TaskCancelled(task.id)]
    assert world.heard(carl, TaskCancelled) == []
    assert assignments.get_for(session, anna, agreed.id).state is AssignmentState.RELEASED
    with world.refuses(NotOpen):
        tasks.cancel(session, bertil, task_id=task.id, reason=None, now=world.now)
    # what was done already is still approved and counts
    assignments.approve(session, bertil, assignment_id=done.id, now=world.now)
    assert session.get_one(Task, task.id).state is TaskState.CANCELLED


def test_closed_to_applications_ends_with_the_last_help(session: Session, world: World) -> None:
    bertil, anna, carl = world.person(), world.person(), world.person()
    task = world.task(bertil, places=5)
    world.approved(bertil, anna, task)
    waiting = world.application(carl, task)
    assert tasks.get_for(session, bertil, task.id).state is TaskState.OPEN
    view = tasks.close_to_applications(session, bertil, task_id=task.id, now=world.now)
    assert view.state is TaskState.OVER
    assert world.heard(carl) == [NotThisTime(waiting.id, "over")]


def test_the_address_is_for_the_chosen(session: Session, world: World) -> None:
    bertil, anna, carl = world.person(), world.person(), world.person()
    task = world.task(bertil, places=2, remote=False, town="Turku", address="Aurakatu 1")
    world.chosen(bertil, anna, task)
    world.application(carl, task)
    seen = {person.id: tasks.get_for(session, person, task.id).address for person in (bertil, anna, carl)}
    assert seen == {bertil.id: "Aurakatu 1", anna.id: "Aurakatu 1", carl.id: None}
