"""Topics in private chats: where each copy of a message stands."""

import sqlalchemy as sa
from alembic import op

revision = "0017"
down_revision = "0016"
branch_labels = None
depends_on = None

ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.add_column("message", sa.Column("author_thread_id", ID, nullable=True))
    op.add_column("message", sa.Column("delivered_thread_id", ID, nullable=True))
