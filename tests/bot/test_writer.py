"""The writer: groups in one commit, each piece on its own; what fails takes back only itself."""

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import text
from sqlalchemy.orm import Session

from bot import database
from bot.writer import Writer


@pytest.fixture
async def writer(tmp_path: Path) -> AsyncIterator[Writer]:
    engine = database.writing_engine(f"sqlite+aiosqlite:///{tmp_path}/some.db")
    async with engine.begin() as connection:
        await connection.execute(text("CREATE TABLE fact (id INTEGER PRIMARY KEY, parent INTEGER)"))
        await connection.execute(
            text("CREATE TABLE child (parent INTEGER REFERENCES fact (id) DEFERRABLE INITIALLY DEFERRED)")
        )
    await engine.dispose()
    async with database.writing(f"sqlite+aiosqlite:///{tmp_path}/some.db") as transaction:
        writer = Writer(transaction)
        await writer.start()
        yield writer
        await writer.stop()


def adds(number: int) -> Any:
    return lambda session: session.execute(text("INSERT INTO fact (id) VALUES (:n)"), {"n": number}).rowcount


def facts(session: Session) -> list[int]:
    return list(session.scalars(text("SELECT id FROM fact ORDER BY id")))


def breaks_at_commit(session: Session) -> None:
    session.execute(text("INSERT INTO child VALUES (999)"))  # the key is looked at when the transaction ends


async def test_work_is_applied_in_the_order_it_came(writer: Writer) -> None:
    seen: list[int] = []

    def sees(number: int) -> Any:
        return lambda _session: seen.append(number)

    await asyncio.gather(*(writer.apply(sees(number)) for number in range(100)))
    assert seen == list(range(100))


async def test_a_piece_that_fails_takes_back_only_itself(writer: Writer) -> None:
    def fails(session: Session) -> None:
        adds(2)(session)
        raise LookupError("no")

    results = await asyncio.gather(
        writer.apply(adds(1)), writer.apply(fails), writer.apply(adds(3)), return_exceptions=True
    )
    assert isinstance(results[1], LookupError)
    assert await writer.apply(facts) == [1, 3]


async def test_a_commit_that_fails_is_tried_piece_by_piece(writer: Writer) -> None:
    results = await asyncio.gather(
        writer.apply(adds(1)), writer.apply(breaks_at_commit), writer.apply(adds(3)), return_exceptions=True
    )
    assert isinstance(results[1], Exception)
    assert await writer.apply(facts) == [1, 3]


async def test_who_stopped_waiting_harms_nobody(writer: Writer) -> None:
    given_up = writer.apply(adds(1))
    given_up.cancel()
    assert await writer.apply(adds(2)) == 1
    assert await writer.apply(facts) == [1, 2]


async def test_notes_ride_on_the_next_commit_ahead_of_its_work(writer: Writer) -> None:
    insert = text("INSERT INTO fact (id) VALUES (:n)")
    writer.note((insert, {"n": 1}), (insert, {"n": 2}))
    assert not writer.idle
    assert await writer.apply(facts) == [1, 2]
    assert writer.idle


async def test_every_connection_has_its_pragmas(writer: Writer) -> None:
    def pragmas(session: Session) -> list[Any]:
        return [
            session.scalar(text(f"PRAGMA {name}"))
            for name in ("journal_mode", "synchronous", "foreign_keys", "busy_timeout")
        ]

    assert await writer.apply(pragmas) == ["wal", 2, 1, database.BUSY_MILLISECONDS]


async def test_two_writers_on_one_file_lose_nothing(writer: Writer, tmp_path: Path) -> None:
    """Read, then write, 160 times from two writers: with SQLite's defaults most of it was lost."""

    def zero(session: Session) -> None:
        session.execute(text("INSERT INTO fact VALUES (1, 0)"))

    def one_more(session: Session) -> None:
        count = session.scalar(text("SELECT parent FROM fact WHERE id = 1"))
        session.execute(text("UPDATE fact SET parent = :n WHERE id = 1"), {"n": (count or 0) + 1})

    await writer.apply(zero)
    async with database.writing(f"sqlite+aiosqlite:///{tmp_path}/some.db") as transaction:
        other = Writer(transaction)
        await other.start()
        await asyncio.gather(*(one.apply(one_more) for _ in range(80) for one in (writer, other)))
        await other.stop()
    assert await writer.apply(lambda session: session.scalar(text("SELECT parent FROM fact WHERE id = 1"))) == 160


async def test_a_disk_that_is_full_takes_back_nobody_elses_work(writer: Writer) -> None:
    """SQLite answers a full disk by rolling the whole transaction back: what was reported as written must be there."""

    def makes_room_for_little(session: Session) -> None:
        session.execute(text("CREATE TABLE big (words TEXT)"))
        session.execute(text(f"PRAGMA max_page_count={session.scalar(text('PRAGMA page_count'))}"))

    def fills(session: Session) -> None:
        session.execute(text("INSERT INTO big VALUES (:words)"), {"words": "x" * 100_000})

    await writer.apply(makes_room_for_little)
    results = await asyncio.gather(
        writer.apply(adds(1)), writer.apply(fills), writer.apply(adds(3)), return_exceptions=True
    )
    assert isinstance(results[1], Exception)
    assert [result for result in results if not isinstance(result, Exception)] == [1, 1]
    assert await writer.apply(facts) == [1, 3]


async def test_something_looked_for_in_vain_is_an_error_like_others(writer: Writer) -> None:
    def looks(_session: Session) -> int:
        nothing: list[int] = []
        return next(iter(nothing))

    with pytest.raises(RuntimeError):
        await writer.apply(looks)
    assert await writer.apply(adds(1)) == 1


async def test_notes_wait_while_the_database_is_away() -> None:
    tries = 0

    async def away(_work: Any) -> None:
        nonlocal tries
        tries += 1
        raise OSError("no route")

    writer = Writer(away)
    await writer.start()
    writer.note((text("SELECT 1"), {}))
    for _ in range(1000):
        await asyncio.sleep(0)
    assert 1 <= tries <= 3, "not as fast as it can be told no"
    assert writer._task is not None
    writer._task.cancel()
    await asyncio.gather(writer._task, return_exceptions=True)
