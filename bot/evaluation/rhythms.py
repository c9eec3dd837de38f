"""How even are people's times? Finite-size burstiness and rest, for the accounts of a real set that wrote enough."""

from dataclasses import dataclass

import numpy as np

from bot.evaluation.shares import Share
from bot.measures.rhythm import burstiness, quiet_hours
from bot.protocols import I64, Posts

EVEN_FROM = 50
SLEEPLESS_FROM = 60
EVEN = -0.3
SHORTEST_REST = 2.5


@dataclass(frozen=True, slots=True)
class Evenness:
    """A_n of the accounts with enough posts, ascending; even ones; those that never rest."""

    values: tuple[float, ...]
    even: Share
    sleepless: Share

    def middle(self) -> str:
        """The 10th, 50th and 90th percentile."""
        if not self.values:
            return "–"
        return ", ".join(f"{value:.2f}" for value in np.quantile(self.values, (0.1, 0.5, 0.9)))


def evenness(posts: Posts) -> Evenness:
    """Rhythm of every account with at least 50 posts."""
    times = _times_by_account(posts)
    found = [burstiness(own) for own in times if len(own) >= EVEN_FROM]
    values = sorted(value for value in found if value is not None)
    long = [own for own in times if len(own) >= SLEEPLESS_FROM]
    return Evenness(
        values=tuple(values),
        even=Share(sum(value <= EVEN for value in values), len(values)),
        sleepless=Share(sum(quiet_hours(own) < SHORTEST_REST for own in long), len(long)),
    )


def _times_by_account(posts: Posts) -> list[I64]:
    order = np.lexsort((posts.time, posts.account))
    return np.split(posts.time[order], np.flatnonzero(np.diff(posts.account[order])) + 1) if len(order) else []
