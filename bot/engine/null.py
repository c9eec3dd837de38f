"""Co-actions of jittered copies of the data: what timing alone would give by chance.

An event moves by at most W, so two events of one object that lie further apart than the window plus 2 W never meet
in any copy; and only pairs of accounts that share two objects that close can reach weight 2. These pairs are found
once, exactly; each copy then looks at nothing else. A test holds this against the plain form, which moves
everything and counts again.
"""

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from bot.engine import hashing, kernels, null_kernels
from bot.engine.coaction import RANGES, Limits, work_ranges
from bot.engine.layers import Events
from bot.measures.keyed import JITTER, U64
from bot.protocols import I16, I32, I64, NullEdges

Block = tuple[I16, I32, I32, I32]


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
    """Events that can matter, the windows, each window's column of offsets, and how far apart events may lie."""

    events: Events
    begin: I64
    place: I32
    windows: I64
    column: I64
    reach: int


def null_edges(
    events: Events, windows: Sequence[int], shifts: Sequence[int], jitter: Jitter, limits: Limits
) -> NullEdges:
    """Pairs of weight >= 2 in any window, by replicate, source and target. `limits.rows` bounds the offsets held."""
    distinct = sorted(set(shifts))
    reach = max((w + 2 * s for w, s in zip(windows, shifts, strict=True)), default=0)
    plan = _plan(
        _relevant(events, reach, limits.threads),
        np.array(windows, dtype=np.int64),
        np.array([distinct.index(s) for s in shifts], dtype=np.int64),
        reach,
    )
    at_once = max(1, limits.rows // max(1, len(plan.events) * len(distinct)))
    blocks: list[Block] = []
    for first in range(0, jitter.replicates, at_once):
        batch = range(first, min(first + at_once, jitter.replicates))
        offsets = _offsets(plan.events, distinct, jitter, batch, limits.threads)
        blocks += _batch(plan, offsets, first, limits.threads)
    return _gathered(blocks, tuple(windows), jitter)


def _plan(events: Events, windows: I64, column: I64, reach: int) -> Plan:
    begin, place = kernels.places(events.account, events.n_accounts)
    return Plan(events, begin, place, windows, column, reach)


def _relevant(events: Events, reach: int, threads: int) -> Events:
    """Events of pairs of accounts that come within reach of each other on at least two objects."""
    begin, place = kernels.places(events.account, events.n_accounts)
    marked = np.zeros(len(events), np.bool_)

    def work(span: tuple[int, int]) -> None:
        counts = np.zeros((events.n_accounts, 1), np.int32)
        touched = np.empty(events.n_accounts + 1, np.int32)
        null_kernels.mark_range(
            *span, begin, place, events.object, events.time, events.account, np.array([reach]), counts, touched, marked
        )

    with ThreadPoolExecutor(threads) as pool:
        list(pool.map(work, work_ranges(begin, RANGES)))
    return events.take(np.flatnonzero(marked))


def _offsets(events: Events, shifts: Sequence[int], jitter: Jitter, batch: range, threads: int) -> NDArray[np.int32]:
    """Seconds by which each event moves: one row an event, one column a replicate, one plane a distinct shift."""
    starts = hashing.starts(jitter.seed, JITTER, batch, jitter.layer)
    out = np.empty((len(shifts), len(events), len(batch)), np.int32)
    edges = np.linspace(0, len(events), RANGES + 1).astype(np.int64)
    spans = [(plane, low, high) for plane in range(len(shifts)) for low, high in zip(edges[:-1], edges[1:], strict=True)]

    def work(span: tuple[int, np.int64, np.int64]) -> None:
        plane, low, high = span
        steps = shifts[plane] // jitter.step
        hashing.offsets_into(
            out[plane], starts, *jitter.keys, events.object, events.account, steps, jitter.step, low, high
        )

    with ThreadPoolExecutor(threads) as pool:
        list(pool.map(work, spans))
    return out


def _batch(plan: Plan, offsets: NDArray[np.int32], first: int, threads: int) -> list[Block]:
    """All replicates of one batch."""

    def work(span: tuple[int, int]) -> list[Block]:
        return _span(plan, offsets, first, span)

    with ThreadPoolExecutor(threads) as pool:
        return [block for blocks in pool.map(work, work_ranges(plan.begin, RANGES)) for block in blocks]


def _span(plan: Plan, offsets: NDArray[np.int32], first: int, span: tuple[int, int]) -> list[Block]:
    """One range of source accounts; the output grows where one account alone does not fit."""
    events = plan.events
    counts = np.zeros((events.n_accounts, 1), np.int32)
    touched = np.empty(events.n_accounts + 1, np.int32)
    blocks: list[Block] = []
    size, (low, high) = 1 << 14, span
    while low < high:
        out = (np.empty(size, np.int16), np.empty(size, np.int32), np.empty(size, np.int32))
        weight = np.empty((size, len(plan.windows)), np.int32)
        done, n = null_kernels.null_range(
            low,
            high,
            plan.begin,
            plan.place,
            events.object,
            events.time,
            events.account,
            np.array([plan.reach]),
            plan.windows,
            plan.column,
            offsets,
            counts,
            touched,
            *out,
            weight,
        )
        blocks.append(((out[0][:n] + np.int16(first)), out[1][:n].copy(), out[2][:n].copy(), weight[:n].copy()))
        size = size * 4 if n == 0 and done == low else size
        low = done
    return blocks


def _gathered(blocks: list[Block], windows: tuple[int, ...], jitter: Jitter) -> NullEdges:
    empty = (np.empty(0, np.int16), np.empty(0, np.int32), np.empty(0, np.int32), np.empty((0, len(windows)), np.int32))
    replicate, source, target, weight = (np.concatenate(columns) for columns in zip(empty, *blocks, strict=True))
    order = np.argsort(replicate, kind="stable")
    return NullEdges(
        jitter.layer, windows, jitter.replicates, replicate[order], source[order], target[order], weight[order]
    )
