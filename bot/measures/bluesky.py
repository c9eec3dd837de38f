"""Bluesky's JSON (lexicons app.bsky.*) as records: the same for the live API and for exports of it.

Views are dicts as the API sends them. A field that is missing or of the wrong type counts as absent: records are
written by anybody's client.
"""

from collections.abc import Iterator
from typing import Final

from bot.measures.jsonvalues import Object, number, obj, objs, once, strings, text
from bot.measures.timestamps import EARLIEST, SECOND, parse_created, parse_time, seconds_of
from bot.protocols import AccountRecord, PostKind, PostRecord

_AUTOMATED_LABELS: Final = frozenset({"bot"})
_LINK: Final = "app.bsky.richtext.facet#link"
_MENTION: Final = "app.bsky.richtext.facet#mention"
_TAG: Final = "app.bsky.richtext.facet#tag"


def account_of(profile: Object, *, status: str = "active") -> AccountRecord:
    """An account from any of the profile views; counts are there in the detailed one only."""
    return AccountRecord(
        account_id=text(profile.get("did")) or "",
        handle=text(profile.get("handle")) or "",
        name=text(profile.get("displayName")) or "",
        created=parse_created(text(profile.get("createdAt"))),
        followers=number(profile.get("followersCount")),
        following=number(profile.get("followsCount")),
        posts_total=number(profile.get("postsCount")),
        bio=text(profile.get("description")),
        avatar=text(profile.get("avatar")),
        verified=_verified(profile.get("verification")),
        automated=True if _labels(profile) & _AUTOMATED_LABELS else None,
        status=status,
    )


def feed_post(item: Object) -> PostRecord:
    """An entry of a feed: a repost where its reason says so, else the post itself. ValueError without id or time."""
    post = obj(item.get("post"))
    reason = obj(item.get("reason"))
    if not str(reason.get("$type", "")).endswith("#reasonRepost"):
        return view_post(post)
    original = view_post(post)
    reposter = text(obj(reason.get("by")).get("did")) or ""
    second, micros = seconds_of(parse_time(text(reason.get("indexedAt")) or ""))
    return PostRecord(
        content_id=text(reason.get("uri")) or f"{original.content_id}#repost:{reposter}",
        account_id=reposter,
        time=second,
        kind=PostKind.REPOST,
        text=original.text,
        language=original.language,
        repost_of=original.content_id,
        repost_of_account=original.account_id,
        time_us=micros,
    )


def view_post(post: Object) -> PostRecord:
    """A post view (`app.bsky.feed.defs#postView`). ValueError without id or time."""
    record = obj(post.get("record"))
    uri = text(post.get("uri")) or ""
    author = text(obj(post.get("author")).get("did")) or owner(uri) or ""
    return record_post(record, uri, author, indexed=text(post.get("indexedAt")), counts=post)


def record_post(
    record: Object, uri: str, author: str, *, indexed: str | None = None, counts: Object | None = None
) -> PostRecord:
    """A post record as its author's client wrote it. ValueError without id or time."""
    if not uri or not author:
        raise ValueError("the post has no address")
    counts = counts or {}
    reply_to = text(obj(obj(record.get("reply")).get("parent")).get("uri"))
    quote_of = _quoted(obj(record.get("embed")))
    second, micros = seconds_of(_moment(text(record.get("createdAt")), indexed))
    features = list(_features(record))
    return PostRecord(
        content_id=uri,
        account_id=author,
        time=second,
        kind=PostKind.REPLY if reply_to else PostKind.QUOTE if quote_of else PostKind.ORIGINAL,
        text=text(record.get("text")) or "",
        language=next(iter(strings(record.get("langs"))), None),
        reply_to=reply_to,
        reply_to_account=owner(reply_to),
        quote_of=quote_of,
        quote_of_account=owner(quote_of),
        urls=once([*_values(features, _LINK, "uri"), *_cards(obj(record.get("embed")))]),
        hashtags=once([*_values(features, _TAG, "tag"), *strings(record.get("tags"))]),
        mentions=once(_values(features, _MENTION, "did")),
        media=once(_media(obj(record.get("embed")))),
        likes=number(counts.get("likeCount")),
        reposts=number(counts.get("repostCount")),
        replies=number(counts.get("replyCount")),
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


def _features(record: Object) -> Iterator[Object]:
    """What parts of the text are: links, mentions, tags."""
    for facet in objs(record.get("facets")):
        yield from objs(facet.get("features"))


def _values(features: list[Object], kind: str, name: str) -> list[str]:
    return [value for one in features if one.get("$type") == kind and (value := text(one.get(name)))]


def _cards(embed: Object) -> Iterator[str]:
    """Links of preview cards."""
    for part in (embed, obj(embed.get("media"))):
        if link := text(obj(part.get("external")).get("uri")):
            yield link


def _quoted(embed: Object) -> str | None:
    """The quoted post; a shared list or feed is none."""
    record = obj(embed.get("record"))
    uri = text(record.get("uri")) or text(obj(record.get("record")).get("uri"))
    return uri if uri and "/app.bsky.feed.post/" in uri else None


def _media(embed: Object) -> Iterator[str]:
    """Content hashes of pictures and videos: the same file has the same hash in every account."""
    for part in (embed, obj(embed.get("media"))):
        for image in objs(part.get("images")):
            if link := _blob(image.get("image")):
                yield link
        if link := _blob(part.get("video")):
            yield link


def _blob(value: object) -> str | None:
    blob = obj(value)
    return text(obj(blob.get("ref")).get("$link")) or text(blob.get("cid"))


def _labels(profile: Object) -> set[str]:
    """What the account says of itself; labels that others gave it are not taken over."""
    did = profile.get("did")
    return {str(label.get("val")) for label in objs(profile.get("labels")) if label.get("src") == did}


def _verified(value: object) -> bool | None:
    status = text(obj(value).get("verifiedStatus"))
    return None if status is None else status == "valid"
