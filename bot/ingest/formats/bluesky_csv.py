"""Minet's CSV exports of Bluesky: posts (a repost is the post's row with who reposted it), and profiles."""

from collections.abc import Callable, Iterator, Mapping
from typing import Final

from bot.ingest.rows import Table, getter, header_of
from bot.ingest.values import count, known, listed
from bot.measures.timestamps import parse_created, parse_time, seconds_of
from bot.protocols import AccountRecord, Head, Lines, PostKind, PostRecord, Reader, Record
from bot.report import Rejected

_POSTS: Final = ("uri", "user_did", "user_handle", "timestamp_utc", "text")
_PROFILES: Final = ("did", "handle", "display_name", "followers", "follows")

Get = Callable[[str], str | None]


def recognise(head: Head) -> float:
    """Minet's column names, with DIDs."""
    names = {name.lower() for name in header_of(head)}
    return 0.95 if names.issuperset(_POSTS) or names.issuperset(_PROFILES) else 0.0


def read(lines: Lines, mapping: Mapping[str, str]) -> Iterator[Record]:
    """A post or repost a row with its accounts; or a profile a row."""
    del mapping
    table = Table(lines)
    posts = table.position("user_did") is not None
    table.require(_POSTS if posts else _PROFILES)
    where = {name: index for name in table.header if name and (index := table.position(name)) is not None}
    for row in table.rows():
        if isinstance(row, Rejected):
            yield row
        elif posts:
            yield from _records(lines.name, row.line, getter(row.cells, where))
        else:
            yield _profile(getter(row.cells, where))


def _records(name: str, line: int, get: Get) -> Iterator[Record]:
    reposter = known(get("repost_by_user_did"))
    try:
        post = _post(get) if reposter is None else _repost(get, reposter)
    except ValueError as error:
        yield Rejected(name, line, str(error))
        return
    yield AccountRecord(
        account_id=known(get("user_did")) or "",
        handle=known(get("user_handle")) or "",
        name=get("user_display_name") or "",
        created=parse_created(get("user_timestamp_utc")),
        avatar=known(get("user_avatar")),
    )
    if reposter is not None:
        yield AccountRecord(reposter, handle=known(get("repost_by_user_handle")) or "")
    yield post


def _post(get: Get) -> PostRecord:
    second, micros = seconds_of(parse_time(get("timestamp_utc") or ""))
    reply_to, quote_of = known(get("to_post_uri")), known(get("quoted_uri"))
    return PostRecord(
        content_id=known(get("uri")) or "",
        account_id=known(get("user_did")) or "",
        time=second,
        kind=PostKind.REPLY if reply_to else PostKind.QUOTE if quote_of else PostKind.ORIGINAL,
        text=get("original_text") or get("text") or "",
        language=next(iter(listed(get("user_langs"))), None),
        reply_to=reply_to,
        reply_to_account=known(get("to_user_did")),
        quote_of=quote_of,
        quote_of_account=known(get("quoted_user_did")),
        urls=listed(get("links")),
        hashtags=listed(get("hashtags")),
        mentions=listed(get("mentioned_user_dids")),
        media=listed(get("media_urls")),
        likes=count(get("like_count")),
        reposts=count(get("repost_count")),
        replies=count(get("reply_count")),
        time_us=micros,
    )


def _repost(get: Get, reposter: str) -> PostRecord:
    second, micros = seconds_of(parse_time(get("repost_timestamp_utc") or get("repost_created_at") or ""))
    original = known(get("uri")) or ""
    return PostRecord(
        content_id=f"{original}#repost:{reposter}",
        account_id=reposter,
        time=second,
        kind=PostKind.REPOST,
        text=get("original_text") or get("text") or "",
        repost_of=original,
        repost_of_account=known(get("user_did")),
        time_us=micros,
    )


def _profile(get: Get) -> AccountRecord:
    return AccountRecord(
        account_id=known(get("did")) or "",
        handle=known(get("handle")) or "",
        name=get("display_name") or "",
        created=parse_created(get("timestamp_utc")) or parse_created(get("created_at")),
        followers=count(get("followers")),
        following=count(get("follows")),
        posts_total=count(get("posts")),
        bio=get("description"),
        avatar=known(get("avatar")),
    )


READER = Reader(
    name="bluesky_csv",
    title="Bluesky CSV exports by minet: posts, profiles",
    lacks=("clients", "verified"),
    recognise=recognise,
    read=read,
)
