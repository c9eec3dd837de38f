"""What a post shares, by layer: a repost acts on the reposted post alone, own words act on all that they carry."""

from collections.abc import Iterator
from functools import lru_cache
from hashlib import blake2b

from bot.measures.texts import long_enough, normalise
from bot.measures.urls import SHORTENERS, canonical_url, registrable_domain
from bot.protocols import PostKind, PostRecord


def shares_of(post: PostRecord) -> Iterator[tuple[str, str]]:
    """(layer, object) of each share that the post makes."""
    if post.kind == PostKind.REPOST:
        if post.repost_of:
            yield "repost", post.repost_of
        return
    if post.text and (object_id := text_object(post.text)) is not None:
        yield "text", object_id
    if post.urls:
        yield from _links(post.urls)
    if len(post.hashtags) > 1:
        yield "hashtag", " ".join(tag.lower().lstrip("#") for tag in post.hashtags)
    for medium in dict.fromkeys(post.media):
        yield "media", medium
    if post.reply_to:
        yield "reply", post.reply_to
    if post.mentions and len(group := set(post.mentions)) > 1:
        yield "mention", " ".join(sorted(group))


@lru_cache(maxsize=1 << 14)
def text_object(text: str) -> str | None:
    """The object of the text layer: a hash of the normalised text; None where it is too short to mean anything."""
    normal = normalise(text)
    if not long_enough(normal):
        return None
    return "t:" + blake2b(normal.encode("utf-8", "replace"), digest_size=8).hexdigest()


def _links(urls: tuple[str, ...]) -> Iterator[tuple[str, str]]:
    """Pages, then domains, each once; a shortener's own domain says nothing and is left out."""
    for page in dict.fromkeys(map(canonical_url, urls)):
        if page is not None:
            yield "url", page
    for domain in dict.fromkeys(map(registrable_domain, urls)):
        if domain is not None and domain not in SHORTENERS:
            yield "domain", domain
