"""Files that the bot sent to people of a case, so that a purge can take them out of Slack.

Revision: 0007, after 0006.
"""

import sqlalchemy as sa
from alembic import op


revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None

KEY = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.create_table(
        "sent_files",
        sa.Column("id", KEY, nullable=False),
        sa.Column("team_id", sa.String(), nullable=False),
        sa.Column("case_id", KEY, nullable=False),
        sa.Column("user_id", sa.String(), nullable=False),
        sa.Column("slack_file_id", sa.String(), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(["case_id"], ["cases.id"]),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("ix_sent_files_case", "sent_files", ["case_id"])


def downgrade() -> None:
    op.drop_index("ix_sent_files_case", table_name="sent_files")
    op.drop_table("sent_files")
