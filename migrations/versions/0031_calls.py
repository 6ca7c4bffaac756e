"""Calls: whom they were told to, who follows them, who was reminded."""

import sqlalchemy as sa
from alembic import op

revision = "0031"
down_revision = "0028"
branch_labels = None
depends_on = None

ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
INSTANT = sa.DateTime(timezone=True)


def upgrade() -> None:
    op.create_table(
        "programme_follower",
        sa.Column("person_id", ID, nullable=False),
        sa.Column("since", INSTANT, nullable=False),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_programme_follower_person_id_person"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("person_id", name=op.f("pk_programme_follower")),
    )
    with op.batch_alter_table("programme_round") as batch_op:
        batch_op.add_column(sa.Column("telling_at", INSTANT, nullable=True))
        batch_op.add_column(sa.Column("told_after", ID, server_default="0", nullable=False))
    op.create_index(
        "ix_programme_round_telling_at",
        "programme_round",
        ["telling_at"],
        sqlite_where=sa.text("telling_at IS NOT NULL"),
        postgresql_where=sa.text("telling_at IS NOT NULL"),
    )
    with op.batch_alter_table("round_application") as batch_op:
        batch_op.add_column(sa.Column("draft_reminded", ID, server_default="0", nullable=False))
