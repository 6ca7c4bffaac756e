"""The schema's history: one way to SQLite and to PostgreSQL.

Everything happens in one transaction under a lock: two processes that start at once migrate once, and a migration
that fails half-way leaves nothing behind, on SQLite too.
"""

from pathlib import Path

from sqlalchemy import Connection, inspect, text

SCRIPTS = Path(__file__).parent


class Newer(RuntimeError):
    """The database was made by a later version of the program."""

    def __init__(self, current: str, head: str) -> None:
        super().__init__(f"the database is at revision {current}, this program knows up to {head}")
        self.current = current
        self.head = head


class BrokenReferences(RuntimeError):
    """A migration left rows on SQLite that point at nothing: it was rolled back."""


def is_current(connection: Connection) -> bool:
    """Whether there is nothing to do. Asked without Alembic, which costs ten megabytes for the rest of the day."""
    if not inspect(connection).has_table("alembic_version"):
        return False
    newest = max(file.name.partition("_")[0] for file in (SCRIPTS / "versions").glob("[0-9]*_*.py"))
    return bool(connection.scalar(text("SELECT version_num FROM alembic_version")) == newest)


def upgrade(connection: Connection, scripts: Path = SCRIPTS) -> None:
    """Bring the database up to date and commit. `connection` has no transaction yet; on SQLite its engine begins
    one with BEGIN IMMEDIATE. Raises Newer, BrokenReferences."""
    from migrations import history

    history.upgrade(connection, scripts)


def revisions(connection: Connection, scripts: Path = SCRIPTS) -> tuple[str | None, str]:
    """The database's revision, none if it is empty; and the program's."""
    from migrations import history

    return history.revisions(connection, scripts)
