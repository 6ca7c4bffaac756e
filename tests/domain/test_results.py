"""Reports, against a month counted by hand (tests/domain/a_month.py): the same on both databases."""

from datetime import date

import pytest
from sqlalchemy.orm import Session

from domain.refusals import NotThere
from domain.results import consent, dictionary, periods, scopes
from domain.results.figures import FIGURES, Name
from domain.results.periods import Period, Span
from domain.results.report import Report, hidden_cells, hours_rows, make, task_rows
from domain.results.scopes import Scope, Whose
from frame.texts import language
from models.assignment import Capacity
from models.follow import NotForMe
from models.group import GroupMember
from models.organisation import OrganisationMember
from models.vain import InVain, Vain
from screens.results import Drawing
from tests.domain.a_month import ZONE, Month, at
from writers import needed, pictures

OCTOBER = Period(Span.MONTH, date(2026, 10, 1), date(2026, 10, 31))
SERVICE = Scope(Whose.SERVICE, 0)


def report(session: Session, scope: Scope = SERVICE, period: Period = OCTOBER) -> Report:
    return make(session, scope, period, zone=ZONE, now=at(11, 2))


@pytest.mark.parametrize("what", pictures.NEEDS)
def test_a_picture_lacks_nothing_of_what_it_shows(session: Session, what: Drawing) -> None:
    Month(session)
    whole = report(session)
    found = make(session, SERVICE, OCTOBER, zone=ZONE, now=at(11, 2), parts=needed(what))
    fi = language("fi")
    shape = pictures.shape(found, what, fi)
    assert shape is not None
    assert shape == pictures.shape(whole, what, fi)
    assert pictures.in_words(found, what) == pictures.in_words(whole, what)
    assert (found.quotes, found.helpers) == ((), ())


def test_every_figure_of_the_month(session: Session) -> None:
    Month(session)
    found = report(session)
    assert found.now == {
        Name.ASKED: 17,  # 10 done, 4 open, 2 filled, 1 called off; not the one after midnight, not the draft
        Name.FILLED: 12,
        Name.DONE: 10,
        Name.DONE_OUTWARD: 8,
        Name.DONE_INTERNAL: 2,  # 3 and 8
        Name.UNMET: 5,
        Name.PEOPLE_ASKING: 10,  # all but 3 and 10
        Name.PEOPLE_HELPING: 9,  # 1 3 4 5 6 8 9 10 12
        Name.PEOPLE_BOTH: 7,  # 1 4 5 6 8 9 12
        Name.PEOPLE_NEW: 2,
        Name.PEOPLE_RETURNING: 10,
        Name.ORGANISATIONS_ASKING: 5,
        Name.ORGANISATIONS_HELPING: 5,
        Name.ORGANISATIONS_BOTH: 5,
        Name.ESTIMATED: 840,
        Name.USED: 825,
        Name.GIVEN: None,
        Name.RECEIVED: None,
        Name.OUTWARD: 735,
        Name.INTERNAL: 90,
        Name.FIRST_OFFER: 7 * 60,  # 1 h to 13 h
        Name.CHOICE: 8 * 60 + 30,  # 3 h to 14 h
        Name.OFFERED: 13 / 17,
        Name.ANSWERED: 14 / 15,  # one waits; one was taken back and counts not at all
        Name.SCORE_TASK: 4.0,
        Name.SCORE_SCHEDULE: 4.33,
        Name.SCORE_PROCESS: 4.0,
        Name.FEEDBACK: 3,  # the blind one and the skipped one count not at all
        Name.OUTCOME_ASKED: 3,
        Name.OUTCOME_ANSWERED: 3,
        Name.SOLVED: 1.0,
        Name.CAN_NOW: 1 / 3,
        Name.KNOWS_WHOM: 2 / 3,
        Name.QUESTIONS: 3,  # not the one of September, which ended in October
        Name.QUESTIONS_HELPED: 2,
        Name.QUESTIONS_UNMET: 1,
        Name.ADVISED: 15,
    }
    assert set(found.now) == set(FIGURES) == set(Name)


def test_the_month_before(session: Session) -> None:
    Month(session)
    before = report(session).before
    assert (before[Name.ASKED], before[Name.DONE], before[Name.USED], before[Name.UNMET]) == (11, 3, 180, 0)
    assert before[Name.SCORE_TASK] is None


def test_the_same_broken_down(session: Session) -> None:
    month = Month(session)
    found = report(session)
    assert [(one.category.id, one.tasks, one.estimated, one.used) for one in found.by_category] == [
        (1, 5, 360, 375),
        (2, 3, 210, 240),
        (3, 2, 270, 210),
    ]
    assert [(one.month, one.category.id, one.used) for one in found.by_month] == [
        (date(2026, 10, 1), 1, 375),
        (date(2026, 10, 1), 2, 240),
        (date(2026, 10, 1), 3, 210),
    ]
    # one elected person, and one who did not say: their minutes would be theirs alone
    assert {one.capacity: one.used for one in found.by_capacity} == {
        Capacity.VOLUNTEER: 555,
        Capacity.WORK_TIME: 165,
        Capacity.ELECTED: None,
        None: None,
    }
    assert {one.region: (one.tasks, one.used) for one in found.by_region} == {
        "pirkanmaa": (5, 525),
        "uusimaa": (None, None),
        "lappi": (None, None),
        None: (None, None),
    }
    assert [(one.question, one.category.id, one.town, one.region, one.why, one.count) for one in found.unmet] == [
        (False, 1, "Tampere", None, "nobody_offered", 3),
        (False, 2, None, "pirkanmaa", "nobody_chosen", None),  # the asker's region, where no town is said
        (False, 3, "Oulu", None, "called_off", None),
        (True, 1, None, "pirkanmaa", "no_answer", None),
    ]
    assert (found.helpers, found.other_helpers) == ((), 9)  # nobody said yet that reports may name them
    number = {organisation.id: number for number, organisation in month.organisations.items()}
    assert [(number[one.doer_id], number[one.requester_id], one.minutes) for one in found.network] == [
        (1, 3, 180),
        (2, 1, 165),
        (3, 1, 120),
        (4, 2, 75),
        (3, 2, 60),
        (5, 4, 60),
        (1, 2, 45),
    ]
    assert found.quotes == ("Nopea ja ystävällinen.",)
    assert [(one.month, one.answers, one.task) for one in found.feedback_by_month] == [(date(2026, 10, 1), 3, 4.0)]


def test_what_was_asked_in_vain_and_asked_again(session: Session) -> None:
    """A task that nobody took in October and that is open again: what was tried is in October's report."""
    month = Month(session)
    for number, applied in ((25, 0), (26, 0), (27, 2)):
        task = month.tasks[number]
        task.round = 2
        session.add(
            InVain(
                task_id=task.id, round=1, category_id=1, ended=Vain.EXPIRED, at=at(10, 14), told=4, asked=1,
                applied=applied, not_for={"time": 2, "skill": 1},
            )
        )  # fmt: skip
    expired = month.tasks[17]  # its own row counts it once, not twice
    session.add(
        InVain(
            task_id=expired.id, round=0, category_id=1, ended=Vain.EXPIRED, at=at(10, 12), told=1, asked=0,
            applied=0, not_for={"time": 1},
        )
    )  # fmt: skip
    session.flush()
    found = report(session)
    assert found.now[Name.UNMET] == 5 + 3
    assert [(one.category.id, one.town, one.region, one.why, one.count) for one in found.unmet if not one.question] == [
        (1, "Tampere", None, "nobody_offered", 3),
        (1, None, "pirkanmaa", "nobody_offered", None),  # two
        (1, None, "pirkanmaa", "nobody_chosen", None),
        (2, None, "pirkanmaa", "nobody_chosen", None),
        (3, "Oulu", None, "called_off", None),
    ]
    assert (found.tried.told, found.tried.asked) == (13, 3)
    assert found.tried.why_not == {NotForMe.SKILL: 3, NotForMe.TIME: 7}
    mine = report(session, Scope(Whose.ME, month.people[1].id))
    assert {one.count for one in mine.unmet} == {1, 2, 3}  # one's own are all shown


def test_who_helped_is_said_where_they_let_it(session: Session) -> None:
    month = Month(session)
    for number in (4, 6, 7):  # 7 helped nobody
        consent.let_name(session, month.people[number], yes=True, now=at(10, 1))
    found = report(session)
    assert (found.helpers, found.other_helpers) == (("Henkilö 4", "Henkilö 6"), 7)
    first = report(session, Scope(Whose.ORGANISATION, month.organisations[1].id))
    assert (first.helpers, first.other_helpers) == (("Henkilö 4", "Henkilö 6"), 3)  # and 1, 3, 5
    mine = report(session, Scope(Whose.ME, month.people[4].id))
    assert (mine.helpers, mine.other_helpers) == (("Henkilö 6",), 2)  # 1 and 8; one's own name is no news
    consent.let_name(session, month.people[6], yes=False, now=at(10, 2))
    assert report(session).helpers == ("Henkilö 4",)


@pytest.mark.parametrize(
    ("sizes", "hidden"),
    [
        ([9, 4, 1], [False, True, True]),  # the one could be worked out: the smallest goes with it
        ([9, 2, 1], [False, True, True]),
        ([9, 4], [False, False]),
        ([2], [True]),
        ([], []),
    ],
)
def test_no_hidden_cell_can_be_worked_out(sizes: list[int], hidden: list[bool]) -> None:
    assert hidden_cells(sizes, alone=False) == hidden
    assert hidden_cells(sizes, alone=True) == [False] * len(sizes)


def test_months_of_a_quarter_are_local(session: Session) -> None:
    Month(session)
    quarter = report(session, period=Period(Span.QUARTER, date(2026, 7, 1), date(2026, 9, 30)))
    assert [(one.month, one.used) for one in quarter.by_month] == [(date(2026, 9, 1), 180)]
    november = report(session, period=Period(Span.MONTH, date(2026, 11, 1), date(2026, 11, 30)))
    assert november.now[Name.ASKED] == 1  # half an hour after midnight in Helsinki, still October in UTC
    assert november.now[Name.FIRST_OFFER] is None


@pytest.mark.parametrize(
    ("whose", "number", "expected"),
    [
        (Whose.ME, 1, (5, 5, 510, 225, 285)),
        (Whose.ME, 3, (0, 1, 60, 60, 0)),
        (Whose.ORGANISATION, 1, (7, 6, 570, 285, 345)),
        (Whose.ORGANISATION, 5, (1, 2, 90, 90, 30)),
        (Whose.GROUP, 1, (2, 2, 135, None, None)),
    ],
)
def test_a_part_of_it(session: Session, whose: Whose, number: int, expected: tuple[int | None, ...]) -> None:
    """Asked, done, used, given, received."""
    month = Month(session)
    id = {
        Whose.ME: month.people[number].id,
        Whose.ORGANISATION: month.organisations[min(number, 5)].id,
        Whose.GROUP: month.group.id,
    }[whose]
    found = report(session, Scope(whose, id)).now
    wanted = (Name.ASKED, Name.DONE, Name.USED, Name.GIVEN, Name.RECEIVED)
    assert tuple(found[name] for name in wanted) == expected


def test_given_and_received_agree_over_all(session: Session) -> None:
    month = Month(session)
    mine = [report(session, Scope(Whose.ME, person.id)).now for person in month.people.values()]
    assert sum(int(one[Name.GIVEN] or 0) for one in mine) == sum(int(one[Name.RECEIVED] or 0) for one in mine) == 825


def test_rows_for_files(session: Session) -> None:
    month = Month(session)
    tasks = task_rows(session, SERVICE, OCTOBER, zone=ZONE)
    assert len(tasks) == 17
    ten = next(row for row in tasks if row.title == "Tehtävä 10")
    assert (ten.estimated, ten.used, ten.published) == (60, 75, date(2026, 10, 5))
    first = Scope(Whose.ORGANISATION, month.organisations[1].id)
    hours = hours_rows(session, first, OCTOBER, zone=ZONE)
    assert sum(row.used for row in hours) == 570
    # what others asked is none of its titles
    assert {row.capacity for row in hours} == {None}  # as what somebody helped is in their own file only
    own = hours_rows(session, Scope(Whose.ME, month.people[1].id), OCTOBER, zone=ZONE)
    assert Capacity.ELECTED in {row.capacity for row in own}
    assert {row.title for row in hours} == {"", *(f"Tehtävä {number}" for number in (1, 2, 3, 10))}


def test_nothing_of_others(session: Session) -> None:
    """Two months in one database that never met: nothing of one is in any report of the other."""
    ours, theirs = Month(session), Month(session, "MYRKKY ", 6_000_000)
    for scope in (
        Scope(Whose.ME, ours.people[1].id),
        Scope(Whose.GROUP, ours.group.id),
        Scope(Whose.ORGANISATION, ours.organisations[1].id),
    ):
        found = report(session, scope)
        files = (task_rows(session, scope, OCTOBER, zone=ZONE), hours_rows(session, scope, OCTOBER, zone=ZONE))
        assert "MYRKKY" not in repr((found, files))
    assert "MYRKKY" in repr(report(session, Scope(Whose.ORGANISATION, theirs.organisations[1].id)))


def test_nothing_of_nobody(session: Session) -> None:
    found = report(session)
    assert found.empty
    assert set(found.now.values()) == {0, None}


def test_whose_figures_one_may_see(session: Session) -> None:
    month = Month(session)
    anna, bertil = month.people[1], month.people[4]
    assert scopes.all_of(session, anna) == [Scope(Whose.ME, anna.id, anna.name)]
    session.add(
        OrganisationMember(
            organisation_id=month.organisations[1].id,
            person_id=anna.id,
            contact_person=True,
            joined_at=at(1, 1),
            confirmed_at=at(1, 1),
        )
    )
    session.add(GroupMember(group_id=month.group.id, person_id=anna.id, admin=True, joined_at=at(1, 1)))
    session.add(GroupMember(group_id=month.group.id, person_id=bertil.id, admin=False, joined_at=at(1, 1)))
    session.flush()
    mine = scopes.all_of(session, anna, operators=[anna.telegram_id])
    assert [scope.whose for scope in mine] == [Whose.ME, Whose.GROUP, Whose.ORGANISATION, Whose.SERVICE]
    for scope in mine:
        assert scopes.of(session, anna, scope.whose, scope.id, operators=[anna.telegram_id]) == scope
    assert scopes.of(session, bertil, Whose.ME, anna.id).id == bertil.id  # never somebody else's
    for whose, id in ((Whose.GROUP, month.group.id), (Whose.ORGANISATION, month.organisations[1].id)):
        with pytest.raises(NotThere):
            scopes.of(session, bertil, whose, id)
    with pytest.raises(NotThere):
        scopes.of(session, bertil, Whose.SERVICE, 0, operators=[anna.telegram_id])


@pytest.mark.parametrize(
    ("period", "before"),
    [
        (("m", "2026-11-01", "2026-11-22"), ("2026-10-01", "2026-10-22")),
        (("m", "2026-03-01", "2026-03-31"), ("2026-02-01", "2026-02-28")),  # whole with whole
        (("m", "2026-03-01", "2026-03-30"), ("2026-02-01", "2026-02-28")),
        (("q", "2026-01-01", "2026-02-15"), ("2025-10-01", "2025-11-15")),
        (("q", "2026-04-01", "2026-06-30"), ("2026-01-01", "2026-03-31")),
        (("y", "2026-01-01", "2026-11-22"), ("2025-01-01", "2025-11-22")),
        (("y", "2024-01-01", "2024-02-29"), ("2023-01-01", "2023-02-28")),
        (("d", "2026-11-10", "2026-11-12"), ("2026-11-07", "2026-11-09")),
    ],
)
def test_the_period_before(period: tuple[str, str, str], before: tuple[str, str]) -> None:
    first, last = map(date.fromisoformat, period[1:])
    found = Period(Span(period[0]), first, last).before()
    assert (str(found.first), str(found.last)) == before


def test_periods_by_the_calendar() -> None:
    today = date(2026, 11, 22)
    assert periods.of(Span.QUARTER, today, today) == Period(Span.QUARTER, date(2026, 10, 1), today)
    assert periods.of(Span.YEAR, date(2025, 5, 5), today) == Period(Span.YEAR, date(2025, 1, 1), date(2025, 12, 31))
    month = periods.of(Span.MONTH, today, today)
    assert month.after(today) is None
    earlier = month.whole_before()
    assert earlier == OCTOBER
    assert earlier.after(today) == month
    assert periods.between(date(2026, 5, 2), date(2026, 5, 1)).days == 2
    with pytest.raises(ValueError, match="no period"):
        periods.between(date(1999, 1, 1), date(2026, 1, 1))
    assert OCTOBER.bounds(ZONE) == (at(10, 1, 0), at(11, 1, 0))


@pytest.mark.parametrize(
    ("first", "last", "expected"),
    [
        (date(2026, 1, 1), date(2026, 12, 31), (12, 1, date(2026, 1, 1))),
        (date(2025, 2, 10), date(2026, 11, 22), (8, 3, date(2025, 1, 1))),  # quarters, from the whole first one on
        (date(2021, 12, 1), date(2026, 11, 20), (6, 12, date(2021, 1, 1))),
        (date(2026, 10, 1), date(2026, 10, 31), (1, 1, date(2026, 10, 1))),
    ],
)
def test_a_picture_over_time_has_room_for_its_steps(first: date, last: date, expected: tuple[int, int, date]) -> None:
    found = periods.steps(Period(Span.DATES, first, last))
    assert (len(found), found[0].months, found[0].first) == expected


def test_feedback_of_few_counts_in_a_longer_step(session: Session) -> None:
    """A month of too few answers shows nothing; the year that it is a part of counts it."""
    Month(session)
    year = report(session, period=Period(Span.DATES, date(2023, 1, 1), date(2026, 12, 31)))
    assert [(one.month, one.answers, one.task) for one in year.feedback_by_step] == [(date(2026, 1, 1), 3, 4.0)]


def test_the_data_dictionary_is_up_to_date() -> None:
    assert dictionary.FILE.read_text(encoding="utf-8") == dictionary.document(), "run: make figures"
