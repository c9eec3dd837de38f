from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

Read = Callable[..., Any]
COLUMNS = (
    "tweetid", "userid", "user_display_name", "user_screen_name", "user_profile_description", "follower_count",
    "following_count", "account_creation_date", "account_language", "tweet_language", "tweet_text", "tweet_time",
    "tweet_client_name", "in_reply_to_userid", "in_reply_to_tweetid", "quoted_tweet_tweetid", "is_retweet",
    "retweet_userid", "retweet_tweetid", "latitude", "quote_count", "reply_count", "like_count", "retweet_count",
    "hashtags", "urls", "user_mentions",
)  # fmt: skip
PLAIN = {
    "tweetid": "100", "userid": "u=", "user_screen_name": "u=", "follower_count": "6", "following_count": "7",
    "account_creation_date": "2013-07-01", "tweet_text": "words", "tweet_time": "2019-04-28 10:50",
    "is_retweet": "False", "latitude": "absent", "hashtags": "[]", "urls": "[]", "user_mentions": "[]",
}  # fmt: skip


def _table(*rows: dict[str, str]) -> str:
    lines = [",".join(COLUMNS)]
    lines.extend(",".join('"' + {**PLAIN, **row}.get(name, "") + '"' for name in COLUMNS) for row in rows)
    return "\n".join(lines) + "\n"


def test_posts_and_accounts_are_read_together(read: Read, formats_folder: Path) -> None:
    folder = formats_folder / "twitter_archive"
    both = read(folder / "posts_2014.csv", folder / "accounts_first.csv")
    assert both.dataset.format == "twitter_archive"
    assert both.dataset.posts == 18
    assert both.dataset.rejected_total == 0
    assert "created" not in both.dataset.lacks


def test_minute_times_rounded_ids_and_missing_pictures_are_told(read: Read, formats_folder: Path) -> None:
    dataset = read(formats_folder / "twitter_archive" / "posts_2014.csv").dataset
    assert dataset.time_resolution_seconds == 60
    assert {"seconds", "exact_ids", "avatars", "media"} <= set(dataset.lacks)


def test_exact_ids_are_not_called_rounded(read: Read) -> None:
    assert "exact_ids" not in read(_table({"retweet_tweetid": "99", "is_retweet": "True"})).dataset.lacks


def test_the_layout_without_tags_and_links_is_read(read: Read, formats_folder: Path) -> None:
    folder = read(formats_folder / "twitter_archive" / "posts_2012_28_columns.csv")
    assert (folder.dataset.posts, folder.dataset.rejected_total) == (3, 0)
    assert folder.posts[2]["repost_of"] == "248823398552199000"


def test_an_account_has_the_archives_profile(read: Read) -> None:
    (account,) = read(_table({"user_profile_description": "bio", "account_language": "en"})).accounts
    assert account == {
        "account_id": "u=", "handle": "u=", "name": "", "created": 1372636800, "followers": 6, "following": 7,
        "posts_total": None, "bio": "bio", "avatar": None, "language": "en", "verified": None, "automated": None,
        "status": "active", "acted": True,
    }  # fmt: skip


@pytest.mark.parametrize(
    ("fields", "kind", "targets"),
    [
        ({}, 0, (None, None, None)),
        ({"is_retweet": "True", "retweet_tweetid": "9", "retweet_userid": "v="}, 1, ("9", None, None)),
        ({"in_reply_to_tweetid": "8", "in_reply_to_userid": "65453567.0"}, 2, (None, "8", None)),
        ({"quoted_tweet_tweetid": "1.2e+18"}, 3, (None, None, "1200000000000000000")),
    ],
)
def test_kinds_of_posts_come_from_their_targets(
    read: Read, fields: dict[str, str], kind: int, targets: tuple[str | None, ...]
) -> None:
    (post,) = read(_table(fields)).posts
    assert post["kind"] == kind
    assert (post["repost_of"], post["reply_to"], post["quote_of"]) == targets


def test_the_one_account_that_an_rt_mentions_wrote_the_original(read: Read) -> None:
    retweet = {"is_retweet": "True", "retweet_tweetid": "9", "tweet_text": "RT @x: hello"}
    folder = read(
        _table(
            {**retweet, "user_mentions": "['55']"},
            {**retweet, "tweetid": "101", "user_mentions": "['55', '56']"},
            {**retweet, "tweetid": "102", "retweet_userid": "v=", "user_mentions": "['55']"},
        )
    )
    assert [post["repost_of_account"] for post in folder.posts] == ["55", None, "v="]


def test_lists_written_by_python_are_parsed(read: Read) -> None:
    (post,) = read(_table({"hashtags": "['One', 'Two']", "urls": "['http://bbc.in/19JshTt']"})).posts
    assert (post["hashtags"], post["urls"]) == (["One", "Two"], ["http://bbc.in/19JshTt"])


def test_a_post_without_a_time_is_rejected_and_its_line_told(read: Read) -> None:
    folder = read(_table({}, {"tweetid": "2", "tweet_time": ""}))
    assert [(row.line, row.reason) for row in folder.dataset.rejected] == [(3, "no time")]
