"""A database that does not answer is a matter of settings, not of code."""

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy.exc import OperationalError

from bot.errors import SettingsError
from storage.database import DatabaseUnavailable, unavailable


@contextmanager
def reaching_database() -> Iterator[None]:
    """Turn a connection that cannot be made, or a driver that is not installed, into a SettingsError.

    What a statement runs into afterwards goes on as it is. No address and no password is repeated.
    """
    try:
        yield
    except DatabaseUnavailable as error:
        raise SettingsError([f"SHOAL_DATABASE_URL: {error}"]) from error
    except OperationalError as error:  # from a connection that migrations make by themselves
        if error.statement is not None:
            raise
        raise SettingsError([f"SHOAL_DATABASE_URL: {unavailable(error)}"]) from error
    except ModuleNotFoundError as error:
        if error.name != "psycopg":
            raise
        problem = "SHOAL_DATABASE_URL: PostgreSQL wants the extra `postgres` (pip install 'shoal[postgres]')"
        raise SettingsError([problem]) from error
