"""`shoal migrate`: bring the database to the present schema."""

# ruff: noqa: PLC0415 - what a command needs loads when it runs

from bot.cli.command import Command, Panel
from bot.cli.environment import settings, utc_now
from bot.cli.terminal import output


def migrate() -> None:
    """Run the database migrations that are missing; `shoal run` does so by itself."""
    from bot.triage.desk import open_desk
    from bot.triage.schema import migrate as run_migrations
    from bot.triage.schema import schema_is_current
    from storage.reaching import reaching_database

    chosen = settings()
    with reaching_database():
        desk = open_desk(chosen.database, chosen.data_dir, now=utc_now, run_migrations=False)
        try:
            before = schema_is_current(desk)
            run_migrations(desk)
        finally:
            desk.database.close()
    output().print("The database was up to date already." if before else "The database is up to date now.")


COMMAND = Command(migrate, Panel.CARE)
