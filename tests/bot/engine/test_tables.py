from collections.abc import Iterator
from pathlib import Path

import duckdb
import numpy as np
import pytest

from bot.engine.tables import Tables, integers
from bot.ingest.intake import write_records
from bot.protocols import PostRecord, Record, ShareRecord
from tests.bot.engine.drawn import START, share


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    place = tmp_path / "it's a run"
    write_records([share(3, 2, 0, 5), share(1, 2, 4, 60), share(3, 0, 5, 65, "url")], place, format="records")
    return place


@pytest.fixture
def tables(folder: Path) -> Iterator[Tables]:
    with Tables(folder, 128, 2) as opened:
        yield opened


def test_a_file_outside_the_folder_cannot_be_read(tables: Tables, tmp_path: Path) -> None:
    (tmp_path / "secret.csv").write_text("a\n1\n")
    with pytest.raises(duckdb.PermissionException):
        tables.rows(f"SELECT * FROM read_csv('{tmp_path}/secret.csv')")  # noqa: S608 - the attack itself


def test_nothing_can_be_written_outside_the_folder(tables: Tables, tmp_path: Path) -> None:
    with pytest.raises(duckdb.PermissionException):
        tables.rows(f"COPY (SELECT 1) TO '{tmp_path}/out.csv'")
    assert not (tmp_path / "out.csv").exists()


@pytest.mark.parametrize(
    "statement",
    [
        "SET enable_external_access = true",
        "SET memory_limit = '100GB'",
        "SET lock_configuration = false",
        "SET allowed_directories = ['/']",
    ],
)
def test_the_configuration_is_locked(tables: Tables, statement: str) -> None:
    with pytest.raises(duckdb.Error):
        tables.rows(statement)


@pytest.mark.parametrize("statement", ["INSTALL httpfs", "LOAD httpfs", "ATTACH '/tmp/x.db'"])
def test_no_extension_and_no_other_database_can_be_brought_in(tables: Tables, statement: str) -> None:
    with pytest.raises(duckdb.Error):
        tables.rows(statement)


def test_memory_and_threads_are_those_that_were_given(tables: Tables) -> None:
    query = "SELECT current_setting('threads'), current_setting('memory_limit')"
    threads, memory = tables.rows(query)[0]
    assert (threads, memory) == (2, "122.0 MiB")


def test_rows_of_an_own_object_are_kept_only_where_they_are_asked_for(tables: Tables) -> None:
    with_own = tables.layer_rows("repost", owned=True)
    without = tables.layer_rows("repost", owned=False)
    assert (with_own.own.tolist(), len(without.row)) == ([True, False], 1)
    assert len(tables.object_ids("repost", owned=True)) == 2
    assert tables.n_objects("repost") == 1


def test_times_come_in_seconds_or_microseconds(tables: Tables) -> None:
    seconds = tables.layer_rows("url", owned=False).time
    micros = tables.layer_rows("url", owned=False, microseconds=True).time
    assert (micros == seconds * 1_000_000).all()


def test_layers_come_in_the_order_of_the_program(tables: Tables) -> None:
    assert tables.layers == ("repost", "url")


def test_the_resolution_looks_at_posts_and_shares(tmp_path: Path) -> None:
    records: list[Record] = [PostRecord("p", "a", START + 30), ShareRecord("url", "u", "b", "c", START + 60)]
    write_records(records, tmp_path, format="records")
    with Tables(tmp_path, 128, 1) as tables:
        assert tables.time_resolution == np.gcd(START + 30, START + 60)


def test_content_ids_come_in_the_order_asked_for_also_twice(tables: Tables) -> None:
    row = tables.layer_rows("repost", owned=True).row
    assert tables.content_ids("repost", row[[1, 0, 1]]) == ["c4", "10", "c4"]


def test_a_missing_integer_becomes_minus_one() -> None:
    masked = np.ma.masked_array([1, 2], mask=[False, True])
    assert integers(masked).tolist() == [1, -1]
    assert integers(np.array([1, 2], np.int32)).dtype == np.int64
