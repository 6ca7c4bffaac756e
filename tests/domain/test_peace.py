"""The one gate for what the bot says by itself: every switch with every kind of notice, and what really arrives."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy.orm import Session

from domain import absences, peace
from domain.feasts import public_holidays
from domain.notices import ApprovedByItself, FeedbackAsked, NoApplicants, Notice, OtherIsAway, StillWaiting, tell
from domain.peace import Turn, WishesView, turn
from domain.quiet import QuietHours, QuietWeeks, Rules
from domain.refusals import InThePast, NotThere
from frame.texts import language, n_
from handlers import ROUTES
from models.assignment import Assignment, AssignmentState
from models.peace import Hearing, NewsDays
from models.task import Task, TaskState
from tests.domain.postman import Postman, to
from tests.domain.world import World

HELSINKI = ZoneInfo("Europe/Helsinki")
DEED, PROGRESS, REMINDER, NEWS = "deed", "progress", "reminder", "news"
REMINDERS = {
    "AdviceReminder",
    "ApplicantsWait",
    "ChooseByReached",
    "ExpiresSoon",
    "FeedbackAsked",
    "NoApplicants",
    "NudgeApproval",
    "OutcomeAsked",
    "OfferHolds",
    "OfferPaused",
    "StillWaiting",
    "WasItDone",
    # of the programme
    "DayFeedbackWanted",
    "DraftWaits",
    "MeasureDue",
    "RatingWanted",
}
OUTCOMES = {
    "AdviceUnmet",
    "ApprovedByItself",
    "ChosenByClock",
    "ConfirmSoon",
    "DisputeLapsed",
    "FeedbackWindowClosed",
    "NotReported",
    "OfferLapsed",
    "TaskExpired",
    "ThankedByClock",
    # of the programme
    "AnswerAwaited",
    "CallOpenedFirst",
    "DayComes",
    "NothingHappened",
    "PlaceCameFree",
    "RoundEnded",
    "RoundOver",
    "RoundPlaceLapsed",
    "SparringComes",
    "WorkDue",
}
"""By the clock, of a matter in progress. Who makes a notice of the clock's puts it here or above."""

TOLD_OF = {"AdviceWanted", "CallOpened", "TaskForYou", "TasksForYou"}


def sort_of(kind: type[Notice]) -> str:
    name = kind.__name__
    return PROGRESS if name in OUTCOMES else REMINDER if name in REMINDERS else NEWS if name in TOLD_OF else DEED


def at(day: int, hour: int, month: int = 11, year: int = 2026) -> datetime:
    return datetime(year, month, day, hour, tzinfo=HELSINKI).astimezone(UTC)


MONDAY, NIGHT, SATURDAY, SUNDAY = at(23, 12), at(23, 23), at(28, 12), at(29, 12)
ASCENSION = at(6, 12, 5, 2027)  # a Thursday
PLAIN, RULES = WishesView(), Rules()
NEVER = None

SWITCHES: dict[str, tuple[datetime, WishesView, Rules, dict[str, datetime | None]]] = {
    # the moment, the wishes, the instance's rules; when it goes, where that is not at once
    "by day": (MONDAY, PLAIN, RULES, {}),
    "at night": (NIGHT, PLAIN, RULES, dict.fromkeys((PROGRESS, REMINDER, NEWS), at(24, 9))),
    "at night, the night being another": (NIGHT, replace(PLAIN, quiet=QuietHours(0, 6)), RULES, {}),
    "at night, without quiet hours": (NIGHT, PLAIN, Rules(hours=QuietHours(0, 0)), {}),
    "in the evening, quiet from six on": (
        at(23, 19),
        replace(PLAIN, quiet=QuietHours(18, 10)),
        RULES,
        dict.fromkeys((PROGRESS, REMINDER, NEWS), at(24, 10)),
    ),
    "on Saturday": (SATURDAY, PLAIN, RULES, {}),
    "on Saturday, weekdays only": (SATURDAY, replace(PLAIN, days=NewsDays.WORKDAYS), RULES, {NEWS: at(30, 9)}),
    "on Sunday": (SUNDAY, PLAIN, RULES, {NEWS: at(30, 9)}),
    "on a public holiday": (ASCENSION, PLAIN, RULES, {NEWS: at(7, 9, 5, 2027)}),
    "on a public holiday, which does not count": (ASCENSION, PLAIN, Rules(holidays=""), {}),
    "no news": (MONDAY, replace(PLAIN, news=Hearing.NEVER), RULES, {NEWS: NEVER}),
    "no reminders": (MONDAY, replace(PLAIN, reminders=Hearing.NEVER), RULES, {REMINDER: NEVER}),
    "news once a day": (MONDAY, replace(PLAIN, news=Hearing.DAILY), RULES, {NEWS: at(24, 9)}),
    "reminders once a day": (MONDAY, replace(PLAIN, reminders=Hearing.DAILY), RULES, {REMINDER: at(24, 9)}),
    "three came today": (
        MONDAY,
        replace(PLAIN, told=(date(2026, 11, 23), 3)),
        RULES,
        dict.fromkeys((REMINDER, NEWS), at(24, 9)),
    ),
    "three came today, without a limit": (MONDAY, replace(PLAIN, told=(date(2026, 11, 23), 3)), Rules(most=0), {}),
    "three came yesterday": (MONDAY, replace(PLAIN, told=(date(2026, 11, 22), 3)), RULES, {}),
    "away": (
        MONDAY,
        replace(PLAIN, away_until=at(27, 0)),
        RULES,
        dict.fromkeys((PROGRESS, REMINDER, NEWS), at(27, 9)),
    ),
    "away until Sunday": (
        MONDAY,
        replace(PLAIN, away_until=at(29, 0)),
        RULES,
        {PROGRESS: at(29, 9), REMINDER: at(29, 9), NEWS: at(30, 9)},
    ),
    "back": (MONDAY, replace(PLAIN, away_until=at(22, 0)), RULES, {}),
    "in quiet weeks": (
        MONDAY,
        PLAIN,
        Rules(weeks=(QuietWeeks.parse("11-20/11-30"),)),
        dict.fromkeys((REMINDER, NEWS), at(1, 9, 12)),
    ),
    "in quiet weeks over the new year": (
        at(28, 12, 12),
        PLAIN,
        Rules(weeks=(QuietWeeks.parse("12-20/01-06"),)),
        dict.fromkeys((REMINDER, NEWS), at(7, 9, 1, 2027)),
    ),
}


@pytest.mark.parametrize("name", sorted(kind.__name__ for kind in ROUTES.notices))
@pytest.mark.parametrize("switch", SWITCHES)
def test_a_switch_and_a_notice(switch: str, name: str) -> None:
    now, wishes, rules, expected = SWITCHES[switch]
    kind = Notice.kinds[name]
    given = turn(kind, wishes, rules, HELSINKI, now)
    assert given.at == expected.get(sort_of(kind), now)
    quiet = (wishes.quiet or rules.hours).over_at(now, HELSINKI) is not None
    assert given.silently is (sort_of(kind) == DEED and quiet), "what a person did comes at night, without a sound"


def test_every_notice_is_of_one_sort() -> None:
    for kind in Notice.kinds.values():
        sort = sort_of(kind)
        assert (kind.by_clock, kind.reminder, kind.news) == (sort != DEED, sort == REMINDER, sort == NEWS), kind


def test_once_a_day_is_in_the_morning_for_which_it_has_waited() -> None:
    daily = replace(PLAIN, reminders=Hearing.DAILY)
    morning = at(24, 9)
    assert turn(NoApplicants, daily, RULES, HELSINKI, morning, waited=True) == Turn(morning)
    assert turn(NoApplicants, daily, RULES, HELSINKI, at(23, 3)) == Turn(at(23, 9)), "this morning's"


def test_what_is_about_to_happen_is_told_before_it() -> None:
    tonight = at(24, 6)
    assert turn(NoApplicants, PLAIN, RULES, HELSINKI, NIGHT, happens_at=tonight) == Turn(NIGHT, silently=True)
    assert turn(NoApplicants, PLAIN, RULES, HELSINKI, NIGHT, happens_at=at(24, 10)) == Turn(at(24, 9))
    assert turn(NoApplicants, PLAIN, RULES, HELSINKI, NIGHT, happens_at=at(23, 22)) == Turn(at(24, 9)), "it is over"
    away = replace(PLAIN, away_until=at(27, 0))
    assert turn(NoApplicants, away, RULES, HELSINKI, NIGHT, happens_at=tonight) == Turn(at(27, 9))


@pytest.mark.parametrize(
    ("now", "morning"),
    [
        (at(24, 23, 10), datetime(2026, 10, 25, 7, tzinfo=UTC)),  # the clocks go back in this night
        (at(27, 23, 3, 2027), datetime(2027, 3, 28, 6, tzinfo=UTC)),  # and forward in this one
    ],
)
def test_nine_is_nine_when_the_clocks_change(now: datetime, morning: datetime) -> None:
    assert turn(NoApplicants, PLAIN, RULES, HELSINKI, now) == Turn(morning)


def test_public_holidays_are_computed() -> None:
    assert {date(2027, 3, 26), date(2027, 3, 29), date(2027, 5, 6), date(2027, 6, 26)} <= public_holidays("FI", 2027)
    assert date(2027, 6, 24) not in public_holidays("FI", 2027)


# What really arrives

WAITED = n_("<b>{count} message waited for you:</b>", "<b>{count} messages waited for you:</b>", 5)


def test_a_night_is_one_message_in_the_morning(session: Session, world: World) -> None:
    anna, postman = world.person("Anna"), Postman(world)
    tasks = [world.task(anna, title=f"Task {number}") for number in range(5)]
    world.now = NIGHT
    for task in tasks:
        tell(session, anna.id, NoApplicants(task.id, 0), now=world.now)
    assert postman.delivers() == []
    world.later(hours=10)
    letters = postman.delivers()
    assert [letter.notice for letter in letters] == [NoApplicants(task.id, 0) for task in tasks]
    shown = letters[0].screen
    assert all(letter.screen is shown for letter in letters), "one message"
    assert str(language("fi").html(WAITED)) in shown.text
    assert all(f"Task {number}" in shown.text for number in range(5))
    data = [key["callback_data"] for row in shown.keyboard for key in row]
    assert f"+task:{tasks[3].id}" in data, "the rest of it stays when one of them is opened"
    assert data[-1] == "+sets"
    assert peace.of(session, anna.id).told_on(date(2026, 11, 24)) == 1


def test_three_in_a_day_and_the_rest_together_in_the_morning(session: Session, world: World) -> None:
    anna, postman = world.person("Anna"), Postman(world)
    tasks = [world.task(anna) for _number in range(6)]
    for task in tasks:
        tell(session, anna.id, NoApplicants(task.id, 0), now=world.now)
        postman.delivers()
    assert len(postman.letters) == 3
    bertil = world.person("Bertil")
    work = world.approved(anna, bertil, tasks[0])
    tell(session, anna.id, ApprovedByItself(work.id), now=world.now)
    assert ApprovedByItself(work.id) in to(session, postman.delivers(), anna), "what is agreed is no news"
    world.later(days=1)
    letters = [letter for letter in postman.delivers() if isinstance(letter.notice, NoApplicants)]
    assert [letter.notice for letter in letters] == [NoApplicants(task.id, 0) for task in tasks[3:]]
    assert len({id(letter.screen) for letter in letters}) == 1


def test_one_that_is_over_leaves_the_others(session: Session, world: World) -> None:
    anna, bertil, postman = world.person("Anna"), world.person("Bertil"), Postman(world)
    first, second = world.task(anna), world.task(anna)
    world.now = NIGHT
    for task in (first, second):
        tell(session, anna.id, NoApplicants(task.id, 0), now=world.now)
    postman.delivers()
    world.application(bertil, first)
    world.later(hours=10)
    reminded = [letter for letter in postman.delivers() if isinstance(letter.notice, NoApplicants)]
    assert [letter.notice for letter in reminded] == [NoApplicants(second.id, 0)]
    assert "(1)" not in reminded[0].screen.text


def test_nobody_who_wants_none_is_reminded(session: Session, world: World) -> None:
    anna, postman = world.person("Anna"), Postman(world)
    peace.hear(session, anna, reminders=Hearing.NEVER, now=world.now)
    tell(session, anna.id, NoApplicants(world.task(anna).id, 0), now=world.now)
    assert postman.delivers() == []
    world.later(days=3)
    assert postman.delivers() == []


def test_a_reminder_has_the_way_to_fewer(session: Session, world: World) -> None:
    anna, bertil, postman = world.person("Anna"), world.person("Bertil"), Postman(world)
    own = world.application(bertil, world.task(anna))
    tell(session, bertil.id, StillWaiting(own.id, 0), now=world.now)
    told = {type(letter.notice): letter.screen for letter in postman.delivers()}
    assert told[StillWaiting].keyboard[-1][0]["callback_data"] == "+sets"
    others = [screen for kind, screen in told.items() if kind is not StillWaiting]
    assert others, "the requester heard of the application"
    assert all(key["callback_data"] != "+sets" for screen in others for row in screen.keyboard for key in row)


# Away


def test_the_clock_waits_for_who_is_away(session: Session, world: World) -> None:
    anna, bertil = world.person("Anna"), world.person("Bertil")
    work = world.offered(anna, bertil, world.task(anna))
    back = world.now.date() + timedelta(days=10)
    peace.go_away(session, bertil, until=back, zone=HELSINKI, now=world.now)
    assert peace.away_until(session, bertil.id, zone=HELSINKI, now=world.now) == back
    world.later(days=9)
    world.tick()
    assert session.get_one(Assignment, work.id).state is AssignmentState.OFFERED, "he cannot know of it"
    world.later(days=2)
    world.tick()
    assert session.get_one(Assignment, work.id).state is AssignmentState.OFFERED
    assert peace.away_until(session, bertil.id, zone=HELSINKI, now=world.now) is None
    world.later(days=2)
    world.tick()
    session.expire_all()
    assert session.get_one(Assignment, work.id).state is AssignmentState.RELEASED, "two days after he was here again"


def test_a_task_does_not_expire_behind_ones_back(session: Session, world: World) -> None:
    anna = world.person("Anna")
    task = world.task(anna)
    world.later(days=20)
    peace.go_away(session, anna, until=world.now.date() + timedelta(days=30), zone=HELSINKI, now=world.now)
    world.later(days=29)
    world.tick()
    assert session.get_one(Task, task.id).state is TaskState.OPEN
    peace.come_back(session, anna, now=world.now)
    world.later(days=1)
    world.tick()
    assert session.get_one(Task, task.id).state is TaskState.OPEN, "two days to renew it"
    world.later(days=1, minutes=1)
    world.tick()
    session.expire_all()
    assert session.get_one(Task, task.id).state is TaskState.EXPIRED


def test_wishes_that_cannot_be(session: Session, world: World) -> None:
    anna = world.person("Anna")
    with world.refuses(NotThere):
        peace.hear(session, anna, quiet="0-23", now=world.now)
    for days in (0, -3, 400):
        with world.refuses(InThePast):
            until = world.now.date() + timedelta(days=days)
            peace.go_away(session, anna, until=until, zone=HELSINKI, now=world.now)
    assert peace.come_back(session, anna, now=world.now) == WishesView()
    peace.hear(session, anna, quiet="22-7", now=world.now)
    assert peace.hear(session, anna, news=Hearing.DAILY, now=world.now).quiet == QuietHours(22, 7)


def test_feedback_is_not_asked_of_who_is_away(session: Session, world: World) -> None:
    anna, bertil = world.person("Anna"), world.person("Bertil")
    peace.go_away(session, bertil, until=world.now.date() + timedelta(days=3), zone=HELSINKI, now=world.now)
    world.approved(anna, bertil, world.task(anna))
    world.later(hours=2)
    world.tick()
    assert len(world.heard(anna, FeedbackAsked)) == 1
    assert world.heard(bertil, FeedbackAsked) == []
    world.later(days=3)
    world.tick()
    assert len(world.heard(bertil, FeedbackAsked)) == 1


def test_quiet_hours_are_those_of_where_one_lives(session: Session, world: World) -> None:
    anna, bertil, postman = world.person("Anna"), world.person("Bertil"), Postman(world)
    peace.live_in(session, bertil, zone="America/New_York", now=world.now)
    with world.refuses(NotThere):
        peace.live_in(session, anna, zone="Europe/Nowhere", now=world.now)
    world.now = at(23, 23)  # four in the afternoon in New York
    for person in (anna, bertil):
        tell(session, person.id, NoApplicants(world.task(person).id, 0), now=world.now)
    letters = postman.delivers()
    assert len(to(session, letters, bertil)) == 1
    assert to(session, letters, anna) == []
    world.now = at(24, 9)  # two at night there
    tell(session, bertil.id, NoApplicants(world.task(bertil).id, 0), now=world.now)
    letters = postman.delivers()
    assert len(to(session, letters, anna)) == 1
    assert to(session, letters, bertil) == []


def test_those_who_wait_hear_who_is_away(session: Session, world: World) -> None:
    anna, bertil, carla, dora, erik = (world.person(name) for name in ("Anna", "Bertil", "Carla", "Dora", "Erik"))
    world.chosen(anna, bertil, world.task(anna))
    world.application(carla, world.task(anna))
    world.chosen(dora, anna, world.task(dora))
    world.application(anna, world.task(erik))
    until = world.now.date() + timedelta(days=7)
    absences.begin(session, anna, until=until, zone=HELSINKI, now=world.now)
    back = datetime(2026, 11, 30, tzinfo=HELSINKI)
    for person, times in ((bertil, 1), (carla, 1), (dora, 1), (erik, 0), (anna, 0)):
        assert len(world.heard(person, OtherIsAway)) == times, person.name
    told = world.heard(carla, OtherIsAway)[0]
    assert isinstance(told, OtherIsAway)
    assert absences.other_is_away(session, carla, told) == ("Anna", back)
    peace.come_back(session, anna, now=world.now)
    assert absences.other_is_away(session, carla, told) is None, "she is here"
