"""Contact days: who sees and changes them, who hears, who was there, and when they are called to mind."""

from datetime import timedelta
from typing import Any

import pytest
from icalendar import Calendar
from sqlalchemy.orm import Session

from domain.programme.running import attendance, days
from domain.programme.running.days import DayChange
from domain.programme.running.notices import AbsenceTold, DayChanged, DayComes
from domain.programme.running.refusals import DayHasBegun, DayNotBegun, DueAfterDay, EndsBeforeStart
from domain.refusals import InThePast, NotThere, NotYours, TextMissing, TextTooLong
from domain.timers import Timers
from frame.texts import language
from models.programme.application import Participant, PlaceState
from models.programme.round import ContactDay, RoundState
from tests.domain.programme import world as programme
from tests.domain.programme.running import Running, running
from tests.domain.world import TIMERS, World
from writers import ics


def moves(world: World, run: Running, day: ContactDay, **changes: Any) -> days.DayView:
    return days.change(
        world.session,
        run.kaisa,
        day_id=day.id,
        changes=DayChange(**changes),
        timers=TIMERS,
        now=world.now,
    )


def test_who_has_a_place_sees_the_days(session: Session, world: World) -> None:
    run = running(world)
    for person in (run.anna, run.kaisa, run.bertil, run.carla, run.daavid):
        seen = days.of_round(session, person, run.round.id, now=world.now)
        assert [one.number for one in seen] == [1, 2, 3, 4]
        assert {one.takes_part for one in seen} == {person in (run.bertil, run.carla, run.daavid)}
    for person in (run.eeva, world.person()):
        with world.refuses(NotYours):
            days.of_round(session, person, run.round.id, now=world.now)
    with world.refuses(NotThere):
        days.of_round(session, run.anna, 10**9, now=world.now)
    with world.refuses(NotThere):
        days.get_for(session, run.anna, 10**9, now=world.now)


def test_a_moved_day_is_heard_of_once_by_everybody_who_comes(session: Session, world: World) -> None:
    run = running(world)
    day = run.days[0]
    view = moves(world, run, day, starts_at=day.starts_at + timedelta(days=2))
    assert (view.ends_at - view.starts_at, view.sequence) == (timedelta(hours=6), 1)
    for person in (run.anna, run.bertil, run.carla, run.daavid):
        assert world.heard(person, DayChanged) == [DayChanged(day.id, 1)]
    assert world.heard(run.kaisa, DayChanged) == [], "who changed it knows"
    assert world.heard(run.eeva, DayChanged) == []
    moves(world, run, day, agenda="Tarpeet", assignment="Kuvatkaa toiminta.", place=day.place)
    assert len(world.heard(run.bertil, DayChanged)) == 1, "an agenda changes no calendar"
    assert moves(world, run, day, place="https://meet.example/huone").sequence == 2
    assert world.heard(run.bertil, DayChanged)[-1] == DayChanged(day.id, 2)


def test_applicants_hear_of_a_moved_day_before_the_decision(session: Session, world: World) -> None:
    run = running(world, RoundState.OPEN)
    run.place.state = PlaceState.SENT
    session.flush()
    day = run.days[1]
    moves(world, run, day, starts_at=day.starts_at + timedelta(days=1))
    assert world.heard(run.bertil, DayChanged) == [DayChanged(day.id, 1)]
    heard = days.heard_of(session, run.bertil, day.id, now=world.now)
    assert heard is not None
    assert not heard.seen, "the days are for those who have a place"
    assert days.heard_of(session, run.eeva, day.id, now=world.now) is None


def test_only_who_runs_the_round_changes_a_day(session: Session, world: World) -> None:
    run = running(world)
    for person in (run.bertil, run.eeva):
        with world.refuses(NotYours):
            days.change(
                session, person, day_id=run.days[0].id, changes=DayChange(place="Muualla"), timers=TIMERS, now=world.now
            )
    run.round.state = RoundState.OVER
    session.flush()
    with pytest.raises(Exception, match="NotNow"):
        moves(world, run, run.days[0], place="Muualla")


def test_a_day_takes_no_impossible_times(session: Session, world: World) -> None:
    run = running(world)
    day = run.days[0]
    with world.refuses(InThePast):
        moves(world, run, day, starts_at=world.now - timedelta(hours=1))
    with world.refuses(EndsBeforeStart):
        moves(world, run, day, ends_at=day.starts_at)
    with world.refuses(EndsBeforeStart):
        moves(world, run, day, ends_at=day.starts_at + timedelta(days=2))
    with world.refuses(TextMissing):
        moves(world, run, day, place=" \n ")
    with world.refuses(TextTooLong):
        moves(world, run, day, place="x" * 201)
    with world.refuses(TextTooLong):
        moves(world, run, day, agenda="x" * 1501)
    with world.refuses(DueAfterDay):
        moves(world, run, day, due_at=day.starts_at + timedelta(minutes=1))
    with world.refuses(InThePast):
        moves(world, run, day, due_at=world.now)
    session.refresh(day)
    assert day.sequence == 0


def test_a_day_that_has_begun_stays(session: Session, world: World) -> None:
    run = running(world)
    day = run.days[0]
    world.now = day.starts_at + timedelta(minutes=1)
    with world.refuses(DayHasBegun):
        moves(world, run, day, place="Muualla")
    assert moves(world, run, day, agenda="Muistio").agenda == "Muistio"


def test_a_pre_assignment_is_due_before_its_day_also_when_the_day_moves(session: Session, world: World) -> None:
    run = running(world)
    day = run.days[0]
    view = moves(world, run, day, starts_at=world.now + timedelta(days=2))
    assert view.due_at == view.starts_at
    assert moves(world, run, day, assignment="").due_at is None


def test_a_moved_day_moves_in_the_calendar(session: Session, world: World) -> None:
    run = running(world)
    day = run.days[0]

    def event(**changes: Any) -> Any:
        if changes:
            moves(world, run, day, **changes)
        seen = days.get_for(session, run.bertil, day.id, now=world.now)
        return Calendar.from_ical(ics.calendar([seen], "some_bot", language("fi"))).walk("VEVENT")[0]

    first = event(place="Katu 1; 2. krs, Tampere\\")
    later = event(starts_at=day.starts_at + timedelta(days=7))
    assert first["UID"] == later["UID"] == f"contact-day-{day.id}@some_bot.t.me"
    assert (first["SEQUENCE"], later["SEQUENCE"]) == (1, 2)
    assert later.decoded("DTSTART") == day.starts_at == first.decoded("DTSTART") + timedelta(days=7)
    assert later.decoded("DTEND") - later.decoded("DTSTART") == timedelta(hours=6)
    assert str(later["LOCATION"]) == "Katu 1; 2. krs, Tampere\\"
    assert "Kevään kierros" in str(later["SUMMARY"])


# Reminders


def reminders(world: World, run: Running) -> dict[str, list[int]]:
    return {
        person.name: [notice.number for notice in world.heard(person, DayComes) if isinstance(notice, DayComes)]
        for person in (run.bertil, run.daavid, run.kaisa, run.anna, run.eeva)
    }


def test_a_day_is_called_to_mind_twice_whatever_the_tick_does(session: Session, world: World) -> None:
    run = running(world)
    day = run.days[0]
    world.now = day.starts_at - timedelta(days=7, seconds=1)
    world.tick()
    assert world.heard(run.bertil, DayComes) == []
    for moment in (
        day.starts_at - timedelta(days=7),
        day.starts_at - timedelta(days=6),
        day.starts_at - timedelta(hours=20),
    ):
        world.now = moment
        world.tick()
        world.tick()
    expected = {run.bertil.name: [1, 2], run.daavid.name: [1, 2], "Kaisa": [1, 2], "Anna": [], run.eeva.name: []}
    assert reminders(world, run) == expected
    world.now = day.starts_at + timedelta(minutes=1)
    world.tick()
    assert reminders(world, run) == expected


def test_after_a_pause_of_the_service_one_reminder_is_enough(session: Session, world: World) -> None:
    run = running(world)
    world.now = run.days[0].starts_at - timedelta(hours=5)
    world.tick()
    assert reminders(world, run)[run.bertil.name] == [2]


def test_a_day_that_moved_is_called_to_mind_anew(session: Session, world: World) -> None:
    run = running(world)
    day = run.days[0]
    world.now = day.starts_at - timedelta(days=3)
    world.tick()
    moves(world, run, day, starts_at=day.starts_at + timedelta(days=21))
    world.tick()
    assert len(reminders(world, run)[run.bertil.name]) == 1
    world.now = day.starts_at - timedelta(days=7)
    world.tick()
    world.now = day.starts_at - timedelta(days=1)
    world.tick()
    assert reminders(world, run)[run.bertil.name] == [1, 1, 2]
    # moved to so near that everybody just heard of it: no reminder on top
    moves(world, run, run.days[1], starts_at=world.now + timedelta(days=3))
    world.tick()
    assert reminders(world, run)[run.bertil.name] == [1, 1, 2]


def test_reminders_are_for_who_comes_to_a_round_that_runs(session: Session, world: World) -> None:
    run = running(world)
    day = run.days[0]
    attendance.tell_absence(session, run.bertil, day_id=day.id, why="Matkalla", now=world.now)
    world.now = day.starts_at - timedelta(days=7)
    world.tick()
    assert reminders(world, run)[run.bertil.name] == []
    assert reminders(world, run)[run.daavid.name] == [1]
    run.round.state = RoundState.OVER
    session.flush()
    world.now = day.starts_at - timedelta(days=1)
    world.tick()
    assert reminders(world, run)[run.daavid.name] == [1]


def test_the_reminders_are_settings(session: Session, world: World) -> None:
    run = running(world)
    world.now = run.days[0].starts_at - timedelta(days=10)
    world.tick(Timers(contact_day=(timedelta(days=10),)))
    assert reminders(world, run)[run.bertil.name] == [1]


# Attendance


def marks(sheet: attendance.Sheet) -> dict[str, bool | None]:
    return {one.name: one.present for one in sheet.people}


def test_attendance_is_one_tap_a_person_and_changeable(session: Session, world: World) -> None:
    run = running(world)
    day = run.days[0]
    with world.refuses(DayNotBegun):
        attendance.mark_rest_present(session, run.kaisa, day_id=day.id, now=world.now)
    attendance.tell_absence(session, run.carla, day_id=day.id, why="Flunssassa", now=world.now)
    world.now = day.starts_at
    sheet = attendance.mark_rest_present(session, run.kaisa, day_id=day.id, now=world.now)
    assert marks(sheet) == {run.bertil.name: True, run.carla.name: None, run.daavid.name: True}
    assert (sheet.present, sheet.unmarked) == (2, 0)
    by_name = {one.name: one.participant_id for one in sheet.people}
    for present in (False, False, True, False):
        sheet = attendance.mark(
            session, run.kaisa, day_id=day.id, participant_id=by_name[run.bertil.name], present=present, now=world.now
        )
        assert marks(sheet)[run.bertil.name] is present
    sheet = attendance.mark_rest_present(session, run.anna, day_id=day.id, now=world.now)
    assert marks(sheet)[run.bertil.name] is False, "what was marked stays"


def test_attendance_is_taken_by_who_runs_the_round_of_who_is_in_it(session: Session, world: World) -> None:
    run, strange = running(world), running(world)
    day = run.days[0]
    world.now = day.starts_at
    foreign = attendance.sheet(session, strange.kaisa, day_id=strange.days[0].id, now=world.now).people[0]
    with world.refuses(NotThere):
        attendance.mark(
            session, run.kaisa, day_id=day.id, participant_id=foreign.participant_id, present=True, now=world.now
        )
    for person in (run.bertil, strange.kaisa):
        with world.refuses(NotYours):
            attendance.sheet(session, person, day_id=day.id, now=world.now)
        with world.refuses(NotYours):
            attendance.mark_rest_present(session, person, day_id=day.id, now=world.now)


def test_who_left_stays_where_they_were_and_who_came_later_was_not_there(session: Session, world: World) -> None:
    run = running(world)
    first, second = run.days[:2]
    world.now = first.starts_at
    sheet = attendance.mark_rest_present(session, run.kaisa, day_id=first.id, now=world.now)
    carla = next(one.participant_id for one in sheet.people if one.name == run.carla.name)
    world.now = first.ends_at + timedelta(days=1)
    left = session.get_one(Participant, carla)
    left.left_at = world.now
    new = programme.colleague(world, run.bertil)
    programme.takes_part(world, run.place, new)
    names = [one.name for one in attendance.sheet(session, run.kaisa, day_id=first.id, now=world.now).people]
    assert run.carla.name in names
    assert new.name not in names
    names = [one.name for one in attendance.sheet(session, run.kaisa, day_id=second.id, now=world.now).people]
    assert run.carla.name not in names
    assert new.name in names


def test_absence_is_told_with_a_word_why_and_taken_back(session: Session, world: World) -> None:
    run = running(world)
    day = run.days[0]
    for bad, refusal in (("", TextMissing), ("x" * 201, TextTooLong)):
        with world.refuses(refusal):
            attendance.tell_absence(session, run.bertil, day_id=day.id, why=bad, now=world.now)
    for _twice in range(2):
        view = attendance.tell_absence(session, run.bertil, day_id=day.id, why="Matkalla", now=world.now)
        assert view.my_absence == "Matkalla"
    assert len(world.heard(run.kaisa, AbsenceTold)) == len(world.heard(run.anna, AbsenceTold)) == 1
    [notice] = world.heard(run.kaisa, AbsenceTold)
    assert isinstance(notice, AbsenceTold)
    told = attendance.told(session, run.kaisa, notice, now=world.now)
    assert told is not None
    assert told.why == "Matkalla"
    world.later(minutes=1)
    attendance.tell_absence(session, run.bertil, day_id=day.id, why=None, now=world.now)
    assert attendance.told(session, run.kaisa, notice, now=world.now) is None
    back = world.heard(run.kaisa, AbsenceTold)[-1]
    assert isinstance(back, AbsenceTold)
    told = attendance.told(session, run.kaisa, back, now=world.now)
    assert told is not None
    assert told.why is None
    world.now = day.ends_at
    with world.refuses(DayHasBegun):
        attendance.tell_absence(session, run.bertil, day_id=day.id, why="Unohdin", now=world.now)


def test_absence_is_told_by_who_takes_part(session: Session, world: World) -> None:
    run = running(world)
    for person in (run.kaisa, run.anna):
        with world.refuses(NotThere):
            attendance.tell_absence(session, person, day_id=run.days[0].id, why="Matkalla", now=world.now)
    with world.refuses(NotYours):
        attendance.tell_absence(session, run.eeva, day_id=run.days[0].id, why="Matkalla", now=world.now)
