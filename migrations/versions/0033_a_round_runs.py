"""A round runs: presence on its days, pre-assignments, sparring, and rooms where several people talk."""

import sqlalchemy as sa
from alembic import op

revision = "0033"
down_revision = "0032"
branch_labels = None
depends_on = None

ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
INSTANT = sa.DateTime(timezone=True)
WORD = sa.String(length=32)


def upgrade() -> None:
    op.create_table(
        "handed_in",
        sa.Column("id", ID, nullable=False),
        sa.Column("application_id", ID, nullable=False),
        sa.Column("day_id", ID, nullable=False),
        sa.Column("version", ID, nullable=False),
        sa.Column("kind", WORD, nullable=False),
        sa.Column("text", sa.String(length=3000), nullable=False),
        sa.Column("file_id", sa.String(length=400), nullable=True),
        sa.Column("file_name", sa.String(length=120), nullable=False),
        sa.Column("person_id", ID, nullable=False),
        sa.Column("at", INSTANT, nullable=False),
        sa.Column("late", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.ForeignKeyConstraint(
            ["application_id"],
            ["round_application.id"],
            name=op.f("fk_handed_in_application_id_round_application"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["day_id"], ["contact_day.id"], name=op.f("fk_handed_in_day_id_contact_day"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_handed_in_person_id_person")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_handed_in")),
        sa.UniqueConstraint(
            "application_id", "day_id", "version", name=op.f("uq_handed_in_application_id_day_id_version")
        ),
    )
    op.create_index(op.f("ix_handed_in_day_id"), "handed_in", ["day_id"])
    op.create_index(op.f("ix_handed_in_person_id"), "handed_in", ["person_id"])

    op.create_table(
        "room_message",
        sa.Column("id", ID, nullable=False),
        sa.Column("round_id", ID, nullable=False),
        sa.Column("application_id", ID, nullable=True),
        sa.Column("author_id", ID, nullable=False),
        sa.Column("kind", WORD, nullable=False),
        sa.Column("text", sa.String(length=4096), nullable=False),
        sa.Column("entities", sa.JSON(none_as_null=True), nullable=True),
        sa.Column("file_id", sa.String(length=400), nullable=True),
        sa.Column("details", sa.JSON(none_as_null=True), nullable=True),
        sa.Column("reply_to_id", ID, nullable=True),
        sa.Column("author_message_id", ID, nullable=True),
        sa.Column("album", sa.String(length=64), nullable=True),
        sa.Column("written_at", INSTANT, nullable=False),
        sa.Column("edited_at", INSTANT, nullable=True),
        sa.Column("edits", ID, server_default="0", nullable=False),
        sa.Column("forgotten_at", INSTANT, nullable=True),
        sa.ForeignKeyConstraint(
            ["application_id"],
            ["round_application.id"],
            name=op.f("fk_room_message_application_id_round_application"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(["author_id"], ["person.id"], name=op.f("fk_room_message_author_id_person")),
        sa.ForeignKeyConstraint(
            ["reply_to_id"], ["room_message.id"], name=op.f("fk_room_message_reply_to_id_room_message")
        ),
        sa.ForeignKeyConstraint(
            ["round_id"],
            ["programme_round.id"],
            name=op.f("fk_room_message_round_id_programme_round"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_room_message")),
    )
    op.create_index(op.f("ix_room_message_application_id"), "room_message", ["application_id"])
    op.create_index("ix_room_message_album", "room_message", ["author_id", "album"])
    op.create_index("ix_room_message_author", "room_message", ["author_id", "author_message_id"], unique=True)
    op.create_index(op.f("ix_room_message_reply_to_id"), "room_message", ["reply_to_id"])
    op.create_index("ix_room_message_round_id_application_id_id", "room_message", ["round_id", "application_id", "id"])

    op.create_table(
        "room_seat",
        sa.Column("id", ID, nullable=False),
        sa.Column("person_id", ID, nullable=False),
        sa.Column("round_id", ID, nullable=False),
        sa.Column("application_id", ID, nullable=True),
        sa.Column("muted_at", INSTANT, nullable=True),
        sa.ForeignKeyConstraint(
            ["application_id"],
            ["round_application.id"],
            name=op.f("fk_room_seat_application_id_round_application"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_room_seat_person_id_person")),
        sa.ForeignKeyConstraint(
            ["round_id"], ["programme_round.id"], name=op.f("fk_room_seat_round_id_programme_round"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_room_seat")),
    )
    op.create_index(op.f("ix_room_seat_application_id"), "room_seat", ["application_id"])
    op.create_index(op.f("ix_room_seat_person_id"), "room_seat", ["person_id"])
    op.create_index(op.f("ix_room_seat_round_id"), "room_seat", ["round_id"])
    op.create_index(
        "uq_room_seat_cohort",
        "room_seat",
        ["person_id", "round_id"],
        unique=True,
        sqlite_where=sa.text("application_id IS NULL"),
        postgresql_where=sa.text("application_id IS NULL"),
    )
    op.create_index(
        "uq_room_seat_place",
        "room_seat",
        ["person_id", "application_id"],
        unique=True,
        sqlite_where=sa.text("application_id IS NOT NULL"),
        postgresql_where=sa.text("application_id IS NOT NULL"),
    )

    op.create_table(
        "sparring_slot",
        sa.Column("id", ID, nullable=False),
        sa.Column("round_id", ID, nullable=False),
        sa.Column("consultant_id", ID, nullable=False),
        sa.Column("starts_at", INSTANT, nullable=False),
        sa.Column("minutes", ID, nullable=False),
        sa.Column("place", sa.String(length=200), nullable=False),
        sa.Column("opened_at", INSTANT, nullable=False),
        sa.Column("closed_at", INSTANT, nullable=True),
        sa.Column("application_id", ID, nullable=True),
        sa.Column("booked_by_id", ID, nullable=True),
        sa.Column("booked_at", INSTANT, nullable=True),
        sa.Column("booked_times", ID, server_default="0", nullable=False),
        sa.Column("reminded_at", INSTANT, nullable=True),
        sa.Column("notes", sa.String(length=1500), nullable=False),
        sa.Column("next_step", sa.String(length=300), nullable=False),
        sa.Column("noted_at", INSTANT, nullable=True),
        sa.Column("noted_times", ID, server_default="0", nullable=False),
        sa.CheckConstraint("(application_id IS NULL) = (booked_at IS NULL)", name=op.f("ck_sparring_slot_booked")),
        sa.CheckConstraint("minutes BETWEEN 15 AND 240", name=op.f("ck_sparring_slot_minutes")),
        sa.ForeignKeyConstraint(
            ["application_id"], ["round_application.id"], name=op.f("fk_sparring_slot_application_id_round_application")
        ),
        sa.ForeignKeyConstraint(["booked_by_id"], ["person.id"], name=op.f("fk_sparring_slot_booked_by_id_person")),
        sa.ForeignKeyConstraint(["consultant_id"], ["person.id"], name=op.f("fk_sparring_slot_consultant_id_person")),
        sa.ForeignKeyConstraint(
            ["round_id"],
            ["programme_round.id"],
            name=op.f("fk_sparring_slot_round_id_programme_round"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sparring_slot")),
    )
    op.create_index(op.f("ix_sparring_slot_application_id"), "sparring_slot", ["application_id"])
    op.create_index(op.f("ix_sparring_slot_booked_by_id"), "sparring_slot", ["booked_by_id"])
    op.create_index("ix_sparring_slot_consultant_id_starts_at", "sparring_slot", ["consultant_id", "starts_at"])
    op.create_index(
        "ix_sparring_slot_reminding",
        "sparring_slot",
        ["starts_at"],
        sqlite_where=sa.text("booked_at IS NOT NULL AND reminded_at IS NULL"),
        postgresql_where=sa.text("booked_at IS NOT NULL AND reminded_at IS NULL"),
    )
    op.create_index("ix_sparring_slot_round_id_starts_at", "sparring_slot", ["round_id", "starts_at"])

    op.create_table(
        "contact_day_presence",
        sa.Column("id", ID, nullable=False),
        sa.Column("day_id", ID, nullable=False),
        sa.Column("participant_id", ID, nullable=False),
        sa.Column("present", sa.Boolean(), nullable=True),
        sa.Column("marked_by_id", ID, nullable=True),
        sa.Column("marked_at", INSTANT, nullable=True),
        sa.Column("absent_why", sa.String(length=200), nullable=False),
        sa.Column("absence_told_at", INSTANT, nullable=True),
        sa.CheckConstraint("(present IS NULL) = (marked_at IS NULL)", name=op.f("ck_contact_day_presence_marked")),
        sa.ForeignKeyConstraint(
            ["day_id"], ["contact_day.id"], name=op.f("fk_contact_day_presence_day_id_contact_day"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["marked_by_id"], ["person.id"], name=op.f("fk_contact_day_presence_marked_by_id_person")
        ),
        sa.ForeignKeyConstraint(
            ["participant_id"],
            ["round_participant.id"],
            name=op.f("fk_contact_day_presence_participant_id_round_participant"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_contact_day_presence")),
        sa.UniqueConstraint("day_id", "participant_id", name=op.f("uq_contact_day_presence_day_id_participant_id")),
    )
    op.create_index(op.f("ix_contact_day_presence_marked_by_id"), "contact_day_presence", ["marked_by_id"])
    op.create_index(op.f("ix_contact_day_presence_participant_id"), "contact_day_presence", ["participant_id"])

    op.create_table(
        "room_copy",
        sa.Column("message_id", ID, nullable=False),
        sa.Column("recipient_id", ID, nullable=False),
        sa.Column("delivered_message_id", ID, nullable=False),
        sa.Column("header_message_id", ID, nullable=True),
        sa.Column("delivered_at", INSTANT, nullable=False),
        sa.ForeignKeyConstraint(
            ["message_id"], ["room_message.id"], name=op.f("fk_room_copy_message_id_room_message"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["recipient_id"], ["person.id"], name=op.f("fk_room_copy_recipient_id_person")),
        sa.PrimaryKeyConstraint("message_id", "recipient_id", name=op.f("pk_room_copy")),
    )
    op.create_index("ix_room_copy_delivered", "room_copy", ["recipient_id", "delivered_message_id"])
    op.create_index("ix_room_copy_header", "room_copy", ["recipient_id", "header_message_id"])

    op.create_table(
        "assignment_comment",
        sa.Column("id", ID, nullable=False),
        sa.Column("handed_in_id", ID, nullable=False),
        sa.Column("author_id", ID, nullable=False),
        sa.Column("text", sa.String(length=1000), nullable=False),
        sa.Column("at", INSTANT, nullable=False),
        sa.ForeignKeyConstraint(["author_id"], ["person.id"], name=op.f("fk_assignment_comment_author_id_person")),
        sa.ForeignKeyConstraint(
            ["handed_in_id"],
            ["handed_in.id"],
            name=op.f("fk_assignment_comment_handed_in_id_handed_in"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_assignment_comment")),
    )
    op.create_index(op.f("ix_assignment_comment_author_id"), "assignment_comment", ["author_id"])
    op.create_index(op.f("ix_assignment_comment_handed_in_id"), "assignment_comment", ["handed_in_id"])

    with op.batch_alter_table("contact_day") as batch_op:
        batch_op.add_column(sa.Column("sequence", ID, server_default="0", nullable=False))
        batch_op.add_column(sa.Column("changed_at", INSTANT, nullable=True))
        batch_op.add_column(sa.Column("reminded", ID, server_default="0", nullable=False))
        batch_op.add_column(sa.Column("due_reminded_at", INSTANT, nullable=True))
        batch_op.add_column(sa.Column("looked_back_at", INSTANT, nullable=True))
