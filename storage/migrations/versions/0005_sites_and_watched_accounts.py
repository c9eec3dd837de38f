"""Sites that groups shared, to find them again; accounts that a channel wants to look at again.

Revision: 0005, after 0004.
"""

import sqlalchemy as sa
from alembic import op


revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

KEY = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.create_table(
        "cluster_sites",
        sa.Column("cluster_report_id", KEY, nullable=False),
        sa.Column("site", sa.String(), nullable=False),
        sa.Column("team_id", sa.String(), nullable=False),
        sa.Column("accounts", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["cluster_report_id"], ["cluster_reports.id"]),
        sa.PrimaryKeyConstraint("cluster_report_id", "site"),
    )
    with op.batch_alter_table("cluster_sites", schema=None) as batch_op:
        batch_op.create_index("ix_cluster_sites_site", ["team_id", "site"], unique=False)

    op.create_table(
        "watched_accounts",
        sa.Column("id", KEY, nullable=False),
        sa.Column("team_id", sa.String(), nullable=False),
        sa.Column("channel_id", sa.String(), nullable=False),
        sa.Column("account", sa.String(), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("added_by", sa.String(), nullable=False),
        sa.Column("added_at", sa.BigInteger(), nullable=False),
        sa.Column("removed_by", sa.String(), nullable=False),
        sa.Column("removed_at", sa.BigInteger(), nullable=True),
        sa.PrimaryKeyConstraint("id"),
    )
    with op.batch_alter_table("watched_accounts", schema=None) as batch_op:
        batch_op.create_index("ix_watched_accounts_channel", ["team_id", "channel_id"], unique=False)


def downgrade() -> None:
    with op.batch_alter_table("watched_accounts", schema=None) as batch_op:
        batch_op.drop_index("ix_watched_accounts_channel")

    op.drop_table("watched_accounts")
    with op.batch_alter_table("cluster_sites", schema=None) as batch_op:
        batch_op.drop_index("ix_cluster_sites_site")

    op.drop_table("cluster_sites")
