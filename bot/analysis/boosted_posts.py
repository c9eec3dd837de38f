"""The posts of a cluster's posters, each with the repost from inside that came first: no co-action edge shows these."""

from collections import Counter
from collections.abc import Mapping

import numpy as np

from bot.measures.reposts import Reposts, reposts_of
from bot.protocols import Posts
from bot.report import BOOST, ClusterReport, EvidencePost, Role, SharedObject

POSTS_A_POSTER = 3


def boosted_posts(posts: Posts, cluster: ClusterReport, place: Mapping[str, int]) -> list[SharedObject]:
    """Of each poster up to three posts in the data, those first that the cluster reposted most."""
    posters = [account.account_id for account in cluster.accounts if account.role is Role.POSTER]
    if not posters or not len(posts):
        return []
    names = {place[account.account_id]: account.account_id for account in cluster.accounts}
    table, row_of = reposts_of(posts), {name: row for row, name in enumerate(posts.ids)}
    inside = np.isin(table.reposter, sorted(names))
    return [
        _pair(posts, table, first, poster, names, row_of)
        for poster in posters
        for first in _most_reposted(table, np.flatnonzero(inside & (table.author == place[poster])).tolist(), row_of)
    ]


def _most_reposted(table: Reposts, rows: list[int], row_of: Mapping[str, int]) -> list[int]:
    """The first repost of each of a poster's most reposted posts that are in the data."""
    counts = Counter(int(table.post[row]) for row in rows)
    first: dict[int, int] = {}
    for row in rows:
        first.setdefault(int(table.post[row]), row)
    held = [post for post in sorted(counts, key=lambda post: (-counts[post], post)) if table.names[post] in row_of]
    return [first[post] for post in held[:POSTS_A_POSTER]]


def _pair(
    posts: Posts, table: Reposts, first: int, poster: str, names: Mapping[int, str], row_of: Mapping[str, int]
) -> SharedObject:
    name, booster = table.names[table.post[first]], int(table.reposter[first])
    times = int(((table.reposter == booster) & (table.author == table.author[first])).sum())
    own = EvidencePost(name, int(posts.time[row_of[name]]), "")
    again = EvidencePost(posts.ids[int(table.row[first])], int(table.time[first]), "")
    return SharedObject(poster, names[booster], BOOST, None, times, name, own, again)
