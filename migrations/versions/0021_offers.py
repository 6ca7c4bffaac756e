"""Standing offers of help, and for which tasks they were asked."""

import sqlalchemy as sa
from alembic import op

revision = "0021"
down_revision = "0020"
branch_labels = None
depends_on = None

NUMBER = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
INSTANT = sa.DateTime(timezone=True)


def upgrade() -> None:
    op.create_table(
        "offer",
        sa.Column("id", NUMBER, nullable=False),
        sa.Column("person_id", NUMBER, nullable=False),
        sa.Column("category_id", NUMBER, nullable=False),
        sa.Column("minutes", NUMBER, nullable=False),
        sa.Column("words", sa.String(length=300), nullable=False),
        sa.Column("made_at", INSTANT, nullable=False),
        sa.Column("holds_since", INSTANT, nullable=False),
        sa.Column("asked_at", INSTANT, nullable=True),
        sa.Column("paused_at", INSTANT, nullable=True),
        sa.Column("ended_at", INSTANT, nullable=True),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name="fk_offer_person_id_person", ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["category_id"], ["category.id"], name="fk_offer_category_id_category"),
        sa.PrimaryKeyConstraint("id", name="pk_offer"),
    )
    op.create_index("ix_offer_person_id", "offer", ["person_id"])
    lasting, shown = sa.text("ended_at IS NULL"), sa.text("ended_at IS NULL AND paused_at IS NULL")
    op.create_index(
        "ix_offer_lasting",
        "offer",
        ["person_id", "category_id"],
        unique=True,
        sqlite_where=lasting,
        postgresql_where=lasting,
    )
    op.create_index("ix_offer_open", "offer", ["category_id", "id"], sqlite_where=shown, postgresql_where=shown)
    op.create_index("ix_offer_holds_since", "offer", ["holds_since"], sqlite_where=shown, postgresql_where=shown)
    op.create_table(
        "offer_asked",
        sa.Column("offer_id", NUMBER, nullable=False),
        sa.Column("task_id", NUMBER, nullable=False),
        sa.Column("at", INSTANT, nullable=False),
        sa.ForeignKeyConstraint(["offer_id"], ["offer.id"], name="fk_offer_asked_offer_id_offer", ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["task_id"], ["task.id"], name="fk_offer_asked_task_id_task", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("offer_id", "task_id", name="pk_offer_asked"),
    )
    op.create_index("ix_offer_asked_task_id", "offer_asked", ["task_id"])
