"""Any JSON Lines or JSON of objects: nested names become `user.screen_name`, then columns are mapped as in a CSV."""

import json
from collections.abc import Iterator, Mapping, Sequence
from itertools import chain, islice
from typing import Any

from bot.ingest.items import Item, items, opened, sample_items
from bot.ingest.mapped import RowReader
from bot.ingest.mapping import FIELDS, guess, is_sure, settle
from bot.protocols import Head, Lines, Reader, Record
from bot.report import Rejected

_SAMPLE = 200
_DEEPEST = 4


def recognise(head: Head) -> float:
    """Never surer than a format with names of its own."""
    columns, samples = table_of(sample_items(head))
    if not columns:
        return 0.0
    return 0.4 if is_sure(guess(columns, samples)) else 0.1


def read(lines: Lines, mapping: Mapping[str, str]) -> Iterator[Record]:
    """Records of each object."""
    found = _flat(lines)
    first = list(islice(found, _SAMPLE))
    columns, samples = _table([row for _, row in first if not isinstance(row, Rejected)])
    settled = settle(columns, samples, mapping, lines.name) if columns else {}
    reader = RowReader(lines, settled)
    for line, row in chain(first, found):
        lines.at = line
        if isinstance(row, Rejected):
            yield row
        else:
            yield from reader.records(_Fields(row, settled), line)


def table_of(objects: Sequence[dict[str, Any]]) -> tuple[tuple[str, ...], list[list[str]]]:
    """Columns of nested objects in order of first appearance, and their cells as text."""
    return _table([flatten(item) for item in objects])


def flatten(item: Mapping[str, Any], prefix: str = "", depth: int = 0) -> dict[str, str]:
    """Names and cells of an object: `a.b` for nesting, lists as JSON text, nothing for null."""
    cells: dict[str, str] = {}
    for key, value in item.items():
        name = f"{prefix}{key}"
        if isinstance(value, dict) and depth < _DEEPEST:
            cells.update(flatten(value, f"{name}.", depth + 1))
        elif isinstance(value, str):
            cells[name] = value
        elif value is not None:
            cells[name] = json.dumps(value, ensure_ascii=False)
    return cells


class _Fields:
    """Gives an object's cell by field."""

    __slots__ = ("_row", "_settled")

    def __init__(self, row: Mapping[str, str], settled: Mapping[str, str]) -> None:
        self._row = row
        self._settled = settled

    def __call__(self, field: str) -> str | None:
        return self._row.get(self._settled.get(field, ""))


def _flat(lines: Lines) -> Iterator[tuple[int, dict[str, str] | Rejected]]:
    for item in items(lines):
        if isinstance(item, Rejected):
            yield item.line, item
        else:
            yield from _rows(item)


def _rows(item: Item) -> Iterator[tuple[int, dict[str, str]]]:
    line, value = item
    for entry in opened(value):
        yield line, flatten(entry)


def _table(rows: Sequence[Mapping[str, str]]) -> tuple[tuple[str, ...], list[list[str]]]:
    columns = tuple(dict.fromkeys(name for row in rows for name in row))
    return columns, [[row.get(name, "") for name in columns] for row in rows]


READER = Reader(
    name="mapped_jsonl",
    title="Any JSON Lines or JSON, with its fields mapped",
    lacks=(),
    recognise=recognise,
    read=read,
    mappable=tuple(FIELDS),
)
