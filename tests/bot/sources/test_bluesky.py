import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest

from bot.errors import NotFound, SettingsError, SourceError
from bot.protocols import AccountRecord, PostKind
from bot.sources.bluesky import SOURCE, BlueskySource

ALICE = "did:plc:aaaaaaaaaaaaaaaaaaaaaaaa"
BOB = "did:plc:bbbbbbbbbbbbbbbbbbbbbbbb"
PROFILE = "app.bsky.actor.getProfile"
FEED = "app.bsky.feed.getAuthorFeed"
RESOLVE = "com.atproto.identity.resolveHandle"


@pytest.fixture
def source(appview: Any) -> Iterator[BlueskySource]:
    made = BlueskySource(appview.address, timeout=5.0)
    yield made
    made.close()


def test_a_profile_has_counts_dates_and_what_the_account_says_of_itself(appview: Any, source: BlueskySource) -> None:
    appview.recorded(PROFILE, "profile.json")
    assert source.profile("@alice.example.org") == AccountRecord(
        account_id=ALICE,
        handle="alice.example.org",
        name="Alice (generated)",
        created=1_709_287_200,
        followers=12,
        following=34,
        posts_total=5,
        bio="A generated account for tests.",
        avatar="https://cdn.example.org/a.jpg",
        verified=True,
        automated=True,
        status="active",
    )
    assert appview.asked == [(PROFILE, {"actor": "alice.example.org"})]


@pytest.mark.parametrize(
    ("name", "message", "status"),
    [
        ("AccountTakedown", "Account has been suspended", "taken_down"),
        ("AccountTakedown", "Account has been temporarily suspended", "suspended"),
        ("AccountDeactivated", "Account is deactivated", "deactivated"),
        ("InvalidRequest", "Profile not found", "deleted"),
    ],
)
def test_a_recheck_by_id_tells_why_an_account_is_gone(
    appview: Any, source: BlueskySource, name: str, message: str, status: str
) -> None:
    appview.refuse(PROFILE, name, message)
    assert source.profile(ALICE) == AccountRecord(ALICE, status=status)


def test_a_suspended_account_named_by_handle_still_gets_its_id(appview: Any, source: BlueskySource) -> None:
    appview.refuse(PROFILE, "AccountTakedown", "Account has been suspended")
    appview.answer(RESOLVE, {"did": ALICE})
    assert source.profile("alice.example.org") == AccountRecord(ALICE, handle="alice.example.org", status="taken_down")


def test_a_suspended_account_whose_handle_no_longer_resolves_keeps_its_handle_as_id(
    appview: Any, source: BlueskySource
) -> None:
    appview.refuse(PROFILE, "AccountTakedown", "Account has been suspended")
    appview.refuse(RESOLVE, "InvalidRequest", "Unable to resolve handle")
    assert source.profile("alice.example.org").account_id == "alice.example.org"


def test_a_handle_that_nobody_has_is_told_to_the_person(appview: Any, source: BlueskySource) -> None:
    appview.refuse(PROFILE, "InvalidRequest", "Profile not found")
    with pytest.raises(NotFound, match=r"Bluesky knows no account 'nobody\.example\.org'") as caught:
        source.profile("nobody.example.org")
    assert "alice.bsky.social" in caught.value.hint


def test_a_refusal_that_tells_no_state_is_never_taken_for_one(appview: Any, source: BlueskySource) -> None:
    appview.refuse(PROFILE, "InvalidRequest", "Error: actor must be a valid did or a handle")
    with pytest.raises(SourceError, match="must be a valid did"):
        source.profile(ALICE)


def test_a_handle_resolves_to_its_id(appview: Any, source: BlueskySource) -> None:
    appview.answer(RESOLVE, {"did": ALICE})
    assert source.resolve("@alice.example.org") == ALICE
    assert appview.asked == [(RESOLVE, {"handle": "alice.example.org"})]


def test_an_answer_without_an_id_is_no_id(appview: Any, source: BlueskySource) -> None:
    appview.answer(RESOLVE, {"did": 7})
    with pytest.raises(SourceError, match="without an account id"):
        source.resolve("alice.example.org")


def _two_pages(appview: Any) -> None:
    appview.recorded(FEED, "feed_1.json")
    appview.recorded(FEED, "feed_2.json")


def test_posts_come_from_several_pages_newest_first_and_each_once(appview: Any, source: BlueskySource) -> None:
    _two_pages(appview)
    posts = source.recent_posts(ALICE, 100)
    assert [post.text for post in posts] == [
        "Dated ahead by its client",
        "Back-dated by its client",
        "Words of Bob",
        "Look at this",
        "I disagree",
        "Read this #One example.org/x @bob.example.org",
    ]
    assert [query.get("cursor") for _, query in appview.asked] == [None, "2024-05-01T12:03:00.000Z"]


def test_no_more_pages_are_asked_for_than_the_limit_needs(appview: Any, source: BlueskySource) -> None:
    _two_pages(appview)
    assert len(source.recent_posts(ALICE, 2)) == 2
    assert [(method, query["actor"], query["limit"]) for method, query in appview.asked] == [(FEED, ALICE, "2")]


def test_a_server_that_gives_the_same_page_for_ever_is_not_asked_for_ever(appview: Any, source: BlueskySource) -> None:
    appview.recorded(FEED, "feed_1.json")
    assert len(source.recent_posts(ALICE, 100)) == 4
    assert len(appview.asked) == 2


def _by_kind(source: BlueskySource) -> dict[PostKind, Any]:
    return {post.kind: post for post in source.recent_posts(ALICE, 100)}


def test_a_repost_belongs_to_the_reposter_at_the_time_of_the_repost(appview: Any, source: BlueskySource) -> None:
    _two_pages(appview)
    repost = _by_kind(source)[PostKind.REPOST]
    assert (repost.account_id, repost.content_id) == (ALICE, f"at://{ALICE}/app.bsky.feed.repost/3krepost")
    assert (repost.repost_of, repost.repost_of_account) == (f"at://{BOB}/app.bsky.feed.post/3k00000000004", BOB)
    assert repost.time == 1_714_564_980


def test_a_reply_names_the_post_and_account_that_it_answers(appview: Any, source: BlueskySource) -> None:
    _two_pages(appview)
    reply = _by_kind(source)[PostKind.REPLY]
    assert (reply.reply_to, reply.reply_to_account) == (f"at://{BOB}/app.bsky.feed.post/3kparent", BOB)


def test_a_quote_with_pictures_names_the_quoted_post_and_the_hashes(appview: Any, source: BlueskySource) -> None:
    _two_pages(appview)
    quote = _by_kind(source)[PostKind.QUOTE]
    assert (quote.quote_of, quote.quote_of_account) == (f"at://{BOB}/app.bsky.feed.post/3kquoted", BOB)
    assert len(quote.media) == 2
    assert all(medium.startswith("bafkrei") for medium in quote.media)


def test_links_tags_and_mentions_come_from_facets_tags_and_cards(appview: Any, source: BlueskySource) -> None:
    _two_pages(appview)
    post = _by_kind(source)[PostKind.ORIGINAL]
    assert post.urls == ("https://example.org/x", "https://example.org/card")
    assert post.hashtags == ("One", "Two")
    assert post.mentions == (BOB,)
    assert (post.language, post.likes, post.reposts, post.replies) == ("en", 1, 1, 1)
    assert (post.time, post.time_us) == (1_714_564_800, 1_714_564_800_250_000)


def test_a_time_that_a_client_made_up_gives_way_to_when_the_network_saw_the_post(
    appview: Any, source: BlueskySource
) -> None:
    _two_pages(appview)
    times = {post.text: post.time for post in source.recent_posts(ALICE, 100)}
    assert times["Back-dated by its client"] == 1_714_565_040
    assert times["Dated ahead by its client"] == 1_714_565_100


@pytest.mark.parametrize(
    ("name", "message"), [("AccountTakedown", "Account has been suspended"), ("InvalidRequest", "Profile not found")]
)
def test_an_account_that_is_gone_has_no_posts(appview: Any, source: BlueskySource, name: str, message: str) -> None:
    appview.refuse(FEED, name, message)
    assert source.recent_posts(ALICE, 10) == []


def test_too_many_requests_say_when_to_ask_again(appview: Any, source: BlueskySource) -> None:
    appview.answer(PROFILE, {"error": "RateLimitExceeded", "message": "Rate Limit Exceeded"}, 429, Retry_After="37")
    with pytest.raises(SourceError, match="ask again in 37 s") as caught:
        source.profile(ALICE)
    assert caught.value.retry_after == 37.0


@pytest.mark.parametrize("status", [401, 403, 404, 500, 502, 503])
def test_a_server_that_fails_never_changes_an_accounts_state(appview: Any, source: BlueskySource, status: int) -> None:
    appview.answer(PROFILE, b"<html>broken</html>", status)
    with pytest.raises(SourceError):
        source.profile(ALICE)


def test_a_server_that_does_not_answer_is_given_up_after_the_time_out(appview: Any) -> None:
    appview.answer(PROFILE, b"", 0)
    source = BlueskySource(appview.address, timeout=0.2)
    with pytest.raises(SourceError, match="did not answer in time"):
        source.profile(ALICE)
    source.close()


def test_a_server_that_is_not_there_is_a_source_error() -> None:
    source = BlueskySource("http://127.0.0.1:9", timeout=2.0)
    with pytest.raises(SourceError, match="could not be reached"):
        source.profile(ALICE)
    source.close()


@pytest.mark.parametrize("body", [b"[]", b"not json", b'"text"', b"null"])
def test_an_answer_in_another_form_is_a_source_error(appview: Any, source: BlueskySource, body: bytes) -> None:
    appview.answer(PROFILE, body)
    with pytest.raises(SourceError):
        source.profile(ALICE)


def test_a_feed_without_a_list_is_a_source_error(appview: Any, source: BlueskySource) -> None:
    appview.answer(FEED, {"feed": "soon"})
    with pytest.raises(SourceError, match="without a list of posts"):
        source.recent_posts(ALICE, 10)


@pytest.mark.parametrize(
    "target", ["http://169.254.169.254/latest/meta-data", "http://127.0.0.1:1/x", "https://x.example/"]
)
def test_a_redirect_to_another_host_is_not_followed(appview: Any, source: BlueskySource, target: str) -> None:
    appview.answer(PROFILE, b"", 302, Location=target)
    with pytest.raises(SourceError, match="another host"):
        source.profile(ALICE)


@pytest.mark.parametrize(
    "address", ["http://api.example.org", "ftp://api.example.org", "api.example.org", "https://u:p@x.org"]
)
def test_the_address_must_be_https_or_this_machine(address: str) -> None:
    with pytest.raises(SettingsError, match="must be an https address"):
        BlueskySource(address)


def test_the_plugin_makes_the_source_without_asking_anything(appview: Any) -> None:
    made = SOURCE.make(appview.address, 5.0)
    assert (made.platform, SOURCE.platform) == ("bluesky", "bluesky")
    assert appview.asked == []
    assert replace(SOURCE, title="x").base_url == "https://public.api.bsky.app"


def test_importing_the_source_loads_no_sdk() -> None:
    code = "import sys, bot.sources.bluesky; sys.exit('atproto_client' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0  # noqa: S603 - our own code
