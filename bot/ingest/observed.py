"""What the rows themselves show: first and last time, how fine the times are, and what no row holds."""

from math import gcd

import numpy as np
from numpy.typing import NDArray

from bot.ingest.account_book import AccountBook
from bot.protocols import PostKind, PostRecord

_MINUTE = 60


class Observed:
    """Running totals over all rows that were read."""

    def __init__(self) -> None:
        self.first: int | None = None
        self.last: int | None = None
        self._gcd = 0
        self._text = False
        self._like = False
        self._reposts = False
        self._repost_author = False
        self.noticed: set[str] = set()

    def time(self, second: int) -> None:
        """Take one time in unix seconds."""
        if self.first is None or self.last is None:
            self.first = self.last = second
        elif second < self.first:
            self.first = second
        elif second > self.last:
            self.last = second
        if self._gcd != 1:
            self._gcd = gcd(self._gcd, second)

    def times(self, seconds: NDArray[np.int64]) -> None:
        """Take many times at once."""
        self.time(int(seconds.min()))
        self.time(int(seconds.max()))
        if self._gcd != 1:
            self._gcd = gcd(self._gcd, int(np.gcd.reduce(seconds)))

    def post(self, post: PostRecord) -> None:
        """Take one post."""
        self.time(post.time)
        if post.text:
            self._text = True
        if post.likes is not None or post.reposts is not None:
            self._like = True
        if post.kind == PostKind.REPOST:
            self._reposts = True
            if post.repost_of_account:
                self._repost_author = True

    @property
    def resolution(self) -> int:
        """Greatest common divisor of the times; 1 where there is one time or none."""
        return self._gcd if self.first != self.last and self._gcd else 1

    def missing(self, book: AccountBook, *, posts: int) -> set[str]:
        """Words of what the data lack, decided by the data."""
        words = self._missing_in_posts(posts)
        described = [record for record, _ in book.in_order()]
        held = {
            "created": any(record.created is not None for record in described),
            "followers": any(record.followers is not None for record in described),
            "profiles": any(record.bio for record in described),
            "handles": any(record.handle for record in described),
            "avatars": any(record.avatar for record in described),
        }
        return words | {word for word, there in held.items() if not there}

    def _missing_in_posts(self, posts: int) -> set[str]:
        words: set[str] = set()
        if not posts:
            words.add("posts")
        if not self._text:
            words.add("texts")
        if not self._like:
            words.add("likes")
        if self._reposts and not self._repost_author:
            words.add("repost_authors")
        if self.resolution % _MINUTE == 0:
            words.add("seconds")
        return words | self.noticed
