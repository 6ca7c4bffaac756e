"""Small questions: whom they are asked of, answered, passed on once, and what becomes of them."""

from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from domain import advice, advisers, blocks, conversations, messages, peace, people, reports
from domain.advice import MINUTES, MOST_OPEN, QUESTION_MAX, AdviceView
from domain.advisers import MOST_ASKED, MOST_WAITING
from domain.notices import AdviceHelped, AdviceReminder, AdviceUnmet, AdviceWanted, CarriedMessage
from domain.refusals import (
    CannotBeReached,
    KeptApart,
    NotNow,
    NotRegistered,
    NotThere,
    NotYours,
    Suspended,
    TextMissing,
    TextTooLong,
    TooManyQuestions,
)
from models.advice import Advice, AdviceState, Asked, UnmetReason
from models.conversation import Conversation
from models.follow import Follow, Way
from models.outbox import OutboxMessage
from models.peace import Hearing, ReportReason, Suspension
from models.person import Person
from tests.domain.postman import HELSINKI, Postman, to
from tests.domain.world import World


def row(session: Session, view: AdviceView) -> Advice:
    return session.get_one(Advice, view.id, populate_existing=True)


def asked_of(session: Session, view: AdviceView) -> list[int]:
    ids = select(Asked.person_id).where(Asked.advice_id == view.id).order_by(Asked.id)
    return list(session.scalars(ids))


def two(world: World) -> tuple[Person, Person]:
    asker, adviser = world.person("Anna"), world.person("Bertil")
    world.knows(adviser)
    return asker, adviser


# Whom


def test_those_who_know_are_asked_a_few_at_a_time_and_in_turn(session: Session, world: World) -> None:
    asker = world.person()
    known = [world.person() for _ in range(MOST_ASKED + 2)]
    world.knows(asker, *known)
    world.knows(world.person(), category_id=2)
    assert advisers.how_many(session, asker, 1, now=world.now) == MOST_ASKED
    first = world.question(asker)
    assert first.asked == MOST_ASKED
    assert asked_of(session, first) == [one.id for one in known[:MOST_ASKED]]
    world.later(hours=1)
    second = world.question(asker)
    assert asked_of(session, second)[:2] == [one.id for one in known[MOST_ASKED:]], "who waited longest comes first"
    assert world.heard(known[0]) == [AdviceWanted(first.id), AdviceWanted(second.id)]
    assert world.heard(asker) == []


def test_who_follows_the_category_is_asked_too(session: Session, world: World) -> None:
    asker, follower, silent = world.person(), world.person(), world.person()
    for person, way in ((follower, Way.DIGEST), (silent, Way.NEVER)):
        assert not advisers.knows_something(session, person)
        session.add(Follow(person_id=person.id, category_id=1, way=way, made_at=world.now))
        session.flush()
    assert advisers.knows_something(session, follower)
    assert not advisers.knows_something(session, silent)
    assert asked_of(session, world.question(asker)) == [follower.id]


def test_who_is_not_asked(session: Session, world: World) -> None:
    asker, willing = two(world)
    unwilling, unreachable, blocked, blocking, suspended, busy = [world.person() for _ in range(6)]
    away, newsless = world.person(), world.person()
    known = (unwilling, unreachable, blocked, blocking, suspended, busy, away, newsless)
    world.knows(busy)
    for _ in range(MOST_WAITING):
        world.question(world.person())
    world.answers(willing, advice.waiting_for(session, willing, limit=1)[0])
    world.knows(*known)
    advice.want_questions(session, unwilling, wanted=False, now=world.now)
    peace.go_away(session, away, until=date(2026, 12, 1), zone=HELSINKI, now=world.now)
    peace.hear(session, newsless, news=Hearing.NEVER, now=world.now)
    unreachable.unreachable_at = world.now
    session.add(Suspension(person_id=suspended.id, at=world.now))
    for one, other in ((asker, blocked), (blocking, asker)):
        talk = world.application(other, world.task(one))
        found = session.scalar(select(Conversation.id).where(Conversation.doer_id == other.id))
        assert found is not None, talk
        blocks.block(session, one, conversation_id=found, now=world.now)
    assert asked_of(session, world.question(asker)) == [willing.id]
    advice.want_questions(session, unwilling, wanted=True, now=world.now)
    peace.come_back(session, away, now=world.now)
    assert asked_of(session, world.question(asker)) == [unwilling.id, away.id], "the willing one has enough waiting"


def test_bad_questions(session: Session, world: World) -> None:
    asker, _ = two(world)
    with world.refuses(TextMissing):
        world.question(asker, " \u200b ")
    with world.refuses(TextTooLong):
        world.question(asker, "x" * (QUESTION_MAX + 1))
    with world.refuses(NotThere):
        advice.ask(session, asker, category_id=999, question="Miksi?", now=world.now)
    with world.refuses(NotRegistered):
        world.question(world.person(registered=False))
    for _ in range(MOST_OPEN):
        last = world.question(asker)
    with world.refuses(TooManyQuestions):
        world.question(asker)
    advice.withdraw(session, asker, advice_id=last.id, now=world.now)
    world.question(asker)
    session.add(Suspension(person_id=asker.id, at=world.now))
    advice.withdraw(session, asker, advice_id=last.id - 1, now=world.now)
    with world.refuses(Suspended):
        world.question(asker)


# Answering


def test_from_the_question_to_this_helped(session: Session, world: World) -> None:
    asker, adviser = two(world)
    asked = world.question(asker)
    talk_id = world.answers(adviser, asked)
    assert [type(one) for one in world.heard(asker)] == [CarriedMessage]
    seen = advice.get_for(session, asker, asked.id)
    assert (seen.state, [one.name for one in seen.answers]) == (AdviceState.ANSWERED, ["Bertil"])
    world.later(minutes=5)
    for _tap in range(2):
        done = advice.helped(session, asker, conversation_id=talk_id, now=world.now)
    assert (done.state, done.helper_name, done.minutes, done.score) == (AdviceState.HELPED, "Bertil", None, None)
    assert world.heard(adviser, AdviceHelped) == [AdviceHelped(asked.id)]
    for minutes, score in ((15, 5), (60, 1)):
        advice.say_minutes(session, asker, advice_id=asked.id, minutes=minutes, now=world.now)
        advice.say_score(session, asker, advice_id=asked.id, score=score, now=world.now)
    kept = row(session, asked)
    assert (kept.minutes, kept.score, kept.helper_id, kept.ended_at) == (15, 5, adviser.id, world.now)
    profile = people.profile_of(session, adviser.id, asker)
    assert (profile.advised, profile.minutes_advised, profile.done_tasks) == (1, 15, 0)
    talk = session.get_one(Conversation, talk_id, populate_existing=True)
    assert (talk.matter_over_at, talk.closed_at) == (world.now, None)
    world.says(asker, talk_id, "Kiitos vielä!")
    world.later(days=8)
    world.tick()
    assert session.get_one(Conversation, talk_id, populate_existing=True).closed_at == world.now


def test_two_answerers_at_once(session: Session, world: World) -> None:
    asker, first = two(world)
    second, third = world.person("Carla"), world.person("David")
    world.knows(second, third)
    asked = world.question(asker)
    talks = {one: advice.take_up(session, one, advice_id=asked.id, now=world.now) for one in (first, second, third)}
    assert advice.take_up(session, first, advice_id=asked.id, now=world.now) == talks[first], "a double tap"
    assert conversations.of(session, asker) == [], "nobody has said anything yet"
    assert conversations.how_many(session, asker) == 0
    assert conversations.how_many(session, first) == 1
    world.says(first, talks[first])
    world.says(second, talks[second])
    assert {talk.other_name for talk in conversations.of(session, asker)} == {"Bertil", "Carla"}
    assert [one.name for one in advice.get_for(session, asker, asked.id).answers] == ["Bertil", "Carla"]
    with world.refuses(NotNow):
        advice.helped(session, asker, conversation_id=talks[third], now=world.now)
    advice.helped(session, asker, conversation_id=talks[second], now=world.now)
    assert advice.helped(session, asker, conversation_id=talks[first], now=world.now).helper_name == "Carla"
    assert world.heard(first, AdviceHelped) == []
    closed = {one: conversations.conversation_for(session, one, talks[one]).closed_at for one in talks}
    assert closed == {first: None, second: None, third: world.now}, "where nothing was said, nothing can be any more"
    world.says(first, talks[first], "Vielä yksi asia.")
    assert row(session, asked).state is AdviceState.HELPED


def test_not_yet_waits_for_an_answer_again(session: Session, world: World) -> None:
    asker, adviser = two(world)
    asked = world.question(asker)
    talk_id = world.answers(adviser, asked)
    for _tap in range(2):
        advice.not_yet(session, asker, conversation_id=talk_id, now=world.now)
    assert row(session, asked).state is AdviceState.ASKED
    world.says(asker, talk_id, "Entä sata jäsentä?")
    assert row(session, asked).state is AdviceState.ASKED, "the asker does not answer"
    world.says(adviser, talk_id, "Silloin ohjelma.")
    assert row(session, asked).state is AdviceState.ANSWERED
    advice.helped(session, asker, conversation_id=talk_id, now=world.now)
    with world.refuses(NotNow):
        advice.not_yet(session, asker, conversation_id=talk_id, now=world.now)


def test_it_is_nobody_elses(session: Session, world: World) -> None:
    asker, adviser = two(world)
    stranger = world.person()
    asked = world.question(asker)
    talk_id = world.answers(adviser, asked)
    for verb in (advice.take_up, advice.withdraw, advice.decline):
        with world.refuses(NotThere):
            verb(session, stranger, advice_id=asked.id, now=world.now)
        with world.refuses(NotThere):
            verb(session, asker, advice_id=999_999, now=world.now)
    with world.refuses(NotThere):
        advice.get_for(session, stranger, asked.id)
    with world.refuses(NotYours):
        advice.withdraw(session, adviser, advice_id=asked.id, now=world.now)
    with world.refuses(NotYours):
        advice.take_up(session, asker, advice_id=asked.id, now=world.now)
    for somebody in (adviser, stranger):
        for word in (advice.helped, advice.not_yet):
            with world.refuses(NotThere):
                word(session, somebody, conversation_id=talk_id, now=world.now)
    about_task = world.application(stranger, world.task(asker))
    other = session.scalars(select(Conversation.id).where(Conversation.doer_id == stranger.id)).one()
    with world.refuses(NotThere):
        advice.helped(session, asker, conversation_id=other, now=world.now)
    assert about_task.id
    with world.refuses(NotNow):
        advice.say_minutes(session, asker, advice_id=asked.id, minutes=15, now=world.now)
    advice.helped(session, asker, conversation_id=talk_id, now=world.now)
    with world.refuses(NotYours):
        advice.say_score(session, adviser, advice_id=asked.id, score=5, now=world.now)
    for minutes, score in ((0, 0), (-5, 6), (max(MINUTES) + 1, 99)):
        with world.refuses(NotThere):
            advice.say_minutes(session, asker, advice_id=asked.id, minutes=minutes, now=world.now)
        with world.refuses(NotThere):
            advice.say_score(session, asker, advice_id=asked.id, score=score, now=world.now)


def test_who_is_gone_and_who_is_blocked(session: Session, world: World) -> None:
    asker, adviser = two(world)
    late = world.person("Carla")
    world.knows(late)
    asked = world.question(asker)
    talk_id = world.answers(adviser, asked)
    asker.unreachable_at = world.now
    session.flush()
    with world.refuses(CannotBeReached):
        advice.take_up(session, late, advice_id=asked.id, now=world.now)
    asker.unreachable_at = None
    blocks.block(session, asker, conversation_id=talk_id, now=world.now)
    with world.refuses(KeptApart):
        world.says(adviser, talk_id)
    with world.refuses(NotThere):
        advice.get_for(session, adviser, asked.id)
    assert conversations.of(session, asker) == []
    session.add(Suspension(person_id=late.id, at=world.now))
    with world.refuses(Suspended):
        advice.take_up(session, late, advice_id=asked.id, now=world.now)


def test_a_conversation_about_a_question_is_one_like_others(session: Session, world: World) -> None:
    asker, adviser = two(world)
    operator = world.person()
    asked = world.question(asker, "Mistä\nsaa avustusta? " + "Kerron lisää. " * 10)
    talk_id = world.answers(adviser, asked)
    talk = conversations.conversation_for(session, asker, talk_id)
    assert (talk.task_id, talk.advice_id, talk.waits_for_me) == (None, asked.id, True)
    assert talk.title.startswith("Mistä saa avustusta? Kerron")
    assert len(talk.title) == conversations.TITLE_MAX
    last = world.says(asker, talk_id)
    carried = messages.message_for(session, adviser, last)
    assert carried is not None
    assert (carried.title, carried.asks_whether_it_helped) == (talk.title, False)
    answer = messages.message_for(session, asker, last - 1)
    assert answer is not None
    assert answer.asks_whether_it_helped
    operators = {operator.telegram_id}
    made = reports.report(
        session, adviser, conversation_id=talk_id, reason=ReportReason.RUDE, operators=operators, now=world.now
    )
    assert reports.report_for(session, operator, made.id, operators=operators).title == talk.title
    assert people.profile_of(session, adviser.id, asker).name == "Bertil"


# The clock


def test_unanswered_it_is_passed_on_once_and_then_unmet(session: Session, world: World) -> None:
    asker, first = two(world)
    asked = world.question(asker)
    later_comer = world.person("Carla")
    world.knows(later_comer)
    Postman(world).delivers()
    world.later(hours=23)
    world.tick()
    assert asked_of(session, asked) == [first.id]
    world.later(hours=1)
    world.tick()
    world.tick()
    assert asked_of(session, asked) == [first.id, later_comer.id]
    assert advice.get_for(session, asker, asked.id).passed_on
    told = select(OutboxMessage.kind).where(OutboxMessage.recipient_id == first.id)
    assert session.scalars(told).all() == ["AdviceWanted"], "asked once"
    world.later(days=2, hours=23)
    world.tick()
    assert row(session, asked).state is AdviceState.ASKED
    world.later(hours=1)
    world.tick()
    world.tick()
    kept = row(session, asked)
    assert (kept.state, kept.unmet_reason, kept.ended_at) == (
        AdviceState.UNMET, UnmetReason.NO_ANSWER, world.now,
    )  # fmt: skip
    assert world.heard(asker) == [AdviceUnmet(asked.id)]
    with world.refuses(NotNow):
        advice.take_up(session, first, advice_id=asked.id, now=world.now)


def test_why_it_is_unmet_and_what_may_come_after(session: Session, world: World) -> None:
    asker = world.person()
    alone = world.question(asker)
    adviser = world.person("Bertil")
    world.later(days=2)
    world.tick()
    world.later(days=4)
    world.tick()
    assert row(session, alone).unmet_reason is UnmetReason.NOBODY_TO_ASK
    world.knows(adviser)
    asked = world.question(asker)
    talk_id = world.answers(adviser, asked)
    advice.not_yet(session, asker, conversation_id=talk_id, now=world.now)
    Postman(world).delivers()
    for _ in range(2):
        world.later(days=4)
        world.tick()
    kept = row(session, asked)
    assert (kept.state, kept.unmet_reason) == (AdviceState.UNMET, UnmetReason.NOT_HELPED)
    advice.helped(session, asker, conversation_id=talk_id, now=world.now)
    kept = row(session, asked)
    assert (kept.state, kept.unmet_reason) == (AdviceState.HELPED, None), "an old button still tells the truth"


def test_all_say_not_for_me(session: Session, world: World) -> None:
    asker, first = two(world)
    second = world.person()
    world.knows(second)
    asked = world.question(asker)
    third = world.person()
    world.knows(third)
    advice.decline(session, first, advice_id=asked.id, now=world.now)
    assert third.id not in asked_of(session, asked)
    for _tap in range(2):
        advice.decline(session, second, advice_id=asked.id, now=world.now)
    assert asked_of(session, asked)[-1] == third.id, "nobody waits for a day in vain"
    assert advice.of(session, first, limit=9) == []
    advice.decline(session, third, advice_id=asked.id, now=world.now)
    assert advice.take_up(session, third, advice_id=asked.id, now=world.now), "one may think again"


def test_answered_and_nobody_says_whether_it_helped(session: Session, world: World) -> None:
    asker, adviser = two(world)
    asked = world.question(asker)
    talk_id = world.answers(adviser, asked)
    world.later(days=3)
    world.tick()
    world.tick()
    assert world.heard(asker, AdviceReminder) == [AdviceReminder(asked.id)]
    world.later(days=11)
    world.tick()
    assert row(session, asked).state is AdviceState.CLOSED
    advice.helped(session, asker, conversation_id=talk_id, now=world.now)
    assert world.heard(adviser, AdviceHelped) == [AdviceHelped(asked.id)]


def test_an_asker_who_closed_the_bot_is_not_asked_for(session: Session, world: World) -> None:
    asker, _first = two(world)
    asked = world.question(asker)
    other = world.person()
    world.knows(other)
    asker.unreachable_at = world.later(days=2)
    world.tick()
    assert row(session, asked).state is AdviceState.CLOSED
    assert world.heard(other) == []


def test_what_has_reached_nobody_is_not_passed_on(session: Session, world: World) -> None:
    world.later(days=5)  # Saturday, 11 o'clock
    asker, first = two(world)
    world.later(hours=12)
    asked = world.question(asker)
    second = world.person()
    world.knows(second)
    postman = Postman(world)
    for _hour in range(47):
        world.later(hours=1)
        world.tick()
        for letter in postman.delivers():
            assert letter.recipient_id == first.id
            assert world.now.weekday() == 0, "neither at night nor on a Sunday"
            break
    assert asked_of(session, asked) == [first.id]
    world.later(hours=25)
    world.tick()
    assert asked_of(session, asked) == [first.id, second.id]


def test_the_clock_waits_for_an_asker_who_is_away(session: Session, world: World) -> None:
    asker, adviser = two(world)
    asked = world.question(asker)
    world.answers(adviser, asked)
    peace.go_away(session, asker, until=date(2026, 12, 20), zone=HELSINKI, now=world.now)
    world.later(days=20)
    world.tick()
    assert world.heard(asker, AdviceReminder) == []
    assert row(session, asked).state is AdviceState.ANSWERED
    world.later(days=11)
    world.tick()
    assert world.heard(asker, AdviceReminder) == [AdviceReminder(asked.id)]


def test_nobody_is_woken_and_what_is_over_is_not_sent(session: Session, world: World) -> None:
    world.now = world.now.replace(hour=20)  # 22 in Helsinki
    asker, first = two(world)
    second, third = world.person(), world.person()
    world.knows(second, third)
    postman = Postman(world)
    asked = world.question(asker)
    assert postman.delivers() == []
    advice.want_questions(session, third, wanted=False, now=world.now)
    world.later(hours=12)
    assert {letter.recipient_id for letter in postman.delivers()} == {first.id, second.id}
    world.now = world.now.replace(hour=20)
    again = world.question(asker)
    advice.withdraw(session, asker, advice_id=again.id, now=world.now)
    world.later(hours=12)
    assert to(session, postman.delivers(), first) == []
    assert asked.id != again.id
