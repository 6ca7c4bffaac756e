"""Indicators and the measuring plan: days become reminders, results come with evidence, figures count themselves."""

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from sqlalchemy.orm import Session

from domain import organisations
from domain.programme.refusals import TooManyDays, TooManyIndicators, WrittenMeanwhile
from domain.programme.workbooks import answers, figures, indicators, measuring, progress, reading
from domain.programme.workbooks.book import NOT_KNOWN, NOT_YET, YES, IndicatorView, load
from domain.programme.workbooks.calendar import days
from domain.programme.workbooks.measuring import Standing, standing
from domain.programme.workbooks.notices import MeasureDue
from domain.refusals import BadValue, InThePast, NotThere, NotYours, OutOfBounds, Refusal, TextTooLong
from domain.timers import Timers
from models.person import Person
from models.programme.application import PlaceState, RoundApplication
from models.programme.workbook import HowOften, MarketFigure, Part, Question
from tests.domain.programme.test_workbooks import peer_of, placed
from tests.domain.programme.world import colleague
from tests.domain.world import World

RESULT = {
    Question.WHAT: "Niiden osuus, jotka kokevat itsensä usein yksinäiseksi",
    Question.OF_STEP: "outcome",
    Question.KIND: "result",
    Question.MEASURABLE: YES,
    Question.UNIT: "%",
    Question.SOURCE: "Tuettavat",
    Question.METHOD: "Kysymys puhelimessa",
    Question.HOW_OFTEN: HowOften.TWICE_A_YEAR,
    Question.WHO: "Anna",
    Question.BASELINE: "34",
    Question.TARGET: "20",
    Question.TARGET_DAY: "2027-12-31",
}


@dataclass
class Stage:
    """An indicator of an association, from 34 down to 20 per cent until the end of next year."""

    anna: Person
    bertil: Person
    place: RoundApplication
    id: int

    def one(self, session: Session) -> IndicatorView:
        return next(one for one in load(session, self.place.id).indicators if one.id == self.id)


def says(world: World, stage: Stage, question: Question, text: str, **more: Any) -> None:
    seen = load(world.session, stage.place.id).answer(question, stage.id).version
    values: dict[str, Any] = {"application_id": stage.place.id, "indicator_id": stage.id, "seen": seen}
    answers.write(world.session, stage.anna, question=question, text=text, now=world.now, **(values | more))


def stage_of(world: World, **changes: str) -> Stage:
    anna, place, _round = placed(world)
    bertil = colleague(world, anna)
    made = indicators.add(world.session, anna, application_id=place.id, now=world.now)
    stage = Stage(anna, bertil, place, made)
    for question, text in RESULT.items():
        said = changes.get(question, text)
        if said:
            says(world, stage, question, said, person_id=anna.id if question is Question.WHO else None)
    return stage


def enters(world: World, stage: Stage, actor: Person, day: date, value: str, evidence: str = "", seen: int = 0) -> None:
    measuring.enter(
        world.session, actor, indicator_id=stage.id, day=day, value=value, evidence=evidence, seen=seen, now=world.now
    )


def test_an_indicator_is_ready_when_everything_is_said(session: Session, world: World) -> None:
    stage = stage_of(world, source="")
    assert stage.one(session).missing == (Question.SOURCE,)
    says(world, stage, Question.SOURCE, "Tuettavat")
    assert stage.one(session).missing == ()
    found = progress(session, stage.place.id)
    assert (found.indicators, found.results) == (1, 0)
    assert set(found.finished) == {Part.INDICATORS, Part.PLAN}


def test_what_cannot_be_measured_yet_is_ready_and_has_no_days(session: Session, world: World) -> None:
    stage = stage_of(world)
    assert len(stage.one(session).measures) == 3
    says(world, stage, Question.MEASURABLE, NOT_YET)
    assert stage.one(session).measures == ()
    assert not stage.one(session).missing
    assert Part.PLAN not in progress(session, stage.place.id).finished, "there is nothing to measure"
    says(world, stage, Question.MEASURABLE, YES)
    assert len(stage.one(session).measures) == 3


def test_a_baseline_may_be_unknown(session: Session, world: World) -> None:
    stage = stage_of(world, baseline=NOT_KNOWN)
    assert stage.one(session).baseline is None
    assert Question.BASELINE not in stage.one(session).missing


def test_there_are_six_at_most(session: Session, world: World) -> None:
    stage = stage_of(world)
    for _more in range(5):
        last = indicators.add(session, stage.anna, application_id=stage.place.id, now=world.now)
    with world.refuses(TooManyIndicators):
        indicators.add(session, stage.anna, application_id=stage.place.id, now=world.now)
    for _twice in range(2):
        indicators.remove(session, stage.anna, application_id=stage.place.id, indicator_id=last, now=world.now)
    indicators.add(session, stage.anna, application_id=stage.place.id, now=world.now)
    assert len(load(session, stage.place.id).indicators) == 6


def test_days_go_back_from_the_target() -> None:
    end, today = date(2027, 12, 31), date(2026, 11, 23)
    assert days(HowOften.TWICE_A_YEAR, end, today) == [date(2026, 12, 31), date(2027, 6, 30), end]
    assert days(HowOften.ONCE, end, today) == [end]
    assert days(HowOften.YEARLY, end, today) == [date(2026, 12, 31), end]
    assert len(days(HowOften.MONTHLY, date(2036, 1, 31), today)) == 24, "the last two years"
    assert days(HowOften.MONTHLY, date(2027, 3, 31), today)[:3] == [
        *(date(2026, 11, 30), date(2026, 12, 31), date(2027, 1, 31)),
    ]


def test_other_days_are_laid_when_the_plan_changes(session: Session, world: World) -> None:
    stage = stage_of(world)
    world.now += timedelta(days=60)
    enters(world, stage, stage.anna, date(2026, 12, 31), "30")
    says(world, stage, Question.TARGET_DAY, "2027-09-30")
    assert [one.due_on for one in stage.one(session).measures] == [
        *(date(2026, 12, 31), date(2027, 3, 30), date(2027, 9, 30)),
    ], "what has a result stays"


def test_a_result_comes_with_evidence_and_every_version_stays(session: Session, world: World) -> None:
    stage = stage_of(world)
    world.now += timedelta(days=60)
    enters(world, stage, stage.anna, date(2026, 12, 31), "30.5", "Kysely, 41 vastausta: https://example.org/kysely")
    found = stage.one(session).measures[0]
    assert (found.value, found.by, found.version) == (Decimal("30.5"), stage.anna.name, 1)
    assert found.evidence.startswith("Kysely")
    enters(world, stage, stage.bertil, date(2026, 12, 31), "29", seen=1)
    enters(world, stage, stage.bertil, date(2027, 1, 15), "28")  # a day that nobody planned
    versions, total = reading.history(session, stage.anna, application_id=stage.place.id, part=Part.PLAN)
    assert total == 3
    assert {one.text.split("\n")[0] for one in versions} == {"2026-12-31: 30.5", "2026-12-31: 29", "2027-01-15: 28"}
    assert progress(session, stage.place.id).results == 2


def test_two_results_at_once(session: Session, world: World) -> None:
    stage = stage_of(world)
    world.now += timedelta(days=60)
    enters(world, stage, stage.anna, date(2026, 12, 31), "30")
    with world.refuses(WrittenMeanwhile) as refused:
        enters(world, stage, stage.bertil, date(2026, 12, 31), "31")
    assert (refused[0].version, refused[0].text, refused[0].name) == (1, "30", stage.anna.name)
    enters(world, stage, stage.bertil, date(2026, 12, 31), "31", seen=1)


@pytest.mark.parametrize(
    ("day", "value", "evidence", "refusal"),
    [
        (date(2026, 12, 31), "30", "", BadValue),  # has not come
        (date(1999, 12, 31), "30", "", BadValue),
        (date(2026, 11, 23), "paljon", "", BadValue),
        (date(2026, 11, 23), "-1", "", OutOfBounds),
        (date(2026, 11, 23), "1", "x" * 501, TextTooLong),
    ],
)
def test_results_that_will_not_do(
    session: Session, world: World, day: date, value: str, evidence: str, refusal: type[Refusal]
) -> None:
    stage = stage_of(world)
    with world.refuses(refusal):
        enters(world, stage, stage.anna, day, value, evidence)


def test_who_may_measure(session: Session, world: World) -> None:
    stage = stage_of(world)
    round_ = session.get_one(type(placed(world, "Muu ry")[2]), stage.place.round_id)
    peer, outsider = peer_of(world, round_), world.person()
    with world.refuses(NotYours):
        enters(world, stage, peer, world.now.date(), "1")
    with world.refuses(NotThere):
        enters(world, stage, outsider, world.now.date(), "1")
    with world.refuses(NotThere):
        measuring.enter(
            session, stage.anna, indicator_id=999_999, day=world.now.date(), value="1", evidence="", seen=0,
            now=world.now,
        )  # fmt: skip
    for verb in (measuring.add_day, measuring.remove_day):
        with world.refuses(NotYours):
            verb(session, peer, indicator_id=stage.id, day=date(2027, 1, 1), now=world.now)
    with world.refuses(NotThere):
        answers.write(
            session, stage.anna, application_id=stage.place.id, question=Question.WHO, text="x", seen=1,
            indicator_id=stage.id, person_id=outsider.id, now=world.now,
        )  # fmt: skip
    other, _place, _round = placed(world, "Toinen ry")
    with world.refuses(NotThere):  # an indicator of somebody else's, by one's own workbook
        indicators.remove(session, other, application_id=_place.id, indicator_id=stage.id, now=world.now)


def test_days_come_and_go(session: Session, world: World) -> None:
    stage = stage_of(world)
    for _twice in range(2):
        measuring.add_day(session, stage.anna, indicator_id=stage.id, day=date(2027, 2, 1), now=world.now)
    assert len(stage.one(session).measures) == 4
    for _twice in range(2):
        measuring.remove_day(session, stage.bertil, indicator_id=stage.id, day=date(2027, 2, 1), now=world.now)
    assert len(stage.one(session).measures) == 3
    with world.refuses(InThePast):
        measuring.add_day(session, stage.anna, indicator_id=stage.id, day=world.now.date(), now=world.now)
    for number in range(21):
        day = date(2028, 1, 1) + timedelta(days=number)
        measuring.add_day(session, stage.anna, indicator_id=stage.id, day=day, now=world.now)
    with world.refuses(TooManyDays):
        measuring.add_day(session, stage.anna, indicator_id=stage.id, day=date(2029, 1, 1), now=world.now)


# Reminders


def test_who_measures_is_reminded_once_on_each_day(session: Session, world: World) -> None:
    stage = stage_of(world)
    world.tick()
    assert world.heard(stage.anna, MeasureDue) == []
    world.now += timedelta(days=38)  # the last day of the year
    for _again in range(3):
        world.tick()
        world.now += timedelta(days=10)
    assert len(world.heard(stage.anna, MeasureDue)) == 1
    assert world.heard(stage.bertil, MeasureDue) == []
    waiting = measuring.awaiting(session, stage.anna)
    assert [day.due_on for _place, _one, day in waiting] == [date(2026, 12, 31)]
    assert measuring.awaiting(session, stage.bertil) == []
    enters(world, stage, stage.bertil, date(2026, 12, 31), "30")
    assert measuring.awaiting(session, stage.anna) == []
    world.now += timedelta(days=400)
    world.tick()
    assert len(world.heard(stage.anna, MeasureDue)) == 3, "one for each day"


def test_a_result_that_came_before_needs_no_reminder(session: Session, world: World) -> None:
    stage = stage_of(world)
    world.now += timedelta(days=37, hours=13)
    enters(world, stage, stage.anna, world.now.date(), "30")
    measuring.remove_day(session, stage.anna, indicator_id=stage.id, day=date(2026, 12, 31), now=world.now)
    world.now += timedelta(days=5)
    world.tick()
    assert world.heard(stage.anna, MeasureDue) == []


def test_where_who_measures_has_left_those_who_take_part_hear(session: Session, world: World) -> None:
    stage = stage_of(world)
    says(world, stage, Question.WHO, stage.bertil.name, person_id=stage.bertil.id)
    own = organisations.member_of(session, stage.place.organisation_id, stage.bertil.id)
    assert own is not None
    own.left_at = world.now
    world.now += timedelta(days=40)
    world.tick()
    assert world.heard(stage.bertil, MeasureDue) == []
    assert len(world.heard(stage.anna, MeasureDue)) == 1


def test_nobody_is_reminded_of_what_is_gone(session: Session, world: World) -> None:
    stage = stage_of(world)
    indicators.remove(session, stage.anna, application_id=stage.place.id, indicator_id=stage.id, now=world.now)
    world.now += timedelta(days=40)
    world.tick()
    assert world.heard(stage.anna, MeasureDue) == []
    assert load(session, stage.place.id).indicators == ()
    with world.refuses(NotThere):
        enters(world, stage, stage.anna, world.now.date(), "30")


def test_a_place_given_back_reminds_nobody(session: Session, world: World) -> None:
    stage = stage_of(world)
    stage.place.state = PlaceState.LEFT
    world.now += timedelta(days=40)
    world.tick()
    assert world.heard(stage.anna, MeasureDue) == []


# Target against actual


@pytest.mark.parametrize(
    ("baseline", "target", "value", "expected", "share"),
    [
        ("34", "20", "20", Standing.REACHED, None),
        ("34", "20", "12", Standing.REACHED, None),
        ("34", "20", "27", Standing.CLOSER, 50),
        ("34", "20", "34", Standing.UNCHANGED, None),
        ("34", "20", "40", Standing.FARTHER, None),
        ("10", "40", "40", Standing.REACHED, None),
        ("10", "40", "25", Standing.CLOSER, 50),
        ("10", "40", "5", Standing.FARTHER, None),
        (NOT_KNOWN, "40", "25", Standing.NOT_YET_THERE, None),
        (NOT_KNOWN, "40", "41", Standing.REACHED, None),
        ("40", "40", "40", Standing.REACHED, None),
    ],
)
def test_target_against_actual(
    session: Session, world: World, baseline: str, target: str, value: str, expected: Standing, share: int | None
) -> None:
    stage = stage_of(world, baseline=baseline, target=target)
    assert standing(stage.one(session)) is Standing.NO_RESULT
    world.now += timedelta(days=40)
    enters(world, stage, stage.anna, date(2026, 12, 31), value)
    assert standing(stage.one(session)) is expected
    assert measuring.share(stage.one(session)) == share


# Figures that count themselves


def helps(world: World, doer: Person, requester: Person, minutes: int) -> None:
    """An association's person helps another's, to the approval."""
    task = world.task(requester)
    world.approved(requester, doer, task, minutes)


def test_a_figure_of_the_marketplace_fills_itself_in(session: Session, world: World) -> None:
    anna, place, _round = placed(world)
    made = indicators.add(session, anna, application_id=place.id, figure=MarketFigure.GIVEN, now=world.now)
    stage = Stage(anna, anna, place, made)
    for question in (Question.WHAT, Question.OF_STEP, Question.KIND, Question.HOW_OFTEN, Question.BASELINE,
                     Question.TARGET, Question.TARGET_DAY):  # fmt: skip
        says(world, stage, question, "0" if question is Question.BASELINE else RESULT[question])
    assert stage.one(session).missing == (), "who, how and from where need not be said"
    assert measuring.counted(session, stage.one(session), place.id, now=world.now) == 0
    other, _place, _r = placed(world, "Muu ry")
    world.later(hours=1)
    helps(world, anna, other, 90)
    helps(world, other, anna, 60)
    world.later(hours=1)
    assert measuring.counted(session, stage.one(session), place.id, now=world.now) == Decimal("1.5")
    assert figures.count(session, place, MarketFigure.RECEIVED, now=world.now) == 1
    assert figures.count(session, place, MarketFigure.TASKS, now=world.now) == 2
    assert figures.count(session, place, MarketFigure.FEEDBACK, now=world.now) is None, "too few answers"
    world.now += timedelta(days=40)
    world.tick()
    found = stage.one(session).measures[0]
    assert (found.value, found.by) == (Decimal("1.5"), None)
    assert world.heard(anna, MeasureDue) == []
    with world.refuses(NotThere):
        enters(world, stage, anna, world.now.date(), "100")


def test_the_sweep_takes_a_batch(session: Session, world: World) -> None:
    stage = stage_of(world)
    world.now += timedelta(days=500)
    assert measuring.remind(session, world.now, Timers(), 2) == 2
    assert measuring.remind(session, world.now, Timers(), 2) == 1
    assert measuring.remind(session, world.now, Timers(), 2) == 0
    assert len(world.heard(stage.anna, MeasureDue)) == 3
