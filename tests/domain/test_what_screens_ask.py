"""Questions that screens ask of the domain, besides the verbs."""

from datetime import timedelta

from sqlalchemy.orm import Session

from domain import applicants, applications, conversations, messages
from domain.lifecycle import CHANGE_TEXT, CHOOSE, DECLINE, PUT_IN_RESERVE, WITHDRAW
from domain.messages import Content
from domain.notices import MessageUndelivered
from domain.refusals import NotThere, NotYours
from models.application import DeclineReason
from models.conversation import Kind
from models.person import Person
from tests.domain.world import World


def test_the_line_of_applicants_is_the_requesters(session: Session, world: World) -> None:
    anna, bertil, carla, stranger = [world.person() for _ in range(4)]
    task = world.task(anna)
    first, second = world.application(bertil, task), world.application(carla, task)
    assert applicants.line(session, anna, task_id=task.id) == [first.id, second.id]
    applications.decline(session, anna, application_id=first.id, reason=DeclineReason.OTHER_FITTED, now=world.now)
    assert applicants.line(session, anna, task_id=task.id) == [second.id]
    with world.refuses(NotYours):
        applicants.line(session, stranger, task_id=task.id)
    with world.refuses(NotThere):
        applicants.line(session, anna, task_id=999_999)


def test_what_each_side_may_do_to_an_application(session: Session, world: World) -> None:
    anna, bertil, stranger = [world.person() for _ in range(3)]
    offer = world.application(bertil, world.task(anna))
    assert applications.permitted(session, anna, offer.id).actions == {CHOOSE, PUT_IN_RESERVE, DECLINE}
    assert applications.permitted(session, bertil, offer.id).actions == {CHANGE_TEXT, WITHDRAW}
    assert applications.permitted(session, stranger, offer.id).actions == set()
    assert applications.permitted(session, anna, 999_999).actions == set()


def test_the_task_of_ones_own_application(session: Session, world: World) -> None:
    anna, bertil = world.person(), world.person()
    task = world.task(anna)
    offer = world.application(bertil, task)
    assert applications.task_of(session, bertil, application_id=offer.id) == task.id
    assert applications.task_of(session, anna, application_id=offer.id) is None


def says(session: Session, world: World, author: Person, conversation_id: int, telegram_id: int) -> int:
    message = messages.carry(
        session,
        author,
        conversation_id=conversation_id,
        content=Content(Kind.TEXT, "Hello"),
        now=world.now,
        author_message_id=telegram_id,
    )
    return message.id


def test_who_was_heard_since(session: Session, world: World) -> None:
    anna, bertil, carla = [world.person() for _ in range(3)]
    task = world.task(anna)
    world.application(bertil, task)
    world.application(carla, task)
    talks = {talk.other_id: talk.id for talk in conversations.of(session, anna)}
    before = world.now
    message = says(session, world, bertil, talks[bertil.id], 1)
    assert conversations.heard_since(session, anna, before - timedelta(days=1)) is None, "not delivered yet"
    messages.delivered(session, message, [11], now=world.later(minutes=1))
    heard = conversations.heard_since(session, anna, before)
    assert heard is not None
    assert heard.other_id == bertil.id
    assert conversations.heard_since(session, anna, world.now) is None
    assert conversations.heard_since(session, bertil, before) is None, "one's own words are not heard"
    messages.delivered(session, says(session, world, carla, talks[carla.id], 2), [12], now=world.later(minutes=1))
    latest = conversations.heard_since(session, anna, before)
    assert latest is not None
    assert latest.other_id == carla.id
    conversations.close(session, task.id, carla.id, now=world.now)
    assert conversations.heard_since(session, anna, before) is None, "a closed one takes no answer"


def test_the_author_hears_that_it_did_not_arrive(session: Session, world: World) -> None:
    anna, bertil = world.person(), world.person()
    world.application(bertil, world.task(anna))
    talk = conversations.of(session, bertil)[0]
    message = says(session, world, bertil, talk.id, 7)
    messages.undelivered(session, message, now=world.now)
    messages.undelivered(session, message, now=world.now)
    assert world.heard(bertil, MessageUndelivered) == [MessageUndelivered(message)]
    assert world.heard(anna, MessageUndelivered) == []
    assert messages.written_by(session, anna, message) is None
    found = messages.written_by(session, bertil, message)
    assert found is not None
    assert (found[0].id, found[1]) == (talk.id, 7)
