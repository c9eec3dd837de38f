import sqlite3
import threading
from pathlib import Path

import pytest
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError, StatementError

from bot.report import Report
from storage import cases, intakes, journal
from storage.codec import decode, encode
from storage.columns import UtcMilliseconds
from storage.database import Database, DatabaseUnavailable, connect, resolve
from storage.tables import ClusterRow
from tests.worlds_of_triage import cluster, report


def test_postgresql_is_spoken_to_with_psycopg_3() -> None:
    assert resolve("postgresql://user@host/name").drivername == "postgresql+psycopg"


def test_sqlite_runs_in_wal_mode_with_foreign_keys_and_patience(tmp_path: Path) -> None:
    database = connect(f"sqlite:///{tmp_path / 'new' / 'a.sqlite'}")
    with database.reading() as tx:
        names = ("journal_mode", "foreign_keys", "busy_timeout", "secure_delete")
        pragmas = {name: tx.session.execute(text(f"PRAGMA {name}")).scalar() for name in names}
    database.close()
    assert pragmas == {"journal_mode": "wal", "foreign_keys": 1, "busy_timeout": 15_000, "secure_delete": 1}


def test_an_emptied_log_holds_nothing_and_patience_stays(tmp_path: Path) -> None:
    database = connect(f"sqlite:///{tmp_path / 'a.sqlite'}")
    with database.transaction() as tx:
        tx.session.connection().exec_driver_sql("CREATE TABLE t (x)")
    log = tmp_path / "a.sqlite-wal"
    assert log.stat().st_size > 0
    assert database.empty_log()
    assert log.stat().st_size == 0
    with database.reading() as tx:
        assert tx.session.execute(text("PRAGMA busy_timeout")).scalar() == 15_000
    database.close()


def test_a_log_that_somebody_reads_is_left_and_that_is_told(tmp_path: Path) -> None:
    database = connect(f"sqlite:///{tmp_path / 'a.sqlite'}")
    with database.transaction() as tx:
        tx.session.connection().exec_driver_sql("CREATE TABLE t (x)")
    with database.reading() as tx:
        tx.session.execute(text("SELECT * FROM t")).all()
        with database.transaction() as other:
            other.session.execute(text("INSERT INTO t VALUES (1)"))
        assert not database.empty_log()
    assert database.empty_log()
    database.close()


def test_there_is_no_log_to_empty_on_postgresql() -> None:
    assert connect("postgresql://nobody@127.0.0.1:1/nothing").empty_log()


def test_an_error_rolls_the_transaction_back(database: Database) -> None:
    def half_done() -> None:
        with database.transaction() as tx:
            journal.beat(tx, "bot", 1)
            raise RuntimeError

    with pytest.raises(RuntimeError):
        half_done()
    with database.reading() as tx:
        assert journal.last_beat(tx, "bot") is None


def test_a_reading_transaction_keeps_nothing(database: Database) -> None:
    with database.reading() as tx:
        journal.beat(tx, "bot", 1)
    with database.reading() as tx:
        assert journal.last_beat(tx, "bot") is None


def test_a_database_that_does_not_answer_is_told_as_such(tmp_path: Path) -> None:
    database = connect("postgresql://nobody@127.0.0.1:1/nothing?connect_timeout=2")
    with pytest.raises(DatabaseUnavailable, match="does not answer"), database.reading():
        pass
    database.close()
    locked = connect(f"sqlite:///{tmp_path / 'locked.sqlite'}")
    with locked.transaction() as tx:
        tx.session.connection().exec_driver_sql("CREATE TABLE t (x)")
        other = sqlite3.connect(tmp_path / "locked.sqlite", timeout=0, isolation_level=None)
        with pytest.raises(sqlite3.OperationalError, match="locked"):
            other.execute("BEGIN IMMEDIATE")
        other.close()
    locked.close()


def test_a_reader_does_not_wait_for_a_writer(database: Database) -> None:
    with database.transaction() as tx:
        journal.beat(tx, "bot", 1)
        with database.reading() as other:
            assert journal.last_beat(other, "bot") is None


def test_foreign_keys_are_enforced(database: Database) -> None:
    with pytest.raises(IntegrityError), database.transaction() as tx:
        tx.session.add(ClusterRow(team_id="T1", case_id=77, key="C1", rank=1, created_at=1))


@pytest.mark.parametrize("wrong", [1.5, -1, True, "2026-01-01"])
def test_a_time_is_whole_milliseconds(database: Database, wrong: object) -> None:
    with pytest.raises((StatementError, TypeError)), database.transaction() as tx:
        journal.beat(tx, "bot", wrong)  # type: ignore[arg-type]
    assert UtcMilliseconds.cache_ok


def test_numbers_are_given_out_once_to_many_threads(database: Database) -> None:
    given: list[int] = []

    def work() -> None:
        for _ in range(5):
            with database.transaction() as tx:
                given.append(cases.next_number(tx, "T1"))

    threads = [threading.Thread(target=work) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(given) == list(range(1, 31))


def test_a_delivery_is_first_only_once_among_many_threads(database: Database) -> None:
    first: list[bool] = []

    def work() -> None:
        with database.transaction() as tx:
            first.append(intakes.first_delivery(tx, "T1", "Ev1", 5))

    threads = [threading.Thread(target=work) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(first) == [False] * 7 + [True]


def test_a_report_survives_being_stored() -> None:
    found = report(cluster("C1", ["a", "b", "ü"]))
    assert decode(Report, encode(found)) == found
