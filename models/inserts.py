"""INSERT ... ON CONFLICT: SQLite and PostgreSQL write it alike, and SQLAlchemy has a class of its own for each."""

from collections.abc import Callable
from typing import Any

from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

INSERTS: dict[str, Callable[..., Any]] = {"sqlite": sqlite.insert, "postgresql": postgresql.insert}


def insert_of(session: Session) -> Callable[..., Any]:
    """`insert` as the database of a session has it, with `on_conflict_do_nothing` and `on_conflict_do_update`."""
    return INSERTS[session.get_bind().dialect.name]


class Prebuilt:
    """A statement that every verb needs, built once for each database."""

    def __init__(self, build: Callable[[Callable[..., Any]], Any]) -> None:
        self._statements = {name: build(insert) for name, insert in INSERTS.items()}

    def on(self, session: Session) -> Any:
        """The statement for the database of a session."""
        return self._statements[session.get_bind().dialect.name]
