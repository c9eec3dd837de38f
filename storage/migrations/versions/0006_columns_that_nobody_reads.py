"""Takes out what was written and never read: a snapshot's last post and payload hash, and the revision that Slack has.

The columns go in place. A batch would copy the table, and lose the triggers that keep snapshots append-only.

Revision: 0006, after 0005.
"""

import sqlalchemy as sa
from alembic import op


revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

KEY = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.drop_column("snapshots", "last_post")
    op.drop_column("snapshots", "payload_hash")
    op.drop_column("outbox", "posted_revision")


def downgrade() -> None:
    op.add_column("outbox", sa.Column("posted_revision", sa.Integer(), nullable=False, server_default="0"))
    op.add_column("snapshots", sa.Column("payload_hash", sa.String(), nullable=False, server_default=""))
    op.add_column("snapshots", sa.Column("last_post", KEY, nullable=True))
