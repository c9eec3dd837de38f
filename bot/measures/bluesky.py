"""Bluesky's JSON (lexicons app.bsky.*) as records: the same for the live API and for exports of it.

Views are dicts as the API sends them. A field that is missing or of the wrong type counts as absent: records are
written by anybody's client.
"""

from collections.abc import Iterator, Mapping
from typing import Any, Final

from bot.measures.timestamps import EARLIEST, SECOND, parse_created, parse_time, seconds_of
from bot.protocols import AccountRecord, PostKind, PostRecord

_AUTOMATED_LABELS: Final = frozenset({"bot"})
_LINK: Final = "app.bsky.richtext.facet#link"
_MENTION: Final = "app.bsky.richtext.facet#mention"
_TAG: Final = "app.bsky.richtext.facet#tag"

View = Mapping[str, Any]


def account_of(profile: View, *, status: str = "active") -> AccountRecord:
    """An account from any of the profile views; counts are there in the detailed one only."""
    return AccountRecord(
        account_id=_text(profile.get("did")) or "",
        handle=_text(profile.get("handle")) or "",
        name=_text(profile.get("displayName")) or "",
        created=parse_created(_text(profile.get("createdAt"))),
        followers=_count(profile.get("followersCount")),
        following=_count(profile.get("followsCount")),
        posts_total=_count(profile.get("postsCount")),
        bio=_text(profile.get("description")),
        avatar=_text(profile.get("avatar")),
        verified=_verified(profile.get("verification")),
        automated=True if _labels(profile) & _AUTOMATED_LABELS else None,
        status=status,
    )


def feed_post(item: View) -> PostRecord:
    """An entry of a feed: a repost where its reason says so, else the post itself. ValueError without id or time."""
    post = _dict(item.get("post"))
    reason = _dict(item.get("reason"))
    if not str(reason.get("$type", "")).endswith("#reasonRepost"):
        return view_post(post)
    original = view_post(post)
    reposter = _text(_dict(reason.get("by")).get("did")) or ""
    second, micros = seconds_of(parse_time(_text(reason.get("indexedAt")) or ""))
    return PostRecord(
        content_id=_text(reason.get("uri")) or f"{original.content_id}#repost:{reposter}",
        account_id=reposter,
        time=second,
        kind=PostKind.REPOST,
        text=original.text,
        language=original.language,
        repost_of=original.content_id,
        repost_of_account=original.account_id,
        time_us=micros,
    )


def view_post(post: View) -> PostRecord:
    """A post view (`app.bsky.feed.defs#postView`). ValueError without id or time."""
    record = _dict(post.get("record"))
    uri = _text(post.get("uri")) or ""
    author = _text(_dict(post.get("author")).get("did")) or owner(uri) or ""
    return record_post(record, uri, author, indexed=_text(post.get("indexedAt")), counts=post)


def record_post(
    record: View, uri: str, author: str, *, indexed: str | None = None, counts: View | None = None
) -> PostRecord:
    """A post record as its author's client wrote it. ValueError without id or time."""
    if not uri or not author:
        raise ValueError("the post has no address")
    counts = counts or {}
    reply_to = _text(_dict(_dict(record.get("reply")).get("parent")).get("uri"))
    quote_of = _quoted(_dict(record.get("embed")))
    second, micros = seconds_of(_moment(_text(record.get("createdAt")), indexed))
    features = list(_features(record))
    return PostRecord(
        content_id=uri,
        account_id=author,
        time=second,
        kind=PostKind.REPLY if reply_to else PostKind.QUOTE if quote_of else PostKind.ORIGINAL,
        text=_text(record.get("text")) or "",
        language=next(iter(_texts(record.get("langs"))), None),
        reply_to=reply_to,
        reply_to_account=owner(reply_to),
        quote_of=quote_of,
        quote_of_account=owner(quote_of),
        urls=_once([*_values(features, _LINK, "uri"), *_cards(_dict(record.get("embed")))]),
        hashtags=_once([*_values(features, _TAG, "tag"), *_texts(record.get("tags"))]),
        mentions=_once(_values(features, _MENTION, "did")),
        media=_once(_media(_dict(record.get("embed")))),
        likes=_count(counts.get("likeCount")),
        reposts=_count(counts.get("repostCount")),
        replies=_count(counts.get("replyCount")),
        time_us=micros,
    )


def owner(uri: str | None) -> str | None:
    """The account in an `at://did:.../collection/key` address."""
    if not uri or not uri.startswith("at://"):
        return None
    return uri[5:].partition("/")[0] or None


def _moment(created: str | None, indexed: str | None) -> int:
    """Microseconds: the earlier of what the author's client claims and when the network saw it, as Bluesky sorts."""
    seen = parse_time(indexed) if indexed else None
    try:
        claimed = parse_time(created or "")
    except ValueError:
        if seen is None:
            raise
        return seen
    if seen is None:
        return claimed
    return min(claimed, seen) if claimed >= EARLIEST * SECOND else seen


def _features(record: View) -> Iterator[View]:
    """What parts of the text are: links, mentions, tags."""
    for facet in _dicts(record.get("facets")):
        yield from _dicts(facet.get("features"))


def _values(features: list[View], kind: str, name: str) -> list[str]:
    return [value for one in features if one.get("$type") == kind and (value := _text(one.get(name)))]


def _cards(embed: View) -> Iterator[str]:
    """Links of preview cards."""
    for part in (embed, _dict(embed.get("media"))):
        if link := _text(_dict(part.get("external")).get("uri")):
            yield link


def _quoted(embed: View) -> str | None:
    """The quoted post; a shared list or feed is none."""
    record = _dict(embed.get("record"))
    uri = _text(record.get("uri")) or _text(_dict(record.get("record")).get("uri"))
    return uri if uri and "/app.bsky.feed.post/" in uri else None


def _media(embed: View) -> Iterator[str]:
    """Content hashes of pictures and videos: the same file has the same hash in every account."""
    for part in (embed, _dict(embed.get("media"))):
        for image in _dicts(part.get("images")):
            if link := _blob(image.get("image")):
                yield link
        if link := _blob(part.get("video")):
            yield link


def _blob(value: object) -> str | None:
    blob = _dict(value)
    return _text(_dict(blob.get("ref")).get("$link")) or _text(blob.get("cid"))


def _labels(profile: View) -> set[str]:
    """What the account says of itself; labels that others gave it are not taken over."""
    did = profile.get("did")
    return {str(label.get("val")) for label in _dicts(profile.get("labels")) if label.get("src") == did}


def _verified(value: object) -> bool | None:
    status = _text(_dict(value).get("verifiedStatus"))
    return None if status is None else status == "valid"


def _dict(value: object) -> View:
    return value if isinstance(value, dict) else {}


def _dicts(value: object) -> list[View]:
    return [item for item in value if isinstance(item, dict)] if isinstance(value, list) else []


def _text(value: object) -> str | None:
    return value if isinstance(value, str) and value else None


def _texts(value: object) -> list[str]:
    return [item for item in value if isinstance(item, str) and item] if isinstance(value, list) else []


def _count(value: object) -> int | None:
    return value if isinstance(value, int) and not isinstance(value, bool) and 0 <= value < 1 << 63 else None


def _once(values: Iterator[str] | list[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(values))
