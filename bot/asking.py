"""A SQLite file that is asked by a process of its own: `python asking.py FILE`, statements in and rows out.

SQLite counts in the caller's thread, which would hand the interpreter's lock to the event loop and back all the time: a
report takes longer, and so do everybody's replies (docs/decisions/0023-beside-the-bot.md). Here is what SQLAlchemy
takes for a connection of `sqlite3`, and below it the process at the other end of the pipe.
"""

import pickle
import sqlite3
import sys
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import subprocess

PRAGMAS = (
    "PRAGMA query_only=ON",
    "PRAGMA busy_timeout={}",
    "PRAGMA cache_size=-1000",  # kB: what counts goes along an index once; twice as much is no faster
)


class Connection:
    """Reads only, and all that it reads is of one moment, however many commit meanwhile."""

    def __init__(self, process: "subprocess.Popen[bytes]") -> None:
        self._process = process

    def cursor(self) -> "Cursor":
        return Cursor(self)

    def asked(self, statement: str, values: Sequence[Any]) -> tuple[Any, list[tuple[Any, ...]]]:
        """The columns and the rows. Raises what sqlite3 raises."""
        plain = tuple(str.__str__(value) if isinstance(value, str) else value for value in values)
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        try:
            pickle.dump((statement, plain), self._process.stdin)
            self._process.stdin.flush()
            answer = pickle.load(self._process.stdout)  # noqa: S301  from ourselves
        except (OSError, EOFError) as gone:
            raise sqlite3.OperationalError("the process that reads has ended") from gone
        if isinstance(answer, Exception):
            raise answer
        columns, rows = answer
        return columns, rows

    def create_function(self, *_what: object, **_how: object) -> None:
        """SQLAlchemy's own regular expressions: no statement here has one."""

    def commit(self) -> None:
        """Nothing was changed."""

    def rollback(self) -> None:
        """Nothing was changed."""

    def close(self) -> None:
        with self._process:
            self._process.kill()


class Cursor:
    """The rows of one statement."""

    arraysize = 1
    rowcount = -1
    lastrowid = None

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._rows: list[tuple[Any, ...]] = []
        self.description: Any = None

    def execute(self, statement: str, values: Sequence[Any] = ()) -> None:
        self.description, self._rows = self._connection.asked(statement, values)
        self._rows.reverse()  # they are taken from its end

    def fetchone(self) -> tuple[Any, ...] | None:
        return self._rows.pop() if self._rows else None

    def fetchmany(self, size: int = arraysize) -> list[tuple[Any, ...]]:
        return [self._rows.pop() for _row in range(min(size, len(self._rows)))]

    def fetchall(self) -> list[tuple[Any, ...]]:
        return self.fetchmany(len(self._rows))

    def close(self) -> None:
        self._rows = []


def answer(file: str, patience: int) -> None:
    """Answer statements until nobody asks any more."""
    connection = sqlite3.connect(file, isolation_level=None)
    for pragma in PRAGMAS:
        connection.execute(pragma.format(patience))
    connection.execute("BEGIN")
    while True:
        try:
            statement, values = pickle.load(sys.stdin.buffer)  # noqa: S301  from ourselves
        except EOFError:
            return
        found: object
        try:
            cursor = connection.execute(statement, values)
            found = cursor.description, cursor.fetchall()
        except sqlite3.Error as failed:
            found = failed
        pickle.dump(found, sys.stdout.buffer)
        sys.stdout.buffer.flush()


if __name__ == "__main__":
    answer(sys.argv[1], int(sys.argv[2]))
