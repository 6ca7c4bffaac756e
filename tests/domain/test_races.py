"""What two transactions at once could break, over two processes, on both databases. `make prove` runs 50 rounds."""

from collections import Counter
from collections.abc import Callable, Iterator
from typing import TypeVar

import pytest
from sqlalchemy import Engine, func, select
from sqlalchemy.orm import Session

from domain import feedback, joincodes, joining, ledger, members, people, reserves
from models.advice import Advice, AdviceState
from models.application import Application, ApplicationState
from models.assignment import Assignment, AssignmentState
from models.conversation import Conversation
from models.feedback import Feedback
from models.group import GroupMember, GroupPolicy, JoinRequest, Outcome
from models.ledger import LedgerEntry
from models.outbox import OutboxMessage
from models.person import Person
from models.task import Task, TaskState
from tests.databases import run_on
from tests.domain.racer import Call, race, rest
from tests.domain.world import SECRET, World

APPLICANTS = 50


@pytest.fixture(scope="module", autouse=True)
def _racers() -> Iterator[None]:
    """The processes that race live as long as these tests."""
    yield
    rest()


T = TypeVar("T")


def arrange(url: str, work: Callable[[World], T]) -> T:
    """Do something in a world of this database's, and commit it."""

    def inside(engine: Engine) -> T:
        with Session(engine, expire_on_commit=False) as session:
            world = World()
            world.session = session
            world.people = session.scalar(select(func.count()).select_from(Person)) or 0
            found = work(world)
            session.commit()
            return found

    return run_on(url, inside)


@pytest.mark.timeout(900)
def test_fifty_choices_at_once_for_one_place(database_url: str, prove: bool) -> None:
    number_of_rounds = 50 if prove else 3

    def setting(world: World) -> list[tuple[int, int, list[int]]]:
        bertil = world.person("Bertil")
        doers = [world.person() for _ in range(APPLICANTS)]
        rounds = []
        for _ in range(number_of_rounds):
            task = world.task(bertil)
            rounds.append((bertil.id, task.id, [world.application(doer, task).id for doer in doers]))
        return rounds

    rounds = arrange(database_url, setting)
    outcomes = race(
        database_url, [[("choose", (requester, offer)) for offer in offers] for requester, _, offers in rounds]
    )
    assert outcomes == [Counter(ok=1, LastPlaceTaken=APPLICANTS - 1)] * number_of_rounds

    def check(world: World) -> None:
        for _, task_id, _ in rounds:
            task = world.session.get_one(Task, task_id)
            assert (task.state, task.places_taken) == (TaskState.FULL, 1)
            states = Counter(world.session.scalars(select(Application.state).where(Application.task_id == task_id)))
            assert states == {ApplicationState.CHOSEN: 1, ApplicationState.SENT: APPLICANTS - 1}
            assert task.rest_asked_at is not None
            counted = select(func.count()).select_from(Assignment).where(Assignment.task_id == task_id)
            assert world.session.scalar(counted) == 1
        told = Counter(world.session.scalars(select(OutboxMessage.kind)))
        assert told["YouAreChosen"] == number_of_rounds
        assert told["NotThisTime"] == 0, "the requester is asked first"

    arrange(database_url, check)


def test_places_are_never_exceeded_and_nobody_waits_in_vain(database_url: str) -> None:
    """Choosing for three places while others still apply, and one of them twice."""

    def setting(world: World) -> tuple[int, int, list[int], list[int]]:
        bertil = world.person("Bertil")
        task = world.task(bertil, places=3)
        offers = [world.application(world.person(), task).id for _ in range(8)]
        return bertil.id, task.id, offers, [world.person().id for _ in range(8)]

    requester, task_id, offers, others = arrange(database_url, setting)
    calls = [("choose", (requester, offer)) for offer in offers] + [("apply", (other, task_id)) for other in others]
    calls += [("apply", (others[0], task_id))]
    calls = [call for pair in zip(calls[:8], calls[8:], strict=False) for call in pair] + calls[16:]
    outcome = race(database_url, [calls])[0]
    assert outcome["LastPlaceTaken"] == 5

    def check(world: World) -> None:
        task = world.session.get_one(Task, task_id)
        assert (task.state, task.places_taken) == (TaskState.FULL, 3)
        states = Counter(world.session.scalars(select(Application.state).where(Application.task_id == task_id)))
        assert states[ApplicationState.CHOSEN] == 3
        assert (task.rest_asked_at is not None) == (states[ApplicationState.SENT] > 0)
        assert sum(states.values()) == 8 + outcome["ok"] - 3

    arrange(database_url, check)


def test_cancelled_or_chosen_but_not_half_of_both(database_url: str) -> None:
    def setting(world: World) -> list[tuple[int, int, int]]:
        bertil = world.person("Bertil")
        tasks = [world.task(bertil) for _ in range(5)]
        return [(bertil.id, task.id, world.application(world.person(), task).id) for task in tasks]

    rounds = arrange(database_url, setting)
    calls = [[("cancel", (who, task)), ("choose", (who, offer))] for who, task, offer in rounds]
    for outcome in race(database_url, calls):
        assert outcome in (Counter(ok=2), Counter(ok=1, NotNow=1))

    def check(world: World) -> None:
        for _, task_id, _ in rounds:
            assert world.session.get_one(Task, task_id).state is TaskState.CANCELLED
            left = select(Application.state).where(Application.task_id == task_id)
            assert world.session.scalar(left) in (ApplicationState.LAPSED, ApplicationState.CHOSEN)

    arrange(database_url, check)


def test_confirmed_or_released_or_given_back_but_only_one_of_them(database_url: str) -> None:
    """And the place goes to one reserve, whoever was first."""

    def setting(world: World) -> list[tuple[int, int, int]]:
        bertil, anna = world.person("Bertil"), world.person("Anna")
        found = []
        for _ in range(6):
            task = world.task(bertil)
            for _reserve in range(2):
                offer = world.application(world.person(), task)
                reserves.put(world.session, bertil, application_id=offer.id, now=world.now)
            found.append((bertil.id, anna.id, world.offered(bertil, anna, task).id))
        return found

    rounds = arrange(database_url, setting)
    calls = [
        [("release", (bertil, one)), ("give_back", (anna, one)), ("release", (bertil, one)), ("give_back", (anna, one))]
        for bertil, anna, one in rounds
    ]
    for outcome in race(database_url, calls):
        assert outcome == Counter(ok=1, NotNow=3)

    def check(world: World) -> None:
        for task in world.session.scalars(select(Task)):
            assert (task.state, task.places_taken) == (TaskState.FULL, 1)
        states = Counter(world.session.scalars(select(Assignment.state)))
        assert states[AssignmentState.OFFERED] == 6
        assert Counter(world.session.scalars(select(Application.state)))[ApplicationState.RESERVE] == 6

    arrange(database_url, check)


def test_two_clocks_lapse_an_offer_once(database_url: str) -> None:
    def setting(world: World) -> None:
        bertil = world.person("Bertil")
        for _ in range(6):
            task = world.task(bertil)
            offer = world.application(world.person(), task)
            reserves.put(world.session, bertil, application_id=offer.id, now=world.now)
            world.offered(bertil, world.person(), task)

    arrange(database_url, setting)
    outcomes = race(database_url, [[("sweep", (day,))] * 4 for day in (1, 1, 2, 2)])
    assert sum(outcomes, Counter()) == Counter(ok=16)

    def check(world: World) -> None:
        told = Counter(world.session.scalars(select(OutboxMessage.kind)))
        assert (told["ConfirmSoon"], told["OfferLapsed"], told["ChosenByClock"]) == (6, 12, 6)

    arrange(database_url, check)


def test_a_code_for_one_admits_one(database_url: str) -> None:
    def setting(world: World) -> tuple[int, str, list[int]]:
        bertil = world.person("Bertil")
        group = world.group(bertil)
        code = joincodes.issue(
            world.session, bertil, group_id=group.id, own="TALVI", secret_key=SECRET, now=world.now, max_uses=1
        )
        return group.id, code, [world.person().id for _ in range(10)]

    group_id, code, guests = arrange(database_url, setting)
    assert race(database_url, [[("join", (guest, code)) for guest in guests]]) == [Counter(ok=1, WrongCode=9)]
    size = arrange(
        database_url,
        lambda world: world.session.scalar(
            select(func.count()).select_from(GroupMember).where(GroupMember.group_id == group_id)
        ),
    )
    assert size == 2


def test_approved_once_and_both_feedbacks_are_shown(database_url: str) -> None:
    def setting(world: World) -> tuple[int, list[int], list[list[tuple[int, int]]], int]:
        bertil, anna = world.person("Bertil"), world.person("Anna")
        done = [world.done(bertil, anna, world.task(bertil)).id for _ in range(3)]
        pairs = []
        for _ in range(5):
            work = world.approved(bertil, anna, world.task(bertil))
            views = [(one.id, feedback.for_assignment(world.session, one, work.id).id) for one in (bertil, anna)]
            pairs.append(views)
        return bertil.id, done, pairs, anna.id

    requester, done, pairs, doer = arrange(database_url, setting)
    for outcome in race(database_url, [[("approve", (requester, one))] * 6 for one in done]):
        assert outcome == Counter(ok=1, NotNow=5)
    for outcome in race(database_url, [[("give", pair) for pair in views] for views in pairs]):
        assert outcome == Counter(ok=2)

    def check(world: World) -> None:
        entries = select(func.count()).select_from(LedgerEntry).where(LedgerEntry.assignment_id.in_(done))
        assert world.session.scalar(entries) == 3
        hidden = (
            select(func.count())
            .select_from(Feedback)
            .where(Feedback.given_at.is_not(None), Feedback.revealed_at.is_(None))
        )
        assert world.session.scalar(hidden) == 0
        assert ledger.given(world.session, world.session.get_one(Person, doer)) == 8 * 90

    arrange(database_url, check)


def test_two_clocks_do_each_thing_once(database_url: str) -> None:
    def setting(world: World) -> None:
        bertil = world.person("Bertil")
        for _ in range(6):
            world.approved(bertil, world.person(), world.task(bertil))
            world.done(bertil, world.person(), world.task(bertil))

    arrange(database_url, setting)
    outcomes = race(database_url, [[("sweep", (day,))] * 4 for day in (1, 1, 5, 14, 15, 16, 16)])
    assert sum(outcomes, Counter()) == Counter(ok=28)

    def check(world: World) -> None:
        told = Counter(world.session.scalars(select(OutboxMessage.kind)))
        assert told["NudgeApproval"] == 6
        assert told["ApprovedByItself"] == 12
        assert told["FeedbackAsked"] == 6 * 2 * 3 + 6 * 2 * 1
        assert world.session.scalar(select(func.count()).select_from(LedgerEntry)) == 12

    arrange(database_url, check)


def test_a_group_keeps_an_admin(database_url: str) -> None:
    """Two admins leave at once; two others take the role from each other at once."""

    def setting(world: World) -> list[tuple[int, int, int]]:
        found = []
        for _ in range(6):
            bertil, anna = world.person("Bertil"), world.person("Anna")
            group = world.group(bertil, anna, world.person())
            members.set_admin(world.session, bertil, group_id=group.id, person_id=anna.id, admin=True, now=world.now)
            found.append((group.id, bertil.id, anna.id))
        return found

    rounds = arrange(database_url, setting)
    calls: list[list[Call]] = [[("leave", (one, group)), ("leave", (other, group))] for group, one, other in rounds[:3]]
    calls += [[("unmake", (one, group, other)), ("unmake", (other, group, one))] for group, one, other in rounds[3:]]
    for outcome in race(database_url, calls):
        assert outcome["ok"] == 1
        assert sum(outcome.values()) == 2

    def check(world: World) -> None:
        for group, _one, _other in rounds:
            admins = select(func.count()).where(GroupMember.group_id == group, GroupMember.admin)
            assert world.session.scalar(admins) == 1

    arrange(database_url, check)


def test_a_request_is_answered_once(database_url: str) -> None:
    def setting(world: World) -> list[tuple[int, int, int, int]]:
        found = []
        for _ in range(4):
            bertil, anna, guest = world.person("Bertil"), world.person("Anna"), world.person()
            group = world.group(bertil, anna)
            session, now = world.session, world.now
            members.set_admin(session, bertil, group_id=group.id, person_id=anna.id, admin=True, now=now)
            joining.set_policy(session, bertil, group_id=group.id, policy=GroupPolicy.CODE_AND_YES, now=now)
            code = joincodes.issue(session, bertil, group_id=group.id, own="TALVI", secret_key=SECRET, now=now)
            seen = joining.join(session, guest, code=code, secret_key=SECRET, now=now)
            found.append((bertil.id, anna.id, guest.id, seen.request_id or 0))
        return found

    rounds = arrange(database_url, setting)
    race(database_url, [[("accept", (one, asked)), ("decline", (two, asked))] for one, two, _, asked in rounds])

    def check(world: World) -> None:
        for _, _, guest, asked in rounds:
            accepted = world.session.get_one(JoinRequest, asked).outcome is Outcome.ACCEPTED
            told = select(func.count()).where(OutboxMessage.recipient_id == guest)
            assert world.session.scalar(told) == 1
            came_in = select(func.count()).where(GroupMember.person_id == guest)
            assert world.session.scalar(came_in) == int(accepted)

    arrange(database_url, check)


def test_two_answer_at_once_and_one_of_them_helped(database_url: str) -> None:
    """Each adviser taps twice, both write at once, and the asker says of both that it helped."""

    def setting(world: World) -> list[tuple[int, int, list[int]]]:
        found = []
        for _ in range(4):
            asker, advisers = world.person("Anna"), [world.person(), world.person()]
            world.knows(*advisers)
            found.append((asker.id, world.question(asker).id, [one.id for one in advisers]))
            for one in advisers:
                people.set_skills(world.session, one, category_ids=[], now=world.now)
        return found

    rounds = arrange(database_url, setting)
    race(database_url, [[("take_up", (one, asked)) for one in advisers * 2] for _, asked, advisers in rounds])

    def talks(world: World) -> list[list[int]]:
        own = select(Conversation.id).order_by(Conversation.doer_id)
        return [list(world.session.scalars(own.where(Conversation.advice_id == asked))) for _, asked, _ in rounds]

    opened = arrange(database_url, talks)
    assert [len(found) for found in opened] == [2] * len(rounds)
    pairs = list(zip(rounds, opened, strict=True))
    answering = [[("answer", pair) for pair in zip(advisers, found, strict=True)] for (_, _, advisers), found in pairs]
    assert race(database_url, answering) == [Counter(ok=2)] * len(rounds)
    thanking = [[("helped", (asker, talk)) for talk in found] for (asker, _, _), found in pairs]
    assert race(database_url, thanking) == [Counter(ok=2)] * len(rounds)

    def check(world: World) -> None:
        told = Counter(world.session.scalars(select(OutboxMessage.kind)))
        assert (told["AdviceHelped"], told["CarriedMessage"]) == (len(rounds), 2 * len(rounds))
        assert set(world.session.scalars(select(Advice.state))) == {AdviceState.HELPED}

    arrange(database_url, check)
