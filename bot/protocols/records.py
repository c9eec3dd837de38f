"""What a reader or a source yields: accounts, posts and shares as they were described. Times are unix seconds."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import IntEnum

from bot.report import LAYERS as _LAYERS
from bot.report import Rejected

LAYERS = _LAYERS
"""Layers of shares; `object` is the one untyped layer of a 4-column table."""


class PostKind(IntEnum):
    """How a post came about."""

    ORIGINAL = 0
    REPOST = 1
    REPLY = 2
    QUOTE = 3


@dataclass(frozen=True, slots=True)
class AccountRecord:
    """One account as its platform or an export described it; None = not in the data. Times in unix seconds."""

    account_id: str
    handle: str = ""
    name: str = ""
    created: int | None = None
    followers: int | None = None
    following: int | None = None
    posts_total: int | None = None
    bio: str | None = None
    avatar: str | None = None
    language: str | None = None
    verified: bool | None = None
    automated: bool | None = None
    status: str = "active"


@dataclass(frozen=True, slots=True)
class PostRecord:
    """One post. `time` is unix seconds; targets are text ids; lists hold what the post itself carries.

    `time_us` is the same time in microseconds where the data are finer than a second, else None.
    """

    content_id: str
    account_id: str
    time: int
    kind: PostKind = PostKind.ORIGINAL
    text: str = ""
    language: str | None = None
    repost_of: str | None = None
    repost_of_account: str | None = None
    reply_to: str | None = None
    reply_to_account: str | None = None
    quote_of: str | None = None
    quote_of_account: str | None = None
    urls: tuple[str, ...] = ()
    hashtags: tuple[str, ...] = ()
    mentions: tuple[str, ...] = ()
    media: tuple[str, ...] = ()
    likes: int | None = None
    reposts: int | None = None
    replies: int | None = None
    client: str | None = None
    time_us: int | None = None


@dataclass(frozen=True, slots=True)
class ShareRecord:
    """One share of an untyped or typed object, from data that hold no posts. `time_us` as in a post."""

    layer: str
    object_id: str
    account_id: str
    content_id: str
    time: int
    time_us: int | None = None


@dataclass(frozen=True, slots=True)
class ShareBatch:
    """Many shares of one layer as columns of equal length, for formats that are read fast; `line` per row."""

    layer: str
    object_id: Sequence[str]
    account_id: Sequence[str]
    content_id: Sequence[str]
    time_us: Sequence[int]
    line: Sequence[int]


Record = AccountRecord | PostRecord | ShareRecord | Rejected
