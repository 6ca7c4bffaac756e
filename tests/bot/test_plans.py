"""What SQLite makes of our statements."""

import sqlite3
from pathlib import Path

from sqlalchemy import Engine
from sqlalchemy.orm import Session

from bot.outbox import HEADS, SOON
from domain import assignments, home, tasks
from tests.databases import Driver, fresh_sqlite, shared
from tests.domain.world import World

__all__ = ["shared"]


def a_day(world: World) -> None:
    """Help is asked for, offered and given; both look at home, at the task, and the courier at what is due."""
    session, anna, bertil = world.session, world.person(), world.person()
    work = world.chosen(anna, bertil, world.task(anna))
    world.application(world.person(), world.task(anna))
    for one in (anna, bertil):
        home.awaits(session, one, now=world.now)
        tasks.get_for(session, one, work.task_id)
        assignments.get_for(session, one, work.id)
    session.execute(HEADS, {"now": world.now, "room": 1}).all()
    session.scalar(SOON, {"now": world.now})


def test_a_statement_is_planned_once(shared: Path, tmp_path: Path) -> None:
    """Unless a parameter is compared with what an index is for: then it is at each run, at the cost of ten."""
    planned: list[str] = []

    def note(action: int, table: str | None, column: str | None, *_rest: str | None) -> int:
        if action != sqlite3.SQLITE_SAVEPOINT:  # each is named anew
            planned.append(f"{table}.{column}")
        return sqlite3.SQLITE_OK

    def work(engine: Engine) -> None:
        with engine.connect() as connection:
            connection.begin()
            with Session(connection, join_transaction_mode="create_savepoint", expire_on_commit=False) as session:
                world = World()
                world.session = session
                driver_connection = connection.connection.driver_connection
                assert isinstance(driver_connection, sqlite3.Connection)
                driver_connection.set_authorizer(note)
                a_day(world)
                assert planned
                a_day(world)
                planned.clear()
                a_day(world)
                driver_connection.set_authorizer(None)

    driver = Driver(fresh_sqlite(shared, tmp_path))
    driver.run(work)
    driver.close()
    assert planned == []
