"""The main job, as verbs: two people who have never met, from the task to the hours in the ledger."""

from datetime import timedelta

from sqlalchemy.orm import Session

from domain import (
    applicants,
    applications,
    assignments,
    conversations,
    feedback,
    home,
    ledger,
    messages,
    people,
    places,
    search,
    tasks,
)
from domain.messages import Content
from domain.notices import (
    ApplicationReceived,
    CarriedMessage,
    FeedbackAsked,
    FeedbackRevealed,
    MarkedDone,
    PlaceConfirmed,
    WorkApproved,
    YouAreChosen,
)
from domain.views import Scores, SearchView
from models.application import ApplicationState
from models.assignment import AssignmentState
from models.conversation import Kind
from models.task import TaskState
from tests.domain.world import World


def test_two_people_help_and_say_how_it_went(session: Session, world: World) -> None:
    bertil, anna = world.person("Bertil"), world.person("Anna")
    task = world.task(bertil)
    assert [card.id for card in search.find(session, anna, SearchView(), limit=3).items][:1] == [task.id]

    offer = world.application(anna, task)
    assert world.heard(bertil) == [ApplicationReceived(offer.id)]
    card = applicants.of_task(session, bertil, task_id=task.id)[0]
    assert (card.profile.name, card.text) == ("Anna", "Voin auttaa.")

    talk = conversations.of(session, anna)[0]
    message = messages.carry(
        session, anna, conversation_id=talk.id, content=Content(Kind.TEXT, "Hei!"), now=world.now, author_message_id=7
    )
    assert world.heard(bertil)[-1] == CarriedMessage(message.id)

    assignment = applications.choose(session, bertil, application_id=offer.id, now=world.now)
    assert world.heard(anna) == [YouAreChosen(assignment.id)]
    assert assignment.state is AssignmentState.OFFERED
    places.confirm(session, anna, assignment_id=assignment.id, now=world.now)
    assert world.heard(bertil)[-1] == PlaceConfirmed(assignment.id, 0)
    assert tasks.get_for(session, anna, task.id).state is TaskState.FULL
    assert tasks.get_for(session, anna, task.id).application_state is ApplicationState.CHOSEN

    assignments.mark_done(session, anna, assignment_id=assignment.id, minutes=90, now=world.later(days=2))
    assert world.heard(bertil)[-1] == MarkedDone(assignment.id, 1)
    view = assignments.approve(session, bertil, assignment_id=assignment.id, minutes=100, now=world.now)
    assert (view.state, view.minutes_reported, view.minutes_approved) == (AssignmentState.APPROVED, 90, 100)
    assert world.heard(anna)[-1] == WorkApproved(assignment.id)
    assert tasks.get_for(session, bertil, task.id).state is TaskState.OVER
    assert (ledger.given(session, anna), ledger.received(session, bertil)) == (100, 100)
    assert (ledger.given(session, bertil), ledger.received(session, anna)) == (0, 0)

    world.tick()
    assert not world.heard(anna, FeedbackAsked)
    world.later(hours=1)
    world.tick()
    world.tick()
    assert len(world.heard(anna, FeedbackAsked)) == len(world.heard(bertil, FeedbackAsked)) == 1

    form = feedback.for_assignment(session, anna, assignment.id)
    assert (form.open, form.about_name, form.closes_at) == (True, "Bertil", world.now + timedelta(days=14))
    feedback.give(session, anna, feedback_id=form.id, scores=Scores(5, 4, 5, "Kiitos!"), now=world.now)
    hers = feedback.for_assignment(session, bertil, assignment.id)
    assert hers.theirs is None
    assert people.profile_of(session, bertil.id, anna).answers == 0
    feedback.give(session, bertil, feedback_id=hers.id, scores=Scores(3, 3, 3), now=world.now)
    assert feedback.for_assignment(session, bertil, assignment.id).theirs == Scores(5, 4, 5, "Kiitos!")
    assert world.heard(anna)[-1] == world.heard(bertil)[-1] == FeedbackRevealed(assignment.id)
    profile = people.profile_of(session, anna.id, bertil)
    assert (profile.answers, profile.task_average, profile.done_tasks, profile.minutes_given) == (1, None, 1, 100)
    assert home.awaits(session, anna, now=world.now).awaits == ()
