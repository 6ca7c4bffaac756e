"""Many calls at once, in transactions of their own, over two processes."""

import asyncio
import multiprocessing
from collections import Counter
from collections.abc import Callable, Sequence
from datetime import timedelta
from functools import cache
from multiprocessing.queues import Queue
from multiprocessing.synchronize import Barrier
from typing import Any

from sqlalchemy import Connection
from sqlalchemy.exc import DBAPIError
from sqlalchemy.ext.asyncio import AsyncEngine
from sqlalchemy.orm import Session

from bot import database
from domain import (
    advice,
    applications,
    assignments,
    clock,
    feedback,
    groups,
    joining,
    members,
    messages,
    places,
    tasks,
)
from domain.messages import Content
from domain.programme import applying, participants
from domain.programme.workbooks import answers, indicators
from domain.refusals import Refusal
from domain.views import Scores
from models.application import WithdrawReason
from models.assignment import ReleaseReason
from models.conversation import Kind
from models.person import Person
from models.programme.workbook import Question
from tests.domain.world import SECRET, START, TIMERS

PROCESSES = 2

Call = tuple[str, tuple[Any, ...]]
"""The name of one of the verbs below and its arguments."""

Course = tuple[str, list[Sequence[Call]]]
"""A database, and what one process does there in each round."""


def _choose(session: Session, actor_id: int, application_id: int) -> None:
    applications.choose(session, _person(session, actor_id), application_id=application_id, now=START)


def _apply(session: Session, actor_id: int, task_id: int) -> None:
    applications.apply_to(session, _person(session, actor_id), task_id=task_id, text="Minä!", now=START)


def _join(session: Session, actor_id: int, code: str) -> None:
    joining.join(session, _person(session, actor_id), code=code, secret_key=SECRET, now=START)


def _leave(session: Session, actor_id: int, group_id: int) -> None:
    groups.leave(session, _person(session, actor_id), group_id=group_id, now=START)


def _unmake(session: Session, actor_id: int, group_id: int, person_id: int) -> None:
    actor = _person(session, actor_id)
    members.set_admin(session, actor, group_id=group_id, person_id=person_id, admin=False, now=START)


def _accept(session: Session, actor_id: int, request_id: int) -> None:
    joining.answer(session, _person(session, actor_id), request_id=request_id, accept=True, now=START)


def _decline(session: Session, actor_id: int, request_id: int) -> None:
    joining.answer(session, _person(session, actor_id), request_id=request_id, accept=False, now=START)


def _approve(session: Session, actor_id: int, assignment_id: int) -> None:
    assignments.approve(session, _person(session, actor_id), assignment_id=assignment_id, now=START)


def _give(session: Session, actor_id: int, feedback_id: int) -> None:
    feedback.give(session, _person(session, actor_id), feedback_id=feedback_id, scores=Scores(5, 5, 5), now=START)


def _cancel(session: Session, actor_id: int, task_id: int) -> None:
    tasks.cancel(session, _person(session, actor_id), task_id=task_id, reason=None, now=START)


def _sweep(session: Session, days: int) -> None:
    clock.due(session, now=START + timedelta(days=days), timers=TIMERS)


def _release(session: Session, actor_id: int, assignment_id: int) -> None:
    places.release(
        session, _person(session, actor_id), assignment_id=assignment_id, reason=ReleaseReason.OTHER_WAY, now=START
    )


def _give_back(session: Session, actor_id: int, assignment_id: int) -> None:
    places.withdraw(
        session, _person(session, actor_id), assignment_id=assignment_id, reason=WithdrawReason.OTHER, now=START
    )


def _take_up(session: Session, actor_id: int, advice_id: int) -> None:
    advice.take_up(session, _person(session, actor_id), advice_id=advice_id, now=START)


def _answer(session: Session, actor_id: int, conversation_id: int) -> None:
    content = Content(Kind.TEXT, "Taulukko riittää.")
    messages.carry(session, _person(session, actor_id), conversation_id=conversation_id, content=content, now=START)


def _helped(session: Session, actor_id: int, conversation_id: int) -> None:
    advice.helped(session, _person(session, actor_id), conversation_id=conversation_id, now=START)


def _begin_application(session: Session, actor_id: int, round_id: int, organisation_id: int) -> None:
    actor = _person(session, actor_id)
    applying.begin(session, actor, round_id=round_id, organisation_id=organisation_id, now=START)


def _write_application(session: Session, actor_id: int, application_id: int, text: str) -> None:
    actor, part = _person(session, actor_id), applying.Part.MOTIVATION
    applying.write(session, actor, application_id=application_id, part=part, text=text, was="", now=START)


def _ask_colleague(session: Session, actor_id: int, application_id: int, person_id: int) -> None:
    actor = _person(session, actor_id)
    participants.ask_colleague(session, actor, application_id=application_id, person_id=person_id, now=START)


def _take_part(session: Session, actor_id: int, token: str) -> None:
    participants.confirm_by_link(session, _person(session, actor_id), token=token, secret_key=SECRET, now=START)


def _work_answer(session: Session, actor_id: int, application_id: int, text: str) -> None:
    actor, need = _person(session, actor_id), Question.NEED
    answers.write(session, actor, application_id=application_id, question=need, text=text, seen=0, now=START)


def _work_item(session: Session, actor_id: int, application_id: int, text: str) -> None:
    actor, step = _person(session, actor_id), Question.INPUT
    answers.add_items(session, actor, application_id=application_id, question=step, texts=[text], now=START)


def _work_indicator(session: Session, actor_id: int, application_id: int) -> None:
    indicators.add(session, _person(session, actor_id), application_id=application_id, now=START)


VERBS: dict[str, Callable[..., None]] = {
    "work_answer": _work_answer,
    "work_item": _work_item,
    "work_indicator": _work_indicator,
    "choose": _choose,
    "take_up": _take_up,
    "answer": _answer,
    "helped": _helped,
    "apply": _apply,
    "join": _join,
    "leave": _leave,
    "unmake": _unmake,
    "accept": _accept,
    "decline": _decline,
    "approve": _approve,
    "give": _give,
    "cancel": _cancel,
    "sweep": _sweep,
    "release": _release,
    "give_back": _give_back,
    "begin_application": _begin_application,
    "write_application": _write_application,
    "ask_colleague": _ask_colleague,
    "take_part": _take_part,
}


def race(url: str, rounds: Sequence[Sequence[Call]]) -> list[Counter[str]]:
    """The outcomes of each round: "ok", or the refusal's or the error's name. Half of a round's calls are made by
    either process, which start it together."""
    halves = _stable().run(url, rounds)
    return [Counter(name for half in halves for name in half[number]) for number in range(len(rounds))]


def rest() -> None:
    """No race follows: the processes end."""
    if _stable.cache_info().currsize:
        _stable().close()
        _stable.cache_clear()


class _Stable:
    """The processes, which stay for the next race: each loads the whole domain, and no race takes as long."""

    def __init__(self) -> None:
        spawn = multiprocessing.get_context("spawn")
        self._barrier = spawn.Barrier(PROCESSES)  # held here until the processes have it
        self._outcomes: Queue[list[list[str]]] = spawn.Queue()
        self._courses: list[Queue[Course | None]] = [spawn.Queue() for _ in range(PROCESSES)]
        self._processes = [
            spawn.Process(target=_run, args=(course, self._barrier, self._outcomes), daemon=True)
            for course in self._courses
        ]
        for process in self._processes:
            process.start()

    def run(self, url: str, rounds: Sequence[Sequence[Call]]) -> list[list[list[str]]]:
        for part, course in enumerate(self._courses):
            course.put((url, [calls[part::PROCESSES] for calls in rounds]))
        try:
            return [self._outcomes.get(timeout=100) for _ in self._courses]
        except BaseException:
            for process in self._processes:
                process.kill()
            _stable.cache_clear()
            raise

    def close(self) -> None:
        for course in self._courses:
            course.put(None)
        for process in self._processes:
            process.join()
            assert process.exitcode == 0


_stable = cache(_Stable)


def _run(courses: "Queue[Course | None]", barrier: Barrier, outcomes: "Queue[list[list[str]]]") -> None:
    while (course := courses.get()) is not None:
        url, rounds = course
        outcomes.put(asyncio.run(_rounds(url, rounds, barrier)))


async def _rounds(url: str, rounds: list[Sequence[Call]], barrier: Barrier) -> list[list[str]]:
    engine = database.writing_engine(url)
    try:
        found = []
        for calls in rounds:
            await asyncio.to_thread(barrier.wait, 60)
            found.append(await asyncio.gather(*(_one(engine, call) for call in calls)))
        return found
    finally:
        await engine.dispose()


async def _one(engine: AsyncEngine, call: Call) -> str:
    name, arguments = call

    def work(connection: Connection) -> None:
        with Session(connection, join_transaction_mode="create_savepoint", expire_on_commit=False) as session:
            VERBS[name](session, *arguments)
            session.commit()

    try:
        async with engine.begin() as connection:
            await connection.run_sync(work)
    except (Refusal, DBAPIError) as refused:
        return type(refused).__name__
    return "ok"


def _person(session: Session, person_id: int) -> Person:
    return session.get_one(Person, person_id)
