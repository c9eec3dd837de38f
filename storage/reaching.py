"""A database that does not answer is a matter of settings, not of code."""

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy.exc import OperationalError

from bot.errors import SettingsError


@contextmanager
def reaching_database() -> Iterator[None]:
    """Turn a connection that cannot be made, or a driver that is not installed, into a SettingsError.

    What a statement runs into afterwards goes on as it is. No address and no password is repeated.
    """
    try:
        yield
    except OperationalError as error:
        if error.statement is not None:
            raise
        raise SettingsError([f"SHOAL_DATABASE_URL: the database does not answer ({_first_line(error)})"]) from error
    except ModuleNotFoundError as error:
        if error.name != "psycopg":
            raise
        problem = "SHOAL_DATABASE_URL: PostgreSQL wants the extra `postgres` (pip install 'shoal[postgres]')"
        raise SettingsError([problem]) from error


def _first_line(error: OperationalError) -> str:
    return (str(error.orig).splitlines() or ["no reason given"])[0]
