"""Pipelines for tests of the worker: a small real one over a CSV, and ones that misbehave. Picklable by name."""

import os
import sys
import time
from collections.abc import Collection
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from bot.analysis.pipeline import Progress, RunInputs
from bot.engine.local import LocalEngine
from bot.errors import InputError
from bot.ingest.intake import read_files
from bot.protocols import Engine
from bot.report import Dataset, Report
from tests.worlds_of_triage import cluster, report

Path_and_alt = tuple[Path, str]


@dataclass(frozen=True)
class SmallPipeline:
    """Reads the file for real; all its accounts make one cluster."""

    behave: str = ""
    mark: str = ""

    def read(self, inputs: RunInputs, folder: Path, progress: Progress) -> Dataset:
        progress("reading", 0, 1)
        self._misbehave()
        return read_files([(file.path, file.name) for file in inputs.files], folder, now=lambda: inputs.now)

    def engine(self, folder: Path) -> Engine:
        return LocalEngine(folder)

    def analyse(self, engine: Engine, dataset: Dataset, inputs: RunInputs, progress: Progress) -> Report:  # noqa: ARG002
        return report(cluster("C1", list(engine.accounts().ids)))

    def pictures(
        self,
        engine: Engine,  # noqa: ARG002
        report: Report,  # noqa: ARG002
        cluster_id: str,
        folder: Path,
        excluded: Collection[str],
    ) -> tuple[Path_and_alt, ...]:
        path = folder / f"{cluster_id}.png"
        path.write_text(",".join(sorted(excluded)))
        return ((path, f"{cluster_id} without {len(excluded)}"),)

    def _misbehave(self) -> None:
        if self.mark:
            Path(self.mark).write_text(str(os.getpid()))
        if self.behave == "hang":
            while True:
                time.sleep(0.05)
        elif self.behave == "refuse":
            raise InputError("The file is empty.", "Export it again.", "a.csv")
        elif self.behave == "break":
            raise ZeroDivisionError("a bug")
        elif self.behave == "eat":
            kept = [b"x" * (1 << 26) for _ in range(1000)]
            sys.exit(len(kept))
        elif self.behave == "die":
            os.kill(os.getpid(), 9)


def pipeline(behave: str = "", mark: str = "") -> "partial[SmallPipeline]":
    return partial(SmallPipeline, behave, mark)
