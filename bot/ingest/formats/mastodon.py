"""Mastodon's API: statuses as JSON or JSON Lines. Ids are addresses, because numbers mean something on one server only.

Replies name the answered status by its server's number, which other statuses of the same collection share.
"""

from collections.abc import Iterator, Mapping
from html.parser import HTMLParser

from bot.ingest.items import items, opened, sample_items
from bot.measures.jsonvalues import Object, flag, number, obj, objs, text, texts
from bot.measures.timestamps import parse_created, parse_time, seconds_of
from bot.protocols import AccountRecord, Head, Lines, PostKind, PostRecord, Reader, Record
from bot.report import Rejected


def recognise(head: Head) -> float:
    """Statuses have an account with an `acct`, and favourites."""
    samples = sample_items(head)
    if any("acct" in obj(item.get("account")) and "favourites_count" in item for item in samples):
        return 0.95
    return 0.9 if any({"acct", "followers_count"} <= item.keys() for item in samples) else 0.0


def read(lines: Lines, mapping: Mapping[str, str]) -> Iterator[Record]:
    """Statuses with their accounts and the accounts that they repost; or accounts."""
    del mapping
    addresses: dict[str, str] = {}
    for item in items(lines):
        if isinstance(item, Rejected):
            yield item
            continue
        line, value = item
        for entry in opened(value):
            yield from _entry(lines.name, line, entry, addresses)


def _entry(name: str, line: int, entry: Object, addresses: dict[str, str]) -> Iterator[Record]:
    if "acct" in entry:
        yield _account(entry)
        return
    try:
        post = _post(entry, addresses)
    except ValueError as error:
        yield Rejected(name, line, str(error))
        return
    for status in (entry, obj(entry.get("reblog"))):
        if account := obj(status.get("account")):
            yield _account(account)
    yield post


def _account(account: Object) -> AccountRecord:
    return AccountRecord(
        account_id=_address(account),
        handle=text(account.get("acct")) or "",
        name=text(account.get("display_name")) or "",
        created=parse_created(text(account.get("created_at"))),
        followers=number(account.get("followers_count")),
        following=number(account.get("following_count")),
        posts_total=number(account.get("statuses_count")),
        bio=_Words.of(text(account.get("note")) or "").text,
        avatar=text(account.get("avatar")),
        automated=flag(account.get("bot")),
        status="suspended" if account.get("suspended") is True else "active",
    )


def _post(entry: Object, addresses: dict[str, str]) -> PostRecord:
    second, micros = seconds_of(parse_time(text(entry.get("created_at")) or ""))
    account, repost = obj(entry.get("account")), obj(entry.get("reblog"))
    author = _address(account)
    if local := text(account.get("id")):
        addresses[local] = author
    words = _Words.of(text(entry.get("content")) or "")
    reply_to = text(entry.get("in_reply_to_id"))
    card = text(obj(entry.get("card")).get("url"))
    return PostRecord(
        content_id=text(entry.get("uri")) or text(entry.get("id")) or "",
        account_id=author,
        time=second,
        kind=PostKind.REPOST if repost else PostKind.REPLY if reply_to else PostKind.ORIGINAL,
        text=words.text,
        language=text(entry.get("language")),
        repost_of=text(repost.get("uri")) or text(repost.get("id")),
        repost_of_account=_address(obj(repost.get("account"))) or None,
        reply_to=reply_to,
        reply_to_account=addresses.get(text(entry.get("in_reply_to_account_id")) or ""),
        urls=tuple(dict.fromkeys([*words.links, *([card] if card else [])])),
        hashtags=tuple(tag for one in objs(entry.get("tags")) if (tag := text(one.get("name")))),
        mentions=texts(objs(entry.get("mentions")), "url", "acct"),
        media=texts(objs(entry.get("media_attachments")), "remote_url", "url"),
        likes=number(entry.get("favourites_count")),
        reposts=number(entry.get("reblogs_count")),
        replies=number(entry.get("replies_count")),
        client=text(obj(entry.get("application")).get("name")),
        time_us=micros,
    )


def _address(account: Object) -> str:
    return text(account.get("url")) or text(account.get("acct")) or ""


class _Words(HTMLParser):
    """The text of a status and its links; mentions and hashtags are links too, but not to pages."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self._pieces: list[str] = []
        self.links: list[str] = []

    @classmethod
    def of(cls, content: str) -> "_Words":
        """Parse a status's HTML."""
        words = cls()
        words.feed(content)
        words.close()
        return words

    @property
    def text(self) -> str:
        """What a reader sees, a line a paragraph."""
        return "".join(self._pieces).strip()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Paragraphs and breaks start lines; plain links are kept."""
        if tag in {"p", "br"} and self._pieces:
            self._pieces.append("\n")
        named = dict(attrs)
        if tag == "a" and "mention" not in (named.get("class") or "").split() and (link := named.get("href")):
            self.links.append(link)

    def handle_data(self, data: str) -> None:
        """Keep what is shown."""
        self._pieces.append(data)


READER = Reader(
    name="mastodon",
    title="Mastodon API: statuses as JSON or JSON Lines",
    lacks=("quotes", "verified"),
    recognise=recognise,
    read=read,
)
