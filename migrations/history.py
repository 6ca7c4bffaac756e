"""Moving along the schema's history, by Alembic: one way to SQLite and to PostgreSQL."""

from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection

from migrations import SCRIPTS, BrokenReferences, Newer

_LOCK = 7_346_783  # any number of ours, the same in every process


def upgrade(connection: Connection, scripts: Path = SCRIPTS) -> None:
    """Bring the database up to date and commit. `connection` has no transaction yet; on SQLite its engine begins
    one with BEGIN IMMEDIATE."""
    on_sqlite = connection.dialect.name == "sqlite"
    if on_sqlite:  # a table that is rebuilt must not take its children with it; outside of a transaction only
        _pragma(connection, "foreign_keys=OFF")
    try:
        with connection.begin():
            if not on_sqlite:
                connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({_LOCK})")
            current, head = revisions(connection, scripts)
            if current is not None and not _known(current, scripts):
                raise Newer(current, head)
            command.upgrade(_config(scripts, connection), "head")
            if on_sqlite and (broken := connection.exec_driver_sql("PRAGMA foreign_key_check").first()):
                raise BrokenReferences(f"a row of {broken[0]} points at a row of {broken[2]} that is not there")
    finally:
        if on_sqlite:
            _pragma(connection, "foreign_keys=ON")


def revisions(connection: Connection, scripts: Path = SCRIPTS) -> tuple[str | None, str]:
    """The database's revision, none if it is empty; and the program's."""
    current = MigrationContext.configure(connection).get_current_revision()
    head = ScriptDirectory.from_config(_config(scripts)).get_current_head()
    assert head is not None
    return current, head


def _config(scripts: Path, connection: Connection | None = None) -> Config:
    config = Config()
    config.set_main_option("script_location", str(scripts).replace("%", "%%"))
    config.set_main_option("path_separator", "os")
    config.attributes["connection"] = connection
    return config


def _known(revision: str, scripts: Path) -> bool:
    known = ScriptDirectory.from_config(_config(scripts)).walk_revisions()
    return revision in {script.revision for script in known}


def _pragma(connection: Connection, pragma: str) -> None:
    cursor = connection.connection.cursor()  # the driver's own: SQLAlchemy would begin a transaction first
    cursor.execute(f"PRAGMA {pragma}")
    cursor.close()
