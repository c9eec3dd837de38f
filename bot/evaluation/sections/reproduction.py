"""What others published or computed, made again with our code: two tools' edges, and cut-points."""

from dataclasses import dataclass
from itertools import groupby
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np

from bot.analysis.edges import edges
from bot.detectors.d1_synchrony import shift_of
from bot.engine.local import LocalEngine
from bot.evaluation.realsets import files_of
from bot.evaluation.reference import Case, cases_in, compare, placed, russian_file
from bot.evaluation.section import NOT_RUN, Say, Section, Table, Trials
from bot.ingest.intake import read_files
from bot.measures.kstar import at_least, k_star
from bot.protocols import I64, Parameters

LAYER = "object"


@dataclass(frozen=True, slots=True)
class Parity:
    """One reference file against ours."""

    case: Case
    theirs: int
    ours: int
    equal: int

    @property
    def same(self) -> bool:
        """Whether both hold exactly the same rows."""
        return self.theirs == self.ours == self.equal


def parity(trials: Trials) -> list[Parity]:
    """Every reference file against our answer; requests that make several tables run once."""
    folder = trials.reference
    return [] if folder is None else trials.laboratory.once("parity", lambda: _parity(folder))


def _parity(folder: Path) -> list[Parity]:
    found: list[Parity] = []
    waiting = list(cases_in(folder))
    while waiting:
        request = waiting[0].request
        together = [case for case in waiting if case.request == request]
        waiting = [case for case in waiting if case.request != request]
        with TemporaryDirectory() as name:
            edges(placed(request, Path(name)), threads=1)
            found += [
                Parity(case, *compare(folder / case.name, Path(name) / case.answer, case.columns)) for case in together
            ]
    return sorted(found, key=lambda item: item.case.name)


def parity_table(trials: Trials) -> Table:
    """How many rows of each tool's reference files come out the same."""
    found = sorted(parity(trials), key=lambda item: (item.case.tool, item.case.table, item.case.name))
    rows = []
    for (tool, table), group in groupby(found, key=lambda item: (item.case.tool, item.case.table)):
        items = list(group)
        other = ", ".join(item.case.name for item in items if not item.same)
        rows.append(
            (
                tool,
                table.replace("_", " "),
                f"{sum(item.same for item in items)} of {len(items)}",
                f"{sum(item.theirs for item in items):,}",
                f"{sum(item.equal for item in items):,}",
                other or "–",
            )
        )
    return Table(
        "The two other tools, row by row",
        ("tool", "table", "reference files that are the same", "their rows", "equal rows of ours", "files that differ"),
        tuple(rows) or (("both", *(NOT_RUN,) * 5),),
        "that their definitions of an edge are good ones; only that ours computes them exactly.",
        "The reference files are exact outputs of the two tools, for several windows and settings, on data that come "
        "with the source.",
    )


def chance_table() -> Table:
    """What the usual cut and k* keep of the Russian set, and how much of it chance explains."""
    settings = Parameters()
    with TemporaryDirectory() as name:
        read_files(files_of(russian_file()), Path(name))
        with LocalEngine(Path(name), threads=1) as engine:
            rows = _chance_rows(engine, settings)
    return Table(
        "Cut-points on the pseudonymous Russian retweets that ship with the demo",
        (
            "window",
            "pairs seen",
            "pairs above the median weight (the usual cut)",
            "of them expected by chance",
            "k*",
            "pairs with at least k* posts in common",
            "expected by chance",
        ),
        rows,
        "whether these accounts were directed by anybody: pairs that chance does not explain may still be fans of the "
        "same page. k* here is that of each window by itself, before the correction for looking at several.",
        "Chance is the mean of 30 copies in which every repost was moved by a random time. k* is the number of posts "
        "in common from which on at most 5 % of the pairs are expected by chance.",
    )


def _chance_rows(engine: LocalEngine, settings: Parameters) -> tuple[tuple[str, ...], ...]:
    windows, resolution = settings.windows, engine.time_resolution()
    shifts = [shift_of(window, settings.shift_minimum, resolution) for window in windows]
    sample = {"seed": settings.seed, "pair_budget": settings.pair_budget}
    seen = engine.co_actions(LAYER, windows, min_weight=1, **sample)
    null = engine.null_edges(LAYER, windows, replicates=settings.replicates, shifts=shifts, **sample)
    rows: list[tuple[str, ...]] = []
    for column, window in enumerate(windows):
        weight = seen.weight[:, column][seen.weight[:, column] > 0]
        observed, chance = at_least(weight), at_least(null.weight[:, column])
        usual = max(int(np.median(weight)) + 1, 2)
        k = k_star(observed, chance, settings.replicates, settings.fdr)
        usual_cells = _cut(observed, chance, usual, settings.replicates)
        own_cells = ("0", "–") if k is None else _cut(observed, chance, k, settings.replicates)
        rows.append((f"{window} s", f"{len(weight):,}", *usual_cells, "none" if k is None else str(k), *own_cells))
    return tuple(rows)


def _cut(observed: I64, chance: I64, cut: int, copies: int) -> tuple[str, str]:
    kept, by_chance = _at(observed, cut), _at(chance, cut) / copies
    return f"{kept:,}", f"{by_chance:,.1f} ({by_chance / max(kept, 1):.0%})"


def _at(counts: I64, k: int) -> int:
    return int(counts[k]) if k < len(counts) else 0


def _make(trials: Trials, say: Say) -> tuple[Table, ...]:
    say("reproduction: the two other tools")
    tools = parity_table(trials)
    say("reproduction: cut-points on the Russian set")
    chance = chance_table()
    return (tools, chance)


SECTION = Section(80, "What others found, computed again", _make)
