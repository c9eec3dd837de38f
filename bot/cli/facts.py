"""What run.json tells of this machine and this hour."""

import platform
import time
from collections.abc import Sequence
from importlib.metadata import version

from bot import __version__
from bot.cli.analysis import threads
from bot.reporting.results import RunFacts

TOLD = ("duckdb", "numpy", "numba", "scipy", "pyarrow", "matplotlib")


class Stopwatch:
    """Started when it is made."""

    def __init__(self) -> None:
        self._at = time.time_ns() // 1_000_000
        self._start = time.monotonic()

    def facts(self, engine: str, inputs: Sequence[str]) -> RunFacts:
        """The facts of a run that ends now."""
        return RunFacts(
            engine=engine,
            inputs=tuple(inputs),
            host=platform.node(),
            started_at=self._at,
            seconds=time.monotonic() - self._start,
            threads=threads(),
            versions=versions(),
        )


def versions() -> dict[str, str]:
    """Versions of Python, of Shoal and of the libraries that make numbers and pictures."""
    return {"python": platform.python_version(), "shoal": __version__, **{name: version(name) for name in TOLD}}
