"""Conversations, what awaits at home, and what notices are about when they are sent."""

from typing import Any

from sqlalchemy.orm import Session

from domain import (
    applications,
    assignments,
    conversations,
    feedback,
    home,
    messages,
    occasions,
    people,
    places,
    tasks,
)
from domain.messages import Content
from domain.notices import CarriedMessage, Notice
from domain.occasions import advice as advice_occasions
from domain.occasions import organisations as organisation_occasions
from domain.refusals import CannotBeReached, NotThere
from domain.views import Scores
from models.application import DeclineReason, WithdrawReason
from models.conversation import Kind, Message
from models.draft import Draft
from models.person import Person
from tests.domain.world import World


def say(
    world: World, person: Person, conversation_id: int, text: str, *, at: int, reply_to: int | None = None
) -> Message:
    return messages.carry(
        world.session,
        person,
        conversation_id=conversation_id,
        content=Content(Kind.TEXT, text),
        reply_to=reply_to,
        author_message_id=at,
        now=world.now,
    )


def test_replies_stay_replies_both_ways(session: Session, world: World) -> None:
    bertil, anna, carl = world.person("Bertil"), world.person("Anna"), world.person()
    world.application(anna, world.task(bertil))
    talk = conversations.of(session, anna)[0]
    first = say(world, anna, talk.id, "Hei!\x00", at=11)
    messages.delivered(session, first.id, [501], now=world.now)
    seen = messages.message_for(session, bertil, first.id)
    assert seen is not None
    assert (seen.author_name, seen.title, seen.parts[0].text, seen.reply_to_message_id) == (
        "Anna",
        "Uutiskirje",
        "Hei! ",  # as long as it was: its formatting has its places in it
        None,
    )
    assert seen.source == (anna.telegram_id, 11)
    assert messages.message_for(session, anna, first.id) is None
    assert messages.message_for(session, carl, first.id) is None

    assert messages.find_reply_target(session, bertil, 501) is first
    assert messages.find_reply_target(session, anna, 11) is first
    assert messages.find_reply_target(session, bertil, 11) is None
    assert messages.find_reply_target(session, anna, 501) is None
    assert messages.find_reply_target(session, carl, 501) is None

    answer = say(world, bertil, talk.id, "No hei", at=502, reply_to=first.id)
    seen = messages.message_for(session, anna, answer.id)
    assert seen is not None
    assert seen.reply_to_message_id == 11
    messages.delivered(session, answer.id, [12], now=world.now)
    back = say(world, anna, talk.id, "Jatketaan", at=13, reply_to=answer.id)
    seen = messages.message_for(session, bertil, back.id)
    assert seen is not None
    assert seen.reply_to_message_id == 502
    assert world.heard(bertil, CarriedMessage) == [CarriedMessage(first.id), CarriedMessage(back.id)]


def test_files_are_carried_by_their_id(session: Session, world: World) -> None:
    bertil, anna = world.person(), world.person()
    world.application(anna, world.task(bertil))
    talk = conversations.of(session, bertil)[0]
    entities = [{"type": "bold", "offset": 0, "length": 4}]
    message = messages.carry(
        session,
        bertil,
        conversation_id=talk.id,
        content=Content(Kind.PHOTO, "Kuva", "AgAC-file", entities),
        now=world.now,
    )
    seen = messages.message_for(session, anna, message.id)
    assert seen is not None
    part = seen.parts[0]
    assert (part.kind, part.text, part.file_id, part.entities) == (Kind.PHOTO, "Kuva", "AgAC-file", tuple(entities))


def test_only_the_two_sides(session: Session, world: World) -> None:
    bertil, anna, carl = world.person(), world.person(), world.person()
    task = world.task(bertil, places=2)
    world.application(anna, task)
    world.application(carl, task)
    hers = conversations.of(session, anna)[0]
    assert len(conversations.of(session, bertil)) == 2
    for refused in (
        lambda: conversations.conversation_for(session, carl, hers.id),
        lambda: say(world, carl, hers.id, "Hei", at=1),
        lambda: conversations.conversation_for(session, carl, 10**9),
    ):
        with world.refuses(NotThere) as caught:
            refused()
        assert caught[0].about is None


def test_who_blocked_the_bot_cannot_be_reached(session: Session, world: World) -> None:
    bertil, anna = world.person(), world.person()
    world.application(anna, world.task(bertil))
    talk = conversations.of(session, anna)[0]
    people.went_silent(session, bertil.id, now=world.now)
    session.flush()
    assert not conversations.conversation_for(session, anna, talk.id).other_reachable
    with world.refuses(CannotBeReached):
        say(world, anna, talk.id, "Hei", at=1)
    people.came_back(session, bertil, now=world.now)
    say(world, anna, talk.id, "Hei", at=2)


def test_home_has_what_holds_others_up_first(session: Session, world: World) -> None:
    bertil, anna, carl = world.person("Bertil"), world.person("Anna"), world.person("Carl")
    assert home.awaits(session, bertil, now=world.now) == home.HomeView("Bertil", (), 0, 0, 0, 0)
    two = world.task(bertil, places=2)
    done = world.done(bertil, anna, two)
    offer = world.application(carl, two)
    mine = world.chosen(anna, bertil, world.task(anna, title="Tilinpäätös"))
    approved = world.approved(bertil, carl, world.task(bertil, title="Valmis"))
    talk = next(one for one in conversations.of(session, carl) if one.task_id == two.id)
    say(world, carl, talk.id, "Hei", at=5)
    session.add(Draft(person_id=bertil.id, dialogue="publish_task", step="title", answers={}, written_at=world.now))
    session.flush()
    form = feedback.for_assignment(session, bertil, approved.id)
    view = home.awaits(session, bertil, now=world.now)
    assert [type(one) for one in view.awaits] == [
        home.WorkToApprove,
        home.ApplicantsToChooseFrom,
        home.TalkToAnswer,
        home.WorkToDo,
        home.FeedbackToGive,
        home.DraftBegun,
    ]
    assert view.awaits[0] == home.WorkToApprove(done.id, "Uutiskirje", "Anna", 90)
    assert view.awaits[1] == home.ApplicantsToChooseFrom(two.id, "Uutiskirje", 1)
    assert view.awaits[3] == home.WorkToDo(mine.id, "Tilinpäätös", "Anna")
    assert view.awaits[4] == home.FeedbackToGive(form.id, approved.id, "Valmis", "Carl")
    assert (view.asked, view.doing, view.applied, view.talks) == (1, 1, 0, 4)
    assert home.awaits(session, carl, now=world.now).applied == 1
    assignments.ask_for_changes(session, bertil, assignment_id=done.id, text="Vielä", now=world.now)
    applications.decline(session, bertil, application_id=offer.id, reason=DeclineReason.OTHER_TIME, now=world.now)
    assert type(home.awaits(session, anna, now=world.now).awaits[0]) is home.ChangesToMake
    newcomer = world.person(registered=False)
    assert home.awaits(session, newcomer, now=world.now).awaits == ()


def about(world: World, reader: Person, notice: Notice) -> Any:
    """What a renderer gets for a notice."""
    names = {
        "ApprovedByItself": "work_approved",
        "FeedbackWindowClosed": "feedback_revealed",
        "ChosenByClock": "you_are_chosen",
        "ThankedByClock": "not_this_time",
    }
    kind = type(notice).__name__
    snake = "".join("_" + sign.lower() if sign.isupper() else sign for sign in kind).lstrip("_")
    return getattr(occasions, names.get(kind, snake))(world.session, reader, notice)


def test_notices_are_about_the_present(session: Session, world: World) -> None:
    bertil, anna, carl, dora = (world.person() for _ in range(4))
    task = world.task(bertil, places=2)
    offer = world.application(anna, task)
    received = world.heard(bertil)[-1]
    assert about(world, bertil, received).profile.id == anna.id
    assert about(world, carl, received) is None
    chosen = applications.choose(session, bertil, application_id=offer.id, now=world.now)
    assert about(world, bertil, received) is None  # decided since
    told = world.heard(anna)[-1]
    assert about(world, anna, told).id == chosen.id
    places.confirm(session, anna, assignment_id=chosen.id, now=world.now)
    assert about(world, bertil, world.heard(bertil)[-1]).id == chosen.id
    assert about(world, carl, told) is None

    taken_back = world.application(dora, task)
    applications.withdraw(session, dora, application_id=taken_back.id, reason=WithdrawReason.NO_TIME, now=world.now)
    assert about(world, bertil, world.heard(bertil)[-1]).doer_name == dora.name
    thanked = world.application(carl, task)
    applications.decline(session, bertil, application_id=thanked.id, reason=DeclineReason.OTHER_TIME, now=world.now)
    assert about(world, carl, world.heard(carl)[-1]).decline_reason is DeclineReason.OTHER_TIME

    assignments.mark_done(session, anna, assignment_id=chosen.id, minutes=60, now=world.now)
    marked = world.heard(bertil)[-1]
    assert about(world, bertil, marked).minutes_reported == 60
    assert about(world, anna, told) is None
    assignments.ask_for_changes(session, bertil, assignment_id=chosen.id, text="Vielä", now=world.now)
    asked = world.heard(anna)[-1]
    assert about(world, anna, asked).changes_text == "Vielä"
    assert about(world, bertil, marked) is None
    assignments.mark_done(session, anna, assignment_id=chosen.id, minutes=60, now=world.now)
    assert about(world, bertil, marked) is None  # another round
    assert about(world, anna, asked) is None
    world.later(days=5)
    world.tick()
    nudge = world.heard(bertil)[-1]
    assert about(world, bertil, nudge).id == chosen.id
    assignments.approve(session, bertil, assignment_id=chosen.id, now=world.now)
    assert about(world, bertil, nudge) is None
    assert about(world, anna, world.heard(anna)[-1]).minutes_approved == 60

    world.later(hours=1)
    world.tick()
    question = world.heard(anna)[-1]
    form = about(world, anna, question)
    assert form.open
    feedback.give(session, anna, feedback_id=form.id, scores=Scores(5, 5, 5), now=world.now)
    assert about(world, anna, question) is None
    his = feedback.for_assignment(session, bertil, chosen.id)
    feedback.skip(session, bertil, feedback_id=his.id, now=world.now)
    assert about(world, bertil, world.heard(bertil)[-1]).theirs == Scores(5, 5, 5)

    tasks.cancel(session, bertil, task_id=world.task(bertil).id, reason=None, now=world.now)
    other = world.task(bertil)
    world.application(carl, other)
    tasks.cancel(session, bertil, task_id=other.id, reason="Ei onnistu", now=world.now)
    cancelled = world.heard(carl)[-1]
    assert about(world, carl, cancelled).cancel_reason == "Ei onnistu"
    assert about(world, dora, cancelled) is None

    group = world.group(bertil, dora)
    joined = world.heard(bertil)[-1]
    assert about(world, bertil, joined)[0].id == group.id
    assert about(world, dora, joined) is None


FOLLOWING = ("TaskForYou", "TasksForYou")  # read by domain.matching
AWAY = ("OtherIsAway",)  # read by domain.absences
OFFERS = ("AskedOfOffer", "OfferHolds", "OfferPaused")  # read by domain.offers
MAIL = ("AddressMoved", "CodeNotMailed", "JoinedByAddress", "ListTakenIn")  # read by domain.addresses, invitations
OPERATORS = ("UpdateSetAside", "TooManyWrongCodes", "ReportReceived", "SuspensionAnswered")  # shown by who they are
ADDRESSES = ("AddressMoved", "CodeNotMailed", "JoinedByAddress")  # a look at one row, in handlers/addresses.py


def test_every_notice_has_its_view() -> None:
    served = {
        "ApprovedByItself": "WorkApproved",
        "ChosenByClock": "YouAreChosen",
        "DidNotHappenAnswered": "DidNotHappen",
        "DisputeDecided": "DisputeOver",
        "DisputeLapsed": "DisputeOver",
        "FeedbackWindowClosed": "FeedbackRevealed",
        "ProposalAnswered": "HoursProposed",
        "ThankedByClock": "NotThisTime",
    }
    for kind, notice in Notice.kinds.items():
        if notice.__module__.startswith("domain.notices.") and kind not in (
            *OPERATORS,
            *MAIL,
            *FOLLOWING,
            *OFFERS,
            *AWAY,
        ):
            name = served.get(kind, kind)
            snake = "".join("_" + sign.lower() if sign.isupper() else sign for sign in name).lstrip("_")
            assert any(hasattr(where, snake) for where in (occasions, organisation_occasions, advice_occasions)), kind


def test_two_talks_never_mix(session: Session, world: World) -> None:
    bertil, anna, carl = world.person("Bertil"), world.person("Anna"), world.person("Carl")
    task = world.task(bertil)
    world.application(anna, task)
    world.application(carl, task)
    by_name = {talk.other_name: talk for talk in conversations.of(session, bertil)}
    for turn, name in enumerate(("Anna", "Carl") * 3):
        message = say(world, bertil, by_name[name].id, f"{name} {turn}", at=100 + turn)
        assert message.recipient_id == (anna if name == "Anna" else carl).id
