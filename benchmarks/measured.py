"""Runs one contender in a fresh process and says what it cost: CPU seconds (user and system), wall time, peak memory.

CPU and wall time are taken by the contender around its work, after imports; peak memory is that of its whole process.
"""

import json
import resource
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Cost:
    """What one run cost, and what it found (to see that contenders agree)."""

    name: str
    cpu: float
    wall: float
    peak_mb: float
    found: dict[str, Any]


def cpu_seconds() -> float:
    """User and system time of this process and of the processes that it waited for, all threads."""
    usages = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(usage.ru_utime + usage.ru_stime for usage in usages)


def report(work: Callable[[], dict[str, Any]]) -> None:
    """In the contender's process: do the work and print its cost as one line of JSON."""
    cpu, wall = cpu_seconds(), time.perf_counter()
    found = work()
    cost = {"cpu": cpu_seconds() - cpu, "wall": time.perf_counter() - wall, "found": found}
    cost["peak_mb"] = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1000
    sys.stdout.write(json.dumps(cost) + "\n")


def run(name: str, command: Sequence[str], timeout: float, repeats: int = 1) -> Cost | None:
    """Run a contender; of several repeats the one with the least CPU. None if it fails or takes too long."""
    best: Cost | None = None
    for _ in range(repeats):
        try:
            done = subprocess.run(command, capture_output=True, text=True, timeout=timeout, check=True)
        except subprocess.TimeoutExpired:
            sys.stderr.write(f"{name}: stopped after {timeout:.0f} s\n")
            return best
        except subprocess.CalledProcessError as error:
            sys.stderr.write(f"{name}: failed\n{error.stderr[-2000:]}\n")
            return best
        got = json.loads(done.stdout.strip().splitlines()[-1])
        cost = Cost(name, got["cpu"], got["wall"], got["peak_mb"], got["found"])
        best = cost if best is None or cost.cpu < best.cpu else best
    return best
