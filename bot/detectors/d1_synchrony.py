"""D1 Synchrony: pairs of accounts that acted on the same objects at nearly the same time, again and again.

Sees: two accounts repost, link, tag or write the same thing within 10, 60 or 300 seconds, for at least k* distinct
objects. k* is set per layer and window from 30 copies of the data in which every act was moved by a random whole
number of time steps, so that the false-discovery rate stays under 5 %, first per cell and then over the union.
Edges are ranked by the Poisson tail P(X >= w; mu = s_a s_b / 2M) over the accounts' strengths.

Formula: keep weight >= k*, the smallest k >= 2 with >= 3 edges and (mean null edges + 1/R) / observed <= .05.
Looks the same: live events, brand-owned pages, fan clubs, declared automated accounts on one feed. The null measures
coincidence only; organic crowds that follow the same page pass it.
Reference: Pacheco et al. 2021 and Nizzoli et al. 2021 for co-action networks; Benjamini & Hochberg 1995.
"""

from collections.abc import Iterable, Sequence

import numpy as np

from bot.measures.authors import authors_of
from bot.measures.components import components
from bot.measures.crowds import window_strengths
from bot.measures.edges import best_rate, distinct_pairs, edges_inside, tied_accounts
from bot.measures.kstar import Cell, at_least, cell_fdr, cells_of, decide, fdr_curve, null_union
from bot.measures.tables import accounts_of, shares_in
from bot.measures.tails import poisson_surprise
from bot.protocols import (
    F64,
    I32,
    CoActions,
    Context,
    Detector,
    EdgeSet,
    Group,
    Measurement,
    Proposal,
)
from bot.report import Family, LayerReport, SampledObject

KEY = "D1"
WATCH_MARGIN = 2
"""A lone pair is worth naming from k* plus this many objects on."""


def shift_of(window: int, minimum: int, resolution: int) -> int:
    """W = max(30 min, 6 tau), rounded up to a whole multiple of the time resolution."""
    wanted = max(minimum, 6 * window)
    return -(-wanted // resolution) * resolution


def wanted_layers(context: Context) -> tuple[str, ...]:
    """Layers that the parameters name and the data hold; all held layers if none is named."""
    held = context.engine.layers()
    return tuple(layer for layer in held if not context.parameters.layers or layer in context.parameters.layers)


def _layer_cells(context: Context, layer: str, windows: Sequence[int], resolution: int) -> tuple[CoActions, list[Cell]]:
    """One layer's observed pairs, and a cell for each window. The chance pairs are let go of before the next layer."""
    settings = context.parameters
    shifts = [shift_of(window, settings.shift_minimum, resolution) for window in windows]
    seen = context.engine.co_actions(layer, windows, seed=settings.seed, pair_budget=settings.pair_budget, min_weight=2)
    null = context.engine.null_edges(
        layer,
        windows,
        seed=settings.seed,
        pair_budget=settings.pair_budget,
        replicates=settings.replicates,
        shifts=shifts,
    )
    return seen, cells_of(seen, null, len(accounts_of(context)), settings.fdr)


def _surprise(context: Context, cell: Cell, source: I32, target: I32, weight: I32) -> F64:
    strengths = window_strengths(shares_in(context, cell.layer), cell.window)
    total = max(int(strengths.sum()), 1)
    means = strengths[source].astype(np.float64) * strengths[target].astype(np.float64) / total
    return poisson_surprise(weight.astype(np.int64), means)


def _edge_set(context: Context, cell: Cell, k: int, accounts: int) -> EdgeSet:
    rows = cell.weights >= k
    source = (cell.codes[rows] // accounts).astype(np.int32)
    target = (cell.codes[rows] % accounts).astype(np.int32)
    weight = cell.weights[rows].astype(np.int32)
    order = np.lexsort((target, source))
    chance = int((cell.null_weights >= k).sum())
    return EdgeSet(
        detector=KEY,
        layer=cell.layer,
        window=cell.window,
        source=source[order],
        target=target[order],
        weight=weight[order],
        surprise=_surprise(context, cell, source, target, weight)[order],
        k_star=k,
        fdr=cell_fdr(len(source), chance, context.parameters.replicates),
        expected=chance / context.parameters.replicates,
        fdr_at=fdr_curve(cell, k, context.parameters.replicates),
    )


def _report(context: Context, pairs: CoActions, cell: Cell, k: int | None) -> LayerReport:
    """What the report says of one cell."""
    kept = int(at_least(cell.weights)[k]) if k is not None else 0
    chance = int((cell.null_weights >= k).sum()) if k is not None else 0
    names = context.engine.object_names(cell.layer, [item[0] for item in pairs.sampled])
    column = pairs.windows.index(cell.window)
    authors, ids = authors_of(context, names), accounts_of(context).ids
    return LayerReport(
        layer=cell.layer,
        window_seconds=cell.window,
        objects=pairs.objects,
        events=pairs.events,
        edges_observed=int(pairs.histogram[column][1:].sum()),
        k_star=k,
        fdr=cell_fdr(kept, chance, context.parameters.replicates) if kept else None,
        edges_kept=kept,
        expected_by_chance=chance / context.parameters.replicates if kept else None,
        sampled_objects=tuple(
            SampledObject(name, kept_rows, total, ids[authors[name]] if name in authors else "")
            for name, (_, kept_rows, total) in zip(names, pairs.sampled, strict=True)
        ),
    )


def _skipped(context: Context, layer: str, window: int, resolution: int) -> LayerReport:
    """A window below the data's time resolution: not applicable, which is not negative."""
    events = shares_in(context, layer)
    return LayerReport(
        layer=layer,
        window_seconds=window,
        objects=events.n_objects,
        events=len(events.time),
        edges_observed=0,
        k_star=None,
        fdr=None,
        edges_kept=0,
        expected_by_chance=None,
        not_applicable=f"the data's times are {resolution} s apart, wider than this window",
    )


def _watch(edge_sets: Iterable[EdgeSet]) -> tuple[tuple[int, int, str, int, int, int], ...]:
    """Lone pairs, tied to nobody else, that met k* + 2 times or more."""
    held = tuple(edge_sets)
    codes = distinct_pairs(held)
    found = components(codes >> 32, codes & 0xFFFFFFFF)
    alone = found.nodes[found.sizes[found.label] == 2]
    rows = []
    for item in held:
        k = item.k_star or 0
        lone = np.isin(item.source, alone) & (item.weight >= k + WATCH_MARGIN)
        rows += [
            (int(a), int(b), item.layer, item.window or 0, int(w), k)
            for a, b, w in zip(item.source[lone], item.target[lone], item.weight[lone], strict=True)
        ]
    return tuple(sorted(rows))


def propose(context: Context) -> Proposal:
    """Kept edges of every layer and window, with what the null gives for each."""
    resolution = context.engine.time_resolution()
    windows = tuple(sorted(window for window in context.parameters.windows if window >= resolution))
    too_fine = sorted(set(context.parameters.windows) - set(windows))
    layers = wanted_layers(context)
    skipped = [_skipped(context, layer, window, resolution) for layer in layers for window in too_fine]
    if not windows or not layers:
        return Proposal((), cells=tuple(skipped))
    accounts = len(accounts_of(context))
    found = [_layer_cells(context, layer, windows, resolution) for layer in layers]
    cells = [group for _, group in found]
    flat = [cell for group in cells for cell in group]
    decision = decide(flat, context.parameters.replicates, context.parameters.fdr)
    stars = dict(zip([(cell.layer, cell.window) for cell in flat], decision.k_stars, strict=True))
    edge_sets = tuple(
        _edge_set(context, cell, k, accounts) for cell, k in zip(flat, decision.k_stars, strict=True) if k is not None
    )
    reports = [_report(context, seen, cell, stars[cell.layer, cell.window]) for seen, group in found for cell in group]
    return Proposal(
        edge_sets=edge_sets,
        cells=tuple(skipped + reports),
        fdr_union=decision.fdr_union,
        null=null_union(flat, decision, accounts, context.parameters.replicates),
        watch=_watch(edge_sets),
    )


def _best_cell(edge_sets: Sequence[EdgeSet]) -> EdgeSet:
    """The cell to speak of: most accounts, then most pairs, then the shorter window, then the layer's name."""
    return min(
        edge_sets,
        key=lambda item: (-len(tied_accounts(item)), -len(item.source), item.window or 0, item.layer),
    )


def _numbers(edge_sets: Sequence[EdgeSet], cell: EdgeSet, in_data: int) -> dict[str, object]:
    return {
        "n": len(tied_accounts(cell)),
        "layer": cell.layer,
        "seconds": cell.window,
        "k": cell.k_star,
        "pairs": len(cell.source),
        "expected": cell.expected,
        "in_data": in_data,
        "heaviest": int(cell.weight.max()),
        "layers": sorted({item.layer for item in edge_sets}),
        "all_pairs": len(distinct_pairs(edge_sets)),
    }


def measure(context: Context, group: Group) -> Measurement:
    """The kept edges inside one group."""
    own = [item for item in context.edge_sets if item.detector == KEY]
    if not wanted_layers(context):
        return Measurement(applicable=False, why_not="the data hold no shares")
    if context.engine.time_resolution() > max(context.parameters.windows, default=0):
        return Measurement(applicable=False, why_not="the data's times are too coarse for every window")
    members = group.everyone()
    inside = [item for item in (edges_inside(item, members) for item in own) if len(item.source)]
    if not inside:
        return Measurement(applicable=True, support=0, value=0.0, statistic=0.0)
    cell = _best_cell(inside)
    in_data = next(len(item.source) for item in own if (item.layer, item.window) == (cell.layer, cell.window))
    tied = np.unique(np.concatenate([tied_accounts(item) for item in inside])).astype(np.int32)
    events = _events(context, cell)
    return Measurement(
        applicable=True,
        support=len(tied),
        value=float(len(distinct_pairs(inside))),
        baseline=cell.expected,
        p_value=None,
        statistic=float(np.median(-np.log10(best_rate(inside, tied)))),
        numbers=_numbers(inside, cell, in_data),
        accounts=tuple(int(account) for account in tied),
        posts=events,
    )


def _events(context: Context, cell: EdgeSet, pairs: int = 50) -> tuple[str, ...]:
    """Content ids behind the strongest pairs of a cell."""
    order = np.lexsort((cell.target, cell.source, -cell.surprise))[:pairs]
    order = np.sort(order)
    found = context.engine.co_events(
        cell.layer,
        cell.window or 0,
        cell.source[order],
        cell.target[order],
        seed=context.parameters.seed,
        pair_budget=context.parameters.pair_budget,
    )
    return tuple(sorted({*found.content_source, *found.content_target} - {""}))


DETECTOR = Detector(
    key=KEY,
    name="Same thing at the same time",
    version=1,
    family=Family.SYNCHRONY,
    sentence=(
        "{n:account} {layer:did} within {seconds} s of each other, {k:times} or more: {pairs:pair}. "
        "In the whole data there are {in_data:such pair}; chance alone would give {expected}."
    ),
    caveat=(
        "This compares with coincidence only. How often an organic crowd does the same is a question for a "
        "comparison set."
    ),
    innocent=(
        "A fan club, a call to action, a live event, brand-owned pages or declared automated accounts on the same "
        "feed look the same."
    ),
    disarm=("T0049.003", "T0049.001", "T0121"),
    needs=frozenset({"times"}),
    propose=propose,
    measure=measure,
)

EXAMPLE = {"n": 271, "layer": "repost", "seconds": 60, "k": 3, "pairs": 4118, "in_data": 4160, "expected": 37.0}
"""Numbers of an example sentence (made up), for the documentation."""
