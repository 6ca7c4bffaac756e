"""E-mail addresses: proved, on their way to be, listed for a group; the mail out."""

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None


ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
INSTANT = sa.DateTime(timezone=True)
WORD = sa.String(length=32)
ADDRESS = sa.String(length=254)


def upgrade() -> None:
    op.create_table(
        "email_address",
        sa.Column("id", ID, nullable=False),
        sa.Column("person_id", ID, nullable=False),
        sa.Column("address", ADDRESS, nullable=False),
        sa.Column("proved_at", INSTANT, nullable=False),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_email_address_person_id_person"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_email_address")),
        sa.UniqueConstraint("address", name=op.f("uq_email_address_address")),
    )
    op.create_index(op.f("ix_email_address_person_id"), "email_address", ["person_id"], unique=False)
    op.create_table(
        "proof_code",
        sa.Column("id", ID, nullable=False),
        sa.Column("person_id", ID, nullable=False),
        sa.Column("address", ADDRESS, nullable=False),
        sa.Column("salt", sa.String(length=32), nullable=False),
        sa.Column("asked_at", INSTANT, nullable=False),
        sa.Column("posted", sa.Boolean(), nullable=False),
        sa.Column("mailed_at", INSTANT, nullable=True),
        sa.Column("tries", ID, nullable=False),
        sa.Column("ended_at", INSTANT, nullable=True),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_proof_code_person_id_person"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_proof_code")),
    )
    op.create_index("ix_proof_code_person_id_asked_at", "proof_code", ["person_id", "asked_at"], unique=False)
    op.create_index("ix_proof_code_address_asked_at", "proof_code", ["address", "asked_at"], unique=False)
    op.create_index("ix_proof_code_asked_at", "proof_code", ["asked_at"], unique=False)
    op.create_table(
        "group_invite",
        sa.Column("id", ID, nullable=False),
        sa.Column("group_id", ID, nullable=False),
        sa.Column("address", ADDRESS, nullable=False),
        sa.Column("language", sa.String(length=8), nullable=False),
        sa.Column("invited_by_id", ID, nullable=False),
        sa.Column("invited_at", INSTANT, nullable=False),
        sa.Column("accepted_at", INSTANT, nullable=True),
        sa.ForeignKeyConstraint(["group_id"], ["groups.id"], name=op.f("fk_group_invite_group_id_groups")),
        sa.ForeignKeyConstraint(["invited_by_id"], ["person.id"], name=op.f("fk_group_invite_invited_by_id_person")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_group_invite")),
        sa.UniqueConstraint("group_id", "address", name=op.f("uq_group_invite_group_id_address")),
    )
    for column in ("address", "invited_by_id", "invited_at"):
        op.create_index(op.f(f"ix_group_invite_{column}"), "group_invite", [column], unique=False)
    op.create_table(
        "invite_list",
        sa.Column("id", ID, nullable=False),
        sa.Column("group_id", ID, nullable=False),
        sa.Column("person_id", ID, nullable=False),
        sa.Column("language", sa.String(length=8), nullable=False),
        sa.Column("created_at", INSTANT, nullable=False),
        sa.Column("state", WORD, nullable=False),
        sa.Column("mails", sa.Boolean(), nullable=False),
        sa.Column("addresses", sa.JSON(), nullable=False),
        sa.Column("size", ID, nullable=False),
        sa.Column("faults", sa.JSON(), nullable=False),
        sa.Column("fault_count", ID, nullable=False),
        sa.Column("taken", ID, nullable=False),
        sa.Column("added", ID, nullable=False),
        sa.Column("known", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(["group_id"], ["groups.id"], name=op.f("fk_invite_list_group_id_groups")),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_invite_list_person_id_person"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_invite_list")),
    )
    for column in ("group_id", "person_id", "created_at", "state"):
        op.create_index(op.f(f"ix_invite_list_{column}"), "invite_list", [column], unique=False)
    op.create_table(
        "mail_message",
        sa.Column("id", ID, nullable=False),
        sa.Column("key", sa.String(length=120), nullable=False),
        sa.Column("kind", sa.String(length=60), nullable=False),
        sa.Column("values", sa.JSON(none_as_null=True), nullable=True),
        sa.Column("urgent", sa.Boolean(), nullable=False),
        sa.Column("written_at", INSTANT, nullable=False),
        sa.Column("not_before", INSTANT, nullable=False),
        sa.Column("state", WORD, nullable=False),
        sa.Column("attempts", ID, nullable=False),
        sa.Column("leased_until", INSTANT, nullable=True),
        sa.Column("finished_at", INSTANT, nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_mail_message")),
        sa.UniqueConstraint("key", name=op.f("uq_mail_message_key")),
    )
    op.create_index(
        "ix_mail_message_waiting",
        "mail_message",
        ["urgent", "id"],
        unique=False,
        sqlite_where=sa.text("state = 'waiting'"),
        postgresql_where=sa.text("state = 'waiting'"),
    )
    op.create_index("ix_mail_message_finished_at", "mail_message", ["finished_at"], unique=False)
