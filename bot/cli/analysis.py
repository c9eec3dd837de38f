"""One analysis on this machine, from files to a report, in a folder that vanishes afterwards."""

import contextlib
import os
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from bot.cli.inputs import readable_files
from bot.cli.terminal import Progress
from bot.protocols import Engine, Parameters
from bot.report import Report

if TYPE_CHECKING:
    from bot.analysis.baseline import BaselineRates


@dataclass(frozen=True, slots=True)
class Input:
    """Files with how to read them."""

    files: tuple[Path, ...]
    format: str | None
    mapping: dict[str, str]
    avatars: Path | None = None


@contextlib.contextmanager
def analysed(
    source: Input, parameters: Parameters, progress: Progress, baseline: "BaselineRates | None" = None
) -> Iterator[tuple[Engine, Report]]:
    """Read and analyse; yield the engine, open for pictures, and the report."""
    from bot.analysis.analyse import analyse  # noqa: PLC0415 - the detectors load with it
    from bot.engine.local import LocalEngine  # noqa: PLC0415 - DuckDB and Numba load with it
    from bot.ingest.intake import read_files  # noqa: PLC0415 - the same

    files = readable_files(source.files)
    with tempfile.TemporaryDirectory(prefix="shoal-") as name:
        folder = Path(name)
        dataset = read_files(
            files, folder, format=source.format, mapping=source.mapping, progress=progress, parameters=parameters
        )
        if source.avatars is not None:
            from bot.ingest.avatars import read_avatars  # noqa: PLC0415 - a face detector may load with it

            dataset = read_avatars(source.avatars, folder, progress=progress).told_in(dataset)
        with LocalEngine(folder, threads=threads()) as engine:
            yield engine, analyse(engine, dataset, parameters, baseline=baseline, progress=progress)


def organic_rates(files: Sequence[Path], parameters: Parameters, progress: Progress) -> "BaselineRates":
    """What the same analysis, with the same parameters, gives on accounts that are held to be organic."""
    from bot.analysis.baseline import baseline_rates  # noqa: PLC0415 - loads with the analysis

    source = Input(tuple(files), None, {})
    whole = replace(parameters, since="", until="", words=(), without=(), without_accounts=())  # a choice of other data
    with analysed(source, whole, progress) as (_, report):
        return baseline_rates(report, " + ".join(path.name for path in files))


def threads() -> int:
    """How many threads the engine may use here."""
    return os.cpu_count() or 1
