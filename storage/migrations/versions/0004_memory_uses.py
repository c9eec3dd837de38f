"""Which cards have told of which judged group of another case.

Revision: 0004, after 0003.
"""

import sqlalchemy as sa
from alembic import op


revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

KEY = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.create_table(
        "memory_uses",
        sa.Column("cluster_id", KEY, nullable=False),
        sa.Column("remembered_id", KEY, nullable=False),
        sa.Column("team_id", sa.String(), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(["cluster_id"], ["clusters.id"]),
        sa.ForeignKeyConstraint(["remembered_id"], ["clusters.id"]),
        sa.PrimaryKeyConstraint("cluster_id", "remembered_id"),
    )
    with op.batch_alter_table("memory_uses", schema=None) as batch_op:
        batch_op.create_index("ix_memory_uses_remembered_id", ["remembered_id"], unique=False)


def downgrade() -> None:
    with op.batch_alter_table("memory_uses", schema=None) as batch_op:
        batch_op.drop_index("ix_memory_uses_remembered_id")

    op.drop_table("memory_uses")
