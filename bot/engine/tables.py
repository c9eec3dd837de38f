"""Reads a run's Parquet folder through DuckDB, which may see nothing else of the machine.

Dense ids are ranks of the text ids in byte order; DuckDB compares text by its UTF-8 bytes, so `ORDER BY` gives them.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from types import TracebackType
from typing import Any, Self

import duckdb
import numpy as np
from numpy.typing import NDArray

from bot.errors import InputError
from bot.protocols import I32, I64, LAYERS

FILES = ("accounts.parquet", "posts.parquet", "shares.parquet")
AVATARS = "avatars.parquet"
"""Only there where profile pictures were given."""


@dataclass(frozen=True, slots=True)
class LayerRows:
    """All rows of one layer in input order; `object` and `account` are dense, `own` marks an account's own object."""

    row: I64
    object: I32
    account: I32
    time: I64
    own: NDArray[np.bool_]


def connect(folder: Path, memory_mb: int, threads: int) -> duckdb.DuckDBPyConnection:
    """A private in-memory database: no extensions, no files but the folder's, limits set and locked."""
    connection = duckdb.connect(
        ":memory:",
        config={
            "memory_limit": f"{memory_mb}MB",
            "threads": threads,
            "autoinstall_known_extensions": False,
            "autoload_known_extensions": False,
            "allow_community_extensions": False,
            "temp_directory": str(folder / "spill"),
            "preserve_insertion_order": True,
        },
    )
    connection.execute("SET allowed_directories = [?]", [str(folder)])
    connection.execute("SET enable_external_access = false")
    connection.execute("SET lock_configuration = true")
    return connection


def integers(column: Any, missing: int = -1) -> I64:  # noqa: ANN401 - DuckDB gives plain or masked arrays
    """An int64 column; null becomes `missing`."""
    filled = np.ma.filled(np.ma.asarray(column), missing) if np.ma.isMaskedArray(column) else column
    return np.ascontiguousarray(filled, dtype=np.int64)


class Tables:
    """The three Parquet files of one run."""

    def __init__(self, folder: Path, memory_mb: int, threads: int) -> None:
        self.folder = folder.resolve()
        for name in FILES:
            if not (self.folder / name).is_file():
                raise InputError(f"{name} is missing", hint="The data set was not read to its end; run it again.")
        self._connection = connect(self.folder, memory_mb, threads)
        self._ranked: set[tuple[str, bool]] = set()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Give back the memory; the tables cannot be used afterwards."""
        self._connection.close()

    def columns(self, query: str, values: Sequence[Any] = ()) -> dict[str, Any]:
        """Run one query over {accounts}, {posts}, {shares}, {avatars}; columns as NumPy arrays (text as objects)."""
        return self._connection.execute(self._filled(query), list(values)).fetchnumpy()

    def rows(self, query: str, values: Sequence[Any] = ()) -> list[tuple[Any, ...]]:
        """Run one query; rows as Python tuples."""
        return self._connection.execute(self._filled(query), list(values)).fetchall()

    def _filled(self, query: str) -> str:
        return query.format(**{Path(name).stem: f"read_parquet('{self._path(name)}')" for name in (*FILES, AVATARS)})

    def _path(self, name: str) -> str:
        return str(self.folder / name).replace("'", "''")

    @cached_property
    def account_ids(self) -> list[str]:
        """Account ids by dense id."""
        return [row[0] for row in self.rows("SELECT account_id FROM {accounts} ORDER BY account_id")]

    @property
    def has_avatars(self) -> bool:
        """Whether profile pictures were given."""
        return (self.folder / AVATARS).is_file()

    @cached_property
    def layers(self) -> tuple[str, ...]:
        """Layers with at least one share, in the order of `LAYERS`."""
        present = {row[0] for row in self.rows("SELECT DISTINCT layer FROM {shares}")}
        return tuple(layer for layer in LAYERS if layer in present)

    def layer_rows(self, layer: str, *, owned: bool, microseconds: bool = False) -> LayerRows:
        """The layer's rows in input order, times in seconds or microseconds.

        `owned` keeps rows whose object is their own content; objects are ranked among the rows that are kept.
        """
        self._rank_accounts()
        self._rank_objects(layer, owned=owned)
        time = "time_us" if microseconds else "time"
        got = self.columns(
            f"""
            SELECT s.row AS row, o.dense AS object, a.dense AS account, s.{time} AS time,
                   s.object_id = s.content_id AS own
            FROM {{shares}} s JOIN account_rank a USING (account_id) JOIN object_rank o USING (layer, object_id)
            WHERE s.layer = ? AND o.owned = ? AND (o.owned OR s.object_id <> s.content_id)
            """,  # noqa: S608 - only our own column names are put in
            [layer, owned],
        )
        order = np.lexsort((got["object"], got["row"]))
        return LayerRows(
            integers(got["row"])[order],
            got["object"][order].astype(np.int32),
            got["account"][order].astype(np.int32),
            integers(got["time"])[order],
            np.asarray(got["own"])[order].astype(np.bool_),
        )

    def object_ids(self, layer: str, *, owned: bool = False) -> list[str]:
        """Object ids of a layer by dense id."""
        self._rank_objects(layer, owned=owned)
        query = "SELECT object_id FROM object_rank WHERE layer = ? AND owned = ? ORDER BY dense"
        return [row[0] for row in self.rows(query, [layer, owned])]

    def n_objects(self, layer: str) -> int:
        """Number of objects of a layer."""
        self._rank_objects(layer, owned=False)
        return int(self.rows("SELECT count(*) FROM object_rank WHERE layer = ? AND NOT owned", [layer])[0][0])

    def content_ids(self, layer: str, row: I64) -> list[str]:
        """Content ids of the given input rows of a layer, in the order given."""
        wanted, back = np.unique(row, return_inverse=True)
        self._connection.register("wanted_rows", {"row": wanted})
        got = self.rows(
            "SELECT any_value(s.content_id) FROM {shares} s JOIN wanted_rows w ON s.row = w.row WHERE s.layer = ?"
            " GROUP BY s.row ORDER BY s.row",
            [layer],
        )
        self._connection.unregister("wanted_rows")
        return [got[i][0] for i in back]

    @cached_property
    def time_resolution(self) -> int:
        """Greatest common divisor of all distinct times; 1 where there are fewer than two."""
        times = integers(
            self.columns("SELECT DISTINCT time FROM (SELECT time FROM {shares} UNION ALL SELECT time FROM {posts})")[
                "time"
            ]
        )
        return max(1, int(np.gcd.reduce(times))) if len(times) > 1 else 1

    def _rank_accounts(self) -> None:
        self._connection.execute(
            self._filled(
                "CREATE TEMP TABLE IF NOT EXISTS account_rank AS SELECT account_id,"
                " (row_number() OVER (ORDER BY account_id) - 1)::INTEGER AS dense FROM {accounts}"
            )
        )

    def _rank_objects(self, layer: str, *, owned: bool) -> None:
        if (layer, owned) in self._ranked:
            return
        self._connection.execute(
            "CREATE TEMP TABLE IF NOT EXISTS object_rank (layer TEXT, owned BOOLEAN, object_id TEXT, dense INTEGER)"
        )
        self._connection.execute(
            self._filled(
                "INSERT INTO object_rank SELECT ?, ?, object_id, (row_number() OVER (ORDER BY object_id) - 1)::INTEGER"
                " FROM (SELECT DISTINCT object_id FROM {shares} WHERE layer = ? AND (? OR object_id <> content_id))"
            ),
            [layer, owned, layer, owned],
        )
        self._ranked.add((layer, owned))
