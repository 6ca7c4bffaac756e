"""What requesters say a month after; and the days that reports look for."""

import sqlalchemy as sa
from alembic import op

revision = "0019"
down_revision = "0018"
branch_labels = None
depends_on = None

ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.create_table(
        "task_outcome",
        sa.Column("id", ID, nullable=False),
        sa.Column("task_id", ID, nullable=False),
        sa.Column("requester_id", ID, nullable=False),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("solved", sa.String(length=32), nullable=True),
        sa.Column("can_myself", sa.String(length=32), nullable=True),
        sa.Column("knows_whom", sa.String(length=32), nullable=True),
        sa.Column("answered_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["requester_id"], ["person.id"], name="fk_task_outcome_requester_id_person"),
        sa.ForeignKeyConstraint(["task_id"], ["task.id"], name="fk_task_outcome_task_id_task"),
        sa.PrimaryKeyConstraint("id", name="pk_task_outcome"),
        sa.UniqueConstraint("task_id", name="uq_task_outcome_task_id"),
    )
    op.create_index("ix_task_outcome_requester_id", "task_outcome", ["requester_id"])
    op.create_index("ix_task_outcome_asked_at", "task_outcome", ["asked_at"])
    op.create_index("ix_task_published_at", "task", ["published_at"])
    op.create_index("ix_task_ended_at", "task", ["ended_at"])
    op.create_index("ix_application_sent_at", "application", ["sent_at"])
    op.create_index("ix_feedback_given_at", "feedback", ["given_at"])
