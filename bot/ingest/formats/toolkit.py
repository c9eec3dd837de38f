"""The eight columns of coordination-network-toolkit: posts with repost and reply targets, links as Python-list text."""

from collections.abc import Iterator, Mapping
from typing import Final

from bot.ingest.rows import Row, Table, header_of
from bot.ingest.values import known, listed
from bot.measures.texts import hashtags_in, mentions_in
from bot.measures.timestamps import parse_time, seconds_of
from bot.protocols import AccountRecord, Head, Lines, PostKind, PostRecord, Reader, Record
from bot.report import Rejected

COLUMNS: Final = ("message_id", "user_id", "username", "repost_id", "reply_id", "message", "timestamp", "urls")


def recognise(head: Head) -> float:
    """Sure where all eight names are there."""
    return 1.0 if {name.lower() for name in header_of(head)}.issuperset(COLUMNS) else 0.0


def read(lines: Lines, mapping: Mapping[str, str]) -> Iterator[Record]:
    """A post a row, and its account when it is first met; a row with a repost_id is a repost."""
    table = Table(lines)
    names = [mapping.get(column, column) for column in COLUMNS]
    table.require(names)
    found = table.positions(names)
    where = [found[name] for name in names]
    met: set[str] = set()
    for row in table.rows():
        if isinstance(row, Rejected):
            yield row
            continue
        cells = [row.cells[index] for index in where]
        if (account := known(cells[1])) is not None and account not in met:
            met.add(account)
            yield AccountRecord(account, handle=cells[2].strip())
        yield _post(lines.name, row, cells)


def _post(name: str, row: Row, cells: list[str]) -> PostRecord | Rejected:
    content_id, account_id, _, repost_id, reply_id, message, written, urls = cells
    try:
        second, micros = seconds_of(parse_time(written))
    except ValueError as error:
        return Rejected(name, row.line, str(error))
    repost_of, reply_to = known(repost_id), known(reply_id)
    return PostRecord(
        content_id=content_id.strip(),
        account_id=account_id.strip(),
        time=second,
        kind=_kind(repost_of, reply_to),
        text=message,
        repost_of=repost_of,
        reply_to=reply_to,
        urls=listed(urls),
        hashtags=hashtags_in(message),
        mentions=mentions_in(message),
        time_us=micros,
    )


def _kind(repost_of: str | None, reply_to: str | None) -> PostKind:
    if repost_of is not None:
        return PostKind.REPOST
    return PostKind.REPLY if reply_to is not None else PostKind.ORIGINAL


READER = Reader(
    name="toolkit",
    title="coordination-network-toolkit: message_id, user_id, username, repost_id, reply_id, message, timestamp, urls",
    lacks=("avatars", "clients", "created", "followers", "likes", "media", "profiles", "quotes", "verified"),
    recognise=recognise,
    read=read,
    mappable=COLUMNS,
)
