"""Twitter API v1.1: tweets with their user inside, from searches, timelines and streams, and lists of users."""

import re
from collections.abc import Iterator, Mapping

from bot.ingest.items import items, opened, sample_items
from bot.measures.jsonvalues import Object, flag, number, obj, objs, text, texts
from bot.measures.timestamps import parse_created, parse_time, seconds_of
from bot.protocols import AccountRecord, Head, Lines, PostKind, PostRecord, Reader, Record
from bot.report import Rejected

_TAG = re.compile(r"<[^>]*>")


def recognise(head: Head) -> float:
    """Tweets carry their user with a screen_name; users have one themselves."""
    samples = sample_items(head)
    if any("screen_name" in obj(item.get("user")) and "created_at" in item for item in samples):
        return 0.9
    return 0.85 if any({"screen_name", "friends_count"} <= item.keys() for item in samples) else 0.0


def read(lines: Lines, mapping: Mapping[str, str]) -> Iterator[Record]:
    """Tweets with their accounts and the accounts they repost or quote; or accounts."""
    del mapping
    for item in items(lines):
        if isinstance(item, Rejected):
            yield item
            continue
        line, value = item
        for entry in opened(value):
            yield from _entry(lines.name, line, entry)


def _entry(name: str, line: int, entry: Object) -> Iterator[Record]:
    if "user" not in entry:
        account = _account(entry)
        yield account if account.account_id else Rejected(name, line, "the object is neither a tweet nor a user")
        return
    try:
        post = _post(entry)
    except ValueError as error:
        yield Rejected(name, line, str(error))
        return
    for tweet in (entry, obj(entry.get("retweeted_status")), obj(entry.get("quoted_status"))):
        if user := obj(tweet.get("user")):
            yield _account(user)
    yield post


def _account(user: Object) -> AccountRecord:
    return AccountRecord(
        account_id=_id(user, "id"),
        handle=text(user.get("screen_name")) or "",
        name=text(user.get("name")) or "",
        created=parse_created(text(user.get("created_at"))),
        followers=number(user.get("followers_count")),
        following=number(user.get("friends_count")),
        posts_total=number(user.get("statuses_count")),
        bio=text(user.get("description")),
        avatar=text(user.get("profile_image_url_https")) or text(user.get("profile_image_url")),
        language=text(user.get("lang")),
        verified=flag(user.get("verified")),
        status="protected" if user.get("protected") is True else "active",
    )


def _post(entry: Object) -> PostRecord:
    second, micros = seconds_of(parse_time(text(entry.get("created_at")) or ""))
    long = obj(entry.get("extended_tweet"))
    entities = obj(long.get("entities")) or obj(entry.get("entities"))
    media = obj(long.get("extended_entities")) or obj(entry.get("extended_entities")) or entities
    repost, quote = obj(entry.get("retweeted_status")), obj(entry.get("quoted_status"))
    reply_to = _id(entry, "in_reply_to_status_id") or None
    quote_of = _id(entry, "quoted_status_id") or None
    return PostRecord(
        content_id=_id(entry, "id"),
        account_id=_id(obj(entry.get("user")), "id"),
        time=second,
        kind=_kind(repost, reply_to, quote_of),
        text=text(long.get("full_text")) or text(entry.get("full_text")) or text(entry.get("text")) or "",
        language=text(entry.get("lang")),
        repost_of=_id(repost, "id") or None,
        repost_of_account=_id(obj(repost.get("user")), "id") or None,
        reply_to=reply_to,
        reply_to_account=_id(entry, "in_reply_to_user_id") or None,
        quote_of=quote_of,
        quote_of_account=_id(obj(quote.get("user")), "id") or None,
        urls=texts(objs(entities.get("urls")), "expanded_url", "url"),
        hashtags=tuple(tag for one in objs(entities.get("hashtags")) if (tag := text(one.get("text")))),
        mentions=texts(objs(entities.get("user_mentions")), "id_str", "id", "screen_name"),
        media=texts(objs(media.get("media")), "media_url_https", "media_url"),
        likes=number(entry.get("favorite_count")),
        reposts=number(entry.get("retweet_count")),
        replies=number(entry.get("reply_count")),
        client=_TAG.sub("", text(entry.get("source")) or "") or None,
        time_us=micros,
    )


def _id(holder: Object, name: str) -> str:
    """The id as text: `id_str` is exact where `id` may have been rounded by JavaScript."""
    return text(holder.get(f"{name}_str")) or text(holder.get(name)) or ""


def _kind(repost: Object, reply_to: str | None, quote_of: str | None) -> PostKind:
    if repost:
        return PostKind.REPOST
    if reply_to is not None:
        return PostKind.REPLY
    return PostKind.QUOTE if quote_of is not None else PostKind.ORIGINAL


READER = Reader(
    name="x_api_v1",
    title="Twitter API v1.1: tweets or users as JSON",
    lacks=(),
    recognise=recognise,
    read=read,
)
