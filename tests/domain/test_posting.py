"""Asking for help in full: named people and their links, files, changes after publishing, drafts that are forgotten."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from domain import assignments, attachments, changes, conversations, groups, named, people, search, tasks
from domain.attachments import NewFile
from domain.notices import AskedByName, AttachmentWanted, TaskChanged
from domain.refusals import (
    AudienceTooNarrow,
    ChooseByTooLate,
    FileKindRefused,
    FileTooLarge,
    HoursSettled,
    InThePast,
    NotThere,
    NotYours,
    OutOfBounds,
    TooManyFiles,
    TooManyNamed,
    WrongLink,
)
from domain.views import SearchView, TaskView
from domain.visibility import sees
from models.attachment import FileKind
from models.draft import Draft
from models.named import NamedLink
from models.person import Person
from models.task import Audience, TaskState
from tests.domain.world import SECRET, START, World

TODAY = START.date()
PDF = NewFile(FileKind.DOCUMENT, "BQAC1", "ohje.pdf", 1000, "application/pdf")


def change(session: Session, world: World, actor: Person, task: TaskView, **to: Any) -> bool:
    was = changes.as_it_is(session, actor, task_id=task.id)
    return changes.change(
        session, actor, task_id=task.id, was=was, new=replace(was, **to), now=world.now, today=world.now.date()
    )


def name_for(world: World, requester: Person, *asked: Person) -> TaskView:
    return world.task(requester, audience=Audience.NAMED, named=tuple(person.id for person in asked))


# Named people


def test_only_those_one_knows_can_be_named(session: Session, world: World) -> None:
    anna, bertil, fellow, stranger, newcomer = [world.person() for _ in range(4)] + [world.person(registered=False)]
    world.group(anna, fellow)
    world.chosen(anna, bertil, world.task(anna))
    assert {one.person_id for one in named.known(session, anna)} == {bertil.id, fellow.id}
    assert {one.person_id for one in named.known(session, bertil)} == {anna.id}
    task = name_for(world, anna, bertil, stranger, newcomer, anna)
    assert [one.person_id for one in named.of_task(session, anna, task_id=task.id)] == [bertil.id]
    assert world.heard(bertil, AskedByName) == [AskedByName(task.id)]
    assert world.heard(stranger, AskedByName) == []
    for blind in (fellow, stranger, newcomer):
        assert not sees(session, blind, task)
        assert task.id not in [one.id for one in search.find(session, blind, SearchView(), limit=50).items]
        with world.refuses(NotThere):
            tasks.get_for(session, blind, task.id)
    assert tasks.get_for(session, bertil, task.id).named == 0, "how many others are asked is the requester's"
    assert tasks.get_for(session, anna, task.id).named == 1
    with world.refuses(NotThere):
        named.of_task(session, bertil, task_id=task.id)


def test_a_group_left_and_a_bot_closed(session: Session, world: World) -> None:
    anna, bertil, carla = [world.person() for _ in range(3)]
    group = world.group(anna, bertil, carla)
    task = name_for(world, anna, bertil)
    groups.leave(session, bertil, group_id=group.id, now=world.now)
    assert sees(session, bertil, task), "who was asked stays asked"
    carla.unreachable_at = world.now
    session.flush()
    assert named.known(session, anna) == []
    assert name_for(world, anna, carla).named == 0
    counted = {"audience": Audience.NAMED, "chosen": [bertil.id, carla.id]}
    assert tasks.audience_size(session, anna, **counted) == 0  # type: ignore[arg-type]


def test_no_more_than_so_many_are_named(session: Session, world: World) -> None:
    anna = world.person()
    fellows = [world.person() for _ in range(named.MOST + 1)]
    world.group(anna, *fellows)
    with world.refuses(TooManyNamed):
        name_for(world, anna, *fellows)


def test_a_link_is_kept_as_its_digest_and_works_once(session: Session, world: World) -> None:
    anna, bertil, carla = [world.person() for _ in range(3)]
    task = name_for(world, anna)
    token = named.make_link(session, anna, task_id=task.id, secret_key=SECRET, now=world.now)
    kept = session.scalars(select(NamedLink)).one()
    assert token not in (kept.digest, str(vars(kept)))
    with world.refuses(WrongLink):
        named.find_by_link(session, bertil, token=token, secret_key=b"another", now=world.now)
    view = named.find_by_link(session, bertil, token=token, secret_key=SECRET, now=world.now)
    assert (view.task_id, view.sees) == (task.id, False)
    assert named.take_link(session, anna, token=token, secret_key=SECRET, now=world.now) == task.id
    assert named.take_link(session, bertil, token=token, secret_key=SECRET, now=world.now) == task.id
    assert sees(session, bertil, task)
    assert named.take_link(session, bertil, token=token, secret_key=SECRET, now=world.now) == task.id
    with world.refuses(WrongLink):
        named.take_link(session, carla, token=token, secret_key=SECRET, now=world.now)
    other = named.make_link(session, anna, task_id=task.id, secret_key=SECRET, now=world.now)
    with world.refuses(WrongLink):
        named.find_by_link(session, carla, token=other, secret_key=SECRET, now=world.now + named.LINK_LASTS)
    tasks.cancel(session, anna, task_id=task.id, reason=None, now=world.now)
    with world.refuses(WrongLink):
        named.take_link(session, carla, token=other, secret_key=SECRET, now=world.now)
    with world.refuses(NotThere):
        named.make_link(session, carla, task_id=task.id, secret_key=SECRET, now=world.now)


# Files


@pytest.mark.parametrize(
    ("kind", "name", "size", "refused"),
    [
        ("photo", "", 1, None),
        ("document", "Ohje.PDF", None, None),
        ("document", "a.docx", attachments.MOST_BYTES, None),
        ("document", "a.docx", attachments.MOST_BYTES + 1, FileTooLarge),
        ("document", "a.docm", 1, FileKindRefused),
        ("document", "a.pdf.exe", 1, FileKindRefused),
        ("document", "a\u202efdp.exe", 1, FileKindRefused),
        ("document", "pdf.", 1, FileKindRefused),
        ("document", "", 1, FileKindRefused),
        ("sticker", "", 1, FileKindRefused),
        ("video", "a.mp4", 1, FileKindRefused),
        ("location", "", None, FileKindRefused),
    ],
)
def test_which_files_will_do(kind: str, name: str, size: int | None, refused: type[Exception] | None) -> None:
    if refused is None:
        assert attachments.checked(kind, "id", name=name, size=size).kind == kind
        with pytest.raises(TooManyFiles):
            attachments.checked(kind, "id", name=name, size=size, already=attachments.MOST)
        return
    with pytest.raises(refused):
        attachments.checked(kind, "id", name=name, size=size)


def test_a_long_name_keeps_its_ending() -> None:
    kept = attachments.checked("document", "id", name="x" * 300 + ".pdf")
    assert len(kept.name) == attachments.NAME_MAX
    assert kept.name.endswith(".pdf")


def test_files_are_for_those_who_see_the_task(session: Session, world: World) -> None:
    anna, bertil, carla = [world.person() for _ in range(3)]
    task = world.task(anna, group=world.group(anna, bertil), files=(PDF,))
    assert task.attachments == 1
    assert attachments.send(session, bertil, task_id=task.id, now=world.now) == 1
    (wanted,) = world.heard(bertil, AttachmentWanted)
    assert isinstance(wanted, AttachmentWanted)
    assert attachments.get_for(session, bertil, wanted.attachment_id) is not None
    assert attachments.get_for(session, carla, wanted.attachment_id) is None
    with world.refuses(NotThere):
        attachments.send(session, carla, task_id=task.id, now=world.now)
    with world.refuses(TooManyFiles):
        world.task(anna, files=tuple(replace(PDF, file_id=str(number)) for number in range(6)))


# The day of choosing


def test_the_day_of_choosing_is_before_the_task(session: Session, world: World) -> None:
    anna = world.person()
    day = TODAY + timedelta(days=10)
    assert world.task(anna, when_date=day, choose_by=day).choose_by == day
    assert world.task(anna, choose_by=day).choose_by == day
    with world.refuses(ChooseByTooLate):
        world.task(anna, when_date=day, choose_by=day + timedelta(days=1))
    with world.refuses(ChooseByTooLate):
        world.task(anna, when_at=world.now + timedelta(days=2), choose_by=day)
    with world.refuses(InThePast):
        world.task(anna, choose_by=TODAY - timedelta(days=1))


# Changes


def test_those_concerned_hear_of_a_save_once(session: Session, world: World) -> None:
    anna, applicant, chosen, stranger = [world.person() for _ in range(4)]
    task = world.task(anna, places=3, remote=False, town="Turku")
    world.application(applicant, task)
    world.chosen(anna, chosen, task)
    assert not change(session, world, anna, task)
    assert change(session, world, anna, task, title="Kevään uutiskirje", minutes=180, address="Salakatu 7")
    (heard,) = world.heard(applicant, TaskChanged)
    assert isinstance(heard, TaskChanged)
    assert world.heard(chosen, TaskChanged) == [heard]
    assert world.heard(anna, TaskChanged) == world.heard(stranger, TaskChanged) == []
    for_applicant = changes.change_for(session, applicant, heard.change_id)
    for_chosen = changes.change_for(session, chosen, heard.change_id)
    assert for_applicant is not None
    assert for_chosen is not None
    assert for_applicant.names == {"title", "minutes"}
    assert (for_applicant.old.title, for_applicant.new.title) == ("Uutiskirje", "Kevään uutiskirje")
    assert for_applicant.new.address is None
    assert for_chosen.new.address == "Salakatu 7"
    assert changes.change_for(session, stranger, heard.change_id) is None
    assert change(session, world, anna, task, address="Uusikatu 8")
    assert len(world.heard(applicant, TaskChanged)) == 1, "the address alone is no matter of an applicant's"
    assert len(world.heard(chosen, TaskChanged)) == 2
    for other in (applicant, chosen, stranger):
        with world.refuses(NotYours):
            change(session, world, other, task, title="Toisen")


def test_what_was_changed_meanwhile_stays(session: Session, world: World) -> None:
    anna = world.person()
    task = world.task(anna)
    was = changes.as_it_is(session, anna, task_id=task.id)
    change(session, world, anna, task, title="Uusi otsikko")
    new = replace(was, description="Uusi kuvaus.")
    changes.change(session, anna, task_id=task.id, was=was, new=new, now=world.now, today=TODAY)
    now = tasks.get_for(session, anna, task.id)
    assert (now.title, now.description) == ("Uusi otsikko", "Uusi kuvaus.")


def test_places_and_hours(session: Session, world: World) -> None:
    anna, bertil, carla = [world.person() for _ in range(3)]
    task = world.task(anna, places=2)
    work = world.chosen(anna, bertil, task)
    world.application(carla, task)
    with world.refuses(OutOfBounds):
        change(session, world, anna, task, places=0)
    assert change(session, world, anna, task, places=1)
    assert tasks.get_for(session, anna, task.id).state is TaskState.FULL
    assert change(session, world, anna, task, places=3)
    assert tasks.get_for(session, anna, task.id).state is TaskState.OPEN
    assert change(session, world, anna, task, minutes=60)
    assignments.mark_done(session, bertil, assignment_id=work.id, minutes=60, now=world.now)
    with world.refuses(HoursSettled):
        change(session, world, anna, task, minutes=90)


def test_the_audience_never_leaves_out_an_applicant(session: Session, world: World) -> None:
    anna, bertil, carla = [world.person() for _ in range(3)]
    group = world.group(anna, carla)
    task = world.task(anna)
    offer = world.application(bertil, task)
    aimed = {"audience": Audience.GROUP, "group_id": group.id}
    with world.refuses(AudienceTooNarrow):
        change(session, world, anna, task, **aimed)
    with world.refuses(AudienceTooNarrow):
        change(session, world, anna, task, audience=Audience.NAMED, named=(carla.id,))
    assert sees(session, bertil, tasks.get_for(session, anna, task.id))
    assert conversations.of(session, bertil)
    offer.state = offer.state.WITHDRAWN
    session.flush()
    assert change(session, world, anna, task, **aimed)
    assert not sees(session, bertil, tasks.get_for(session, anna, task.id))
    outsider = world.person()
    with world.refuses(NotThere):
        other = world.group(outsider, name="Muut")
        change(session, world, anna, task, audience=Audience.GROUP, group_id=other.id)


def test_a_day_that_has_gone_by_does_not_stop_other_changes(session: Session, world: World) -> None:
    anna = world.person()
    task = world.task(anna, when_date=TODAY + timedelta(days=2), choose_by=TODAY + timedelta(days=1))
    world.later(days=5)
    assert change(session, world, anna, task, title="Vielä kerran")
    with world.refuses(InThePast):
        change(session, world, anna, task, when_date=TODAY + timedelta(days=3), choose_by=None)


def test_a_copy_has_no_dates(session: Session, world: World) -> None:
    anna, bertil = world.person(), world.person()
    task = world.task(anna, when_date=TODAY + timedelta(days=2), choose_by=TODAY, files=(PDF,))
    tasks.cancel(session, anna, task_id=task.id, reason=None, now=world.now)
    copy = changes.to_copy(session, anna, task_id=task.id)
    assert (copy.title, copy.when_date, copy.choose_by, copy.files) == ("Uutiskirje", None, None, (PDF,))
    with world.refuses(NotYours):
        changes.to_copy(session, bertil, task_id=task.id)
    with world.refuses(NotThere):
        changes.to_copy(session, anna, task_id=10**9)


# Drafts


def test_a_draft_is_kept_for_a_year(session: Session, world: World) -> None:
    anna = world.person()
    old, new = (
        Draft(person_id=anna.id, dialogue="newtask", subject=subject, step="title", answers={}, written_at=at)
        for subject, at in (("", world.now), ("copy1", world.now + timedelta(days=1)))
    )
    session.add_all([old, new])
    session.flush()
    anna.focus_draft_id = old.id
    session.flush()
    world.later(days=364)
    world.tick()
    assert len(session.scalars(select(Draft)).all()) == 2
    world.later(days=1)
    world.tick()
    session.expire_all()
    assert session.scalars(select(Draft.subject)).all() == ["copy1"]
    assert anna.focus_draft_id is None


def test_how_many_can_help_with_it(session: Session, world: World) -> None:
    anna, bertil, carla = [world.person() for _ in range(3)]
    before = tasks.audience_size(session, anna, audience=Audience.EVERYBODY, skilled_in=2)
    group = world.group(anna, carla)
    people.set_skills(session, bertil, category_ids=[2, 3], now=world.now)
    assert tasks.audience_size(session, anna, audience=Audience.EVERYBODY, skilled_in=2) == before + 1
    aimed = {"audience": Audience.GROUP, "group_id": group.id, "skilled_in": 2}
    assert tasks.audience_size(session, anna, **aimed) == 0  # type: ignore[arg-type]
