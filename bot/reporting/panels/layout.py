"""Which accounts of a cluster are drawn, and where: no draw by lot, so the same cluster gives the same picture."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from bot.protocols import F64
from bot.report import Role

SHOWN = 300
"""Beyond so many accounts a network is a blot: posters and the best tied accounts are shown, the title says so."""
GOLDEN_ANGLE = 2.399963229728653
PER_ROW = 10


@dataclass(frozen=True, slots=True)
class Node:
    """One account under its label."""

    label: str
    role: Role


@dataclass(frozen=True, slots=True)
class Network:
    """What is drawn, as indexes into `nodes`: `ties` are co-action edges with weights, `boosts` (reposter, poster)."""

    nodes: tuple[Node, ...]
    ties: Mapping[tuple[int, int], int]
    boosts: frozenset[tuple[int, int]]
    total: int


def choose(nodes: Sequence[Node], ties: Mapping[tuple[int, int], int], boosts: frozenset[tuple[int, int]]) -> Network:
    """The network of at most `SHOWN` accounts: posters first, then the best tied ones, then by place in the list."""
    degree = _degrees(ties, boosts)
    order = sorted(range(len(nodes)), key=lambda i: (nodes[i].role is not Role.POSTER, -degree[i], i))
    kept = {old: new for new, old in enumerate(sorted(order[:SHOWN]))}
    return Network(
        tuple(nodes[old] for old in kept),
        {(kept[a], kept[b]): ties[a, b] for a, b in sorted(ties) if a in kept and b in kept},
        frozenset((kept[a], kept[b]) for a, b in boosts if a in kept and b in kept),
        len(nodes),
    )


def place(network: Network) -> F64:
    """Positions, shape (n, 2): boosted posters in an arch above, tied accounts by springs, others below.

    Where most accounts are posters, or nobody boosts them, they are placed by their ties like everybody else.
    """
    return place_accounts([node.role for node in network.nodes], network.ties, boosted=bool(network.boosts))


def place_accounts(roles: Sequence[Role], ties: Mapping[tuple[int, int], int], *, boosted: bool) -> F64:
    """The positions of `place` for accounts with these roles; `boosted`: somebody reposts the posters."""
    everyone = range(len(roles))
    posters = [i for i in everyone if roles[i] is Role.POSTER]
    top = posters if boosted and 2 * len(posters) <= len(everyone) else []
    tied = sorted({i for pair in ties for i in pair}.difference(top))
    loose = sorted(set(everyone).difference(top, tied))
    where = np.zeros((len(everyone), 2))
    where[top] = _rows(len(top)) + np.array((0, 1.35))
    where[tied] = _springs(tied, ties)
    where[loose] = _sunflower(len(loose)) if not tied else -_rows(len(loose)) - np.array((0, 1.1))
    return where


def _springs(nodes: Sequence[int], ties: Mapping[tuple[int, int], int]) -> F64:
    import networkx as nx  # noqa: PLC0415 - only pictures and exports need it

    if not nodes:
        return np.zeros((0, 2))
    inside = set(nodes)
    graph: nx.Graph[int] = nx.Graph()
    graph.add_nodes_from(nodes)
    graph.add_edges_from((a, b) for a, b in ties if a in inside and b in inside)
    start = dict(zip(nodes, _sunflower(len(nodes)), strict=True))
    stiffness = 2.5 / np.sqrt(len(nodes))
    found = nx.spring_layout(graph, pos=start, k=stiffness, iterations=150, seed=0, method="energy")
    return _fill(np.array([found[i] for i in nodes]))


def _rows(n: int) -> F64:
    """Rows of at most ten accounts, upwards from 0, each centred and bent so that ties within a row can be seen."""
    step = np.arange(n)
    row, column = step // PER_ROW, step % PER_ROW
    in_row = np.minimum(n - row * PER_ROW, PER_ROW)
    across = (column - (in_row - 1) / 2) * (2 / PER_ROW)
    return np.column_stack((across, 0.3 * row + 0.25 * (1 - across**2))).astype(np.float64)


def _degrees(ties: Mapping[tuple[int, int], int], boosts: frozenset[tuple[int, int]]) -> Counter[int]:
    return Counter(end for pair in [*ties, *boosts] for end in pair)


def _sunflower(n: int) -> F64:
    step = np.arange(n, dtype=np.float64)
    radius = np.sqrt((step + 0.5) / max(n, 1))
    return np.column_stack((radius * np.cos(step * GOLDEN_ANGLE), radius * np.sin(step * GOLDEN_ANGLE)))


def _fill(where: F64) -> F64:
    """Stretch both directions to [-1, 1], so that a long thin cluster uses the whole panel."""
    low, high = where.min(axis=0), where.max(axis=0)
    return np.asarray(2 * (where - low) / np.maximum(high - low, 1e-9) - 1, dtype=np.float64)
