import io
import random
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import bot.ingest.choosing
from bot.errors import InputError
from bot.ingest.decoding import TextLines
from bot.ingest.formats.coordination import READER, batches, read
from bot.ingest.limits import DEFAULT_LIMITS
from bot.protocols import ShareBatch, ShareRecord
from bot.report import Rejected

HEADER = "object_id,account_id,content_id,timestamp_share\n"
Read = Callable[..., Any]
Plain = tuple[str, str, str, int] | tuple[int, str]


def _slow(text: str) -> list[Plain]:
    found: list[Plain] = []
    for record in read(TextLines(io.BytesIO(text.encode()), "x", DEFAULT_LIMITS), {}):
        if isinstance(record, Rejected):
            found.append((record.line, record.reason))
        else:
            assert isinstance(record, ShareRecord)
            micros = record.time * 1_000_000 if record.time_us is None else record.time_us
            found.append((record.object_id, record.account_id, record.content_id, micros))
    return found


def _fast(text: str) -> list[Plain]:
    found: list[Plain] = []
    for batch in batches(TextLines(io.BytesIO(text.encode()), "x", DEFAULT_LIMITS), {}):
        if isinstance(batch, ShareBatch):
            columns = (batch.object_id, batch.account_id, batch.content_id, batch.time_us)
            found.extend(zip(*columns, strict=True))
        else:
            found.append((batch.line, batch.reason))
    return found


def test_the_columns_are_found_by_name_in_any_order_and_case(read: Read) -> None:
    folder = read("Timestamp_Share,content_id,extra,ACCOUNT_ID,object_id\n1600000000,c,z,a,o\n")
    assert folder.shares == [
        {"row": 0, "layer": "object", "object_id": "o", "account_id": "a", "content_id": "c", "time": 1600000000,
         "time_us": 1600000000000000},
    ]  # fmt: skip


def test_a_missing_column_is_named(read: Read) -> None:
    with pytest.raises(InputError, match="no column content_id; it has object_id, account_id, timestamp_share"):
        read("object_id,account_id,timestamp_share\no,a,1600000000\n", format="coordination")


def test_columns_of_other_names_can_be_mapped(read: Read) -> None:
    mapping = {"object_id": "link", "account_id": "who", "content_id": "post", "timestamp_share": "t"}
    assert read("link,who,post,t\no,a,c,1600000000\n", format="coordination", mapping=mapping).dataset.shares == 1


def test_duplicate_rows_are_all_kept_in_input_order(read: Read) -> None:
    folder = read(HEADER + "o,b,c,1600000001\no,a,c,1600000000\no,b,c,1600000001\n")
    assert [(row["row"], row["account_id"]) for row in folder.shares] == [(0, "b"), (1, "a"), (2, "b")]
    assert [row["account_id"] for row in folder.accounts] == ["a", "b"]


def test_the_published_sample_is_read_whole(read: Read, formats_folder: Path) -> None:
    dataset = read(formats_folder / "coordination" / "russian_first200.csv").dataset
    assert (dataset.format, dataset.shares, dataset.rejected_total) == ("coordination", 200, 0)
    assert {"posts", "texts", "created", "followers"} <= set(dataset.lacks)


CELL = st.sampled_from(["o1", "", " a ", '"q"', '"a,b"', '"x\ny"', "\0", "ö", "1600000000"])
TIME = st.sampled_from(
    ["1600000000", "1600000000.25", "2020-01-01T00:00:00Z", "", "x", "-5", "1_0", "1600000000000", "١٦٠٠٠٠٠٠٠٠"]
)
ROW = st.one_of(st.tuples(CELL, CELL, CELL, TIME).map(",".join), st.sampled_from(["", "a,b", '"open', "a,b,c,d,e"]))


@settings(max_examples=300)
@given(st.lists(ROW, max_size=12))
def test_the_quick_way_gives_exactly_the_rows_of_the_plain_way(rows: list[str]) -> None:
    text = HEADER + "\n".join(rows) + "\n"
    assert _fast(text) == _slow(text)


def test_the_quick_way_agrees_on_a_long_file_that_turns_odd_in_the_middle() -> None:
    draw = random.Random(3)  # noqa: S311 - test data
    rows = [f"o{draw.randrange(90)},a{draw.randrange(50)},c{n},{1_600_000_000 + n}" for n in range(75_000)]
    rows[70_000] = 'o,"a\nb",c,1600000000'
    text = HEADER + "\n".join(rows) + "\n"
    assert _fast(text) == _slow(text)


def test_both_ways_leave_the_same_tables(read: Read, formats_folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    sample = formats_folder / "coordination" / "russian_first200.csv"
    quick = read(sample)
    plain = {**bot.ingest.choosing.readers(), "coordination": replace(READER, batches=None)}
    monkeypatch.setattr(bot.ingest.choosing, "readers", lambda: plain)
    slow = read(sample)
    assert (quick.dataset, quick.shares, quick.accounts) == (slow.dataset, slow.shares, slow.accounts)
