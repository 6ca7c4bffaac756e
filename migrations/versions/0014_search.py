"""Finding tasks by words: FTS5 on SQLite, a GIN index on PostgreSQL, over the same words."""

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None

ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.create_table(
        "task_words",
        sa.Column("task_id", ID, nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("version", ID, nullable=False),
        sa.ForeignKeyConstraint(["task_id"], ["task.id"], name="fk_task_words_task_id_task", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("task_id", name="pk_task_words"),
    )
    op.create_table(
        "known_word",
        sa.Column("word", sa.String(length=60), nullable=False),
        sa.PrimaryKeyConstraint("word", name="pk_known_word"),
    )
    op.create_table(
        "search",
        sa.Column("id", ID, nullable=False),
        sa.Column("person_id", ID, nullable=False),
        sa.Column("words", sa.String(length=100), nullable=False),
        sa.Column("town", sa.String(length=60), nullable=False),
        sa.Column("category_id", ID, nullable=True),
        sa.Column("interests", sa.Boolean(), nullable=False),
        sa.Column("groups", sa.Boolean(), nullable=False),
        sa.Column("remote", sa.Boolean(), nullable=False),
        sa.Column("urgent", sa.Boolean(), nullable=False),
        sa.Column("after_id", ID, nullable=True),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name="fk_search_person_id_person", ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["category_id"], ["category.id"], name="fk_search_category_id_category"),
        sa.PrimaryKeyConstraint("id", name="pk_search"),
        sa.UniqueConstraint("person_id", name="uq_search_person_id"),
    )
    if op.get_bind().dialect.name != "sqlite":
        op.execute(
            "CREATE INDEX fts_task_words ON task_words USING gin (array_to_tsvector(string_to_array(words, ' ')))"
        )
        return
    op.execute(
        "CREATE VIRTUAL TABLE fts_task_words USING fts5"
        "(words, content='task_words', content_rowid='task_id', tokenize='unicode61 remove_diacritics 0', prefix='3 4')"
    )
    added = "INSERT INTO fts_task_words (rowid, words) VALUES (new.task_id, new.words);"
    gone = "INSERT INTO fts_task_words (fts_task_words, rowid, words) VALUES ('delete', old.task_id, old.words);"
    for event, done in (("insert", added), ("delete", gone), ("update", gone + added)):
        op.execute(f"CREATE TRIGGER fts_task_words_{event} AFTER {event.upper()} ON task_words BEGIN {done} END")
