"""Conversations in full: albums, edits, reactions, topics; mute, block, report; what was said is forgotten in time."""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None

ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
INSTANT = sa.DateTime(timezone=True)


def upgrade() -> None:
    op.add_column("conversation", sa.Column("forgotten_at", INSTANT, nullable=True))
    open_ended = sa.text("forgotten_at IS NULL")
    op.create_index(
        "ix_conversation_forgetting",
        "conversation",
        ["closed_at"],
        sqlite_where=open_ended,
        postgresql_where=open_ended,
    )

    op.create_table(
        "conversation_side",
        sa.Column("id", ID, nullable=False),
        sa.Column("conversation_id", ID, nullable=False),
        sa.Column("person_id", ID, nullable=False),
        sa.Column("muted_at", INSTANT, nullable=True),
        sa.Column("seen_message_id", ID, nullable=False),
        sa.Column("unreached_at", INSTANT, nullable=True),
        sa.Column("thread_id", ID, nullable=True),
        sa.ForeignKeyConstraint(
            ["conversation_id"],
            ["conversation.id"],
            name=op.f("fk_conversation_side_conversation_id_conversation"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_conversation_side_person_id_person")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_conversation_side")),
        sa.UniqueConstraint(
            "conversation_id", "person_id", name=op.f("uq_conversation_side_conversation_id_person_id")
        ),
    )
    op.create_index("ix_conversation_side_person_id_thread_id", "conversation_side", ["person_id", "thread_id"])
    _give_both_sides()

    for column in (
        sa.Column("details", sa.JSON(none_as_null=True), nullable=True),
        sa.Column("album", sa.String(length=64), nullable=True),
        sa.Column("header_message_id", ID, nullable=True),
        sa.Column("edited_at", INSTANT, nullable=True),
        sa.Column("edits", ID, nullable=False, server_default="0"),
        sa.Column("reactions", ID, nullable=False, server_default="0"),
    ):
        op.add_column("message", column)
    with op.batch_alter_table("message") as message:  # the default was for the rows that are there
        message.alter_column("edits", server_default=None)
        message.alter_column("reactions", server_default=None)
    op.create_index("ix_message_header", "message", ["recipient_id", "header_message_id"])
    op.create_index("ix_message_album", "message", ["author_id", "album"])

    op.create_table(
        "block",
        sa.Column("id", ID, nullable=False),
        sa.Column("blocker_id", ID, nullable=False),
        sa.Column("blocked_id", ID, nullable=False),
        sa.Column("at", INSTANT, nullable=False),
        sa.ForeignKeyConstraint(["blocker_id"], ["person.id"], name=op.f("fk_block_blocker_id_person")),
        sa.ForeignKeyConstraint(["blocked_id"], ["person.id"], name=op.f("fk_block_blocked_id_person")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_block")),
        sa.UniqueConstraint("blocker_id", "blocked_id", name=op.f("uq_block_blocker_id_blocked_id")),
    )
    op.create_index(op.f("ix_block_blocked_id"), "block", ["blocked_id"])

    op.create_table(
        "report",
        sa.Column("id", ID, nullable=False),
        sa.Column("conversation_id", ID, nullable=False),
        sa.Column("reporter_id", ID, nullable=False),
        sa.Column("reported_id", ID, nullable=False),
        sa.Column("reason", sa.String(length=32), nullable=False),
        sa.Column("messages", sa.JSON(none_as_null=True), nullable=True),
        sa.Column("reported_at", INSTANT, nullable=False),
        sa.Column("closed_at", INSTANT, nullable=True),
        sa.ForeignKeyConstraint(
            ["conversation_id"], ["conversation.id"], name=op.f("fk_report_conversation_id_conversation")
        ),
        sa.ForeignKeyConstraint(["reporter_id"], ["person.id"], name=op.f("fk_report_reporter_id_person")),
        sa.ForeignKeyConstraint(["reported_id"], ["person.id"], name=op.f("fk_report_reported_id_person")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_report")),
    )
    op.create_index(op.f("ix_report_conversation_id"), "report", ["conversation_id"])
    op.create_index(op.f("ix_report_reporter_id"), "report", ["reporter_id"])
    op.create_index(op.f("ix_report_reported_id"), "report", ["reported_id"])
    op.create_index("ix_report_closed_at", "report", ["closed_at"])
    still_open = sa.text("closed_at IS NULL")
    op.create_index(
        "ix_report_open",
        "report",
        ["conversation_id", "reporter_id"],
        unique=True,
        sqlite_where=still_open,
        postgresql_where=still_open,
    )

    op.create_table(
        "suspension",
        sa.Column("id", ID, nullable=False),
        sa.Column("person_id", ID, nullable=False),
        sa.Column("report_id", ID, nullable=True),
        sa.Column("at", INSTANT, nullable=False),
        sa.Column("lifted_at", INSTANT, nullable=True),
        sa.Column("answer", sa.String(length=1000), nullable=False),
        sa.Column("answers", ID, nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_suspension_person_id_person")),
        sa.ForeignKeyConstraint(["report_id"], ["report.id"], name=op.f("fk_suspension_report_id_report")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_suspension")),
    )
    op.create_index(op.f("ix_suspension_report_id"), "suspension", ["report_id"])
    holding = sa.text("lifted_at IS NULL")
    op.create_index(
        "ix_suspension_holding",
        "suspension",
        ["person_id"],
        unique=True,
        sqlite_where=holding,
        postgresql_where=holding,
    )


def _give_both_sides() -> None:
    talk = sa.table("conversation", sa.column("id"), sa.column("requester_id"), sa.column("doer_id"))
    said = sa.table("message", sa.column("id"), sa.column("conversation_id"))
    side = sa.table(
        "conversation_side", sa.column("conversation_id"), sa.column("person_id"), sa.column("seen_message_id")
    )
    newest = sa.select(sa.func.coalesce(sa.func.max(said.c.id), 0)).where(said.c.conversation_id == talk.c.id)
    for person in (talk.c.requester_id, talk.c.doer_id):
        op.execute(
            side.insert().from_select(
                ["conversation_id", "person_id", "seen_message_id"],
                sa.select(talk.c.id, person, newest.scalar_subquery()),
            )
        )
