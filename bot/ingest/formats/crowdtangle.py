"""CrowdTangle: the dashboard's CSV download, and the API's posts flattened to CSV as CooRnet keeps them."""

from collections.abc import Callable, Iterator, Mapping
from typing import Final

from bot.ingest.rows import Table, getter, header_of
from bot.ingest.values import count, identifier, known, yes_no
from bot.measures.texts import hashtags_in, links_in
from bot.measures.timestamps import parse_created, parse_time, seconds_of
from bot.protocols import AccountRecord, Head, Lines, PostRecord, Reader, Record
from bot.report import Rejected

_DOWNLOAD: Final = ("page name", "post created", "url")
_API: Final = ("platformid", "date", "account_id", "account_name", "posturl")

Get = Callable[[str], str | None]


def recognise(head: Head) -> float:
    """The download's or the API's column names."""
    names = {name.lower() for name in header_of(head)}
    return 0.95 if names.issuperset(_DOWNLOAD) or names.issuperset(_API) else 0.0


def read(lines: Lines, mapping: Mapping[str, str]) -> Iterator[Record]:
    """A page's or group's post a row, and the page when it is first met."""
    del mapping
    table = Table(lines)
    names = [name.lower() for name in table.header]
    api = "platformid" in names
    table.require(_API if api else _DOWNLOAD)
    where = {name: names.index(name) for name in reversed(names)}
    met: set[str] = set()
    for row in table.rows():
        if isinstance(row, Rejected):
            yield row
            continue
        get = getter(row.cells, where)
        account = _api_account(get) if api else _download_account(get)
        try:
            post = _api_post(get) if api else _download_post(get)
        except ValueError as error:
            yield Rejected(lines.name, row.line, str(error))
            continue
        if account.account_id and account.account_id not in met:
            met.add(account.account_id)
            yield account
        yield post


def _download_account(get: Get) -> AccountRecord:
    return AccountRecord(
        account_id=identifier(get("facebook id")) or known(get("page name")) or "",
        handle=known(get("user name")) or "",
        name=get("page name") or "",
        created=parse_created(get("page created")),
        followers=count(get("followers at posting")) or count(get("likes at posting")),
        bio=known(get("page description")),
    )


def _download_post(get: Get) -> PostRecord:
    second, micros = seconds_of(parse_time(get("post created") or ""))
    text = get("message") or ""
    link = known(get("final link")) or known(get("link"))
    return PostRecord(
        content_id=known(get("url")) or "",
        account_id=identifier(get("facebook id")) or known(get("page name")) or "",
        time=second,
        text=text,
        urls=_links(link, text),
        hashtags=hashtags_in(text),
        likes=count(get("likes")),
        reposts=count(get("shares")),
        replies=count(get("comments")),
        time_us=micros,
    )


def _api_account(get: Get) -> AccountRecord:
    return AccountRecord(
        account_id=identifier(get("account_id")) or "",
        handle=known(get("account_handle")) or "",
        name=get("account_name") or "",
        followers=count(get("account_subscribercount")),
        avatar=known(get("account_profileimage")),
        verified=yes_no(get("account_verified")),
    )


def _api_post(get: Get) -> PostRecord:
    second, micros = seconds_of(parse_time(get("date") or ""))
    text = "\n".join(part for name in ("message", "title", "description") if (part := known(get(name))))
    return PostRecord(
        content_id=known(get("platformid")) or "",
        account_id=identifier(get("account_id")) or "",
        time=second,
        text=text,
        urls=_links(known(get("expanded")) or known(get("link")), text),
        hashtags=hashtags_in(text),
        likes=count(get("statistics_actual_likecount")),
        reposts=count(get("statistics_actual_sharecount")),
        replies=count(get("statistics_actual_commentcount")),
        time_us=micros,
    )


def _links(link: str | None, text: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys([*([link] if link else []), *links_in(text)]))


READER = Reader(
    name="crowdtangle",
    title="CrowdTangle: the dashboard's CSV download, or the API's posts as CSV",
    lacks=("clients", "media", "mentions", "quotes", "replies", "repost_authors", "reposts"),
    recognise=recognise,
    read=read,
)
