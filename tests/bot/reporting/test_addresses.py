import pytest

from bot.reporting.addresses import account_address, post_address


@pytest.mark.parametrize(
    ("dataset_format", "account_id", "address"),
    [
        ("x_api_v1", "12", "https://x.com/i/user/12"),
        ("twitter_archive", "a8f3c0d9e1", None),
        ("bluesky", "did:plc:abc123", "https://bsky.app/profile/did:plc:abc123"),
        ("mapped_csv", "did:web:alice.example", "https://bsky.app/profile/did:web:alice.example"),
        ("mastodon", "https://social.example/@ann", "https://social.example/@ann"),
        ("mastodon", "ann@social.example", "https://social.example/@ann"),
        ("mapped_csv", "ann@social.example", None),
        ("crowdtangle", "1234", "https://www.facebook.com/1234"),
        ("coordination", "1234", None),
        ("mapped_csv", "https://x.example/a b", None),
        ("mapped_csv", "javascript:alert(1)", None),
        ("mapped_csv", "https://[x", None),
    ],
)
def test_an_account_has_an_address_only_if_its_id_says_so(
    dataset_format: str, account_id: str, address: str | None
) -> None:
    assert account_address(dataset_format, account_id) == address


@pytest.mark.parametrize(
    ("dataset_format", "content_id", "address"),
    [
        ("twint", "99", "https://x.com/i/status/99"),
        ("bluesky", "at://did:plc:abc/app.bsky.feed.post/3k", "https://bsky.app/profile/did:plc:abc/post/3k"),
        ("bluesky", "at://did:plc:abc/app.bsky.feed.repost/3k", None),
        ("bluesky_csv", "at://did:plc:abc/app.bsky.feed.post/3k#repost:did:plc:x", None),
        ("crowdtangle", "12_34", "https://www.facebook.com/12/posts/34"),
        ("mastodon", "https://social.example/users/ann/statuses/1", "https://social.example/users/ann/statuses/1"),
        ("mastodon", "123", None),
        ("toolkit", "99", None),
    ],
)
def test_a_post_has_an_address_only_if_its_id_says_so(
    dataset_format: str, content_id: str, address: str | None
) -> None:
    assert post_address(dataset_format, content_id) == address
