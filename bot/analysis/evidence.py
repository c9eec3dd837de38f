"""Gathers the posts behind a cluster, once, while the run's tables are at hand.

These are the strongest pairs, a pair at least of every account that is tied to another, and posters' own posts.
"""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace

import numpy as np

from bot.analysis.boosted_posts import boosted_posts
from bot.analysis.pipeline import OBJECTS_A_PAIR, PAIRS_A_CLUSTER, ClusterEvidence
from bot.measures import similar
from bot.protocols import Engine, Posts, Shares
from bot.report import ClusterEdge, ClusterReport, EvidencePost, Report, SharedObject

_ANY_TIME_APART = 2**40
_Cell = tuple[str, int | None]


def gather_evidence(engine: Engine, report: Report) -> tuple[ClusterEvidence, ...]:
    """For each cluster the most surprising pairs first, with up to three objects that each shared, and both posts."""
    place = {account_id: number for number, account_id in enumerate(engine.accounts().ids)}
    budget = int(report.parameters.get("pair_budget", 2_000_000))
    known = {*engine.layers(), similar.LAYER}
    found = [
        (cluster.id, _of_cluster(engine, cluster, place, known, report.seed, budget)) for cluster in report.clusters
    ]
    if not any(pairs for _, pairs in found):
        return tuple(ClusterEvidence(key, ()) for key, _ in found)
    posts, names = engine.posts(), engine.accounts().ids
    named = {name for _, pairs in found for pair in pairs for name in _names(pair)}
    rows = {content_id: row for row, content_id in enumerate(posts.ids) if content_id in named}
    return tuple(
        ClusterEvidence(key, tuple(_completed(pair, posts, rows, names) for pair in pairs)) for key, pairs in found
    )


def _of_cluster(
    engine: Engine, cluster: ClusterReport, place: dict[str, int], known: set[str], seed: int, budget: int
) -> list[SharedObject]:
    strongest = sorted(cluster.edges, key=lambda edge: (-edge.surprise, edge.source, edge.target, edge.layer))
    usable = _kept([edge for edge in strongest if edge.layer in known])
    cells: dict[_Cell, list[ClusterEdge]] = defaultdict(list)
    for edge in usable:
        cells[edge.layer, edge.window_seconds].append(edge)
    shared = {
        cell: _alike(engine, edges, place)
        if cell[0] == similar.LAYER
        else _shared(engine, cell, edges, place, seed, budget)
        for cell, edges in cells.items()
    }
    pairs = [
        item for edge in usable for item in shared[edge.layer, edge.window_seconds].get((edge.source, edge.target), ())
    ]
    return pairs + boosted_posts(engine.posts(), cluster, place)


def _kept(strongest: Sequence[ClusterEdge]) -> list[ClusterEdge]:
    """The strongest edges, and of the others the first of each account that none of these shows."""
    kept = list(strongest[:PAIRS_A_CLUSTER])
    shown = {end for edge in kept for end in (edge.source, edge.target)}
    for edge in strongest[PAIRS_A_CLUSTER:]:
        if edge.source not in shown or edge.target not in shown:
            kept.append(edge)
            shown |= {edge.source, edge.target}
    return kept


def _shared(
    engine: Engine, cell: _Cell, edges: Sequence[ClusterEdge], place: dict[str, int], seed: int, budget: int
) -> dict[tuple[str, str], list[SharedObject]]:
    ends = [_ordered(place[edge.source], place[edge.target]) for edge in edges]
    source = np.array([first for first, _ in ends], dtype=np.int32)
    target = np.array([second for _, second in ends], dtype=np.int32)
    layer, window = cell
    events = engine.co_events(
        layer, _ANY_TIME_APART if window is None else window, source, target, seed=seed, pair_budget=budget
    )
    names = engine.object_names(layer, [int(number) for number in events.object])
    found: dict[tuple[str, str], list[SharedObject]] = defaultdict(list)
    for row, number in enumerate(events.pair):
        edge = edges[int(number)]
        swapped = place[edge.source] > place[edge.target]
        kept = found[edge.source, edge.target]
        if len(kept) == OBJECTS_A_PAIR:
            continue
        posts = [
            EvidencePost(str(events.content_source[row]), int(events.time_source[row]), ""),
            EvidencePost(str(events.content_target[row]), int(events.time_target[row]), ""),
        ]
        first, second = reversed(posts) if swapped else posts
        kept.append(SharedObject(edge.source, edge.target, layer, window, edge.weight, names[row], first, second))
    return found


def _alike(
    engine: Engine, edges: Sequence[ClusterEdge], place: dict[str, int]
) -> dict[tuple[str, str], list[SharedObject]]:
    """Texts that both ends of each edge wrote nearly alike; the object is the text of the one who wrote first."""
    members = {place[end] for edge in edges for end in (edge.source, edge.target)}
    posts = engine.posts()
    written = _by_account(similar.similar_shares(posts, len(place), members))
    text = _text_of(posts, {post.content_id for own in written.values() for post in own.values()})
    found: dict[tuple[str, str], list[SharedObject]] = {}
    for edge in edges:
        first, second = written[place[edge.source]], written[place[edge.target]]
        pairs = sorted(((first[family], second[family]) for family in first.keys() & second.keys()), key=_begun)
        found[edge.source, edge.target] = [
            SharedObject(
                edge.source, edge.target, edge.layer, edge.window_seconds, edge.weight, text[_begun(pair)[1]], *pair
            )
            for pair in pairs[:OBJECTS_A_PAIR]
        ]
    return found


def _begun(pair: tuple[EvidencePost, EvidencePost]) -> tuple[int, str]:
    """Time and id of the earlier post."""
    return min((post.time, post.content_id) for post in pair)


def _by_account(shares: Shares) -> dict[int, dict[int, EvidencePost]]:
    """{account: {family: its earliest post}}."""
    found: dict[int, dict[int, EvidencePost]] = defaultdict(dict)
    for row, content in enumerate(shares.content):
        found[int(shares.account[row])][int(shares.object[row])] = EvidencePost(content, int(shares.time[row]), "")
    return found


def _ordered(first: int, second: int) -> tuple[int, int]:
    return (first, second) if first < second else (second, first)


def _text_of(posts: Posts, names: Collection[str]) -> dict[str, str]:
    return {content_id: posts.text[row] for row, content_id in enumerate(posts.ids) if content_id in names}


def _names(pair: SharedObject) -> tuple[str, str, str]:
    return pair.first.content_id, pair.second.content_id, pair.object


def _completed(pair: SharedObject, posts: Posts, rows: Mapping[str, int], names: Sequence[str]) -> SharedObject:
    """The pair with the texts of both posts, and whose post its object is."""
    first, second = (
        replace(post, text=posts.text[rows[post.content_id]] if post.content_id in rows else "")
        for post in (pair.first, pair.second)
    )
    author = _author(pair, posts, rows)
    return replace(pair, first=first, second=second, author=names[author] if author >= 0 else "")


def _author(pair: SharedObject, posts: Posts, rows: Mapping[str, int]) -> int:
    """Who wrote the object, by its own row or by what the posts that act on it say; -1 where it is no post."""
    if pair.object in rows:
        return int(posts.account[rows[pair.object]])
    told = {"repost": posts.repost_of_account, "reply": posts.reply_to_account}.get(pair.layer)
    acts = [rows[post.content_id] for post in (pair.first, pair.second) if post.content_id in rows]
    return -1 if told is None else max((int(told[row]) for row in acts), default=-1)
