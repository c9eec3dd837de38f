from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import numpy as np
import pytest

from bot.engine import peer_rows, peers
from bot.engine.peers import SECOND
from bot.engine.tables import Tables
from bot.errors import UserError
from bot.ingest.intake import write_records
from bot.protocols import PostKind, PostRecord, Record
from tests.bot.engine.drawn import START, share


@contextmanager
def tables_of(records: list[Record], folder: Path) -> Iterator[Tables]:
    write_records(records, folder, format="records")
    with Tables(folder, 128, 1) as tables:
        yield tables


def post(number: int, account: str, text: str, kind: PostKind = PostKind.ORIGINAL, *urls: str) -> PostRecord:
    return PostRecord(f"p{number}", account, START + number, kind, text=text, urls=urls)


def test_texts_are_compared_in_lower_case_without_mentions_and_extra_space() -> None:
    assert peer_rows.plain_text("  Vote @You_2 NOW\n please ") == "vote now please"


def test_words_are_a_set_without_mentions() -> None:
    assert peer_rows.words("It's it's so, @me so") == {"it's", "so", ","}


def test_text_and_links_leave_reposts_out_and_posts_take_all(tmp_path: Path) -> None:
    posts: list[Record] = [
        post(1, "a", "Hello", PostKind.ORIGINAL, "https://x.example/"),
        post(2, "b", "hello", PostKind.REPLY),
        post(3, "c", "hello", PostKind.REPOST, "https://x.example/"),
    ]
    with tables_of(posts, tmp_path) as tables:
        sizes = {layer: len(peer_rows.message_rows(tables, layer).rows) for layer in ("text", "url", "post")}
        assert sizes == {"text": 2, "url": 1, "post": 3}
        assert peer_rows.message_rows(tables, "text").objects == ["hello"]


def test_a_post_without_links_links_nobody(tmp_path: Path) -> None:
    with tables_of([post(1, "a", "x"), post(2, "b", "y")], tmp_path) as tables:
        assert len(peer_rows.message_rows(tables, "url").rows) == 0


def test_without_posts_each_content_is_one_message(tmp_path: Path) -> None:
    with tables_of([share(1, 2, 3, 4), share(5, 2, 3, 9), share(1, 4, 6, 5)], tmp_path) as tables:
        named = peer_rows.message_rows(tables, "post")
        assert sorted(named.contents) == ["c3", "c6"]
        assert set(named.rows.object.tolist()) == {0}


def test_similar_messages_reach_the_jaccard_index_inclusively(tmp_path: Path) -> None:
    posts: list[Record] = [post(1, "a", "one two three"), post(2, "b", "one two four"), post(3, "c", "@x")]
    with tables_of(posts, tmp_path) as tables:
        named = peer_rows.message_rows(tables, "similar")
        found = {x: len(peer_rows.similar_pairs(tables, named, 60 * SECOND, x)) for x in (0.4, 0.5, 0.51)}
    assert found == {0.4: 1, 0.5: 1, 0.51: 0}


def test_two_messages_without_words_are_not_similar(tmp_path: Path) -> None:
    with tables_of([post(1, "a", "@x"), post(2, "b", "@y")], tmp_path) as tables:
        named = peer_rows.message_rows(tables, "similar")
        assert len(peer_rows.similar_pairs(tables, named, 60 * SECOND, 0.1)) == 0


def test_similarity_without_texts_is_refused(tmp_path: Path) -> None:
    with tables_of([share(1, 2, 3, 4)], tmp_path) as tables, pytest.raises(UserError, match="hold no texts"):
        peer_rows.message_rows(tables, "similar")


def test_duplicate_rows_and_own_objects_are_kept_for_pairs(tmp_path: Path) -> None:
    rows: list[Record] = [share(1, 2, 3, 4), share(1, 2, 3, 4), share(1, 2, 0, 4)]
    with tables_of(rows, tmp_path) as tables:
        named = peer_rows.share_rows(tables, "repost")
    assert (len(named.rows), named.rows.own.tolist()) == (3, [False, False, True])
    assert len(peers.first_messages(named.rows)) == 2


def test_common_tokens_of_sorted_sets_are_counted() -> None:
    begin, flat = np.array([0, 3, 5]), np.array([1, 4, 9, 4, 9], np.int32)
    one, other = np.array([0, 0], np.int32), np.array([1, 0], np.int32)
    assert peer_rows.common_tokens(begin, flat, one, other).tolist() == [2, 3]
