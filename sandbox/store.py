"""Where the world is kept: one SQLite file that a killed process leaves whole."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator
from pathlib import Path
from typing import Any

SCHEMA = """
create table if not exists things (kind text, key text, body text, primary key (kind, key)) without rowid;
create table if not exists contents (key text primary key, body blob) without rowid;
"""


class Store:
    """Things by kind and key, and the contents of files. Without a path nothing outlives the process."""

    def __init__(self, path: Path | None) -> None:
        self.durable = path is not None
        if path is not None:
            path.parent.mkdir(parents=True, exist_ok=True)
        self.connection = sqlite3.connect(path or ":memory:", isolation_level=None, check_same_thread=False)
        if self.durable:
            self.connection.execute("pragma journal_mode=wal")
            self.connection.execute("pragma synchronous=off")
        self.connection.executescript(SCHEMA)
        self.changes: dict[tuple[str, str], Any] = {}

    def things(self, kind: str) -> Iterator[tuple[str, Any]]:
        """All things of a kind."""
        for key, body in self.connection.execute("select key, body from things where kind = ?", (kind,)):
            yield key, json.loads(body)

    def keep(self, kind: str, key: object, thing: Any) -> None:
        """Remember a thing at the next flush; None forgets it."""
        if self.durable:
            self.changes[kind, str(key)] = thing

    def flush(self) -> None:
        """Write what has changed, all of it or nothing."""
        if not self.changes:
            return
        kept = [(*key, json.dumps(thing)) for key, thing in self.changes.items() if thing is not None]
        gone = [key for key, thing in self.changes.items() if thing is None]
        self.changes = {}
        self.connection.execute("begin immediate")
        if kept:
            self.connection.executemany("insert or replace into things values (?, ?, ?)", kept)
        if gone:
            self.connection.executemany("delete from things where kind = ? and key = ?", gone)
        self.connection.execute("commit")

    def put_content(self, key: str, content: bytes) -> None:
        """Keep what is in a file."""
        self.connection.execute("insert or replace into contents values (?, ?)", (key, content))

    def content(self, key: str) -> bytes | None:
        """What is in a file."""
        row = self.connection.execute("select body from contents where key = ?", (key,)).fetchone()
        return row[0] if row else None

    def clear(self) -> None:
        """Forget everything."""
        self.changes = {}
        self.connection.executescript("delete from things; delete from contents;")

    def close(self) -> None:
        """Write the rest and let go of the file."""
        self.flush()
        self.connection.close()
