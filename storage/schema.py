"""Brings a database to the present schema, and tells whether it is there."""

from pathlib import Path

from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, text
from sqlmodel import SQLModel

from storage import memory_tables, proof_tables, sight_tables, tables, watch_tables
from storage.database import Database

__all__ = [
    "differences",
    "is_current",
    "memory_tables",
    "migrate",
    "proof_tables",
    "sight_tables",
    "tables",
    "watch_tables",
]

MIGRATIONS = Path(__file__).parent / "migrations"
_LOCK = 7_405_102  # an arbitrary number: two processes that start at once migrate one after the other


def migrate(database: Database) -> None:
    """Run every migration that the database lacks, in one transaction."""
    with database.engine.begin() as connection:
        if connection.dialect.name == "postgresql":
            connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": _LOCK})
        command.upgrade(configuration(connection), "head")


def is_current(database: Database) -> bool:
    """Whether the newest migration has run."""
    with database.engine.connect() as connection:
        present = MigrationContext.configure(connection).get_current_revision()
    return bool(present == ScriptDirectory.from_config(configuration()).get_current_head())


def differences(database: Database) -> list[str]:
    """What the tables in the database and the tables in the code disagree on (none, or a migration is missing)."""
    with database.engine.connect() as connection:
        found = compare_metadata(MigrationContext.configure(connection), SQLModel.metadata)
    return [str(item) for item in found]


def configuration(connection: Connection | None = None) -> Config:
    """Alembic's settings for our migrations, over `connection`."""
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))
    config.attributes["connection"] = connection
    return config
