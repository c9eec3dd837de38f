"""A part of a data set is chosen while it is read: what is left out is in no table and in no count."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

from bot.engine.local import LocalEngine
from bot.errors import InputError
from bot.ingest.intake import read_files, write_records
from bot.protocols import AccountRecord, Parameters, PostKind, PostRecord, Record
from bot.report import Dataset

DAY = 86_400
START = 1_618_876_800  # 20 April 2021, 00:00 UTC
HEADER = "object_id,account_id,content_id,timestamp_share\n"


def post(content: str, account: str, day: int, **more: Any) -> PostRecord:
    return PostRecord(content, account, START + day * DAY, **more)


RECORDS: tuple[Record, ...] = (
    AccountRecord("1", "alice"),
    AccountRecord("2", "bob"),
    AccountRecord("3", "carol"),
    AccountRecord("4", "silent"),
    post("p1", "1", 0, text="the harbour is closed", urls=("https://news.example.com/a",), hashtags=("sea", "wall")),
    post("p2", "2", 1, text="nothing to say here", urls=("https://other.example.org/b",), hashtags=("sea", "sky")),
    post("r1", "3", 2, kind=PostKind.REPOST, repost_of="p1", repost_of_account="1"),
    post("r2", "3", 3, kind=PostKind.REPOST, repost_of="p2", repost_of_account="2"),
)


def chosen(folder: Path, records: Sequence[Record] = RECORDS, **choice: Any) -> tuple[Dataset, LocalEngine]:
    dataset = write_records(records, folder, format="x", now=lambda: 10**13, parameters=Parameters(**choice))
    return dataset, LocalEngine(folder)


def posts(folder: Path, **choice: Any) -> list[str]:
    _, engine = chosen(folder, **choice)
    with engine:
        return list(engine.posts().ids)


def test_a_span_takes_both_its_days_and_the_accounts_of_those_days(tmp_path: Path) -> None:
    dataset, engine = chosen(tmp_path, since="2021-04-21", until="2021-04-22")
    with engine:
        assert list(engine.posts().ids) == ["p2", "r1"]
        assert list(engine.accounts().handle) == ["alice", "bob", "carol"]
    assert (dataset.posts, dataset.first, dataset.last) == (2, START + DAY, START + 2 * DAY)


def test_a_word_takes_posts_that_hold_it_and_their_reposts(tmp_path: Path) -> None:
    assert posts(tmp_path, words=("harbour",)) == ["p1", "r1"]
    assert posts(tmp_path, words=("#sky",)) == ["p2", "r2"]


def test_a_dropped_domain_leaves_the_post_and_takes_its_links(tmp_path: Path) -> None:
    _, engine = chosen(tmp_path, without=("domain:example.com",))
    with engine:
        assert len(engine.posts()) == 4
        assert engine.object_names("domain", [0]) == ["example.org"]
        assert engine.shares("url").n_objects == 1


def test_a_dropped_hashtag_is_taken_out_of_its_row_of_hashtags(tmp_path: Path) -> None:
    _, engine = chosen(tmp_path, without=("hashtag:sea",))
    with engine:
        assert [list(tags) for tags in engine.posts().hashtags] == [["wall"], ["sky"], [], []]


def test_a_dropped_post_goes_with_its_reposts(tmp_path: Path) -> None:
    assert posts(tmp_path, without=("post:p1",)) == ["p2", "r2"]


@pytest.mark.parametrize("name", ["alice", "ALICE", "1"])
def test_a_dropped_account_goes_with_its_posts_and_their_reposts(tmp_path: Path, name: str) -> None:
    _, engine = chosen(tmp_path, without_accounts=(name,))
    with engine:
        assert list(engine.posts().ids) == ["p2", "r2"]
        assert list(engine.accounts().handle) == ["bob", "carol", "silent"]


def test_the_posts_of_a_dropped_account_are_known_even_where_reposts_name_no_author(tmp_path: Path) -> None:
    anonymous = post("r3", "2", 1, kind=PostKind.REPOST, repost_of="p1")
    _, engine = chosen(tmp_path, (anonymous, *RECORDS), without_accounts=("alice",))
    with engine:
        assert "r3" not in engine.posts().ids


def test_an_empty_choice_says_how_much_there_was_and_when(tmp_path: Path) -> None:
    with pytest.raises(InputError) as caught:
        chosen(tmp_path, since="2022-01-01", words=("harbour",))
    assert caught.value.text == (
        "Nothing is left: of 4 posts and shares none is from 2022-01-01, with one of the words “harbour”."
    )
    assert caught.value.hint.startswith(
        "The data run from 2021-04-20T00:00 to 2021-04-23T00:00 UTC. For example: rerun 4"
    )


def test_what_is_not_in_the_data_cannot_be_left_out(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"Nothing in these data is domain:exmaple\.com"):
        chosen(tmp_path, without=("domain:exmaple.com",))
    with pytest.raises(InputError, match="The account to leave out is not in these data"):
        chosen(tmp_path, without_accounts=("dave",))


def test_words_want_texts(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="hold no texts"):
        chosen(tmp_path, RECORDS[6:], words=("harbour",))


def test_shares_without_posts_are_chosen_row_by_row(tmp_path: Path) -> None:
    path = tmp_path / "shares.csv"
    rows = [f"o{number % 3},a{number % 4},c{number},{START + number * DAY}" for number in range(12)]
    path.write_text(HEADER + "\n".join(rows) + "\n", encoding="utf-8")
    choice = Parameters(since="2021-04-22", until="2021-04-29", without=("object:o1",), without_accounts=("a0",))
    dataset = read_files([(path, "shares.csv")], tmp_path / "run", now=lambda: 10**13, parameters=choice)
    kept = [number for number in range(2, 10) if number % 3 != 1 and number % 4 != 0]
    assert (dataset.shares, dataset.first) == (len(kept), START + kept[0] * DAY)


def test_the_same_choice_gives_the_same_tables(tmp_path: Path) -> None:
    for name in ("one", "two"):
        chosen(tmp_path / name, words=("harbour",), without=("hashtag:sea",))[1].close()
    files = ("posts.parquet", "shares.parquet", "accounts.parquet", "dataset.json")
    assert all((tmp_path / "one" / file).read_bytes() == (tmp_path / "two" / file).read_bytes() for file in files)
