import numpy as np
import pytest

from bot.ingest.account_book import AccountBook
from bot.ingest.observed import Observed
from bot.protocols import AccountRecord, PostKind, PostRecord

BASE = 1_600_000_020


@pytest.mark.parametrize(
    ("seconds", "resolution"),
    [
        ([], 1),
        ([BASE], 1),
        ([BASE, BASE], 1),
        ([BASE, BASE + 60], 60),
        ([BASE, BASE + 61], 1),
        ([BASE, BASE + 60, BASE + 90], 30),
    ],
)
def test_the_resolution_is_the_greatest_common_divisor_one_by_one_or_at_once(
    seconds: list[int], resolution: int
) -> None:
    one, many = Observed(), Observed()
    for second in seconds:
        one.time(second)
    if seconds:
        many.times(np.array(seconds, np.int64))
    assert one.resolution == many.resolution == resolution
    assert (one.first, one.last) == (many.first, many.last)


def test_minutes_are_too_coarse_and_seconds_are_not() -> None:
    coarse, fine = Observed(), Observed()
    for second in (BASE, BASE + 60):
        coarse.time(second)
        fine.time(second + second % 7)
    assert "seconds" in coarse.missing(AccountBook(), posts=1)
    assert "seconds" not in fine.missing(AccountBook(), posts=1)


def test_what_one_post_holds_is_not_missing() -> None:
    seen = Observed()
    assert {"posts", "texts", "likes"} <= seen.missing(AccountBook(), posts=0)
    seen.post(PostRecord("1", "a", BASE, text="x", likes=0))
    assert {"posts", "texts", "likes"}.isdisjoint(seen.missing(AccountBook(), posts=1))


def test_reposts_without_an_author_are_told_and_no_reposts_are_not() -> None:
    seen = Observed()
    seen.post(PostRecord("1", "a", BASE))
    assert "repost_authors" not in seen.missing(AccountBook(), posts=1)
    seen.post(PostRecord("2", "a", BASE, PostKind.REPOST, repost_of="9"))
    assert "repost_authors" in seen.missing(AccountBook(), posts=2)
    seen.post(PostRecord("3", "a", BASE, PostKind.REPOST, repost_of="9", repost_of_account="b"))
    assert "repost_authors" not in seen.missing(AccountBook(), posts=3)


def test_what_one_account_holds_is_not_missing() -> None:
    book = AccountBook()
    assert {"created", "followers", "profiles", "handles", "avatars"} <= Observed().missing(book, posts=1)
    book.describe(AccountRecord("1", handle="h", created=1, followers=0, bio="b", avatar="x"))
    assert {"created", "followers", "profiles", "handles", "avatars"}.isdisjoint(Observed().missing(book, posts=1))


def test_what_a_reader_noticed_is_passed_on() -> None:
    seen = Observed()
    seen.noticed.add("exact_ids")
    assert "exact_ids" in seen.missing(AccountBook(), posts=1)
