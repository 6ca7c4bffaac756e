"""What people follow, the words of it, which tasks were found for whom, and when they last heard of some."""

import sqlalchemy as sa
from alembic import op

revision = "0020"
down_revision = "0019"
branch_labels = None
depends_on = None

NUMBER = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
INSTANT = sa.DateTime(timezone=True)
WORD = sa.String(length=32)


def _to(table: str, column: str, noun: str, *, cascade: bool = False) -> sa.ForeignKeyConstraint:
    name = f"fk_{table}_{column}_{noun}"
    return sa.ForeignKeyConstraint([column], [f"{noun}.id"], name=name, ondelete="CASCADE" if cascade else None)


def upgrade() -> None:
    op.create_table(
        "follow",
        sa.Column("id", NUMBER, nullable=False),
        sa.Column("person_id", NUMBER, nullable=False),
        sa.Column("way", WORD, nullable=False),
        sa.Column("category_id", NUMBER, nullable=True),
        sa.Column("group_id", NUMBER, nullable=True),
        sa.Column("words", sa.String(length=100), nullable=False),
        sa.Column("town", sa.String(length=60), nullable=False),
        sa.Column("interests", sa.Boolean(), nullable=False),
        sa.Column("groups", sa.Boolean(), nullable=False),
        sa.Column("remote", sa.Boolean(), nullable=False),
        sa.Column("terms", NUMBER, nullable=False),
        sa.Column("made_at", INSTANT, nullable=False),
        _to("follow", "person_id", "person", cascade=True),
        _to("follow", "category_id", "category"),
        _to("follow", "group_id", "groups"),
        sa.PrimaryKeyConstraint("id", name="pk_follow"),
    )
    op.create_index("ix_follow_person_id", "follow", ["person_id"])
    op.create_index("ix_follow_group_id", "follow", ["group_id"])
    op.create_index("ix_follow_category_id_group_id_person_id", "follow", ["category_id", "group_id", "person_id"])
    op.create_table(
        "follow_term",
        sa.Column("follow_id", NUMBER, nullable=False),
        sa.Column("position", NUMBER, nullable=False),
        sa.Column("form", sa.String(length=60), nullable=False),
        _to("follow_term", "follow_id", "follow", cascade=True),
        sa.PrimaryKeyConstraint("follow_id", "position", "form", name="pk_follow_term"),
    )
    op.create_index("ix_follow_term_form", "follow_term", ["form"])
    op.create_table(
        "matching",
        sa.Column("task_id", NUMBER, nullable=False),
        sa.Column("after_id", NUMBER, nullable=False),
        _to("matching", "task_id", "task", cascade=True),
        sa.PrimaryKeyConstraint("task_id", name="pk_matching"),
    )
    op.create_table(
        "hint",
        sa.Column("id", NUMBER, nullable=False),
        sa.Column("person_id", NUMBER, nullable=False),
        sa.Column("task_id", NUMBER, nullable=False),
        sa.Column("follow_id", NUMBER, nullable=True),
        sa.Column("found_at", INSTANT, nullable=False),
        sa.Column("told_at", INSTANT, nullable=True),
        sa.Column("not_for_me", WORD, nullable=True),
        _to("hint", "person_id", "person", cascade=True),
        _to("hint", "task_id", "task", cascade=True),
        sa.PrimaryKeyConstraint("id", name="pk_hint"),
        sa.UniqueConstraint("person_id", "task_id", name="uq_hint_person_id_task_id"),
    )
    op.create_index("ix_hint_task_id", "hint", ["task_id"])
    untold = sa.text("told_at IS NULL")
    op.create_index("ix_hint_untold", "hint", ["person_id"], sqlite_where=untold, postgresql_where=untold)
    op.create_table(
        "digest",
        sa.Column("person_id", NUMBER, nullable=False),
        sa.Column("last_at", INSTANT, nullable=False),
        sa.Column("look_at", INSTANT, nullable=True),
        _to("digest", "person_id", "person", cascade=True),
        sa.PrimaryKeyConstraint("person_id", name="pk_digest"),
    )
    op.create_index("ix_digest_look_at", "digest", ["look_at"])
