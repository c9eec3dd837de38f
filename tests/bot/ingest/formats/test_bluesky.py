import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

Read = Callable[..., Any]
ALICE = "did:plc:aaaaaaaaaaaaaaaaaaaaaaaa"
API = Path(__file__).parents[3] / "data" / "bluesky"


def test_a_feed_of_the_api_gives_the_same_posts_as_the_live_source(read: Read) -> None:
    folder = read(API / "feed_1.json")
    assert [post["kind"] for post in folder.posts] == [0, 0, 0, 1]
    assert {one["handle"] for one in folder.accounts} == {"alice.example.org", "bob.example.org"}


def test_a_post_without_a_time_is_rejected(read: Read) -> None:
    dataset = read(API / "feed_2.json").dataset
    assert (dataset.posts, dataset.rejected_total, dataset.rejected[0].reason) == (3, 1, "no time")


def test_records_of_the_firehose_are_posts_and_reposts(read: Read) -> None:
    def entry(collection: str, record: dict[str, Any], operation: str = "create") -> dict[str, Any]:
        commit = {"operation": operation, "collection": collection, "rkey": "3k", "record": record}
        return {"did": ALICE, "time_us": 1_764_929_823_464_700, "kind": "commit", "commit": commit}

    created = "2025-12-05T10:16:59Z"
    subject = {"uri": "at://did:plc:b/app.bsky.feed.post/1"}
    lines = [
        entry("app.bsky.feed.post", {"createdAt": created, "text": "hi"}),
        entry("app.bsky.feed.repost", {"createdAt": created, "subject": subject}),
        entry("app.bsky.feed.like", {"createdAt": created, "subject": subject}),
    ]
    folder = read("".join(json.dumps(line) + "\n" for line in lines))
    assert [(post["kind"], post["repost_of_account"]) for post in folder.posts] == [(0, None), (1, "did:plc:b")]
    assert folder.dataset.rejected[0].reason == "the record is a create in app.bsky.feed.like, not a new post"


def test_profiles_are_accounts(read: Read) -> None:
    (account,) = read(API / "profile.json").accounts
    assert (account["account_id"], account["followers"], account["automated"]) == (ALICE, 12, True)


def test_a_csv_export_tells_reposts_by_who_reposted(read: Read, formats_folder: Path) -> None:
    folder = read(formats_folder / "bluesky_csv" / "posts_first8.csv")
    repost = next(post for post in folder.posts if post["kind"] == 1)
    assert repost["content_id"] == f"{repost['repost_of']}#repost:{repost['account_id']}"
    assert repost["repost_of_account"] != repost["account_id"]


def test_a_csv_export_of_profiles_is_accounts(read: Read, formats_folder: Path) -> None:
    folder = read(formats_folder / "bluesky_csv" / "profiles_first2.csv")
    assert folder.accounts[0]["created"] == 1696949901
    assert folder.dataset.posts == 0
