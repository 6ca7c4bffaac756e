"""What every table shares: the declarative base and the two types that SQLite does not have."""

from datetime import UTC, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import (
    BigInteger,
    ColumnElement,
    DateTime,
    Dialect,
    Enum,
    Integer,
    MetaData,
    Table,
    TypeDecorator,
    literal_column,
)
from sqlalchemy.orm import DeclarativeBase

NAMES = {
    "ix": "ix_%(column_0_N_label)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}


class UtcDateTime(TypeDecorator[datetime]):
    """An instant in UTC. Refuses naive values (ValueError): SQLite keeps no offset."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError(f"a naive datetime has no place in the database: {value!r}")
        instant = value.astimezone(UTC)
        return instant.replace(tzinfo=None) if dialect.name == "sqlite" else instant

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


BigId = BigInteger().with_variant(Integer, "sqlite")
"""64-bit keys; on SQLite an INTEGER PRIMARY KEY, which is 64 bits wide there and counts by itself."""


class Base(DeclarativeBase):
    """The declarative base. Keys are 64-bit, datetimes are UTC, constraints have stable names."""

    metadata = MetaData(naming_convention=NAMES)
    type_annotation_map = {  # noqa: RUF012  SQLAlchemy reads it from the class
        int: BigId,
        datetime: UtcDateTime,
        StrEnum: Enum(
            StrEnum, native_enum=False, length=32, create_constraint=False, values_callable=list
        ),  # kept by value: readable in the database, and what partial indexes compare with
    }

    def __repr__(self) -> str:
        """The class and the key: never what people wrote."""
        key: Any = getattr(self, "id", None)
        return f"<{type(self).__name__} {key}>"


def table_of(noun: type[Base]) -> Table:
    """The table of a noun, for statements that need no object: the frame's own rows go this shorter way."""
    table = noun.__table__
    assert isinstance(table, Table)
    return table


def constant(state: StrEnum) -> ColumnElement[str]:
    """A state as a part of the statement that compares a column with it. Where an index is of rows in one state, SQLite
    plans a statement anew at each run that has the state as a parameter: its value says whether the index will do.
    """
    return literal_column(f"'{state}'")
