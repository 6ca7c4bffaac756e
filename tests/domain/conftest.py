"""Domain tests are plain functions with a real `Session`, on both databases.

A test that asks for `session` or `world` runs inside of one transaction that is rolled back after it; the verbs'
savepoints are real. A test that asks for `database_url` gets a database of its own.
"""

from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import Engine
from sqlalchemy.orm import Session

from tests.databases import BOTH, Driver, database_url, fresh_sqlite, postgres, shared
from tests.domain.world import World

__all__ = ["database_url", "shared"]


@pytest.fixture(scope="session", params=BOTH)
def driver(request: pytest.FixtureRequest, shared: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Driver]:
    """One migrated database of each kind for all tests of this worker: none of them commits."""
    if request.param == "sqlite":
        url = fresh_sqlite(shared, tmp_path_factory.mktemp("sqlite"))
    else:
        url = postgres(shared).fresh()
    driver = Driver(url)
    yield driver
    driver.close()


@pytest.fixture
def world(driver: Driver) -> World:
    """People, tasks and what they do to one another."""
    return World()


@pytest.fixture
def session(world: World) -> World:
    """Replaced by the world's session when the test runs."""
    return world


@pytest.hookimpl(tryfirst=True)
def pytest_pyfunc_call(pyfuncitem: pytest.Function) -> bool | None:
    """Run a test of the domain where its session works: plain code on an async engine."""
    driver = pyfuncitem.funcargs.get("driver")
    world = pyfuncitem.funcargs.get("world")
    if not isinstance(driver, Driver) or not isinstance(world, World):
        return None
    names = pyfuncitem._fixtureinfo.argnames

    def work(engine: Engine) -> None:
        with engine.connect() as connection:  # closing it rolls back: nothing is ever committed
            connection.begin()
            with Session(connection, join_transaction_mode="create_savepoint", expire_on_commit=False) as session:
                world.session = session
                values = {name: pyfuncitem.funcargs[name] for name in names}
                pyfuncitem.obj(**(values | {"session": session} if "session" in values else values))

    driver.run(work)
    return True
