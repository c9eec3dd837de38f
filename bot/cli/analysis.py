"""One analysis on this machine, from files to a report, in a folder that vanishes afterwards."""

import contextlib
import os
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from bot.cli.inputs import readable_files
from bot.cli.terminal import Progress
from bot.protocols import Engine, Parameters
from bot.report import Report


@dataclass(frozen=True, slots=True)
class Input:
    """Files with how to read them."""

    files: tuple[Path, ...]
    format: str | None
    mapping: dict[str, str]


@contextlib.contextmanager
def analysed(source: Input, parameters: Parameters, progress: Progress) -> Iterator[tuple[Engine, Report]]:
    """Read and analyse; yield the engine, open for pictures, and the report."""
    from bot.engine.local import LocalEngine  # noqa: PLC0415 - DuckDB and Numba load with it
    from bot.ingest.intake import read_files  # noqa: PLC0415 - the same
    from bot.triage.analyse import analyse  # noqa: PLC0415 - the detectors load with it

    files = readable_files(source.files)
    with tempfile.TemporaryDirectory(prefix="shoal-") as name:
        folder = Path(name)
        dataset = read_files(files, folder, format=source.format, mapping=source.mapping, progress=progress)
        with LocalEngine(folder, threads=threads()) as engine:
            yield engine, analyse(engine, dataset, parameters, progress=progress, cancelled=lambda: False)


def with_baseline(report: Report, files: Sequence[Path], parameters: Parameters, progress: Progress) -> Report:
    """The report with what the same analysis, same parameters, gives on accounts held to be organic."""
    with analysed(Input(tuple(files), None, {}), parameters, progress) as (_, organic):
        clusters = [cluster for cluster in organic.clusters if cluster.id != "C0"]
        measured = {
            "accounts": organic.dataset.accounts,
            "posts": organic.dataset.posts,
            "shares": organic.dataset.shares,
            "clusters": len(clusters),
            "review_first": sum(cluster.suggestion == "review_first" for cluster in clusters),
            "accounts_in_clusters": sum(cluster.size for cluster in clusters),
        }
    return replace(report, false_alarm_card=replace(report.false_alarm_card, baseline=measured))


def threads() -> int:
    """How many threads the engine may use here."""
    return os.cpu_count() or 1
