"""Sparring: opened, booked by one of two, moved, cancelled until the day before, within the quota; notes; the nudge."""

from datetime import timedelta

from sqlalchemy.orm import Session

from domain.messages import Content
from domain.programme.running import rooms, slots, sparring, work
from domain.programme.running.notices import (
    NothingHappened,
    SlotsOpened,
    SparringBooked,
    SparringCancelled,
    SparringComes,
    SparringFreed,
    SparringNoted,
)
from domain.programme.running.refusals import (
    NotHeldYet,
    QuotaUsed,
    SlotBegun,
    SlotOverlaps,
    SlotTaken,
    TooLateToCancel,
)
from domain.programme.running.slots import SlotView, SparringView
from domain.programme.running.work import NewWork
from domain.refusals import InThePast, NotThere, NotYours, OutOfBounds, TextMissing, TextTooLong
from models.conversation import Kind
from models.person import Person
from models.programme.application import RoundApplication
from models.programme.round import RoundRole
from models.programme.workbook import Question, WorkAnswer
from tests.domain.programme import world as programme
from tests.domain.programme.running import Running, running
from tests.domain.world import TIMERS, World


def opens(world: World, run: Running, days: float = 3, *, minutes: int = 60, count: int = 2) -> list[int]:
    return sparring.open_slots(
        world.session,
        run.kaisa,
        round_id=run.round.id,
        starts_at=world.now + timedelta(days=days),
        minutes=minutes,
        count=count,
        place="https://meet.example/sparraus",
        now=world.now,
    )


def books(
    world: World, person: Person, place: RoundApplication, slot_id: int, instead_of: int | None = None
) -> SlotView:
    return sparring.book(
        world.session,
        person,
        application_id=place.id,
        slot_id=slot_id,
        instead_of=instead_of,
        timers=TIMERS,
        now=world.now,
    )


def cancels(world: World, person: Person, slot_id: int) -> None:
    sparring.cancel(world.session, person, slot_id=slot_id, timers=TIMERS, now=world.now)


def seen(world: World, person: Person, place: RoundApplication) -> SparringView:
    return slots.of_place(world.session, person, place.id, timers=TIMERS, now=world.now)


def test_times_in_a_row_are_opened_by_a_consultant(session: Session, world: World) -> None:
    run = running(world)
    ids = opens(world, run, minutes=45, count=3)
    free = seen(world, run.bertil, run.place).free
    assert [one.id for one in free] == ids
    assert [one.starts_at - world.now - timedelta(days=3) for one in free] == [
        timedelta(minutes=45 * number) for number in range(3)
    ]
    assert world.heard(run.bertil, SlotsOpened) == [SlotsOpened(ids[0], 3)]
    with world.refuses(SlotOverlaps):
        opens(world, run, days=3 + 1 / 48)
    opens(world, run, days=3 + 45 * 3 / (24 * 60))
    for bad in ({"minutes": 14}, {"minutes": 241}, {"count": 0}, {"count": 13}):
        with world.refuses(OutOfBounds):
            opens(world, run, days=9, **bad)
    with world.refuses(InThePast):
        opens(world, run, days=0)
    for person in (run.anna, run.bertil, world.person()):
        with world.refuses(NotYours):
            sparring.open_slots(
                session,
                person,
                round_id=run.round.id,
                starts_at=world.now + timedelta(days=8),
                minutes=60,
                count=1,
                place="",
                now=world.now,
            )


def test_of_two_at_once_one_gets_it(session: Session, world: World) -> None:
    run = running(world)
    first, second = opens(world, run)
    assert books(world, run.bertil, run.place, first).organisation == "Kylätalo"
    assert books(world, run.carla, run.place, first).times == 1, "tapped twice, by whoever of them"
    with world.refuses(SlotTaken):
        books(world, run.daavid, run.other, first)
    assert [one.id for one in seen(world, run.daavid, run.other).free] == [second]
    assert world.heard(run.kaisa, SparringBooked) == [SparringBooked(first, 1)]
    assert world.heard(run.carla, SparringBooked) == [SparringBooked(first, 1)]
    assert world.heard(run.bertil, SparringBooked) == []


def test_nobody_books_for_others_or_what_is_not_there(session: Session, world: World) -> None:
    run, strange = running(world), running(world)
    [slot, *_rest] = opens(world, run)
    [foreign, *_rest] = opens(world, strange)
    for person, refusal in ((run.daavid, NotYours), (run.kaisa, NotYours), (run.eeva, NotThere)):
        with world.refuses(refusal):
            books(world, person, run.place, slot)
    for wrong in (foreign, 10**9):
        with world.refuses(NotThere):
            books(world, run.bertil, run.place, wrong)
    world.later(days=4)
    with world.refuses(SlotBegun):
        books(world, run.bertil, run.place, slot)


def test_the_quota_is_in_minutes_and_shown(session: Session, world: World) -> None:
    run = running(world, sparring_minutes=90)
    first, second, third = opens(world, run, minutes=60, count=3)
    [short] = opens(world, run, days=10, minutes=30, count=1)
    books(world, run.bertil, run.place, first)
    assert (seen(world, run.bertil, run.place).used, seen(world, run.bertil, run.place).left) == (60, 30)
    with world.refuses(QuotaUsed) as caught:
        books(world, run.bertil, run.place, second)
    assert caught[0].left == 30
    books(world, run.bertil, run.place, third, instead_of=first)  # moving one needs no more
    books(world, run.carla, run.place, short)
    assert seen(world, run.carla, run.place).left == 0
    world.later(days=20)
    assert seen(world, run.carla, run.place).left == 0, "what was held is used"


def test_an_organisation_moves_and_cancels_until_the_day_before(session: Session, world: World) -> None:
    run = running(world)
    first, second = opens(world, run)
    books(world, run.bertil, run.place, first)
    moved = books(world, run.carla, run.place, second, instead_of=first)
    assert moved.id == second
    assert [one.id for one in seen(world, run.daavid, run.other).free] == [first]
    assert world.heard(run.kaisa, SparringFreed) == [SparringFreed(first, run.place.id, 1, second)]
    assert len(world.heard(run.kaisa, SparringBooked)) == 1, "one word of a move is enough"
    with world.refuses(NotThere):
        books(world, run.daavid, run.other, first, instead_of=second)
    world.now = moved.starts_at - timedelta(hours=24)
    cancels(world, run.bertil, second)
    cancels(world, run.bertil, second)
    assert world.heard(run.kaisa, SparringFreed)[-1] == SparringFreed(second, run.place.id, 1, None)
    assert seen(world, run.bertil, run.place).used == 0
    books(world, run.bertil, run.place, second)
    world.later(seconds=1)
    with world.refuses(TooLateToCancel):
        cancels(world, run.bertil, second)
    with world.refuses(TooLateToCancel):
        [later] = opens(world, run, days=12, count=1)
        books(world, run.bertil, run.place, later, instead_of=second)
    with world.refuses(NotYours):
        cancels(world, run.daavid, second)
    with world.refuses(NotThere):
        cancels(world, run.eeva, second)


def test_two_times_at_once_are_one_too_many(session: Session, world: World) -> None:
    run = running(world)
    other = world.person("Toinen konsultti")
    programme.staff(world, run.round, other, RoundRole.CONSULTANT)
    [first, _second] = opens(world, run)
    [same, *_rest] = sparring.open_slots(
        session,
        other,
        round_id=run.round.id,
        starts_at=world.now + timedelta(days=3, minutes=30),
        minutes=60,
        count=1,
        place="",
        now=world.now,
    )
    books(world, run.bertil, run.place, first)
    with world.refuses(SlotOverlaps):
        books(world, run.carla, run.place, same)
    assert books(world, run.daavid, run.other, same).consultant == other.name


def test_a_consultant_takes_a_time_back(session: Session, world: World) -> None:
    run = running(world)
    first, second = opens(world, run)
    books(world, run.bertil, run.place, first)
    for person in (run.bertil, run.anna):
        with world.refuses(NotYours):
            sparring.take_back(session, person, slot_id=first, now=world.now)
    for _twice in range(2):
        sparring.take_back(session, run.kaisa, slot_id=first, now=world.now)
    for person in (run.bertil, run.carla):
        assert world.heard(person, SparringCancelled) == [SparringCancelled(first, run.place.id, 1)]
    assert seen(world, run.bertil, run.place).used == 0
    assert [one.id for one in seen(world, run.bertil, run.place).free] == [second]
    with world.refuses(SlotTaken):
        books(world, run.bertil, run.place, first)
    opens(world, run, count=1)  # the same time may be opened anew


def test_what_others_booked_is_not_shown(session: Session, world: World) -> None:
    run = running(world)
    first, _second = opens(world, run)
    books(world, run.bertil, run.place, first)
    for person in (run.daavid, run.eeva):
        with world.refuses(NotThere):
            slots.slot_for(session, person, first, timers=TIMERS, now=world.now)
    with world.refuses(NotYours):
        seen(world, run.daavid, run.place)
    with world.refuses(NotYours):
        slots.of_round(session, run.bertil, run.round.id, timers=TIMERS, now=world.now)
    assert len(slots.of_round(session, run.kaisa, run.round.id, timers=TIMERS, now=world.now)) == 2


def test_notes_with_the_next_step_are_shown_to_both(session: Session, world: World) -> None:
    run = running(world)
    slot, free = opens(world, run)
    booked = books(world, run.bertil, run.place, slot)

    def notes(text: str = "Puhuttiin mittareista.", step: str = "Kaksi mittaria ehdolla", id: int = slot) -> SlotView:
        return sparring.note(session, run.kaisa, slot_id=id, notes=text, next_step=step, timers=TIMERS, now=world.now)

    with world.refuses(NotHeldYet):
        notes()
    world.now = booked.ends_at
    with world.refuses(NotThere):
        notes(id=free)
    with world.refuses(TextMissing):
        notes(" ")
    with world.refuses(TextTooLong):
        notes("x" * 1501)
    with world.refuses(TextTooLong):
        notes(step="x" * 301)
    notes()
    notes(step="")
    for person in (run.bertil, run.carla):
        assert [notice.edits for notice in world.heard(person, SparringNoted) if isinstance(notice, SparringNoted)] == [
            1,
            2,
        ]
        assert seen(world, person, run.place).held[0].notes == "Puhuttiin mittareista."
    with world.refuses(NotYours):
        sparring.note(session, run.bertil, slot_id=slot, notes="Hei", next_step="", timers=TIMERS, now=world.now)


# The clock


def test_both_are_reminded_once_a_day_before(session: Session, world: World) -> None:
    run = running(world)
    first, second = opens(world, run)
    booked = books(world, run.bertil, run.place, first)
    world.now = booked.starts_at - timedelta(days=1, seconds=1)
    world.tick()
    assert world.heard(run.bertil, SparringComes) == []
    for hours in (24, 20, 1, -1):
        world.now = booked.starts_at - timedelta(hours=hours)
        world.tick()
        world.tick()
    for person in (run.bertil, run.carla, run.kaisa):
        assert world.heard(person, SparringComes) == [SparringComes(first, 1)]
    assert world.heard(run.daavid, SparringComes) == []
    assert second not in {
        one.slot_id for one in world.heard(run.kaisa, SparringComes) if isinstance(one, SparringComes)
    }


def test_who_books_for_tomorrow_needs_no_reminder_and_a_moved_one_has_its_own(session: Session, world: World) -> None:
    run = running(world)
    [soon] = opens(world, run, days=0.5, count=1)
    books(world, run.bertil, run.place, soon)
    world.tick()
    assert world.heard(run.bertil, SparringComes) == []
    first, second = opens(world, run, days=5)
    books(world, run.bertil, run.place, first)
    books(world, run.bertil, run.place, second, instead_of=first)
    world.later(days=4, hours=2)
    world.tick()
    assert world.heard(run.bertil, SparringComes) == [SparringComes(second, 1)]


def test_an_organisation_of_which_nothing_is_heard_between_two_days_is_asked_once(
    session: Session, world: World
) -> None:
    run = running(world)
    first, second = run.days[:2]
    world.now = first.ends_at + timedelta(days=1)
    work.hand_in(session, run.daavid, application_id=run.other.id, day_id=second.id, new=NewWork("Työ"), now=world.now)
    middle = first.ends_at + (second.starts_at - first.ends_at) / 2
    at = max(second.starts_at - timedelta(days=14), middle)
    world.now = at - timedelta(seconds=1)
    world.tick()
    assert world.heard(run.bertil, NothingHappened) == []
    for later in (0, 1, 48):
        world.now = at + timedelta(hours=later)
        world.tick()
    for person in (run.bertil, run.carla):
        assert world.heard(person, NothingHappened) == [NothingHappened(run.place.id, second.id)]
    for person in (run.daavid, run.kaisa, run.eeva):
        assert world.heard(person, NothingHappened) == []
    assert slots.still_quiet(session, run.place.id, second.id)
    [slot, *_rest] = opens(world, run, days=1.5)
    books(world, run.bertil, run.place, slot)
    assert not slots.still_quiet(session, run.place.id, second.id)


def test_writing_the_workbook_or_to_the_consultant_is_something(session: Session, world: World) -> None:
    run = running(world)
    second = run.days[1]
    world.now = run.days[0].ends_at + timedelta(days=1)
    session.add(
        WorkAnswer(
            application_id=run.place.id,
            question=Question.TARGET_GROUP,
            text="Yksinäiset ikäihmiset",
            version=1,
            written_by_id=run.bertil.id,
            written_at=world.now,
        )
    )
    rooms.say(
        session,
        run.daavid,
        round_id=run.round.id,
        application_id=run.other.id,
        content=Content(Kind.TEXT, "Hei!"),
        now=world.now,
    )
    world.now = second.starts_at - timedelta(days=7)
    world.tick()
    for person in (run.bertil, run.daavid):
        assert world.heard(person, NothingHappened) == []


def test_before_the_first_day_nobody_is_asked(session: Session, world: World) -> None:
    run = running(world)
    world.now = run.days[0].starts_at - timedelta(days=2)
    world.tick()
    assert world.heard(run.bertil, NothingHappened) == []
