import pytest

from bot.measures.bluesky import account_of, feed_post, owner, record_post, view_post
from bot.protocols import PostKind

DID = "did:plc:aaaaaaaaaaaaaaaaaaaaaaaa"
URI = f"at://{DID}/app.bsky.feed.post/3k"
TIME = "2024-05-01T12:00:00Z"


def test_a_basic_profile_leaves_counts_unknown() -> None:
    account = account_of({"did": DID, "handle": "a.example"})
    assert (account.account_id, account.followers, account.automated, account.verified) == (DID, None, None, None)


def test_labels_by_others_do_not_make_an_account_automated() -> None:
    label = {"src": "did:plc:other", "val": "bot"}
    assert account_of({"did": DID, "labels": [label]}).automated is None
    assert account_of({"did": DID, "labels": [{**label, "src": DID}]}).automated is True


@pytest.mark.parametrize(("uri", "account"), [(URI, DID), ("https://x.org", None), (None, None), ("at://", None)])
def test_the_owner_of_an_address(uri: str | None, account: str | None) -> None:
    assert owner(uri) == account


def test_a_post_without_an_address_or_a_time_is_an_error() -> None:
    with pytest.raises(ValueError, match="no address"):
        record_post({"createdAt": TIME}, "", DID)
    with pytest.raises(ValueError, match="no time"):
        record_post({}, URI, DID)


def test_a_feed_that_was_shared_is_no_quote() -> None:
    embed = {"record": {"uri": f"at://{DID}/app.bsky.feed.generator/x"}}
    assert record_post({"createdAt": TIME, "embed": embed}, URI, DID).kind is PostKind.ORIGINAL


def test_a_reply_that_quotes_is_a_reply_and_keeps_the_quote() -> None:
    record = {"createdAt": TIME, "reply": {"parent": {"uri": URI}}, "embed": {"record": {"uri": URI}}}
    post = record_post(record, URI, DID)
    assert (post.kind, post.reply_to, post.quote_of) == (PostKind.REPLY, URI, URI)


def test_a_repost_without_an_address_of_its_own_gets_one_from_both() -> None:
    view = {"uri": URI, "author": {"did": DID}, "record": {"createdAt": TIME}, "indexedAt": TIME}
    reason = {"$type": "app.bsky.feed.defs#reasonRepost", "by": {"did": "did:plc:b"}, "indexedAt": TIME}
    assert feed_post({"post": view, "reason": reason}).content_id == f"{URI}#repost:did:plc:b"


@pytest.mark.parametrize("odd", [5, "x", [], {"facets": 3, "langs": "en", "embed": [], "tags": [1], "text": 7.5}])
def test_records_of_any_shape_are_taken_as_far_as_they_go(odd: object) -> None:
    post = view_post({"uri": URI, "author": {"did": DID}, "record": odd, "indexedAt": TIME, "likeCount": True})
    assert (post.text, post.urls, post.language, post.likes) == ("", (), None, None)
