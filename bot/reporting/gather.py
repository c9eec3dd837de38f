"""What a picture shows, fetched from an engine's tables: dates, times, ties, and who reposted the posters."""

from bisect import bisect_left
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from bot.protocols import I32, I64, Accounts, Engine, Posts
from bot.report import ClusterAccount, ClusterReport, Role
from bot.reporting.labels import labels
from bot.reporting.panels.layout import Network, Node, choose


@dataclass(frozen=True, slots=True)
class Scene:
    """The values behind one cluster's picture; times in unix seconds, -1 = not known; `noun` is what has the times."""

    network: Network
    created: I64
    created_elsewhere: I64
    times: I64
    noun: str


def gather(engine: Engine, cluster: ClusterReport, kept: Sequence[ClusterAccount]) -> Scene:
    """The scene of the cluster's accounts in `kept`."""
    accounts, posts = engine.accounts(), engine.posts()
    dense = dense_ids(accounts, [account.account_id for account in kept])
    group = np.fromiter(dense.values(), dtype=np.int32, count=len(dense))
    elsewhere = accounts.acted == 1
    elsewhere[group] = False
    return Scene(
        _network(cluster, kept, _boosts(posts, kept, dense)),
        accounts.created[group],
        accounts.created[elsewhere],
        times_of(engine, posts, group),
        "posts" if len(posts) else "shares",
    )


def dense_ids(accounts: Accounts, wanted: Sequence[str]) -> dict[str, int]:
    """{text id: dense id}, in the order wanted, without ids that the data do not hold."""
    found = {text: bisect_left(accounts.ids, text.encode(), key=str.encode) for text in wanted}
    return {text: i for text, i in found.items() if i < len(accounts) and accounts.ids[i] == text}


def times_of(engine: Engine, posts: Posts, group: I32) -> I64:
    """When the accounts acted: the times of their posts, or of their distinct shares where the data hold no posts."""
    if len(posts):
        return posts.time[np.isin(posts.account, group)]
    seen: set[tuple[int, int, str]] = set()
    for layer in engine.layers():
        shares = engine.shares(layer)
        rows = np.flatnonzero(np.isin(shares.account, group)).tolist()
        seen.update((int(shares.account[i]), int(shares.time[i]), shares.content[i]) for i in rows)
    return np.array(sorted(time for _, time, _ in seen), dtype=np.int64)


def _boosts(posts: Posts, kept: Sequence[ClusterAccount], dense: Mapping[str, int]) -> frozenset[tuple[str, str]]:
    """Pairs (reposter, poster) within the group."""
    posters = [dense[a.account_id] for a in kept if a.role is Role.POSTER and a.account_id in dense]
    if not posters:
        return frozenset()
    texts = {number: text for text, number in dense.items()}
    rows = np.isin(posts.repost_of_account, posters) & np.isin(posts.account, list(dense.values()))
    pairs = zip(posts.account[rows].tolist(), posts.repost_of_account[rows].tolist(), strict=True)
    return frozenset((texts[a], texts[b]) for a, b in pairs if a != b)


def _network(cluster: ClusterReport, kept: Sequence[ClusterAccount], boosts: frozenset[tuple[str, str]]) -> Network:
    names = labels(cluster)
    place = {account.account_id: number for number, account in enumerate(kept)}
    ties: Counter[tuple[int, int]] = Counter()
    for edge in cluster.edges:
        if edge.source in place and edge.target in place:
            a, b = sorted((place[edge.source], place[edge.target]))
            ties[a, b] = max(ties[a, b], edge.weight)
    nodes = [Node(names[account.account_id], account.role) for account in kept]
    return choose(nodes, ties, frozenset((place[a], place[b]) for a, b in boosts))
