"""A workbook is written by several people, and read by those whom it is open to."""

from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy.orm import Session

from domain.programme.refusals import SoundsLikeActivity, TooManyItems, WrittenMeanwhile
from domain.programme.workbooks import answers, comments, indicators, progress, reading
from domain.programme.workbooks.book import load
from domain.programme.workbooks.notices import WorkCommented
from domain.programme.workbooks.questions import QUESTIONS, of
from domain.refusals import (
    BadValue,
    InThePast,
    NotNow,
    NotThere,
    NotYours,
    OutOfBounds,
    Refusal,
    TextMissing,
    TextTooLong,
)
from models.person import Person
from models.programme.application import PlaceState, RoundApplication
from models.programme.round import Round, RoundRole, RoundState
from models.programme.workbook import Part, Question, Step
from tests.domain.programme.world import application, colleague, contact_person, programme_round, staff
from tests.domain.world import World

GOAL = "Yksin asuvien ikäihmisten yksinäisyys vähenee vuoden 2027 loppuun mennessä."


def placed(world: World, name: str = "Ystäväverkko ry") -> tuple[Person, RoundApplication, Round]:
    """Somebody of an association that has a place in a round that runs."""
    coordinator = world.person("Koordinaattori")
    round_ = programme_round(world, coordinator, RoundState.DECIDED)
    anna = contact_person(world, name)
    return anna, application(world, round_, anna, PlaceState.CONFIRMED), round_


def peer_of(world: World, round_: Round, name: str = "Martat ry") -> Person:
    """Somebody who takes part for another association."""
    other = contact_person(world, name)
    application(world, round_, other, PlaceState.CONFIRMED)
    return other


def says(world: World, actor: Person, where: RoundApplication, question: Question, text: str, **more: Any) -> None:
    """An answer, as the workbook stands now."""
    own = load(world.session, where.id).answer(question, more.get("indicator_id"), more.get("place", 0))
    values: dict[str, Any] = {"seen": own.version, "now": world.now} | more
    answers.write(world.session, actor, application_id=where.id, question=question, text=text, **values)


def items(world: World, actor: Person, place: RoundApplication, step: Step, *texts: str) -> int:
    return answers.add_items(
        world.session, actor, application_id=place.id, question=Question(step), texts=texts, now=world.now
    )


def test_colleagues_fill_it_in_question_by_question(session: Session, world: World) -> None:
    anna, place, _round = placed(world)
    bertil = colleague(world, anna)
    assert load(session, place.id).empty
    says(world, anna, place, Question.TARGET_GROUP, "Yli 70-vuotiaat yksin asuvat")
    world.later(minutes=5)
    says(world, bertil, place, Question.NEED, "Moni on päiviä puhumatta kenellekään")
    book = load(session, place.id)
    assert book.said(Question.TARGET_GROUP) == "Yli 70-vuotiaat yksin asuvat"
    assert book.answer(Question.NEED).by == bertil.name
    coming = book.next(Part.NEEDS)
    assert coming is not None
    assert coming.question is Question.EVIDENCE
    says(world, bertil, place, Question.OTHERS, "Seurakunta")
    after = load(session, place.id).next(Part.NEEDS, coming)
    assert after is not None
    assert after.question is Question.GOAL, "the last one is answered already"
    assert progress(session, place.id).finished == ()


def test_the_later_of_two_is_shown_what_the_earlier_wrote(session: Session, world: World) -> None:
    anna, place, _round = placed(world)
    bertil = colleague(world, anna)
    says(world, anna, place, Question.NEED, "Annan sanat", seen=0)
    with world.refuses(WrittenMeanwhile) as refused:
        says(world, bertil, place, Question.NEED, "Bertilin sanat", seen=0)
    assert (refused[0].version, refused[0].text, refused[0].name) == (1, "Annan sanat", anna.name)
    says(world, bertil, place, Question.NEED, "Bertilin sanat", seen=1)
    with world.refuses(WrittenMeanwhile):
        says(world, anna, place, Question.NEED, "Annan uudet sanat", seen=1)
    found, total = reading.history(session, anna, application_id=place.id, part=Part.NEEDS)
    assert [(one.text, one.by, one.first) for one in found] == [
        ("Bertilin sanat", bertil.name, False),
        ("Annan sanat", anna.name, True),
    ]
    assert total == 2


def test_the_same_answer_again_is_no_new_version(session: Session, world: World) -> None:
    anna, place, _round = placed(world)
    for _time in range(2):
        says(world, anna, place, Question.NEED, "Sama")
    assert load(session, place.id).answer(Question.NEED).version == 1


def test_two_who_add_items_at_once_do_not_meet(session: Session, world: World) -> None:
    anna, place, _round = placed(world)
    bertil = colleague(world, anna)
    assert items(world, anna, place, Step.INPUT, "Koordinaattori", "Vapaaehtoiset") == 2
    assert items(world, bertil, place, Step.INPUT, "Tilat", "koordinaattori!") == 1, "what is there is not added twice"
    found = load(session, place.id).items(Question.INPUT)
    assert [one.text for one in found] == ["Koordinaattori", "Vapaaehtoiset", "Tilat"]
    says(world, bertil, place, Question.INPUT, "Koordinaattorin työaika", place=found[0].place)
    with world.refuses(WrittenMeanwhile):
        says(world, anna, place, Question.INPUT, "Koordinaattori 50 %", place=found[0].place, seen=1)
    taken: dict[str, Any] = {"application_id": place.id, "question": Question.INPUT, "place": found[1].place}
    with world.refuses(WrittenMeanwhile):
        answers.remove_item(session, anna, **taken, seen=7, now=world.now)
    for _twice in range(2):
        answers.remove_item(session, anna, **taken, seen=1, now=world.now)
    assert [one.text for one in load(session, place.id).items(Question.INPUT)] == ["Koordinaattorin työaika", "Tilat"]
    versions, _total = reading.history(session, anna, application_id=place.id, part=Part.LOGIC)
    assert versions[0].text == "" or any(not one.text for one in versions), "that it was taken away is a version, too"


def test_a_step_holds_six_things(session: Session, world: World) -> None:
    anna, place, _round = placed(world)
    items(world, anna, place, Step.OUTPUT, *(f"Tuotos {number}" for number in range(6)))
    with world.refuses(TooManyItems):
        items(world, anna, place, Step.OUTPUT, "Yksi vielä")
    first = load(session, place.id).items(Question.OUTPUT)[0]
    answers.remove_item(
        session, anna, application_id=place.id, question=Question.OUTPUT, place=first.place, seen=1, now=world.now
    )
    assert items(world, anna, place, Step.OUTPUT, "Yksi vielä") == 1


def test_an_activity_as_a_goal_is_questioned_once_and_may_stay(session: Session, world: World) -> None:
    anna, place, _round = placed(world)
    with world.refuses(SoundsLikeActivity):
        says(world, anna, place, Question.GOAL, "Järjestää kohtaamispaikka")
    assert not load(session, place.id).said(Question.GOAL)
    says(world, anna, place, Question.GOAL, "Järjestää kohtaamispaikka", sure=True)
    says(world, anna, place, Question.GOAL, "Järjestää kaksi kohtaamispaikkaa")
    assert load(session, place.id).said(Question.GOAL) == "Järjestää kaksi kohtaamispaikkaa", "asked once only"
    says(world, anna, place, Question.NEED, "Järjestää kohtaamispaikka")  # only a goal is looked at
    says(world, anna, place, Question.GOAL, GOAL)


@pytest.mark.parametrize(
    ("question", "text", "refusal"),
    [
        (Question.NEED, " \n ", TextMissing),
        (Question.NEED, "…!", TextMissing),
        (Question.NEED, "x" * 601, TextTooLong),
        (Question.TARGET_GROUP, "x" * 401, TextTooLong),
        (Question.INPUT_RISK, "x" * 201, TextTooLong),
        (Question.INPUT, "Yksi", NotThere),  # an item comes by another way
        (Question.WHAT, "Ilman mittaria", NotThere),
        (Question.UNIT, "Ilman mittaria", NotThere),
    ],
)
def test_what_will_not_do(
    session: Session, world: World, question: Question, text: str, refusal: type[Refusal]
) -> None:
    anna, place, _round = placed(world)
    with world.refuses(refusal):
        says(world, anna, place, question, text)


@pytest.mark.parametrize("text", ["", "   ", "x" * 101])
def test_an_item_says_something_short(session: Session, world: World, text: str) -> None:
    anna, place, _round = placed(world)
    with world.refuses(TextTooLong if text.strip() else TextMissing):
        items(world, anna, place, Step.INPUT, "Hyvä", text)
    assert not load(session, place.id).items(Question.INPUT), "all or nothing"
    with world.refuses(NotThere):
        answers.add_items(session, anna, application_id=place.id, question=Question.NEED, texts=["Yksi"], now=world.now)


@pytest.mark.parametrize(
    ("question", "text", "refusal"),
    [
        (Question.OF_STEP, "sideways", BadValue),
        (Question.KIND, "", BadValue),
        (Question.MEASURABLE, "maybe", BadValue),
        (Question.HOW_OFTEN, "always", BadValue),
        (Question.BASELINE, "monta", BadValue),
        (Question.TARGET, "NaN", BadValue),
        (Question.TARGET, "Infinity", BadValue),
        (Question.TARGET, "unknown", BadValue),
        (Question.TARGET, "-1", OutOfBounds),
        (Question.TARGET, "1e12", OutOfBounds),
        (Question.TARGET_DAY, "huomenna", BadValue),
        (Question.TARGET_DAY, "2026-11-23", InThePast),
        (Question.TARGET_DAY, "2999-01-01", OutOfBounds),
        (Question.WHAT, "x" * 101, TextTooLong),
    ],
)
def test_what_will_not_do_for_an_indicator(
    session: Session, world: World, question: Question, text: str, refusal: type[Refusal]
) -> None:
    anna, place, _round = placed(world)
    made = indicators.add(session, anna, application_id=place.id, now=world.now)
    with world.refuses(refusal):
        says(world, anna, place, question, text, indicator_id=made)


def test_a_part_is_finished_when_nothing_is_missing(session: Session, world: World) -> None:
    anna, place, _round = placed(world)
    for question in of(Part.NEEDS):
        says(world, anna, place, question, GOAL)
    assert progress(session, place.id).finished == (Part.NEEDS,)
    for step in Step:
        items(world, anna, place, step, f"Kohta {step}")
    assert progress(session, place.id).finished == (Part.NEEDS,), "the links are missing"
    for question in of(Part.LOGIC):
        if QUESTIONS[question].limit == 200:
            says(world, anna, place, question, "Näin on")
    assert progress(session, place.id).finished == (Part.NEEDS, Part.LOGIC)
    assert progress(session, place.id).model_is_ready


# Who


def test_who_writes_and_who_reads(session: Session, world: World) -> None:
    anna, place, round_ = placed(world)
    peer, outsider, consultant = peer_of(world, round_), world.person(), world.person()
    staff(world, round_, consultant, RoundRole.CONSULTANT)
    for reader in (peer, consultant):
        assert reading.view(session, reader, place.id).readable == frozenset(Part)
        with world.refuses(NotYours):
            says(world, reader, place, Question.NEED, "Meidän sanamme")
    with world.refuses(NotThere):
        reading.view(session, outsider, place.id)
    with world.refuses(NotThere):
        says(world, outsider, place, Question.NEED, "Meidän sanamme")
    with world.refuses(NotThere):
        reading.view(session, anna, 999_999)
    place.state = PlaceState.FINISHED
    says(world, anna, place, Question.NEED, "Kierroksen jälkeenkin")
    place.state = PlaceState.LEFT
    with world.refuses(NotNow):
        says(world, anna, place, Question.NEED, "Liian myöhään")
    with world.refuses(NotThere):
        reading.view(session, outsider, place.id)


def test_a_closed_part_is_closed_to_peers_only(session: Session, world: World) -> None:
    anna, place, round_ = placed(world)
    peer, consultant = peer_of(world, round_), world.person()
    staff(world, round_, consultant, RoundRole.CONSULTANT)
    for _twice in range(2):
        reading.close_part(session, anna, application_id=place.id, part=Part.NEEDS, now=world.now)
    assert Part.NEEDS not in reading.view(session, peer, place.id).readable
    for read in (reading.history, comments.of):
        with world.refuses(NotThere):
            read(session, peer, application_id=place.id, part=Part.NEEDS)
    with world.refuses(NotThere):
        comments.comment(session, peer, application_id=place.id, part=Part.NEEDS, text="Hei", now=world.now)
    assert Part.NEEDS in reading.view(session, consultant, place.id).readable
    with world.refuses(NotYours):
        reading.open_part(session, peer, application_id=place.id, part=Part.NEEDS, now=world.now)
    reading.open_part(session, anna, application_id=place.id, part=Part.NEEDS, now=world.now)
    assert Part.NEEDS in reading.view(session, peer, place.id).readable


def test_home_leads_to_the_workbook_until_nothing_is_missing(session: Session, world: World) -> None:
    anna, place, _round = placed(world)
    bertil = colleague(world, anna)  # takes no part
    assert [(book.application_id, name) for book, name in reading.mine(session, anna)] == [
        (place.id, "Ystäväverkko ry"),
    ]
    assert reading.mine(session, bertil) == []
    assert reading.mine(session, world.person()) == []
    place.state = PlaceState.FINISHED
    assert reading.mine(session, anna) == []


def test_the_shelf_has_what_one_may_read(session: Session, world: World) -> None:
    anna, _place, round_ = placed(world)
    peer = peer_of(world, round_)
    closed = contact_person(world, "Suljetut ry")
    application(world, round_, closed, PlaceState.CONFIRMED, work_closed=True)
    application(world, round_, contact_person(world, "Jonossa ry"), PlaceState.RESERVE)
    found, total = reading.shelf(session, peer, round_.id)
    assert [one.organisation for one in found] == ["Martat ry", "Ystäväverkko ry"]
    assert total == 2
    assert reading.shelf(session, world.person(), round_.id) == ([], 0)
    assert reading.shelf(session, anna, 999_999) == ([], 0)


def test_comments_are_heard_by_those_who_take_part(session: Session, world: World) -> None:
    anna, place, round_ = placed(world)
    outside = colleague(world, anna)  # of the organisation, takes no part
    peer, consultant = peer_of(world, round_), world.person()
    staff(world, round_, consultant, RoundRole.CONSULTANT)
    comments.comment(session, consultant, application_id=place.id, part=Part.NEEDS, text="Hyvä!", now=world.now)
    comments.comment(
        session, peer, application_id=place.id, part=Part.NEEDS, text="Meillä sama", now=world.later(hours=1)
    )
    found, total = comments.of(session, anna, application_id=place.id, part=Part.NEEDS)
    assert [(one.author, one.role, one.text) for one in found] == [
        (peer.name, None, "Meillä sama"),
        (consultant.name, RoundRole.CONSULTANT, "Hyvä!"),
    ]
    assert total == 2
    heard = world.heard(anna, WorkCommented)
    assert len(heard) == 2
    assert world.heard(outside, WorkCommented) == []
    assert comments.told(session, outside, heard[0].comment_id) is not None
    assert comments.told(session, world.person(), heard[0].comment_id) is None
    for text, refusal in (("", TextMissing), ("x" * 1001, TextTooLong)):
        with world.refuses(refusal):
            comments.comment(session, peer, application_id=place.id, part=Part.NEEDS, text=text, now=world.now)
    with world.refuses(NotYours):
        comments.comment(session, anna, application_id=place.id, part=Part.NEEDS, text="Itse", now=world.now)
    with world.refuses(NotThere):
        comments.comment(session, world.person(), application_id=place.id, part=Part.NEEDS, text="Hei", now=world.now)


def test_versions_come_a_page_at_a_time(session: Session, world: World) -> None:
    anna, place, _round = placed(world)
    for number in range(11):
        world.now += timedelta(minutes=1)
        says(world, anna, place, Question.NEED, f"Versio {number}")
    first, total = reading.history(session, anna, application_id=place.id, part=Part.NEEDS)
    last, _total = reading.history(session, anna, application_id=place.id, part=Part.NEEDS, page=1)
    assert (len(first), len(last), total) == (8, 3, 11)
    assert (first[0].text, last[-1].text) == ("Versio 10", "Versio 0")
    assert reading.history(session, anna, application_id=place.id, part=Part.NEEDS, page=10**9)[0] == []
