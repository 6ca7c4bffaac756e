"""Who speaks for an organisation, what goes to a colleague, and groups that hold whole organisations."""

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from domain import applications, colleagues, domains, groups, handovers, members, organisations, tasks, umbrellas, words
from domain.notices import ApplicationWithdrawn, InGroupThrough, MemberAccepted, NewcomerAsks, OutOfGroup
from domain.refusals import InThroughOrganisation, LastContact, NotAccepted, NotNow, NotThere, NotYours
from domain.views import OrganisationView
from models.conversation import Conversation
from models.feedback import Feedback
from models.group import groups_of, size_of
from models.ledger import LedgerEntry
from models.person import Person
from models.task import Task
from tests.domain.world import World


def member_id(session: Session, organisation_id: int, person: Person) -> int:
    member = organisations.member_of(session, organisation_id, person.id)
    assert member is not None
    return member.id


def organisation(
    session: Session, world: World, contact: Person, *members: Person, name: str = "Martat ry", sure: bool = True
) -> OrganisationView:
    """A confirmed one, with these confirmed members."""
    made = organisations.add(session, contact, name=name, sure=sure, now=world.now)
    operator = world.person()
    organisations.confirm(session, operator, organisation_id=made.id, operators={operator.telegram_id}, now=world.now)
    for member in members:
        organisations.join(session, member, organisation_id=made.id, now=world.now)
        colleagues.confirm(session, contact, member_id=member_id(session, made.id, member), now=world.now)
    return made


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Helsinki", "Helsingin"), ("Turku", "Turun"), ("Lahti", "Lahden"), ("Vantaa", "Vantaan"),
        ("Tampere", "Tampereen"), ("yhdistys", "yhdistyksen"), ("nuoret", "nuorten"), ("liitto", "liiton"),
        ("eläkeläiset", "eläkeläisten"), ("förening", "föreningen"), ("föreningar", "föreningen"),
    ],
)  # fmt: skip
def test_forms_of_a_word_are_akin(one: str, other: str) -> None:
    assert words.akin(words.stem(words.fold(one)), words.stem(words.fold(other)))


@pytest.mark.parametrize(("one", "other"), [("Turku", "Turva"), ("Salo", "Sali"), ("Lahti", "Lahja")])
def test_other_words_are_not(one: str, other: str) -> None:
    same = words.akin(words.stem(words.fold(one)), words.stem(words.fold(other)))
    assert not same or one == "Salo", "what is three letters long is too short to tell"


def test_domains() -> None:
    for written in ("https://www.Martat.fi/x", "anna@martat.fi", "MARTAT.FI", "martat.fi:443"):
        assert domains.normal(written) == "martat.fi", written
    for nothing in ("", "martat", "a b", "x" * 200 + ".fi", "mar\x00tat.fi", "1.2.3.4", ".fi"):
        assert domains.normal(nothing) is None, nothing
    assert domains.normal("mаrtat.fi") != "martat.fi", "a look-alike is another domain"
    assert domains.is_free("gmail.com")
    assert domains.is_free("mail.yahoo.com")


def test_a_proved_address_confirms(session: Session, world: World) -> None:
    anna, bertil, carla = [world.person() for _ in range(3)]
    made = organisations.add(session, anna, name="Martat ry", now=world.now)
    organisations.set_domain(session, anna, organisation_id=made.id, domain="martat.fi", now=world.now)
    organisations.join(session, bertil, organisation_id=made.id, now=world.now)
    assert [type(one) for one in world.heard(anna)] == [NewcomerAsks]
    assert not organisations.may_report(session, anna, made.id)
    assert organisations.address_proved(session, carla, "martat.fi", now=world.now) == []
    assert organisations.address_proved(session, bertil, "martat.fi", now=world.now) == [made.id]
    assert not organisations.mine(session, bertil)[0].confirmed, "a member alone does not confirm the organisation"
    assert organisations.address_proved(session, anna, "gmail.com", now=world.now) == []
    assert organisations.address_proved(session, anna, "Martat.fi", now=world.now) == [made.id]
    assert organisations.address_proved(session, anna, "martat.fi", now=world.now) == []
    assert organisations.mine(session, anna)[0].confirmed
    assert organisations.may_report(session, bertil, made.id)
    with world.refuses(NotYours):
        organisations.set_domain(session, bertil, organisation_id=made.id, domain=None, now=world.now)


def test_who_decides_on_members(session: Session, world: World) -> None:
    anna, bertil, carla, other = [world.person() for _ in range(4)]
    made = organisation(session, world, anna, bertil)
    organisation(session, world, other, name="Toinen ry")
    organisations.join(session, carla, organisation_id=made.id, now=world.now)
    newcomer = member_id(session, made.id, carla)
    for somebody, refusal in ((bertil, NotYours), (carla, NotYours), (other, NotThere)):
        for decide in (colleagues.confirm, colleagues.refuse):
            with world.refuses(refusal):
                decide(session, somebody, member_id=newcomer, now=world.now)
    colleagues.refuse(session, anna, member_id=newcomer, now=world.now)
    assert carla.organisation_id is None
    with world.refuses(NotAccepted):
        organisations.join(session, carla, organisation_id=made.id, now=world.now)
    colleagues.confirm(session, anna, member_id=newcomer, now=world.later(days=1))
    assert world.heard(carla, MemberAccepted)
    with world.refuses(LastContact):
        colleagues.leave(session, anna, organisation_id=made.id, now=world.now)
    with world.refuses(LastContact):
        colleagues.make_contact(
            session, anna, member_id=member_id(session, made.id, anna), contact=False, now=world.now
        )
    colleagues.leave(session, anna, organisation_id=made.id, without_contact=True, now=world.now)
    with world.refuses(NotThere):
        organisations.page(session, anna, made.id)


def test_only_operators_confirm_and_merge(session: Session, world: World) -> None:
    anna, bertil = world.person(), world.person()
    first = organisations.add(session, anna, name="Martat ry", now=world.now)
    twin = organisations.add(session, bertil, name="Martat", sure=True, now=world.now)
    for somebody in (anna, bertil):
        with world.refuses(NotThere):
            organisations.confirm(session, somebody, organisation_id=twin.id, operators=(), now=world.now)
    operator = world.person()
    ids = {operator.telegram_id}
    with world.refuses(NotThere):
        organisations.merge(session, operator, organisation_id=twin.id, into_id=twin.id, operators=ids, now=world.now)
    organisations.merge(session, operator, organisation_id=twin.id, into_id=first.id, operators=ids, now=world.now)
    with world.refuses(NotNow):
        organisations.merge(session, operator, organisation_id=twin.id, into_id=first.id, operators=ids, now=world.now)
    session.expire_all()
    assert bertil.organisation_id == first.id
    assert [one.id for one in organisations.search(session, "martat")] == [first.id]
    assert organisations.join(session, world.person(), organisation_id=twin.id, now=world.now).id == first.id


def test_what_goes_with_a_task_to_a_colleague(session: Session, world: World) -> None:
    anna, bertil, dora, erik = [world.person() for _ in range(4)]
    made = organisation(session, world, anna, bertil)
    task = world.task(anna, places=2)
    world.approved(anna, dora, task)
    agreed = world.chosen(anna, erik, task)
    group = world.group(anna, dora)
    secret = world.task(anna, group=group)
    private_before = tasks.get_for(session, anna, task.id).organisation
    done = handovers.hand_over(
        session, anna, organisation_id=made.id, member_id=member_id(session, made.id, bertil), now=world.later(days=1)
    )
    assert (done.moved, done.stay) == (1, 1), "a group's task does not go to somebody outside of the group"
    session.expire_all()
    assert session.get_one(Task, secret.id).requester_id == anna.id
    view = tasks.get_for(session, bertil, task.id)
    assert (view.mine, view.organisation) == (True, private_before)
    entry = session.scalars(select(LedgerEntry)).one()
    assert entry.requester_id == anna.id, "what was approved stays in her book"
    assert {row.author_id: row.about_id for row in session.scalars(select(Feedback))} == {
        bertil.id: dora.id,
        dora.id: anna.id,
    }
    talks = {
        (talk.requester_id, talk.doer_id): talk.closed_at is None
        for talk in session.scalars(select(Conversation).where(Conversation.task_id == task.id))
    }
    assert talks[anna.id, erik.id] is False
    assert talks[bertil.id, erik.id] is True
    assert (bertil.id, dora.id) not in talks, "her part is done"
    with world.refuses(NotThere):
        handovers.hand_over(
            session, bertil, organisation_id=made.id, member_id=member_id(session, made.id, bertil), now=world.now
        )
    back = handovers.hand_over(
        session, bertil, organisation_id=made.id, member_id=member_id(session, made.id, anna), now=world.later(days=1)
    )
    assert back.moved == 1
    again = session.scalars(
        select(Conversation).where(Conversation.task_id == task.id, Conversation.doer_id == erik.id)
    ).all()
    assert {talk.requester_id for talk in again if talk.closed_at is None} == {anna.id}
    assert agreed.id


def test_who_comes_through_organisations_is_counted_once(session: Session, world: World) -> None:
    admin, anna, bertil, carla = [world.person() for _ in range(4)]
    first = organisation(session, world, anna, bertil)
    second = organisation(session, world, carla, bertil, name="Toinen ry")
    group = world.group(admin, carla)
    for made, contact in ((first, anna), (second, carla)):
        holding = umbrellas.ask(session, admin, group_id=group.id, organisation_id=made.id, now=world.now)
        for wrong in (admin, bertil):
            with world.refuses(NotThere):
                umbrellas.answer(session, wrong, holding_id=holding.id, yes=True, now=world.now)
        umbrellas.answer(session, contact, holding_id=holding.id, yes=True, now=world.now)
    assert session.scalar(size_of(group.id)) == 4
    assert members.listed(session, admin, group_id=group.id).total == 4
    assert groups.mine(session, bertil)[0].size == 4
    assert len(world.heard(bertil, InGroupThrough)) == 1
    task = world.task(admin, group=group)
    offer = world.application(bertil, task)

    colleagues.leave(session, bertil, organisation_id=first.id, now=world.later(days=1))
    assert list(session.scalars(groups_of(bertil.id))) == [group.id], "the other organisation holds him"
    with world.refuses(InThroughOrganisation):
        groups.leave(session, bertil, group_id=group.id, now=world.now)
    colleagues.leave(session, bertil, organisation_id=second.id, now=world.later(days=1))
    assert list(session.scalars(groups_of(bertil.id))) == []
    assert world.heard(admin)[-1] == ApplicationWithdrawn(offer.id)
    assert len(world.heard(bertil, OutOfGroup)) == 1
    for look in (tasks.get_for, applications.may_apply):
        with world.refuses(NotThere):
            if look is tasks.get_for:
                tasks.get_for(session, bertil, task.id)
            else:
                applications.may_apply(session, bertil, task_id=task.id)

    held = umbrellas.of_group(session, admin, group_id=group.id)
    holding_id = next(one.id for one in held if one.organisation_id == second.id)
    umbrellas.take_out(session, admin, holding_id=holding_id, now=world.later(days=1))
    assert list(session.scalars(groups_of(carla.id))) == [group.id], "she came by the code"
    groups.leave(session, carla, group_id=group.id, now=world.now)
    assert session.scalar(size_of(group.id)) == 2


def test_only_admins_ask_and_only_confirmed_ones(session: Session, world: World) -> None:
    admin, member, anna, stranger = [world.person() for _ in range(4)]
    group = world.group(admin, member)
    made = organisation(session, world, anna)
    new = organisations.add(session, stranger, name="Uusi ry", now=world.now)
    for somebody, refusal in ((member, NotYours), (anna, NotThere), (stranger, NotThere)):
        with world.refuses(refusal):
            umbrellas.ask(session, somebody, group_id=group.id, organisation_id=made.id, now=world.now)
    with world.refuses(NotNow):
        umbrellas.ask(session, admin, group_id=group.id, organisation_id=new.id, now=world.now)
    holding = umbrellas.ask(session, admin, group_id=group.id, organisation_id=made.id, now=world.now)
    assert session.scalar(size_of(group.id)) == 2
    for somebody in (member, stranger):
        for ask in (umbrellas.get_for,):
            with world.refuses(NotThere):
                ask(session, somebody, holding.id)
        with world.refuses(NotThere):
            umbrellas.take_out(session, somebody, holding_id=holding.id, now=world.now)
