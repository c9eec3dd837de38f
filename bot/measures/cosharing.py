"""Rare things in common, whatever the time: overlap of two accounts' objects against what their activity gives.

Stratified by rarity, because popular objects drown rare ones: for objects with at most 10, 30, 100, 300 and any
number of actors, the overlap w of accounts a and b is Poisson with mean k_a k_b sum_o d_o (d_o - 1) / M^2. The sum
runs over the stratum's objects; k and M, the accounts' acts and their total, are those of the whole layer: a small
group may hold most of a rare stratum, and would hide itself if it were measured by that stratum alone.
(SVN: Tumminello et al. 2011.)
"""

from dataclasses import dataclass

import numpy as np
from scipy.sparse import csr_matrix

from bot.measures.tails import benjamini_hochberg, poisson_surprise
from bot.protocols import F64, I32, I64, EdgeSet, Shares
from bot.report import LayerReport

STRATA = (10, 30, 100, 300, 0)
"""Most actors of an object in each stratum; 0 = any number."""
PAIR_ROOM = 20_000_000
"""A stratum with more pair events than this is looked at only for pairs that a rarer stratum brought up."""
LEAST_SHARED = 2
CHUNK = 200_000


@dataclass(frozen=True, slots=True)
class CoSharing:
    """Pairs that share more than their activity explains: objects in common (all of them), -log10 of corrected p."""

    source: I32
    target: I32
    weight: I32
    surprise: F64
    active: int
    tested: int


@dataclass(frozen=True, slots=True)
class Stratum:
    """Accounts x objects of one stratum; acts of each account in the layer; what makes k_a k_b a mean."""

    matrix: csr_matrix
    degree: I64
    factor: float
    pair_events: int


def _stratum(shares: Shares, counts: I64, most: int, members: I32 | None) -> Stratum:
    """The objects with at most `most` actors (0 = all); the matrix holds the acts of `members` only (None = all)."""
    held = counts[shares.object] <= most if most else np.ones(len(shares.object), dtype=bool)
    sizes = np.bincount(shares.object[held], minlength=shares.n_objects).astype(np.int64)
    meetings = int((sizes * (sizes - 1)).sum())
    shown = held if members is None else held & np.isin(shares.account, members)
    objects, accounts = shares.object[shown], shares.account[shown]
    matrix = csr_matrix(
        (np.ones(len(objects), dtype=np.int32), (accounts, objects)), shape=(shares.n_accounts, shares.n_objects)
    )
    degree = np.bincount(shares.account, minlength=shares.n_accounts).astype(np.int64)
    own = np.bincount(objects, minlength=shares.n_objects).astype(np.int64)
    room = int((own * (own - 1)).sum()) // 2
    return Stratum(matrix, degree, meetings / max(len(shares.account), 1) ** 2, room)


def _all_overlaps(stratum: Stratum) -> tuple[I64, I64]:
    """(pair codes, overlaps) of all pairs with two objects or more in common."""
    product = (stratum.matrix @ stratum.matrix.T).tocoo()
    upper = (product.row < product.col) & (product.data >= LEAST_SHARED)
    codes = (product.row[upper].astype(np.int64) << 32) + product.col[upper]
    return codes, product.data[upper].astype(np.int64)


def _overlaps_of(stratum: Stratum, codes: I64) -> I64:
    """Overlaps of given pairs, in chunks."""
    found = np.zeros(len(codes), dtype=np.int64)
    for start in range(0, len(codes), CHUNK):
        part = codes[start : start + CHUNK]
        left, right = stratum.matrix[part >> 32], stratum.matrix[part & 0xFFFFFFFF]
        found[start : start + CHUNK] = np.asarray(left.multiply(right).sum(axis=1)).ravel()
    return found


def _surprise(stratum: Stratum, codes: I64, overlaps: I64) -> F64:
    left, right = stratum.degree[codes >> 32], stratum.degree[codes & 0xFFFFFFFF]
    return poisson_surprise(overlaps, left.astype(np.float64) * right.astype(np.float64) * stratum.factor)


def _tested(shares: Shares, members: I32 | None = None) -> tuple[I64, F64, I64]:
    """(pair codes ascending, best surprise over the strata, objects in common over all) of every tested pair."""
    counts = np.bincount(shares.object, minlength=shares.n_objects).astype(np.int64)
    codes, best = np.zeros(0, dtype=np.int64), np.zeros(0)
    stratum = _stratum(shares, counts, 0, members)
    for most in STRATA:
        stratum = _stratum(shares, counts, most, members)
        if stratum.pair_events <= PAIR_ROOM:
            fresh, overlaps = _all_overlaps(stratum)
        else:
            fresh, overlaps = codes, _overlaps_of(stratum, codes)
        surprise = _surprise(stratum, fresh, overlaps)
        merged = np.union1d(codes, fresh)
        values = np.zeros(len(merged))
        np.maximum.at(values, np.searchsorted(merged, codes), best)
        np.maximum.at(values, np.searchsorted(merged, fresh), surprise)
        codes, best = merged, values
    return codes, best, _overlaps_of(stratum, codes)


def co_sharing(shares: Shares, fdr: float, members: I32 | None = None) -> CoSharing:
    """Pairs kept at the false-discovery rate `fdr` over all pairs of active accounts; untested pairs count as p = 1.

    With `members` only pairs among them are tested; what chance gives is still measured by the whole layer.
    """
    active = len(np.unique(shares.account if members is None else np.intersect1d(shares.account, members)))
    codes, surprise, weight = _tested(shares, members)
    corrected = surprise - np.log10(len(STRATA))
    limit = benjamini_hochberg(corrected, active * (active - 1) // 2, fdr)
    kept = corrected >= limit
    return CoSharing(
        source=(codes[kept] >> 32).astype(np.int32),
        target=(codes[kept] & 0xFFFFFFFF).astype(np.int32),
        weight=weight[kept].astype(np.int32),
        surprise=corrected[kept],
        active=active,
        tested=len(codes),
    )


def slow_cell(detector: str, shares: Shares, fdr: float) -> tuple[EdgeSet, LayerReport]:
    """One layer's kept pairs as edges without a window, and what the report says of it."""
    found = co_sharing(shares, fdr)
    kept = len(found.source)
    edges = EdgeSet(
        detector=detector,
        layer=shares.layer,
        window=None,
        source=found.source,
        target=found.target,
        weight=found.weight,
        surprise=found.surprise,
        k_star=None,
        fdr=fdr if kept else None,
        expected=fdr * kept,
    )
    cell = LayerReport(
        layer=shares.layer,
        window_seconds=None,
        objects=shares.n_objects,
        events=len(shares.time),
        edges_observed=found.tested,
        k_star=None,
        fdr=edges.fdr,
        edges_kept=kept,
        expected_by_chance=edges.expected if kept else None,
    )
    return edges, cell
