"""Fixtures that many tests share: a clock, and an empty, migrated database on SQLite and on PostgreSQL.

Every test that asks for `database`, `database_url` or `desk` runs twice, once on each. Without a PostgreSQL the second
half is skipped, and says why.
"""

import itertools
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
from sqlalchemy import create_engine, make_url, text

from bot.triage.desk import Desk
from storage.database import Database, connect, resolve
from storage.schema import migrate
from tests.postgres_server import NoServer, Server, server
from tests.worlds_of_triage import Clock

_numbers = itertools.count(1)


@pytest.fixture(scope="session")
def postgres() -> Iterator[Server]:
    """A PostgreSQL server for the whole session."""
    with ExitStack() as stack:
        try:
            found = stack.enter_context(server())
        except (NoServer, OSError, subprocess.SubprocessError) as reason:
            pytest.skip(f"no PostgreSQL: {reason}")
        yield found


@pytest.fixture(scope="session")
def sqlite_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A migrated SQLite file, to be copied."""
    path = tmp_path_factory.mktemp("template") / "shoal.sqlite"
    database = connect(f"sqlite:///{path}")
    migrate(database)
    with database.engine.connect() as connection:
        connection.exec_driver_sql("ROLLBACK")
        connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
        connection.exec_driver_sql("BEGIN")
    database.close()
    return path


@pytest.fixture(scope="session")
def postgres_template(postgres: Server) -> str:
    """A migrated PostgreSQL database, to be copied; its name."""
    _administer(postgres, "DROP DATABASE IF EXISTS shoal_template")
    _administer(postgres, "CREATE DATABASE shoal_template")
    database = connect(_named(postgres, "shoal_template"))
    migrate(database)
    database.close()
    return "shoal_template"


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgres)])
def empty_url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """The address of an empty database, before any migration."""
    if request.param == "sqlite":
        yield f"sqlite:///{tmp_path / 'empty.sqlite'}"
        return
    found: Server = request.getfixturevalue("postgres")
    name = f"shoal_empty_{next(_numbers)}"
    _administer(found, f"CREATE DATABASE {name}")
    yield _named(found, name)
    _administer(found, f"DROP DATABASE {name} WITH (FORCE)")


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgres)])
def database_url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """The address of a migrated database without rows."""
    if request.param == "sqlite":
        path = tmp_path / "shoal.sqlite"
        shutil.copyfile(request.getfixturevalue("sqlite_template"), path)
        yield f"sqlite:///{path}"
        return
    template = request.getfixturevalue("postgres_template")
    found: Server = request.getfixturevalue("postgres")
    name = f"shoal_test_{next(_numbers)}"
    _administer(found, f"CREATE DATABASE {name} TEMPLATE {template}")
    yield _named(found, name)
    _administer(found, f"DROP DATABASE {name} WITH (FORCE)")


@pytest.fixture
def database(database_url: str) -> Iterator[Database]:
    """A migrated database without rows."""
    opened = connect(database_url)
    yield opened
    opened.close()


@pytest.fixture
def clock() -> Clock:
    """A clock that tests move."""
    return Clock()


@pytest.fixture
def desk(database: Database, clock: Clock, tmp_path: Path) -> Desk:
    """A desk over an empty database, with a clock that tests move."""
    return Desk(database, clock, tmp_path / "data")


def _administer(found: Server, statement: str) -> None:
    engine = create_engine(resolve(found.url), isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        connection.execute(text(statement))
    engine.dispose()


def _named(found: Server, name: str) -> str:
    return make_url(found.url).set(database=name).render_as_string(hide_password=False)
