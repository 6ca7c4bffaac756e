"""Groups and their codes."""

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import select
from sqlalchemy.orm import Session

from domain import codes, groups, joincodes, joining, members, tasks
from domain.notices import JoinedGroup
from domain.refusals import (
    AlreadyMember,
    LastAdmin,
    NotRegistered,
    NotThere,
    NotYours,
    OutOfBounds,
    TextMissing,
    TextTooLong,
    TooManyTries,
    WrongCode,
)
from domain.views import GroupView
from models.group import JoinCode
from models.person import Person
from models.task import Audience
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


def find(world: World, person: Person, code: str) -> GroupView:
    return joining.find_by_code(world.session, person, code=code, secret_key=SECRET, now=world.now)


def join(world: World, person: Person, code: str) -> GroupView:
    return joining.join(world.session, person, code=code, secret_key=SECRET, now=world.now)


def test_a_code_admits_after_a_look(session: Session, world: World) -> None:
    bertil, anna = world.person("Bertil"), world.person("Anna")
    group = world.group(bertil)
    code = issue(world, bertil, group)
    assert (len(code), code[:5]) == (13, "TA1V1"[:2] + "1V1")
    assert find(world, anna, code) == GroupView(group.id, "Naapurit", 1)
    assert groups.mine(session, anna) == []
    assert join(world, anna, code).size == 2
    assert world.heard(bertil) == [JoinedGroup(group.id, anna.id, world.now.isoformat())]
    assert groups.mine(session, anna) == [GroupView(group.id, "Naapurit", 2, admin=False)]
    assert [(one.name, one.admin) for one in members.listed(session, anna, group_id=group.id).items] == [
        ("Anna", False),
        ("Bertil", True),
    ]
    assert tasks.audience_size(session, bertil, audience=Audience.GROUP, group_id=group.id) == 1
    for again in (find, join):
        with world.refuses(AlreadyMember):
            again(world, anna, code)
    assert joincodes.live(session, bertil, group_id=group.id, now=world.now).items[0].uses == 1


def test_codes_are_kept_as_digests(session: Session, world: World) -> None:
    bertil = world.person()
    code = issue(world, bertil, world.group(bertil))
    row = session.scalars(select(JoinCode).order_by(JoinCode.id.desc())).first()
    assert row is not None
    assert (row.digest, row.hint) == (codes.digest(code, SECRET), code[:5])
    assert code not in str(vars(row))
    assert codes.digest(code, b"another key") != row.digest


ALIKE = {"0": "0OÖoö", "1": "1ILil", "A": "AÅÄaåä"}


def typed_somehow(code: str) -> st.SearchStrategy[str]:
    """The same code as people type it."""
    signs = (
        st.tuples(st.sampled_from(ALIKE.get(sign, sign + sign.lower())), st.sampled_from(["", " ", "-", "–"]))
        for sign in code
    )
    return st.tuples(*signs).map(lambda pairs: "".join(sign + mark for sign, mark in pairs))


@given(
    st.text(sorted({*codes.ALPHABET, "1"}), min_size=13, max_size=13).flatmap(
        lambda c: st.tuples(st.just(c), typed_somehow(c))
    )
)
def test_look_alikes_and_dashes_do_not_matter(pair: tuple[str, str]) -> None:
    code, typed = pair
    assert codes.digest(typed, SECRET) == codes.digest(code, SECRET) == codes.digest(codes.in_fours(code), SECRET)


def test_made_codes_are_made_of_what_folding_keeps() -> None:
    code = codes.make("ÄÖILO")
    assert code[:5] == "A0110"
    assert codes.fold(code) == code
    assert len(set(codes.ALPHABET)) == 32
    assert codes.fold(codes.ALPHABET) == codes.ALPHABET


@given(st.text(max_size=200))
def test_any_text_can_be_tried_as_a_code(text: str) -> None:
    codes.digest(text, SECRET)


def test_own_characters_that_will_not_do(world: World, session: Session) -> None:
    for own, refusal in (
        ("", TextMissing),
        ("TALV", OutOfBounds),
        ("TALVI1", OutOfBounds),
        ("日本日本日", OutOfBounds),
    ):
        with pytest.raises(refusal):
            codes.make(own)
    assert codes.make("t-a l vi")[:5] == "TA1V1"
    assert codes.in_fours("TA1V123456789") == "TA1V-1234-5678-9"


def test_unknown_expired_revoked_and_used_up_read_the_same(session: Session, world: World) -> None:
    bertil = world.person()
    group = world.group(bertil)
    expired = issue(world, bertil, group, lasts=timedelta(days=1))
    revoked = issue(world, bertil, group)
    joincodes.revoke_all(session, bertil, group_id=group.id, now=world.now)
    expired_2 = issue(world, bertil, group, lasts=timedelta(days=1))
    used = issue(world, bertil, group, max_uses=1)
    join(world, world.person(), used)
    world.later(days=2)
    for code in ("NONSENSE", expired, expired_2, revoked, used):
        somebody = world.person()
        with world.refuses(WrongCode, somebody) as caught:
            join(world, somebody, code)
        assert caught[0].about is None
    fresh = issue(world, bertil, group, replace=True)
    assert [one.hint for one in joincodes.live(session, bertil, group_id=group.id, now=world.now).items] == [fresh[:5]]
    join(world, world.person(), fresh)


def test_wrong_codes_are_counted_for_each_person(session: Session, world: World) -> None:
    bertil, anna, carl = world.person(), world.person(), world.person()
    code = issue(world, bertil, world.group(bertil))
    for number in range(5):
        with world.refuses(WrongCode, anna):
            find(world, anna, f"WRONG{number}")
        world.later(minutes=1)
    with world.refuses(TooManyTries) as caught:
        find(world, anna, code)
    assert caught[0].until == world.now + timedelta(minutes=25)
    assert find(world, carl, code).size == 1
    world.now = caught[0].until
    assert find(world, anna, code).size == 1
    with world.refuses(WrongCode, anna):
        find(world, anna, "WRONG6")
    with world.refuses(TooManyTries):
        join(world, anna, code)


def test_an_invitation_is_shown_before_registration_but_joins_nobody(session: Session, world: World) -> None:
    bertil, newcomer = world.person(), world.person(registered=False)
    code = issue(world, bertil, world.group(bertil))
    assert find(world, newcomer, code).name == "Naapurit"
    with world.refuses(NotRegistered):
        join(world, newcomer, code)
    with world.refuses(NotRegistered):
        groups.create(session, newcomer, name="Oma", now=world.now)


def test_only_admins_deal_with_codes(session: Session, world: World) -> None:
    bertil, anna, carl = world.person(), world.person(), world.person()
    group = world.group(bertil, anna)
    with world.refuses(NotYours):
        issue(world, anna, group)
    with world.refuses(NotYours):
        joincodes.revoke_all(session, anna, group_id=group.id, now=world.now)
    with world.refuses(NotThere):
        issue(world, carl, group)
    with world.refuses(NotThere):
        joincodes.live(session, carl, group_id=group.id, now=world.now)


def test_leaving_and_coming_back(session: Session, world: World) -> None:
    bertil, anna = world.person(), world.person()
    group = world.group(bertil, anna)
    with world.refuses(LastAdmin):
        groups.leave(session, bertil, group_id=group.id, now=world.now)
    groups.leave(session, anna, group_id=group.id, now=world.now)
    assert groups.mine(session, anna) == []
    with world.refuses(NotThere):
        groups.leave(session, anna, group_id=group.id, now=world.now)
    join(world, anna, issue(world, bertil, group))
    assert [one.id for one in groups.mine(session, anna)] == [group.id]
    groups.leave(session, anna, group_id=group.id, now=world.now)
    groups.leave(session, bertil, group_id=group.id, now=world.now)  # alone, the admin may go


def test_names_of_groups(session: Session, world: World) -> None:
    with world.refuses(TextTooLong):
        world.group(world.person(), name="x" * 61)
    with world.refuses(TextMissing):
        world.group(world.person(), name="\u2066 😀")
