"""Bluesky's JSON: feeds and posts as the API gives them, records of the firehose, and profiles."""

from collections.abc import Iterator, Mapping

from bot.ingest.items import items, opened, sample_items
from bot.measures.bluesky import account_of, feed_post, owner, record_post, view_post
from bot.measures.jsonvalues import Object, obj, text
from bot.measures.timestamps import parse_time, seconds_of
from bot.protocols import AccountRecord, Head, Lines, PostKind, PostRecord, Reader, Record
from bot.report import Rejected

_POSTS = "app.bsky.feed.post"
_REPOSTS = "app.bsky.feed.repost"


def recognise(head: Head) -> float:
    """Addresses that start with at:// or did: leave no doubt."""
    for item in sample_items(head):
        view = obj(item.get("post")) or item
        if str(view.get("uri", "")).startswith("at://") and "author" in view:
            return 0.95
        if str(item.get("did", "")).startswith("did:"):
            return 0.9
    return 0.0


def read(lines: Lines, mapping: Mapping[str, str]) -> Iterator[Record]:
    """Posts and reposts with their accounts, or profiles."""
    del mapping
    for item in items(lines):
        if isinstance(item, Rejected):
            yield item
            continue
        line, value = item
        for entry in opened(value):
            yield from _entry(lines.name, line, entry)


def _entry(name: str, line: int, entry: Object) -> Iterator[Record]:
    try:
        if "commit" in entry:
            yield _committed(entry)
        elif "post" in entry:
            yield from _people(obj(entry.get("post")), obj(entry.get("reason")))
            yield feed_post(entry)
        elif "record" in entry:
            yield from _people(entry, {})
            yield view_post(entry)
        elif "did" in entry and "handle" in entry:
            yield account_of(entry)
        else:
            yield Rejected(name, line, "the object is neither a post nor a profile")
    except ValueError as error:
        yield Rejected(name, line, str(error))


def _people(post: Object, reason: Object) -> Iterator[AccountRecord]:
    for profile in (obj(post.get("author")), obj(reason.get("by"))):
        if profile.get("did"):
            yield account_of(profile)


def _committed(entry: Object) -> PostRecord:
    """A change in somebody's repository, as the firehose tells it."""
    commit, author = obj(entry.get("commit")), text(entry.get("did")) or ""
    collection, record = text(commit.get("collection")), obj(commit.get("record"))
    if commit.get("operation") != "create" or collection not in {_POSTS, _REPOSTS}:
        raise ValueError(f"the record is a {commit.get('operation')} in {collection}, not a new post")
    uri = f"at://{author}/{collection}/{text(commit.get('rkey')) or ''}"
    if collection == _POSTS:
        return record_post(record, uri, author, indexed=text(entry.get("time_us")))
    subject = text(obj(record.get("subject")).get("uri"))
    second, micros = seconds_of(parse_time(text(record.get("createdAt")) or text(entry.get("time_us")) or ""))
    return PostRecord(
        uri, author, second, PostKind.REPOST, repost_of=subject, repost_of_account=owner(subject), time_us=micros
    )  # fmt: skip


READER = Reader(
    name="bluesky",
    title="Bluesky JSON: feeds, posts, firehose records, profiles",
    lacks=("clients",),
    recognise=recognise,
    read=read,
)
