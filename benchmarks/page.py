"""Writes measured tables into docs/PERFORMANCE.md between its markers."""

import os
import platform
from collections.abc import Sequence
from datetime import date
from pathlib import Path

from benchmarks.measured import Cost
from benchmarks.pairs import TOOLKIT, Block

PAIRS, CASE, ACKS = "pairs", "case", "acks"
BUDGETS = {"duckdb": ">= 8", "toolkit": ">= 25", "floor": "<= 2.5", "memory": "<= 1"}


def write(page: Path, part: str, content: str) -> None:
    """Replace what stands between a part's markers."""
    start, end = f"<!-- {part}: written by make bench -->", f"<!-- end of {part} -->"
    text = page.read_text(encoding="utf-8")
    before, rest = text.split(start, 1)
    after = rest.split(end, 1)[1]
    page.write_text(f"{before}{start}\n\n{content}\n{end}{after}", encoding="utf-8")


def tables(blocks: Sequence[Block]) -> str:
    """Costs by size, then ratios."""
    machine = f"{os.cpu_count()} cores, {platform.machine()}, Python {platform.python_version()}, {date.today()}"  # noqa: DTZ011
    parts = [f"Measured on {machine}.\n"]
    parts += [_costs(block) for block in blocks]
    parts.append(_ratios(blocks))
    return "\n".join(parts)


def _costs(block: Block) -> str:
    rows = [f"### {block.size:,} shares\n", "| contender | CPU s | wall s | peak MB |", "|---|---:|---:|---:|"]
    rows += [f"| {c.name} | {c.cpu:.2f} | {c.wall:.2f} | {c.peak_mb:,.0f} |" for c in block.costs]
    ours = _named(block, "ours")
    if ours is not None:
        rows.append(f"\n{ours.found['events']:,} pair events, {ours.found['pairs']:,} pairs of weight 2 or more.")
    rows += [f"\n{note}." for note in block.notes]
    return "\n".join([*rows, ""])


def _ratios(blocks: Sequence[Block]) -> str:
    rows = ["### Ratios of this run\n", "| what | shares | ratio | budget |", "|---|---:|---:|---:|"]
    for block in blocks:
        rows += _block_ratios(block)
    rows += _growth(blocks)
    return "\n".join([*rows, ""])


def _block_ratios(block: Block) -> list[str]:
    ours, floor, toolkit = (_named(block, name) for name in ("ours", "floor", TOOLKIT))
    forms = [cost for cost in block.costs if cost.name.startswith("duckdb")]
    if ours is None or floor is None or not forms:
        return []
    best = min(forms, key=lambda cost: cost.cpu)
    size = f"{block.size:,}"
    rows = [f"| CPU: {best.name} (the best SQL) / ours | {size} | {best.cpu / ours.cpu:.1f} | {BUDGETS['duckdb']} |"]
    if toolkit is not None:
        rows.append(f"| CPU: {TOOLKIT} / ours | {size} | {toolkit.cpu / ours.cpu:.0f} | {BUDGETS['toolkit']} |")
    rows.append(f"| CPU: ours / floor | {size} | {ours.cpu / floor.cpu:.2f} | {BUDGETS['floor']} |")
    least = min(cost.peak_mb for cost in forms)
    rows.append(f"| peak memory: ours / DuckDB's least | {size} | {ours.peak_mb / least:.2f} | {BUDGETS['memory']} |")
    null, seen = _named(block, "null"), _named(block, "cut-three-windows")
    if null is not None and seen is not None:
        rows.append(
            f"| CPU: null, 30 copies x 3 windows / observed pass | {size} | {null.cpu / seen.cpu:.1f} | same order |"
        )
    return rows


def _growth(blocks: Sequence[Block]) -> list[str]:
    known = [(block, ours) for block in blocks if (ours := _named(block, "ours")) is not None]
    if len(known) < 2:
        return []
    (small, one), (large, other) = known[-2:]
    rate = (other.found["events"] / other.cpu) / (one.found["events"] / one.cpu)
    return [f"| pair events a CPU second: {large.size:,} / {small.size:,} shares | | {rate:.2f} | >= 0.7 |"]


def _named(block: Block, name: str) -> Cost | None:
    return next((cost for cost in block.costs if cost.name == name), None)
