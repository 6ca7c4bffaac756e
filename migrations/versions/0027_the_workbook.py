"""The workbooks: answers and their versions, indicators, what was measured, comments."""

import sqlalchemy as sa
from alembic import op

revision = "0027"
down_revision = "0023"
branch_labels = None
depends_on = None

ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
INSTANT = sa.DateTime(timezone=True)
WORD = sa.String(length=32)


def upgrade() -> None:
    op.create_table(
        "work_closed",
        sa.Column("application_id", ID, nullable=False),
        sa.Column("part", WORD, nullable=False),
        sa.Column("closed_by_id", ID, nullable=False),
        sa.Column("closed_at", INSTANT, nullable=False),
        sa.ForeignKeyConstraint(
            ["application_id"],
            ["round_application.id"],
            name=op.f("fk_work_closed_application_id_round_application"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(["closed_by_id"], ["person.id"], name=op.f("fk_work_closed_closed_by_id_person")),
        sa.PrimaryKeyConstraint("application_id", "part", name=op.f("pk_work_closed")),
    )
    op.create_index(op.f("ix_work_closed_closed_by_id"), "work_closed", ["closed_by_id"])

    op.create_table(
        "work_comment",
        sa.Column("id", ID, nullable=False),
        sa.Column("application_id", ID, nullable=False),
        sa.Column("part", WORD, nullable=False),
        sa.Column("author_id", ID, nullable=False),
        sa.Column("text", sa.String(length=1000), nullable=False),
        sa.Column("at", INSTANT, nullable=False),
        sa.ForeignKeyConstraint(
            ["application_id"],
            ["round_application.id"],
            name=op.f("fk_work_comment_application_id_round_application"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(["author_id"], ["person.id"], name=op.f("fk_work_comment_author_id_person")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_work_comment")),
    )
    op.create_index("ix_work_comment_application_id_part", "work_comment", ["application_id", "part"])
    op.create_index(op.f("ix_work_comment_author_id"), "work_comment", ["author_id"])

    op.create_table(
        "work_indicator",
        sa.Column("id", ID, nullable=False),
        sa.Column("application_id", ID, nullable=False),
        sa.Column("figure", WORD, nullable=True),
        sa.Column("made_at", INSTANT, nullable=False),
        sa.Column("removed_at", INSTANT, nullable=True),
        sa.ForeignKeyConstraint(
            ["application_id"],
            ["round_application.id"],
            name=op.f("fk_work_indicator_application_id_round_application"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_work_indicator")),
    )
    op.create_index(op.f("ix_work_indicator_application_id"), "work_indicator", ["application_id"])

    op.create_table(
        "work_answer",
        sa.Column("id", ID, nullable=False),
        sa.Column("application_id", ID, nullable=False),
        sa.Column("indicator_id", ID, nullable=True),
        sa.Column("question", WORD, nullable=False),
        sa.Column("place", ID, nullable=False),
        sa.Column("text", sa.String(length=600), nullable=False),
        sa.Column("person_id", ID, nullable=True),
        sa.Column("sure", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.Column("version", ID, nullable=False),
        sa.Column("written_by_id", ID, nullable=False),
        sa.Column("written_at", INSTANT, nullable=False),
        sa.ForeignKeyConstraint(
            ["application_id"],
            ["round_application.id"],
            name=op.f("fk_work_answer_application_id_round_application"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["indicator_id"],
            ["work_indicator.id"],
            name=op.f("fk_work_answer_indicator_id_work_indicator"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_work_answer_person_id_person")),
        sa.ForeignKeyConstraint(["written_by_id"], ["person.id"], name=op.f("fk_work_answer_written_by_id_person")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_work_answer")),
        sa.UniqueConstraint(
            "indicator_id", "question", "place", name=op.f("uq_work_answer_indicator_id_question_place")
        ),
    )
    op.create_index("ix_work_answer_application_id", "work_answer", ["application_id"])
    op.create_index(op.f("ix_work_answer_person_id"), "work_answer", ["person_id"])
    op.create_index(op.f("ix_work_answer_written_by_id"), "work_answer", ["written_by_id"])
    op.create_index(
        "uq_work_answer_own",
        "work_answer",
        ["application_id", "question", "place"],
        unique=True,
        sqlite_where=sa.text("indicator_id IS NULL"),
        postgresql_where=sa.text("indicator_id IS NULL"),
    )

    op.create_table(
        "work_measure",
        sa.Column("id", ID, nullable=False),
        sa.Column("indicator_id", ID, nullable=False),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("reminded_at", INSTANT, nullable=True),
        sa.Column("value", ID, nullable=True),
        sa.Column("evidence", sa.String(length=500), nullable=False),
        sa.Column("version", ID, nullable=False),
        sa.Column("entered_by_id", ID, nullable=True),
        sa.Column("entered_at", INSTANT, nullable=True),
        sa.CheckConstraint("(value IS NULL) = (entered_at IS NULL)", name=op.f("ck_work_measure_entered")),
        sa.ForeignKeyConstraint(["entered_by_id"], ["person.id"], name=op.f("fk_work_measure_entered_by_id_person")),
        sa.ForeignKeyConstraint(
            ["indicator_id"],
            ["work_indicator.id"],
            name=op.f("fk_work_measure_indicator_id_work_indicator"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_work_measure")),
        sa.UniqueConstraint("indicator_id", "due_on", name=op.f("uq_work_measure_indicator_id_due_on")),
    )
    op.create_index(
        "ix_work_measure_due_on",
        "work_measure",
        ["due_on"],
        sqlite_where=sa.text("reminded_at IS NULL AND value IS NULL"),
        postgresql_where=sa.text("reminded_at IS NULL AND value IS NULL"),
    )
    op.create_index(op.f("ix_work_measure_entered_by_id"), "work_measure", ["entered_by_id"])

    op.create_table(
        "work_version",
        sa.Column("answer_id", ID, nullable=False),
        sa.Column("version", ID, nullable=False),
        sa.Column("text", sa.String(length=600), nullable=False),
        sa.Column("person_id", ID, nullable=False),
        sa.Column("at", INSTANT, nullable=False),
        sa.ForeignKeyConstraint(
            ["answer_id"], ["work_answer.id"], name=op.f("fk_work_version_answer_id_work_answer"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_work_version_person_id_person")),
        sa.PrimaryKeyConstraint("answer_id", "version", name=op.f("pk_work_version")),
    )
    op.create_index(op.f("ix_work_version_person_id"), "work_version", ["person_id"])
