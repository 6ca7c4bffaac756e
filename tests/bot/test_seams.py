"""The two private names of aiosqlite that the writer leans on (docs/decisions/0001-one-writer.md)."""

import sqlite3
import threading

import aiosqlite


async def test_aiosqlite_runs_what_it_is_given_in_the_thread_of_its_connection() -> None:
    async with aiosqlite.connect(":memory:", isolation_level=None) as own:
        connection: sqlite3.Connection = own._conn
        assert isinstance(connection, sqlite3.Connection)

        def work(question: str) -> tuple[int, int]:
            return connection.execute(question).fetchone()[0], threading.get_ident()

        answer, thread = await own._execute(work, "SELECT 41 + 1")  # type: ignore[no-untyped-call]
        assert answer == 42
        assert thread != threading.get_ident()
