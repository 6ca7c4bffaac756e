"""The main job: people, groups, tasks, applications, conversations, feedback, the ledger; the mail in and out."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
INSTANT = sa.DateTime(timezone=True)
WORD = sa.String(length=32)

CATEGORIES = (
    ("communications", "Viestintä", "Kommunikation", "Communications"),
    ("bookkeeping", "Kirjanpito", "Bokföring", "Bookkeeping"),
    ("finance", "Talous", "Ekonomi", "Finance"),
    ("accessibility", "Saavutettavuus", "Tillgänglighet", "Accessibility"),
    ("property", "Kiinteistöasiat", "Fastighetsfrågor", "Property matters"),
    ("it", "Tietotekniikka", "It", "IT"),
    ("data_protection", "Tietosuoja", "Dataskydd", "Data protection"),
    ("staff", "Henkilöstö", "Personal", "Staff"),
    ("grants", "Avustukset ja raportointi", "Understöd och rapportering", "Grants and reporting"),
    ("events", "Tapahtumat", "Evenemang", "Events"),
    ("translation", "Kääntäminen ja selkokieli", "Översättning och lättläst", "Translation and easy language"),
    ("other", "Muu", "Annat", "Other"),
)


def upgrade() -> None:
    op.create_table(
        "category",
        sa.Column("id", ID, nullable=False),
        sa.Column("key", sa.String(length=40), nullable=False),
        sa.Column("name_fi", sa.String(length=60), nullable=False),
        sa.Column("name_sv", sa.String(length=60), nullable=False),
        sa.Column("name_en", sa.String(length=60), nullable=False),
        sa.Column("position", ID, nullable=False),
        sa.Column("retired_at", INSTANT, nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_category")),
        sa.UniqueConstraint("key", name=op.f("uq_category_key")),
    )
    op.create_table(
        "inbox",
        sa.Column("id", ID, autoincrement=False, nullable=False),
        sa.Column("lane", ID, nullable=False),
        sa.Column("body", sa.JSON(none_as_null=True), nullable=True),
        sa.Column("stored_at", INSTANT, nullable=False),
        sa.Column("tries", ID, nullable=False),
        sa.Column("done_at", INSTANT, nullable=True),
        sa.Column("set_aside", sa.String(), nullable=True),
        sa.Column("reply", sa.JSON(none_as_null=True), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_inbox")),
    )
    op.create_index("ix_inbox_done_at", "inbox", ["done_at"], unique=False)
    op.create_index(
        "ix_inbox_waiting",
        "inbox",
        ["lane", "id"],
        unique=False,
        sqlite_where=sa.text("body IS NOT NULL"),
        postgresql_where=sa.text("body IS NOT NULL"),
    )

    op.create_table(
        "organisation",
        sa.Column("id", ID, nullable=False),
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.Column("name_folded", sa.String(length=240), nullable=False),
        sa.Column("region", sa.String(length=40), nullable=True),
        sa.Column("added_by_id", ID, nullable=False),
        sa.Column("added_at", INSTANT, nullable=False),
        sa.Column("confirmed_at", INSTANT, nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_organisation")),
    )
    op.create_index(op.f("ix_organisation_name_folded"), "organisation", ["name_folded"], unique=False)

    op.create_table(
        "person",
        sa.Column("id", ID, nullable=False),
        sa.Column("telegram_id", ID, nullable=False),
        sa.Column("name", sa.String(length=60), nullable=False),
        sa.Column("language", sa.String(length=8), nullable=False),
        sa.Column("time_zone", sa.String(length=40), nullable=True),
        sa.Column("created_at", INSTANT, nullable=False),
        sa.Column("registered_at", INSTANT, nullable=True),
        sa.Column("consent_version", sa.String(length=20), nullable=True),
        sa.Column("consent_at", INSTANT, nullable=True),
        sa.Column("wanted", sa.String(length=80), nullable=True),
        sa.Column("organisation_id", ID, nullable=True),
        sa.Column("description", sa.String(length=1000), nullable=False),
        sa.Column("town", sa.String(length=60), nullable=True),
        sa.Column("unreachable_at", INSTANT, nullable=True),
        sa.Column("focus_draft_id", ID, nullable=True),
        sa.Column("focus_conversation_id", ID, nullable=True),
        sa.Column("live_message_id", ID, nullable=True),
        sa.Column("live_tap", sa.String(length=64), nullable=True),
        sa.Column("live_since", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["organisation.id"], name=op.f("fk_person_organisation_id_organisation")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_person")),
        sa.UniqueConstraint("telegram_id", name=op.f("uq_person_telegram_id")),
    )
    op.create_index(op.f("ix_person_organisation_id"), "person", ["organisation_id"], unique=False)
    op.create_index("ix_person_registered_at", "person", ["registered_at"], unique=False)

    op.create_table(
        "audit",
        sa.Column("id", ID, nullable=False),
        sa.Column("at", INSTANT, nullable=False),
        sa.Column("actor_id", ID, nullable=True),
        sa.Column("action", sa.String(length=40), nullable=False),
        sa.Column("noun", sa.String(length=20), nullable=False),
        sa.Column("noun_id", ID, nullable=False),
        sa.Column("detail", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(["actor_id"], ["person.id"], name=op.f("fk_audit_actor_id_person")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_audit")),
    )
    op.create_index("ix_audit_actor_id_at", "audit", ["actor_id", "at"], unique=False)
    op.create_index("ix_audit_noun_noun_id", "audit", ["noun", "noun_id"], unique=False)

    op.create_table(
        "code_attempt",
        sa.Column("id", ID, nullable=False),
        sa.Column("person_id", ID, nullable=False),
        sa.Column("at", INSTANT, nullable=False),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_code_attempt_person_id_person"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_code_attempt")),
    )
    op.create_index(op.f("ix_code_attempt_at"), "code_attempt", ["at"], unique=False)
    op.create_index("ix_code_attempt_person_id_at", "code_attempt", ["person_id", "at"], unique=False)

    op.create_table(
        "draft",
        sa.Column("id", ID, nullable=False),
        sa.Column("person_id", ID, nullable=False),
        sa.Column("dialogue", sa.String(length=40), nullable=False),
        sa.Column("subject", sa.String(length=40), nullable=False),
        sa.Column("step", sa.String(length=40), nullable=False),
        sa.Column("answers", sa.JSON(), nullable=False),
        sa.Column("written_at", INSTANT, nullable=False),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_draft_person_id_person"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_draft")),
        sa.UniqueConstraint("person_id", "dialogue", "subject", name=op.f("uq_draft_person_id_dialogue_subject")),
    )
    op.create_table(
        "groups",
        sa.Column("id", ID, nullable=False),
        sa.Column("name", sa.String(length=60), nullable=False),
        sa.Column("created_by_id", ID, nullable=False),
        sa.Column("created_at", INSTANT, nullable=False),
        sa.Column("closed_at", INSTANT, nullable=True),
        sa.ForeignKeyConstraint(["created_by_id"], ["person.id"], name=op.f("fk_groups_created_by_id_person")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_groups")),
    )
    op.create_table(
        "organisation_member",
        sa.Column("id", ID, nullable=False),
        sa.Column("organisation_id", ID, nullable=False),
        sa.Column("person_id", ID, nullable=False),
        sa.Column("contact_person", sa.Boolean(), nullable=False),
        sa.Column("joined_at", INSTANT, nullable=False),
        sa.Column("left_at", INSTANT, nullable=True),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["organisation.id"], name=op.f("fk_organisation_member_organisation_id_organisation")
        ),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_organisation_member_person_id_person")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_organisation_member")),
        sa.UniqueConstraint(
            "organisation_id", "person_id", name=op.f("uq_organisation_member_organisation_id_person_id")
        ),
    )
    op.create_index(op.f("ix_organisation_member_person_id"), "organisation_member", ["person_id"], unique=False)

    op.create_table(
        "outbox",
        sa.Column("id", ID, nullable=False),
        sa.Column("key", sa.String(length=120), nullable=False),
        sa.Column("recipient_id", ID, nullable=False),
        sa.Column("kind", sa.String(length=60), nullable=False),
        sa.Column("values", sa.JSON(none_as_null=True), nullable=True),
        sa.Column("written_at", INSTANT, nullable=False),
        sa.Column("not_before", INSTANT, nullable=False),
        sa.Column("state", WORD, nullable=False),
        sa.Column("attempts", ID, nullable=False),
        sa.Column("leased_until", INSTANT, nullable=True),
        sa.Column("finished_at", INSTANT, nullable=True),
        sa.ForeignKeyConstraint(
            ["recipient_id"], ["person.id"], name=op.f("fk_outbox_recipient_id_person"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_outbox")),
        sa.UniqueConstraint("key", name=op.f("uq_outbox_key")),
    )
    op.create_index("ix_outbox_finished_at", "outbox", ["finished_at"], unique=False)
    op.create_index("ix_outbox_recipient_id", "outbox", ["recipient_id"], unique=False)
    op.create_index(
        "ix_outbox_waiting",
        "outbox",
        ["not_before", "id"],
        unique=False,
        sqlite_where=sa.text("state = 'waiting'"),
        postgresql_where=sa.text("state = 'waiting'"),
    )

    op.create_table(
        "skill",
        sa.Column("id", ID, nullable=False),
        sa.Column("person_id", ID, nullable=False),
        sa.Column("category_id", ID, nullable=False),
        sa.ForeignKeyConstraint(["category_id"], ["category.id"], name=op.f("fk_skill_category_id_category")),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_skill_person_id_person"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_skill")),
        sa.UniqueConstraint("person_id", "category_id", name=op.f("uq_skill_person_id_category_id")),
    )
    op.create_index(op.f("ix_skill_category_id"), "skill", ["category_id"], unique=False)

    op.create_table(
        "join_code",
        sa.Column("id", ID, nullable=False),
        sa.Column("group_id", ID, nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("hint", sa.String(length=5), nullable=False),
        sa.Column("issued_by_id", ID, nullable=False),
        sa.Column("issued_at", INSTANT, nullable=False),
        sa.Column("expires_at", INSTANT, nullable=True),
        sa.Column("max_uses", ID, nullable=True),
        sa.Column("uses", ID, nullable=False),
        sa.Column("revoked_at", INSTANT, nullable=True),
        sa.ForeignKeyConstraint(["group_id"], ["groups.id"], name=op.f("fk_join_code_group_id_groups")),
        sa.ForeignKeyConstraint(["issued_by_id"], ["person.id"], name=op.f("fk_join_code_issued_by_id_person")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_join_code")),
    )
    op.create_index(op.f("ix_join_code_group_id"), "join_code", ["group_id"], unique=False)
    op.create_index(
        "uq_join_code_live_digest",
        "join_code",
        ["digest"],
        unique=True,
        sqlite_where=sa.text("revoked_at IS NULL"),
        postgresql_where=sa.text("revoked_at IS NULL"),
    )

    op.create_table(
        "task",
        sa.Column("id", ID, nullable=False),
        sa.Column("requester_id", ID, nullable=False),
        sa.Column("organisation_id", ID, nullable=True),
        sa.Column("category_id", ID, nullable=False),
        sa.Column("title", sa.String(length=80), nullable=False),
        sa.Column("description", sa.String(length=1500), nullable=False),
        sa.Column("minutes", ID, nullable=False),
        sa.Column("places", ID, nullable=False),
        sa.Column("places_taken", ID, nullable=False),
        sa.Column("when_date", sa.Date(), nullable=True),
        sa.Column("when_at", INSTANT, nullable=True),
        sa.Column("when_text", sa.String(length=120), nullable=True),
        sa.Column("remote", sa.Boolean(), nullable=False),
        sa.Column("town", sa.String(length=60), nullable=True),
        sa.Column("address", sa.String(length=200), nullable=True),
        sa.Column("audience", WORD, nullable=False),
        sa.Column("group_id", ID, nullable=True),
        sa.Column("state", WORD, nullable=False),
        sa.Column("created_at", INSTANT, nullable=False),
        sa.Column("published_at", INSTANT, nullable=True),
        sa.Column("closed_at", INSTANT, nullable=True),
        sa.Column("ended_at", INSTANT, nullable=True),
        sa.Column("cancel_reason", sa.String(length=300), nullable=True),
        sa.CheckConstraint("(audience = 'group') = (group_id IS NOT NULL)", name=op.f("ck_task_audience")),
        sa.CheckConstraint("places_taken >= 0 AND places_taken <= places", name=op.f("ck_task_places")),
        sa.ForeignKeyConstraint(["category_id"], ["category.id"], name=op.f("fk_task_category_id_category")),
        sa.ForeignKeyConstraint(["group_id"], ["groups.id"], name=op.f("fk_task_group_id_groups")),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["organisation.id"], name=op.f("fk_task_organisation_id_organisation")
        ),
        sa.ForeignKeyConstraint(["requester_id"], ["person.id"], name=op.f("fk_task_requester_id_person")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_task")),
    )
    op.create_index(op.f("ix_task_group_id"), "task", ["group_id"], unique=False)
    op.create_index(
        "ix_task_open",
        "task",
        ["category_id", "id"],
        unique=False,
        sqlite_where=sa.text("state = 'open'"),
        postgresql_where=sa.text("state = 'open'"),
    )
    op.create_index(op.f("ix_task_organisation_id"), "task", ["organisation_id"], unique=False)
    op.create_index("ix_task_requester_id_state", "task", ["requester_id", "state"], unique=False)
    op.create_index("ix_task_state_published_at", "task", ["state", "published_at"], unique=False)

    op.create_table(
        "application",
        sa.Column("id", ID, nullable=False),
        sa.Column("task_id", ID, nullable=False),
        sa.Column("doer_id", ID, nullable=False),
        sa.Column("organisation_id", ID, nullable=True),
        sa.Column("text", sa.String(length=600), nullable=False),
        sa.Column("state", WORD, nullable=False),
        sa.Column("rank", ID, nullable=True),
        sa.Column("withdraw_reason", WORD, nullable=True),
        sa.Column("decline_reason", WORD, nullable=True),
        sa.Column("sent_at", INSTANT, nullable=False),
        sa.Column("changed_at", INSTANT, nullable=True),
        sa.Column("decided_at", INSTANT, nullable=True),
        sa.ForeignKeyConstraint(["doer_id"], ["person.id"], name=op.f("fk_application_doer_id_person")),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["organisation.id"], name=op.f("fk_application_organisation_id_organisation")
        ),
        sa.ForeignKeyConstraint(["task_id"], ["task.id"], name=op.f("fk_application_task_id_task")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_application")),
        sa.UniqueConstraint("task_id", "doer_id", name=op.f("uq_application_task_id_doer_id")),
    )
    op.create_index("ix_application_doer_id_state", "application", ["doer_id", "state"], unique=False)
    op.create_index(op.f("ix_application_organisation_id"), "application", ["organisation_id"], unique=False)

    op.create_table(
        "conversation",
        sa.Column("id", ID, nullable=False),
        sa.Column("task_id", ID, nullable=False),
        sa.Column("requester_id", ID, nullable=False),
        sa.Column("doer_id", ID, nullable=False),
        sa.Column("opened_at", INSTANT, nullable=False),
        sa.Column("matter_over_at", INSTANT, nullable=True),
        sa.Column("closed_at", INSTANT, nullable=True),
        sa.ForeignKeyConstraint(["doer_id"], ["person.id"], name=op.f("fk_conversation_doer_id_person")),
        sa.ForeignKeyConstraint(["requester_id"], ["person.id"], name=op.f("fk_conversation_requester_id_person")),
        sa.ForeignKeyConstraint(["task_id"], ["task.id"], name=op.f("fk_conversation_task_id_task")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_conversation")),
        sa.UniqueConstraint(
            "task_id", "doer_id", "requester_id", name=op.f("uq_conversation_task_id_doer_id_requester_id")
        ),
    )
    op.create_index(
        "ix_conversation_closing",
        "conversation",
        ["matter_over_at"],
        unique=False,
        sqlite_where=sa.text("closed_at IS NULL"),
        postgresql_where=sa.text("closed_at IS NULL"),
    )
    op.create_index(op.f("ix_conversation_doer_id"), "conversation", ["doer_id"], unique=False)
    op.create_index(op.f("ix_conversation_requester_id"), "conversation", ["requester_id"], unique=False)

    op.create_table(
        "group_member",
        sa.Column("id", ID, nullable=False),
        sa.Column("group_id", ID, nullable=False),
        sa.Column("person_id", ID, nullable=False),
        sa.Column("admin", sa.Boolean(), nullable=False),
        sa.Column("joined_at", INSTANT, nullable=False),
        sa.Column("join_code_id", ID, nullable=True),
        sa.Column("left_at", INSTANT, nullable=True),
        sa.ForeignKeyConstraint(["group_id"], ["groups.id"], name=op.f("fk_group_member_group_id_groups")),
        sa.ForeignKeyConstraint(
            ["join_code_id"], ["join_code.id"], name=op.f("fk_group_member_join_code_id_join_code")
        ),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_group_member_person_id_person")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_group_member")),
        sa.UniqueConstraint("group_id", "person_id", name=op.f("uq_group_member_group_id_person_id")),
    )
    op.create_index(op.f("ix_group_member_join_code_id"), "group_member", ["join_code_id"], unique=False)
    op.create_index(op.f("ix_group_member_person_id"), "group_member", ["person_id"], unique=False)

    op.create_table(
        "assignment",
        sa.Column("id", ID, nullable=False),
        sa.Column("task_id", ID, nullable=False),
        sa.Column("application_id", ID, nullable=False),
        sa.Column("doer_id", ID, nullable=False),
        sa.Column("organisation_id", ID, nullable=True),
        sa.Column("state", WORD, nullable=False),
        sa.Column("agreed_at", INSTANT, nullable=True),
        sa.Column("begun_at", INSTANT, nullable=True),
        sa.Column("done_at", INSTANT, nullable=True),
        sa.Column("marked_by_id", ID, nullable=True),
        sa.Column("round", ID, nullable=False),
        sa.Column("minutes_reported", ID, nullable=True),
        sa.Column("minutes_approved", ID, nullable=True),
        sa.Column("capacity", WORD, nullable=True),
        sa.Column("changes_text", sa.String(length=600), nullable=True),
        sa.Column("nudged_at", INSTANT, nullable=True),
        sa.Column("approved_at", INSTANT, nullable=True),
        sa.ForeignKeyConstraint(
            ["application_id"], ["application.id"], name=op.f("fk_assignment_application_id_application")
        ),
        sa.ForeignKeyConstraint(["doer_id"], ["person.id"], name=op.f("fk_assignment_doer_id_person")),
        sa.ForeignKeyConstraint(["marked_by_id"], ["person.id"], name=op.f("fk_assignment_marked_by_id_person")),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["organisation.id"], name=op.f("fk_assignment_organisation_id_organisation")
        ),
        sa.ForeignKeyConstraint(["task_id"], ["task.id"], name=op.f("fk_assignment_task_id_task")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_assignment")),
        sa.UniqueConstraint("application_id", name=op.f("uq_assignment_application_id")),
    )
    op.create_index("ix_assignment_doer_id_state", "assignment", ["doer_id", "state"], unique=False)
    op.create_index(op.f("ix_assignment_organisation_id"), "assignment", ["organisation_id"], unique=False)
    op.create_index("ix_assignment_state_approved_at", "assignment", ["state", "approved_at"], unique=False)
    op.create_index("ix_assignment_state_done_at", "assignment", ["state", "done_at"], unique=False)
    op.create_index(op.f("ix_assignment_task_id"), "assignment", ["task_id"], unique=False)

    op.create_table(
        "message",
        sa.Column("id", ID, nullable=False),
        sa.Column("conversation_id", ID, nullable=False),
        sa.Column("author_id", ID, nullable=False),
        sa.Column("recipient_id", ID, nullable=False),
        sa.Column("kind", WORD, nullable=False),
        sa.Column("text", sa.String(length=4096), nullable=False),
        sa.Column("entities", sa.JSON(), nullable=True),
        sa.Column("file_id", sa.String(length=400), nullable=True),
        sa.Column("reply_to_id", ID, nullable=True),
        sa.Column("author_message_id", ID, nullable=True),
        sa.Column("delivered_message_id", ID, nullable=True),
        sa.Column("written_at", INSTANT, nullable=False),
        sa.Column("delivered_at", INSTANT, nullable=True),
        sa.ForeignKeyConstraint(["author_id"], ["person.id"], name=op.f("fk_message_author_id_person")),
        sa.ForeignKeyConstraint(
            ["conversation_id"], ["conversation.id"], name=op.f("fk_message_conversation_id_conversation")
        ),
        sa.ForeignKeyConstraint(["recipient_id"], ["person.id"], name=op.f("fk_message_recipient_id_person")),
        sa.ForeignKeyConstraint(["reply_to_id"], ["message.id"], name=op.f("fk_message_reply_to_id_message")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_message")),
    )
    op.create_index("ix_message_author", "message", ["author_id", "author_message_id"], unique=True)
    op.create_index("ix_message_conversation_id_id", "message", ["conversation_id", "id"], unique=False)
    op.create_index("ix_message_delivered", "message", ["recipient_id", "delivered_message_id"], unique=False)
    op.create_index("ix_message_reply_to_id", "message", ["reply_to_id"], unique=False)

    op.create_table(
        "feedback",
        sa.Column("id", ID, nullable=False),
        sa.Column("assignment_id", ID, nullable=False),
        sa.Column("author_id", ID, nullable=False),
        sa.Column("about_id", ID, nullable=False),
        sa.Column("opened_at", INSTANT, nullable=False),
        sa.Column("asked_at", INSTANT, nullable=True),
        sa.Column("asked_times", ID, nullable=False),
        sa.Column("closes_at", INSTANT, nullable=True),
        sa.Column("task_score", ID, nullable=True),
        sa.Column("schedule_score", ID, nullable=True),
        sa.Column("process_score", ID, nullable=True),
        sa.Column("comment", sa.String(length=1000), nullable=False),
        sa.Column("quotable", sa.Boolean(), nullable=False),
        sa.Column("given_at", INSTANT, nullable=True),
        sa.Column("skipped_at", INSTANT, nullable=True),
        sa.Column("revealed_at", INSTANT, nullable=True),
        sa.CheckConstraint(
            "task_score BETWEEN 1 AND 5 AND schedule_score BETWEEN 1 AND 5 AND process_score BETWEEN 1 AND 5",
            name=op.f("ck_feedback_scores"),
        ),
        sa.ForeignKeyConstraint(["about_id"], ["person.id"], name=op.f("fk_feedback_about_id_person")),
        sa.ForeignKeyConstraint(
            ["assignment_id"], ["assignment.id"], name=op.f("fk_feedback_assignment_id_assignment")
        ),
        sa.ForeignKeyConstraint(["author_id"], ["person.id"], name=op.f("fk_feedback_author_id_person")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_feedback")),
        sa.UniqueConstraint("assignment_id", "author_id", name=op.f("uq_feedback_assignment_id_author_id")),
    )
    op.create_index(op.f("ix_feedback_about_id"), "feedback", ["about_id"], unique=False)
    op.create_index("ix_feedback_author_id_revealed_at", "feedback", ["author_id", "revealed_at"], unique=False)
    op.create_index(
        "ix_feedback_waiting",
        "feedback",
        ["asked_times", "asked_at"],
        unique=False,
        sqlite_where=sa.text("revealed_at IS NULL"),
        postgresql_where=sa.text("revealed_at IS NULL"),
    )

    op.create_table(
        "ledger_entry",
        sa.Column("id", ID, nullable=False),
        sa.Column("assignment_id", ID, nullable=False),
        sa.Column("doer_id", ID, nullable=False),
        sa.Column("doer_organisation_id", ID, nullable=True),
        sa.Column("requester_id", ID, nullable=False),
        sa.Column("requester_organisation_id", ID, nullable=True),
        sa.Column("category_id", ID, nullable=False),
        sa.Column("minutes_estimated", ID, nullable=False),
        sa.Column("minutes_used", ID, nullable=False),
        sa.Column("capacity", WORD, nullable=True),
        sa.Column("entered_at", INSTANT, nullable=False),
        sa.Column("corrects_id", ID, nullable=True),
        sa.Column("reason", sa.String(length=300), nullable=True),
        sa.ForeignKeyConstraint(
            ["assignment_id"], ["assignment.id"], name=op.f("fk_ledger_entry_assignment_id_assignment")
        ),
        sa.ForeignKeyConstraint(["category_id"], ["category.id"], name=op.f("fk_ledger_entry_category_id_category")),
        sa.ForeignKeyConstraint(
            ["corrects_id"], ["ledger_entry.id"], name=op.f("fk_ledger_entry_corrects_id_ledger_entry")
        ),
        sa.ForeignKeyConstraint(["doer_id"], ["person.id"], name=op.f("fk_ledger_entry_doer_id_person")),
        sa.ForeignKeyConstraint(
            ["doer_organisation_id"],
            ["organisation.id"],
            name=op.f("fk_ledger_entry_doer_organisation_id_organisation"),
        ),
        sa.ForeignKeyConstraint(["requester_id"], ["person.id"], name=op.f("fk_ledger_entry_requester_id_person")),
        sa.ForeignKeyConstraint(
            ["requester_organisation_id"],
            ["organisation.id"],
            name=op.f("fk_ledger_entry_requester_organisation_id_organisation"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_ledger_entry")),
    )
    op.create_index(op.f("ix_ledger_entry_assignment_id"), "ledger_entry", ["assignment_id"], unique=False)
    op.create_index(op.f("ix_ledger_entry_corrects_id"), "ledger_entry", ["corrects_id"], unique=False)
    op.create_index(op.f("ix_ledger_entry_doer_id"), "ledger_entry", ["doer_id"], unique=False)
    op.create_index(
        op.f("ix_ledger_entry_doer_organisation_id"), "ledger_entry", ["doer_organisation_id"], unique=False
    )
    op.create_index(op.f("ix_ledger_entry_entered_at"), "ledger_entry", ["entered_at"], unique=False)
    op.create_index(op.f("ix_ledger_entry_requester_id"), "ledger_entry", ["requester_id"], unique=False)
    op.create_index(
        op.f("ix_ledger_entry_requester_organisation_id"), "ledger_entry", ["requester_organisation_id"], unique=False
    )
    op.create_index(
        "uq_ledger_entry_original",
        "ledger_entry",
        ["assignment_id"],
        unique=True,
        sqlite_where=sa.text("corrects_id IS NULL"),
        postgresql_where=sa.text("corrects_id IS NULL"),
    )
    category = sa.table(
        "category",
        *(sa.column(name) for name in ("key", "name_fi", "name_sv", "name_en", "position")),
    )
    op.bulk_insert(
        category,
        [
            {"key": key, "name_fi": fi, "name_sv": sv, "name_en": en, "position": position}
            for position, (key, fi, sv, en) in enumerate(CATEGORIES, start=1)
        ],
    )


def downgrade() -> None:
    raise NotImplementedError("before the first revision there is nothing: drop the database instead")
