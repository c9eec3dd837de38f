"""What a person confirms before a file is read: the format, which column holds what, examples, what will be missing."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from bot.errors import InputError
from bot.ingest.choosing import SURE, check_width, choose
from bot.ingest.decoding import TextLines
from bot.ingest.formats.mapped_jsonl import table_of
from bot.ingest.items import sample_items
from bot.ingest.limits import DEFAULT_LIMITS, Limits
from bot.ingest.mapping import guess, is_sure
from bot.ingest.opening import parts_of
from bot.ingest.rows import header_of, sample_rows
from bot.protocols import Head, Reader

_SHOWN_ROWS = 5
_SHOWN_CELL = 200


@dataclass(frozen=True, slots=True)
class Recognised:
    """The first file's format, its columns, some rows (cells in the columns' order), and the guessed mapping.

    `sure` is False where a person should confirm the columns before anything is read.
    """

    format: str
    title: str
    sure: bool
    mapping: Mapping[str, str] = field(default_factory=dict)
    columns: tuple[str, ...] = ()
    samples: tuple[tuple[str, ...], ...] = ()
    lacks: tuple[str, ...] = ()


def recognise(files: Sequence[tuple[Path, str]], limits: Limits = DEFAULT_LIMITS) -> Recognised:
    """Look at the head of each (path, name for people) file; the least certain decides; InputError as in reading."""
    if not files:
        raise InputError("There is no file.", "Add a CSV, JSON Lines or JSON file.")
    found = [_recognised(head) for path, name in files for head in _heads(path, name, limits)]
    return next((one for one in found if not one.sure), found[0])


def _heads(path: Path, name: str, limits: Limits) -> list[Head]:
    heads: list[Head] = []
    with parts_of(path, name, limits) as parts:
        for part in parts:
            head = TextLines(part.stream, part.name, limits).head()
            check_width(head, limits)
            heads.append(head)
    return heads


def _recognised(head: Head) -> Recognised:
    reader, score = choose(head)
    columns, rows = table_of_head(head)
    mapping = guess(columns, rows) if reader.name.startswith("mapped_") else {}
    return Recognised(
        format=reader.name,
        title=reader.title,
        sure=score >= SURE or is_sure(mapping),
        mapping=mapping,
        columns=columns,
        samples=tuple(tuple(cell[:_SHOWN_CELL] for cell in row) for row in rows[:_SHOWN_ROWS]),
        lacks=_lacks(reader, mapping),
    )


def table_of_head(head: Head) -> tuple[tuple[str, ...], list[list[str]]]:
    """Columns and sample rows of a file's head, whether CSV or JSON."""
    columns = header_of(head)
    if columns:
        return columns, sample_rows(head)
    return table_of(sample_items(head))


def _lacks(reader: Reader, mapping: Mapping[str, str]) -> tuple[str, ...]:
    """What is known to be missing before the rows are read."""
    if not mapping:
        return tuple(sorted(reader.lacks))
    absent = {
        "reposts": "repost_of", "replies": "reply_to", "created": "created", "followers": "followers",
        "profiles": "bio", "texts": "text", "likes": "likes", "media": "media", "clients": "client",
    }  # fmt: skip
    return tuple(sorted(word for word, name in absent.items() if name not in mapping))
