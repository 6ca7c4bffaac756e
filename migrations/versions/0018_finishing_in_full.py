"""Finishing in full: what was asked and answered, what did not happen, disputes, and hours proposed later."""

import sqlalchemy as sa
from alembic import op

revision = "0018"
down_revision = "0017"
branch_labels = None
depends_on = None


ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
INSTANT = sa.DateTime(timezone=True)
WORD = sa.String(length=32)


def upgrade() -> None:
    with op.batch_alter_table("assignment") as batch:
        batch.add_column(sa.Column("asked_at", INSTANT, nullable=True))
        batch.add_column(sa.Column("asked_times", ID, nullable=False, server_default="0"))
        batch.add_column(sa.Column("hours_answer", sa.String(length=600), nullable=True))
        batch.add_column(sa.Column("changes_at", INSTANT, nullable=True))
        batch.add_column(sa.Column("missed_by_id", ID, nullable=True))
        batch.add_column(sa.Column("missed_no_show", sa.Boolean(), nullable=True))
        batch.add_column(sa.Column("missed_text", sa.String(length=600), nullable=True))
        batch.add_column(sa.Column("missed_answer", sa.String(length=600), nullable=True))
        batch.add_column(sa.Column("ended_at", INSTANT, nullable=True))
        batch.add_column(sa.Column("closed_at", INSTANT, nullable=True))
        batch.add_column(sa.Column("disputed_at", INSTANT, nullable=True))
        batch.create_foreign_key(op.f("fk_assignment_missed_by_id_person"), "person", ["missed_by_id"], ["id"])
    op.create_index("ix_assignment_state_agreed_at", "assignment", ["state", "agreed_at"], unique=False)
    op.create_index(
        "ix_assignment_answerable",
        "assignment",
        ["ended_at"],
        unique=False,
        sqlite_where=sa.text("closed_at IS NULL AND ended_at IS NOT NULL"),
        postgresql_where=sa.text("closed_at IS NULL AND ended_at IS NOT NULL"),
    )
    assignment = sa.table(
        "assignment",
        sa.column("state", WORD),
        sa.column("done_at", INSTANT),
        *(sa.column(name, INSTANT) for name in ("approved_at", "ended_at", "changes_at")),
    )
    op.execute(assignment.update().where(assignment.c.state == "approved").values(ended_at=assignment.c.approved_at))
    op.execute(assignment.update().where(assignment.c.state == "changes_asked").values(changes_at=assignment.c.done_at))
    with op.batch_alter_table("ledger_entry") as batch:
        batch.add_column(sa.Column("kind", WORD, nullable=False, server_default="work"))

    op.create_table(
        "dispute",
        sa.Column("id", ID, nullable=False),
        sa.Column("assignment_id", ID, nullable=False),
        sa.Column("opened_by_id", ID, nullable=False),
        sa.Column("about", WORD, nullable=False),
        sa.Column("said", sa.String(length=1000), nullable=False),
        sa.Column("opened_at", INSTANT, nullable=False),
        sa.Column("answer", sa.String(length=1000), nullable=True),
        sa.Column("answered_at", INSTANT, nullable=True),
        sa.Column("minutes", ID, nullable=True),
        sa.Column("reason", sa.String(length=300), nullable=True),
        sa.Column("decided_by_id", ID, nullable=True),
        sa.Column("decided_at", INSTANT, nullable=True),
        sa.ForeignKeyConstraint(["assignment_id"], ["assignment.id"], name=op.f("fk_dispute_assignment_id_assignment")),
        sa.ForeignKeyConstraint(["decided_by_id"], ["person.id"], name=op.f("fk_dispute_decided_by_id_person")),
        sa.ForeignKeyConstraint(["opened_by_id"], ["person.id"], name=op.f("fk_dispute_opened_by_id_person")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_dispute")),
        sa.UniqueConstraint("assignment_id", name=op.f("uq_dispute_assignment_id")),
    )
    op.create_index(
        "ix_dispute_open",
        "dispute",
        ["opened_at"],
        unique=False,
        sqlite_where=sa.text("decided_at IS NULL"),
        postgresql_where=sa.text("decided_at IS NULL"),
    )
    op.create_table(
        "hours_proposal",
        sa.Column("id", ID, nullable=False),
        sa.Column("assignment_id", ID, nullable=False),
        sa.Column("proposed_by_id", ID, nullable=False),
        sa.Column("kind", WORD, nullable=False),
        sa.Column("minutes", ID, nullable=False),
        sa.Column("reason", sa.String(length=300), nullable=False),
        sa.Column("proposed_at", INSTANT, nullable=False),
        sa.Column("answered_at", INSTANT, nullable=True),
        sa.Column("accepted", sa.Boolean(), nullable=True),
        sa.ForeignKeyConstraint(
            ["assignment_id"], ["assignment.id"], name=op.f("fk_hours_proposal_assignment_id_assignment")
        ),
        sa.ForeignKeyConstraint(
            ["proposed_by_id"], ["person.id"], name=op.f("fk_hours_proposal_proposed_by_id_person")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_hours_proposal")),
    )
    op.create_index(op.f("ix_hours_proposal_assignment_id"), "hours_proposal", ["assignment_id"], unique=False)
    op.create_index(
        "uq_hours_proposal_open",
        "hours_proposal",
        ["assignment_id"],
        unique=True,
        sqlite_where=sa.text("answered_at IS NULL"),
        postgresql_where=sa.text("answered_at IS NULL"),
    )
