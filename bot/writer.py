"""The one way to write: work waits in line, is taken in groups, and a group is one transaction.

Each piece of work has a savepoint of its own, so one that fails takes back its own changes and nobody else's. Nothing
is answered before the commit. If the commit itself fails the pieces are run again one by one, so that one that cannot
be committed does not take the others with it.
"""

import asyncio
import logging
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypeVar

from sqlalchemy import Connection, Executable
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

from bot.database import Transaction

log = logging.getLogger(__name__)

T = TypeVar("T")
Work = Callable[[Session], T]
Note = tuple[Executable, dict[str, Any]]
PAUSE = 1.0  # seconds before notes are tried again
MOST = 32  # pieces in one commit: more gain nothing, and a slow disk is waited for together


@dataclass(slots=True)
class _Waiting:
    work: Work[Any]
    done: "asyncio.Future[Any]"
    result: Any = None
    error: BaseException | None = None


class Writer:
    """Takes work from everybody in this process and applies it in the order in which it came."""

    def __init__(self, transaction: Transaction) -> None:
        self._transaction = transaction
        self._notes: list[Note] = []
        self._line: asyncio.Queue[_Waiting] = asyncio.Queue()
        self._task: asyncio.Task[None] | None = None
        self.busy = False
        self._failed = False  # the last commit did

    async def start(self) -> None:
        """Begin to take work."""
        self._task = asyncio.create_task(self._run(), name="writer")

    async def stop(self) -> None:
        """Finish what waits, then end."""
        await self._line.join()
        if self._notes:
            await asyncio.wait({self._carry_notes()})
        if self._task:
            self._task.cancel()
            await asyncio.gather(self._task, return_exceptions=True)

    @property
    def idle(self) -> bool:
        """Nothing waits and nothing is being written."""
        return not self.busy and self._line.empty() and not self._notes

    def apply(self, work: Work[T]) -> "asyncio.Future[T]":
        """Put `work` in the line now; await what it returned, after the commit, or what it raised."""
        waiting = _Waiting(work, asyncio.get_running_loop().create_future())
        self._line.put_nowait(waiting)
        return waiting.done

    def note(self, *notes: Note) -> None:
        """Write something small down that nobody waits for: statements that cannot fail on their own, with their
        values. They ride on the next commit, ahead of its work, and are lost only with the process."""
        self._notes += notes
        if not self.busy and self._line.empty():
            self._carry_notes()

    def _carry_notes(self) -> "asyncio.Future[None]":
        carried = self.apply(_nothing)
        carried.add_done_callback(lambda done: done.cancelled() or done.exception())  # kept, and tried again
        return carried

    async def _run(self) -> None:
        while True:
            group = [await self._line.get()]
            self.busy = True
            while len(group) < MOST and not self._line.empty():
                group.append(self._line.get_nowait())
            try:
                await self._write(group)
            finally:
                self.busy = False
                for _ in group:
                    self._line.task_done()
                if self._notes and self._line.empty():
                    if self._failed:  # the database is away: not as fast as it can say so
                        asyncio.get_running_loop().call_later(PAUSE, self.note)
                    else:
                        self._carry_notes()

    async def _write(self, group: list[_Waiting]) -> None:
        try:
            await self._commit(group)
            self._failed = False
        except Exception as failed:
            self._failed = True
            if len(group) == 1:
                group[0].error = failed
            else:
                log.warning("commit_failed pieces=%d error=%s", len(group), type(failed).__name__)
                for waiting in group:
                    await self._write([waiting])
                return
        for waiting in group:
            if waiting.done.done():  # who waited has gone
                continue
            if waiting.error is not None:
                waiting.done.set_exception(waiting.error)
            else:
                waiting.done.set_result(waiting.result)

    async def _commit(self, group: list[_Waiting]) -> None:
        notes, self._notes = self._notes, []
        try:
            await self._transaction(lambda connection: _apply_all(connection, notes, group))
        except BaseException:
            self._notes = notes + self._notes
            raise


def _nothing(_session: Session) -> None:
    """Work for a group that only carries notes."""


def _apply_all(connection: Connection, notes: list[Note], group: list[_Waiting]) -> None:
    together: dict[Executable, list[dict[str, Any]]] = {}
    for statement, values in notes:
        together.setdefault(statement, []).append(values)
    for statement, rows in together.items():
        connection.execute(statement, rows)
    for waiting in group:
        waiting.result = waiting.error = None
        try:
            with Session(connection, join_transaction_mode="create_savepoint", expire_on_commit=False) as session:
                waiting.result = waiting.work(session)
                session.commit()
        except DBAPIError:
            raise  # the connection may be gone, or SQLite may have rolled everything back (disk full): one by one
        except StopIteration as ended:
            waiting.error = RuntimeError("something was looked for and not found")  # a future carries no StopIteration
            waiting.error.__cause__ = ended
        except Exception as failed:
            waiting.error = failed
        if not getattr(connection.connection.dbapi_connection, "in_transaction", True):
            raise RuntimeError("the database rolled the transaction back by itself") from waiting.error
