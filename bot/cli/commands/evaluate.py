"""`shoal evaluate`: what the detectors find on planted networks, on innocents and on real sets."""

# ruff: noqa: PLC0415 - what a command needs loads when it runs

import sys
from pathlib import Path
from typing import Annotated

import typer

from bot.cli.command import Command, Panel


def evaluate(
    data: Annotated[
        Path | None, typer.Argument(metavar="DATA_DIR", help="Folder of real sets; without it they are not run.")
    ] = None,
    out: Annotated[Path, typer.Option("--out", metavar="FILE", help="The page to write.")] = Path("docs/EVALUATION.md"),
    seeds: Annotated[
        int, typer.Option("--seeds", metavar="N", min=1, help="Reported seeds per world (even numbers from 2 on).")
    ] = 4,
    null_runs: Annotated[
        int, typer.Option("--null-runs", metavar="N", min=1, help="Worlds with nothing planted, per size.")
    ] = 20,
    only: Annotated[
        str, typer.Option("--only", metavar="WORD", help="Only sections whose title holds this word.")
    ] = "",
    reference: Annotated[
        Path, typer.Option("--reference", metavar="FOLDER", help="Exact outputs of the two other tools, if there.")
    ] = Path("tests/data/reference"),
    jobs: Annotated[int, typer.Option("--jobs", metavar="N", min=1, help="Worlds that are analysed at once.")] = 1,
) -> None:
    """Run the evaluation and write its page of tables."""
    from bot.evaluation.book import write_book
    from bot.evaluation.laboratory import Laboratory
    from bot.evaluation.section import Trials, reported_seeds

    there = reference if reference.is_dir() else None
    with Laboratory(jobs) as laboratory:
        trials = Trials(reported_seeds(seeds), null_runs, data, there, laboratory)
        write_book(trials, out, lambda line: print(line, file=sys.stderr, flush=True), only)  # noqa: T201
    print(f"Written to {out}", file=sys.stderr)  # noqa: T201


COMMAND = Command(evaluate, Panel.FILES)
