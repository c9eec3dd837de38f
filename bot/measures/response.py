"""How much response a post gets for its author's size: a robust line of log response on log followers."""

from dataclasses import dataclass

import numpy as np

from bot.measures.memo import remembered
from bot.measures.reposts import Reposts, reposts
from bot.measures.tables import accounts_of, posts_of
from bot.protocols import F64, I64, Context, PostKind

TUNING = 1.345
ROUNDS = 25


@dataclass(frozen=True, slots=True)
class Responses:
    """One row per post that could be reposted: author, content id, reposts (the larger of told and seen), followers."""

    author: I64
    content: tuple[str, ...]
    reposts: I64
    followers: I64


@dataclass(frozen=True, slots=True)
class Line:
    """log(1 + response) = intercept + slope * log(1 + followers)."""

    intercept: float
    slope: float

    def expected(self, followers: I64) -> F64:
        """Expected log(1 + response)."""
        return self.intercept + self.slope * np.log1p(followers.astype(np.float64))


def _gather(context: Context) -> Responses:
    posts, table = posts_of(context), reposts(context)
    told: dict[str, tuple[int, int]] = {}
    for row in np.flatnonzero(posts.kind != PostKind.REPOST).tolist():
        told[posts.ids[row]] = (int(posts.account[row]), max(int(posts.reposts[row]), 0))
    for name, author, seen in zip(table.names, *_seen(table), strict=True):
        told[name] = (author, max(seen, told.get(name, (author, 0))[1]))
    names = tuple(sorted(told))
    authors = np.array([told[name][0] for name in names], dtype=np.int64)
    counts = np.array([told[name][1] for name in names], dtype=np.int64)
    followers = accounts_of(context).followers
    sizes = followers[authors] if len(authors) else authors
    known = sizes >= 0
    kept = tuple(name for name, is_known in zip(names, known, strict=True) if is_known)
    return Responses(authors[known], kept, counts[known], sizes[known])


def _seen(table: Reposts) -> tuple[list[int], list[int]]:
    """Author and number of reposters in the data, per reposted post."""
    counts = np.bincount(table.post, minlength=len(table.names))
    authors = np.zeros(len(table.names), dtype=np.int64)
    authors[table.post] = table.author
    return authors.tolist(), counts.tolist()


def responses(context: Context) -> Responses:
    """All posts with a known author and known followers, gathered once a run."""
    return remembered(context, "responses", lambda: _gather(context))


def robust_line(followers: I64, counts: I64) -> Line:
    """Huber's M-estimate by reweighted least squares, scale from the median absolute deviation (Huber 1981)."""
    x, y = np.log1p(followers.astype(np.float64)), np.log1p(counts.astype(np.float64))
    weight = np.ones(len(x))
    intercept, slope = float(np.median(y)), 0.0
    for _ in range(ROUNDS):
        total = weight.sum()
        mean_x, mean_y = (weight * x).sum() / total, (weight * y).sum() / total
        spread = (weight * (x - mean_x) ** 2).sum()
        slope = float((weight * (x - mean_x) * (y - mean_y)).sum() / spread) if spread > 1e-12 else 0.0
        intercept = float(mean_y - slope * mean_x)
        rest = np.abs(y - intercept - slope * x)
        scale = max(float(np.median(rest)) / 0.6745, 1e-6)
        weight = np.minimum(1.0, TUNING * scale / np.maximum(rest, 1e-12))
    return Line(intercept, slope)
