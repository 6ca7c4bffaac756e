"""Engines. On SQLite: WAL, synchronous FULL, foreign keys, BEGIN IMMEDIATE for whoever writes."""

import asyncio
import logging
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from contextlib import asynccontextmanager, contextmanager
from pathlib import Path
from typing import Any

import aiosqlite
from sqlalchemy import Connection, Engine, create_engine, event, make_url
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.ext.asyncio import AsyncEngine, create_async_engine
from sqlalchemy.pool import ConnectionPoolEntry, NullPool, StaticPool

import migrations
from bot import asking
from frame.beside import started

log = logging.getLogger(__name__)

Transaction = Callable[[Callable[[Connection], Any]], Awaitable[Any]]
"""Runs plain work on a connection, in a transaction of its own: committed when it returns, rolled back if it raises."""

BEGIN = "BEGIN IMMEDIATE"
BUSY_MILLISECONDS = 10_000
PRAGMAS = (
    "PRAGMA journal_mode=WAL",
    "PRAGMA synchronous=FULL",  # NORMAL may lose the last commits at a power cut
    "PRAGMA foreign_keys=ON",
    f"PRAGMA busy_timeout={BUSY_MILLISECONDS}",
)


class Unusable(RuntimeError):
    """The database, or a file, cannot be used; in a sentence for an operator."""


@contextmanager
def usable(event: str) -> Iterator[None]:
    """Whatever the database or a file refuses is raised as Unusable; the log has the rest under `event`."""
    try:
        yield
    except migrations.Newer as newer:
        raise Unusable(f"{newer}. Please update the program, or restore a backup.") from None
    except (SQLAlchemyError, OSError) as broken:
        log.exception(event)
        raise Unusable(f"The database or a file cannot be used: {type(broken).__name__}. The log says where.") from None


def writing_engine(url: str) -> AsyncEngine:
    """For transactions that write, on an engine of the ordinary kind. On SQLite they take the write lock when they
    begin: a plain BEGIN that reads first and writes later fails at once, whatever the busy timeout."""
    parsed = make_url(url)
    if parsed.get_backend_name() != "sqlite":
        return create_async_engine(url, pool_pre_ping=True, hide_parameters=True)
    if parsed.database and parsed.database != ":memory:":
        Path(parsed.database).parent.mkdir(parents=True, exist_ok=True)
    # The driver is told to begin nothing by itself: SQLAlchemy's begin event does.
    engine = create_async_engine(url, connect_args={"isolation_level": None}, hide_parameters=True)
    prepare(engine.sync_engine)
    return engine


def prepare(engine: Engine) -> None:
    """For SQLite: the pragmas, and the lock when a transaction begins."""
    _set_pragmas(engine)

    @event.listens_for(engine, "begin")
    def on_begin(connection: Connection) -> None:
        connection.exec_driver_sql(BEGIN)


def _set_pragmas(engine: Engine) -> None:
    @event.listens_for(engine, "connect")
    def on_connect(connection: DBAPIConnection, _entry: ConnectionPoolEntry) -> None:
        cursor = connection.cursor()
        for pragma in PRAGMAS:
            cursor.execute(pragma)
        cursor.close()


@asynccontextmanager
async def writing(url: str) -> AsyncIterator[Transaction]:
    """The way to write: transactions one after another, each a plain function of a connection.

    On SQLite the whole function runs in aiosqlite's thread, one hop for all its statements; SQLAlchemy's async engine
    would hop three or four times for each (docs/decisions/0001-one-writer.md has the figures).
    """
    if make_url(url).get_backend_name() != "sqlite":
        engine = writing_engine(url)

        async def on_server(work: Callable[[Connection], Any]) -> Any:
            async with engine.begin() as connection:
                return await connection.run_sync(work)

        try:
            yield on_server
        finally:
            await engine.dispose()
        return

    file = make_url(url).database or ":memory:"
    async with aiosqlite.connect(file, isolation_level=None) as own:
        # Two private names of aiosqlite, used here only; tests/bot/test_seams.py is loud when they change.
        # No listener to what the engine executes: a single one makes each statement ask for listeners four times.
        plain = create_engine("sqlite://", creator=lambda: own._conn, poolclass=StaticPool, hide_parameters=True)
        _set_pragmas(plain)

        def in_thread(work: Callable[[Connection], Any]) -> Any:
            with plain.begin() as connection:
                connection.exec_driver_sql(BEGIN)
                return work(connection)

        async def on_file(work: Callable[[Connection], Any]) -> Any:
            return await own._execute(in_thread, work)  # type: ignore[no-untyped-call]

        yield on_file


@asynccontextmanager
async def reading(url: str) -> AsyncIterator[Transaction]:
    """The way to read at length beside the writer: in a transaction that changes nothing. On SQLite by a process of its
    own that a thread waits for; on PostgreSQL on the event loop, so what computes does it after."""
    if make_url(url).get_backend_name() != "sqlite":
        engine = create_async_engine(url, pool_pre_ping=True, hide_parameters=True)
        engine = engine.execution_options(postgresql_readonly=True)

        async def on_server(work: Callable[[Connection], Any]) -> Any:
            async with engine.begin() as connection:
                return await connection.run_sync(work)

        try:
            yield on_server
        finally:
            await engine.dispose()
        return

    command = (
        "-IS",  # it loads nothing but what comes with Python
        asking.__file__,
        make_url(url).database or "",
        str(BUSY_MILLISECONDS),
    )
    plain = create_engine(
        "sqlite://", creator=lambda: asking.Connection(started(*command)), poolclass=NullPool, hide_parameters=True
    )

    def in_thread(work: Callable[[Connection], Any]) -> Any:
        with plain.begin() as connection:
            return work(connection)

    async def on_file(work: Callable[[Connection], Any]) -> Any:
        return await asyncio.to_thread(in_thread, work)

    try:
        yield on_file
    finally:
        plain.dispose()


async def migrate(url: str) -> None:
    """Bring the database to this version's schema, under a lock. Raises migrations.Newer if it is ahead of the code."""
    engine = writing_engine(url)
    try:
        async with engine.connect() as connection:
            current = await connection.run_sync(migrations.is_current)
        if not current:
            async with engine.connect() as connection:
                await connection.run_sync(migrations.upgrade)
    finally:
        await engine.dispose()
