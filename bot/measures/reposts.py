"""Who reposted whom: one row per repost, with the author of what was reposted."""

from dataclasses import dataclass

import numpy as np

from bot.measures.memo import remembered
from bot.measures.tables import posts_of
from bot.protocols import I32, I64, Context, PostKind, Posts


@dataclass(frozen=True, slots=True)
class Reposts:
    """Rows sorted by post, time, reposter: dense account of the reposter and of the author, and the post's number.

    `names[post]` is the reposted content id, `row` the repost's row among the posts. One row per reposter and post (the
    earliest); own posts are dropped.
    """

    reposter: I32
    author: I32
    post: I32
    time: I64
    row: I64
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
    author, time = posts.repost_of_account[rows], posts.time[rows]
    return Reposts(posts.account[rows], author, post[order], time, rows.astype(np.int64), tuple(names))


def reposts(context: Context) -> Reposts:
    """The run's reposts, gathered once."""
    return remembered(context, "reposts", lambda: reposts_of(posts_of(context)))


def boosters(table: Reposts, core: I32) -> tuple[I32, I64]:
    """Authors whom accounts of `core` reposted, ascending, and by how many accounts of it each."""
    own = np.isin(table.reposter, core)
    pairs = np.unique((table.author[own].astype(np.int64) << 32) + table.reposter[own])
    authors, counts = np.unique(pairs >> 32, return_counts=True)
    return authors.astype(np.int32), counts.astype(np.int64)


FEWEST = 5
SHARE = 0.1
TOGETHER_SECONDS = 300
TOGETHER_POSTS = 2


def posters_of(core: I32, table: Reposts) -> list[tuple[int, int]]:
    """(account, how many of the cluster boosted it) of authors whom the cluster boosts.

    An author joins if at least half of its reposters in the data are in the cluster, and either max(5, 10 %) of the
    cluster's accounts reposted it on two posts or more, or as many reposted it at all and on two posts at least five
    of them within five minutes (amplifiers who take turns). A star with a wide audience of its own does not join, nor
    do passers-by whom the cluster reposts as camouflage: once each, at any time.
    """
    if not len(table):
        return []
    people, acts = np.unique((table.author.astype(np.int64) << 32) + table.reposter, return_counts=True)
    authors, inside = people >> 32, np.isin(people & 0xFFFFFFFF, core)
    total = np.bincount(authors, minlength=1)
    own = np.bincount(authors[inside], minlength=len(total))
    often = np.bincount(authors[inside & (acts >= 2)], minlength=len(total))
    crowded = _crowded_posts(core, table, len(total)) >= TOGETHER_POSTS
    boosters = np.where(crowded, own, often)
    enough = (boosters >= max(float(FEWEST), SHARE * len(core))) & (2 * own >= total)
    return [(int(author), int(boosters[author])) for author in np.flatnonzero(enough)]


def _crowded_posts(core: I32, table: Reposts, authors: int) -> I64:
    """Per author, on how many posts five accounts of the cluster met within five minutes."""
    rows = np.flatnonzero(np.isin(table.reposter, core))
    post, time = table.post[rows], table.time[rows]
    last = FEWEST - 1
    if len(rows) <= last:
        return np.zeros(authors, dtype=np.int64)
    met = (post[last:] == post[:-last]) & (time[last:] - time[:-last] <= TOGETHER_SECONDS)
    _, first = np.unique(post[:-last][met], return_index=True)
    found: I64 = np.bincount(table.author[rows[:-last][met][first]], minlength=authors).astype(np.int64)
    return found
