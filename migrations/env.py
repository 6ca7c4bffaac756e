"""How Alembic runs here: on the connection it is handed, in the transaction that is open on it."""

from typing import Any, Literal

from alembic import context
from alembic.autogenerate.api import AutogenContext

import models  # noqa: F401  every table
from models.base import Base, BigId, UtcDateTime


def render(kind: str, item: Any, autogen: AutogenContext) -> str | Literal[False]:
    """Our own types in a new revision, by what they are in the database: a revision imports no model."""
    if kind != "type":
        return False
    if isinstance(item, UtcDateTime):
        return "sa.DateTime(timezone=True)"
    if item is BigId:
        return 'sa.BigInteger().with_variant(sa.Integer(), "sqlite")'
    if getattr(item, "enum_class", None) is not None:
        return "sa.String(length=32)"
    return False


connection = context.config.attributes["connection"]
context.configure(
    connection=connection,
    target_metadata=Base.metadata,
    render_as_batch=connection.dialect.name == "sqlite",
    render_item=render,
)
with context.begin_transaction():
    context.run_migrations()
