"""Which answers are out of proportion: beyond what others get, at that size, and for each follower."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from bot.protocols import F64, I64

FEWEST_OF_SIZE = 10
"""Others of that size or larger, without whom a comparison of sizes says nothing."""
NEAR = np.log(4.0)
"""Of that size or larger: with at least a quarter of the followers."""


@dataclass(frozen=True, slots=True)
class Answers:
    """Posts or authors, a row each: who was answered, followers, answers, residual over the line of sizes."""

    author: I64
    followers: I64
    counts: I64
    residuals: F64

    def take(self, rows: I64) -> "Answers":
        """Some of the rows."""
        return Answers(self.author[rows], self.followers[rows], self.counts[rows], self.residuals[rows])

    def per_follower(self) -> F64:
        """Answers over followers and one."""
        rates: F64 = self.counts / (self.followers + 1.0)
        return rates


def beyond(own: Answers, others: Answers, share: float) -> NDArray[np.bool_]:
    """Which of `own` lie above that percentile of the others, three times.

    By residual among all others; by residual among those of its size or larger, ten authors at least: where most posts
    get no answer, the line lies at nought for large accounts, too; and by answers for each follower: a public that
    passes on what it follows as often as others' do is no excess, however large it is.
    """
    found = own.residuals > _percentile(others.residuals, share)
    found &= own.per_follower() > _percentile(others.per_follower(), share)
    rows = np.flatnonzero(found)
    found[rows] = own.residuals[rows] > _limits_by_size(own.followers[rows], others, share)
    return found


def _percentile(values: F64, share: float) -> float:
    return float(np.sort(values)[int(np.ceil(share * len(values))) - 1])


def _limits_by_size(followers: I64, others: Answers, share: float) -> F64:
    """For each number of followers, the percentile of the residuals of others of that size; infinite with too few."""
    ascending = others.take(np.argsort(others.followers, kind="stable"))
    sizes = np.log1p(ascending.followers.astype(np.float64))
    _, known = np.unique(ascending.author, return_index=True)
    known = np.sort(known)
    starts = np.searchsorted(sizes, np.log1p(followers.astype(np.float64)) - NEAR, side="left")
    enough = len(known) - np.searchsorted(known, starts) >= FEWEST_OF_SIZE
    limits = np.full(len(followers), np.inf)
    for start in np.unique(starts[enough]).tolist():
        limits[starts == start] = _percentile(ascending.residuals[start:], share)
    return limits
