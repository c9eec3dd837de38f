"""Who reposted whom: one row per repost, with the author of what was reposted."""

from dataclasses import dataclass

import numpy as np

from bot.measures.memo import remembered
from bot.measures.tables import posts_of
from bot.protocols import I32, I64, Context, PostKind, Posts


@dataclass(frozen=True, slots=True)
class Reposts:
    """Rows sorted by post, time, reposter: dense account of the reposter and of the author, and the post's number.

    `names[post]` is the reposted content id. One row per reposter and post (the earliest); own posts are dropped.
    """

    reposter: I32
    author: I32
    post: I32
    time: I64
    names: tuple[str, ...]

    def __len__(self) -> int:
        """Number of reposts."""
        return len(self.reposter)


def reposts_of(posts: Posts) -> Reposts:
    """Gather the reposts of which the author is known."""
    rows = np.flatnonzero((posts.kind == PostKind.REPOST) & (posts.repost_of_account >= 0))
    rows = rows[posts.repost_of_account[rows] != posts.account[rows]]
    targets = [posts.repost_of[row] for row in rows]
    names = sorted(set(targets))
    number = {name: index for index, name in enumerate(names)}
    post = np.array([number[name] for name in targets], dtype=np.int32)
    order = np.lexsort((posts.account[rows], posts.time[rows], post))
    pairs = (post[order].astype(np.int64) << 32) + posts.account[rows][order]
    _, first = np.unique(pairs, return_index=True)
    order = order[np.sort(first)]
    rows = rows[order]
    return Reposts(posts.account[rows], posts.repost_of_account[rows], post[order], posts.time[rows], tuple(names))


def reposts(context: Context) -> Reposts:
    """The run's reposts, gathered once."""
    return remembered(context, "reposts", lambda: reposts_of(posts_of(context)))
