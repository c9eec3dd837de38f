"""`shoal calibrate`: measures the detectors on planted and innocent groups and writes the table of cut-points."""

# ruff: noqa: PLC0415 - what a command needs loads when it runs

import sys
from pathlib import Path
from typing import Annotated

import typer

from bot.cli.command import Command, Panel


def calibrate(
    out: Annotated[Path, typer.Option("--out", metavar="FILE", help="The table to write.")] = Path(
        "bot/calibration.toml"
    ),
    seeds: Annotated[
        int, typer.Option("--seeds", metavar="N", min=1, help="Seeds per world (odd numbers from 1 on).")
    ] = 2,
    only: Annotated[str, typer.Option("--only", metavar="WORLD", help="Only worlds whose name holds this word.")] = "",
    fit: Annotated[  # noqa: FBT002 - a switch of the command line
        bool, typer.Option("--fit/--keep", help="Fit the cut-points, too; without it they stay as they are.")
    ] = False,
) -> None:
    """Measure every detector on planted and innocent groups, and write the table of cut-points."""
    from bot.evaluation.calibrating import choosing_seeds, samples
    from bot.evaluation.cutpoints import updated, write
    from bot.evaluation.worlds import SCENARIOS
    from bot.fusion import load_calibration

    chosen = choosing_seeds(seeds)
    wanted = [item for item in SCENARIOS if only.lower() in item.name.lower()]
    found, worlds = samples(wanted, chosen, lambda line: print(line, file=sys.stderr, flush=True))  # noqa: T201
    write(out, updated(load_calibration(), found, worlds, chosen, fit=fit))
    print(f"Written to {out}", file=sys.stderr)  # noqa: T201


COMMAND = Command(calibrate, Panel.FILES)
