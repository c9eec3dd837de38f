"""What `shoal analyze` does, once its options are understood."""

import sys
from dataclasses import dataclass
from pathlib import Path

from bot.cli.analysis import Input, analysed, organic_rates
from bot.cli.facts import Stopwatch
from bot.cli.inputs import readable_files
from bot.cli.summary import print_summary
from bot.cli.terminal import output, progress_bar
from bot.protocols import Parameters
from bot.reporting.report_json import report_json
from bot.reporting.results import prepare_folder, write_results


@dataclass(frozen=True, slots=True)
class Wish:
    """What is wanted of an analysis beside its parameters."""

    out: Path | None
    baseline: tuple[Path, ...]
    engine: str
    json: bool


def analyse_and_tell(source: Input, parameters: Parameters, wish: Wish) -> None:
    """Analyse, write the folder that was asked for, and print the report. Inputs are looked at before any work."""
    readable_files([*source.files, *wish.baseline, *([source.avatars] if source.avatars else [])])
    if wish.out is not None:
        prepare_folder(wish.out)
    watch = Stopwatch()
    with progress_bar() as progress:
        rates = organic_rates(wish.baseline, parameters, progress) if wish.baseline else None
        with analysed(source, parameters, progress, rates) as (engine, report):
            if wish.out is not None:
                facts = watch.facts(wish.engine, [str(path.resolve()) for path in source.files])
                write_results(engine, report, facts, wish.out)
    if wish.json:
        sys.stdout.write(report_json(report))
    else:
        print_summary(output(), report, wish.out)
