"""Writes the co-action network of one file by a stated definition of an edge: the use case behind `shoal edges`.

`objects` is ours, `pairs` CooRTweet's, `messages` coordination-network-toolkit's. Nothing is ever sampled here: over
the pair budget it stops, before anything is made.
"""

import tempfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

from bot.analysis import edges_tables
from bot.analysis.edges_tables import Names, Table
from bot.engine import coaction, layers, own_edges, peer_rows, peers
from bot.engine.tables import Tables
from bot.errors import UserError
from bot.ingest.intake import read_files
from bot.protocols import LAYERS
from bot.report import Dataset

EDGE_LAYERS = (*LAYERS, "post", "similar")
"""Layers of `shoal edges`: those of shares, all messages at once, and similar texts."""
WEIGHTS = ("objects", "pairs", "messages")
PAIR_BUDGET = 50_000_000
DEFAULT_QUANTILE = 0.5
DEFAULT_SIMILARITY = 0.9

Weight = Literal["objects", "pairs", "messages"]
Participation = Literal["both", "either"]
Progress = Callable[[str, int, int], None]


@dataclass(frozen=True, slots=True)
class EdgesRequest:
    """What to read, which definition to use, and where to write."""

    file: Path
    layer: str
    windows: tuple[int, ...]
    out: Path
    format: str | None = None
    mapping: Mapping[str, str] = field(default_factory=dict)
    weight: Weight = "objects"
    participation: Participation = "both"
    min_participation: int = 1
    min_weight: int = 1
    quantile: float | None = None
    similarity: float | None = None
    fast_window: int | None = None
    keep_loops: bool = False
    pairs: Path | None = None
    stats: Path | None = None
    pair_budget: int = PAIR_BUDGET


@dataclass(frozen=True, slots=True)
class EdgesResult:
    """What was read and written: edges by window, and all files in the order they were written."""

    dataset: Dataset
    edges: Mapping[int, int]
    written: tuple[Path, ...]


@dataclass(frozen=True, slots=True)
class Network:
    """The tables of one window."""

    edges: Table
    pairs: Table | None = None
    account_stats: Table | None = None
    group_stats: Table | None = None


def edges(
    request: EdgesRequest, *, memory_mb: int = 1024, threads: int = 2, progress: Progress | None = None
) -> EdgesResult:
    """Read the file, make the network of each window, write the tables. UserError says what, where, hint."""
    check(request)
    with tempfile.TemporaryDirectory(prefix="shoal-edges-") as scratch:
        folder = Path(scratch)
        dataset = read_files(
            [(request.file, request.file.name)],
            folder,
            format=request.format,
            mapping=request.mapping,
            progress=progress,
        )
        networks = networks_of(folder, request, memory_mb=memory_mb, threads=threads, progress=progress)
    written = _write(request, networks)
    return EdgesResult(dataset, {window: len(network.edges.rows) for window, network in networks.items()}, written)


def check(request: EdgesRequest) -> None:
    """UserError for options that are wrong or that do not go together."""
    for wrong, text, hint in _problems(request):
        if wrong:
            raise UserError(text, hint=hint)


def _problems(request: EdgesRequest) -> list[tuple[bool, str, str]]:
    weight, layer = request.weight, request.layer
    quantile, similarity, fast = request.quantile, request.similarity, request.fast_window
    return [
        (layer not in EDGE_LAYERS, f"there is no layer '{layer}'", f"Layers: {', '.join(EDGE_LAYERS)}."),
        (weight not in WEIGHTS, f"there is no weight '{weight}'", f"Weights: {', '.join(WEIGHTS)}."),
        (not request.windows, "no window is given", "Add --window 60."),
        (min(request.windows, default=0) < 0, "a window is negative", "Windows are seconds, 0 or more."),
        (len(set(request.windows)) < len(request.windows), "a window is given twice", "Give each window once."),
        (request.participation not in {"both", "either"}, "participation is 'both' or 'either'", ""),
        (request.min_participation < 1, "--min-participation starts at 1", ""),
        (request.min_weight < 1, "--min-weight starts at 1", ""),
        (request.pair_budget < 1, "--pair-budget starts at 1", ""),
        (quantile is not None and not 0 <= quantile <= 1, "--quantile lies between 0 and 1", "The median is 0.5."),
        (similarity is not None and not 0 < similarity <= 1, "--similarity lies above 0, up to 1", "Try 0.9."),
        (
            similarity is not None and layer != "similar",
            f"--similarity does nothing on the layer '{layer}'",
            "Use it with --layer similar.",
        ),
        (
            layer in {"post", "similar"} and weight != "messages",
            f"the layer '{layer}' has no objects to count",
            "Use it with --weight messages.",
        ),
        (
            weight == "messages" and request.min_participation > 1,
            "--weight messages knows no participation rule",
            "Leave --min-participation out.",
        ),
        (
            weight == "objects" and request.keep_loops,
            "--weight objects has no loops to keep: an account and an object count once",
            "Use --weight pairs or --weight messages.",
        ),
        (
            weight != "pairs" and (fast is not None or request.stats is not None),
            "--fast-window and --stats belong to --weight pairs",
            "Add --weight pairs.",
        ),
        (
            fast is not None and not 0 <= fast < min(request.windows, default=0),
            "--fast-window must be smaller than --window",
            "For example --window 60 --fast-window 10.",
        ),
    ]


def networks_of(
    folder: Path, request: EdgesRequest, *, memory_mb: int = 1024, threads: int = 2, progress: Progress | None = None
) -> dict[int, Network]:
    """The network of each window, from a run's Parquet folder."""
    make = {"objects": _objects, "pairs": _pairs, "messages": _messages}[request.weight]
    networks = {}
    with Tables(folder, memory_mb, threads) as tables:
        for done, window in enumerate(sorted(request.windows)):
            if progress is not None:
                progress("counting", done, len(request.windows))
            networks[window] = make(tables, request, window, coaction.Limits(threads, coaction.room(memory_mb, 1)))
    return networks


def _within_budget(count: int, window: int, request: EdgesRequest) -> None:
    if count > request.pair_budget:
        raise UserError(
            f"{count:,} pairs of shares lie within {window} s, more than the budget of {request.pair_budget:,}",
            hint="Use a smaller --window or a larger --pair-budget; `shoal analyze` samples viral objects instead.",
            where=request.file.name,
        )


def _objects(tables: Tables, request: EdgesRequest, window: int, limits: coaction.Limits) -> Network:
    peer_rows.require_layer(tables, request.layer)
    both = request.participation == "both"
    events = own_edges.load_events(tables, request.layer, request.min_participation, both=both)
    _within_budget(own_edges.count_events(events, window), window, request)
    found = own_edges.object_edges(events, window, request.min_participation, limits)
    table = edges_tables.object_table(found, tables.account_ids, request.min_weight, request.quantile)
    if request.pairs is None:
        return Network(table)
    contents, names = layers.coded(tables.content_ids(request.layer, events.row))
    rows, pairs = own_edges.object_pairs(events, window, request.min_participation, contents)
    known = Names(tables.account_ids, tables.object_ids(request.layer), names)
    return Network(table, edges_tables.pair_table(rows, pairs, known))


def _pairs(tables: Tables, request: EdgesRequest, window: int, limits: coaction.Limits) -> Network:
    del limits
    named = peer_rows.share_rows(tables, request.layer)
    span = window * peers.SECOND
    _within_budget(peers.count_pairs(named.rows, span), window, request)
    both = request.participation == "both"
    participation = request.min_participation
    rows, pairs = peers.row_pairs(named.rows, span, participation, both=both, keep_loops=request.keep_loops)
    known = Names(tables.account_ids, named.objects, named.contents)
    found = peers.pair_edges(rows, pairs)
    quantile = DEFAULT_QUANTILE if request.quantile is None else request.quantile
    if request.fast_window is None:
        flags = None
        table = edges_tables.peer_pair_table(found, known, request.min_weight, quantile)
    else:
        flags = peers.fast_flags(rows, pairs, request.fast_window * peers.SECOND, participation, both=both)
        fast = peers.pair_edges(rows, pairs.where(flags))
        table = edges_tables.fast_table(found, fast, known, request.min_weight, quantile)
    listed = edges_tables.pair_table(rows, pairs, known, flags, request.fast_window)
    accounts = edges_tables.account_table(peers.account_stats(found, rows, pairs), known)
    groups = edges_tables.group_table(peers.group_stats(rows, pairs), known)
    return Network(table, listed, accounts, groups)


def _messages(tables: Tables, request: EdgesRequest, window: int, limits: coaction.Limits) -> Network:
    del limits
    named = peer_rows.message_rows(tables, request.layer)
    span = window * peers.SECOND
    _within_budget(peers.count_pairs(named.rows, span), window, request)
    if request.layer == "similar":
        wanted = DEFAULT_SIMILARITY if request.similarity is None else request.similarity
        pairs = peer_rows.similar_pairs(tables, named, span, wanted)
    else:
        pairs = peers.messages_pairs(named.rows, span)
    known = Names(tables.account_ids, named.objects, named.contents)
    found = peers.message_edges(named.rows, pairs)
    table = edges_tables.message_table(
        found, known, request.min_weight, request.quantile, keep_loops=request.keep_loops
    )
    return Network(table, edges_tables.pair_table(named.rows, pairs, known))


def _write(request: EdgesRequest, networks: Mapping[int, Network]) -> tuple[Path, ...]:
    wanted: list[tuple[Path, Mapping[int, Table | None]]] = [
        (request.out, {window: network.edges for window, network in networks.items()})
    ]
    if request.pairs is not None:
        wanted.append((request.pairs, {window: network.pairs for window, network in networks.items()}))
    if request.stats is not None:
        accounts = {window: network.account_stats for window, network in networks.items()}
        groups = {window: network.group_stats for window, network in networks.items()}
        wanted += [(request.stats / "account_stats.csv", accounts), (request.stats / "group_stats.csv", groups)]
    for path, tables in wanted:
        edges_tables.write(path, edges_tables.joined({w: t for w, t in tables.items() if t is not None}))
    return tuple(path for path, _ in wanted)
