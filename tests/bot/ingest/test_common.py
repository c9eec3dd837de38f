"""Holds for every format that is found; a new one needs a folder of samples under tests/data/formats."""

import csv
import io
import random
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from bot.errors import InputError
from bot.ingest.choosing import readers
from bot.ingest.decoding import TextLines
from bot.ingest.lacks import LACKS
from bot.ingest.limits import DEFAULT_LIMITS
from bot.protocols import AccountRecord, PostRecord, Reader, ShareRecord
from bot.report import Rejected

FORMATS = Path(__file__).parents[2] / "data" / "formats"
DOCS = Path(__file__).parents[3] / "docs"
READERS = readers()
SAMPLES = [(name, path) for name in READERS for path in sorted((FORMATS / name).iterdir())]
BY_LINE = [(name, path) for name, path in SAMPLES if path.suffix in {".csv", ".jsonl"}]
Read = Callable[..., Any]


def _ids(samples: list[tuple[str, Path]]) -> list[str]:
    return [f"{name}/{path.name}" for name, path in samples]


def _records(reader: Reader, path: Path) -> list[Any]:
    with path.open("rb") as stream:
        return list(reader.read(TextLines(stream, path.name, DEFAULT_LIMITS), {}))


@pytest.mark.parametrize("name", READERS)
def test_every_format_has_samples(name: str) -> None:
    assert any(sample == name for sample, _ in SAMPLES)


@pytest.mark.parametrize("name", READERS)
def test_every_format_says_what_it_is_and_lacks_in_known_words(name: str) -> None:
    reader = READERS[name]
    assert reader.title
    assert set(reader.lacks) <= LACKS.keys()


@pytest.mark.parametrize(("name", "path"), SAMPLES, ids=_ids(SAMPLES))
def test_every_sample_is_recognised_best_by_its_own_format(name: str, path: Path) -> None:
    with path.open("rb") as stream:
        head = TextLines(stream, path.name, DEFAULT_LIMITS).head()
    scores = {other: reader.recognise(head) for other, reader in READERS.items()}
    best = max(scores.values())
    assert [other for other, score in scores.items() if score == best] == [name]
    assert 0 < best <= 1


@pytest.mark.parametrize(("name", "path"), SAMPLES, ids=_ids(SAMPLES))
def test_every_row_is_read_or_rejected_with_a_reason(name: str, path: Path) -> None:
    for record in _records(READERS[name], path):
        assert isinstance(record, (AccountRecord, PostRecord, ShareRecord, Rejected))
        if isinstance(record, Rejected):
            assert record.reason
            assert record.line >= 1
            assert record.file == path.name


@pytest.mark.parametrize(("name", "path"), SAMPLES, ids=_ids(SAMPLES))
def test_every_sample_gives_tables(read: Read, name: str, path: Path) -> None:
    folder = read(path)
    assert folder.dataset.format == name
    assert folder.dataset.accounts == len(folder.accounts) > 0
    assert folder.dataset.posts == len(folder.posts)
    assert folder.dataset.shares == len(folder.shares)
    assert set(folder.dataset.lacks) <= LACKS.keys()
    assert all(
        before["account_id"].encode() < after["account_id"].encode() for before, after in pairwise(folder.accounts)
    )


@pytest.mark.parametrize("name", READERS)
@pytest.mark.parametrize("content", ["", "\n\n  \n"])
def test_every_format_refuses_an_empty_file(read: Read, name: str, content: str) -> None:
    with pytest.raises(InputError) as caught:
        read(content, format=name)
    assert caught.value.hint


@pytest.mark.parametrize("name", READERS)
def test_every_format_refuses_a_table_of_something_else(read: Read, name: str) -> None:
    with pytest.raises(InputError) as caught:
        read("colour,size\nred,5\nblue,6\n", format=name)
    assert caught.value.hint


@pytest.mark.parametrize(("name", "path"), BY_LINE, ids=_ids(BY_LINE))
def test_the_order_of_rows_changes_no_count(read: Read, name: str, path: Path) -> None:
    text = path.read_text("utf-8-sig")
    table = list(csv.reader(io.StringIO(text, newline=""))) if path.suffix == ".csv" else []
    body: list[Any] = table[1:] or text.splitlines(keepends=True)
    random.Random(5).shuffle(body)  # noqa: S311 - test data
    mixed = io.StringIO(newline="")
    if table:
        csv.writer(mixed).writerows([table[0], *body])
    else:
        mixed.writelines(body)
    straight, shuffled = read(path, format=name), read(mixed.getvalue(), format=name)
    for count in ("accounts", "posts", "shares", "first", "last", "rejected_total"):
        assert getattr(straight.dataset, count) == getattr(shuffled.dataset, count)


@pytest.mark.parametrize(("name", "path"), BY_LINE, ids=_ids(BY_LINE))
def test_every_format_streams(name: str, path: Path) -> None:
    """A reader gives its first record before it has asked for the last line of a long file."""
    lines = path.read_text("utf-8-sig").splitlines(keepends=True)
    head = lines[:1] if path.suffix == ".csv" else []
    asked = 0

    class Endless:
        def __init__(self) -> None:
            self.name, self.part, self.at = "endless", 1, 0
            self.noticed: set[str] = set()

        def __iter__(self) -> Any:
            nonlocal asked
            number = 0
            for line in head:
                number += 1
                yield number, line
            while True:
                for line in lines[len(head) :]:
                    number += 1
                    asked += 1
                    yield number, line

    records = READERS[name].read(Endless(), {})
    for _ in range(3):
        next(records)
    assert asked < 5_000


@pytest.mark.parametrize("name", READERS)
def test_every_format_is_documented(name: str) -> None:
    assert f"`{name}`" in (DOCS / "formats.md").read_text("utf-8")


@pytest.mark.parametrize("word", LACKS)
def test_every_word_for_what_is_missing_is_documented_with_its_sentence(word: str) -> None:
    assert f"| `{word}` | {LACKS[word]} |" in (DOCS / "formats.md").read_text("utf-8")
