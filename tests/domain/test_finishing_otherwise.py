"""When it goes otherwise: another figure, nothing at all, somebody who did not come, the operators."""

from datetime import date, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select
from sqlalchemy.orm import Session

from domain import assignments, disputes, feedback, home, hours, ledger, missed, peace, people, tasks
from domain.home import (
    ApplicantsToChooseFrom,
    FeedbackToGive,
    HoursToAnswer,
    PlaceToConfirm,
    WordToAnswer,
    WorkToApprove,
    WorkToReport,
)
from domain.home import DisputeToDecide as HomeDispute
from domain.notices import (
    ApprovedByItself,
    DidNotHappen,
    DidNotHappenAnswered,
    DisputeDecided,
    DisputeLapsed,
    DisputeOpened,
    DisputeToDecide,
    FeedbackAsked,
    FeedbackRevealed,
    HoursAnswered,
    HoursProposed,
    MarkedDone,
    NotReported,
    NudgeApproval,
    ProposalAnswered,
    WasItDone,
)
from domain.refusals import NotNow, NotThere, NotYours, OutOfBounds, TextMissing, TextTooLong
from domain.timers import Timers
from domain.views import Scores
from models.assignment import Assignment, AssignmentState, Capacity
from models.dispute import DisputeAbout
from models.ledger import EntryKind, LedgerEntry
from models.person import Person
from models.task import TaskState
from tests.domain.moves import FINISHING, finishing
from tests.domain.world import World


def entries(session: Session, assignment_id: int) -> list[tuple[EntryKind, int, Capacity | None]]:
    session.flush()
    rows = session.scalars(
        select(LedgerEntry).where(LedgerEntry.assignment_id == assignment_id).order_by(LedgerEntry.id)
    )
    return [(row.kind, row.minutes_used, row.capacity) for row in rows]


def disputed(session: Session, world: World, actor: Person, assignment_id: int, operator: Person) -> int:
    view = disputes.open_(
        session,
        actor,
        assignment_id=assignment_id,
        about=DisputeAbout.HOURS,
        text="Näin ei sovittu.",
        operators=frozenset({operator.telegram_id}),
        now=world.now,
    )
    return view.id


# The time, the capacity


def test_an_earlier_rounds_figure_never_applies(session: Session, world: World) -> None:
    bertil, anna = world.person(), world.person()
    first = world.done(bertil, anna, world.task(bertil), minutes=60)
    assignments.ask_for_changes(session, bertil, assignment_id=first.id, text="Vielä", round=first.round, now=world.now)
    second = assignments.mark_done(session, anna, assignment_id=first.id, minutes=120, now=world.now)
    for minutes in (None, 30):
        with world.refuses(NotNow):
            assignments.approve(
                session, bertil, assignment_id=first.id, minutes=minutes, round=first.round, now=world.now
            )
    with world.refuses(NotNow):
        assignments.ask_for_changes(session, bertil, assignment_id=first.id, text="Taas", round=1, now=world.now)
    approved = assignments.approve(session, bertil, assignment_id=first.id, round=second.round, now=world.now)
    assert approved.minutes_approved == 120


def test_the_capacity_is_the_doers_to_tell(session: Session, world: World) -> None:
    bertil, anna = world.person(), world.person()
    agreed = world.chosen(bertil, anna, world.task(bertil))
    done = assignments.mark_done(
        session, bertil, assignment_id=agreed.id, minutes=60, capacity=Capacity.WORK_TIME, now=world.now
    )
    assert done.capacity is None
    with world.refuses(NotYours):
        hours.tell_capacity(session, bertil, assignment_id=done.id, capacity=Capacity.ELECTED, now=world.now)
    told = hours.tell_capacity(session, anna, assignment_id=done.id, capacity=Capacity.VOLUNTEER, now=world.now)
    assert told.capacity is Capacity.VOLUNTEER
    assignments.approve(session, bertil, assignment_id=done.id, now=world.now)
    assert entries(session, done.id) == [(EntryKind.WORK, 60, Capacity.VOLUNTEER)]
    with world.refuses(NotNow):
        hours.tell_capacity(session, anna, assignment_id=done.id, capacity=Capacity.ELECTED, now=world.now)


def test_a_capacity_told_after_the_approval_is_two_entries_more(session: Session, world: World) -> None:
    bertil, anna = world.person(), world.person()
    agreed = world.chosen(bertil, anna, world.task(bertil))
    assignments.mark_done(session, bertil, assignment_id=agreed.id, minutes=60, now=world.now)
    assignments.approve(session, bertil, assignment_id=agreed.id, now=world.now)
    hours.tell_capacity(session, anna, assignment_id=agreed.id, capacity=Capacity.ELECTED, now=world.now)
    assert entries(session, agreed.id) == [
        (EntryKind.WORK, 60, None),
        (EntryKind.CAPACITY, -60, None),
        (EntryKind.CAPACITY, 60, Capacity.ELECTED),
    ]
    assert ledger.sums(session, [anna.id, bertil.id]) == {anna.id: (60, 0, 1), bertil.id: (0, 60, 0)}


def test_the_doer_answers_a_corrected_time(session: Session, world: World) -> None:
    bertil, anna, carl = world.person(), world.person(), world.person()
    done = world.done(bertil, anna, world.task(bertil), minutes=120)
    with world.refuses(NotNow):
        hours.answer(session, anna, assignment_id=done.id, text="Minun lukuni", now=world.now)
    assignments.approve(session, bertil, assignment_id=done.id, minutes=90, round=1, now=world.now)
    with world.refuses(NotYours):
        hours.answer(session, bertil, assignment_id=done.id, text="Ei", now=world.now)
    with world.refuses(NotThere):
        hours.answer(session, carl, assignment_id=done.id, text="Ei", now=world.now)
    with world.refuses(TextTooLong):
        hours.answer(session, anna, assignment_id=done.id, text="x" * 601, now=world.now)
    view = hours.answer(session, anna, assignment_id=done.id, text="Matka puuttuu.", now=world.now)
    assert (view.minutes_reported, view.minutes_approved, view.hours_answer) == (120, 90, "Matka puuttuu.")
    assert world.heard(bertil, HoursAnswered) == [HoursAnswered(done.id, 1)]
    with world.refuses(NotNow):
        hours.answer(session, anna, assignment_id=done.id, text="Vielä", now=world.now)


def test_the_time_to_answer_runs_out(session: Session, world: World) -> None:
    bertil, anna = world.person(), world.person()
    done = world.done(bertil, anna, world.task(bertil), minutes=120)
    assignments.approve(session, bertil, assignment_id=done.id, minutes=90, now=world.now)
    world.later(days=14)
    world.tick()
    with world.refuses(NotNow):
        hours.answer(session, anna, assignment_id=done.id, text="Matka puuttuu.", now=world.now)
    with world.refuses(NotNow):
        disputed(session, world, anna, done.id, bertil)
    hours.propose_more(session, anna, assignment_id=done.id, minutes=30, reason="Matka", now=world.now)


# Hours later


def test_more_hours_are_an_entry_of_their_own(session: Session, world: World) -> None:
    bertil, anna, carl = world.person(), world.person(), world.person()
    work = world.approved(bertil, anna, world.task(bertil), minutes=60)
    for wrong in (0, -30, 10**9):
        with world.refuses(OutOfBounds):
            hours.propose_more(session, anna, assignment_id=work.id, minutes=wrong, reason="Lisää", now=world.now)
    with world.refuses(TextMissing):
        hours.propose_more(session, anna, assignment_id=work.id, minutes=30, reason="🙃", now=world.now)
    with world.refuses(NotThere):
        hours.propose_more(session, carl, assignment_id=work.id, minutes=30, reason="Lisää", now=world.now)
    proposal = hours.propose_more(session, anna, assignment_id=work.id, minutes=30, reason="Vielä kuva", now=world.now)
    assert (proposal.total, proposal.mine, proposal.accepted) == (90, True, None)
    assert world.heard(bertil, HoursProposed) == [HoursProposed(proposal.id)]
    assert ledger.given(session, anna) == 60, "nothing is entered before the other side agrees"
    with world.refuses(NotNow):
        hours.propose_more(session, bertil, assignment_id=work.id, minutes=5, reason="Sama", now=world.now)
    with world.refuses(NotNow):
        hours.answer_proposal(session, anna, proposal_id=proposal.id, accepted=True, now=world.now)
    with world.refuses(NotThere):
        hours.answer_proposal(session, carl, proposal_id=proposal.id, accepted=True, now=world.now)
    hours.answer_proposal(session, bertil, proposal_id=proposal.id, accepted=True, now=world.now)
    with world.refuses(NotNow):
        hours.answer_proposal(session, bertil, proposal_id=proposal.id, accepted=True, now=world.now)
    assert world.heard(anna, ProposalAnswered) == [ProposalAnswered(proposal.id)]
    assert [entry[:2] for entry in entries(session, work.id)] == [(EntryKind.WORK, 60), (EntryKind.EXTRA, 30)]
    assert assignments.get_for(session, anna, work.id).minutes_approved == 90
    assert ledger.sums(session, [anna.id])[anna.id] == (90, 0, 1)


def test_another_figure_in_all_is_a_correction(session: Session, world: World) -> None:
    bertil, anna = world.person(), world.person()
    work = world.approved(bertil, anna, world.task(bertil), minutes=60)
    with world.refuses(NotNow):
        hours.propose_instead(session, bertil, assignment_id=work.id, minutes=60, reason="Sama", now=world.now)
    refused = hours.propose_instead(session, bertil, assignment_id=work.id, minutes=20, reason="Virhe", now=world.now)
    hours.answer_proposal(session, anna, proposal_id=refused.id, accepted=False, now=world.now)
    assert entries(session, work.id) == [(EntryKind.WORK, 60, None)]
    agreed = hours.propose_instead(session, bertil, assignment_id=work.id, minutes=45, reason="Virhe", now=world.now)
    with world.refuses(NotNow):
        hours.answer_proposal(session, anna, proposal_id=refused.id, accepted=True, now=world.now)
    hours.answer_proposal(session, anna, proposal_id=agreed.id, accepted=True, now=world.now)
    assert [entry[:2] for entry in entries(session, work.id)] == [(EntryKind.WORK, 60), (EntryKind.CORRECTION, -15)]
    assert assignments.get_for(session, anna, work.id).minutes_approved == 45


# It did not happen


def test_a_no_show_is_a_fact_with_both_sides_words(session: Session, world: World) -> None:
    bertil, anna, carl = world.person(), world.person(), world.person()
    task = world.task(bertil)
    agreed = world.chosen(bertil, anna, task)
    with world.refuses(NotThere):
        missed.say(session, carl, assignment_id=agreed.id, no_show=True, text="", now=world.now)
    view = missed.say(session, bertil, assignment_id=agreed.id, no_show=True, text="Odotin tunnin.", now=world.now)
    assert (view.state, view.missed_by_id, view.missed_no_show) == (AssignmentState.DID_NOT_HAPPEN, bertil.id, True)
    assert world.heard(anna, DidNotHappen) == [DidNotHappen(agreed.id)]
    assert tasks.get_for(session, bertil, task.id).state is TaskState.OVER
    with world.refuses(NotNow):
        missed.say(session, anna, assignment_id=agreed.id, no_show=True, text="", now=world.now)
    with world.refuses(NotNow):
        missed.answer(session, bertil, assignment_id=agreed.id, text="Itselleni", now=world.now)
    answered = missed.answer(session, anna, assignment_id=agreed.id, text="Juna oli myöhässä.", now=world.now)
    assert (answered.missed_text, answered.missed_answer) == ("Odotin tunnin.", "Juna oli myöhässä.")
    assert world.heard(bertil, DidNotHappenAnswered) == [DidNotHappenAnswered(agreed.id)]
    with world.refuses(NotNow):
        missed.answer(session, anna, assignment_id=agreed.id, text="Vielä", now=world.now)
    assert entries(session, agreed.id) == []
    assert people.profile_of(session, anna.id, bertil).done_tasks == 0


def test_feedback_given_before_it_did_not_happen_stays_hidden(session: Session, world: World) -> None:
    bertil, anna = world.person(), world.person()
    done = world.done(bertil, anna, world.task(bertil))
    form = feedback.for_assignment(session, anna, done.id)
    feedback.give(session, anna, feedback_id=form.id, scores=Scores(1, 1, 1), now=world.now)
    his = feedback.for_assignment(session, bertil, done.id)
    missed.say(session, bertil, assignment_id=done.id, no_show=False, text="", now=world.now)
    with world.refuses(NotNow):
        feedback.skip(session, bertil, feedback_id=his.id, now=world.now)
    world.later(days=40)
    world.tick()
    assert feedback.for_assignment(session, bertil, done.id).theirs is None
    assert world.heard(bertil, FeedbackAsked) == []


# Feedback before the approval


def test_feedback_on_the_done_screen_is_shown_after_the_approval(session: Session, world: World) -> None:
    bertil, anna = world.person(), world.person()
    done = world.done(bertil, anna, world.task(bertil))
    for person in (anna, bertil):
        form = feedback.for_assignment(session, person, done.id)
        assert form.open
        said = feedback.give(session, person, feedback_id=form.id, scores=Scores(5, 5, 5, "Hyvä", True), now=world.now)
        assert said.theirs is None
    assert world.heard(anna, FeedbackRevealed) == []
    assignments.approve(session, bertil, assignment_id=done.id, now=world.now)
    for person in (anna, bertil):
        assert world.heard(person, FeedbackRevealed) == [FeedbackRevealed(done.id)]
        assert feedback.for_assignment(session, person, done.id).theirs is not None
    world.later(days=15)
    world.tick()
    assert world.heard(anna, FeedbackAsked) == []


def test_words_are_quoted_no_longer(session: Session, world: World) -> None:
    bertil, anna = world.person(), world.person()
    done = world.done(bertil, anna, world.task(bertil))
    form = feedback.for_assignment(session, anna, done.id)
    feedback.give(session, anna, feedback_id=form.id, scores=Scores(5, 5, 5, "Hyvä", True), now=world.now)
    with world.refuses(NotThere):
        feedback.stop_quoting(session, bertil, feedback_id=form.id, now=world.now)
    for _ in range(2):
        view = feedback.stop_quoting(session, anna, feedback_id=form.id, now=world.now)
        assert view.mine == Scores(5, 5, 5, "Hyvä", False)


def test_averages_from_three_answers_up(session: Session, world: World) -> None:
    anna = world.person()
    for number, score in enumerate((5, 4, 3), start=1):
        asker = world.person()
        work = world.approved(asker, anna, world.task(asker))
        for person in (asker, anna):
            form = feedback.for_assignment(session, person, work.id)
            feedback.give(session, person, feedback_id=form.id, scores=Scores(score, 5, 1), now=world.now)
        profile = people.profile_of(session, anna.id, anna)
        assert profile.answers == number
        assert (profile.task_average, profile.schedule_average) == ((4, 5) if number == 3 else (None, None))


# Disputes


def test_an_operator_decides_on_the_hours(session: Session, world: World) -> None:
    bertil, anna, carl, olga = [world.person() for _ in range(4)]
    operators = frozenset({olga.telegram_id})
    done = world.done(bertil, anna, world.task(bertil), minutes=300)
    dispute = disputed(session, world, bertil, done.id, olga)
    assert world.heard(anna, DisputeOpened) == [DisputeOpened(dispute)]
    assert world.heard(olga) == [DisputeToDecide(dispute, answered=False)]
    with world.refuses(NotNow):
        assignments.approve(session, bertil, assignment_id=done.id, now=world.now)
    with world.refuses(NotNow):
        missed.say(session, anna, assignment_id=done.id, no_show=True, text="", now=world.now)
    with world.refuses(NotNow):
        disputed(session, world, anna, done.id, olga)
    with world.refuses(NotNow):
        disputes.answer(session, bertil, assignment_id=done.id, text="Minä", operators=operators, now=world.now)
    disputes.answer(session, anna, assignment_id=done.id, text="Kyllä sovittiin.", operators=operators, now=world.now)
    assert world.heard(olga, DisputeToDecide)[-1] == DisputeToDecide(dispute, answered=True)
    for stranger in (carl, olga):
        with world.refuses(NotThere):
            disputes.get_for(session, stranger, dispute, operators=frozenset())
    read = disputes.get_for(session, olga, dispute, operators=operators)
    assert (read.text, read.answer, read.decides, read.mine) == ("Näin ei sovittu.", "Kyllä sovittiin.", True, False)
    for nobody in (carl, anna, bertil):
        with world.refuses(NotThere):
            disputes.decide(
                session, nobody, dispute_id=dispute, minutes=60, reason="Minä", operators=operators, now=world.now
            )
    for wrong in (-1, 10**9):
        with world.refuses(OutOfBounds):
            disputes.decide(
                session, olga, dispute_id=dispute, minutes=wrong, reason="Luku", operators=operators, now=world.now
            )
    disputes.decide(
        session, olga, dispute_id=dispute, minutes=200, reason="Puolivälistä", operators=operators, now=world.now
    )
    assert [entry[:2] for entry in entries(session, done.id)] == [(EntryKind.DECISION, 200)]
    view = assignments.get_for(session, anna, done.id)
    assert (view.state, view.minutes_reported, view.minutes_approved) == (AssignmentState.APPROVED, 300, 200)
    for person in (anna, bertil):
        assert world.heard(person, DisputeDecided) == [DisputeDecided(dispute)]
    with world.refuses(NotNow):
        disputes.decide(
            session, olga, dispute_id=dispute, minutes=0, reason="Toisin", operators=operators, now=world.now
        )
    with world.refuses(NotNow):
        disputed(session, world, anna, done.id, olga)


def test_an_operator_decides_nothing_of_their_own(session: Session, world: World) -> None:
    olga, anna = world.person(), world.person()
    operators = frozenset({olga.telegram_id})
    done = world.done(olga, anna, world.task(olga))
    dispute = disputed(session, world, olga, done.id, olga)
    assert not disputes.get_for(session, olga, dispute, operators=operators).decides
    assert disputes.to_decide(session, olga, operators=operators) == []
    with world.refuses(NotThere):
        disputes.decide(session, olga, dispute_id=dispute, minutes=1, reason="Oma", operators=operators, now=world.now)


@pytest.mark.parametrize("minutes", [0, 60, 90, 150])
def test_a_decision_after_the_approval_is_a_difference(session: Session, world: World, minutes: int) -> None:
    bertil, anna, olga = [world.person() for _ in range(3)]
    work = world.approved(bertil, anna, world.task(bertil), minutes=90)
    proposal = hours.propose_more(session, anna, assignment_id=work.id, minutes=30, reason="Lisää", now=world.now)
    dispute = disputed(session, world, bertil, work.id, olga)
    assert world.heard(anna, ProposalAnswered) == [ProposalAnswered(proposal.id)]
    disputes.decide(
        session,
        olga,
        dispute_id=dispute,
        minutes=minutes,
        reason="Näin",
        operators=frozenset({olga.telegram_id}),
        now=world.now,
    )
    assert [entry[:2] for entry in entries(session, work.id)] == [
        (EntryKind.WORK, 90),
        (EntryKind.DECISION, minutes - 90),
    ]
    view = assignments.get_for(session, anna, work.id)
    assert view.minutes_approved == minutes == ledger.given(session, anna)
    assert view.state is (AssignmentState.APPROVED if minutes else AssignmentState.DID_NOT_HAPPEN)
    assert ledger.sums(session, [anna.id])[anna.id][2] == (1 if minutes else 0)


@pytest.mark.parametrize("minutes", [0, 60])
def test_it_did_happen_after_all(session: Session, world: World, minutes: int) -> None:
    bertil, anna, olga = [world.person() for _ in range(3)]
    agreed = world.chosen(bertil, anna, world.task(bertil))
    missed.say(session, bertil, assignment_id=agreed.id, no_show=True, text="", now=world.now)
    dispute = disputed(session, world, anna, agreed.id, olga)
    disputes.decide(
        session,
        olga,
        dispute_id=dispute,
        minutes=minutes,
        reason="Kuvat todistavat",
        operators=frozenset({olga.telegram_id}),
        now=world.now,
    )
    assert [entry[:2] for entry in entries(session, agreed.id)] == [(EntryKind.DECISION, minutes)]
    happened = assignments.get_for(session, anna, agreed.id).state is AssignmentState.APPROVED
    assert happened == bool(minutes)
    assert (feedback.of_assignment(session, anna, agreed.id) is not None) == happened


def test_while_a_dispute_is_open_nothing_is_approved_by_itself(session: Session, world: World) -> None:
    bertil, anna, olga = [world.person() for _ in range(3)]
    done = world.done(bertil, anna, world.task(bertil), minutes=75)
    dispute = disputed(session, world, bertil, done.id, olga)
    for _ in range(29):
        world.later(days=1)
        world.tick()
    assert assignments.get_for(session, anna, done.id).state is AssignmentState.DONE
    assert world.heard(bertil, NudgeApproval) == []
    assert world.heard(anna, ApprovedByItself) == []
    world.later(days=1)
    world.tick()
    view = assignments.get_for(session, anna, done.id)
    assert (view.state, view.minutes_approved, view.disputed_at) == (AssignmentState.APPROVED, 75, None)
    for person in (anna, bertil):
        assert world.heard(person, DisputeLapsed) == [DisputeLapsed(dispute)]
    with world.refuses(NotNow):
        disputes.decide(
            session,
            olga,
            dispute_id=dispute,
            minutes=1,
            reason="Myöhässä",
            operators=frozenset({olga.telegram_id}),
            now=world.now,
        )


def test_what_stood_stands_where_nobody_decides(session: Session, world: World) -> None:
    bertil, anna, olga = [world.person() for _ in range(3)]
    agreed = world.chosen(bertil, anna, world.task(bertil))
    missed.say(session, bertil, assignment_id=agreed.id, no_show=True, text="", now=world.now)
    disputed(session, world, anna, agreed.id, olga)
    world.later(days=31)
    world.tick()
    assert assignments.get_for(session, anna, agreed.id).state is AssignmentState.DID_NOT_HAPPEN
    assert entries(session, agreed.id) == []


# The clock


@pytest.mark.parametrize(
    ("when", "days"),
    [
        ({"when_date": date(2026, 11, 30)}, [8, 14, 37]),
        ({}, [14, 20, 43]),
        ({"when_date": date(2026, 11, 23)}, [1, 7, 30]),
    ],
)
def test_each_reminder_once_day_by_day(session: Session, world: World, when: dict[str, Any], days: list[int]) -> None:
    """The date is the 23rd; noon is noon. Asked twice and closed, and then nothing."""
    bertil, anna = world.person(), world.person()
    agreed = world.chosen(bertil, anna, world.task(bertil, **when))
    heard: dict[Person, list[tuple[int, str]]] = {bertil: [], anna: []}
    known = {person: len(world.heard(person)) for person in heard}
    for day in range(1, 50):
        world.later(days=1)
        world.tick()
        assert world.tick() == 0
        for person in heard:
            news = world.heard(person)[known[person] :]
            known[person] += len(news)
            heard[person] += [(day, type(notice).__name__) for notice in news]
    expected = list(zip(days, ("WasItDone", "WasItDone", "NotReported"), strict=True))
    assert heard == {bertil: expected, anna: expected}
    assert world.heard(anna, WasItDone) == [WasItDone(agreed.id, 0, number) for number in (1, 2)]
    assert all(kind.by_clock for kind in (WasItDone, NotReported, NudgeApproval, ApprovedByItself, FeedbackAsked))


def test_no_reminder_after_somebody_told(session: Session, world: World) -> None:
    bertil, anna = world.person(), world.person()
    agreed = world.chosen(bertil, anna, world.task(bertil, when_date=date(2026, 11, 24)))
    world.later(days=2)
    world.tick()
    assert len(world.heard(anna, WasItDone)) == 1
    assignments.mark_done(session, anna, assignment_id=agreed.id, minutes=60, now=world.now)
    assignments.ask_for_changes(session, bertil, assignment_id=agreed.id, text="Vielä", now=world.now)
    for _ in range(13):
        world.later(days=1)
        world.tick()
    assert len(world.heard(anna, WasItDone)) == 1, "changes begin a count of their own"
    world.later(days=1)
    world.tick()
    assert world.heard(anna, WasItDone)[-1] == WasItDone(agreed.id, 1, 1)
    assignments.mark_done(session, anna, assignment_id=agreed.id, minutes=60, now=world.now)
    assignments.approve(session, bertil, assignment_id=agreed.id, now=world.now)
    world.later(days=60)
    world.tick()
    assert len(world.heard(anna, WasItDone)) == 2
    assert world.heard(anna, NotReported) == []


def test_a_pause_closes_nothing_unasked(session: Session, world: World) -> None:
    bertil, anna = world.person(), world.person()
    agreed = world.chosen(bertil, anna, world.task(bertil))
    world.later(days=100)
    world.tick()
    assert world.heard(anna, WasItDone) == [WasItDone(agreed.id, 0, 2)], "the one that was missed is not made up for"
    assert assignments.get_for(session, anna, agreed.id).state is AssignmentState.AGREED
    world.later(days=23)
    world.tick()
    assert assignments.get_for(session, anna, agreed.id).state is AssignmentState.NOT_REPORTED


def test_nothing_is_asked_or_closed_while_one_of_the_two_is_away(session: Session, world: World) -> None:
    bertil, anna = world.person(), world.person()
    agreed = world.chosen(bertil, anna, world.task(bertil))
    world.later(days=13)
    peace.go_away(session, anna, until=date(2027, 1, 25), zone=ZoneInfo("Europe/Helsinki"), now=world.now)
    for _day in range(49):  # until the evening before
        world.later(days=1)
        world.tick()
    assert world.heard(anna, WasItDone) == world.heard(bertil, WasItDone) == []
    world.later(days=1)
    world.tick()
    assert len(world.heard(anna, WasItDone)) == len(world.heard(bertil, WasItDone)) == 1, "a pause is not made up for"
    world.later(days=22)
    world.tick()
    assert world.heard(anna, NotReported) == []
    world.later(days=1)
    world.tick()
    assert world.heard(anna, NotReported) == world.heard(bertil, NotReported) == [NotReported(agreed.id)]


def test_an_operator_may_ask_of_nothing(session: Session, world: World) -> None:
    """Timers that an operator set to no reminder at all: nothing is asked, nothing closed."""
    bertil, anna = world.person(), world.person()
    agreed = world.chosen(bertil, anna, world.task(bertil))
    world.later(days=100)
    world.tick(Timers(was_it_done=(), expire=timedelta(days=400)))
    assert assignments.get_for(session, anna, agreed.id).state is AssignmentState.AGREED


# Home


def test_home_in_order_of_urgency(session: Session, world: World) -> None:
    bertil, anna, olga = [world.person() for _ in range(3)]
    operators = frozenset({bertil.telegram_id})
    offered = world.chosen(anna, bertil, world.task(anna))
    session.get_one(Assignment, offered.id).state = AssignmentState.OFFERED
    strange = world.done(olga, anna, world.task(olga))
    disputed(session, world, olga, strange.id, bertil)
    world.done(bertil, anna, world.task(bertil))
    missing = world.chosen(bertil, anna, world.task(bertil))
    missed.say(session, anna, assignment_id=missing.id, no_show=True, text="", now=world.now)
    extra = world.approved(bertil, anna, world.task(bertil))
    hours.propose_more(session, anna, assignment_id=extra.id, minutes=30, reason="Lisää", now=world.now)
    world.application(anna, world.task(bertil))
    old = world.chosen(bertil, anna, world.task(bertil))
    session.get_one(Assignment, old.id).asked_times = 1
    session.flush()
    view = home.awaits(session, bertil, now=world.now, operators=operators)
    assert [type(one) for one in view.awaits] == [
        PlaceToConfirm,
        HomeDispute,
        WorkToApprove,
        WordToAnswer,
        HoursToAnswer,
        ApplicantsToChooseFrom,
        WorkToReport,
        FeedbackToGive,
    ]
    assert HomeDispute not in [type(one) for one in home.awaits(session, bertil, now=world.now).awaits]


# Whatever they do


STEPS = st.lists(st.tuples(st.sampled_from((*FINISHING, "days")), st.integers(0, 2), st.integers(1, 3)), max_size=50)
"""What, by whom, how much (and how many times the update comes)."""


def act(world: World, share: int, actors: list[Person], step: tuple[str, int, int]) -> None:
    verb, who, much = step
    session, actor, operators = world.session, actors[who], frozenset({actors[2].telegram_id})
    calls = finishing(world, actor, share, operators, actors[0], much)
    calls["days"] = lambda: world.later(days=4 * much) and world.tick()
    for _again in range(much if verb != "days" else 1):  # an update may come twice
        try:
            with session.begin_nested():
                calls[verb]()
        except (NotNow, NotThere, NotYours):
            pass


def holds(world: World, share_id: int, actors: list[Person]) -> None:
    session = world.session
    session.flush()
    share = session.get_one(Assignment, share_id, populate_existing=True)
    state = share.state
    # The book: what is approved is the sum of its entries, and given is received.
    assert (share.minutes_approved or 0) == ledger.of_assignment(session, share_id) >= 0
    sums = ledger.sums(session, [person.id for person in actors])
    assert sum(one[0] for one in sums.values()) == sum(one[1] for one in sums.values()) == (share.minutes_approved or 0)
    assert sums[share.doer_id][2] == (1 if share.minutes_approved else 0)
    assert (state is AssignmentState.APPROVED) <= bool(share.minutes_approved)
    # Blind until revealed, revealed when both are in and it is approved, or when the time is over.
    doer, requester = actors[1], actors[0]
    forms = [form for form in (feedback.of_assignment(session, one, share_id) for one in (doer, requester)) if form]
    assert len(forms) in (0, 2)
    both = len(forms) == 2 and all(form.mine or form.skipped for form in forms)
    for form in forms:
        assert (form.theirs is not None) <= form.revealed
        over = form.closes_at is not None and form.closes_at <= world.now
        assert form.revealed <= (both or over)
        assert (both and state is AssignmentState.APPROVED) <= form.revealed
    # A dispute is open as long as the row says so, and one at most is proposed.
    dispute = disputes.of_assignment(session, doer, share_id)
    assert (share.disputed_at is not None) == (dispute is not None and dispute.decided_at is None)
    assert share.disputed_at is None or hours.proposed(session, doer, share_id) is None
    # Everybody hears the outcome.
    told = {person: {type(notice) for notice in world.heard(person)} for person in (doer, requester)}
    if dispute is not None and dispute.decided_at is not None:
        assert all(told[person] & {DisputeDecided, DisputeLapsed} for person in told)
    elif state is AssignmentState.APPROVED:
        assert {notice.__name__ for notice in told[doer]} & {"WorkApproved", "ApprovedByItself"}
    elif state is AssignmentState.DID_NOT_HAPPEN:
        other = requester if share.missed_by_id == doer.id else doer
        assert DidNotHappen in told[other]
    elif state is AssignmentState.NOT_REPORTED:
        assert all(NotReported in told[person] for person in told)
    elif state is AssignmentState.DONE:
        assert MarkedDone in told[requester if share.marked_by_id == doer.id else doer]
    if state not in (AssignmentState.AGREED, AssignmentState.DONE, AssignmentState.CHANGES_ASKED):
        assert share.ended_at is not None


@pytest.mark.timeout(900)
def test_any_sequence_of_finishing(session: Session, world: World, prove: bool) -> None:
    """A requester, a doer and an operator try everything, each as many times as it comes."""
    actors = [world.person() for _ in range(3)]

    @settings(
        max_examples=300 if prove else 15,
        deadline=None,
        suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
    )
    @given(steps=STEPS)
    def whatever(steps: list[tuple[str, int, int]]) -> None:
        savepoint = session.begin_nested()
        start = world.now
        try:
            share = world.chosen(actors[0], actors[1], world.task(actors[0])).id
            for step in [("done", 1, 1), *steps]:
                act(world, share, actors, step)
                holds(world, share, actors)
        finally:
            savepoint.rollback()
            session.expunge_all()
            session.add_all(actors)
            world.now = start

    whatever()
