import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

Read = Callable[..., Any]


def _page(*tweets: dict[str, Any], **includes: Any) -> str:
    filled = [
        {"id": "1", "author_id": "7", "text": "hi", "created_at": "2022-10-04T15:25:05.000Z", **one} for one in tweets
    ]
    return json.dumps({"data": filled, "includes": includes}) + "\n"


def test_a_retweet_finds_its_original_author_beside_the_page(read: Read, formats_folder: Path) -> None:
    folder = read(formats_folder / "x_api_v2" / "two_tweets.jsonl")
    (post,) = folder.posts
    assert (post["kind"], post["repost_of"], post["repost_of_account"]) == (
        1,
        "1391677057810288641",
        "1380086327023169540",
    )
    assert {one["handle"]: one["acted"] for one in folder.accounts} == {"LachiVeronica": True, "bibaigna96": False}


def test_flattened_tweets_hold_their_authors_inside(read: Read, formats_folder: Path) -> None:
    folder = read(formats_folder / "x_api_v2" / "flat_first3.jsonl")
    assert folder.dataset.posts == 3
    assert all(post["repost_of_account"] for post in folder.posts if post["kind"] == 1)
    assert {"created", "followers"}.isdisjoint(folder.dataset.lacks)


def test_a_broken_line_of_a_stream_is_rejected_and_the_rest_is_read(read: Read, formats_folder: Path) -> None:
    dataset = read(formats_folder / "x_api_v2" / "stream_with_error.jsonl").dataset
    assert (dataset.posts, dataset.rejected_total, dataset.rejected[0].line) == (1, 1, 2)


def test_links_are_those_behind_the_shortener(read: Read) -> None:
    urls = [
        {"url": "https://t.co/a", "expanded_url": "https://bit.ly/x", "unwound_url": "https://example.org/x"},
        {"url": "https://t.co/b", "expanded_url": "https://example.org/y"},
    ]
    (post,) = read(_page({"entities": {"urls": urls, "hashtags": [{"tag": "One"}]}})).posts
    assert (post["urls"], post["hashtags"]) == (["https://example.org/x", "https://example.org/y"], ["One"])


def test_replies_and_quotes_name_their_targets(read: Read) -> None:
    folder = read(
        _page(
            {"referenced_tweets": [{"type": "replied_to", "id": "5"}], "in_reply_to_user_id": "8"},
            {"id": "2", "referenced_tweets": [{"type": "quoted", "id": "6"}]},
            tweets=[{"id": "6", "author_id": "9"}],
        )
    )
    assert [(post["kind"], post["reply_to_account"], post["quote_of_account"]) for post in folder.posts] == [
        (2, "8", None), (3, None, "9"),
    ]  # fmt: skip


def test_pages_of_users_are_accounts(read: Read, formats_folder: Path) -> None:
    folder = read(formats_folder / "x_api_v2" / "users_resp.json")
    assert folder.dataset.posts == 0
    assert {one["handle"] for one in folder.accounts} >= {"Twitter"}


def test_odd_types_inside_a_tweet_are_taken_as_absent(read: Read) -> None:
    (post,) = read(_page({"entities": 5, "public_metrics": [], "attachments": "x", "lang": {}})).posts
    assert (post["urls"], post["likes"], post["media"], post["language"]) == ([], None, [], None)
