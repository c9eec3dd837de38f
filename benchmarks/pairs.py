"""Co-action pairs against DuckDB's best SQL, coordination-network-toolkit and the floor, side by side in one run."""

import csv
import os
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from benchmarks.contend import FORMS
from benchmarks.measured import Cost, run
from benchmarks.synthetic import shares, write_integers

WINDOW = 60
TOOLKIT = "coordination-network-toolkit"
TIMEOUT = 1800.0
SELF_JOIN_UP_TO = 200_000
"""The self-join compares all pairs of an object; with viral objects it is hopeless, and shown for small data only."""


@dataclass(frozen=True, slots=True)
class Plan:
    """Where data and the toolkit's environment live, what sizes are measured, and how often."""

    folder: Path
    sizes: tuple[int, ...]
    growth: int
    toolkit_up_to: int
    repeats: int


@dataclass(frozen=True, slots=True)
class Block:
    """All contenders on one size; `notes` names what was not run."""

    size: int
    costs: tuple[Cost, ...]
    notes: tuple[str, ...]


def measure(plan: Plan) -> list[Block]:
    """Every size in turn; the largest is ours alone, for growth."""
    plan.folder.mkdir(parents=True, exist_ok=True)
    blocks = [_block(plan, size) for size in plan.sizes]
    if plan.growth:
        data = _data(plan, plan.growth)
        cost = _run("ours", data, plan.repeats)
        blocks.append(Block(plan.growth, () if cost is None else (cost,), ()))
    return blocks


def _block(plan: Plan, size: int) -> Block:
    data = _data(plan, size)
    names = ["ours", "floor", *(name for name in FORMS if name != "duckdb-self-join" or size <= SELF_JOIN_UP_TO)]
    found = [_run(name, data, plan.repeats) for name in names]
    extra = [_run(name, data, 1) for name in ("ours-all-pairs", "ours-three-windows", "cut-three-windows", "null")]
    toolkit, notes = _toolkit(plan, size) if size <= plan.toolkit_up_to else (None, (f"{TOOLKIT}: not run",))
    costs = tuple(cost for cost in (*found, toolkit, *extra) if cost is not None)
    _agree(costs)
    return Block(size, costs, notes)


def _run(name: str, data: Path, repeats: int) -> Cost | None:
    sys.stderr.write(f"{name} {data.name}\n")
    return run(name, [sys.executable, "-m", "benchmarks.contend", name, str(data), str(WINDOW)], TIMEOUT, repeats)


def _agree(costs: Sequence[Cost]) -> None:
    """Speed counts for nothing if the answers differ."""
    same = [cost for cost in costs if cost.name == "ours" or cost.name.startswith("duckdb") or cost.name == TOOLKIT]
    answers = {(cost.found["pairs"], cost.found["weight"]) for cost in same}
    if len(answers) != 1:
        raise SystemExit(f"the contenders disagree: {[(cost.name, cost.found) for cost in same]}")


def _data(plan: Plan, size: int) -> Path:
    path = plan.folder / f"shares-{size}.parquet"
    return path if path.exists() else write_integers(path, size)


def _toolkit(plan: Plan, size: int) -> tuple[Cost | None, tuple[str, ...]]:
    python = toolkit_python(plan.folder / "toolkit")
    if python is None:
        return None, (f"{TOOLKIT}: not run (it could not be installed)",)
    table, database = plan.folder / f"shares-{size}.csv", plan.folder / f"toolkit-{size}.db"
    if not table.exists():
        _write_table(table, size)
    command = [str(python), "-m", "benchmarks.contend_toolkit", str(table), str(database), str(WINDOW)]
    sys.stderr.write(f"{TOOLKIT} {size}\n")
    cost = run(TOOLKIT, command, TIMEOUT)
    return cost, () if cost else (f"{TOOLKIT}: not run (it failed or took over {TIMEOUT:.0f} s)",)


def toolkit_python(folder: Path) -> Path | None:
    """The Python of the toolkit's own environment, made on first use; None where it cannot be installed."""
    python = folder / "bin" / "python"
    if not python.exists():
        made = subprocess.run([sys.executable, "-m", "venv", str(folder)], check=False)
        if made.returncode:
            return None
    installed = subprocess.run([str(python), "-m", "pip", "install", "-q", TOOLKIT], check=False, env={**os.environ})
    return None if installed.returncode else python


def _write_table(path: Path, size: int) -> None:
    object_, account, time = shares(size)
    with path.open("w", newline="", encoding="utf-8") as out:
        writer = csv.writer(out)
        writer.writerow(["message_id", "user_id", "username", "repost_id", "reply_id", "message", "timestamp", "urls"])
        for i, (o, a, t) in enumerate(zip(object_.tolist(), account.tolist(), time.tolist(), strict=True)):
            writer.writerow((i, a, a, o, "", "", t, ""))
