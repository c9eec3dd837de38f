"""The folder of `analyze --out`: report.json and run.json, edges.parquet, pictures and report.html, nothing else."""

import shutil
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bot.errors import InputError
from bot.protocols import Engine
from bot.report import Report
from bot.reporting.canonical import canonical_json, plain
from bot.reporting.edges_parquet import write_edges
from bot.reporting.page import report_page
from bot.reporting.plots import render_cluster_pictures
from bot.reporting.report_json import report_json

PICTURES = "pictures"
OURS = frozenset({"report.json", "run.json", "edges.parquet", "report.html", PICTURES})
MOST_PICTURES = 20


@dataclass(frozen=True, slots=True)
class RunFacts:
    """How a report came about on this machine: all that report.json must not hold. `inputs` are paths.

    `started_at` is in UTC milliseconds.
    """

    engine: str
    inputs: tuple[str, ...]
    host: str
    started_at: int
    seconds: float
    threads: int
    versions: Mapping[str, str]


def check_folder(folder: Path) -> None:
    """Refuse a folder that holds anything but earlier results; a missing or empty one is fine.

    Raises:
        InputError: a file of that name, or a folder with something else in it.
    """
    if folder.exists() and not folder.is_dir():
        raise InputError(
            "The name is taken by a file.", hint="Choose a folder that is new or empty.", where=str(folder)
        )
    foreign = sorted({entry.name for entry in folder.iterdir()} - OURS) if folder.is_dir() else []
    if foreign:
        raise InputError(
            f"The folder holds something else ({foreign[0]}); it stays as it is.",
            hint="Choose a folder that is new, empty, or holds earlier results only.",
            where=str(folder),
        )


def prepare_folder(folder: Path) -> None:
    """Make the folder, before any work is done for it.

    Raises:
        InputError: it cannot be made, or holds something else.
    """
    check_folder(folder)
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        hint = "Choose a folder in which you may write."
        raise InputError(f"The folder cannot be made: {error.strerror}.", hint, str(folder)) from None


def write_results(engine: Engine, report: Report, facts: RunFacts, folder: Path) -> None:
    """Write all results of a run into the folder; earlier results there are replaced."""
    prepare_folder(folder)
    shutil.rmtree(folder / PICTURES, ignore_errors=True)
    pictures = {
        cluster.id: render_cluster_pictures(engine, report, cluster.id, folder / PICTURES)
        for cluster in report.clusters[:MOST_PICTURES]
    }
    write_edges(report, folder / "edges.parquet")
    (folder / "report.html").write_text(report_page(report, pictures), encoding="utf-8")
    (folder / "run.json").write_text(canonical_json(_facts(facts)), encoding="utf-8")
    (folder / "report.json").write_text(report_json(report), encoding="utf-8")


def _facts(facts: RunFacts) -> dict[str, Any]:
    return {
        "engine": facts.engine,
        "inputs": plain(facts.inputs),
        "host": facts.host,
        "started_at": facts.started_at,
        "seconds": round(facts.seconds, 3),
        "threads": facts.threads,
        "versions": plain(facts.versions),
    }
