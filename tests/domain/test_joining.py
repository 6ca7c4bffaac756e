"""Coming into groups: limits of codes, an admin's yes, policies, and those who guess."""

import random
from datetime import timedelta

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from domain import codes, groups, joincodes, joining, members, occasions
from domain.notices import JoinAnswered, JoinedGroup, JoinRequested, TooManyWrongCodes
from domain.refusals import (
    AlreadyAnswered,
    ListedOnly,
    NotRegistered,
    NotThere,
    NotYours,
    OutOfBounds,
    TooManyTries,
    WrongCode,
)
from domain.tries import ALARM_OVER, TRIES
from domain.views import GroupView
from models.group import CodeAttempt, GroupMember, GroupPolicy, Outcome
from models.person import Person
from tests.domain.world import SECRET, World


def issue(world: World, admin: Person, group: GroupView, **more: object) -> str:
    return joincodes.issue(
        world.session,
        admin,
        group_id=group.id,
        own="TALVI",
        secret_key=SECRET,
        now=world.now,
        **more,  # type: ignore[arg-type]
    )


def join(world: World, person: Person, code: str, *operators: int) -> GroupView:
    return joining.join(world.session, person, code=code, secret_key=SECRET, now=world.now, operators=operators)


def newest(world: World, admin: Person, group: GroupView) -> int:
    return joincodes.live(world.session, admin, group_id=group.id, now=world.now).items[0].id


def asking(world: World, admin: Person, group: GroupView) -> None:
    joining.set_policy(world.session, admin, group_id=group.id, policy=GroupPolicy.CODE_AND_YES, now=world.now)


# Guessing


@pytest.mark.timeout(900)
def test_guessing_gets_nowhere_and_honest_people_come_in(session: Session, world: World, prove: bool) -> None:
    """10,000 guesses by 100 people against 1,000 live codes; a twentieth of it without --prove."""
    guessers, guesses, live = (100, 100, 1000) if prove else (50, 10, 50)
    operator, stranger = world.person("Operator"), world.person("No operator")
    admin = world.person()
    everybody = [world.group(admin, name=f"Ryhmä {number}") for number in range(max(live // 20, 1))]
    given = [issue(world, admin, everybody[number % len(everybody)]) for number in range(live)]
    people = [world.person() for _ in range(guessers)]
    chance = random.Random(41)  # nothing depends on which guesses they are
    outcomes: list[list[type]] = []
    for person in people:
        heard: list[type] = []
        for _ in range(guesses):
            guess = "TA1V1" + "".join(chance.choice(codes.ALPHABET) for _ in range(codes.RANDOM))
            expected: type[WrongCode] | type[TooManyTries] = WrongCode
            tried = session.scalar(
                select(func.count()).select_from(CodeAttempt).where(CodeAttempt.person_id == person.id)
            )
            everyone = session.scalar(select(func.count()).select_from(CodeAttempt)) or 0
            if (tried or 0) >= (TRIES if everyone <= ALARM_OVER else 1):
                expected = TooManyTries
            with world.refuses(expected, person):
                join(world, person, guess, operator.telegram_id)
            heard.append(expected)
        outcomes.append(heard)

    for heard in outcomes[: ALARM_OVER // TRIES]:
        assert heard == [WrongCode] * TRIES + [TooManyTries] * (guesses - TRIES)
    for heard in outcomes[ALARM_OVER // TRIES :]:
        assert heard == [WrongCode] + [TooManyTries] * (guesses - 1), "in the alarm one try is left"
    joined = select(func.count()).select_from(GroupMember).where(GroupMember.person_id != admin.id)
    assert session.scalar(joined) == 0
    assert world.heard(operator) == [TooManyWrongCodes(1)]
    assert world.heard(stranger) == []

    assert join(world, stranger, given[0]).size == 2, "whoever has tried nothing wrong is not affected"
    guesser = people[-1]
    with world.refuses(TooManyTries) as caught:
        join(world, guesser, given[0])
    assert caught[0].until == world.now + timedelta(hours=1)
    world.now = caught[0].until
    assert join(world, guesser, given[0]).size == 3


def test_each_alarm_is_told_once(session: Session, world: World) -> None:
    operator = world.person()

    def wrong() -> None:
        somebody = world.person()
        with world.refuses(WrongCode, somebody):
            join(world, somebody, "NONSENSE", operator.telegram_id)

    for _ in range(ALARM_OVER):
        wrong()
    assert world.heard(operator) == []
    for _ in range(5):
        wrong()
    assert world.heard(operator) == [TooManyWrongCodes(1)]
    world.later(minutes=59)
    for _ in range(3):
        wrong()
    world.later(minutes=59)
    assert world.heard(operator) == [TooManyWrongCodes(1)], "it went on: the same alarm"
    world.later(hours=2)
    for _ in range(ALARM_OVER + 1):
        wrong()
    assert world.heard(operator) == [TooManyWrongCodes(1), TooManyWrongCodes(2)]


# Limits


def test_limits_of_uses_and_time(session: Session, world: World) -> None:
    admin = world.person()
    group = world.group(admin)
    code = issue(world, admin, group)
    code_id = newest(world, admin, group)
    join(world, world.person("Anna"), code)
    limited = joincodes.limit_uses(session, admin, code_id=code_id, max_uses=2, now=world.now)
    assert (limited.uses, limited.max_uses, limited.admits) == (1, 2, True)
    join(world, world.person("Bertil"), code)
    somebody = world.person()
    with world.refuses(WrongCode, somebody):
        join(world, somebody, code)
    assert joincodes.live(session, admin, group_id=group.id, now=world.now).total == 0
    assert joincodes.ended(session, admin, group_id=group.id, now=world.now).items[0].id == code_id
    joincodes.limit_uses(session, admin, code_id=code_id, max_uses=None, now=world.now)
    join(world, world.person("Carla"), code)
    assert {one.name for one in joincodes.joined_by(session, admin, code_id=code_id).items} == {
        "Anna",
        "Bertil",
        "Carla",
    }

    joincodes.limit_time(session, admin, code_id=code_id, days=7, now=world.now)
    world.later(days=7)
    with world.refuses(WrongCode, somebody):
        join(world, somebody, code)
    assert joincodes.limit_time(session, admin, code_id=code_id, days=None, now=world.now).expires_at is None
    world.later(days=4000)
    join(world, somebody, code)
    for number in (0, joincodes.USES_MAX + 1):
        with world.refuses(OutOfBounds):
            joincodes.limit_uses(session, admin, code_id=code_id, max_uses=number, now=world.now)
    for number in (0, joincodes.DAYS_MAX + 1):
        with world.refuses(OutOfBounds):
            joincodes.limit_time(session, admin, code_id=code_id, days=number, now=world.now)


def test_one_code_is_replaced_and_the_others_stay(session: Session, world: World) -> None:
    admin = world.person()
    group = world.group(admin)
    first, second = issue(world, admin, group), issue(world, admin, group, max_uses=3, lasts=timedelta(days=7))
    third = issue(world, admin, group, replaces=newest(world, admin, group))
    view = joincodes.get_for(session, admin, newest(world, admin, group), now=world.now)
    assert (view.max_uses, view.expires_at) == (3, world.now + timedelta(days=7)), "the limits go over"
    somebody = world.person()
    with world.refuses(WrongCode, somebody):
        join(world, somebody, second)
    for code in (first, third):
        join(world, world.person(), code)
    joincodes.revoke(session, admin, code_id=view.id, now=world.now)
    with world.refuses(WrongCode, somebody):
        join(world, somebody, third)


def test_codes_are_their_own_groups_affair(session: Session, world: World) -> None:
    """An admin of A acts on B; a member, an outsider, a number that is nothing."""
    admin, other, member = world.person(), world.person(), world.person()
    group = world.group(admin, member)
    others = world.group(other, name="Muut")
    issue(world, admin, group)
    code_id = newest(world, admin, group)
    for person, refusal in ((other, NotThere), (member, NotYours)):
        for act in (
            lambda p: joincodes.get_for(session, p, code_id, now=world.now),
            lambda p: joincodes.joined_by(session, p, code_id=code_id),
            lambda p: joincodes.revoke(session, p, code_id=code_id, now=world.now),
            lambda p: joincodes.limit_uses(session, p, code_id=code_id, max_uses=1, now=world.now),
            lambda p: joincodes.limit_time(session, p, code_id=code_id, days=1, now=world.now),
            lambda p: joincodes.ended(session, p, group_id=group.id, now=world.now),
        ):
            with world.refuses(refusal):
                act(person)
    with world.refuses(NotThere):
        issue(world, other, others, replaces=code_id)
    with world.refuses(NotThere):
        joincodes.get_for(session, admin, 10**9, now=world.now)
    assert joincodes.get_for(session, admin, code_id, now=world.now).admits


# An admin's yes


def test_an_admins_yes(session: Session, world: World) -> None:
    admin, second, anna = world.person("Bertil"), world.person("Carla"), world.person("Anna")
    group = world.group(admin, second)
    members.set_admin(session, admin, group_id=group.id, person_id=second.id, admin=True, now=world.now)
    asking(world, admin, group)
    code = issue(world, admin, group, max_uses=1)
    seen = join(world, anna, code)
    assert seen.request_id is not None
    request_id = seen.request_id
    assert join(world, anna, code).request_id == request_id, "asked twice, it is one request"
    assert groups.mine(session, anna) == []
    for one in (admin, second):
        assert world.heard(one)[-1] == JoinRequested(request_id)
        assert occasions.join_requested(session, one, JoinRequested(request_id)) is not None
    somebody = world.person()
    with world.refuses(WrongCode, somebody):
        join(world, somebody, code)

    answered = joining.answer(session, second, request_id=request_id, accept=True, now=world.now)
    assert (answered.outcome, answered.decided_by) == (Outcome.ACCEPTED, "Carla")
    again = joining.answer(session, admin, request_id=request_id, accept=False, now=world.now)
    assert (again.outcome, again.decided_by) == (Outcome.ACCEPTED, "Carla"), "the second admin sees what is"
    assert [one.id for one in groups.mine(session, anna)] == [group.id]
    assert world.heard(anna) == [JoinAnswered(request_id)]
    assert occasions.join_requested(session, admin, JoinRequested(request_id)) is None
    assert world.heard(admin)[-1] == JoinedGroup(group.id, anna.id, world.now.isoformat())


def test_a_no_and_a_change_of_mind_give_the_use_back(session: Session, world: World) -> None:
    admin, anna, carla = world.person(), world.person(), world.person()
    group = world.group(admin)
    asking(world, admin, group)
    code = issue(world, admin, group, max_uses=1)
    first = join(world, anna, code).request_id
    assert first is not None
    joining.answer(session, admin, request_id=first, accept=False, now=world.now)
    assert world.heard(anna) == [JoinAnswered(first)]
    with world.refuses(AlreadyAnswered):
        join(world, anna, code)
    second = join(world, carla, code).request_id
    assert second is not None
    assert joining.withdraw(session, carla, request_id=second, now=world.now).outcome is Outcome.WITHDRAWN
    third = join(world, carla, code).request_id
    assert third not in (None, second)
    joining.answer(session, admin, request_id=third or 0, accept=True, now=world.now)
    assert joining.withdraw(session, carla, request_id=third or 0, now=world.now).outcome is Outcome.ACCEPTED
    world.later(minutes=1)
    assert join(world, anna, issue(world, admin, group)).request_id is not None, "a newer code, and one may ask again"


def test_requests_are_their_own_groups_affair(session: Session, world: World) -> None:
    admin, other, member, anna = (world.person() for _ in range(4))
    group = world.group(admin, member)
    world.group(other, name="Muut")
    asking(world, admin, group)
    request_id = join(world, anna, issue(world, admin, group)).request_id
    assert request_id is not None
    for person in (other, member, anna):
        for accept in (True, False):
            with world.refuses(NotThere):
                joining.answer(session, person, request_id=request_id, accept=accept, now=world.now)
    for person in (admin, other, member):
        with world.refuses(NotThere):
            joining.withdraw(session, person, request_id=request_id, now=world.now)
    with world.refuses(NotYours):
        joining.waiting(session, member, group_id=group.id)
    with world.refuses(NotThere):
        joining.waiting(session, other, group_id=group.id)
    with world.refuses(NotThere):
        joining.set_policy(session, other, group_id=group.id, policy=GroupPolicy.CODE, now=world.now)
    newcomer = world.person(registered=False)
    with world.refuses(NotRegistered):
        join(world, newcomer, issue(world, admin, group))
    assert joining.waiting(session, admin, group_id=group.id).total == 1


# Policies


def test_another_policy_throws_nobody_out_and_settles_who_waits(session: Session, world: World) -> None:
    admin, member = world.person(), world.person()
    group = world.group(admin, member)
    code = issue(world, admin, group)
    asking(world, admin, group)
    waits = [world.person() for _ in range(3)]
    requests = [join(world, one, code).request_id or 0 for one in waits]
    joining.set_policy(session, admin, group_id=group.id, policy=GroupPolicy.CODE, now=world.now)
    assert groups.get_for(session, admin, group.id).size == 5, "a code admits: who waited is in"
    for one, request_id in zip(waits, requests, strict=True):
        assert world.heard(one) == [JoinAnswered(request_id)]

    asking(world, admin, group)
    late = world.person()
    request_id = join(world, late, code).request_id or 0
    joining.set_policy(session, admin, group_id=group.id, policy=GroupPolicy.LISTED, now=world.now)
    assert joining.own_request(session, late, request_id).outcome is Outcome.LISTED
    assert world.heard(late) == [JoinAnswered(request_id)]
    assert groups.get_for(session, member, group.id).size == 5
    with world.refuses(ListedOnly):
        join(world, late, code)
    assert groups.admit(session, group.id, late.id, now=world.now)
    assert not groups.admit(session, group.id, late.id, now=world.now), "in already"
    assert groups.get_for(session, late, group.id).size == 6


def test_only_who_may_is_admitted(session: Session, world: World) -> None:
    admin = world.person()
    group = world.group(admin)
    assert not groups.admit(session, group.id, world.person(registered=False).id, now=world.now)
    assert not groups.admit(session, group.id, 10**9, now=world.now)
    assert not groups.admit(session, 10**9, admin.id, now=world.now)
    groups.close(session, admin, group_id=group.id, now=world.now)
    assert not groups.admit(session, group.id, world.person().id, now=world.now)


def test_an_invitation_settles_a_request(session: Session, world: World) -> None:
    admin, anna = world.person(), world.person()
    group = world.group(admin)
    asking(world, admin, group)
    request_id = join(world, anna, issue(world, admin, group)).request_id or 0
    assert groups.admit(session, group.id, anna.id, now=world.now)
    assert joining.request_for(session, admin, request_id).outcome is Outcome.ACCEPTED
    assert joining.waiting(session, admin, group_id=group.id).total == 0


def test_coming_back_is_an_occasion_of_its_own(session: Session, world: World) -> None:
    admin, anna = world.person(), world.person()
    group = world.group(admin)
    code = issue(world, admin, group)
    for _ in range(3):
        join(world, anna, code)
        world.later(hours=1)
        groups.leave(session, anna, group_id=group.id, now=world.now)
    assert len(world.heard(admin, JoinedGroup)) == 3
