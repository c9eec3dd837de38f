"""`shoal analyze`: files in, a report out; nothing is stored and nothing is posted."""

# ruff: noqa: PLC0415 - what a command needs loads when it runs

import sys
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from bot.cli.command import Command, Panel
from bot.cli.words import parse_layers, parse_mapping


class EngineName(StrEnum):
    """Where the tables are worked on."""

    LOCAL = "local"


def analyze(
    files: Annotated[list[Path], typer.Argument(metavar="FILE", help="Data sets: csv, jsonl, gz or zip of them.")],
    *,
    format_: Annotated[str | None, typer.Option("--format", metavar="NAME", help="See `shoal formats`.")] = None,
    mapping: Annotated[
        list[str] | None, typer.Option("--map", metavar="FIELD=COLUMN", help="Which column holds a field. Repeatable.")
    ] = None,
    out: Annotated[
        Path | None, typer.Option("--out", metavar="DIR", help="Write report, edges, pictures and page here.")
    ] = None,
    engine: Annotated[EngineName, typer.Option("--engine", help="Where the work is done.")] = EngineName.LOCAL,
    seed: Annotated[int, typer.Option("--seed", metavar="N", min=0, help="Starts every draw.")] = 7,
    baseline: Annotated[
        list[Path] | None,
        typer.Option("--baseline", metavar="FILE", help="Accounts held to be organic, to compare with. Repeatable."),
    ] = None,
    layers: Annotated[
        list[str] | None, typer.Option("--layers", metavar="LAYER,...", help="Look at these layers only.")
    ] = None,
    json: Annotated[bool, typer.Option("--json", help="Print report.json to stdout and nothing else.")] = False,
) -> None:
    """Look for accounts that act together in FILE..., and print what was found."""
    from bot.cli.analysis import Input, analysed, with_baseline
    from bot.cli.facts import Stopwatch
    from bot.cli.summary import print_summary
    from bot.cli.terminal import output, progress_bar
    from bot.protocols import LAYERS, Parameters
    from bot.reporting.report_json import report_json
    from bot.reporting.results import check_folder, write_results

    source = Input(tuple(files), format_, parse_mapping(mapping or []))
    parameters = Parameters(layers=parse_layers(layers or [], LAYERS), seed=seed)
    if out is not None:
        check_folder(out)
    watch = Stopwatch()
    with progress_bar() as progress, analysed(source, parameters, progress) as (tables, found):
        report = with_baseline(found, baseline, parameters, progress) if baseline else found
        if out is not None:
            write_results(tables, report, watch.facts(engine.value, [path.name for path in files]), out)
    if json:
        sys.stdout.write(report_json(report))
    else:
        print_summary(output(), report, out)


COMMAND = Command(analyze, Panel.FILES)
