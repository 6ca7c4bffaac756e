"""The training programme: its rounds, its staff, its applications and its places."""

import sqlalchemy as sa
from alembic import op

revision = "0023"
down_revision = "0022"
branch_labels = None
depends_on = None

ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
INSTANT = sa.DateTime(timezone=True)
WORD = sa.String(length=32)


def upgrade() -> None:
    op.create_table(
        "programme",
        sa.Column("id", ID, nullable=False),
        sa.Column("name", sa.String(length=80), nullable=False),
        sa.Column("created_by_id", ID, nullable=False),
        sa.Column("created_at", INSTANT, nullable=False),
        sa.ForeignKeyConstraint(["created_by_id"], ["person.id"], name=op.f("fk_programme_created_by_id_person")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_programme")),
    )
    op.create_table(
        "programme_round",
        sa.Column("id", ID, nullable=False),
        sa.Column("programme_id", ID, nullable=False),
        sa.Column("previous_id", ID, nullable=True),
        sa.Column("state", WORD, nullable=False),
        sa.Column("opens_at", INSTANT, nullable=False),
        sa.Column("priority_opens_at", INSTANT, nullable=True),
        sa.Column("deadline", INSTANT, nullable=False),
        sa.Column("decision_on", sa.Date(), nullable=False),
        sa.Column("confirm_days", ID, server_default="7", nullable=False),
        sa.Column("capacity", ID, nullable=False),
        sa.Column("participants_max", ID, nullable=False),
        sa.Column("region", sa.String(length=40), nullable=True),
        sa.Column("for_everybody", sa.Boolean(), nullable=False),
        sa.Column("peers", sa.Boolean(), server_default=sa.true(), nullable=False),
        sa.Column("self_rated", sa.Boolean(), nullable=False),
        sa.Column("reviewed", sa.Boolean(), nullable=False),
        sa.Column("sparring_minutes", ID, nullable=False),
        sa.Column("created_by_id", ID, nullable=False),
        sa.Column("created_at", INSTANT, nullable=False),
        sa.Column("published_at", INSTANT, nullable=True),
        sa.Column("decided_at", INSTANT, nullable=True),
        sa.Column("ended_at", INSTANT, nullable=True),
        sa.CheckConstraint("capacity >= 1", name=op.f("ck_programme_round_capacity")),
        sa.CheckConstraint("participants_max BETWEEN 1 AND 3", name=op.f("ck_programme_round_participants_max")),
        sa.ForeignKeyConstraint(["created_by_id"], ["person.id"], name=op.f("fk_programme_round_created_by_id_person")),
        sa.ForeignKeyConstraint(
            ["previous_id"], ["programme_round.id"], name=op.f("fk_programme_round_previous_id_programme_round")
        ),
        sa.ForeignKeyConstraint(
            ["programme_id"], ["programme.id"], name=op.f("fk_programme_round_programme_id_programme")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_programme_round")),
    )
    op.create_index(op.f("ix_programme_round_previous_id"), "programme_round", ["previous_id"])
    op.create_index(op.f("ix_programme_round_programme_id"), "programme_round", ["programme_id"])
    op.create_index("ix_programme_round_state_deadline", "programme_round", ["state", "deadline"])

    op.create_table(
        "contact_day",
        sa.Column("id", ID, nullable=False),
        sa.Column("round_id", ID, nullable=False),
        sa.Column("starts_at", INSTANT, nullable=False),
        sa.Column("ends_at", INSTANT, nullable=False),
        sa.Column("place", sa.String(length=200), nullable=False),
        sa.Column("agenda", sa.String(length=1500), nullable=False),
        sa.Column("assignment", sa.String(length=1500), nullable=False),
        sa.Column("assignment_due_at", INSTANT, nullable=True),
        sa.ForeignKeyConstraint(
            ["round_id"],
            ["programme_round.id"],
            name=op.f("fk_contact_day_round_id_programme_round"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_contact_day")),
    )
    op.create_index("ix_contact_day_round_id_starts_at", "contact_day", ["round_id", "starts_at"])

    op.create_table(
        "round_application",
        sa.Column("id", ID, nullable=False),
        sa.Column("round_id", ID, nullable=False),
        sa.Column("organisation_id", ID, nullable=False),
        sa.Column("state", WORD, nullable=False),
        sa.Column("activity", sa.String(length=200), nullable=False),
        sa.Column("motivation", sa.String(length=2000), nullable=False),
        sa.Column("commits", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.Column("version", ID, nullable=False),
        sa.Column("written_by_id", ID, nullable=False),
        sa.Column("written_at", INSTANT, nullable=False),
        sa.Column("sent_at", INSTANT, nullable=True),
        sa.Column("priority", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.Column("late", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.Column("decision", WORD, nullable=True),
        sa.Column("rank", ID, nullable=True),
        sa.Column("reason", sa.String(length=300), nullable=False),
        sa.Column("decided_at", INSTANT, nullable=True),
        sa.Column("confirm_by", INSTANT, nullable=True),
        sa.Column("confirmed_at", INSTANT, nullable=True),
        sa.Column("ended_at", INSTANT, nullable=True),
        sa.Column("work_closed", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["organisation.id"], name=op.f("fk_round_application_organisation_id_organisation")
        ),
        sa.ForeignKeyConstraint(
            ["round_id"], ["programme_round.id"], name=op.f("fk_round_application_round_id_programme_round")
        ),
        sa.ForeignKeyConstraint(
            ["written_by_id"], ["person.id"], name=op.f("fk_round_application_written_by_id_person")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_round_application")),
        sa.UniqueConstraint("round_id", "organisation_id", name=op.f("uq_round_application_round_id_organisation_id")),
    )
    op.create_index(
        "ix_round_application_confirm_by",
        "round_application",
        ["confirm_by"],
        sqlite_where=sa.text("state = 'accepted'"),
        postgresql_where=sa.text("state = 'accepted'"),
    )
    op.create_index(op.f("ix_round_application_organisation_id"), "round_application", ["organisation_id"])
    op.create_index("ix_round_application_round_id_state", "round_application", ["round_id", "state"])
    op.create_index(op.f("ix_round_application_written_by_id"), "round_application", ["written_by_id"])

    op.create_table(
        "round_criterion",
        sa.Column("id", ID, nullable=False),
        sa.Column("round_id", ID, nullable=False),
        sa.Column("position", ID, nullable=False),
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.Column("weight", ID, nullable=False),
        sa.ForeignKeyConstraint(
            ["round_id"],
            ["programme_round.id"],
            name=op.f("fk_round_criterion_round_id_programme_round"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_round_criterion")),
    )
    op.create_index(op.f("ix_round_criterion_round_id"), "round_criterion", ["round_id"])

    op.create_table(
        "round_group",
        sa.Column("round_id", ID, nullable=False),
        sa.Column("group_id", ID, nullable=False),
        sa.ForeignKeyConstraint(["group_id"], ["groups.id"], name=op.f("fk_round_group_group_id_groups")),
        sa.ForeignKeyConstraint(
            ["round_id"],
            ["programme_round.id"],
            name=op.f("fk_round_group_round_id_programme_round"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("round_id", "group_id", name=op.f("pk_round_group")),
    )
    op.create_index(op.f("ix_round_group_group_id"), "round_group", ["group_id"])

    op.create_table(
        "round_staff",
        sa.Column("id", ID, nullable=False),
        sa.Column("round_id", ID, nullable=False),
        sa.Column("person_id", ID, nullable=False),
        sa.Column("role", WORD, nullable=False),
        sa.Column("added_at", INSTANT, nullable=False),
        sa.Column("left_at", INSTANT, nullable=True),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_round_staff_person_id_person")),
        sa.ForeignKeyConstraint(
            ["round_id"],
            ["programme_round.id"],
            name=op.f("fk_round_staff_round_id_programme_round"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_round_staff")),
        sa.UniqueConstraint("round_id", "person_id", "role", name=op.f("uq_round_staff_round_id_person_id_role")),
    )
    op.create_index(op.f("ix_round_staff_person_id"), "round_staff", ["person_id"])

    op.create_table(
        "round_text",
        sa.Column("round_id", ID, nullable=False),
        sa.Column("language", sa.String(length=2), nullable=False),
        sa.Column("name", sa.String(length=80), nullable=False),
        sa.Column("text", sa.String(length=1500), nullable=False),
        sa.ForeignKeyConstraint(
            ["round_id"],
            ["programme_round.id"],
            name=op.f("fk_round_text_round_id_programme_round"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("round_id", "language", name=op.f("pk_round_text")),
    )
    op.create_table(
        "round_participant",
        sa.Column("id", ID, nullable=False),
        sa.Column("application_id", ID, nullable=False),
        sa.Column("name", sa.String(length=60), nullable=False),
        sa.Column("person_id", ID, nullable=True),
        sa.Column("invited_at", INSTANT, nullable=False),
        sa.Column("confirmed_at", INSTANT, nullable=True),
        sa.Column("left_at", INSTANT, nullable=True),
        sa.CheckConstraint(
            "confirmed_at IS NULL OR person_id IS NOT NULL", name=op.f("ck_round_participant_confirmed")
        ),
        sa.ForeignKeyConstraint(
            ["application_id"],
            ["round_application.id"],
            name=op.f("fk_round_participant_application_id_round_application"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_round_participant_person_id_person")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_round_participant")),
    )
    op.create_index(op.f("ix_round_participant_person_id"), "round_participant", ["person_id"])
    op.create_index(
        "uq_round_participant_present",
        "round_participant",
        ["application_id", "person_id"],
        unique=True,
        sqlite_where=sa.text("left_at IS NULL AND person_id IS NOT NULL"),
        postgresql_where=sa.text("left_at IS NULL AND person_id IS NOT NULL"),
    )

    op.create_table(
        "round_review",
        sa.Column("id", ID, nullable=False),
        sa.Column("application_id", ID, nullable=False),
        sa.Column("reviewer_id", ID, nullable=False),
        sa.Column("stance", WORD, nullable=False),
        sa.Column("comment", sa.String(length=1000), nullable=False),
        sa.Column("at", INSTANT, nullable=False),
        sa.ForeignKeyConstraint(
            ["application_id"],
            ["round_application.id"],
            name=op.f("fk_round_review_application_id_round_application"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(["reviewer_id"], ["person.id"], name=op.f("fk_round_review_reviewer_id_person")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_round_review")),
        sa.UniqueConstraint("application_id", "reviewer_id", name=op.f("uq_round_review_application_id_reviewer_id")),
    )
    op.create_index(op.f("ix_round_review_reviewer_id"), "round_review", ["reviewer_id"])

    op.create_table(
        "self_rating",
        sa.Column("id", ID, nullable=False),
        sa.Column("application_id", ID, nullable=False),
        sa.Column("moment", WORD, nullable=False),
        sa.Column("area", WORD, nullable=False),
        sa.Column("score", ID, nullable=False),
        sa.Column("person_id", ID, nullable=False),
        sa.Column("at", INSTANT, nullable=False),
        sa.CheckConstraint("score BETWEEN 1 AND 4", name=op.f("ck_self_rating_score")),
        sa.ForeignKeyConstraint(
            ["application_id"],
            ["round_application.id"],
            name=op.f("fk_self_rating_application_id_round_application"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_self_rating_person_id_person")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_self_rating")),
        sa.UniqueConstraint("application_id", "moment", "area", name=op.f("uq_self_rating_application_id_moment_area")),
    )
    op.create_index(op.f("ix_self_rating_person_id"), "self_rating", ["person_id"])

    op.create_table(
        "programme_link",
        sa.Column("id", ID, nullable=False),
        sa.Column("round_id", ID, nullable=False),
        sa.Column("kind", WORD, nullable=False),
        sa.Column("participant_id", ID, nullable=True),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("issued_by_id", ID, nullable=False),
        sa.Column("issued_at", INSTANT, nullable=False),
        sa.Column("expires_at", INSTANT, nullable=False),
        sa.Column("used_at", INSTANT, nullable=True),
        sa.Column("used_by_id", ID, nullable=True),
        sa.CheckConstraint(
            "(kind = 'participant') = (participant_id IS NOT NULL)", name=op.f("ck_programme_link_participant")
        ),
        sa.ForeignKeyConstraint(["issued_by_id"], ["person.id"], name=op.f("fk_programme_link_issued_by_id_person")),
        sa.ForeignKeyConstraint(
            ["participant_id"],
            ["round_participant.id"],
            name=op.f("fk_programme_link_participant_id_round_participant"),
        ),
        sa.ForeignKeyConstraint(
            ["round_id"],
            ["programme_round.id"],
            name=op.f("fk_programme_link_round_id_programme_round"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(["used_by_id"], ["person.id"], name=op.f("fk_programme_link_used_by_id_person")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_programme_link")),
        sa.UniqueConstraint("digest", name=op.f("uq_programme_link_digest")),
    )
    op.create_index(op.f("ix_programme_link_participant_id"), "programme_link", ["participant_id"])
    op.create_index(op.f("ix_programme_link_round_id"), "programme_link", ["round_id"])
    op.create_index(
        "ix_programme_link_used_by_id",
        "programme_link",
        ["used_by_id"],
        sqlite_where=sa.text("used_by_id IS NOT NULL"),
        postgresql_where=sa.text("used_by_id IS NOT NULL"),
    )

    op.create_table(
        "review_score",
        sa.Column("review_id", ID, nullable=False),
        sa.Column("criterion_id", ID, nullable=False),
        sa.Column("score", ID, nullable=False),
        sa.CheckConstraint("score BETWEEN 1 AND 5", name=op.f("ck_review_score_score")),
        sa.ForeignKeyConstraint(
            ["criterion_id"], ["round_criterion.id"], name=op.f("fk_review_score_criterion_id_round_criterion")
        ),
        sa.ForeignKeyConstraint(
            ["review_id"], ["round_review.id"], name=op.f("fk_review_score_review_id_round_review"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("review_id", "criterion_id", name=op.f("pk_review_score")),
    )
    op.create_index(op.f("ix_review_score_criterion_id"), "review_score", ["criterion_id"])
