"""What each person wants to hear from the bot by itself, and what a notice warns of."""

import sqlalchemy as sa
from alembic import op

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None

NUMBER = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
INSTANT = sa.DateTime(timezone=True)
WORD = sa.String(length=32)


def upgrade() -> None:
    op.create_table(
        "wishes",
        sa.Column("person_id", NUMBER, nullable=False),
        sa.Column("news", WORD, nullable=False),
        sa.Column("reminders", WORD, nullable=False),
        sa.Column("days", WORD, nullable=False),
        sa.Column("quiet", sa.String(length=5), nullable=True),
        sa.Column("away_until", INSTANT, nullable=True),
        sa.Column("told_on", sa.Date(), nullable=True),
        sa.Column("told", NUMBER, nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name="fk_wishes_person_id_person", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("person_id", name="pk_wishes"),
    )
    op.add_column("outbox", sa.Column("happens_at", INSTANT, nullable=True))
