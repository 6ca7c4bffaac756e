"""What is kept: tables, enums, named selects. Importing the package knows every table."""

from models import (
    application,
    assignment,
    audit,
    category,
    conversation,
    draft,
    feedback,
    group,
    inbox,
    ledger,
    organisation,
    outbox,
    person,
    task,
)

__all__ = [
    "application",
    "assignment",
    "audit",
    "category",
    "conversation",
    "draft",
    "feedback",
    "group",
    "inbox",
    "ledger",
    "organisation",
    "outbox",
    "person",
    "task",
]
