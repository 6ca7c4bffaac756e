"""What came of a round: self-ratings again, two questions after each day, the report, the end, the certificates."""

from datetime import timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from domain.programme.results import certificates, days, ending, ratings, report
from domain.programme.results.notices import DayFeedbackWanted, RatingWanted, RoundEnded, RoundOver
from domain.refusals import NotNow, NotThere, NotYours, OutOfBounds, TextTooLong
from models.person import Person
from models.programme.application import ContentArea, Moment, Participant, PlaceState, RoundApplication, SelfRating
from models.programme.presence import Presence
from models.programme.round import ContactDay, DayFeedback, Round, RoundRole, RoundState
from models.programme.work import HandedIn, WorkKind
from tests.domain.programme.world import application, colleague, contact_person, programme_round, staff, takes_part
from tests.domain.world import World

ZONE = ZoneInfo("Europe/Helsinki")


class Cohort:
    """A round that runs, with an association for each name, and its four days."""

    def __init__(self, world: World, *names: str) -> None:
        self.world = world
        self.coordinator = world.person("Koordinaattori")
        self.round: Round = programme_round(
            world, self.coordinator, RoundState.DECIDED, self_rated=True, deadline=world.now
        )
        self.people = [contact_person(world, name) for name in names]
        self.places = [
            application(world, self.round, one, PlaceState.CONFIRMED, decision="accept", decided_at=world.now)
            for one in self.people
        ]
        self.days = list(
            world.session.scalars(
                select(ContactDay).where(ContactDay.round_id == self.round.id).order_by(ContactDay.starts_at)
            )
        )

    def part(self, at: int) -> int:
        """The part of an association's first participant."""
        own = select(Participant.id).where(Participant.application_id == self.places[at].id).order_by(Participant.id)
        return self.world.session.scalars(own).all()[0]

    def present(self, day: int, *people: int, present: bool = True) -> None:
        """The consultant has marked these."""
        for at in people:
            self.world.session.add(
                Presence(
                    day_id=self.days[day].id, participant_id=self.part(at), present=present, absent_why="",
                    marked_by_id=self.coordinator.id, marked_at=self.world.now,
                )
            )  # fmt: skip
        self.world.session.flush()

    def rated(self, at: int, score: int, moment: Moment = Moment.START) -> None:
        """An association saw itself so, in all areas."""
        for area in ContentArea:
            self.world.session.add(
                SelfRating(
                    application_id=self.places[at].id, moment=moment, area=area, score=score,
                    person_id=self.people[at].id, at=self.world.now,
                )
            )  # fmt: skip
        self.world.session.flush()

    def rates(self, at: int, score: int, by: Person | None = None) -> None:
        """Now."""
        scores = dict.fromkeys(ContentArea, score)
        place, who = self.places[at].id, by or self.people[at]
        ratings.rate(self.world.session, who, application_id=place, scores=scores, now=self.world.now)

    def after(self, day: int, **later: float) -> None:
        """The clock stands so long after the end of a day."""
        self.world.now = self.days[day].ends_at + timedelta(**later)

    def report(self, reader: Person | None = None) -> report.RoundReport:
        """As it is now."""
        return report.make(
            self.world.session, reader or self.coordinator, round_id=self.round.id, zone=ZONE, now=self.world.now
        )


def test_rated_at_the_end_and_half_a_year_after(session: Session, world: World) -> None:
    """Asked by the clock once, reminded once; who has answered is not."""
    cohort = Cohort(world, "A", "B")
    member = colleague(world, cohort.people[0])
    partaker = world.person()
    takes_part(world, cohort.places[0], partaker)
    cohort.rated(0, 2)
    with world.refuses(NotThere):
        cohort.rates(0, 3)
    cohort.after(3, hours=23)
    world.tick()
    assert world.heard(partaker, RatingWanted) == []
    for hour in (2, 3, 4):
        cohort.after(3, days=1, hours=hour)
        world.tick()
    first = RatingWanted(cohort.places[0].id, "end", 1)
    assert world.heard(partaker, RatingWanted) == world.heard(cohort.people[0], RatingWanted) == [first]
    assert world.heard(member, RatingWanted) == [], "a colleague without a part in it"
    cohort.rates(0, 3, by=member)
    assert ratings.waiting(session, partaker, first) is None
    assert ratings.unanswered(session, partaker, now=world.now) == []
    assert [view.organisation for view in ratings.unanswered(session, cohort.people[1], now=world.now)] == ["B"]
    for day in (9, 10, 30):
        cohort.after(3, days=day)
        world.tick()
    assert world.heard(cohort.people[0], RatingWanted) == [first]
    assert [one.number for one in world.heard(cohort.people[1], RatingWanted)] == [1, 2]
    cohort.after(3, days=181)
    world.tick()
    assert len(world.heard(partaker, RatingWanted)) == 1
    cohort.after(3, days=182)
    world.tick()
    assert world.heard(partaker, RatingWanted)[-1] == RatingWanted(cohort.places[0].id, "later", 1)
    cohort.rates(0, 4)
    kept = session.execute(select(SelfRating.moment, SelfRating.score).where(SelfRating.area == ContentArea.LOGIC))
    assert sorted((str(moment), score) for moment, score in kept) == [("end", 3), ("later", 4), ("start", 2)]


def test_bad_ratings(session: Session, world: World) -> None:
    cohort = Cohort(world, "A", "B")
    cohort.after(3, days=1)
    world.tick()
    for scores in (
        {}, dict.fromkeys(ContentArea, 5), dict.fromkeys(ContentArea, 0), {ContentArea.LOGIC: 3},
    ):  # fmt: skip
        with world.refuses(OutOfBounds):
            ratings.rate(session, cohort.people[0], application_id=cohort.places[0].id, scores=scores, now=world.now)
    for stranger, refusal in ((world.person(), NotThere), (cohort.people[1], NotYours), (cohort.coordinator, NotYours)):
        with world.refuses(refusal):
            cohort.rates(0, 3, by=stranger)
    cohort.rates(0, 2)
    cohort.rates(0, 3)
    assert set(session.scalars(select(SelfRating.score))) == {3}, "the later holds"


def test_a_round_without_self_ratings_asks_nothing(session: Session, world: World) -> None:
    cohort = Cohort(world, "A")
    cohort.round.self_rated = False
    cohort.after(3, days=2)
    world.tick()
    assert world.heard(cohort.people[0], RatingWanted) == []


def test_change_is_shown_from_three_answers_up(session: Session, world: World) -> None:
    cohort = Cohort(world, "A", "B", "C", "D")
    for at, score in enumerate((1, 2, 2, 4)):
        cohort.rated(at, score)
    for at in (0, 1):
        cohort.rated(at, 3, Moment.END)

    def change() -> list[tuple[int, float | None, float | None]]:
        found = [one for one in ratings.changes(session, cohort.round.id) if one.moment is Moment.END]
        assert [one.area for one in found] == list(ContentArea)
        return sorted({(one.answers, one.before, one.after) for one in found})

    assert change() == [(2, None, None)]
    cohort.rated(2, 4, Moment.END)
    assert change() == [(3, 1.67, 3.33)], "of those who answered both times"


def test_two_questions_to_those_who_were_there(session: Session, world: World) -> None:
    cohort = Cohort(world, "A", "B", "C", "D")
    cohort.present(0, 0, 1, 2)
    cohort.present(0, 3, present=False)
    cohort.after(0, minutes=-1)
    world.tick()
    assert world.heard(cohort.people[0], DayFeedbackWanted) == []
    cohort.after(0)
    for _again in range(3):
        world.tick()
        world.later(hours=3)
    asked = [world.heard(person, DayFeedbackWanted) for person in cohort.people]
    assert [len(one) for one in asked] == [1, 1, 1, 0]
    ids = [one[0].feedback_id for one in asked[:3]]
    for at, (useful, step) in enumerate(((4, "Kysymme jäseniltä."), (5, ""))):
        days.give(session, cohort.people[at], feedback_id=ids[at], useful=useful, next_step=step, now=world.now)
    said = days.of_round(session, cohort.round.id)[cohort.days[0].id]
    assert (said.answers, said.useful, said.next_steps) == (2, None, ()), "of two answers nothing is shown"
    days.give(session, cohort.people[2], feedback_id=ids[2], useful=1, next_step="Levätään.", now=world.now)
    days.give(session, cohort.people[2], feedback_id=ids[2], useful=3, next_step="Mitataan.", now=world.now)
    said = days.of_round(session, cohort.round.id)[cohort.days[0].id]
    assert (said.answers, said.useful, said.next_steps) == (3, 4.0, ("Kysymme jäseniltä.", "Mitataan."))
    for stranger in (cohort.people[1], cohort.coordinator, world.person()):
        with world.refuses(NotThere):
            days.give(session, stranger, feedback_id=ids[0], useful=3, next_step="", now=world.now)
    for useful in (0, 6):
        with world.refuses(OutOfBounds):
            days.give(session, cohort.people[0], feedback_id=ids[0], useful=useful, next_step="", now=world.now)
    with world.refuses(TextTooLong):
        days.give(session, cohort.people[0], feedback_id=ids[0], useful=3, next_step="x" * 301, now=world.now)


def test_attendance_taken_late_asks_nobody(session: Session, world: World) -> None:
    cohort = Cohort(world, "A", "B")
    cohort.after(0, days=13)
    cohort.present(0, 0)
    world.tick()
    cohort.after(0, days=14)
    cohort.present(0, 1)
    world.tick()
    assert session.scalars(select(DayFeedback.person_id)).all() == [cohort.people[0].id]


def test_the_end_finishes_the_places(session: Session, world: World) -> None:
    cohort = Cohort(world, "A", "B", "C")
    cohort.places[1].state = PlaceState.LEFT
    offered = cohort.places[2]
    offered.state = PlaceState.ACCEPTED
    other = world.person()
    staff(world, cohort.round, other, RoundRole.COORDINATOR)
    session.flush()
    for stranger in (cohort.people[0], world.person()):
        with world.refuses(NotYours):
            ending.end(session, stranger, round_id=cohort.round.id, now=world.now)
    ending.end(session, other, round_id=cohort.round.id, now=world.now)
    states = [str(one.state) for one in cohort.places]
    assert (str(cohort.round.state), states) == ("over", ["finished", "left", "lapsed"])
    assert [len(world.heard(person, RoundEnded)) for person in cohort.people] == [1, 0, 0]
    with world.refuses(NotNow):
        ending.end(session, other, round_id=cohort.round.id, now=world.now)


def test_the_end_by_itself(session: Session, world: World) -> None:
    cohort = Cohort(world, "A")
    cohort.after(3, days=59)
    world.tick()
    assert cohort.round.state is RoundState.DECIDED
    cohort.after(3, days=60)
    world.tick()
    world.tick()
    assert (cohort.round.state, cohort.round.ended_at) == (RoundState.OVER, world.now)
    assert len(world.heard(cohort.coordinator, RoundOver)) == len(world.heard(cohort.people[0], RoundEnded)) == 1


def test_a_certificate_states_what_was_attended(session: Session, world: World) -> None:
    cohort = Cohort(world, "A", "B")
    for day, present in enumerate((True, False, True)):
        cohort.present(day, 0, present=present)
    part = cohort.part(0)
    member = colleague(world, cohort.people[0])
    how: dict[str, Any] = {"participant_id": part, "zone": ZONE}
    with world.refuses(NotThere):
        certificates.certificate(session, cohort.people[0], **how)
    ending.end(session, cohort.coordinator, round_id=cohort.round.id, now=world.now)
    for reader in (cohort.people[0], cohort.coordinator):
        found = certificates.certificate(session, reader, **how)
        assert (found.attended, len(found.days), found.share, found.minutes) == (2, 4, 50, 720)
        assert (found.organisation, found.signed_by) == ("A", ("Koordinaattori",))
    for stranger in (member, cohort.people[1], world.person()):
        with world.refuses(NotThere):
            certificates.certificate(session, stranger, **how)
    assert certificates.mine(session, cohort.people[0], cohort.places[0].id) == part
    assert certificates.mine(session, member, cohort.places[0].id) is None
    people = certificates.of_round(session, cohort.coordinator, round_id=cohort.round.id)
    assert [organisation for _id, _name, organisation in people] == ["A", "B"]
    with world.refuses(NotYours):
        certificates.of_round(session, cohort.people[0], round_id=cohort.round.id)
    gone = session.get_one(Participant, part)
    gone.left_at = world.now
    session.flush()
    assert certificates.mine(session, cohort.people[0], cohort.places[0].id) is None, "was replaced"


def test_the_report_counts_what_others_keep(session: Session, world: World) -> None:
    cohort = Cohort(world, "A", "B", "C")
    out = contact_person(world, "D")
    application(
        world, cohort.round, out, PlaceState.NOT_THIS_TIME, decision="not_this_time", decided_at=world.now,
        priority=True,
    )  # fmt: skip
    late = contact_person(world, "E")
    moved: RoundApplication = application(
        world, cohort.round, late, PlaceState.LAPSED, decision="reserve", decided_at=world.now, moved_up=True
    )
    cohort.present(0, 0, 1)
    cohort.present(0, 2, present=False)
    cohort.present(1, 0)
    for version, is_late in ((1, True), (2, True)):
        session.add(
            HandedIn(
                application_id=cohort.places[0].id, day_id=cohort.days[0].id, version=version, kind=WorkKind.TEXT,
                text="Työ", file_name="", person_id=cohort.people[0].id, at=world.now, late=is_late,
            )
        )  # fmt: skip
    session.flush()
    found = cohort.report()
    assert (found.applied, found.priority, found.accepted, found.reserve, found.moved_up) == (5, 1, 3, 1, 1)
    assert (found.left_out, found.lapsed, found.took_part, found.people) == (1, 1, 3, 3)
    assert (found.present, found.marked, found.attendance) == (3, 4, 0.75)
    assert (found.assignments, found.assignments_expected, found.late) == (1, 12, 1)
    assert [(day.present, day.marked, day.handed_in, day.expected) for day in found.days][:2] == [
        (2, 3, 1, 3), (1, 1, 0, 3),
    ]  # fmt: skip
    assert [(one.organisation, one.present, one.handed_in) for one in found.organisations] == [
        ("A", 2, 1), ("B", 1, 0), ("C", 0, 0),
    ]  # fmt: skip
    assert (found.models, found.indicators) == (0, 0)
    assert moved.state is PlaceState.LAPSED
    for stranger, refusal in ((cohort.people[0], NotYours), (world.person(), NotYours)):
        with world.refuses(refusal):
            cohort.report(stranger)
    with world.refuses(NotThere):
        report.make(session, cohort.coordinator, round_id=999_999, zone=ZONE, now=world.now)


@pytest.mark.parametrize("state", [RoundState.DRAFT, RoundState.OPEN, RoundState.CANCELLED])
def test_no_report_before_it_runs(session: Session, world: World, state: RoundState) -> None:
    cohort = Cohort(world, "A")
    cohort.round.state = state
    session.flush()
    with world.refuses(NotNow):
        cohort.report()
