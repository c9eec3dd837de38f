"""Twitter's information-operations archive (2018-2021): files of posts and files of accounts, times to the minute.

Copies that went through a spreadsheet have rounded ids (`1.19e+18`) and `65453567.0`; both are written out, and that
ids were rounded is told.
"""

from collections.abc import Callable, Iterator, Mapping
from typing import Final

from bot.ingest.rows import Table, getter, header_of
from bot.ingest.values import count, identifier, is_rounded, known, listed
from bot.measures.timestamps import parse_created, parse_time, seconds_of
from bot.protocols import AccountRecord, Head, Lines, PostKind, PostRecord, Reader, Record
from bot.report import Rejected

_POST_COLUMNS: Final = ("tweetid", "userid", "tweet_time")
_ACCOUNT_COLUMNS: Final = ("userid", "user_screen_name", "account_creation_date")
_USED: Final = (
    "tweetid", "userid", "user_display_name", "user_screen_name", "user_profile_description", "follower_count",
    "following_count", "account_creation_date", "account_language", "tweet_language", "tweet_text", "tweet_time",
    "tweet_client_name", "in_reply_to_userid", "in_reply_to_tweetid", "quoted_tweet_tweetid", "is_retweet",
    "retweet_userid", "retweet_tweetid", "reply_count", "like_count", "retweet_count", "hashtags", "urls",
    "user_mentions",
)  # fmt: skip
_ROUNDABLE: Final = ("tweetid", "in_reply_to_tweetid", "quoted_tweet_tweetid", "retweet_tweetid")


def recognise(head: Head) -> float:
    """The archive's own column names leave no doubt."""
    names = {name.lower() for name in header_of(head)}
    if names.issuperset(_POST_COLUMNS) or names.issuperset(_ACCOUNT_COLUMNS):
        return 1.0
    return 0.0


def read(lines: Lines, mapping: Mapping[str, str]) -> Iterator[Record]:
    """A post a row and its account when it is first met; or an account a row."""
    del mapping
    table = Table(lines)
    where = table.positions(_USED)
    if "tweetid" in where:
        table.require(_POST_COLUMNS)
        yield from _posts(table, where)
    else:
        table.require(_ACCOUNT_COLUMNS)
        for row in table.rows():
            yield row if isinstance(row, Rejected) else _account(getter(row.cells, where))


def _posts(table: Table, where: Mapping[str, int]) -> Iterator[Record]:
    name = table.lines.name
    met: set[str | None] = set()
    for row in table.rows():
        if isinstance(row, Rejected):
            yield row
            continue
        get = getter(row.cells, where)
        try:
            micros = parse_time(get("tweet_time") or "")
        except ValueError as error:
            yield Rejected(name, row.line, str(error))
            continue
        if get("userid") not in met:
            met.add(get("userid"))
            yield _account(get)
        if any(is_rounded(cell) for column in _ROUNDABLE if (cell := get(column))):
            table.lines.noticed.add("exact_ids")
        yield _post(get, micros)


def _account(get: Callable[[str], str | None]) -> AccountRecord:
    return AccountRecord(
        account_id=identifier(get("userid")) or "",
        handle=known(get("user_screen_name")) or "",
        name=known(get("user_display_name")) or "",
        created=parse_created(get("account_creation_date")),
        followers=count(get("follower_count")),
        following=count(get("following_count")),
        bio=get("user_profile_description"),
        language=known(get("account_language")),
    )


def _post(get: Callable[[str], str | None], micros: int) -> PostRecord:
    text = get("tweet_text") or ""
    mentions = listed(get("user_mentions"))
    repost_of = identifier(get("retweet_tweetid"))
    is_repost = repost_of is not None or (get("is_retweet") or "").strip().lower() == "true"
    reply_to = identifier(get("in_reply_to_tweetid"))
    quote_of = identifier(get("quoted_tweet_tweetid"))
    second, fine = seconds_of(micros)
    return PostRecord(
        content_id=identifier(get("tweetid")) or "",
        account_id=identifier(get("userid")) or "",
        time=second,
        kind=_kind(is_repost=is_repost, reply_to=reply_to, quote_of=quote_of),
        text=text,
        language=known(get("tweet_language")),
        repost_of=repost_of,
        repost_of_account=_original_author(get, text, mentions) if is_repost else None,
        reply_to=reply_to,
        reply_to_account=identifier(get("in_reply_to_userid")),
        quote_of=quote_of,
        urls=listed(get("urls")),
        hashtags=listed(get("hashtags")),
        mentions=mentions,
        likes=count(get("like_count")),
        reposts=count(get("retweet_count")),
        replies=count(get("reply_count")),
        client=known(get("tweet_client_name")),
        time_us=fine,
    )


def _kind(*, is_repost: bool, reply_to: str | None, quote_of: str | None) -> PostKind:
    if is_repost:
        return PostKind.REPOST
    if reply_to is not None:
        return PostKind.REPLY
    return PostKind.QUOTE if quote_of is not None else PostKind.ORIGINAL


def _original_author(get: Callable[[str], str | None], text: str, mentions: tuple[str, ...]) -> str | None:
    """The column where it is filled; else the one account that an `RT @...` mentions."""
    written = identifier(get("retweet_userid"))
    if written is None and len(mentions) == 1 and text.startswith("RT @"):
        return mentions[0]
    return written


READER = Reader(
    name="twitter_archive",
    title="Twitter's information-operations archive (posts and accounts)",
    lacks=("avatars", "media", "seconds", "verified"),
    recognise=recognise,
    read=read,
)
