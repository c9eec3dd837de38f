"""Proof: holds with frozen files, packages and who has them, purged cases; append-only tables open for a purge alone.

Revision: 0003, after 0002.
"""

import sqlalchemy as sa
from alembic import op


revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

KEY = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
PURGED = ("votes", "verdicts", "account_marks", "audit_events", "snapshots", "recheck_changes")
APPEND_ONLY = ("packages", "purges")


def upgrade() -> None:
    op.add_column("cases", sa.Column("purged_at", sa.BigInteger(), nullable=True))
    op.create_table(
        "holds",
        sa.Column("id", KEY, nullable=False),
        sa.Column("team_id", sa.String(), nullable=False),
        sa.Column("case_id", KEY, nullable=False),
        sa.Column("user_id", sa.String(), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.Column("released_at", sa.BigInteger(), nullable=True),
        sa.ForeignKeyConstraint(["case_id"], ["cases.id"]),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("ix_holds_case", "holds", ["case_id"])
    op.create_table(
        "held_files",
        sa.Column("id", KEY, nullable=False),
        sa.Column("team_id", sa.String(), nullable=False),
        sa.Column("hold_id", KEY, nullable=False),
        sa.Column("cluster_report_id", KEY, nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("items", sa.Integer(), nullable=False),
        sa.Column("size", KEY, nullable=False),
        sa.Column("sha256", sa.String(), nullable=False),
        sa.Column("place", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["hold_id"], ["holds.id"]),
        sa.ForeignKeyConstraint(["cluster_report_id"], ["cluster_reports.id"]),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("ix_held_files_hold", "held_files", ["hold_id"])
    op.create_table(
        "packages",
        sa.Column("id", KEY, nullable=False),
        sa.Column("team_id", sa.String(), nullable=False),
        sa.Column("case_id", KEY, nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("recipient", sa.String(), nullable=False),
        sa.Column("user_id", sa.String(), nullable=False),
        sa.Column("sha256", sa.String(), nullable=False),
        sa.Column("groups", sa.JSON(), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(["case_id"], ["cases.id"]),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("ix_packages_case", "packages", ["team_id", "case_id"])
    op.create_table(
        "package_accounts",
        sa.Column("id", KEY, nullable=False),
        sa.Column("team_id", sa.String(), nullable=False),
        sa.Column("package_id", KEY, nullable=False),
        sa.Column("cluster_id", KEY, nullable=False),
        sa.Column("account_id", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["package_id"], ["packages.id"]),
        sa.ForeignKeyConstraint(["cluster_id"], ["clusters.id"]),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("ix_package_accounts_account", "package_accounts", ["cluster_id", "account_id"])
    op.create_table(
        "purges",
        sa.Column("id", KEY, nullable=False),
        sa.Column("team_id", sa.String(), nullable=False),
        sa.Column("case_id", KEY, nullable=False),
        sa.Column("user_id", sa.String(), nullable=False),
        sa.Column("kept", sa.JSON(), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(["case_id"], ["cases.id"]),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_table(
        "purge_gate",
        sa.Column("team_id", sa.String(), nullable=False),
        sa.Column("case_id", KEY, nullable=False),
        sa.PrimaryKeyConstraint("team_id", "case_id"),
    )
    for table in PURGED:
        _refuse_changes(table, "WHEN NOT EXISTS (SELECT 1 FROM purge_gate)", "NOT EXISTS (SELECT 1 FROM purge_gate)")
    for table in APPEND_ONLY:
        _refuse_changes(table, "", "true")


def _refuse_changes(table: str, only: str, wanted: str) -> None:
    """Make, or make anew, the triggers that keep a table append-only."""
    if op.get_bind().dialect.name == "sqlite":
        for verb in ("UPDATE", "DELETE"):
            name = f"{table}_no_{verb.lower()}"
            op.execute(f"DROP TRIGGER IF EXISTS {name}")
            op.execute(
                f"CREATE TRIGGER {name} BEFORE {verb} ON {table} {only} "
                f"BEGIN SELECT RAISE(ABORT, '{table} is append-only'); END"
            )
        return
    op.execute(
        f"CREATE OR REPLACE FUNCTION {table}_append_only() RETURNS trigger LANGUAGE plpgsql AS "
        f"$$ BEGIN IF {wanted} THEN RAISE EXCEPTION '{table} is append-only'; END IF; RETURN NULL; END $$"
    )
    if table in APPEND_ONLY:
        op.execute(
            f"CREATE TRIGGER {table}_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON {table} "
            f"FOR EACH STATEMENT EXECUTE FUNCTION {table}_append_only()"
        )


def downgrade() -> None:
    for table in PURGED:
        _refuse_changes(table, "", "true")
    op.drop_table("purge_gate")
    op.drop_table("purges")
    op.drop_index("ix_package_accounts_account", "package_accounts")
    op.drop_table("package_accounts")
    op.drop_index("ix_packages_case", "packages")
    op.drop_table("packages")
    op.drop_index("ix_held_files_hold", "held_files")
    op.drop_table("held_files")
    op.drop_index("ix_holds_case", "holds")
    op.drop_table("holds")
    op.drop_column("cases", "purged_at")
    if op.get_bind().dialect.name != "sqlite":
        for table in APPEND_ONLY:
            op.execute(f"DROP FUNCTION {table}_append_only()")
