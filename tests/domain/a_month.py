"""A month of twelve people, five organisations and thirty tasks, small enough to count by hand.

October 2026, in Helsinki: summer time ends on the 25th, so its last midnight is at 22:00 UTC.
"""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any, TypeVar
from zoneinfo import ZoneInfo

from sqlalchemy.orm import Session

from models.advice import Advice, AdviceState, UnmetReason
from models.application import Application, ApplicationState
from models.assignment import Assignment, AssignmentState, Capacity
from models.base import Base
from models.feedback import Feedback
from models.group import Group
from models.ledger import LedgerEntry
from models.organisation import Organisation
from models.outcome import TaskOutcome, Yes
from models.person import Person
from models.task import Audience, Task, TaskState

T = TypeVar("T", bound=Base)

ZONE = ZoneInfo("Europe/Helsinki")
WORK, FREE, ELECTED = Capacity.WORK_TIME, Capacity.VOLUNTEER, Capacity.ELECTED

ORGANISATIONS = {1: "pirkanmaa", 2: "uusimaa", 3: "pirkanmaa", 4: "lappi", 5: None}
PEOPLE = {1: 1, 2: 1, 3: 1, 4: 2, 5: 2, 6: 3, 7: 3, 8: 4, 9: 5, 10: 5, 11: None, 12: None}
"""Each person's organisation."""
NEW = (11, 12)
"""They came in October."""


def at(month: int, day: int, hour: int = 9, minute: int = 0) -> datetime:
    """An instant of 2026, by the clock in Helsinki."""
    return datetime(2026, month, day, hour, minute, tzinfo=ZONE).astimezone(UTC)


@dataclass(frozen=True)
class Done:
    """A task that was done in October: the doer applied `hours` after it was published, and was chosen 2 h later."""

    number: int
    requester: int
    category: int
    estimated: int
    hours: int
    doers: tuple[tuple[int, int, Capacity | None], ...]  # who, minutes used, as what
    extra: int = 0  # minutes agreed on later


DONE = (
    Done(1, 1, 1, 60, 1, ((4, 90, FREE),)),
    Done(2, 1, 1, 120, 2, ((6, 120, FREE),)),
    Done(3, 2, 2, 60, 3, ((3, 60, WORK),)),  # inside one organisation
    Done(4, 4, 2, 30, 4, ((1, 45, ELECTED),)),
    Done(5, 6, 3, 240, 5, ((1, 180, FREE),)),
    Done(6, 8, 1, 60, 6, ((9, 60, None),)),
    Done(7, 11, 1, 60, 7, ((12, 30, FREE),)),  # between private people
    Done(8, 9, 3, 30, 8, ((10, 30, WORK),)),  # inside one organisation
    Done(9, 4, 2, 60, 9, ((6, 60, FREE), (8, 75, FREE))),  # two places
    Done(10, 1, 1, 60, 10, ((5, 60, WORK),), extra=15),
)
ASKED = {11: 1, 12: 1, 13: 5, 14: 5}
"""Published in October and still open, by requester; 11 has an application that waits."""
FILLED = {15: (2, 11), 16: (12, 12)}
"""Somebody is chosen; requester, and hours until the application."""
EXPIRED = {17: ("Tampere", 1), 18: ("Tampere", 1), 19: ("Tampere", 1), 20: (None, 2)}
"""Published in September, expired in October; 20 had an application."""
CALLED_OFF = 21
SEPTEMBER_DONE = (22, 23, 24)
SEPTEMBER_OPEN = (25, 26, 27, 28)
AFTER_MIDNIGHT = 29
"""Published half an hour after October ended in Helsinki, which is October still in UTC."""
DRAFT = 30
IN_GROUP = (1, 4)
"""Asked of the group."""


class Month:
    """The rows, by the numbers above."""

    def __init__(self, session: Session, name: str = "", first_id: int = 5_000_000) -> None:
        """`name` goes into every word that anybody wrote; Telegram's ids are counted from `first_id`."""
        self.session = session
        self.first_id = first_id
        self.name = name
        self.organisations = {
            number: self._add(
                Organisation(
                    name=f"{name}Järjestö {number}",
                    name_folded=f"jarjesto {number}",
                    region=region,
                    added_by_id=1,
                    added_at=at(1, 1),
                    confirmed_at=at(1, 1),
                )
            )
            for number, region in ORGANISATIONS.items()
        }
        self.people = {number: self._person(number) for number in PEOPLE}
        self.group = self._add(Group(name=f"{name}Naapurit", created_by_id=self.people[1].id, created_at=at(1, 1)))
        self.tasks: dict[int, Task] = {}
        self._fill()
        session.flush()

    def _add(self, row: T) -> T:
        self.session.add(row)
        self.session.flush()
        return row

    def _person(self, number: int) -> Person:
        organisation = PEOPLE[number]
        return self._add(
            Person(
                telegram_id=self.first_id + number,
                name=f"{self.name}Henkilö {number}",
                language="fi",
                created_at=at(1, 1),
                registered_at=at(10, 3) if number in NEW else at(1, 1),
                organisation_id=self.organisations[organisation].id if organisation else None,
            )
        )

    def _fill(self) -> None:
        for done in DONE:
            task = self._task(done.number, done.requester, at(10, 5), TaskState.OVER, category=done.category,
                              minutes=done.estimated, places=len(done.doers), taken=len(done.doers))  # fmt: skip
            for place, (doer, minutes, capacity) in enumerate(done.doers):
                applied = at(10, 5) + timedelta(hours=done.hours + place)
                assignment = self._chosen(task, doer, applied, AssignmentState.APPROVED)
                first = self._entry(task, assignment, done.estimated, minutes, capacity, at(10, 20))
                if done.extra:
                    self._entry(task, assignment, 0, done.extra, capacity, at(10, 28), corrects=first)
        for number, requester in ASKED.items():
            self._task(number, requester, at(10, 6), TaskState.OPEN)
        self._applied(self.tasks[11], 4, at(10, 6) + timedelta(hours=13), ApplicationState.SENT)
        for number, (requester, hours) in FILLED.items():
            task = self._task(number, requester, at(10, 7), TaskState.FULL, taken=1)
            self._chosen(task, 8, at(10, 7) + timedelta(hours=hours), AssignmentState.AGREED)
        for number, (town, category) in EXPIRED.items():
            self._task(number, 1, at(9, 2), TaskState.EXPIRED, category=category, town=town, ended=at(10, 12))
        self._applied(self.tasks[20], 5, at(9, 4), ApplicationState.LAPSED)
        self._task(CALLED_OFF, 7, at(10, 8), TaskState.CANCELLED, category=3, town="Oulu", ended=at(10, 9))
        for number in SEPTEMBER_DONE:
            task = self._task(number, 1, at(9, 1), TaskState.OVER, taken=1, ended=at(9, 10))
            assignment = self._chosen(task, 4, at(9, 1, 10), AssignmentState.APPROVED)
            self._entry(task, assignment, 60, 60, FREE, at(9, 10))
        for number in SEPTEMBER_OPEN:
            self._task(number, 1, at(9, 15), TaskState.OPEN)
        self._task(AFTER_MIDNIGHT, 1, at(11, 1, 0, 30), TaskState.OPEN)
        self._task(DRAFT, 1, None, TaskState.DRAFT)
        self._applied(self.tasks[2], 5, at(10, 5, 12), ApplicationState.DECLINED)
        self._applied(self.tasks[3], 4, at(10, 5, 13), ApplicationState.WITHDRAWN)
        self._ask()
        self._say()

    def _ask(self) -> None:
        """Questions: two that got help, one that nobody could help with, one that waits; one of September."""
        for asked, state, minutes in (
            (at(10, 2), AdviceState.HELPED, 15),
            (at(10, 3), AdviceState.HELPED, None),
            (at(9, 29), AdviceState.UNMET, None),
            (at(10, 31, 23, 30), AdviceState.ASKED, None),
        ):
            open_ = state is AdviceState.ASKED
            self._add(
                Advice(
                    asker_id=self.people[1].id,
                    organisation_id=self._organisation(1),
                    category_id=1,
                    question="Mistä?",
                    state=state,
                    asked_at=asked,
                    waits_since=asked,
                    ended_at=None if open_ else at(10, 4),
                    helper_id=self.people[4].id if state is AdviceState.HELPED else None,
                    unmet_reason=UnmetReason.NO_ANSWER if state is AdviceState.UNMET else None,
                    minutes=minutes,
                )
            )

    def _say(self) -> None:
        """Feedback and answers of a month after."""
        self._feedback(1, 1, 4, (5, 4, 3), f"{self.name}Nopea ja ystävällinen.", quotable=True)
        self._feedback(1, 4, 1, (4, 4, 4), f"{self.name}Vain meille kahdelle.")
        self._feedback(2, 1, 6, (3, 5, 5), "", quotable=True)
        self._feedback(3, 2, 3, (1, 1, 1), f"{self.name}Vielä sokkona.", quotable=True, revealed=False)
        self._feedback(4, 4, 1, None, "")
        answers = {22: (Yes.YES, Yes.YES, Yes.YES), 23: (Yes.YES, Yes.PARTLY, Yes.YES), 24: (Yes.YES, Yes.NO, Yes.NO)}
        for number, (solved, can, knows) in answers.items():
            self._add(
                TaskOutcome(
                    task_id=self.tasks[number].id,
                    requester_id=self.people[1].id,
                    asked_at=at(10, 11),
                    solved=solved,
                    can_myself=can,
                    knows_whom=knows,
                    answered_at=at(10, 11, 12),
                )
            )

    def _organisation(self, person: int) -> int | None:
        number = PEOPLE[person]
        return self.organisations[number].id if number else None

    def _task(self, number: int, requester: int, published: datetime | None, state: TaskState, *, category: int = 1,
              minutes: int = 60, places: int = 1, taken: int = 0, town: str | None = None,
              ended: datetime | None = None) -> Task:  # fmt: skip
        in_group = number in IN_GROUP
        self.tasks[number] = self._add(
            Task(
                requester_id=self.people[requester].id,
                organisation_id=self._organisation(requester),
                category_id=category,
                title=f"{self.name}Tehtävä {number}",
                description=f"{self.name}Kuvaus",
                minutes=minutes,
                places=places,
                places_taken=taken,
                remote=town is None,
                town=town,
                audience=Audience.GROUP if in_group else Audience.EVERYBODY,
                group_id=self.group.id if in_group else None,
                state=state,
                created_at=published or at(10, 1),
                published_at=published,
                ended_at=ended,
                cancel_reason=f"{self.name}Ei tarvita" if state is TaskState.CANCELLED else None,
            )
        )
        return self.tasks[number]

    def _applied(self, task: Task, doer: int, sent: datetime, state: ApplicationState) -> Application:
        return self._add(
            Application(
                task_id=task.id,
                doer_id=self.people[doer].id,
                organisation_id=self._organisation(doer),
                text=f"{self.name}Voin auttaa.",
                state=state,
                sent_at=sent,
            )
        )

    def _chosen(self, task: Task, doer: int, applied: datetime, state: AssignmentState) -> Assignment:
        application = self._applied(task, doer, applied, ApplicationState.CHOSEN)
        return self._add(
            Assignment(
                task_id=task.id,
                application_id=application.id,
                doer_id=self.people[doer].id,
                organisation_id=self._organisation(doer),
                state=state,
                offered_at=applied + timedelta(hours=2),
            )
        )

    def _entry(self, task: Task, assignment: Assignment, estimated: int, used: int, capacity: Capacity | None,
               entered: datetime, corrects: LedgerEntry | None = None) -> LedgerEntry:  # fmt: skip
        more: dict[str, Any] = {"corrects_id": corrects.id, "reason": "Lisää aikaa"} if corrects else {}
        return self._add(
            LedgerEntry(
                assignment_id=assignment.id,
                doer_id=assignment.doer_id,
                doer_organisation_id=assignment.organisation_id,
                requester_id=task.requester_id,
                requester_organisation_id=task.organisation_id,
                category_id=task.category_id,
                minutes_estimated=estimated,
                minutes_used=used,
                capacity=capacity,
                entered_at=entered,
                **more,
            )
        )

    def _feedback(self, number: int, author: int, about: int, scores: tuple[int, int, int] | None, comment: str, *,
                  quotable: bool = False, revealed: bool = True) -> None:  # fmt: skip
        task = self.tasks[number]
        assignment = next(
            row for row in self.session.query(Assignment).filter_by(task_id=task.id).order_by(Assignment.id)
        )
        given = dict(zip(("task_score", "schedule_score", "process_score"), scores or (), strict=False))
        self._add(
            Feedback(
                assignment_id=assignment.id,
                author_id=self.people[author].id,
                about_id=self.people[about].id,
                opened_at=at(10, 20),
                comment=comment,
                quotable=quotable,
                given_at=at(10, 21) if scores else None,
                skipped_at=None if scores else at(10, 21),
                revealed_at=at(10, 22) if revealed else None,
                **given,
            )
        )
