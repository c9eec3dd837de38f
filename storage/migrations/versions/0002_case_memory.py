"""Case memory: groups that a quorum judged, and by what they could be recognised.

Revision: 0002, after 0001.
"""

import sqlalchemy as sa
from alembic import op


revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

KEY = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.create_table(
        "remembered_clusters",
        sa.Column("id", KEY, nullable=False),
        sa.Column("team_id", sa.String(), nullable=False),
        sa.Column("case_id", KEY, nullable=False),
        sa.Column("cluster_id", KEY, nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("verdict", sa.String(), nullable=False),
        sa.Column("votes", sa.Integer(), nullable=False),
        sa.Column("dissent", sa.Integer(), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(["case_id"], ["cases.id"]),
        sa.ForeignKeyConstraint(["cluster_id"], ["clusters.id"]),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("cluster_id"),
    )
    with op.batch_alter_table("remembered_clusters", schema=None) as batch_op:
        batch_op.create_index("ix_remembered_clusters_team", ["team_id", "case_id"], unique=False)

    op.create_table(
        "case_memory",
        sa.Column("id", KEY, nullable=False),
        sa.Column("team_id", sa.String(), nullable=False),
        sa.Column("cluster_id", KEY, nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("value", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["cluster_id"], ["clusters.id"]),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("cluster_id", "kind", "value"),
    )
    with op.batch_alter_table("case_memory", schema=None) as batch_op:
        batch_op.create_index("ix_case_memory_value", ["team_id", "kind", "value"], unique=False)


def downgrade() -> None:
    with op.batch_alter_table("case_memory", schema=None) as batch_op:
        batch_op.drop_index("ix_case_memory_value")

    op.drop_table("case_memory")
    with op.batch_alter_table("remembered_clusters", schema=None) as batch_op:
        batch_op.drop_index("ix_remembered_clusters_team")

    op.drop_table("remembered_clusters")
