"""Telegram group chats, linked to groups, and the cards of tasks in them."""

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None


ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
INSTANT = sa.DateTime(timezone=True)
DUE = sa.text("due OR leased_until IS NOT NULL")


def upgrade() -> None:
    op.create_table(
        "linked_chat",
        sa.Column("id", ID, nullable=False),
        sa.Column("telegram_id", ID, nullable=False),
        sa.Column("token", sa.String(length=24), nullable=False),
        sa.Column("title", sa.String(length=255), nullable=False),
        sa.Column("language", sa.String(length=8), nullable=False),
        sa.Column("present", sa.Boolean(), nullable=False),
        sa.Column("silenced_at", INSTANT, nullable=True),
        sa.Column("group_id", ID, nullable=True),
        sa.Column("linked_at", INSTANT, nullable=True),
        sa.ForeignKeyConstraint(["group_id"], ["groups.id"], name=op.f("fk_linked_chat_group_id_groups")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_linked_chat")),
        sa.UniqueConstraint("telegram_id", name=op.f("uq_linked_chat_telegram_id")),
        sa.UniqueConstraint("token", name=op.f("uq_linked_chat_token")),
    )
    op.create_index(op.f("ix_linked_chat_group_id"), "linked_chat", ["group_id"], unique=False)
    op.create_table(
        "chat_request",
        sa.Column("id", ID, nullable=False),
        sa.Column("chat_id", ID, nullable=False),
        sa.Column("person_id", ID, nullable=False),
        sa.Column("group_id", ID, nullable=False),
        sa.Column("asked_at", INSTANT, nullable=False),
        sa.Column("attempts", ID, nullable=False),
        sa.Column("not_before", INSTANT, nullable=True),
        sa.Column("leased_until", INSTANT, nullable=True),
        sa.ForeignKeyConstraint(
            ["chat_id"], ["linked_chat.id"], name=op.f("fk_chat_request_chat_id_linked_chat"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_chat_request_person_id_person"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["group_id"], ["groups.id"], name=op.f("fk_chat_request_group_id_groups")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_chat_request")),
        sa.UniqueConstraint("chat_id", "person_id", name=op.f("uq_chat_request_chat_id_person_id")),
    )
    op.create_index(op.f("ix_chat_request_person_id"), "chat_request", ["person_id"], unique=False)
    op.create_index(op.f("ix_chat_request_group_id"), "chat_request", ["group_id"], unique=False)
    op.create_table(
        "chat_card",
        sa.Column("id", ID, nullable=False),
        sa.Column("chat_id", ID, nullable=False),
        sa.Column("task_id", ID, nullable=False),
        sa.Column("message_id", ID, nullable=True),
        sa.Column("shown", sa.String(length=32), nullable=True),
        sa.Column("shown_state", sa.String(length=32), nullable=True),
        sa.Column("due", sa.Boolean(), nullable=False),
        sa.Column("posted_anew", sa.Boolean(), nullable=False),
        sa.Column("looked_at", INSTANT, nullable=False),
        sa.Column("attempts", ID, nullable=False),
        sa.Column("not_before", INSTANT, nullable=True),
        sa.Column("leased_until", INSTANT, nullable=True),
        sa.ForeignKeyConstraint(
            ["chat_id"], ["linked_chat.id"], name=op.f("fk_chat_card_chat_id_linked_chat"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["task_id"], ["task.id"], name=op.f("fk_chat_card_task_id_task"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_chat_card")),
        sa.UniqueConstraint("chat_id", "task_id", name=op.f("uq_chat_card_chat_id_task_id")),
    )
    op.create_index(op.f("ix_chat_card_task_id"), "chat_card", ["task_id"], unique=False)
    op.create_index(
        "ix_chat_card_due", "chat_card", ["chat_id", "id"], unique=False, sqlite_where=DUE, postgresql_where=DUE
    )
