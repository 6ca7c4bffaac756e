"""The pilot from its call to the call after it: twelve associations, eight places, four contact days, ten months."""

from datetime import datetime, timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from domain.programme import applying, calling, participants, priority, rounds
from domain.programme.applying import Part
from domain.programme.refusals import CallNotOpen
from domain.programme.results import certificates, ending, ratings, report
from domain.programme.results import days as impressions
from domain.programme.running import attendance, days, sparring, work
from domain.programme.running.days import DayChange
from domain.programme.running.work import NewWork
from domain.programme.selecting import decisions, places
from domain.programme.workbooks import answers, indicators
from domain.programme.workbooks.book import load
from models.person import Person
from models.programme.application import ContentArea, Decision, PlaceState, RoundApplication
from models.programme.round import ContactDay, DayFeedback, Round, RoundRole
from models.programme.workbook import Question, Step
from tests.domain.postman import HELSINKI, Postman
from tests.domain.programme.world import contact_person, staff
from tests.domain.world import TIMERS, World

NEEDS = {
    Question.TARGET_GROUP: "Yli 70-vuotiaat yksin asuvat",
    Question.NEED: "Moni on päiviä puhumatta kenellekään.",
    Question.EVIDENCE: "Kysely kotihoidon asiakkaille keväällä 2026.",
    Question.GOAL: "Yksin asuvien ikäihmisten yksinäisyys vähenee vuoden 2027 loppuun mennessä.",
    Question.OTHERS: "Seurakunta ja kotihoito",
}
MODEL = {
    Step.INPUT: "40 vapaaehtoista",
    Step.ACTIVITY: "Tapaaminen joka viikko",
    Step.OUTPUT: "1 600 tapaamista vuodessa",
    Step.OUTCOME: "Yksinäisyys vähenee",
    Step.IMPACT: "Ikäihmiset voivat hyvin kotonaan",
}
INDICATOR = {
    Question.WHAT: "Yksinäisyyden kokemus",
    Question.OF_STEP: "outcome",
    Question.KIND: "result",
    Question.MEASURABLE: "yes",
    Question.UNIT: "%",
    Question.SOURCE: "Tuetut ikäihmiset",
    Question.METHOD: "Kysely",
    Question.HOW_OFTEN: "once",
    Question.WHO: "Yhteyshenkilö",
    Question.BASELINE: "60",
    Question.TARGET: "40",
    Question.TARGET_DAY: "2027-09-01",
}


class Pilot:
    """The people of the pilot, and the clock that delivers what is due on its way."""

    def __init__(self, world: World, step: timedelta) -> None:
        self.world, self.session, self.step = world, world.session, step
        self.coordinator, self.consultant = world.person("Koordinaattori"), world.person("Konsultti")
        self.writers = [contact_person(world, f"Järjestö {number} ry") for number in range(1, 13)]
        self.earlier = contact_person(world, "Edellinen ry")
        self.postman = Postman(world)

    def until(self, moment: datetime) -> None:
        """Let the time go by, a step at a time: what is due happens, and is delivered."""
        while self.world.now < moment:
            self.world.now = min(self.world.now + self.step, moment)
            self.world.tick()
            self.postman.delivers()

    def told(self, person: Person, kind: str) -> int:
        """How many notices of that kind reached somebody."""
        mine = [one.notice for one in self.postman.letters if one.recipient_id == person.id]
        return sum(type(notice).__name__ == kind for notice in mine)

    def applies(self, writer: Person, round_: Round) -> RoundApplication:
        """Written, its writer taking part, and sent."""
        session, now = self.session, self.world.now
        assert writer.organisation_id is not None
        own = applying.begin(session, writer, round_id=round_.id, organisation_id=writer.organisation_id, now=now)
        for part, text in ((Part.ACTIVITY, "Ystävätoiminta"), (Part.MOTIVATION, "Haluamme osoittaa, mitä seuraa.")):
            applying.write(session, writer, application_id=own.id, part=part, text=text, was="", now=now)
        applying.rate(session, writer, application_id=own.id, scores=dict.fromkeys(ContentArea, 2), now=now)
        applying.commit_to_dates(session, writer, application_id=own.id, now=now)
        participants.take_part_oneself(session, writer, application_id=own.id, now=now)
        session.refresh(own)
        applying.send(session, writer, application_id=own.id, version=own.version, now=now)
        return own

    def fills_workbook(self, writer: Person, place: RoundApplication) -> None:
        """Needs, the whole logic model, and one indicator."""
        session, now = self.session, self.world.now

        def says(question: Question, text: str, indicator_id: int | None = None) -> None:
            seen = load(session, place.id).answer(question, indicator_id).version
            answers.write(
                session, writer, application_id=place.id, question=question, text=text, seen=seen,
                indicator_id=indicator_id, now=now,
            )  # fmt: skip

        for question, text in NEEDS.items():
            says(question, text)
        for step, item in MODEL.items():
            answers.add_items(session, writer, application_id=place.id, question=Question(step), texts=[item], now=now)
        for step in list(Step)[:-1]:
            says(Question(f"{step}_assumption"), "Tapaamisia on tarpeeksi.")
            says(Question(f"{step}_risk"), "Vapaaehtoiset väsyvät.")
        made = indicators.add(session, writer, application_id=place.id, figure=None, now=now)
        for question, text in INDICATOR.items():
            says(question, text, made)

    def sends(self, round_: Round) -> None:
        """What is prepared, to all at once."""
        ready = decisions.prepared(
            self.session, self.coordinator, round_id=round_.id, zone=HELSINKI, now=self.world.now
        )
        decisions.send(
            self.session, self.coordinator, round_id=round_.id, version=ready.version, zone=HELSINKI, now=self.world.now
        )

    def first_round(self) -> Round:
        """One place, three applications: the first association got it, the next two were left out."""
        session, world, now = self.session, self.world, self.world.now
        deadline = now + timedelta(days=20)
        new = rounds.NewRound("fi", "Ensimmäinen kierros", "Kenelle ja mitä.", deadline, capacity=1)
        made = rounds.begin_programme(
            session, self.coordinator, name="Vaikuttavuusvalmennus", new=new, zone=HELSINKI, now=now,
            operators=[self.coordinator.telegram_id],
        )  # fmt: skip
        for month in range(4):
            rounds.add_day(
                session, self.coordinator, round_id=made.id, starts_at=deadline + timedelta(days=50 + 35 * month),
                minutes=360, place="Tampere", agenda="Tarpeet ja tavoitteet", now=now,
            )  # fmt: skip
        rounds.switch(session, self.coordinator, round_id=made.id, name="self_rated", on=True, now=now)
        staff(world, made, self.consultant, RoundRole.CONSULTANT)
        rounds.publish(session, self.coordinator, round_id=made.id, now=now)
        place = self.applies(self.earlier, made)
        for writer in self.writers[:2]:
            self.applies(writer, made)
        self.until(deadline + timedelta(days=1))
        decisions.suggest(session, self.coordinator, round_id=made.id, anew=True, now=world.now)
        self.sends(made)
        places.confirm(session, self.earlier, application_id=place.id, now=world.now)
        return made


@pytest.mark.timeout(1200)  # at full size
def test_the_pilot(session: Session, world: World, prove: bool) -> None:
    pilot = Pilot(world, timedelta(hours=4 if prove else 24))
    coordinator, consultant, writers = pilot.coordinator, pilot.consultant, pilot.writers
    first = pilot.first_round()

    # The call: those left out hear of it first, and may apply first.
    deadline = world.now + timedelta(days=40)
    made = calling.copy(session, coordinator, round_id=first.id, deadline=deadline, zone=HELSINKI, now=world.now)
    rounds.set_number(session, coordinator, round_id=made.id, name="capacity", value=8, now=world.now)
    assert made.opens_at > world.now
    rounds.publish(session, coordinator, round_id=made.id, now=world.now)
    assert made.priority_opens_at is not None
    pilot.until(made.priority_opens_at + timedelta(days=1))
    assert [pilot.told(writer, "CallOpenedFirst") for writer in writers] == [1, 1, *[0] * 10]
    with world.refuses(CallNotOpen):
        pilot.applies(writers[2], made)
    own = [pilot.applies(writer, made) for writer in writers[:2]]
    pilot.until(made.opens_at + timedelta(days=1))
    own += [pilot.applies(writer, made) for writer in writers[2:]]
    assert [one.priority for one in own] == [True, True, *[False] * 10]

    # Selecting: eight places, two reserves, two not this time; everybody hears in the same minute.
    pilot.until(made.deadline + timedelta(days=2))
    decisions.suggest(session, coordinator, round_id=made.id, anew=True, now=world.now)
    for one in own[10:]:
        decisions.decide(session, coordinator, application_id=one.id, decision=Decision.NOT_THIS_TIME, now=world.now)
    pilot.sends(made)
    pilot.until(world.now + timedelta(minutes=1))
    assert [pilot.told(writer, "DecisionMade") for writer in writers] == [2, 2, *[1] * 10]
    assert [one.state for one in own] == [
        *[PlaceState.ACCEPTED] * 8, *[PlaceState.RESERVE] * 2, *[PlaceState.NOT_THIS_TIME] * 2
    ]  # fmt: skip

    # One withdraws after it was accepted; the first reserve is offered the place, and takes it.
    for writer, one in list(zip(writers, own, strict=True))[:7]:
        places.confirm(session, writer, application_id=one.id, now=world.now)
    places.give_back(session, writers[7], application_id=own[7].id, timers=TIMERS, now=world.now)
    pilot.until(world.now + timedelta(days=1))
    assert own[8].state is PlaceState.ACCEPTED
    places.confirm(session, writers[8], application_id=own[8].id, now=world.now)
    cohort = [*range(7), 8]

    # Four contact days, with work handed in before each, and a talk with the consultant in between.
    dates = session.scalars(
        select(ContactDay).where(ContactDay.round_id == made.id).order_by(ContactDay.starts_at)
    ).all()
    assert len(dates) == 4
    for number, day in enumerate(dates):
        due = day.starts_at - timedelta(days=5)
        change = DayChange(assignment="Kuvatkaa toiminta, jonka kanssa työskentelette.", due_at=due)
        days.change(session, consultant, day_id=day.id, changes=change, timers=TIMERS, now=world.now)
        slot_at = day.starts_at - timedelta(days=15)
        slots = sparring.open_slots(
            session,
            consultant,
            round_id=made.id,
            starts_at=slot_at,
            minutes=30,
            count=8,
            place="Puhelin",
            now=world.now,
        )
        for slot_id, at in zip(slots, cohort, strict=True):
            sparring.book(
                session, writers[at], application_id=own[at].id, slot_id=slot_id, timers=TIMERS, now=world.now
            )
        pilot.until(slot_at + timedelta(hours=5))
        for slot_id in slots:
            sparring.note(
                session, consultant, slot_id=slot_id, notes="Puhuttiin tavoitteista.", next_step="Kysely syyskuussa",
                timers=TIMERS, now=world.now,
            )  # fmt: skip
        late = number == 3  # one forgets the last of them
        for at in cohort[late:]:
            work.hand_in(
                session, writers[at], application_id=own[at].id, day_id=day.id, new=NewWork(text="Ystävätoiminta."),
                now=world.now,
            )  # fmt: skip
        if number == 2:
            for at in cohort:
                pilot.fills_workbook(writers[at], own[at])
        pilot.until(day.ends_at)
        attendance.mark_rest_present(session, consultant, day_id=day.id, now=world.now)
        pilot.until(world.now + timedelta(days=1))
        for row in session.scalars(select(DayFeedback).where(DayFeedback.day_id == day.id)).all():
            person = session.get_one(Person, row.person_id)
            impressions.give(
                session, person, feedback_id=row.id, useful=4, next_step="Kysymme tuetuilta.", now=world.now
            )

    # Results: rated again, ended, reported, certified.
    pilot.until(world.now + timedelta(days=2))
    for at in cohort:
        ratings.rate(
            session, writers[at], application_id=own[at].id, scores=dict.fromkeys(ContentArea, 3), now=world.now
        )
    ending.end(session, coordinator, round_id=made.id, now=world.now)
    pilot.until(world.now + timedelta(days=10))
    told = report.make(session, coordinator, round_id=made.id, zone=HELSINKI, now=world.now)
    assert (told.applied, told.priority, told.accepted, told.reserve) == (12, 2, 8, 2)
    assert (told.took_part, told.moved_up, told.gave_back, told.left_out) == (8, 1, 1, 3)
    assert (told.present, told.marked, told.assignments, told.assignments_expected) == (32, 32, 31, 32)
    assert (told.sparring, told.sparred, told.models, told.indicators) == (8 * 4 * 30, 8, 8, 8)
    at_the_end = [one for one in told.changes if one.answers]
    assert [(one.answers, one.before, one.after) for one in at_the_end] == [(8, 2.0, 3.0)] * 4
    assert len(certificates.of_round(session, coordinator, round_id=made.id)) == 8

    # No reminder missed, none doubled: to whoever took part, and to nobody else.
    for at, writer in enumerate(writers):
        inside = at in cohort
        assert pilot.told(writer, "DayComes") == (8 if inside else 0), (at, "7 days and 1 day before each day")
        assert pilot.told(writer, "SparringComes") == (4 if inside else 0)
        assert pilot.told(writer, "WorkDue") == (1 if at == 0 else 0)
        assert pilot.told(writer, "DayFeedbackWanted") == (4 if inside else 0)
        assert pilot.told(writer, "RatingWanted") == (1 if inside else 0)
        assert pilot.told(writer, "RoundEnded") == (1 if inside else 0)
    assert pilot.told(consultant, "DayComes") == 16, "of both rounds"
    letters = [(one.recipient_id, type(one.notice).__name__, one.notice.key()) for one in pilot.postman.letters]
    assert len(letters) == len(set(letters))

    # The next round opens first to those left out.
    later = world.now + timedelta(days=40)
    following = calling.copy(session, coordinator, round_id=made.id, deadline=later, zone=HELSINKI, now=world.now)
    left_out = [own[at].organisation_id for at in (9, 10, 11)]
    assert priority.holders(session, following) == sorted(left_out)
    rounds.publish(session, coordinator, round_id=following.id, now=world.now)
    assert following.priority_opens_at is not None
    pilot.until(max(following.priority_opens_at, world.now) + timedelta(days=1))
    for at, writer in enumerate(writers):
        assert pilot.told(writer, "CallOpenedFirst") == (1 if at in (0, 1, 9, 10, 11) else 0), at

    # Half a year after the last day the organisations are asked once more.
    pilot.until(dates[-1].ends_at + TIMERS.rate_again + timedelta(days=2))
    assert [pilot.told(writers[at], "RatingWanted") for at in cohort] == [2] * 8
