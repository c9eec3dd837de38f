import subprocess
import sys
from pathlib import Path

import pytest
from sqlalchemy import Connection, inspect, text
from sqlalchemy.exc import DatabaseError

from storage import proof_tables, schema, tables
from storage.database import Database, connect

ROOT = Path(__file__).parents[2]


def test_migrations_lead_from_nothing_to_the_tables_of_the_code(empty_url: str) -> None:
    database = connect(empty_url)
    assert not schema.is_current(database)
    schema.migrate(database)
    assert schema.is_current(database)
    assert schema.differences(database) == []
    database.close()


def test_migrating_twice_changes_nothing(database: Database) -> None:
    before = inspect(database.engine).get_table_names()
    schema.migrate(database)
    assert inspect(database.engine).get_table_names() == before


def test_a_table_that_is_missing_is_told_as_a_difference(database: Database) -> None:
    with database.transaction() as tx:
        tx.session.connection().exec_driver_sql("DROP TABLE notes")
    assert any("notes" in line for line in schema.differences(database))


def test_every_table_carries_the_team(database: Database) -> None:
    found = inspect(database.engine)
    names = set(found.get_table_names()) - {"alembic_version"}
    assert {name for name in names if "team_id" not in {column["name"] for column in found.get_columns(name)}} == set()


@pytest.mark.parametrize("verb", ["UPDATE {} SET team_id = 'T2'", "DELETE FROM {}"])
@pytest.mark.parametrize("table", [*tables.APPEND_ONLY, *proof_tables.APPEND_ONLY])
def test_append_only_tables_refuse_changes(database: Database, table: str, verb: str) -> None:
    if database.engine.dialect.name == "sqlite":
        _fill_one_row(database, table)
    with pytest.raises(DatabaseError, match="append-only"), database.transaction() as tx:
        tx.session.execute(text(verb.format(table)))


def _fill_one_row(database: Database, table: str) -> None:
    """SQLite's triggers fire once a row, so there has to be one."""
    with database.engine.connect() as connection:
        connection.exec_driver_sql("COMMIT")
        connection.exec_driver_sql("PRAGMA foreign_keys=OFF")
        columns = inspect(connection).get_columns(table)
        values = dict.fromkeys((column["name"] for column in columns), "1")
        names, marks = ", ".join(values), ", ".join(f":{name}" for name in values)
        connection.execute(text(f"INSERT INTO {table} ({names}) VALUES ({marks})"), values)  # noqa: S608 (our own names)
        connection.exec_driver_sql("PRAGMA foreign_keys=ON")
        connection.exec_driver_sql("BEGIN")


def test_migrations_go_down_to_nothing_again(empty_url: str) -> None:
    from alembic import command  # noqa: PLC0415 - only here

    database = connect(empty_url)
    schema.migrate(database)
    with database.engine.begin() as connection:
        command.downgrade(schema.configuration(connection), "base")
    assert set(inspect(database.engine).get_table_names()) <= {"alembic_version"}
    schema.migrate(database)
    assert schema.differences(database) == []
    database.close()


def test_rows_outlive_the_columns_that_nobody_read(empty_url: str) -> None:
    from alembic import command  # noqa: PLC0415 - only here

    database = connect(empty_url)
    with database.engine.begin() as connection:
        command.upgrade(schema.configuration(connection), "0005")
        connection.exec_driver_sql(
            "INSERT INTO outbox (team_id, channel_id, kind, key, in_thread, content, payload, state, revision,"
            " posted_revision, attempts, error, created_at, not_before)"
            " VALUES ('T1', 'C1', 'root', 'root', false, '{}', '{}', 'waiting', 3, 2, 0, '', 5, 5)"
        )
    schema.migrate(database)
    with database.engine.begin() as connection:
        assert connection.exec_driver_sql("SELECT team_id, revision FROM outbox").all() == [("T1", 3)]
        assert _unread(connection) == set()
        command.downgrade(schema.configuration(connection), "0005")
        assert connection.exec_driver_sql("SELECT team_id, posted_revision FROM outbox").all() == [("T1", 0)]
        assert _unread(connection) == {"posted_revision", "last_post", "payload_hash"}
    database.close()


def _unread(connection: Connection) -> set[str]:
    """The columns that revision 0006 takes out, where they are."""
    found = inspect(connection)
    columns = {column["name"] for table in ("outbox", "snapshots") for column in found.get_columns(table)}
    return columns & {"posted_revision", "last_post", "payload_hash"}


def test_migrations_ship_beside_the_code() -> None:
    assert list(Path(schema.MIGRATIONS / "versions").glob("0001_*.py"))


def test_two_processes_that_start_at_once_migrate_once(empty_url: str) -> None:
    program = (
        "import sys; from storage.database import connect; from storage.schema import migrate; "
        "migrate(connect(sys.argv[1]))"
    )
    words = [sys.executable, "-c", program, empty_url]
    started = [subprocess.Popen(words, cwd=ROOT, stderr=subprocess.PIPE) for _ in range(2)]  # noqa: S603 (our own words)
    said = [process.communicate(timeout=120)[1].decode() for process in started]
    assert [process.returncode for process in started] == [0, 0], said
    database = connect(empty_url)
    assert schema.differences(database) == []
    database.close()
