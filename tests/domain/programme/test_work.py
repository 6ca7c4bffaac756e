"""Pre-assignments: versions that nobody loses, the late mark, who reads and comments, and the reminder."""

from datetime import timedelta
from typing import Any

from sqlalchemy.orm import Session

from domain.programme.running import days, work
from domain.programme.running.days import DayChange
from domain.programme.running.notices import AssignmentCommented, WorkDue, WorkHandedIn
from domain.programme.running.refusals import NothingAsked, NothingHandedIn
from domain.programme.running.work import NewWork, WorkView
from domain.refusals import NotNow, NotThere, NotYours, TextMissing, TextTooLong
from models.person import Person
from models.programme.application import PlaceState, RoundApplication
from models.programme.round import ContactDay
from models.programme.work import WorkKind
from tests.domain.programme import world as programme
from tests.domain.programme.running import Running, running
from tests.domain.world import TIMERS, World


def hands_in(world: World, run: Running, person: Person, text: str = "Näin me sen teemme.", **more: Any) -> WorkView:
    place = run.other if person is run.daavid else run.place
    return work.hand_in(
        world.session,
        person,
        application_id=place.id,
        day_id=run.days[0].id,
        new=NewWork(text, **more),
        now=world.now,
    )


def reads(world: World, person: Person, place: RoundApplication, day: ContactDay) -> WorkView:
    return work.work_for(world.session, person, application_id=place.id, day_id=day.id, now=world.now)


def comments(world: World, person: Person, place: RoundApplication, day: ContactDay, text: str = "Hyvä!") -> WorkView:
    return work.comment(world.session, person, application_id=place.id, day_id=day.id, text=text, now=world.now)


def test_versions_of_several_people_are_all_kept_and_the_newest_counts(session: Session, world: World) -> None:
    run = running(world)
    hands_in(world, run, run.bertil, "Ensimmäinen")
    hands_in(world, run, run.carla, "https://example.org/suunnitelma")
    view = hands_in(world, run, run.bertil, "Kuva", kind=WorkKind.PHOTO, file_id="AgAC")
    assert [(one.version, one.kind, one.by) for one in view.versions] == [
        (3, WorkKind.PHOTO, run.bertil.name),
        (2, WorkKind.LINK, run.carla.name),
        (1, WorkKind.TEXT, run.bertil.name),
    ]
    old = work.version_for(session, run.kaisa, handed_in_id=view.versions[-1].id, now=world.now)[1]
    assert old.text == "Ensimmäinen"
    assert len(world.heard(run.kaisa, WorkHandedIn)) == 3
    assert len(world.heard(run.carla, WorkHandedIn)) == 2
    assert world.heard(run.daavid, WorkHandedIn) == []


def test_what_comes_after_the_due_time_is_marked_late(session: Session, world: World) -> None:
    run = running(world)
    due = run.days[0].assignment_due_at
    assert due is not None
    world.now = due
    assert not hands_in(world, run, run.bertil).versions[0].late
    world.later(seconds=1)
    view = hands_in(world, run, run.bertil)
    assert [one.late for one in view.versions] == [True, False]


def test_who_takes_part_hands_in_and_nobody_else(session: Session, world: World) -> None:
    run = running(world)
    outsider, colleague = world.person(), programme.colleague(world, run.bertil)
    for person, refusal in (
        (run.kaisa, NotYours),
        (run.daavid, NotYours),
        (colleague, NotYours),
        (outsider, NotThere),
        (run.eeva, NotThere),
    ):
        with world.refuses(refusal):
            work.hand_in(
                session, person, application_id=run.place.id, day_id=run.days[0].id, new=NewWork("Hei"), now=world.now
            )
    with world.refuses(NotThere):
        work.hand_in(session, run.bertil, application_id=run.place.id, day_id=10**9, new=NewWork("Hei"), now=world.now)
    strange = running(world)
    with world.refuses(NotThere):
        work.hand_in(
            session,
            run.bertil,
            application_id=run.place.id,
            day_id=strange.days[0].id,
            new=NewWork("Hei"),
            now=world.now,
        )
    run.place.state = PlaceState.FINISHED
    session.flush()
    with world.refuses(NotNow):
        hands_in(world, run, run.bertil)


def test_bad_work_is_refused(session: Session, world: World) -> None:
    run = running(world)
    with world.refuses(TextMissing):
        hands_in(world, run, run.bertil, " \n\u200b ")
    with world.refuses(TextTooLong):
        hands_in(world, run, run.bertil, "x" * 3001)
    with world.refuses(TextTooLong):
        hands_in(world, run, run.bertil, "x" * 1001, kind=WorkKind.DOCUMENT, file_id="BQAC")
    days.change(
        session, run.kaisa, day_id=run.days[0].id, changes=DayChange(assignment=""), timers=TIMERS, now=world.now
    )
    with world.refuses(NothingAsked):
        hands_in(world, run, run.bertil)


# Peers


def test_peers_read_and_comment_unless_it_is_closed(session: Session, world: World) -> None:
    run = running(world)
    day = run.days[0]
    with world.refuses(NothingHandedIn):
        comments(world, run.daavid, run.place, day)
    hands_in(world, run, run.bertil)
    view = comments(world, run.daavid, run.place, day, "Mistä tiedätte sen?")
    comments(world, run.kaisa, run.place, day, "Hyvä alku.")
    assert [(one.author, one.organisation, one.version) for one in view.comments] == [
        (run.daavid.name, "Naapuriapu", 1)
    ]
    for person in (run.bertil, run.carla):
        assert len(world.heard(person, AssignmentCommented)) == 2
    assert world.heard(run.daavid, AssignmentCommented) == []
    with world.refuses(NotYours):
        comments(world, run.bertil, run.place, day)
    with world.refuses(NotYours):
        work.close_to_peers(session, run.daavid, application_id=run.place.id, closed=True, now=world.now)
    work.close_to_peers(session, run.carla, application_id=run.place.id, closed=True, now=world.now)
    with world.refuses(NotThere):
        reads(world, run.daavid, run.place, day)
    with world.refuses(NotThere):
        comments(world, run.daavid, run.place, day)
    assert reads(world, run.kaisa, run.place, day).versions
    assert comments(world, run.kaisa, run.place, day).comments
    work.close_to_peers(session, run.carla, application_id=run.place.id, closed=False, now=world.now)
    assert len(reads(world, run.daavid, run.place, day).comments) == 3


def test_a_round_without_peers_lets_nobody_else_read(session: Session, world: World) -> None:
    run = running(world, peers=False)
    day = run.days[0]
    hands_in(world, run, run.bertil)
    with world.refuses(NotThere):
        reads(world, run.daavid, run.place, day)
    _day, lines = work.of_day(session, run.daavid, day_id=day.id, now=world.now)
    assert [one.organisation for one in lines] == ["Naapuriapu"]


def test_the_list_of_a_day_shows_what_one_may_read(session: Session, world: World) -> None:
    run = running(world)
    day = run.days[0]
    hands_in(world, run, run.bertil)
    hands_in(world, run, run.bertil)
    comments(world, run.kaisa, run.place, day)

    def listed(person: Person) -> list[tuple[str, int, int]]:
        _day, lines = work.of_day(session, person, day_id=day.id, now=world.now)
        return [(one.organisation, one.versions, one.comments) for one in lines]

    assert listed(run.kaisa) == listed(run.daavid) == [("Kylätalo", 2, 1), ("Naapuriapu", 0, 0)]
    work.close_to_peers(session, run.carla, application_id=run.place.id, closed=True, now=world.now)
    assert listed(run.daavid) == [("Naapuriapu", 0, 0)]
    assert listed(run.carla) == listed(run.anna) == [("Kylätalo", 2, 1), ("Naapuriapu", 0, 0)]
    with world.refuses(NotYours):
        listed(run.eeva)


def test_bad_comments_are_refused(session: Session, world: World) -> None:
    run = running(world)
    hands_in(world, run, run.bertil)
    with world.refuses(TextMissing):
        comments(world, run.kaisa, run.place, run.days[0], "...")
    with world.refuses(TextTooLong):
        comments(world, run.kaisa, run.place, run.days[0], "x" * 1001)
    with world.refuses(NotThere):
        work.commented(session, run.bertil, 10**9, now=world.now)


# The reminder


def test_who_handed_in_nothing_is_reminded_once(session: Session, world: World) -> None:
    run = running(world)
    day = run.days[0]
    hands_in(world, run, run.daavid)
    assert day.assignment_due_at is not None
    world.now = day.assignment_due_at - timedelta(days=3, seconds=1)
    world.tick()
    assert world.heard(run.bertil, WorkDue) == []
    for hours in (0, 0, 30, 60):
        world.now = day.assignment_due_at - timedelta(days=3) + timedelta(hours=hours)
        world.tick()
    for person in (run.bertil, run.carla):
        assert world.heard(person, WorkDue) == [WorkDue(day.id, run.place.id, day.assignment_due_at.isoformat())]
    for person in (run.daavid, run.kaisa, run.eeva):
        assert world.heard(person, WorkDue) == []
    [notice] = world.heard(run.bertil, WorkDue)
    assert isinstance(notice, WorkDue)
    assert work.still_due(session, run.bertil, notice, now=world.now) is not None
    hands_in(world, run, run.carla)
    assert work.still_due(session, run.bertil, notice, now=world.now) is None


def test_another_due_time_is_reminded_of_anew_and_a_past_one_never(session: Session, world: World) -> None:
    run = running(world)
    day = run.days[0]
    assert day.assignment_due_at is not None
    world.now = day.assignment_due_at - timedelta(days=1)
    world.tick()
    later = day.assignment_due_at + timedelta(days=5)
    days.change(session, run.anna, day_id=day.id, changes=DayChange(due_at=later), timers=TIMERS, now=world.now)
    world.tick()
    assert len(world.heard(run.bertil, WorkDue)) == 1
    world.now = later - timedelta(days=2)
    world.tick()
    assert len(world.heard(run.bertil, WorkDue)) == 2
    second = run.days[1]
    assert second.assignment_due_at is not None
    world.now = second.assignment_due_at + timedelta(hours=1)
    world.tick()
    assert len(world.heard(run.bertil, WorkDue)) == 2, "after a long pause what is late is not called to mind"


def test_what_is_due_soon_waits_on_the_home_screen(session: Session, world: World) -> None:
    run = running(world)

    def waits(person: Person) -> int:
        return len(work.waiting_for(session, person, now=world.now, within=timedelta(days=7)))

    assert run.days[0].assignment_due_at is not None
    assert waits(run.bertil) == 0
    world.now = run.days[0].assignment_due_at - timedelta(days=6)
    assert (waits(run.bertil), waits(run.daavid), waits(run.kaisa), waits(run.eeva)) == (1, 1, 0, 0)
    hands_in(world, run, run.carla)
    assert waits(run.bertil) == 0
