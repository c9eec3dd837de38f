"""The database's schema, for `shoal migrate` and `shoal doctor`."""

from bot.triage.desk import Desk
from storage import schema


def migrate(desk: Desk) -> None:
    """Run the migrations that are missing."""
    schema.migrate(desk.database)


def schema_is_current(desk: Desk) -> bool:
    """Whether every migration has run."""
    return schema.is_current(desk.database)
