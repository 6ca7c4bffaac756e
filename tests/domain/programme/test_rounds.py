"""A round from its beginning to the next one: begun, described, published, announced, extended, cancelled, copied."""

from datetime import timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from domain.programme import announcing, calling, links, reading, rounds
from domain.programme.notices import (
    CallOpened,
    CallOpenedFirst,
    DeadlineMoved,
    RoundCancelled,
    StaffJoined,
    StaffLeft,
)
from domain.programme.refusals import (
    DeadlineNotLater,
    LastCoordinator,
    ProgrammeLinkOver,
    RoundIncomplete,
    TooManyOfThem,
)
from domain.programme.rounds import NewRound
from domain.programme.views import Lacks
from domain.refusals import InThePast, NotNow, NotThere, NotYours, OutOfBounds, TextMissing, TextTooLong
from models.person import Person
from models.programme.application import PlaceState
from models.programme.round import ContactDay, LinkKind, Round, RoundRole, RoundState, RoundText
from tests.domain.programme.world import application, contact_person, programme_round, staff
from tests.domain.world import SECRET, World

ZONE = ZoneInfo("Europe/Helsinki")


def new_round(world: World, **changes: Any) -> NewRound:
    values: dict[str, Any] = {
        "language": "fi",
        "name": "Kevät",
        "text": "Kenelle ja mitä.",
        "deadline": world.now + timedelta(days=30),
    }
    return NewRound(**(values | changes))


def begun(session: Session, world: World, operator: Person, **changes: Any) -> Round:
    return rounds.begin_programme(
        session,
        operator,
        name="Valmennus",
        new=new_round(world, **changes),
        operators={operator.telegram_id},
        zone=ZONE,
        now=world.now,
    )


def published(session: Session, world: World, coordinator: Person, made: Round) -> Round:
    rounds.add_day(
        session,
        coordinator,
        round_id=made.id,
        starts_at=made.deadline + timedelta(days=40),
        minutes=360,
        place="Tampere",
        agenda="",
        now=world.now,
    )
    return rounds.publish(session, coordinator, round_id=made.id, now=world.now)


def test_an_operator_begins_a_programme(session: Session, world: World) -> None:
    operator, other = world.person(), world.person()
    made = begun(session, world, operator)
    assert made.state is RoundState.DRAFT
    assert (made.capacity, made.participants_max, made.peers, made.reviewed) == (8, 3, True, False)
    assert made.decision_on == (made.deadline + timedelta(days=14)).date()
    with world.refuses(NotThere):
        rounds.begin_programme(
            session, other, name="Oma", new=new_round(world), operators=set(), zone=ZONE, now=world.now
        )
    with world.refuses(NotThere):
        rounds.begin(session, other, programme_id=made.programme_id, new=new_round(world), zone=ZONE, now=world.now)
    again = rounds.begin(
        session, operator, programme_id=made.programme_id, new=new_round(world), zone=ZONE, now=world.now
    )
    assert again.programme_id == made.programme_id


def test_coordinators_come_by_a_link(session: Session, world: World) -> None:
    operator, anna, bertil = world.person(), world.person(), world.person()
    made = begun(session, world, operator)
    token = links.make(session, operator, round_id=made.id, kind=LinkKind.COORDINATOR, secret_key=SECRET, now=world.now)
    assert not links.look(session, anna, token=token, secret_key=SECRET, now=world.now).mine
    for _twice in range(2):
        assert calling.join(session, anna, token=token, secret_key=SECRET, now=world.now)[1] is RoundRole.COORDINATOR
    assert len(world.heard(operator, StaffJoined)) == 1
    with world.refuses(ProgrammeLinkOver):
        calling.join(session, bertil, token=token, secret_key=SECRET, now=world.now)
    calling.leave(session, anna, round_id=made.id, person_id=operator.id, role=RoundRole.COORDINATOR, now=world.now)
    assert world.heard(operator, StaffLeft)
    with world.refuses(NotThere):  # a draft is not for them any more
        links.make(session, operator, round_id=made.id, kind=LinkKind.LATE, secret_key=SECRET, now=world.now)
    with world.refuses(LastCoordinator):
        calling.leave(session, anna, round_id=made.id, person_id=anna.id, role=RoundRole.COORDINATOR, now=world.now)
    with world.refuses(NotThere):
        calling.leave(session, anna, round_id=made.id, person_id=bertil.id, role=RoundRole.REVIEWER, now=world.now)
    for kind, role in ((LinkKind.REVIEWER, RoundRole.REVIEWER), (LinkKind.CONSULTANT, RoundRole.CONSULTANT)):
        token = links.make(session, anna, round_id=made.id, kind=kind, secret_key=SECRET, now=world.now)
        assert calling.join(session, bertil, token=token, secret_key=SECRET, now=world.now)[1] is role
    assert len(calling.staff(session, anna, round_id=made.id)) == 3


def test_a_link_to_take_part_or_to_be_late_gives_no_role(session: Session, world: World) -> None:
    coordinator, anna = world.person(), world.person()
    made = programme_round(world, coordinator)
    token = links.make(session, coordinator, round_id=made.id, kind=LinkKind.LATE, secret_key=SECRET, now=world.now)
    with world.refuses(ProgrammeLinkOver):
        calling.join(session, anna, token=token, secret_key=SECRET, now=world.now)


def test_what_is_changed_on_its_page(session: Session, world: World) -> None:
    anna, stranger = world.person(), world.person()
    made = begun(session, world, anna)
    rounds.say(session, anna, round_id=made.id, language="sv", name="Våren", text="För vem.", now=world.now)
    rounds.unsay(session, anna, round_id=made.id, language="fi", now=world.now)
    rounds.unsay(session, anna, round_id=made.id, language="sv", now=world.now)
    assert list(session.scalars(select(RoundText.language).where(RoundText.round_id == made.id))) == ["sv"]
    rounds.set_number(session, anna, round_id=made.id, name="capacity", value=12, now=world.now)
    rounds.set_number(session, anna, round_id=made.id, name="participants_max", value=2, now=world.now)
    rounds.set_region(session, anna, round_id=made.id, region="pirkanmaa", now=world.now)
    for name in rounds.SWITCHES:
        rounds.switch(session, anna, round_id=made.id, name=name, on=True, now=world.now)
    assert (made.capacity, made.participants_max, made.region, made.reviewed) == (12, 2, "pirkanmaa", True)
    assert Lacks.CRITERIA in reading.lacks(session, made, world.now)
    one = rounds.add_criterion(session, anna, round_id=made.id, name="Tarve", weight=3, now=world.now)
    assert Lacks.CRITERIA not in reading.lacks(session, made, world.now)
    with world.refuses(NotThere):
        rounds.remove_criterion(session, stranger, criterion_id=one.id, now=world.now)
    rounds.remove_criterion(session, anna, criterion_id=one.id, now=world.now)
    for number in range(rounds.MOST_CRITERIA):
        rounds.add_criterion(session, anna, round_id=made.id, name=f"K{number}", weight=1, now=world.now)
    with world.refuses(TooManyOfThem):
        rounds.add_criterion(session, anna, round_id=made.id, name="Liikaa", weight=1, now=world.now)


def test_bad_values(session: Session, world: World) -> None:
    anna = world.person()
    with world.refuses(InThePast):
        begun(session, world, anna, deadline=world.now)
    for changes, why in (({"capacity": 0}, OutOfBounds), ({"capacity": 201}, OutOfBounds), ({"region": "x"}, NotThere)):
        with world.refuses(why):
            begun(session, world, anna, **changes)
    for more, words_why in (
        ({"name": " "}, TextMissing),
        ({"name": "x" * 81}, TextTooLong),
        ({"text": "x" * 1501}, TextTooLong),
        ({"language": "de"}, NotThere),
    ):
        with world.refuses(words_why):
            begun(session, world, anna, **more)
    made = begun(session, world, anna)
    for name, value in (("participants_max", 4), ("participants_max", 0), ("confirm_days", 0)):
        with world.refuses(OutOfBounds):
            rounds.set_number(session, anna, round_id=made.id, name=name, value=value, now=world.now)
    for name in ("state", "weight"):
        with world.refuses(NotThere):
            rounds.set_number(session, anna, round_id=made.id, name=name, value=1, now=world.now)
    with world.refuses(NotThere):
        rounds.switch(session, anna, round_id=made.id, name="state", on=True, now=world.now)
    with world.refuses(NotThere):  # a group of others
        group = world.group(world.person())
        rounds.announce_to(session, anna, round_id=made.id, group_id=group.id, on=True, now=world.now)
    for times in (
        {"opens_at": made.deadline},
        {"decision_on": world.now.date()},
        {"deadline": world.now},
    ):
        with world.refuses(InThePast):
            rounds.set_times(session, anna, round_id=made.id, zone=ZONE, now=world.now, **times)
    for minutes, why in ((0, OutOfBounds), (24 * 60, OutOfBounds)):
        with world.refuses(why):
            rounds.add_day(
                session,
                anna,
                round_id=made.id,
                starts_at=made.deadline,
                minutes=minutes,
                place="Turku",
                agenda="",
                now=world.now,
            )


def test_times_go_together(session: Session, world: World) -> None:
    anna = world.person()
    made = begun(session, world, anna)

    def set_times(**times: Any) -> None:
        rounds.set_times(session, anna, round_id=made.id, zone=ZONE, now=world.now, **times)

    set_times(deadline=made.deadline + timedelta(days=60))
    assert made.decision_on == (made.deadline + timedelta(days=14)).date(), "the decisions follow"
    set_times(opens_at=world.now + timedelta(days=10), priority_days=3)
    assert made.priority_opens_at == world.now + timedelta(days=7)
    set_times(opens_at=world.now + timedelta(days=20))
    assert made.priority_opens_at == world.now + timedelta(days=17)
    set_times(priority_days=0)
    assert made.priority_opens_at is None


def test_published_when_whole_and_then_it_stays(session: Session, world: World) -> None:
    anna, reader = world.person(), world.person()
    made = begun(session, world, anna)
    with world.refuses(RoundIncomplete):
        rounds.publish(session, anna, round_id=made.id, now=world.now)
    with world.refuses(NotThere):
        rounds.publish(session, reader, round_id=made.id, now=world.now)
    published(session, world, anna, made)
    assert made.state is RoundState.OPEN
    with world.refuses(NotNow):  # a double tap
        rounds.publish(session, anna, round_id=made.id, now=world.now)
    with world.refuses(NotNow):
        rounds.switch(session, anna, round_id=made.id, name="peers", on=False, now=world.now)
    with world.refuses(NotNow):
        rounds.say(session, anna, round_id=made.id, language="fi", name="Uusi", text="Uusi", now=world.now)
    with world.refuses(NotYours):
        calling.extend(
            session, reader, round_id=made.id, deadline=made.deadline + timedelta(days=1), zone=ZONE, now=world.now
        )


def test_everybody_concerned_hears_once_when_it_opens(
    session: Session, world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(announcing, "PEOPLE", 2)  # several batches of few people
    anna = world.person()
    members, follower, outsider = [world.person() for _ in range(4)], world.person(), world.person()
    group = world.group(anna, *members)
    announcing.follow(session, follower, now=world.now)
    announcing.follow(session, members[0], now=world.now)  # in both ways: once
    made = begun(session, world, anna)
    rounds.announce_to(session, anna, round_id=made.id, group_id=group.id, on=True, now=world.now)
    rounds.set_times(session, anna, round_id=made.id, zone=ZONE, now=world.now, opens_at=world.now + timedelta(days=2))
    published(session, world, anna, made)
    world.tick()
    assert not world.heard(follower, CallOpened), "not before it opens"
    world.later(days=2)
    world.tick()
    world.tick()
    for one in (*members, follower):
        assert len(world.heard(one, CallOpened)) == 1
    for one in (anna, outsider):
        assert not world.heard(one, CallOpened)
    assert made.telling_at is None


def test_everybody_hears_where_that_is_wished(session: Session, world: World) -> None:
    anna, bertil, newcomer = world.person(), world.person(), world.person(registered=False)
    made = begun(session, world, anna)
    rounds.switch(session, anna, round_id=made.id, name="for_everybody", on=True, now=world.now)
    assert announcing.how_many(session, made) == 1
    published(session, world, anna, made)
    world.tick()
    assert world.heard(bertil, CallOpened)
    assert not world.heard(newcomer, CallOpened)


def test_following_begins_and_ends(session: Session, world: World) -> None:
    anna = world.person()
    for _twice in range(2):
        announcing.follow(session, anna, now=world.now)
    assert announcing.follows(session, anna)
    for _twice in range(2):
        announcing.unfollow(session, anna)
    assert not announcing.follows(session, anna)
    with world.refuses(NotThere):
        announcing.follow(session, world.person(registered=False), now=world.now)


def test_more_time_to_apply(session: Session, world: World) -> None:
    coordinator, anna, bertil = world.person(), contact_person(world, "Silta ry"), contact_person(world, "Muut ry")
    made = programme_round(world, coordinator)
    application(world, made, anna, PlaceState.DRAFT)
    application(world, made, bertil, PlaceState.WITHDRAWN)
    decision_on = made.decision_on
    with world.refuses(DeadlineNotLater):
        calling.extend(session, coordinator, round_id=made.id, deadline=made.deadline, zone=ZONE, now=world.now)
    with world.refuses(InThePast):
        calling.extend(session, coordinator, round_id=made.id, deadline=world.now, zone=ZONE, now=world.now)
    world.now = made.deadline + timedelta(hours=1)  # also after it has gone by
    calling.extend(
        session, coordinator, round_id=made.id, deadline=made.deadline + timedelta(days=3), zone=ZONE, now=world.now
    )
    assert made.decision_on == decision_on + timedelta(days=3)
    assert len(world.heard(anna, DeadlineMoved)) == 1
    assert not world.heard(bertil, DeadlineMoved)


def test_cancelled(session: Session, world: World) -> None:
    coordinator, consultant, anna = world.person(), world.person(), contact_person(world, "Silta ry")
    made = programme_round(world, coordinator)
    staff(world, made, consultant, RoundRole.CONSULTANT)
    application(world, made, anna)
    with world.refuses(NotYours):
        calling.cancel(session, anna, round_id=made.id, now=world.now)
    calling.cancel(session, coordinator, round_id=made.id, now=world.now)
    for one in (anna, consultant):
        assert len(world.heard(one, RoundCancelled)) == 1
    with world.refuses(NotNow):
        calling.cancel(session, coordinator, round_id=made.id, now=world.now)


def test_the_next_round(session: Session, world: World) -> None:
    coordinator, consultant = world.person(), world.person()
    left_out, placed = contact_person(world, "Silta ry"), contact_person(world, "Muut ry")
    old = programme_round(world, coordinator, RoundState.DECIDED, capacity=5, reviewed=True, region="pirkanmaa")
    staff(world, old, consultant, RoundRole.CONSULTANT)
    application(world, old, left_out, PlaceState.NOT_THIS_TIME)
    application(world, old, placed, PlaceState.CONFIRMED)
    deadline = old.deadline + timedelta(days=182)
    with world.refuses(InThePast):
        calling.copy(session, coordinator, round_id=old.id, deadline=world.now, zone=ZONE, now=world.now)
    new = calling.copy(session, coordinator, round_id=old.id, deadline=deadline, zone=ZONE, now=world.now)
    assert (new.previous_id, new.state, new.capacity, new.reviewed) == (old.id, RoundState.DRAFT, 5, True)
    assert new.priority_opens_at == new.opens_at - timedelta(days=7)
    first = session.scalars(
        select(ContactDay.starts_at).where(ContactDay.round_id == new.id).order_by(ContactDay.starts_at)
    ).first()
    was = session.scalars(
        select(ContactDay.starts_at).where(ContactDay.round_id == old.id).order_by(ContactDay.starts_at)
    ).first()
    assert first is not None
    assert was is not None
    assert first.astimezone(ZONE).time() == was.astimezone(ZONE).time(), "the same time of day, in summer too"
    assert first.astimezone(ZONE).date() - was.astimezone(ZONE).date() == timedelta(days=182)
    assert session.scalar(select(func.count()).select_from(ContactDay).where(ContactDay.round_id == new.id)) == 4
    assert {role for role, _one in calling.staff(session, coordinator, round_id=new.id)} == {
        RoundRole.COORDINATOR,
        RoundRole.CONSULTANT,
    }

    rounds.switch(session, coordinator, round_id=new.id, name="for_everybody", on=True, now=world.now)
    rounds.switch(session, coordinator, round_id=new.id, name="reviewed", on=False, now=world.now)
    rounds.publish(session, coordinator, round_id=new.id, now=world.now)
    assert new.priority_opens_at is not None
    world.now = new.priority_opens_at
    world.tick()
    assert world.heard(left_out, CallOpenedFirst)
    assert not world.heard(placed, CallOpened)
    world.now = new.opens_at
    world.tick()
    world.tick()
    assert len(world.heard(placed, CallOpened)) == 1
    assert len(world.heard(left_out, CallOpenedFirst)) == 1
    assert not world.heard(left_out, CallOpened), "who heard first does not hear twice"


def test_a_copy_of_a_cancelled_round_keeps_those_left_out_before(session: Session, world: World) -> None:
    coordinator = world.person()
    first = programme_round(world, coordinator, RoundState.OVER)
    second = programme_round(world, coordinator, RoundState.CANCELLED, previous_id=first.id)
    third = calling.copy(
        session,
        coordinator,
        round_id=second.id,
        deadline=second.deadline + timedelta(days=30),
        zone=ZONE,
        now=world.now,
    )
    assert third.previous_id == first.id
