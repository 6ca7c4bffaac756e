"""What selecting and the results of a round need."""

import sqlalchemy as sa
from alembic import op

revision = "0034"
down_revision = "0033"
branch_labels = None
depends_on = None

ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
INSTANT = sa.DateTime(timezone=True)
WORD = sa.String(length=32)


def upgrade() -> None:
    op.create_table(
        "day_feedback",
        sa.Column("id", ID, nullable=False),
        sa.Column("day_id", ID, nullable=False),
        sa.Column("person_id", ID, nullable=False),
        sa.Column("useful", ID, nullable=True),
        sa.Column("next_step", sa.String(length=300), nullable=False),
        sa.Column("asked_at", INSTANT, nullable=False),
        sa.Column("given_at", INSTANT, nullable=True),
        sa.CheckConstraint("useful BETWEEN 1 AND 5", name=op.f("ck_day_feedback_useful")),
        sa.ForeignKeyConstraint(
            ["day_id"], ["contact_day.id"], name=op.f("fk_day_feedback_day_id_contact_day"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_day_feedback_person_id_person")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_day_feedback")),
        sa.UniqueConstraint("day_id", "person_id", name=op.f("uq_day_feedback_day_id_person_id")),
    )
    op.create_index(op.f("ix_day_feedback_person_id"), "day_feedback", ["person_id"])

    op.create_table(
        "rating_asked",
        sa.Column("application_id", ID, nullable=False),
        sa.Column("moment", WORD, nullable=False),
        sa.Column("asked_at", INSTANT, nullable=False),
        sa.Column("reminded_at", INSTANT, nullable=True),
        sa.ForeignKeyConstraint(
            ["application_id"],
            ["round_application.id"],
            name=op.f("fk_rating_asked_application_id_round_application"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("application_id", "moment", name=op.f("pk_rating_asked")),
    )
    with op.batch_alter_table("round_application") as batch_op:
        batch_op.add_column(sa.Column("offered_at", INSTANT, nullable=True))
        batch_op.add_column(sa.Column("moved_up", sa.Boolean(), server_default=sa.false(), nullable=False))
        batch_op.add_column(sa.Column("heard_at", INSTANT, nullable=True))
        batch_op.add_column(sa.Column("reminded", ID, server_default="0", nullable=False))
