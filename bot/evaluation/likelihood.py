"""How much more often planted groups than innocent ones reach a detector's statistic: smoothed likelihood ratios.

The ratio at a cut is P(statistic >= cut | planted) / P(statistic >= cut | innocent), each share with one added to the
hits and two to the total (Laplace), so that a cut which no innocent group reached does not become certainty.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass

from bot.fusion import LEVELS

FEWEST = 3
"""Planted groups that must reach a cut before it is trusted."""
NEVER = 1e9
"""A cut that no statistic reaches."""


@dataclass(frozen=True, slots=True)
class Sample:
    """One detector's statistics where it could look: on planted groups and on innocent ones."""

    positives: tuple[float, ...] = ()
    controls: tuple[float, ...] = ()

    @property
    def seen(self) -> bool:
        """Whether the detector saw something on three planted groups or more."""
        return sum(value > 0 for value in self.positives) >= FEWEST

    def reached(self, cut: float) -> tuple[int, int]:
        """How many planted and how many innocent groups reach a cut."""
        return sum(value >= cut for value in self.positives), sum(value >= cut for value in self.controls)

    def log_ratio(self, cut: float) -> float:
        """log10 of the smoothed likelihood ratio at a cut."""
        planted, innocent = self.reached(cut)
        share = (planted + 1) / (len(self.positives) + 2)
        usual = (innocent + 1) / (len(self.controls) + 2)
        return math.log10(share / usual)


def fitted_cuts(sample: Sample) -> tuple[float, ...]:
    """For each bucket over nought the smallest cut at which the ratio reaches it; `NEVER` where none does.

    Candidates are the statistics that were seen, rounded up to hundredths, as far as three planted groups reach them.
    """
    seen = {math.ceil(100 * value) / 100 for value in (*sample.positives, *sample.controls) if value > 0}
    values = [cut for cut in seen if sample.reached(cut)[0] >= FEWEST]
    cuts, least = [], 0.0
    for level in LEVELS[1:]:
        fit = (cut for cut in sorted(values) if cut >= least and sample.log_ratio(cut) >= level)
        least = next(fit, NEVER)
        cuts.append(least)
    return tuple(cuts)


def pooled_samples(parts: Sequence[Sample]) -> Sample:
    """All of them as one, values ascending: the order of the parts does not matter."""
    return Sample(
        tuple(sorted(value for part in parts for value in part.positives)),
        tuple(sorted(value for part in parts for value in part.controls)),
    )
