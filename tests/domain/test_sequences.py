"""Whatever people do in whatever order: the places, the ledger and the blindness hold."""

from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from domain import applications, assignments, feedback, ledger, sweeps, tasks
from domain.refusals import Refusal
from domain.views import Scores
from models.application import Application, ApplicationState, DeclineReason, WithdrawReason
from models.assignment import GONE, LIVE, Assignment, AssignmentState
from models.conversation import Conversation
from models.feedback import Feedback
from models.person import Person
from models.task import Task, TaskState
from tests.domain.world import TIMERS, World

VERBS = (
    "apply",
    "withdraw",
    "choose",
    "decline",
    "done",
    "changes",
    "approve",
    "give",
    "skip",
    "close",
    "cancel",
    "days",
)

STEPS = st.lists(st.tuples(st.sampled_from(VERBS), st.integers(0, 3), st.integers(0, 3)), max_size=40)
"""What, by whom, to whose."""


def act(world: World, task_id: int, people: list[Person], step: tuple[str, int, int]) -> None:
    """Try one step, as the frame does: a refusal leaves nothing behind."""
    verb, who, whose = step
    session, now, actor = world.session, world.now, people[who]
    offer = session.scalar(
        select(Application.id).where(Application.task_id == task_id, Application.doer_id == people[whose].id)
    )
    share = session.scalar(select(Assignment.id).where(Assignment.application_id == offer))
    form = session.scalar(select(Feedback.id).where(Feedback.assignment_id == share, Feedback.author_id == actor.id))
    common: dict[str, Any] = {"now": now}
    calls: dict[str, Any] = {
        "apply": lambda: applications.apply_to(session, actor, task_id=task_id, text="Minä", **common),
        "withdraw": lambda: applications.withdraw(
            session, actor, application_id=offer or 0, reason=WithdrawReason.OTHER, **common
        ),
        "choose": lambda: applications.choose(session, actor, application_id=offer or 0, **common),
        "decline": lambda: applications.decline(
            session, actor, application_id=offer or 0, reason=DeclineReason.OTHER_TIME, **common
        ),
        "done": lambda: assignments.mark_done(session, actor, assignment_id=share or 0, minutes=30, **common),
        "changes": lambda: assignments.ask_for_changes(
            session, actor, assignment_id=share or 0, text="Vielä", **common
        ),
        "approve": lambda: assignments.approve(session, actor, assignment_id=share or 0, **common),
        "give": lambda: feedback.give(session, actor, feedback_id=form or 0, scores=Scores(4, 4, 4), **common),
        "skip": lambda: feedback.skip(session, actor, feedback_id=form or 0, **common),
        "close": lambda: tasks.close_to_applications(session, actor, task_id=task_id, **common),
        "cancel": lambda: tasks.cancel(session, actor, task_id=task_id, reason=None, **common),
        "days": lambda: world.later(days=3) and sweeps.due(session, now=world.now, timers=TIMERS),
    }
    try:
        with session.begin_nested():
            calls[verb]()
    except Refusal:
        pass


def holds(world: World, task_id: int, people: list[Person]) -> None:
    """What is true after every step."""
    session = world.session
    task = session.get_one(Task, task_id, populate_existing=True)
    shares = session.scalars(select(Assignment).where(Assignment.task_id == task_id)).all()
    assert task.places_taken == len(shares) <= task.places
    assert (task.state is TaskState.FULL) <= (task.places_taken == task.places)
    if task.state in (TaskState.OVER, TaskState.CANCELLED, TaskState.EXPIRED):
        assert task.ended_at is not None
        assert all(share.state not in (AssignmentState.OFFERED, AssignmentState.AGREED) for share in shares)
    if task.state is TaskState.OVER:
        assert not any(share.state in LIVE for share in shares)
        assert any(share.state not in GONE for share in shares)
    waiting = select(func.count()).where(Application.task_id == task_id, Application.state == ApplicationState.SENT)
    assert task.state is TaskState.OPEN or session.scalar(waiting) == 0
    sums = ledger.sums(session, [person.id for person in people])
    approved = sum(share.minutes_approved or 0 for share in shares if share.state is AssignmentState.APPROVED)
    assert sum(one[0] for one in sums.values()) == sum(one[1] for one in sums.values()) == approved
    for share in shares:
        rows = session.scalars(select(Feedback).where(Feedback.assignment_id == share.id)).all()
        assert len(rows) == (2 if share.state is AssignmentState.APPROVED else 0)
        for row in rows:
            closed = row.closes_at is not None and row.closes_at <= world.now
            assert (row.revealed_at is not None) <= (all(one.is_in for one in rows) or closed)
            assert all(one.is_in for one in rows) <= (row.revealed_at is not None)
    talks = select(func.count()).select_from(Conversation).where(Conversation.task_id == task_id)
    offers = select(func.count()).select_from(Application).where(Application.task_id == task_id)
    assert session.scalar(talks) == session.scalar(offers)


def test_any_sequence(session: Session, world: World, prove: bool) -> None:
    """People 1 to 3 help person 0; the steps are tried by everybody on everything."""
    people = [world.person() for _ in range(4)]

    @settings(
        max_examples=300 if prove else 15,
        deadline=None,
        suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
    )
    @given(places=st.integers(1, 3), steps=STEPS)
    def whatever(places: int, steps: list[tuple[str, int, int]]) -> None:
        savepoint = session.begin_nested()
        start = world.now
        task_id = world.task(people[0], places=places).id
        # most of what chance does is refused: help it to a begun task
        for step in [*(("apply", number, 0) for number in (1, 2)), ("choose", 0, 1), ("done", 1, 1), *steps]:
            act(world, task_id, people, step)
            holds(world, task_id, people)
        savepoint.rollback()
        session.expunge_all()
        session.add_all(people)
        world.now = start

    whatever()
