"""A season, day and night: every matter that people leave lying is run through all its reminders."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from domain import applications, assignments, disputes, feedback, places, tasks
from models.application import DeclineReason
from models.dispute import DisputeAbout
from models.feedback import Feedback
from models.outbox import Delivery, OutboxMessage
from models.person import Person
from tests.domain.postman import Postman
from tests.domain.world import World

DAYS, STEP = 50, timedelta(hours=12)
EXPIRES = [(33, "ExpiresSoon"), (39, "ExpiresSoon"), (40, "TaskExpired")]
FEEDBACK, OUTCOME = "FeedbackAsked", "OutcomeAsked"


@dataclass(frozen=True)
class Matter:
    """What somebody leaves lying: whom the clock tells what, on which day, and what ends it."""

    of: dict[Person, list[tuple[int, str]]]
    end: Callable[[], object]


def nobody_applies(world: World, asker: Person, helper: Person) -> Matter:
    task = world.task(asker)
    return Matter(
        {asker: [(9, "NoApplicants"), *EXPIRES], helper: []},
        lambda: tasks.cancel(world.session, asker, task_id=task.id, reason=None, now=world.now),
    )


def nobody_is_chosen(world: World, asker: Person, helper: Person) -> Matter:
    offer = world.application(helper, world.task(asker))
    return Matter(
        {asker: [(3, "ApplicantsWait"), *EXPIRES], helper: [(7, "StillWaiting"), (40, "TaskExpired")]},
        lambda: (
            applications.decline(
                world.session, asker, application_id=offer.id, reason=DeclineReason.OTHER_SKILLS, now=world.now
            ),
            tasks.cancel(world.session, asker, task_id=offer.task_id, reason=None, now=world.now),
        ),
    )


def nobody_confirms(world: World, asker: Person, helper: Person) -> Matter:
    offered = world.offered(asker, helper, world.task(asker))

    def confirmed_and_done() -> None:
        places.confirm(world.session, helper, assignment_id=offered.id, now=world.now)
        approved(world, asker, helper, offered.id)

    return Matter(
        {asker: [(2, "OfferLapsed"), *EXPIRES], helper: [(1, "ConfirmSoon"), (2, "OfferLapsed")]}, confirmed_and_done
    )


def nobody_tells(world: World, asker: Person, helper: Person) -> Matter:
    agreed = world.chosen(asker, helper, world.task(asker))
    asked = [(14, "WasItDone"), (20, "WasItDone"), (43, "NotReported")]
    return Matter({asker: asked, helper: asked}, lambda: approved(world, asker, helper, agreed.id))


def nobody_approves(world: World, asker: Person, helper: Person) -> Matter:
    done = world.done(asker, helper, world.task(asker))
    after = [(14, "ApprovedByItself"), (15, FEEDBACK), (18, FEEDBACK), (25, FEEDBACK)]
    return Matter(
        {asker: [(5, "NudgeApproval"), *after, (44, OUTCOME)], helper: after},
        lambda: approved(world, asker, helper, done.id),
    )


def nobody_decides(world: World, asker: Person, helper: Person) -> Matter:
    done = world.done(asker, helper, world.task(asker))
    disputes.open_(
        world.session,
        asker,
        assignment_id=done.id,
        about=DisputeAbout.HOURS,
        text="Liikaa",
        operators=frozenset(),
        now=world.now,
    )

    lapsed = [(30, "DisputeLapsed"), (31, FEEDBACK), (34, FEEDBACK), (41, FEEDBACK)]
    return Matter({asker: lapsed, helper: lapsed}, lambda: skipped(world, done.id, asker, helper))


def nobody_says_how_it_went(world: World, asker: Person, helper: Person) -> Matter:
    work = world.approved(asker, helper, world.task(asker))
    asked = [(1, FEEDBACK), (4, FEEDBACK), (11, FEEDBACK)]  # an hour after: that is in the evening
    return Matter({asker: [*asked, (30, OUTCOME)], helper: asked}, lambda: skipped(world, work.id, asker, helper))


def approved(world: World, asker: Person, helper: Person, assignment_id: int) -> None:
    work = assignments.get_for(world.session, helper, assignment_id)
    if work.done_at is None:
        assignments.mark_done(world.session, helper, assignment_id=work.id, minutes=60, now=world.now)
    assignments.approve(world.session, asker, assignment_id=work.id, now=world.now)
    skipped(world, work.id, asker, helper)


def skipped(world: World, assignment_id: int, *people: Person) -> None:
    for person in people:
        form = world.session.scalars(
            select(Feedback.id).where(Feedback.assignment_id == assignment_id, Feedback.author_id == person.id)
        ).one()
        feedback.skip(world.session, person, feedback_id=form, now=world.now)


MATTERS = (
    nobody_applies,
    nobody_is_chosen,
    nobody_confirms,
    nobody_tells,
    nobody_approves,
    nobody_decides,
    nobody_says_how_it_went,
)


def test_each_once_and_none_at_night(session: Session, world: World) -> None:
    """From eleven in the morning on, and at eleven in the evening."""
    matters = [begin(world, world.person(), world.person()) for begin in MATTERS]
    start, postman = world.now, Postman(world)
    arrived: dict[int, list[tuple[int, str]]] = {}
    for _step in range(DAYS * 2):
        world.now += STEP
        world.tick()
        for letter in postman.delivers():
            if letter.notice.by_clock:
                assert 9 <= letter.hour < 21, letter.notice
                days = (world.now - start).days
                arrived.setdefault(letter.recipient_id, []).append((days, type(letter.notice).__name__))
    for matter in matters:
        for person, expected in matter.of.items():
            assert arrived.pop(person.id, []) == expected
    assert arrived == {}, "nobody else is reminded of anything"
    letters = [(letter.recipient_id, letter.notice) for letter in postman.letters]
    assert len(letters) == len(set(letters))


def test_none_after_the_matter_is_over(session: Session, world: World) -> None:
    """The first reminder is written at eleven in the evening and waits; before it is morning, the matter ends."""
    world.later(hours=12)
    matters = [begin(world, world.person(), world.person()) for begin in MATTERS]
    postman = Postman(world)
    waited = set()
    for _step in range(DAYS * 2):
        world.now += STEP
        world.tick()
        for number, matter in enumerate(matters):
            if number not in waited and waits(session, matter.of):
                waited.add(number)
                matter.end()
        session.flush()
        postman.delivers()
    assert waited == set(range(len(MATTERS)))
    told = {type(letter.notice).__name__ for letter in postman.letters if letter.notice.by_clock}
    assert told == {"DisputeLapsed", OUTCOME}, "the one is an end itself, the other is asked a month after any end"


def waits(session: Session, people: dict[Person, list[tuple[int, str]]]) -> bool:
    """Whether something of the clock's is written to one of them, and has not left."""
    kinds = {kind for told in people.values() for _day, kind in told}
    found = select(OutboxMessage.id).where(
        OutboxMessage.recipient_id.in_([person.id for person in people]),
        OutboxMessage.kind.in_(kinds),
        OutboxMessage.state == Delivery.WAITING,
    )
    return session.scalar(found.limit(1)) is not None
