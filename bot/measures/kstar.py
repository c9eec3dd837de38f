"""How often two accounts must meet before chance is a poor explanation: k* a cell, then control over their union.

A *cell* is one layer at one window. Both rules compare the observed pairs with pairs of jittered copies.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from bot.protocols import I16, I32, I64, CoActions, NullEdges, NullUnion

MIN_EDGES = 3
"""Fewer observed edges than this are never kept."""


@dataclass(frozen=True, slots=True)
class Cell:
    """Pairs of weight >= 2 of one layer and window: `codes` = source * n + target, ascending.

    `null_counts` = how many pairs of all replicates together reach each weight. Chance pairs lighter than the smallest
    k* that the cell alone allows are counted there and held nowhere else, since the union only ever raises it:
    `null_codes` = replicate * n * n + code.
    """

    layer: str
    window: int
    codes: I64
    weights: I32
    null_counts: I64
    null_codes: I64
    null_weights: I32


@dataclass(frozen=True, slots=True)
class Decision:
    """k* of each cell (None = nothing kept) and the false-discovery rate of their union."""

    k_stars: tuple[int | None, ...]
    fdr_union: float | None


def at_least(weights: I16 | I32) -> I64:
    """counts[k] = how many weights are >= k, for k = 0 .. the largest + 1."""
    histogram = np.bincount(weights, minlength=2) if len(weights) else np.zeros(2, dtype=np.int64)
    counts = np.cumsum(histogram[::-1])[::-1]
    return np.append(counts, 0).astype(np.int64)


def _count(counts: I64, k: int) -> int:
    return int(counts[k]) if k < len(counts) else 0


def cell_fdr(observed: int, null_total: int, replicates: int) -> float:
    """(mean null edges + 1/R) / observed."""
    return (null_total + 1) / (replicates * observed)


def k_star(observed: I64, null: I64, replicates: int, fdr: float, start: int = 2) -> int | None:
    """Smallest k >= start with at least three observed edges and a cell rate within `fdr`; None if there is none."""
    for k in range(start, len(observed)):
        if _count(observed, k) < MIN_EDGES:
            return None
        if cell_fdr(_count(observed, k), _count(null, k), replicates) <= fdr:
            return k
    return None


def fdr_curve(cell: Cell, k: int, replicates: int) -> tuple[float, ...]:
    """Rates among edges of weight >= k, k + 1, ... up to the heaviest, never rising with the weight."""
    observed, null = at_least(cell.weights), cell.null_counts
    best, rates = 1.0, []
    for weight in range(k, len(observed) - 1):
        best = min(best, cell_fdr(_count(observed, weight), _count(null, weight), replicates))
        rates.append(best)
    return tuple(rates)


def _union(parts: Sequence[I64]) -> int:
    filled = [part for part in parts if len(part)]
    return len(np.unique(np.concatenate(filled))) if filled else 0


def union_rate(cells: Sequence[Cell], k_stars: Sequence[int | None], replicates: int) -> float | None:
    """(distinct null edges of any cell, over all replicates, + 1) / (R x distinct observed edges); None if none."""
    kept = [(cell, k) for cell, k in zip(cells, k_stars, strict=True) if k is not None]
    observed = _union([cell.codes[cell.weights >= k] for cell, k in kept])
    null = _union([cell.null_codes[cell.null_weights >= k] for cell, k in kept])
    return cell_fdr(observed, null, replicates) if observed else None


def decide(cells: Sequence[Cell], replicates: int, fdr: float) -> Decision:
    """k* of each cell, raised in the worst cell until the union, too, keeps its false-discovery rate."""
    observed = [at_least(cell.weights) for cell in cells]
    null = [cell.null_counts for cell in cells]
    ks = [k_star(seen, chance, replicates, fdr) for seen, chance in zip(observed, null, strict=True)]
    rate = union_rate(cells, ks, replicates)
    while rate is not None and rate > fdr:
        worst = max(
            (
                (cell_fdr(_count(observed[index], k), _count(null[index], k), replicates), -index)
                for index, k in enumerate(ks)
                if k is not None
            ),
        )
        index = -worst[1]
        ks[index] = k_star(observed[index], null[index], replicates, fdr, (ks[index] or 1) + 1)
        rate = union_rate(cells, ks, replicates)
    return Decision(tuple(ks), rate)


def cells_of(seen: CoActions, null: NullEdges, accounts: int, fdr: float) -> list[Cell]:
    """One cell a window, pairs of weight >= 2 as codes; `fdr` is the rate that `decide` will ask for."""
    return [_cell(seen, null, column, accounts, fdr) for column in range(len(seen.windows))]


def _cell(seen: CoActions, null: NullEdges, column: int, accounts: int, fdr: float) -> Cell:
    met, chance = seen.weight[:, column], null.weight[:, column]
    rows = met >= 2
    weights, counts = met[rows], at_least(chance[chance >= 2])
    least = k_star(at_least(weights), counts, null.replicates, fdr)
    heavy = np.flatnonzero(chance >= least) if least is not None else np.zeros(0, dtype=np.int64)
    null_codes = null.source[heavy].astype(np.int64) * accounts + null.target[heavy]
    null_codes += null.replicate[heavy].astype(np.int64) * accounts * accounts
    return Cell(
        layer=seen.layer,
        window=seen.windows[column],
        codes=seen.source[rows].astype(np.int64) * accounts + seen.target[rows],
        weights=weights,
        null_counts=counts,
        null_codes=null_codes,
        null_weights=chance[heavy].astype(np.int32),
    )


def null_union(cells: Sequence[Cell], decision: Decision, accounts: int, replicates: int) -> NullUnion:
    """Distinct chance edges of all cells at the same k*."""
    parts = [
        cell.null_codes[cell.null_weights >= k]
        for cell, k in zip(cells, decision.k_stars, strict=True)
        if k is not None
    ]
    codes = np.unique(np.concatenate(parts)) if parts else np.zeros(0, dtype=np.int64)
    pairs = codes % (accounts * accounts)
    return NullUnion(replicates, codes // (accounts * accounts), pairs // accounts, pairs % accounts)
