"""The columns of the files that `shoal edges` writes. Machine files: ids stand raw, rows are sorted by bytes."""

import csv
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from bot.engine import peers
from bot.engine.own_edges import ObjectEdges
from bot.engine.peers import Edges, Flags, Pairs, Rows
from bot.errors import UserError
from bot.protocols import F64, I32, I64

EDGE_COLUMNS = ("source", "target", "weight", "avg_time_delta")
PAIR_EDGE_COLUMNS = (
    *EDGE_COLUMNS,
    "n_content_id",
    "n_content_id_y",
    "edge_symmetry_score",
    "weight_threshold",
    "n_objects",
)
FAST_COLUMNS = (
    "source",
    "target",
    "weight_full",
    "weight_fast",
    "avg_time_delta_full",
    "avg_time_delta_fast",
    "n_content_id_full",
    "n_content_id_y_full",
    "n_content_id_fast",
    "n_content_id_y_fast",
    "edge_symmetry_score_full",
    "edge_symmetry_score_fast",
    "weight_threshold_full",
    "weight_threshold_fast",
)
PAIR_COLUMNS = ("object_id", "account_id", "account_id_y", "content_id", "content_id_y", "time_delta")
ACCOUNT_COLUMNS = ("account_id", "avg_time_delta", "avg_edge_symmetry_score", "unique_shares_count")
GROUP_COLUMNS = ("object_id", "num_accounts")

Row = tuple[Any, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """A header and its rows: text, integers, floats; None is an empty cell."""

    header: tuple[str, ...]
    rows: list[Row]


@dataclass(frozen=True, slots=True)
class Names:
    """Text ids by dense id, in byte order."""

    accounts: Sequence[str]
    objects: Sequence[str]
    contents: Sequence[str]


def strong(weight: I64, min_weight: int, quantile: float | None) -> I64:
    """Positions of edges of enough weight, and strictly above the quantile of all weights where one is asked for."""
    keep = weight >= min_weight
    if quantile is not None:
        keep &= peers.over_quantile(weight, quantile) == 1
    return np.flatnonzero(keep)


def object_table(found: ObjectEdges, accounts: Sequence[str], min_weight: int, quantile: float | None) -> Table:
    """Edges by our definition."""
    rows: list[Row] = [
        (accounts[found.source[i]], accounts[found.target[i]], int(found.weight[i]), float(found.gap[i]))
        for i in strong(found.weight, min_weight, quantile)
    ]
    return Table(EDGE_COLUMNS, rows)


def message_table(found: Edges, names: Names, min_weight: int, quantile: float | None, *, keep_loops: bool) -> Table:
    """Directed edges by the toolkit's definition; self loops are left out unless asked for."""
    rows: list[Row] = []
    for i in strong(found.weight, min_weight, quantile):
        loop = int(found.source[i] == found.target[i])
        if keep_loops or not loop:
            rows.append((*_ends(found, names, i), int(found.weight[i]), float(found.gap[i]), loop))
    return Table((*EDGE_COLUMNS, "self_loop"), rows)


def peer_pair_table(found: Edges, names: Names, min_weight: int, quantile: float) -> Table:
    """Undirected edges by CooRTweet's definition; the threshold is taken over all of them."""
    over = peers.over_quantile(found.weight, quantile)
    rows: list[Row] = [
        (
            *_ends(found, names, i),
            int(found.weight[i]),
            float(found.gap[i]),
            int(found.older[i]),
            int(found.newer[i]),
            float(found.symmetry[i]),
            int(over[i]),
            int(found.objects[i]),
        )
        for i in strong(found.weight, min_weight, None)
    ]
    return Table(PAIR_EDGE_COLUMNS, rows)


def fast_table(full: Edges, fast: Edges, names: Names, min_weight: int, quantile: float) -> Table:
    """CooRTweet's edges of the full and of the faster network side by side; empty where there is no fast edge."""
    over_full, over_fast = peers.over_quantile(full.weight, quantile), peers.over_quantile(fast.weight, quantile)
    at = {(int(s), int(t)): i for i, (s, t) in enumerate(zip(fast.source, fast.target, strict=True))}
    rows: list[Row] = []
    for i in strong(full.weight, min_weight, None):
        k = at.get((int(full.source[i]), int(full.target[i])))
        f = _numbers(full, over_full, int(i))
        g = (None,) * 6 if k is None else _numbers(fast, over_fast, k)
        rows.append((*_ends(full, names, i), f[0], g[0], f[1], g[1], f[2], f[3], g[2], g[3], f[4], g[4], f[5], g[5]))
    return Table(FAST_COLUMNS, rows)


def _ends(found: Edges, names: Names, i: np.int64) -> tuple[str, str]:
    return names.accounts[found.source[i]], names.accounts[found.target[i]]


def _numbers(found: Edges, over: I64, i: int) -> tuple[float | int | None, ...]:
    counts = int(found.weight[i]), float(found.gap[i]), int(found.older[i]), int(found.newer[i])
    return (*counts, float(found.symmetry[i]), int(over[i]))


def pair_table(
    rows: Rows, pairs: Pairs, names: Names, flags: Flags | None = None, fast_window: int | None = None
) -> Table:
    """Row pairs, older first, sorted by object and contents; with a fast window, whether each is in it."""
    object_ = rows.object[pairs.older]
    older, newer = rows.content[pairs.older], rows.content[pairs.newer]
    x, y = rows.account[pairs.older], rows.account[pairs.newer]
    order = np.lexsort((y, x, newer, older, object_))
    header = PAIR_COLUMNS if flags is None else (*PAIR_COLUMNS, f"time_window_{fast_window}")
    out: list[Row] = []
    for i in order:
        ids = names.objects[object_[i]], names.accounts[x[i]], names.accounts[y[i]]
        row: Row = (*ids, names.contents[older[i]], names.contents[newer[i]], float(pairs.gap[i]) / peers.SECOND)
        out.append(row if flags is None else (*row, int(flags[i])))
    return Table(header, out)


def account_table(stats: tuple[I32, F64, F64, I64], names: Names) -> Table:
    """CooRTweet's account statistics, by account."""
    rows: list[Row] = [
        (names.accounts[account], float(gap), float(symmetry), int(shares))
        for account, gap, symmetry, shares in zip(*stats, strict=True)
    ]
    return Table(ACCOUNT_COLUMNS, rows)


def group_table(stats: tuple[I32, I64], names: Names) -> Table:
    """CooRTweet's group statistics: most accounts first, then by object."""
    rows: list[Row] = [(names.objects[object_], int(n)) for object_, n in zip(*stats, strict=True)]
    return Table(GROUP_COLUMNS, sorted(rows, key=lambda row: -row[1]))


def joined(tables: Mapping[int, Table]) -> Table:
    """One table of several windows, with a column that says which; one window's table as it is."""
    if len(tables) == 1:
        return next(iter(tables.values()))
    header = (*next(iter(tables.values())).header, "window")
    rows = [(*row, window) for window, table in sorted(tables.items()) for row in table.rows]
    return Table(header, sorted(rows, key=lambda row: (row[0].encode(), str(row[1]).encode(), row[-1])))


def cell(value: Any) -> Any:  # noqa: ANN401 - a CSV cell
    """A number as short as it can be read back exactly; whole floats without a point."""
    if value is None:
        return ""
    if isinstance(value, float):
        return int(value) if value.is_integer() else repr(value)
    return value


def write(path: Path, table: Table) -> None:
    """Write a CSV file beside its name, then move it there; UserError if the place cannot be written to."""
    part = path.with_name(path.name + ".part")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with part.open("w", encoding="utf-8", newline="") as out:
            writer = csv.writer(out, lineterminator="\n")
            writer.writerow(table.header)
            writer.writerows(tuple(cell(value) for value in row) for row in table.rows)
        part.replace(path)
    except OSError as error:
        raise UserError(
            f"cannot write the file: {error.strerror}", hint="Choose another place.", where=str(path)
        ) from None
