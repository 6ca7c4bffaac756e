"""A SQLite file asked by a process of its own: what sqlite3 says, of one moment, and nothing stays when it is over."""

import subprocess
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import psutil
import pytest
from sqlalchemy import Connection, Engine, Integer, create_engine, func, insert, make_url, select, text
from sqlalchemy.exc import OperationalError
from sqlalchemy.orm import Session

from bot import asking, database
from frame.beside import started
from models.base import Base
from models.person import Person
from tests.databases import sqlite_url

NOW = datetime(2026, 11, 22, 8, 30, tzinfo=UTC)


@pytest.fixture
def url(tmp_path: Path) -> str:
    """A file with three people."""
    url = sqlite_url(tmp_path / "asking.sqlite")
    engine = plain(url)
    Base.metadata.create_all(engine)
    with engine.begin() as connection:
        connection.execute(insert(Person), [person(number) for number in (1, 2, 3)])
    engine.dispose()
    return url


def plain(url: str) -> Engine:
    return create_engine(f"sqlite:///{make_url(url).database}")


def person(number: int) -> dict[str, object]:
    return {"telegram_id": number, "name": f"Åsa {number}", "language": "fi", "description": "", "created_at": NOW}


def children() -> set[int]:
    return {child.pid for child in psutil.Process().children()}


@pytest.fixture(autouse=True)
def nobody_stays() -> Iterator[None]:
    """Every process that was started has ended and is buried."""
    before = children()
    yield
    assert children() == before


async def test_rows_come_as_sqlite_gives_them(url: str) -> None:
    def work(connection: Connection) -> None:
        with Session(connection) as session:
            people = session.scalars(select(Person).order_by(Person.id)).all()
            assert [(one.name, one.created_at) for one in people] == [(f"Åsa {n}", NOW) for n in (1, 2, 3)]
            assert session.scalars(select(Person.id).order_by(Person.id)).first() == 1
            assert session.execute(select(func.count(), func.avg(Person.telegram_id))).one() == (3, 2.0)
            assert session.scalar(select(Person.name).where(Person.name == "nobody")) is None
            assert [len(part) for part in session.scalars(select(Person.id)).partitions(2)] == [2, 1]

    async with database.reading(url) as read:
        await read(work)


async def test_what_it_reads_is_of_one_moment(url: str) -> None:
    def work(connection: Connection) -> list[int]:
        seen = [connection.scalar(text("SELECT count(*) FROM person")) or 0]
        engine = plain(url)
        with engine.begin() as writer:
            writer.execute(insert(Person), [person(4)])
        engine.dispose()
        return [*seen, connection.scalar(text("SELECT count(*) FROM person")) or 0]

    engine = plain(url)
    with engine.connect() as connection:
        connection.exec_driver_sql("PRAGMA journal_mode=WAL")
    engine.dispose()
    async with database.reading(url) as read:
        assert await read(work) == [3, 3]
        assert await read(lambda connection: connection.scalar(text("SELECT count(*) FROM person"))) == 4


@pytest.mark.parametrize("statement", ["SELECT nothing FROM nowhere", "DELETE FROM person"])
async def test_what_sqlite_refuses_is_raised_and_the_next_is_answered(url: str, statement: str) -> None:
    def work(connection: Connection) -> int:
        with pytest.raises(OperationalError):
            connection.execute(text(statement))
        return connection.scalar(select(func.count(Person.id).cast(Integer))) or 0

    async with database.reading(url) as read:
        assert await read(work) == 3


async def test_its_process_dies(url: str) -> None:
    def work(connection: Connection) -> None:
        for child in psutil.Process().children():
            child.kill()
        with pytest.raises(OperationalError, match="has ended"):
            connection.scalar(text("SELECT 1"))

    async with database.reading(url) as read:
        await read(work)
        assert await read(lambda connection: connection.scalar(text("SELECT 1"))) == 1


BOT = """
import sys
from bot import asking
from frame.beside import started
connection = asking.Connection(started("-IS", asking.__file__, sys.argv[1], "1"))
print(connection.asked("SELECT 1", ())[1], flush=True)
sys.stdin.read()
"""


def test_nobody_is_left_when_the_bot_is_killed(url: str) -> None:
    command = [sys.executable, "-c", BOT, str(make_url(url).database)]
    with subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    ) as bot:
        assert bot.stdout is not None
        assert bot.stderr is not None
        assert bot.stdout.readline() == "[(1,)]\n"
        bot.kill()
        assert bot.stderr.read() == "", "it comes to its end when nobody is left who could write to it"


def test_a_cursor_gives_rows_in_their_order(url: str) -> None:
    connection = asking.Connection(started("-IS", asking.__file__, str(make_url(url).database), "1"))
    cursor = connection.cursor()
    cursor.execute("VALUES (1), (2), (3), (4)")
    assert cursor.fetchone() == (1,)
    assert cursor.fetchmany(2) == [(2,), (3,)]
    assert cursor.fetchall() == [(4,)]
    assert cursor.fetchone() is None
    connection.close()
