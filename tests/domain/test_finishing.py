"""Done, approved, asked how it was; and what the clock does by itself."""

from datetime import timedelta

import pytest
from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from domain import assignments, clock, conversations, feedback, ledger, messages, people, tasks
from domain.messages import Content
from domain.notices import (
    ApprovedByItself,
    ChangesAsked,
    FeedbackAsked,
    FeedbackRevealed,
    FeedbackWindowClosed,
    MarkedDone,
    NudgeApproval,
    TaskExpired,
    ThankedByClock,
    WorkApproved,
)
from domain.refusals import (
    AlreadyGiven,
    Closed,
    FeedbackClosed,
    NotNow,
    NotThere,
    NotYours,
    OutOfBounds,
    TextMissing,
    TextTooLong,
)
from domain.timers import Timers
from domain.views import Scores
from models.assignment import AssignmentState, Capacity
from models.conversation import Kind
from models.ledger import AppendOnlyError, LedgerEntry
from models.outbox import OutboxMessage
from models.person import Person
from models.task import TaskState
from tests.domain.world import TIMERS, World


def test_changes_and_a_second_round(session: Session, world: World) -> None:
    bertil, anna = world.person(), world.person()
    done = world.done(bertil, anna, world.task(bertil))
    with world.refuses(NotNow):
        assignments.mark_done(session, anna, assignment_id=done.id, minutes=5, now=world.now)
    with world.refuses(NotYours):
        assignments.approve(session, anna, assignment_id=done.id, now=world.now)
    with world.refuses(TextMissing):
        assignments.ask_for_changes(session, bertil, assignment_id=done.id, text=" ", now=world.now)
    asked = assignments.ask_for_changes(session, bertil, assignment_id=done.id, text="Kuvat puuttuvat.", now=world.now)
    assert (asked.state, asked.changes_text) == (AssignmentState.CHANGES_ASKED, "Kuvat puuttuvat.")
    assert world.heard(anna)[-1] == ChangesAsked(done.id, 1)
    assignments.mark_done(session, anna, assignment_id=done.id, minutes=120, capacity=Capacity.VOLUNTEER, now=world.now)
    assert world.heard(bertil, MarkedDone) == [MarkedDone(done.id, 1), MarkedDone(done.id, 2)]
    approved = assignments.approve(session, bertil, assignment_id=done.id, now=world.now)
    assert (approved.minutes_approved, approved.capacity) == (120, Capacity.VOLUNTEER)
    with world.refuses(NotNow):
        assignments.approve(session, bertil, assignment_id=done.id, now=world.now)
    assert ledger.given(session, anna) == 120


@pytest.mark.parametrize("minutes", [0, -60, 10**9])
def test_minutes_have_bounds(session: Session, world: World, minutes: int) -> None:
    bertil, anna = world.person(), world.person()
    chosen = world.chosen(bertil, anna, world.task(bertil, places=2))
    with world.refuses(OutOfBounds):
        assignments.mark_done(session, anna, assignment_id=chosen.id, minutes=minutes, now=world.now)
    done = world.done(bertil, world.person(), world.task(bertil))
    with world.refuses(OutOfBounds):
        assignments.approve(session, bertil, assignment_id=done.id, minutes=minutes, now=world.now)


def test_the_requester_marks_it_done(session: Session, world: World) -> None:
    bertil, anna, carl = world.person(), world.person(), world.person()
    chosen = world.chosen(bertil, anna, world.task(bertil))
    with world.refuses(NotThere):
        assignments.mark_done(session, carl, assignment_id=chosen.id, minutes=60, now=world.now)
    with world.refuses(NotThere):
        assignments.get_for(session, carl, chosen.id)
    view = assignments.mark_done(session, bertil, assignment_id=chosen.id, minutes=60, now=world.now)
    assert view.marked_by_id == bertil.id
    assert world.heard(anna)[-1] == MarkedDone(chosen.id, 1)
    assert assignments.approve(session, bertil, assignment_id=chosen.id, now=world.now).minutes_approved == 60


def test_a_task_is_over_with_its_last_assignment(session: Session, world: World) -> None:
    bertil, anna, carl = world.person(), world.person(), world.person()
    task = world.task(bertil, places=2)
    world.approved(bertil, anna, task)
    last = world.done(bertil, carl, task)
    assert tasks.get_for(session, bertil, task.id).state is TaskState.FULL
    assignments.approve(session, bertil, assignment_id=last.id, now=world.now)
    assert tasks.get_for(session, bertil, task.id).state is TaskState.OVER


def test_the_ledger_sums_agree_and_nothing_in_it_changes(session: Session, world: World) -> None:
    bertil, anna, carl = world.person(), world.person(), world.person()
    world.approved(bertil, anna, world.task(bertil), minutes=60)
    world.approved(bertil, carl, world.task(bertil), minutes=45)
    world.approved(anna, bertil, world.task(anna), minutes=30)
    sums = ledger.sums(session, [bertil.id, anna.id, carl.id])
    assert sums == {bertil.id: (30, 105, 1), anna.id: (60, 30, 1), carl.id: (45, 0, 1)}
    assert sum(one[0] for one in sums.values()) == sum(one[1] for one in sums.values())
    entry = session.scalars(select(LedgerEntry).where(LedgerEntry.doer_id == carl.id)).one()
    session.add(
        LedgerEntry(
            **{
                column.key: getattr(entry, column.key)
                for column in LedgerEntry.__table__.columns
                if column.key not in ("id", "minutes_used", "corrects_id", "reason")
            },
            minutes_used=-15,
            corrects_id=entry.id,
            reason="Laskuvirhe",
        )
    )
    session.flush()
    assert ledger.sums(session, [bertil.id, carl.id]) == {bertil.id: (30, 90, 1), carl.id: (30, 0, 1)}
    with session.no_autoflush:
        entry.minutes_used = 1
        with pytest.raises(AppendOnlyError):
            session.flush()


def test_neither_sees_the_others_before_both_are_in(session: Session, world: World) -> None:
    bertil, anna, carl = world.person(), world.person(), world.person()
    work = world.approved(bertil, anna, world.task(bertil))
    his, hers = (feedback.for_assignment(session, person, work.id) for person in (bertil, anna))
    with world.refuses(NotThere):
        feedback.give(session, bertil, feedback_id=hers.id, scores=Scores(1, 1, 1), now=world.now)
    with world.refuses(NotThere):
        feedback.for_assignment(session, carl, work.id)
    with world.refuses(OutOfBounds):
        feedback.give(session, bertil, feedback_id=his.id, scores=Scores(1, 6, 1), now=world.now)
    with world.refuses(TextTooLong):
        feedback.give(session, bertil, feedback_id=his.id, scores=Scores(1, 1, 1, "x" * 1001), now=world.now)
    given = feedback.give(
        session, bertil, feedback_id=his.id, scores=Scores(5, 4, 3, " Hienoa 👍\n", quotable=True), now=world.now
    )
    assert (given.mine, given.theirs, given.open) == (Scores(5, 4, 3, "Hienoa 👍", True), None, False)
    assert feedback.for_assignment(session, anna, work.id).theirs is None
    assert people.profile_of(session, anna.id, anna).answers == 0
    with world.refuses(AlreadyGiven):
        feedback.skip(session, bertil, feedback_id=his.id, now=world.now)
    skipped = feedback.skip(session, anna, feedback_id=hers.id, now=world.now)
    assert (skipped.theirs, skipped.revealed, skipped.skipped) == (given.mine, True, True)
    assert world.heard(anna, FeedbackRevealed) == [FeedbackRevealed(work.id)]
    assert world.heard(bertil, FeedbackRevealed) == []  # nothing to read for him
    profile = people.profile_of(session, anna.id, anna)
    assert (profile.answers, profile.task_average, profile.schedule_average, profile.process_average) == (
        1,
        None,
        None,
        None,
    ), "an average of one is one person's answer"
    world.later(days=20)
    world.tick()
    assert len(world.heard(anna)) + len(world.heard(bertil)) == 6


def test_feedback_is_asked_again_and_then_never(session: Session, world: World) -> None:
    bertil, anna = world.person(), world.person()
    work = world.approved(bertil, anna, world.task(bertil))
    form = feedback.for_assignment(session, anna, work.id)
    asked: list[int] = []
    start = world.now + timedelta(hours=8)
    for hour in range(0, 24 * 16, 8):
        world.later(hours=8)
        world.tick()
        if (count := len(world.heard(anna, FeedbackAsked))) > len(asked):
            assert count == len(asked) + 1
            asked.append(hour)
        if hour == 24 * 5:
            his = feedback.for_assignment(session, bertil, work.id)
            feedback.give(session, bertil, feedback_id=his.id, scores=Scores(4, 4, 4), now=world.now)
        if world.now < start + timedelta(days=14):
            assert feedback.for_assignment(session, anna, work.id).theirs is None
    assert asked == [0, 24 * 3, 24 * 10]
    assert world.heard(anna, FeedbackAsked) == [FeedbackAsked(form.id, number) for number in (1, 2, 3)]
    assert len(world.heard(bertil, FeedbackAsked)) == 2
    assert world.heard(anna, FeedbackWindowClosed) == [FeedbackWindowClosed(work.id)]
    assert world.heard(bertil, FeedbackWindowClosed) == []
    view = feedback.for_assignment(session, anna, work.id)
    assert (view.open, view.theirs) == (False, Scores(4, 4, 4))
    with world.refuses(FeedbackClosed):
        feedback.give(session, anna, feedback_id=form.id, scores=Scores(1, 1, 1), now=world.now)


def test_the_window_closes_to_the_minute_whenever_the_sweep_comes(session: Session, world: World) -> None:
    bertil, anna = world.person(), world.person()
    work = world.approved(bertil, anna, world.task(bertil))
    form = feedback.for_assignment(session, anna, work.id)
    world.later(hours=1)
    world.tick()
    closes_at = feedback.for_assignment(session, anna, work.id).closes_at
    assert closes_at == world.now + timedelta(days=14)
    world.now = closes_at
    with world.refuses(FeedbackClosed):
        feedback.give(session, anna, feedback_id=form.id, scores=Scores(1, 1, 1), now=world.now)


def test_a_pause_of_the_service_is_not_made_up_for(session: Session, world: World) -> None:
    bertil, anna = world.person(), world.person()
    world.approved(bertil, anna, world.task(bertil))
    world.later(hours=1)
    world.tick()
    world.later(days=12)
    world.tick()
    assert [notice.round for notice in world.heard(anna) if isinstance(notice, FeedbackAsked)] == [1, 3]


def test_approved_by_itself_after_one_nudge(session: Session, world: World) -> None:
    bertil, anna = world.person(), world.person()
    task = world.task(bertil)
    done = world.done(bertil, anna, task, minutes=75)
    for _ in range(16):
        world.later(days=1)
        world.tick()
    assert world.heard(bertil, NudgeApproval) == [NudgeApproval(done.id, 1)]
    for person in (anna, bertil):
        assert world.heard(person, ApprovedByItself) == [ApprovedByItself(done.id)]
    assert world.heard(anna, WorkApproved) == []
    assert ledger.given(session, anna) == 75
    assert tasks.get_for(session, bertil, task.id).state is TaskState.OVER


def test_tasks_expire(session: Session, world: World) -> None:
    bertil, anna, carl = world.person(), world.person(), world.person()
    alone, helped = world.task(bertil), world.task(bertil, places=3)
    world.application(anna, alone)
    agreed = world.chosen(bertil, carl, helped)
    waiting = world.application(anna, helped)
    world.later(days=39)
    world.tick()
    assert tasks.get_for(session, bertil, alone.id).state is TaskState.OPEN
    world.later(days=1)
    world.tick()
    assert world.tick() == 0
    assert tasks.get_for(session, bertil, alone.id).state is TaskState.EXPIRED
    assert world.heard(bertil, TaskExpired) == world.heard(anna, TaskExpired) == [TaskExpired(alone.id)]
    view = tasks.get_for(session, bertil, helped.id)
    assert (view.state, view.closed_at) == (TaskState.OPEN, world.now)
    assert world.heard(anna)[-1] == ThankedByClock(waiting.id, "over")
    assert assignments.get_for(session, carl, agreed.id).state is AssignmentState.AGREED


def test_conversations_close_some_days_after(session: Session, world: World) -> None:
    bertil, anna = world.person(), world.person()
    world.approved(bertil, anna, world.task(bertil))
    talk = conversations.of(session, anna)[0]

    def say() -> None:
        messages.carry(session, anna, conversation_id=talk.id, content=Content(Kind.TEXT, "Kiitos"), now=world.now)

    world.later(days=6)
    world.tick()
    say()
    world.later(days=1)
    world.tick()
    with world.refuses(Closed):
        say()
    assert conversations.of(session, anna) == []
    assert conversations.conversation_for(session, anna, talk.id).closed_at == world.now


def test_sweeps_take_bounded_batches(session: Session, world: World) -> None:
    bertil = world.person()
    doers: list[Person] = [world.person() for _ in range(4)]
    for doer in doers:
        world.approved(bertil, doer, world.task(bertil))
    world.tick()
    world.later(hours=2)
    assert sum(clock.due(session, now=world.now, timers=TIMERS, limit=3).values()) == 3
    assert sum(clock.due(session, now=world.now, timers=TIMERS, limit=3).values()) == 3
    assert sum(clock.due(session, now=world.now, timers=TIMERS, limit=3).values()) == 2
    assert sum(clock.due(session, now=world.now, timers=TIMERS, limit=3).values()) == 0
    assert all(len(world.heard(doer, FeedbackAsked)) == 1 for doer in doers)
    assert len(world.heard(bertil, FeedbackAsked)) == 4


def test_timers_of_seconds_for_a_demo(session: Session, world: World) -> None:
    seconds = [timedelta(seconds=number) for number in range(5)]
    quick = Timers(feedback_after=seconds[1], feedback_again=(seconds[1], seconds[2]), feedback_closes=seconds[3])
    bertil, anna = world.person(), world.person()
    work = world.approved(bertil, anna, world.task(bertil))
    for _ in range(10):
        world.later(seconds=1)
        world.tick(quick)
    assert [notice.round for notice in world.heard(anna) if isinstance(notice, FeedbackAsked)] == [1, 2, 3]
    assert feedback.for_assignment(session, anna, work.id).revealed


def test_a_told_matter_is_not_told_again_when_the_outbox_is_empty(session: Session, world: World) -> None:
    """What was told is remembered by the row itself, not by the outbox, whose rows go after a week."""
    bertil, anna = world.person(), world.person()
    world.done(bertil, anna, world.task(bertil))
    world.later(days=5)
    world.tick()
    assert len(world.heard(bertil, NudgeApproval)) == 1
    session.execute(delete(OutboxMessage))
    assert world.tick() == 0
    assert world.heard(bertil) == []
