"""Which column holds what, in tables of any origin: guessed by name and by content, or as the person says."""

from collections.abc import Callable, Mapping, Sequence
from typing import Final

from bot.errors import InputError
from bot.ingest.values import listed
from bot.measures.timestamps import EARLIEST, SECOND, parse_time
from bot.measures.urls import canonical_url, registrable_domain

FIELDS: Final[dict[str, tuple[str, ...]]] = {
    "account_id": (
        "account_id", "user_id_str", "user_id", "userid", "author_id", "author_did",
        "unique_userid", "user_did", "did", "account", "author",
        "from_user_id", "from_id", "uid", "user", "username", "screen_name", "user_screen_name", "handle",
        "account_name", "page_name", "profile_id", "creator_id", "channel_id",
    ),
    "handle": (
        "handle", "username", "screen_name", "user_screen_name", "user_name", "user_username", "user_handle",
        "account_handle", "author_username", "from_user", "acct", "account_acct",
    ),
    "name": ("name", "display_name", "user_display_name", "displayname", "user_full_name", "full_name"),
    "content_id": (
        "content_id", "post_id", "tweet_id", "tweetid", "message_id", "status_id", "id_str", "id", "uri", "url_id",
    ),
    "time": (
        "time", "timestamp", "timestamp_share", "created_at", "date", "datetime", "tweet_time", "post_time",
        "published_at", "post_created", "timestamp_utc", "created_utc", "published", "created", "date_utc", "createdat",
    ),
    "text": (
        "text", "message", "content", "tweet", "full_text", "tweet_text", "post_content", "body", "message_text",
        "post_text", "caption", "status", "title",
    ),
    "object_id": ("object_id", "object"),
    "repost_of": (
        "repost_of", "retweet_id", "repost_id", "retweeted_id", "retweet_tweetid", "retweeted_status_id", "rt_id",
        "reblog_id", "reposted_id", "reblog_of",
    ),
    "repost_of_account": (
        "repost_of_account", "retweet_userid", "retweeted_user_id", "retweet_user_id", "reblog_account_id",
    ),
    "reply_to": (
        "reply_to", "in_reply_to_status_id", "in_reply_to_tweetid", "reply_id", "in_reply_to_id", "parent_id",
        "to_tweetid",
    ),
    "reply_to_account": (
        "reply_to_account", "in_reply_to_user_id", "in_reply_to_userid", "in_reply_to_account_id", "to_userid",
    ),
    "quote_of": ("quote_of", "quoted_status_id", "quoted_id", "quoted_tweet_tweetid", "quote_id"),
    "quote_of_account": ("quote_of_account", "quoted_user_id"),
    "urls": ("urls", "links", "url", "link", "expanded_url", "outlinks"),
    "hashtags": ("hashtags", "tags", "hashtag"),
    "mentions": ("mentions", "user_mentions", "mentioned_ids", "mentioned_names"),
    "media": ("media", "media_urls", "photos", "media_ids"),
    "language": ("language", "lang", "tweet_language"),
    "likes": ("likes", "like_count", "favorite_count", "favourites_count", "likes_count", "favorites"),
    "reposts": ("reposts", "retweet_count", "retweets", "repost_count", "reblogs_count", "shares", "share_count"),
    "replies": ("replies", "reply_count", "replies_count", "comments"),
    "client": ("client", "source", "tweet_client_name", "source_name"),
    "created": (
        "account_created", "account_created_at", "account_creation_date", "user_created_at", "created", "joined",
        "join_date",
    ),
    "followers": ("followers", "follower_count", "followers_count", "user_followers", "subscriber_count"),
    "following": ("following", "following_count", "friends_count", "friends", "user_friends", "follows"),
    "posts_total": ("posts_total", "statuses_count", "tweet_count", "posts_count", "user_tweets"),
    "bio": ("bio", "description", "user_description", "user_profile_description", "user_bio", "note"),
    "avatar": ("avatar", "profile_image_url", "user_image", "user_avatar", "profile_image"),
    "verified": ("verified", "user_verified", "is_verified"),
}  # fmt: skip
"""What a column can be mapped to, with the names under which exports carry it, likeliest first."""

_TIME_SHARE = 0.8
_LATEST_GUESS = 4_102_444_800


def plain(name: str) -> str:
    """A column name without case and punctuation: `Unique UserID` -> `unique_userid`; of a path, dots count as `_`."""
    return "_".join("".join(mark if mark.isalnum() else " " for mark in name.lower()).split())


def guess(columns: Sequence[str], samples: Sequence[Sequence[str]]) -> dict[str, str]:
    """Field -> column by name, the time checked by content and found by content where no name fits."""
    by_name: dict[str, str] = {}
    for column in columns:
        by_name.setdefault(plain(column), column)
    found: dict[str, str] = {}
    for field, names in FIELDS.items():
        fits = _CHECKS.get(field, _no_check)(columns, samples)
        free = [by_name[name] for name in names if name in by_name and by_name[name] not in found.values()]
        best = next(filter(fits, free), None)
        if best is not None:
            found[field] = best
    if "time" not in found:
        mostly = _looks_like_time(columns, samples, _TIME_SHARE)
        times = [name for name in columns if name not in found.values() and mostly(name)]
        if len(times) == 1:
            found["time"] = times[0]
    return found


def is_sure(mapping: Mapping[str, str]) -> bool:
    """Whether a guess is good enough to go on without asking: who, when, and what was done."""
    what = ("text", "object_id", "repost_of", "urls")
    return "account_id" in mapping and "time" in mapping and any(field in mapping for field in what)


def settle(
    columns: Sequence[str], samples: Sequence[Sequence[str]], given: Mapping[str, str], where: str
) -> dict[str, str]:
    """The mapping to use: what the person says beats the guess; InputError where who or when stays open."""
    exact = {name.lower(): name for name in columns}
    for field, column in given.items():
        if field not in FIELDS:
            raise InputError(f"There is no field '{field}'.", f"Fields are: {', '.join(FIELDS)}.", where)
        if column.lower() not in exact:
            raise InputError(f"There is no column '{column}'.", f"The columns are: {_few(columns)}.", where)
    said = {field: exact[column.lower()] for field, column in given.items()}
    taken = set(said.values())
    guessed = {field: name for field, name in guess(columns, samples).items() if name not in taken}
    mapping = {**guessed, **said}
    if "account_id" not in mapping and "handle" in mapping:
        mapping["account_id"] = mapping["handle"]
    _check(mapping, columns, where)
    return mapping


def _check(mapping: Mapping[str, str], columns: Sequence[str], where: str) -> None:
    if len(columns) < 2:
        raise InputError(
            "The table has one column only; at least an account and a time are needed.",
            "Check the delimiter (comma, semicolon, tab or | are understood), or export more columns.",
            where,
        )
    missing = [field for field in ("account_id", "time") if field not in mapping]
    accounts_only = "account_id" in mapping and {"created", "followers", "bio"} & set(mapping)
    if missing and not accounts_only:
        raise InputError(
            f"It is not clear which column holds {' and '.join(missing)}. The columns are: {_few(columns)}.",
            "Say it: --map account_id=COLUMN --map time=COLUMN, or use Confirm columns.",
            where,
        )


def _looks_like_time(
    columns: Sequence[str], samples: Sequence[Sequence[str]], share: float = 0.0
) -> Callable[[str], bool]:
    """Under a name that says time one time is enough; under any other most cells must be times."""

    def fits(column: str) -> bool:
        index = columns.index(column)
        cells = [row[index] for row in samples if index < len(row) and row[index].strip()]
        if not cells:
            return not samples
        times = sum(map(_is_time, cells))
        return times > 0 and times >= share * len(cells)

    return fits


def _is_time(cell: str) -> bool:
    try:
        second = parse_time(cell) // SECOND
    except ValueError:
        return False
    return EARLIEST <= second < _LATEST_GUESS


def _looks_like_links(columns: Sequence[str], samples: Sequence[Sequence[str]]) -> Callable[[str], bool]:
    """A column of links that posts carry, not of the posts' own addresses: these are all different, on one host."""

    def fits(column: str) -> bool:
        index = columns.index(column)
        cells = [row[index] for row in samples if index < len(row) and row[index].strip()]
        pages = [canonical_url(link) or link for cell in cells for link in listed(cell)]
        hosts = {registrable_domain(page) for page in pages}
        return len(cells) < 2 or len(hosts) > 1 or len(set(pages)) < len(pages)

    return fits


def _looks_like_creation(columns: Sequence[str], samples: Sequence[Sequence[str]]) -> Callable[[str], bool]:
    """Under the bare name `created`, which may be a post's time: one for each account, at two rows of one at least."""
    by_name = {plain(column): index for index, column in reversed(list(enumerate(columns)))}
    account = next((by_name[name] for name in FIELDS["account_id"] if name in by_name), None)

    def fits(column: str) -> bool:
        if plain(column) != "created":
            return True
        index = columns.index(column)
        pairs = [
            (row[account], row[index]) for row in samples if account is not None and len(row) > max(account, index)
        ]
        return len(dict(pairs)) == len(set(pairs)) < len(pairs)

    return fits


def _no_check(_columns: Sequence[str], _samples: Sequence[Sequence[str]]) -> Callable[[str], bool]:
    return lambda _column: True


_CHECKS: Final = {"time": _looks_like_time, "urls": _looks_like_links, "created": _looks_like_creation}


def _few(names: Sequence[str]) -> str:
    shown = ", ".join(name[:40] or "(no name)" for name in names[:12])
    return f"{shown} and {len(names) - 12} more" if len(names) > 12 else shown
