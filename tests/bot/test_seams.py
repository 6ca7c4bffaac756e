"""The private names of others that we lean on: when they change, it is loud here."""

import sqlite3
import subprocess
import sys
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


def test_the_bot_loads_nothing_for_the_terminal_the_settings_or_letters() -> None:
    seen = "import sys; from bot.process import loaded; loaded(); print('httpx' in sys.modules, *sys.modules)"
    said = subprocess.run([sys.executable, "-c", seen], capture_output=True, text=True, check=True).stdout.split()
    assert said[0] == "True"
    assert {"typer", "pydantic", "alembic", "aiosmtplib", "email_validator", "openpyxl", "segno"}.isdisjoint(said)
