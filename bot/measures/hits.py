"""Who is reposted by those who repost most, and the reverse: authorities and hubs (Kleinberg 1999, HITS)."""

from dataclasses import dataclass

import numpy as np

from bot.measures.reposts import Reposts
from bot.protocols import F64, I32, I64

ROUNDS = 60
MOST_OF_IT = 0.9


@dataclass(frozen=True, slots=True)
class Hits:
    """Shares of authority and of hub by account (ascending); each column adds up to one, or is nought throughout."""

    accounts: I32
    authority: F64
    hub: F64

    def authority_of(self, accounts: I32) -> float:
        """The share of authority that some accounts hold together."""
        return float(self.authority[np.isin(self.accounts, accounts)].sum())

    def carriers(self) -> I32:
        """The fewest accounts that hold nine tenths of the hub scores, ascending."""
        order = np.lexsort((self.accounts, -np.round(self.hub, 12)))
        enough = int(np.searchsorted(np.cumsum(self.hub[order]), MOST_OF_IT - 1e-9)) + 1
        return np.sort(self.accounts[order[: enough if self.hub.any() else 0]])

    def targets(self) -> I32:
        """Accounts with more authority than the mean of those that have any, or as much, ascending."""
        held = self.authority > 1e-9
        mean = float(self.authority[held].mean()) if held.any() else 0.0
        return self.accounts[held & (self.authority >= mean - 1e-9)]


def hits(table: Reposts, members: I32) -> Hits:
    """Authority and hub of `members` (ascending) over the reposts among themselves; a post counts once a reposter."""
    inside = np.isin(table.reposter, members) & np.isin(table.author, members)
    hubs, authors = np.searchsorted(members, table.reposter[inside]), np.searchsorted(members, table.author[inside])
    if not len(hubs):
        return Hits(members, np.zeros(len(members)), np.zeros(len(members)))
    authority, hub = np.zeros(len(members)), np.ones(len(members))
    for _ in range(ROUNDS):
        authority = _shared_out(authors, hub[hubs], len(members))
        hub = _shared_out(hubs, authority[authors], len(members))
    return Hits(members, authority, hub)


def _shared_out(ends: I64, weights: F64, size: int) -> F64:
    """Weights summed by account, as shares of the whole."""
    sums = np.bincount(ends, weights=weights, minlength=size).astype(np.float64)
    return np.asarray(sums / sums.sum())
