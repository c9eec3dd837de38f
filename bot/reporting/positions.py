"""Where every account of a case stands in a network that is looked at whole: the same for the same clusters.

A cluster of up to `SHOWN` accounts is laid out as in its picture; larger ones by springs whose pushing is summed over
the cells of a grid. Each cluster then gets a disc of its own, the largest in the middle.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from bot.protocols import F64, I64
from bot.report import ClusterReport, Role
from bot.reporting.panels.layout import GOLDEN_ANGLE, SHOWN, place_accounts

CELLS = 36
STEPS = 70
GOLDEN = 0.6180339887498949
GAP = 3.0
DIGITS = 3
Ties = Mapping[tuple[int, int], int]


@dataclass(frozen=True, slots=True)
class Disc:
    """A cluster's place: the middle and radius of its disc, and its accounts' points, shape (n, 2)."""

    x: float
    y: float
    radius: float
    points: F64


def discs(clusters: Sequence[ClusterReport]) -> tuple[Disc, ...]:
    """A disc for each cluster, none touching another; points are rounded to 3 digits."""
    radii = [np.sqrt(len(cluster.accounts)) + 1.0 for cluster in clusters]
    found: list[Disc] = []
    for cluster, radius, (x, y) in zip(clusters, radii, _middles(radii), strict=True):
        points = _in_disc(cluster_points(cluster)) * (radius - 0.5) + (x, y)
        found.append(Disc(round(x, DIGITS), round(y, DIGITS), round(float(radius), DIGITS), points.round(DIGITS)))
    return tuple(found)


def cluster_points(cluster: ClusterReport) -> F64:
    """Positions of a cluster's accounts, shape (n, 2), in their order."""
    roles = [account.role for account in cluster.accounts]
    ties = ties_of(cluster)
    if len(roles) <= SHOWN:
        return place_accounts(roles, ties, boosted=Role.AMPLIFIER in roles)
    return _crowd(roles, ties)


def ties_of(cluster: ClusterReport) -> dict[tuple[int, int], int]:
    """{(a, b): greatest weight}, a < b as indexes into the cluster's accounts."""
    place = {account.account_id: number for number, account in enumerate(cluster.accounts)}
    ties: dict[tuple[int, int], int] = {}
    for edge in cluster.edges:
        if edge.source in place and edge.target in place and edge.source != edge.target:
            a, b = sorted((place[edge.source], place[edge.target]))
            ties[a, b] = max(ties.get((a, b), 0), edge.weight)
    return dict(sorted(ties.items()))


def _crowd(roles: Sequence[Role], ties: Ties) -> F64:
    """Tied accounts by springs, posters without a tie in an arch above, others without one in rings around."""
    n = len(roles)
    tied = sorted({end for pair in ties for end in pair})
    alone = np.setdiff1d(np.arange(n), tied)
    above = [int(i) for i in alone if roles[i] is Role.POSTER] if tied else []
    loose = np.setdiff1d(alone, above)
    number = {old: new for new, old in enumerate(tied)}
    pairs = np.array([(number[a], number[b]) for a, b in ties], dtype=np.int64).reshape(-1, 2)
    where = np.zeros((n, 2))
    if tied:
        where[tied] = _springs(len(tied), pairs)
    inner, outer = (1.08, max(1.18, np.sqrt(n / len(tied)))) if tied else (0.0, 1.0)
    where[loose] = _ring(len(loose), inner, outer)
    where[above] = _arch(len(above), (outer if len(loose) else 1.0) + 0.1)
    return where


def _arch(n: int, radius: float) -> F64:
    """Points on the upper part of a circle, from left to right."""
    angle = np.pi * (0.75 - 0.5 * (np.arange(n) + 0.5) / max(n, 1))
    return np.column_stack((radius * np.cos(angle), radius * np.sin(angle)))


def _springs(n: int, pairs: I64) -> F64:
    """Fruchterman and Reingold's springs in the unit disc, cooled in even steps."""
    where = _ring(n, 0.0, 1.0)[_near_each_other(n, pairs)]
    rest = 1.0 / np.sqrt(n)
    for step in range(STEPS):
        force = _push(where, rest, step * GOLDEN % 1.0) + _pull(where, pairs, rest) - where * rest
        length = np.maximum(np.hypot(force[:, 0], force[:, 1]), 1e-9)
        reach = 0.12 * (1 - step / STEPS) + rest / 10
        where = where + force * (np.minimum(length, reach) / length)[:, None]
    middle = np.median(where, axis=0)
    away = np.maximum(np.hypot(*(where - middle).T), 1e-9)
    usual = np.quantile(away, 0.98)
    pulled_in = np.where(away > usual, usual * (1 + 0.3 * np.log(np.maximum(away / usual, 1))), away)
    return np.asarray((where - middle) * (pulled_in / away / pulled_in.max())[:, None])


def _push(where: F64, rest: float, shift: float) -> F64:
    """Every account is pushed by every cell of a grid, as if the cell's accounts stood in their common middle.

    The grid is shifted in each step, by a share of a cell: one that stood still would show in the result.
    """
    low = where.min(axis=0)
    side = max(float(np.ptp(where, axis=0).max()), 1e-9) / CELLS
    cell = ((where - low) / side + shift).astype(np.int64)
    _, inverse, count = np.unique(cell[:, 0] * (CELLS + 2) + cell[:, 1], return_inverse=True, return_counts=True)
    middles = [np.bincount(inverse, weights=where[:, axis]) / count for axis in (0, 1)]
    push = (where[:, 0, None] - middles[0]) ** 2
    push += (where[:, 1, None] - middles[1]) ** 2
    push += rest**2 / 4
    np.divide(count, push, out=push)
    whole = push.sum(axis=1)
    pushed = [where[:, axis] * whole - np.einsum("ij,j->i", push, middles[axis]) for axis in (0, 1)]
    return np.column_stack(pushed) * rest**2


def _pull(where: F64, pairs: I64, rest: float) -> F64:
    away = where[pairs[:, 0]] - where[pairs[:, 1]]
    force = away * np.hypot(away[:, 0], away[:, 1])[:, None] / rest
    ends = np.concatenate((pairs[:, 0], pairs[:, 1]))
    degree = np.maximum(np.bincount(ends, minlength=len(where)), 1)
    both = np.concatenate((-force, force))
    pulled = [np.bincount(ends, weights=both[:, axis], minlength=len(where)) for axis in (0, 1)]
    return np.asarray(np.column_stack(pulled) / np.sqrt(degree)[:, None])


def _near_each_other(n: int, pairs: I64) -> I64:
    """The place of each account in a walk along the ties: those that are tied start near each other."""
    from scipy.sparse import coo_matrix  # noqa: PLC0415 - only large clusters need it
    from scipy.sparse.csgraph import reverse_cuthill_mckee  # noqa: PLC0415 - the same

    ones = np.ones(2 * len(pairs), dtype=np.int8)
    ends = np.concatenate((pairs, pairs[:, ::-1]))
    walk = reverse_cuthill_mckee(
        coo_matrix((ones, (ends[:, 0], ends[:, 1])), shape=(n, n)).tocsr(), symmetric_mode=True
    )
    where = np.empty(n, dtype=np.int64)
    where[walk] = np.arange(n)
    return where


def _ring(n: int, inner: float, outer: float) -> F64:
    """Points spread evenly between two circles."""
    step = np.arange(n, dtype=np.float64)
    radius = np.sqrt(inner**2 + (outer**2 - inner**2) * (step + 0.5) / max(n, 1))
    return np.column_stack((radius * np.cos(step * GOLDEN_ANGLE), radius * np.sin(step * GOLDEN_ANGLE)))


def _in_disc(points: F64) -> F64:
    """The points moved and shrunk into the unit disc; their shape stays."""
    if len(points) < 2:
        return np.zeros_like(points)
    middle = (points.min(axis=0) + points.max(axis=0)) / 2
    away = np.hypot(*(points - middle).T).max()
    return np.asarray((points - middle) / max(float(away), 1e-9))


def _middles(radii: Sequence[float]) -> list[tuple[float, float]]:
    """Middles of discs that do not touch: by falling radius, each at the first free place of a widening spiral."""
    placed: list[tuple[float, float, float]] = []
    found = [(0.0, 0.0)] * len(radii)
    for number in sorted(range(len(radii)), key=lambda i: (-radii[i], i)):
        x, y = _free_place(radii[number], placed)
        placed.append((x, y, radii[number]))
        found[number] = (x, y)
    return found


def _free_place(radius: float, placed: Sequence[tuple[float, float, float]]) -> tuple[float, float]:
    if not placed:
        return 0.0, 0.0
    taken = np.array(placed)
    step = np.arange(1, 200_000)
    turns = 0.35 * np.sqrt(step)
    spiral = np.column_stack((1.25 * turns * np.cos(turns * 2.0), turns * np.sin(turns * 2.0)))
    for x, y in spiral * max(radius, 2.0) / 4:
        if (np.hypot(taken[:, 0] - x, taken[:, 1] - y) >= taken[:, 2] + radius + GAP).all():
            return float(x), float(y)
    return float(taken[:, 0].max() + taken[:, 2].max() + radius + GAP), 0.0
