"""Turns a row with mapped columns into records: the same for CSV and JSON Lines."""

from collections.abc import Callable, Iterator, Mapping

from bot.ingest.values import count, identifier, is_rounded, known, listed, yes_no
from bot.measures.texts import hashtags_in, links_in, mentions_in
from bot.measures.timestamps import parse_created, parse_time, seconds_of
from bot.protocols import AccountRecord, Lines, PostKind, PostRecord, Record, ShareRecord
from bot.report import Rejected

Get = Callable[[str], str | None]
"""A row's cell by *field*; None where the field is not mapped or empty."""

_PROFILE_FIELDS = ("handle", "name", "created", "followers", "following", "posts_total", "bio", "avatar", "verified")
_ABSENCES = {
    "reposts": ("repost_of",), "replies": ("reply_to", "reply_to_account"), "quotes": ("quote_of",),
    "links": ("urls", "text"), "hashtags": ("hashtags", "text"), "mentions": ("mentions", "text"), "media": ("media",),
    "clients": ("client",), "verified": ("verified",),
}  # fmt: skip


class RowReader:
    """Makes records of the rows of one file, given which fields are mapped."""

    def __init__(self, lines: Lines, mapping: Mapping[str, str]) -> None:
        self._lines = lines
        self._shares = "object_id" in mapping and "text" not in mapping
        self._accounts_only = "time" not in mapping
        self._profiles = any(field in mapping for field in _PROFILE_FIELDS)
        self._met: set[str] = set()
        lines.noticed.update(
            word for word, fields in _ABSENCES.items() if not any(field in mapping for field in fields)
        )

    def records(self, get: Get, line: int) -> Iterator[Record]:
        """The records of one row: its account when it is first met, and its post or share."""
        account_id = identifier(get("account_id"))
        if account_id is None:
            yield Rejected(self._lines.name, line, "the row names no account")
            return
        if self._accounts_only:
            yield _account(account_id, get)
            return
        try:
            second, micros = seconds_of(parse_time(get("time") or ""))
        except ValueError as error:
            yield Rejected(self._lines.name, line, str(error))
            return
        if self._profiles and account_id not in self._met:
            self._met.add(account_id)
            yield _account(account_id, get)
        written = get("content_id")
        if written and is_rounded(written.strip()):
            self._lines.noticed.add("exact_ids")
        content_id = identifier(written) or f"{self._lines.part}:{line}"
        if self._shares:
            yield ShareRecord("object", get("object_id") or "", account_id, content_id, second, micros)
        else:
            yield _post(content_id, account_id, second, micros, get)


def _account(account_id: str, get: Get) -> AccountRecord:
    return AccountRecord(
        account_id=account_id,
        handle=(known(get("handle")) or "").lstrip("@"),
        name=known(get("name")) or "",
        created=parse_created(get("created")),
        followers=count(get("followers")),
        following=count(get("following")),
        posts_total=count(get("posts_total")),
        bio=get("bio"),
        avatar=known(get("avatar")),
        verified=yes_no(get("verified")),
    )


def _post(content_id: str, account_id: str, second: int, micros: int | None, get: Get) -> PostRecord:
    repost_of, reply_to, quote_of = (identifier(get(name)) for name in ("repost_of", "reply_to", "quote_of"))
    text = get("text") or ""
    return PostRecord(
        content_id=content_id,
        account_id=account_id,
        time=second,
        kind=_kind(repost_of, reply_to, quote_of),
        text=text,
        language=known(get("language")),
        repost_of=repost_of,
        repost_of_account=identifier(get("repost_of_account")),
        reply_to=reply_to,
        reply_to_account=identifier(get("reply_to_account")),
        quote_of=quote_of,
        quote_of_account=identifier(get("quote_of_account")),
        urls=listed(get("urls")) or links_in(text),
        hashtags=listed(get("hashtags")) or hashtags_in(text),
        mentions=listed(get("mentions")) or mentions_in(text),
        media=listed(get("media")),
        likes=count(get("likes")),
        reposts=count(get("reposts")),
        replies=count(get("replies")),
        client=known(get("client")),
        time_us=micros,
    )


def _kind(repost_of: str | None, reply_to: str | None, quote_of: str | None) -> PostKind:
    if repost_of is not None:
        return PostKind.REPOST
    if reply_to is not None:
        return PostKind.REPLY
    return PostKind.QUOTE if quote_of is not None else PostKind.ORIGINAL
