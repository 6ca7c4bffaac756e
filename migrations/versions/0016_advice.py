"""Advice: small questions, whom they are asked of, and conversations about them."""

import sqlalchemy as sa
from alembic import op

revision = "0016"
down_revision = "0015"
branch_labels = None
depends_on = None

ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
INSTANT = sa.DateTime(timezone=True)
WORD = sa.String(length=32)


def upgrade() -> None:
    op.add_column("person", sa.Column("no_questions_at", INSTANT, nullable=True))
    op.create_table(
        "advice",
        sa.Column("id", ID, nullable=False),
        sa.Column("asker_id", ID, nullable=False),
        sa.Column("organisation_id", ID, nullable=True),
        sa.Column("category_id", ID, nullable=False),
        sa.Column("question", sa.String(length=600), nullable=False),
        sa.Column("state", WORD, nullable=False),
        sa.Column("asked_at", INSTANT, nullable=False),
        sa.Column("waits_since", INSTANT, nullable=False),
        sa.Column("passed_on_at", INSTANT, nullable=True),
        sa.Column("reminded_at", INSTANT, nullable=True),
        sa.Column("ended_at", INSTANT, nullable=True),
        sa.Column("unmet_reason", WORD, nullable=True),
        sa.Column("helper_id", ID, nullable=True),
        sa.Column("helper_organisation_id", ID, nullable=True),
        sa.Column("minutes", ID, nullable=True),
        sa.Column("score", ID, nullable=True),
        sa.CheckConstraint("score BETWEEN 1 AND 5", name=op.f("ck_advice_score")),
        sa.CheckConstraint("(state = 'helped') = (helper_id IS NOT NULL)", name=op.f("ck_advice_helper")),
        sa.CheckConstraint("(state = 'unmet') = (unmet_reason IS NOT NULL)", name=op.f("ck_advice_unmet")),
        sa.ForeignKeyConstraint(["asker_id"], ["person.id"], name=op.f("fk_advice_asker_id_person")),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["organisation.id"], name=op.f("fk_advice_organisation_id_organisation")
        ),
        sa.ForeignKeyConstraint(["category_id"], ["category.id"], name=op.f("fk_advice_category_id_category")),
        sa.ForeignKeyConstraint(["helper_id"], ["person.id"], name=op.f("fk_advice_helper_id_person")),
        sa.ForeignKeyConstraint(
            ["helper_organisation_id"], ["organisation.id"], name=op.f("fk_advice_helper_organisation_id_organisation")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_advice")),
    )
    op.create_index("ix_advice_asker_id_state", "advice", ["asker_id", "state"])
    op.create_index(op.f("ix_advice_organisation_id"), "advice", ["organisation_id"])
    op.create_index(op.f("ix_advice_helper_id"), "advice", ["helper_id"])
    op.create_index(op.f("ix_advice_helper_organisation_id"), "advice", ["helper_organisation_id"])
    op.create_index("ix_advice_state_ended_at", "advice", ["state", "ended_at"])
    waiting = sa.text("state IN ('asked', 'answered')")
    op.create_index("ix_advice_waiting", "advice", ["waits_since"], sqlite_where=waiting, postgresql_where=waiting)
    op.create_table(
        "advice_asked",
        sa.Column("id", ID, nullable=False),
        sa.Column("advice_id", ID, nullable=False),
        sa.Column("person_id", ID, nullable=False),
        sa.Column("asked_at", INSTANT, nullable=False),
        sa.Column("answered_at", INSTANT, nullable=True),
        sa.Column("declined_at", INSTANT, nullable=True),
        sa.ForeignKeyConstraint(
            ["advice_id"], ["advice.id"], name=op.f("fk_advice_asked_advice_id_advice"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_advice_asked_person_id_person")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_advice_asked")),
        sa.UniqueConstraint("advice_id", "person_id", name=op.f("uq_advice_asked_advice_id_person_id")),
    )
    op.create_index("ix_advice_asked_person_id_asked_at", "advice_asked", ["person_id", "asked_at"])
    with op.batch_alter_table("conversation") as conversation:
        conversation.alter_column("task_id", existing_type=ID, nullable=True)
        conversation.add_column(sa.Column("advice_id", ID, nullable=True))
        conversation.create_foreign_key(op.f("fk_conversation_advice_id_advice"), "advice", ["advice_id"], ["id"])
        conversation.create_unique_constraint(op.f("uq_conversation_advice_id_doer_id"), ["advice_id", "doer_id"])
        conversation.create_check_constraint(op.f("ck_conversation_about"), "(task_id IS NULL) <> (advice_id IS NULL)")
