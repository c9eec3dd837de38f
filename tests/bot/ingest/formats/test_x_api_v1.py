from collections.abc import Callable
from pathlib import Path
from typing import Any

Read = Callable[..., Any]


def test_a_retweet_describes_both_accounts(read: Read, formats_folder: Path) -> None:
    folder = read(formats_folder / "x_api_v1" / "normalization-payload-search.json")
    (post,) = folder.posts
    assert post["kind"] == 1
    assert post["repost_of_account"] == "311601642"
    assert {one["account_id"]: one["acted"] for one in folder.accounts}["311601642"] is False


def test_the_app_is_named_without_its_html(read: Read, formats_folder: Path) -> None:
    folder = read(formats_folder / "x_api_v1" / "timeline_first3.json")
    assert folder.posts[0]["client"] == "Twitter for  iPhone"
    assert folder.posts[0]["urls"] == ["https://twitter.com/i/live/758025051857784832"]


def test_lists_of_users_are_accounts(read: Read, formats_folder: Path) -> None:
    folder = read(formats_folder / "x_api_v1" / "api-users-v1.json")
    assert folder.dataset.posts == 0
    assert all(one["created"] and one["followers"] is not None for one in folder.accounts)


def test_exact_ids_beat_rounded_numbers(read: Read) -> None:
    line = (
        '{"id": 897889083170672600, "id_str": "897889083170672642", "created_at": "Wed Oct 10 20:19:24 +0000 2018",'
        ' "text": "x", "user": {"id": 1, "screen_name": "a"}}\n'
    )
    (post,) = read(line).posts
    assert (post["content_id"], post["account_id"]) == ("897889083170672642", "1")


def test_what_is_neither_tweet_nor_user_is_rejected(read: Read) -> None:
    time = "Wed Oct 10 20:19:24 +0000 2018"
    good = f'{{"id": 1, "created_at": "{time}", "text": "x", "user": {{"id": 1, "screen_name": "a"}}}}\n'
    folder = read(good + '{"limit": {"track": 5}}\n')
    assert [(row.line, row.reason) for row in folder.dataset.rejected] == [
        (2, "the object is neither a tweet nor a user")
    ]
