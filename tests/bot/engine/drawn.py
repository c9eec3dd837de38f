"""Small random data for the engine's tests: few accounts, few objects, many ties, so that every rule is met."""

import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import fields
from pathlib import Path
from typing import Any

import numpy as np
from hypothesis import strategies as st

from bot.engine.layers import Events, earliest
from bot.engine.local import LocalEngine
from bot.engine.tables import LayerRows
from bot.ingest.intake import write_records
from bot.protocols import Record, ShareRecord

START = 1_600_000_000
NAMES = ("a", "B", "ä", "10", "9", "zz", "é\u0301", "~", "日", "o1")
"""Ids whose order by bytes differs from that by letters or numbers."""


def share(object_: int, account: int, content: int, time: int, layer: str = "repost") -> ShareRecord:
    """A share; content 0 is the object's own post."""
    name = NAMES[object_]
    own = name if content == 0 else f"c{content}"
    return ShareRecord(layer, name, NAMES[account], own, START + time)


def share_lists(step: int = 1, most: int = 120) -> st.SearchStrategy[list[ShareRecord]]:
    """Shares of few accounts and objects, times in multiples of `step` seconds."""
    one = st.builds(
        share,
        st.integers(0, 5),
        st.integers(0, 7),
        st.integers(1, 30),
        st.integers(0, 300).map(lambda t: t * step),
    )
    return st.lists(one, min_size=1, max_size=most)


@contextmanager
def engine_over(records: Sequence[Record], threads: int = 2) -> Iterator[LocalEngine]:
    """A local engine over a folder that the real reader wrote."""
    with tempfile.TemporaryDirectory() as scratch:
        write_records(records, Path(scratch), format="records")
        with LocalEngine(Path(scratch), memory_mb=256, threads=threads) as engine:
            yield engine


def event_lists(accounts: int = 9, objects: int = 7) -> st.SearchStrategy[Events]:
    """Events ready for counting."""
    row = st.tuples(st.integers(0, objects - 1), st.integers(0, accounts - 1), st.integers(0, 400))
    return st.lists(row, max_size=100).map(lambda rows: events_of(rows, objects, accounts))


def events_of(rows: Sequence[tuple[int, int, int]], objects: int, accounts: int) -> Events:
    """Events from (object, account, time)."""
    table = np.array(rows, np.int64).reshape(-1, 3)
    columns = table[:, 0].astype(np.int32), table[:, 1].astype(np.int32), table[:, 2]
    layer = LayerRows(np.arange(len(table)), *columns, np.zeros(len(table), np.bool_))
    return earliest(layer, objects, accounts, lambda row: ["" for _ in row])


def values(table: Any) -> dict[str, Any]:
    """A columnar value as plain lists, for comparison as a whole."""
    return {item.name: plainly(getattr(table, item.name)) for item in fields(table)}


def plainly(value: Any) -> Any:
    """Arrays and sequences as lists, at any depth."""
    if isinstance(value, np.ndarray):
        return value.tolist()
    if isinstance(value, (list, tuple)):
        return [plainly(item) for item in value]
    return value
