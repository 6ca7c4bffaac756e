"""Whatever people do in whatever order, some of it twice: the places, the ledger and the blindness hold, everybody
hears the outcome once, and nothing reaches who blocked the bot, or the one who writes."""

from datetime import datetime
from typing import Any

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from domain import applications, blocks, clock, feedback, ledger, messages, places, reserves, tasks
from domain.messages import Content
from domain.notices import (
    ApplicationWithdrawn,
    ApprovedByItself,
    CarriedMessage,
    DidNotHappen,
    DisputeDecided,
    DisputeLapsed,
    DoerReleased,
    DoerWithdrew,
    MarkedDone,
    Notice,
    NotReported,
    NotThisTime,
    OfferLapsed,
    TaskCancelled,
    TaskExpired,
    WorkApproved,
    YouAreChosen,
)
from domain.refusals import Refusal
from models.application import Application, ApplicationState, DeclineReason, WithdrawReason
from models.assignment import GONE, LIVE, Assignment, AssignmentState, ReleaseReason
from models.conversation import Conversation, Kind, Message
from models.dispute import Dispute
from models.feedback import Feedback
from models.outbox import OutboxMessage
from models.peace import Block
from models.person import Person
from models.task import Task, TaskState
from tests.domain.moves import FINISHING, finishing
from tests.domain.postman import Postman
from tests.domain.world import TIMERS, World

OPERATOR = 4
VERBS = (
    "apply",
    "withdraw",
    "choose",
    "confirm",
    "begin",
    "give back",
    "release",
    "reserve",
    "move up",
    "keep",
    "thank",
    "decline",
    *FINISHING,
    "write",
    "keep apart",
    "make peace",
    "close",
    "open again",
    "renew",
    "cancel",
    "reopen",
    "days",
    "night",
    "block",
)

Step = tuple[str, int, int, int]
News = list[tuple[datetime, int, Notice]]
STEPS = st.lists(
    st.tuples(st.sampled_from(VERBS), st.integers(0, 4), st.integers(0, 3), st.sampled_from((1, 1, 1, 2))), max_size=50
)
"""What, by whom, to whose, how many times."""

APPLIED: tuple[Step, ...] = tuple(("apply", number, 0, 1) for number in (1, 2, 3))
AGREED: tuple[Step, ...] = (*APPLIED, ("choose", 0, 1, 1), ("confirm", 1, 1, 1))
DONE: tuple[Step, ...] = (*AGREED, ("done", 1, 1, 1))
BEGINNINGS: tuple[tuple[Step, ...], ...] = (
    (*APPLIED, ("choose", 0, 1, 1)),
    (*APPLIED, ("choose", 0, 1, 2), ("confirm", 1, 1, 2), ("done", 1, 1, 1)),
    (*APPLIED, ("reserve", 0, 3, 1), ("choose", 0, 1, 1), ("keep", 0, 0, 1), ("night", 0, 0, 1)),
    (*APPLIED, ("choose", 0, 2, 1), ("confirm", 2, 2, 1), ("cancel", 0, 0, 1), ("reopen", 0, 0, 2)),
    (*DONE, ("approve", 0, 1, 2), ("give", 0, 1, 1), ("more", 1, 1, 1), ("agree", 0, 1, 2), ("give", 1, 1, 2)),
    (*DONE, ("dispute", 0, 1, 2), ("reply", 1, 1, 1), ("decide", 4, 1, 2), ("capacity", 1, 1, 1), ("skip", 1, 1, 1)),
    (*AGREED, ("missed", 0, 1, 1), ("answer", 1, 1, 2), ("dispute", 1, 1, 1), ("decide_none", 4, 1, 1)),
    (*AGREED, *[("days", 0, 0, 1)] * 16, ("dispute", 1, 1, 1), *[("days", 0, 0, 1)] * 11),
    (*APPLIED, ("write", 1, 1, 2), ("keep apart", 0, 1, 1), ("write", 1, 1, 1), ("write", 0, 1, 1)),
)
"""Most of what chance does is refused: help it to a begun task. Each is gone through as it is, too."""


def kept_apart(session: Session, one: int, other: int) -> bool:
    pair = (one, other)
    found = select(Block.id).where(Block.blocker_id.in_(pair), Block.blocked_id.in_(pair)).limit(1)
    return session.scalar(found) is not None


def write(world: World, actor: Person, conversation_id: int) -> None:
    said = messages.carry(
        world.session, actor, conversation_id=conversation_id, content=Content(Kind.TEXT, "Hei"), now=world.now
    )
    assert not kept_apart(world.session, said.author_id, said.recipient_id)


def act(world: World, task_id: int, people: list[Person], step: Step) -> None:
    """Try one step, as the frame does: a refusal leaves nothing behind."""
    verb, who, whose, _times = step
    session, now, actor = world.session, world.now, people[who]
    offer = session.scalar(
        select(Application.id).where(Application.task_id == task_id, Application.doer_id == people[whose].id)
    )
    share = session.scalar(select(Assignment.id).where(Assignment.application_id == offer))
    talk = session.scalar(
        select(Conversation.id).where(Conversation.task_id == task_id, Conversation.doer_id == people[whose].id)
    )
    common: dict[str, Any] = {"now": now}
    calls: dict[str, Any] = {
        "apply": lambda: applications.apply_to(session, actor, task_id=task_id, text="Minä", **common),
        "withdraw": lambda: applications.withdraw(
            session, actor, application_id=offer or 0, reason=WithdrawReason.OTHER, **common
        ),
        "choose": lambda: applications.choose(session, actor, application_id=offer or 0, **common),
        "confirm": lambda: places.confirm(session, actor, assignment_id=share or 0, **common),
        "begin": lambda: places.begin(session, actor, assignment_id=share or 0, **common),
        "give back": lambda: places.withdraw(
            session, actor, assignment_id=share or 0, reason=WithdrawReason.OTHER, **common
        ),
        "release": lambda: places.release(
            session, actor, assignment_id=share or 0, reason=ReleaseReason.OTHER_TIME, **common
        ),
        "reserve": lambda: reserves.put(session, actor, application_id=offer or 0, **common),
        "move up": lambda: reserves.move_up(session, actor, application_id=offer or 0, **common),
        "keep": lambda: reserves.keep_rest(session, actor, task_id=task_id, **common),
        "thank": lambda: reserves.thank_rest(session, actor, task_id=task_id, **common),
        "decline": lambda: applications.decline(
            session, actor, application_id=offer or 0, reason=DeclineReason.OTHER_TIME, **common
        ),
        "write": lambda: write(world, actor, talk or 0),
        "keep apart": lambda: blocks.block(session, actor, conversation_id=talk or 0, **common),
        "make peace": lambda: blocks.unblock(session, actor, person_id=people[whose].id, **common),
        "close": lambda: tasks.close_to_applications(session, actor, task_id=task_id, **common),
        "cancel": lambda: tasks.cancel(session, actor, task_id=task_id, reason=None, **common),
        "open again": lambda: tasks.open_again(session, actor, task_id=task_id, **common),
        "renew": lambda: tasks.renew(session, actor, task_id=task_id, **common),
        "reopen": lambda: tasks.reopen(session, actor, task_id=task_id, **common),
        "days": lambda: world.later(days=3) and clock.due(session, now=world.now, timers=TIMERS),
        "night": lambda: world.later(hours=13) and clock.due(session, now=world.now, timers=TIMERS),
        "block": lambda: setattr(actor, "unreachable_at", None if actor.unreachable_at else now),
    }
    if verb in FINISHING:
        operators = frozenset({people[OPERATOR].telegram_id})
        calls = finishing(world, actor, share or 0, operators, people[0], step[3])
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
    assert task.places_taken == sum(share.state not in GONE for share in shares) <= task.places
    assert (task.state is TaskState.FULL) <= (task.places_taken == task.places)
    if task.state in (TaskState.OVER, TaskState.CANCELLED, TaskState.EXPIRED):
        assert task.ended_at is not None
        assert all(share.state not in (AssignmentState.OFFERED, AssignmentState.AGREED) for share in shares)
    if task.state is TaskState.OVER:
        assert not any(share.state in LIVE for share in shares)
        assert any(share.state not in GONE for share in shares)
    waiting = select(func.count()).where(Application.task_id == task_id, Application.state == ApplicationState.SENT)
    assert task.state in (TaskState.OPEN, TaskState.FULL) or session.scalar(waiting) == 0
    assert task.state is not TaskState.FULL or session.scalar(waiting) == 0 or task.rest_asked_at is not None
    offers = session.scalars(select(Application).where(Application.task_id == task_id)).all()
    news = told(world)
    held = {share.application_id: share.state not in GONE for share in shares}
    for offer in offers:
        assert (offer.state is ApplicationState.CHOSEN) == held.get(offer.id, False)
        assert outcomes(world, news, task, offer) in EXPECTED[offer.state], offer.state
    sums = ledger.sums(session, [person.id for person in people])
    assert all((share.minutes_approved or 0) == ledger.of_assignment(session, share.id) for share in shares)
    approved = sum(share.minutes_approved or 0 for share in shares)
    assert sum(one[0] for one in sums.values()) == sum(one[1] for one in sums.values()) == approved
    for share in shares:
        rows = session.scalars(select(Feedback).where(Feedback.assignment_id == share.id)).all()
        assert len(rows) == (2 if share.done_at else 0)
        for row in rows:
            closed = row.closes_at is not None and row.closes_at <= world.now
            assert (row.revealed_at is not None) <= (all(one.is_in for one in rows) or closed)
            assert (row.revealed_at is not None) <= (share.approved_at is not None)
            over = share.state is AssignmentState.APPROVED
            assert (over and all(one.is_in for one in rows)) <= (row.revealed_at is not None)
            author = next(person for person in people if person.id == row.author_id)
            seen = feedback.for_assignment(session, author, share.id)
            assert (seen.theirs is not None) <= (row.revealed_at is not None), "blind until revealed"
        heard_how_it_ended(world, news, task, share)
    talks = select(func.count()).select_from(Conversation).where(Conversation.task_id == task_id)
    assert session.scalar(talks) == len(offers)


def heard_how_it_ended(world: World, news: News, task: Task, share: Assignment) -> None:
    """Both sides of a share of a task heard what became of it."""
    kinds = {
        person_id: {type(notice) for _at, to, notice in news if to == person_id and about(notice, share)}
        for person_id in (share.doer_id, task.requester_id)
    }
    disputed = world.session.scalar(
        select(Dispute.id).where(Dispute.assignment_id == share.id, Dispute.decided_at.is_not(None))
    )
    if disputed is not None:
        ends = [notice for _at, _to, notice in news if isinstance(notice, DisputeDecided | DisputeLapsed)]
        assert sum(notice.dispute_id == disputed for notice in ends) == 2
    elif share.state is AssignmentState.APPROVED:
        assert kinds[share.doer_id] & {WorkApproved, ApprovedByItself}
    elif share.state is AssignmentState.DID_NOT_HAPPEN:
        assert DidNotHappen in kinds[share.doer_id if share.missed_by_id == task.requester_id else task.requester_id]
    elif share.state is AssignmentState.NOT_REPORTED:
        assert all(NotReported in heard for heard in kinds.values())
    elif share.state is AssignmentState.DONE:
        assert MarkedDone in kinds[share.doer_id if share.marked_by_id == task.requester_id else task.requester_id]


def about(notice: Notice, share: Assignment) -> bool:
    return getattr(notice, "assignment_id", None) == share.id


EXPECTED: dict[ApplicationState, list[list[str]]] = {
    ApplicationState.SENT: [[]],
    ApplicationState.RESERVE: [[]],
    ApplicationState.CHOSEN: [["chosen"]],
    ApplicationState.DECLINED: [["no"]],
    ApplicationState.WITHDRAWN: [["withdrawn"]],
    ApplicationState.LAPSED: [["no"], ["withdrawn"]],  # the second: the doer has blocked the requester
}
"""How the last sending of an offer was told to have ended. A "no" after a "chosen" stands in its place."""


def outcomes(world: World, news: News, task: Task, offer: Application) -> list[str]:
    """The same as it was told: to its doer, and to the requester where the doer ended it."""
    share = world.session.scalar(select(Assignment.id).where(Assignment.application_id == offer.id))
    found: list[str] = []
    for at, recipient_id, notice in news:
        if recipient_id == offer.doer_id:
            match notice:
                case YouAreChosen(assignment_id=about, round=sent) if (about, sent) == (share, offer.round):
                    found.append("chosen")
                case OfferLapsed(assignment_id=about, round=sent) | DoerReleased(assignment_id=about, round=sent) if (
                    about,
                    sent,
                ) == (share, offer.round):
                    found = [*(one for one in found if one != "chosen"), "no"]
                case NotThisTime(application_id=about, round=sent) if (about, sent) == (offer.id, offer.round):
                    found.append("no")
                case TaskCancelled(task_id=about) | TaskExpired(task_id=about) if about == task.id:
                    if at > offer.sent_at:
                        found = [*(one for one in found if one != "chosen"), "no"]
        elif recipient_id == task.requester_id:
            match notice:
                case ApplicationWithdrawn(application_id=about, round=sent) if (about, sent) == (offer.id, offer.round):
                    found.append("withdrawn")
                case DoerWithdrew(assignment_id=about, round=sent) if (about, sent) == (share, offer.round):
                    found = [*(one for one in found if one != "chosen"), "withdrawn"]
    return found


def told(world: World) -> News:
    """Everything that was told to anybody. Read back from the keys: values are blanked once delivered."""
    columns = (OutboxMessage.written_at, OutboxMessage.recipient_id, OutboxMessage.kind, OutboxMessage.key)
    rows = world.session.execute(select(*columns).order_by(OutboxMessage.id))
    return [(at, recipient_id, from_key(kind, key)) for at, recipient_id, kind, key in rows]


def from_key(kind: str, key: str) -> Notice:
    _recipient, _kind, *values = key.split(":")
    return Notice.kinds[kind](*(int(value) if value.isdigit() else value for value in values))


@pytest.mark.timeout(900)
def test_any_sequence(session: Session, world: World, prove: bool) -> None:
    """People 1 to 3 help person 0, and the last one is an operator; the steps are tried by everybody on everything."""
    people = [world.person() for _ in range(5)]

    @settings(
        max_examples=300 if prove else 8,
        deadline=None,
        suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
    )
    @given(wanted=st.integers(1, 3), begun=st.sampled_from(BEGINNINGS), steps=STEPS)
    def whatever(wanted: int, begun: tuple[Step, ...], steps: list[Step]) -> None:
        savepoint = session.begin_nested()
        start, postman = world.now, Postman(world)
        task_id = world.task(people[0], places=wanted).id
        for step in [*begun, *steps]:
            for _time in range(step[3]):
                world.later(minutes=1)
                act(world, task_id, people, step)
                holds(world, task_id, people)
            for letter in postman.delivers():
                if isinstance(letter.notice, CarriedMessage):
                    message = session.get_one(Message, letter.notice.message_id)
                    assert not kept_apart(session, message.author_id, letter.recipient_id)
        at_night = [letter for letter in postman.letters if not 9 <= letter.hour < 21 and letter.notice.by_clock]
        assert at_night == []
        arrived = [(letter.recipient_id, letter.notice) for letter in postman.letters]
        assert len(arrived) == len(set(arrived)), "nothing arrives twice"
        savepoint.rollback()
        session.expunge_all()
        session.add_all(people)
        world.now = start

    for begun in BEGINNINGS:
        whatever = example(wanted=1, begun=begun, steps=[])(whatever)
    whatever()
