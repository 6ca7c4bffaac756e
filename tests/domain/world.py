"""A small world for domain tests: people, groups, tasks, and a clock that is moved by hand."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from typing import Any, TypeVar, overload

from sqlalchemy import select
from sqlalchemy.orm import Session

from domain import (
    advice,
    applications,
    assignments,
    clock,
    groups,
    joincodes,
    joining,
    messages,
    people,
    places,
    tasks,
)
from domain.advice import AdviceView
from domain.messages import Content
from domain.notices import Notice
from domain.refusals import Refusal
from domain.tasks import NewTask
from domain.timers import Timers
from domain.views import AssignmentView, GroupView, TaskView
from models.application import Application
from models.conversation import Kind
from models.outbox import OutboxMessage
from models.person import Person
from models.task import Audience

START = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
SECRET = b"a secret key for tests, 32 bytes"
TIMERS = Timers()

R = TypeVar("R", bound=Refusal)
N = TypeVar("N", bound=Notice)


class World:
    """What a test needs to say in one line."""

    session: Session

    def __init__(self) -> None:
        self.now = START
        self.people = 0

    def later(self, **by: float) -> datetime:
        """Move the clock."""
        self.now += timedelta(**by)
        return self.now

    def person(self, name: str = "", *, registered: bool = True) -> Person:
        """Somebody new."""
        self.people += 1
        name = name or f"Person {self.people}"
        person = people.arrive(
            self.session, telegram_id=1_000_000 + self.people, name=name, language="fi", now=self.now
        )
        if registered:
            people.register(self.session, person, name=name, consent_version="1", organisation_id=None, now=self.now)
        return person

    def group(self, admin: Person, *members: Person, name: str = "Naapurit") -> GroupView:
        """A group of these people."""
        group = groups.create(self.session, admin, name=name, now=self.now)
        if members:
            code = joincodes.issue(self.session, admin, group_id=group.id, own="NAAPU", secret_key=SECRET, now=self.now)
            for member in members:
                joining.join(self.session, member, code=code, secret_key=SECRET, now=self.now)
        return group

    def new_task(self, **changes: Any) -> NewTask:
        """A task as it may be published."""
        values: dict[str, Any] = {
            "category_id": 1,
            "title": "Uutiskirje",
            "description": "Taitto ja oikoluku.",
            "minutes": 120,
            "remote": True,
        }
        return NewTask(**(values | changes))

    def task(self, requester: Person, *, group: GroupView | None = None, **changes: Any) -> TaskView:
        """A published task."""
        if group is not None:
            changes |= {"audience": Audience.GROUP, "group_id": group.id}
        return tasks.publish(self.session, requester, self.new_task(**changes), now=self.now)

    def application(self, doer: Person, task: TaskView, text: str = "Voin auttaa.") -> Application:
        """An offer."""
        return applications.apply_to(self.session, doer, task_id=task.id, text=text, now=self.now)

    def offered(self, requester: Person, doer: Person, task: TaskView) -> AssignmentView:
        """An application whose doer is chosen, and has not confirmed yet."""
        offer = self.application(doer, task)
        return applications.choose(self.session, requester, application_id=offer.id, now=self.now)

    def chosen(self, requester: Person, doer: Person, task: TaskView) -> AssignmentView:
        """The same, confirmed: agreed."""
        offered = self.offered(requester, doer, task)
        return places.confirm(self.session, doer, assignment_id=offered.id, now=self.now)

    def done(self, requester: Person, doer: Person, task: TaskView, minutes: int = 90) -> AssignmentView:
        """An offer that was taken up, and done."""
        assignment = self.chosen(requester, doer, task)
        return assignments.mark_done(self.session, doer, assignment_id=assignment.id, minutes=minutes, now=self.now)

    def approved(self, requester: Person, doer: Person, task: TaskView, minutes: int = 90) -> AssignmentView:
        """The same, and approved."""
        done = self.done(requester, doer, task, minutes)
        return assignments.approve(self.session, requester, assignment_id=done.id, now=self.now)

    def knows(self, *known: Person, category_id: int = 1) -> None:
        """They can help with that category, and with no other."""
        for person in known:
            people.set_skills(self.session, person, category_ids=[category_id], now=self.now)

    def question(self, asker: Person, text: str = "Mikä ohjelma sopii jäsenrekisteriin?") -> AdviceView:
        """A question to those who know the first category."""
        return advice.ask(self.session, asker, category_id=1, question=text, now=self.now)

    def answers(self, adviser: Person, asked: AdviceView, text: str = "Taulukko riittää.") -> int:
        """An answer; the conversation in which it was said."""
        talk_id = advice.take_up(self.session, adviser, advice_id=asked.id, now=self.now)
        self.says(adviser, talk_id, text)
        return talk_id

    def says(self, author: Person, conversation_id: int, text: str = "Hei!") -> int:
        """Something said in a conversation; the message."""
        content = Content(Kind.TEXT, text)
        return messages.carry(self.session, author, conversation_id=conversation_id, content=content, now=self.now).id

    def tick(self, timers: Timers = TIMERS) -> int:
        """Let the clock do what is due."""
        total, rules = 0, clock.rules(self.session)
        while moved := clock.due(self.session, rules, now=self.now, timers=timers):
            total += sum(moved.values())
            rules = tuple(moved)
        return total

    @overload
    def heard(self, person: Person) -> list[Notice]: ...
    @overload
    def heard(self, person: Person, kind: type[N]) -> list[N]: ...
    def heard(self, person: Person, kind: type[Notice] | None = None) -> Sequence[Notice]:
        """What somebody was told, in order."""
        self.session.flush()
        rows = self.session.scalars(
            select(OutboxMessage).where(OutboxMessage.recipient_id == person.id).order_by(OutboxMessage.id)
        )
        notices = [Notice.kinds[row.kind](**(row.values or {})) for row in rows]
        return [notice for notice in notices if kind is None or type(notice) is kind]

    @contextmanager
    def refuses(self, kind: type[R], actor: Person | None = None) -> Iterator[list[R]]:
        """As the frame does it: the verb's savepoint is rolled back, then what outlives the refusal is done."""
        caught: list[R] = []
        self.session.flush()
        try:
            with self.session.begin_nested():
                yield caught
        except Refusal as refusal:
            if type(refusal) is not kind:
                raise
            caught.append(refusal)
            if refusal.outlives:
                assert actor is not None, "who was refused?"
                refusal.outlives(self.session, actor)
            self.session.flush()
        else:
            raise AssertionError(f"not refused: {kind.__name__} was expected")
