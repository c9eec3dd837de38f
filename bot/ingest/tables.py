"""The Parquet tables of a run's folder: their schemas, and writers that hold one batch at a time."""

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

_TEXT = pa.string()
_TEXTS = pa.list_(pa.string())

ACCOUNTS = pa.schema([
    ("account_id", _TEXT), ("handle", _TEXT), ("name", _TEXT), ("created", pa.int64()), ("followers", pa.int64()),
    ("following", pa.int64()), ("posts_total", pa.int64()), ("bio", _TEXT), ("avatar", _TEXT), ("language", _TEXT),
    ("verified", pa.bool_()), ("automated", pa.bool_()), ("status", _TEXT), ("acted", pa.bool_()),
])  # fmt: skip
POSTS = pa.schema([
    ("row", pa.int64()), ("content_id", _TEXT), ("account_id", _TEXT), ("time", pa.int64()), ("time_us", pa.int64()),
    ("kind", pa.int8()), ("text", _TEXT), ("language", _TEXT), ("repost_of", _TEXT), ("repost_of_account", _TEXT),
    ("reply_to", _TEXT), ("reply_to_account", _TEXT), ("quote_of", _TEXT), ("quote_of_account", _TEXT),
    ("urls", _TEXTS), ("hashtags", _TEXTS), ("mentions", _TEXTS), ("media", _TEXTS), ("likes", pa.int64()),
    ("reposts", pa.int64()), ("replies", pa.int64()), ("client", _TEXT),
])  # fmt: skip
SHARES = pa.schema([
    ("row", pa.int64()), ("layer", _TEXT), ("object_id", _TEXT), ("account_id", _TEXT), ("content_id", _TEXT),
    ("time", pa.int64()), ("time_us", pa.int64()),
])  # fmt: skip

BATCH = 50_000


class TableWriter:
    """Appends rows or columns to one Parquet file, batch by batch."""

    def __init__(self, path: Path, schema: pa.Schema) -> None:
        self._schema = schema
        self._writer = pq.ParquetWriter(path, schema, compression="zstd", compression_level=1)
        self._rows: list[tuple[Any, ...]] = []
        self.written = 0

    def append(self, row: tuple[Any, ...]) -> None:
        """Add one row (values in the schema's order)."""
        self._rows.append(row)
        if len(self._rows) >= BATCH:
            self.flush()

    def extend(self, columns: Sequence[Any]) -> None:
        """Add columns of equal length, after what was appended before."""
        self.flush()
        self._write(columns)

    def flush(self) -> None:
        """Write what waits."""
        if self._rows:
            self._write(list(zip(*self._rows, strict=True)))
            self._rows.clear()

    def close(self) -> None:
        """Write the rest and the file's end."""
        self.flush()
        self._writer.close()

    def abandon(self) -> None:
        """Close the file without writing what waits."""
        self._rows.clear()
        self._writer.close()

    def _write(self, columns: Sequence[Any]) -> None:
        arrays = [_array(column, field.type) for column, field in zip(columns, self._schema, strict=True)]
        batch = pa.record_batch(arrays, schema=self._schema)
        self._writer.write_batch(batch)
        self.written += batch.num_rows


def _array(column: Iterable[Any], kind: pa.DataType) -> pa.Array:
    """A typed column; half surrogate pairs (broken JSON escapes) are replaced, since UTF-8 has no form for them."""
    if isinstance(column, pa.Array):
        return column
    try:
        return pa.array(column, kind)
    except UnicodeEncodeError:
        return pa.array([_whole(value) for value in column], kind)


def _whole(value: object) -> object:
    if isinstance(value, str):
        return value.encode("utf-8", "replace").decode("utf-8")
    if isinstance(value, (tuple, list)):
        return [_whole(item) for item in value]
    return value
