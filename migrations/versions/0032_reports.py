"""What reports are counted by, and who lets them say their name."""

import sqlalchemy as sa
from alembic import op

revision = "0032"
down_revision = "0031"
branch_labels = None
depends_on = None

OLD = (
    ("ix_task_published_at", "task"),
    ("ix_task_ended_at", "task"),
    ("ix_application_sent_at", "application"),
    ("ix_assignment_task_id", "assignment"),
    ("ix_feedback_given_at", "feedback"),
)
NEW = (
    ("ix_task_asked", "task", ["published_at", "state", "places_taken", "requester_id", "organisation_id"]),
    ("ix_task_ended", "task", ["ended_at", "state", "places_taken", "published_at", "category_id", "town"]),
    ("ix_application_sent_at_state", "application", ["sent_at", "state"]),
    ("ix_application_task_id_sent_at", "application", ["task_id", "sent_at"]),
    ("ix_assignment_task_id_offered_at", "assignment", ["task_id", "offered_at", "agreed_at"]),
    ("ix_advice_asked_at", "advice", ["asked_at"]),
    ("ix_in_vain_at", "in_vain", ["at"]),
)
SCORES = ["given_at", "task_score", "schedule_score", "process_score", "assignment_id"]


def upgrade() -> None:
    op.add_column("person", sa.Column("named_at", sa.DateTime(timezone=True), nullable=True))
    for name, table in OLD:
        op.drop_index(name, table)
    for name, table, columns in NEW:
        op.create_index(name, table, columns)
    shown, quotable = sa.text("revealed_at IS NOT NULL"), sa.text("quotable")
    op.create_index("ix_feedback_given", "feedback", SCORES, sqlite_where=shown, postgresql_where=shown)
    op.create_index(
        "ix_feedback_quotable",
        "feedback",
        ["given_at"],
        sqlite_where=sa.text("quotable = 1"),
        postgresql_where=quotable,
    )
