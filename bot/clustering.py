"""Clusters out of kept edges: components, communities in large ones, what stands out, posters attached.

Pure: edges in, clusters out. A cluster is kept when the accounts tied by timing stand out from the largest chance
components at the same k*, or when it rests on slow co-sharing (which fusion then asks to be backed by more).
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from bot.measures.communities import Partition, partition
from bot.measures.components import components, largest, needed_to_stand_out
from bot.measures.reposts import Reposts, posters_of
from bot.measures.tails import poisson_surprise
from bot.protocols import F64, I32, I64, EdgeSet, FoundAudience, Group, NullUnion

SEEDS = 20
SMALLEST = 3
"""Fewer accounts are a pair to watch, not a cluster."""
TIMED = "D1"
BY_SIZE = "more accounts than the largest chance group in 95 % of the shuffled copies"
BY_DENSITY = "more ties beyond a chain than the densest chance group in 95 % of the shuffled copies"
SMALLEST_AUDIENCE = 20
RIM = 2.0
"""-log10 of the tail from which a member's ties exceed its chance ties."""
BY_AUDIENCE = "an audience that looks alike and unlike every other audience"
BY_SLOW = "rare things in common over days"


@dataclass(frozen=True, slots=True)
class Found:
    """One cluster: counted members and posters in `group`; `peripheral` accounts touch it by one edge.

    `stability[i]` belongs to `group.core[i]`: how often repeats put the account into this cluster. `rate` is the
    false-discovery rate among the edges that were left when the cluster was accepted: a large swarm beside it makes
    the rate of the whole look better than it is here.
    """

    group: Group
    peripheral: I32
    stability: F64
    stands_out_by: str
    timed: bool
    audience: bool = False
    rate: float | None = None


@dataclass(frozen=True, slots=True)
class Graph:
    """Distinct pairs of all founding edge sets, on nodes numbered 0 .. n-1 in order of dense account id."""

    accounts: I64
    left: I64
    right: I64
    weight: F64
    timed: I64


@dataclass(frozen=True, slots=True)
class Part:
    """One community: its nodes, ascending, and the edges inside it; `timed` is 1 where timing ties the pair."""

    members: I64
    left: I64
    right: I64
    timed: I64


def _combined(edge_sets: Sequence[EdgeSet]) -> Graph:
    """One weighted graph: per pair the distinct objects, the largest window of each layer, summed over layers."""
    rows = [
        (item.source, item.target, item.weight, np.full(len(item.source), item.detector == TIMED), item.layer)
        for item in edge_sets
    ]
    by_layer: dict[str, dict[str, list[I64]]] = {}
    for source, target, weight, timed, layer in rows:
        columns = by_layer.setdefault(layer, {"code": [], "weight": [], "timed": []})
        columns["code"].append((source.astype(np.int64) << 32) + target)
        columns["weight"].append(weight.astype(np.int64))
        columns["timed"].append(timed.astype(np.int64))
    codes, weights, timed_flags = [], [], []
    for columns in by_layer.values():
        code, inverse = np.unique(np.concatenate(columns["code"]), return_inverse=True)
        best, flag = np.zeros(len(code), dtype=np.int64), np.zeros(len(code), dtype=np.int64)
        np.maximum.at(best, inverse, np.concatenate(columns["weight"]))
        np.maximum.at(flag, inverse, np.concatenate(columns["timed"]))
        codes.append(code)
        weights.append(best)
        timed_flags.append(flag)
    return _numbered(codes, weights, timed_flags)


def _numbered(codes: Sequence[I64], weights: Sequence[I64], timed: Sequence[I64]) -> Graph:
    pairs, inverse = np.unique(np.concatenate(codes), return_inverse=True)
    total, flag = np.zeros(len(pairs), dtype=np.int64), np.zeros(len(pairs), dtype=np.int64)
    np.add.at(total, inverse, np.concatenate(weights))
    np.maximum.at(flag, inverse, np.concatenate(timed))
    accounts, ends = np.unique(np.concatenate([pairs >> 32, pairs & 0xFFFFFFFF]), return_inverse=True)
    left, right = ends[: len(pairs)].astype(np.int64), ends[len(pairs) :].astype(np.int64)
    return Graph(accounts, left, right, total.astype(np.float64), flag)


def _communities(graph: Graph) -> Partition:
    """Components, and communities inside the large ones; labels by smallest account."""
    found = components(graph.left, graph.right)
    label, stability = np.zeros(len(graph.accounts), dtype=np.int64), np.ones(len(graph.accounts))
    offset = 0
    edge_order = np.argsort(found.label[graph.left], kind="stable")
    bounds = np.append(0, np.cumsum(found.edges))
    node_order = np.argsort(found.label, kind="stable")
    node_bounds = np.append(0, np.cumsum(found.sizes))
    for index in range(len(found.sizes)):
        members = node_order[node_bounds[index] : node_bounds[index + 1]]
        if len(members) < SMALLEST:
            label[members] = offset
            offset += 1
            continue
        rows = edge_order[bounds[index] : bounds[index + 1]]
        local = np.searchsorted(members, graph.left[rows]), np.searchsorted(members, graph.right[rows])
        part = partition(*local, graph.weight[rows], len(members), range(SEEDS))
        label[members] = part.label + offset
        stability[members] = part.stability
        offset += int(part.label.max()) + 1
    return Partition(label, stability)


def _size_and_cycles(part: Part) -> tuple[int, int]:
    """Accounts of the largest piece that timing ties, and the most edges beyond a spanning tree."""
    rows = part.timed.astype(bool)
    return largest(part.left[rows], part.right[rows])


def _null_sizes(null: NullUnion, alive: NDArray[np.bool_]) -> tuple[tuple[int, ...], tuple[int, ...]]:
    """Largest sizes and cycles of the chance groups, one a replicate, over the edges that are still compared with."""
    rows = np.flatnonzero(alive)
    bounds = np.searchsorted(null.replicate[rows], np.arange(null.replicates + 1))
    pairs = [
        largest(null.source[rows[low:high]], null.target[rows[low:high]]) for low, high in pairwise(bounds.tolist())
    ]
    return tuple(size for size, _ in pairs), tuple(cycles for _, cycles in pairs)


def _reason(size: int, cycles: int, null: tuple[tuple[int, ...], tuple[int, ...]]) -> str:
    """Why a group stands out from the chance groups; "" if it does not."""
    if size >= max(SMALLEST, needed_to_stand_out(null[0])):
        return BY_SIZE
    dense = size >= SMALLEST and cycles >= max(1, needed_to_stand_out(null[1]))
    return BY_DENSITY if dense else ""


def _rate(graph: Graph, gone: I64, chance_edges: int, replicates: int) -> float:
    """False-discovery rate among timed edges that touch no account in `gone`."""
    timed = graph.timed.astype(bool)
    left, right = graph.accounts[graph.left[timed]], graph.accounts[graph.right[timed]]
    observed = int((~(np.isin(left, gone) | np.isin(right, gone))).sum())
    return (chance_edges + 1) / (replicates * max(observed, 1))


def _stand_out(parts: Sequence[Part], graph: Graph, null: NullUnion | None) -> dict[int, tuple[str, float | None]]:
    """Parts that timing founds, with the reason and the rate among the edges left, step by step.

    A big swarm's jittered acts meet one another, too, and would hide a small group beside it. So what stands out is
    accepted, its accounts leave the null, and the rest is compared again (step-down, Westfall & Young 1993).
    """
    sizes = {index: _size_and_cycles(part) for index, part in enumerate(parts)}
    accepted: dict[int, tuple[str, float | None]] = {}
    alive = np.ones(len(null.source) if null else 0, dtype=bool)
    gone = np.zeros(0, dtype=np.int64)
    while True:
        chance = _null_sizes(null, alive) if null else ((), ())
        fresh = {
            index: reason
            for index, (size, cycles) in sizes.items()
            if index not in accepted and (reason := _reason(size, cycles, chance))
        }
        if not fresh:
            return accepted
        rate = _rate(graph, gone, int(alive.sum()), null.replicates) if null else None
        accepted |= {index: (reason, rate) for index, reason in fresh.items()}
        if null:
            gone = np.concatenate([gone, *(graph.accounts[parts[index].members] for index in fresh)])
            alive &= ~(np.isin(null.source, gone) | np.isin(null.target, gone))


def _chance_ties(part: Part, accounts: I64, null: NullUnion | None) -> F64:
    """Mean number of ties to the rest of the part that each member has in the shuffled copies."""
    if null is None:
        return np.zeros(len(part.members))
    people = accounts[part.members]
    inside = np.isin(null.source, people) & np.isin(null.target, people)
    ends = np.searchsorted(people, np.concatenate([null.source[inside], null.target[inside]]))
    return np.bincount(ends, minlength=len(people)) / null.replicates


def _degrees(part: Part, rows: NDArray[np.bool_]) -> I64:
    ends = np.searchsorted(part.members, np.concatenate([part.left[rows], part.right[rows]]))
    return np.bincount(ends, minlength=len(part.members)).astype(np.int64)


def _core_and_rim(part: Part, accounts: I64, null: NullUnion | None) -> tuple[I64, I64]:
    """Counted members, and those on the rim: tied by one edge, or no more than in the shuffled copies.

    Busy bystanders meet a large group by chance, more than once; their ties must exceed their own chance ties
    (Poisson tail at most .01). A chain too short to have a rim is all core.
    """
    timed = part.timed.astype(bool)
    by_time, slow = _degrees(part, timed), _degrees(part, ~timed)
    mean = _chance_ties(part, accounts, null) + (1 / null.replicates if null else 0.0)
    beyond = (poisson_surprise(by_time, mean) >= RIM) & (by_time > 0)
    core = part.members[(by_time + slow > 1) & (beyond | (slow > 1))]
    return (core, np.setdiff1d(part.members, core)) if len(core) >= SMALLEST else (part.members, part.members[:0])


def with_audiences(clusters: Sequence[Found], audiences: Sequence[FoundAudience]) -> list[Found]:
    """Clusters, and the audiences of which enough accounts are in none of them; all stay disjoint."""
    found = list(clusters)
    taken = np.unique(np.concatenate([np.zeros(0, dtype=np.int32), *(item.group.everyone() for item in clusters)]))
    for item in audiences:
        core = np.setdiff1d(item.core, taken).astype(np.int32)
        posters = np.setdiff1d(item.posters, np.union1d(taken, core)).astype(np.int32)
        if len(core) < SMALLEST_AUDIENCE or 2 * len(core) < len(item.core):
            continue
        group = Group("", core, posters)
        found.append(Found(group, core[:0], np.ones(len(core)), BY_AUDIENCE, timed=True, audience=True))
        taken = np.union1d(taken, group.everyone())
    return found


def clustered(clusters: Sequence[Found]) -> I32:
    """Accounts of all clusters that act together in time, ascending: no cluster is measured against another."""
    parts = [item.group.everyone() for item in clusters if item.timed]
    return np.unique(np.concatenate([np.zeros(0, dtype=np.int32), *parts])).astype(np.int32)


def null_alarms(null: NullUnion) -> int:
    """Shuffled copies of which the largest chance group would itself stand out from the others."""
    chance = _null_sizes(null, np.ones(len(null.source), dtype=bool))
    return sum(bool(_reason(size, cycles, chance)) for size, cycles in zip(*chance, strict=True))


def _parts(graph: Graph, label: I64) -> list[Part]:
    """The edges inside each community of three accounts or more."""
    same = label[graph.left] == label[graph.right]
    left, right, timed = graph.left[same], graph.right[same], graph.timed[same]
    order = np.argsort(label[left], kind="stable")
    owners = label[left][order]
    groups = np.split(order, np.flatnonzero(np.diff(owners)) + 1) if len(order) else []
    parts = [Part(np.union1d(left[rows], right[rows]), left[rows], right[rows], timed[rows]) for rows in groups]
    return [part for part in parts if len(part.members) >= SMALLEST]


def find_clusters(edge_sets: Sequence[EdgeSet], null: NullUnion | None = None) -> list[Found]:
    """Clusters of the founding edges, by smallest account; `null` holds the edges of the shuffled copies."""
    held = [item for item in edge_sets if len(item.source)]
    if not held:
        return []
    graph = _combined(held)
    communities = _communities(graph)
    parts = _parts(graph, communities.label)
    reasons = _stand_out(parts, graph, null)
    found = []
    for index, part in enumerate(parts):
        reason, rate = reasons.get(index, ("" if part.timed.all() else BY_SLOW, None))
        if reason:
            core, rim = _core_and_rim(part, graph.accounts, null)
            found.append(
                Found(
                    group=Group("", graph.accounts[core].astype(np.int32), np.zeros(0, dtype=np.int32)),
                    peripheral=graph.accounts[rim].astype(np.int32),
                    stability=communities.stability[core],
                    stands_out_by=reason,
                    timed=index in reasons,
                    rate=rate,
                )
            )
    return sorted(found, key=lambda item: int(item.group.core[0]))


def attach_posters(clusters: Sequence[Found], table: Reposts) -> list[Found]:
    """Clusters with the authors they boost; each author goes to the cluster that boosts it most.

    An author whom only slow co-sharing ties may leave that cluster for the one that boosts it.
    """
    taken = {int(account) for item in clusters if item.timed for account in item.group.core}
    best: dict[int, tuple[int, int]] = {}
    for index, item in enumerate(clusters):
        for author, boosters in posters_of(item.group.core, table):
            if item.timed and author not in taken and boosters > best.get(author, (0, 0))[0]:
                best[author] = (boosters, index)
    attached = []
    for index, item in enumerate(clusters):
        posters = np.array(sorted(author for author, (_, home) in best.items() if home == index), dtype=np.int32)
        rim = np.setdiff1d(item.peripheral, np.array(sorted(best), dtype=np.int32)).astype(np.int32)
        stays = np.isin(item.group.core, sorted(best), invert=True)
        if stays.sum() >= SMALLEST:
            group = Group(item.group.key, item.group.core[stays], posters)
            attached.append(replace(item, group=group, peripheral=rim, stability=item.stability[stays]))
    return attached
