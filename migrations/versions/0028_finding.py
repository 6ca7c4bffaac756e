"""How urgent a task is as a number, an index for each order in which open tasks are listed, and on PostgreSQL the words
of tasks as vectors that are kept."""

import sqlalchemy as sa
from alembic import op

revision = "0028"
down_revision = "0027"
branch_labels = None
depends_on = None

NUMBER = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
UPDATES = {  # the day as Python counts it: the first day of the first year is 1
    "sqlite": "UPDATE task SET urgency = 3652060"
    " - CAST(julianday(coalesce(date(when_at), when_date)) - 1721424.5 AS int)"
    " WHERE when_at IS NOT NULL OR when_date IS NOT NULL",
    "postgresql": "UPDATE task SET urgency = 3652059 + (DATE '0001-01-01'"
    " - coalesce((when_at AT TIME ZONE 'UTC')::date, when_date)) WHERE when_at IS NOT NULL OR when_date IS NOT NULL",
}
ORDERS = (
    ["state", "id"],
    ["state", "urgency", "id"],
    ["state", "category_id", "id"],
    ["state", "category_id", "urgency", "id"],
    ["state", "group_id", "id"],
)


def upgrade() -> None:
    op.add_column("task", sa.Column("urgency", NUMBER, server_default="0", nullable=False))
    op.execute(UPDATES[op.get_bind().dialect.name])
    op.drop_index("ix_task_open", "task")
    for columns in ORDERS:
        op.create_index(f"ix_task_{'_'.join(columns)}", "task", columns)
    if op.get_bind().dialect.name != "sqlite":
        op.execute("DROP INDEX fts_task_words")
        op.execute(
            "ALTER TABLE task_words ADD COLUMN fts_words tsvector"
            " GENERATED ALWAYS AS (array_to_tsvector(string_to_array(words, ' '))) STORED"
        )
        op.execute("CREATE INDEX fts_task_words ON task_words USING gin (fts_words)")
