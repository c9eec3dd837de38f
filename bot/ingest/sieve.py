"""Takes a part of a data set while it is read: a span of time, posts that hold words, all but some objects or accounts.

What is left out never reaches the tables, so that every count, null and comparison is of what was chosen.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

from bot.errors import InputError
from bot.measures.selection import DROP_EXAMPLE, first_second, folded, last_second, word_pattern
from bot.measures.timestamps import SECOND
from bot.measures.urls import canonical_url, registrable_domain
from bot.protocols import AccountRecord, Parameters, PostRecord, Record, ShareBatch, ShareRecord

_HINT = "For example: rerun 4 from=2021-04-20 to=2021-05-03 words=harbour, or rerun 4 all for everything."


@dataclass(frozen=True, slots=True)
class Known:
    """What a first look at the whole data told: ids of dropped accounts, their posts, and posts that hold a word."""

    accounts: frozenset[str] = frozenset()
    theirs: frozenset[str] = frozenset()
    worded: frozenset[str] = frozenset()


def needs_first_look(parameters: Parameters) -> bool:
    """Whether rows can only be chosen once all of them were seen: a repost by its post's words, a handle by its id."""
    return bool(parameters.words or parameters.without_accounts)


def chooses(parameters: Parameters) -> bool:
    """Whether these parameters take less than everything."""
    return bool(parameters.since or parameters.until or parameters.without) or needs_first_look(parameters)


def look(folder: Path, parameters: Parameters) -> Known:
    """Look at the tables of a whole data set.

    Raises:
        InputError: a dropped account is not in the data; or there are words to look for and no texts.
    """
    import pyarrow.parquet as pq  # noqa: PLC0415 - heavy, and most runs take everything

    table = pq.read_table(folder / "accounts.parquet", columns=["account_id", "handle"])
    accounts = _accounts(list(zip(*(column.to_pylist() for column in table.columns), strict=True)), parameters)
    posts = pq.read_table(folder / "posts.parquet", columns=["content_id", "account_id", "text", "hashtags"])
    rows = list(zip(*(column.to_pylist() for column in posts.columns), strict=True))
    if parameters.words and not any(text for _, _, text, _ in rows):
        raise InputError("These data hold no texts to look for words in.", "Leave the words out of the choice.")
    pattern = word_pattern(parameters.words) if parameters.words else None
    worded = {
        content for content, _, text, tags in rows if pattern is not None and pattern.search(_text(text or "", tags))
    }
    theirs = {content for content, account, _, _ in rows if account in accounts}
    return Known(accounts, frozenset(theirs), frozenset(worded))


class Sieve:
    """Says of each record what stays of it, and counts what does not."""

    def __init__(self, parameters: Parameters, known: Known | None = None) -> None:
        self._first = first_second(parameters.since) if parameters.since else None
        self._last = last_second(parameters.until) if parameters.until else None
        self._known = known or Known()
        self._pattern = word_pattern(parameters.words) if parameters.words else None
        self._chosen = parameters
        self._drops: dict[str, set[str]] = {}
        for entry in parameters.without:
            kind, _, name = entry.partition(":")
            self._drops.setdefault(kind, set()).add(name)
        self._met: set[str] = set()
        self._seen = 0
        self._span: tuple[int, int] | None = None

    @property
    def narrows(self) -> bool:
        """Whether a part of the posts is chosen, so that accounts outside it are no comparison."""
        return self._first is not None or self._last is not None or self._pattern is not None

    def record(self, record: Record) -> Record | None:
        """What stays of a record; None if nothing does."""
        if isinstance(record, PostRecord):
            return self._post(record)
        if isinstance(record, ShareRecord):
            return record if self._share(record.layer, record.object_id, record.account_id, record.time) else None
        if isinstance(record, AccountRecord):
            return None if record.account_id in self._known.accounts else record
        return record

    def batch(self, batch: ShareBatch) -> ShareBatch:
        """What stays of many shares."""
        rows = zip(batch.object_id, batch.account_id, batch.time_us, strict=True)
        kept = [
            place
            for place, (name, account, micros) in enumerate(rows)
            if self._share(batch.layer, name, account, micros // SECOND)
        ]
        if len(kept) == len(batch.line):
            return batch
        columns = (batch.object_id, batch.account_id, batch.content_id, batch.time_us, batch.line)
        return ShareBatch(batch.layer, *([column[place] for place in kept] for column in columns))  # type: ignore[arg-type]

    def check(self, kept: int) -> None:
        """Say what was wrong with the choice: something that is not in the data, or nothing that is left.

        Raises:
            InputError: what is missing, how much there was, and an example.
        """
        unmet = [entry for entry in self._chosen.without if entry not in self._met]
        if unmet:
            raise InputError(
                f"Nothing in these data is {unmet[0][:120]}: leaving it out changes nothing.",
                f"Check how it is written. For example: {DROP_EXAMPLE}",
            )
        if not kept:
            raise InputError(f"Nothing is left: {self._told()}.", f"{self._held()}{_HINT}")

    def _told(self) -> str:
        chosen = self._chosen
        wishes = [f"from {chosen.since}"] if chosen.since else []
        wishes += [f"up to {chosen.until}"] if chosen.until else []
        wishes += ["with one of the words " + ", ".join(f"“{word}”" for word in chosen.words)] if chosen.words else []
        left_out = len(chosen.without) + len(chosen.without_accounts)
        wishes += [f"outside the {left_out} things left out"] if left_out else []
        return f"of {self._seen:,} posts and shares none is {', '.join(wishes)}"

    def _held(self) -> str:
        if self._span is None:
            return ""
        first, last = (datetime.fromtimestamp(second, UTC).strftime("%Y-%m-%dT%H:%M") for second in self._span)
        return f"The data run from {first} to {last} UTC. "

    def _in_time(self, second: int) -> bool:
        self._seen += 1
        low, high = self._span or (second, second)
        self._span = (min(low, second), max(high, second))
        return (self._first is None or second >= self._first) and (self._last is None or second <= self._last)

    def _post(self, post: PostRecord) -> PostRecord | None:
        left = self._without(post)
        kept = self._in_time(post.time) and self._worded(post) and not self._theirs(post)
        return left if kept else None

    def _theirs(self, post: PostRecord) -> bool:
        accounts = {post.account_id, post.repost_of_account, post.reply_to_account, post.quote_of_account}
        posts = {post.repost_of, post.reply_to, post.quote_of}
        return bool(accounts & self._known.accounts or posts & self._known.theirs)

    def _worded(self, post: PostRecord) -> bool:
        if self._pattern is None:
            return True
        return bool(self._pattern.search(_text(post.text, post.hashtags))) or post.repost_of in self._known.worded

    def _without(self, post: PostRecord) -> PostRecord | None:
        """The post without the links, hashtags and pictures that are left out; None for a post that is."""
        if not self._drops:
            return post
        targets = (post.content_id, post.repost_of, post.reply_to, post.quote_of)
        if True in {self._drop("post", target) for target in targets}:
            return None
        return replace(
            post,
            urls=tuple(link for link in post.urls if not self._link(link)),
            hashtags=tuple(tag for tag in post.hashtags if not self._drop("hashtag", folded(tag.lstrip("#")))),
            media=tuple(medium for medium in post.media if not self._drop("media", medium)),
        )

    def _share(self, layer: str, name: str, account: str, second: int) -> bool:
        left_out = any(list(self._dropped(layer, name)))
        in_time = self._in_time(second)
        return not left_out and in_time and self._pattern is None and account not in self._known.accounts

    def _dropped(self, layer: str, name: str) -> Iterator[bool]:
        """Whether a share's object is left out, under each of the names that it goes by."""
        if not self._drops:
            return
        if layer in {"url", "domain"}:
            yield self._link(name)
        elif layer == "hashtag":
            yield from (self._drop("hashtag", folded(tag.lstrip("#"))) for tag in name.split())
        else:
            yield self._drop({"repost": "post", "reply": "post", "media": "media"}.get(layer, "object"), name)

    def _link(self, link: str) -> bool:
        page, domain = self._drop("url", canonical_url(link)), self._drop("domain", registrable_domain(link))
        return page or domain

    def _drop(self, kind: str, name: str | None) -> bool:
        if name is None or name not in self._drops.get(kind, ()):
            return False
        self._met.add(f"{kind}:{name}")
        return True


def _accounts(rows: list[tuple[str, str | None]], parameters: Parameters) -> frozenset[str]:
    by_name: dict[str, set[str]] = {}
    for account_id, handle in rows:
        by_name.setdefault(account_id.casefold(), set()).add(account_id)
        if handle:
            by_name.setdefault(handle.lstrip("@").casefold(), set()).add(account_id)
    wanted = parameters.without_accounts
    unknown = [place for place, name in enumerate(wanted, start=1) if name.casefold() not in by_name]
    if unknown:  # told by its place: a failed run is told in the channel, where no account is named
        which = f"Account {unknown[0]} of the {len(wanted)}" if len(wanted) > 1 else "The account"
        raise InputError(
            f"{which} to leave out is not in these data: leaving it out changes nothing.",
            "Write its handle or its id as the data have it. For example: drop=@alice",
        )
    return frozenset(one for name in parameters.without_accounts for one in by_name[name.casefold()])


def _text(text: str, hashtags: tuple[str, ...] | list[str] | None) -> str:
    """What words are looked for in: the text, and the hashtags that some data keep apart from it."""
    return folded(" ".join([text, *(f"#{tag.lstrip('#')}" for tag in hashtags or ())]))
