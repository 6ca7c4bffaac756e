"""Admission, contact persons who confirm, and groups that hold whole organisations."""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None


ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
INSTANT = sa.DateTime(timezone=True)
WORD = sa.String(length=32)
UNCONFIRMED = sa.text("confirmed_at IS NULL AND merged_into_id IS NULL")


def upgrade() -> None:
    op.add_column("person", sa.Column("service_code_at", INSTANT, nullable=True))
    op.create_table(
        "admission",
        sa.Column("id", ID, nullable=False),
        sa.Column("person_id", ID, nullable=False),
        sa.Column("name", sa.String(length=60), nullable=False),
        sa.Column("consent_version", sa.String(length=20), nullable=False),
        sa.Column("organisation", sa.String(length=20), nullable=False),
        sa.Column("sought", sa.String(length=120), nullable=False),
        sa.Column("region", sa.String(length=40), nullable=True),
        sa.Column("state", WORD, nullable=False),
        sa.Column("asked_at", INSTANT, nullable=False),
        sa.Column("decided_at", INSTANT, nullable=True),
        sa.Column("decided_by_id", ID, nullable=True),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_admission_person_id_person"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_admission")),
        sa.UniqueConstraint("person_id", name=op.f("uq_admission_person_id")),
    )
    op.create_index("ix_admission_state_asked_at", "admission", ["state", "asked_at"], unique=False)
    op.create_table(
        "service_code_try",
        sa.Column("id", ID, nullable=False),
        sa.Column("person_id", ID, nullable=False),
        sa.Column("at", INSTANT, nullable=False),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_service_code_try_person_id_person"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_service_code_try")),
    )
    op.create_index("ix_service_code_try_person_id_at", "service_code_try", ["person_id", "at"], unique=False)

    op.add_column("organisation", sa.Column("domain", sa.String(length=120), nullable=True))
    op.add_column("organisation", sa.Column("merged_into_id", ID, nullable=True))
    op.create_index(op.f("ix_organisation_domain"), "organisation", ["domain"], unique=False)
    op.create_index(
        "ix_organisation_unconfirmed",
        "organisation",
        ["added_at"],
        unique=False,
        sqlite_where=UNCONFIRMED,
        postgresql_where=UNCONFIRMED,
    )
    op.add_column("organisation_member", sa.Column("confirmed_at", INSTANT, nullable=True))
    op.add_column("organisation_member", sa.Column("refused_at", INSTANT, nullable=True))
    op.execute("UPDATE organisation_member SET confirmed_at = joined_at WHERE contact_person")

    op.add_column("group_member", sa.Column("through", sa.Boolean(), server_default=sa.false(), nullable=False))
    op.create_table(
        "group_organisation",
        sa.Column("id", ID, nullable=False),
        sa.Column("group_id", ID, nullable=False),
        sa.Column("organisation_id", ID, nullable=False),
        sa.Column("created_by_id", ID, nullable=False),
        sa.Column("asked_at", INSTANT, nullable=False),
        sa.Column("confirmed_at", INSTANT, nullable=True),
        sa.Column("ended_at", INSTANT, nullable=True),
        sa.ForeignKeyConstraint(["group_id"], ["groups.id"], name=op.f("fk_group_organisation_group_id_groups")),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["organisation.id"], name=op.f("fk_group_organisation_organisation_id_organisation")
        ),
        sa.ForeignKeyConstraint(
            ["created_by_id"], ["person.id"], name=op.f("fk_group_organisation_created_by_id_person")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_group_organisation")),
        sa.UniqueConstraint("group_id", "organisation_id", name=op.f("uq_group_organisation_group_id_organisation_id")),
    )
    op.create_index(
        op.f("ix_group_organisation_organisation_id"), "group_organisation", ["organisation_id"], unique=False
    )
