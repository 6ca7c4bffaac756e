"""Lengths of time between two instants, in SQL: SQLite and PostgreSQL count them differently."""

from typing import Any

from sqlalchemy import Float
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.functions import GenericFunction


class MinutesBetween(GenericFunction[float]):
    """The minutes from one instant to another, as a float."""

    type = Float()
    inherit_cache = True
    name = "minutes_between"


@compiles(MinutesBetween, "sqlite")
def _sqlite(element: Any, compiler: Any, **more: Any) -> str:
    start, end = (compiler.process(part, **more) for part in element.clauses)
    return f"((julianday({end}) - julianday({start})) * 1440.0)"


@compiles(MinutesBetween, "postgresql")
def _postgresql(element: Any, compiler: Any, **more: Any) -> str:
    start, end = (compiler.process(part, **more) for part in element.clauses)
    return f"(EXTRACT(EPOCH FROM ({end} - {start})) / 60.0)::float8"
