"""Co-actions of jittered copies of the data: what timing alone would give by chance.

An event moves by at most W, so two events of one object that lie further apart than the window plus 2 W never meet
in any copy; and only pairs of accounts that share two objects that close can reach weight 2. These pairs are found
once, exactly; each copy then looks at nothing else. A test holds this against the plain form, which moves
everything and counts again.
"""

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import numpy as np
from numpy.typing import NDArray

from bot.engine import hashing, lines, null_kernels, plain
from bot.engine.coaction import RANGES, Limits
from bot.engine.layers import Events
from bot.engine.lines import Line
from bot.measures.keyed import JITTER, U64
from bot.protocols import I8, I16, I32, I64, NullEdges

ROWS = 1 << 14
"""Rows of output made at once, to begin with."""

HEAVIEST = np.iinfo(np.int16).max
"""A chance weight above this is held as this: rows are many, and no weight that matters comes near."""

Block = tuple[I16, I32, I32, I16]


@dataclass(frozen=True, slots=True)
class Jitter:
    """What the draws are keyed by, how many copies there are, and the step that shifts are multiples of (seconds)."""

    layer: str
    seed: int
    replicates: int
    step: int
    keys: tuple[U64, U64]


@dataclass(frozen=True, slots=True)
class Plan:
    """Windows, the distinct shifts, and for each window the index of its shift."""

    windows: I64
    shifts: tuple[int, ...]
    column: I64

    @property
    def reach(self) -> int:
        """How far apart two events may lie and still meet in some copy."""
        return max((int(w) + 2 * self.shifts[c] for w, c in zip(self.windows, self.column, strict=True)), default=0)


def plan_of(windows: Sequence[int], shifts: Sequence[int]) -> Plan:
    """Windows of one shift share their draws."""
    distinct = tuple(sorted(set(shifts)))
    return Plan(np.array(windows, np.int64), distinct, np.array([distinct.index(s) for s in shifts], np.int64))


def null_edges(events: Events, plan: Plan, jitter: Jitter, limits: Limits) -> NullEdges:
    """Pairs of weight >= 2 in any window, by replicate, source and target. `limits.rows` bounds the offsets held."""
    line = lines.line_of(events, plan.reach, limits.bits)
    if line is None:
        return plain_null_edges(events, plan, jitter)
    relevant = _relevant(events, line, plan.reach, limits.threads)
    line = lines.line_of(relevant, plan.reach)
    blocks: list[Block] = []
    if line is not None and len(relevant):
        for batch in _batches(len(relevant) * len(plan.shifts), jitter.replicates, limits.rows):
            offsets = _offsets(relevant, plan.shifts, jitter, batch, limits.threads)
            blocks += _batch(relevant, line, plan, offsets, batch.start, limits.threads)
    return _gathered(blocks, plan, jitter)


def plain_null_edges(events: Events, plan: Plan, jitter: Jitter) -> NullEdges:
    """The same by its definition: move every event, sort, count all pairs, for each copy and shift."""
    blocks: list[Block] = []
    for replicate in range(jitter.replicates):
        offsets = _offsets(events, plan.shifts, jitter, range(replicate, replicate + 1), 1)
        found: dict[tuple[int, int], list[int]] = {}
        for j, (window, plane) in enumerate(zip(plan.windows, plan.column, strict=True)):
            copy = plain.moved(events, offsets[plane, :, 0].astype(np.int64))
            for a, b, weight in zip(*plain.weights(copy, np.array([window])), strict=True):
                found.setdefault((int(a), int(b)), [0] * len(plan.windows))[j] = int(weight[0])
        kept = sorted((pair, weight) for pair, weight in found.items() if max(weight) > 1)
        ends = np.array([pair for pair, _ in kept], np.int32).reshape(-1, 2)
        weights = np.array([weight for _, weight in kept], np.int32).reshape(-1, len(plan.windows))
        blocks.append((np.full(len(kept), replicate, np.int16), ends[:, 0], ends[:, 1], _narrow(weights)))
    return _gathered(blocks, plan, jitter)


def _batches(columns: int, replicates: int, numbers: int) -> list[range]:
    """Replicates in batches whose offsets stay within so many numbers."""
    size = max(1, min(replicates, numbers // max(1, columns)))
    return [range(first, min(first + size, replicates)) for first in range(0, replicates, size)]


def _relevant(events: Events, line: Line, reach: int, threads: int) -> Events:
    """Events of pairs of accounts that come within reach of each other on at least two objects."""
    marked = np.zeros(len(events), np.bool_)
    level = np.zeros(reach + 1, np.int8)

    def work(span: tuple[int, int]) -> None:
        counts, touched = lines.scratch(line, np.int32)
        null_kernels.mark_range(*span, line.begin, line.place, line.key, line.shift, level, counts, touched, marked)

    with ThreadPoolExecutor(threads) as pool:
        list(pool.map(work, lines.work_ranges(line.begin, RANGES)))
    return events.take(np.flatnonzero(marked))


def _offsets(events: Events, shifts: Sequence[int], jitter: Jitter, batch: range, threads: int) -> I32:
    """Seconds by which each event moves: one plane a distinct shift, one row an event, one column a replicate."""
    starts = hashing.starts(jitter.seed, JITTER, batch, jitter.layer)
    out = np.empty((len(shifts), len(events), len(batch)), np.int32)
    edges = [len(events) * i // RANGES for i in range(RANGES + 1)]

    def work(span: tuple[int, int, int]) -> None:
        plane, low, high = span
        steps = shifts[plane] // jitter.step
        hashing.offsets_into(
            out[plane], starts, *jitter.keys, events.object, events.account, steps, jitter.step, low, high
        )

    spans = [(plane, low, high) for plane in range(len(shifts)) for low, high in pairwise(edges)]
    with ThreadPoolExecutor(threads) as pool:
        list(pool.map(work, spans))
    return out


def _batch(events: Events, line: Line, plan: Plan, offsets: I32, first: int, threads: int) -> list[Block]:
    """All replicates of one batch."""
    level = np.zeros(plan.reach + 1, np.int8)

    def work(span: tuple[int, int]) -> list[Block]:
        return _span(events, line, plan, level, offsets, first, span)

    with ThreadPoolExecutor(threads) as pool:
        return [block for blocks in pool.map(work, lines.work_ranges(line.begin, RANGES)) for block in blocks]


def _span(
    events: Events, line: Line, plan: Plan, level: I8, offsets: I32, first: int, span: tuple[int, int]
) -> list[Block]:
    """One range of source accounts; the output grows where one account alone does not fit."""
    counts, touched = lines.scratch(line, np.int32)
    cursor = np.full(line.n_accounts, -1, np.int32)
    blocks: list[Block] = []
    size, (low, high) = ROWS, span
    while low < high:
        out = (np.empty(size, np.int16), np.empty(size, np.int32), np.empty(size, np.int32))
        weight = np.empty((size, len(plan.windows)), np.int32)
        done, n = null_kernels.null_range(
            low,
            high,
            line.begin,
            line.place,
            line.key,
            line.shift,
            level,
            events.time,
            plan.windows,
            plan.column,
            offsets,
            counts,
            touched,
            cursor,
            *out,
            weight,
        )
        blocks.append((out[0][:n] + np.int16(first), out[1][:n].copy(), out[2][:n].copy(), _narrow(weight[:n])))
        size = size * 4 if n == 0 and done < high else size
        low = done
    return blocks


def _narrow(weight: I32) -> I16:
    """Weights in half the room."""
    return np.minimum(weight, HEAVIEST).astype(np.int16)


def _gathered(blocks: list[Block], plan: Plan, jitter: Jitter) -> NullEdges:
    """All rows by replicate; a column at a time, since a dense network has tens of millions of rows."""
    width = len(plan.windows)
    empty = (np.empty(0, np.int16), np.empty(0, np.int32), np.empty(0, np.int32), np.empty((0, width), np.int16))
    columns = [list(column) for column in zip(empty, *blocks, strict=True)]
    blocks.clear()
    replicate = _joined(columns[0])
    order = np.argsort(replicate, kind="stable")
    source, target, weight = (_joined(column)[order] for column in columns[1:])
    return NullEdges(
        jitter.layer, tuple(int(w) for w in plan.windows), jitter.replicates, replicate[order], source, target, weight
    )


def _joined(parts: list[NDArray[Any]]) -> NDArray[Any]:
    """The parts as one array; the list is emptied."""
    whole = np.concatenate(parts)
    parts.clear()
    return whole
