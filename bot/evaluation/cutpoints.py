"""Writes calibration.toml: counts, origin and measured ratios of every detector, and new cut-points if asked for."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from bot.evaluation.likelihood import NEVER, Sample, fitted_cuts
from bot.fusion import Cuts

HEAD = """\
# From a detector's statistic to a bucket of log10 likelihood ratio: 0 below the first cut, then .3, .7, 1.0, 1.5.
# The only place of these numbers; fusion reads it. `shoal calibrate` writes the file: `n_control`, `n_positive`,
# `measured` and `origin` of every detector that a generated network shows, and with `--fit` its `cuts`, too.
# `measured` is the Laplace-smoothed log10 likelihood ratio at each cut on generated worlds; `cap`,
# `contrast` and `note` are by hand: a contrast of style is never a kind of evidence of its own.
# Uncalibrated in the strict sense: the buckets order clusters, they are no probabilities.
"""
BY_HAND = "set by hand"


def updated(
    rows: Mapping[str, Cuts], samples: Mapping[str, Sample], worlds: int, seeds: Sequence[int], *, fit: bool
) -> dict[str, Cuts]:
    """The table with what was measured; a detector that could not look in any world keeps its row as it is."""
    return {
        key: _row(cuts, samples[key], _where(worlds, seeds), fit=fit)
        if key in samples and (samples[key].positives or samples[key].controls)
        else cuts
        for key, cuts in rows.items()
    }


def _where(worlds: int, seeds: Sequence[int]) -> str:
    listed = ", ".join(map(str, seeds))
    return f"{worlds} generated worlds (seed{'s' if len(seeds) > 1 else ''} {listed})"


def _row(cuts: Cuts, sample: Sample, where: str, *, fit: bool) -> Cuts:
    points = fitted_cuts(sample) if fit and sample.seen else cuts.cuts
    planted, innocent = sample.reached(points[0])
    counts = f"{planted} of {len(sample.positives)} planted and {innocent} of {len(sample.controls)} innocent groups"
    how = "cut-points fitted on" if fit and sample.seen else f"cut-points {BY_HAND};"
    seen = "" if sample.seen else "; hardly any planted group shows it"
    return replace(
        cuts,
        cuts=points,
        n_control=len(sample.controls),
        n_positive=len(sample.positives),
        measured=tuple(round(sample.log_ratio(cut), 2) for cut in points if cut < NEVER) if sample.seen else (),
        origin=f"{how} {where}: {counts} reach the first{seen}",
    )


def render(rows: Mapping[str, Cuts]) -> str:
    """The file's text: one table a detector, in the order given."""
    return "\n".join([HEAD, *(_table(key, cuts) for key, cuts in rows.items())])


def _table(key: str, cuts: Cuts) -> str:
    lines = [
        f"[{key}]",
        f'statistic = "{cuts.statistic}"',
        f"cuts = {_numbers(cuts.cuts)}",
        f"cap = {cuts.cap}",
        f"n_control = {cuts.n_control}",
        f"n_positive = {cuts.n_positive}",
        *([f"measured = {_numbers(cuts.measured)}"] if cuts.measured else []),
        f'origin = "{cuts.origin}"',
        *(["contrast = true"] if cuts.contrast else []),
        *([f'note = "{cuts.note}"'] if cuts.note else []),
    ]
    return "\n".join(lines) + "\n"


def _numbers(values: Sequence[float]) -> str:
    return f"[{', '.join('1e9' if value >= NEVER else str(value) for value in values)}]"


def write(path: Path, rows: Mapping[str, Cuts]) -> None:
    """Write the file."""
    path.write_text(render(rows), encoding="utf-8")
