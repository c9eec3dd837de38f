"""CooRTweet's four columns: who acted on which object with which post, and when. One untyped layer, no posts."""

from collections.abc import Iterator, Mapping
from typing import Final

import numpy as np

from bot.ingest.rows import Row, Table, header_of
from bot.measures.timestamps import SECOND, parse_time, seconds_of
from bot.protocols import Head, Lines, Reader, Record, ShareBatch, ShareRecord
from bot.report import Rejected

COLUMNS: Final = ("object_id", "account_id", "content_id", "timestamp_share")
_LACKS: Final = (
    "avatars", "clients", "created", "followers", "handles", "hashtags", "likes", "links", "media", "mentions", "posts",
    "profiles", "quotes", "replies", "reposts", "texts", "verified",
)  # fmt: skip
_LAYER = "object"
_BATCH = 1 << 16
_SECONDS_END = 10**11


def recognise(head: Head) -> float:
    """Sure where all four names are there; surer where there is nothing else."""
    names = {name.lower() for name in header_of(head)}
    if not names.issuperset(COLUMNS):
        return 0.0
    return 1.0 if len(names) == len(COLUMNS) else 0.8


def read(lines: Lines, mapping: Mapping[str, str]) -> Iterator[Record]:
    """One share a row."""
    table, where = _table(lines, mapping)
    yield from _shares(table, where)


def batches(lines: Lines, mapping: Mapping[str, str]) -> Iterator[ShareBatch | Rejected]:
    """The same rows as columns; from the first unusual row on they go one by one, as in `read`."""
    table, where = _table(lines, mapping)
    while (bulk := table.bulk(_BATCH)) is not None:
        first, cells = bulk
        if not cells:
            return
        yield from _columns(lines.name, first, cells, where)
    for share in _shares(table, where):
        yield share if isinstance(share, Rejected) else _single(share, lines.at)


def _table(lines: Lines, mapping: Mapping[str, str]) -> tuple[Table, tuple[int, ...]]:
    table = Table(lines)
    names = [mapping.get(column, column) for column in COLUMNS]
    table.require(names)
    found = table.positions(names)
    return table, tuple(found[name] for name in names)


def _shares(table: Table, where: tuple[int, ...]) -> Iterator[ShareRecord | Rejected]:
    name = table.lines.name
    for row in table.rows():
        yield row if isinstance(row, Rejected) else _share(name, row, where)


def _share(name: str, row: Row, where: tuple[int, ...]) -> ShareRecord | Rejected:
    object_id, account_id, content_id, written = (row.cells[index].strip() for index in where)
    problem = _problem(object_id, account_id, content_id)
    if problem is not None:
        return Rejected(name, row.line, problem)
    try:
        second, micros = seconds_of(parse_time(written))
    except ValueError as error:
        return Rejected(name, row.line, str(error))
    return ShareRecord(_LAYER, object_id, account_id, content_id, second, micros)


def _problem(object_id: str, account_id: str, content_id: str) -> str | None:
    if not object_id:
        return "the row names no object"
    if not account_id:
        return "the row names no account"
    return None if content_id else "the row has no post id"


def _columns(name: str, first: int, cells: list[list[str]], where: tuple[int, ...]) -> Iterator[ShareBatch | Rejected]:
    """All rows at once where every id is there and every time is a whole number of seconds; else one by one."""
    columns = list(zip(*cells, strict=True))
    object_id, account_id, content_id, written = ([*map(str.strip, columns[index])] for index in where)
    times = _seconds(written)
    if times is None or not (all(object_id) and all(account_id) and all(content_id)):
        for line, row in enumerate(cells, start=first):
            share = _share(name, Row(line, row), where)
            yield share if isinstance(share, Rejected) else _single(share, line)
        return
    lines = range(first, first + len(cells))
    yield ShareBatch(_LAYER, object_id, account_id, content_id, times, lines)


def _seconds(written: list[str]) -> list[int] | None:
    """Microseconds where all are bare seconds (digits only: no sign, no underscore, which int() would take)."""
    if not all(map(str.isdecimal, written)) or max(map(len, written)) > 11 or not all(map(str.isascii, written)):
        return None
    seconds = np.array(list(map(int, written)), np.int64)
    if int(seconds.max()) >= _SECONDS_END:
        return None
    times: list[int] = (seconds * SECOND).tolist()
    return times


def _single(share: ShareRecord, line: int) -> ShareBatch:
    micros = share.time * SECOND if share.time_us is None else share.time_us
    return ShareBatch(share.layer, [share.object_id], [share.account_id], [share.content_id], [micros], [line])


READER = Reader(
    name="coordination",
    title="Coordination table (CooRTweet): object_id, account_id, content_id, timestamp_share",
    lacks=_LACKS,
    recognise=recognise,
    read=read,
    mappable=COLUMNS,
    batches=batches,
)
