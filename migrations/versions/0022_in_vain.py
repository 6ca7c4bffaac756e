"""What was asked in vain."""

import sqlalchemy as sa
from alembic import op

revision = "0022"
down_revision = "0021"
branch_labels = None
depends_on = None

NUMBER = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.create_table(
        "in_vain",
        sa.Column("task_id", NUMBER, nullable=False),
        sa.Column("round", NUMBER, nullable=False),
        sa.Column("category_id", NUMBER, nullable=False),
        sa.Column("ended", sa.String(length=32), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("told", NUMBER, nullable=False),
        sa.Column("asked", NUMBER, nullable=False),
        sa.Column("applied", NUMBER, nullable=False),
        sa.Column("not_for", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(["task_id"], ["task.id"], name="fk_in_vain_task_id_task", ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["category_id"], ["category.id"], name="fk_in_vain_category_id_category"),
        sa.PrimaryKeyConstraint("task_id", "round", name="pk_in_vain"),
    )
