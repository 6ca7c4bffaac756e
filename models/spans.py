"""Lengths of time between two instants, in SQL: SQLite and PostgreSQL count them differently."""

from typing import Any

from sqlalchemy import BigInteger
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.functions import GenericFunction


class MinutesBetween(GenericFunction[int]):
    """The whole minutes from one instant to another, rounded."""

    type = BigInteger()
    inherit_cache = True
    name = "minutes_between"


@compiles(MinutesBetween, "sqlite")
def _sqlite(element: Any, compiler: Any, **more: Any) -> str:
    start, end = (compiler.process(part, **more) for part in element.clauses)
    return f"CAST((julianday({end}) - julianday({start})) * 1440.0 + 0.5 AS INTEGER)"


@compiles(MinutesBetween, "postgresql")
def _postgresql(element: Any, compiler: Any, **more: Any) -> str:
    start, end = (compiler.process(part, **more) for part in element.clauses)
    return f"floor(EXTRACT(EPOCH FROM ({end} - {start})) / 60.0 + 0.5)::bigint"
