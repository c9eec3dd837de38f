"""Web addresses of accounts and posts, from ids alone: for archiving tools, and for a platform's people.

None where the id has no page: hashed ids, reposts without a page of their own, data whose platform nobody named. An
address is never guessed from a handle, since handles change hands and ids do not.
"""

import re
from urllib.parse import quote, urlsplit

X = frozenset({"twint", "x_api_v1", "x_api_v2", "twitter_archive"})
PLATFORM_OF_FORMAT = {
    **dict.fromkeys(X, "x"),
    "bluesky": "bluesky",
    "bluesky_csv": "bluesky",
    "mastodon": "mastodon",
    "crowdtangle": "facebook",
}
_NUMBER = re.compile(r"\d{1,25}")
_DID = re.compile(r"did:[a-z]+:[A-Za-z0-9._:%-]+")
_BLUESKY_POST = re.compile(r"at://(did:[a-z]+:[A-Za-z0-9._:%-]+)/app\.bsky\.feed\.post/([A-Za-z0-9._~:-]+)")
_FACEBOOK_POST = re.compile(r"(\d{1,25})_(\d{1,25})")
_FEDIVERSE = re.compile(r"@?([A-Za-z0-9_.-]+)@([A-Za-z0-9.-]+\.[A-Za-z]{2,})")


def platform(dataset_format: str) -> str:
    """The platform that a data set's format speaks of; '' where the format is used for any."""
    return PLATFORM_OF_FORMAT.get(dataset_format, "")


def account_address(dataset_format: str, account_id: str) -> str | None:
    """The page of an account."""
    if _is_address(account_id):
        return account_id
    if _DID.fullmatch(account_id):
        return f"https://bsky.app/profile/{account_id}"
    where = platform(dataset_format)
    if where == "x" and _NUMBER.fullmatch(account_id):
        return f"https://x.com/i/user/{account_id}"
    if where == "facebook" and _NUMBER.fullmatch(account_id):
        return f"https://www.facebook.com/{account_id}"
    if where == "mastodon" and (found := _FEDIVERSE.fullmatch(account_id)):
        return f"https://{found[2]}/@{quote(found[1])}"
    return None


def post_address(dataset_format: str, content_id: str) -> str | None:
    """The page of a post."""
    if _is_address(content_id):
        return content_id
    if found := _BLUESKY_POST.fullmatch(content_id):
        return f"https://bsky.app/profile/{found[1]}/post/{found[2]}"
    where = platform(dataset_format)
    if where == "x" and _NUMBER.fullmatch(content_id):
        return f"https://x.com/i/status/{content_id}"
    if where == "facebook" and (found := _FACEBOOK_POST.fullmatch(content_id)):
        return f"https://www.facebook.com/{found[1]}/posts/{found[2]}"
    return None


def _is_address(text: str) -> bool:
    """Whether the id is an address itself, without anything in it that could end a line or a quotation."""
    if not text.startswith(("https://", "http://")) or re.search(r"[\s\x00-\x20\"'<>\\]", text):
        return False
    try:
        return bool(urlsplit(text).hostname)
    except ValueError:
        return False
