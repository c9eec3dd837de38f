from pathlib import Path
from typing import Any

import pyarrow.parquet as pq

from bot.ingest import tables
from bot.ingest.tables import SHARES, TableWriter


def _row(number: int, text: str = "x") -> tuple[Any, ...]:
    return (number, "url", text, "a", "c", 5, 5_000_000)


def test_rows_and_columns_may_follow_each_other_in_order(tmp_path: Path) -> None:
    writer = TableWriter(tmp_path / "t", SHARES)
    writer.append(_row(0))
    writer.extend([list(column) for column in zip(_row(1), _row(2), strict=True)])
    writer.append(_row(3))
    writer.close()
    assert pq.read_table(tmp_path / "t")["row"].to_pylist() == [0, 1, 2, 3]
    assert writer.written == 4


def test_only_one_batch_waits_in_memory(tmp_path: Path, monkeypatch: Any) -> None:
    monkeypatch.setattr(tables, "BATCH", 10)
    writer = TableWriter(tmp_path / "t", SHARES)
    for number in range(25):
        writer.append(_row(number))
    assert writer.written == 20
    writer.close()
    assert writer.written == 25


def test_text_that_utf8_has_no_form_for_is_replaced(tmp_path: Path) -> None:
    writer = TableWriter(tmp_path / "t", SHARES)
    writer.append(_row(0, "a\ud800b"))
    writer.close()
    assert pq.read_table(tmp_path / "t")["object_id"].to_pylist() == ["a?b"]


def test_a_table_without_rows_has_its_columns(tmp_path: Path) -> None:
    TableWriter(tmp_path / "t", SHARES).close()
    assert pq.read_table(tmp_path / "t").schema.equals(SHARES)
