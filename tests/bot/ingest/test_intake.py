import csv
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq
import pytest

from bot.errors import InputError, NotFound
from bot.ingest.intake import read_files, system_now, write_records
from bot.ingest.limits import Limits
from bot.ingest.tables import ACCOUNTS, POSTS, SHARES
from bot.protocols import AccountRecord, PostKind, PostRecord, Record
from bot.report import Rejected

HEADER = "object_id,account_id,content_id,timestamp_share\n"
TOOLKIT = "message_id,user_id,username,repost_id,reply_id,message,timestamp,urls\n"
Read = Callable[..., Any]


def test_the_folder_holds_typed_tables_and_the_data_sets_values(read: Read) -> None:
    folder = read(HEADER + "o,a,c,1600000060\no,b,d,1600000120\no,b\n")
    for name, schema in (("accounts", ACCOUNTS), ("posts", POSTS), ("shares", SHARES)):
        assert pq.read_schema(folder.path / f"{name}.parquet").equals(schema)
    written = json.loads((folder.path / "dataset.json").read_text("utf-8"))
    assert written["shares"] == 2
    assert written["rejected"] == [{"file": "file.csv", "line": 4, "reason": "the row has 2 cells, the header 4"}]
    assert sorted(path.name for path in folder.path.iterdir()) == [
        "accounts.parquet", "dataset.json", "posts.parquet", "rejected.csv", "shares.parquet",
    ]  # fmt: skip


def test_first_last_and_resolution_come_from_the_times(read: Read) -> None:
    dataset = read(HEADER + "o,a,c,1600000000\no,b,d,1600000120\no,b,d,1600000060\n").dataset
    assert (dataset.first, dataset.last, dataset.time_resolution_seconds) == (1600000000, 1600000120, 20)


def test_one_time_has_no_resolution(read: Read) -> None:
    assert read(HEADER + "o,a,c,1600000080\no,b,d,1600000080\n").dataset.time_resolution_seconds == 1


def test_rejected_rows_can_be_downloaded_and_no_cell_is_a_formula(read: Read) -> None:
    folder = read(HEADER + "o,a,c,1600000000\no,a,d,=1+1\n", names=("=cmd.csv",))
    with (folder.path / "rejected.csv").open(encoding="utf-8", newline="") as lines:
        rows = list(csv.DictReader(lines))
    assert rows == [{"file": "'=cmd.csv", "line": "3", "reason": "'=1+1' is not a time that we know"}]


@pytest.mark.parametrize("format_name", ["coordination", None])
def test_a_date_in_the_future_is_rejected_with_its_line(read: Read, format_name: str | None) -> None:
    folder = read(HEADER + "o,a,c,1600000000\no,b,d,1900000000\no,e,f,1600000005\n", format=format_name)
    assert folder.dataset.shares == 2
    assert folder.dataset.rejected == (Rejected("file.csv", 3, "the time 2030-03-17 17:46:40 is in the future"),)


def test_a_clock_that_is_a_day_ahead_is_allowed(read: Read) -> None:
    now = 1_600_000_000
    assert read(HEADER + f"o,a,c,{now + 86_000}\n", now=now * 1000).dataset.shares == 1
    with pytest.raises(InputError, match="in the future"):
        read(HEADER + f"o,a,c,{now + 87_000}\n", now=now * 1000)


def test_dates_before_2004_are_rejected_and_clocks_from_zero_are_not(read: Read) -> None:
    folder = read(HEADER + "o,a,c,0\no,b,d,59\no,b,e,900000000\n")
    assert [row["time"] for row in folder.shares] == [0, 59]
    assert folder.dataset.rejected[0].reason == "the time 1998-07-09 16:00:00 is before 2004"


def test_a_file_of_which_no_row_can_be_read_is_an_error_with_the_first_reason(read: Read) -> None:
    with pytest.raises(InputError, match=r"None of the 2 rows could be read\. Line 2: 'soon' is not a time"):
        read(HEADER + "o,a,c,soon\no,a,c,later\n")


def test_a_header_without_rows_is_an_error(read: Read) -> None:
    with pytest.raises(InputError, match="column names and no rows"):
        read(HEADER)


def test_rows_of_all_files_are_counted_on_and_the_first_post_with_an_id_wins(read: Read) -> None:
    first = TOOLKIT + "1,a,A,,,first words,1600000000,[]\n"
    second = TOOLKIT + "1,b,B,p9,,other words,1600000001,[]\n2,b,B,p9,,x,1600000002,[]\n"
    folder = read(first, second)
    assert [(post["row"], post["content_id"], post["text"]) for post in folder.posts] == [
        (0, "1", "first words"),
        (2, "2", "x"),
    ]
    assert [(share["row"], share["object_id"]) for share in folder.shares] == [(1, "p9"), (2, "p9")]


def test_accounts_that_are_only_targets_did_not_act(read: Read) -> None:
    line = '{"id_str": "1", "created_at": "Wed Oct 10 20:19:24 +0000 2018", "text": "RT", "user": {"id_str": "9", "screen_name": "a"}, "retweeted_status": {"id_str": "0", "user": {"id_str": "10", "screen_name": "b"}}}\n'  # noqa: E501 - one line
    assert [(one["account_id"], one["handle"], one["acted"]) for one in read(line).accounts] == [
        ("10", "b", False), ("9", "a", True),
    ]  # fmt: skip


def test_accounts_are_sorted_by_the_bytes_of_their_ids(read: Read) -> None:
    ids = ["Z", "a", "é", "漢", "😀", "10", "9"]
    folder = read(HEADER + "".join(f"o,{one},c{n},1600000000\n" for n, one in enumerate(ids)))
    assert [one["account_id"] for one in folder.accounts] == sorted(ids, key=str.encode)


def test_files_of_different_formats_make_one_data_set(read: Read) -> None:
    folder = read(HEADER + "o,a,c,1600000000\n", TOOLKIT + "1,b,B,,,words,1600000001,[]\n")
    assert folder.dataset.format == "coordination+toolkit"
    assert (folder.dataset.posts, folder.dataset.accounts) == (1, 2)
    assert "posts" not in folder.dataset.lacks


def test_more_rows_than_the_limit_are_refused(read: Read) -> None:
    with pytest.raises(InputError, match="more than 2 rows") as refused:
        read(HEADER + "".join(f"o,a,c{n},1600000000\n" for n in range(5)), limits=Limits(max_rows=2))
    assert "line" not in refused.value.where


def test_an_unknown_format_is_named_with_those_that_exist(read: Read) -> None:
    with pytest.raises(NotFound, match="no format 'excel'") as caught:
        read(HEADER, format="excel")
    assert "coordination" in caught.value.hint


def test_a_file_that_looks_like_nothing_is_refused(read: Read) -> None:
    with pytest.raises(InputError) as caught:
        read("just some words\nand more\n")
    assert caught.value.hint


def test_progress_tells_bytes_and_ends_within_the_size(tmp_path: Path) -> None:
    path = tmp_path / "in"
    path.write_text(HEADER + "".join(f"o,a,c{n},1600000000\n" for n in range(70_000)), "utf-8")
    told: list[tuple[str, int, int]] = []
    read_files([(path, "x")], tmp_path / "out", progress=lambda *step: told.append(step))
    size = path.stat().st_size
    assert len(told) > 1
    assert {stage for stage, _, _ in told} == {"reading"}
    assert [done for _, done, _ in told] == sorted(done for _, done, _ in told)
    assert all(0 < done <= total == size for _, done, total in told)


def test_an_error_leaves_what_was_in_the_folder_before(tmp_path: Path) -> None:
    good = tmp_path / "good"
    good.write_text(HEADER + "o,a,c,1600000000\n", "utf-8")
    bad = tmp_path / "bad"
    bad.write_bytes(HEADER.encode() + b"o,a,c,1600000000\no,\xff,c,1600000000\n")
    out = tmp_path / "out"
    read_files([(good, "good")], out)
    before = {path.name: path.read_bytes() for path in out.iterdir()}
    with pytest.raises(InputError):
        read_files([(bad, "bad")], out)
    assert {path.name: path.read_bytes() for path in out.iterdir()} == before


def test_two_readings_of_one_file_leave_the_same_bytes(read: Read, formats_folder: Path) -> None:
    sample = formats_folder / "twitter_archive" / "posts_2014.csv"
    first, second = read(sample), read(sample)
    for path in first.path.iterdir():
        assert path.read_bytes() == (second.path / path.name).read_bytes()


def test_half_a_surrogate_pair_is_replaced_not_fatal(read: Read) -> None:
    text = "broken \\ud83d emoji https://x.org/\\udc00 \\ud83d\\ude00"
    (post,) = read('{"user_id": "a", "date": "2020-01-01", "text": "' + text + '"}\n').posts
    assert post["text"] == "broken \ufffd emoji https://x.org/\ufffd 😀"


def test_records_of_a_live_source_become_the_same_tables(tmp_path: Path) -> None:
    records: list[Record] = [
        AccountRecord("did:a", handle="a.example", followers=3),
        PostRecord("p1", "did:a", 1_600_000_000, text="one two three four five", likes=1),
        PostRecord("r1", "did:a", 1_600_000_005, PostKind.REPOST, repost_of="p0", repost_of_account="did:b"),
    ]
    dataset = write_records(records, tmp_path, format="bluesky", lacks=("clients",), now=system_now)
    assert (dataset.format, dataset.accounts, dataset.posts, dataset.shares) == ("bluesky", 2, 2, 2)
    assert "clients" in dataset.lacks
    assert "repost_authors" not in dataset.lacks


def test_a_live_source_that_shows_nothing_leaves_empty_tables(tmp_path: Path) -> None:
    dataset = write_records([AccountRecord("did:a", status="suspended")], tmp_path, format="bluesky", now=system_now)
    assert (dataset.accounts, dataset.posts, dataset.first) == (1, 0, None)
    assert pq.read_table(tmp_path / "posts.parquet").num_rows == 0
