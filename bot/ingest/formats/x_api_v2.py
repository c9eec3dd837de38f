"""X (Twitter) API v2: pages and streams as twarc and the API write them, flattened tweets, and pages of users."""

from collections.abc import Collection, Iterator, Mapping

from bot.ingest.items import items, sample_items
from bot.measures.jsonvalues import Object, flag, number, obj, objs, text, texts
from bot.measures.timestamps import parse_created, parse_time, seconds_of
from bot.protocols import AccountRecord, Head, Lines, PostKind, PostRecord, Reader, Record
from bot.report import Rejected

_TWEET_MARKS = frozenset(
    {"author_id", "edit_history_tweet_ids", "public_metrics", "referenced_tweets", "conversation_id"}
)
_USER_MARKS = frozenset({"id", "name", "username"})


def recognise(head: Head) -> float:
    """Tweets have ids, texts and a v2 mark; users have id, name, username and no v1 marks."""
    samples = [obj(item.get("data")) or item for item in sample_items(head)]
    if any({"id", "text"} <= item.keys() and _TWEET_MARKS & item.keys() and "user" not in item for item in samples):
        return 0.9
    users = any(item.keys() >= _USER_MARKS and "screen_name" not in item and "acct" not in item for item in samples)
    return 0.8 if users else 0.0


def read(lines: Lines, mapping: Mapping[str, str]) -> Iterator[Record]:
    """Each page's tweets with the accounts that wrote them or whose tweets they act on."""
    del mapping
    for item in items(lines):
        if isinstance(item, Rejected):
            yield item
        else:
            line, page = item
            yield from _page(lines.name, line, page)


def _page(name: str, line: int, page: Object) -> Iterator[Record]:
    data = page.get("data")
    if "data" not in page:
        entries = [page]
    elif isinstance(data, dict):
        entries = [data]
    else:
        entries = objs(data)
    included = _Included(obj(page.get("includes")))
    for entry in entries:
        yield from _entry(name, line, entry, included)


class _Included:
    """What a page tells beside its tweets: users, and the tweets that its tweets refer to."""

    def __init__(self, includes: Object) -> None:
        self.users = {text(user.get("id")): user for user in objs(includes.get("users"))}
        self.authors = {text(post.get("id")): text(post.get("author_id")) for post in objs(includes.get("tweets"))}

    def author(self, reference: Object) -> str | None:
        """Who wrote the tweet that is referred to."""
        return text(reference.get("author_id")) or self.authors.get(text(reference.get("id")))


def _entry(name: str, line: int, entry: Object, included: _Included) -> Iterator[Record]:
    if "username" in entry and "text" not in entry:
        yield _account(entry)
        return
    try:
        post = _post(entry, included)
    except ValueError as error:
        yield Rejected(name, line, str(error))
        return
    yield from _people(entry, post, included)
    yield post


def _people(entry: Object, post: PostRecord, included: _Included) -> Iterator[AccountRecord]:
    inline = [obj(entry.get("author")), *(obj(one.get("author")) for one in objs(entry.get("referenced_tweets")))]
    yield from (_account(user) for user in inline if user.get("id"))
    for account_id in (post.account_id, post.repost_of_account, post.quote_of_account, post.reply_to_account):
        if (user := included.users.get(account_id)) is not None:
            yield _account(user)


def _account(user: Object) -> AccountRecord:
    counts = obj(user.get("public_metrics"))
    return AccountRecord(
        account_id=text(user.get("id")) or "",
        handle=text(user.get("username")) or "",
        name=text(user.get("name")) or "",
        created=parse_created(text(user.get("created_at"))),
        followers=number(counts.get("followers_count")),
        following=number(counts.get("following_count")),
        posts_total=number(counts.get("tweet_count")),
        bio=text(user.get("description")),
        avatar=text(user.get("profile_image_url")),
        verified=flag(user.get("verified")),
        status="protected" if user.get("protected") is True else "active",
    )


def _post(entry: Object, included: _Included) -> PostRecord:
    second, micros = seconds_of(parse_time(text(entry.get("created_at")) or ""))
    references = {text(one.get("type")): one for one in objs(entry.get("referenced_tweets"))}
    repost, reply, quote = (references.get(kind, {}) for kind in ("retweeted", "replied_to", "quoted"))
    entities, counts = obj(entry.get("entities")), obj(entry.get("public_metrics"))
    attachments = obj(entry.get("attachments"))
    keys = attachments.get("media_keys")
    return PostRecord(
        content_id=text(entry.get("id")) or "",
        account_id=text(entry.get("author_id")) or text(obj(entry.get("author")).get("id")) or "",
        time=second,
        kind=_kind(references.keys()),
        text=text(entry.get("text")) or "",
        language=text(entry.get("lang")),
        repost_of=text(repost.get("id")),
        repost_of_account=included.author(repost),
        reply_to=text(reply.get("id")),
        reply_to_account=text(entry.get("in_reply_to_user_id")) or included.author(reply),
        quote_of=text(quote.get("id")),
        quote_of_account=included.author(quote),
        urls=texts(objs(entities.get("urls")), "unwound_url", "expanded_url", "url"),
        hashtags=tuple(tag for one in objs(entities.get("hashtags")) if (tag := text(one.get("tag")))),
        mentions=texts(objs(entities.get("mentions")), "id", "username"),
        media=tuple(str(key) for key in keys) if isinstance(keys, list) else (),
        likes=number(counts.get("like_count")),
        reposts=number(counts.get("retweet_count")),
        replies=number(counts.get("reply_count")),
        client=text(entry.get("source")),
        time_us=micros,
    )


def _kind(kinds: Collection[str | None]) -> PostKind:
    for name, kind in (("retweeted", PostKind.REPOST), ("replied_to", PostKind.REPLY), ("quoted", PostKind.QUOTE)):
        if name in kinds:
            return kind
    return PostKind.ORIGINAL


READER = Reader(
    name="x_api_v2",
    title="X (Twitter) API v2: pages or streams of tweets and users, as twarc writes them",
    lacks=(),
    recognise=recognise,
    read=read,
)
