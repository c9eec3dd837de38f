from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from bot.errors import InputError

HEADER = "message_id,user_id,username,repost_id,reply_id,message,timestamp,urls\n"
Read = Callable[..., Any]


def test_fractions_of_a_second_are_kept_in_microseconds(read: Read) -> None:
    (post,) = read(HEADER + "1,4,u,,,words,1606451170.518101,[]\n").posts
    assert (post["time"], post["time_us"]) == (1606451170, 1606451170518101)


def test_a_list_of_links_written_by_python_is_parsed(read: Read) -> None:
    (post,) = read(HEADER + "1,4,u,,,words,1606451170,\"['http://example.com/4', 'http://example.com/6']\"\n").posts
    assert post["urls"] == ["http://example.com/4", "http://example.com/6"]


@pytest.mark.parametrize("empty", ["", '""', "[]", '"[]"'])
def test_an_empty_list_of_links_links_nobody(read: Read, empty: str) -> None:
    folder = read(HEADER + f"1,4,u,,,w,1606451170,{empty}\n2,5,v,,,w,1606451171,{empty}\n")
    assert folder.shares == []


def test_a_row_with_a_repost_id_is_a_repost_and_shares_nothing_else(read: Read) -> None:
    folder = read(HEADER + "1,4,u,9,,one two three four five,1606451170,['http://example.com/4']\n")
    assert folder.posts[0]["kind"] == 1
    assert [(share["layer"], share["object_id"]) for share in folder.shares] == [("repost", "9")]


def test_a_row_with_a_reply_id_is_a_reply(read: Read) -> None:
    folder = read(HEADER + "1,4,u,,9,no,1606451170,[]\n")
    assert folder.posts[0]["kind"] == 2
    assert [(share["layer"], share["object_id"]) for share in folder.shares] == [("reply", "9")]


def test_times_that_count_from_zero_are_read(read: Read, formats_folder: Path) -> None:
    folder = read(formats_folder / "toolkit" / "coretweet_with_mark.csv")
    assert folder.dataset.first == 0
    assert folder.dataset.rejected_total == 0
    assert {"uid0", "uid1"} <= {one["account_id"] for one in folder.accounts}


def test_the_demo_file_is_read_whole(read: Read, formats_folder: Path) -> None:
    folder = read(formats_folder / "toolkit" / "sample_data.csv")
    assert (folder.dataset.posts, folder.dataset.rejected_total) == (100, 0)
    assert folder.accounts[0]["handle"] == "user_0"
    assert "repost_authors" in folder.dataset.lacks


def test_rows_without_account_or_id_are_rejected(read: Read) -> None:
    folder = read(HEADER + "1,,u,,,w,1606451170,[]\n,4,u,,,w,1606451170,[]\n3,4,u,,,w,1606451170,[]\n")
    assert [row.reason for row in folder.dataset.rejected] == ["the row names no account", "the row has no post id"]


def test_a_missing_column_is_an_error(read: Read) -> None:
    with pytest.raises(InputError, match="no column urls"):
        read(HEADER.replace(",urls", "") + "1,4,u,,,w,1606451170\n", format="toolkit")
