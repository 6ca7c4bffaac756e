"""Proving addresses, and what a listed one opens: the rules, on both databases."""

from datetime import timedelta

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from domain import addresses, groups, invitations, organisations
from domain.addresslists import AddressList
from domain.notices import AddressMoved, CodeNotMailed, JoinedByAddress, JoinedGroup
from domain.refusals import (
    CodeOver,
    NotAnAddress,
    NothingMails,
    NotRegistered,
    NotThere,
    NotYours,
    TooManyInvited,
    TooManyMails,
    WrongProof,
)
from models.address import GroupInvite, ProofCode
from models.mail import MailMessage
from models.person import Person
from tests.domain.world import SECRET, World


def code_for(session: Session, proof_id: int) -> str:
    return addresses.digits_of(session.get_one(ProofCode, proof_id), SECRET)


def ask(session: Session, world: World, person: Person, address: str) -> int:
    return addresses.ask(session, person, address=address, mails=True, now=world.now).id


def prove(session: Session, world: World, person: Person, address: str) -> None:
    proof_id = ask(session, world, person, address)
    code = code_for(session, proof_id)
    addresses.prove(session, person, proof_id=proof_id, typed=code, secret_key=SECRET, now=world.now)


def mails(session: Session) -> int:
    return session.scalar(select(func.count()).select_from(MailMessage)) or 0


def invite(session: Session, world: World, admin: Person, group_id: int, *those: str) -> None:
    found = AddressList(tuple(enumerate(those, start=1)))
    kept = invitations.keep(session, admin, group_id=group_id, found=found, now=world.now)
    invitations.confirm(session, admin, list_id=kept.id, language="sv", mails=True, now=world.now)


def test_the_limits(session: Session, world: World) -> None:
    anna, bertil = world.person(), world.person()
    for _mail in range(2):
        ask(session, world, anna, "anna@x.fi")
    with world.refuses(TooManyMails) as caught:
        ask(session, world, anna, "ANNA@x.fi")
    assert caught[0].until == world.now + timedelta(hours=1)
    assert mails(session) == 2
    silent = ask(session, world, bertil, "anna@x.fi")  # others' mails are told to nobody, and none goes
    assert mails(session) == 2
    assert addresses.mine(session, bertil, now=world.now).pending[0].id == silent
    for _hour in range(3):
        world.later(minutes=61)
        ask(session, world, anna, "anna@x.fi")
    assert mails(session) == 5
    world.later(minutes=61)
    with world.refuses(TooManyMails):
        ask(session, world, anna, "anna@x.fi")
    for number in range(6):
        ask(session, world, bertil, f"b{number}@x.fi")
    with world.refuses(TooManyMails):
        ask(session, world, bertil, "b7@x.fi")


def test_who_may_not_ask(session: Session, world: World) -> None:
    stranger, anna = world.person(registered=False), world.person()
    with world.refuses(NotRegistered):
        ask(session, world, stranger, "a@x.fi")
    with world.refuses(NotAnAddress):
        ask(session, world, anna, "a@x.fi\nBcc: b@x.fi")
    with world.refuses(NothingMails):
        addresses.ask(session, anna, address="a@x.fi", mails=False, now=world.now)


def test_five_tries_and_ten_minutes(session: Session, world: World) -> None:
    anna, bertil = world.person(), world.person()
    proof_id = ask(session, world, anna, "anna@x.fi")
    code = code_for(session, proof_id)
    wrong = f"{(int(code) + 1) % 10**8:08}"

    def tries(person: Person, typed: str) -> None:
        addresses.prove(session, person, proof_id=proof_id, typed=typed, secret_key=SECRET, now=world.now)

    with world.refuses(NotThere):
        tries(bertil, code)
    for left in (4, 3, 2, 1):
        with world.refuses(WrongProof, anna) as caught:
            tries(anna, wrong)
        assert caught[0].left == left
    with world.refuses(CodeOver, anna):
        tries(anna, wrong)
    with world.refuses(CodeOver):
        tries(anna, code)
    proof_id = ask(session, world, anna, "anna@x.fi")
    code = code_for(session, proof_id)
    world.later(minutes=30)
    addresses.mailed(session, proof_id, now=world.now)  # the mail server was away: the minutes begin now
    session.expire_all()
    world.later(minutes=9)
    tries(anna, code)
    with world.refuses(CodeOver):
        tries(anna, code)
    assert addresses.proved_domains(session, anna.id) == {"x.fi"}
    proof_id = ask(session, world, anna, "anna@gmail.com")
    addresses.mailed(session, proof_id, now=world.now)
    session.expire_all()
    world.later(minutes=10)
    with world.refuses(CodeOver):
        tries(anna, code_for(session, proof_id))


def test_a_newer_code_ends_the_older(session: Session, world: World) -> None:
    anna = world.person()
    first = ask(session, world, anna, "anna@x.fi")
    second = ask(session, world, anna, "anna@x.fi")
    assert code_for(session, first) != code_for(session, second)
    with world.refuses(CodeOver):
        addresses.pending(session, anna, proof_id=first, now=world.now)
    addresses.pending(session, anna, proof_id=second, now=world.now)


def test_an_address_moves_with_its_proof_only(session: Session, world: World) -> None:
    anna, bertil = world.person(), world.person()
    prove(session, world, anna, "office@x.fi")
    proof_id = ask(session, world, bertil, "office@x.fi")
    assert addresses.proved_by(session, "office@x.fi") == anna.id
    code = code_for(session, proof_id)
    view = addresses.prove(session, bertil, proof_id=proof_id, typed=code, secret_key=SECRET, now=world.now)
    assert view.moved
    assert addresses.proved_by(session, "office@x.fi") == bertil.id
    assert world.heard(anna, AddressMoved)
    moved_id = addresses.mine(session, bertil, now=world.now).proved[0].id
    with world.refuses(NotThere):
        addresses.remove(session, anna, address_id=moved_id, now=world.now)


def test_a_code_that_cannot_be_mailed_is_told_once(session: Session, world: World) -> None:
    anna = world.person()
    proof_id = ask(session, world, anna, "anna@x.fi")
    world.later(hours=1)
    assert addresses.to_mail(session, proof_id, secret_key=SECRET, now=world.now) is None
    addresses.not_mailed(session, proof_id, now=world.now)
    addresses.not_mailed(session, proof_id, now=world.now)
    assert len(world.heard(anna, CodeNotMailed)) == 1


def test_before_and_after_the_invitation(session: Session, world: World) -> None:
    anna, bertil, carla = world.person(), world.person(), world.person()
    group = world.group(anna)
    prove(session, world, bertil, "bertil@x.fi")
    invite(session, world, anna, group.id, "bertil@x.fi", "carla@x.fi", "carla+x@x.fi")
    assert groups.is_in(session, bertil.id, group.id)
    assert not groups.is_in(session, carla.id, group.id)
    assert world.heard(bertil, JoinedByAddress)
    prove(session, world, carla, "carla@x.fi")
    assert groups.is_in(session, carla.id, group.id)
    assert len(world.heard(anna, JoinedGroup)) == 2
    assert mails(session) == 2 + 2  # codes and letters; who has proved gets none
    assert invitations.invited(session, anna, group_id=group.id, size=10).total == 1


def test_who_left_is_not_brought_back_by_an_old_invitation(session: Session, world: World) -> None:
    anna, bertil = world.person(), world.person()
    group = world.group(anna, bertil)
    invite(session, world, anna, group.id, "bertil@x.fi")
    world.later(minutes=1)
    groups.leave(session, bertil, group_id=group.id, now=world.now)
    prove(session, world, bertil, "bertil@x.fi")
    assert groups.mine(session, bertil) == []


def test_a_list_is_its_admins(session: Session, world: World) -> None:
    anna, bertil, carla = world.person(), world.person(), world.person()
    group, other = world.group(anna, bertil), world.group(carla, name="Muut")
    found = AddressList(((1, "a@x.fi"),))
    with world.refuses(NotYours):
        invitations.keep(session, bertil, group_id=group.id, found=found, now=world.now)
    with world.refuses(NotThere):
        invitations.keep(session, carla, group_id=group.id, found=found, now=world.now)
    kept = invitations.keep(session, anna, group_id=group.id, found=found, now=world.now)
    with world.refuses(NotThere):
        invitations.confirm(session, carla, list_id=kept.id, language="fi", mails=True, now=world.now)
    invite(session, world, carla, other.id, "dora@x.fi")
    invite_id = invitations.invited(session, carla, group_id=other.id, size=10).shown[0].id
    with world.refuses(NotThere):
        invitations.remove(session, anna, invite_id=invite_id, now=world.now)
    invitations.remove(session, carla, invite_id=invite_id, now=world.now)
    assert mails(session) == 0, "a letter that has not gone does not go"


def test_a_long_list_is_taken_in_by_batches(session: Session, world: World) -> None:
    anna = world.person()
    group = world.group(anna)
    found = AddressList(tuple((line, f"p{line}@x.fi") for line in range(1, 601)))
    kept = invitations.keep(session, anna, group_id=group.id, found=found, now=world.now)
    view = invitations.confirm(session, anna, list_id=kept.id, language="fi", mails=True, now=world.now)
    assert (view.done, view.added) == (False, 0)
    assert invitations.take_in_lists(session, now=world.now)
    assert mails(session) == invitations.TOGETHER
    world.tick()
    view = invitations.confirm(session, anna, list_id=kept.id, language="fi", mails=True, now=world.now)
    assert (view.done, view.added, view.known_count) == (True, 600, 0)
    assert mails(session) == 600
    again = invitations.keep(session, anna, group_id=group.id, found=found, now=world.now)
    invitations.confirm(session, anna, list_id=again.id, language="fi", mails=True, now=world.now)
    world.tick()
    assert invitations.report(session, anna, list_id=again.id).known_count == 600
    flood = AddressList(tuple((line, f"q{line}@x.fi") for line in range(1, invitations.MOST_A_DAY - 1000)))
    much = invitations.keep(session, anna, group_id=group.id, found=flood, now=world.now)
    with world.refuses(TooManyInvited):
        invitations.confirm(session, anna, list_id=much.id, language="fi", mails=True, now=world.now)
    world.later(days=366)
    world.tick()
    assert session.scalar(select(func.count()).select_from(GroupInvite)) == 0
    assert session.scalar(select(func.count()).select_from(ProofCode)) == 0


def test_an_address_at_its_domain_confirms_an_organisation(session: Session, world: World) -> None:
    anna, bertil = world.person(), world.person()
    made = organisations.add(session, anna, name="Martat ry", now=world.now)
    organisations.set_domain(session, anna, organisation_id=made.id, domain="martat.fi", now=world.now)
    prove(session, world, bertil, "bertil@martat.fi")
    prove(session, world, anna, "anna@gmail.com")
    assert not organisations.mine(session, anna)[0].confirmed
    prove(session, world, anna, "Anna@Martat.fi")
    assert organisations.mine(session, anna)[0].confirmed
