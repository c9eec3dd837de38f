"""Twint's CSV of Twitter searches: local times with a zone; a reply names its conversation, not the post it answers.

Twint searches leave out most reposts and say nothing of account creation, followers or profiles.
"""

import ast
import re
from collections.abc import Callable, Iterator, Mapping
from typing import Final

from bot.ingest.rows import Table, getter, header_of
from bot.ingest.values import count, identifier, known, listed
from bot.measures.timestamps import parse_time, seconds_of
from bot.protocols import AccountRecord, Head, Lines, PostKind, PostRecord, Reader, Record
from bot.report import Rejected

_NEEDED: Final = ("id", "conversation_id", "date", "time", "timezone", "user_id", "username", "tweet")
_USED: Final = (
    *_NEEDED, "name", "language", "mentions", "urls", "photos", "replies_count", "retweets_count", "likes_count",
    "hashtags", "retweet", "quote_url", "source", "user_rt_id", "retweet_id", "reply_to",
)  # fmt: skip
_STATUS: Final = re.compile(r"/status/(\d+)")


def recognise(head: Head) -> float:
    """Twint's mix of `conversation_id`, `date`, `time` and `timezone` is its own."""
    return 0.95 if {name.lower() for name in header_of(head)}.issuperset(_NEEDED) else 0.0


def read(lines: Lines, mapping: Mapping[str, str]) -> Iterator[Record]:
    """A post a row, and its account when it is first met."""
    del mapping
    table = Table(lines)
    table.require(_NEEDED)
    where = table.positions(_USED)
    met: set[str | None] = set()
    for row in table.rows():
        if isinstance(row, Rejected):
            yield row
            continue
        get = getter(row.cells, where)
        try:
            micros = parse_time(f"{get('date')} {get('time')}{(get('timezone') or '').strip()}")
        except ValueError as error:
            yield Rejected(lines.name, row.line, str(error))
            continue
        if get("user_id") not in met:
            met.add(get("user_id"))
            yield AccountRecord(
                identifier(get("user_id")) or "", handle=get("username") or "", name=known(get("name")) or ""
            )
        yield _post(get, micros)


def _post(get: Callable[[str], str | None], micros: int) -> PostRecord:
    content_id = identifier(get("id")) or ""
    conversation = identifier(get("conversation_id"))
    repost_of = identifier(get("retweet_id")) if (get("retweet") or "").strip() == "True" else None
    quote_of = _status(get("quote_url"))
    answered = _people(get("reply_to"), "id")
    reply_to = conversation if conversation != content_id and repost_of is None else None
    second, fine = seconds_of(micros)
    return PostRecord(
        content_id=content_id,
        account_id=identifier(get("user_id")) or "",
        time=second,
        kind=_kind(repost_of, reply_to, quote_of),
        text=get("tweet") or "",
        language=known(get("language")),
        repost_of=repost_of,
        repost_of_account=identifier(get("user_rt_id")) if repost_of else None,
        reply_to=reply_to,
        reply_to_account=answered[0] if answered and reply_to else None,
        quote_of=quote_of,
        urls=listed(get("urls")),
        hashtags=listed(get("hashtags")),
        mentions=_people(get("mentions"), "screen_name"),
        media=listed(get("photos")),
        likes=count(get("likes_count")),
        reposts=count(get("retweets_count")),
        replies=count(get("replies_count")),
        client=known(get("source")),
        time_us=fine,
    )


def _people(cell: str | None, key: str) -> tuple[str, ...]:
    """One value of each person in `[{'screen_name': ...}]`; a plain list is taken as it is."""
    if not cell or cell == "[]":
        return ()
    if "{" not in cell:
        return listed(cell)
    try:
        people = ast.literal_eval(cell)
    except (ValueError, SyntaxError, MemoryError, RecursionError):
        return ()
    if not isinstance(people, list):
        return ()
    return tuple(str(person[key]) for person in people if isinstance(person, dict) and person.get(key))


def _status(url: str | None) -> str | None:
    match = _STATUS.search(url or "")
    return match[1] if match else None


def _kind(repost_of: str | None, reply_to: str | None, quote_of: str | None) -> PostKind:
    if repost_of is not None:
        return PostKind.REPOST
    if reply_to is not None:
        return PostKind.REPLY
    return PostKind.QUOTE if quote_of is not None else PostKind.ORIGINAL


READER = Reader(
    name="twint",
    title="Twint CSV of Twitter",
    lacks=("avatars", "clients", "created", "followers", "profiles", "reposts", "verified"),
    recognise=recognise,
    read=read,
)
