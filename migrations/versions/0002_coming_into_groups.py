"""Coming into groups: a policy for each, requests that wait for a yes, the alarm at too many wrong codes."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
INSTANT = sa.DateTime(timezone=True)
WORD = sa.String(length=32)


def upgrade() -> None:
    op.add_column("groups", sa.Column("policy", WORD, nullable=False, server_default="code"))
    op.add_column("group_member", sa.Column("removed_at", INSTANT, nullable=True))
    op.create_table(
        "join_request",
        sa.Column("id", ID, nullable=False),
        sa.Column("group_id", ID, nullable=False),
        sa.Column("person_id", ID, nullable=False),
        sa.Column("join_code_id", ID, nullable=True),
        sa.Column("asked_at", INSTANT, nullable=False),
        sa.Column("outcome", WORD, nullable=True),
        sa.Column("decided_at", INSTANT, nullable=True),
        sa.Column("decided_by_id", ID, nullable=True),
        sa.ForeignKeyConstraint(["decided_by_id"], ["person.id"], name=op.f("fk_join_request_decided_by_id_person")),
        sa.ForeignKeyConstraint(["group_id"], ["groups.id"], name=op.f("fk_join_request_group_id_groups")),
        sa.ForeignKeyConstraint(
            ["join_code_id"], ["join_code.id"], name=op.f("fk_join_request_join_code_id_join_code")
        ),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_join_request_person_id_person")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_join_request")),
    )
    for column in ("decided_by_id", "group_id", "join_code_id", "person_id"):
        op.create_index(op.f(f"ix_join_request_{column}"), "join_request", [column], unique=False)
    op.create_index(
        "uq_join_request_waiting",
        "join_request",
        ["group_id", "person_id"],
        unique=True,
        sqlite_where=sa.text("outcome IS NULL"),
        postgresql_where=sa.text("outcome IS NULL"),
    )
    alarm = op.create_table(
        "code_alarm",
        sa.Column("id", ID, nullable=False),
        sa.Column("round", ID, nullable=False),
        sa.Column("until", INSTANT, nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_code_alarm")),
    )
    op.bulk_insert(alarm, [{"id": 1, "round": 0}])
