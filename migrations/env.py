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


def of_models(item: Any, name: str | None, kind: str, reflected: bool, compared_to: Any) -> bool:
    """Whether something belongs to the models. The search indexes do not: each database has its own kind."""
    return not (name or "").startswith("fts_")


connection = context.config.attributes["connection"]
context.configure(
    connection=connection,
    target_metadata=Base.metadata,
    render_as_batch=connection.dialect.name == "sqlite",
    render_item=render,
    include_object=of_models,
)
with context.begin_transaction():
    context.run_migrations()
