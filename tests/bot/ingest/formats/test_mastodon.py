import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

Read = Callable[..., Any]


def _status(**fields: Any) -> str:
    account = {"id": "5", "acct": "a@m.example", "url": "https://m.example/@a", "followers_count": 3, "bot": True}
    status = {
        "id": "1", "uri": "https://m.example/1", "created_at": "2022-11-21T13:10:48.151Z", "content": "<p>hi</p>",
        "favourites_count": 1, "reblogs_count": 0, "account": account, **fields,
    }  # fmt: skip
    return json.dumps(status) + "\n"


def test_accounts_and_posts_are_known_by_their_addresses(read: Read) -> None:
    folder = read(_status())
    assert folder.posts[0]["content_id"] == "https://m.example/1"
    (account,) = folder.accounts
    assert (account["account_id"], account["handle"], account["automated"]) == (
        "https://m.example/@a",
        "a@m.example",
        True,
    )


def test_html_becomes_text_and_its_links_are_kept_without_mentions_and_tags(read: Read) -> None:
    content = (
        '<p>Read &amp; share</p><p>now<br>here <a href="https://site.example/x">site</a>'
        ' <a href="https://m.example/@b" class="u-url mention">@b</a>'
        ' <a href="https://m.example/tags/One" class="mention hashtag">#One</a></p>'
    )
    (post,) = read(_status(content=content, tags=[{"name": "One"}], mentions=[{"url": "https://m.example/@b"}])).posts
    assert post["text"] == "Read & share\nnow\nhere site @b #One"
    assert (post["urls"], post["hashtags"]) == (["https://site.example/x"], ["One"])
    assert post["mentions"] == ["https://m.example/@b"]


def test_a_boost_is_a_repost_of_the_original(read: Read) -> None:
    original = json.loads(
        _status(uri="https://o.example/9", account={"id": "6", "acct": "o", "url": "https://o.example/@o"})
    )
    (post,) = read(_status(reblog=original)).posts
    assert (post["kind"], post["repost_of"], post["repost_of_account"]) == (
        1,
        "https://o.example/9",
        "https://o.example/@o",
    )


def test_a_reply_names_the_answered_account_once_it_is_known(read: Read) -> None:
    folder = read(
        _status() + _status(id="2", uri="https://m.example/2", in_reply_to_id="1", in_reply_to_account_id="5")
    )
    assert (folder.posts[1]["reply_to"], folder.posts[1]["reply_to_account"]) == ("1", "https://m.example/@a")


def test_a_broken_line_is_counted_and_the_rest_is_read(read: Read, formats_folder: Path) -> None:
    dataset = read(formats_folder / "mastodon" / "broken_line.jsonl").dataset
    assert (dataset.posts, dataset.rejected_total, dataset.rejected[0].line) == (1, 1, 2)
