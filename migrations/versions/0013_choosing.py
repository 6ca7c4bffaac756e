"""Choosing in full: offers to confirm, reserves, another application, another life of a task, and their reminders."""

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None

NUMBER = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
INSTANT = sa.DateTime(timezone=True)
WORD = sa.String(length=32)


def upgrade() -> None:
    op.add_column("task", sa.Column("round", NUMBER, nullable=False, server_default="0"))
    op.add_column("task", sa.Column("renewed_at", INSTANT, nullable=True))
    op.add_column("task", sa.Column("expire_warnings", NUMBER, nullable=False, server_default="0"))
    op.add_column("task", sa.Column("advised_at", INSTANT, nullable=True))
    op.add_column("task", sa.Column("choose_by_told_at", INSTANT, nullable=True))
    op.add_column("task", sa.Column("rest_asked_at", INSTANT, nullable=True))
    op.add_column("application", sa.Column("round", NUMBER, nullable=False, server_default="0"))
    op.add_column("application", sa.Column("nudged_at", INSTANT, nullable=True))
    op.add_column("application", sa.Column("told_waiting_at", INSTANT, nullable=True))
    op.create_index(
        "ix_application_waiting",
        "application",
        ["sent_at"],
        unique=False,
        sqlite_where=sa.text("state = 'sent'"),
        postgresql_where=sa.text("state = 'sent'"),
    )
    op.add_column("assignment", sa.Column("offered_at", INSTANT, nullable=True))
    op.add_column("assignment", sa.Column("reminded_at", INSTANT, nullable=True))
    op.add_column("assignment", sa.Column("release_reason", WORD, nullable=True))
    # Counted before: a place given up on cancelling was not given back.
    op.execute(
        "UPDATE task SET places_taken = (SELECT count(*) FROM assignment"
        " WHERE assignment.task_id = task.id AND assignment.state NOT IN ('released', 'withdrawn'))"
        " WHERE state = 'cancelled'"
    )
    op.execute(
        "UPDATE application SET state = 'lapsed' WHERE state = 'chosen' AND EXISTS"
        " (SELECT 1 FROM assignment WHERE assignment.application_id = application.id"
        " AND assignment.state = 'released')"
    )
